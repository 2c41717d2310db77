"""The tables of a document: in its text, or as an annex on pages of their own, across the long side. Headers come again
on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from schoolstd.reports.paper_type import CLOSE, FANG, HEI, SMALL_FOUR, SONG, THREE, TWO, add, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schoolstd.reports.paper import Annex, Grid


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
    write_grid(book, annex.grid)


def write_grid(book: Any, grid: Grid) -> None:
    """Append a table to a document."""
    table = book.add_table(len(grid.rows) + 1, len(grid.header), "Table Grid")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Mm(width)
    for number, (row, texts) in enumerate(zip(table.rows, (grid.header, *grid.rows), strict=True)):
        properties = row._tr.get_or_add_trPr()
        add(properties, "w:cantSplit")
        if not number:
            add(properties, "w:tblHeader")
        _write_row(row.cells, texts, grid, HEI if not number else FANG)


def _write_row(cells: Sequence[Any], texts: Sequence[str], grid: Grid, font: str) -> None:
    for column, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        cell.width = Mm(grid.widths[column])
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        side = WD_ALIGN_PARAGRAPH.LEFT if column in grid.left and font == FANG else WD_ALIGN_PARAGRAPH.CENTER
        written = write(cell.paragraphs[0], text, font, SMALL_FOUR, side, CLOSE)
        written.paragraph_format.space_before = written.paragraph_format.space_after = Pt(2)
        properties = written._p.get_or_add_pPr()
        off = add(properties, "w:snapToGrid", val="0")  # the grid's lines are those of the large type
        properties.find(qn("w:spacing")).addprevious(off)
