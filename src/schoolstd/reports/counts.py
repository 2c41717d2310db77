"""Counts of verdicts as the cells of a table, and rates as people read them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from schoolstd.assessment.model import COUNTED
from schoolstd.wording import percent_text

if TYPE_CHECKING:
    from schoolstd.district.summary import Counts


def rate(counts: Counts) -> str:
    """Met / applicable in percent, cut off; a dash when nothing applies."""
    return share(counts.met, counts.applicable)


def share(part: int, whole: int) -> str:
    """A part of a whole in percent, cut off; a dash of nothing."""
    return percent_text(Decimal(part) / whole) if whole else "—"


def counts_row(name: str, counts: Counts) -> tuple[str, ...]:
    """A row of figures, the rate last."""
    return (name, *(str(getattr(counts, key)) for key in COUNTED), rate(counts))
