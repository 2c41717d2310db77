"""Single JSON values of a result that somebody sent, each of the kind it must be. Raise ValueError or TypeError for another."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Container

MOST = 1_000_000_000
"""No count in a result is larger."""
_NUMBER = re.compile(r"(-?\d{1,30}(\.\d{1,30})?)?", re.ASCII)
_CELL = re.compile(r"([A-Z]{1,3}\d{0,7})?", re.ASCII)


def text_of(value: Any) -> str:
    """A text."""
    if not isinstance(value, str):
        raise TypeError("a text is wanted")
    return value


def texts_of(values: Any) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(values, list):
        raise TypeError("a list is wanted")
    return tuple(map(text_of, values))


def whole_of(value: Any) -> int:
    """A count."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < MOST:
        raise ValueError("a count is wanted")
    return value


def day_of(value: Any) -> str:
    """An ISO date, or an empty text for none."""
    text = text_of(value)
    if text and date.fromisoformat(text).isoformat() != text:
        raise ValueError("a date is wanted")
    return text


def cell_of(value: Any) -> str:
    """The address of a cell, of a column, or an empty text."""
    text = text_of(value)
    if not _CELL.fullmatch(text):
        raise ValueError("a cell is wanted")
    return text


def known_of(value: Any, known: Container[str]) -> str:
    """One of the texts that are known here: a newer program may know more."""
    text = text_of(value)
    if text not in known:
        raise ValueError("not known here")
    return text


def letters_of(value: Any, known: Container[str]) -> str:
    """A text of such letters only."""
    text = text_of(value)
    for letter in text:
        known_of(letter, known)
    return text


def figures_of(value: Any) -> dict[str, str]:
    """Numbers by metric, an empty text for none."""
    found = {key: text_of(figure) for key, figure in value.items()}
    if not all(map(_NUMBER.fullmatch, found.values())):
        raise ValueError("a number is wanted")
    return found
