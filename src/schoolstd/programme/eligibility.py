"""Whether a school is eligible for a programme, each obstacle a value, and the nearest route to it. Pure.

The tool recommends; recognition belongs to the authorities. Standing rests on the programme's base catalog alone: the
assessment that is looked at here must be by that one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schoolstd.assessment.assess import is_gap
from schoolstd.assessment.model import BELOW_MET, RANK
from schoolstd.programme.route import grave_problems, nearest_gaps, problems_left
from schoolstd.programme.standard import ALL_MET, by_duty, duty_percent, still_lacking, vetoed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schoolstd.assessment.model import Assessment
    from schoolstd.problem import Problem
    from schoolstd.programme.model import Batch, Programme
    from schoolstd.programme.register import Step


class Obstacle(NamedTuple):
    """One thing in the way: a code of `wording`, the indicator or duty it is about, how many are lacking, and which: the
    ids of the indicators that the lacking ones are among, or of grave problems the first `MOST_PLACES` places."""

    code: str
    subject: str = ""
    lacking: int = 0
    items: tuple[str, ...] = ()


MOST_PLACES = 20
"""More places than these say nothing more to anybody, and a broken workbook may have thousands."""


class Eligibility(NamedTuple):
    """Whether a school may be recognised, in which batch (blank: none is left), what stands in the way, and the nearest
    route: the least that has to be put right for it. `waived` are the indicators of a running waiver, which count as none."""

    programme: str
    batch: str
    eligible: bool
    obstacles: tuple[Obstacle, ...]
    route: tuple[Obstacle, ...]
    waived: tuple[str, ...] = ()


SETTLED = ("already_recognised", "programme_ended", "not_in_programme", "no_retry")
"""Obstacles that nothing the school does can remove: then there is no route."""


def eligibility(assessment: Assessment, programme: Programme, step: Step | None, as_of: str) -> Eligibility:
    """The eligibility of one school for standing on an ISO date; `step` None: no register tells of its steps."""
    batch = target_batch(programme, step, as_of)
    rule = programme.parameter("pass_rule")
    gaps = standing_gaps(assessment, rule)
    grave = grave_problems(assessment) if "no_grave_problem" in programme.preconditions else []
    others = [*_problem_obstacles(grave), *_paper_obstacles(assessment, programme.preconditions)]
    others += step_obstacles(programme, batch, step, as_of)
    route = [] if any(each.code in SETTLED for each in others) else _route(assessment, rule, others, bool(grave))
    waived = tuple(result.indicator.id for result in assessment.indicators if result.waiver)
    eligible = not (gaps or others)
    return Eligibility(programme.id, batch.id if batch else "", eligible, (*gaps, *others), tuple(route), waived)


def target_batch(programme: Programme, step: Step | None, as_of: str) -> Batch | None:
    """The batch that a school can still get into: the one that is open or opens next, and after a refusal a later one or
    none. Where the application decides, the one that the school has applied in, be it over or not."""
    retry = programme.parameter("retry")
    refused = step.failed if step and step.failed and step.failed <= as_of else ""
    if refused and retry == "none":
        return None
    day = as_of
    if programme.parameter("batch_date") == "application" and step and step.applied and step.applied <= as_of:
        day = step.applied
    for batch in programme.batches:
        if day <= batch.window.end and not (batch.window.holds(refused) and retry == "next_batch"):
            return batch
    return None


def standing_gaps(assessment: Assessment, rule: str) -> list[Obstacle]:
    """What keeps the verdicts themselves from standing under a pass rule."""
    vetoes = [each.indicator.id for each in assessment.indicators if vetoed(each)]
    if rule == ALL_MET:
        gaps = [result.indicator.id for result in assessment.indicators if is_gap(result)]
        return [Obstacle("gap", id_) for id_ in gaps] + [
            Obstacle("veto_failed", id_) for id_ in vetoes if id_ not in gaps
        ]
    percent = duty_percent(rule)
    found = [
        Obstacle("duty_below", duty, lacking, tuple(each.indicator.id for each in results if is_gap(each)))
        for duty, results in by_duty(assessment).items()
        if (lacking := still_lacking(results, percent)) > 0
    ]
    return found + [Obstacle("veto_failed", id_) for id_ in vetoes]


def _route(assessment: Assessment, rule: str, others: Sequence[Obstacle], mending: bool) -> list[Obstacle]:
    """The nearest route: gaps, then everything else; of the problems those that mending the gaps leaves. `mending` says
    whether there are any that have to be put right."""
    nearest = nearest_gaps(assessment, rule, mending)
    left = _problem_obstacles(problems_left(assessment, nearest)) if mending else []
    gaps = [Obstacle("gap", id_) for id_ in nearest]
    return [*gaps, *left, *(each for each in others if each.code != "open_problems")]


def step_obstacles(programme: Programme, batch: Batch | None, step: Step | None, as_of: str) -> list[Obstacle]:
    """The steps still to be taken for a batch, and what else the register has against the school on the day."""
    if not as_of:
        return [Obstacle("no_date")]
    if as_of < programme.window.start:
        return [Obstacle("not_in_programme")]
    if step and step.recognised_on(as_of):
        return [Obstacle("already_recognised", step.batch)]
    if batch is None and step and step.failed and step.failed <= as_of <= programme.batches[-1].window.end:
        return [Obstacle("no_retry", step.failed)]
    if batch is None:
        return [Obstacle("programme_ended")]
    if step is None:
        return [Obstacle("steps_unknown")]
    asked = programme.preconditions
    found = [*veto_obstacles(step, as_of)] if "no_open_veto" in asked else []
    found += [
        Obstacle(f"{name}_unread") for name in ("failed", "closed", "joined", "recognised") if name in step.unread
    ]
    refused = bool(step.failed) and step.failed <= as_of
    if refused and not step.failed <= step.rectified <= as_of:
        code = "rectified_unread" if "rectified" in step.unread else "rectification_open"
        found.append(Obstacle(code, step.failed))
    if batch is not programme.batches[0] and programme.parameter("batch_procedure") == "first_only":
        return found
    return [*found, *_not_taken(step, asked, step.failed if refused else "", as_of)]


def veto_obstacles(step: Step, as_of: str) -> Iterator[Obstacle]:
    """A veto matter that is open on the day, or of which the register says something that cannot be read."""
    if "veto" in step.unread:
        yield Obstacle("veto_unread")
    elif step.veto_open_on(as_of):
        yield Obstacle("veto_closed_unread" if "veto_closed" in step.unread else "veto_open", step.veto)


def _not_taken(step: Step, asked: Sequence[str], refused: str, as_of: str) -> Iterator[Obstacle]:
    """Application and recommendation, as far as they are asked for, where they do not count: not there, unreadable, dated after
    the day, or before the refusal after which they have to be made anew."""
    for name, day in (("applied", step.applied), ("recommended", step.recommended)):
        if name not in asked:
            continue
        if not day:
            yield Obstacle(f"not_{name}_unread" if name in step.unread else f"not_{name}")
        elif day > as_of:
            yield Obstacle(f"{name}_later", day)
        elif day < refused:
            yield Obstacle(f"not_{name}_anew", day)


def _problem_obstacles(problems: Sequence[Problem]) -> list[Obstacle]:
    """What grave problems are to a school, and where they are."""
    places = tuple(dict.fromkeys(str(each.location) for each in problems if each.location))
    return [Obstacle("open_problems", lacking=len(problems), items=places[:MOST_PLACES])] if problems else []


def _paper_obstacles(assessment: Assessment, asked_for: Sequence[str]) -> list[Obstacle]:
    """Self-assessment and improvement plan, as far as they are asked for: a claim for every indicator that applies, and for
    each claim below met a measure, an owner and a due date."""
    asked = [result for result in assessment.indicators if result.verdict in RANK]
    unrated = [result for result in asked if not (result.claim and result.claim.verdict)]
    unplanned = [
        result
        for result in asked
        if result.claim
        and result.claim.verdict in BELOW_MET
        and not all(result.claim.texts.get(key) for key in ("measure", "owner", "due"))
    ]
    return [
        Obstacle(code, lacking=len(results), items=tuple(each.indicator.id for each in results))
        for name, code, results in (
            ("self_assessment", "self_assessment_incomplete", unrated),
            ("plan", "plan_incomplete", unplanned),
        )
        if results and name in asked_for
    ]
