"""The reader of workbooks under any rows: what is scanned is what the exact reader finds, or it is left to that one.

The bytes stand between `<sheetData>` and its end in the sheet 数据, and, behind a zero byte, in the shared strings.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["schoolstd.workbook", "schoolstd.evidence", "schoolstd.location"]):
    from schoolstd.errors import InputError
    from schoolstd.workbook import xlsx_scan
    from schoolstd.workbook.container import Book
    from schoolstd.workbook.grid import Grids
    from schoolstd.workbook.layout import METRICS
    from schoolstd.workbook.reader import evidence_of
    from schoolstd.workbook.xlsx import exact_grids

from tests.make import national

CATALOG = national().catalog


def book(data: bytes) -> Book:
    """A workbook of one sheet with these rows and strings."""
    rows, _, strings = data.partition(b"\x00")
    sheet = b"<worksheet><sheetData>%s</sheetData></worksheet>" % rows
    return Book([(METRICS, "数据", sheet)], b"<sst>%s</sst>" % strings, {"1": "date", "2": "span"}, False)


def one(data: bytes) -> None:
    """One try."""
    made = book(data)
    scanned = xlsx_scan.scanned_grids(made)
    try:
        exact = exact_grids("fuzz", made)
    except InputError:
        exact = None
    if scanned is not None and exact is not None:
        assert scanned == exact, (scanned, exact)
    grids = exact or scanned
    if grids:
        evidence_of(Grids(grids, [], False), CATALOG, "fuzz")


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
