"""How the evidence workbook looks: styles, colours, widths, row heights, print set-up and protection.

Nothing here knows what a sheet says. Font, colours and the measure of texts are those of `typeset`.
"""

from __future__ import annotations

from copy import copy
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from weakref import WeakKeyDictionary

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.worksheet.properties import PageSetupProperties

from schoolstd.location import column_letters
from schoolstd.workbook.typeset import EDGE_COLOUR, FONT, INK, LINE, LINE_COLOUR, MIST, PAPER, SIZE, TALLEST
from schoolstd.workbook.typeset import GREEN as GREEN  # these are also had from here
from schoolstd.workbook.typeset import NAVY as NAVY
from schoolstd.workbook.typeset import RED as RED
from schoolstd.workbook.typeset import STEEL as STEEL
from schoolstd.workbook.typeset import YELLOW as YELLOW
from schoolstd.workbook.typeset import clean as clean
from schoolstd.workbook.typeset import lines as lines
from schoolstd.workbook.typeset import with_room as with_room

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

HELP_SIZE = 0.9
"""The size of guidance, as a share of SIZE."""
_THIN = Side("thin", color=LINE_COLOUR)
_BOX = Border(_THIN, _THIN, _THIN, _THIN)
_KNOWN_STYLES: WeakKeyDictionary[Workbook, dict[str, Any]] = WeakKeyDictionary()
"""What the named styles of a workbook are to its cells."""


class Cells(NamedTuple):
    """Cells that share a rule: their areas in A1 names, and the first of them, with which the rule is written."""

    where: str
    first: str


def area(row: int, column: int, last_row: int, last_column: int) -> Cells:
    """A block of cells; rows and columns count from 1, ends included."""
    first = f"{column_letters(column)}{row}"
    return Cells(f"{first}:{column_letters(last_column)}{last_row}", first)


def in_column(column: int, rows: Sequence[int]) -> Cells:
    """Some rows of one column, in rising order; neighbours become one area."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    letter = column_letters(column)
    return Cells(" ".join(f"{letter}{first}:{letter}{last}" for first, last in runs), f"{letter}{rows[0]}")


def add_styles(book: Workbook) -> None:
    """Give a workbook the named styles that `put` uses, and its font."""
    normal = cast("Any", book)._named_styles["Normal"]  # the only way to the font by which column widths are measured
    normal.font = Font(name=FONT, size=SIZE)
    for style in styles():
        book.add_named_style(style)


def styles() -> Iterable[NamedStyle]:
    """The named styles, new ones for every workbook."""
    yield _style("title", Font(name=FONT, size=SIZE * 1.8, bold=True, color=PAPER), NAVY, border=False)
    yield _style("subtitle", Font(name=FONT, size=SIZE, color=PAPER), NAVY, border=False)
    yield _style("section", Font(name=FONT, size=12, bold=True, color=NAVY), "", border=False)
    yield _style("plain", _font(), "", border=False)
    yield _style("code", Font(name="Consolas", size=11, bold=True, color=NAVY), MIST)
    yield _style("header", Font(name=FONT, size=SIZE, bold=True, color=PAPER), NAVY, horizontal="center")
    yield _style("header_help", Font(name=FONT, size=SIZE, bold=True, color=PAPER), STEEL, horizontal="center")
    yield _style("label", Font(name=FONT, size=SIZE, bold=True, color=INK), MIST)
    yield _style("link", Font(name=FONT, size=SIZE, bold=True, color=NAVY, underline="single"), MIST)
    yield _style("fixed", _font(), MIST)
    yield _style("centre", _font(), MIST, horizontal="center")
    yield _style("id", Font(name=FONT, size=8, color=STEEL), MIST, shrink=True)
    yield _style("help", Font(name=FONT, size=SIZE * HELP_SIZE, color="FF595959"), MIST)
    yield _style("blank", _font(), YELLOW, horizontal="center")
    yield _style("filled", _font(), GREEN, horizontal="center")
    yield _style("bad", _font(), RED, horizontal="center")
    yield _style("open", _font(), PAPER, horizontal="center")
    for name, (number_format, horizontal) in INPUTS.items():
        yield _style(name, _font(), "", number_format=number_format, horizontal=horizontal, locked=False)


INPUTS = {
    "in_text": ("@", "left"),
    "in_short": ("@", "center"),
    "in_number": ("General", "center"),
    "in_count": ("General", "center"),
    "in_share": ("0.0%", "center"),
    "in_date": ("yyyy-mm-dd", "center"),
}
"""The styles of cells for typing: number format and alignment. Text stays text: a school code keeps its zeros."""


def _font() -> Font:
    return Font(name=FONT, size=SIZE, color=INK)


def _aligned(horizontal: str, shrink: bool = False) -> Alignment:
    indent = 1 if horizontal == "left" else 0
    return Alignment(horizontal, "center", wrap_text=not shrink, shrink_to_fit=shrink, indent=indent)


def _style(
    name: str,
    font: Font,
    fill: str,
    horizontal: str = "left",
    number_format: str = "General",
    locked: bool = True,
    border: bool = True,
    shrink: bool = False,
) -> NamedStyle:
    return NamedStyle(
        name=name,
        font=font,
        fill=PatternFill("solid", fgColor=fill) if fill else PatternFill(),
        border=_BOX if border else Border(),
        alignment=_aligned(horizontal, shrink),
        number_format=number_format,
        protection=Protection(locked=locked),
    )


# ── cells ──


def put(sheet: Worksheet, row: int, column: int, value: object, style: str) -> Cell:
    """Write a value into a cell and return it. Text stays text whatever it begins with: never a formula or an error."""
    cell = cast("Cell", sheet.cell(row, column))
    _set_style(cell, style)
    if isinstance(value, CellRichText):
        cell.value = value
    elif isinstance(value, str) and value:
        text = clean(value)
        cell.value = text
        cell.data_type = "s"
        if text.startswith(("=", "+", "-", "@")):
            cell.quotePrefix = True
    elif isinstance(value, Decimal):
        cell.value = int(value) if value == value.to_integral_value() else float(value)
    elif isinstance(value, (int, float, date)):
        cell.value = value
    return cell


def _set_style(cell: Cell, name: str) -> None:
    """Give a cell a named style. openpyxl looks through all names for each cell, which takes as long as all else about it."""
    styled: Any = cell
    known = _KNOWN_STYLES.setdefault(styled.parent.parent, {})
    if name in known:
        styled._style = copy(known[name])
    else:
        styled.style = name
        known[name] = copy(styled._style)


def headed(head: str, body: str) -> CellRichText:
    """A bold line above plain text, in one cell."""
    bold = InlineFont(rFont=FONT, sz=SIZE, b=True, color=Color(INK))
    usual = InlineFont(rFont=FONT, sz=SIZE, color=Color(INK))
    return CellRichText(TextBlock(bold, clean(head)), TextBlock(usual, "\n" + clean(body)))


def fit_row(sheet: Worksheet, row: int, texts: Iterable[tuple[object, float]], least: float = 21) -> None:
    """Make a row as high as its longest wrapped text needs; `texts` are (value, width) pairs."""
    most = max((lines(str(value), width) for value, width in texts if value not in (None, "")), default=1)
    sheet.row_dimensions[row].height = min(TALLEST, max(least, most * LINE + 5))


def start_group(sheet: Worksheet, row: int, last_column: int) -> None:
    """Draw a darker line above a row, as the edge of both rows that meet there."""
    line = Side("thin", color=EDGE_COLOUR)
    for column in range(1, last_column + 1):
        sheet.cell(row, column).border = Border(_THIN, _THIN, line, _THIN)
        if row > 2:
            above = sheet.cell(row - 1, column)
            above.border = Border(_THIN, _THIN, above.border.top, line)


def set_widths(sheet: Worksheet, widths: Iterable[float]) -> None:
    """Set the widths of a sheet's columns from the first on."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[column_letters(column)].width = width


def open_column(sheet: Worksheet, column: int, style: str) -> None:
    """Leave a column open for typing below the prepared rows, in an input style but without lines."""
    number_format, horizontal = INPUTS[style]
    below = sheet.column_dimensions[column_letters(column)]
    below.font = _font()
    below.number_format = number_format
    below.alignment = _aligned(horizontal)
    below.protection = Protection(locked=False)


# ── the sheet as a whole ──


def finish(
    sheet: Worksheet,
    printed: Cells,
    tab: str,
    running_title: str,
    page: str,
    landscape: bool = True,
    freeze: str = "",
    header_row: int = 1,
    start: str = "A1",
) -> None:
    """Freeze, print set-up, protection and tab colour. `start` is where the cursor stands."""
    sheet.sheet_properties.tabColor = tab
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.7, 0.6, 0.3, 0.3
    sheet.print_area = printed.where
    if header_row:
        sheet.print_title_rows = f"{header_row}:{header_row}"
        header: Any = sheet.oddHeader
        header.left.text, header.right.text = running_title.replace("&", "&&"), "&A"
        header.left.size = header.right.size = 9
    footer: Any = sheet.oddFooter
    footer.center.text, footer.center.size = page, 9
    if freeze:
        sheet.freeze_panes = freeze
    for selection in sheet.sheet_view.selection:
        selection.activeCell = selection.sqref = start
    protect(sheet)


def protect(sheet: Worksheet) -> None:
    """Lock what is not for typing, without a password; resizing, sorting, filtering and whole rows stay free."""
    guard = sheet.protection
    guard.sheet = True
    guard.formatColumns = guard.formatRows = guard.sort = guard.autoFilter = False
    guard.insertRows = guard.deleteRows = False
