"""Kind `choice`: the option that the school chose is one of some."""

import pytest

from schoolstd.checks.answer import Choice
from schoolstd.checks.base import BLANK, UNREADABLE, CheckResult, Outcome, Phrase
from tests import make
from tests.make import BAD, at

CATALOG = make.catalog(metrics=[make.metric("building", "choice", options=("A", "B", "C"))])
EXPECTED = Phrase("one_of", {"items": ("A", "B")})


def result(**metrics):
    return Choice("building", ("A", "B")).evaluate(make.facts(CATALOG, metrics=metrics))


@pytest.mark.parametrize(("chosen", "outcome"), [("A", "pass"), ("B", "pass"), ("C", "fail")])
def test_one_of_the_wanted_options_passes_and_another_fails(chosen, outcome):
    assert result(building=chosen) == CheckResult(
        Outcome(outcome), EXPECTED, Phrase("text", {"text": chosen}), (at("数据!D2"),)
    )


def test_no_choice_is_missing_rather_than_failed():
    assert result(building=None) == CheckResult(Outcome.MISSING, EXPECTED, BLANK, (at("数据!D2"),))


def test_an_unknown_option_is_an_error():
    assert result(building=BAD) == CheckResult(Outcome.ERROR, EXPECTED, UNREADABLE, (at("数据!D2"),))
