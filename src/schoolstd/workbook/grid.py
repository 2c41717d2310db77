"""A workbook's XML to grids: the cells of every known sheet with their real addresses, whatever program wrote them.

An xlsx is scanned when every cell of it has one of the forms that programs write (`xlsx_scan`), which takes a third of the
time, and read event by event otherwise (`xlsx`). Both ways give the same grids, and tests hold them to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from schoolstd.errors import InputError
from schoolstd.workbook.container import open_book

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.workbook.container import Container
    from schoolstd.workbook.layout import Sheet

MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELLS = 300_000
"""Cells with something in them, in all sheets together."""
MAX_STRINGS = 1_000_000
MAX_TEXT = 32_767
"""Letters of a cell, as Excel has it."""

Place = tuple[int, int]


class Grid(NamedTuple):
    """A sheet's cells by row and column, from 1; rows go downwards, and what is blank is left out. `marks` says which
    blanks are none: (row, column) to `formula_without_value` or `error_cell`, with what stands there."""

    role: Sheet
    title: str
    rows: dict[int, dict[int, Any]]
    marks: dict[Place, tuple[str, str]]


class Grids(NamedTuple):
    """The known sheets of a workbook, in its order. `lost` are those that it lists but whose cells are not in the file."""

    grids: list[Grid]
    lost: list[tuple[Sheet, str]]
    epoch_1904: bool


def read_grids(container: Container) -> Grids:
    """The grids of the sheets that hold answers. Raises InputError when there is no telling what stands in the cells."""
    if container.format == "ods":
        from schoolstd.workbook.ods import ods_grids

        grids, epoch_1904 = ods_grids(container)
        return Grids(grids, [], epoch_1904)
    from schoolstd.workbook.xlsx_scan import scanned_grids

    book, lost = open_book(container)
    grids_or_none = scanned_grids(book)
    if grids_or_none is None:
        from schoolstd.workbook.xlsx import exact_grids

        grids_or_none = exact_grids(container.file, book)
    return Grids(grids_or_none, lost, book.epoch_1904)


class Cells:
    """The cells of one sheet as they are found, in any order, and as a grid in the end. `counter` counts those of all sheets."""

    def __init__(self, file: str, role: Sheet, title: str, counter: Iterator[int]) -> None:
        self.file, self.role, self.title, self.counter = file, role, title, counter
        self.values: dict[Place, Any] = {}
        self.marks: dict[Place, tuple[str, str]] = {}

    def put(self, row: int, column: int, value: Any, mark: str = "") -> None:
        """Take a cell that is not blank, or one that is marked as no blank."""
        if not mark and (value is None or (isinstance(value, str) and not value.strip())):
            return
        place = (row, column)
        if row > MAX_ROWS or column > MAX_COLUMNS:
            limits = {"sheet": self.title, "rows": str(MAX_ROWS), "columns": str(MAX_COLUMNS)}
            raise InputError(self.file, "sheet_too_large", limits)
        if place in self.values:
            raise InputError(self.file, "broken_workbook")
        if next(self.counter) >= MAX_CELLS:
            raise InputError(self.file, "too_many_rows", {"limit": str(MAX_ROWS)})
        self.values[place] = "" if mark else value
        if mark:
            self.marks[place] = (mark, str(value))

    def grid(self) -> Grid:
        """The cells in rows."""
        rows: dict[int, dict[int, Any]] = {row: {} for row, _ in sorted(self.values)}
        for (row, column), value in self.values.items():
            if (row, column) not in self.marks:
                rows[row][column] = value
        return Grid(self.role, self.title, rows, self.marks)
