"""Kind `all`: every part passes."""

from itertools import permutations

import pytest

from schoolstd.checks.base import BLANK, CheckResult, Outcome, Phrase
from schoolstd.checks.combine import All
from schoolstd.checks.number import Number
from tests import make
from tests.checks.parts import PARTS, part
from tests.make import at


@pytest.mark.parametrize(
    ("parts", "outcome"),
    [
        ("pass", "pass"),
        ("pass pass", "pass"),
        ("pass fail", "fail"),
        ("pass missing", "missing"),
        ("pass error", "error"),
        ("pass skipped", "pass"),
        ("fail missing", "fail"),
        ("fail error", "fail"),
        ("fail skipped", "fail"),
        ("missing missing", "missing"),
        ("missing error", "error"),
        ("missing skipped", "missing"),
        ("error skipped", "error"),
        ("skipped skipped", "skipped"),
        ("pass fail missing error skipped", "fail"),
        ("pass missing error skipped", "error"),
    ],
)
def test_all_fails_with_one_failure_and_waits_for_what_is_missing(parts, outcome):
    orders = permutations(part(name) for name in parts.split())
    assert {All(order).evaluate(make.facts()).outcome for order in orders} == {Outcome(outcome)}


def test_all_says_everything_that_is_wanted_and_what_the_deciding_parts_found():
    rooms, staff = Number("rooms", ">=", "1"), Number("staff", ">=", "1")
    facts = make.facts(metrics={"rooms": 1, "staff": None})
    wanted = (rooms.evaluate(facts).expected, staff.evaluate(facts).expected)
    assert All((rooms, staff)).evaluate(facts) == CheckResult(
        Outcome.MISSING, Phrase("all_of", {"parts": wanted}), Phrase("joined", {"parts": (BLANK,)}), (at("数据!D3"),)
    )


def test_a_cell_that_two_parts_point_to_is_pointed_to_once():
    both = All((Number("rooms", ">=", "1"), Number("rooms", "<=", "9")))
    assert both.evaluate(make.facts(metrics={"rooms": 5})).locations == (at("数据!D2"),)


def test_parts_may_themselves_be_made_of_parts():
    assert All((All((PARTS["pass"], PARTS["fail"])),)).evaluate(make.facts()).outcome is Outcome.FAIL
