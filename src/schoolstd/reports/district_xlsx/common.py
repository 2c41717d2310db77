"""共性问题: indicators by the share of schools that do not meet them, and below, those that every school meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.district.summary import common_gaps, strengths
from schoolstd.reports.district_xlsx.book import HEADER, Column, Live
from schoolstd.reports.district_xlsx.styles import BAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.district.summary import Shared
    from schoolstd.reports.district_xlsx.book import Book, Value

COLUMNS = (
    ("id", 9, "centre"), ("title", 20, "text"), ("duty", 15, "text"), ("applies", 8, "count"), ("short", 8, "count"),
    ("share", 11, "share"), ("partial", 8, "count"), ("not_met", 8, "count"), ("no_evidence", 8, "count"),
    ("overclaims", 8, "count"), ("who", 46, "text"), ("remedy", 40, "text"), ("source", 30, "text"),
)  # fmt: skip
NAMED = 25
"""Schools that a cell names before the rest is only counted."""


def add(book: Book) -> None:
    """Write the sheet."""
    columns = [Column(book.say(f"col_{key}"), width, style) for key, width, style in COLUMNS]
    gaps = common_gaps(book.report.summary)
    sheet, last = book.list("common", columns, _rows(book, gaps), book.say("note_common"), "FFC8553D", frozen=2)
    bar = {"type": "data_bar", "bar_color": BAR, "bar_solid": True, "min_type": "num", "min_value": 0}
    sheet.conditional_format(HEADER + 1, 5, last, 5, {**bar, "max_type": "num", "max_value": 1})
    strong = strengths(book.report.summary) if book.report.summary.records else []
    top = last + 2
    book.wide(sheet, top, 0, len(columns) - 1, book.say("strengths_title", count=len(strong)), "section")
    sheet.set_row(top, 26)
    named = (f"{each.id} {book.report.words.title(each.id)}" for each in strong)
    for row, text in enumerate(_lines(named, sum(each.width for each in columns) - 6), start=top + 1):
        book.wide(sheet, row, 0, len(columns) - 1, text, "plain")


def _rows(book: Book, gaps: list[Shared]) -> Iterator[list[Value]]:
    catalog, words = book.report.summary.catalog, book.report.words
    base, places = words.words, {id_: place for place, id_ in enumerate(catalog.indicators)}
    for row, each in enumerate(gaps, start=HEADER + 2):
        indicator = catalog.indicators[each.id]
        sources = dict.fromkeys(
            base.source_short(catalog.sources[check.source], check.locus)
            for check in indicator.checks
            if check.level == "required"
        )
        letters = [record.verdicts[places[each.id]] for record in each.short]
        yield [
            each.id,
            base.name(indicator),
            base.name(catalog.duties[catalog.tasks[indicator.task].duty]),
            each.counts.applicable,
            len(each.short),
            Live(f"INT(1000*E{row}/D{row})/1000", 1000 * len(each.short) // each.counts.applicable / 1000),
            *(letters.count(letter) for letter in "pne"),
            each.overclaims,
            words.joined([record.facts.name or record.facts.code for record in each.short], NAMED),
            base.text(indicator, "remedy"),
            words.say("list").join(sources),
        ]


def _lines(texts: Iterator[str], width: float) -> Iterator[str]:
    """Texts side by side, as many in a line as it holds."""
    line = ""
    for text in texts:
        joined = f"{line}　　{text}" if line else text
        if line and sum(1 + (letter > "\xff") for letter in joined) > width * 0.95:
            yield line
            joined = text
        line = joined
    if line:
        yield line
