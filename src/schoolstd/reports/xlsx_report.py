"""Gap reports as a workbook: overview, gaps, all indicators, checks and problems with the data, each ready to be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from openpyxl import Workbook

from schoolstd.assessment.model import COUNTED
from schoolstd.reports.findings import plain, schools
from schoolstd.wording.formats import FormatWords
from schoolstd.workbook import look
from schoolstd.workbook.packed import packed_book
from schoolstd.workbook.typeset import with_room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from schoolstd.reports import Report
    from schoolstd.reports.findings import Finding, Row, School

TABS = {
    "overview": "FF1F4E79",
    "more": "FF2E7D32",
    "gaps": "FFC62828",
    "indicators": "FF5B7FA6",
    "checks": "FF5B7FA6",
    "problems": "FF7F8FA3",
}
FILLS = {"met": "filled", "partial": "blank", "not_met": "bad", "no_evidence": "blank"}
"""The style of a verdict's cell; others are left white."""


class Column(NamedTuple):
    """A column of a list: the key of its heading, its width, and the style of its cells."""

    key: str
    width: float
    style: str = "in_text"


WHO = (Column("list_file", 18), Column("list_school", 20))
GAPS = (
    Column("list_duty", 14), Column("list_indicator", 9, "open"), Column("list_title", 18), Column("list_verdict", 10, "open"),
    Column("list_claim", 10, "open"), Column("list_check_title", 22), Column("found", 28), Column("wanted", 24),
    Column("cell", 16), Column("source", 24), Column("remedy", 34), Column("responsible", 10, "open"), Column("due", 12, "open"),
)  # fmt: skip
INDICATORS = (
    Column("list_duty", 16), Column("list_task", 22), Column("list_indicator", 9, "open"), Column("list_title", 26),
    Column("list_severity", 8, "open"), Column("list_verdict", 12, "open"), Column("list_claim", 12, "open"),
    Column("list_agreement", 10, "open"), Column("waived_label", 30), Column("list_change", 12, "open"),
)  # fmt: skip
CHECKS = (
    Column("list_indicator", 9, "open"), Column("list_check", 24), Column("list_check_title", 24), Column("list_level", 8, "open"),
    Column("list_outcome", 10, "open"), Column("found", 30), Column("wanted", 30), Column("cell", 18), Column("source", 28),
)  # fmt: skip
PROBLEMS = (Column("severity", 10, "open"), Column("cell", 20), Column("sentence", 70), Column("code", 24))

MORE = (Column("section", 34), Column("line", 100))


def render(report: Report) -> bytes:
    """The bytes of an .xlsx; with several workbooks each list begins with file and school."""
    book = _Book(report)
    book.overview()
    if more := list(book.more()):
        book.list("more", MORE, more)
    book.list("gaps", GAPS, book.gaps())
    book.list("indicators", INDICATORS, book.indicators())
    book.list("checks", CHECKS, book.checks())
    book.list("problems", PROBLEMS, book.problems())
    book.book.active = 0
    return packed_book(book.book, book.title)


class _Book:
    """The workbook while it is written."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.says = FormatWords(report.words.lang)
        self.schools = schools(report)
        several = report.several or not self.schools
        self.title = self.says.say("schools_title", count=len(self.schools)) if several else self.schools[0].title
        self.who = WHO if several else ()
        self.book = Workbook()
        self.book.remove(self.book.worksheets[0])
        look.add_styles(self.book)

    # ── what the lists say ──

    def more(self) -> Iterator[tuple[object, ...]]:
        """A row for every line of what a programme and the workbooks below say, and for every waiver."""
        for school in self.schools:
            for heading, lines in school.more:
                yield from ((*self._who(school), heading, f"{line.mark} {line.text}".strip()) for line in lines)
            heading = self.report.words.label("waivers", count=len(school.waivers))
            yield from ((*self._who(school), heading, text) for text in school.waivers)

    def gaps(self) -> Iterator[tuple[object, ...]]:
        """A row for every check that a gap rests on."""
        for school, row in self._rows(lambda school: school.shown_gaps):
            for each in row.to_do:
                head = (row.duty_title, row.id, row.title, row.verdict_text, row.claim_text)
                yield (
                    *self._who(school),
                    *head,
                    *_what(each),
                    each.places,
                    each.source,
                    each.remedy,
                    row.responsible,
                    row.due,
                )

    def indicators(self) -> Iterator[tuple[object, ...]]:
        """A row for every indicator."""
        for school, row in self._rows(lambda school: school.shown):
            verdicts = (row.severity_text, row.verdict_text, row.claim_text, row.agreement_text)
            names = (row.duty_title, row.task_title, row.id, row.title)
            yield (*self._who(school), *names, *verdicts, row.skipped, row.change_text)

    def checks(self) -> Iterator[tuple[object, ...]]:
        """A row for every check."""
        for school, row in self._rows(lambda school: school.shown):
            for each in row.findings:
                head = (row.id, each.id, each.title, self.says.say(f"level_{each.level}"), each.outcome_text)
                yield (*self._who(school), *head, each.found, each.wanted, each.places, each.source)

    def problems(self) -> Iterator[tuple[object, ...]]:
        """A row for every problem with the data, then one for every file that could not be used."""
        for school in self.schools:
            for each in school.faults:
                place = plain(each.location) if each.location else ""
                yield (*self._who(school), each.severity_text, place, each.sentence, each.code)
        grave = self.report.words.table.SEVERITIES["error"]
        for error in self.report.failures:
            yield (plain(error.file), "", grave, "", plain(self.report.words.input_error(error)), error.code)

    def _rows(self, rows: Callable[[School], Iterable[Row]]) -> Iterator[tuple[School, Row]]:
        return ((school, row) for school in self.schools for row in rows(school))

    def _who(self, school: School) -> tuple[object, ...]:
        return (school.file, school.name) if self.who else ()

    # ── how they look ──

    def overview(self) -> None:
        """What each school's conclusion says, and its duties in figures."""
        label = self.report.words.label
        widths = (34, 11, 11, 11, 11, 11, 12)
        sheet = self._sheet("overview", widths)
        row = self._heading(sheet, len(widths))
        for school in self.schools:
            texts = [school.title, school.day, *(line.text for line in school.summary)] if self.who else [
                line.text for line in school.summary
            ]  # fmt: skip
            for number, text in enumerate(texts):
                sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(widths))
                look.put(sheet, row, 1, text, "section" if self.who and number == 0 else "plain")
                look.fit_row(sheet, row, [(text, sum(widths))])
                row += 1
            heads = [label("duty"), *(label(key) for key in COUNTED), label("rate")]
            for column, text in enumerate(heads, start=1):
                look.put(sheet, row, column, text, "header")
            totals = [(each.title, each.counts, each.rate) for each in school.duties]
            for name, counts, rate in [*totals, (label("total"), school.counts, school.rate)]:
                row += 1
                for column, value in enumerate((name, *(getattr(counts, key) for key in COUNTED), rate), start=1):
                    look.put(sheet, row, column, value, "label" if column == 1 else "open")
                look.fit_row(sheet, row, [(name, widths[0])])
            row += 2
        names = ("gaps", "indicators", "checks", "problems")
        for name in ("more", *names) if any(self.more()) else names:
            self._link(sheet, row, self.says.say(f"sheet_{name}"))
            row += 1
        footer = label("footer")
        sheet.merge_cells(start_row=row + 1, start_column=1, end_row=row + 1, end_column=len(widths))
        look.put(sheet, row + 1, 1, footer, "plain")
        look.finish(
            sheet,
            look.area(1, 1, row + 1, len(widths)),
            TABS["overview"],
            self.title,
            self.says.say("page"),
            False,
            "",
            0,
        )

    def list(self, name: str, columns: Sequence[Column], rows: Iterable[tuple[object, ...]]) -> None:
        """A sheet with a header and a row for each of `rows`, to be filtered and printed."""
        rows = list(rows)
        columns = tuple(
            each._replace(width=with_room(each.width, self._words(each, at, rows)))
            for at, each in enumerate((*self.who, *columns))
        )
        sheet = self._sheet(name, [each.width for each in columns])
        row = header = self._heading(sheet, len(columns))
        for column, each in enumerate(columns, start=1):
            look.put(sheet, row, column, self.says.say(each.key), "header")
        look.fit_row(sheet, row, [(self.says.say(each.key), each.width) for each in columns], 27)
        verdicts = {self.report.words.verdict(key): style for key, style in FILLS.items()}
        empty = (self.says.say("none"), *("",) * (len(columns) - 1))
        for values in rows or [empty]:
            row += 1
            for column, (value, each) in enumerate(zip(values, columns, strict=True), start=1):
                style = verdicts.get(str(value), each.style) if each.key == "list_verdict" else each.style
                look.put(sheet, row, column, value, style)
            look.fit_row(sheet, row, [(value, each.width) for value, each in zip(values, columns, strict=True)])
        printed = look.area(1, 1, row, len(columns))
        sheet.auto_filter.ref = look.area(header, 1, row, len(columns)).where
        page = self.says.say("page")
        look.finish(sheet, printed, TABS[name], self.title, page, True, f"A{header + 1}", header, f"A{header + 1}")

    def _words(self, column: Column, at: int, rows: Sequence[tuple[object, ...]]) -> Iterator[object]:
        """The heading of a column, and what stands below it where that is a word or two of few."""
        yield self.says.say(column.key)
        if column.style == "open":
            yield from (row[at] for row in rows)

    def _sheet(self, name: str, widths: Iterable[float]) -> Worksheet:
        sheet = cast("Worksheet", self.book.create_sheet(self.says.say(f"sheet_{name}")))
        look.set_widths(sheet, widths)
        return sheet

    def _heading(self, sheet: Worksheet, columns: int) -> int:
        """Title and day over all columns; the row below them."""
        days = dict.fromkeys(f"{school.day}　{school.file}" for school in self.schools)
        texts = (
            (self.title, "title"),
            (next(iter(days)) if len(days) == 1 else self.says.say("sheet_overview"), "subtitle"),
        )
        for row, (text, style) in enumerate(texts, start=1):
            for column in range(1, columns + 1):
                look.put(sheet, row, column, text if column == 1 else None, style)
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
            sheet.row_dimensions[row].height = 36 if row == 1 else 22
        return 3

    def _link(self, sheet: Worksheet, row: int, title: str) -> None:
        from openpyxl.worksheet.hyperlink import Hyperlink

        cell: Any = look.put(sheet, row, 1, title, "link")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{title}'!A1")
        cell.style = "link"


def _what(each: Finding) -> tuple[str, str, str]:
    return each.title, each.found, each.wanted
