"""Make the example workbooks and their reports anew: `python examples/make.py [NAME…]`.

`usual.yaml` describes a year at an ordinary school that meets the standard; `<name>/source.yaml` says which school an
example is and what is different there. The template is filled in with both, as a person would, then checked. The same
sources, catalog and program give the same bytes.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.xml.constants import ARC_CORE

import schoolstd
from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.stages import stage_of
from schoolstd.catalog.store import stored_catalog
from schoolstd.evidence.model import Entry
from schoolstd.evidence.values import read_value
from schoolstd.location import column_letters
from schoolstd.schoolyear import assessment_period
from schoolstd.workbook import look
from schoolstd.workbook.layout import SHEETS, bare_name, column_key
from schoolstd.workbook.needs import Needs
from schoolstd.workbook.template import write_template
from schoolstd.yamlfile import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from schoolstd.catalog.model import Catalog
    from schoolstd.workbook.layout import Sheet

HERE = Path(__file__).parent
WRITTEN_YEAR = 2025
"""The school year that usual.yaml is written for."""
ISO = re.compile(r"\d{4}-\d\d-\d\d")
PREPARED = {"claims": ("id",), "metrics": ("id",), "documents": ("type",), "lessons": ("grade", "subject")}
"""The columns by which a prepared row is known, by the sheet's role."""
REPORTS = {"report.txt": ("--color", "never"), "result.json": ("--format", "json")}


def main(names: list[str]) -> None:
    """Make the examples named, or all of them."""
    catalog = stored_catalog(catalog_folder("national"))
    for folder in [HERE / name for name in names] or examples():
        (folder / "school.xlsx").write_bytes(workbook_of(folder, catalog))
        for name, options in REPORTS.items():
            (folder / name).write_bytes(report(folder, *options))
        print(folder.name)


def examples() -> list[Path]:
    """The folders of the examples."""
    return sorted(path.parent for path in HERE.glob("*/source.yaml"))


def report(folder: Path, *options: str) -> bytes:
    """What `schoolstd check` prints about an example, run in its folder."""
    command = [sys.executable, "-m", "schoolstd", "check", "school.xlsx", *options]
    program = str(Path(schoolstd.__file__).parents[1])
    environment = {**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1", "PYTHONPATH": program}
    done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1) or not done.stdout:
        raise SystemExit(f"{folder.name}: exit code {done.returncode}")
    return done.stdout.replace(b"\r\n", b"\n")


def workbook_of(folder: Path, catalog: Catalog) -> bytes:
    """The bytes of an example's workbook."""
    return filled(load(folder / "source.yaml"), catalog)


def filled(source: Any, catalog: Catalog) -> bytes:
    """The bytes of the workbook of a school that is described as in a `source.yaml`."""
    school = School(source, load(HERE / "usual.yaml"), catalog)
    template = write_template(catalog, school.profile)
    book = load_workbook(io.BytesIO(template), rich_text=True)
    forms = {role.role: Form(book[role.title], role) for role in SHEETS if role.columns}
    for role, answers in school.answers().items():
        for answer in answers:
            forms[role].fill(answer)
    for slip in school.source.get("typed", ()):
        mistype(book, slip)
    return packed(book, school.source.get("lost", ()))


def load(path: Path) -> Any:
    """The values of a YAML file."""
    document = load_yaml(path, path.name)
    if document.mistakes:
        raise SystemExit("\n".join(map(str, document.mistakes)))
    return document.value


class School:
    """A school as its source and the usual year describe it, sheet by sheet."""

    def __init__(self, source: Any, usual: Any, catalog: Catalog) -> None:
        self.source, self.usual, self.catalog = source, usual, catalog
        self.profile = {id_: Entry(self.value(catalog.profile[id_], raw)) for id_, raw in source["profile"].items()}
        self.as_of = date.fromisoformat(str(source["profile"]["as_of"]))
        self.needs = Needs(catalog, self.profile, self.as_of.isoformat())
        self.classes = [
            {
                "stage": stage_of(grade, self.needs.stages),
                "grade": grade,
                "name": f"{grade}（{number}）班",
                "students": students,
            }
            for grade, sizes in source["classes"].items()
            for number, students in enumerate(sizes, start=1)
        ]
        self.size = usual["sizes"].index(source["size"])
        self.duties = source.get("only_duties") or list(catalog.duties)

    def answers(self) -> dict[str, Iterable[dict[str, Any]]]:
        """The rows to fill in by the sheet's role; each says its answers by column."""
        return {
            "claims": self.claims(),
            "metrics": self.metrics(),
            "documents": self.documents(),
            "events": self.events(),
            "cases": self.cases(),
            "classes": self.classes,
            "lessons": self.lessons(),
        }

    def claims(self) -> Iterator[dict[str, Any]]:
        """The school's own verdict on every indicator: met, unless its source says otherwise."""
        said = {**self.source.get("gaps", {}), **self.source.get("claims", {})}
        for indicator in self.needs.indicators:
            own = said.get(indicator.id, {})
            verdict = own.get("claim", "达标")
            if verdict and self.answered(indicator.id):
                yield {
                    "id": indicator.id,
                    "verdict": verdict,
                    "account": own.get("account") or self.usual["accounts"][indicator.id],
                    "weakness": own.get("weakness"),
                    "measure": own.get("measure"),
                    "owner": self.usual["owners"][indicator.task],
                    "due": date.fromisoformat(own["due"]) if "due" in own else None,
                }

    def metrics(self) -> Iterator[dict[str, Any]]:
        """Every figure and answer that is asked of the school."""
        own, users = self.source.get("metrics", {}), self.needs.users()
        for metric in self.needs.metrics:
            raw = self.usual["metrics"][metric.id]
            raw = raw[self.size] if isinstance(raw, list) else raw
            if metric.id not in own and not self.answered(*users.get(metric.id, ())):
                continue
            if metric.type == "date":
                raw = self.moved(raw, self.years_to_move(raw))
            value = self.value(metric, own.get(metric.id, raw))
            if value is not None:
                yield {"id": metric.id, "value": value}

    def documents(self) -> Iterator[dict[str, Any]]:
        """The register of documents, numbered by duty."""
        own, number = self.source.get("documents", {}), dict.fromkeys(self.catalog.duties, 0)
        for need in self.needs.documents():
            usual = self.usual["documents"][need.type]
            differs = own.get(need.type, {})
            if differs is None or (usual is None and not differs) or not self.answered(*need.indicators):
                continue
            row = dict(zip(("title", "number", "date", "valid_until"), usual or [""] * 4, strict=True))
            years = self.years_to_move(row["date"]) if usual else 0
            row = {key: self.moved(text, years) for key, text in row.items()}
            row |= {key: self.named(text) for key, text in differs.items()}
            first = self.catalog.indicators[need.indicators[0]]
            duty = self.catalog.duty_of(first).id
            number[duty] += 1
            yield {
                "type": self.catalog.document_types[need.type].title,
                "id": f"{duty[1:]}-{number[duty]:02}",
                "title": row["title"],
                "number": row["number"] or None,
                "date": weekday(date.fromisoformat(row["date"])),
                "valid_until": date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
                "place": f"{self.usual['owners'][first.task]}资料柜",
            }

    def events(self) -> Iterator[dict[str, Any]]:
        """The activities of the year in order of their dates, with the numbers of those who were due and came."""
        own = self.source.get("events", {})
        stages = {row["stage"] for row in self.classes}
        plan = [row for part in ("各校", *sorted(stages)) for row in self.usual["events"][part]]
        users = {need.type: need.indicators for need in self.needs.events()}
        held = [
            (self.day(row[0]), *row[1:])
            for row in plan
            if row[1] in users and self.answered(*users[row[1]]) and row[2] not in own.get("without", ())
        ]
        held += [(date.fromisoformat(row[0]), *row[1:]) for row in own.get("more", ())]
        for number, (day, type_, theme, who) in enumerate(sorted(held)):
            due = self.people(who)
            away = (0, 2, 1, 0, 3)[number % 5] if due and due > 20 else 0
            yield {
                "date": day,
                "type": self.catalog.event_types[type_].title,
                "theme": theme,
                "grade": who,
                "expected": due,
                "attended": due - away if due else None,
            }

    def cases(self) -> Iterator[dict[str, Any]]:
        """The ledger in order of its dates."""
        own = self.source.get("cases", {})
        users = {need.type: need.indicators for need in self.needs.cases()}
        rows = [
            (self.day(row[0]), row[1], row[2], row[3], self.day(row[4]), row[5])
            for row in self.usual["cases"]
            if self.answered(*users[row[1]]) and row[2] not in own.get("without", ())
        ]
        rows += [
            (date.fromisoformat(row[0]), *row[1:4], date.fromisoformat(row[4]) if row[4] else None, row[5])
            for row in own.get("more", ())
        ]
        keys = ("date", "type", "matter", "handled", "closed", "conclusion")
        for number, row in enumerate(sorted(rows, key=lambda row: row[:3]), start=1):
            said = dict(zip(keys, row, strict=True))
            yield {**said, "id": f"S{number:02}", "type": self.catalog.case_types[row[1]].title}

    def lessons(self) -> Iterator[dict[str, Any]]:
        """The weekly periods of every subject in every grade."""
        own = self.source.get("lessons", {})
        for grade in self.source["classes"]:
            for subject, periods in {**self.usual["lessons"][grade], **own.get(grade, {})}.items():
                if periods is not None:
                    yield {"grade": grade, "subject": subject, "periods": periods}

    # ── what the rows share ──

    def answered(self, *indicators: str) -> bool:
        """Whether the school has got round to what serves some indicators; what serves none is always filled in."""
        duties = {self.catalog.duty_of(self.catalog.indicators[id_]).id for id_ in indicators}
        return not duties or not duties.isdisjoint(self.duties)

    def value(self, asked: Any, raw: Any) -> Any:
        """An answer as it goes into a cell; one that the reader would not understand is a mistake in the source."""
        reading = read_value("、".join(asked.options) if raw == "全部" else raw, asked.type, asked.options)
        if reading.problem:
            raise SystemExit(f"{asked.id}: {reading.problem}")
        return reading.value

    def people(self, who: str) -> int | None:
        """How many an audience is, where that is known."""
        if who == "全体教师":
            return int(self.usual["metrics"]["teachers_total"][self.size])
        grades = [row["students"] for row in self.classes if who in ("全校", row["grade"])]
        return sum(grades) or None

    def years_to_move(self, text: str) -> int:
        """By how many years to move a date of the usual year, so that it is the latest one up to the date of the form."""
        day = date.fromisoformat(text)
        year = self.as_of.year - (self.as_of.month < 9)
        years = year - WRITTEN_YEAR
        return years - (moved_day(day, years) > self.as_of)

    def day(self, text: str) -> date:
        """A day of the usual year in the school year in which this school's assessment period begins."""
        start = assessment_period(self.catalog.calendar, self.as_of).start
        return weekday(moved_day(date.fromisoformat(text), start.year - WRITTEN_YEAR))

    def moved(self, text: str, years: int) -> str:
        """A text with its years moved and the school's names put in."""
        return self.named(re.sub(r"(?<!\d)20\d\d", lambda year: str(int(year[0]) + years), text))

    def named(self, text: str) -> str:
        """A text with the school's names put in."""
        profile = self.source["profile"]
        names = {"{name}": profile["name"], "{abbr}": self.source["abbr"], "{district}": profile["district"]}
        for mark, name in names.items():
            text = text.replace(mark, name)
        return text


def moved_day(day: date, years: int) -> date:
    """The same day some years later or earlier."""
    return day.replace(year=day.year + years)


def weekday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)


class Form:
    """A sheet of the template: its columns by key, and the rows that it prepared by what it wrote there."""

    def __init__(self, sheet: Worksheet, role: Sheet) -> None:
        self.sheet = sheet
        self.columns = {column_key(role, str(cell.value)): cell.column for cell in sheet[1] if cell.value}
        self.keys = PREPARED.get(role.role, ())
        self.prepared: dict[tuple[str, ...], int] = {}
        for row in range(2, sheet.max_row + 1):
            key = tuple(str(sheet.cell(row, self.columns[name]).value or "") for name in self.keys)
            if any(key):
                self.prepared.setdefault(key, row)
        self.blank = max(self.prepared.values(), default=1) + 1

    def fill(self, answer: dict[str, Any]) -> None:
        """Type an answer into the row that the template prepared for it, else into the next blank one."""
        row = self.prepared.pop(tuple(str(answer[name]) for name in self.keys), 0)
        standing = self.keys if row else ()
        if not row:
            row, self.blank = self.blank, self.blank + 1
        for key, value in answer.items():
            if value is not None and key not in standing:
                put(self.sheet, row, self.columns[key], value)
        fit(self.sheet, row)


def put(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    """Type a value into a cell, whose looks stay."""
    if isinstance(value, bool):
        value = "是" if value else "否"
    elif isinstance(value, tuple):
        value = "、".join(value)
    elif not isinstance(value, (int, str, date)):
        value = int(value) if value == int(value) else float(value)
    sheet.cell(row, column).value = value


def fit(sheet: Worksheet, row: int) -> None:
    """Make a row as high as what was typed needs, as a person would by a double click."""
    widths = sheet.column_dimensions
    texts = [(cell.value, widths[column_letters(number)].width) for number, cell in enumerate(sheet[row], start=1)]
    look.fit_row(sheet, row, texts, sheet.row_dimensions[row].height or 0)


def mistype(book: Workbook, slip: dict[str, Any]) -> None:
    """Do to a workbook what a source's `typed` says: copy, rename or delete a sheet, or type into the cells of a row.

    A column is named by its header, or by its letter.
    """
    sheet = book[slip["sheet"]]
    if "copy" in slip:
        book.copy_worksheet(sheet).title = slip["copy"]
    elif "rename" in slip:
        sheet.title = slip["rename"]
    elif "delete" in slip:
        book.remove(sheet)
    else:
        letters = {bare_name(str(cell.value)): column_letters(number) for number, cell in enumerate(sheet[1], start=1)}
        row = next(row for row in range(1, sheet.max_row + 9) if meant(sheet, row, slip["row"]))
        for column, typed in slip["is"].items():
            value = date.fromisoformat(typed) if ISO.fullmatch(str(typed)) else typed
            sheet[f"{letters.get(column, column)}{row}"].value = value * slip["times"] if "times" in slip else value
        fit(sheet, row)


def meant(sheet: Worksheet, row: int, mark: str | int) -> bool:
    """Whether a row is the one meant: by its number, by a text in it, or, with an empty text, the first blank one."""
    if isinstance(mark, int):
        return row == mark
    texts = [str(cell.value) for cell in sheet[row] if cell.value is not None]
    return mark in texts if mark else not texts


def packed(book: Workbook, lost: Iterable[str] = ()) -> bytes:
    """A workbook's bytes without a trace of when it was written; `lost` sheets are left out, as a bad copy does."""
    parts = {f"xl/worksheets/sheet{number}.xml" for number, name in enumerate(book.sheetnames, 1) if name in lost}
    stamp = book.properties.created
    raw, result = io.BytesIO(), io.BytesIO()
    book.save(raw)
    modified = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name in parts:
                continue
            content = source.read(name)
            if name == ARC_CORE:
                content = modified.sub(rb"\g<1>" + f"{stamp:%Y-%m-%dT%H:%M:%SZ}".encode(), content)
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type, part.create_system, part.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            target.writestr(part, content)
    return result.getvalue()


if __name__ == "__main__":
    main(sys.argv[1:])
