"""Make the example of a district's own workbook anew: `python examples/district-office/make.py`.

`office.yaml` says what the district fills in; the schools whose figures are summed are those of the example beside it.
`report.txt` and `result.json` are what `schoolstd check` makes of both. The same source gives the same bytes.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

sys.path.insert(0, str(Path(__file__).parents[2]))

import schoolstd
from examples.make import Form, load, packed
from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.store import stored_catalog
from schoolstd.evidence.model import Entry
from schoolstd.evidence.values import read_value
from schoolstd.workbook.layout import SHEETS
from schoolstd.workbook.template import write_template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.catalog.model import Catalog

HERE = Path(__file__).parent
WORKBOOK = "district.xlsx"
SCHOOLS = "../district/材料"
REPORTS = {"report.txt": ("--color", "never"), "result.json": ("--format", "json")}
ROWS = {
    "documents": ("type", "title", "number", "date", "valid_until"),
    "events": ("date", "type", "theme", "grade", "expected", "attended"),
    "cases": ("date", "type", "matter", "handled", "closed", "conclusion"),
}
DATES = ("date", "valid_until", "closed", "due")


def main() -> None:
    """Make the workbook and the reports."""
    (HERE / WORKBOOK).write_bytes(workbook_of(load(HERE / "office.yaml"), stored_catalog(catalog_folder("district"))))
    for name, options in REPORTS.items():
        (HERE / name).write_bytes(report(*options))


def workbook_of(source: Any, catalog: Catalog) -> bytes:
    """The bytes of the workbook of a district that is described as in `office.yaml`."""
    profile = {id_: Entry(value(catalog.profile[id_], raw)) for id_, raw in source["profile"].items()}
    book = load_workbook(io.BytesIO(write_template(catalog, profile)), rich_text=True)
    forms = {
        role.role: Form(book[role.title], role) for role in SHEETS if role.title in book.sheetnames and role.columns
    }
    for role, rows in answers(source, catalog).items():
        for row in rows:
            forms[role].fill(row)
    return packed(book)


def answers(source: Any, catalog: Catalog) -> dict[str, Iterator[dict[str, Any]]]:
    """The rows to fill in by the sheet's role; each says its answers by column."""
    titles = {**catalog.document_types, **catalog.event_types, **catalog.case_types}
    documents = [[type_, *row] for type_, row in source["documents"].items()]
    said = {
        "claims": [{"id": id_, **claim} for id_, claim in source["claims"].items()],
        "metrics": [{"id": id_, "value": value(catalog.metrics[id_], raw)} for id_, raw in source["metrics"].items()],
        "documents": [dict(zip(ROWS["documents"], row, strict=True)) for row in documents],
        **{role: [dict(zip(ROWS[role], row, strict=True)) for row in source[role]] for role in ("events", "cases")},
    }
    for row in (*said["documents"], *said["events"], *said["cases"]):
        row["type"] = titles[row["type"]].title
    return {role: map(cells, found) for role, found in said.items()}


def cells(row: dict[str, Any]) -> dict[str, Any]:
    """A row as it is typed: dates as dates, what is empty left out, `claim` in the column of the verdict."""
    kept = {"verdict" if key == "claim" else key: each for key, each in row.items() if key not in ("found", "why")}
    return {
        key: date.fromisoformat(each) if key in DATES and each else each for key, each in kept.items() if each != ""
    }


def value(asked: Any, raw: Any) -> Any:
    """An answer as it goes into a cell; one that the reader would not understand is a mistake in the source."""
    reading = read_value(raw, asked.type, asked.options)
    if reading.problem:
        raise SystemExit(f"{asked.id}: {reading.problem}")
    return reading.value


def report(*options: str) -> bytes:
    """What `schoolstd check` prints about the district, run in its folder."""
    command = [sys.executable, "-m", "schoolstd", "check", WORKBOOK, "--schools", SCHOOLS, *options]
    program = str(Path(schoolstd.__file__).parents[1])
    environment = {**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1", "PYTHONPATH": program}
    done = subprocess.run(command, cwd=HERE, env=environment, stdout=subprocess.PIPE, check=False)
    if done.returncode != 2 or not done.stdout:  # one file cannot be used
        raise SystemExit(f"exit code {done.returncode}")
    return done.stdout.replace(b"\r\n", b"\n")


if __name__ == "__main__":
    main()
