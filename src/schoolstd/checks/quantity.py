"""Kinds `ratio` and `compare`, and the sums that their sides may be."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Annotated, NamedTuple, cast

from schoolstd.checks.base import NO_FIGURE, CheckResult, Form, Mistake, Outcome, Phrase, compare, passed, unusable
from schoolstd.checks.number import NUMERIC, wrong_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.checks.base import Bound, Facts, Figure, MetricId, Op, Vocabulary
    from schoolstd.evidence.model import Entry

ROUNDING = {"up": ROUND_CEILING, "down": ROUND_FLOOR, "half_up": ROUND_HALF_UP}
Rounding = Annotated[str, Form("rounding")]
IfZero = Annotated[str, Form("if_zero")]


class Addend(NamedTuple):
    """One term of a sum: a metric, multiplied by `times` or divided by `divided_by` (figures or parameters)."""

    metric: MetricId
    times: Bound = "1"
    divided_by: Bound = "1"


class Sum(NamedTuple):
    """A sum of metrics. A metric that does not apply to the school counts as 0, a blank one leaves the sum unknown."""

    sum: tuple[Addend, ...]
    plus: Figure = "0"
    round: Rounding = ""


Quantity = Annotated[str | Sum, Form("quantity")]


class Ratio(NamedTuple):
    """One quantity divided by another meets a bound; compared exactly, by multiplying out.

    Passes: `{kind: ratio, part: teachers_checked, whole: teachers_total, op: ">=", bound: "1"}` with 80 of 80.
    Fails with 79 of 80. With a whole of 0 it is missing, or skipped where `if_zero: skipped` says so.
    """

    part: Quantity
    whole: Quantity
    op: Op
    bound: Bound
    if_zero: IfZero = "missing"

    def evaluate(self, facts: Facts) -> CheckResult:
        bound = facts.figure(self.bound)
        if bound is None or not (figures_known(self.part, facts) and figures_known(self.whole, facts)):
            return NO_FIGURE
        expected = Phrase("share_bound", {"op": self.op, "bound": bound})
        entries = (*entries_of(self.part, facts), *entries_of(self.whole, facts))
        if bad := unusable(expected, *entries):
            return bad
        part, whole = amount(self.part, facts), amount(self.whole, facts)
        places = tuple(entry.location for entry in entries if entry.location)
        observed = Phrase("share", {"part": part, "whole": whole})
        if whole == 0:
            outcome = Outcome.SKIPPED if self.if_zero == "skipped" else Outcome.MISSING
            return CheckResult(outcome, expected, observed, places)
        return CheckResult(passed(compare(part, self.op, bound * whole)), expected, observed, places)

    def mistakes(self, vocabulary: Vocabulary) -> Iterator[Mistake]:
        yield from quantity_mistakes("part", self.part, vocabulary)
        yield from quantity_mistakes("whole", self.whole, vocabulary)


class Compare(NamedTuple):
    """Two quantities stand in a relation.

    Passes: `{kind: compare, left: roll_students, op: "==", right: students_total}` with 900 and 900. Fails with 901.
    """

    left: Quantity
    op: Op
    right: Quantity

    def evaluate(self, facts: Facts) -> CheckResult:
        if not (figures_known(self.left, facts) and figures_known(self.right, facts)):
            return NO_FIGURE
        entries = (*entries_of(self.left, facts), *entries_of(self.right, facts))
        unit = facts.unit(first_metric(self.left))
        right_known = not unusable(Phrase("relation"), *entries_of(self.right, facts))
        bound = amount(self.right, facts) if right_known else None
        expected = (
            Phrase("relation", {"op": self.op, "metrics": metrics_of(self.right)})
            if bound is None
            else Phrase("bound", {"op": self.op, "bound": bound, "unit": unit})
        )
        if bad := unusable(expected, *entries):
            return bad
        left = amount(self.left, facts)
        places = tuple(entry.location for entry in entries if entry.location)
        observed = Phrase("quantity", {"value": left, "unit": unit})
        return CheckResult(passed(compare(left, self.op, cast("Decimal", bound))), expected, observed, places)

    def mistakes(self, vocabulary: Vocabulary) -> Iterator[Mistake]:
        yield from quantity_mistakes("left", self.left, vocabulary)
        yield from quantity_mistakes("right", self.right, vocabulary)
        if self.left == self.right:
            yield Mistake("right", "compares_with_itself")


def metrics_of(quantity: str | Sum) -> tuple[str, ...]:
    """The metrics of a quantity, in order."""
    return (quantity,) if isinstance(quantity, str) else tuple(addend.metric for addend in quantity.sum)


def first_metric(quantity: str | Sum) -> str:
    """The metric whose unit a quantity is shown in."""
    return metrics_of(quantity)[0]


def entries_of(quantity: str | Sum, facts: Facts) -> tuple[Entry, ...]:
    """The entries that a quantity is made of; metrics that do not apply to the school are left out of a sum."""
    if isinstance(quantity, str):
        return (facts.entry(quantity),)
    return tuple(facts.entry(a.metric) for a in quantity.sum if facts.applies(a.metric))


def figures_known(quantity: str | Sum, facts: Facts) -> bool:
    """Whether every parameter in a quantity has a figure on the as-of date; those of metrics left out do not matter."""
    if isinstance(quantity, str):
        return True
    counted = [addend for addend in quantity.sum if facts.applies(addend.metric)]
    return all(facts.figure(bound) is not None for addend in counted for bound in (addend.times, addend.divided_by))


def amount(quantity: str | Sum, facts: Facts) -> Decimal:
    """The value of a quantity whose entries all hold numbers and whose parameters all have figures.

    Divided once, at the end, so that three thirds make a whole before anything is rounded.
    """
    if isinstance(quantity, str):
        return cast("Decimal", facts.entry(quantity).value)
    total, divisor = Decimal(quantity.plus), Decimal(1)
    for addend in quantity.sum:
        if facts.applies(addend.metric):
            value = cast("Decimal", facts.entry(addend.metric).value)
            times = cast("Decimal", facts.figure(addend.times))
            by = cast("Decimal", facts.figure(addend.divided_by))
            total, divisor = total * by + value * times * divisor, divisor * by
    total /= divisor
    if quantity.round:
        total = total.to_integral_value(rounding=ROUNDING[quantity.round])
    return total


def quantity_mistakes(field: str, quantity: str | Sum, vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Mistakes in a quantity: metrics that are no numbers, a division by zero, a sum of nothing."""
    if isinstance(quantity, Sum) and not quantity.sum:
        yield Mistake(field, "empty_sum")
    for metric in metrics_of(quantity):
        yield from wrong_type(vocabulary, field, metric, NUMERIC)
    if isinstance(quantity, Sum):
        for addend in quantity.sum:
            if Decimal(0) in vocabulary.figures_of(addend.divided_by):
                yield Mistake(field, "divides_by_zero")
