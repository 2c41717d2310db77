"""Schools' standings and a register to everything that a programme's report tells. Pure; any order gives the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schoolstd.assessment.waivers import WaiverState, outside_dates
from schoolstd.errors import InputError
from schoolstd.problem import Problem
from schoolstd.programme.allocate import Candidate, allocate
from schoolstd.programme.doubled import Sent, differences, one_each
from schoolstd.programme.honours import Nominee, choose, honour_on
from schoolstd.programme.register import Register
from schoolstd.programme.review import review_state

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from schoolstd.catalog.model import Catalog, Waiver
    from schoolstd.programme.allocate import Allocation
    from schoolstd.programme.doubled import Doubled
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
    used, `catalogs` those that were judged by, `doubled` the schools that sent several workbooks."""

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
    doubled: tuple[Doubled, ...] = ()


def outcome(
    standings: Sequence[Standing],
    failures: Sequence[InputError],
    rules: Rules,
    register: Register | None,
    as_of: str,
    waivers: Sequence[Waiver] = (),
) -> Outcome:
    """The outcome on an ISO date. A workbook without a school code cannot be used; of several with the same one the latest
    counts."""
    programme = rules.programme
    usable, nameless, doubled = one_each(standings, _sent)
    unusable = [InputError(each.file, "no_school_code") for each in nameless]
    forms = [(each.file, code, each.called) for code, each in usable.items()] if register else []
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
        (*(register.problems if register else ()), *mismatches(forms, known), *differences(doubled)),
        tuple(sorted((*failures, *unusable), key=lambda error: (error.file, error.code))),
        tuple(_told(waiver, usable, known, as_of) for waiver in waivers),
        tuple(doubled),
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


def _sent(standing: Standing) -> Sent:
    return Sent(standing.file, standing.school.code, standing.filled_on, standing.called, standing.district)


def mismatches(forms: Iterable[tuple[str, str, str]], known: Mapping[str, School]) -> Iterator[Problem]:
    """Workbooks, as (file, code, name), whose school is not in the register, or is called otherwise there: a code that was
    mistyped."""
    for file, code, called in forms:
        school = known.get(code)
        if school is None:
            yield Problem("register_unknown", None, {"file": file, "code": code[:40]})
        elif called and called != school.name:
            values = {"file": file, "code": code, "found": called[:60], "name": school.name[:60]}
            yield Problem("register_name_differs", None, values)
