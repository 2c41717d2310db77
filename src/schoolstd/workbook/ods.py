"""An ods read event by event: the cells of the known sheets, repeated ones as often as they are repeated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from schoolstd.errors import InputError
from schoolstd.workbook.container import Handler, role_of, walk
from schoolstd.workbook.grid import Cells, Room
from schoolstd.workbook.xlsx_values import iso_moment

if TYPE_CHECKING:
    from schoolstd.workbook.container import Container
    from schoolstd.workbook.grid import Grid
    from schoolstd.workbook.limits import Limits


def ods_grids(container: Container) -> tuple[list[Grid], bool]:
    """The grids of an ods, and whether its day 0 is that of 1904. Raises InputError when it has no content."""
    content = container.parts.get("content.xml")
    if content is None:
        raise InputError(container.file, "broken_workbook")
    reader = _OdsReader(container.file, container.limits)
    walk(container.file, content, reader, container.limits)
    return [cells.grid() for cells in reader.sheets], reader.epoch_1904


_ODS_ERROR = re.compile(r"#[A-Z/0]+[!?]|#N/A|(Err|错误):\d{3}")


class _OdsReader(Handler):
    """The cells of the known sheets of a `content.xml`. Paragraphs of notes and drawings in a cell are not its text."""

    def __init__(self, file: str, limits: Limits) -> None:
        self.file = file
        self.limits = limits
        self.room = Room(file, limits)
        self.tables = 0
        self.sheets: list[Cells] = []
        self.epoch_1904 = False
        self.depth = 0
        self.cells: Cells | None = None
        self.row = self.column = 1
        self.repeated = 1
        self.cell: dict[str, str] | None = None
        self.cell_depth = 0
        self.found: list[tuple[int, Any, str]] = []
        self.pieces: list[str] = []
        self.written = Room(file, limits)
        self.taking = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.cell is not None:
            self._start_text(name, attributes)
        elif name == "table" and self.depth == 4:
            title = attributes.get("table:name", "")
            role = role_of(title)
            self.cells = Cells(self.file, role, title, self.room) if role else None
            self.row = 1
            self.tables += 1
            if self.tables > self.limits.sheets:
                raise InputError(self.file, "too_many_sheets", {"limit": str(self.limits.sheets)})
        elif name == "null-date":
            self.epoch_1904 = attributes.get("table:date-value", "").startswith("1904")
        elif self.cells is None:
            return
        elif name == "table-row":
            self.repeated, self.column, self.found = _times(attributes, "table:number-rows-repeated"), 1, []
        elif name in ("table-cell", "covered-table-cell"):
            self.cell, self.cell_depth, self.pieces = attributes, self.depth, []

    def end(self, name: str) -> None:
        self.depth -= 1
        if self.cell is not None:
            if self.depth == self.cell_depth:
                self.taking = False
            elif self.depth < self.cell_depth:
                self._end_cell(self.cell)
                self.cell = None
        elif self.cells is None:
            return
        elif name == "table" and self.depth == 3:
            self.sheets.append(self.cells)
            self.cells = None
        elif name == "table-row":
            self._end_row(self.cells)

    def text(self, text: str) -> None:
        if self.taking:
            self._take(text)

    def _start_text(self, name: str, attributes: dict[str, str]) -> None:
        if name == "p" and self.depth == self.cell_depth + 1:
            self.pieces.append("\n")  # before each paragraph; the first one's is taken away in the end
            self.taking = True
        elif self.taking and name in ("s", "tab", "line-break"):
            self._take("\n" if name == "line-break" else " " * min(int(attributes.get("text:c", 1)), 100))

    def _take(self, text: str) -> None:
        """Take a piece of a cell's text: a few letters of XML may stand for a hundred."""
        self.written.spell(len(text))
        self.pieces.append(text)

    def _end_cell(self, cell: dict[str, str]) -> None:
        text = "".join(self.pieces)[1:]
        formula, kind = cell.get("table:formula", ""), cell.get("office:value-type", "")
        value, mark = _ods_value(cell, kind, text), ""
        if formula in ("of:=TRUE()", "of:=FALSE()"):  # what LibreOffice makes of a yes or no out of an xlsx
            value = formula == "of:=TRUE()"
        elif cell.get("calcext:value-type") == "error" or (formula and _ODS_ERROR.fullmatch(text)):
            value, mark = text, "error_cell"
        elif formula and not kind and not self.pieces:
            mark = "formula_without_value"
        repeated = _times(cell, "table:number-columns-repeated")
        if self.cells and (mark or value not in (None, "")) and not (isinstance(value, str) and value.isspace()):
            self.cells.reach(self.row, self.column + repeated - 1)  # before any of them is made
            self.found += [(column, value, mark) for column in range(self.column, self.column + repeated)]
        self.column += repeated

    def _end_row(self, cells: Cells) -> None:
        if self.found:
            cells.reach(self.row + self.repeated - 1, 1)
            for row in range(self.row, self.row + self.repeated):
                for column, value, mark in self.found:
                    cells.put(row, column, value, mark)
        self.row += self.repeated


def _times(attributes: dict[str, str], name: str) -> int:
    """How often something is repeated. Raises ValueError for less than once."""
    times = int(attributes.get(name, 1))
    if times < 1:
        raise ValueError(times)
    return times


def _ods_value(cell: dict[str, str], kind: str, text: str) -> Any:
    if kind in ("float", "percentage", "currency"):
        return float(cell.get("office:value", ""))
    if kind == "boolean":
        return cell.get("office:boolean-value") == "true"
    if kind == "date":
        return iso_moment(cell.get("office:date-value", "")) or text
    return cell.get("office:string-value", text) if kind == "string" else text
