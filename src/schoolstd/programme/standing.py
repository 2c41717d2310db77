"""One school under a programme: its eligibility, the round of model schools that is open, and its re-review. Pure.

Standing is judged by the base catalog alone. A workbook may have been made for an extension of it; what that asks beyond
the base, and what is wrong there, must not count: it is read by the extension and judged by the base.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schoolstd.assessment.assess import assess
from schoolstd.assessment.waivers import waived
from schoolstd.programme.eligibility import eligibility
from schoolstd.programme.honours import honour_obstacles, honour_on
from schoolstd.programme.outcome import mismatches
from schoolstd.programme.register import School
from schoolstd.programme.review import review_state

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from schoolstd.assessment.model import Assessment
    from schoolstd.assessment.waivers import AppliedWaiver
    from schoolstd.catalog.model import Catalog, Waiver
    from schoolstd.evidence.model import Evidence
    from schoolstd.problem import Problem
    from schoolstd.programme.eligibility import Eligibility, Obstacle
    from schoolstd.programme.model import Honour, Programme
    from schoolstd.programme.register import Register
    from schoolstd.programme.review import ReviewState


class Rules(NamedTuple):
    """A programme with the catalogs that it judges by: the base, and those of the rounds of model schools by id."""

    programme: Programme
    base: Catalog
    honours: dict[str, Catalog]

    @property
    def catalogs(self) -> tuple[Catalog, ...]:
        """All of them, the base first."""
        return (self.base, *self.honours.values())

    @property
    def reading(self) -> Catalog:
        """The catalog to read workbooks by: the one that knows most, so that nothing in them is unknown."""
        return max(self.catalogs, key=lambda catalog: len(catalog.indicators))


class Standing(NamedTuple):
    """What a programme says of one school, by its row of the register, else by its form; `called` is its name in the
    form, `district` its district there, and `filled_on` the form's date. `nomination` is None when no round of model schools is
    open on the day. `problems` are those of the register that concern the school, `elsewhere` how many others there are."""

    file: str
    called: str
    school: School
    registered: bool
    eligibility: Eligibility
    honour: Honour | None = None
    nomination: tuple[Obstacle, ...] | None = None
    review: ReviewState | None = None
    waivers: tuple[AppliedWaiver, ...] = ()
    filled_on: str = ""
    district: str = ""
    problems: tuple[Problem, ...] = ()
    elsewhere: int = 0


def standing(
    evidence: Evidence,
    rules: Rules,
    register: Register | None,
    as_of: date | None,
    by_base: Assessment | None = None,
    waivers: Sequence[Waiver] = (),
) -> Standing:
    """A school's standing; `evidence` has been read by `rules.reading`. Without a day, that of the form counts.
    `by_base` is the `base_assessment`, where it has been made already. A running waiver makes a gap none; it never lifts
    a veto."""
    programme = rules.programme
    assessment = waived(by_base or base_assessment(evidence, rules, as_of), waivers)
    day = assessment.as_of.isoformat() if assessment.as_of else ""
    code = profile_text(evidence, "code")
    known = register.schools.get(code) if register else None
    called = profile_text(evidence, "name")
    district, filled_on = profile_text(evidence, "district"), profile_text(evidence, "as_of")
    school = known or School(code, called, district)
    found = eligibility(assessment, programme, known.step if known else None, day)
    honour = honour_on(programme, day) if day else None
    nomination = by_round = None
    if honour:
        by_round = waived(assess(evidence, rules.honours[honour.catalog], assessment.as_of), waivers)
        nomination = honour_obstacles(by_round, rules.base.indicators, honour, programme, school, day)
    review = review_state(school, programme, day) if day else None
    applied = by_round.waivers if by_round else assessment.waivers
    return Standing(
        evidence.file,
        called,
        school,
        known is not None,
        found,
        honour,
        nomination,
        review,
        applied,
        filled_on,
        district,
    )


def with_problems(found: Standing, register: Register | None) -> Standing:
    """A standing with what is wrong with the register: in the school's own row, in the sheet as a whole, and of its workbook
    against it. What is wrong in rows of others is theirs to know, and is only counted."""
    if register is None:
        return found
    rows = register.rows
    own = [
        each
        for each in register.problems
        if each.location is None or rows.get(each.location.row, found.school.code) == found.school.code
    ]
    against = mismatches([(found.file, found.school.code, found.called)], register.schools)
    return found._replace(problems=(*own, *against), elsewhere=len(register.problems) - len(own))


def base_assessment(evidence: Evidence, rules: Rules, as_of: date | None) -> Assessment:
    """The assessment that standing rests on: by the base catalog, without the problems of what only extensions ask."""
    assessment = assess(evidence, rules.base, as_of)
    known = rules.reading.indicators
    beyond = {entry.location for id_, entry in evidence.metrics.items() if id_ not in rules.base.metrics}
    beyond |= {claim.location for id_, claim in evidence.claims.items() if id_ not in rules.base.indicators}
    beyond.discard(None)
    problems = tuple(
        problem
        for problem in assessment.problems
        if problem.location not in beyond
        and not (problem.code == "cites_unknown_indicator" and problem.values.get("indicator") in known)
    )
    return assessment._replace(problems=problems)


def profile_text(evidence: Evidence, key: str) -> str:
    """A fact of the profile as text, or an empty one."""
    entry = evidence.profile.get(key)
    return str(entry.value) if entry and entry.value is not None else ""
