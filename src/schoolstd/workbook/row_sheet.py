"""A sheet of rows that a school adds to, while the template writes it: prepared and blank rows, and what they take."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schoolstd.location import column_letters
from schoolstd.workbook import look, rules
from schoolstd.workbook.typeset import YELLOW

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from schoolstd.workbook.draft import Draft
    from schoolstd.workbook.layout import Sheet

RULED_ROWS = 3_000
"""How far down drop-downs and colours reach, for a school that needs more than the blank rows."""


class Prepared(NamedTuple):
    """A row as the template leaves it: its values, the columns that are written for good (`fixed`, counted from 1), the
    guidance beside it, and whether it has to be filled in (`firm`)."""

    values: tuple[object, ...]
    fixed: tuple[int, ...] = ()
    help: str = ""
    firm: bool = False


class RowSheet:
    """One sheet of rows while it is written. Columns go by the layout's keys.

    `styles` names the input styles of columns that are not plain text; with `helped` a column of guidance is added.
    `fixed` is the last row with cells that are written for good, `firm` lists the rows that have to be filled in.
    """

    def __init__(
        self, draft: Draft, role: Sheet, widths: tuple[float, ...], styles: dict[str, str], helped: bool = False
    ) -> None:
        self.draft = draft
        self.role = role
        self.widths = widths
        self.keys = [column.key for column in role.columns]
        self.styles = [styles.get(key, "in_text") for key in self.keys]
        self.helped = helped
        self.sheet: Worksheet = draft.sheet(role)
        titles = [draft.header(column, column.needed) for column in role.columns]
        draft.write_header(self.sheet, titles + [draft.say("guidance")] * helped, widths, helps=int(helped))
        self.last = self.fixed = 1
        self.firm: list[int] = []

    def write(self, rows: Iterable[Prepared], blank: int) -> None:
        """The prepared rows, then blank ones; below them columns stay open for typing."""
        for prepared in rows:
            self._row(prepared)
            if prepared.fixed:
                self.fixed = self.last
        for _ in range(blank):
            self._row(Prepared((None,) * len(self.keys)))
        for column, style in enumerate(self.styles, start=1):
            look.open_column(self.sheet, column, style)

    def _row(self, prepared: Prepared) -> None:
        self.last += 1
        row = self.last
        for column, (value, style) in enumerate(zip(prepared.values, self.styles, strict=True), start=1):
            look.put(self.sheet, row, column, value, "fixed" if column in prepared.fixed else style)
        if self.helped:
            look.put(self.sheet, row, len(self.keys) + 1, prepared.help, "help")
        if prepared.firm:
            self.firm.append(row)
        widths = (*self.widths[: len(self.keys)], self.widths[-1] / look.HELP_SIZE)
        look.fit_row(self.sheet, row, zip((*prepared.values, prepared.help), widths, strict=True), 24)

    def letter(self, key: str) -> str:
        """A column's letter."""
        return column_letters(self.keys.index(key) + 1)

    def cells(self, key: str, row: int = 2) -> look.Cells:
        """All cells of a column from a row on."""
        return look.in_column(self.keys.index(key) + 1, range(row, RULED_ROWS + 1))

    def started(self, first: str, last: str, row: int = 2) -> str:
        """A condition, written for a row: something stands between two columns."""
        return f"COUNTA(${self.letter(first)}{row}:${self.letter(last)}{row})>0"

    def listed(
        self, key: str, name: str, items: Sequence[str], blank: str = "", strict: bool = True, row: int = 2
    ) -> None:
        """Give a column a drop-down from a row on; with `strict` nothing else will do."""
        cells, listed = self.cells(key, row), self.draft.list_of(name, items)
        message = (self.draft.say("wrong"), self.draft.say("bad_list" if strict else "odd_list"))
        rules.allow(self.sheet, cells, "list", message, (listed,), strict)
        rules.colour_answers(self.sheet, cells, rules.not_listed(cells.first, listed) if strict else "", blank)

    def dated(self, key: str, blank: str = "", not_before: str = "") -> None:
        """Let a column take dates only, none before the date in another column."""
        cells = self.cells(key)
        rules.allow(self.sheet, cells, "date", (self.draft.say("wrong"), self.draft.say("bad_date")), rules.DATES)
        bad = rules.bad_date(cells.first)
        if not_before:
            other = f"${self.letter(not_before)}2"
            bad = f"OR({bad},AND(ISNUMBER({cells.first}),ISNUMBER({other}),{cells.first}<{other}))"
        rules.colour_answers(self.sheet, cells, bad, blank)

    def counted(self, key: str, blank: str = "", limit: str = "", whole: bool = True) -> None:
        """Let a column take numbers from 0 up, none above the one in another column."""
        cells, draft = self.cells(key), self.draft
        message = draft.say("bad_count" if whole else "bad_number", range=draft.range_text("0", ""))
        rules.allow(self.sheet, cells, "whole" if whole else "decimal", (draft.say("wrong"), message), ("0",))
        other = f"${self.letter(limit)}2" if limit else ""
        rules.colour_answers(self.sheet, cells, rules.bad_number(cells.first, "0", "", whole, other), blank)

    def wanted(self, key: str, blank: str) -> None:
        """Colour a column of text that must not stay blank."""
        rules.colour_answers(self.sheet, self.cells(key), blank=blank)

    def wanted_in_firm_rows(self, *keys: str, when: str = "") -> None:
        """Yellow for blank cells of the rows that have to be filled in. Call it before the column's other rules."""
        if self.firm:
            for key in keys:
                cells = look.in_column(self.keys.index(key) + 1, self.firm)
                empty = f"LEN(TRIM({cells.first}))=0"
                condition = when.replace("#", str(self.firm[0]))
                rules.colour(self.sheet, cells, f"AND({empty},{condition})" if when else empty, YELLOW)

    def finish(self, start: str, tab: str, landscape: bool = True, freeze: str = "A2") -> None:
        """Filter, print set-up and protection; the cursor stands at `start`."""
        printed = look.area(1, 1, self.last, len(self.widths))
        self.draft.finish(self.sheet, printed, tab, freeze, start, landscape, filtered=True)
