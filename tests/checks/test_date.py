"""Kind `date`: a reported date lies in a range; both ends count."""

from datetime import date

import pytest

from schoolstd.checks.answer import Date, months_before
from schoolstd.checks.base import BLANK, UNREADABLE, CheckResult, Outcome, Phrase
from tests import make
from tests.make import BAD, at

CATALOG = make.catalog(metrics=[make.metric("approved", "date")])


def result(rule, day, as_of=make.AS_OF):
    return rule.evaluate(make.facts(CATALOG, as_of, metrics={"approved": make.day(day)}))


def span(first, last) -> Phrase:
    return Phrase("date_range", {"first": make.day(first), "last": make.day(last)})


@pytest.mark.parametrize(
    ("day", "outcome"),
    [("2020-08-31", "fail"), ("2020-09-01", "pass"), ("2021-08-31", "pass"), ("2021-09-01", "fail")],
)
def test_both_ends_of_a_range_belong_to_it(day, outcome):
    rule = Date("approved", from_="2020-09-01", until="2021-08-31")
    found = Phrase("date", {"date": date.fromisoformat(day)})
    assert result(rule, day) == CheckResult(Outcome(outcome), span("2020-09-01", "2021-08-31"), found, (at("数据!D2"),))


@pytest.mark.parametrize(
    ("day", "outcome"),
    [("2017-06-29", "fail"), ("2017-06-30", "pass"), ("2022-06-30", "pass"), ("2022-07-01", "fail")],
)
def test_within_60_months_counts_back_from_the_as_of_date(day, outcome):
    found = result(Date("approved", within_months="60"), day)
    assert found[:2] == (Outcome(outcome), span("2017-06-30", "2022-06-30"))


@pytest.mark.parametrize(("from_", "first"), [("2018-01-01", "2018-01-01"), ("2015-01-01", "2017-06-30")])
def test_the_later_of_two_beginnings_counts(from_, first):
    found = result(Date("approved", from_=from_, within_months="60"), "2020-01-01")
    assert found.expected == span(first, "2022-06-30")


@pytest.mark.parametrize(("day", "outcome"), [("2022-06-30", "pass"), ("2022-07-01", "fail")])
def test_a_day_after_the_as_of_date_fails(day, outcome):
    assert result(Date("approved", from_="2020-09-01"), day).outcome == outcome


def test_unless_until_allows_it():
    assert result(Date("approved", until="2022-12-31"), "2022-07-01").outcome is Outcome.PASS


def test_without_an_as_of_date_a_count_of_months_is_missing():
    assert result(Date("approved", within_months="60"), "2022-06-30", None) == CheckResult(
        Outcome.MISSING, Phrase("date_within", {"months": "60"}), Phrase("no_as_of")
    )


def test_without_an_as_of_date_a_fixed_range_is_still_judged():
    assert result(Date("approved", from_="2020-09-01"), "2020-08-31", None).outcome is Outcome.FAIL


def test_blank_cell_is_missing_rather_than_failed():
    assert result(Date("approved", from_="2020-09-01"), None) == CheckResult(
        Outcome.MISSING, span("2020-09-01", "2022-06-30"), BLANK, (at("数据!D2"),)
    )


def test_unreadable_cell_is_an_error():
    assert result(Date("approved", from_="2020-09-01"), BAD) == CheckResult(
        Outcome.ERROR, span("2020-09-01", "2022-06-30"), UNREADABLE, (at("数据!D2"),)
    )


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2022-06-30", 0, "2022-06-30"),
        ("2022-06-30", 12, "2021-06-30"),
        ("2022-01-15", 1, "2021-12-15"),
        ("2022-03-31", 1, "2022-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2024-02-29", 48, "2020-02-29"),
        ("2022-05-31", 1, "2022-04-30"),
        ("2022-12-31", 36, "2019-12-31"),
        ("2022-06-30", 999_999, "0001-01-01"),
    ],
)
def test_months_before_keep_the_day_or_take_the_last_of_a_shorter_month(day, months, before):
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(before)
