"""An accepted state of things, and what is new or worse since. A baseline is a JSON result, of one school or of several.

When in doubt nothing is hidden: a school, indicator, check or problem that the baseline does not have is new, and one whose
finding is another than there is told again, unless the figures show that it is no worse. Findings are compared by their
fingerprints, as a sentence may say the same of two things.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, NamedTuple

from schoolstd.assessment.model import BELOW_MET, OPEN, RANK, Agreement, Verdict
from schoolstd.assessment.scope import Scope
from schoolstd.checks.base import Outcome
from schoolstd.errors import InputError
from schoolstd.evidence.values import plain
from schoolstd.reports.fingerprint import ProblemPrints, of_result
from schoolstd.reports.gap_page import shortfall_of
from schoolstd.reports.result_file import read_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schoolstd.assessment.model import Assessment, IndicatorResult, JudgedCheck


class KnownCheck(NamedTuple):
    """A check in a baseline; `shortfall` is a figure as text, or empty, as is the fingerprint of a check that was not open."""

    outcome: str
    fingerprint: str
    shortfall: str


class KnownIndicator(NamedTuple):
    """An indicator in a baseline."""

    verdict: str
    severity: str
    waived: bool
    agreement: str
    claim: str
    checks: Mapping[str, KnownCheck]


class KnownSchool(NamedTuple):
    """A school in a baseline; `problems` counts fingerprints."""

    catalog: str
    version: str
    indicators: Mapping[str, KnownIndicator]
    problems: Counter[str]


class Baseline(NamedTuple):
    """The schools of a baseline by their codes, and how messages call its file."""

    file: str
    schools: Mapping[str, KnownSchool]


def read_baseline(path: str, name: str) -> Baseline:
    """The baseline in a file. Raises InputError when it is no result, or has a school twice."""
    value = read_json(path, name)
    schools: dict[str, KnownSchool] = {}
    try:
        for each in value.get("results", [value]):
            if not str(each["schema_version"]).startswith("1."):
                raise ValueError(each["schema_version"])
            code = plain(str(each["school"]["code"] or ""))
            if code in schools:
                raise InputError(name, "baseline_twice", {"code": code})
            if code:
                schools[code] = _school(each)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError(name, "not_result") from None
    return Baseline(name, schools)


def against(assessment: Assessment, baseline: Baseline) -> Assessment:
    """The assessment with what the baseline has already marked as known."""
    catalog, code = assessment.catalog, assessment.evidence.text("code")
    known = baseline.schools.get(code)
    head = catalog.head
    notes: list[str] = []
    if known is None:
        notes.append("baseline_no_school" if code else "baseline_no_code")
    elif known.catalog != head.id:
        notes.append("baseline_other_catalog")
    elif known.version != head.version:
        notes.append("baseline_other_version")
    usable = known if known and known.catalog == head.id else None
    changes = {
        result.indicator.id: change
        for result in assessment.indicators
        if (change := _change(result, usable.indicators.get(result.indicator.id) if usable else None))
    }
    same = frozenset(id_ for id_, change in changes.items() if change == "same")
    scope = (assessment.scope or Scope())._replace(
        baseline=baseline.file,
        known=same,
        known_problems=frozenset(_known_problems(assessment, usable)),
        changes={id_: change for id_, change in changes.items() if change != "same"},
        notes=tuple(notes),
        was=f"{known.catalog} {known.version}" if known else "",
        now=f"{head.id} {head.version}",
    )
    return assessment._replace(scope=scope)


def _school(value: Any) -> KnownSchool:
    problems = Counter(str(each.get("fingerprint", "")) for each in value["problems"])
    indicators = {str(each["id"]): _indicator(each) for each in value["indicators"]}
    return KnownSchool(str(value["catalog"]["id"]), str(value["catalog"]["version"]), indicators, problems)


def _indicator(value: Any) -> KnownIndicator:
    checks = {
        str(each["id"]): KnownCheck(
            str(Outcome(each["outcome"])), str(each.get("fingerprint", "")), str(each.get("shortfall", ""))
        )
        for each in value["checks"]
    }
    said = value["claim"]
    agreement, claim = str(Agreement(said["agreement"])), str(Verdict(said["verdict"]) if said["verdict"] else "")
    return KnownIndicator(
        str(Verdict(value["verdict"])), str(value["severity"]), bool(value["waived"]), agreement, claim, checks
    )


def _change(result: IndicatorResult, known: KnownIndicator | None) -> str:
    """How an open indicator differs from the baseline: `new`, `worse`, `changed` or `same`; empty for one that is not open."""
    if not result.open:
        return ""
    if known is None or known.verdict not in BELOW_MET:
        return "new"
    if (known.waived and not result.waiver) or known.severity != result.indicator.severity:
        return "new"
    if RANK[result.verdict] < RANK[Verdict(known.verdict)]:
        return "worse"
    claimed = result.claim.verdict if result.claim else ""
    higher = known.agreement != Agreement.OVERCLAIM or _rank(claimed) > _rank(known.claim)
    if result.agreement is Agreement.OVERCLAIM and higher:
        return "changed"
    found = {
        _check_change(each, known.checks.get(f"{result.indicator.id}.{each.check.id}"))
        for each in result.checks
        if each.check.level == "required"
    }
    return next((change for change in ("worse", "changed") if change in found), "same")


def _rank(claim: str) -> int:
    """How high a claim is; 0 where there is none."""
    return RANK.get(Verdict(claim), 0) if claim else 0


def _check_change(judged: JudgedCheck, known: KnownCheck | None) -> str:
    outcome = judged.result.outcome
    if not judged.open:
        return "same"
    if known is None or known.outcome not in OPEN:
        return "worse"
    if outcome is not Outcome(known.outcome):
        return "worse" if outcome is Outcome.FAIL else "changed"
    if known.fingerprint == of_result(judged.result):
        return "same"
    now, before = shortfall_of(judged), _figure(known.shortfall)
    if now is None or before is None:
        return "changed"
    return "worse" if now > before else "same"


def _figure(text: str) -> Decimal | None:
    try:
        figure = Decimal(text)
    except InvalidOperation:
        return None
    return figure if figure.is_finite() else None


def _known_problems(assessment: Assessment, known: KnownSchool | None) -> Iterable[int]:
    """The positions of the problems that the baseline has, one partner each."""
    left, prints = Counter(known.problems) if known else Counter(), ProblemPrints(assessment.evidence)
    for number, problem in enumerate(assessment.problems):
        print_ = prints.of(problem)
        if left[print_] > 0:
            left[print_] -= 1
            yield number
