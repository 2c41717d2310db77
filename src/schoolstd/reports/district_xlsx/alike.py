"""疑似雷同: groups of schools whose texts are the same or nearly so. Where to look, never what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.district.likeness import groups_of
from schoolstd.reports.district_xlsx.book import Column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.district.likeness import Group
    from schoolstd.reports.district_xlsx.book import Book, Value

COLUMNS = (
    ("group", 6, "count"), ("members", 8, "count"), ("who", 46, "text"), ("places", 8, "count"), ("percent", 10, "percent"),
    ("subjects", 46, "text"), ("look", 56, "text"),
)  # fmt: skip
SCHOOLS, SUBJECTS, CELLS = 30, 12, 8
"""How many schools, subjects and cells of a group are named before the rest is only counted."""


def add(book: Book) -> None:
    """Write the sheet."""
    columns = [Column(book.say(f"col_{key}"), width, style) for key, width, style in COLUMNS]
    book.list("alike", columns, _rows(book), book.say("note_alike"), "FF7F8FA3", frozen=2)


def _rows(book: Book) -> Iterator[list[Value]]:
    words = book.report.words
    for number, group in enumerate(groups_of(book.report.summary.gathered.likenesses), start=1):
        yield [
            number,
            len(group.schools),
            words.joined([f"{code} {name}" for code, name in group.schools], SCHOOLS),
            len(group.likenesses),
            min(each.percent for each in group.likenesses),
            words.joined([words.subject(each.subject) for each in group.likenesses], SUBJECTS),
            words.joined(_cells(group), CELLS),
        ]


def _cells(group: Group) -> list[str]:
    """The cells of a group: one name where they are the same in all files, else a name for each file."""
    found: list[str] = []
    for each in group.likenesses:
        cells = list(dict.fromkeys((holder.sheet, holder.cell) for holder in each.holders))
        if len(cells) == 1:
            found.append("!".join(cells[0]))
        else:
            found += [f"{holder.file} {holder.sheet}!{holder.cell}" for holder in each.holders]
    return list(dict.fromkeys(found))
