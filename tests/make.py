"""Evidence, facts and tiny catalogs for tests, in one line each.

Rows stand in their sheets from row 2 on, in the order given, in the columns that design.md lists: `metrics={"x": 60}` is
数据!D2, the date of the first document 佐证材料!F2. A value of `BAD` is a cell that could not be read, None a blank one.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from schoolstd.assessment.facts import EvidenceFacts
from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.loader import LoadedCatalog, load_catalog
from schoolstd.catalog.model import (
    Calendar,
    Catalog,
    Check,
    Condition,
    Duty,
    Effective,
    Head,
    Indicator,
    Metric,
    OtherGrades,
    Parameter,
    ParameterValue,
    ProfileField,
    RowType,
    Source,
    Stage,
    Task,
    Term,
)
from schoolstd.checks import KIND_NAMES
from schoolstd.evidence.model import Case, Claim, Class, Document, Entry, Event, Evidence, Lesson
from schoolstd.location import Location, parse_cell

AS_OF = date(2022, 6, 30)
"""The last day of a teaching month. The period: 2021-09-01 to 2022-06-30, one finished term, eight finished months."""

CALENDAR = Calendar(
    school_year_from="09-01",
    terms=(
        Term("1", "第一学期", "First term", "09-01", "01-20"),
        Term("2", "第二学期", "Second term", "02-20", "07-10"),
    ),
    teaching_months=("09", "10", "11", "12", "03", "04", "05", "06"),
)
PROFILE = (
    ProfileField("as_of", "填报日期", "Date", "date", required=True),
    ProfileField("stage", "学段", "Stage", "choice", ("小学", "初中", "九年一贯制", "完全中学"), required=True),
    ProfileField("grades", "现有年级", "Grades", "choices", ("一年级", "二年级", "七年级")),
    ProfileField("boarding", "是否寄宿", "Boarding", "yes_no", required=True),
)
PRIMARY = ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级")
JUNIOR = ("七年级", "八年级", "九年级")
STAGES = (
    Stage(
        "小学", "primary", PRIMARY, ("小学", "九年一贯制"), otherwise=(OtherGrades("system", ("五四制",), PRIMARY[:5]),)
    ),
    Stage(
        "初中",
        "junior middle",
        JUNIOR,
        ("初中", "九年一贯制", "完全中学"),
        "初",
        (OtherGrades("system", ("五四制",), (PRIMARY[5], *JUNIOR)),),
    ),
)
BAD = object()
REGISTERS = {"documents": "佐证材料", "events": "活动记录", "cases": "事项台账", "classes": "班级", "lessons": "课程"}


@cache
def national() -> LoadedCatalog:
    """The national catalog, read from its YAML once for all tests."""
    return load_catalog(catalog_folder("national"))


def at(name: str) -> Location:
    """The location that prints as `数据!D2`."""
    sheet, _, cell = name.partition("!")
    return Location(sheet, *parse_cell(cell)) if cell else Location(sheet)


def day(value: Any) -> Any:
    """A date from ISO text; anything else stays."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def entry(value: Any, location: Location | None = None) -> Entry:
    """An entry: numbers become Decimals, BAD an unreadable cell."""
    if value is BAD:
        return Entry(None, location, bad=True)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = Decimal(str(value))
    return Entry(value, location)


def document(
    type: str, date: Any, until: Any = None, *, title: str = "", indicators: Any = (), number: str = "", row: int = 2
) -> Document:
    """A row of 佐证材料; its title is its type unless given."""
    places = _places("佐证材料", row, id=1, indicators=2, type=3, title=4, number=5, date=6, valid_until=7)
    dated, valid = entry(day(date), places["date"]), entry(day(until), places["valid_until"])
    return Document(type, title or type, tuple(indicators), number, dated, valid, "", "", places)


def event(type: str, date: Any, grade: str = "", *, expected: Any = None, attended: Any = None, row: int = 2) -> Event:
    """A row of 活动记录."""
    places = _places("活动记录", row, date=1, type=2, theme=3, grade=4, expected=5, attended=6)
    came = entry(attended, places["attended"])
    return Event(type, entry(day(date), places["date"]), "", grade, entry(expected, places["expected"]), came, places)


def case(type: str, date: Any, closed: Any = None, handled: str = "谈话教育", *, row: int = 2) -> Case:
    """A row of 事项台账."""
    places = _places("事项台账", row, id=1, date=2, type=3, matter=4, handled=5, closed=6)
    opened, ended = entry(day(date), places["date"]), entry(day(closed), places["closed"])
    return Case(type, opened, handled, ended, "", "", "", places)


def class_(grade: str, name: str, students: Any, stage: str = "小学", *, row: int = 2) -> Class:
    """A row of 班级."""
    places = _places("班级", row, stage=1, grade=2, name=3, students=4)
    return Class(stage, grade, name, entry(students, places["students"]), places)


def lesson(grade: str, subject: str, periods: Any, *, row: int = 2) -> Lesson:
    """A row of 课程."""
    places = _places("课程", row, grade=1, subject=2, periods=3)
    return Lesson(grade, subject, entry(periods, places["periods"]), places)


def evidence(
    *,
    profile: dict[str, Any] | None = None,
    metrics: dict[str, Any] | None = None,
    claims: dict[str, str] | None = None,
    documents: Any = (),
    events: Any = (),
    cases: Any = (),
    classes: Any = (),
    lessons: Any = (),
    problems: Any = (),
) -> Evidence:
    """A workbook; rows are tuples of the arguments of `document`, `event` …, or mappings of them."""
    return Evidence(
        file="school.xlsx",
        profile=_entries(profile, "学校信息", 3),
        metrics=_entries(metrics, "数据", 4),
        claims={
            id_: Claim(said, Location("自评", row, 4)) for row, (id_, said) in enumerate((claims or {}).items(), 2)
        },
        documents=_rows(document, documents),
        events=_rows(event, events),
        cases=_rows(case, cases),
        classes=_rows(class_, classes),
        lessons=_rows(lesson, lessons),
        sheets={role: Location(title, 2, 1) for role, title in REGISTERS.items()},
        problems=tuple(problems),
    )


def facts(known: Catalog | None = None, as_of: Any = AS_OF, indicator: str = "N01", **given: Any) -> EvidenceFacts:
    """What a check sees; without a catalog, one that knows the metrics given."""
    known = known or catalog(metrics=given.get("metrics") or ())
    found = EvidenceFacts(evidence(**given), known, day(as_of))
    found.indicator = indicator
    return found


def metric(id: str, type: str = "number", **fields: Any) -> Metric:
    """A data item titled by its id."""
    return Metric(id, id, id, type, **fields)


def parameter(id: str, *values: tuple[str, Any], by: str = "") -> Parameter:
    """A parameter from (date, figure) pairs; a figure is text, or a mapping by stage or grade."""
    dated = tuple(
        ParameterValue(day_, "", found) if isinstance(found, dict) else ParameterValue(day_, found)
        for day_, found in values
    )
    return Parameter(id, id, id, dated, by=by, source="law")


def row_type(id: str, **fields: Any) -> RowType:
    """A type of document, event or case."""
    return RowType(id, id, id, **fields)


def check(rule: Any, id: str = "", **fields: Any) -> Check:
    """A check of a rule, named after its kind unless given."""
    return Check(id or KIND_NAMES[type(rule)], rule, "law", "第1条", **fields)


def indicator(*rules: Any, id: str = "N01", **fields: Any) -> Indicator:
    """An indicator of some checks or bare rules; mandatory unless said otherwise."""
    checks = tuple(each if isinstance(each, Check) else check(each, f"check_{n}") for n, each in enumerate(rules, 1))
    fields = {"severity": "mandatory", **fields}
    return Indicator(id, "T01", id, id, id, id, "第1条", remedy="改", remedy_en="Improve", checks=checks, **fields)


def profile_is(field: str, *values: str) -> tuple[Condition, ...]:
    """`when: [{profile: field, in: values}]`."""
    return (Condition(profile=field, in_=values),)


def metric_is(metric: str, op: str, bound: str) -> tuple[Condition, ...]:
    """`when: [{metric: …, op: …, bound: …}]`."""
    return (Condition(metric=metric, op=op, bound=bound),)


def catalog(
    *,
    indicators: Any = (),
    metrics: Any = (),
    documents: Any = (),
    events: Any = (),
    cases: Any = (),
    parameters: Any = (),
    profile: Any = PROFILE,
    stages: Any = STAGES,
    effective: Effective = Effective(),  # noqa: B008 - immutable
    calendar: Calendar = CALENDAR,
) -> Catalog:
    """A catalog of one duty and one task; ids alone become plain metrics and row types."""
    return Catalog(
        head=Head("tiny", "1", "小", "Tiny", "law", effective=effective, cases_as_of=AS_OF.isoformat()),
        digest="0" * 64,
        duties={"D1": Duty("D1", "职责", "Duty")},
        tasks={"T01": Task("T01", "D1", "任务", "Task")},
        indicators={each.id: each for each in indicators},
        metrics=_by_id(metrics, metric),
        document_types=_by_id(documents, row_type),
        event_types=_by_id(events, row_type),
        case_types=_by_id(cases, row_type),
        units={},
        profile={field.id: field for field in profile},
        parameters={each.id: each for each in parameters},
        sources={"law": Source("law", "法", "Law", "教〔2017〕1号", "教育部", "2017-12-04")},
        calendar=calendar,
        stages={each.id: each for each in stages},
    )


def _places(sheet: str, row: int, **columns: int) -> dict[str, Location]:
    return {name: Location(sheet, row, column) for name, column in columns.items()}


def _entries(values: dict[str, Any] | None, sheet: str, column: int) -> dict[str, Entry]:
    return {
        id_: entry(value, Location(sheet, row, column)) for row, (id_, value) in enumerate((values or {}).items(), 2)
    }


def _rows(build: Any, given: Any) -> Any:
    return tuple(
        build(**each, row=row) if isinstance(each, dict) else build(*each, row=row) for row, each in enumerate(given, 2)
    )


def _by_id(given: Any, build: Any) -> Any:
    built = [build(each) if isinstance(each, str) else each for each in given]
    return {each.id: each for each in built}
