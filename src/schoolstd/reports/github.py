"""Gap reports as the workflow commands of GitHub: totals first, as only ten annotations of a kind are shown for a step,
then every finding, the grave ones before the rest.

A workbook has no lines of text: the row stands as the line, and the cell is named in the title.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.checks.base import Outcome
from schoolstd.reports.findings import plain, schools
from schoolstd.reports.uri import relative_path
from schoolstd.wording.formats import FormatWords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.location import Location
    from schoolstd.reports import Report
    from schoolstd.reports.findings import School

ORDER = ("error", "warning", "notice")
LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report) -> str:
    """A notice of the totals, then the annotations of all files by how grave they are."""
    says = FormatWords(report.words.lang)
    found = schools(report)
    gaps = sum(len(school.shown_gaps) for school in found)
    faults = sum(each.severity == "error" for school in found for each in school.faults)
    total = says.say(
        "totals", schools=len(found), gaps=gaps, overclaims=sum(each.overclaims for each in found), faults=faults,
        failed=len(report.failures),
    )  # fmt: skip
    lines = [
        (
            "error",
            _command(
                "error",
                plain(report.words.input_error(error)),
                plain(error.file),
                _file(report.paths.get(error.file, error.file)),
            ),
        )
        for error in report.failures
    ]
    lines += [line for school in found for line in _annotations(school, says)]
    lines.sort(key=lambda line: ORDER.index(line[0]))
    scope = [f"- {_harmless(text)}" for school in found for text in _scopes(school)]
    return "\n".join([_command("notice", total, "schoolstd"), *(line for _, line in lines), *scope]) + "\n"


def _scopes(school: School) -> Iterator[str]:
    """Every school's conclusion and waivers, for the log that is read whole."""
    yield school.title
    yield from (line.text for line in school.summary)
    yield from school.waivers


def _annotations(school: School, says: FormatWords) -> Iterator[tuple[str, str]]:
    file = _file(school.path)
    for row in school.shown_gaps:
        for each in row.to_do:
            level = "error" if each.outcome == Outcome.FAIL else "warning"
            text = says.say("finding", title=each.title, found=each.found, wanted=each.wanted)
            text += "\n" + says.pair("source", each.source) + "\n" + says.pair("remedy", each.remedy)
            place = each.locations[0] if each.locations else None
            title = says.say(
                "annotation", id=row.id, title=row.title, verdict=row.verdict_text, place=plain(place or "")
            )
            yield level, _command(level, text, title.strip(), file, place)
    for row in school.shown:
        if row.overclaim:
            text = f"{row.title}: {says.claim(row)}"
            yield "warning", _command("warning", text, f"{row.id} {row.agreement_text}", file, row.claim_location)
    for fault in school.faults:
        level = LEVELS[fault.severity]
        title = f"{fault.code} {plain(fault.location or '')}".strip()
        yield level, _command(level, fault.sentence, title, file, fault.location)


def _command(level: str, text: str, title: str, file: str = "", place: Location | None = None) -> str:
    """One workflow command: what would end a value or the command is written as its code."""
    values = {"file": file, "line": str(place.row) if place and place.row else "", "col": "", "title": title}
    if place and place.row:
        values["col"] = str(place.column)
    given = ",".join(f"{key}={_value(value)}" for key, value in values.items() if value)
    return f"::{level} {given}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _file(path: str) -> str:
    return plain(relative_path(path))


def _harmless(text: str) -> str:
    """A line of the log in which the older form of a command is none."""
    return text.replace("##[", "## [")
