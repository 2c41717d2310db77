"""What applies to a school and what is in force on a day. A blank answer avoids nothing."""

from decimal import Decimal

import pytest

from schoolstd.catalog.applies import applies, figure_on, value_on
from schoolstd.catalog.model import Effective, ParameterValue
from tests import make
from tests.make import BAD, metric_is, profile_is

PRIMARY = ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级")
JUNIOR = ("七年级", "八年级", "九年级")
CATALOG = make.catalog(
    metrics=["pupils"],
    parameters=[
        make.parameter("limit", ("2012-01-01", "600"), ("2022-01-01", "500")),
        make.parameter("size", ("2012-01-01", {"小学": "45", "初中": "50"}), by="stage"),
        make.parameter("subjects", ("2022-09-01", {"一年级": ("语文", "数学")}), by="grade"),
    ],
)


def barred(conditions, as_of="2022-06-30", profile=None, metrics=None):
    given = make.evidence(profile=profile, metrics=metrics)
    return applies(conditions, given.profile, given.metrics, CATALOG, as_of)


@pytest.mark.parametrize(
    ("answer", "wanted", "applied"),
    [
        ("小学", ("小学", "九年一贯制"), True),
        ("初中", ("小学", "九年一贯制"), False),
        (None, ("小学",), True),
        (BAD, ("小学",), True),
    ],
)
def test_a_stage_applies_when_it_is_one_of_those_named_or_blank(answer, wanted, applied):
    conditions = profile_is("stage", *wanted)
    assert barred(conditions, profile={"stage": answer}) == (None if applied else conditions[0])


@pytest.mark.parametrize(
    ("answer", "wanted", "applied"),
    [
        (True, "是", True), (False, "是", False), (True, "否", False), (False, "否", True),
        (None, "是", True), (None, "否", True), (BAD, "是", True),
    ],
)  # fmt: skip
def test_yes_and_no_are_是_and_否_in_a_condition(answer, wanted, applied):
    conditions = profile_is("boarding", wanted)
    assert barred(conditions, profile={"boarding": answer}) == (None if applied else conditions[0])


def test_a_field_that_the_workbook_does_not_have_keeps_nothing_from_applying():
    assert barred(profile_is("boarding", "是")) is None


@pytest.mark.parametrize(
    ("grades", "applied"),
    [(("一年级",), True), (("一年级", "七年级"), True), (("七年级",), False), (("七年级", "八年级"), False)],
)
def test_one_of_several_chosen_options_is_enough(grades, applied):
    conditions = profile_is("grades", "一年级", "二年级")
    assert barred(conditions, profile={"grades": grades}) == (None if applied else conditions[0])


@pytest.mark.parametrize(
    ("op", "pupils", "applied"),
    [
        (">=", "599.9", False), (">=", "600", True),
        (">", "600", False), (">", "600.1", True),
        ("<", "600", False), ("<", "599.9", True),
        ("<=", "600", True), ("<=", "600.1", False),
        ("==", "600", True), ("==", "601", False),
    ],
)  # fmt: skip
def test_a_metric_applies_on_its_side_of_the_bound(op, pupils, applied):
    conditions = metric_is("pupils", op, "600")
    assert barred(conditions, metrics={"pupils": Decimal(pupils)}) == (None if applied else conditions[0])


@pytest.mark.parametrize("metrics", [{"pupils": None}, {"pupils": BAD}, {}])
def test_a_metric_that_is_blank_or_unreadable_keeps_nothing_from_applying(metrics):
    assert barred(metric_is("pupils", ">", "0"), metrics=metrics) is None


@pytest.mark.parametrize(
    ("as_of", "applied"),
    [("2011-12-31", True), ("2012-01-01", False), ("2021-12-31", False), ("2022-01-01", True), ("", True)],
)
def test_a_bound_by_parameter_is_that_of_the_day(as_of, applied):
    assert (barred(metric_is("pupils", ">=", "limit"), as_of, metrics={"pupils": 500}) is None) is applied


def test_all_conditions_must_hold_and_the_first_that_does_not_is_named():
    no_boarding, few = profile_is("boarding", "是")[0], metric_is("pupils", ">", "0")[0]
    given = {"profile": {"boarding": False, "stage": "小学"}, "metrics": {"pupils": 0}}
    assert barred((*profile_is("stage", "小学"), few, no_boarding), **given) is few


def test_no_condition_always_applies():
    assert barred((), profile={"stage": "小学"}) is None


@pytest.mark.parametrize(
    ("bound", "as_of", "key", "figure"),
    [
        ("60", "2022-06-30", "", "60"),
        ("-0.5", "", "", "-0.5"),
        ("", "2022-06-30", "", None),
        ("limit", "2011-12-31", "", None),
        ("limit", "2012-01-01", "", "600"),
        ("limit", "2021-12-31", "", "600"),
        ("limit", "2022-01-01", "", "500"),
        ("limit", "", "", "500"),
        ("size", "2022-06-30", "小学", "45"),
        ("size", "2022-06-30", "初中", "50"),
        ("size", "2022-06-30", "高中", None),
        ("size", "2022-06-30", "", None),
        ("subjects", "2022-09-01", "一年级", None),
    ],
)
def test_a_bound_is_a_figure_or_its_parameters_figure_on_the_day(bound, as_of, key, figure):
    assert figure_on(CATALOG, bound, as_of, key) == (None if figure is None else Decimal(figure))


@pytest.mark.parametrize(
    ("as_of", "value"),
    [
        ("2011-12-31", None),
        ("2012-01-01", ParameterValue("2012-01-01", "600")),
        ("2022-01-01", ParameterValue("2022-01-01", "500")),
        ("", ParameterValue("2022-01-01", "500")),
    ],
)
def test_a_value_holds_from_its_date_until_the_next(as_of, value):
    assert value_on(CATALOG.parameters["limit"], as_of) == value


@pytest.mark.parametrize(
    ("effective", "day", "covered"),
    [
        (("2021-04-08", ""), "2021-04-07", False),
        (("2021-04-08", ""), "2021-04-08", True),
        (("", "2021-04-08"), "2021-04-08", True),
        (("", "2021-04-08"), "2021-04-09", False),
        (("2021-04-08", "2021-04-08"), "2021-04-08", True),
        (("", ""), "1949-10-01", True),
        (("2021-04-08", "2021-04-09"), "", True),
    ],
)
def test_both_ends_of_an_effective_span_belong_to_it(effective, day, covered):
    assert Effective(*effective).covers(day) is covered
