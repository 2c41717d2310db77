"""Where a value stands in a workbook: the only module that knows A1 letters."""

from __future__ import annotations

from typing import NamedTuple


class Location(NamedTuple):
    """One cell. Rows and columns count from 1, as in Excel; `row` 0 means the whole sheet."""

    sheet: str
    row: int = 0
    column: int = 0

    @property
    def cell(self) -> str:
        """The cell's A1 name, or an empty string for a whole sheet."""
        return f"{column_letters(self.column)}{self.row}" if self.row else ""

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.row else self.sheet


def column_letters(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA. Raises ValueError below 1."""
    if column < 1:
        raise ValueError(f"columns count from 1, not {column}")
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def parse_cell(name: str) -> tuple[int, int]:
    """(row, column) of an A1 name such as `C5`; raises ValueError for anything else."""
    letters = name.rstrip("0123456789")
    digits = name[len(letters) :]
    if not digits or digits[0] == "0" or not letters.isascii() or not letters.isalpha():
        raise ValueError(f"not a cell: {name!r}")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits), column
