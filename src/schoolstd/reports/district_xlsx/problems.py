"""数据问题: what schools have to correct, cell by cell; files that could not be used, and several files of one school."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.problem import Severity
from schoolstd.reports.district_page import failure_sentence
from schoolstd.reports.district_xlsx.book import HEADER, Column
from schoolstd.reports.district_xlsx.styles import CELLS, colour
from schoolstd.reports.register_problems import problem_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.catalog.model import Catalog
    from schoolstd.district.record import Noted, Record
    from schoolstd.reports.district_xlsx.book import Book, Value

COLUMNS = (
    ("file", 30, "text"), ("code", 14, "centre"), ("name", 25, "text"), ("sheet", 13, "centre"), ("cell", 9, "centre"),
    ("severity", 9, "centre"), ("what", 76, "text"),
)  # fmt: skip
MOST = 200
"""Problems of a school that are listed: more are of one kind, and its own report has them."""


def add(book: Book) -> None:
    """Write the sheet."""
    columns = [Column(book.say(f"col_{key}"), width, style) for key, width, style in COLUMNS]
    sheet, last = book.list("problems", columns, _rows(book), book.say("note_problems"), "FFE3B341")
    severities = book.report.words.words.table.SEVERITIES
    for text, sign in ((severities["error"], "×"), (book.say("kind_file"), "×"), (severities["warning"], "△")):
        ground, ink = map(colour, CELLS[sign])
        format_ = book.style("dxf", bg_color=ground, font_color=ink)
        rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": format_}
        sheet.conditional_format(HEADER + 1, 5, last, 5, rule)


def sentence(book: Book, noted: Noted, catalog: Catalog | None = None) -> str:
    """What is wrong; without the values that a district has kept to itself when there are none. `catalog` is that of an office."""
    words = book.report.words.words
    return problem_sentence(words.of(catalog) if catalog else words, noted)


def _rows(book: Book) -> Iterator[list[Value]]:
    found, words = book.report.summary.gathered, book.report.words
    kind, severities = book.say("kind_file"), words.words.table.SEVERITIES
    for failure in found.failures:
        yield [failure.file, "", "", "", "", kind, failure_sentence(failure, words)]
    names = {record.facts.code: record.facts.name for record in found.records}
    for told in book.report.problems:
        severity = severities[told.noted.severity]
        code = told.noted.values.get("code", "")
        what = problem_sentence(words.words, told.noted)
        yield [told.file, code, "", told.noted.sheet, told.noted.cell, severity, what]
    for each in found.doubled:
        name = names.get(each.code, "")
        count = len(each.others) + 1
        key, files = ("doubled_tied" if each.same_day else "doubled_used"), words.joined(list(each.same_day))
        yield [each.used, each.code, name, "", "", kind, book.say(key, count=count, files=files)]
        for other in each.others:
            yield [other, each.code, name, "", "", kind, book.say("doubled_other", used=each.used)]
    for office in found.offices:
        facts = office.record.facts
        for other in office.others:
            yield [other, facts.code, facts.name, "", "", kind, book.say("doubled_other", used=office.record.file)]
    levels = {level.head.id: level for level in book.report.levels}
    records: list[tuple[Record, Catalog | None]] = [(record, None) for record in found.records]
    records += [(office.record, levels.get(office.catalog)) for office in found.offices]
    for record, catalog in records:
        ordered = sorted(record.problems, key=lambda each: each.severity is not Severity.ERROR)
        head: list[Value] = [record.file, record.facts.code, record.facts.name]
        for noted in ordered[:MOST]:
            severity = severities[noted.severity]
            yield [*head, noted.sheet, noted.cell, severity, sentence(book, noted, catalog)]
        if len(ordered) > MOST:
            yield [*head, "", "", "", book.say("problems_more", count=len(ordered) - MOST)]
