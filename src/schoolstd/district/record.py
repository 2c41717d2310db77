"""What one workbook gives to the summary: a few kilobytes a school, so that a city of any size fits in memory.

Indicators and checks stand in the order of the catalog, one letter each; names and sentences are found there again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schoolstd.assessment.model import Agreement, Verdict
from schoolstd.assessment.waivers import WaiverState
from schoolstd.checks.base import Outcome
from schoolstd.district.texts import school_texts
from schoolstd.problem import CODES, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schoolstd.assessment.model import Assessment
    from schoolstd.assessment.waivers import AppliedWaiver
    from schoolstd.district.texts import Text
    from schoolstd.problem import Problem
    from schoolstd.programme.eligibility import Eligibility, Obstacle
    from schoolstd.programme.register import School
    from schoolstd.programme.standing import Standing

LETTERS = {
    Verdict.MET: "m",
    Verdict.PARTIAL: "p",
    Verdict.NOT_MET: "n",
    Verdict.NO_EVIDENCE: "e",
    Verdict.NOT_APPLICABLE: "a",
    Verdict.NOT_IN_FORCE: "f",
}
VERDICTS = {letter: verdict for verdict, letter in LETTERS.items()}
APPLICABLE = "mpne"
"""The letters of verdicts that count: the indicator applies and is in force."""
AGREEMENTS = {
    Agreement.AGREES: "=",
    Agreement.OVERCLAIM: ">",
    Agreement.UNDERCLAIM: "<",
    Agreement.UNRATED: "-",
}
OVERCLAIM = AGREEMENTS[Agreement.OVERCLAIM]
OPEN = {Outcome.FAIL: "f", Outcome.MISSING: "m", Outcome.ERROR: "x"}
WEAK = ("yes_unbacked", "yes_stale", "stale", "undated")
"""What a check has found when there is an answer or a paper, but none that counts as evidence."""


class Noted(NamedTuple):
    """A problem of a workbook with its place; `values` go into its sentence and stay on this machine."""

    code: str
    sheet: str = ""
    cell: str = ""
    values: dict[str, str] = {}

    @property
    def severity(self) -> Severity:
        """How grave the code is."""
        return CODES[self.code]


class Facts(NamedTuple):
    """What a school is, as its form says."""

    code: str = ""
    name: str = ""
    district: str = ""
    stage: str = ""
    location: str = ""


class Record(NamedTuple):
    """One workbook, judged.

    `verdicts` and `agreements` have a letter for each indicator of the catalog, in its order. `open` maps the ids of
    required checks that do not pass to `f` (fail), `m` (missing) or `x` (error); `weak` are those of them where
    something was claimed that is no evidence. `as_of` and `filled_on` are ISO dates, empty when there is none.
    `programme` says what a programme makes of the school. `given` are the figures that it gives to its district, by the metric
    there, empty where it should say and does not. `texts` and what problems quote stay on this machine.
    """

    file: str
    facts: Facts
    as_of: str
    filled_on: str
    verdicts: str
    agreements: str
    open: dict[str, str] = {}
    weak: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()
    problems: tuple[Noted, ...] = ()
    progress: tuple[int, int] = (0, 0)
    programme: InProgramme | None = None
    texts: tuple[Text, ...] = ()
    given: dict[str, str] = {}

    @property
    def grave(self) -> int:
        """How many problems are of severity error."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    def count(self, letters: str) -> int:
        """How many indicators have one of some verdicts."""
        return sum(map(self.verdicts.count, letters))


class InProgramme(NamedTuple):
    """What a programme says of a school: its row of the register (or its form), its eligibility, and the obstacles to the
    round of model schools that is open, None when none is."""

    school: School
    registered: bool
    eligibility: Eligibility
    nomination: tuple[Obstacle, ...] | None = None


def record_of(assessment: Assessment, standing: Standing | None = None) -> Record:
    """What an assessed workbook gives to the summary; with its standing under a programme when there is one."""
    evidence = assessment.evidence
    filled_on = evidence.filled_on
    found: dict[str, str] = {}
    weak: list[str] = []
    for result in assessment.indicators:
        for judged in result.checks:
            outcome = judged.result.outcome
            if judged.check.level == "required" and outcome in OPEN:
                id_ = f"{result.indicator.id}.{judged.check.id}"
                found[id_] = OPEN[outcome]
                if judged.result.observed.code in WEAK:
                    weak.append(id_)
    return Record(
        evidence.file,
        Facts(*(_fact(assessment, key) for key in Facts._fields)),
        assessment.as_of.isoformat() if assessment.as_of else "",
        str(filled_on) if filled_on else "",
        "".join(LETTERS[result.verdict] for result in assessment.indicators),
        "".join(AGREEMENTS[result.agreement] for result in assessment.indicators),
        found,
        tuple(weak),
        tuple(dict.fromkeys((*_waived(assessment.waivers), *_waived(standing.waivers if standing else ())))),
        tuple(map(_noted, assessment.problems)),
        (assessment.progress.filled, assessment.progress.wanted),
        InProgramme(standing.school, standing.registered, standing.eligibility, standing.nomination)
        if standing
        else None,
        tuple(school_texts(evidence)),
    )


def _waived(waivers: Sequence[AppliedWaiver]) -> list[str]:
    """The indicators that a waiver covers, also those of the round of model schools that is open."""
    return [each.waiver.indicator for each in waivers if each.state is WaiverState.USED]


def _fact(assessment: Assessment, key: str) -> str:
    return assessment.evidence.text(key)


def _noted(problem: Problem) -> Noted:
    place = problem.location
    return Noted(problem.code, place.sheet if place else "", place.cell if place else "", dict(problem.values))
