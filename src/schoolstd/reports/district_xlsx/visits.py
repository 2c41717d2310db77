"""视导: the schools that an expert team visits, day by day, with what to look at there and room for what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.reports.district_xlsx.book import Column
from schoolstd.reports.visits import COLUMNS, visit_notes, visit_rows

if TYPE_CHECKING:
    from schoolstd.reports.district_xlsx.book import Book

WIDTHS = {
    "day": 7, "code": 13, "name": 18, "district": 9, "stage": 9, "location": 7, "reason": 26, "id": 8, "title": 20, "why": 24,
    "what": 38, "found": 24, "agreed": 24,
}  # fmt: skip
CENTRED = ("day", "code", "district", "stage", "location", "id")


def add(book: Book) -> None:
    """Write the sheet, when visits were asked for."""
    plan = book.report.visits
    if plan is None:
        return
    heads, rows = visit_rows(plan, book.report.words)
    columns = [
        Column(head, WIDTHS[key], "centre" if key in CENTRED else "text")
        for head, key in zip(heads, COLUMNS, strict=True)
    ]
    title, notes = visit_notes(plan, book.report.words)
    book.list("visits", columns, rows, "　".join(notes), "FF6A4C93", frozen=3, title=title)
