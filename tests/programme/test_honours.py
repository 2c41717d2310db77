"""Model schools: on top of standing, by the catalog of the round, once."""

from __future__ import annotations

import pytest

from schoolstd.programme.eligibility import Obstacle
from schoolstd.programme.honours import Nominee, choose, honour_obstacles, honour_on
from tests.programme.parts import assessed, beijing, catalog, programme, school

DAY = "2019-03-01"
KNOWN = {"recognised": "2018-12-31", "batch": "batch-1"}


def obstacles(unmet=(), rules=None, number=0, day=DAY, **fields):
    own = rules or beijing()
    return honour_obstacles(
        assessed(catalog(2, 2), unmet), {"N01", "N02"}, own.honours[number], own, school(**fields), day
    )


@pytest.mark.parametrize(
    ("day", "round_"),
    [
        ("2018-12-31", None),
        ("2019-01-01", "advanced-1"),
        ("2020-03-31", "advanced-1"),
        ("2020-04-01", "advanced-2"),
        ("2020-12-31", "advanced-2"),
        ("2021-01-01", None),
    ],
)
def test_a_round_is_open_on_both_edges_of_its_window(day, round_):
    found = honour_on(beijing(), day)
    assert (found.id if found else None) == round_


def test_only_a_recognised_school_may_be_chosen():
    assert obstacles(**KNOWN) == ()
    assert obstacles() == (Obstacle("honour_needs_standing"),)


def test_the_round_asks_for_its_own_indicators_and_not_for_those_of_standing_again():
    assert obstacles(("N01", "N03"), **KNOWN) == (Obstacle("gap", "N03"),)


def test_the_rule_of_law_list_is_shown_and_decides_only_if_the_programme_says_so():
    strict = programme(law_demo="required")
    assert obstacles(listed=False, **KNOWN) == ()
    assert [each.code for each in obstacles(rules=strict, **KNOWN)] == ["honour_needs_list"]
    assert obstacles(rules=strict, number=1, **KNOWN) == ()


def test_nobody_is_chosen_twice_unless_the_programme_says_so():
    fields = {**KNOWN, "honour": "advanced-1", "honoured": "2019-06-01"}
    assert [each.code for each in obstacles(number=1, day="2020-05-01", **fields)] == ["honoured_already"]
    assert obstacles(rules=programme(advanced_repeat="repeat"), number=1, day="2020-05-01", **fields) == ()


def test_an_open_veto_stands_in_the_way():
    assert [each.code for each in obstacles(veto="2019-02-01", **KNOWN)] == ["veto_open"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"unread": ("veto",)}, "veto_unread"),
        ({"veto": "2019-02-01", "unread": ("veto_closed",)}, "veto_closed_unread"),
        ({"unread": ("honour",)}, "honour_unread"),
        ({"unread": ("honoured",)}, "honour_unread"),
        ({"honour": "advanced-1", "unread": ("honoured",)}, "honoured_already"),
    ],
)
def test_what_the_register_says_and_cannot_be_read_stands_in_the_way(fields, code):
    assert [each.code for each in obstacles(**KNOWN, **fields)] == [code]


def test_a_limit_is_kept_in_the_order_of_recommendation():
    honour = beijing().honours[0]._replace(quota="1")
    nominees = [Nominee(school(code, order=order, **KNOWN), ()) for code, order in (("01", 2), ("02", 1))]
    found = choose([*nominees, Nominee(school("03", **KNOWN), None), Nominee(school("04"), ())], honour, DAY)
    lists = [[each.school.code for each in each_list] for each_list in (found.chosen, found.over, found.others)]
    assert lists == [["02"], ["01"], ["03"]]


@pytest.mark.parametrize(
    ("rule", "expected"), [("mandatory_met", ["N03"]), ("all_met", ["N03", "N04"]), ("standing", [])]
)
def test_what_a_round_asks_beyond_standing_is_an_answer_of_the_programme(rule, expected):
    known = catalog(2, 2)
    recommended = known.indicators["N04"]._replace(severity="recommended")
    known = known._replace(indicators={**known.indicators, "N04": recommended})
    own = programme(advanced_rule=rule)
    assessment = assessed(known, ("N02", "N03", "N04"))
    found = honour_obstacles(assessment, {"N01", "N02"}, own.honours[0], own, school(**KNOWN), DAY)
    assert [each.subject for each in found] == expected
