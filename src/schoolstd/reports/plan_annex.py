"""The annex of a plan's document: its table on pages of their own, across the long side, its header on each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from schoolstd.reports.plan_type import CLOSE, FANG, HEI, SMALL_FOUR, SONG, THREE, TWO, add, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schoolstd.reports.plan_paper import Annex

WIDTHS = (14, 25, 38, 76, 24, 29, 19)
"""Of the columns, in mm: together the 225 mm of a page laid across."""
LEFT = (2, 3)
"""Columns of running text; the others are centred."""


def write_annex(book: Any, annex: Annex) -> None:
    """Append the annex to a document."""
    section = book.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.left_margin, section.right_margin = Mm(37), Mm(35)
    section.footer_distance = Mm(17)
    write(book.add_paragraph(), annex.label, HEI, THREE)
    write(book.add_paragraph(), annex.title, SONG, TWO, WD_ALIGN_PARAGRAPH.CENTER)
    write(book.add_paragraph(), "", FANG, SMALL_FOUR, line=CLOSE)
    table = book.add_table(len(annex.rows) + 1, len(annex.header), "Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Mm(width)
    for number, (row, texts) in enumerate(zip(table.rows, (annex.header, *annex.rows), strict=True)):
        properties = row._tr.get_or_add_trPr()
        add(properties, "w:cantSplit")
        if not number:
            add(properties, "w:tblHeader")
        _write_row(row.cells, texts, HEI if not number else FANG)


def _write_row(cells: Sequence[Any], texts: Sequence[str], font: str) -> None:
    for column, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        cell.width = Mm(WIDTHS[column])
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        side = WD_ALIGN_PARAGRAPH.LEFT if column in LEFT and font == FANG else WD_ALIGN_PARAGRAPH.CENTER
        written = write(cell.paragraphs[0], text, font, SMALL_FOUR, side, CLOSE)
        written.paragraph_format.space_before = written.paragraph_format.space_after = Pt(2)
        properties = written._p.get_or_add_pPr()
        off = add(properties, "w:snapToGrid", val="0")  # the grid's lines are those of the large type
        properties.find(qn("w:spacing")).addprevious(off)
