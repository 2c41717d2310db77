"""Where the rows and columns of a plan's sheet went when it was written anew. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.plan import KEYS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from schoolstd.plan import Plan

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384


class Axis(NamedTuple):
    """The rows or the columns that stayed, in their old order, and where they are now. `last` is the last one now."""

    olds: tuple[int, ...]
    news: tuple[int, ...]
    last: int
    limit: int
    is_ordered: bool

    @property
    def is_still(self) -> bool:
        """Whether none went elsewhere, came in or was left out."""
        return self.olds == self.news == tuple(range(1, self.last + 1))

    def one(self, number: int) -> int | None:
        """Where one is now; None when it was blank and left out. What lies behind all of them moves with the last."""
        if number > self.olds[-1]:
            moved = number + self.last - self.olds[-1]
            return number if number == self.limit else moved if moved <= self.limit else None
        at = bisect_left(self.olds, number)
        return self.news[at] if self.olds[at] == number else None

    def both(self, first: int, last: int) -> tuple[int, int] | None:
        """Where all from one to another are now, and what came in between them; None when they are no longer in one piece.

        Blank ones at the ends that were left out are made up for by what came in there.
        """
        if first > self.olds[-1]:
            start, end = self.one(first), self.one(last)
            return (start, end) if start and end else None
        at, behind = bisect_left(self.olds, first), bisect_right(self.olds, last)
        inside = self.news[at:behind]
        if not inside:
            return None
        start, end = inside[0], self.one(last) or (self.limit if last > self.olds[-1] else inside[-1])
        if not self.is_ordered:
            others = (*self.news[:at], *self.news[behind:])
            if any(one >= other for one, other in pairwise(inside)) or any(start <= each <= end for each in others):
                return None
        if last < self.olds[-1] and self.olds[behind - 1] != last:
            following = self.news[behind]
            end = following - 1 if self.is_ordered else end
        return start, end


class Moves(NamedTuple):
    """What became of the cells of a plan's sheet. Above the header, in the columns `titled`, everything stays where it is.

    `sheets` are the sheets of the workbook in their order; `tables` the names of tables on the plan's sheet, which are
    mere cells from now on.
    """

    title: str
    header: int
    rows: Axis
    columns: Axis
    titled: frozenset[int] = frozenset()
    sheets: tuple[str, ...] = ()
    tables: frozenset[str] = frozenset()

    @property
    def is_still(self) -> bool:
        """Whether every reference names what it named."""
        return self.rows.is_still and self.columns.is_still and not self.tables

    def cell(self, row: int, column: int) -> tuple[int, int] | None:
        """Where a cell is now."""
        if row < self.header:
            return row, column
        at = self.rows.one(row), self.columns.one(column)
        return (at[0], at[1]) if at[0] and at[1] else None

    def area(self, top: int, left: int, bottom: int, right: int) -> tuple[int, int, int, int] | None:
        """Where the cells of an area are now, by its first row and column and its last."""
        if bottom < self.header:
            return top, left, bottom, right
        rows, columns = self.rows.both(top, bottom), self.columns.both(left, right)
        if not rows or not columns:
            return None
        if top < self.header and columns != (left, right):
            spans = (range(left, right + 1), range(columns[0], columns[1] + 1))
            if any(column in span for column in self.titled for span in spans):
                return None
        return rows[0], columns[0], rows[1], columns[1]


def moves_of(plan: Plan, title: str, sheets: Sequence[str] = (), tables: Collection[str] = ()) -> Moves:
    """What becomes of the cells of the sheet that a plan was read from when it is written."""
    header = len(plan.above) + 1
    rows = {number: number for number in range(1, header + 1)}
    rows |= {row.was: number for number, row in enumerate(plan.rows, header + 1) if row.was}
    columns = {old: new for new, old in enumerate(plan.places, 1) if old}
    width = len(KEYS) + len(plan.columns)
    titled = {column for row in plan.above for column, held in enumerate(row, 1) if held.value is not None}
    return Moves(
        title,
        header,
        _axis(rows, header + len(plan.rows), MAX_ROW),
        _axis(columns or {column: column for column in range(1, width + 1)}, width, MAX_COLUMN),
        frozenset(titled),
        tuple(sheets),
        frozenset(table.casefold() for table in tables),
    )


def _axis(places: Mapping[int, int], last: int, limit: int) -> Axis:
    olds = tuple(sorted(places))
    news = tuple(places[old] for old in olds)
    return Axis(olds, news, last, limit, all(one < other for one, other in pairwise(news)))
