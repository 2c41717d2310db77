"""How many schools a share is: in whole numbers that always add up. Pure, and without floating point."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def cumulative_seats(total: int, shares: Sequence[int]) -> list[int]:
    """The seats of each batch when `total` schools are to be shared out in percentages that add up to 100.

    Counted cumulatively: up to each batch as many as come nearest to its cumulative percentage (a half counts up), so
    that the batches always add up to the total. 45 schools at 30, 40, 30 give 14, 18, 13. Raises ValueError when the
    shares do not add up to 100 or the total is negative.
    """
    if sum(shares) != 100 or total < 0:
        raise ValueError(f"shares {list(shares)} of {total}")
    reached = [(sum(shares[: number + 1]) * total + 50) // 100 for number in range(len(shares))]
    return [now - before for now, before in zip(reached, [0, *reached], strict=False)]


def remainder_seats(total: int, shares: Sequence[int]) -> list[int]:
    """The same by largest remainder: of each share its whole part, and what is left over one by one to the largest
    remainders, the earlier batch first among equals. Raises ValueError as `cumulative_seats` does."""
    if sum(shares) != 100 or total < 0:
        raise ValueError(f"shares {list(shares)} of {total}")
    found = [share * total // 100 for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda number: (-(shares[number] * total % 100), number))
    for number in by_remainder[: total - sum(found)]:
        found[number] += 1
    return found


ROUNDINGS = {"cumulative": cumulative_seats, "remainder": remainder_seats}
"""The ways to round shares, by the answer of a programme."""


def reference_seats(seats: int, schools: Mapping[str, int]) -> dict[str, int]:
    """Seats shared over districts in proportion to their schools, by largest remainder; ties go to the smaller name.

    A reference, not a quota: only the city's share is fixed. No district gets more seats than it has schools. Raises
    ValueError when there are more seats than schools.
    """
    total = sum(schools.values())
    if not 0 <= seats <= total:
        raise ValueError(f"{seats} seats for {total} schools")
    if not total:
        return dict.fromkeys(schools, 0)
    found = {name: seats * count // total for name, count in schools.items()}
    by_remainder = sorted(schools, key=lambda name: (-(seats * schools[name] % total), name))
    for name in by_remainder[: seats - sum(found.values())]:
        found[name] += 1
    return found
