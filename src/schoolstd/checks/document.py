"""Kind `document`: a dated row in the register of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from schoolstd.checks.base import UNREADABLE, CheckResult, Outcome, Phrase, at_least_mistakes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from schoolstd.checks.base import DocumentTypeId, Facts, Figure, Mistake, Vocabulary
    from schoolstd.evidence.model import Document


class DocumentCheck(NamedTuple):
    """At least `at_least` current documents of a type stand in the register.

    Current: dated in the assessment period, or before it with an expiry not before the as-of date; an expiry that is
    given must not be past; types marked `expires` need one.
    Passes: `{kind: document, type: charter}` with one current row. Only stale rows fail; no row is missing.
    """

    type: DocumentTypeId
    at_least: Figure = "1"

    def evaluate(self, facts: Facts) -> CheckResult:
        rows = facts.documents(self.type)
        wanted = int(self.at_least)
        expected = Phrase("current_documents", {"type": self.type, "count": wanted})
        register = facts.register_location("documents", self.type)
        if not rows:
            return CheckResult(Outcome.MISSING, expected, Phrase("no_document"), (register,) if register else ())
        if facts.as_of is None:
            return CheckResult(Outcome.MISSING, expected, Phrase("no_as_of"), _places(rows))
        current = [row for row in rows if is_current(row, facts)]
        if len(current) >= wanted:
            return CheckResult(
                Outcome.PASS, expected, Phrase("documents", {"titles": _titles(current)}), _places(current)
            )
        if any(row.date.bad or row.valid_until.bad for row in rows):
            return CheckResult(Outcome.ERROR, expected, UNREADABLE, _places(rows))
        if all(row.date.value is None for row in rows):
            return CheckResult(Outcome.MISSING, expected, Phrase("undated"), _places(rows))
        observed = Phrase("stale", {"titles": _titles(rows), "current": len(current), "reasons": _reasons(rows, facts)})
        return CheckResult(Outcome.FAIL, expected, observed, _places(rows))

    def mistakes(self, vocabulary: Vocabulary) -> Iterator[Mistake]:
        yield from at_least_mistakes(self.at_least)


def is_current(row: Document, facts: Facts) -> bool:
    """Whether a document counts on the as-of date; False when that date is unknown."""
    return staleness(row, facts) == ""


def staleness(row: Document, facts: Facts) -> str:
    """Why a document does not count (a code), or an empty string when it does."""
    if facts.as_of is None or facts.period is None or row.date.bad or row.valid_until.bad or row.date.value is None:
        return "undated"
    dated = cast("date", row.date.value)
    until = cast("date | None", row.valid_until.value)
    if dated > facts.as_of:
        return "future"
    if until is None and facts.document_expires(row.type):
        return "no_expiry"
    if until is not None:
        return "expired" if until < facts.as_of else ""
    return "" if dated in facts.period else "before_period"


def _places(rows: object) -> tuple:  # type: ignore[type-arg]
    return tuple(
        place
        for row in cast("list[Document]", rows)
        if (place := row.at.get("valid_until" if row.valid_until.value else "date") or row.at.get("type"))
    )


def _titles(rows: object) -> tuple[str, ...]:
    return tuple(row.title or row.number or row.id for row in cast("list[Document]", rows))


def _reasons(rows: tuple[Document, ...], facts: Facts) -> tuple[str, ...]:
    return tuple(sorted({reason for row in rows if (reason := staleness(row, facts))}))
