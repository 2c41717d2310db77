"""Kind `ratio`: one quantity divided by another meets a bound."""

from decimal import Decimal

import pytest

from schoolstd.checks.base import BLANK, NO_FIGURE, UNREADABLE, CheckResult, Outcome, Phrase
from schoolstd.checks.quantity import Addend, Ratio, Sum
from tests import make
from tests.make import BAD, at, metric, profile_is

CATALOG = make.catalog(
    metrics=[
        metric("checked", "count"),
        metric("teachers", "count"),
        metric("exempt", "count"),
        metric("boarders", "count", when=profile_is("boarding", "是")),
    ],
    parameters=[make.parameter("share", ("2022-01-01", "0.9")), make.parameter("weight", ("2022-01-01", "2"))],
)
ALL_CHECKED = Ratio("checked", "teachers", ">=", "1")
EXPECTED = Phrase("share_bound", {"op": ">=", "bound": Decimal(1)})


def result(rule=ALL_CHECKED, as_of=make.AS_OF, profile=None, **metrics):
    return rule.evaluate(make.facts(CATALOG, as_of, metrics=metrics, profile=profile))


def share(part, whole) -> Phrase:
    return Phrase("share", {"part": Decimal(part), "whole": Decimal(whole)})


def test_all_of_them_pass():
    assert result(checked=80, teachers=80) == CheckResult(
        Outcome.PASS, EXPECTED, share(80, 80), (at("数据!D2"), at("数据!D3"))
    )


def test_all_but_one_fail():
    assert result(checked=79, teachers=80) == CheckResult(
        Outcome.FAIL, EXPECTED, share(79, 80), (at("数据!D2"), at("数据!D3"))
    )


@pytest.mark.parametrize(
    ("op", "bound", "part", "whole", "outcome"),
    [
        (">=", "0.5", 50, 100, "pass"), (">=", "0.5", 49, 100, "fail"),
        ("<=", "0.5", 50, 100, "pass"), ("<=", "0.5", 51, 100, "fail"),
        ("<", "0.5", 50, 100, "fail"), (">", "0.5", 50, 100, "fail"),
        (">=", "25", 22_500, 900, "pass"), (">=", "25", 22_499, 900, "fail"),
        ("==", "1", 3, 3, "pass"), ("==", "1", 4, 3, "fail"),
    ],
)  # fmt: skip
def test_both_sides_of_a_bound(op, bound, part, whole, outcome):
    assert result(Ratio("checked", "teachers", op, bound), checked=part, teachers=whole).outcome == outcome


@pytest.mark.parametrize(("part", "outcome"), [("0.33333333333333333333", "fail"), ("0.33333333333333333334", "pass")])
def test_a_share_is_compared_exactly_by_multiplying_out(part, outcome):
    rule = Ratio("checked", Sum((Addend("teachers"),)), ">=", "0.33333333333333333334")
    assert result(rule, checked=Decimal(part), teachers=1).outcome == outcome


@pytest.mark.parametrize(("if_zero", "outcome"), [("missing", "missing"), ("skipped", "skipped")])
def test_a_whole_of_zero_is_missing_unless_it_says_skipped(if_zero, outcome):
    assert result(ALL_CHECKED._replace(if_zero=if_zero), checked=0, teachers=0) == CheckResult(
        Outcome(outcome), EXPECTED, share(0, 0), (at("数据!D2"), at("数据!D3"))
    )


def test_a_whole_of_zero_is_missing_by_default():
    assert result(checked=0, teachers=0).outcome is Outcome.MISSING


@pytest.mark.parametrize(
    ("metrics", "places"),
    [
        ({"checked": None, "teachers": 80}, (at("数据!D2"),)),
        ({"checked": 80, "teachers": None}, (at("数据!D3"),)),
        ({"checked": None, "teachers": None}, (at("数据!D2"), at("数据!D3"))),
        ({"checked": 80}, ()),
        ({}, ()),
    ],
)
def test_either_side_blank_is_missing_and_points_to_the_blank_cells(metrics, places):
    assert result(**metrics) == CheckResult(Outcome.MISSING, EXPECTED, BLANK, places)


@pytest.mark.parametrize(
    ("metrics", "places"),
    [
        ({"checked": BAD, "teachers": 80}, (at("数据!D2"),)),
        ({"checked": BAD, "teachers": None}, (at("数据!D2"), at("数据!D3"))),
    ],
)
def test_either_side_unreadable_is_an_error(metrics, places):
    assert result(**metrics) == CheckResult(Outcome.ERROR, EXPECTED, UNREADABLE, places)


def test_those_exempt_are_taken_off_the_whole():
    rule = Ratio("checked", Sum((Addend("teachers"), Addend("exempt", times="-1"))), ">=", "1")
    assert result(rule, checked=78, teachers=80, exempt=2)[:3] == (Outcome.PASS, EXPECTED, share(78, 78))


def test_a_metric_that_does_not_apply_counts_as_zero_in_a_sum():
    rule = Ratio("checked", Sum((Addend("teachers"), Addend("boarders"))), ">=", "1")
    assert result(rule, profile={"boarding": False}, checked=80, teachers=80).outcome is Outcome.PASS


def test_a_metric_that_applies_but_is_blank_leaves_the_sum_unknown():
    rule = Ratio("checked", Sum((Addend("teachers"), Addend("boarders"))), ">=", "1")
    assert result(rule, profile={"boarding": True}, checked=80, teachers=80).outcome is Outcome.MISSING


@pytest.mark.parametrize(("as_of", "outcome"), [("2021-12-31", "skipped"), ("2022-01-01", "pass"), (None, "pass")])
def test_a_bound_by_parameter_binds_from_its_date(as_of, outcome):
    assert result(Ratio("checked", "teachers", ">=", "share"), as_of, checked=72, teachers=80).outcome == outcome


def test_a_side_whose_parameter_has_no_figure_yet_is_not_judged():
    rule = Ratio("checked", Sum((Addend("teachers", times="weight"),)), ">=", "1")
    assert result(rule, "2021-12-31", checked=0, teachers=80) == NO_FIGURE
