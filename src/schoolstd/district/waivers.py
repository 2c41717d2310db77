"""What the waivers of a run do, school by school, so that a summary can tell them all. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.assessment.waivers import WaiverState, outside_dates
from schoolstd.programme.outcome import ToldWaiver

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from schoolstd.catalog.model import Waiver
    from schoolstd.district.record import Record
    from schoolstd.programme.register import School

WORTH = ("used", "unused", "expired", "not_yet", "unreported", "unknown_school")
"""The states of a waiver: of two districts that tell of one, the earlier here knows its school better."""


def told_waivers(
    waivers: Iterable[Waiver], records: Sequence[Record], unreported: Sequence[School], as_of: str
) -> tuple[ToldWaiver, ...]:
    """Every waiver with what it does, in a fixed order; `as_of` empty: each school on the day of its own workbook."""
    judged = {record.facts.code: record for record in records}
    missing = {school.code: school for school in unreported}
    return tuple(sorted(_told(each, judged, missing, as_of) for each in waivers))


def joined_waivers(first: Iterable[ToldWaiver], second: Iterable[ToldWaiver]) -> tuple[ToldWaiver, ...]:
    """The waivers of two districts as those of one: the same in any order."""
    found: dict[Waiver, ToldWaiver] = {}
    for each in sorted((*first, *second), key=lambda each: (WORTH.index(each.state), each)):
        found.setdefault(each.waiver, each)
    return tuple(sorted(found.values()))


def _told(waiver: Waiver, judged: Mapping[str, Record], missing: Mapping[str, School], as_of: str) -> ToldWaiver:
    record, school = judged.get(waiver.school), missing.get(waiver.school)
    if record is None:
        return ToldWaiver(waiver, school.name if school else "", "unreported" if school else "unknown_school")
    state = outside_dates(waiver, as_of or record.as_of)
    if state is None:
        state = WaiverState.USED if waiver.indicator in record.waived else WaiverState.UNUSED
    return ToldWaiver(waiver, record.facts.name, str(state))
