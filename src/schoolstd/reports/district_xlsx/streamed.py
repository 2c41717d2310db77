"""A worksheet whose rows are written straight to a file: for the sheets that have a row for every school, or eighty.

XlsxWriter keeps a value for every cell, or takes four times as long as this over a hundred thousand rows; and its own way
of constant memory leaves the shared strings out, so that a city's file is three times as large. A few of its inner methods are
replaced for that; the tests load such a sheet with other libraries.
"""

from __future__ import annotations

import tempfile
from shutil import copyfileobj
from typing import TYPE_CHECKING, Any

from xlsxwriter.worksheet import Worksheet

from schoolstd.location import column_letters
from schoolstd.workbook.typeset import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.sharedstrings import SharedStringTable

HEIGHT = 19
"""Points of a streamed row: one line of text."""
BLOCK = 500
"""Rows that are put together before they are written."""


class Cells(dict[Any, str]):
    """The XML of a column's cells by their values, each made once: from behind its row number to before the next one."""

    def __init__(self, style: int, after: str, strings: SharedStringTable) -> None:
        self._style, self._after, self._strings = style, after, strings

    def __missing__(self, value: str | int) -> str:
        if isinstance(value, int):
            cell = f'" s="{self._style}"><v>{value}</v></c>'
        elif value:
            index = self._strings._get_shared_string_index(clean(value))
            self._strings.count -= 1  # counted with the rest
            cell = f'" s="{self._style}" t="s"><v>{index}</v></c>'
        else:
            cell = f'" s="{self._style}"/>'
        self[value] = made = cell + self._after
        return made


class Streamed(Worksheet):  # type: ignore[misc]
    """A worksheet with rows that were streamed below those that were written one by one."""

    _rows: Any = None
    _last = -1
    dim_rowmax: Any

    def stream(
        self,
        first: int,
        rows: Iterable[Sequence[str | int]],
        formats: Sequence[Format],
        others: Iterable[dict[int, Format]] | None = None,
    ) -> int:
        """Write rows from a row on (counted from 0) and return the row below them. An empty text leaves a cell blank.

        `formats` are those of the columns; `others` gives, for each row, the cells that look otherwise. Texts are stored
        as texts whatever they begin with. Called once for a sheet.
        """
        self._rows = tempfile.TemporaryFile(  # noqa: SIM115 - closed by `release`
            "w+", encoding="utf-8", dir=self.tmpdir or None
        )
        self.set_default_row(HEIGHT)
        starts = [f'<c r="{column_letters(number)}' for number in range(1, len(formats) + 1)]
        after = [*starts[1:], "</row>"]
        columns = [Cells(style._get_xf_index(), end, self.str_table) for style, end in zip(formats, after, strict=True)]
        special: dict[tuple[int, Format], Cells] = {}
        odd = iter(others or ())
        row, texts, block = first, 0, []
        for values in rows:
            row += 1
            cells = [column[value] for column, value in zip(columns, values, strict=True)]
            for at, style in next(odd, {}).items():
                if (at, style) not in special:
                    special[at, style] = Cells(style._get_xf_index(), after[at], self.str_table)
                cells[at] = special[at, style][values[at]]
            block.append(str(row).join(('<row r="', f'">{starts[0]}', *cells)))
            texts += len(values) - values.count("") - isinstance(values[0], int)
            if len(block) == BLOCK:
                self._rows.write("".join(block))
                block.clear()
        self._rows.write("".join(block))
        self.str_table.count += texts
        self._last = row - 1
        return row

    def release(self) -> None:
        """Close what `stream` has opened."""
        if self._rows is not None:
            self._rows.close()

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """A formula as it is stored. The functions that Excel calls by other names within a file, thirty of which would be
        looked for in each of ten thousand formulas, are not used in this book."""
        return formula.removeprefix("=")

    def _write_dimension(self) -> None:
        """The range of cells, with those that were streamed."""
        written, self.dim_rowmax = self.dim_rowmax, max(self.dim_rowmax, self._last)
        super()._write_dimension()
        self.dim_rowmax = written

    def _write_rows(self) -> None:
        """The rows: those written one by one, then those that were streamed."""
        super()._write_rows()
        if self._rows is not None:
            self._rows.seek(0)
            copyfileobj(self._rows, self.fh)
