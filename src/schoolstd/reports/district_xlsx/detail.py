"""明细: the flat table, a row for every school and indicator, on as many sheets as it needs."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from schoolstd.reports.district_flat import COLUMNS, Said, flat_rows
from schoolstd.reports.district_xlsx.book import HEADER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.reports.district_xlsx.book import Book

WIDTHS = {
    "name": 27,
    "title": 24,
    "duty": 17,
    "task": 22,
    "checks": 60,
    "code": 14,
    "as_of": 12,
    "waived": 7,
    "kind": 7,
}
USUAL = 10.5
WRITTEN = ("name", "title", "duty", "task", "checks")
"""Columns of words, that begin at the left."""
ROWS = 1_000_000
"""Rows of a sheet; it holds 48,576 more."""


def add(book: Book) -> None:
    """Write the sheet, and more of them when it is full."""
    said = Said(book.report.summary, book.report.words)
    rows = (said.row(row) for row in flat_rows(book.report.summary))
    count = len(book.report.summary.records) * len(book.report.summary.catalog.indicators)
    for number in range(max(1, -(-count // ROWS))):
        name = book.say("sheet_detail") if not number else book.say("sheet_detail_more", number=number + 1)
        _sheet(book, name, islice(rows, ROWS))


def _sheet(book: Book, name: str, rows: Iterator[tuple[str, ...]]) -> None:
    widths = [WIDTHS.get(key, USUAL) for key in COLUMNS]
    sheet = book.sheet(name, widths, "FF7F8FA3")
    book.heading(sheet, name, book.say("note_detail"), widths)
    for column, key in enumerate(COLUMNS):
        sheet.write_string(HEADER, column, book.say(f"col_{key}"), book.style("header"))
    sheet.set_row(HEADER, 24)
    formats = [book.style("line" if key in WRITTEN else "centre", text_wrap=False) for key in COLUMNS]
    below = sheet.stream(HEADER + 1, rows, formats)
    sheet.autofilter(HEADER, 0, max(below - 1, HEADER + 1), len(COLUMNS) - 1)
    sheet.freeze_panes(HEADER + 1, 2)
    sheet.repeat_rows(HEADER)
