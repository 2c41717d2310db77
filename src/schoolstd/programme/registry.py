"""A bureau's register (名册.xlsx) to a Register: columns by name in any order, each mistake a Problem with its cell.

What a cell says that cannot be read is never guessed: a step with a bad date is a step not taken, and what may stand against
a school is remembered as unread, so that it does. A register with columns of scores or rankings is not read at all.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from schoolstd.errors import InputError
from schoolstd.evidence.refusal import refused
from schoolstd.evidence.values import plain
from schoolstd.location import Location
from schoolstd.problem import Problem, first_of
from schoolstd.programme.register import Register, ReviewRecord, School, Step
from schoolstd.programme.registry_cells import Cells, title_of
from schoolstd.workbook.container import open_container
from schoolstd.workbook.grid import read_grids
from schoolstd.workbook.layout import REGISTER
from schoolstd.workbook.table import find_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from schoolstd.catalog.model import Refusal
    from schoolstd.programme.model import Programme
    from schoolstd.workbook.table import Row, SheetTable

NUMERALS = "一二三四五六七八九"
IMPORTANT = ("applied", "recommended")
"""The columns of the steps that a programme may ask every school to take."""
NUMBERING = ("序号", "编号", "No.")
"""Headings of columns that say nothing of a school."""
MOST_HEADINGS = 20


def read_register(path: str, programme: Programme, refusals: Iterable[Refusal], name: str = "") -> Register:
    """The register in a workbook file. `name` is how messages call it, `refusals` says which headings are not taken.

    Raises InputError when there is no sheet 名册 with the columns that are needed, or one of scores.
    """
    name = name or Path(path).name
    grids = read_grids(open_container(path, name))
    found = [find_table(grid) for grid in grids.grids if grid.role is REGISTER]
    if not found:
        raise InputError(name, "no_register")
    table = found[0]
    if isinstance(table, Problem):
        raise InputError(name, "register_columns", {"lacking": table.values.get("columns") or table.values["wanted"]})
    for place, heading in table.other_headings:
        if refused(heading, refusals):
            raise InputError(name, "register_scores", {"place": str(place), "found": heading[:40]})
    return _Reading(programme, table, grids.epoch_1904).register(name)


class _Reading:
    """A register being read, row after row."""

    def __init__(self, programme: Programme, table: SheetTable, epoch_1904: bool) -> None:
        self.programme = programme
        self.table = table
        self.cells = Cells(table, epoch_1904)
        self.batches = _named(programme.batches) | _numbered(programme)
        self.honours = _named(programme.honours)
        self.triggers = _named(programme.review.triggers)
        self.results = _named(programme.review.results)
        self.grades = _named(programme.review.grades)

    def register(self, name: str) -> Register:
        schools: dict[str, School] = {}
        rows: dict[int, str] = {}
        self._columns()
        for row in self.table.rows:
            code = rows[row.number] = plain(row.text("code"))
            if not code:
                if not row.blank(tuple(key for key in row.columns if key not in ("code", "note"))):
                    self.cells.problem("row_without_id", row.at("code"))
            elif wrong := _no_school(code, row.text("name"), row.text("district")):
                self.cells.problem(wrong, row.at("code"), found=code[:40])
            elif code in schools:
                self.cells.problem("duplicate_school", row.at("code"), code=code[:40])
            else:
                schools[code] = self._school(row, code)
        return Register(name, schools, tuple(first_of(self.cells.problems)), rows)

    def _columns(self) -> None:
        """Take down the columns without which no school is eligible, where they are not there, and headings that say nothing
        to the tool: they may be these."""
        there = self.table.rows[0].columns if self.table.rows else dict.fromkeys(IMPORTANT, 0)
        if absent := [title_of(key) for key in IMPORTANT if key in self.programme.preconditions and key not in there]:
            place = Location(self.table.title, self.table.header, 1)
            self.cells.problem("register_columns_absent", place, columns="、".join(absent))
        unknown = [(place, text[:40]) for place, text in self.table.other_headings if text not in NUMBERING]
        if unknown:
            headings = "、".join(text for _, text in unknown[:MOST_HEADINGS]) + "…" * (len(unknown) > MOST_HEADINGS)
            self.cells.problem("register_headings_unknown", unknown[0][0], headings=headings)

    def _school(self, row: Row, code: str) -> School:
        for key in ("name", "district"):
            self.cells.incomplete(row, key, "register_unnamed")
        step = self._step(row)
        review, unread = self._review(row)
        school = School(
            code,
            row.text("name"),
            row.text("district"),
            step,
            joined=self.cells.day(row, "joined"),
            closed=self.cells.day(row, "closed"),
            listed=self.cells.value(row, "listed", "yes_no") is True,
            honour=self.cells.one_of(row, "honour", self.honours),
            honoured=self.cells.day(row, "honoured"),
            review=review,
        )
        return school._replace(step=step._replace(unread=(*step.unread, *self._unread(row, school), *unread)))

    def _unread(self, row: Row, school: School) -> Iterator[str]:
        """What cannot be read of a row beside the steps. A founding without its day is no matter when its year is one before
        that in which the register was frozen."""
        frozen = self.programme.parameter("base_date")
        for key in ("joined", "closed", "honour", "honoured"):
            if self.cells.unread(row, key, getattr(school, key)):
                year = self.cells.year(row, key) if key == "joined" else ""
                if not (year and year < frozen[:4]):
                    yield key

    def _step(self, row: Row) -> Step:
        order = self.cells.value(row, "order", "count")
        applied = self.cells.day(row, "applied")
        recommended = self.cells.day(row, "recommended")
        day = self.cells.day(row, "recognised")
        batch, recognised = self._recognition(row, applied, day)
        days = {"applied": applied, "recommended": recommended, "recognised": recognised}
        self._order_of(row, {key: day for key, day in days.items() if day})
        days |= {key: self.cells.day(row, key) for key in ("failed", "rectified", "veto", "veto_closed")}
        said = {**days, "recognised": day}
        return Step(
            **days,
            order=int(order) if isinstance(order, Decimal) else None,
            batch=batch,
            unread=tuple(key for key in said if self.cells.unread(row, key, said[key])),
        )

    def _order_of(self, row: Row, days: Mapping[str, str]) -> None:
        """Take down a step that is dated before the one it follows; both count as they stand."""
        for (first, before), (second, after) in pairwise(days.items()):
            if after < before:
                values = {"first": title_of(first), "before": before, "second": title_of(second), "after": after}
                self.cells.problem("register_order", row.at(second), **values)

    def _recognition(self, row: Row, applied: str, day: str) -> tuple[str, str]:
        """The batch and the day of recognition. The day decides the batch, or that of application where the programme says
        so; a batch without a day is no recognition, and one that is not the day's is a contradiction: then neither holds."""
        said = self.cells.one_of(row, "batch", self.batches)
        if not day:
            if said:
                self.cells.incomplete(row, "recognised")
            return "", ""
        by_application = self.programme.parameter("batch_date") == "application"
        if by_application:
            if not applied:
                self.cells.incomplete(row, "applied")
                return "", ""
            batch = self.programme.batch_by(applied) if applied <= day else None
        else:
            batch = self.programme.batch_on(day)
        if batch is None and not said:
            key, decisive = ("applied", applied) if by_application else ("recognised", day)
            self.cells.problem("batch_outside", row.at(key), column=title_of(key), date=decisive)
            return "", ""
        if batch is None or (said and said != batch.id):
            self.cells.problem("batch_differs", row.at("recognised"), date=day, batch=row.text("batch")[:40])
            return "", ""
        return batch.id, day

    def _review(self, row: Row) -> tuple[ReviewRecord, tuple[str, ...]]:
        """What the register says of re-review, and the columns that cannot be read; a result without its day, or one that
        asks for rectification without saying of which kind, does not count."""
        trigger, triggered = self.cells.one_of(row, "trigger", self.triggers), self.cells.day(row, "triggered")
        if trigger and not triggered:
            self.cells.incomplete(row, "triggered")
        result, reviewed = self.cells.one_of(row, "result", self.results), self.cells.day(row, "reviewed")
        grade = self.cells.one_of(row, "grade", self.grades)
        accepted, checked = self.cells.day(row, "accepted"), self.cells.day(row, "self_checked")
        said = ReviewRecord(trigger, triggered, reviewed, result, grade, accepted, checked)._asdict()
        unread = tuple(key for key, found in said.items() if self.cells.unread(row, key, found))
        for key, lacking in (("reviewed", result and not reviewed), ("grade", result == "rectify" and not grade)):
            if lacking:
                self.cells.incomplete(row, key)
                result = ""
        trigger = trigger if triggered else ""
        return ReviewRecord(trigger, triggered, reviewed, result, grade, accepted, checked), unread


def _no_school(code: str, name: str, district: str) -> str:
    """Why a row is none of a school, as the code of a problem: a total or a signature stands below many a register. A school's
    code has a digit; one with other than Latin letters is taken with both name and district beside it."""
    like_a_code = any(map(str.isdigit, code)) and (code.isascii() or bool(name and district))
    if not like_a_code:
        return "register_bad_code" if name and district else "register_not_a_school"
    return "" if name or district else "register_nameless"


def _numbered(programme: Programme) -> dict[str, str]:
    """第一批, 第1批 and so on to the ids of the batches, but for what is the name of one."""
    names = _named(programme.batches)
    both = [
        (each.id, sign)
        for each, *signs in zip(programme.batches, NUMERALS, "123456789", strict=False)
        for sign in signs
    ]
    return {name: id_ for id_, sign in both if (name := f"第{sign}批") not in names}


def _named(items: Iterable[object]) -> dict[str, str]:
    """Titles, other words and ids of some parts of a programme to their ids."""
    found: dict[str, str] = {}
    for item in items:
        id_ = str(item.id)  # type: ignore[attr-defined]
        found |= {str(item.title): id_, str(item.title_en).lower(): id_, id_: id_}  # type: ignore[attr-defined]
        found |= {str(word).lower(): id_ for word in getattr(item, "also", ())}
    return found
