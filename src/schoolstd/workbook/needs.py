"""What a school has to hand in, as the checks that apply to it ask: the rows that its workbook begins with. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from schoolstd.catalog.applies import applies
from schoolstd.catalog.rules import parts_of
from schoolstd.catalog.stages import grades_of, stage_grades
from schoolstd.checks.answer import Statement
from schoolstd.checks.cases import Cases
from schoolstd.checks.combine import All
from schoolstd.checks.document import DocumentCheck
from schoolstd.checks.events import Events
from schoolstd.checks.quantity import metrics_of
from schoolstd.checks.table import Subjects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.catalog.model import Catalog, Check, Condition, Indicator
    from schoolstd.evidence.model import Entry


class Ask(NamedTuple):
    """One rule that applies, out of whatever it is a part of.

    `firm` when it is wanted in any case: nothing else may stand in for it, and no figure of the school decides.
    """

    indicator: str
    check: Check
    rule: Any
    firm: bool


class DocumentNeed(NamedTuple):
    """A type of document with the indicators that ask for it.

    `firm` when a required check wants it whatever else there is; `advised` when only recommended ones do; `instead`
    names the types of which any one will do.
    """

    type: str
    indicators: tuple[str, ...]
    at_least: int
    firm: bool
    advised: bool
    instead: tuple[str, ...]


class EventNeed(NamedTuple):
    """A type of activity, how often it is wanted, and by which indicators."""

    type: str
    per: str
    at_least: int
    indicators: tuple[str, ...]
    advised: bool


class CaseNeed(NamedTuple):
    """A type of case, the metric that counts it, and whether every one must be closed (else it is only counted)."""

    type: str
    metric: str
    indicators: tuple[str, ...]
    closed: bool
    advised: bool


class LessonNeed(NamedTuple):
    """A subject of a grade. `parameters` list it; `firm` when every school with the grade must offer it."""

    grade: str
    subject: str
    parameters: tuple[str, ...]
    firm: bool


class Needs:
    """What applies to one profile on one day (ISO text; empty for unknown): unknown answers leave everything in."""

    def __init__(self, catalog: Catalog, profile: dict[str, Entry], day: str = "") -> None:
        self.catalog = catalog
        self.profile = profile
        self.day = day
        self.indicators = tuple(each for each in catalog.indicators.values() if self._stands(each))
        self.metrics = tuple(each for each in catalog.metrics.values() if self.apply(each.when))
        self.asks = tuple(self._asks())
        self.stages = stage_grades(catalog, profile)
        self.grades = grades_of(catalog, profile) or tuple(each for grades in self.stages.values() for each in grades)

    def apply(self, conditions: tuple[Condition, ...]) -> bool:
        """Whether something with these conditions applies."""
        return applies(conditions, self.profile, {}, self.catalog, self.day) is None

    def documents(self) -> tuple[DocumentNeed, ...]:
        """The types of document that are asked for, in the vocabulary's order."""
        wanted: dict[str, list[tuple[Ask, tuple[str, ...]]]] = {}
        for ask in self.asks:
            for type_, instead in _document_types(ask.rule):
                wanted.setdefault(type_, []).append((ask, instead))
        return tuple(
            _document_need(id_, wanted[id_])
            for id_, type_ in self.catalog.document_types.items()
            if id_ in wanted and self.apply(type_.when)
        )

    def events(self) -> tuple[EventNeed, ...]:
        """The activities that are asked for, in catalog order; equal demands of several indicators joined."""
        wanted: dict[tuple[str, str, int], list[Ask]] = {}
        for ask in self.asks:
            if isinstance(ask.rule, Events) and self.apply(self.catalog.event_types[ask.rule.type].when):
                wanted.setdefault((ask.rule.type, ask.rule.per, int(ask.rule.at_least)), []).append(ask)
        return tuple(EventNeed(*key, _indicators(asks), _advised(asks)) for key, asks in wanted.items())

    def cases(self) -> tuple[CaseNeed, ...]:
        """The cases that must be closed, then those that are only counted by a metric."""
        wanted: dict[tuple[str, str], list[Ask]] = {}
        for ask in self.asks:
            if isinstance(ask.rule, Cases) and self.apply(self.catalog.case_types[ask.rule.type].when):
                wanted.setdefault((ask.rule.type, ask.rule.total), []).append(ask)
        closed = [CaseNeed(*key, _indicators(asks), True, _advised(asks)) for key, asks in wanted.items()]
        users = self.users()
        counted = [
            CaseNeed(metric.same_as["cases"], metric.id, users.get(metric.id, ()), False, False)
            for metric in self.metrics
            if "cases" in metric.same_as and metric.same_as["cases"] not in {need.type for need in closed}
        ]
        return (*closed, *counted)

    def lessons(self) -> tuple[LessonNeed, ...]:
        """Grade by grade, the subjects that any parameter with lists by grade holds, in the parameters' order."""
        tables = {
            id_: parameter.values[-1].figures
            for id_, parameter in self.catalog.parameters.items()
            if parameter.by == "grade"
            and any(isinstance(each, tuple) for each in parameter.values[-1].figures.values())
        }
        firm = {ask.rule.parameter for ask in self.asks if isinstance(ask.rule, Subjects) and ask.firm}
        return tuple(
            LessonNeed(grade, subject, parameters := _listing(tables, grade, subject), not firm.isdisjoint(parameters))
            for grade in self.grades
            for subject in dict.fromkeys(each for figures in tables.values() for each in figures.get(grade, ()))
        )

    def users(self) -> dict[str, tuple[str, ...]]:
        """The indicators whose checks look at a metric or depend on it, by metric."""
        found: dict[str, list[str]] = {}
        for ask in self.asks:
            conditions = (*self.catalog.indicators[ask.indicator].when, *ask.check.when)
            for metric in (*_metrics(ask.rule), *(each.metric for each in conditions if each.metric)):
                found.setdefault(metric, []).append(ask.indicator)
        return {metric: tuple(dict.fromkeys(indicators)) for metric, indicators in found.items()}

    def backing(self) -> dict[str, tuple[str, ...]]:
        """The types of document that back a yes, by metric; none when any document that cites the indicator does."""
        found: dict[str, tuple[str, ...]] = {}
        for ask in self.asks:
            if isinstance(ask.rule, Statement):
                types = [t for t in ask.rule.backed_by if self.apply(self.catalog.document_types[t].when)]
                found[ask.rule.metric] = tuple(dict.fromkeys((*found.get(ask.rule.metric, ()), *types)))
        return found

    def _stands(self, indicator: Indicator) -> bool:
        return self.catalog.in_force(indicator, self.day) and self.apply(indicator.when)

    def _asks(self) -> Iterator[Ask]:
        for indicator in self.indicators:
            for check in indicator.checks:
                if check.effective.covers(self.day) and self.apply(check.when):
                    certain = not any(condition.metric for condition in (*indicator.when, *check.when))
                    for rule, firm in _parts(check.rule, certain and check.level == "required"):
                        yield Ask(indicator.id, check, rule, firm)


def _parts(rule: Any, firm: bool) -> Iterator[tuple[Any, bool]]:
    """The simple rules of a rule, each with whether it is wanted in any case."""
    parts = parts_of(rule)
    if not parts:
        yield rule, firm
    for part in parts:
        yield from _parts(part, firm and isinstance(rule, All))


def _document_types(rule: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(type, the other types that would do as well) of a rule."""
    if isinstance(rule, DocumentCheck):
        yield rule.type, ()
    elif isinstance(rule, Statement):
        for type_ in rule.backed_by:
            yield type_, tuple(other for other in rule.backed_by if other != type_)


def _document_need(type_: str, wanted: list[tuple[Ask, tuple[str, ...]]]) -> DocumentNeed:
    asks = [ask for ask, _ in wanted]
    alone = any(not instead for _, instead in wanted)
    others = () if alone else tuple(dict.fromkeys(other for _, instead in wanted for other in instead))
    at_least = max(int(getattr(ask.rule, "at_least", "1")) for ask in asks)
    firm = any(ask.firm and not instead for ask, instead in wanted)
    return DocumentNeed(type_, _indicators(asks), at_least, firm, _advised(asks), others)


def _metrics(rule: Any) -> tuple[str, ...]:
    """The metrics that a simple rule looks at."""
    named = [getattr(rule, field) for field in ("metric", "total") if getattr(rule, field, "")]
    sides = [getattr(rule, field) for field in ("part", "whole", "left", "right") if getattr(rule, field, "")]
    return (*named, *(metric for side in sides for metric in metrics_of(side)))


def _listing(tables: dict[str, dict[str, Any]], grade: str, subject: str) -> tuple[str, ...]:
    return tuple(id_ for id_, figures in tables.items() if subject in figures.get(grade, ()))


def _indicators(asks: list[Ask]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ask.indicator for ask in asks))


def _advised(asks: list[Ask]) -> bool:
    return all(ask.check.level != "required" for ask in asks)
