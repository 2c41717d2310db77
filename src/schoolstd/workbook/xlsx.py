"""An xlsx read event by event: the cells exactly as they stand in it, whatever form they have."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from schoolstd.errors import InputError
from schoolstd.location import parse_cell
from schoolstd.workbook.container import Handler, walk
from schoolstd.workbook.grid import Cells, Room
from schoolstd.workbook.xlsx_values import NUMBER, TRUTHS, iso_moment, shown, unescaped

if TYPE_CHECKING:
    from schoolstd.workbook.container import Book
    from schoolstd.workbook.grid import Grid
    from schoolstd.workbook.limits import Limits


def exact_grids(file: str, book: Book) -> list[Grid]:
    """The grids of an xlsx. Raises InputError for a part that is not well-formed and for more cells than a form can have."""
    strings, room = _Strings(file, book.strings, book.limits), Room(file, book.limits)
    grids = []
    for role, title, part in book.sheets:
        cells = Cells(file, role, title, room)
        walk(file, part, _SheetReader(cells, strings, book.kinds, book.epoch_1904), book.limits)
        grids.append(cells.grid())
    return grids


class _Texts(Handler):
    """Texts made of runs: the shared strings, or the text of one cell. How they are read aloud (`rPh`) is no part of them."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self.runs: list[str] = []
        self.pieces: list[str] | None = None
        self.kept = False
        self.skipped = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.skipped or name == "rPh":
            self.skipped += 1
        elif name == "t":
            self.pieces, self.kept = [], attributes.get("xml:space") == "preserve"
        elif name == "si":
            self.runs = []

    def end(self, name: str) -> None:
        if self.skipped:
            self.skipped -= 1
        elif name == "t" and self.pieces is not None:
            text = "".join(self.pieces)
            self.runs.append(unescaped(text if self.kept else text.strip(" \t\r\n")))
            self.pieces = None
        elif name == "si":
            self.strings.append("".join(self.runs))

    def text(self, text: str) -> None:
        if self.pieces is not None:
            self.pieces.append(text)


class _Strings:
    """The shared strings of a workbook, read when a cell first asks for one."""

    def __init__(self, file: str, part: bytes, limits: Limits) -> None:
        self.file, self.part, self.limits = file, part, limits

    @cached_property
    def texts(self) -> list[str]:
        """The strings by number; none when the workbook has no table of them."""
        found = _Texts()
        if self.part:
            walk(self.file, self.part, found, self.limits)
        return found.strings


class _SheetReader(Handler):
    """The cells of a sheet part, exactly as they stand in it."""

    def __init__(self, cells: Cells, strings: _Strings, kinds: dict[str, str], epoch_1904: bool) -> None:
        self.cells = cells
        self.strings = strings
        self.kinds = kinds
        self.epoch_1904 = epoch_1904
        self.row = self.column = 0
        self.inside = False
        self.skipped = 0
        self.cell: dict[str, str] | None = None
        self.place = (0, 0)
        self.formula = False
        self.figure: list[str] | None = None
        self.taking = False
        self.inline: _Texts | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.skipped or name in ("Choice", "extLst"):  # what a newer program reads instead, and additions
            self.skipped += 1
        elif self.cell is not None:
            if name == "v":
                self.figure, self.taking = [], True
            elif name == "f":
                self.formula = True
            elif self.inline:
                self.inline.start(name, attributes)
            elif name == "is":
                self.inline = _Texts()
        elif name == "sheetData":
            self.inside = True
        elif name == "row" and self.inside:
            self.row, self.column = int(attributes.get("r") or self.row + 1), 0
        elif name == "c" and self.inside:
            address = attributes.get("r")
            self.place = parse_cell(address) if address else (self.row, self.column + 1)
            self.column = self.place[1]
            self.cell, self.formula, self.figure, self.inline = attributes, False, None, None

    def end(self, name: str) -> None:
        if self.skipped:
            self.skipped -= 1
        elif self.cell is None:
            self.inside = self.inside and name != "sheetData"
        elif name == "v":
            self.taking = False
        elif name == "c":
            self._put(self.cell)
            self.cell = None
        elif self.inline:
            self.inline.end(name)

    def text(self, text: str) -> None:
        if self.taking and self.figure is not None:
            self.figure.append(text)
        elif self.inline:
            self.inline.text(text)

    def _put(self, cell: dict[str, str]) -> None:
        kind = cell.get("t", "n")
        figure = "".join(self.figure) if self.figure is not None else None
        if kind == "e" and figure is not None:
            self.cells.put(*self.place, figure, "error_cell")
        elif figure is None and self.inline:
            self.cells.put(*self.place, "".join(self.inline.runs))
        elif figure is None or (figure == "" and kind != "str"):
            if self.formula:
                self.cells.put(*self.place, "", "formula_without_value")
        else:
            self.cells.put(*self.place, self._value(kind, figure, cell.get("s", "")))

    def _value(self, kind: str, figure: str, style: str) -> Any:
        bare = figure.strip()
        if kind == "s":
            if not bare.isdecimal() or int(bare) >= len(self.strings.texts):
                raise InputError(self.cells.file, "broken_workbook")
            return self.strings.texts[int(bare)]
        if kind == "b":
            return TRUTHS.get(bare.lower(), figure)
        if kind == "d":
            return iso_moment(bare) or figure
        if kind == "n" and NUMBER.fullmatch(bare):
            return shown(float(bare), self.kinds.get(style, ""), self.epoch_1904)
        return figure
