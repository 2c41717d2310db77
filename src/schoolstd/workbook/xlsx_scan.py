"""An xlsx scanned: the cells of one whose every cell has a form that spreadsheet programs write.

Reading event by event costs several times as much. A scan takes only what it knows in full: the rows are split at their
cells, and nothing but the tags of rows may be left between; what is anything else (a comment, CDATA, a cell without an
address, an attribute that is not known) leaves the whole workbook to the exact reader.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
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
    strings = _Strings(book.strings)
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
    if len(data) > 10 * _MANY and data.count(b"<c ") > _MANY:
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
    known = strings.texts if any(shared) else []
    distinct = [xml for xml in dict.fromkeys(inline) if xml]
    texts = dict(zip(distinct, _texts(distinct), strict=True))
    kind_of_style, epoch_1904 = book.kinds, book.epoch_1904
    try:
        values = [
            known[int(number)]
            if number
            else texts[xml]
            if xml
            else _value(kind, figure, kind_of_style.get(style, ""), epoch_1904)
            for number, xml, kind, figure, style in zip(shared, inline, kinds, figures, styles, strict=True)
        ]
    except IndexError:
        raise _Extraordinary from None
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


class _Strings:
    """The shared strings of a workbook, read when a cell first asks for one."""

    def __init__(self, part: bytes) -> None:
        self.part = part

    @cached_property
    def texts(self) -> list[str]:
        """The strings by number."""
        return _strings(self.part)


def _strings(part: bytes) -> list[str]:
    if not part or part.count(b"<si") > limits.MAX_STRINGS or has_declaration(part):
        raise _Extraordinary
    text = _text(part)
    head = _STRINGS_HEAD.match(text)
    if not head:
        raise _Extraordinary
    pieces = _STRING.split(text[head.end() :])
    if "".join(pieces[::2]).strip() not in ("", "</sst>"):
        raise _Extraordinary
    return _texts(pieces[1::2])


def _texts(xmls: list[str]) -> list[str]:
    """The texts of strings, each of one `<t>` or of runs; an empty text for one of spaces alone, as both are blank cells."""
    singles = [xml[xml.index(">") + 1 : -4] if xml[1] == "t" else "" for xml in xmls]
    texts = [
        text.strip(_XML_SPACES) if xml[2] == ">" else text
        for xml, text in zip(xmls, _without_references(singles), strict=True)
    ]
    if "_x" in "".join(singles):
        texts = [unescaped(text) if "_x" in single else text for text, single in zip(texts, singles, strict=True)]
    for number in [number for number, xml in enumerate(xmls) if xml[1] == "r"]:
        texts[number] = _joined(xmls[number])
    return ["" if text.isspace() else text for text in texts] if any(map(str.isspace, texts)) else texts


def _joined(runs: str) -> str:
    """The text of one or more `<t>`."""
    return "".join([_string(text, kept) for kept, text in _SINGLE_TEXTS.findall(runs)])


def _string(text: str, kept: str) -> str:
    text = _plain(text) if "&" in text else text
    text = text if kept else text.strip(_XML_SPACES)
    return unescaped(text) if "_x" in text else text


def _without_references(texts: list[str]) -> list[str]:
    """Texts with their references undone, all at once: a step for every text costs as much as what it does. Between them
    stands a NUL, as a reference of its own: no XML has it."""
    if "&" not in "".join(texts):
        return texts
    texts = _letters("&#\0".join(texts)).split("\0")
    return [_plain(text) if "&" in text else text for text in texts]


def _plain(text: str) -> str:
    """Text with its references undone; one that XML does not have is nothing ordinary."""
    text = _letters(text) if "&#" in text else text
    if "&" not in text:
        return text
    if text.count("&") != len(_REFERENCE.findall(text)):
        raise _Extraordinary
    return _REFERENCE.sub(_referred, text)


def _letters(text: str) -> str:
    """Text with its references to letters beyond ASCII undone: some programs write every Chinese letter as one."""
    first, *others = text.split("&#")
    return first + "".join(map(_LETTERS.__getitem__, others))


class _Letters(dict[str, str]):
    """What follows a `&#` to its text. The letters asked for are kept: at most as many as the plane has.

    References to ASCII stay as they are, so that what they stand for is not taken for the beginning of another one.
    """

    def __missing__(self, piece: str) -> str:
        if piece.startswith("\0"):
            return piece
        number, _, rest = piece.partition(";")
        if len(number) == len(piece) or not _LETTER.fullmatch(number):
            return f"&#{piece}"
        letter = _letter(int(number))
        if not rest and letter <= "\uffff":
            self[piece] = letter
        return letter + rest


_LETTERS = _Letters({"\0": "\0"})


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
