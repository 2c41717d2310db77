"""Re-review: the state of a recognised school on both sides of every date."""

from __future__ import annotations

import pytest

from schoolstd.programme.register import ReviewRecord
from schoolstd.programme.review import months_later, review_state
from schoolstd.wording.programme import ProgrammeWords
from tests.programme.parts import beijing, programme, school

REVIEWED = ReviewRecord(reviewed="2020-03-01")


def state(day, review=ReviewRecord(), **fields):  # noqa: B008 - immutable
    fields = {"recognised": "2018-12-31", "batch": "batch-1", **fields}
    return review_state(school(review=review, **fields), beijing(), day)


@pytest.mark.parametrize(
    ("day", "expected"), [("2018-12-31", "standing"), ("2021-12-30", "standing"), ("2021-12-31", "due")]
)
def test_a_review_is_due_on_the_day_that_ends_the_interval(day, expected):
    assert state(day).state == expected


def test_a_school_that_is_not_recognised_has_no_state():
    assert state("2018-12-30") is None


def test_the_interval_is_a_parameter():
    found = review_state(school(recognised="2018-12-31"), programme(interval_months="12"), "2019-12-31")
    assert found == ("due", "2019-12-31", "2019-12-31", "", "", "2019-12-31", (), ())


def test_a_passed_review_starts_the_interval_anew():
    assert state("2020-03-01", REVIEWED._replace(result="passed")) == (
        "passed",
        "2020-03-01",
        "2023-03-01",
        "",
        "",
        "2021-03-01",
        (),
        (),
    )


@pytest.mark.parametrize(("day", "expected"), [("2019-05-31", "standing"), ("2019-06-01", "due")])
def test_a_trigger_calls_for_a_review_from_its_day(day, expected):
    assert state(day, ReviewRecord(trigger="accident", triggered="2019-06-01")).state == expected
    assert state(day, veto="2019-06-01").state == expected


def test_a_trigger_before_the_last_review_is_dealt_with():
    record = REVIEWED._replace(result="passed", trigger="fraud", triggered="2020-02-01")
    assert state("2020-04-01", record).state == "passed"


@pytest.mark.parametrize(
    ("grade", "day", "accepted", "expected"),
    [
        ("veto", "2020-03-31", "", "rectifying"),
        ("veto", "2020-04-01", "", "revoke"),
        ("mandatory", "2020-05-30", "", "rectifying"),
        ("mandatory", "2020-05-31", "", "revoke"),
        ("mandatory", "2020-05-31", "2020-05-30", "accepted"),
        ("mandatory", "2020-06-01", "2020-05-31", "revoke"),
    ],
)
def test_rectification_counts_up_to_the_last_day_of_its_term(grade, day, accepted, expected):
    assert state(day, REVIEWED._replace(result="rectify", grade=grade, accepted=accepted)).state == expected


def test_a_failed_review_is_only_advice_to_revoke():
    assert state("2020-03-01", REVIEWED._replace(result="failed")).state == "revoke"


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [("2018-12-31", 36, "2021-12-31"), ("2018-08-31", 6, "2019-02-28"), ("2020-02-29", 36, "2023-02-28")],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(day, months, later):
    assert months_later(day, months) == later


@pytest.mark.parametrize(
    ("checked", "day", "due"),
    [
        ("", "2018-12-31", "2019-12-31"),
        ("", "2020-06-01", "2019-12-31"),
        ("2019-11-30", "2019-11-29", "2019-12-31"),
        ("2019-11-30", "2019-11-30", "2020-11-30"),
        ("2018-12-30", "2019-11-30", "2019-12-31"),
    ],
)
def test_a_self_check_is_due_a_year_after_the_last_or_after_recognition(checked, day, due):
    assert state(day, ReviewRecord(self_checked=checked)).self_check == due


def test_the_interval_of_self_checks_is_a_figure_of_the_programme_and_may_be_left_out():
    rules = beijing()
    half, never = (rules._replace(review=rules.review._replace(self_check_months=each)) for each in ("6", ""))
    known = school(recognised="2018-12-31")
    assert review_state(known, half, "2019-01-01").self_check == "2019-06-30"
    assert review_state(known, never, "2019-01-01").self_check == ""


def test_a_failed_review_may_be_given_one_more_term_instead():
    rules = programme(revoke="rectify")
    known = school(recognised="2018-12-31", review=REVIEWED._replace(result="failed"))
    for day, overdue in (("2020-03-01", ()), ("2020-05-30", ()), ("2020-05-31", ("deadline",))):
        found = review_state(known, rules, day)
        assert (found.state, found.deadline, found.overdue) == ("rectifying", "2020-05-30", overdue)
        said = ProgrammeWords(rules, ()).review(found)
        assert said.endswith("整改期限 2020-05-30（已逾期）" if overdue else "整改期限 2020-05-30")


@pytest.mark.parametrize(("day", "overdue"), [("2019-12-31", ()), ("2020-01-01", ("self_check",))])
def test_a_self_check_is_overdue_the_day_after(day, overdue):
    assert state(day).overdue == overdue


def test_a_school_that_is_to_lose_its_title_has_nothing_more_that_is_overdue():
    assert state("2020-06-01", REVIEWED._replace(result="rectify", grade="mandatory")).overdue == ()


def test_a_review_that_cannot_be_read_is_named_first_and_the_state_is_in_doubt():
    found = state("2022-01-01", unread=("reviewed", "applied"))
    assert (found.state, found.unread) == ("due", ("reviewed",))
    zh, en = (ProgrammeWords(beijing(), (), lang).review(found) for lang in ("zh", "en"))
    assert zh.startswith("名册的“复审日期”读不出来，没有计入，状态待核；只按其余各栏：待复审，自 2021-12-31 起")
    assert en.startswith("the register's “Reviewed on” cannot be read and does not count, so the state is in doubt;")


@pytest.mark.parametrize("column", ["trigger", "triggered", "reviewed", "result", "grade", "accepted", "veto"])
def test_every_column_that_decides_the_state_leaves_it_in_doubt(column):
    assert state("2019-01-01", unread=(column,)).unread == (column,)


def test_a_revoked_title_is_in_doubt_too():
    found = state("2020-04-01", REVIEWED._replace(result="failed"), unread=("triggered",))
    assert (found.state, found.unread) == ("revoke", ("triggered",))


def test_a_rectification_whose_acceptance_cannot_be_read_is_not_taken_for_one_that_ran_out():
    record = REVIEWED._replace(result="rectify", grade="mandatory")
    assert state("2021-03-01", record).state == "revoke"
    found = state("2021-03-01", record, unread=("accepted",))
    assert (found.state, found.overdue, found.unread) == ("rectifying", (), ("accepted",))


def test_a_self_check_that_cannot_be_read_is_not_overdue():
    assert state("2020-03-01").overdue == ("self_check",)
    assert state("2020-03-01", unread=("self_checked",)).overdue == ()
