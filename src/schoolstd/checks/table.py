"""Kinds `table` and `subjects`: rules over the rows of the class table and the timetable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple, cast

from schoolstd.checks.base import BLANK, NO_FIGURE, UNREADABLE, CheckResult, Form, Mistake, Outcome, Phrase, compare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from schoolstd.checks.base import Bound, Facts, Op, ParameterId, Vocabulary
    from schoolstd.evidence.model import Class, Entry, Lesson
    from schoolstd.location import Location

COLUMNS = {"classes": "students", "lessons": "periods"}
KEYS = {"classes": ("stage", "grade", "name"), "lessons": ("grade", "subject")}
Rows = Annotated[str, Form("rows")]
Of = Annotated[str, Form("of")]


class Table(NamedTuple):
    """Every row of a table (`of: each`), or the spread within every grade (`of: spread`), meets a bound.

    Passes: `{kind: table, rows: classes, column: students, of: each, op: "<=", bound: class_size_limit}` with a primary
    class of 45. Fails with 46, naming the class. No row is missing; a row without a number leaves the check missing
    unless another row fails, and a row of no known grade, hence without a bound, leaves it an error. Rows of a grade
    for which the bound has no figure are not judged, nor counted. `where` picks rows, e.g. `{subject: 体育}`.
    """

    rows: Rows
    column: str
    of: Of
    op: Op
    bound: Bound
    where: dict[str, str] = {}

    def evaluate(self, facts: Facts) -> CheckResult:
        rows = [row for row in self._rows(facts) if all(getattr(row, k) == v for k, v in self.where.items())]
        expected = self._expected(rows, facts)
        sheet = facts.register_location(self.rows)
        if not rows:
            return CheckResult(Outcome.MISSING, expected, Phrase("no_rows"), (sheet,) if sheet else ())
        unbound = [row for row in rows if self._bound(row, facts) is None]
        unplaced = [row for row in unbound if not row.grade]
        if len(unbound) == len(rows) and not unplaced:
            return NO_FIGURE
        rows = [row for row in rows if not row.grade or self._bound(row, facts) is not None]
        entries = [cast("Entry", getattr(row, self.column)) for row in rows]
        unread = [entry for entry in entries if entry.bad]
        blank = [entry for entry in entries if entry.value is None and not entry.bad]
        failing = self._failing(rows, facts)
        if failing:
            labels = tuple(label for label, _ in failing)
            places = tuple(place for _, found in failing for place in found)
            return CheckResult(Outcome.FAIL, expected, Phrase("rows_fail", {"rows": labels}), places)
        if unread or unplaced:
            lost = tuple(place for row in unplaced if (place := row.at.get("grade")))
            return CheckResult(Outcome.ERROR, expected, UNREADABLE, (*_places(unread), *lost))
        if blank:
            return CheckResult(Outcome.MISSING, expected, self._blank(rows), _places(blank))
        return CheckResult(Outcome.PASS, expected, Phrase("rows_pass", {"count": len(rows)}), _places(entries[:1]))

    def _blank(self, rows: list[Class | Lesson]) -> Phrase:
        names = [_label(self.rows, row) for row in rows if getattr(row, self.column).value is None]
        return Phrase("rows_blank", {"count": len(names), "rows": tuple(names)})

    def _rows(self, facts: Facts) -> tuple[Class | Lesson, ...]:
        return facts.classes() if self.rows == "classes" else facts.lessons()

    def _bound(self, row: Class | Lesson, facts: Facts) -> Decimal | None:
        return facts.figure(self.bound, f"{getattr(row, 'stage', '')}|{row.grade}")

    def _expected(self, rows: list[Class | Lesson], facts: Facts) -> Phrase:
        """The bounds that hold for the rows; without any row that has one, all that there are, each with its key."""
        found = {bound for row in rows if (bound := self._bound(row, facts)) is not None}
        if not found and (limits := facts.figures(self.bound)):
            return Phrase("table_rule_by", {"of": self.of, "op": self.op, "limits": limits})
        if not found and (bound := facts.figure(self.bound)) is not None:
            found = {bound}
        return Phrase("table_rule", {"of": self.of, "op": self.op, "bound": tuple(sorted(found))})

    def _failing(self, rows: list[Class | Lesson], facts: Facts) -> list[tuple[str, tuple[Location, ...]]]:
        held = [(row, entry) for row in rows if (entry := cast("Entry", getattr(row, self.column))).value is not None]
        if self.of == "each":
            return [
                (f"{_label(self.rows, row)} {entry.value}", _places([entry]))
                for row, entry in held
                if (bound := self._bound(row, facts)) is not None
                and not compare(cast("Decimal", entry.value), self.op, bound)
            ]
        failing = []
        for grade in dict.fromkeys(row.grade for row, _ in held):
            group = [(row, entry) for row, entry in held if row.grade == grade]
            values = [cast("Decimal", entry.value) for _, entry in group]
            least, most = min(values), max(values)
            bound = self._bound(group[0][0], facts)
            if bound is not None and not compare(most - least, self.op, bound):
                extremes = [entry for _, entry in group if entry.value in (least, most)]
                failing.append((f"{grade} {least}–{most}", _places(extremes)))
        return failing

    def mistakes(self, vocabulary: Vocabulary) -> Iterator[Mistake]:
        if self.rows in COLUMNS and self.column != COLUMNS[self.rows]:
            yield Mistake("column", "unknown_column", {"column": self.column, "known": COLUMNS[self.rows]})
        for key in self.where:
            if key not in KEYS.get(self.rows, ()):
                yield Mistake("where", "unknown_column", {"column": key, "known": "、".join(KEYS.get(self.rows, ()))})


class Subjects(NamedTuple):
    """Every grade of the school has periods for every subject that a parameter lists for it.

    Passes: `{kind: subjects, parameter: required_subjects}` with all subjects of all grades in the timetable. A subject
    lacking, or with 0 periods, fails and is named with its grade. No timetable row is missing, as is a school whose
    grades are not known.
    """

    parameter: ParameterId

    def evaluate(self, facts: Facts) -> CheckResult:
        rows = facts.lessons()
        expected = Phrase("subjects_offered", {"grades": facts.grades})
        sheet = facts.register_location("lessons")
        place = (sheet,) if sheet else ()
        if facts.grades and not any(facts.figure_list(self.parameter, grade) for grade in facts.grades):
            return NO_FIGURE
        filled = [row for row in rows if row.periods.value is not None or row.periods.bad]
        if not filled:
            return CheckResult(Outcome.MISSING, expected, Phrase("no_rows"), place)
        if not facts.grades:
            return CheckResult(Outcome.MISSING, expected, BLANK, place)
        offered = {
            (row.grade, row.subject) for row in filled if not row.periods.bad and cast("Decimal", row.periods.value) > 0
        }
        lacking = tuple(
            f"{grade}{subject}"
            for grade in facts.grades
            for subject in facts.figure_list(self.parameter, grade)
            if (grade, subject) not in offered
        )
        if lacking and any(row.periods.bad for row in filled):
            return CheckResult(
                Outcome.ERROR, expected, UNREADABLE, _places([r.periods for r in filled if r.periods.bad])
            )
        if lacking:
            cells = tuple(
                spot
                for row in rows
                if f"{row.grade}{row.subject}" in lacking and (spot := row.periods.location or row.at.get("subject"))
            )
            return CheckResult(Outcome.FAIL, expected, Phrase("subjects_lacking", {"items": lacking}), cells or place)
        return CheckResult(Outcome.PASS, expected, Phrase("subjects_all", {"count": len(offered)}), place)

    def mistakes(self, vocabulary: Vocabulary) -> Iterator[Mistake]:
        by, is_list = vocabulary.parameter_kind(self.parameter)
        known = by or vocabulary.figures_of(self.parameter)
        if known and not (by == "grade" and is_list):
            yield Mistake("parameter", "parameter_not_list", {"parameter": self.parameter})


def _label(rows: str, row: Class | Lesson) -> str:
    name = cast("Class", row).name if rows == "classes" else cast("Lesson", row).subject
    return name if name.startswith(row.grade) else f"{row.grade}{name}"


def _places(entries: list[Entry]) -> tuple[Location, ...]:
    return tuple(entry.location for entry in entries if entry.location)
