"""Dated, reasoned, approved exceptions: applied to an assessment, never hiding it. Pure.

A waived indicator keeps its verdict and is shown as waived; it is no gap while the waiver runs. A waiver that waives
nothing, has ended or has not begun is told too, so that the list stays short.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schoolstd.assessment.model import Assessment, IndicatorResult
    from schoolstd.catalog.model import Catalog, Indicator, Waiver


class WaiverState(StrEnum):
    """What a waiver does on the as-of date: `used` it covers a gap, `unused` there is none, else outside its dates."""

    USED = "used"
    UNUSED = "unused"
    EXPIRED = "expired"
    NOT_YET = "not_yet"


class AppliedWaiver(NamedTuple):
    """A waiver of this school with its state, and the indicator that it is about."""

    waiver: Waiver
    state: WaiverState
    indicator: Indicator


def waived(
    assessment: Assessment,
    waivers: Sequence[Waiver],
    beside: Sequence[Catalog] = (),
    told: Sequence[AppliedWaiver] = (),
) -> Assessment:
    """The assessment with the waivers that name its school and an indicator of its catalog, in the order given.

    Both ends of a waiver's dates count. Without an as-of date no waiver runs. One of an indicator that only a catalog of
    `beside` knows is shown too: as `told` of it by whoever judges by that, else it waives nothing here.
    """
    school = assessment.evidence.text("code")
    results = {result.indicator.id: result for result in assessment.indicators}
    elsewhere = {each.waiver: each.state for each in told}
    applied = []
    for waiver in waivers:
        if waiver.school != school:
            continue
        if waiver.indicator in results:
            result = results[waiver.indicator]
            state = _state(waiver, result, assessment)
            applied.append(AppliedWaiver(waiver, state, result.indicator))
            if state is WaiverState.USED:
                results[waiver.indicator] = result._replace(waiver=waiver)
        elif known := [each for each in beside if waiver.indicator in each.indicators]:
            state = elsewhere.get(waiver) or outside_dates(waiver, _day(assessment)) or WaiverState.UNUSED
            applied.append(AppliedWaiver(waiver, state, known[0].indicators[waiver.indicator]))
    return assessment._replace(indicators=tuple(results.values()), waivers=tuple(applied))


def outside_dates(waiver: Waiver, day: str) -> WaiverState | None:
    """EXPIRED or NOT_YET for an ISO date outside a waiver's dates, None for one inside, both ends included."""
    if day > waiver.until:
        return WaiverState.EXPIRED
    return WaiverState.NOT_YET if day < waiver.from_ else None


def _state(waiver: Waiver, result: IndicatorResult, assessment: Assessment) -> WaiverState:
    if outside := outside_dates(waiver, _day(assessment)):
        return outside
    return WaiverState.USED if result.open else WaiverState.UNUSED


def _day(assessment: Assessment) -> str:
    return assessment.as_of.isoformat() if assessment.as_of else ""
