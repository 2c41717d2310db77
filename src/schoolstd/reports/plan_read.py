"""The sheet of a plan workbook to a Plan: which rows are tasks, and which only sum them up."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from schoolstd.evidence.values import parse_number, plain
from schoolstd.plan import JUDGED, KEYS, OWNER, Held, Plan, PlanRow, State
from schoolstd.wording.plan import SUMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schoolstd.workbook.plan_sheet import PlanCell, PlanSheet

_SUM = re.compile(rf"(?:{SUMS})(?:[（(][^（(]*[)）])?[:：]?", re.IGNORECASE)


def plan_of(sheet: PlanSheet) -> Plan:
    """The plan that stands on a sheet. Rows without an id are the school's own; blank rows are not rows, and what only sums
    up is no task."""
    rows = []
    for number in range(sheet.header + 1, sheet.last_row + 1):
        texts = {key: text for key in KEYS if (text := sheet.text(number, sheet.columns.get(key, 0)))}
        extra = tuple(_held(sheet, number, column) for column in sheet.own)
        comments = {
            at: cell.comment
            for at, column in enumerate(_in_order(sheet), 1)
            if (cell := sheet.cells.get((number, column))) and cell.comment
        }
        if texts or comments or any(each.value is not None for each in extra):
            row = PlanRow(texts.get("id", ""), texts, extra=extra, comments=comments, was=number)
            rows.append(_as_sum(row, sheet, number) if is_sum(sheet, number) else row)
    width = max((column for _, column in sheet.cells), default=0)
    above = [tuple(_held(sheet, row, column) for column in range(1, width + 1)) for row in range(1, sheet.header)]
    record: dict[str, dict[str, str]] = {}
    for id_, key, mark in sheet.record:
        record.setdefault(id_, {})[key] = mark
    if sheet.judged:  # as all plans say, and the record only of those that were written lately
        record.setdefault(OWNER, {}).setdefault(JUDGED, sheet.judged)
    columns = tuple(sheet.text(sheet.header, column) for column in sheet.own)
    return Plan(tuple(rows), columns, tuple(above), record, sheet.title, tuple(_in_order(sheet)))


def is_sum(sheet: PlanSheet, number: int) -> bool:
    """Whether a row is no task but sums tasks up: it is called 合计 or the like, or holds figures and formulas only.

    A row with an id or a measure of its own is a task whatever else it says.
    """
    found = {column: sheet.cells.get((number, column)) for column in (*sheet.columns.values(), *sheet.own)}
    cells = {column: cell for column, cell in found.items() if cell and _is_filled(cell)}
    words = {column: cell for column, cell in cells.items() if not _is_figure(cell)}
    named = {column for column, cell in words.items() if _SUM.fullmatch(plain(str(cell.value)).replace(" ", ""))}
    own = {sheet.columns[key] for key in ("id", "measure") if sheet.columns[key] in cells} - named
    if any(not cells[column].formula_at for column in own):
        return False
    return bool(named) or not words


def _as_sum(row: PlanRow, sheet: PlanSheet, number: int) -> PlanRow:
    """A row that is no task: what it reckons in the columns of the plan is kept as that, not as text."""
    found = {key: sheet.cells.get((number, column)) for key, column in sheet.columns.items()}
    figures = {
        key: _held(sheet, number, sheet.columns[key]) for key, cell in found.items() if cell and _is_figure(cell)
    }
    return row._replace(state=State.SUM, figures=figures)


def _is_filled(cell: PlanCell) -> bool:
    return bool(cell.value.strip()) if isinstance(cell.value, str) else cell.value is not None


def _is_figure(cell: PlanCell) -> bool:
    """Whether a cell holds a figure or a formula; also one that is kept as its text."""
    text = cell.value.startswith("=") if isinstance(cell.value, str) else False
    return text or bool(cell.formula_at) or parse_number(cell.value).value is not None


def _held(sheet: PlanSheet, row: int, column: int) -> Held:
    cell = sheet.cells.get((row, column))
    if cell is None:
        return Held()
    value = cell.value
    if isinstance(value, datetime) and value.tzinfo is None and value == datetime(value.year, value.month, value.day):
        value = value.date()
    comment = cell.comment if row < sheet.header else ""
    return Held(value, cell.number_format, cell.formula_at, cell.array, comment)


def _in_order(sheet: PlanSheet) -> Sequence[int]:
    """The columns of the sheet in the order in which they will be written."""
    return (*(sheet.columns.get(key, 0) for key in KEYS), *sheet.own)
