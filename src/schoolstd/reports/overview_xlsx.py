"""A page of tables as a workbook: the sentences on the first sheet, each table on one of its own. The same page, the same bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openpyxl import Workbook

from schoolstd.reports.page import Line, Table
from schoolstd.workbook import look
from schoolstd.workbook.packed import packed_book
from schoolstd.workbook.typeset import NAVY

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from schoolstd.reports.page import Page

WIDE, USUAL = 40, 14
_TITLE = re.compile(r"[（(].*|[\[\]:*?/\\]")


def render(page: Page) -> bytes:
    """The bytes of an .xlsx."""
    book = Workbook()
    book.remove(book.worksheets[0])
    look.add_styles(book)
    for number, section in enumerate(page.sections):
        sheet: Worksheet = book.create_sheet(_TITLE.sub("", section.heading)[:31])
        widest = max((len(each.columns) for each in section.blocks if isinstance(each, Table)), default=5)
        look.set_widths(sheet, [WIDE, *[USUAL] * (widest - 1)])
        _heading(sheet, page, section.heading, widest)
        row = header = 2
        for block in (*section.blocks, *([Line(page.footer)] if not number else [])):
            if isinstance(block, Line):
                row += 1
                sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=widest)
                look.put(sheet, row, 1, block.text, "plain")
                look.fit_row(sheet, row, [(block.text, WIDE + USUAL * (widest - 1))])
            else:
                header = row + 1
                row = _table(sheet, header, block)
        if header > 2 and row > header:
            sheet.auto_filter.ref = look.area(header, 1, row, widest).where
        printed = look.area(1, 1, row, widest)
        freeze = f"B{header + 1}" if header > 2 else ""
        look.finish(sheet, printed, NAVY, page.title, "&P / &N", True, freeze, header, f"A{header + 1}")
        sheet.protection.sheet = False
    book.active = 0
    return packed_book(book, page.title)


def _heading(sheet: Worksheet, page: Page, heading: str, columns: int) -> None:
    for row, (text, style) in enumerate(((heading, "title"), (f"{page.title}　{page.subtitle}", "subtitle")), start=1):
        for column in range(1, columns + 1):
            look.put(sheet, row, column, text if column == 1 else None, style)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
        sheet.row_dimensions[row].height = 36 if row == 1 else 22


def _table(sheet: Worksheet, row: int, table: Table) -> int:
    """Write a table from a row on; its last row."""
    for column, text in enumerate(table.columns, start=1):
        look.put(sheet, row, column, text, "header")
    look.fit_row(sheet, row, [(text, WIDE if not at else USUAL) for at, text in enumerate(table.columns)], 27)
    for values in table.rows:
        row += 1
        for column, text in enumerate(values, start=1):
            number = column > 1 and text.isdecimal()
            look.put(sheet, row, column, int(text) if number else text, "in_text" if column == 1 else "open")
        look.fit_row(sheet, row, [(values[0], WIDE)], 22)
    return row
