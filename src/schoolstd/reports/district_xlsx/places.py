"""Where the figures of the book stand: what the formulas of one sheet need to know of another. Rows count from 0."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schoolstd.assessment.model import RANK
from schoolstd.location import column_letters

if TYPE_CHECKING:
    from schoolstd.reports.district_xlsx.book import Book

SIGNS = {"m": "√", "p": "△", "n": "×", "e": "○", "a": "—", "f": "·"}
"""The sign of each letter of a verdict."""
VERDICTS = tuple(map(str, RANK))
"""Verdicts of what applies, in the order of `mpne` and of their columns."""
FIRST_INDICATOR = 3
BAND, TITLES, COUNTS, RATE, IDS, FIRST_SCHOOL = 1, 2, 3, 7, 8, 9
"""The rows of 指标分布: duties, titles, a row of counts for each of VERDICTS, the rate, the header, the first school."""
LISTED = 3
"""The row of the first school in 学校一览."""


class Places(NamedTuple):
    """The columns of 指标分布: places in the catalog, those of mandatory indicators first. `schools` is how many rows there
    are, one at least, so that a range is never empty."""

    ids: tuple[str, ...]
    order: tuple[int, ...]
    mandatory: int
    schools: int
    matrix: str
    list: str

    def letters(self, column: int) -> str:
        """The letters of the column of an indicator, by its place in `order`."""
        return column_letters(FIRST_INDICATOR + column + 1)

    def own(self, row: int, sign: str) -> str:
        """A formula that counts a sign in a school's row of the matrix, found by its number, so that both may be sorted."""
        first, last = FIRST_SCHOOL + 1, FIRST_SCHOOL + self.schools
        block = f"{self.matrix}!${self.letters(0)}${first}:${self.letters(max(self.mandatory, 1) - 1)}${last}"
        return f'COUNTIF(INDEX({block},MATCH($A{row + 1},{self.matrix}!$A${first}:$A${last},0),0),"{sign}")'

    def listed(self, letters: str) -> str:
        """A column of 学校一览."""
        return f"{self.list}!${letters}${LISTED + 1}:${letters}${LISTED + self.schools}"


def places(book: Book) -> Places:
    """The places of a book's figures."""
    catalog = book.report.summary.catalog
    ids = tuple(catalog.indicators)
    severities = [each.severity for each in catalog.indicators.values()]
    order = sorted(range(len(ids)), key=lambda at: (severities[at] != "mandatory", at))
    return Places(
        ids,
        tuple(order),
        severities.count("mandatory"),
        max(len(book.report.summary.records), 1),
        f"'{book.say('sheet_matrix')}'",
        f"'{book.say('sheet_schools')}'",
    )


def rate_formula(met: str, applicable: str) -> str:
    """The formula of a rate, cut off at a tenth of a percent: nobody is shown as having met all who has not."""
    return f'IF({applicable}=0,"—",INT(1000*{met}/{applicable})/1000)'


def rate_value(met: int, applicable: int) -> float | str:
    """What that formula gives."""
    return 1000 * met // applicable / 1000 if applicable else "—"
