"""What a pass rule asks: every applicable clause, or a share of each duty's; and what vetoes. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.assessment.assess import is_gap
from schoolstd.assessment.model import RANK
from schoolstd.checks.base import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schoolstd.assessment.model import Assessment, IndicatorResult

ALL_MET = "all_met"
"""The rule for standing: every applicable mandatory indicator met."""


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


def still_lacking(results: Sequence[IndicatorResult], percent: int) -> int:
    """How many more must be met for the share of met ones to reach a percentage; at most 0 when it does. A waived one is
    no gap here either."""
    wanted = -(-percent * len(results) // 100)
    return wanted - sum(not is_gap(result) for result in results)


def vetoed(result: IndicatorResult) -> bool:
    """Whether a veto indicator has failed on a verified incident; missing papers never veto."""
    return result.indicator.veto and any(
        judged.check.decisive and judged.result.outcome is Outcome.FAIL for judged in result.checks
    )
