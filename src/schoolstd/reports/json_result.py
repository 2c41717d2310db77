"""An Assessment as JSON for machines. Every key is spelt out here, so that a renamed field breaks no promise."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from schoolstd import __version__
from schoolstd.assessment.assess import tally
from schoolstd.assessment.model import Agreement
from schoolstd.assessment.scope import Scope, reported, reported_problems, unreported_gaps
from schoolstd.checks import KIND_NAMES
from schoolstd.problem import Severity
from schoolstd.reports import fingerprint
from schoolstd.reports.gap_page import finding_text, met_share, shortfall_of
from schoolstd.reports.programme_page import standing_values
from schoolstd.reports.rolled_section import rolled_values
from schoolstd.wording.figures import exact_text

if TYPE_CHECKING:
    from schoolstd.assessment.model import Assessment, IndicatorResult, JudgedCheck, Tally
    from schoolstd.catalog.model import Waiver
    from schoolstd.location import Location
    from schoolstd.problem import Problem
    from schoolstd.reports import Report, Standings
    from schoolstd.wording import Words

SCHEMA_VERSION = "1.0"


def render(report: Report) -> str:
    """The JSON of one school, or of several files: then `results` in the order given, and `failures` with their sentence."""
    assessments, failures, words, standings = report.assessments, report.failures, report.words, report.standings
    if len(assessments) == 1 and not failures:
        result = assessment_value(assessments[0], words, standings)
    else:
        result = {
            "schema_version": SCHEMA_VERSION,
            "tool": _tool(),
            "results": [
                {"file": each.evidence.file, **assessment_value(each, words, standings)} for each in assessments
            ],
            "failures": [
                {"file": error.file, "code": error.code, "message": words.input_error(error)} for error in failures
            ],
        }
    return json.dumps(result, ensure_ascii=False, indent=2) + "\n"


def assessment_value(assessment: Assessment, words: Words, standings: Standings | None = None) -> dict[str, Any]:
    """One school's result as JSON values; see `result.schema.json` beside this module."""
    catalog = assessment.catalog
    words = words.of(catalog)
    prints = fingerprint.ProblemPrints(assessment.evidence)
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": _tool(),
        "catalog": {"id": catalog.head.id, "version": catalog.head.version, "digest": catalog.digest},
        "as_of": assessment.as_of.isoformat() if assessment.as_of else None,
        "entity": catalog.head.entity,
        "school": {key: _profile(assessment, key) for key in ("code", "name", "district", "stage")},
        "summary": _summary(assessment),
        "indicators": [_indicator(result, assessment, words) for result in reported(assessment)],
        "problems": [_problem(problem, words, prints) for problem in reported_problems(assessment)],
        "waivers": waivers(assessment),
        "eligibility": _eligibility(assessment, standings),
        **({"rollup": rolled_values(assessment)} if assessment.evidence.rolled else {}),
        **({"scope": _scope(assessment)} if assessment.scope else {}),
    }


def _scope(assessment: Assessment) -> dict[str, Any]:
    """What this result leaves out, and why; the summary counts the whole."""
    scope = assessment.scope or Scope()
    return {
        "select": list(scope.select),
        "ignore": list(scope.ignore),
        "left_out": len(scope.left_out),
        "left_out_gaps": unreported_gaps(assessment),
        "baseline": scope.baseline or None,
        "known": len(scope.known),
        "known_problems": len(scope.known_problems),
        "changes": dict(scope.changes),
        "notes": list(scope.notes),
    }


def waivers(assessment: Assessment) -> list[dict[str, str]]:
    """The waivers of a school, each with its state on the as-of date."""
    return [waiver_value(waiver, state) for waiver, state, _ in assessment.waivers]


def waiver_value(waiver: Waiver, state: str) -> dict[str, str]:
    """A waiver with its state; whose it is stands around it."""
    return {
        "indicator": waiver.indicator,
        "state": str(state),
        "reason": waiver.reason,
        "approver": waiver.approver,
        "from": waiver.from_,
        "until": waiver.until,
    }


def _eligibility(assessment: Assessment, standings: Standings | None) -> list[dict[str, Any]]:
    standing = standings.by_file.get(assessment.evidence.file) if standings else None
    return standing_values(standing, standings.words) if standings and standing else []


def _tool() -> dict[str, str]:
    return {"name": "schoolstd", "version": __version__}


def _profile(assessment: Assessment, key: str) -> str | None:
    return assessment.evidence.text(key) or None


def _summary(assessment: Assessment) -> dict[str, Any]:
    results, catalog = assessment.indicators, assessment.catalog
    mandatory = [result for result in results if result.indicator.severity == "mandatory"]
    severities = [problem.severity for problem in assessment.problems]
    return {
        **_counts(tally(results)),
        "mandatory": _counts(tally(mandatory)),
        "recommended": _counts(tally(r for r in results if r.indicator.severity == "recommended")),
        "by_duty": {
            duty: _counts(tally(r for r in results if catalog.tasks[r.indicator.task].duty == duty))
            for duty in catalog.duties
        },
        "by_task": {task: _counts(tally(r for r in results if r.indicator.task == task)) for task in catalog.tasks},
        "overclaims": sum(result.agreement is Agreement.OVERCLAIM for result in results),
        "underclaims": sum(result.agreement is Agreement.UNDERCLAIM for result in results),
        "problems": {str(severity): severities.count(severity) for severity in Severity},
        "progress": {"filled": assessment.progress.filled, "wanted": assessment.progress.wanted},
    }


def _counts(counts: Tally) -> dict[str, Any]:
    share = met_share(counts)
    return {
        "applicable": counts.applicable,
        "met": counts.met,
        "partial": counts.partial,
        "not_met": counts.not_met,
        "no_evidence": counts.no_evidence,
        "not_applicable": counts.not_applicable,
        "not_in_force": counts.not_in_force,
        "met_rate": None if share is None else int(share * 10000) / 10000,
    }


def _indicator(result: IndicatorResult, assessment: Assessment, words: Words) -> dict[str, Any]:
    indicator = result.indicator
    return {
        "id": indicator.id,
        "title": words.name(indicator),
        "duty": assessment.catalog.tasks[indicator.task].duty,
        "task": indicator.task,
        "severity": indicator.severity,
        "owner": indicator.owner or None,
        "verdict": str(result.verdict),
        "claim": {
            "verdict": (result.claim.verdict or None) if result.claim else None,
            "agreement": str(result.agreement),
            "location": _location(result.claim.location) if result.claim else None,
        },
        "checks": [_check(judged, result, assessment, words) for judged in result.checks],
        "advice": [
            finding_text(judged, words)
            for judged in result.checks
            if judged.check.level == "recommended" and judged.open
        ],
        "remedy": words.text(indicator, "remedy"),
        "waived": result.waiver is not None,
    }


def _check(judged: JudgedCheck, result: IndicatorResult, assessment: Assessment, words: Words) -> dict[str, Any]:
    check = judged.check
    source = assessment.catalog.sources[check.source]
    return {
        "id": f"{result.indicator.id}.{check.id}",
        "title": words.check_title(check),
        "kind": KIND_NAMES[type(check.rule)],
        "level": check.level,
        "outcome": str(judged.result.outcome),
        "expected": words.wanted(judged.result),
        "observed": words.found(judged.result),
        **({"shortfall": exact_text(shortfall)} if (shortfall := shortfall_of(judged)) is not None else {}),
        "source": {"id": source.id, "number": source.number, "locus": check.locus},
        "review": check.review or None,
        "default": bool(check.default),
        "locations": [_location(place) for place in judged.result.locations],
        "message": finding_text(judged, words),
        **({"fingerprint": fingerprint.of_result(judged.result)} if judged.open else {}),
    }


def _problem(problem: Problem, words: Words, prints: fingerprint.ProblemPrints) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "message": words.problem(problem),
        "location": _location(problem.location) if problem.location else None,
        "fingerprint": prints.of(problem),
    }


def _location(place: Location) -> dict[str, str]:
    return {"sheet": place.sheet, "cell": place.cell}
