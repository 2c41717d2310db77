"""Cases show where a figure lies: one within the smallest step on each side; and where a condition excludes."""

from datetime import date
from decimal import Decimal

import pytest

from schoolstd.assessment.edges import ShownCase, blurred, shows_where_it_does_not_apply
from schoolstd.catalog.model import Effective
from schoolstd.checks.number import Number
from schoolstd.evidence.model import Entry, Evidence
from tests import make
from tests.make import profile_is


def case(outcome, value, day=date(2022, 6, 30)):
    return ShownCase(outcome, Evidence("", metrics={"m": Entry(Decimal(value))}), day)


@pytest.mark.parametrize(
    ("bound", "type_", "passing", "failing", "sides"),
    [
        ("20", "count", "20", "19", []),
        ("20", "count", "20", "10", [("fail", Decimal(1))]),
        ("20", "number", "30", "19", [("pass", Decimal(1))]),
        ("2.5", "number", "2.5", "2.4", []),
        ("2.5", "number", "2.5", "2", [("fail", Decimal("0.1"))]),
        ("1", "share", "1", "0.99", []),
        ("0.9", "share", "0.9", "0.85", [("fail", Decimal("0.01"))]),
        ("limit", "number", "90", "1", []),
    ],
)
def test_a_case_on_each_side_lies_within_the_smallest_step(bound, type_, passing, failing, sides):
    check = make.check(Number("m", ">=", bound), "c")
    assert list(blurred(check, type_, [case("pass", passing), case("fail", failing)])) == sides


@pytest.mark.parametrize(("day", "shown"), [(date(2022, 6, 30), True), (date(2021, 6, 30), False)])
def test_a_condition_is_shown_by_a_case_that_is_skipped_on_a_day_in_force(day, shown):
    check = make.check(Number("m", ">=", "1"), "c", when=profile_is("stage", "小学"), effective=Effective("2022-01-01"))
    assert shows_where_it_does_not_apply(make.indicator(check), check, [case("skipped", "0", day)]) is shown
