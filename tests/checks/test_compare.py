"""Kind `compare`: two quantities stand in a relation; the sums that its sides may be."""

from decimal import Decimal

import pytest

from schoolstd.checks.base import BLANK, NO_FIGURE, UNREADABLE, CheckResult, Outcome, Phrase
from schoolstd.checks.quantity import Addend, Compare, Sum
from tests import make
from tests.make import BAD, at, metric, profile_is

CATALOG = make.catalog(
    metrics=[
        metric("roll", "count", unit="人"),
        metric("students", "count", unit="人"),
        metric("books", "count", unit="册"),
        metric("primary", "count", unit="人", when=profile_is("stage", "小学", "九年一贯制")),
        metric("junior", "count", unit="人", when=profile_is("stage", "初中", "九年一贯制")),
    ],
    parameters=[make.parameter("books_each", ("2018-05-28", "25"), ("2022-01-01", "30"))],
)
ROLL_IS_HEADCOUNT = Compare("roll", "==", "students")


def result(rule, as_of=make.AS_OF, profile=None, **metrics):
    return rule.evaluate(make.facts(CATALOG, as_of, metrics=metrics, profile=profile))


def bound(op, figure, unit="人") -> Phrase:
    return Phrase("bound", {"op": op, "bound": Decimal(figure), "unit": unit})


def quantity(value, unit="人") -> Phrase:
    return Phrase("quantity", {"value": Decimal(value), "unit": unit})


@pytest.mark.parametrize(("roll", "outcome"), [(899, "fail"), (900, "pass"), (901, "fail")])
def test_both_sides_of_a_relation(roll, outcome):
    assert result(ROLL_IS_HEADCOUNT, roll=roll, students=900) == CheckResult(
        Outcome(outcome), bound("==", 900), quantity(roll), (at("数据!D2"), at("数据!D3"))
    )


def test_a_blank_left_side_is_missing_and_the_bound_is_known():
    assert result(ROLL_IS_HEADCOUNT, roll=None, students=900) == CheckResult(
        Outcome.MISSING, bound("==", 900), BLANK, (at("数据!D2"),)
    )


def test_a_blank_right_side_is_missing_and_so_is_the_bound():
    assert result(ROLL_IS_HEADCOUNT, roll=900, students=None) == CheckResult(
        Outcome.MISSING, Phrase("relation", {"op": "==", "metrics": ("students",)}), BLANK, (at("数据!D3"),)
    )


def test_an_unreadable_side_is_an_error():
    assert result(ROLL_IS_HEADCOUNT, roll=BAD, students=None) == CheckResult(
        Outcome.ERROR,
        Phrase("relation", {"op": "==", "metrics": ("students",)}),
        UNREADABLE,
        (at("数据!D2"), at("数据!D3")),
    )


BOOKS = Compare("books", ">=", Sum((Addend("primary", times="25"), Addend("junior", times="35"))))


@pytest.mark.parametrize(
    ("stage", "metrics", "wanted"),
    [
        ("小学", {"primary": 10}, 250),
        ("初中", {"junior": 10}, 350),
        ("九年一贯制", {"primary": 10, "junior": 10}, 600),
        ("小学", {"primary": 10, "junior": 10}, 250),  # junior pupils typed into a primary school's form
    ],
)
def test_a_sum_leaves_out_what_does_not_apply(stage, metrics, wanted):
    found = [result(BOOKS, profile={"stage": stage}, books=books, **metrics)[:2] for books in (wanted, wanted - 1)]
    assert found == [(Outcome.PASS, bound(">=", wanted, "册")), (Outcome.FAIL, bound(">=", wanted, "册"))]


def test_without_a_stage_every_part_of_the_sum_is_asked_for():
    assert result(BOOKS, books=250, primary=10).outcome is Outcome.MISSING


@pytest.mark.parametrize(
    ("rounding", "students", "nurses"),
    [
        ("up", 1, 1), ("up", 600, 1), ("up", 601, 2),
        ("down", 599, 0), ("down", 600, 1), ("down", 1199, 1),
        ("half_up", 299, 0), ("half_up", 300, 1), ("half_up", 899, 1), ("half_up", 900, 2),
        ("up", 0, 0),
    ],
)  # fmt: skip
def test_a_sum_is_rounded_as_it_says(rounding, students, nurses):
    rule = Compare("roll", ">=", Sum((Addend("students", divided_by="600"),), round=rounding))
    assert result(rule, roll=0, students=students).expected == bound(">=", nurses)


def test_a_sum_that_says_nothing_is_not_rounded():
    rule = Compare("roll", ">=", Sum((Addend("students", divided_by="600"),)))
    assert result(rule, roll=0, students=900).expected == bound(">=", "1.5")


def test_a_constant_is_added():
    rule = Compare("roll", ">=", Sum((Addend("students", times="2"),), plus="-3"))
    assert result(rule, roll=0, students=10).expected == bound(">=", 17)


@pytest.mark.parametrize("rounding", ["up", "down"])
def test_three_thirds_make_a_whole_before_anything_is_rounded(rounding):
    thirds = tuple(Addend(id_, divided_by="3") for id_ in ("students", "primary", "junior"))
    rule = Compare("roll", ">=", Sum(thirds, round=rounding))
    assert result(rule, roll=0, students=1, primary=1, junior=1).expected == bound(">=", 1)


def test_an_absurdly_large_number_is_compared_not_crashed_over():
    rule = Compare("roll", ">=", Sum((Addend("students", divided_by="600"),), round="up"))
    assert result(rule, roll=0, students=Decimal(10) ** 60).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    ("as_of", "wanted"), [("2018-05-28", 250), ("2021-12-31", 250), ("2022-01-01", 300), (None, 300)]
)
def test_a_factor_may_be_a_parameter_of_the_as_of_date(as_of, wanted):
    rule = Compare("books", ">=", Sum((Addend("primary", times="books_each"),)))
    assert result(rule, as_of, books=250, primary=10).expected == bound(">=", wanted, "册")


def test_before_the_first_figure_of_a_factor_nothing_is_asked():
    rule = Compare("books", ">=", Sum((Addend("primary", times="books_each"),)))
    assert result(rule, "2018-05-27", books=0, primary=10) == NO_FIGURE


def test_the_factor_of_a_metric_that_does_not_apply_is_not_needed():
    rule = Compare("books", ">=", Sum((Addend("primary", times="books_each"), Addend("junior", times="35"))))
    found = result(rule, "2018-05-27", profile={"stage": "初中"}, books=350, junior=10)
    assert found[:2] == (Outcome.PASS, bound(">=", 350, "册"))
