"""The cases that every check carries: given this evidence, that outcome. Run by `indicators lint` and by the tests."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from schoolstd.assessment.edges import ShownCase, blurred, shows_where_it_does_not_apply
from schoolstd.assessment.facts import EvidenceFacts
from schoolstd.assessment.judge import judge_check
from schoolstd.catalog.applies import applies
from schoolstd.catalog.extend import on_day
from schoolstd.catalog.stages import grade_names
from schoolstd.checks.refer import Refer
from schoolstd.evidence.model import Case, Class, Document, Entry, Event, Evidence, Lesson
from schoolstd.evidence.values import Reading, read_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.catalog.loader import CheckCase, LoadedCatalog
    from schoolstd.catalog.model import Catalog, Indicator

_SEVERAL = re.compile("年级|全|各|部|校|班|[初高][一二三]")
"""What a text that says for which grades something was held has at least; a grade of no school here has none of it."""
_NUMBER = re.compile(r"\d+")
TABLES = {
    "documents": ("type", "date", "valid_until", "title", "indicators"),
    "events": ("type", "dates", "grade"),
    "cases": ("type", "date", "handled", "closed"),
    "classes": ("stage", "grade", "class", "students"),
    "lessons": ("grade", "subject", "periods"),
}


class CaseError(ValueError):
    """A `given` that cannot be read: a code of `wording` and its values."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class CaseResult(NamedTuple):
    """A case and what came out: an outcome, or why the case itself cannot be read."""

    case: CheckCase
    outcome: str
    error: CaseError | None = None

    @property
    def holds(self) -> bool:
        """Whether the check did what the case says."""
        return self.error is None and self.outcome == self.case.outcome


def run_cases(loaded: LoadedCatalog) -> list[CaseResult]:
    """Every case of a catalog, run; in the order of the files."""
    return [run_case(loaded.catalog, case) for case in loaded.cases]


def run_case(catalog: Catalog, case: CheckCase) -> CaseResult:
    """One case, run against the check that carries it."""
    try:
        evidence, as_of = given_evidence(case.given, catalog)
        if case.outcome != "error":  # what cannot be read may be the very thing that such a case is about
            _possible(case.given, evidence, catalog)
    except CaseError as error:
        return CaseResult(case, "", error)
    catalog = on_day(catalog, as_of.isoformat())
    indicator = catalog.indicators[case.indicator]
    check = next(each for each in indicator.checks if each.id == case.check)
    facts = EvidenceFacts(evidence, catalog, as_of)
    facts.indicator = indicator.id
    barred = applies(indicator.when, evidence.profile, evidence.metrics, catalog, facts.day)
    if barred or not indicator.effective.covers(facts.day):
        return CaseResult(case, "skipped")
    return CaseResult(case, str(judge_check(check, facts).result.outcome))


class Finding(NamedTuple):
    """What `lint` has against a catalog that loads: a code of `wording`, where, and the values for its sentence."""

    code: str
    file: str
    line: int
    values: dict[str, str]
    error: CaseError | None = None


def findings(loaded: LoadedCatalog) -> list[Finding]:
    """Cases that do not hold, outcomes that no case shows, and clauses of the standard without an indicator."""
    found = []
    for result in run_cases(loaded):
        if not result.holds:
            case = result.case
            values = {"check": f"{case.indicator}.{case.check}", "expected": case.outcome, "found": result.outcome}
            code = "lint_case_error" if result.error else "lint_case"
            found.append(Finding(code, case.file, case.line, values, result.error))
    by_indicator: dict[str, list[CheckCase]] = {}
    for case in loaded.cases:
        by_indicator.setdefault(case.indicator, []).append(case)
    for id_ in loaded.own:
        indicator = loaded.catalog.indicators[id_]
        for check, outcome in uncovered(indicator, by_indicator.get(indicator.id, [])):
            name = f"{indicator.id}.{check}"
            file, line = loaded.places[name]
            found.append(Finding("lint_uncovered", file, line, {"check": name, "outcome": outcome}))
        found += _edges(loaded, indicator, by_indicator.get(indicator.id, []))
    return [*found, *_clauses(loaded)]


def _edges(loaded: LoadedCatalog, indicator: Indicator, cases: list[CheckCase]) -> Iterator[Finding]:
    """The checks whose cases are far from the figure, or show nowhere that a condition excludes."""
    for check in indicator.checks:
        shown = []
        for case in cases:
            if case.check == check.id:
                with suppress(CaseError):  # told already
                    shown.append(ShownCase(case.outcome, *given_evidence(case.given, loaded.catalog)))
        name = f"{indicator.id}.{check.id}"
        file, line = loaded.places[name]
        metric = loaded.catalog.metrics.get(getattr(check.rule, "metric", ""))
        for outcome, step in blurred(check, metric.type if metric else "", shown):
            values = {"check": name, "outcome": outcome, "bound": check.rule.bound, "step": format(step, "f")}
            yield Finding("lint_blurred", file, line, values)
        skipped = any(each.outcome == "skipped" for each in shown)  # without any, that is told already
        if skipped and not shows_where_it_does_not_apply(indicator, check, shown):
            yield Finding("lint_when", file, line, {"check": name})


def _clauses(loaded: LoadedCatalog) -> list[Finding]:
    """The clauses, 1 to the head's `clauses`, that no indicator in use names in its `clause`."""
    head = loaded.catalog.head
    used = [each for each in loaded.catalog.indicators.values() if not each.withdrawn]
    carried = {number for each in used for number in _NUMBER.findall(each.clause)}
    file = next((file for file, _ in loaded.places.values()), "")
    wanted = range(1, int(head.clauses or 0) + 1)
    return [Finding("lint_clause", file, 1, {"clause": str(n)}) for n in wanted if str(n) not in carried]


def given_evidence(given: dict[str, Any], catalog: Catalog) -> tuple[Evidence, date]:
    """The evidence and the day that a `given` describes. Raises CaseError."""
    as_of = _date(given.get("as_of", catalog.head.cases_as_of), "as_of")
    if as_of is None:
        raise CaseError("case_needs_as_of")
    metrics: dict[str, Entry] = {}
    for key, value in given.items():
        if key in ("as_of", "profile", *TABLES):
            continue
        if key not in catalog.metrics:
            raise CaseError("case_unknown_key", key=key)
        metric = catalog.metrics[key]
        metrics[key] = _entry(value, metric.type, metric.options, key)
    profile = {
        key: _entry(value, _field(catalog, key).type, _field(catalog, key).options, key)
        for key, value in _mapping(given.get("profile", {}), "profile").items()
    }
    rows = {name: _rows(given, name, catalog, as_of) for name in TABLES}
    evidence = Evidence(
        file="",
        profile=profile,
        metrics=metrics,
        documents=tuple(_document(row) for row in rows["documents"]),
        events=tuple(event for row in rows["events"] for event in _events(row)),
        cases=tuple(_case(row) for row in rows["cases"]),
        classes=tuple(_class(row) for row in rows["classes"]),
        lessons=tuple(_lesson(row) for row in rows["lessons"]),
    )
    return evidence, as_of


def _possible(given: dict[str, Any], evidence: Evidence, catalog: Catalog) -> None:
    """Raises CaseError for a fact that no workbook could hold: then the case shows nothing."""
    for place, entries in (("profile.", evidence.profile), ("", evidence.metrics)):
        for key, entry in entries.items():
            if entry.bad:
                raw = given["profile"][key] if place else given[key]
                raise CaseError("case_impossible", key=f"{place}{key}", found=str(raw)[:40])
    names = grade_names(catalog, evidence.profile)
    for name, column, rows, known in (
        ("classes", "stage", evidence.classes, catalog.stages.__contains__),
        ("classes", "grade", evidence.classes, names.get),
        ("lessons", "grade", evidence.lessons, names.get),
        ("events", "grade", evidence.events, _SEVERAL.search),
    ):
        for text in (str(getattr(row, column)) for row in rows):
            if text and not known(text):
                raise CaseError("case_impossible", key=f"{name}.{column}", found=text[:40])
    for name, column, figures in (
        ("classes", "students", [each.students for each in evidence.classes]),
        ("lessons", "periods", [each.periods for each in evidence.lessons]),
    ):
        for number, figure in enumerate(figures):
            if figure.bad:
                raise CaseError("case_impossible", key=f"{name}.{column}", found=str(given[name][number][column])[:40])


def uncovered(indicator: Indicator, cases: list[CheckCase]) -> list[tuple[str, str]]:
    """(check, outcome) pairs that no case of the indicator shows: each check needs a pass, a fail and a missing, and a
    skipped one when it has conditions or effective dates."""
    lacking = []
    for check in indicator.checks:
        if isinstance(check.rule, Refer):
            continue
        shown = {case.outcome for case in cases if case.check == check.id}
        wanted = ["pass", "fail", "missing"]
        if check.when or check.effective.from_ or check.effective.until:
            wanted.append("skipped")
        lacking += [(check.id, outcome) for outcome in wanted if outcome not in shown]
    return lacking


def _field(catalog: Catalog, key: str) -> Any:
    if key not in catalog.profile:
        raise CaseError("case_unknown_key", key=f"profile.{key}")
    return catalog.profile[key]


def _entry(value: Any, type_: str, options: tuple[str, ...], key: str) -> Entry:
    """A given value read as if it stood in a cell, so that cases and workbooks mean the same."""
    if value is None:
        return Entry()
    reading: Reading = read_value("、".join(value) if isinstance(value, list) else value, type_, options)
    return Entry(reading.value, None, reading.problem is not None)


def _mapping(value: Any, key: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise CaseError("case_bad_value", key=key)
    return value


def _rows(given: dict[str, Any], name: str, catalog: Catalog, as_of: date) -> list[dict[str, Any]]:
    rows = given.get(name, [])
    if not isinstance(rows, list):
        raise CaseError("case_bad_value", key=name)
    known = {"documents": catalog.document_types, "events": catalog.event_types, "cases": catalog.case_types}.get(name)
    found = []
    for row in rows:
        if isinstance(row, str) and name == "documents":
            expires = row in catalog.document_types and catalog.document_types[row].expires
            row = {"type": row, "date": as_of.isoformat(), **({"valid_until": as_of.isoformat()} if expires else {})}
        unknown = [key for key in _mapping(row, name) if key not in TABLES[name]]
        if unknown:
            raise CaseError("case_unknown_key", key=f"{name}.{unknown[0]}")
        if known is not None and str(row.get("type")) not in known:
            raise CaseError("case_unknown_key", key=f"{name}.type: {row.get('type')}")
        found.append(row)
    return found


def _date(value: Any, key: str) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise CaseError("case_bad_value", key=key) from None


def _dated(row: dict[str, Any], key: str) -> Entry:
    return Entry(_date(row.get(key), key))


def _text(row: dict[str, Any], key: str) -> str:
    """A given text; a number without quotes is the text it looks like."""
    value = row.get(key)
    return "" if value is None else str(value)


def _document(row: dict[str, Any]) -> Document:
    cited = row.get("indicators") or []
    if not isinstance(cited, list):
        raise CaseError("case_bad_value", key="indicators")
    return Document(
        row["type"], _text(row, "title"), tuple(cited), "", _dated(row, "date"), _dated(row, "valid_until"), "", "", {}
    )


def _events(row: dict[str, Any]) -> list[Event]:
    days = row.get("dates") or []
    if not isinstance(days, list):
        raise CaseError("case_bad_value", key="dates")
    return [
        Event(row["type"], Entry(_date(day, "dates")), "", _text(row, "grade"), Entry(), Entry(), {}) for day in days
    ]


def _case(row: dict[str, Any]) -> Case:
    return Case(row["type"], _dated(row, "date"), _text(row, "handled"), _dated(row, "closed"), "", "", "", {})


def _class(row: dict[str, Any]) -> Class:
    students = _entry(row.get("students"), "count", (), "students")
    return Class(_text(row, "stage"), _text(row, "grade"), _text(row, "class"), students, {})


def _lesson(row: dict[str, Any]) -> Lesson:
    return Lesson(_text(row, "grade"), _text(row, "subject"), _entry(row.get("periods"), "number", (), "periods"), {})
