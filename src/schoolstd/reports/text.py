"""A Page as text for a terminal: wrapped to its width, Chinese characters counted as two columns.

Printed without a table library: one table of 200 rows costs such a library more time than the whole check. All signs
used exist in GBK, so that a Chinese Windows console can print them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from schoolstd.reports.page import Table, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.reports.page import Line, Page

ANSI = {
    Tone.GOOD: "\033[32m",
    Tone.BAD: "\033[31m",
    Tone.WARN: "\033[33m",
    Tone.MUTED: "\033[2m",
    Tone.STRONG: "\033[1m",
}
RESET = "\033[0m"
INDENT = 2
NO_LINE_START = "!，。；：、？！）》”〕】·…%"
NO_LINE_END = "（《“〔【"


class _Widths(dict[str, int]):
    """The columns of single characters, each looked up once; ambiguous ones count as wide, as Chinese consoles have it."""

    def __missing__(self, letter: str) -> int:
        self[letter] = width = 2 if east_asian_width(letter) in "WFA" else 1
        return width


_WIDTHS = _Widths()


def render(page: Page, width: int = 80, color: bool = False) -> str:
    """The page as text, no line wider than `width` columns except an unbreakable word; ends with a line break."""
    width = max(width, 40)
    lines = [_painted(part, Tone.STRONG, color) for part in wrapped(page.title, width)]
    if page.subtitle:
        lines += wrapped(page.subtitle, width)
    for section in page.sections:
        lines += ["", _painted(section.heading, Tone.STRONG, color)]
        for block in section.blocks:
            lines += _table(block, width, color) if isinstance(block, Table) else _line(block, width, color)
    if page.footer:
        lines += ["", *(_painted(part, Tone.MUTED, color) for part in wrapped(page.footer, width))]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def columns_of(text: str) -> int:
    """How many columns a text takes in a terminal."""
    return len(text) if text.isascii() else sum(map(_WIDTHS.__getitem__, text))


def wrapped(text: str, width: int, hang: int = 0) -> list[str]:
    """A text cut into lines of at most `width` columns, later ones indented by `hang`.

    Chinese may break between any two characters, but no line begins with closing or ends with opening punctuation;
    ASCII words stay whole when they fit. Control characters are shown as blanks.
    """
    if not text.isprintable():
        text = "".join(letter if letter.isprintable() else "  " if letter == "\u3000" else " " for letter in text)
    if columns_of(text) <= width:
        return [text]
    lines: list[str] = []
    current, used = "", 0
    for piece in _pieces(text):
        size = columns_of(piece)
        if used + size > width and current.strip():
            lines.append(current.rstrip())
            current, used = " " * hang, hang
            piece = piece.lstrip()
            size = columns_of(piece)
        while used + size > width:
            fitting = _fitting(piece, width - used)
            lines.append(current + piece[:fitting])
            piece = piece[fitting:]
            current, used, size = " " * hang, hang, columns_of(piece)
        current += piece
        used += size
    if current.strip():
        lines.append(current.rstrip())
    return lines


def _pieces(text: str) -> Iterator[str]:
    """The unbreakable pieces of a text: ASCII words with the blank before them, single wide characters with the
    punctuation that must not be parted from them."""
    piece = ""
    for letter in text:
        narrow = letter.isascii() and letter != " "
        joins = (
            not piece
            or letter in NO_LINE_START
            or piece[-1] in NO_LINE_END
            or (narrow and piece[-1].isascii() and (piece[-1] != " " or not piece.strip()))
        )
        if joins:
            piece += letter
        else:
            yield piece
            piece = letter
    if piece:
        yield piece


def _fitting(piece: str, width: int) -> int:
    """How many characters of a piece fit, at least one."""
    used = 0
    for count, letter in enumerate(piece):
        used += columns_of(letter)
        if used > width:
            return max(count, 1)
    return len(piece)


def _line(line: Line, width: int, color: bool) -> list[str]:
    start = " " * (INDENT * line.indent) + (f"{line.mark} " if line.mark else "")
    hang = columns_of(start)
    parts = wrapped(line.text, width - hang)
    return [
        (start if number == 0 else " " * hang) + _painted(part, line.tone, color) for number, part in enumerate(parts)
    ]


def _table(table: Table, width: int, color: bool) -> list[str]:
    rows = [table.columns, *table.rows]
    sizes = [max(columns_of(row[i]) for row in rows) for i in range(len(table.columns))]
    gaps = 2 * (len(sizes) - 1) + INDENT
    sizes[0] = max(8, min(sizes[0], width - gaps - sum(sizes[1:])))
    lines = []
    for number, row in enumerate(rows):
        tone = Tone.MUTED if number == 0 else (table.tones[number - 1] if table.tones else Tone.PLAIN)
        first = wrapped(row[0], sizes[0])
        cells = [first[0] + " " * (sizes[0] - columns_of(first[0]))]
        cells += [" " * (size - columns_of(cell)) + cell for cell, size in zip(row[1:], sizes[1:], strict=True)]
        lines.append(" " * INDENT + _painted("  ".join(cells), tone, color))
        lines += [" " * INDENT + _painted(rest, tone, color) for rest in first[1:]]
    return lines


def _painted(text: str, tone: Tone, color: bool) -> str:
    return f"{ANSI[tone]}{text}{RESET}" if color and tone in ANSI and text else text
