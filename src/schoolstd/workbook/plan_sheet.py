"""What stands on the sheet of a plan workbook, cell by cell: the header found by its texts, the school's own columns too.

Read by openpyxl once the container has been looked at, because formulas and cell notes of the school's own are to be kept.
"""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from schoolstd.errors import InputError
from schoolstd.evidence.values import parse_date, parse_text
from schoolstd.wording.plan import SENTENCES
from schoolstd.workbook.layout import bare_name
from schoolstd.workbook.whole import open_parts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

HEADER_ROWS = 30
NEEDED = ("id", "measure")
TELLING = ("lacking", "needed", "state")
"""Of these a plan has at least one: 自评 in a school's own workbook has indicators and measures too."""
MAX_ROWS, MAX_COLUMNS = 5_000, 200
ABOUT_ROWS = 100


class PlanCell(NamedTuple):
    """A cell: its value, the value a formula had when the file was saved, how it is shown, its note, and the area that an
    array formula fills."""

    value: object = None
    shown: object = None
    number_format: str = "General"
    formula_at: str = ""
    comment: str = ""
    array: str = ""


class PlanSheet(NamedTuple):
    """The sheet: cells by row and column from 1, the header row, columns by key, and the school's own ones in order.
    `judged` is the day that the plan was judged on, as ISO text, as the sheet about it says."""

    title: str
    cells: dict[tuple[int, int], PlanCell]
    header: int
    columns: dict[str, int]
    own: tuple[int, ...]
    last_row: int
    record: tuple[tuple[str, str, str], ...]
    judged: str = ""

    def text(self, row: int, column: int) -> str:
        """A cell as text: dates in ISO form, a whole number without .0, a formula as what it last came to, or as it
        was typed when the file does not say that."""
        cell = self.cells.get((row, column), PlanCell())
        value = cell.value if cell.shown is None else cell.shown
        if value is None:
            return ""
        if isinstance(value, datetime) and (value.hour or value.minute or value.second):
            return value.isoformat(" ")
        return value.isoformat() if type(value) is date else str(parse_text(value).value)


def read_plan_sheet(path: str, name: str, keys: Sequence[str]) -> tuple[PlanSheet, bytes]:
    """The plan in a workbook, and the file's bytes. Raises InputError when there is none or it cannot be read."""
    whole = open_parts(path, name, "plan_not_xlsx", "plan_too_large")
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(whole.anew))
        values = load_workbook(io.BytesIO(whole.anew), data_only=True)
    except Exception:  # a damaged part makes it raise nearly anything: SyntaxError, OverflowError, AssertionError …
        raise InputError(name, "broken_workbook") from None
    for sheet in sorted(book.worksheets, key=lambda sheet: sheet.title not in SENTENCES["sheet"]):
        if (sheet.max_row or 0) > MAX_ROWS or (sheet.max_column or 0) > MAX_COLUMNS:
            if sheet.title in SENTENCES["sheet"]:
                limits = {"sheet": sheet.title, "rows": str(MAX_ROWS), "columns": str(MAX_COLUMNS)}
                raise InputError(name, "sheet_too_large", limits)
            continue
        header, columns = _header(sheet, keys)
        if header:
            cells = _cells(sheet, values[sheet.title], columns.values())
            found = _plan_sheet(sheet.title, cells, header, columns, _record(book.worksheets))
            return found._replace(judged=_judged(book.worksheets)), whole.content
    raise InputError(name, "no_plan")


def _header(sheet: Worksheet, keys: Sequence[str]) -> tuple[int, dict[str, int]]:
    """The first row that names the columns a plan cannot do without, and the columns by key; 0 when there is none."""
    names = {bare_name(text): key for key in keys for text in SENTENCES[key]}
    for number, row in enumerate(sheet.iter_rows(max_row=HEADER_ROWS, values_only=True), 1):
        columns: dict[str, int] = {}
        for column, value in enumerate(row, 1):
            if isinstance(value, str) and (key := names.get(bare_name(value))):
                columns.setdefault(key, column)
        if all(key in columns for key in NEEDED) and any(key in columns for key in TELLING):
            return number, columns
    return 0, {}


def _cells(sheet: Worksheet, values: Worksheet, named: Collection[int]) -> dict[tuple[int, int], PlanCell]:
    """Every cell that holds something. Cells merged downwards all hold what the first does, except for a figure or a
    formula outside the columns `named`: a total would count it more than once."""
    found: dict[tuple[int, int], PlanCell] = {}
    for number, row in enumerate(sheet.iter_rows(), 1):
        for column, cell in enumerate(row, 1):
            note = cell.comment.text if cell.comment else ""
            if cell.value is None and not note:
                continue
            formula = cell.coordinate if cell.data_type == "f" else ""
            shown: Any = values.cell(number, column).value if formula else None
            value: Any = getattr(cell.value, "text", cell.value) if formula else cell.value
            array = str(getattr(cell.value, "ref", "")) if formula else ""
            found[number, column] = PlanCell(value, shown, str(cell.number_format), formula, note, array)
    for area in sheet.merged_cells.ranges:
        first = found.get((area.min_row, area.min_col))
        if first and area.max_row - area.min_row < MAX_ROWS and (area.min_col in named or not _counts(first)):
            for number in range(area.min_row + 1, area.max_row + 1):
                found[number, area.min_col] = first._replace(comment="")
    return found


def _counts(cell: PlanCell) -> bool:
    return bool(cell.formula_at) or (isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool))


def _plan_sheet(
    title: str,
    cells: dict[tuple[int, int], PlanCell],
    header: int,
    columns: dict[str, int],
    record: tuple[tuple[str, str, str], ...],
) -> PlanSheet:
    taken = set(columns.values())
    own = sorted({column for (row, column) in cells if row >= header and column not in taken})
    last = max((row for row, _ in cells), default=header)
    return PlanSheet(title, cells, header, columns, tuple(own), last, record)


def _record(sheets: Sequence[Worksheet]) -> tuple[tuple[str, str, str], ...]:
    return tuple(row for sheet in sheets if sheet.title in SENTENCES["record"] for row in _triples(sheet))


def _judged(sheets: Sequence[Worksheet]) -> str:
    """The day that the plan says it was judged on, as ISO text; empty when it does not, or not as a day."""
    for sheet in sheets:
        if sheet.title in SENTENCES["about"]:
            for name, value in sheet.iter_rows(max_col=2, max_row=ABOUT_ROWS, values_only=True):
                if name in SENTENCES["about_as_of"] and isinstance(day := parse_date(value).value, date):
                    return day.isoformat()
    return ""


def _triples(sheet: Worksheet) -> Iterator[tuple[str, str, str]]:
    for row in sheet.iter_rows(min_row=2, max_col=3, max_row=min(sheet.max_row or 1, 20 * MAX_ROWS), values_only=True):
        if all(isinstance(value, str) for value in row):
            yield str(row[0]), str(row[1]), str(row[2])
