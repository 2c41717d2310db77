"""A bureau's register (名册.xlsx) to a Register: columns by name in any order, each mistake a Problem with its cell.

What a cell says that cannot be read is taken as not said: a step with a bad date is a step not taken. A register with
columns of scores or rankings is not read at all.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from schoolstd.errors import InputError
from schoolstd.evidence.refusal import refused
from schoolstd.evidence.values import plain, read_value
from schoolstd.location import Location
from schoolstd.problem import MAX_PROBLEMS, Problem, first_of
from schoolstd.programme.register import Register, ReviewRecord, School, Step
from schoolstd.programme.review import GRADES
from schoolstd.workbook.container import open_container
from schoolstd.workbook.grid import read_grids
from schoolstd.workbook.layout import REGISTER
from schoolstd.workbook.table import find_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schoolstd.catalog.model import Refusal
    from schoolstd.programme.model import Programme
    from schoolstd.workbook.table import Row, SheetTable

RESULTS = {"通过": "passed", "复审通过": "passed", "限期整改": "rectify", "整改": "rectify", "不通过": "failed"}
NUMERALS = "一二三四五六七八九"
GRADE_NAMES = dict(zip(("否决", "必达"), GRADES, strict=True))


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
    """A register being read: collects problems while the rows are gone through."""

    def __init__(self, programme: Programme, table: SheetTable, epoch_1904: bool) -> None:
        self.programme = programme
        self.table = table
        self.epoch_1904 = epoch_1904
        self.problems = list(table.problems)
        self.batches = _named(programme.batches) | _numbered(programme)
        self.honours = _named(programme.honours)
        self.triggers = _named(programme.review.triggers)

    def register(self, name: str) -> Register:
        schools: dict[str, School] = {}
        for row in self.table.rows:
            code = plain(row.text("code"))
            if not code:
                if not row.blank(tuple(key for key in row.columns if key not in ("code", "note"))):
                    self._problem("row_without_id", row.at("code"))
            elif code in schools:
                self._problem("duplicate_school", row.at("code"), code=code[:40])
            else:
                schools[code] = self._school(row, code)
        return Register(name, schools, tuple(first_of(self.problems)))

    def _school(self, row: Row, code: str) -> School:
        for key in ("name", "district"):
            if not row.text(key):
                self._incomplete(row, key)
        return School(
            code,
            row.text("name"),
            row.text("district"),
            self._step(row),
            joined=self._day(row, "joined"),
            closed=self._day(row, "closed"),
            listed=self._value(row, "listed", "yes_no") is True,
            honour=self._one_of(row, "honour", self.honours),
            honoured=self._day(row, "honoured"),
            review=self._review(row),
        )

    def _step(self, row: Row) -> Step:
        order = self._value(row, "order", "count")
        applied = self._day(row, "applied")
        recommended = self._day(row, "recommended")
        batch, recognised = self._recognition(row, applied)
        days = {"applied": applied, "recommended": recommended, "recognised": recognised}
        self._order_of(row, {key: day for key, day in days.items() if day})
        return Step(
            applied=applied,
            recommended=recommended,
            order=int(order) if isinstance(order, Decimal) else None,
            recognised=recognised,
            batch=batch,
            failed=self._day(row, "failed"),
            rectified=self._day(row, "rectified"),
            veto=self._day(row, "veto"),
            veto_closed=self._day(row, "veto_closed"),
            unread=tuple(key for key in ("applied", "recommended") if not days[key] and not self._empty(row, key)),
        )

    def _order_of(self, row: Row, days: Mapping[str, str]) -> None:
        """Take down a step that is dated before the one it follows; both count as they stand."""
        for (first, before), (second, after) in pairwise(days.items()):
            if after < before:
                values = {"first": _title(first), "before": before, "second": _title(second), "after": after}
                self._problem("register_order", row.at(second), **values)

    def _recognition(self, row: Row, applied: str) -> tuple[str, str]:
        """The batch and the day of recognition. The day decides the batch, or that of application where the programme says
        so; a batch without a day is no recognition, and one that is not the day's is a contradiction: then neither holds."""
        said, day = self._one_of(row, "batch", self.batches), self._day(row, "recognised")
        if not day:
            if said:
                self._incomplete(row, "recognised")
            return "", ""
        if self.programme.parameter("batch_date") == "application":
            if not applied:
                self._incomplete(row, "applied")
                return "", ""
            batch = self.programme.batch_by(applied) if applied <= day else None
        else:
            batch = self.programme.batch_on(day)
        if batch is None or (said and said != batch.id):
            self._problem("batch_differs", row.at("recognised"), date=day, batch=row.text("batch")[:40])
            return "", ""
        return batch.id, day

    def _review(self, row: Row) -> ReviewRecord:
        """What the register says of re-review; a result without its day, or one that asks for rectification without
        saying of which kind, does not count."""
        trigger, triggered = self._one_of(row, "trigger", self.triggers), self._day(row, "triggered")
        if trigger and not triggered:
            self._incomplete(row, "triggered")
        result, reviewed = self._one_of(row, "result", RESULTS), self._day(row, "reviewed")
        grade = self._one_of(row, "grade", GRADE_NAMES)
        for key, lacking in (("reviewed", result and not reviewed), ("grade", result == "rectify" and not grade)):
            if lacking:
                self._incomplete(row, key)
                result = ""
        return ReviewRecord(
            trigger if triggered else "",
            triggered,
            reviewed,
            result,
            grade,
            self._day(row, "accepted"),
            self._day(row, "self_checked"),
        )

    # ── cells ──

    def _value(self, row: Row, key: str, type_: str) -> object:
        if self._empty(row, key):
            return None
        reading = read_value(row.raw(key), type_, (), "", self.epoch_1904)
        if reading.problem:
            self._problem(reading.problem[0], row.at(key), **reading.problem[1])
        return reading.value

    @staticmethod
    def _empty(row: Row, key: str) -> bool:
        return row.marked(key) or row.raw(key) in ("", None)

    def _day(self, row: Row, key: str) -> str:
        value = self._value(row, key, "date")
        return value.isoformat() if isinstance(value, date) else ""

    def _one_of(self, row: Row, key: str, known: Mapping[str, str]) -> str:
        """The id that a cell's text stands for; an empty text when it is blank or stands for none."""
        text = plain(row.text(key)).lower()
        if text and text not in known:
            first = {
                id_: name for name, id_ in reversed([*known.items()])
            }  # one word for each is enough to choose from
            options = "、".join(name for name, id_ in known.items() if first[id_] == name)
            self._problem("bad_choice", row.at(key), found=text[:40], options=options)
        return known.get(text, "")

    def _incomplete(self, row: Row, key: str) -> None:
        """Take down that a column is blank, or not there at all, though another cell of the row calls for it."""
        self._problem("register_incomplete", row.at(key) or row.at("code"), column=_title(key))

    def _problem(self, code: str, location: Location | None, /, **values: str) -> None:
        if len(self.problems) <= MAX_PROBLEMS:
            self.problems.append(Problem(code, location or Location(self.table.title), values))


def _title(key: str) -> str:
    return next(column.title for column in REGISTER.columns if column.key == key)


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
    """Titles and ids of some parts of a programme to their ids."""
    found: dict[str, str] = {}
    for item in items:
        id_ = str(item.id)  # type: ignore[attr-defined]
        found |= {str(item.title): id_, str(item.title_en).lower(): id_, id_: id_}  # type: ignore[attr-defined]
    return found
