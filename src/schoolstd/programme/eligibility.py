"""Whether a school is eligible for a programme, each obstacle a value, and the nearest route to it. Pure.

The tool recommends; recognition belongs to the authorities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schoolstd.assessment.assess import is_gap
from schoolstd.assessment.model import RANK, Verdict
from schoolstd.checks.base import Outcome
from schoolstd.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schoolstd.assessment.model import Assessment, IndicatorResult
    from schoolstd.programme.model import Programme

ALL_MET = "all_met"
"""The rule for standing: every applicable mandatory indicator met."""


class Step(NamedTuple):
    """What the register says of a school's way through the programme; empty dates are steps not taken."""

    applied: str = ""
    recommended: str = ""
    order: int | None = None
    recognised: str = ""
    batch: str = ""
    veto: str = ""


class Obstacle(NamedTuple):
    """One thing in the way: a code of `wording`, the indicator or duty it is about, and how many are lacking."""

    code: str
    subject: str = ""
    lacking: int = 0


class Eligibility(NamedTuple):
    """Whether a school is eligible, what stands in the way, and the smallest set of indicators to close."""

    programme: str
    eligible: bool
    obstacles: tuple[Obstacle, ...]
    route: tuple[str, ...]


def eligibility(assessment: Assessment, programme: Programme, step: Step) -> Eligibility:
    """The eligibility of one school for standing under a programme."""
    standing = standing_obstacles(assessment, programme.parameter("pass_rule"))
    obstacles = [*standing, *_paper_obstacles(assessment), *step_obstacles(step)]
    route = nearest_route(assessment, programme.parameter("pass_rule"))
    return Eligibility(programme.id, not obstacles, tuple(obstacles), route)


def standing_obstacles(assessment: Assessment, rule: str) -> list[Obstacle]:
    """What keeps the assessment itself from standing: gaps under the pass rule, and problems of severity error."""
    if rule == ALL_MET:
        found = [Obstacle("gap", result.indicator.id) for result in assessment.indicators if is_gap(result)]
    else:
        percent = duty_percent(rule)
        found = [
            Obstacle("duty_below", duty, lacking)
            for duty, results in by_duty(assessment).items()
            if (lacking := seats_lacking(results, percent)) > 0
        ]
        found += [Obstacle("veto_failed", result.indicator.id) for result in assessment.indicators if _vetoed(result)]
    errors = sum(problem.severity is Severity.ERROR for problem in assessment.problems)
    return [*found, *([Obstacle("open_problems", lacking=errors)] if errors else [])]


def nearest_route(assessment: Assessment, rule: str) -> tuple[str, ...]:
    """The smallest set of indicators whose closing removes every gap in the way of standing, in catalog order.

    Under `all_met` these are all gaps. Under `duty_85` and the like, of each duty that falls short as many gaps as it
    lacks: those with the fewest checks to mend first, then by catalog order. No proper subset is enough.
    """
    if rule == ALL_MET:
        return tuple(result.indicator.id for result in assessment.indicators if is_gap(result))
    percent = duty_percent(rule)
    chosen = {result.indicator.id for result in assessment.indicators if _vetoed(result)}
    for results in by_duty(assessment).values():
        gaps = [result for result in results if is_gap(result)]
        nearest = sorted(gaps, key=lambda result: (result.indicator.id not in chosen, _open_checks(result)))
        chosen |= {result.indicator.id for result in nearest[: max(0, seats_lacking(results, percent))]}
    return tuple(result.indicator.id for result in assessment.indicators if result.indicator.id in chosen)


def step_obstacles(step: Step) -> list[Obstacle]:
    """The steps that are still to be taken, and a veto that is open."""
    found = []
    if step.veto:
        found.append(Obstacle("veto_open", step.veto))
    if not step.applied:
        found.append(Obstacle("not_applied"))
    if not step.recommended:
        found.append(Obstacle("not_recommended"))
    return found


def duty_percent(rule: str) -> int:
    """The percentage in a rule such as `duty_85`. Raises ValueError for any other rule."""
    name, _, percent = rule.partition("_")
    if name != "duty" or not percent.isdigit() or int(percent) > 100:
        raise ValueError(f"no pass rule {rule!r}")
    return int(percent)


def by_duty(assessment: Assessment) -> Mapping[str, Sequence[IndicatorResult]]:
    """The mandatory indicators that apply and are in force, by duty."""
    found: dict[str, list[IndicatorResult]] = {duty: [] for duty in assessment.catalog.duties}
    for result in assessment.indicators:
        if result.indicator.severity == "mandatory" and result.verdict in RANK:
            found[assessment.catalog.tasks[result.indicator.task].duty].append(result)
    return found


def seats_lacking(results: Sequence[IndicatorResult], percent: int) -> int:
    """How many more must be met for the share of met ones to reach a percentage; at most 0 when it does."""
    wanted = -(-percent * len(results) // 100)
    return wanted - sum(result.verdict is Verdict.MET for result in results)


def _vetoed(result: IndicatorResult) -> bool:
    """Whether a veto indicator has failed on a verified incident; missing papers never veto."""
    return result.indicator.veto and any(
        judged.check.decisive and judged.result.outcome is Outcome.FAIL for judged in result.checks
    )


def _open_checks(result: IndicatorResult) -> int:
    return sum(
        judged.check.level == "required" and judged.result.outcome not in (Outcome.PASS, Outcome.SKIPPED)
        for judged in result.checks
    )


def _paper_obstacles(assessment: Assessment) -> list[Obstacle]:
    """Self-assessment and improvement plan: a claim for every indicator that applies, and for each claim below met a
    measure, an owner and a due date."""
    found = []
    asked = [result for result in assessment.indicators if result.verdict in RANK]
    unrated = sum(not (result.claim and result.claim.verdict) for result in asked)
    if unrated:
        found.append(Obstacle("self_assessment_incomplete", lacking=unrated))
    unplanned = sum(
        not all(result.claim.texts.get(key) for key in ("measure", "owner", "due"))
        for result in asked
        if result.claim and result.claim.verdict in ("partial", "not_met", "no_evidence")
    )
    if unplanned:
        found.append(Obstacle("plan_incomplete", lacking=unplanned))
    return found
