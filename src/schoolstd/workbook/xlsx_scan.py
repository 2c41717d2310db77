"""An xlsx scanned: the cells of one whose every cell has a form that spreadsheet programs write.

Reading event by event costs several times as much. A scan takes only what it knows in full: the rows are split at their
cells, and nothing but the tags of rows may be left between; what is anything else (a comment, CDATA, a cell without an
address, an attribute that is not known) leaves the whole workbook to the exact reader.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from schoolstd.location import parse_cell
from schoolstd.workbook import grid as limits
from schoolstd.workbook.grid import Grid
from schoolstd.workbook.xlsx_values import NUMBER, TRUTHS, shown, unescaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.workbook.container import Book

_HEAD = r"\ufeff?(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?i:utf-8)[\"'])?(?: standalone=[\"'](?:yes|no)[\"'])? ?\?>)?\s*"
_ATTRIBUTES = r'(?: [A-Za-z][A-Za-z0-9:]*+="[^"<&\n\t]*+")*+ ?'
_SHEET_HEAD = re.compile(_HEAD + r"<worksheet[ >]")
_STRINGS_HEAD = re.compile(_HEAD + r"<sst" + _ATTRIBUTES + r"/?>")
_KEPT = r'( xml:space="preserve")?+'
_T = r"<t" + _KEPT + r"(?: ?/>|>([^<]*+)</t>)"
_FREE_T = r'<t(?: xml:space="preserve")?+(?: ?/>|>[^<]*+</t>)'
# A run's looks are passed over, so that its attributes may hold anything, such as the name of a font in references.
_RUN = r'<r>(?:<rPr>(?:<[a-zA-Z]++(?: [a-zA-Z]++="[^"<>]*+")*+ ?/>)*+</rPr>)?+' + _FREE_T + r"</r>"
_RUNS = r"((?:" + _RUN + r")++)"
_PHONETIC = r"(?:<phoneticPr[^<>]*+/>)?+"
_TEXTS = re.compile(_T)
_STRING = re.compile(r"<si>(?:" + _T + "|" + _RUNS + r")" + _PHONETIC + r"</si>")
_ADDRESS = r'<c r="([A-Z]{1,3}+)([1-9]\d{0,6}+)"(?: s="(\d{1,5}+)")?+'
_CELL = re.compile(
    _ADDRESS + r'(?: t="(s|n|str|b|e|inlineStr)")?+(?: xml:space="preserve")?+>'
    r"(?!</c>)"
    r"(<f[^<>]*+(?:(?<=/)>|>[^<]*+</f>))?+"
    r'(?:<v(?: xml:space="preserve")?+(?: ?/>|>([^<]*+)</v>)|<is>('
    + _FREE_T
    + "|(?:"
    + _RUN
    + r")++)"
    + _PHONETIC
    + r"</is>)?+"
    r"</c>",
    re.ASCII,
)
_GROUPS = _CELL.groups + 1
_BLANK = r'<c r="[A-Z]{1,3}+[1-9]\d{0,6}+"(?: s="\d{1,5}+")?+(?: t="[a-zA-Z]++")?+(?: ?/>|></c>)'
_ROWS = re.compile(rf"(?:\s*+<row{_ATTRIBUTES}(?:/>|>(?:\s*+{_BLANK})*+\s*+</row>))*+\s*+", re.ASCII)
_BLANKS = re.compile(rb"(?:" + _BLANK.encode() + rb")++")
_EMPTY_ROWS = re.compile(rb'(?:<row(?: [A-Za-z][A-Za-z0-9:]*+="[^"<&\x00-\x1f]*+")*+ ?/>)++')
_CONTROLS = bytes(set(range(32)) - {9, 10, 13})
_FORBIDDEN = (b"]]>", b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_REFERENCE = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));", re.ASCII)
_LETTER = re.compile(r"&#([1-9]\d{3,6});", re.ASCII)
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
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
    strings = _strings(book.strings) if any(b't="s"' in part for _, _, part in book.sheets) else []
    columns: dict[str, int] = {}
    room = limits.MAX_CELLS
    for role, title, part in book.sheets:
        grid, count = _grid(Grid(role, title, [], {}), _split_cells(part), strings, columns, book)
        room -= count
        if room < 0:
            raise _Extraordinary
        yield grid


def _split_cells(part: bytes) -> list[Any]:
    """The groups of every cell of a sheet, in its order, with the empty text that stands before each."""
    data = _sheet_data(part)
    if data.count(b"<c ") > _MANY:
        data = _EMPTY_ROWS.sub(b"", _BLANKS.sub(b"", data))
        if data.count(b"<c ") > limits.MAX_CELLS:
            raise _Extraordinary
    pieces: list[Any] = _CELL.split(_text(data))
    if not _ROWS.fullmatch("".join(pieces[::_GROUPS])):
        raise _Extraordinary
    return pieces


def _sheet_data(part: bytes) -> bytes:
    """The rows of a sheet, which must all stand in one place."""
    if b"<!" in part or not _SHEET_HEAD.match(_text(part[:1000], "replace")):
        raise _Extraordinary
    start, end = part.find(b"<sheetData>"), part.rfind(b"</sheetData>")
    if start < 0 or end < start:
        if re.findall(rb"<sheetData[^>]*", part) in ([b"<sheetData/"], [b"<sheetData /"]):
            return b""
        raise _Extraordinary
    if b"<sheetData" in part[:start] or b"<sheetData" in part[end:]:
        raise _Extraordinary
    return part[start + len(b"<sheetData>") : end]


def _grid(grid: Grid, pieces: list[Any], strings: list[str], columns: dict[str, int], book: Book) -> tuple[Grid, int]:
    """A grid with the cells of a sheet put into it, and how many they are."""
    rows, marks, kinds, epoch_1904 = grid.rows, grid.marks, book.kinds, book.epoch_1904
    count, known, latest = 0, len(strings), ""
    cells: list[Any] = []
    value: Any
    for letters, digits, style, kind, formula, figure, inline in zip(
        *(pieces[number::_GROUPS] for number in range(1, _GROUPS)), strict=True
    ):
        mark = ""
        if kind == "s" and figure and figure.isdecimal() and int(figure) < known:
            value = strings[int(figure)]
        else:
            value, mark = _content(kind, formula, figure, inline, kinds.get(style, "") if style else "", epoch_1904)
        if not mark and isinstance(value, str) and (not value or value.isspace()):
            continue
        column = columns.get(letters) or _column(letters, columns)
        if digits != latest:
            latest, row = digits, int(digits)
            if row > limits.MAX_ROWS:
                raise _Extraordinary
            while len(rows) < row:
                rows.append([])
            cells = rows[row - 1]
        gap = column - len(cells)
        if gap == 1:
            cells.append(value)
        elif gap > 1:
            cells += [""] * (gap - 1)
            cells.append(value)
        elif gap < 1 and cells[column - 1] == "" and (row, column) not in marks:
            cells[column - 1] = value
        else:
            raise _Extraordinary
        if mark:
            marks[row, column] = (mark, value)
            cells[column - 1] = ""
        count += 1
    return grid, count


def _column(letters: str, columns: dict[str, int]) -> int:
    """The number of a column that a form may have, kept for the next time."""
    number = parse_cell(f"{letters}1")[1]
    if number > limits.MAX_COLUMNS:
        raise _Extraordinary
    columns[letters] = number
    return number


def _content(
    kind: str | None, formula: str | None, figure: str | None, inline: str | None, style: str, epoch_1904: bool
) -> tuple[Any, str]:
    """A cell's value, and its mark when it is no blank though it seems one; as the exact reader has them."""
    if formula and "&" in formula:
        _plain(formula)
    if figure is None and inline is not None:
        return _joined(inline), ""
    if (kind == "s" and figure) or (
        figure is None and kind in ("e", "str")
    ):  # an empty figure would say something else
        raise _Extraordinary
    figure = _plain(figure) if figure and "&" in figure else figure
    if kind == "e":
        return figure, "error_cell"
    if not figure and kind != "str":
        return "", "formula_without_value" if formula else ""
    return _value(kind, figure or "", style, epoch_1904), ""


def _value(kind: str | None, figure: str, style: str, epoch_1904: bool) -> Any:
    bare = figure.strip()
    if kind == "b":
        return TRUTHS.get(bare.lower(), figure)
    if kind in (None, "n") and NUMBER.fullmatch(bare):
        return shown(float(bare), style, epoch_1904)
    return figure


def _strings(part: bytes) -> list[str]:
    """The shared strings by number."""
    if not part or part.count(b"<si") > limits.MAX_STRINGS or b"<!" in part:
        raise _Extraordinary
    text = _text(part)
    head = _STRINGS_HEAD.match(text)
    if not head:
        raise _Extraordinary
    pieces = _STRING.split(text[head.end() :])
    if "".join(pieces[::4]).strip() not in ("", "</sst>"):
        raise _Extraordinary
    return [
        _joined(runs) if runs else _string(single, kept) if single else ""
        for kept, single, runs in zip(pieces[1::4], pieces[2::4], pieces[3::4], strict=True)
    ]


def _joined(runs: str) -> str:
    """The text of one or more `<t>`."""
    return "".join(_string(text, kept) for kept, text in _TEXTS.findall(runs))


def _string(text: str, kept: str | None) -> str:
    text = _plain(text) if "&" in text else text
    text = text if kept else text.strip(" \t\r\n")
    return unescaped(text) if "_x" in text else text


def _plain(text: str) -> str:
    """Text with its references undone; one that XML does not have is nothing ordinary."""
    if text.count("&") != len(_REFERENCE.findall(text)):
        raise _Extraordinary
    return _REFERENCE.sub(_referred, text)


def _referred(found: re.Match[str]) -> str:
    if found[1]:
        return _NAMED[found[1]]
    code = int(found[2]) if found[2] else int(found[3], 16)
    if code < 32 and code not in (9, 10, 13):
        raise _Extraordinary
    return _letter(code)


def _text(part: bytes, errors: str = "strict") -> str:
    """A part as text, with line ends as XML reads them; what XML forbids is nothing ordinary."""
    if len(part.translate(None, _CONTROLS)) != len(part) or any(mark in part for mark in _FORBIDDEN):
        raise _Extraordinary
    try:
        text = part.decode("utf-8", errors)
    except UnicodeDecodeError:
        raise _Extraordinary from None
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    return _with_letters(text) if "&#" in text else text


def _with_letters(text: str) -> str:
    """Text with the references to letters beyond ASCII undone: some programs write every Chinese letter as one. Those to
    ASCII stay, so that nothing becomes a tag."""
    pieces = _LETTER.split(text)
    if len(pieces) > 1:
        letters = {number: _letter(int(number)) for number in set(pieces[1::2])}
        pieces[1::2] = [letters[number] for number in pieces[1::2]]
    return "".join(pieces)


def _letter(code: int) -> str:
    if code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000:
        return chr(code)
    raise _Extraordinary
