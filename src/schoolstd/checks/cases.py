"""Kind `cases`: every case of a type in the ledger is handled and closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from schoolstd.checks.base import BLANK, UNREADABLE, CheckResult, Mistake, Outcome, Phrase
from schoolstd.checks.number import wrong_type

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from schoolstd.checks.base import CaseTypeId, Facts, MetricId, Vocabulary
    from schoolstd.evidence.model import Case
    from schoolstd.location import Location


class Cases(NamedTuple):
    """All cases of a type in the ledger were handled and closed, and their number is the one reported.

    Passes: `{kind: cases, type: bullying, total: bullying_cases}` with 2 reported and two rows, each with what was done
    and the day it was closed; or with 0 reported and none. An open case fails. Nothing reported and no row is missing; a
    number that disagrees with the ledger is an error. So a school that records honestly and acts passes.
    """

    type: CaseTypeId
    total: MetricId

    def evaluate(self, facts: Facts) -> CheckResult:
        rows = facts.cases(self.type)
        total = facts.entry(self.total)
        expected = Phrase("cases_closed", {"type": self.type})
        place = (total.location,) if total.location else ()
        if total.bad or any(row.closed.bad for row in rows):
            return CheckResult(
                Outcome.ERROR, expected, UNREADABLE, (*place, *_places([r for r in rows if r.closed.bad]))
            )
        if not rows and total.value is None:
            return CheckResult(Outcome.MISSING, expected, BLANK, place)
        open_rows = [row for row in rows if not _closed(row, facts)]
        if open_rows:
            observed = Phrase("cases_open", {"count": len(rows), "open": len(open_rows), "rows": _named(open_rows)})
            return CheckResult(Outcome.FAIL, expected, observed, _places(open_rows))
        if total.value is not None and cast("Decimal", total.value) != len(rows):
            observed = Phrase("cases_differ", {"count": len(rows), "reported": total.value})
            return CheckResult(Outcome.ERROR, expected, observed, place)
        return CheckResult(
            Outcome.PASS, expected, Phrase("cases_all_closed", {"count": len(rows)}), _places(rows) or place
        )

    def mistakes(self, vocabulary: Vocabulary) -> Iterator[Mistake]:
        yield from wrong_type(vocabulary, "total", self.total, frozenset({"count"}))


def _closed(row: Case, facts: Facts) -> bool:
    closed = row.closed.value
    return bool(row.handled.strip()) and closed is not None and (facts.as_of is None or closed <= facts.as_of)  # type: ignore[operator]


def _named(rows: list[Case]) -> tuple[str, ...]:
    """Which cases they are, whatever row they stand in."""
    return tuple(row.id or f"{row.date.value or ''} {row.matter}" for row in rows)


def _places(rows: object) -> tuple[Location, ...]:
    return tuple(p for r in cast("list[Case]", rows) if (p := r.at.get("closed") or r.at.get("type")))
