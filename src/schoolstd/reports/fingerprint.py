"""What a finding is, as a short text that stays the same in every language and wherever its row has moved.

A sentence names at most a few of many things, and says the same of one case as of another. A fingerprint holds all of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from schoolstd.checks.base import Phrase
from schoolstd.wording.figures import exact_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.checks.base import CheckResult
    from schoolstd.evidence.model import Evidence
    from schoolstd.problem import Problem

OFFERED = {("unknown_stage", "stages"), ("unknown_grade", "first"), ("unknown_grade", "last")}
"""Values of problems that say what the catalog has to choose from: another catalog makes no other finding of them."""
LENGTH = 16
"""Hexadecimal digits: a school has some hundreds of findings."""


def of_result(result: CheckResult) -> str:
    """The fingerprint of how a check ended: what was wanted, and all that was found."""
    return _digest([str(result.outcome), result.expected, result.observed])


class ProblemPrints:
    """The fingerprints of the problems of one workbook.

    A row is known by what it is about, such as a metric or a document; where that is not known, by where it stands.
    """

    def __init__(self, evidence: Evidence) -> None:
        self.rows = dict(_rows(evidence))

    def of(self, problem: Problem) -> str:
        """The fingerprint of a problem."""
        place = problem.location
        row = self.rows.get((place.sheet, place.row), place.cell) if place else ""
        values = {key: value for key, value in problem.values.items() if (problem.code, key) not in OFFERED}
        return _digest([problem.code, place.sheet if place else "", row, values])


def _rows(evidence: Evidence) -> Iterator[tuple[tuple[str, int], Any]]:
    """(sheet, row) and what the row is about."""
    for answers in (evidence.profile, evidence.metrics, evidence.claims):
        for id_, entry in answers.items():
            if place := entry.location:
                yield (place.sheet, place.row), id_
    about: tuple[tuple[tuple[Any, ...], tuple[str, ...]], ...] = (
        (evidence.documents, ("type", "id", "title", "number")),
        (evidence.events, ("type", "theme", "grade")),
        (evidence.cases, ("type", "id", "matter")),
        (evidence.classes, ("stage", "grade", "name")),
        (evidence.lessons, ("grade", "subject")),
    )
    for rows, fields in about:
        for row in rows:
            place = next((found for field in _COLUMNS if (found := row.at.get(field))), None)
            if place:
                yield (place.sheet, place.row), [getattr(row, field) for field in fields]


_COLUMNS = ("type", "date", "grade", "title", "theme", "name", "subject", "id")
"""Columns of which every register has at least one."""


def _digest(value: Any) -> str:
    text = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def _plain(value: Any) -> Any:
    """A value as lists and texts, the same for values that are equal."""
    if isinstance(value, Phrase):
        return [value.code, _plain(value.values)]
    if isinstance(value, Mapping):
        return [[str(key), _plain(each)] for key, each in sorted(value.items())]
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    return exact_text(value) if isinstance(value, Decimal) else str(value)
