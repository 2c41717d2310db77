"""Evidence and a catalog to an Assessment. Pure: no file, clock, environment or print."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from schoolstd.assessment.facts import EvidenceFacts
from schoolstd.assessment.judge import judge_check
from schoolstd.assessment.model import (
    RANK,
    Agreement,
    Assessment,
    IndicatorResult,
    JudgedCheck,
    Progress,
    Tally,
    Verdict,
)
from schoolstd.catalog.applies import applies
from schoolstd.catalog.extend import on_day
from schoolstd.checks.base import Outcome
from schoolstd.evidence.consistency import inconsistencies
from schoolstd.problem import Problem, first_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from schoolstd.catalog.model import Catalog, Indicator
    from schoolstd.evidence.model import Claim, Evidence


_PASS, _FAIL, _SKIPPED = Outcome.PASS, Outcome.FAIL, Outcome.SKIPPED


def assess(evidence: Evidence, catalog: Catalog, as_of: date | None = None) -> Assessment:
    """Every indicator of a catalog judged on the evidence of one school.

    The day is `as_of`, else the workbook's 填报日期; without either nothing is taken to be out of force, and what
    needs a date is missing. Problems are those of the reading and of consistency, in that order.
    """
    if as_of is None:
        as_of = evidence.filled_on
    catalog = on_day(catalog, as_of.isoformat()) if as_of else catalog
    facts = EvidenceFacts(evidence, catalog, as_of)
    results = tuple(judge_indicator(indicator, facts) for indicator in catalog.indicators.values())
    undated: list[Problem] = []
    if as_of is None:
        place = evidence.profile.get("as_of")
        undated.append(Problem("as_of_missing", place.location if place else None))
    problems = first_of(
        chain(evidence.problems, undated, inconsistencies(evidence, catalog, as_of), _claim_problems(results))
    )
    return Assessment(evidence, catalog, as_of, results, tuple(problems), progress(facts))


def judge_indicator(indicator: Indicator, facts: EvidenceFacts) -> IndicatorResult:
    """An indicator's checks and verdict, with the school's claim beside them."""
    facts.indicator = indicator.id
    claim = facts.evidence.claims.get(indicator.id)
    if not facts.catalog.in_force(indicator, facts.day):
        return IndicatorResult(indicator, Verdict.NOT_IN_FORCE, (), claim, Agreement.UNRATED)
    barred = applies(indicator.when, facts.evidence.profile, facts.evidence.metrics, facts.catalog, facts.day)
    if barred:
        return IndicatorResult(
            indicator, Verdict.NOT_APPLICABLE, (), claim, _agreement(claim, Verdict.NOT_APPLICABLE), barred
        )
    judged = tuple(judge_check(check, facts) for check in indicator.checks)
    found = verdict([each for each in judged if each.check.level == "required"])
    return IndicatorResult(indicator, found, judged, claim, _agreement(claim, found))


def verdict(checks: Sequence[JudgedCheck]) -> Verdict:
    """The verdict of one indicator from its required checks, in catalog order.

    Skipped checks do not count; `error` counts as `missing`. No check left gives `not_in_force` when some are yet to
    bind, else `not_applicable`. A failing decisive check gives `not_met` whatever the others say. Otherwise all passing
    is `met`, some `partial`, none with a failure `not_met`, none at all `no_evidence`.
    """
    outcomes = [each.result.outcome for each in checks]
    counted = len(outcomes) - outcomes.count(_SKIPPED)
    if not counted:
        return Verdict.NOT_IN_FORCE if any(not each.in_force for each in checks) else Verdict.NOT_APPLICABLE
    failed = _FAIL in outcomes
    if failed and any(each.check.decisive and each.result.outcome is _FAIL for each in checks):
        return Verdict.NOT_MET
    passed = outcomes.count(_PASS)
    if passed == counted:
        return Verdict.MET
    if passed:
        return Verdict.PARTIAL
    return Verdict.NOT_MET if failed else Verdict.NO_EVIDENCE


def tally(results: Iterable[IndicatorResult]) -> Tally:
    """Counts of verdicts."""
    counts = dict.fromkeys(Verdict, 0)
    for result in results:
        counts[result.verdict] += 1
    applicable = sum(counts[verdict] for verdict in RANK)
    return Tally(
        applicable=applicable,
        met=counts[Verdict.MET],
        partial=counts[Verdict.PARTIAL],
        not_met=counts[Verdict.NOT_MET],
        no_evidence=counts[Verdict.NO_EVIDENCE],
        not_applicable=counts[Verdict.NOT_APPLICABLE],
        not_in_force=counts[Verdict.NOT_IN_FORCE],
    )


def is_gap(result: IndicatorResult) -> bool:
    """Whether a mandatory indicator that applies and is in force is not met, and not waived."""
    return (
        not result.waiver
        and result.indicator.severity == "mandatory"
        and result.verdict in RANK
        and result.verdict is not Verdict.MET
    )


def progress(facts: EvidenceFacts) -> Progress:
    """How many of the answers asked of this school are filled in: profile, metrics that apply, and claims."""
    evidence, catalog = facts.evidence, facts.catalog
    wanted = [evidence.profile.get(field.id) for field in catalog.profile.values() if field.required]
    wanted += [evidence.metrics.get(metric.id) for metric in catalog.metrics.values() if facts.applies(metric.id)]
    asked = [
        indicator
        for indicator in catalog.indicators.values()
        if not indicator.withdrawn
        and not applies(indicator.when, evidence.profile, evidence.metrics, catalog, facts.day)
    ]
    claimed = sum(bool((claim := evidence.claims.get(each.id)) and claim.verdict) for each in asked)
    filled = sum(bool(entry and (entry.value is not None or entry.bad)) for entry in wanted)
    return Progress(filled + claimed, len(wanted) + len(asked))


def _agreement(claim: Claim | None, found: Verdict) -> Agreement:
    """The claim against the verdict, by rank: a met claimed where it is partial is an overclaim.

    What is not in force is not rated.
    """
    if claim is None or not claim.verdict or found is Verdict.NOT_IN_FORCE:
        return Agreement.UNRATED
    if claim.verdict == found:
        return Agreement.AGREES
    claimed = Verdict(claim.verdict)
    if RANK.get(claimed, 0) == RANK.get(found, 0):
        return Agreement.AGREES
    if claimed not in RANK:
        return Agreement.OVERCLAIM
    if found not in RANK:
        return Agreement.UNDERCLAIM
    return Agreement.OVERCLAIM if RANK[claimed] > RANK[found] else Agreement.UNDERCLAIM


def _claim_problems(results: Iterable[IndicatorResult]) -> list[Problem]:
    """A claim of 不适用 where the indicator does apply: avoided, not answered."""
    return [
        Problem("claim_contradicts", result.claim.location, {"indicator": result.indicator.id})
        for result in results
        if result.claim and result.claim.verdict == Verdict.NOT_APPLICABLE and result.verdict in RANK
    ]
