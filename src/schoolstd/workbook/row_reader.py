"""The sheets with a row for each document, event, case, class and lesson, to their values."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from schoolstd.catalog.graded import counted_by_grade
from schoolstd.catalog.stages import grade_names, stage_grades, stage_names
from schoolstd.evidence.grades import parse_grades
from schoolstd.evidence.model import Case, Class, Document, Entry, Event, Lesson
from schoolstd.evidence.values import MAX_TEXT, parse_grade, plain

if TYPE_CHECKING:
    from schoolstd.catalog.model import Catalog, RowType
    from schoolstd.location import Location
    from schoolstd.workbook.table import Row, SheetTable

_SEPARATORS = re.compile(r"[\s、,;/|]+")
MAX_STRANGE = 20
"""Ids in one cell that the catalog does not have: more than these say nothing more."""
REGISTERS = {
    "documents": ("title", "number", "date", "valid_until", "place"),
    "events": ("date", "theme", "expected", "attended"),
    "cases": ("date", "matter", "handled", "closed", "conclusion"),
}
"""The columns in which a school makes a row of a register its own; the type alone may have been prepared."""


class TakeProblem(Protocol):
    """Takes down a problem at a cell."""

    def __call__(self, code: str, location: Location | None, **values: str) -> None: ...


class TakeEntry(Protocol):
    """Reads a row's cell as a value of a type, taking down what is wrong with it."""

    def __call__(self, row: Row, key: str, type_: str) -> Entry: ...


class RowReader:
    """Reads rows; what is wrong with them goes to `problem`, cells are read by `entry`. The profile decides which grades and
    stages there are; a catalog that has none takes what is typed."""

    def __init__(self, catalog: Catalog, profile: dict[str, Entry], problem: TakeProblem, entry: TakeEntry) -> None:
        self.problem = problem
        self.entry = entry
        self.stages = stage_grades(catalog, profile)
        self.stage_names = stage_names(catalog, self.stages)
        self.grades = grade_names(catalog, profile)
        self.indicators = {id_: id_ for id_ in catalog.indicators}
        self.document_types = _by_title(catalog.document_types)
        self.event_types = _by_title(catalog.event_types)
        self.case_types = _by_title(catalog.case_types)
        self.by_grade = counted_by_grade(catalog)

    def places(self, tables: dict[str, SheetTable]) -> dict[str, Location]:
        """Where to answer, by sheet: its first answer, or in a register the first free row; and for each document type
        (`documents.<type>`) the row that is prepared for it."""
        found: dict[str, Location] = {}
        for role, table in tables.items():
            keys = REGISTERS.get(role)
            found[role] = table.first_cell
            if keys:
                last = next((row.number for row in reversed(table.rows) if not row.blank(("type", *keys))), 0)
                found[role] = table.first_cell._replace(row=max(last + 1, table.first_cell.row))
        for row in tables["documents"].rows if "documents" in tables else ():
            type_ = self.document_types.get(plain(row.text("type")).replace(" ", ""))
            place = row.at("title") or row.at("type")
            if type_ and place and row.blank(REGISTERS["documents"]):
                found.setdefault(f"documents.{type_}", place)
        return found

    def documents(self, table: SheetTable | None) -> tuple[Document, ...]:
        """The rows of 佐证材料 in which something besides the prefilled type and indicators was entered."""
        found = []
        for row in _rows(table, REGISTERS["documents"]):
            type_ = self._type(row, self.document_types)
            date = self._dated(row, "date")
            title = row.text("title")
            if not title and not row.marked("title"):
                self.problem("title_missing", row.at("title"))
            found.append(
                Document(
                    type=type_,
                    title=title,
                    indicators=self._cited(row),
                    number=row.text("number"),
                    date=date,
                    valid_until=self.entry(row, "valid_until", "date"),
                    id=row.text("id"),
                    place=row.text("place"),
                    at=row.places(),
                )
            )
        return tuple(found)

    def events(self, table: SheetTable | None) -> tuple[Event, ...]:
        """The rows of 活动记录. A grade that is not understood matters where a check counts rows of the type by grade."""
        found = []
        for row in _rows(table, ("type", *REGISTERS["events"])):
            event = Event(
                type=self._type(row, self.event_types),
                date=self._dated(row, "date"),
                theme=row.text("theme"),
                grade=parse_grade(grade := row.text("grade"), self.grades) or grade,
                expected=self.entry(row, "expected", "count"),
                attended=self.entry(row, "attended", "count"),
                at=row.places(),
            )
            found.append(event)
            if event.type in self.by_grade and event.grade and not parse_grades(event.grade, self.stage_names):
                self.problem("grades_unclear", row.at("grade"), found=event.grade[:40])
        return tuple(found)

    def cases(self, table: SheetTable | None) -> tuple[Case, ...]:
        """The rows of 事项台账."""
        return tuple(
            Case(
                type=self._type(row, self.case_types),
                date=self._dated(row, "date"),
                handled=row.text("handled"),
                closed=self.entry(row, "closed", "date"),
                id=row.text("id"),
                matter=row.text("matter"),
                conclusion=row.text("conclusion"),
                at=row.places(),
            )
            for row in _rows(table, ("type", *REGISTERS["cases"]))
        )

    def classes(self, table: SheetTable | None) -> tuple[Class, ...]:
        """The rows of 班级 that have a class or a number of pupils."""
        found = []
        for row in _rows(table, ("name", "students")):
            stage, grade = plain(row.text("stage")), self._grade(row)
            if stage and self.stages and stage not in self.stages:
                self.problem("unknown_stage", row.at("stage"), found=stage[:40], stages="、".join(self.stages))
            students = self._needed(row, "students", "count")
            found.append(Class(stage, grade, row.text("name"), students, row.places()))
        return tuple(found)

    def lessons(self, table: SheetTable | None) -> tuple[Lesson, ...]:
        """The rows of 课程 that have a grade and a subject; periods may still be blank."""
        found = []
        for row in _rows(table, ("subject", "periods")):
            if row.blank(("periods",)):
                found.append(
                    Lesson(
                        self._known_grade(row.text("grade")),
                        plain(row.text("subject")),
                        self.entry(row, "periods", "number"),
                        row.places(),
                    )
                )
                continue
            found.append(
                Lesson(self._grade(row), plain(row.text("subject")), self.entry(row, "periods", "number"), row.places())
            )
        return tuple(found)

    def _cited(self, row: Row) -> tuple[str, ...]:
        """The ids that a document cites, each once; of those that there are not, only the first are kept."""
        text = row.text("indicators")
        if len(text) > MAX_TEXT:
            self.problem("text_too_long", row.at("indicators"), limit=str(MAX_TEXT))
        found: dict[str, None] = {}
        strange = 0
        for part in _SEPARATORS.split(plain(text[:MAX_TEXT])):
            id_ = self.indicators.get(part.upper(), "")  # one text for all rows: thousands may cite a hundred
            if part and not id_:
                id_ = part.upper() if strange < MAX_STRANGE else ""
                strange += 1
            if id_:
                found[id_] = None
        return tuple(found)

    def _type(self, row: Row, known: dict[str, str]) -> str:
        """The id of a row's type, by its title or its id; unknown ones are a problem and stay an empty string."""
        typed = plain(row.text("type"))
        found = known.get(typed.replace(" ", ""), "")
        if not typed:
            if not row.marked("type"):
                self.problem("type_missing", row.at("type"))
        elif not found:
            self.problem("unknown_type", row.at("type"), found=typed[:40])
        return found

    def _dated(self, row: Row, key: str) -> Entry:
        return self._needed(row, key, "date", "date_missing")

    def _needed(self, row: Row, key: str, type_: str, code: str = "cell_missing") -> Entry:
        entry = self.entry(row, key, type_)
        if entry.value is None and not entry.bad:
            self.problem(code, entry.location)
        return entry

    def _grade(self, row: Row) -> str:
        typed = row.text("grade")
        grade = self._known_grade(typed)
        if typed and not grade:
            known = [each for grades in self.stages.values() for each in grades]
            self.problem("unknown_grade", row.at("grade"), found=typed[:40], first=known[0], last=known[-1])
        elif not typed and not row.marked("grade"):
            self.problem("cell_missing", row.at("grade"))
        return grade

    def _known_grade(self, typed: str) -> str:
        return parse_grade(typed, self.grades) if self.stages else plain(typed)


def _by_title(types: dict[str, RowType]) -> dict[str, str]:
    names: dict[str, str] = {}
    for type_ in types.values():
        for name in (type_.title, type_.title_en, type_.id):
            names.setdefault(_without_spaces(name), type_.id)
    return names


@lru_cache(maxsize=1024)
def _without_spaces(name: str) -> str:
    return plain(name).replace(" ", "")


def _rows(table: SheetTable | None, keys: tuple[str, ...]) -> Any:
    """The rows in which at least one of some columns is filled."""
    return [row for row in table.rows if not row.blank(keys)] if table else []
