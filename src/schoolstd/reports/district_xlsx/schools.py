"""学校一览: a row for every school in the order of codes, its counts as formulas over 指标分布."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.district.record import APPLICABLE
from schoolstd.reports.district_xlsx.book import HEADER, Column, Live
from schoolstd.reports.district_xlsx.links import MOST, link_to
from schoolstd.reports.district_xlsx.places import LISTED, SIGNS, places, rate_formula, rate_value
from schoolstd.reports.district_xlsx.styles import BAR, colour
from schoolstd.workbook.typeset import EDGE_COLOUR, RED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.district.record import Record
    from schoolstd.reports.district_xlsx.book import Book, Value
    from schoolstd.reports.district_xlsx.places import Places

COLUMNS = (
    ("number", 6, "count"), ("code", 14, "centre"), ("name", 27, "text"), ("district", 11, "centre"), ("stage", 11, "centre"),
    ("location", 10, "centre"), ("as_of", 12, "centre"), ("applicable", 8, "count"), ("met", 8, "count"),
    ("partial", 8, "count"), ("not_met", 8, "count"), ("no_evidence", 8, "count"), ("not_applicable", 8, "count"),
    ("rate", 10, "share"), ("waived", 7, "count"), ("gaps", 8, "count"), ("clean", 11, "centre"), ("grave", 9, "count"),
    ("filled", 10, "share"), ("standing", 10, "centre"), ("batch", 13, "centre"), ("file", 30, "link"),
)  # fmt: skip
LETTERS = {key: chr(ord("A") + number) for number, (key, _, _) in enumerate(COLUMNS)}
"""The letters of the columns by their keys."""


def add(book: Book) -> None:
    """Write the sheet."""
    at = places(book)
    columns = [Column(book.say(f"col_{key}"), width, style) for key, width, style in COLUMNS]
    sheet, last = book.list("schools", columns, _rows(book, at), book.say("note_schools"), EDGE_COLOUR, frozen=3)
    sheet.repeat_columns(0, 2)
    for key, most in (("rate", 1), ("gaps", None), ("grave", None)):
        column = list(LETTERS).index(key)
        bar = {"type": "data_bar", "bar_color": BAR, "bar_solid": True, "min_type": "num", "min_value": 0}
        bar |= {"max_type": "num", "max_value": most} if most else {}
        sheet.conditional_format(LISTED, column, last, column, bar)
    grave = {"type": "cell", "criteria": ">", "value": 0, "format": book.style("dxf", font_color="#A11212", bold=True)}
    sheet.conditional_format(LISTED, list(LETTERS).index("grave"), last, list(LETTERS).index("grave"), grave)
    short = f'"{book.say("short")}"'
    format_ = book.style("dxf", bg_color=colour(RED))
    column = list(LETTERS).index("clean")
    rule = {"type": "cell", "criteria": "==", "value": short, "format": format_}
    sheet.conditional_format(LISTED, column, last, column, rule)


def batches(book: Book) -> dict[str, str]:
    """What the programme proposes for each school, by code, in short."""
    programmed = book.report.programmed
    if programmed is None:
        return {}
    found, own = programmed.outcome.allocation, programmed.words
    places_ = {each.school.code: book.say("list_ineligible") for each in found.ineligible}
    places_ |= {each.candidate.school.code: book.say("list_waiting") for each in found.waiting}
    for key, schools in (("late", found.late), ("gone", found.gone)):
        places_ |= {each.school.code: book.say(f"list_{key}") for each in schools}
    for result in found.batches:
        places_ |= {each.candidate.school.code: own.name(result.batch) for each in result.placed}
    return places_


def given(book: Book, text: str) -> str:
    """A fact of a school as its sheet shows it; one that was left blank says so."""
    return book.report.words.fact(text)


def _rows(book: Book, at: Places) -> Iterator[list[Value]]:
    batch = batches(book)
    linked = len(book.report.summary.records) <= MOST
    for row, record in enumerate(book.report.summary.records, start=HEADER + 1):
        yield _row(book, at, row, record, batch, linked)


def _row(book: Book, at: Places, row: int, record: Record, batch: dict[str, str], linked: bool) -> list[Value]:
    facts = record.facts
    letters = [record.verdicts[place] for place in at.order[: at.mandatory]]
    counts = [letters.count(letter) for letter in APPLICABLE]
    applicable = sum(counts)
    ids = {at.ids[place] for place in at.order[: at.mandatory]}
    waived = sum(
        id_ in record.waived and letter in APPLICABLE and letter != "m"
        for id_, letter in zip(at.ids, record.verdicts, strict=True)
        if id_ in ids
    )
    gaps = applicable - counts[0] - waived
    cell = {key: f"{letter}{row + 1}" for key, letter in LETTERS.items()}
    other = f"{at.own(row, SIGNS['a'])}+{at.own(row, SIGNS['f'])}"
    filled, wanted = record.progress
    standing = record.programme.eligibility if record.programme else None
    return [
        row - HEADER,
        facts.code,
        facts.name,
        *(given(book, text) for text in (facts.district, facts.stage, facts.location)),
        record.as_of or "—",
        Live(f"SUM({cell['met']}:{cell['no_evidence']})", applicable),
        *(Live(at.own(row, SIGNS[each]), count) for each, count in zip(APPLICABLE, counts, strict=True)),
        Live(other, len(letters) - applicable),
        Live(rate_formula(cell["met"], cell["applicable"]), rate_value(counts[0], applicable)),
        waived,
        Live(f"{cell['applicable']}-{cell['met']}-{cell['waived']}", gaps),
        Live(
            f'IF({cell["gaps"]}=0,"{book.say("clean")}","{book.say("short")}")', book.say("short" if gaps else "clean")
        ),
        record.grave,
        1000 * filled // wanted / 1000 if wanted else "—",
        book.say("eligible" if standing.eligible else "not_eligible") if standing else "—",
        batch.get(facts.code, "—"),
        link_to(book.report, record.file) if linked else record.file,
    ]
