"""Workbook files for tests: one form as several programs write it, and sheets whose XML is written by hand.

`files/form.json` is the form; the files beside it are the same form as written by programs that are not in Python, each
with the script that made it. `CATALOG` is the catalog it was filled in for.
"""

from __future__ import annotations

import io
import json
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import xlsxwriter

from schoolstd.location import column_letters
from schoolstd.workbook.reader import read_workbook
from tests import make

if TYPE_CHECKING:
    from schoolstd.evidence.model import Evidence
    from schoolstd.workbook.grid import Grid

FILES = Path(__file__).parent / "files"
FORM: dict[str, list[list[Any]]] = json.loads((FILES / "form.json").read_text(encoding="utf-8"))
METRICS = {
    "minutes": "number",
    "pupils": "count",
    "typed": "count",
    "share": "share",
    "share_text": "share",
    "share_bare": "share",
    "planned": "yes_no",
    "approved": "date",
    "approved_text": "date",
    "approved_serial": "date",
    "remark": "text",
    "vague": "number",
    "blank": "count",
}
CATALOG = make.catalog(
    indicators=[make.indicator(id="N01"), make.indicator(id="N02")],
    metrics=[*(make.metric(*item) for item in METRICS.items()), make.metric("kind", "choice", options=("甲", "乙"))],
    documents=["制度"],
    events=["演练"],
    cases=["投诉"],
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>'
    '</numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)
"""Style 1 is a date, 2 a percentage, 3 a date in Chinese."""


# ── what is read ──


def read(content: bytes, tmp_path: Path, name: str = "school.xlsx") -> Evidence:
    """The evidence in a file with this content, without its name."""
    path = tmp_path / name
    path.write_bytes(content)
    return read_workbook(str(path), CATALOG)._replace(file="")


def said(found: Evidence) -> Any:
    """What evidence says, wherever it stands: values and the codes of problems, without any cell."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(each) for key, each in value.items() if key != "at"}
        fields = getattr(value, "_asdict", None)
        if fields:
            return bare(
                {key: each for key, each in fields().items() if key not in ("location", "sheets", "notes", "at")}
            )
        return [bare(each) for each in value] if isinstance(value, (list, tuple)) else value

    return bare(found)


def filled(grid: Grid) -> Any:
    """A grid's rows and marks as both readers must have them: its cells apart from blank ones, spaces aside."""
    rows = {
        row: {
            column: value.strip() if isinstance(value, str) else value
            for column, value in cells.items()
            if not isinstance(value, str) or value.strip()
        }
        for row, cells in grid.rows.items()
    }
    return list(rows.items()), grid.marks


def problems(found: Evidence) -> list[tuple[str, str]]:
    """The problems of evidence: code and place."""
    return [(problem.code, str(problem.location)) for problem in found.problems]


# ── the form as programs write it ──


def by_openpyxl(form: Mapping[str, list[list[Any]]] = FORM) -> bytes:
    """The form as openpyxl writes it."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in form.items():
        sheet = book.create_sheet(title)
        for row, cells in enumerate(rows, 1):
            for column, value in enumerate(cells, 1):
                if value == "":
                    continue
                cell = sheet.cell(row, column, plain_value(value))
                if isinstance(value, dict):
                    cell.number_format = "yyyy-mm-dd" if "date" in value else "0%"
                if cell.data_type == "e" or (isinstance(value, str) and value.startswith("#")):
                    cell.data_type = "s"
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def by_xlsxwriter(form: Mapping[str, list[list[Any]]] = FORM, **options: Any) -> bytes:
    """The form as XlsxWriter writes it."""
    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw, {"in_memory": True, **options}) as book:
        formats = {
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "percent": book.add_format({"num_format": "0%"}),
        }
        for title, rows in form.items():
            sheet = book.add_worksheet(title)
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    if isinstance(value, dict):
                        sheet.write(row, column, plain_value(value), formats[next(iter(value))])
                    elif value != "":
                        sheet.write(row, column, value)
    return raw.getvalue()


def plain_value(value: Any) -> Any:
    """A value of form.json as Python has it."""
    if isinstance(value, dict):
        return date.fromisoformat(value["date"]) if "date" in value else value["percent"]
    return value


# ── XML by hand ──


def cell(address: str, value: Any) -> str:
    """A cell as most programs write it; texts stand in it."""
    if isinstance(value, bool):
        return f'<c r="{address}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, dict):
        found = plain_value(value)
        number = (found - date(1899, 12, 30)).days if "date" in value else found
        return f'<c r="{address}" s="{1 if "date" in value else 2}"><v>{number}</v></c>'
    if isinstance(value, str):
        return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(value, quote=False)}</t></is></c>'
    return f'<c r="{address}"><v>{value}</v></c>'


def rows_xml(rows: Iterable[Iterable[Any]], first_row: int = 1, first_column: int = 1) -> str:
    """The rows of a sheet; a text that begins with `<` is a cell's XML as it is, `@` in it its address."""
    found = []
    for number, values in enumerate(rows, first_row):
        cells = ""
        for column, value in enumerate(values, first_column):
            address = f"{column_letters(column)}{number}"
            if isinstance(value, str) and value.startswith("<c"):
                cells += value.replace("@", address)
            elif value != "":
                cells += cell(address, value)
        found.append(f'<row r="{number}">{cells}</row>')
    return "".join(found)


def sheet_xml(rows: Iterable[Iterable[Any]], **place: int) -> str:
    """A sheet part of some rows."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows_xml(rows, **place)}</sheetData></worksheet>'


def parts_of(sheets: Mapping[str, str | bytes | None], strings: str = "", epoch: str = "") -> dict[str, str | bytes]:
    """The parts of an xlsx of these sheet parts; None is a sheet that is listed without a part."""
    listed = "".join(
        f'<sheet name="{escape(title)}" sheetId="{n}" r:id="rId{n}"/>' for n, title in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATION}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in enumerate(sheets, 1)
    )
    more = "".join(
        f'<Relationship Id="{part}" Type="{RELATION}/{part}" Target="{part}.xml"/>'
        for part in ("styles", "sharedStrings")
    )
    start = f'<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/>'
    parts: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{start}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}">{epoch}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}{more}</Relationships>',
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
    }
    return parts | {
        f"xl/worksheets/sheet{n}.xml": part for n, part in enumerate(sheets.values(), 1) if part is not None
    }


def packed(parts: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]]) -> bytes:
    """A zip of parts; pairs may repeat a name."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about repeated names, which are meant
        for name, part in parts.items() if isinstance(parts, Mapping) else parts:
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return raw.getvalue()


def by_hand(form: Mapping[str, list[list[Any]]] = FORM, *, epoch: str = "", **sheets: str | bytes | None) -> bytes:
    """The form with its XML written by hand, with other parts for the sheets named."""
    return packed(parts_of({title: sheet_xml(rows) for title, rows in form.items()} | sheets, epoch=epoch))


def with_part(content: bytes, name: str, change: Any) -> bytes:
    """A file with one part changed by a function of its bytes."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return packed(
            {part: change(archive.read(part)) if part == name else archive.read(part) for part in archive.namelist()}
        )
