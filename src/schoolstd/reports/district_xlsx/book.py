"""The summary workbook while it is written: sheets, formats, headings, lists, print set-up.

XlsxWriter, because a city's summary is a hundred thousand cells with conditional formats, charts and formulas that carry
their values: for 1,300 × 160 such cells it took 1.2 s and 41 MB where openpyxl took 2.8 s and 86 MB. What schools wrote goes
through `write_string` alone, so that nothing of theirs becomes a formula or a link.
"""

from __future__ import annotations

import io
import tempfile
from typing import TYPE_CHECKING, Any, NamedTuple

import xlsxwriter

from schoolstd.reports.district_xlsx.streamed import HEIGHT, Streamed
from schoolstd.reports.district_xlsx.styles import STYLES, colour
from schoolstd.workbook.packed import STAMP
from schoolstd.workbook.typeset import FONT, LINE, SIZE, TALLEST, clean, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.format import Format

    from schoolstd.reports.district_report import DistrictReport

A3, A4 = 8, 9
HEADER = 2
"""The row of a list's header, counted from 0: title and note stand above it."""


class Live(NamedTuple):
    """A formula with the value it has, for readers that do not recalculate."""

    formula: str
    value: float | str


class Link(NamedTuple):
    """A text that leads to a file, by a relative address, or to a sheet of this book."""

    address: str
    text: str


class Column(NamedTuple):
    """A column of a list: its heading, its width, and the style of its cells."""

    heading: str
    width: float
    style: str = "text"


Value = str | int | float | Live | Link | None


class Book:
    """The workbook and what all sheets need. Use it as a context, and `content` when all sheets are written."""

    def __init__(self, report: DistrictReport, title: str) -> None:
        self.report, self.title = report, clean(title)
        self.say = report.words.say
        self._folder = tempfile.TemporaryDirectory(prefix="schoolstd-")
        self._target = io.BytesIO()
        options = {
            "tmpdir": self._folder.name,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": FONT, "font_size": SIZE},
        }
        self.book: Any = xlsxwriter.Workbook(self._target, options)
        self.book.set_properties({"title": self.title, "author": "schoolstd", "created": STAMP})
        self.book.set_size(26000, 16000)
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_: object) -> None:
        for sheet in self.book.worksheets():
            sheet.release()
        self._folder.cleanup()

    def content(self) -> bytes:
        """Finish the book: its bytes."""
        self.book.close()
        return self._target.getvalue()

    def style(self, name: str, **changed: object) -> Format:
        """The format of a name in STYLES, with changes; the same one each time."""
        properties = {**STYLES[name], **changed}
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(properties)
        return self._formats[key]

    def sheet(self, title: str, widths: Sequence[float], tab: str, landscape: bool = True, paper: int = A4) -> Any:
        """A new sheet with its columns and its print set-up."""
        sheet = self.book.add_worksheet(clean(title), worksheet_class=Streamed)
        for number, width in enumerate(widths):
            sheet.set_column(number, number, width, self.style("blank"))
        sheet.hide_gridlines(2)
        sheet.set_tab_color(colour(tab))
        sheet.set_paper(paper)
        (sheet.set_landscape if landscape else sheet.set_portrait)()
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_margins(0.4, 0.4, 0.7, 0.6)
        name = self.title.replace("&", "&&")[:100]
        sheet.set_header(f'&L&"{FONT}"&9{name}&R&"{FONT}"&9&A', {"margin": 0.3})
        sheet.set_footer(f'&C&"{FONT}"&9{self.say("page")}', {"margin": 0.3})
        return sheet

    def heading(self, sheet: Any, title: str, note: str, widths: Sequence[float]) -> None:
        """Title and note over all columns, in the first two rows."""
        for row, (text, style) in enumerate(((title, "title"), (note, "note"))):
            self.wide(sheet, row, 0, len(widths) - 1, text, style)
        sheet.set_row(0, 34)
        sheet.set_row(1, max(22, self.height([(note, sum(widths))])))

    def wide(self, sheet: Any, row: int, first: int, last: int, text: str, style: str, **changed: object) -> None:
        """A text over the columns from `first` to `last`."""
        format_ = self.style(style, **changed)
        if last > first:
            sheet.merge_range(row, first, row, last, "", format_)
        sheet.write_string(row, first, clean(text), format_)

    def list(
        self,
        key: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Value]],
        note: str,
        tab: str,
        frozen: int = 0,
        title: str = "",
    ) -> tuple[Any, int]:
        """A sheet with a header and a row for each of `rows`, to be filtered and printed; the sheet and its last row."""
        widths = [each.width for each in columns]
        sheet = self.sheet(self.say(f"sheet_{key}"), widths, tab)
        self.heading(sheet, title or self.say(f"sheet_{key}"), note, widths)
        last = self.table(sheet, HEADER, columns, rows)
        sheet.autofilter(HEADER, 0, max(last, HEADER + 1), len(columns) - 1)
        sheet.freeze_panes(HEADER + 1, frozen)
        sheet.repeat_rows(HEADER)
        return sheet, last

    def table(self, sheet: Any, row: int, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> int:
        """A header and rows below it, from a row on; the last row. A table without rows says so."""
        for number, column in enumerate(columns):
            sheet.write_string(row, number, column.heading, self.style("header"))
        sheet.set_row(row, self.height([(each.heading, each.width) for each in columns], 24))
        styles = [self.style(each.style) for each in columns]
        start = row
        for values in rows:
            row += 1
            for number, (value, style) in enumerate(zip(values, styles, strict=True)):
                self.put(sheet, row, number, value, style)
            sheet.set_row(
                row, self.height((v, each.width) for v, each in zip(values, columns, strict=True) if isinstance(v, str))
            )
        if row == start:
            row += 1
            for number in range(len(columns)):
                sheet.write_string(row, number, "" if number else self.say("none"), self.style("text"))
        return row

    def put(self, sheet: Any, row: int, column: int, value: Value, style: Format) -> None:
        """Write a value; text stays text."""
        if isinstance(value, Live):
            sheet.write_formula(row, column, f"={value.formula}", style, value.value)
        elif isinstance(value, Link):
            sheet.write_url(row, column, value.address, style, clean(value.text) or "…")
        elif isinstance(value, str) and value:
            sheet.write_string(row, column, clean(value), style)
        elif value is None or value == "":
            sheet.write_blank(row, column, None, style)
        else:
            sheet.write_number(row, column, value, style)

    @staticmethod
    def height(texts: Iterable[tuple[str, float]], least: float = HEIGHT) -> float:
        """How high a row has to be for its longest wrapped text; `texts` are (text, width) pairs."""
        most = max((lines(text, width) for text, width in texts), default=1)
        return min(TALLEST, max(least, most * LINE + 5))
