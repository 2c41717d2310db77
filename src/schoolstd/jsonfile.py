"""JSON from a file of somebody else's to values, when these take no more memory than a result of such a size does."""

from __future__ import annotations

import json
from typing import Any

FREE = 1_000_000
"""Up to so many bytes whatever they hold is small."""
COSTS = {b"{": 230, b"[": 70, b":": 100, b",": 40}
"""Bytes that an object, a list, an entry and an item take at most. In strings they count too: that errs on the safe side."""
DENSITY = 9
"""Bytes of memory for a byte of the file. Results of a check take 4, summaries 7; a file of empty lists takes 30."""


def parse_json(raw: bytes) -> Any:
    """The values in a file. Raises ValueError for what is no JSON in UTF-8, and for what would take too much memory."""
    if len(raw) > FREE and sum(cost * raw.count(mark) for mark, cost in COSTS.items()) > DENSITY * len(raw):
        raise ValueError("too dense")
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except RecursionError:
        raise ValueError("too deep") from None
