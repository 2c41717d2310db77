"""批次建议 and 先进校: what a programme proposes on the day that was asked for, each list with its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schoolstd.reports import batch_page
from schoolstd.reports.district_xlsx.book import HEADER, Column
from schoolstd.workbook.typeset import GREEN, clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schoolstd.reports.batch_page import Entry
    from schoolstd.reports.district_page import Programmed
    from schoolstd.reports.district_xlsx.book import Book, Value

BATCHES = (
    ("list", 14, "centre"), ("code", 14, "centre"), ("name", 27, "text"), ("district", 11, "centre"), ("order", 10, "count"),
    ("applied", 12, "centre"), ("recommended", 12, "centre"), ("recognised", 12, "centre"), ("why", 52, "text"),
    ("route", 34, "text"),
)  # fmt: skip
MODEL = (
    ("list", 14, "centre"),
    ("code", 14, "centre"),
    ("name", 30, "text"),
    ("district", 12, "centre"),
    ("why", 80, "text"),
)
TAB = "FF2E7D32"


def add_batches(book: Book) -> None:
    """Write 批次建议: the list of schools, and below it the plan and the reference seats."""
    programmed = book.report.programmed
    if programmed is None:
        _instead(book, "batches", book.say("need_day" if book.report.programme else "need_programme"))
        return
    outcome, own = programmed
    note = "　".join((*batch_page.overview_lines(outcome, own), own.disclaimer))
    columns = [Column(book.say(f"col_{key}"), width, style) for key, width, style in BATCHES]
    title = f"{book.say('sheet_batches')}　{own.name(outcome.programme)}　{outcome.as_of}"
    rows = (_row(name, entry, steps=True) for name, entries in _lists(book, programmed) for entry in entries)
    sheet, row = book.list("batches", columns, rows, note, TAB, frozen=3, title=title)
    row = _small(book, sheet, row + 2, *batch_page.plan_rows(outcome, own))
    _small(book, sheet, row + 2, *batch_page.reference_rows(outcome.allocation, own), title=batch_page.seats_title(own))


def add_model(book: Book) -> None:
    """Write 先进校: who may be chosen in the round that is open, and the recognised schools with their re-review."""
    programmed = book.report.programmed
    if programmed is None:
        _instead(book, "model", book.say("need_day" if book.report.programme else "need_programme"))
        return
    outcome, own = programmed
    lists = list(batch_page.round_lists(outcome, own))
    if not lists and not outcome.reviews:
        _instead(book, "model", book.say("no_round"))
        return
    columns = [Column(book.say(f"col_{key}"), width, style) for key, width, style in MODEL]
    note = "　".join(
        (*(title for title, _ in lists), own.disclaimer) if lists else (book.say("no_round"), own.disclaimer)
    )
    book.list("model", columns, _model_rows(book, programmed), note, TAB, frozen=3)


def _lists(book: Book, programmed: Programmed) -> Iterator[tuple[str, Sequence[Entry]]]:
    outcome, own = programmed
    found = outcome.allocation
    for result in found.batches:
        yield book.say("list_batch", batch=own.name(result.batch)), batch_page.placed(result, own)
    for key in ("waiting", "ineligible", "unreported", "late", "gone"):
        yield book.say(f"list_{key}"), getattr(batch_page, key)(found, own)


def _model_rows(book: Book, programmed: Programmed) -> Iterator[list[Value]]:
    outcome, own = programmed
    round_ = outcome.round
    if round_:
        names = [key for key in ("chosen", "over", "others") if getattr(round_, key) or key == "chosen"]
        for key, (_, entries) in zip(names, batch_page.round_lists(outcome, own), strict=True):
            for entry in entries:
                yield _row(book.say(f"list_{key}"), entry)
    for entry in batch_page.reviews(outcome, own):
        yield _row(book.say("list_review"), entry)


def _row(name: str, entry: Entry, steps: bool = False) -> list[Value]:
    school = entry.school
    head: list[Value] = [name, school.code, school.name, school.district]
    if not steps:
        return [*head, entry.why]
    step = school.step
    return [*head, step.order, step.applied, step.recommended, step.recognised, entry.why, entry.route]


def _small(
    book: Book, sheet: Any, row: int, columns: Sequence[str], rows: Sequence[Sequence[str]], title: str = ""
) -> int:
    """A small table below a list; the row below it. Figures become numbers."""
    if not rows:
        return row
    if title:
        sheet.write_string(row, 0, clean(title), book.style("section", bottom=0))
        row += 1
    for number, text in enumerate(columns):
        sheet.write_string(row, number, clean(text), book.style("header"))
    for values in rows:
        row += 1
        for number, text in enumerate(values):
            value: Value = int(text) if text.isascii() and text.isdigit() and number else text
            book.put(sheet, row, number, value, book.style("centre" if isinstance(value, str) else "count"))
        sheet.set_row(row, book.height((text, each[1]) for text, each in zip(values, BATCHES, strict=False)))
    return row


def _instead(book: Book, key: str, text: str) -> None:
    """A sheet that says why it holds nothing."""
    widths = (90,)  # one column is never made narrower to fit a page
    sheet = book.sheet(book.say(f"sheet_{key}"), widths, GREEN)
    book.heading(sheet, book.say(f"sheet_{key}"), "", widths)
    sheet.write_string(HEADER, 0, text, book.style("text"))
    sheet.set_row(HEADER, book.height([(text, widths[0])], 40))
