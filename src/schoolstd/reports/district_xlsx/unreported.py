"""未报送: schools of the register of which no usable workbook has come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.reports.district_xlsx.book import Column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.reports.district_xlsx.book import Book, Value

COLUMNS = (
    ("number", 6, "count"), ("code", 15, "centre"), ("name", 40, "text"), ("district", 14, "centre"), ("applied", 14, "centre"),
    ("recommended", 14, "centre"), ("recognised", 14, "centre"),
)  # fmt: skip


def add(book: Book) -> None:
    """Write the sheet."""
    columns = [Column(book.say(f"col_{key}"), width, style) for key, width, style in COLUMNS]
    note = book.say("note_unreported" if book.report.summary.gathered.registers else "note_no_register")
    book.list("unreported", columns, _rows(book), note, "FF7F8FA3")


def _rows(book: Book) -> Iterator[list[Value]]:
    for number, school in enumerate(book.report.summary.gathered.unreported, start=1):
        step = school.step
        days = (step.applied, step.recommended, step.recognised)
        yield [number, school.code, school.name, school.district, *days]
