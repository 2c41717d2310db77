"""A summary as a workbook that can be forwarded as it is: overview with charts, schools, matrix, gaps, lists, flat table.

One module a sheet, or a pair of them. Sheets come in the order in which a director reads; the tables are in the order of
school codes, and nothing in the book orders schools by how they do. The same summary gives the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.reports.district_page import title
from schoolstd.reports.district_xlsx import (
    alike,
    common,
    detail,
    matrix,
    offices,
    overview,
    problems,
    programme,
    schools,
    unreported,
    visits,
    waivers,
)
from schoolstd.reports.district_xlsx.book import Book

if TYPE_CHECKING:
    from schoolstd.reports.district_report import DistrictReport

SHEETS = (
    overview.add,
    schools.add,
    matrix.add,
    common.add,
    programme.add_batches,
    programme.add_model,
    offices.add,
    problems.add,
    alike.add,
    visits.add,
    unreported.add,
    waivers.add,
    detail.add,
)
"""What adds each sheet, in their order."""


def render(report: DistrictReport) -> bytes:
    """The bytes of an .xlsx."""
    with Book(report, title(report.summary, report.words)) as book:
        for add in SHEETS:
            add(book)
        return book.content()
