"""The cells of a register's rows to values; what cannot be read is a Problem with its place, and is remembered as unread."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from schoolstd.evidence.values import NO, plain, read_value
from schoolstd.location import Location
from schoolstd.problem import MAX_PROBLEMS, Problem
from schoolstd.workbook.layout import REGISTER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schoolstd.workbook.table import Row, SheetTable

SAYS_NONE = {"veto": NO, "closed": NO, "failed": frozenset({"无"})}
"""Where a school may be struck, the words that say that there is nothing; they are no dates and leave no doubt."""
_YEAR = re.compile(r"(\d{4})\s*(年|[-./年]\s*\d{1,2}\s*月?)?")


class Cells:
    """Reads the cells of a table, collecting problems on the way."""

    def __init__(self, table: SheetTable, epoch_1904: bool) -> None:
        self.table = table
        self.problems = list(table.problems)
        self._epoch_1904 = epoch_1904

    def value(self, row: Row, key: str, type_: str) -> object:
        """A cell as a type; None when it is blank or cannot be read."""
        if not row.has(key) or row.blank((key,)):  # what is marked is among the problems of the table
            return None
        reading = read_value(row.raw(key), type_, (), "", self._epoch_1904)
        if reading.problem:
            self.problem(reading.problem[0], row.at(key), **reading.problem[1])
        return reading.value

    def day(self, row: Row, key: str) -> str:
        """A date in ISO form; an empty text when there is none."""
        if not row.has(key) or plain(row.text(key)).lower() in SAYS_NONE.get(key, ()):
            return ""
        value = self.value(row, key, "date")
        return value.isoformat() if isinstance(value, date) else ""

    def one_of(self, row: Row, key: str, known: Mapping[str, str]) -> str:
        """The id that a cell's text stands for; an empty text when it is blank or stands for none."""
        text = plain(row.text(key)).lower() if row.has(key) else ""
        if text and text not in known:
            first = {
                id_: name for name, id_ in reversed([*known.items()])
            }  # one word for each is enough to choose from
            options = "、".join(name for name, id_ in known.items() if first[id_] == name)
            self.problem("bad_choice", row.at(key), found=text[:40], options=options)
        return known.get(text, "")

    def unread(self, row: Row, key: str, found: object) -> bool:
        """Whether a cell that nothing was `found` in says something all the same."""
        if found or not row.has(key):
            return not found and row.marked(key)
        return plain(row.text(key)).lower() not in SAYS_NONE.get(key, ()) and not row.blank((key,))

    def year(self, row: Row, key: str) -> str:
        """The year that a cell says where it says no day, else an empty text."""
        said = _YEAR.fullmatch(plain(row.text(key)))
        return said[1] if said else ""

    def incomplete(self, row: Row, key: str, code: str = "register_incomplete") -> None:
        """Take down that a column is blank, or not there at all, though another cell of the row calls for it. A cell that
        cannot be read is not blank, and has been told."""
        if row.blank((key,)):
            self.problem(code, row.at(key) or row.at("code"), column=title_of(key))

    def problem(self, code: str, location: Location | None, /, **values: str) -> None:
        """Take down a problem; without a place of its own it is the sheet's."""
        if len(self.problems) <= MAX_PROBLEMS:
            self.problems.append(Problem(code, location or Location(self.table.title), values))


def title_of(key: str) -> str:
    """The heading of a column."""
    return next(column.title for column in REGISTER.columns if column.key == key)
