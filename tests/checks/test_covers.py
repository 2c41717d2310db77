"""Kind `covers`: the options that the school chose include every one of some."""

import pytest

from schoolstd.checks.answer import Covers
from schoolstd.checks.base import BLANK, UNREADABLE, CheckResult, Outcome, Phrase
from tests import make
from tests.make import BAD, at

CATALOG = make.catalog(metrics=[make.metric("plans", "choices", options=("入侵", "灾害", "疫情"))])
EXPECTED = Phrase("all_items", {"items": ("入侵", "灾害")})


def result(**metrics):
    return Covers("plans", ("入侵", "灾害")).evaluate(make.facts(CATALOG, metrics=metrics))


@pytest.mark.parametrize("chosen", [("入侵", "灾害"), ("入侵", "灾害", "疫情"), ("灾害", "入侵")])
def test_all_items_and_perhaps_more_pass(chosen):
    assert result(plans=chosen) == CheckResult(
        Outcome.PASS, EXPECTED, Phrase("items", {"items": chosen, "lacking": ()}), (at("数据!D2"),)
    )


@pytest.mark.parametrize(
    ("chosen", "lacking"), [(("入侵",), ("灾害",)), (("疫情",), ("入侵", "灾害")), (("入侵", "疫情"), ("灾害",))]
)
def test_a_lacking_item_fails_and_is_named(chosen, lacking):
    assert result(plans=chosen) == CheckResult(
        Outcome.FAIL, EXPECTED, Phrase("items_lacking", {"items": chosen, "lacking": lacking}), (at("数据!D2"),)
    )


def test_no_choice_is_missing_rather_than_failed():
    assert result(plans=None) == CheckResult(Outcome.MISSING, EXPECTED, BLANK, (at("数据!D2"),))


def test_an_unknown_option_is_an_error():
    assert result(plans=BAD) == CheckResult(Outcome.ERROR, EXPECTED, UNREADABLE, (at("数据!D2"),))
