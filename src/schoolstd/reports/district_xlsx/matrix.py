"""指标分布: schools by indicators, a sign in each cell, with counts as formulas. On A3, as wide as a page."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from schoolstd.reports.district_xlsx.book import A3, Live
from schoolstd.reports.district_xlsx.places import (
    BAND,
    COUNTS,
    FIRST_INDICATOR,
    FIRST_SCHOOL,
    IDS,
    RATE,
    SIGNS,
    TITLES,
    VERDICTS,
    places,
    rate_formula,
    rate_value,
)
from schoolstd.reports.district_xlsx.styles import CELLS, colour
from schoolstd.workbook.typeset import NAVY, clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.format import Format

    from schoolstd.reports.district_xlsx.book import Book
    from schoolstd.reports.district_xlsx.places import Places

HEADS = (("col_number", 6), ("col_code", 14), ("col_name", 27))
WIDTH = 4.1
"""The width of an indicator's column: a sign, or two lines of an upright title."""


def add(book: Book) -> None:
    """Write the sheet."""
    at = places(book)
    last = FIRST_INDICATOR + len(at.order) - 1
    widths = [*(width for _, width in HEADS), *(WIDTH for _ in at.order)]
    sheet = book.sheet(book.say("sheet_matrix"), widths, NAVY, paper=A3)
    book.wide(sheet, 0, 0, FIRST_INDICATOR - 1, book.say("sheet_matrix"), "title")
    book.wide(sheet, 0, FIRST_INDICATOR, last, book.say("legend"), "note")
    sheet.set_row(0, 28)
    _bands(book, sheet, at)
    _heads(book, sheet, at)
    _counts(book, sheet, at)
    records = book.report.summary.records
    style = book.style("sign")
    formats = [book.style("count"), book.style("centre"), book.style("line"), *(style for _ in at.order)]
    below = sheet.stream(FIRST_SCHOOL, _rows(book, at), formats, _framed(book, at))
    area = (FIRST_SCHOOL, FIRST_INDICATOR, FIRST_SCHOOL + at.schools - 1, last)
    for sign, (ground, ink) in CELLS.items():
        format_ = book.style("dxf", bg_color=colour(ground), font_color=colour(ink))
        sheet.conditional_format(*area, {"type": "cell", "criteria": "==", "value": f'"{sign}"', "format": format_})
    sheet.autofilter(IDS, 0, max(below - 1, FIRST_SCHOOL), last)
    sheet.freeze_panes(FIRST_SCHOOL, FIRST_INDICATOR)
    sheet.repeat_rows(BAND, IDS)
    sheet.repeat_columns(0, FIRST_INDICATOR - 1)
    sheet.print_area(0, 0, FIRST_SCHOOL + len(records), last)


def _bands(book: Book, sheet: Any, at: Places) -> None:
    """The duties above their mandatory indicators, and one band over the recommended ones."""
    catalog, words = book.report.summary.catalog, book.report.words.words
    duties = [catalog.tasks[catalog.indicators[at.ids[place]].task].duty for place in at.order[: at.mandatory]]
    texts = [words.name(catalog.duties[duty]) for duty in duties]
    texts += [book.say("recommended_band")] * (len(at.order) - at.mandatory)
    column = FIRST_INDICATOR
    for text, same in groupby(texts):
        end = column + len(list(same)) - 1
        book.wide(sheet, BAND, column, end, text, "band")
        column = end + 1


def _heads(book: Book, sheet: Any, at: Places) -> None:
    """Titles upright, and below the counts the row of ids that carries the filters."""
    catalog, words = book.report.summary.catalog, book.report.words.words
    for column, (key, _) in enumerate(HEADS):
        sheet.write_blank(BAND, column, None, book.style("band"))
        sheet.write_string(IDS, column, book.say(key), book.style("id", font_size=9))
    book.wide(sheet, TITLES, 0, FIRST_INDICATOR - 1, book.say("note_matrix"), "plain", font_size=9, valign="bottom")
    for column, place in enumerate(at.order, start=FIRST_INDICATOR):
        indicator = catalog.indicators[at.ids[place]]
        sheet.write_string(TITLES, column, clean(words.name(indicator)), book.style("upright"))
        sheet.write_string(IDS, column, indicator.id, book.style("id"))
    sheet.set_row(BAND, 18)
    sheet.set_row(TITLES, 118 if book.report.words.lang != "en" else 150)
    sheet.set_row(IDS, 18)


def _counts(book: Book, sheet: Any, at: Places) -> None:
    """How many schools have each verdict, a formula for each indicator, and the rate."""
    base = book.report.words.words
    counts = {each.id: each.counts for each in book.report.summary.shared}
    first, last = FIRST_SCHOOL + 1, FIRST_SCHOOL + at.schools
    for row, key in enumerate((*VERDICTS, "rate"), start=COUNTS):
        text = book.say("col_rate") if key == "rate" else f"{_sign(key)} {base.verdict(key)}"
        book.wide(sheet, row, 0, FIRST_INDICATOR - 1, text, "label", align="right")
        sheet.set_row(row, 17)
    for column, place in enumerate(at.order):
        letters, found = at.letters(column), counts.get(at.ids[place])
        for row, key in enumerate(VERDICTS, start=COUNTS):
            formula = f'COUNTIF({letters}${first}:{letters}${last},"{_sign(key)}")'
            value = Live(formula, getattr(found, key) if found else 0)
            book.put(sheet, row, FIRST_INDICATOR + column, value, book.style("small"))
        met, applicable = f"{letters}{COUNTS + 1}", f"SUM({letters}{COUNTS + 1}:{letters}{RATE})"
        value = Live(rate_formula(met, applicable), rate_value(found.met, found.applicable) if found else "—")
        book.put(sheet, RATE, FIRST_INDICATOR + column, value, book.style("small_share"))


def _sign(key: str) -> str:
    return SIGNS["mpne"[VERDICTS.index(key)]]


def _rows(book: Book, at: Places) -> Iterator[list[str | int]]:
    signs = str.maketrans(SIGNS)
    for number, record in enumerate(book.report.summary.records, start=1):
        shown = record.verdicts.translate(signs)
        yield [number, record.facts.code, record.facts.name, *(shown[place] for place in at.order)]


def _framed(book: Book, at: Places) -> Iterator[dict[int, Format]]:
    """The cells of each row that are framed, because the indicator is waived."""
    style = book.style("waived")
    columns = {at.ids[place]: column for column, place in enumerate(at.order, start=FIRST_INDICATOR)}
    for record in book.report.summary.records:
        yield {columns[id_]: style for id_ in record.waived if id_ in columns}
