"""Schools to batches: who is in, who waits, who is not eligible and why, who has not reported. Pure and repeatable.

The order is the district's recommendation, then the date of application, then the school's code; never a result of
examinations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schoolstd.programme.shares import cumulative_seats, reference_seats

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schoolstd.programme.eligibility import Obstacle, Step
    from schoolstd.programme.model import Batch, Programme


class Candidate(NamedTuple):
    """A school of the register: `obstacles` None means that no usable workbook has come in."""

    code: str
    name: str
    district: str
    step: Step
    obstacles: tuple[Obstacle, ...] | None
    joined: str = ""
    closed: str = ""


class Placement(NamedTuple):
    """Where a school has been put, and why (a code of `wording`)."""

    candidate: Candidate
    batch: str
    reason: str


class BatchResult(NamedTuple):
    """One batch: its planned seats, those open to it after earlier batches, and who has them."""

    batch: Batch
    planned: int
    open: int
    placed: tuple[Placement, ...]
    reference: dict[str, int]


class Allocation(NamedTuple):
    """The whole: batches up to the day, the waiting, the ineligible, the unreported, and those outside the frozen register."""

    total: int
    batches: tuple[BatchResult, ...]
    waiting: tuple[Placement, ...]
    ineligible: tuple[Candidate, ...]
    unreported: tuple[Candidate, ...]
    late: tuple[Candidate, ...]
    gone: tuple[Candidate, ...]


def allocate(candidates: Sequence[Candidate], programme: Programme, as_of: str) -> Allocation:
    """Allocate every candidate on an ISO date. The same candidates in any order give the same result.

    The shares are of the register as frozen on `base_date`: schools that joined later are judged but not counted, closed
    ones are neither. A batch is open once its window has begun. Seats that a batch leaves empty pass on to the next.
    """
    frozen = programme.parameter("base_date")
    capped = programme.parameter("share_mode") == "planned"
    gone = [each for each in candidates if each.closed and each.closed <= as_of]
    present = sorted((each for each in candidates if each not in gone), key=lambda each: each.code)
    late = [each for each in present if frozen and each.joined > frozen]
    counted = [each for each in present if each not in late]
    seats = cumulative_seats(len(counted), [int(batch.share) for batch in programme.batches])
    waiting = {each.code: each for each in present if each.obstacles is not None}
    results: list[BatchResult] = []
    cumulative = 0
    used = 0
    for batch, planned in zip(programme.batches, seats, strict=True):
        cumulative += planned
        if batch.window.start > as_of:
            continue
        placed = [Placement(each, batch.id, "recognised") for each in present if each.step.batch == batch.id]
        free = cumulative - used - sum(each.candidate not in late for each in placed)
        queue = [each for each in _queue(waiting.values(), batch) if each.step.batch == ""]
        for each in queue:
            extra = each in late
            if extra or free > 0 or not capped:
                placed.append(Placement(each, batch.id, "late_school" if extra else "in_order"))
                free -= not extra
        for placement in placed:
            waiting.pop(placement.candidate.code, None)
        inside = sum(each.candidate not in late for each in placed)
        reference = reference_seats(planned, _by_district(counted))
        results.append(BatchResult(batch, planned, cumulative - used, tuple(placed), reference))
        used += inside
    open_now = [each for each in waiting.values() if not each.obstacles]
    return Allocation(
        total=len(counted),
        batches=tuple(results),
        waiting=tuple(Placement(each, "", "seats_taken" if _ready(each, as_of) else "window") for each in open_now),
        ineligible=tuple(each for each in waiting.values() if each.obstacles),
        unreported=tuple(each for each in present if each.obstacles is None and not each.step.batch),
        late=tuple(late),
        gone=tuple(sorted(gone, key=lambda each: each.code)),
    )


def _queue(candidates: Iterable[Candidate], batch: Batch) -> list[Candidate]:
    """The eligible schools that applied and were recommended by the end of a batch's window, in order."""
    ready = [each for each in candidates if not each.obstacles and _ready(each, batch.window.end)]
    return sorted(ready, key=_order)


def _ready(candidate: Candidate, day: str) -> bool:
    step = candidate.step
    return bool(step.applied and step.recommended) and step.applied <= day and step.recommended <= day


def _order(candidate: Candidate) -> tuple[bool, int, str, str]:
    step = candidate.step
    return (step.order is None, step.order or 0, step.applied, candidate.code)


def _by_district(candidates: Iterable[Candidate]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for each in sorted(candidates, key=lambda each: each.district):
        counts[each.district] = counts.get(each.district, 0) + 1
    return counts
