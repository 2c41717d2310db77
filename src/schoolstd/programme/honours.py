"""Model schools: whether a recognised school may be chosen in a round, each obstacle a value. Pure.

On top of standing come the mandatory indicators that the round's own catalog adds. The list of model schools of the rule
of law is shown beside it, and decides only if the programme says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schoolstd.assessment.assess import is_gap
from schoolstd.programme.eligibility import Obstacle, veto_obstacles
from schoolstd.programme.standard import vetoed

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from schoolstd.assessment.model import Assessment, IndicatorResult
    from schoolstd.programme.model import Honour, Programme
    from schoolstd.programme.register import School


class Nominee(NamedTuple):
    """A school in a round: what stands in its way, or None when no usable workbook has come in."""

    school: School
    obstacles: tuple[Obstacle, ...] | None


class Round(NamedTuple):
    """A round on a day: those that may be chosen, those over the limit when there is one, and the other recognised ones."""

    honour: Honour
    chosen: tuple[Nominee, ...]
    over: tuple[Nominee, ...]
    others: tuple[Nominee, ...]


def honour_on(programme: Programme, day: str) -> Honour | None:
    """The round that is open on an ISO date."""
    return next((honour for honour in programme.honours if honour.window.holds(day)), None)


def honour_obstacles(
    assessment: Assessment, base: Container[str], honour: Honour, programme: Programme, school: School, as_of: str
) -> tuple[Obstacle, ...]:
    """What keeps a school from being chosen in a round; `assessment` is by the round's catalog, `base` holds the ids of
    the catalog that standing rests on, which is not asked again."""
    found = _record_obstacles(honour, programme, school, as_of)
    own = [result for result in assessment.indicators if result.indicator.id not in base]
    asked = _ASKED[programme.parameter("advanced_rule")]
    gaps = [result.indicator.id for result in own if asked(result)]
    found += [Obstacle("gap", id_) for id_ in gaps]
    vetoes = [result.indicator.id for result in own if vetoed(result)]
    return (*found, *(Obstacle("veto_failed", id_) for id_ in vetoes if id_ not in gaps))


def _open(result: IndicatorResult) -> bool:
    """Whether an indicator that applies is not met, a recommended one too."""
    return not result.waiver and result.open


_ASKED: dict[str, Callable[[IndicatorResult], bool]] = {
    "mandatory_met": is_gap,
    "all_met": _open,
    "standing": lambda _: False,
}
"""Which of a round's own indicators stand in the way, by the answer of a programme."""


def choose(nominees: Sequence[Nominee], honour: Honour, as_of: str) -> Round:
    """The round over some schools, in any order: only recognised ones are looked at, by district order and code."""
    known = sorted((each for each in nominees if each.school.step.recognised_on(as_of)), key=_order)
    able = [each for each in known if each.obstacles == ()]
    limit = int(honour.quota) if honour.quota else len(able)
    return Round(
        honour, tuple(able[:limit]), tuple(able[limit:]), tuple(each for each in known if each.obstacles != ())
    )


def _record_obstacles(honour: Honour, programme: Programme, school: School, as_of: str) -> list[Obstacle]:
    found = []
    if not school.step.recognised_on(as_of):
        found.append(Obstacle("honour_needs_standing"))
    found += veto_obstacles(school.step, as_of)
    before = school.honour and school.honoured <= as_of
    if before and (school.honour == honour.id or programme.parameter("advanced_repeat") == "once"):
        found.append(Obstacle("honoured_already", school.honour))
    elif not school.honour and {"honour", "honoured"}.intersection(school.step.unread):
        found.append(Obstacle("honour_unread"))
    if honour.reference and programme.parameter("law_demo") == "required" and not school.listed:
        found.append(Obstacle("honour_needs_list", honour.reference))
    return found


def _order(nominee: Nominee) -> tuple[bool, int, str, str]:
    step = nominee.school.step
    return (step.order is None, step.order or 0, step.applied, nominee.school.code)
