"""A catalog as the rest of the program sees it: immutable values, texts in both languages, ids resolved.

These classes are also the YAML format: `file_model` derives the strict file models and the JSON Schema from their fields,
so that a field is named once. A trailing underscore (`from_`) stands for a YAML key that Python reserves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from schoolstd.checks.base import Bound, Figure, Form, IsoDate, Key, MetricId, Op

if TYPE_CHECKING:
    from collections.abc import Iterator

IndicatorId = Annotated[str, Form("indicator_id")]
CodeId = Annotated[str, Form("code_id")]
SourceId = Annotated[str, Form("source")]
SourceKey = Annotated[str, Form("source_key")]
Review = Annotated[str, Form("review")]
Level = Annotated[str, Form("level")]
Mandatory = Annotated[str, Form("mandatory")]
MonthDay = Annotated[str, Form("month_day")]


class Effective(NamedTuple):
    """The days on which something binds, both ends included; an empty end is open."""

    from_: IsoDate = ""
    until: IsoDate = ""

    def covers(self, day: str) -> bool:
        """Whether an ISO date lies inside. An unknown day (empty text) lies inside everything."""
        return not day or ((not self.from_ or self.from_ <= day) and (not self.until or day <= self.until))


class Condition(NamedTuple):
    """When something applies: a profile field has one of the values `in`, or a metric meets a bound."""

    profile: Annotated[str, Form("profile")] = ""
    metric: MetricId = ""
    in_: tuple[str, ...] = ()
    op: Op = ""
    bound: Bound = ""


class Source(NamedTuple):
    """A regulation."""

    id: SourceKey
    title: str
    title_en: str
    number: str
    issuer: str
    date: IsoDate
    effective: IsoDate = ""
    review: Review = ""
    note: str = ""


class Count(NamedTuple):
    """What makes a workbook below count: the verdict of an indicator, the outcome of a check, or a metric.

    Checks in `also` must have the outcome too where they apply. A metric meets the bound, or without one is answered."""

    indicator: Annotated[str, Form("school_indicator")] = ""
    verdict: Annotated[str, Form("verdict")] = ""
    check: Annotated[str, Form("school_check")] = ""
    outcome: Annotated[str, Form("outcome")] = ""
    also: tuple[Annotated[str, Form("school_check")], ...] = ()
    metric: Annotated[str, Form("school_metric")] = ""
    op: Op = ""
    bound: Figure = ""


class Below(NamedTuple):
    """Which of the workbooks below a figure is summed over: those whose profile field has one of the values `in`."""

    profile: Annotated[str, Form("school_profile")]
    in_: tuple[str, ...]


class Metric(NamedTuple):
    """A figure or answer that a school gives once and any check may use.

    A district's may be summed over its schools, and a city's over its districts. `sum_of` names the metric below, `less` one
    that is taken off it there, `sum_where` the workbooks that are asked; `count_of` says what makes a workbook count; `plus`
    is the metric for what the office adds.
    """

    id: Key
    title: str
    title_en: str
    type: Annotated[str, Form("metric_type")]
    unit: Annotated[str, Form("unit")] = ""
    min: Figure = ""
    max: Figure = ""
    options: tuple[str, ...] = ()
    options_en: tuple[str, ...] = ()
    whole: MetricId = ""
    same_as: dict[str, str] = {}
    when: tuple[Condition, ...] = ()
    help: str = ""
    help_en: str = ""
    sum_of: Annotated[str, Form("school_metric")] = ""
    count_of: Count = Count()
    less: Annotated[str, Form("school_metric")] = ""
    sum_where: tuple[Below, ...] = ()
    plus: MetricId = ""

    @property
    def summed(self) -> bool:
        """Whether the figure comes from the workbooks below."""
        return bool(self.sum_of) or self.count_of != Count()


class RowType(NamedTuple):
    """A type of document, event or case: what a row of 佐证材料, 活动记录 or 事项台账 may be."""

    id: Key
    title: str
    title_en: str
    expires: bool = False
    when: tuple[Condition, ...] = ()
    help: str = ""
    help_en: str = ""


class Unit(NamedTuple):
    """A unit of measure; the id is its Chinese name."""

    id: str
    title_en: str


class Body(NamedTuple):
    """A body that issues a regulation or answers for an indicator; the id is its Chinese name."""

    id: str
    title_en: str


class ProfileField(NamedTuple):
    """A fact about the school that decides what applies."""

    id: Key
    title: str
    title_en: str
    type: Annotated[str, Form("metric_type")]
    options: tuple[str, ...] = ()
    options_en: tuple[str, ...] = ()
    required: bool = False
    help: str = ""
    help_en: str = ""


class OtherGrades(NamedTuple):
    """The grades of a stage in schools whose profile field has one of the values `in`; a blank field has none of them."""

    profile: Annotated[str, Form("profile")]
    in_: tuple[str, ...]
    grades: tuple[str, ...]


class Stage(NamedTuple):
    """A stage of schooling; the id is its Chinese name. Its grades in order, and which schools have it: answers to the
    profile field `stage`.

    `short` is what its grades are counted with (初 for 初一, its first); `help` is told to whom names a grade that is none.
    """

    id: str
    title_en: str
    grades: tuple[str, ...]
    schools: tuple[str, ...]
    short: str = ""
    otherwise: tuple[OtherGrades, ...] = ()
    help: str = ""
    help_en: str = ""


class ParameterValue(NamedTuple):
    """A parameter's figure, or figures by key, from a date on."""

    from_: IsoDate
    figure: Figure = ""
    figures: dict[str, Any] = {}


class Parameter(NamedTuple):
    """A dated figure or table that checks refer to. `default` gives the reason when no regulation names the figure."""

    id: Key
    title: str
    title_en: str
    values: tuple[ParameterValue, ...]
    unit: Annotated[str, Form("unit")] = ""
    by: Annotated[str, Form("by")] = ""
    source: SourceId = ""
    locus: str = ""
    review: Review = ""
    default: str = ""
    default_en: str = ""


class Term(NamedTuple):
    """A term of the school year, by month and day."""

    id: str
    title: str
    title_en: str
    from_: MonthDay
    until: MonthDay


class Calendar(NamedTuple):
    """How school years, terms and teaching months are counted."""

    school_year_from: MonthDay
    terms: tuple[Term, ...]
    teaching_months: tuple[Annotated[str, Form("month")], ...]
    default: str = ""
    default_en: str = ""


class Duty(NamedTuple):
    """管理职责."""

    id: CodeId
    title: str
    title_en: str


class Task(NamedTuple):
    """管理任务."""

    id: CodeId
    duty: Annotated[str, Form("duty")]
    title: str
    title_en: str


class Citation(NamedTuple):
    """A further regulation that asks the same."""

    source: SourceId
    locus: str


class Check(NamedTuple):
    """One testable condition of an indicator: when it binds, where it comes from, and its rule."""

    id: Key
    rule: Any
    source: SourceId
    locus: str
    title: str = ""
    title_en: str = ""
    level: Level = "required"
    decisive: bool = False
    when: tuple[Condition, ...] = ()
    effective: Effective = Effective()
    review: Review = ""
    default: str = ""
    default_en: str = ""
    remedy: str = ""
    remedy_en: str = ""
    citations: tuple[Citation, ...] = ()


class Indicator(NamedTuple):
    """指标: a clause of the standard with its checks."""

    id: IndicatorId
    task: Annotated[str, Form("task")]
    title: str
    title_en: str
    summary: str
    summary_en: str
    clause: str
    severity: Mandatory
    remedy: str
    remedy_en: str
    checks: tuple[Check, ...]
    when: tuple[Condition, ...] = ()
    effective: Effective = Effective()
    withdrawn: str = ""
    withdrawn_en: str = ""
    refs: tuple[str, ...] = ()
    relation: Annotated[str, Form("relation")] = ""
    related: tuple[Annotated[str, Form("indicator")], ...] = ()
    owner: str = ""
    veto: bool = False
    feeds: tuple[str, ...] = ()


class Waiver(NamedTuple):
    """An approved exception for one school and indicator; both dates count."""

    indicator: IndicatorId
    school: str
    reason: str
    approver: str
    from_: IsoDate
    until: IsoDate


class Amendment(NamedTuple):
    """A change that an extension makes to the catalog it extends, with the regulation that makes it.

    It is made on the days that both its own dates and those of its catalog cover."""

    op: Annotated[str, Form("amendment")]
    source: SourceId
    locus: str
    check: Annotated[str, Form("check")] = ""
    indicator: Annotated[str, Form("indicator")] = ""
    field: Key = ""
    value: str = ""
    when: tuple[Condition, ...] = ()
    reason: str = ""
    reason_en: str = ""
    effective: Effective = Effective()


class Statement(NamedTuple):
    """A sentence of a regulation, in words of our own, and what carries it: indicators of any catalog, steps of a programme,
    or neither and the reason. Read by `coverage` only; a compiled catalog is without."""

    id: str
    source: SourceId
    holder: str
    kind: Annotated[str, Form("statement_kind")]
    summary: str
    summary_en: str
    indicators: tuple[IndicatorId, ...] = ()
    programme: tuple[str, ...] = ()
    reason: str = ""
    reason_en: str = ""


class Extends(NamedTuple):
    """The catalog, and its version, that another one builds on."""

    id: CodeId
    version: str


class Subordinates(NamedTuple):
    """The catalog, and its version, of the workbooks that another sums over: a district's schools, a city's districts.

    `total` is the metric that says how many there are, so that one that was not handed in is noticed."""

    id: CodeId
    version: str
    total: MetricId = ""


class Refusal(NamedTuple):
    """Headings that are not taken: any with one of `words` (lower case, no blanks) and none of `unless`."""

    id: Key
    title: str
    title_en: str
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()


class Privacy(NamedTuple):
    """What a person's name looks like: surnames, the callings that stand beside one, and what may follow one: `deeds`, or
    的 and one of the `matters`. `words` begin with a surname and are no names."""

    surnames: str = ""
    callings: tuple[str, ...] = ()
    deeds: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Change(NamedTuple):
    """A line of a catalog's changelog."""

    version: str
    date: IsoDate
    note: str
    note_en: str = ""


class Head(NamedTuple):
    """The catalog itself: identity, version, main source, and how many clauses it must cover."""

    id: CodeId
    version: str
    title: str
    title_en: str
    source: SourceId
    entity: Annotated[str, Form("entity")] = "school"
    status: Annotated[str, Form("status")] = "current"
    clauses: Figure = ""
    effective: Effective = Effective()
    cases_as_of: IsoDate = ""
    extends: Extends = Extends("", "")
    schools: Subordinates = Subordinates("", "")
    changelog: tuple[Change, ...] = ()


class Added(NamedTuple):
    """The catalog of a chain that added an indicator, and the days of that catalog."""

    catalog: str
    effective: Effective


LEVEL_BELOW = {"district": "school", "city": "district"}
"""Whose workbooks an entity sums over."""


class Catalog(NamedTuple):
    """A whole catalog. Dictionaries keep the order of the files, which is the order of every report.

    `digest` is the SHA-256 of its source files: two catalogs with one digest judge alike. `inherited` says of every
    indicator of the catalogs that this one extends which of them added it: a city's dates do not put the nation's out of force.
    `indicators` are as they are after all `amendments`; `unamended` holds those that were amended, as they were before: see
    `extend.on_day`.
    """

    head: Head
    digest: str
    duties: dict[str, Duty]
    tasks: dict[str, Task]
    indicators: dict[str, Indicator]
    metrics: dict[str, Metric]
    document_types: dict[str, RowType]
    event_types: dict[str, RowType]
    case_types: dict[str, RowType]
    units: dict[str, Unit]
    profile: dict[str, ProfileField]
    parameters: dict[str, Parameter]
    sources: dict[str, Source]
    calendar: Calendar
    amendments: tuple[Amendment, ...] = ()
    refusals: dict[str, Refusal] = {}
    privacy: Privacy = Privacy()
    statements: dict[str, Statement] = {}
    inherited: dict[str, Added] = {}
    unamended: dict[str, Indicator] = {}
    stages: dict[str, Stage] = {}
    bodies: dict[str, Body] = {}

    def in_force(self, indicator: Indicator, day: str) -> bool:
        """Whether an indicator binds on an ISO date: by its own days and by those of the catalog that added it."""
        added = self.inherited.get(indicator.id)
        days = added.effective if added else self.head.effective
        return not indicator.withdrawn and indicator.effective.covers(day) and days.covers(day)

    def adder(self, id_: str) -> Added:
        """The catalog of the chain that added an indicator."""
        return self.inherited.get(id_) or Added(self.head.id, self.head.effective)

    def asks(self, id_: str, form: str) -> bool:
        """Whether the form of a catalog, by its id, asks for what an indicator needs: it does when the indicator was added by
        that catalog or by one that it extends. A form of no catalog of the chain is taken for this one's own."""
        chain = list(dict.fromkeys((*(each.catalog for each in self.inherited.values()), self.head.id)))
        return form not in chain or chain.index(self.adder(id_).catalog) <= chain.index(form)

    def duty_of(self, indicator: Indicator) -> Duty:
        """The duty that an indicator's task belongs to."""
        return self.duties[self.tasks[indicator.task].duty]

    def checks(self) -> Iterator[tuple[Indicator, Check]]:
        """Every check with its indicator, in order."""
        for indicator in self.indicators.values():
            for check in indicator.checks:
                yield indicator, check

    def check(self, id_: str) -> Check | None:
        """A check by its full id, the indicator's and its own with a dot between; None where there is none."""
        name, _, key = id_.rpartition(".")
        indicator = self.indicators.get(name)
        return next((each for each in indicator.checks if each.id == key), None) if indicator else None
