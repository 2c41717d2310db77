"""Make the example district anew: `python examples/district/make.py`.

`schools.yaml` says who the schools are and how they stand; their workbooks go into `材料/`, their register is `名册.xlsx`,
and `report.txt` and `result.json` are what `schoolstd batch` makes of both. The same source gives the same bytes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

sys.path.insert(0, str(Path(__file__).parents[2]))

import schoolstd
from examples.make import filled, load
from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.store import stored_catalog
from schoolstd.workbook import look
from schoolstd.workbook.layout import REGISTER
from schoolstd.workbook.packed import packed_book

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from schoolstd.catalog.model import Catalog

HERE = Path(__file__).parent
WORKBOOKS, REGISTER_FILE = HERE / "材料", HERE / "名册.xlsx"
REPORTS = {"report.txt": ("--format", "text"), "result.json": ("--format", "json")}
DATES = ("joined", "closed", "applied", "recommended", "recognised")
WIDTHS = {"name": 24, "listed": 16, "note": 28}


def main() -> None:
    """Make workbooks, register and reports."""
    source = load(HERE / "schools.yaml")
    catalog = stored_catalog(catalog_folder("national"))
    WORKBOOKS.mkdir(exist_ok=True)
    for school in source["schools"]:
        if content := workbook_of(school, source, catalog):
            (WORKBOOKS / f"{school['register']['name']}.xlsx").write_bytes(content)
    REGISTER_FILE.write_bytes(register_of(source))
    for name, options in REPORTS.items():
        (HERE / name).write_bytes(report(source["as_of"], *options))


def workbook_of(school: dict[str, Any], source: dict[str, Any], catalog: Catalog) -> bytes:
    """What a school hands in: a workbook, one that is cut off, or nothing."""
    if "school" not in school and "broken" not in school:
        return b""
    usual = load(HERE.parent / source["like"] / "source.yaml")
    own = school.get("school", {"abbr": usual["abbr"]})
    identity = {"code": school["register"]["code"], "name": school["register"]["name"], "district": source["district"]}
    profile = {**usual["profile"], **identity, "as_of": source["form_date"], **own.get("profile", {})}
    content = filled({**usual, **own, "profile": profile}, catalog)
    return content[: len(content) // 3] if "broken" in school else content


def register_of(source: dict[str, Any]) -> bytes:
    """The bytes of the district's register."""
    book = Workbook()
    look.add_styles(book)
    sheet: Worksheet = book.worksheets[0]
    sheet.title = REGISTER.title
    columns = [column for column in REGISTER.columns if column.key in source["columns"]]
    look.set_widths(sheet, [WIDTHS.get(column.key, 14) for column in columns])
    for number, column in enumerate(columns, start=1):
        look.put(sheet, 1, number, f"{column.title} *" if column.needed else column.title, "header")
    sheet.row_dimensions[1].height = 30
    for row, school in enumerate(source["schools"], start=2):
        said = {"district": source["district"], **school["register"]}
        for number, column in enumerate(columns, start=1):
            value = said.get(column.key)
            value = date.fromisoformat(value) if column.key in DATES and value else value
            style = "in_date" if column.key in DATES else "in_count" if column.key == "order" else "in_text"
            look.put(sheet, row, number, value, style)
        sheet.row_dimensions[row].height = 22
    printed = look.area(1, 1, len(source["schools"]) + 1, len(columns))
    sheet.auto_filter.ref = printed.where
    title = f"{source['district']}学校名册"
    look.finish(sheet, printed, look.NAVY, title, "第 &P 页，共 &N 页", freeze="C2", start="A2")
    sheet.protection.sheet = False
    return packed_book(book, title)


def report(as_of: str, *options: str) -> bytes:
    """What `schoolstd batch` prints about the district, run in its folder."""
    command = [sys.executable, "-m", "schoolstd", "batch", WORKBOOKS.name, "--registry", REGISTER_FILE.name]
    program = str(Path(schoolstd.__file__).parents[1])
    environment = {**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1", "PYTHONPATH": program, "NO_COLOR": "1"}
    done = subprocess.run(
        [*command, "--as-of", as_of, *options], cwd=HERE, env=environment, stdout=subprocess.PIPE, check=False
    )
    if done.returncode != 2 or not done.stdout:  # one file cannot be used
        raise SystemExit(f"exit code {done.returncode}")
    return done.stdout.replace(b"\r\n", b"\n")


if __name__ == "__main__":
    main()
