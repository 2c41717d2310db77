"""Kind `number`: a figure of the school meets a bound."""

from decimal import Decimal

import pytest

from schoolstd.checks.base import BLANK, NO_FIGURE, UNREADABLE, CheckResult, Outcome, Phrase
from schoolstd.checks.number import Number
from tests import make
from tests.make import BAD, at

CATALOG = make.catalog(
    metrics=[make.metric("minutes", unit="分钟")],
    parameters=[make.parameter("limit", ("2021-04-08", "60"), ("2022-01-01", "50"))],
)
AT_LEAST_60 = Number("minutes", ">=", "60")
EXPECTED = Phrase("bound", {"op": ">=", "bound": Decimal(60), "unit": "分钟"})


def result(rule, as_of=make.AS_OF, **given):
    return rule.evaluate(make.facts(CATALOG, as_of, **given))


def test_value_equal_to_the_bound_passes():
    found = Phrase("quantity", {"value": Decimal(60), "unit": "分钟"})
    assert result(AT_LEAST_60, metrics={"minutes": 60}) == CheckResult(Outcome.PASS, EXPECTED, found, (at("数据!D2"),))


def test_value_short_of_the_bound_fails_and_says_by_how_much():
    found = Phrase("quantity_short", {"value": Decimal("44.5"), "unit": "分钟", "difference": Decimal("15.5")})
    assert result(AT_LEAST_60, metrics={"minutes": 44.5}) == CheckResult(
        Outcome.FAIL, EXPECTED, found, (at("数据!D2"),)
    )


def test_value_over_the_bound_fails_and_says_by_how_much():
    found = Phrase("quantity_over", {"value": Decimal(61), "unit": "分钟", "difference": Decimal(1)})
    assert result(Number("minutes", "<=", "60"), metrics={"minutes": 61})[::2] == (Outcome.FAIL, found)


@pytest.mark.parametrize(("op", "value"), [(">", 60), ("<", 60), ("==", 59), ("==", 61)])
def test_no_difference_is_told_on_the_bound_itself_or_when_only_one_figure_will_do(op, value):
    found = Phrase("quantity", {"value": Decimal(value), "unit": "分钟"})
    assert result(Number("minutes", op, "60"), metrics={"minutes": value})[::2] == (Outcome.FAIL, found)


def test_blank_cell_is_missing_rather_than_failed():
    assert result(AT_LEAST_60, metrics={"minutes": None}) == CheckResult(
        Outcome.MISSING, EXPECTED, BLANK, (at("数据!D2"),)
    )


def test_a_row_that_is_not_there_is_missing_without_a_place():
    assert result(AT_LEAST_60) == CheckResult(Outcome.MISSING, EXPECTED, BLANK)


def test_unreadable_cell_is_an_error():
    assert result(AT_LEAST_60, metrics={"minutes": BAD}) == CheckResult(
        Outcome.ERROR, EXPECTED, UNREADABLE, (at("数据!D2"),)
    )


@pytest.mark.parametrize(
    ("op", "value", "outcome"),
    [
        (">=", "59.99", "fail"), (">=", "60", "pass"), (">=", "60.01", "pass"),
        ("<=", "59.99", "pass"), ("<=", "60", "pass"), ("<=", "60.01", "fail"),
        (">", "60", "fail"), (">", "60.01", "pass"),
        ("<", "59.99", "pass"), ("<", "60", "fail"),
        ("==", "59.99", "fail"), ("==", "60", "pass"), ("==", "60.00", "pass"), ("==", "60.01", "fail"),
    ],
)  # fmt: skip
def test_both_sides_of_a_bound(op, value, outcome):
    assert result(Number("minutes", op, "60"), metrics={"minutes": Decimal(value)}).outcome == outcome


@pytest.mark.parametrize(
    ("as_of", "bound"),
    [("2021-04-08", 60), ("2021-12-31", 60), ("2022-01-01", 50), ("2099-01-01", 50), (None, 50)],
)
def test_a_parameter_has_the_figure_of_the_as_of_date_and_without_a_date_the_latest(as_of, bound):
    expected = Phrase("bound", {"op": "<=", "bound": Decimal(bound), "unit": "分钟"})
    assert result(Number("minutes", "<=", "limit"), as_of, metrics={"minutes": 55}).expected == expected


@pytest.mark.parametrize("minutes", [61, None, BAD])
def test_before_the_first_figure_of_a_parameter_nothing_is_asked(minutes):
    assert result(Number("minutes", "<=", "limit"), "2021-04-07", metrics={"minutes": minutes}) == NO_FIGURE
