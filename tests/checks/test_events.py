"""Kind `events`: dated activities, counted by month, term, year, grade, or grade and term."""

import pytest

from schoolstd.checks.base import BLANK, UNREADABLE, CheckResult, Outcome, Phrase
from schoolstd.checks.events import Events
from tests import make
from tests.make import BAD, JUNIOR, PRIMARY, at

CATALOG = make.catalog(events=["drill", "trip"])
MONTHS = ["2021-09", "2021-10", "2021-11", "2021-12", "2022-03", "2022-04", "2022-05", "2022-06"]
EVERY_MONTH = [("drill", f"{month}-15") for month in MONTHS]


def result(per, *events, at_least="1", as_of=make.AS_OF, profile=None):
    return Events("drill", per, at_least).evaluate(make.facts(CATALOG, as_of, events=events, profile=profile))


def expected(per, count=1) -> Phrase:
    return Phrase("events_per", {"type": "drill", "per": per, "count": count})


def short(per, total, **spans) -> Phrase:
    return Phrase("events_short", {"per": per, "total": total, "short": spans})


def found(per, total, least) -> Phrase:
    return Phrase("events_found", {"total": total, "least": least, "per": per})


def test_a_drill_in_every_finished_teaching_month_passes():
    assert result("month", *EVERY_MONTH) == CheckResult(
        Outcome.PASS, expected("month"), found("month", 8, 1), (at("活动记录!A2"), at("活动记录!A3"), at("活动记录!A4"))
    )


@pytest.mark.parametrize("month", MONTHS)
def test_a_teaching_month_without_one_fails_and_is_named(month):
    rows = [row for row in EVERY_MONTH if not row[1].startswith(month)]
    assert result("month", *rows)[:3] == (Outcome.FAIL, expected("month"), short("month", 7, **{month: 0}))


@pytest.mark.parametrize(
    ("day", "outcome"), [("2022-06-01", "pass"), ("2022-06-30", "pass"), ("2022-05-31", "fail"), ("2022-07-01", "fail")]
)
def test_the_first_and_the_last_day_of_a_month_belong_to_it(day, outcome):
    assert result("month", *EVERY_MONTH[:-1], ("drill", day)).outcome == outcome


def test_the_month_that_is_not_over_is_not_asked_for():
    assert result("month", *EVERY_MONTH[:-1], as_of="2022-06-29").outcome is Outcome.PASS


def test_holidays_are_not_asked_for_and_do_not_count():
    rows = [*EVERY_MONTH[:-1], ("drill", "2022-01-15"), ("drill", "2022-02-25")]
    assert result("month", *rows).observed == short("month", 7, **{"2022-06": 0})


@pytest.mark.parametrize(
    ("day", "outcome"), [("2021-08-31", "fail"), ("2021-09-01", "pass"), ("2022-01-20", "pass"), ("2022-01-21", "fail")]
)
def test_an_activity_counts_for_the_finished_term_it_falls_in(day, outcome):
    assert result("term", ("drill", day)).outcome == outcome


def test_every_finished_term_is_asked_for():
    assert result("term", ("drill", "2021-10-08"), as_of="2022-07-10")[:3] == (
        Outcome.FAIL, expected("term"), short("term", 1, **{"2021-2022-2": 0}),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        ("2021-08-31", "fail"),
        ("2021-09-01", "pass"),
        ("2022-02-01", "pass"),
        ("2022-06-30", "pass"),
        ("2022-07-01", "fail"),
    ],
)
def test_once_a_year_means_on_any_day_of_the_period(day, outcome):
    assert result("year", ("drill", day)).outcome == outcome


@pytest.mark.parametrize(
    ("number", "outcome", "observed"),
    [(1, "fail", short("year", 1, **{"": 1})), (2, "pass", found("year", 2, 2)), (3, "pass", found("year", 3, 3))],
)
def test_at_least_two_means_two_within_the_span(number, outcome, observed):
    rows = [("drill", "2021-10-08")] * number
    assert result("year", *rows, at_least="2")[:3] == (Outcome(outcome), expected("year", 2), observed)


def test_activities_of_other_types_do_not_count():
    assert result("year", ("trip", "2021-10-08")) == CheckResult(
        Outcome.MISSING, expected("year"), Phrase("no_event"), (at("活动记录!A2"),)
    )


NINE_YEARS = {"stage": "九年一贯制"}


@pytest.mark.parametrize(
    ("grade", "served"),
    [
        ("初一年级", "七年级"),
        ("初中一、二年级", "七年级 八年级"),
        ("一、二年级", "一年级 二年级"),
        ("三至五年级", "三年级 四年级 五年级"),
        ("低年级", ""),
    ],
)
def test_an_activity_serves_exactly_the_grades_that_it_names(grade, served):
    counts = result("grade", ("drill", "2021-10-08", grade), profile=NINE_YEARS).observed.values["short"]
    assert {*PRIMARY, *JUNIOR} - set(counts) == set(served.split())


def test_only_activities_outside_the_period_fail():
    assert result("year", ("drill", "2020-10-08"), ("drill", "2022-07-01"))[::2] == (
        Outcome.FAIL, short("year", 0, **{"": 0}),
    )  # fmt: skip


def test_an_undated_activity_does_not_count():
    assert result("year", ("drill", None)).outcome is Outcome.FAIL


def test_too_few_with_an_unreadable_date_is_an_error_at_that_date():
    assert result("year", ("drill", "2021-10-08"), ("drill", BAD), at_least="2") == CheckResult(
        Outcome.ERROR, expected("year", 2), UNREADABLE, (at("活动记录!A3"),)
    )


def test_enough_activities_pass_despite_an_unreadable_date():
    assert result("year", ("drill", "2021-10-08"), ("drill", BAD)).outcome is Outcome.PASS


def test_without_an_as_of_date_activities_are_missing():
    assert result("year", ("drill", "2021-10-08"), as_of=None) == CheckResult(
        Outcome.MISSING, expected("year"), Phrase("no_as_of"), (at("活动记录!A2"),)
    )


TWO_GRADES = {"grades": ("一年级", "二年级")}


@pytest.mark.parametrize(
    ("grades", "outcome"),
    [
        (["一年级", "二年级"], "pass"),
        (["一年级、二年级"], "pass"),
        (["全校"], "pass"),
        (["一年级", "全校"], "pass"),
        (["一年级"], "fail"),
        (["一年级", "一年级"], "fail"),
        (["全体师生"], "pass"),
        (["各年级"], "pass"),
        (["教师"], "fail"),
        (["全体教师"], "fail"),
        ([""], "fail"),
    ],
)
def test_each_grade_of_the_school_needs_its_own_or_one_for_all(grades, outcome):
    rows = [("drill", "2021-10-08", grade) for grade in grades]
    assert result("grade", *rows, profile=TWO_GRADES).outcome == outcome


def test_a_grade_that_is_short_is_named():
    assert result("grade", ("drill", "2021-10-08", "一年级"), profile=TWO_GRADES).observed == short(
        "grade", 1, 二年级=0
    )


def test_the_grades_are_those_of_the_stage_when_none_are_named():
    observed = result("grade", ("drill", "2021-10-08", "八年级"), profile={"stage": "初中"}).observed
    assert observed == short("grade", 1, 七年级=0, 九年级=0)


def test_a_school_whose_grades_are_not_known_cannot_be_judged_by_grade():
    assert result("grade", ("drill", "2021-10-08", "一年级")) == CheckResult(
        Outcome.MISSING, expected("grade"), BLANK, (at("活动记录!A2"),)
    )


def test_an_activity_for_the_whole_school_is_told_as_one():
    observed = result("grade", ("drill", "2021-10-08", "全校"), profile=TWO_GRADES).observed
    assert observed == found("grade", 1, 1)


BOTH_TERMS_OVER = "2022-07-10"


@pytest.mark.parametrize(
    ("rows", "outcome"),
    [
        ([("2021-10-08", "一年级、二年级"), ("2022-03-10", "一年级、二年级")], "pass"),
        ([("2021-09-01", "全校"), ("2022-07-10", "全校")], "pass"),
        ([("2022-01-20", "全校"), ("2022-02-20", "全校")], "pass"),
        ([("2022-01-21", "全校"), ("2022-02-20", "全校")], "fail"),
        ([("2022-01-20", "全校"), ("2022-02-19", "全校")], "fail"),
        ([("2021-08-31", "全校"), ("2022-02-20", "全校")], "fail"),
        ([("2021-10-08", "一年级"), ("2022-03-10", "二年级")], "fail"),
        ([("2021-10-08", "全校"), ("2022-03-10", "一年级")], "fail"),
        ([("2021-10-08", "全校"), ("2021-11-08", "全校")], "fail"),
    ],
)
def test_each_grade_needs_its_own_in_each_finished_term(rows, outcome):
    events = [("drill", *row) for row in rows]
    assert result("grade_term", *events, as_of=BOTH_TERMS_OVER, profile=TWO_GRADES).outcome == outcome


def test_a_grade_that_is_short_in_a_term_is_named_with_the_term():
    events = [("drill", "2021-10-08", "一年级"), ("drill", "2022-03-10", "二年级"), ("drill", "2022-01-25", "全校")]
    judged = result("grade_term", *events, as_of=BOTH_TERMS_OVER, profile=TWO_GRADES)
    missing = {"2021-2022-1/二年级": 0, "2021-2022-2/一年级": 0}
    assert judged[:3] == (Outcome.FAIL, expected("grade_term"), short("grade_term", 2, **missing))


def test_the_term_that_is_not_over_asks_nothing_of_any_grade():
    assert result("grade_term", ("drill", "2021-10-08", "全校"), profile=TWO_GRADES).observed == found(
        "grade_term", 1, 1
    )


def test_twice_a_term_means_twice_for_each_grade():
    events = [("drill", "2021-10-08", "全校"), ("drill", "2021-11-08", "一年级")]
    assert result("grade_term", *events, at_least="2", profile=TWO_GRADES).observed == short(
        "grade_term", 2, **{"2021-2022-1/二年级": 1}
    )


def test_a_school_whose_grades_are_not_known_cannot_be_judged_by_grade_and_term():
    assert result("grade_term", ("drill", "2021-10-08", "一年级"))[::2] == (Outcome.MISSING, BLANK)
