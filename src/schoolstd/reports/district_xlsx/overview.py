"""概览: what came in, the figures, tables by duty, stage, location and district with charts beside them, and the contents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from schoolstd.assessment.model import COUNTED
from schoolstd.district.summary import gaps_of
from schoolstd.reports.district_page import day, files_in, overview_lines
from schoolstd.reports.district_xlsx import charts
from schoolstd.reports.district_xlsx.book import Link, Live
from schoolstd.reports.district_xlsx.places import COUNTS, VERDICTS, places, rate_formula, rate_value
from schoolstd.reports.district_xlsx.schools import LETTERS, given
from schoolstd.workbook.typeset import NAVY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schoolstd.district.summary import Counts
    from schoolstd.reports.district_xlsx.book import Book, Value
    from schoolstd.reports.district_xlsx.places import Places

WIDTHS = (25, *(9.5 for _ in range(7)), 2, *(9.5 for _ in range(9)))
LAST = len(WIDTHS) - 1
CHARTS = 9
"""The first column of the charts at the right."""
CARDS = ((0, 0), (1, 2), (3, 4), (5, 6), (7, 10), (11, 12), (13, 14), (15, 17))
"""The columns of each figure in the row of figures."""
HEADS = (*COUNTED, "rate")
OTHERS = (
    "schools",
    "matrix",
    "common",
    "batches",
    "model",
    "offices",
    "problems",
    "alike",
    "visits",
    "unreported",
    "waivers",
    "detail",
)
SIDES = ((0, 1, 7), (9, 11, 17))
"""The first column of a link, the first of what it leads to, and the last one, on the left and on the right of the contents."""
ROW = 20
"""Points of a row; charts are as high as the rows that they stand beside."""


class Line(NamedTuple):
    """A row of a table: its name, its counts, and the formulas that give those in the order of VERDICTS; `schools` is the
    formula of how many schools there are, empty where that means nothing."""

    name: str
    counts: Counts
    formulas: tuple[str, ...]
    schools: str = ""


def add(book: Book) -> None:
    """Write the sheet."""
    report, at = book.report, places(book)
    summary, words = report.summary, report.words
    sheet = book.sheet(book.say("sheet_overview"), WIDTHS, NAVY)
    sheet.set_default_row(ROW)
    book.heading(sheet, book.title, day(summary, words), WIDTHS)
    row = _cards(book, sheet, 3)
    for text in (*overview_lines(summary, words), book.say("no_order")):
        book.wide(sheet, row, 0, LAST, text, "plain")
        sheet.set_row(row, book.height([(text, sum(WIDTHS))], ROW))
        row += 1
    row = _duties(book, sheet, at, row + 1)
    for key, groups in summary.groups.items():
        lines = [
            _group(book, at, key, name, row + 2 + number, counts)
            for number, (name, counts) in enumerate(groups.items())
        ]
        row = _groups(book, sheet, key, lines, row)
    _contents(book, sheet, row)
    sheet.activate()


def _cards(book: Book, sheet: Any, row: int) -> int:
    """The row of figures; the row below it."""
    summary = book.report.summary
    found, total = summary.gathered, summary.total
    figures: dict[str, Value] = {
        "files": files_in(found),
        "schools": len(found.records),
        "failures": len(found.failures),
        "doubled": len(found.doubled),
        "unreported": len(found.unreported),
        "clean": sum(not gaps_of(record, summary.catalog) for record in found.records),
        "grave": sum(record.grave > 0 for record in found.records),
        "rate": rate_value(total.met, total.applicable),
    }
    for (first, last), (key, value) in zip(CARDS, figures.items(), strict=True):
        number = book.style("figure_share" if key == "rate" else "figure")
        for at, style in ((row, number), (row + 1, book.style("card"))):
            if last > first:
                sheet.merge_range(at, first, at, last, "", style)
        book.put(sheet, row, first, value, number)
        sheet.write_string(row + 1, first, book.say(f"card_{key}"), book.style("card"))
    sheet.set_row(row, 36)
    return row + 3


def _duties(book: Book, sheet: Any, at: Places, row: int) -> int:
    """The table by duty with its sum, the rates below and the verdicts beside it; the row below."""
    summary = book.report.summary
    columns: dict[str, list[int]] = {}
    for column, place in enumerate(at.order[: at.mandatory]):
        indicator = summary.catalog.indicators[at.ids[place]]
        columns.setdefault(summary.catalog.tasks[indicator.task].duty, []).append(column)
    lines = []
    for duty, own in columns.items():
        ends = (at.letters(own[0]), at.letters(own[-1]))
        formulas = tuple(
            f"SUM({at.matrix}!{ends[0]}{COUNTS + 1 + number}:{ends[1]}{COUNTS + 1 + number})" for number in range(4)
        )
        name = book.report.words.words.name(summary.catalog.duties[duty])
        lines.append(Line(name, summary.duties[duty], formulas))
    sums = tuple(f"SUM({letter}{row + 3}:{letter}{row + 2 + len(lines)})" for letter in "CDEF")
    last = _table(book, sheet, row, "duty", [*lines, Line(book.say("total"), summary.total, sums)])
    end = last + 1 + 13
    span = (row + 2, last - 1)
    left = {"width": sum(WIDTHS[:8]), "height": (end - last - 2) * ROW}
    charts.rates(book, sheet, last + 2, span, left)
    right = {"width": sum(WIDTHS[CHARTS:]), "height": (end - row - 1) * ROW}
    charts.verdicts(book, sheet, (row + 1, CHARTS), span, "duty", right)
    return end + 1


def _group(book: Book, at: Places, key: str, name: str, row: int, counts: Counts) -> Line:
    """A row of the table by stage, location or district: sums over 学校一览 of the schools whose cell says just this."""
    same = f"EXACT({at.listed(LETTERS[key])},$A{row + 1})"
    formulas = tuple(f"SUMPRODUCT({same}*{at.listed(LETTERS[verdict])})" for verdict in VERDICTS)
    return Line(given(book, name), counts, formulas, f"SUMPRODUCT({same}*1)")


def _groups(book: Book, sheet: Any, key: str, lines: Sequence[Line], row: int) -> int:
    """A table by stage, location or district, with a chart beside it when there is something to compare."""
    last = _table(book, sheet, row, key, lines)
    if len(lines) < 2:
        return last + 2
    end = max(last + 1, row + 12)
    size = {"width": sum(WIDTHS[CHARTS:]), "height": (end - row - 1) * ROW}
    charts.verdicts(book, sheet, (row + 1, CHARTS), (row + 2, last), key, size)
    return end + 1


def _table(book: Book, sheet: Any, row: int, key: str, lines: Sequence[Line]) -> int:
    """Heading, header and rows of a table; its last row."""
    book.wide(sheet, row, 0, LAST, book.say(f"by_{key}"), "section")
    sheet.set_row(row, 24)
    row += 1
    heads = [book.say(f"col_{each}") for each in (key, *HEADS, *(("schools",) if key != "duty" else ()))]
    for column, text in enumerate(heads):
        sheet.write_string(row, column, text, book.style("header"))
    sheet.set_row(row, ROW if book.report.words.lang != "en" else 30)
    for line in lines:
        row += 1
        whole = key == "duty" and line is lines[-1]
        count, rate = (
            (book.style("total"), book.style("total_share")) if whole else (book.style("count"), book.style("share"))
        )
        book.put(sheet, row, 0, line.name, book.style("label"))
        sheet.set_row(row, book.height([(line.name, WIDTHS[0])], ROW))
        book.put(sheet, row, 1, Live(f"SUM(C{row + 1}:F{row + 1})", line.counts.applicable), count)
        for column, (verdict, formula) in enumerate(zip(VERDICTS, line.formulas, strict=True), start=2):
            book.put(sheet, row, column, Live(formula, getattr(line.counts, verdict)), count)
        value = Live(rate_formula(f"C{row + 1}", f"B{row + 1}"), rate_value(line.counts.met, line.counts.applicable))
        book.put(sheet, row, 6, value, rate)
        if line.schools:
            book.put(sheet, row, 7, Live(line.schools, line.counts.schools), count)
    return row


def _contents(book: Book, sheet: Any, row: int) -> None:
    """The other sheets, each with what it holds, and a link to it; two beside each other."""
    book.wide(sheet, row, 0, LAST, book.say("contents"), "section")
    sheet.set_row(row, 24)
    lacking = {"visits": not book.report.visits, "waivers": not book.report.summary.gathered.waivers}
    shown = [key for key in OTHERS if not lacking.get(key)]
    half = (len(shown) + 1) // 2
    for number, key in enumerate(shown):
        at, (first, text, last) = row + 1 + number % half, SIDES[number // half]
        name, about = book.say(f"sheet_{key}"), book.say(f"about_{key}")
        if text > first + 1:
            sheet.merge_range(at, first, at, text - 1, "", book.style("link"))
        book.put(sheet, at, first, Link(f"internal:'{name}'!A1", name), book.style("link"))
        book.wide(sheet, at, text, last, about, "text")
    for at in range(half):
        texts = [(book.say(f"about_{key}"), sum(WIDTHS[1:8])) for key in shown[at::half]]
        sheet.set_row(row + 1 + at, book.height(texts, ROW))
