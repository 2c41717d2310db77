"""A workbook's XML to grids: the cells of every known sheet with their real addresses, whatever program wrote them.

An xlsx is scanned when every cell of it has one of the forms that programs write (`xlsx_scan`), which takes a third of the
time, and read event by event otherwise (`xlsx`). Both ways give the same grids, and tests hold them to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from schoolstd.errors import InputError
from schoolstd.workbook.container import open_book
from schoolstd.workbook.limits import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schoolstd.workbook.container import Container
    from schoolstd.workbook.layout import Sheet
    from schoolstd.workbook.limits import Limits

MAX_ROWS, MAX_COLUMNS, MAX_CELLS = DEFAULT.rows, DEFAULT.columns, DEFAULT.cells
"""Up to these a workbook is scanned, whatever the limits are; from there on it is read event by event."""
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
    if grids_or_none is None or _is_too_much(grids_or_none, book.limits):
        from schoolstd.workbook.xlsx import exact_grids

        grids_or_none = exact_grids(container.file, book)
    return Grids(grids_or_none, lost, book.epoch_1904)


def _is_too_much(grids: Iterable[Grid], limits: Limits) -> bool:
    """Whether grids hold more than a workbook may; one text may stand in many cells, so that it is no matter of bytes. What
    exactly is too much, the exact reader tells."""
    letters = cells = 0
    for grid in grids:
        for row in grid.rows.values():
            letters += sum([len(value) for value in row.values() if value.__class__ is str])
        if limits != DEFAULT:  # which the scan holds to by itself
            places = {*grid.marks, *((row, column) for row, found in grid.rows.items() for column in found)}
            cells += len(places)
            if any(row > limits.rows or column > limits.columns for row, column in places):
                return True
    return letters > limits.text_bytes or cells > limits.cells


class Room:
    """How many cells and letters all sheets of a workbook may still hold."""

    def __init__(self, file: str, limits: Limits) -> None:
        self.file, self.limits = file, limits
        self.cells, self.letters = limits.cells, limits.text_bytes

    def take(self, value: Any) -> None:
        """Take the room for a cell. Raises InputError when there is none."""
        self.cells -= 1
        if self.cells < 0:
            raise InputError(self.file, "too_many_rows", {"limit": str(self.limits.rows)})
        if isinstance(value, str):
            self.spell(len(value))

    def spell(self, letters: int) -> None:
        """Take the room for so many letters. Raises InputError when there is none."""
        self.letters -= letters
        if self.letters < 0:
            raise InputError(self.file, "text_too_long", {"limit": f"{self.limits.text_mb} MB"})


class Cells:
    """The cells of one sheet as they are found, in any order, and as a grid in the end."""

    def __init__(self, file: str, role: Sheet, title: str, room: Room) -> None:
        self.file, self.role, self.title, self.room = file, role, title, room
        self.values: dict[Place, Any] = {}
        self.marks: dict[Place, tuple[str, str]] = {}

    def put(self, row: int, column: int, value: Any, mark: str = "") -> None:
        """Take a cell that is not blank, or one that is marked as no blank."""
        if not mark and (value is None or (isinstance(value, str) and not value.strip())):
            return
        place = (row, column)
        self.reach(row, column)
        if place in self.values:
            raise InputError(self.file, "broken_workbook")
        self.room.take(value)
        self.values[place] = "" if mark else value
        if mark:
            self.marks[place] = (mark, str(value))

    def reach(self, row: int, column: int) -> None:
        """Raise InputError for a place where no sheet may have anything."""
        limits = self.room.limits
        if row > limits.rows or column > limits.columns:
            values = {"sheet": self.title, "rows": str(limits.rows), "columns": str(limits.columns)}
            raise InputError(self.file, "sheet_too_large", values)

    def grid(self) -> Grid:
        """The cells in rows."""
        rows: dict[int, dict[int, Any]] = {row: {} for row, _ in sorted(self.values)}
        for (row, column), value in self.values.items():
            if (row, column) not in self.marks:
                rows[row][column] = value
        return Grid(self.role, self.title, rows, self.marks)
