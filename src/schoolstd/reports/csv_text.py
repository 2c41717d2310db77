"""A text for a cell of a CSV that a spreadsheet program shows and never works out."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet program takes for the start of a formula, or strips to find one."""
_STRIPPED = " \u3000\u00a0\ufeff"


def safe(text: str) -> str:
    """The text without NUL, after an apostrophe when it could be taken for a formula."""
    text = text.replace("\x00", "")
    return f"'{text}" if text.lstrip(_STRIPPED).startswith(FORMULA) else text
