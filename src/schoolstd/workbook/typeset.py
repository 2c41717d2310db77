"""The font, the colours, and how much room a text takes: shared by everything that writes a workbook, whatever it writes with.

The font is one that Windows and WPS have; others replace it with a wider one, so widths and heights are reckoned generously.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FONT = "微软雅黑"
SIZE = 10
LINE = 16.5
"""Points that a line of text takes at SIZE, in the tallest of the fonts that may stand in."""

INK, PAPER, NAVY, STEEL, MIST = "FF262626", "FFFFFFFF", "FF1F4E79", "FF7F8FA3", "FFF2F4F7"
LINE_COLOUR, EDGE_COLOUR = "FFD0D7E2", "FF5B7FA6"
YELLOW, GREEN, RED = "FFFFF6CC", "FFE6F3E0", "FFF8D0CC"
MAX_CELL_TEXT = 32_000
TALLEST = 409
"""Points that a row can be high."""

_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WORDS = re.compile("[A-Za-z]+")
WIDEST = 20
"""How wide a narrow column may get for the sake of a word."""
_PIECES = re.compile(r"[（“《(\[]*(?:[!-~]+|.)[，。；：、！？”）》)\]]*\s*")


def clean(text: str) -> str:
    """Text that any spreadsheet program can hold: without what XML forbids, with plain line breaks, not too long."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:MAX_CELL_TEXT]


def text_width(text: str) -> float:
    """How wide a line is, in the units of column widths: a Chinese character takes nearly two."""
    return sum(map(_letter_width, text))


@lru_cache(4096)
def _letter_width(letter: str) -> float:
    return 1.92 if unicodedata.east_asian_width(letter) in "WFA" else 1.06


def lines(text: str, width: float) -> int:
    """How many lines a text takes when it is wrapped in a column of a width.

    Latin words and figures stay whole, and no line begins with a closing mark.
    """
    room = max(width - 3, 4)
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    count = 0
    for paragraph in text.split("\n"):
        count += 1
        used = 0.0
        for piece in _PIECES.findall(paragraph):
            wide = text_width(piece)
            if used and used + text_width(piece.rstrip()) > room:
                count += 1
                used = 0.0
            count += int(wide // room) if wide > room else 0
            used = wide % room if wide > room else used + wide
    return count


def with_room(width: float, texts: Iterable[object]) -> float:
    """A column's width, or more where a Latin word of its texts would be broken in the middle; never more than WIDEST."""
    words = (word for text in texts for word in _WORDS.findall(str(text)))
    return max(width, min(WIDEST, max((ceil(text_width(word) + 3) for word in words), default=0)))
