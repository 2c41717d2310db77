"""Kind `any`: at least one part passes."""

from itertools import permutations

import pytest

from schoolstd.checks.base import CheckResult, Outcome, Phrase
from schoolstd.checks.combine import Any_
from schoolstd.checks.number import Number
from tests import make
from tests.checks.parts import part
from tests.make import at


@pytest.mark.parametrize(
    ("parts", "outcome"),
    [
        ("pass", "pass"),
        ("pass fail", "pass"),
        ("pass missing", "pass"),
        ("pass error", "pass"),
        ("pass skipped", "pass"),
        ("fail", "fail"),
        ("fail fail", "fail"),
        ("fail missing", "fail"),
        ("fail skipped", "fail"),
        ("fail error", "error"),
        ("missing missing", "missing"),
        ("missing skipped", "missing"),
        ("missing error", "error"),
        ("error skipped", "error"),
        ("skipped skipped", "skipped"),
        ("pass fail missing error skipped", "pass"),
        ("fail missing error skipped", "error"),
        ("fail missing skipped", "fail"),
    ],
)
def test_any_passes_with_one_and_is_missing_only_when_all_are(parts, outcome):
    orders = permutations(part(name) for name in parts.split())
    assert {Any_(order).evaluate(make.facts()).outcome for order in orders} == {Outcome(outcome)}


def test_any_says_everything_that_would_do_and_what_the_passing_part_found():
    none, few = Number("dropouts", "==", "0"), Number("returned", ">=", "2")
    facts = make.facts(metrics={"dropouts": 2, "returned": 2})
    results = [none.evaluate(facts), few.evaluate(facts)]
    assert Any_((none, few)).evaluate(facts) == CheckResult(
        Outcome.PASS,
        Phrase("any_of", {"parts": tuple(each.expected for each in results)}),
        Phrase("joined", {"parts": (results[1].observed,)}),
        (at("数据!D3"),),
    )


def test_when_none_passes_all_parts_say_what_they_found():
    none, few = Number("dropouts", "==", "0"), Number("returned", ">=", "2")
    found = Any_((none, few)).evaluate(make.facts(metrics={"dropouts": 2, "returned": 1}))
    assert (found.outcome, found.locations) == (Outcome.FAIL, (at("数据!D2"), at("数据!D3")))
