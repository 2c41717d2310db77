"""Formulas that go on naming the same cells of a plan's sheet when rows come in between, as in a spreadsheet program where
rows are inserted. A reference that has no place any more makes the formula unusable; it never becomes another one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from schoolstd.location import column_letters, parse_cell
from schoolstd.reports.plan_moves import MAX_COLUMN, MAX_ROW

if TYPE_CHECKING:
    from schoolstd.reports.plan_moves import Moves

_CELL = r"(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d{0,6})"
_ONE, _AREA = re.compile(_CELL), re.compile(f"{_CELL}:{_CELL}")
_COLUMNS = re.compile(r"(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})")
_ROWS = re.compile(r"(\$?)([1-9]\d{0,6}):(\$?)([1-9]\d{0,6})")
_SHEET = r"'(?:[^']|'')*'|[^'!]+?"
_ELSEWHERE = re.compile(rf"({_SHEET})!([^!']*?)(?::({_SHEET})!([^!']*))?")
_THROUGH = re.compile(r":[^!(),]*!")


def rewritten(formula: str, moves: Moves, inside: bool) -> str | None:
    """A formula that names the cells it named. `inside`: it stands on the plan's sheet, which it means when it names none.

    None when a cell has no place any more, or when there is no telling what the formula names.
    """
    if moves.is_still or not (inside or _may_name(formula, moves)):
        return formula
    try:
        tokens = Tokenizer(formula).items
    except (TokenizerError, IndexError):
        return None
    parts: list[str] = []
    for token in tokens:
        part = _token(token, moves, inside)
        if part is None:
            return None
        parts.append(part)
    return "=" + "".join(parts)


def _may_name(formula: str, moves: Moves) -> bool:
    """Whether a formula on another sheet may name something of the plan's, quickly."""
    text, title = formula.casefold(), moves.title.casefold()
    told = title in text.replace("''", "'") or any(table in text for table in moves.tables)
    return told or bool(_THROUGH.search(formula))


def _token(token: Token, moves: Moves, inside: bool) -> str | None:
    text = str(token.value)
    if token.type == Token.FUNC and token.subtype == Token.OPEN and ":" in text:  # A1:INDEX(
        first, _, name = text.rpartition(":")
        found = _operand(first, moves, inside) if first else ""
        return None if found is None else f"{found}:{name}"
    if token.type != Token.OPERAND or token.subtype != Token.RANGE:
        return text
    lead = text[: len(text) - len(text.lstrip(":@"))]  # INDEX(…):A1, or one cell of a row
    found = _operand(text[len(lead) :], moves, inside)
    return None if found is None else lead + found


def _operand(text: str, moves: Moves, inside: bool) -> str | None:
    """A reference or a name, on whichever sheet."""
    if "#REF!" in text:
        return text
    if "!" not in text:
        if _is_table(text, moves, inside):
            return None
        return _reference(text, moves) if inside and "[" not in text else text
    if not (found := _ELSEWHERE.fullmatch(text)):
        return None if moves.title.casefold() in text.casefold() else text
    sheet, first, other, second = found.groups()
    if other:  # S!A1:S!B2
        if _names(sheet) != _names(other):
            return None if moves.title.casefold() in {*_names(sheet), *_names(other)} else text
        area = _reference(f"{first}:{second}", moves) if _is_plan(sheet, moves) else f"{first}:{second}"
        return area and f"{sheet}!{area.replace(':', f':{other}!')}"
    if _is_plan(sheet, moves):
        area = _reference(first, moves)
        return area and f"{sheet}!{area}"
    if _goes_through(sheet, moves) and _reference(first, moves) != first:
        return None
    return text


def _is_table(text: str, moves: Moves, inside: bool) -> bool:
    """Whether a name, or a reference into a table, means one that was on the plan's sheet."""
    name, bracket, _ = text.partition("[")
    return name.casefold() in moves.tables or bool(inside and bracket and not name and moves.tables)


def _names(sheet: str) -> list[str]:
    """The sheets that a prefix names: one, or the first and the last of several."""
    bare = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    return bare.casefold().split(":")


def _is_plan(sheet: str, moves: Moves) -> bool:
    return _names(sheet) == [moves.title.casefold()]


def _goes_through(sheet: str, moves: Moves) -> bool:
    """Whether a prefix means several sheets, and the plan's is one of them."""
    order = [title.casefold() for title in moves.sheets]
    names = _names(sheet)
    if len(names) != 2 or any(name not in order for name in (*names, moves.title.casefold())):
        return False
    first, last = sorted(map(order.index, names))
    return first <= order.index(moves.title.casefold()) <= last


def _reference(text: str, moves: Moves) -> str | None:
    """A reference to the plan's sheet. Names stay as they are."""
    if found := _ONE.fullmatch(text):
        row, column = parse_cell(found[2] + found[4])
        if row > MAX_ROW or column > MAX_COLUMN:
            return text
        at = moves.cell(row, column)
        return at and f"{found[1]}{column_letters(at[1])}{found[3]}{at[0]}"
    if found := _AREA.fullmatch(text):
        (top, left), (bottom, right) = parse_cell(found[2] + found[4]), parse_cell(found[6] + found[8])
        area = moves.area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
        if not area:
            return None
        ends = (
            found[1],
            column_letters(area[1]),
            found[3],
            area[0],
            found[5],
            column_letters(area[3]),
            found[7],
            area[2],
        )
        return "{}{}{}{}:{}{}{}{}".format(*ends)
    if found := _COLUMNS.fullmatch(text):
        left, right = sorted(parse_cell(f"{letters}1")[1] for letters in (found[2], found[4]))
        area = moves.area(1, left, MAX_ROW, right)
        return area and f"{found[1]}{column_letters(area[1])}:{found[3]}{column_letters(area[3])}"
    if found := _ROWS.fullmatch(text):
        ends_ = moves.rows.both(*sorted((int(found[2]), int(found[4]))))
        return ends_ and f"{found[1]}{ends_[0]}:{found[3]}{ends_[1]}"
    if ":" in text:
        parts = [_reference(part, moves) for part in text.split(":")]
        return None if None in parts else ":".join(part for part in parts if part is not None)
    return text
