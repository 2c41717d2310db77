"""Schools to batches: who is in, who waits, who is not eligible and why, who has not reported. Pure and repeatable.

The order is the district's recommendation, then the date of application, then the school's code, or the application first
where the programme says so; never a result of examinations.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.programme.shares import ROUNDINGS, reference_seats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from schoolstd.programme.eligibility import Eligibility
    from schoolstd.programme.model import Batch, Programme
    from schoolstd.programme.register import School


class Candidate(NamedTuple):
    """A school of the register; `eligibility` None means that no usable workbook has come in. One that is not
    `registered` has handed in a workbook but does not stand in the register."""

    school: School
    eligibility: Eligibility | None
    registered: bool = True


class Placement(NamedTuple):
    """Where a school has been put, and why (a code of `wording`); `rank` is its place in the queue of the batch."""

    candidate: Candidate
    reason: str
    rank: int = 0


class BatchResult(NamedTuple):
    """A batch that has begun: its planned seats, those open to it after earlier batches, who has them, how many of these
    count against the seats, and reference seats by district. `over` is how many more have been taken, up to and with this
    batch, than the plan has."""

    batch: Batch
    planned: int
    open: int
    placed: tuple[Placement, ...]
    counted: int
    reference: dict[str, int]
    over: int = 0


class Allocation(NamedTuple):
    """The whole: batches begun by the day; the waiting, the ineligible and the unreported; those that joined after the
    register was frozen and those that closed. `total` is the frozen number, `present` that of the schools that still
    are; `seats` the plan of all batches."""

    total: int
    present: int
    seats: dict[str, int]
    batches: tuple[BatchResult, ...]
    waiting: tuple[Placement, ...]
    ineligible: tuple[Candidate, ...]
    unreported: tuple[Candidate, ...]
    late: tuple[Candidate, ...]
    gone: tuple[Candidate, ...]


def allocate(candidates: Sequence[Candidate], programme: Programme, as_of: str) -> Allocation:
    """Allocate every candidate on an ISO date. The same candidates in any order give the same result.

    Shares are of the register as frozen on `base_date`: schools that joined later are not counted and get into the last
    batch only, beside its seats; one that closed later stays in the number, so that the three batches keep one base, but
    is placed no more. Recognition is given inside a batch's window, so only the batch that is open takes schools in; of
    one that is over only those recognised in it remain, and the seats it left empty pass on to the next. Where the day of
    application decides, one that is over still takes in those that applied in time. Where districts have quotas, each has
    its share of the seats up to each batch, so that in the last one none is short of any.
    """
    ordered = sorted(candidates, key=lambda each: each.school.code)
    frozen = programme.parameter("base_date")
    late = {each.school.code for each in ordered if each.school.joined > frozen}
    gone = {each.school.code for each in ordered if each.school.closed and each.school.closed <= as_of}
    counted = [each for each in ordered if _counted(each, frozen, late)]
    seats = _seats(programme, len(counted))
    filling = _Filling(ordered, programme, as_of, late, gone, seats, _by_district(counted))
    begun = takewhile(lambda batch: batch.window.start <= as_of, programme.batches)
    results = [filling.fill(batch) for batch in begun]
    rest = [each for each in filling.left.values() if each.eligibility]
    able = [each for each in rest if _able(each)]
    return Allocation(
        total=len(counted),
        present=sum(each.registered and each.school.code not in gone for each in ordered),
        seats=seats,
        batches=tuple(results),
        waiting=tuple(_waiting(able, programme, late, filling.full(), as_of)),
        ineligible=tuple(each for each in rest if not _able(each)),
        unreported=tuple(each for each in filling.left.values() if each.eligibility is None),
        late=tuple(each for each in ordered if each.school.code in late and each.school.code not in gone),
        gone=tuple(each for each in ordered if each.school.code in gone),
    )


class _Filling:
    """Batches that are filled one after another, and what each leaves to the next: the schools that are `left`, seats, and
    what districts have had of theirs."""

    def __init__(
        self,
        ordered: Sequence[Candidate],
        programme: Programme,
        as_of: str,
        late: set[str],
        gone: set[str],
        seats: dict[str, int],
        districts: dict[str, int],
    ) -> None:
        self.left = {each.school.code: each for each in ordered if each.school.code not in gone}
        self._ordered, self._programme, self._as_of = ordered, programme, as_of
        self._late, self._gone = late, gone
        self._seats, self._districts = seats, districts
        self._by_application = programme.parameter("batch_date") == "application"
        self._hard = programme.parameter("district_quota") == "hard"
        self._reached = self._used = 0
        self._room: dict[str, int] = {}
        self._had: dict[str, int] = dict.fromkeys(districts, 0)
        self._ready: set[str] = set()

    def fill(self, batch: Batch) -> BatchResult:
        """The next batch with those recognised in it and, where it still takes schools in, those that it takes in."""
        self._reached += self._seats[batch.id]
        placed = self._recognised(batch)
        reference = self._reference(batch)
        self._room = dict(reference)
        _use(self._room, placed, self._late)
        self._ready = {*self._ready, batch.id} if self._by_application else {batch.id}
        if self._by_application or batch.window.holds(self._as_of):
            placed += self._taken_in(batch, self._inside(placed))
        for placement in placed:
            self.left.pop(placement.candidate.school.code, None)
        inside = self._inside(placed)
        open_ = max(0, self._reached - self._used)
        self._used += inside
        over = max(0, self._used - self._reached)
        self._had = {name: self._had[name] + reference[name] - self._room[name] for name in self._districts}
        return BatchResult(batch, self._seats[batch.id], open_, tuple(placed), inside, reference, over)

    def full(self) -> set[str]:
        """The districts that have no seat left of the last batch filled, where they have quotas."""
        return {name for name, count in self._room.items() if self._hard and count <= 0}

    def _recognised(self, batch: Batch) -> list[Placement]:
        """The schools recognised in a batch by the day."""
        return [
            Placement(each, "recognised_gone" if each.school.code in self._gone else "recognised")
            for each in self._ordered
            if each.school.step.batch == batch.id and each.school.step.recognised_on(self._as_of)
        ]

    def _reference(self, batch: Batch) -> dict[str, int]:
        """The seats of each district: of a quota what is left of it up to this batch, else its part of the batch."""
        if not self._hard:
            return reference_seats(self._seats[batch.id], self._districts)
        up_to_now = reference_seats(self._reached, self._districts)
        return {name: max(0, up_to_now[name] - self._had[name]) for name in self._districts}

    def _taken_in(self, batch: Batch, taken: int) -> Iterable[Placement]:
        """Those that a batch takes in from the queue, when so many of its seats are taken."""
        planned = self._programme.parameter("share_mode") == "planned"
        free = self._reached - self._used - taken if planned else len(self._ordered)
        ready = self._ready
        queue = [
            each for each in self.left.values() if _able(each) and each.eligibility and each.eligibility.batch in ready
        ]
        order = _ORDERS[self._programme.parameter("tie_break")]
        beside = self._late if batch is self._programme.batches[-1] else set()
        room = self._room if self._hard else None
        return _taken_in(sorted(queue, key=order), beside, self._late, free, room)

    def _inside(self, placed: Iterable[Placement]) -> int:
        """How many count against the seats: all but those that joined late."""
        return sum(each.candidate.school.code not in self._late for each in placed)


def _seats(programme: Programme, schools: int) -> dict[str, int]:
    """The seats that each batch has by plan."""
    rounded = ROUNDINGS[programme.parameter("rounding")](schools, [int(batch.share) for batch in programme.batches])
    return dict(zip((batch.id for batch in programme.batches), rounded, strict=True))


def _counted(candidate: Candidate, frozen: str, late: set[str]) -> bool:
    """Whether a school stood in the register on the day it was frozen; one that closed on that day still did."""
    school = candidate.school
    return candidate.registered and school.code not in late and (not school.closed or school.closed >= frozen)


def _able(candidate: Candidate) -> bool:
    return candidate.registered and bool(candidate.eligibility and candidate.eligibility.eligible)


def _use(room: dict[str, int], placed: Iterable[Placement], late: set[str]) -> None:
    """Take the seats of those recognised from what their districts have left; it may fall below nothing."""
    for each in placed:
        school = each.candidate.school
        if school.code not in late and school.district in room:
            room[school.district] -= 1


def _taken_in(
    queue: Sequence[Candidate], beside: set[str], late: set[str], free: int, room: dict[str, int] | None
) -> Iterable[Placement]:
    """Those of a queue that a batch takes in: as many as it has seats, and all of `beside`, which need none. `room`, where
    districts have quotas, is what each has left, and is used up here."""
    for rank, each in enumerate(queue, start=1):
        district = each.school.district
        if each.school.code in beside:
            yield Placement(each, "late_school", rank)
        elif each.school.code not in late and free > 0 and (room is None or room.get(district, 0) > 0):
            free -= 1
            if room is not None:
                room[district] -= 1
            yield Placement(each, "in_order", rank)


def _waiting(
    candidates: Sequence[Candidate], programme: Programme, late: set[str], full: set[str], as_of: str
) -> Iterable[Placement]:
    """The eligible ones that no batch has taken in, in the order of the queue, and what they wait for: the next batch after
    a refusal, the first window, a seat of their district, or a seat at all."""
    begun = [batch.id for batch in programme.batches if batch.window.start <= as_of]
    for rank, each in enumerate(sorted(candidates, key=_ORDERS[programme.parameter("tie_break")]), start=1):
        batch = each.eligibility.batch if each.eligibility else ""
        if each.school.code in late:
            reason = "late_waits"
        elif batch not in begun:
            refused = each.school.step.failed and each.school.step.failed <= as_of
            reason = "retry_later" if refused else "window"
        elif each.school.district in full:
            reason = "district_seats_taken"
        else:
            reason = "seats_taken"
        yield Placement(each, reason, rank)


def _by_recommendation(candidate: Candidate) -> tuple[bool, int, str, str]:
    step = candidate.school.step
    return (step.order is None, step.order or 0, step.applied, candidate.school.code)


def _by_application(candidate: Candidate) -> tuple[bool, str, bool, int, str]:
    step = candidate.school.step
    return (not step.applied, step.applied, step.order is None, step.order or 0, candidate.school.code)


_ORDERS: dict[str, Callable[[Candidate], tuple[bool | int | str, ...]]] = {
    "recommendation": _by_recommendation,
    "application": _by_application,
}
"""The queues, by the answer of a programme."""


def _by_district(candidates: Iterable[Candidate]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for each in sorted(candidates, key=lambda each: each.school.district):
        counts[each.school.district] = counts.get(each.school.district, 0) + 1
    return counts
