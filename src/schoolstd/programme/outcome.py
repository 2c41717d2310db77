"""Schools' standings and a register to everything that a programme's report tells. Pure; any order gives the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schoolstd.assessment.waivers import WaiverState, outside_dates
from schoolstd.errors import InputError
from schoolstd.problem import Problem
from schoolstd.programme.allocate import Candidate, allocate
from schoolstd.programme.honours import Nominee, choose, honour_on
from schoolstd.programme.register import Register
from schoolstd.programme.review import review_state

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schoolstd.catalog.model import Catalog, Waiver
    from schoolstd.programme.allocate import Allocation
    from schoolstd.programme.honours import Round
    from schoolstd.programme.model import Programme
    from schoolstd.programme.register import School
    from schoolstd.programme.review import ReviewState
    from schoolstd.programme.standing import Rules, Standing


class Reviewed(NamedTuple):
    """A recognised school with its state in re-review."""

    school: School
    state: ReviewState


class ToldWaiver(NamedTuple):
    """A waiver with the name of its school and what it does: a WaiverState, or `unknown_school` for one that is neither in
    the register nor among the workbooks, or `unreported` for one without a usable workbook."""

    waiver: Waiver
    name: str
    state: str


class Outcome(NamedTuple):
    """A programme on a day. `register` is the file's name, empty without one; `failures` are the files that could not be
    used, `catalogs` those that were judged by."""

    programme: Programme
    catalogs: tuple[Catalog, ...]
    as_of: str
    register: str
    allocation: Allocation
    round: Round | None
    reviews: tuple[Reviewed, ...]
    problems: tuple[Problem, ...]
    failures: tuple[InputError, ...]
    waivers: tuple[ToldWaiver, ...] = ()


def outcome(
    standings: Sequence[Standing],
    failures: Sequence[InputError],
    rules: Rules,
    register: Register | None,
    as_of: str,
    waivers: Sequence[Waiver] = (),
) -> Outcome:
    """The outcome on an ISO date. A workbook without a school code, and two with the same one, cannot be used."""
    programme = rules.programme
    usable, unusable = _by_code(standings)
    known = (register or Register("", {})).schools
    candidates = [
        Candidate(school, usable[code].eligibility if code in usable else None) for code, school in known.items()
    ]
    candidates += [
        Candidate(each.school, each.eligibility, registered=False)
        for code, each in sorted(usable.items())
        if code not in known
    ]
    honour = honour_on(programme, as_of)
    nominees = [
        Nominee(school, usable[code].nomination if code in usable else None) for code, school in sorted(known.items())
    ]
    states = [(school, review_state(school, programme, as_of)) for _, school in sorted(known.items())]
    catalogs = {catalog.head.id: catalog for catalog in rules.catalogs}
    return Outcome(
        programme,
        tuple(catalogs.values()),
        as_of,
        register.file if register else "",
        allocate(candidates, programme, as_of),
        choose(nominees, honour, as_of) if honour else None,
        tuple(Reviewed(school, state) for school, state in states if state),
        (*(register.problems if register else ()), *_mismatches(usable, register)),
        tuple(sorted((*failures, *unusable), key=lambda error: (error.file, error.code))),
        tuple(_told(waiver, usable, known, as_of) for waiver in waivers),
    )


def _told(waiver: Waiver, usable: Mapping[str, Standing], known: Mapping[str, School], as_of: str) -> ToldWaiver:
    """What a waiver does on the day; one for a round of model schools that is not open waives nothing then."""
    standing, school = usable.get(waiver.school), known.get(waiver.school)
    name = school.name if school else standing.school.name if standing else ""
    applied = {each.waiver: each.state for each in standing.waivers} if standing else {}
    outside = outside_dates(waiver, as_of)
    if not (standing or school):
        state = "unknown_school"
    elif waiver in applied or outside:
        state = str(applied.get(waiver) or outside)
    else:
        state = str(WaiverState.UNUSED) if standing else "unreported"
    return ToldWaiver(waiver, name, state)


def _by_code(standings: Sequence[Standing]) -> tuple[dict[str, Standing], list[InputError]]:
    """Standings by school code; those that cannot be told apart are errors, all of them."""
    by_code: dict[str, list[Standing]] = {}
    for each in sorted(standings, key=lambda each: each.file):
        by_code.setdefault(each.school.code, []).append(each)
    unusable = [InputError(each.file, "no_school_code") for each in by_code.pop("", ())]
    for code, same in by_code.items():
        for each in same if len(same) > 1 else ():
            other = next(one.file for one in same if one is not each)
            unusable.append(InputError(each.file, "same_school", {"code": code, "other": other}))
    return {code: same[0] for code, same in by_code.items() if len(same) == 1}, unusable


def _mismatches(usable: dict[str, Standing], register: Register | None) -> list[Problem]:
    """Workbooks whose school is not in the register, or is called otherwise there: a code that was mistyped."""
    found = []
    for code, each in sorted(usable.items()) if register else ():
        if not each.registered:
            found.append(Problem("register_unknown", None, {"file": each.file, "code": code[:40]}))
        elif each.called and each.called != each.school.name:
            values = {"file": each.file, "code": code, "found": each.called[:60], "name": each.school.name[:60]}
            found.append(Problem("register_name_differs", None, values))
    return found
