"""豁免: every waiver of the run, and what it does; no sheet when there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.reports.district_xlsx.book import Column
from schoolstd.wording.programme import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.reports.district_xlsx.book import Book, Value

COLUMNS = (
    ("number", 6, "count"), ("code", 15, "centre"), ("name", 26, "text"), ("id", 11, "centre"), ("waiver_state", 14, "centre"),
    ("waiver_from", 13, "centre"), ("waiver_until", 13, "centre"), ("waiver_approver", 20, "text"), ("waiver_reason", 40, "text"),
)  # fmt: skip


def add(book: Book) -> None:
    """Write the sheet."""
    if book.report.summary.gathered.waivers:
        columns = [Column(book.say(f"col_{key}"), width, style) for key, width, style in COLUMNS]
        book.list("waivers", columns, _rows(book), book.say("note_waivers"), "FF7F8FA3")


def _rows(book: Book) -> Iterator[list[Value]]:
    lang = book.report.words.lang
    for number, told in enumerate(book.report.summary.gathered.waivers, start=1):
        each, state = told.waiver, sentence(f"waiver_{told.state}", lang)
        yield [
            number,
            each.school,
            told.name,
            each.indicator,
            state,
            each.from_,
            each.until,
            each.approver,
            each.reason,
        ]
