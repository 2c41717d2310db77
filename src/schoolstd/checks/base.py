"""What every kind of check shares: the result it returns and the facts it may look at.

A kind is a NamedTuple of its YAML parameters with a method `evaluate(facts)`. It never raises, prints or
asks the clock; it returns values, and `wording` turns them into sentences. NamedTuple rather than a dataclass,
because defining forty frozen dataclasses costs more time at start-up than reading a workbook.
"""

from __future__ import annotations

import operator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from schoolstd.evidence.model import Case, Class, Document, Entry, Event, Lesson
    from schoolstd.location import Location
    from schoolstd.schoolyear import Period


class Outcome(StrEnum):
    """The result of one check."""

    PASS = "pass"
    FAIL = "fail"
    MISSING = "missing"
    ERROR = "error"
    SKIPPED = "skipped"


class Phrase(NamedTuple):
    """A sentence before it has a language: a code of `wording` and the values that go into it."""

    code: str
    values: Mapping[str, Any] = {}


class CheckResult(NamedTuple):
    """What a check found: outcome, what was wanted, what was there, and the cells to look at."""

    outcome: Outcome
    expected: Phrase
    observed: Phrase
    locations: tuple[Location, ...] = ()


class Form(NamedTuple):
    """What the text of a YAML field must look like, or which vocabulary it must name.

    `name` is a pattern (figure, date, key …) or a vocabulary (metric, document_type, source …); the loader checks both.
    """

    name: str


Figure = Annotated[str, Form("figure")]
Bound = Annotated[str, Form("bound")]
IsoDate = Annotated[str, Form("date")]
Key = Annotated[str, Form("key")]
MetricId = Annotated[str, Form("metric")]
DocumentTypeId = Annotated[str, Form("document_type")]
EventTypeId = Annotated[str, Form("event_type")]
CaseTypeId = Annotated[str, Form("case_type")]
ParameterId = Annotated[str, Form("parameter")]
Op = Annotated[str, Form("op")]


class Mistake(NamedTuple):
    """Something that cannot be right in a rule, found when the catalog is loaded: which field, and a code of `wording`."""

    field: str
    code: str
    values: Mapping[str, str] = {}


class Vocabulary(Protocol):
    """What a rule may ask of the catalog while its mistakes are looked for."""

    def metric_type(self, metric: str) -> str: ...
    def metric_options(self, metric: str) -> tuple[str, ...]: ...
    def metric_range(self, metric: str) -> tuple[str, str]: ...
    def parameter_kind(self, parameter: str) -> tuple[str, bool]: ...
    def figures_of(self, bound: str) -> list[Decimal]: ...


class Facts(Protocol):
    """The evidence of one school as one check sees it: everything by id, on one date."""

    @property
    def as_of(self) -> date | None: ...
    @property
    def period(self) -> Period | None: ...
    @property
    def indicator(self) -> str: ...
    @property
    def grades(self) -> tuple[str, ...]: ...

    def entry(self, metric: str) -> Entry: ...
    def unit(self, metric: str) -> str: ...
    def applies(self, metric: str) -> bool: ...
    def documents(self, type_: str) -> tuple[Document, ...]: ...
    def cited_documents(self) -> tuple[Document, ...]: ...
    def document_expires(self, type_: str) -> bool: ...
    def events(self, type_: str) -> tuple[Event, ...]: ...
    def cases(self, type_: str) -> tuple[Case, ...]: ...
    def classes(self) -> tuple[Class, ...]: ...
    def lessons(self) -> tuple[Lesson, ...]: ...
    def register_location(self, sheet: str, type_: str = "") -> Location | None: ...
    def grades_in(self, text: str) -> tuple[str, ...]: ...
    def figure(self, bound: str, key: str = "") -> Decimal | None: ...
    def figures(self, bound: str) -> Mapping[str, Decimal]: ...
    def figure_list(self, parameter: str, key: str) -> tuple[str, ...]: ...
    def result_of(self, check: str) -> CheckResult: ...


class Rule(Protocol):
    """One kind of check with its parameters."""

    def evaluate(self, facts: Facts) -> CheckResult: ...
    def mistakes(self, vocabulary: Vocabulary) -> Iterator[Mistake]: ...


BLANK = Phrase("blank")
UNREADABLE = Phrase("unreadable")
NO_FIGURE = CheckResult(Outcome.SKIPPED, Phrase("no_figure"), Phrase("no_figure"))
"""When a parameter has no figure yet on the as-of date, the check does not bind."""


def entry_state(entry: Entry) -> Phrase | None:
    """BLANK or UNREADABLE for an entry that holds no value, else None."""
    if entry.bad:
        return UNREADABLE
    return BLANK if entry.value is None else None


def unusable(expected: Phrase, *entries: Entry) -> CheckResult | None:
    """The result when an entry is blank (missing) or not understood (error), or None when all hold values."""
    states = [state for entry in entries if (state := entry_state(entry))]
    if not states:
        return None
    places = tuple(entry.location for entry in entries if entry.location and entry_state(entry))
    if UNREADABLE in states:
        return CheckResult(Outcome.ERROR, expected, UNREADABLE, places)
    return CheckResult(Outcome.MISSING, expected, BLANK, places)


COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "==": operator.eq,
}


def compare(left: Decimal, op: str, right: Decimal) -> bool:
    """Whether `left op right` holds, exactly. Raises KeyError for an operator that is none of COMPARISONS."""
    return COMPARISONS[op](left, right)


def at_least_mistakes(at_least: str) -> Iterator[Mistake]:
    """A mistake when a number of rows is no whole number from 1 up."""
    if not at_least.removeprefix("-").isdigit():
        yield Mistake("at_least", "bad_form", {"found": at_least, "form": "figure"})
    elif int(at_least) < 1:
        yield Mistake("at_least", "at_least_below_one")


def passed(holds: bool) -> Outcome:
    """PASS or FAIL."""
    return Outcome.PASS if holds else Outcome.FAIL
