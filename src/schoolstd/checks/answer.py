"""Kinds `choice`, `covers`, `date` and `statement`: answers that are no figures."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple, cast

from schoolstd.checks.base import UNREADABLE, CheckResult, Mistake, Outcome, Phrase, passed, unusable
from schoolstd.checks.document import is_current
from schoolstd.checks.number import wrong_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.checks.base import DocumentTypeId, Facts, Figure, IsoDate, MetricId, Vocabulary
    from schoolstd.evidence.model import Cells
    from schoolstd.location import Location


class Choice(NamedTuple):
    """The option that the school chose is one of `in`.

    Passes: `{kind: choice, metric: building_grade, in: [A, B]}` with B. Fails with C.
    """

    metric: MetricId
    in_: tuple[str, ...]

    def evaluate(self, facts: Facts) -> CheckResult:
        entry = facts.entry(self.metric)
        expected = Phrase("one_of", {"items": self.in_})
        if bad := unusable(expected, entry):
            return bad
        observed = Phrase("text", {"text": entry.value})
        return CheckResult(
            passed(entry.value in self.in_), expected, observed, (entry.location,) if entry.location else ()
        )

    def mistakes(self, vocabulary: Vocabulary) -> Iterator[Mistake]:
        yield from wrong_type(vocabulary, "metric", self.metric, frozenset({"choice"}))
        yield from foreign_options("in", self.in_, self.metric, vocabulary)
        options = vocabulary.metric_options(self.metric)
        if options and set(self.in_) >= set(options):
            yield Mistake("in", "choice_always_met")


class Covers(NamedTuple):
    """The options that the school chose include every one of `items`.

    Passes: `{kind: covers, metric: plan_types, items: [入侵, 灾害]}` with 入侵、灾害、疫情. Fails with 入侵 alone.
    """

    metric: MetricId
    items: tuple[str, ...]

    def evaluate(self, facts: Facts) -> CheckResult:
        entry = facts.entry(self.metric)
        expected = Phrase("all_items", {"items": self.items})
        if bad := unusable(expected, entry):
            return bad
        chosen = cast("tuple[str, ...]", entry.value)
        lacking = tuple(item for item in self.items if item not in chosen)
        observed = Phrase("items_lacking" if lacking else "items", {"items": chosen, "lacking": lacking})
        return CheckResult(passed(not lacking), expected, observed, (entry.location,) if entry.location else ())

    def mistakes(self, vocabulary: Vocabulary) -> Iterator[Mistake]:
        yield from wrong_type(vocabulary, "metric", self.metric, frozenset({"choices"}))
        yield from foreign_options("items", self.items, self.metric, vocabulary)


class Date(NamedTuple):
    """A reported date lies in a range; both ends count. `within_months` counts back from the as-of date.

    Passes: `{kind: date, metric: charter_approved, within_months: "60"}` with a day at most five years before.
    A day after the as-of date always fails, unless `until` allows it.
    """

    metric: MetricId
    from_: IsoDate = ""
    until: IsoDate = ""
    within_months: Figure = ""

    def evaluate(self, facts: Facts) -> CheckResult:
        entry = facts.entry(self.metric)
        first = date.fromisoformat(self.from_) if self.from_ else None
        last = date.fromisoformat(self.until) if self.until else facts.as_of
        if self.within_months:
            if facts.as_of is None:
                wanted = Phrase("date_within", {"months": self.within_months})
                return CheckResult(Outcome.MISSING, wanted, Phrase("no_as_of"))
            earliest = months_before(facts.as_of, int(self.within_months))
            first = max(first, earliest) if first else earliest
        expected = Phrase("date_range", {"first": first, "last": last})
        if bad := unusable(expected, entry):
            return bad
        day = cast("date", entry.value)
        holds = (first is None or first <= day) and (last is None or day <= last)
        observed = Phrase("date", {"date": day})
        return CheckResult(passed(holds), expected, observed, (entry.location,) if entry.location else ())

    def mistakes(self, vocabulary: Vocabulary) -> Iterator[Mistake]:
        yield from wrong_type(vocabulary, "metric", self.metric, frozenset({"date"}))
        if self.from_ and self.until and self.from_ > self.until:
            yield Mistake("from", "low_above_high", {"low": self.from_, "high": self.until})
        if not (self.from_ or self.until or self.within_months):
            yield Mistake("from", "no_bound")
        if self.within_months and not self.within_months.isdigit():
            yield Mistake("within_months", "bad_form", {"found": self.within_months, "form": "figure"})


class Statement(NamedTuple):
    """The school says yes, and a current document in its register backs it.

    `backed_by` names the document types that count; without it, any current document that cites the indicator does.
    Passes: 是 with such a document. 否 fails. 是 without a document is missing: a claim is not evidence.
    """

    metric: MetricId
    backed_by: tuple[DocumentTypeId, ...] = ()

    def evaluate(self, facts: Facts) -> CheckResult:
        entry = facts.entry(self.metric)
        expected = Phrase("yes_backed", {"types": self.backed_by})
        if bad := unusable(expected, entry):
            return bad
        places = (entry.location,) if entry.location else ()
        if entry.value is not True:
            return CheckResult(Outcome.FAIL, expected, Phrase("no"), places)
        rows = (
            [row for type_ in self.backed_by for row in facts.documents(type_)]
            if self.backed_by
            else facts.cited_documents()
        )
        current = [row for row in rows if is_current(row, facts)]
        if current:
            backing = current[0]
            return CheckResult(
                Outcome.PASS,
                expected,
                Phrase("yes_with", {"title": backing.title}),
                (*places, *_title_place(backing.at)),
            )
        if rows and facts.as_of is None:
            return CheckResult(Outcome.MISSING, expected, Phrase("no_as_of"), places)
        if any(row.date.bad or row.valid_until.bad for row in rows):
            return CheckResult(Outcome.ERROR, expected, UNREADABLE, places)
        register = facts.register_location("documents", self.backed_by[0] if self.backed_by else "")
        stale = tuple(place for row in rows for place in _title_place(row.at))
        return CheckResult(
            Outcome.MISSING,
            expected,
            Phrase("yes_stale" if rows else "yes_unbacked"),
            (*places, *(stale or ((register,) if register else ()))),
        )

    def mistakes(self, vocabulary: Vocabulary) -> Iterator[Mistake]:
        yield from wrong_type(vocabulary, "metric", self.metric, frozenset({"yes_no"}))


def months_before(day: date, months: int) -> date:
    """The same day of the month `months` earlier, or that month's last day when it is shorter; at the earliest year 1."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        return date.min
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def foreign_options(field: str, items: tuple[str, ...], metric: str, vocabulary: Vocabulary) -> Iterator[Mistake]:
    """A mistake for every item that the metric does not offer, and for an empty list."""
    options = vocabulary.metric_options(metric)
    if not items:
        yield Mistake(field, "empty_list")
    for item in items:
        if options and item not in options:
            yield Mistake(field, "not_an_option", {"item": item, "options": "、".join(options)})


def _title_place(at: Cells) -> tuple[Location, ...]:
    place = at.get("title") or at.get("type")
    return (place,) if place else ()
