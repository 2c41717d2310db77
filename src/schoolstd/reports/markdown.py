"""Gap reports as Markdown: for a comment on a change, a job summary, a page of a wiki. Nothing typed is taken for markup."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from schoolstd.assessment.model import COUNTED
from schoolstd.reports.findings import plain, schools
from schoolstd.reports.markdown_text import escaped
from schoolstd.wording.formats import FormatWords

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schoolstd.reports import Report
    from schoolstd.reports.findings import Row, School

MARKS = {"not_met": "×", "partial": "△", "no_evidence": "○"}


def render(report: Report) -> str:
    """All schools: a table of totals when there are several, then each with its duties, gaps and problems."""
    says = FormatWords(report.words.lang)
    found = schools(report)
    lines = list(_totals(found, report, says)) if report.several else []
    for school in found:
        lines += _school(school, report, says)
    lines += ["", "---", "", escaped(report.words.label("footer"))]
    return "\n".join(lines).strip() + "\n"


def totals(report: Report) -> str:
    """Only how every school stands: what is shown where a whole report is too long."""
    return "\n".join(_totals(schools(report), report, FormatWords(report.words.lang))) + "\n"


def _totals(found: Sequence[School], report: Report, says: FormatWords) -> Iterator[str]:
    label = report.words.label
    yield f"## {says.say('schools_title', count=len(found))}"
    yield ""
    columns = [
        says.say("school"),
        *(label(key) for key in COUNTED),
        label("rate"),
        says.say("gaps"),
        says.say("overclaims"),
    ]
    rows = [
        [
            school.name or school.file,
            *(str(getattr(school.counts, key)) for key in COUNTED),
            school.rate,
            str(school.gaps),
            str(school.overclaims),
        ]
        for school in found
    ]
    yield from _table(columns, rows)
    if report.failures:
        yield ""
        for error in report.failures:
            yield f"- {escaped(says.say('unusable', file=plain(error.file), reason=plain(report.words.input_error(error))))}"
    yield ""


def _school(school: School, report: Report, says: FormatWords) -> Iterator[str]:
    label = report.words.label
    yield f"## {escaped(school.title)}"
    yield ""
    yield f"{escaped(school.day)} · {escaped(school.file)}"
    yield ""
    for line in school.summary:
        yield f"- {escaped(line.text)}"
    yield ""
    for heading, more in school.more:
        yield f"### {escaped(heading)}"
        yield ""
        yield from (f"- {escaped(line.text)}" for line in more)
        yield ""
    columns = [label("duty"), *(label(key) for key in COUNTED), label("rate")]
    rows = [[each.title, *(str(getattr(each.counts, key)) for key in COUNTED), each.rate] for each in school.duties]
    yield from _table(columns, rows)
    yield ""
    gaps = school.shown_gaps
    yield f"### {escaped(label('gaps', count=len(gaps)))}"
    yield ""
    for duty, rows_ in groupby(gaps, key=lambda row: (row.duty, row.duty_title)):
        yield f"#### {escaped(duty[1])}"
        yield ""
        for row in rows_:
            yield from _gap(row, says)
    for heading, lines in _rest(school, report, says):
        yield f"### {escaped(heading)}"
        yield ""
        yield from (f"- {escaped(line)}" for line in lines)
        yield ""


def _gap(row: Row, says: FormatWords) -> Iterator[str]:
    claim = f" · {says.claim(row)}" if row.overclaim else ""
    change = f" · {row.change_text}" if row.change_text else ""
    yield "<details><summary>"
    yield f"{MARKS[row.verdict]} <b>{escaped(f'{row.id} {row.title}')}</b> · {escaped(row.verdict_text + claim + change)}"
    yield "</summary>"
    yield ""
    columns = [says.say(key) for key in ("check", "found", "wanted", "cell", "source")]
    yield from _table(columns, [[each.title, each.found, each.wanted, each.places, each.source] for each in row.to_do])
    yield ""
    for remedy in dict.fromkeys(each.remedy for each in row.to_do):
        yield escaped(says.pair("remedy", remedy))
        yield ""
    yield "</details>"
    yield ""


def _rest(school: School, report: Report, says: FormatWords) -> Iterator[tuple[str, list[str]]]:
    label = report.words.label
    encouraged = [
        f"{row.id} {row.title}: {row.verdict_text}"
        for row in school.shown
        if row.open and not row.gap and not row.waiver
    ]
    if encouraged:
        yield label("recommended_gaps", count=len(encouraged)), encouraged
    if school.waivers:
        yield label("waivers", count=len(school.waivers)), list(school.waivers)
    if school.faults:
        lines = [f"[{each.severity_text}] {plain(each.location or '')} {each.sentence}" for each in school.faults]
        yield label("problems", count=len(lines)), lines
    over = [f"{row.id} {row.title}: {says.claim(row)}" for row in school.shown if row.overclaim]
    if over:
        yield label("overclaims", count=len(over)), over


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield _cells(columns)
    yield _cells(["---"] * len(columns), escape=False)
    yield from map(_cells, rows)


def _cells(cells: Sequence[str], escape: bool = True) -> str:
    return "| " + " | ".join(escaped(cell) if escape else cell for cell in cells) + " |"
