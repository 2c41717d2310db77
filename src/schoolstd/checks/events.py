"""Kind `events`: dated activities, counted by month, term, year, grade, or grade and term."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from schoolstd.checks.base import BLANK, UNREADABLE, CheckResult, Form, Outcome, Phrase, at_least_mistakes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.checks.base import EventTypeId, Facts, Figure, Mistake, Vocabulary
    from schoolstd.evidence.model import Event
    from schoolstd.location import Location
    from schoolstd.schoolyear import Period

Per = Annotated[str, Form("per")]


class Events(NamedTuple):
    """At least `at_least` events of a type in every span: each finished teaching month or term of the assessment
    period, the period as a whole (`year`), each grade over the period, or each grade in each finished term
    (`grade_term`).

    Passes: `{kind: events, type: drill, per: month, at_least: "1"}` with a drill in every finished teaching month.
    A month without one fails; no row of the type at all is missing, as is a school whose grades are not known. Rows
    outside the period do not count. With `grade_term` some grades in autumn and the others in spring fail, though each
    grade has its row and each term too.
    """

    type: EventTypeId
    per: Per
    at_least: Figure

    def evaluate(self, facts: Facts) -> CheckResult:
        rows = facts.events(self.type)
        wanted = int(self.at_least)
        expected = Phrase("events_per", {"type": self.type, "per": self.per, "count": wanted})
        register = facts.register_location("events")
        nowhere = (register,) if register else ()
        if not rows:
            return CheckResult(Outcome.MISSING, expected, Phrase("no_event"), nowhere)
        if facts.period is None:
            return CheckResult(Outcome.MISSING, expected, Phrase("no_as_of"), _places(rows))
        counted = self._counted(rows, facts.period, facts)
        if not counted:
            return CheckResult(Outcome.MISSING, expected, BLANK, _places(rows))
        short = {span: len(found) for span, found in counted.items() if len(found) < wanted}
        if short and any(row.date.bad for row in rows):
            return CheckResult(Outcome.ERROR, expected, UNREADABLE, _places([row for row in rows if row.date.bad]))
        total = len({id(row) for rows_of_span in counted.values() for row in rows_of_span})
        if not short:
            least = min(map(len, counted.values()))
            found = Phrase("events_found", {"total": total, "least": least, "per": self.per})
            return CheckResult(Outcome.PASS, expected, found, _places(rows))
        observed = Phrase("events_short", {"per": self.per, "total": total, "short": short})
        return CheckResult(Outcome.FAIL, expected, observed, _places(rows))

    def _counted(self, rows: tuple[Event, ...], period: Period, facts: Facts) -> dict[str, list[Event]]:
        """The rows that count for each span; a row for the whole school counts for every grade."""
        dated = [row for row in rows if row.date.value in period]
        if self.per == "year":
            return {"": dated}
        if self.per in ("month", "term"):
            spans = period.months if self.per == "month" else period.terms
            return {span.name: [row for row in dated if row.date.value in span] for span in spans}
        of_grade = {grade: [row for row in dated if grade in facts.grades_in(row.grade)] for grade in facts.grades}
        if self.per == "grade":
            return of_grade
        return {
            f"{term.name}/{grade}": [row for row in found if row.date.value in term]
            for term in period.terms
            for grade, found in of_grade.items()
        }

    def mistakes(self, vocabulary: Vocabulary) -> Iterator[Mistake]:
        yield from at_least_mistakes(self.at_least)


def _places(rows: object) -> tuple[Location, ...]:
    """The cells of up to three rows: enough to find the place, where a whole column would drown it."""
    return tuple(place for row in list(rows)[:3] if (place := row.at.get("date")))  # type: ignore[call-overload]
