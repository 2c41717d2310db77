"""Answers that cannot all be true: sums, counts, dates and references between the sheets. Pure.

Which figures must agree is said by the metrics themselves (`whole`, `same_as`), not here.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, cast

from schoolstd.evidence.refusal import personal_finder
from schoolstd.problem import Problem, first_of
from schoolstd.schoolyear import assessment_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.catalog.model import Catalog, Metric, Privacy
    from schoolstd.evidence.model import Document, Entry, Evidence
    from schoolstd.location import Location

NO = "否"
MANY_INDICATORS = 8
"""One document behind more indicators than this is worth a look: this project's default, a warning only."""


def inconsistencies(evidence: Evidence, catalog: Catalog, as_of: date | None) -> list[Problem]:
    """Every contradiction in a workbook, in the order of its sheets, or the first of more than anybody can mend."""
    return first_of(
        chain(
            _metrics(evidence, catalog),
            _profile(evidence, catalog),
            _documents(evidence, catalog, as_of),
            _rows(evidence, catalog, as_of),
            _personal(evidence, catalog.privacy),
        )
    )


def _metrics(evidence: Evidence, catalog: Catalog) -> Iterator[Problem]:
    for metric in catalog.metrics.values():
        entry = evidence.metrics.get(metric.id)
        if not entry or not isinstance(entry.value, Decimal):
            continue
        whole = evidence.metrics.get(metric.whole) if metric.whole else None
        if whole and isinstance(whole.value, Decimal) and entry.value > whole.value:
            values = {"part": str(entry.value), "whole": str(whole.value), "metric": metric.id, "other": metric.whole}
            yield Problem("part_exceeds_whole", entry.location, values)
        yield from _same_as(metric, entry, entry.value, evidence)


def _same_as(metric: Metric, entry: Entry, value: Decimal, evidence: Evidence) -> Iterator[Problem]:
    """A reported count against the rows it counts. An empty class table contradicts nothing; an empty ledger does."""
    for sheet, what in metric.same_as.items():
        if evidence.sheets and sheet not in evidence.sheets:
            continue  # the sheet could not be read: that is a problem of its own
        if sheet == "classes":
            rows = evidence.classes
            if not rows or (what == "students" and any(row.students.value is None for row in rows)):
                continue
            counts = (
                [cast("Decimal", row.students.value) for row in rows] if what == "students" else [Decimal(len(rows))]
            )
            found = sum(counts, Decimal(0))
            code = "sum_differs" if what == "students" else "count_differs"
        else:
            of_type = [row for row in getattr(evidence, sheet) if row.type == what]
            found, code = Decimal(len(of_type)), "count_differs"
        if found != value:
            values = {"reported": str(value), "found": str(found), "metric": metric.id, "sheet": sheet}
            yield Problem(code, entry.location, values)


def _profile(evidence: Evidence, catalog: Catalog) -> Iterator[Problem]:
    """A figure above zero for something that the profile says the school has not."""
    for metric in catalog.metrics.values():
        entry = evidence.metrics.get(metric.id)
        if not entry or not isinstance(entry.value, Decimal) or entry.value <= 0:
            continue
        for condition in metric.when:
            field = evidence.profile.get(condition.profile) if condition.profile else None
            if field and field.value is False and NO not in condition.in_:
                yield Problem("contradicts_profile", entry.location, {"metric": metric.id, "field": condition.profile})


def _documents(evidence: Evidence, catalog: Catalog, as_of: date | None) -> Iterator[Problem]:
    for row in evidence.documents:
        dated, until = row.date.value, row.valid_until.value
        if isinstance(dated, date) and as_of and dated > as_of:
            yield Problem("date_in_future", row.date.location, {"date": dated.isoformat(), "as_of": as_of.isoformat()})
        if isinstance(dated, date) and isinstance(until, date) and until < dated:
            yield Problem("expires_before_date", row.valid_until.location, {"date": until.isoformat()})
        for cited in row.indicators:
            if cited not in catalog.indicators:
                yield Problem("cites_unknown_indicator", row.at.get("indicators"), {"indicator": cited[:20]})
    yield from _overused(evidence.documents)


def _overused(documents: tuple[Document, ...]) -> Iterator[Problem]:
    """One and the same document (by title and number) behind too many indicators."""
    cited: dict[tuple[str, str], set[str]] = {}
    first: dict[tuple[str, str], Location | None] = {}
    for row in documents:
        if row.title:
            key = (row.title, row.number)
            cited.setdefault(key, set()).update(row.indicators)
            first.setdefault(key, row.at.get("title"))
    for key, indicators in cited.items():
        if len(indicators) > MANY_INDICATORS:
            yield Problem("document_overused", first[key], {"title": key[0][:40], "count": str(len(indicators))})


def _rows(evidence: Evidence, catalog: Catalog, as_of: date | None) -> Iterator[Problem]:
    period = assessment_period(catalog.calendar, as_of) if as_of else None
    for event in evidence.events:
        day = event.date.value
        if isinstance(day, date) and as_of and day > as_of:
            yield Problem("date_in_future", event.date.location, {"date": day.isoformat(), "as_of": as_of.isoformat()})
        elif isinstance(day, date) and period and day not in period:
            values = {"date": day.isoformat(), "start": period.start.isoformat(), "end": period.end.isoformat()}
            yield Problem("date_outside_period", event.date.location, values)
        came, due = event.attended.value, event.expected.value
        if isinstance(came, Decimal) and isinstance(due, Decimal) and came > due:
            values = {"attended": str(came), "expected": str(due)}
            yield Problem("attended_exceeds_expected", event.attended.location, values)
    for case in evidence.cases:
        opened, closed = case.date.value, case.closed.value
        for entry in (case.date, case.closed):
            if isinstance(entry.value, date) and as_of and entry.value > as_of:
                values = {"date": entry.value.isoformat(), "as_of": as_of.isoformat()}
                yield Problem("date_in_future", entry.location, values)
        if isinstance(opened, date) and isinstance(closed, date) and closed < opened:
            yield Problem("closed_before_opened", case.closed.location, {"date": closed.isoformat()})


def _personal(evidence: Evidence, privacy: Privacy) -> Iterator[Problem]:
    """Cells of documents, activities and cases that seem to name a person. The problem tells the cell, never what stands in it."""
    texts = [(row.at.get("title"), row.title) for row in evidence.documents]
    texts += [(event.at.get("theme"), event.theme) for event in evidence.events]
    for case in evidence.cases:
        texts += [(case.at.get(key), getattr(case, key)) for key in ("matter", "handled", "conclusion")]
    personal = personal_finder(privacy)
    for place, text in texts:
        if personal(text):
            yield Problem("personal_name", place)
