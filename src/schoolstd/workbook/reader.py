"""A workbook to Evidence: sheets and columns by name, each value with its cell, each mistake a Problem."""

from __future__ import annotations

import os
from decimal import Decimal
from typing import TYPE_CHECKING

from schoolstd.errors import InputError
from schoolstd.evidence.model import Claim, Entry, Evidence, Note
from schoolstd.evidence.refusal import personal_finder, refused
from schoolstd.evidence.values import MAX_TEXT, parse_id, plain, read_value
from schoolstd.filename import readable
from schoolstd.location import Location
from schoolstd.problem import MAX_PROBLEMS, Problem
from schoolstd.workbook import row_reader
from schoolstd.workbook.container import bytes_of, container_of, open_container
from schoolstd.workbook.grid import read_grids
from schoolstd.workbook.layout import CLAIMS, METRICS, PROFILE, SHEETS, VERDICT_NAMES, VERSION, VERSION_ROWS
from schoolstd.workbook.sheets import sheets_of
from schoolstd.workbook.table import Row, SheetTable, find_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from schoolstd.catalog.model import Catalog
    from schoolstd.workbook.grid import Grids
    from schoolstd.workbook.layout import Sheet
    from schoolstd.workbook.limits import Limits

    Choose = Callable[[str, str], Catalog]

_new = tuple.__new__  # makes a NamedTuple in half the time that calling it takes
CODE = "code"
CLAIM_TEXTS = ("account", "weakness", "measure", "owner", "due")


def read_workbook(path: str, catalog: Catalog, name: str = "") -> Evidence:
    """The evidence in a workbook file, as far as the catalog knows it. `name` is how messages call the file.

    Raises InputError when the file is no school's workbook or cannot be read; everything less is a problem in it.
    """
    name = name or readable(os.path.basename(path))
    return read_content(bytes_of(path, name), catalog, name)


def read_content(content: bytes, catalog: Catalog, name: str, limits: Limits | None = None) -> Evidence:
    """As `read_workbook`, of a file's bytes."""
    return evidence_of(read_grids(container_of(content, name, limits)), catalog, name)


def read_named(path: str, choose: Choose, name: str) -> tuple[Evidence, Catalog]:
    """The evidence in a workbook file by the catalog that it names itself, and that catalog.

    `choose` is given the file's name and the id that stands in its 版本, or an empty text. Raises InputError as
    `read_workbook` does, and when `choose` does.
    """
    grids = read_grids(open_container(path, name))
    _refuse_foreign(grids, name)
    catalog = choose(name, named_catalog(grids))
    return evidence_of(grids, catalog, name), catalog


def named_catalog(grids: Grids) -> str:
    """The id of the catalog that a workbook was made for, as its 版本 has it; empty when it does not say."""
    for grid in grids.grids:
        if grid.role is VERSION and isinstance(table := find_table(grid), SheetTable):
            for row in table.rows:
                if plain(row.text("id")) == VERSION_ROWS[0]:
                    return plain(row.text("value"))
    return ""


def evidence_of(grids: Grids, catalog: Catalog, name: str) -> Evidence:
    """The evidence in some grids. Raises InputError when none of them is a sheet of the form."""
    _refuse_foreign(grids, name)
    return _Reading(catalog, name, grids.epoch_1904).evidence(grids)


def _refuse_foreign(grids: Grids, name: str) -> None:
    if not any(grid.role.core for grid in grids.grids):
        lost = any(role.core for role, _ in grids.lost)
        raise InputError(name, "broken_workbook" if lost else "not_school_workbook")


class _Reading:
    """One workbook being read: collects problems and notes while the sheets are gone through."""

    def __init__(self, catalog: Catalog, name: str, epoch_1904: bool) -> None:
        self.catalog = catalog
        self.name = name
        self.epoch_1904 = epoch_1904
        self.problems: list[Problem] = []
        self.notes: list[Note] = []

    def evidence(self, grids: Grids) -> Evidence:
        tables = self._tables(grids)
        version = self._version(tables.get(VERSION.role))
        profile = self._profile(tables.get(PROFILE.role))
        metrics = self._metrics(tables.get(METRICS.role))
        claims = self._claims(tables.get(CLAIMS.role))
        rows = row_reader.RowReader(self.catalog, profile, self.problem, self.entry)
        return Evidence(
            file=self.name,
            catalog=version.get("catalog", ""),
            catalog_version=version.get("catalog_version", ""),
            profile=profile,
            metrics=metrics,
            claims=claims,
            documents=rows.documents(tables.get("documents")),
            events=rows.events(tables.get("events")),
            cases=rows.cases(tables.get("cases")),
            classes=rows.classes(tables.get("classes")),
            lessons=rows.lessons(tables.get("lessons")),
            sheets=rows.places(tables),
            problems=tuple(self.problems),
            notes=tuple(self.notes),
        )

    def problem(self, code: str, location: Location | None, **values: str) -> None:
        """Take down a problem, as long as there are not too many."""
        if len(self.problems) <= MAX_PROBLEMS:
            self.problems.append(Problem(code, location, values))

    def entry(self, row: Row, key: str, type_: str, options: tuple[str, ...] = (), unit: str = "") -> Entry:
        """A row's cell as a value of a type; what cannot be understood becomes a problem and a bad entry."""
        place = row.at(key)
        if row.marks and row.marked(key):
            return Entry(None, place, bad=True)
        raw = row.raw(key)
        if raw == "":
            return _new(Entry, (None, place, False))
        value, problem, note = read_value(raw, type_, options, unit, self.epoch_1904)
        if problem:
            self.problem(problem[0], place, **problem[1])
            return Entry(None, place, bad=True)
        if note and place:
            self.notes.append(Note(place, raw if isinstance(raw, str) else row.text(key), note))
        return _new(Entry, (value, place, False))

    def _tables(self, grids: Grids) -> dict[str, SheetTable]:
        for _, title in grids.lost:
            self.problem("content_dropped", Location(title), sheet=title)
        tables: dict[str, SheetTable] = {}
        needed: frozenset[str] | None = None
        for sheet in SHEETS:
            named = [grid for grid in grids.grids if grid.role is sheet]
            found = [find_table(grid) for grid in sorted(named, key=lambda grid: not _is_title(sheet, grid.title))]
            if good := [each for each in found if isinstance(each, SheetTable)]:
                tables[sheet.role] = self._first_of(good)
                found = found[
                    :1
                ]  # of sheets that only have a like name, those that are not the form are the school's own
            self.problems += [each for each in found[:1] if isinstance(each, Problem)]
            if sheet.core and not found and all(role is not sheet for role, _ in grids.lost):
                if needed is None:
                    needed = sheets_of(self.catalog)
                if sheet.role in needed:
                    self.problem("sheet_missing", None, sheet=sheet.title)
        return tables

    def _first_of(self, tables: list[SheetTable]) -> SheetTable:
        """The first of the tables for one sheet of the form, with its problems; the others are a problem each."""
        first = tables[0]
        self.problems += first.problems
        self._refused_columns(first)
        for other in tables[1:]:
            self.problem("sheet_duplicate", Location(other.title), sheet=other.title, other=first.title)
        return first

    def _version(self, table: SheetTable | None) -> dict[str, str]:
        found = {plain(row.text("id")): plain(row.text("value")) for row in table.rows} if table else {}
        if not found.get("catalog"):
            self.problem("catalog_unnamed", None)
        elif found["catalog"] == self.catalog.head.id and found.get("catalog_version") != self.catalog.head.version:
            values = {"found": found.get("catalog_version", ""), "used": self.catalog.head.version}
            self.problem("catalog_version_differs", Location(table.title) if table else None, **values)
        return found

    def _profile(self, table: SheetTable | None) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for row in table.rows if table else ():
            id_ = plain(row.text("id"))
            field = self.catalog.profile.get(id_)
            if not id_:
                self._without_id(row, ("value",))
            elif field is None:
                self.problem("unknown_field", row.at("id"), id=id_[:40])
            elif id_ in found:
                self.problem("duplicate_field", row.at("id"), id=id_)
            else:
                found[id_] = self._spelt(row, id_, self.entry(row, "value", field.type, field.options))
                if found[id_].value is None and not found[id_].bad and field.required and id_ != "as_of":
                    self.problem("field_blank", row.at("value"), field=id_)
        return found

    def _spelt(self, row: Row, id_: str, entry: Entry) -> Entry:
        """A school's code as everybody else spells it: registers, waivers and earlier results know the school by it."""
        if id_ != CODE or not isinstance(entry.value, str):
            return entry
        code = plain(entry.value)
        if code != entry.value and entry.location:
            self.notes.append(Note(entry.location, entry.value, code))
        return entry._replace(value=code or None)

    def _metrics(self, table: SheetTable | None) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for row in table.rows if table else ():
            id_ = plain(row.text("id"))
            metric = self.catalog.metrics.get(id_)
            if not id_:
                self._without_id(row, ("value",))
            elif metric is None:
                self._unknown_metric(row, id_)
            elif id_ in found:
                self.problem("duplicate_metric", row.at("id"), id=id_)
            else:
                found[id_] = self._in_range(id_, self.entry(row, "value", metric.type, metric.options, metric.unit))
        return found

    def _unknown_metric(self, row: Row, id_: str) -> None:
        """A row of 数据 that the catalog does not know: refused when it is about scores, else merely unknown."""
        title = row.text("title")
        if any(refused(text, self.catalog.refusals.values()) for text in (title, id_)):
            self.problem("score_column", row.at("title") or row.at("id"), found=(title or id_)[:40])
        else:
            self.problem("unknown_metric", row.at("id"), id=id_[:40])

    def _refused_columns(self, table: SheetTable) -> None:
        """Headings that are not the form's and speak of scores or rankings; what stands below them is not read."""
        for place, text in table.other_headings:
            if refused(text, self.catalog.refusals.values()):
                self.problem("score_column", place, found=text[:40])

    def _in_range(self, id_: str, entry: Entry) -> Entry:
        metric = self.catalog.metrics[id_]
        if not isinstance(entry.value, Decimal):
            return entry
        low, high = metric.min, metric.max
        if (low and entry.value < Decimal(low)) or (high and entry.value > Decimal(high)):
            self.problem("out_of_range", entry.location, found=str(entry.value), low=low or "0", high=high, metric=id_)
            return Entry(None, entry.location, bad=True)
        return entry

    def _claims(self, table: SheetTable | None) -> dict[str, Claim]:
        found: dict[str, Claim] = {}
        personal = personal_finder(self.catalog.privacy)
        for row in table.rows if table else ():
            typed = plain(row.text("id"))
            id_ = parse_id(typed, self.catalog.indicators)
            if not id_:
                self._without_id(row, ("verdict", *CLAIM_TEXTS))
                continue
            if id_ not in self.catalog.indicators:
                self.problem("unknown_indicator", row.at("id"), id=typed[:40])
                continue
            if id_ in found:
                self.problem("duplicate_indicator", row.at("id"), id=id_)
                continue
            said = plain(row.text("verdict"))
            verdict = VERDICT_NAMES.get(said.lower(), "")
            place = row.at("verdict") or row.at("id") or Location(table.title if table else "")
            if said and not verdict:
                self.problem("bad_claim", place, found=said[:40])
            texts = {key: text for key in CLAIM_TEXTS if (text := self._text(row, key))}
            for key, text in texts.items():
                if personal(text):
                    self.problem("personal_name", row.at(key))
            found[id_] = Claim(verdict, place, texts)
        return found

    def _without_id(self, row: Row, keys: tuple[str, ...]) -> None:
        """Take down that a row has answers but no id, unless its id is a cell that has a problem already."""
        if not row.blank(keys) and not row.marked("id"):
            self.problem("row_without_id", row.at("id"))

    def _text(self, row: Row, key: str) -> str:
        text = row.text(key)
        if len(text) > MAX_TEXT:
            self.problem("text_too_long", row.at(key), limit=str(MAX_TEXT))
        return text[:MAX_TEXT]


def _is_title(sheet: Sheet, title: str) -> bool:
    """Whether a tab has a sheet's own name, in either language, rather than one that also counts."""
    return plain(title) in (sheet.title, sheet.title_en)
