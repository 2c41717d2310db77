"""School years, terms and months at their edges. The calendar: terms 9-1 to 1-20 and 2-20 to 7-10, year from 9-1."""

from datetime import date

import pytest

from schoolstd.catalog.model import Calendar, Term
from schoolstd.schoolyear import Period, Span, assessment_period
from tests import make

FIRST_2020 = Span("2020-2021-1", date(2020, 9, 1), date(2021, 1, 20))
SECOND_2020 = Span("2020-2021-2", date(2021, 2, 20), date(2021, 7, 10))
FIRST_2021 = Span("2021-2022-1", date(2021, 9, 1), date(2022, 1, 20))
SECOND_2021 = Span("2021-2022-2", date(2022, 2, 20), date(2022, 7, 10))


def period(as_of: str, calendar: Calendar = make.CALENDAR) -> Period:
    return assessment_period(calendar, date.fromisoformat(as_of))


def month_names(as_of: str) -> list[str]:
    return [month.name for month in period(as_of).months]


@pytest.mark.parametrize(
    ("as_of", "start"),
    [
        ("2021-08-31", "2020-09-01"),  # the last day of a school year still belongs to it
        ("2021-09-01", "2020-09-01"),  # the first day of the next: no term of it is over yet
        ("2022-01-19", "2020-09-01"),  # one day before the first term ends
        ("2022-01-20", "2021-09-01"),  # the day it ends it is over
        ("2022-01-21", "2021-09-01"),
        ("2022-02-20", "2021-09-01"),  # the first day of the second term
        ("2022-07-10", "2021-09-01"),
    ],
)
def test_the_period_starts_with_the_latest_school_year_that_has_a_finished_term(as_of, start):
    assert period(as_of)[:2] == (date.fromisoformat(start), date.fromisoformat(as_of))


@pytest.mark.parametrize(
    ("as_of", "terms"),
    [
        ("2021-07-09", (FIRST_2020,)),
        ("2021-07-10", (FIRST_2020, SECOND_2020)),
        ("2021-09-01", (FIRST_2020, SECOND_2020)),
        ("2022-01-19", (FIRST_2020, SECOND_2020)),
        ("2022-01-20", (FIRST_2021,)),
        ("2022-02-20", (FIRST_2021,)),
        ("2022-07-09", (FIRST_2021,)),
        ("2022-07-10", (FIRST_2021, SECOND_2021)),
        ("2022-08-31", (FIRST_2021, SECOND_2021)),
    ],
)
def test_a_term_counts_from_its_last_day_on(as_of, terms):
    assert period(as_of).terms == terms


def test_teaching_months_leave_out_the_holidays():
    assert month_names("2022-08-31") == [
        "2021-09", "2021-10", "2021-11", "2021-12", "2022-03", "2022-04", "2022-05", "2022-06",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("as_of", "last"), [("2022-06-29", "2022-05"), ("2022-06-30", "2022-06"), ("2022-07-01", "2022-06")]
)
def test_a_month_counts_from_its_last_day_on(as_of, last):
    assert month_names(as_of)[-1] == last


def test_a_period_over_two_school_years_has_the_months_of_both():
    assert month_names("2021-12-31") == [
        "2020-09", "2020-10", "2020-11", "2020-12", "2021-03", "2021-04", "2021-05", "2021-06",
        "2021-09", "2021-10", "2021-11", "2021-12",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("as_of", "february"),
    [
        ("2024-02-28", ()),
        ("2024-02-29", (Span("2024-02", date(2024, 2, 1), date(2024, 2, 29)),)),
        ("2023-02-28", (Span("2023-02", date(2023, 2, 1), date(2023, 2, 28)),)),
        ("2100-02-28", (Span("2100-02", date(2100, 2, 1), date(2100, 2, 28)),)),  # a century is no leap year
    ],
)
def test_february_is_over_on_its_29th_in_a_leap_year(as_of, february):
    calendar = make.CALENDAR._replace(teaching_months=("02",))
    assert tuple(m for m in period(as_of, calendar).months if m.end.year == int(as_of[:4])) == february


def test_a_school_year_that_starts_within_a_month_has_only_the_days_from_then_on():
    calendar = make.CALENDAR._replace(school_year_from="08-25", teaching_months=("08",))
    assert period("2022-06-30", calendar).months == (Span("2021-08", date(2021, 8, 25), date(2021, 8, 31)),)


def test_three_terms_are_counted_like_two():
    terms = (
        Term("1", "一", "1", "09-01", "11-30"),
        Term("2", "二", "2", "12-10", "03-10"),  # over the turn of the year
        Term("3", "三", "3", "03-20", "07-10"),
    )
    calendar = make.CALENDAR._replace(terms=terms)
    assert period("2022-03-10", calendar).terms == (
        Span("2021-2022-1", date(2021, 9, 1), date(2021, 11, 30)),
        Span("2021-2022-2", date(2021, 12, 10), date(2022, 3, 10)),
    )


@pytest.mark.parametrize(
    ("day", "inside"),
    [("2021-08-31", False), ("2021-09-01", True), ("2022-06-30", True), ("2022-07-01", False)],
)
def test_both_ends_of_a_period_belong_to_it(day, inside):
    assert (date.fromisoformat(day) in period("2022-06-30")) is inside


@pytest.mark.parametrize(
    ("day", "inside"),
    [("2021-08-31", False), ("2021-09-01", True), ("2022-01-20", True), ("2022-01-21", False)],
)
def test_both_ends_of_a_term_belong_to_it(day, inside):
    assert (date.fromisoformat(day) in FIRST_2021) is inside


def test_what_is_no_date_lies_in_no_period():
    assert (None in period("2022-06-30"), None in FIRST_2021) == (False, False)
