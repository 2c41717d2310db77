"""What the assessment of a school says: verdicts, outcomes and how claims compare. Values only."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.checks.base import Outcome

if TYPE_CHECKING:
    from datetime import date

    from schoolstd.assessment.scope import Scope
    from schoolstd.assessment.waivers import AppliedWaiver
    from schoolstd.catalog.model import Catalog, Check, Condition, Indicator, Waiver
    from schoolstd.checks.base import CheckResult
    from schoolstd.evidence.model import Claim, Evidence
    from schoolstd.problem import Problem


class Verdict(StrEnum):
    """The verdict of an indicator."""

    MET = "met"
    PARTIAL = "partial"
    NOT_MET = "not_met"
    NO_EVIDENCE = "no_evidence"
    NOT_APPLICABLE = "not_applicable"
    NOT_IN_FORCE = "not_in_force"


RANK = {Verdict.MET: 3, Verdict.PARTIAL: 2, Verdict.NOT_MET: 1, Verdict.NO_EVIDENCE: 1}
"""How good a verdict is, against a claim; those without a rank do not count as applicable."""
BELOW_MET = (Verdict.PARTIAL, Verdict.NOT_MET, Verdict.NO_EVIDENCE)
"""The verdicts of an indicator that counts as applicable and is not met."""
OPEN = (Outcome.FAIL, Outcome.ERROR, Outcome.MISSING)
"""The outcomes of a check about which there is something to do."""


class Agreement(StrEnum):
    """A school's claim against the verdict."""

    AGREES = "agrees"
    OVERCLAIM = "overclaim"
    UNDERCLAIM = "underclaim"
    UNRATED = "unrated"


class JudgedCheck(NamedTuple):
    """A check with its result; `skipped_by` is the condition that kept it from applying, `in_force` whether it binds yet."""

    check: Check
    result: CheckResult
    in_force: bool = True
    skipped_by: Condition | None = None

    @property
    def open(self) -> bool:
        """Whether there is something to do about it."""
        return self.result.outcome in OPEN


class IndicatorResult(NamedTuple):
    """An indicator with its verdict and all its checks, in catalog order."""

    indicator: Indicator
    verdict: Verdict
    checks: tuple[JudgedCheck, ...]
    claim: Claim | None
    agreement: Agreement
    not_applicable_by: Condition | None = None
    waiver: Waiver | None = None

    @property
    def open(self) -> bool:
        """Whether it applies, is in force and is not met: mandatory or not, waived or not. A gap is narrower; see
        `assess.is_gap`."""
        return self.verdict in BELOW_MET


class Tally(NamedTuple):
    """Counts of verdicts over some indicators. `applicable` leaves out what does not apply or is not in force."""

    applicable: int = 0
    met: int = 0
    partial: int = 0
    not_met: int = 0
    no_evidence: int = 0
    not_applicable: int = 0
    not_in_force: int = 0


COUNTED = ("applicable", "met", "partial", "not_met", "no_evidence")
"""What a table of counts shows of a tally, before the rate."""


class Progress(NamedTuple):
    """How far the form is filled in, apart from any verdict: answers given and answers asked for."""

    filled: int
    wanted: int


class Assessment(NamedTuple):
    """One workbook against one catalog on one day. `as_of` None: no date was given, and everything binds.

    `scope` None: everything is reported; see `assessment.scope`.
    """

    evidence: Evidence
    catalog: Catalog
    as_of: date | None
    indicators: tuple[IndicatorResult, ...]
    problems: tuple[Problem, ...]
    progress: Progress
    waivers: tuple[AppliedWaiver, ...] = ()
    scope: Scope | None = None
