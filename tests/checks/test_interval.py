"""Kind `interval`: a figure of the school lies between two bounds, both included."""

from decimal import Decimal

import pytest

from schoolstd.checks.base import BLANK, NO_FIGURE, UNREADABLE, CheckResult, Outcome, Phrase
from schoolstd.checks.number import Interval
from tests import make
from tests.make import BAD, at

CATALOG = make.catalog(
    metrics=[make.metric("temperature", unit="℃")],
    parameters=[make.parameter("coolest", ("2021-01-01", "16")), make.parameter("hottest", ("2022-01-01", "28"))],
)
EXPECTED = Phrase("between", {"low": Decimal(16), "high": Decimal(28), "unit": "℃"})


COMFORTABLE = Interval("temperature", "16", "28")


def result(value, rule=COMFORTABLE, as_of=make.AS_OF):
    return rule.evaluate(make.facts(CATALOG, as_of, metrics={"temperature": value}))


@pytest.mark.parametrize(
    ("value", "outcome"),
    [("15.9", "fail"), ("16", "pass"), ("22", "pass"), ("28", "pass"), ("28.0", "pass"), ("28.1", "fail")],
)
def test_both_bounds_belong_to_the_interval(value, outcome):
    found = Phrase("quantity", {"value": Decimal(value), "unit": "℃"})
    assert result(Decimal(value)) == CheckResult(Outcome(outcome), EXPECTED, found, (at("数据!D2"),))


def test_blank_cell_is_missing_rather_than_failed():
    assert result(None) == CheckResult(Outcome.MISSING, EXPECTED, BLANK, (at("数据!D2"),))


def test_unreadable_cell_is_an_error():
    assert result(BAD) == CheckResult(Outcome.ERROR, EXPECTED, UNREADABLE, (at("数据!D2"),))


def test_an_interval_of_one_point_is_met_by_that_point():
    assert result(16, Interval("temperature", "16", "16")).outcome is Outcome.PASS


def test_bounds_may_be_parameters():
    assert result(29, Interval("temperature", "coolest", "hottest"))[:2] == (Outcome.FAIL, EXPECTED)


def test_nothing_is_asked_until_both_bounds_have_a_figure():
    assert result(29, Interval("temperature", "coolest", "hottest"), "2021-12-31") == NO_FIGURE
