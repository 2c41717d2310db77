"""What a workbook says, value by value, each with the cell it came from. No verdicts here."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from schoolstd.location import Location
    from schoolstd.problem import Problem

Value = Decimal | bool | date | str | tuple[str, ...]


class Entry(NamedTuple):
    """One answer. `value` is None when the cell is blank, or when it could not be understood (`bad`)."""

    value: Value | None = None
    location: Location | None = None
    bad: bool = False


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
    at: dict[str, Location]


class Event(NamedTuple):
    """A row of 活动记录."""

    type: str
    date: Entry
    theme: str
    grade: str
    expected: Entry
    attended: Entry
    at: dict[str, Location]


class Case(NamedTuple):
    """A row of 事项台账. `handled` is what was done; `closed` the day it was closed."""

    type: str
    date: Entry
    handled: str
    closed: Entry
    id: str
    matter: str
    conclusion: str
    at: dict[str, Location]


class Class(NamedTuple):
    """A row of 班级."""

    stage: str
    grade: str
    name: str
    students: Entry
    at: dict[str, Location]


class Lesson(NamedTuple):
    """A row of 课程: weekly periods of one subject in one grade."""

    grade: str
    subject: str
    periods: Entry
    at: dict[str, Location]


class Note(NamedTuple):
    """A value that was read generously: how it stood in the cell, and what it was taken for."""

    location: Location
    typed: str
    taken: str


class Evidence(NamedTuple):
    """A whole workbook. `sheets` maps a sheet's role to its real name and the cell under its first header."""

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
