"""A plan as a workbook that the school goes on with. What is written is read the same by `plan_read`."""

from __future__ import annotations

import io
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple, cast

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula

from schoolstd.evidence.values import parse_date
from schoolstd.location import column_letters
from schoolstd.plan import KEYS, SUGGESTED, Held, Plan, PlanRow, State
from schoolstd.reports.plan_links import follow_book, follow_plan, scoped_names
from schoolstd.reports.plan_moves import moves_of
from schoolstd.reports.plan_shape import Shape, give_shape, shape_of
from schoolstd.wording.plan import SENTENCES, STATES
from schoolstd.workbook import look
from schoolstd.workbook.packed import packed_book
from schoolstd.workbook.typeset import GREEN, NAVY, RED, STEEL, YELLOW, clean

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from schoolstd.problem import Problem
    from schoolstd.wording.plan import PlanWords

WIDTHS = dict(zip(KEYS, (7, 12, 14, 7, 9, 27, 27, 10, 12, 29, 19, 8, 12, 16), strict=True))
STYLES = {"due": "in_date", "closed_on": "in_date", "measure": "in_text", "owner": "in_short", "note": "in_text"}
OWN_WIDTH = 18
MOMENT = "yyyy-mm-dd hh:mm"
MAX_COMMENT = 2_000
SPARE = 200
"""Rows below the plan that offer what its rows offer: the school's own ones come there."""


class About(NamedTuple):
    """The plan as a whole: its title, and (name, value) pairs for the sheet that says what it is."""

    title: str
    facts: tuple[tuple[str, str], ...] = ()


class Written(NamedTuple):
    """The bytes of a workbook, and a problem for each formula of the school that could not be kept as one."""

    content: bytes
    problems: tuple[Problem, ...] = ()


def render(plan: Plan, about: About, words: PlanWords, base: bytes = b"") -> bytes:
    """The workbook of a plan, as `written` has it."""
    return written(plan, about, words, base).content


def written(plan: Plan, about: About, words: PlanWords, base: bytes = b"") -> Written:
    """The workbook of a plan. `base` is the file it was read from: its other sheets stay as they are, except that what
    names cells of the plan goes on naming the same ones."""
    book = load_workbook(io.BytesIO(base)) if base else Workbook()
    title = plan.sheet or words.say("sheet")
    at = book.sheetnames.index(title) if title in book.sheetnames else 0
    old = book[title] if base and title in book.sheetnames else None
    moves = moves_of(plan, title, book.sheetnames, list(old.tables) if old else ())
    names, shape = (scoped_names(old), shape_of(old, len(plan.above) + 1)) if old else ({}, Shape())
    for sheet in list(book.worksheets):
        if not base or sheet.title == title or sheet.title in SENTENCES["record"]:
            book.remove(sheet)
    _add_styles(book)
    followed = follow_plan(plan, moves, words)
    anew = book.create_sheet(title, at)
    _write_plan(anew, followed.plan, about, words)
    give_shape(anew, len(plan.above) + 1, shape)
    anew.defined_names.update(names)
    described = [sheet for sheet in book.worksheets if sheet.title in SENTENCES["about"]]
    _write_about(described[0] if described else book.create_sheet(words.say("about"), at + 1), about, words)
    _write_record(book.create_sheet(words.say("record")), plan, words)
    problems = (*followed.problems, *follow_book(book, moves, words))
    for number, sheet in enumerate(book.worksheets):
        sheet.sheet_view.tabSelected = number == at
    book.active = at
    content = packed_book(book, about.title)
    # openpyxl numbers the styles of a workbook that it has read in another order: a plan run again is to be the same file
    return Written(content, problems) if base else Written(render(plan, about, words, content), problems)


def _write_plan(sheet: Worksheet, plan: Plan, about: About, words: PlanWords) -> None:
    header, last_column = len(plan.above) + 1, len(KEYS) + len(plan.columns)
    for number, above in enumerate(plan.above, 1):
        for column, held in enumerate(above, 1):
            _put_held(sheet, number, column, held, "plain")
    widths = [*(WIDTHS[key] for key in KEYS), *[OWN_WIDTH] * len(plan.columns)]
    look.set_widths(sheet, widths)
    for column, title in enumerate([*map(words.say, KEYS), *plan.columns], 1):
        look.put(sheet, header, column, title, "header" if column <= len(KEYS) else "header_help")
    look.fit_row(sheet, header, zip(map(words.say, KEYS), widths, strict=False), 27)
    for number, row in enumerate(plan.rows, header + 1):
        blank = [Held()] * (len(plan.columns) - len(row.extra))
        _write_row(sheet, number, row._replace(extra=(*row.extra, *blank)))
    last = max(header + len(plan.rows), header + 1)
    sheet.auto_filter.ref = look.area(header, 1, last, last_column).where
    _colour(sheet, header + 1, last, words)
    start = f"{column_letters(KEYS.index('measure') + 1)}{header + 1}"
    printed = look.area(1, 1, last, last_column)
    freeze = f"{column_letters(KEYS.index('title') + 2)}{header + 1}"
    look.finish(sheet, printed, NAVY, about.title, words.say("page"), freeze=freeze, header_row=header, start=start)
    sheet.protection.sheet = False  # columns and rows are to be added, which a protected sheet does not allow


def _write_row(sheet: Worksheet, number: int, row: PlanRow) -> None:
    for column, key in enumerate(KEYS, 1):
        if key in row.figures:
            _put_held(sheet, number, column, row.figures[key], STYLES.get(key, "in_text"))
            continue
        text = row.texts.get(key, "")
        day = _day(text) if STYLES.get(key) == "in_date" else None
        style = STYLES.get(key, "in_text" if row.state in (State.OWN, State.SUM) else "fixed")
        cell = look.put(sheet, number, column, day or text, style)
        if isinstance(day, datetime):
            cell.number_format = MOMENT
    for column, held in enumerate(row.extra, len(KEYS) + 1):
        _put_held(sheet, number, column, held, "in_text")
    for column, comment in row.comments.items():
        _put_note(cast("Cell", sheet.cell(number, column)), comment)
    look.fit_row(sheet, number, [(row.texts.get(key, ""), WIDTHS[key]) for key in KEYS])


def _put_note(cell: Cell, text: str) -> None:
    note = Comment(clean(text)[:MAX_COMMENT], "schoolstd")
    note.width, note.height = 260, 120
    cell.comment = note


def _put_held(sheet: Worksheet, row: int, column: int, held: Held, style: str) -> None:
    """Write a cell of the school's own: a value as a value, and only what was a formula as one."""
    if held.formula_at and isinstance(held.value, str):
        cell: Cell = look.put(sheet, row, column, None, style)
        cell.value = ArrayFormula(held.array, held.value) if held.array else held.value
    else:
        cell = look.put(sheet, row, column, held.value, style)
        if cell.value is None and isinstance(held.value, (time, timedelta)):
            cell.value = held.value
    if held.number_format != "General" or not isinstance(held.value, (date, time, timedelta)):
        cell.number_format = held.number_format  # not that of text: a formula typed there later would stay text
    if held.comment:
        _put_note(cell, held.comment)


def _day(text: str) -> date | None:
    """The day, or the moment of a day, that a text is the ISO form of."""
    if not text or parse_date(text).problem:
        return None
    for read, written in ((date.fromisoformat, date.isoformat), (datetime.fromisoformat, str)):
        with suppress(ValueError):
            if written(day := read(text)) == text:
                return day
    return None


def _colour(sheet: Worksheet, first: int, last: int, words: PlanWords) -> None:
    """Yellow where the school is still to write, red for what is overdue, green for what is closed."""
    state = column_letters(KEYS.index("state") + 1)
    is_open = ",".join(f'${state}{first}="{words.state(each)}"' for each in ("open", "overdue"))
    columns = [KEYS.index(key) + 1 for key in SUGGESTED]
    for column in columns:
        where = look.area(first, column, last, column)
        blank = f"AND(LEN(TRIM({where.first}))=0,OR({is_open}))"
        sheet.conditional_formatting.add(where.where, _rule(blank, YELLOW))
    where = look.area(first, KEYS.index("state") + 1, last, KEYS.index("state") + 1)
    for name, colour in (("overdue", RED), ("closed", GREEN)):
        rule = _rule(f'{where.first}="{words.state(name)}"', colour)
        sheet.conditional_formatting.add(where.where, rule)
    due = look.area(first, KEYS.index("due") + 1, last, KEYS.index("due") + 1)
    # the state is as of the day that the plan was judged on; the cell turns red on the day that it is looked at
    passed = f"AND(ISNUMBER({due.first}),{due.first}<TODAY(),OR({is_open}))"
    sheet.conditional_formatting.add(due.where, _rule(passed, RED))
    choice = ",".join(map(words.state, STATES))
    states = DataValidation("list", formula1=f'"{choice}"', allow_blank=True, errorStyle="warning")
    states.add(look.area(first, KEYS.index("state") + 1, last + SPARE, KEYS.index("state") + 1).where)
    sheet.add_data_validation(states)
    check = DataValidation("date", operator="greaterThan", formula1="36526", allow_blank=True, errorStyle="warning")
    check.add(look.area(first, KEYS.index("due") + 1, last + SPARE, KEYS.index("due") + 1).where)
    sheet.add_data_validation(check)


def _rule(formula: str, colour: str) -> Rule:
    """A colour for the cells of which a formula is true."""
    fill = PatternFill("solid", start_color=colour, end_color=colour)
    return Rule("expression", formula=[formula], dxf=DifferentialStyle(fill=fill))


def _write_about(sheet: Worksheet, about: About, words: PlanWords) -> None:
    """What the plan is and how to fill it in. Rows are found by their names, and what else stands there stays."""
    widths = (18, 96)
    look.set_widths(sheet, widths)
    for column, key in enumerate(("about_item", "about_value"), 1):
        look.put(sheet, 1, column, words.say(key), "header")
    look.fit_row(sheet, 1, [("", 18)], 27)
    there = {str(sheet.cell(row, 1).value): row for row in range(2, sheet.max_row + 1)}
    rows = [(words.say("about_plan"), about.title), *about.facts, (words.say("about_how"), words.say("how"))]
    for name, value in rows:
        number = there.get(name) or sheet.max_row + 1
        look.put(sheet, number, 1, name, "label")
        look.put(sheet, number, 2, value, "fixed")
        look.fit_row(sheet, number, [(name, widths[0]), (value, widths[1])])
    printed = look.area(1, 1, sheet.max_row, max(2, sheet.max_column))
    look.finish(sheet, printed, STEEL, about.title, words.say("page"), landscape=False, freeze="A2")
    sheet.protection.sheet = False


def _write_record(sheet: Worksheet, plan: Plan, words: PlanWords) -> None:
    """The digests of what the tool wrote, on a hidden sheet: by them the next run knows what the school has changed."""
    for column, title in enumerate((words.say("id"), words.say("about_item"), words.say("about_value")), 1):
        look.put(sheet, 1, column, title, "header_help")
    triples = [(id_, key, mark) for id_, marks in plan.record.items() for key, mark in sorted(marks.items())]
    for number, triple in enumerate(triples, 2):
        for column, text in enumerate(triple, 1):
            look.put(sheet, number, column, text, "id")
    look.set_widths(sheet, (12, 16, 24))
    sheet.sheet_state = "hidden"
    look.protect(sheet)


def _add_styles(book: Workbook) -> None:
    """The styles of `look`, unless the workbook has them from the last time."""
    if "in_text" not in book.style_names:
        look.add_styles(book)
