"""An xlsx scanned: the cells of one whose every cell has a form that spreadsheet programs write.

Reading event by event costs several times as much. A scan takes only what it knows in full: the rows are split at their
cells, and nothing but the tags of rows may be left between; what is anything else (a comment, CDATA, a cell without an
address, an attribute that is not known) leaves the whole workbook to the exact reader.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from schoolstd.location import parse_cell
from schoolstd.workbook import grid as limits
from schoolstd.workbook.container import has_declaration
from schoolstd.workbook.grid import Grid
from schoolstd.workbook.xlsx_values import NUMBER, TRUTHS, shown, unescaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.workbook.container import Book
    from schoolstd.workbook.grid import Place

_HEAD = r"\ufeff?(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?i:utf-8)[\"'])?(?: standalone=[\"'](?:yes|no)[\"'])? ?\?>)?\s*"
_ATTRIBUTES = r'(?: [A-Za-z][A-Za-z0-9:]*+="[^"<&\n\t]*+")*+ ?'
_SHEET_HEAD = re.compile(_HEAD + r"<worksheet[ >]")
_STRINGS_HEAD = re.compile(_HEAD + r"<sst" + _ATTRIBUTES + r"/?>")
_KEPT = '<t xml:space="preserve">'
_T = r'<t(?: xml:space="preserve")?+(?: ?/>|>[^<]*+</t>)'
# A run's looks are passed over, so that its attributes may hold anything, such as the name of a font in references.
_RUN = r'<r>(?:<rPr>(?:<[a-zA-Z]++(?: [a-zA-Z]++="[^"<>]*+")*+ ?/>)*+</rPr>)?+' + _T + r"</r>"
_TEXT = f"({_T}|(?:{_RUN})++)(?:<phoneticPr[^<>]*+/>)?+"
_SINGLE_TEXTS = re.compile(r'<t( xml:space="preserve")?+(?: ?/>|>([^<]*+)</t>)')
_STRING = re.compile(f"<si>{_TEXT}</si>")
_BLANK = r'<c r="[A-Z]{1,3}+[1-9]\d{0,6}+"(?: s="\d{1,5}+")?+(?: t="[a-zA-Z]++")?+(?: ?/>|></c>)'
_CELL = re.compile(
    r'<c r="([A-Z]{1,3}+)([1-9]\d{0,6}+)"(?: s="(\d{1,5}+)")?+'
    rf'(?: t="s"><v>(\d{{1,7}}+)</v>| t="inlineStr"><is>{_TEXT}</is>'
    r'|(?: t="(n|str|b|e)")?+(?: xml:space="preserve")?+>(?!</c>)(<f[^<>]*+(?:(?<=/)>|>[^<]*+</f>))?+'
    r'(?:<v(?: xml:space="preserve")?+(?: ?/>|>([^<]*+)</v>))?+)</c>',
    re.ASCII,
)
"""Its groups: letters and digits of the address, style, number of a shared string, inline text; and of any other cell
kind, formula and figure."""
_GROUPS = _CELL.groups + 1
_ROWS = re.compile(rf"(?:\s*+<row{_ATTRIBUTES}(?:/>|>(?:\s*+{_BLANK})*+\s*+</row>))*+\s*+", re.ASCII)
_BLANKS = rb"(?:" + _BLANK.encode() + rb")++"
_EMPTY_ROWS = rb'(?:<row(?: [A-Za-z][A-Za-z0-9:]*+="[^"<&\x00-\x1f]*+")*+ ?/>)++'
_CONTROLS = bytes(set(range(32)) - {9, 10, 13})
_XML_SPACES = " \t\r\n"
_LETTER = re.compile(r"[1-9]\d{3,6}", re.ASCII)
_REFERENCE = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));", re.ASCII)
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_SHORT = 24
"""Figures up to this long are kept; a program writes at most 17 digits, a sign, a point and an exponent."""
_MANY = 50_000
"""From this many cells on, blank ones are taken out before the rows are split: splitting costs memory."""


class _Extraordinary(Exception):
    """Something in a workbook is not of a form that is known here."""


def scanned_grids(book: Book) -> list[Grid] | None:
    """The grids of an xlsx, or None when anything in it is out of the ordinary: the exact reader then tells what it is."""
    try:
        return list(_scanned(book))
    except _Extraordinary:
        return None


def _scanned(book: Book) -> Iterator[Grid]:
    strings = _Strings(_strings(book.strings) if any(b't="s"' in part for _, _, part in book.sheets) else [])
    columns: dict[str, int] = {}
    room = limits.MAX_CELLS
    for role, title, part in book.sheets:
        grid = Grid(role, title, *_cells(_split_cells(part), strings, columns, book))
        room -= sum(map(len, grid.rows.values())) + len(grid.marks)
        if room < 0:
            raise _Extraordinary
        yield grid


def _split_cells(part: bytes) -> list[Any]:
    """The groups of every cell of a sheet, in its order, with the empty text that stands before each."""
    data = _sheet_data(part)
    if data.count(b"<c ") > _MANY:
        data = re.sub(_EMPTY_ROWS, b"", re.sub(_BLANKS, b"", data))
        if data.count(b"<c ") > limits.MAX_CELLS:
            raise _Extraordinary
    pieces: list[Any] = _CELL.split(_text(data))
    if not _ROWS.fullmatch("".join(pieces[::_GROUPS])):
        raise _Extraordinary
    return pieces


def _sheet_data(part: bytes) -> bytes:
    """The rows of a sheet, which must all stand in one place."""
    if has_declaration(part) or not _SHEET_HEAD.match(_text(part[:1000], "replace")):
        raise _Extraordinary
    start, end = part.find(b"<sheetData>"), part.rfind(b"</sheetData>")
    if start < 0 or end < start:
        if re.findall(rb"<sheetData[^>]*", part) in ([b"<sheetData/"], [b"<sheetData /"]):
            return b""
        raise _Extraordinary
    if b"<sheetData" in part[:start] or b"<sheetData" in part[end:]:
        raise _Extraordinary
    return part[start + len(b"<sheetData>") : end]


def _cells(
    pieces: list[Any], strings: _Strings, columns: dict[str, int], book: Book
) -> tuple[dict[int, dict[int, Any]], dict[Place, tuple[str, str]]]:
    """The rows and the marks of a sheet. Whole lists at a time as far as that goes: a step for every cell costs most."""
    letters, digits, styles, shared, inline, kinds, formulas, figures = (
        pieces[number::_GROUPS] for number in range(1, _GROUPS)
    )
    texts = _Contents()
    kind_of_style, epoch_1904 = book.kinds, book.epoch_1904
    values = [
        strings[number]
        if number
        else texts[xml]
        if xml
        else _value(kind, figure, kind_of_style.get(style, ""), epoch_1904)
        for number, xml, kind, figure, style in zip(shared, inline, kinds, figures, styles, strict=True)
    ]
    rows: dict[int, dict[int, Any]] = {}
    latest = ""
    for column, row, value in zip(letters, digits, values, strict=True):
        if value != "":
            if row != latest:
                latest, cells = row, rows.setdefault(int(row), {})
            cells[columns.get(column) or _column(column, columns)] = value
    marks: dict[Place, tuple[str, str]] = {}
    if "e" in kinds or any(formulas):
        for column, row, kind, formula, figure in zip(letters, digits, kinds, formulas, figures, strict=True):
            if mark := _mark(kind, formula, figure):
                marks[int(row), _column(column, columns)] = mark
                values.append(mark)
    places = sum(map(len, rows.values())) + len(marks)
    if places != len(values) - values.count("") or any(column in rows.get(row, ()) for row, column in marks):
        raise _Extraordinary  # a cell that stands there twice
    if max((*rows, *(row for row, _ in marks)), default=0) > limits.MAX_ROWS:
        raise _Extraordinary
    numbers = sorted({*rows, *(row for row, _ in marks)})
    return {row: rows.get(row, {}) for row in numbers}, marks


def _column(letters: str, columns: dict[str, int]) -> int:
    """The number of a column that a form may have, kept for the next time."""
    number = parse_cell(f"{letters}1")[1]
    if number > limits.MAX_COLUMNS:
        raise _Extraordinary
    columns[letters] = number
    return number


def _value(kind: str | None, figure: str | None, style: str, epoch_1904: bool) -> Any:
    """What a cell with a figure shows, as the exact reader has it; nothing for a cell that is marked."""
    if kind in (None, "n") and figure and len(figure) <= _SHORT:
        return _short_number(figure, style, epoch_1904)
    if not figure:
        if figure is None and kind in ("e", "str"):  # an empty figure would say something else
            raise _Extraordinary
        return ""
    if kind == "e":
        return ""
    figure = _plain(figure) if "&" in figure else figure
    if not kind or kind == "n":
        return _number(figure, style, epoch_1904)
    if kind == "b":
        return TRUTHS.get(figure.strip().lower(), figure)
    return figure if figure.strip() else ""


def _number(figure: str, style: str, epoch_1904: bool) -> Any:
    bare = figure.strip()
    if NUMBER.fullmatch(bare):
        return shown(float(bare), style, epoch_1904)
    return figure if bare else ""


@lru_cache(maxsize=4096)
def _short_number(figure: str, style: str, epoch_1904: bool) -> Any:
    """A number, or the text that stands in its place, kept: years, counts and days come again and again."""
    return _number(_plain(figure), style, epoch_1904)


def _mark(kind: str | None, formula: str | None, figure: str | None) -> tuple[str, str] | None:
    """How a cell is marked when it is no blank though it seems one."""
    if formula and "&" in formula:
        _plain(formula)
    if kind == "e":
        return "error_cell", _plain(figure or "")
    return ("formula_without_value", "") if formula and not figure and kind != "str" else None


def _strings(part: bytes) -> list[str]:
    """The shared strings by number, as they stand there."""
    if not part or part.count(b"<si") > limits.MAX_STRINGS or has_declaration(part):
        raise _Extraordinary
    text = _text(part)
    head = _STRINGS_HEAD.match(text)
    if not head:
        raise _Extraordinary
    pieces = _STRING.split(text[head.end() :])
    if "".join(pieces[::2]).strip() not in ("", "</sst>"):
        raise _Extraordinary
    return pieces[1::2]


class _Strings(dict[str, str]):
    """The text of a shared string by its number. Many are asked for by no sheet that holds answers: what the form explains."""

    def __init__(self, strings: list[str]) -> None:
        self.strings = strings

    def __missing__(self, number: str) -> str:
        if int(number) >= len(self.strings):
            raise _Extraordinary
        text = self[number] = _content(self.strings[int(number)])
        return text


class _Contents(dict[str, str]):
    """The text of an inline string, worked out once."""

    def __missing__(self, xml: str) -> str:
        text = self[xml] = _content(xml)
        return text


def _content(xml: str) -> str:
    """The text of one or more `<t>`; an empty text for one of spaces alone, as both are blank cells."""
    if xml.startswith("<t>"):
        text = _string(xml[3:-4], "")
    elif xml.startswith(_KEPT):
        text = _string(xml[len(_KEPT) : -4], _KEPT)
    else:
        text = "".join([_string(text, kept) for kept, text in _SINGLE_TEXTS.findall(xml)])
    return "" if text.isspace() else text


def _string(text: str, kept: str) -> str:
    text = _plain(text) if "&" in text else text
    text = text if kept else text.strip(_XML_SPACES)
    return unescaped(text) if "_x" in text else text


def _plain(text: str) -> str:
    """Text with its references undone; one that XML does not have is nothing ordinary."""
    if "&#" in text:  # some programs write every Chinese letter as one
        first, *others = text.split("&#")
        text = first + "".join(map(_LETTERS.__getitem__, others))
    if "&" not in text:
        return text
    if text.count("&") != len(_REFERENCE.findall(text)):
        raise _Extraordinary
    return _REFERENCE.sub(_referred, text)


class _Letters(dict[str, str]):
    """What follows a `&#` to its text. The letters asked for are kept: at most as many as the plane has.

    References to ASCII stay as they are, so that what they stand for is not taken for the beginning of another one.
    """

    def __missing__(self, piece: str) -> str:
        number, _, rest = piece.partition(";")
        if len(number) == len(piece) or not _LETTER.fullmatch(number):
            return f"&#{piece}"
        letter = _letter(int(number))
        if not rest and letter <= "\uffff":
            self[piece] = letter
        return letter + rest


_LETTERS = _Letters()


def _referred(found: re.Match[str]) -> str:
    if found[1]:
        return _NAMED[found[1]]
    code = int(found[2]) if found[2] else int(found[3], 16)
    if code < 32 and code not in (9, 10, 13):
        raise _Extraordinary
    return _letter(code)


def _letter(code: int) -> str:
    if code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000:
        return chr(code)
    raise _Extraordinary


def _text(part: bytes, errors: str = "strict") -> str:
    """A part as text, with line ends as XML reads them; what XML forbids is nothing ordinary."""
    if len(part.translate(None, _CONTROLS)) != len(part) or (b"]" in part and b"]]>" in part):
        raise _Extraordinary
    try:
        text = part.decode("utf-8", errors)
    except UnicodeDecodeError:
        raise _Extraordinary from None
    if "\ufffe" in text or "\uffff" in text:
        raise _Extraordinary
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
