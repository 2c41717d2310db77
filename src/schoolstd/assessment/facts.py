"""One school's evidence as a check sees it."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from schoolstd.assessment.judge import judge_check
from schoolstd.catalog.applies import applies, figure_on, value_on
from schoolstd.catalog.stages import grades_of, stage_grades, stage_names, stage_of
from schoolstd.checks.base import CheckResult, Outcome, Phrase
from schoolstd.evidence.grades import parse_grades
from schoolstd.evidence.model import Entry
from schoolstd.schoolyear import assessment_period

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from schoolstd.catalog.model import Catalog
    from schoolstd.evidence.model import Case, Class, Document, Event, Evidence, Lesson
    from schoolstd.location import Location
    from schoolstd.schoolyear import Period

_NOTHING = Entry()
SHARE = "share"


class EvidenceFacts:
    """`checks.base.Facts` over an Evidence: rows by type, figures on the as-of date, the current indicator's citations."""

    def __init__(self, evidence: Evidence, catalog: Catalog, as_of: date | None) -> None:
        self.evidence = evidence
        self.catalog = catalog
        self.as_of = as_of
        self.day = as_of.isoformat() if as_of else ""
        self.indicator = ""
        self.grades = grades_of(catalog, evidence.profile)
        self.stages = stage_grades(catalog, evidence.profile)
        self._names = stage_names(catalog, self.stages)
        self._results: dict[str, CheckResult] = {}
        self._figures: dict[tuple[str, str], Decimal | None] = {}
        self._documents: dict[str, list[Document]] = {}
        for row in evidence.documents:
            self._documents.setdefault(row.type, []).append(row)
        self._events: dict[str, list[Event]] = {}
        for event in evidence.events:
            self._events.setdefault(event.type, []).append(event)
        self._cases: dict[str, list[Case]] = {}
        for case in evidence.cases:
            self._cases.setdefault(case.type, []).append(case)

    @cached_property
    def period(self) -> Period | None:
        """The assessment period, or None without an as-of date."""
        return assessment_period(self.catalog.calendar, self.as_of) if self.as_of else None

    def entry(self, metric: str) -> Entry:
        """A metric's entry; an empty one when the workbook has no such row."""
        return self.evidence.metrics.get(metric, _NOTHING)

    def unit(self, metric: str) -> str:
        """A metric's unit; SHARE for a share, which is written as a percentage."""
        known = self.catalog.metrics[metric]
        return SHARE if known.type == "share" else known.unit

    def applies(self, metric: str) -> bool:
        """Whether a metric is asked of this school."""
        conditions = self.catalog.metrics[metric].when
        return not applies(conditions, self.evidence.profile, self.evidence.metrics, self.catalog, self.day)

    def documents(self, type_: str) -> tuple[Document, ...]:
        """The register's rows of a type."""
        return tuple(self._documents.get(type_, ()))

    def cited_documents(self) -> tuple[Document, ...]:
        """The register's rows that cite the indicator being judged."""
        return tuple(self._citing.get(self.indicator, ()))

    @cached_property
    def _citing(self) -> dict[str, list[Document]]:
        found: dict[str, list[Document]] = {}
        for row in self.evidence.documents:
            for indicator in dict.fromkeys(row.indicators):
                found.setdefault(indicator, []).append(row)
        return found

    def document_expires(self, type_: str) -> bool:
        """Whether documents of a type must say until when they are valid."""
        known = self.catalog.document_types.get(type_)
        return bool(known and known.expires)

    def events(self, type_: str) -> tuple[Event, ...]:
        """The activities of a type."""
        return tuple(self._events.get(type_, ()))

    def cases(self, type_: str) -> tuple[Case, ...]:
        """The ledger's cases of a type."""
        return tuple(self._cases.get(type_, ()))

    def classes(self) -> tuple[Class, ...]:
        """The class table."""
        return self.evidence.classes

    def lessons(self) -> tuple[Lesson, ...]:
        """The timetable."""
        return self.evidence.lessons

    def register_location(self, sheet: str, type_: str = "") -> Location | None:
        """Where to fill in a row of a sheet, when the workbook has it: the row prepared for a type, or a free one."""
        sheets = self.evidence.sheets
        return sheets.get(f"{sheet}.{type_}") or sheets.get(sheet)

    def grades_in(self, text: str) -> tuple[str, ...]:
        """The grades that a text names; none where that is not sure."""
        return parse_grades(text, self._names)

    def figure(self, bound: str, key: str = "") -> Decimal | None:
        """A bound's figure on the as-of date. `key` is `stage|grade` for a parameter that is a table."""
        asked = (bound, key)
        if asked not in self._figures:
            self._figures[asked] = self._figure(bound, key)
        return self._figures[asked]

    def _figure(self, bound: str, key: str) -> Decimal | None:
        if key and bound[:1].isalpha():
            stage, _, grade = key.partition("|")
            by = self.catalog.parameters[bound].by
            key = grade if by == "grade" else stage if stage in self.stages else stage_of(grade, self.stages)
        return figure_on(self.catalog, bound, self.day, key)

    def figures(self, bound: str) -> Mapping[str, Decimal]:
        """A parameter's figures on the as-of date by stage or grade; none for one that is not a table."""
        value = value_on(self.catalog.parameters[bound], self.day) if bound[:1].isalpha() else None
        return {key: Decimal(each) for key, each in value.figures.items() if isinstance(each, str)} if value else {}

    def result_of(self, check: str) -> CheckResult:
        """Another check's result, judged as part of its own indicator, once; skipped where that does not apply."""
        if check not in self._results:
            name, _, key = check.rpartition(".")
            indicator = self.catalog.indicators[name]
            found = next(each for each in indicator.checks if each.id == key)
            barred = applies(indicator.when, self.evidence.profile, self.evidence.metrics, self.catalog, self.day)
            if barred:
                why = Phrase("condition", {"condition": barred})
                self._results[check] = CheckResult(Outcome.SKIPPED, why, why)
                return self._results[check]
            citing, self.indicator = self.indicator, name
            self._results[check] = judge_check(found, self).result
            self.indicator = citing
        return self._results[check]

    def figure_list(self, parameter: str, key: str) -> tuple[str, ...]:
        """A parameter's list under a key on the as-of date; empty when it has none."""
        value = value_on(self.catalog.parameters[parameter], self.day)
        found = value.figures.get(key) if value else None
        return found if isinstance(found, tuple) else ()
