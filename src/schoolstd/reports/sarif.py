"""Gap reports as SARIF 2.1.0: a rule for every check and every code of a problem, a result for everything there is to do.

A fingerprint names school, rule and sheet but no cell, so that rows may move. A row is a line and a column a column; the
sheet and the cell stand beside them as logical locations.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from schoolstd import __version__
from schoolstd.checks.base import Outcome
from schoolstd.reports.findings import plain, schools
from schoolstd.reports.markdown_text import escaped
from schoolstd.reports.uri import relative_uri
from schoolstd.wording.formats import FormatWords

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from schoolstd.location import Location
    from schoolstd.reports import Report
    from schoolstd.reports.findings import Fault, Finding, Row, School

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
OVERCLAIM = "overclaim"
MOST_PLACES = 20
"""How many further cells a result names."""


def render(report: Report) -> str:
    """One run for all workbooks. Files that could not be used are told as notifications."""
    says = FormatWords(report.words.lang)
    found = schools(report)
    rules = _Rules(says)
    results = [result for school, seen in _numbered(found) for result in _results(school, rules, says, seen)]
    failures = [
        {
            "level": "error",
            "descriptor": {"id": error.code},
            "message": {"text": f"{plain(error.file)}: {plain(report.words.input_error(error))}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": relative_uri(report.paths.get(error.file, error.file))}
                    }
                }
            ],
        }
        for error in report.failures
    ]
    driver = {
        "name": "schoolstd",
        "version": __version__,
        "language": "en" if report.words.lang == "en" else "zh-CN",
        "rules": list(rules.found.values()),
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "invocations": [{"executionSuccessful": not failures, "toolExecutionNotifications": failures}],
        "results": results,
        "properties": {"schools": [_totals(each) for each in found]},
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


class _Rules:
    """The rules that results refer to, each described when it is first needed."""

    def __init__(self, says: FormatWords) -> None:
        self.says = says
        self.found: dict[str, dict[str, Any]] = {}

    def check(self, row: Row, finding: Finding) -> str:
        says = self.says
        parts = (("wanted", finding.wanted), ("source", finding.source), ("remedy", finding.remedy))
        return self._add(
            finding.id,
            f"{row.title}: {finding.title}",
            [(says.say(key), text) for key, text in parts],
            "error" if row.severity == "mandatory" and finding.level == "required" else "note",
            [f"{row.duty} {row.duty_title}", f"{row.task} {row.task_title}"],
        )

    def fault(self, fault: Fault) -> str:
        pattern = self.says.problem(fault.code)
        return self._add(fault.code, pattern, [(fault.severity_text, pattern)], LEVELS[fault.severity], ["data"])

    def overclaim(self) -> str:
        text = self.says.say("overclaim_rule")
        return self._add(OVERCLAIM, text, [(self.says.say("claim"), text)], "warning", ["claim"])

    def _add(self, id_: str, title: str, lines: Iterable[tuple[str, str]], level: str, tags: list[str]) -> str:
        if id_ not in self.found:
            lines = list(lines)
            self.found[id_] = {
                "id": id_,
                "shortDescription": {"text": title},
                "help": {
                    "text": "\n".join(f"{name}: {text}" for name, text in lines),
                    "markdown": "\n\n".join(f"**{escaped(name)}**: {escaped(text)}" for name, text in lines),
                },
                "defaultConfiguration": {"level": level},
                "properties": {"tags": tags},
            }
        return id_


def _numbered(found: Sequence[School]) -> Iterator[tuple[School, dict[str, int]]]:
    """Every workbook with how often each finding has been told. Copies of one school share that, so that what both have is
    two findings; a copy that is alone has the fingerprints that it would have anywhere."""
    codes = Counter(school.code for school in found)
    shared: dict[str, dict[str, int]] = {code: {} for code, count in codes.items() if code and count > 1}
    for school in found:
        yield school, shared.get(school.code, {})


def _results(school: School, rules: _Rules, says: FormatWords, seen: dict[str, int]) -> Iterator[dict[str, Any]]:
    for row in school.shown:
        for each in row.findings:
            if each.open and each.level != "record":
                text = says.say("finding", title=f"{row.id} {each.title}", found=each.found, wanted=each.wanted)
                places = [place for place in each.locations if place]
                result = _result(school, rules.check(row, each), _level(row, each), text, places, says)
                result["partialFingerprints"] = _fingerprint(school, (each.id, _sheet(places)), seen)
                if row.waiver:
                    result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": row.waiver}]
                if row.change:
                    result["baselineState"] = "new" if row.change == "new" else "updated"
                result["properties"] = {"indicator": row.id, "verdict": row.verdict, "outcome": each.outcome}
                yield result
        if row.overclaim:
            places = [row.claim_location] if row.claim_location else []
            result = _result(
                school, rules.overclaim(), "warning", f"{row.id} {row.title}: {says.claim(row)}", places, says
            )
            yield {**result, "partialFingerprints": _fingerprint(school, (OVERCLAIM, row.id), seen)}
    for fault in school.faults:
        places = [fault.location] if fault.location else []
        result = _result(school, rules.fault(fault), LEVELS[fault.severity], fault.sentence, places, says)
        parts = (fault.code, _sheet(places), fault.values)
        yield {**result, "partialFingerprints": _fingerprint(school, parts, seen)}


def _result(
    school: School, rule: str, level: str, text: str, places: Sequence[Location], says: FormatWords
) -> dict[str, Any]:
    first = places[0] if places else None
    result: dict[str, Any] = {
        "ruleId": rule,
        "level": level,
        "message": {"text": text},
        "locations": [_location(school, first)],
    }
    if len(places) > 1:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": plain(place)}, **_location(school, place)}
            for number, place in enumerate(places[1 : MOST_PLACES + 1], start=1)
        ]
    return result


def _location(school: School, place: Location | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": relative_uri(school.path)}}
    if place is None:
        return {"physicalLocation": physical}
    sheet = plain(place.sheet)
    logical = [{"name": sheet, "fullyQualifiedName": sheet, "kind": "sheet"}]
    if place.row:
        physical["region"] = {"startLine": place.row, "startColumn": place.column}
        logical.insert(0, {"name": place.cell, "fullyQualifiedName": f"{sheet}!{place.cell}", "kind": "cell"})
    return {"physicalLocation": physical, "logicalLocations": logical}


def _level(row: Row, finding: Finding) -> str:
    """A definite failure of something mandatory is an error; what is missing a warning; the encouraged and advice notes."""
    if row.severity != "mandatory" or finding.level != "required":
        return "note"
    return "error" if finding.outcome == Outcome.FAIL else "warning"


def _fingerprint(school: School, parts: Iterable[str], seen: dict[str, int]) -> dict[str, str]:
    text = json.dumps([school.code or school.file, *parts], ensure_ascii=False)
    seen[text] = seen.get(text, 0) + 1
    digest = hashlib.sha256(f"{text}{seen[text]}".encode()).hexdigest()
    return {"schoolstd/v1": digest[:32]}


def _sheet(places: Sequence[Location]) -> str:
    return plain(places[0].sheet) if places else ""


def _totals(school: School) -> dict[str, Any]:
    return {
        "file": school.file,
        "code": school.code,
        "catalog": f"{school.catalog} {school.version}",
        "asOf": school.date,
        "gaps": school.gaps,
        **school.counts._asdict(),
        "waivers": list(school.waivers),
    }
