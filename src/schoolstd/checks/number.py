"""Kinds `number` and `interval`: one reported figure against one bound or two."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, cast

from schoolstd.checks.base import NO_FIGURE, CheckResult, Mistake, Phrase, compare, passed, unusable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.checks.base import Bound, Facts, MetricId, Op, Vocabulary

NUMERIC = frozenset({"number", "count", "share"})


class Number(NamedTuple):
    """A figure of the school meets a bound.

    Passes: `{kind: number, metric: daily_exercise_minutes, op: ">=", bound: "60"}` with 60 in the workbook.
    Fails with 59; a blank cell is missing, an unreadable one is an error.
    """

    metric: MetricId
    op: Op
    bound: Bound

    def evaluate(self, facts: Facts) -> CheckResult:
        entry = facts.entry(self.metric)
        bound = facts.figure(self.bound)
        unit = facts.unit(self.metric)
        if bound is None:
            return NO_FIGURE
        expected = Phrase("bound", {"op": self.op, "bound": bound, "unit": unit})
        if bad := unusable(expected, entry):
            return bad
        value = cast("Decimal", entry.value)
        holds = compare(value, self.op, bound)
        observed = Phrase("quantity", {"value": value, "unit": unit})
        if not holds and self.op != "==" and value != bound:
            code = "quantity_short" if value < bound else "quantity_over"
            observed = Phrase(code, {"value": value, "unit": unit, "difference": abs(value - bound)})
        return CheckResult(passed(holds), expected, observed, (entry.location,) if entry.location else ())

    def mistakes(self, vocabulary: Vocabulary) -> Iterator[Mistake]:
        yield from wrong_type(vocabulary, "metric", self.metric, NUMERIC)
        low, high = vocabulary.metric_range(self.metric)
        for figure in vocabulary.figures_of(self.bound):
            values = {"bound": str(figure), "low": low, "high": high}
            least, most = (low, high) if self.op in (">=", ">") else (high, low)
            if (low and figure < Decimal(low)) or (high and figure > Decimal(high)):
                yield Mistake("bound", "bound_outside_range", values)
            elif self.op != "==" and least and compare(Decimal(least), self.op, figure):
                yield Mistake("bound", "bound_always_met", values)
            elif self.op != "==" and most and not compare(Decimal(most), self.op, figure):
                yield Mistake("bound", "bound_outside_range", values)


class Interval(NamedTuple):
    """A figure of the school lies between two bounds, both included.

    Passes: `{kind: interval, metric: class_temperature, low: "16", high: "28"}` with 16 or 28. Fails with 15.
    """

    metric: MetricId
    low: Bound
    high: Bound

    def evaluate(self, facts: Facts) -> CheckResult:
        entry = facts.entry(self.metric)
        low, high = facts.figure(self.low), facts.figure(self.high)
        unit = facts.unit(self.metric)
        if low is None or high is None:
            return NO_FIGURE
        expected = Phrase("between", {"low": low, "high": high, "unit": unit})
        if bad := unusable(expected, entry):
            return bad
        value = cast("Decimal", entry.value)
        observed = Phrase("quantity", {"value": value, "unit": unit})
        return CheckResult(
            passed(low <= value <= high), expected, observed, (entry.location,) if entry.location else ()
        )

    def mistakes(self, vocabulary: Vocabulary) -> Iterator[Mistake]:
        yield from wrong_type(vocabulary, "metric", self.metric, NUMERIC)
        for low, high in zip(vocabulary.figures_of(self.low), vocabulary.figures_of(self.high), strict=False):
            if low > high:
                yield Mistake("low", "low_above_high", {"low": str(low), "high": str(high)})


def wrong_type(vocabulary: Vocabulary, field: str, metric: str, wanted: frozenset[str]) -> Iterator[Mistake]:
    """A mistake when a metric is not of a type that the field can use; nothing when the metric is unknown."""
    found = vocabulary.metric_type(metric)
    if found and found not in wanted:
        yield Mistake(field, "metric_type", {"metric": metric, "found": found, "wanted": "/".join(sorted(wanted))})
