"""The outcome of a programme as a workbook of lists, each ready to be printed and signed. The same outcome, the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from openpyxl import Workbook

from schoolstd.reports import batch_page
from schoolstd.workbook import look
from schoolstd.workbook.packed import packed_book
from schoolstd.workbook.typeset import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from schoolstd.programme.outcome import Outcome
    from schoolstd.reports.batch_page import Entry
    from schoolstd.wording import Words
    from schoolstd.wording.programme import ProgrammeWords

NUMBER, CODE, NAME, DISTRICT, DAY, WHY = 6, 15, 30, 12, 13, 52
"""Widths of columns by what stands in them."""
TABS = {"overview": "FF1F4E79", "list": "FF5B7FA6", "sign": "FF2E7D32", "other": "FF7F8FA3"}


class Column(NamedTuple):
    """A column of a list: the key of its heading, its width, and the style of its cells."""

    key: str
    width: float
    style: str = "open"


SCHOOL = (
    Column("number", NUMBER),
    Column("code", CODE),
    Column("school", NAME, "in_text"),
    Column("district", DISTRICT),
)


def render(outcome: Outcome, words: Words, own: ProgrammeWords) -> bytes:
    """The bytes of an .xlsx: overview, a sheet for each list, and what is wrong with register and files."""
    book = _Book(outcome, own)
    book.overview()
    found = outcome.allocation
    for result in found.batches:
        name = own.name(result.batch)
        title = own.say("placed", batch=name, count=len(result.placed))
        entries = batch_page.placed(result, own)
        book.steps(own.say("sheet_placed", batch=name), title, entries)
    book.steps(own.say("sheet_waiting"), own.say("waiting", count=len(found.waiting)), batch_page.waiting(found, own))
    title = own.say(batch_page.not_eligible_title(outcome), count=len(found.ineligible))
    book.reasons(own.say("sheet_ineligible"), title, batch_page.ineligible(found, own))
    title = own.say("unreported", count=len(found.unreported))
    book.whys(own.say("sheet_unreported"), [(title, batch_page.unreported(found, own))])
    outside = [
        (own.say(key, count=len(entries)), entries)
        for key, entries in (("late", batch_page.late(found, own)), ("gone", batch_page.gone(found, own)))
        if entries
    ]
    if outside:
        book.whys(own.say("sheet_outside"), outside)
    if rounds := list(batch_page.round_lists(outcome, own)):
        book.whys(own.say("sheet_round"), rounds)
    if outcome.reviews:
        title = own.say("reviews", count=len(outcome.reviews))
        book.whys(own.say("sheet_reviews"), [(title, batch_page.reviews(outcome, own))])
    book.waivers()
    book.answers()
    book.problems(words)
    book.book.active = 0
    return packed_book(book.book, book.title)


class _Book:
    """The workbook while it is written."""

    def __init__(self, outcome: Outcome, own: ProgrammeWords) -> None:
        self.outcome, self.own = outcome, own
        self.title = own.say("batch_title", programme=own.name(outcome.programme))
        self.book = Workbook()
        self.book.remove(self.book.worksheets[0])
        look.add_styles(self.book)

    def overview(self) -> None:
        """How many, in which batch, by which rules, and the reference seats of the districts."""
        own, outcome = self.own, self.outcome
        columns, rows = batch_page.plan_rows(outcome, own)
        sheet = self._sheet(own.say("sheet_overview"), [Column("", width) for width in (22, 12, 12, 12, 12, 28)])
        row = self._heading(sheet, self.title, len(columns))
        for text in (*batch_page.overview_lines(outcome, own), own.disclaimer):
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(columns))
            look.put(sheet, row, 1, text, "plain")
            look.fit_row(sheet, row, [(text, 98)])
            row += 1
        row = self._table(sheet, row + 1, columns, rows)
        districts, seats = batch_page.reference_rows(outcome.allocation, own)
        sheet.merge_cells(start_row=row + 1, start_column=1, end_row=row + 1, end_column=len(columns))
        look.put(sheet, row + 1, 1, batch_page.seats_title(own), "section")
        row = self._table(sheet, row + 2, districts, seats)
        self._finish(sheet, row, len(columns), TABS["overview"], 0)

    def steps(self, name: str, title: str, entries: Sequence[Entry]) -> None:
        """A list of schools with the steps they have taken and why they stand here."""
        columns = (
            *SCHOOL,
            Column("order", 10),
            Column("applied", DAY),
            Column("recommended", DAY),
            Column("recognised", DAY),
            Column("why", WHY, "in_text"),
        )
        rows = []
        for number, each in enumerate(entries, start=1):
            step = each.school.step
            steps = (step.order, step.applied, step.recommended, step.recognised)
            rows.append((*_school(number, each), *steps, each.why))
        self._list(name, columns, [(title, rows)], TABS["sign"])

    def reasons(self, name: str, title: str, entries: Sequence[Entry]) -> None:
        """A list of schools with what is in their way and the nearest route."""
        columns = (*SCHOOL, Column("why", WHY + 10, "in_text"), Column("route", WHY - 12, "in_text"))
        rows = [(*_school(number, each), each.why, each.route) for number, each in enumerate(entries, start=1)]
        self._list(name, columns, [(title, rows)], TABS["list"])

    def whys(self, name: str, lists: Sequence[tuple[str, Sequence[Entry]]]) -> None:
        """One sheet of lists of schools, each with a reason."""
        columns = (*SCHOOL, Column("why", WHY + 20, "in_text"))
        parts = [(title, [(*_school(n, each), each.why) for n, each in enumerate(all_, 1)]) for title, all_ in lists]
        self._list(name, columns, parts, TABS["list"])

    def waivers(self) -> None:
        """Every waiver, and what it does."""
        told = self.outcome.waivers
        if told:
            rows: list[tuple[object, ...]] = [(number, self.own.waiver(each)) for number, each in enumerate(told, 1)]
            columns = (Column("number", NUMBER), Column("waiver", 124, "in_text"))
            title = self.own.say("waivers", count=len(told))
            self._list(self.own.say("sheet_waivers"), columns, [(title, rows)], TABS["other"], signed=False)

    def answers(self) -> None:
        """The answers to the open questions that the lists rest on: defaults that the documents do not give."""
        own = self.own
        columns = (
            Column("question_id", NUMBER + 2),
            Column("question", 36, "in_text"),
            Column("answer", 46, "in_text"),
            Column("reason", 40, "in_text"),
        )
        rows: list[tuple[object, ...]] = [
            (each.id, own.text(each, "question"), own.answer(each), own.text(each, "reason"))
            for each in self.outcome.programme.questions
            if each.default
        ]
        self._list(own.say("sheet_answers"), columns, [(own.say("answers"), rows)], TABS["other"], signed=False)

    def problems(self, words: Words) -> None:
        """What is wrong with the register, and the files that could not be used."""
        lines = batch_page.problem_lines(self.outcome, words)
        rows: list[tuple[object, ...]] = [(place, text) for place, text, _ in lines]
        doubled = batch_page.doubled_lines(self.outcome, self.own)
        rows += doubled
        rows += [(error.file, words.input_error(error)) for error in self.outcome.failures]
        if rows:
            columns = (Column("place", 40, "in_text"), Column("problem", 90, "in_text"))
            title = self.own.say("register_problems", count=len(lines))
            title += "　" + self.own.say("doubled", count=len(doubled)) if doubled else ""
            title += "　" + self.own.say("failures", count=len(self.outcome.failures))
            self._list(self.own.say("sheet_files"), columns, [(title, rows)], TABS["other"], signed=False)

    def _list(
        self,
        name: str,
        columns: Sequence[Column],
        parts: Sequence[tuple[str, Sequence[tuple[object, ...]]]],
        tab: str,
        signed: bool = True,
    ) -> None:
        """A sheet: title, day, then one or more lists under one header, and lines to sign at the end."""
        own = self.own
        sheet = self._sheet(name, columns)
        row = self._heading(sheet, parts[0][0], len(columns))
        header = row
        for column, each in enumerate(columns, start=1):
            look.put(sheet, row, column, own.say(f"col_{each.key}"), "header")
        look.fit_row(sheet, row, [(own.say(f"col_{each.key}"), each.width) for each in columns], 27)
        for number, (title, rows) in enumerate(parts):
            if number:
                row += 2
                look.put(sheet, row, 1, title, "section")
            for values in rows or [("",) * (len(columns) - 1) + (own.say("none"),)]:
                row += 1
                for column, (value, each) in enumerate(zip(values, columns, strict=True), start=1):
                    look.put(sheet, row, column, value, each.style)
                look.fit_row(sheet, row, [(value, each.width) for value, each in zip(values, columns, strict=True)], 24)
        if len(parts) == 1 and row > header:
            sheet.auto_filter.ref = look.area(header, 1, row, len(columns)).where
        if signed:
            for key in ("sign", "seal"):
                row += 2
                sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(columns))
                look.put(sheet, row, 1, own.say(key), "plain")
                sheet.row_dimensions[row].height = 30
        self._finish(sheet, row, len(columns), tab, header)

    def _sheet(self, name: str, columns: Sequence[Column]) -> Worksheet:
        sheet: Worksheet = self.book.create_sheet(clean(name)[:31])
        look.set_widths(sheet, [each.width for each in columns])
        return sheet

    def _heading(self, sheet: Worksheet, title: str, columns: int) -> int:
        """Write the title and the day over all columns; the row of the header below."""
        for row, (text, style) in enumerate(
            ((title, "title"), (batch_page.day_line(self.outcome, self.own), "subtitle")), start=1
        ):
            for column in range(1, columns + 1):
                look.put(sheet, row, column, text if column == 1 else None, style)
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
            sheet.row_dimensions[row].height = 36 if row == 1 else 22
        return 3

    def _table(self, sheet: Worksheet, row: int, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
        """A small table; the row below it."""
        for column, text in enumerate(columns, start=1):
            look.put(sheet, row, column, text, "header")
        for values in rows:
            row += 1
            for column, text in enumerate(values, start=1):
                look.put(sheet, row, column, int(text) if text.isdigit() else text, "label" if column == 1 else "open")
        return row + 1

    def _finish(self, sheet: Worksheet, last: int, columns: int, tab: str, header: int) -> None:
        printed = look.area(1, 1, last, columns)
        freeze = f"A{header + 1}" if header else ""
        look.finish(sheet, printed, tab, self.title, self.own.say("page"), True, freeze, header or 1, f"A{header + 1}")


def _school(number: int, entry: Entry) -> tuple[object, ...]:
    return (number, entry.school.code, entry.school.name, entry.school.district)
