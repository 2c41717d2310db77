"""A grid to a table: the header row found by its texts, then rows that answer by column key."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from schoolstd.evidence.model import RowCells
from schoolstd.evidence.values import text_of
from schoolstd.location import Location
from schoolstd.problem import MAX_PROBLEMS, Problem
from schoolstd.workbook.layout import Sheet, bare_name, column_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.workbook.grid import Grid

_new = tuple.__new__
"""Makes a NamedTuple in half the time that calling it takes: thousands are made for every workbook."""
HEADER_ROWS = 30
"""How far down a header is looked for, so that titles and notes above it do no harm."""
MAX_HEADER = 100
"""The longest text that may be a header."""


class Row(NamedTuple):
    """One row under a header; cells by column key."""

    title: str
    number: int
    cells: dict[int, Any]
    columns: dict[str, int]
    marks: dict[tuple[int, int], tuple[str, str]]

    def raw(self, key: str) -> Any:
        """What stands in a column, as the grid has it; an empty string for a blank cell or when there is no such column."""
        return self.cells.get(self.columns.get(key, 0), "")

    def has(self, key: str) -> bool:
        """Whether anything stands in a column's cell, be it only spaces; a cell that is marked holds nothing."""
        return self.columns.get(key, 0) in self.cells

    def text(self, key: str) -> str:
        """A column's text, trimmed; numbers and dates as a person would write them."""
        raw = self.cells.get(self.columns.get(key, 0))
        if raw is None:
            return ""
        return raw.strip() if raw.__class__ is str and raw.isprintable() else text_of(raw)

    def at(self, key: str) -> Location | None:
        """The cell of a column in this row, or None when the sheet has no such column."""
        column = self.columns.get(key)
        return _new(Location, (self.title, self.number, column)) if column else None

    def marked(self, key: str) -> bool:
        """Whether a blank cell is none: an error, or a formula without a value. The table has the problem."""
        return bool(self.marks) and (self.number, self.columns.get(key, 0)) in self.marks

    def places(self) -> RowCells:
        """The cells of this row by column key."""
        return _new(RowCells, (self.title, self.number, self.columns))

    def blank(self, keys: tuple[str, ...]) -> bool:
        """Whether all of some columns are blank."""
        for key in keys:
            raw = self.cells.get(self.columns.get(key, 0))
            if raw is not None and text_of(raw):
                return False
        return not self.marks or not any(self.marked(key) for key in keys)


class SheetTable(NamedTuple):
    """A sheet's rows below its header. `first_cell` is where the first answer goes, `header` the first row of the header."""

    role: Sheet
    title: str
    rows: list[Row]
    first_cell: Location
    problems: tuple[Problem, ...]
    other_headings: tuple[tuple[Location, str], ...] = ()
    header: int = 0


class _Header(NamedTuple):
    """The columns by key, the first row of the header and its last."""

    columns: dict[str, int]
    first: int
    last: int


def find_table(grid: Grid) -> SheetTable | Problem:
    """The table on a grid, or the problem that it has no header row with all the columns that are needed."""
    role = grid.role
    header = _find_header(grid)
    columns = header.columns
    if len(columns) < 2:
        wanted = "、".join(column.title for column in role.columns)
        return Problem("header_missing", Location(grid.title), {"sheet": grid.title, "wanted": wanted})
    lacking = [column.title for column in role.columns if column.needed and column.key not in columns]
    if lacking:
        found = "、".join(text for _, text in _texts(grid, header.first))
        values = {"sheet": grid.title, "columns": "、".join(lacking), "found": found[:200]}
        return Problem("column_missing", Location(grid.title, header.first, 1), values)
    rows = [
        _new(Row, (grid.title, number, cells, columns, grid.marks))
        for number, cells in grid.rows.items()
        if number > header.last
    ]
    answer = next(column.key for column in role.columns if column.needed and column.key != "id")
    first = Location(grid.title, rows[0].number if rows else header.last + 1, columns[answer])
    others = tuple(
        (Location(grid.title, number, column), text)
        for number in range(header.first, header.last + 1)
        for column, text in _texts(grid, number)
        if not column_key(role, text)
    )
    problems = tuple(islice(chain(_repeated(grid, header), _marked(grid, header)), MAX_PROBLEMS + 1))
    return SheetTable(role, grid.title, rows, first, problems, others, header.first)


def _find_header(grid: Grid) -> _Header:
    """The row, among the first HEADER_ROWS, with the most known texts; with the row above or below when it has the rest.

    In a header of two rows, merged cells stand in the upper one and the parts of a group in the lower.
    """
    best: dict[str, int] = {}
    row = 0
    for number in grid.rows:
        if number > HEADER_ROWS:
            break
        columns = _known(grid, number)
        if len(columns) > len(best):
            best, row = columns, number
        if len(best) == len(grid.role.columns):
            break
    if len(best) in (0, len(grid.role.columns)):
        return _Header(best, row, row)
    above = {key: at for key, at in _known(grid, row - 1).items() if key not in best and not _text(grid, row, at)}
    below = _known(grid, row + 1)
    is_header = len(below) == len(_texts(grid, row + 1)) and not below.keys() & best.keys()
    if not below or not is_header or set(below.values()) & set(best.values()):
        return _Header(above | best, row - 1 if above else row, row)
    return _Header(above | best | below, row - 1 if above else row, row + 1)


def _known(grid: Grid, row: int) -> dict[str, int]:
    """The columns that a row names, by key. A title counts before an alias, then the first one."""
    titles: dict[str, int] = {}
    aliases: dict[str, int] = {}
    for column, text in _texts(grid, row):
        if key := column_key(grid.role, text):
            (titles if _is_title(grid.role, key, text) else aliases).setdefault(key, column)
    return aliases | titles


def _is_title(role: Sheet, key: str, text: str) -> bool:
    column = next(column for column in role.columns if column.key == key)
    return bare_name(text) in (bare_name(column.title), bare_name(column.title_en))


def _texts(grid: Grid, row: int) -> list[tuple[int, str]]:
    """The texts of a row that are short enough for a header, with their columns; none for a row that is not there."""
    return [
        (column, cell.strip())
        for column, cell in sorted(grid.rows.get(row, {}).items())
        if isinstance(cell, str) and 0 < len(cell.strip()) <= MAX_HEADER
    ]


def _text(grid: Grid, row: int, column: int) -> str:
    return dict(_texts(grid, row)).get(column, "")


def _repeated(grid: Grid, header: _Header) -> Iterator[Problem]:
    """A problem for each further column that has the same header as one that is read."""
    texts = {row: dict(_texts(grid, row)) for row in sorted({header.first, header.last})}
    taken = {bare_name(of_row.get(at, "")) for at in header.columns.values() for of_row in texts.values()}
    for row, of_row in texts.items():
        for column, text in of_row.items():
            key = column_key(grid.role, text)
            if key and header.columns.get(key) != column and bare_name(text) in taken:
                yield Problem("column_duplicate", Location(grid.title, row, column), {"column": text[:40]})


def _marked(grid: Grid, header: _Header) -> Iterator[Problem]:
    """A problem for each cell of the header or of a column that is read which is no blank, though it seems one."""
    columns = set(header.columns.values())
    for (row, column), (code, found) in sorted(grid.marks.items()):
        if (row > header.last and column in columns) or header.first <= row <= header.last:
            yield Problem(code, Location(grid.title, row, column), {"found": found[:40]})
