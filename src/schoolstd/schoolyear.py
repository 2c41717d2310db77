"""School years, terms and teaching months, all from the catalog's calendar. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from schoolstd.catalog.model import Calendar


class Span(NamedTuple):
    """A stretch of days, both ends included, with a name: `2021-09`, or `2021-2022-1` for a first term."""

    name: str
    start: date
    end: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end


class Period(NamedTuple):
    """The assessment period that ends on the as-of date, with what is over in it and can be judged."""

    start: date
    end: date
    terms: tuple[Span, ...]
    months: tuple[Span, ...]

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end


@lru_cache(maxsize=64)
def assessment_period(calendar: Calendar, as_of: date) -> Period:
    """The period to judge on `as_of`: from the start of the latest school year with a finished term, to that day.

    So there is always at least one whole term to look at, and never more than two school years. `terms` and `months`
    hold those that are over by the end of that day, in order.
    """
    year = _school_year_of(calendar, as_of)
    if not _finished_terms(calendar, year, as_of):
        year -= 1
    start = _day(year, calendar.school_year_from)
    terms = tuple(term for y in (year, year + 1) for term in _finished_terms(calendar, y, as_of))
    months = tuple(
        month for month in _months(start, as_of) if month.end <= as_of and month.name[-2:] in calendar.teaching_months
    )
    return Period(start, as_of, terms, months)


def _school_year_of(calendar: Calendar, day: date) -> int:
    """The calendar year in which the school year that contains `day` began."""
    return day.year if day >= _day(day.year, calendar.school_year_from) else day.year - 1


def _finished_terms(calendar: Calendar, year: int, as_of: date) -> list[Span]:
    spans = []
    for term in calendar.terms:
        start = _day(year, term.from_)
        if term.from_ < calendar.school_year_from:
            start = _day(year + 1, term.from_)
        end = _day(start.year, term.until)
        if term.until < term.from_:
            end = _day(start.year + 1, term.until)
        if end <= as_of:
            spans.append(Span(f"{year}-{year + 1}-{term.id}", start, end))
    return spans


def _months(start: date, end: date) -> list[Span]:
    months = []
    first = start.replace(day=1)
    while first <= end:
        after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
        months.append(Span(f"{first:%Y-%m}", max(first, start), after - timedelta(days=1)))
        first = after
    return months


def _day(year: int, month_day: str) -> date:
    return date(year, int(month_day[:2]), int(month_day[3:]))
