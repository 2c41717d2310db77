"""Whether the cases of a check show where its bound lies and where it does not apply. Run by `indicators lint`. Pure."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.checks.number import Number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from schoolstd.catalog.model import Check, Indicator
    from schoolstd.evidence.model import Evidence


class ShownCase(NamedTuple):
    """What a case of a check gives, and the outcome that it says."""

    outcome: str
    evidence: Evidence
    day: date


def blurred(check: Check, type_: str, cases: Iterable[ShownCase]) -> Iterator[tuple[str, Decimal]]:
    """(outcome, step) for each side of a figure of `number` on which no case lies within the smallest step of it: then
    another figure would pass the same cases. `type_` is the metric's; a side without any case is told elsewhere."""
    rule = check.rule
    if not isinstance(rule, Number) or rule.bound[:1].isalpha():
        return
    bound = Decimal(rule.bound)
    step = _step(bound, type_)
    for outcome in ("pass", "fail"):
        given = [case.evidence.metrics.get(rule.metric) for case in cases if case.outcome == outcome]
        values = [each.value for each in given if each and isinstance(each.value, Decimal)]
        if values and all(abs(value - bound) > step for value in values):
            yield outcome, step


def shows_where_it_does_not_apply(indicator: Indicator, check: Check, cases: Iterable[ShownCase]) -> bool:
    """Whether a check with conditions of its own has a case that is skipped for them, and not for its date."""
    if not check.when:
        return True
    days = [case.day.isoformat() for case in cases if case.outcome == "skipped"]
    return any(check.effective.covers(day) and indicator.effective.covers(day) for day in days)


def _step(bound: Decimal, type_: str) -> Decimal:
    """One of the last digit that is written; of a share at most a percentage point."""
    exponent = min(int(bound.as_tuple().exponent), -2 if type_ == "share" else 0)
    return Decimal(1).scaleb(exponent)
