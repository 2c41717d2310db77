"""What stands in a cell of an xlsx to what its reader sees: texts with their escapes undone, numbers as their style shows them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from schoolstd.workbook.grid import MAX_TEXT

NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", re.ASCII)
TRUTHS = {"1": True, "true": True, "0": False, "false": False}


def unescaped(text: str) -> str:
    """Text with Excel's way of writing what XML cannot hold (`_x000D_`) undone; control characters are left out."""
    if "_x" not in text or len(text) > 7 * MAX_TEXT:
        return text
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: _character(int(found[1], 16)), text)


def _character(code: int) -> str:
    return chr(code) if (code >= 32 or code in (9, 10, 13)) and not 0xD800 <= code < 0xE000 else ""


def shown(number: float, kind: str, epoch_1904: bool) -> Any:
    """A number as its style shows it: itself, a date, a moment, a time of day or a span."""
    days = number + 1462 if epoch_1904 and number >= 1 else number
    if not kind or not 0 <= days < 2_958_466:
        return number
    if kind == "span":
        return timedelta(days=number)
    moment = datetime(1899, 12, 31 if days < 60 else 30) + timedelta(milliseconds=round(days * 86_400_000))
    if days < 1:
        return moment.time()
    return moment if moment.hour or moment.minute or moment.second or moment.microsecond else moment.date()


def iso_moment(text: str) -> Any:
    """A date or a moment from ISO text, or None."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return None
