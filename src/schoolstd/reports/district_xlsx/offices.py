"""区级指标: the duties of the district and the city themselves, and below them what schools report to their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.district.record import VERDICTS
from schoolstd.reports.district_xlsx.book import HEADER, Column
from schoolstd.reports.district_xlsx.places import SIGNS
from schoolstd.reports.district_xlsx.styles import CELLS, colour
from schoolstd.reports.offices import OfficeWords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.reports.district_xlsx.book import Book, Value

COLUMNS = (
    ("office", 13, "centre"), ("id", 9, "centre"), ("title", 24, "text"), ("owner", 18, "text"), ("verdict", 12, "centre"),
    ("figures", 46, "text"), ("lacking", 42, "text"), ("remedy", 44, "text"),
)  # fmt: skip
SUMS = ("office", "for", "metric", "state", "sum", "from", "lacking")
TAB = "FF4A6FA5"


def add(book: Book) -> None:
    """Write the sheet."""
    report = book.report
    own = OfficeWords(report.summary.gathered, report.levels, report.words)
    columns = [Column(book.say(f"col_{key}"), width, style) for key, width, style in COLUMNS]
    parts = (book.say("note_offices"), own.missing(), *own.files()) if report.levels else (book.say("no_levels"),)
    sheet, last = book.list("offices", columns, _rows(book, own), "\n".join(filter(None, parts)), TAB, frozen=3)
    names = report.words.words
    for letter, verdict in VERDICTS.items():
        if SIGNS[letter] in CELLS:
            ground, ink = map(colour, CELLS[SIGNS[letter]])
            format_ = book.style("dxf", bg_color=ground, font_color=ink)
            rule = {"type": "cell", "criteria": "==", "value": f'"{names.verdict(verdict)}"', "format": format_}
            sheet.conditional_format(HEADER + 1, 4, last, 4, rule)
    sums = list(own.sums())
    if not sums:
        return
    top = last + 2
    book.wide(sheet, top, 0, len(columns) - 1, book.say("office_sums", count=len(sums)), "section")
    sheet.set_row(top, 26)
    styles = ("centre", "centre", "text", "text", "number", "text", "text")
    below = [
        Column(book.say(f"col_{key}"), columns[at].width, style)
        for at, (key, style) in enumerate(zip(SUMS, styles, strict=True))
    ]
    joined = book.say("list")
    book.table(
        sheet,
        top + 1,
        below,
        (
            [row.office, joined.join(row.users), row.title, row.state, _number(row.figure), row.source, row.lacking]
            for row in sums
        ),
    )


def _rows(book: Book, own: OfficeWords) -> Iterator[list[Value]]:
    unjudged = book.say("office_unjudged")
    for row in own.rows():
        texts = ("\n".join(row.figures), "\n".join(row.lacking))
        yield [row.office, row.id, row.title, row.owner, row.verdict or unjudged, *texts, row.remedy]


def _number(value: object) -> float | int:
    number = float(str(value))
    return int(number) if number.is_integer() else number
