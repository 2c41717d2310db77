"""What a workbook says, value by value, each with the cell it came from. No verdicts here."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, Protocol

from schoolstd.location import Location

if TYPE_CHECKING:
    from schoolstd.problem import Problem

_new = tuple.__new__  # makes a NamedTuple in half the time that calling it takes
Value = Decimal | bool | date | str | tuple[str, ...]


class Cells(Protocol):
    """The cells of a row by column name; a plain dictionary will do."""

    def get(self, key: str, /) -> Location | None: ...


class RowCells(NamedTuple):
    """The cells of one row of a sheet, worked out when they are asked for."""

    sheet: str
    row: int
    columns: dict[str, int]

    def get(self, key: str, /) -> Location | None:
        """The cell of a column, or None when the sheet has no such column."""
        column = self.columns.get(key)
        return _new(Location, (self.sheet, self.row, column)) if column else None


class Entry(NamedTuple):
    """One answer. `value` is None when the cell is blank, or when it could not be understood (`bad`)."""

    value: Value | None = None
    location: Location | None = None
    bad: bool = False


NOTHING = Entry()


class Claim(NamedTuple):
    """A row of 自评: what the school says of one indicator. Never evidence.

    `verdict` is the claimed verdict's name or an empty string; `texts` holds the other columns by their names.
    """

    verdict: str
    location: Location
    texts: dict[str, str] = {}


class Document(NamedTuple):
    """A row of 佐证材料. Locations by column name in `at`."""

    type: str
    title: str
    indicators: tuple[str, ...]
    number: str
    date: Entry
    valid_until: Entry
    id: str
    place: str
    at: Cells


class Event(NamedTuple):
    """A row of 活动记录. `grade` is 年级或对象 as it was written."""

    type: str
    date: Entry
    theme: str
    grade: str
    expected: Entry
    attended: Entry
    at: Cells


class Case(NamedTuple):
    """A row of 事项台账. `handled` is what was done; `closed` the day it was closed."""

    type: str
    date: Entry
    handled: str
    closed: Entry
    id: str
    matter: str
    conclusion: str
    at: Cells


class Class(NamedTuple):
    """A row of 班级."""

    stage: str
    grade: str
    name: str
    students: Entry
    at: Cells


class Lesson(NamedTuple):
    """A row of 课程: weekly periods of one subject in one grade."""

    grade: str
    subject: str
    periods: Entry
    at: Cells


class Note(NamedTuple):
    """A value that was read generously: how it stood in the cell, and what it was taken for."""

    location: Location
    typed: str
    taken: str


class Part(NamedTuple):
    """What one workbook gives to a figure of the level above: `value` is None when it should say and does not.

    `schools` is the number of schools that a district's figure was summed from, because its own cell is blank; 0 when the
    workbook itself says it.
    """

    file: str
    school: str
    value: Decimal | None
    location: Location | None = None
    schools: int = 0


class Rolled(NamedTuple):
    """A figure of a district as its schools' workbooks give it, or of a city as its districts' do.

    `figure` is the sum of the parts. `plus` is the metric for what the office adds to it, `own` what it says there, and `typed`
    what its own workbook says of the whole. `short` tells that there are more, or fewer, workbooks than there should be.
    """

    metric: str
    figure: Decimal
    parts: tuple[Part, ...]
    unread: tuple[str, ...] = ()
    typed: Decimal | None = None
    plus: str = ""
    own: Decimal | None = None
    short: bool = False

    @property
    def lacking(self) -> tuple[str, ...]:
        """The files that should have given a part and did not, or could not be read."""
        return (*(part.file for part in self.parts if part.value is None), *self.unread)

    @property
    def total(self) -> Decimal:
        """The sum with what the office adds."""
        return self.figure + (self.own or 0)

    @property
    def whole(self) -> bool:
        """Whether nothing is lacking that belongs into the total."""
        return not self.lacking and not self.short and (not self.plus or self.own is not None)


class Evidence(NamedTuple):
    """A whole workbook. `sheets` says where an answer goes: by the role of a sheet, or `documents.<type>` for the row that is
    prepared for a type."""

    file: str
    catalog: str = ""
    catalog_version: str = ""
    profile: dict[str, Entry] = {}
    metrics: dict[str, Entry] = {}
    claims: dict[str, Claim] = {}
    documents: tuple[Document, ...] = ()
    events: tuple[Event, ...] = ()
    cases: tuple[Case, ...] = ()
    classes: tuple[Class, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    sheets: dict[str, Location] = {}
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    rolled: tuple[Rolled, ...] = ()

    def text(self, key: str) -> str:
        """A fact of the profile as text; an empty one where it is blank or could not be read."""
        value = self.profile.get(key, NOTHING).value
        return "" if value is None else str(value).strip()

    @property
    def filled_on(self) -> date | None:
        """The day on which the workbook says that it was filled in."""
        value = self.profile.get("as_of", NOTHING).value
        return value if isinstance(value, date) else None
