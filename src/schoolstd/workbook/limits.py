"""How much a workbook may hold before it is taken for no school's. Every figure can be set; these are the defaults.

The reader gets them as a value. What is given none goes by those in force in this process: the defaults, until the command
line has found others in the settings.
"""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """The limits of a file and of all that is in it; MB are millions of bytes, KB thousands."""

    file_mb: int = 20
    expanded_mb: int = 80
    """A million formatted empty rows are 50 MB; texts take several times their bytes once they are read."""
    ratio: int = 200
    """Times the file that its content may be. A spreadsheet's XML is ten to forty times its file."""
    entries: int = 2_000
    sheets: int = 500
    rows: int = 20_000
    columns: int = 200
    cells: int = 300_000
    """Cells with something in them, in all sheets together."""
    string_kb: int = 1_000
    """Between two tags. A cell holds at most 32,767 letters, which escaped are half of it."""
    text_mb: int = 20
    """Between all tags, and in all cells: the whole form filled to the brim has a tenth of that."""

    @property
    def file_bytes(self) -> int:
        return self.file_mb * MB

    @property
    def expanded_bytes(self) -> int:
        return self.expanded_mb * MB

    @property
    def text_bytes(self) -> int:
        return self.text_mb * MB

    @property
    def tags(self) -> int:
        """Of a part that is read event by event: a million rows without a cell are fewer."""
        return TAGS * self.cells


MB, KB, TAGS = 1_000_000, 1_000, 10
RATIO_FROM = 10 * MB
"""Up to so many bytes expanded, the ratio of a file does no harm: a few rows of the same are a thousand times their bytes."""
DEFAULT = Limits()
MOST = Limits(2_000, 4_000, 2_000, 65_535, 10_000, 1_048_576, 16_384, 20_000_000, 100_000, 2_000)
"""The most that each may be set to: what the formats can hold at all, or any machine."""

_in_force = DEFAULT


def in_force() -> Limits:
    """The limits for whoever names none."""
    return _in_force


def put_in_force(limits: Limits) -> None:
    """Go by other limits in this process from now on."""
    global _in_force
    _in_force = limits
