"""A workbook's XML to grids: the cells of every known sheet with their real addresses. The only import of calamine.

calamine reads a sheet several times as fast as Python can, but misreads or drops in silence whatever is out of the ordinary:
comments, CDATA, character references, a second `sheetData`, cells without an address, errors, formulas without a value. So
it is given only sheets in which every cell has a form that it is known to read well, packed anew; all others are read
here, event by event. Both ways give the same grids, and a test holds them to it.
"""

from __future__ import annotations

import io
import re
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import ZipFile

from schoolstd.errors import InputError
from schoolstd.location import parse_cell
from schoolstd.workbook.container import Handler, open_book, role_of, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.workbook.container import Book, Container
    from schoolstd.workbook.layout import Sheet

MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELLS = 300_000
"""Cells with something in them, in all sheets together."""
MAX_STRINGS = 1_000_000
MAX_TEXT = 32_767
"""Letters of a cell, as Excel has it."""

Place = tuple[int, int]


class Grid(NamedTuple):
    """A sheet's cells: `rows[i][j]` stands in row i + 1 and column j + 1. `marks` says which blanks are none:
    (row, column) to `formula_without_value` or `error_cell`, with what stands there."""

    role: Sheet
    title: str
    rows: list[list[Any]]
    marks: dict[Place, tuple[str, str]]


class Grids(NamedTuple):
    """The known sheets of a workbook, in its order. `lost` are those that it lists but whose cells are not in the file."""

    grids: list[Grid]
    lost: list[tuple[Sheet, str]]
    epoch_1904: bool


def read_grids(container: Container) -> Grids:
    """The grids of the sheets that hold answers. Raises InputError when there is no telling what stands in the cells."""
    return _ods_grids(container) if container.format == "ods" else _xlsx_grids(container)


class _Cells:
    """The cells of one sheet as they are found, in any order, and as a grid in the end. `counter` counts those of all sheets."""

    def __init__(self, file: str, role: Sheet, title: str, counter: Iterator[int]) -> None:
        self.file, self.role, self.title, self.counter = file, role, title, counter
        self.values: dict[Place, Any] = {}
        self.marks: dict[Place, tuple[str, str]] = {}

    def put(self, row: int, column: int, value: Any, mark: str = "") -> None:
        """Take a cell that is not blank, or one that is marked as no blank."""
        if not mark and (value is None or (isinstance(value, str) and not value.strip())):
            return
        place = (row, column)
        if row > MAX_ROWS or column > MAX_COLUMNS:
            limits = {"sheet": self.title, "rows": str(MAX_ROWS), "columns": str(MAX_COLUMNS)}
            raise InputError(self.file, "sheet_too_large", limits)
        if place in self.values:
            raise InputError(self.file, "broken_workbook")
        if next(self.counter) >= MAX_CELLS:
            raise InputError(self.file, "too_many_rows", {"limit": str(MAX_ROWS)})
        self.values[place] = "" if mark else value
        if mark:
            self.marks[place] = (mark, str(value))

    def grid(self) -> Grid:
        """The cells in rows; each row as long as it must be."""
        rows: list[list[Any]] = [[] for _ in range(max((row for row, _ in self.values), default=0))]
        for (row, column), value in self.values.items():
            cells = rows[row - 1]
            cells += [""] * (column - len(cells))
            cells[column - 1] = value
        return Grid(self.role, self.title, rows, self.marks)


# ── xlsx ──


class _Texts(Handler):
    """Texts made of runs: the shared strings, or the text of one cell. How they are read aloud (`rPh`) is no part of them."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self.runs: list[str] = []
        self.pieces: list[str] | None = None
        self.kept = False
        self.skipped = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.skipped or name == "rPh":
            self.skipped += 1
        elif name == "t":
            self.pieces, self.kept = [], attributes.get("xml:space") == "preserve"
        elif name == "si":
            self.runs = []

    def end(self, name: str) -> None:
        if self.skipped:
            self.skipped -= 1
        elif name == "t" and self.pieces is not None:
            text = "".join(self.pieces)
            self.runs.append(_unescaped(text if self.kept else text.strip(" \t\r\n")))
            self.pieces = None
        elif name == "si":
            self.strings.append("".join(self.runs))

    def text(self, text: str) -> None:
        if self.pieces is not None:
            self.pieces.append(text)


def _unescaped(text: str) -> str:
    """Text with Excel's way of writing what XML cannot hold (`_x000D_`) undone; control characters are left out."""
    if "_x" not in text or len(text) > 7 * MAX_TEXT:
        return text
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: _character(int(found[1], 16)), text)


def _character(code: int) -> str:
    return chr(code) if (code >= 32 or code in (9, 10, 13)) and not 0xD800 <= code < 0xE000 else ""


class _Strings:
    """The shared strings of a workbook, read when a cell first asks for one."""

    def __init__(self, file: str, part: bytes) -> None:
        self.file, self.part = file, part

    @cached_property
    def texts(self) -> list[str]:
        """The strings by number; none when the workbook has no table of them."""
        found = _Texts()
        if self.part:
            walk(self.file, self.part, found)
        return found.strings


class _SheetReader(Handler):
    """The cells of a sheet part, exactly as they stand in it."""

    def __init__(self, cells: _Cells, strings: _Strings, kinds: dict[str, str], epoch_1904: bool) -> None:
        self.cells = cells
        self.strings = strings
        self.kinds = kinds
        self.epoch_1904 = epoch_1904
        self.row = self.column = 0
        self.inside = False
        self.skipped = 0
        self.cell: dict[str, str] | None = None
        self.place = (0, 0)
        self.formula = False
        self.figure: list[str] | None = None
        self.taking = False
        self.inline: _Texts | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.skipped or name in ("Choice", "extLst"):  # what a newer program reads instead, and additions
            self.skipped += 1
        elif self.cell is not None:
            if name == "v":
                self.figure, self.taking = [], True
            elif name == "f":
                self.formula = True
            elif self.inline:
                self.inline.start(name, attributes)
            elif name == "is":
                self.inline = _Texts()
        elif name == "sheetData":
            self.inside = True
        elif name == "row" and self.inside:
            self.row, self.column = int(attributes.get("r") or self.row + 1), 0
        elif name == "c" and self.inside:
            address = attributes.get("r")
            self.place = parse_cell(address) if address else (self.row, self.column + 1)
            self.column = self.place[1]
            self.cell, self.formula, self.figure, self.inline = attributes, False, None, None

    def end(self, name: str) -> None:
        if self.skipped:
            self.skipped -= 1
        elif self.cell is None:
            self.inside = self.inside and name != "sheetData"
        elif name == "v":
            self.taking = False
        elif name == "c":
            self._put(self.cell)
            self.cell = None
        elif self.inline:
            self.inline.end(name)

    def text(self, text: str) -> None:
        if self.taking and self.figure is not None:
            self.figure.append(text)
        elif self.inline:
            self.inline.text(text)

    def _put(self, cell: dict[str, str]) -> None:
        kind = cell.get("t", "n")
        figure = "".join(self.figure) if self.figure is not None else None
        if kind == "e" and figure is not None:
            self.cells.put(*self.place, figure, "error_cell")
        elif figure is None and self.inline:
            self.cells.put(*self.place, "".join(self.inline.runs))
        elif figure is None or (figure == "" and kind != "str"):
            if self.formula:
                self.cells.put(*self.place, "", "formula_without_value")
        else:
            self.cells.put(*self.place, self._value(kind, figure, cell.get("s", "")))

    def _value(self, kind: str, figure: str, style: str) -> Any:
        bare = figure.strip()
        if kind == "s":
            if not bare.isdecimal() or int(bare) >= len(self.strings.texts):
                raise InputError(self.cells.file, "broken_workbook")
            return self.strings.texts[int(bare)]
        if kind == "b":
            return {"1": True, "true": True, "0": False, "false": False}.get(bare.lower(), figure)
        if kind == "d":
            return _iso_moment(bare) or figure
        if kind == "n" and re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", bare):
            return _shown(float(bare), self.kinds.get(style, ""), self.epoch_1904)
        return figure


def _shown(number: float, kind: str, epoch_1904: bool) -> Any:
    """A number as its style shows it: itself, a date, a moment, a time of day or a span."""
    days = number + 1462 if epoch_1904 and number >= 1 else number
    if not kind or not 0 <= days < 2_958_466:
        return number
    if kind == "span":
        return timedelta(days=number)
    moment = datetime(1899, 12, 31 if days < 60 else 30) + timedelta(milliseconds=round(days * 86_400_000))
    if days < 1:
        return moment.time()
    return moment if moment.hour or moment.minute or moment.second or moment.microsecond else moment.date()


def _iso_moment(text: str) -> Any:
    """A date or a moment from ISO text, or None."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return None


def _xlsx_grids(container: Container) -> Grids:
    book, lost = open_book(container)
    data = _ordinary_data(book)
    grids = _fast_grids(book, data) if data is not None else None
    return Grids(_exact_grids(container.file, book) if grids is None else grids, lost, book.epoch_1904)


def _exact_grids(file: str, book: Book) -> list[Grid]:
    strings, counter = _Strings(file, book.strings), count()
    grids = []
    for role, title, part in book.sheets:
        cells = _Cells(file, role, title, counter)
        walk(file, part, _SheetReader(cells, strings, book.kinds, book.epoch_1904))
        grids.append(cells.grid())
    return grids


# ── xlsx, the ordinary kind ──

_HEAD = (
    rb"(?:\xef\xbb\xbf)?(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?i:utf-8)[\"'])?"
    rb"(?: standalone=[\"'](?:yes|no)[\"'])? ?\?>)?\s*"
)
_ATTRIBUTES = rb'(?: [A-Za-z][A-Za-z0-9:]*+="[^"<&\x00-\x1f]*+")*+ ?'
_SHEET_HEAD = re.compile(_HEAD + rb"<worksheet[ >]")
_STRINGS_HEAD = re.compile(_HEAD + rb"<sst" + _ATTRIBUTES + rb"/?>")
_LETTERS = rb"[^<&\x00-\x08\x0b\x0c\x0e-\x1f]*+"
_TEXT = _LETTERS + rb"(?:&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});" + _LETTERS + rb")*+"
_KEPT = rb'(?: xml:space="preserve")?+'
_T = rb"<t" + _KEPT + rb"(?: ?/>|>" + _TEXT + rb"</t>)"
# A run's looks are passed over, so that its attributes may hold anything, such as the name of a font in references.
_RUN = rb'<r>(?:<rPr>(?:<[a-zA-Z]++(?: [a-zA-Z]++="[^"<>]*+")*+ ?/>)*+</rPr>)?+' + _T + rb"</r>"
_TEXTS_OF = rb"(?:" + _T + rb"|(?:" + _RUN + rb")++)(?:<phoneticPr[^<>]*+/>)?+"
_F = rb"(?:<f[^<>]*+(?:(?<=/)>|>[^<]*+</f>))?+"
_BLANK = rb'<c r="[A-Z]{1,3}+[1-9]\d{0,6}+"(?: s="\d{1,5}+")?+(?: t="[a-zA-Z]++")?+(?: ?/>|></c>)'
_CELL = (
    # The address is at most AZ9999, so that what calamine makes of a sheet is not large.
    rb'<c r="A?[A-Z][1-9]\d{0,3}+"(?: s="\d{1,5}+")?+'
    rb'(?:(?: t="n")?+>' + _F + rb"<v>\d{1,17}+(?:\.\d{1,20}+)?+(?:E-\d{1,3}+)?+</v></c>"
    rb'| t="s">' + _F + rb"<v>\d{1,7}+</v></c>"
    rb'| t="b">' + _F + rb"<v>[01]</v></c>"
    rb'| t="str"' + _KEPT + rb">" + _F + rb"<v" + _KEPT + rb"(?: ?/>|>" + _TEXT + rb"</v>)</c>"
    rb'| t="inlineStr"><is>' + _TEXTS_OF + rb"</is></c>)"
)
_EMPTY_ROW = rb"<row" + _ATTRIBUTES + rb"/>"
_ROW = re.compile(rb"<row" + _ATTRIBUTES + rb">(?:" + _CELL + rb")*+</row>")
_ADDRESS = re.compile(rb'<c r="([A-Z]++\d++)')
_STRING = rb"<si>" + _TEXTS_OF + rb"</si>"


def _runs(pattern: bytes) -> re.Pattern[bytes]:
    """One or more of a pattern, written so that its first letters can be searched for."""
    return re.compile(pattern + rb"(?:" + pattern + rb")*+")


_BLANKS, _EMPTY_ROWS, _STRINGS = _runs(_BLANK), _runs(_EMPTY_ROW), _runs(_STRING)


def _ordinary_data(book: Book) -> list[bytes] | None:
    """The rows of every sheet, blanks left out, or None when anything in them is not of the form that calamine reads well."""
    if any(b't="s"' in part for _, _, part in book.sheets) and not _strings_ordinary(book.strings):
        return None
    found = []
    for _, _, part in book.sheets:
        data = _sheet_data(part)
        if data is None:
            return None
        found.append(data)
    few = sum(data.count(b"<c ") for data in found) <= MAX_CELLS
    return found if few and all(map(_data_ordinary, found)) else None


def _strings_ordinary(part: bytes) -> bool:
    head = _STRINGS_HEAD.match(part)
    if not head or part.count(b"<si") > MAX_STRINGS or not _is_plain(part):
        return False
    return _STRINGS.sub(b"", part[head.end() :]).strip() in (b"", b"</sst>")


def _sheet_data(part: bytes) -> bytes | None:
    """The rows without those cells and rows that are blank, or None when they do not all stand in one place."""
    if not _SHEET_HEAD.match(part) or b"<!" in part:
        return None
    start, end = part.find(b"<sheetData>"), part.rfind(b"</sheetData>")
    if start < 0 or end < start:
        return b"" if re.findall(rb"<sheetData[^>]*", part) in ([b"<sheetData/"], [b"<sheetData /"]) else None
    others = b"<sheetData" in part[:start] or b"<sheetData" in part[end:]
    return None if others else _EMPTY_ROWS.sub(b"", _BLANKS.sub(b"", part[start + len(b"<sheetData>") : end]))


def _data_ordinary(data: bytes) -> bool:
    if not _is_plain(data):
        return False
    addresses = _ADDRESS.findall(data)
    return len(set(addresses)) == len(addresses) and not _ROW.sub(b"", data).strip()


def _is_plain(part: bytes) -> bool:
    """Whether text is UTF-8 and has nothing in it that XML forbids or that Excel escapes in its own way (`_x000D_`)."""
    try:
        part.decode()
    except UnicodeDecodeError:
        return False
    return b"_x" not in part and b"]]>" not in part


def _fast_grids(book: Book, data: list[bytes]) -> list[Grid] | None:
    """Grids by calamine, or None when it will not have them after all."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(_packed(book, data))) as workbook:
            return [
                Grid(role, title, workbook.get_sheet_by_index(index).to_python(skip_empty_area=False), {})
                for index, (role, title, _) in enumerate(book.sheets)
            ]
    except CalamineError:
        return None


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _packed(book: Book, data: list[bytes]) -> bytes:
    """The sheets as the plainest xlsx there is. Nothing is in it but what has been looked at."""
    numbers = range(1, len(book.sheets) + 1)
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATION}/worksheet" Target="worksheets/{n}.xml"/>' for n in numbers
    )
    formats = {"date": 14, "span": 46, "": 0}
    last = max(map(int, book.kinds), default=0)
    styles = "".join(f'<xf numFmtId="{formats[book.kinds.get(str(n), "")]}"/>' for n in range(last + 1))
    epoch = f'<workbookPr date1904="{int(book.epoch_1904)}"/>'
    start = f'<Relationship Id="r0" Type="{_RELATION}/officeDocument" Target="xl/workbook.xml"/>'
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{start}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}">{epoch}<sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs>{styles}</cellXfs></styleSheet>',
    }
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
        if book.strings:
            archive.writestr("xl/sharedStrings.xml", book.strings)
        for number, rows in zip(numbers, data, strict=True):
            sheet = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (_MAIN.encode(), rows)
            archive.writestr(f"xl/worksheets/{number}.xml", sheet)
    return packed.getvalue()


# ── ods ──

_ODS_ERROR = re.compile(r"#[A-Z/0]+[!?]|#N/A|(Err|错误):\d{3}")


class _OdsReader(Handler):
    """The cells of the known sheets of a `content.xml`. Paragraphs of notes and drawings in a cell are not its text."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.counter = count()
        self.sheets: list[_Cells] = []
        self.epoch_1904 = False
        self.depth = 0
        self.cells: _Cells | None = None
        self.row = self.column = 1
        self.repeated = 1
        self.cell: dict[str, str] | None = None
        self.cell_depth = 0
        self.found: list[tuple[int, Any, str]] = []
        self.paragraphs: list[list[str]] = []
        self.taking = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.cell is not None:
            self._start_text(name, attributes)
        elif name == "table" and self.depth == 4:
            title = attributes.get("table:name", "")
            role = role_of(title)
            self.cells = _Cells(self.file, role, title, self.counter) if role else None
            self.row = 1
        elif name == "null-date":
            self.epoch_1904 = attributes.get("table:date-value", "").startswith("1904")
        elif self.cells is None:
            return
        elif name == "table-row":
            self.repeated, self.column, self.found = int(attributes.get("table:number-rows-repeated", 1)), 1, []
        elif name in ("table-cell", "covered-table-cell"):
            self.cell, self.cell_depth, self.paragraphs = attributes, self.depth, []

    def end(self, name: str) -> None:
        self.depth -= 1
        if self.cell is not None:
            if self.depth == self.cell_depth:
                self.taking = False
            elif self.depth < self.cell_depth:
                self._end_cell(self.cell)
                self.cell = None
        elif self.cells is None:
            return
        elif name == "table" and self.depth == 3:
            self.sheets.append(self.cells)
            self.cells = None
        elif name == "table-row":
            self._end_row(self.cells)

    def text(self, text: str) -> None:
        if self.taking:
            self.paragraphs[-1].append(text)

    def _start_text(self, name: str, attributes: dict[str, str]) -> None:
        if name == "p" and self.depth == self.cell_depth + 1:
            self.paragraphs.append([])
            self.taking = True
        elif self.taking and name in ("s", "tab", "line-break"):
            self.paragraphs[-1].append(
                "\n" if name == "line-break" else " " * min(int(attributes.get("text:c", 1)), 100)
            )

    def _end_cell(self, cell: dict[str, str]) -> None:
        text = "\n".join("".join(pieces) for pieces in self.paragraphs)
        formula, kind = cell.get("table:formula", ""), cell.get("office:value-type", "")
        value, mark = _ods_value(cell, kind, text), ""
        if formula in ("of:=TRUE()", "of:=FALSE()"):  # what LibreOffice makes of a yes or no out of an xlsx
            value = formula == "of:=TRUE()"
        elif cell.get("calcext:value-type") == "error" or (formula and _ODS_ERROR.fullmatch(text)):
            value, mark = text, "error_cell"
        elif formula and not kind and not self.paragraphs:
            mark = "formula_without_value"
        repeated = int(cell.get("table:number-columns-repeated", 1))
        if mark or value not in (None, ""):
            for column in range(self.column, self.column + min(repeated, MAX_COLUMNS + 1)):
                self.found.append((column, value, mark))
        self.column += repeated

    def _end_row(self, cells: _Cells) -> None:
        if self.found:
            for row in range(self.row, self.row + min(self.repeated, MAX_ROWS + 1)):
                for column, value, mark in self.found:
                    cells.put(row, column, value, mark)
        self.row += self.repeated


def _ods_value(cell: dict[str, str], kind: str, text: str) -> Any:
    if kind in ("float", "percentage", "currency"):
        return float(cell.get("office:value", ""))
    if kind == "boolean":
        return cell.get("office:boolean-value") == "true"
    if kind == "date":
        return _iso_moment(cell.get("office:date-value", "")) or text
    return cell.get("office:string-value", text) if kind == "string" else text


def _ods_grids(container: Container) -> Grids:
    content = container.parts.get("content.xml")
    if content is None:
        raise InputError(container.file, "broken_workbook")
    reader = _OdsReader(container.file)
    walk(container.file, content, reader)
    return Grids([cells.grid() for cells in reader.sheets], [], reader.epoch_1904)
