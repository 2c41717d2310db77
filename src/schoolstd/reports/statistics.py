"""What many workbooks lack most: every indicator with the number of workbooks in which it is not met. Never by school."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from schoolstd.assessment.model import Verdict
from schoolstd.assessment.scope import reported, reported_problems, unreported_gaps
from schoolstd.reports import text
from schoolstd.reports.page import Line, Page, Section, Table, Tone
from schoolstd.reports.scope_lines import chosen_lines
from schoolstd.wording.formats import FormatWords

if TYPE_CHECKING:
    from schoolstd.reports import Report

VERDICTS = (Verdict.NOT_MET, Verdict.PARTIAL, Verdict.NO_EVIDENCE)


def render(report: Report) -> str:
    """The page as text, the most frequent first."""
    return text.render(statistics_page(report), report.look.width, report.look.color)


def statistics_page(report: Report) -> Page:
    """Two tables: indicators by how often they are not met, and codes of problems by how often they occur."""
    says, words = FormatWords(report.words.lang), report.words
    counts: dict[str, Counter[Verdict]] = {}
    titles: dict[str, str] = {}
    problems: Counter[str] = Counter()
    holders: Counter[str] = Counter()
    for assessment in report.assessments:
        for result in reported(assessment):
            if result.open and not result.waiver:
                counts.setdefault(result.indicator.id, Counter())[result.verdict] += 1
                titles[result.indicator.id] = words.name(result.indicator)
        codes = [problem.code for problem in reported_problems(assessment)]
        problems.update(codes)
        holders.update(set(codes))
    order = sorted(counts, key=lambda id_: (-counts[id_].total(), id_))
    rows = tuple(
        (f"{id_} {titles[id_]}", str(counts[id_].total()), *(str(counts[id_][verdict]) for verdict in VERDICTS))
        for id_ in order
    )
    columns = (says.say("indicator"), says.say("statistics_sum"), *(words.label(str(verdict)) for verdict in VERDICTS))
    sections = [
        Section(says.say("statistics_gaps"), (Table(columns, rows),) if rows else (Line(says.say("statistics_none")),))
    ]
    if problems:
        faults = sorted(problems, key=lambda code: (-holders[code], code))
        table = Table(
            (says.say("problem"), says.say("workbooks"), says.say("count")),
            tuple(
                (f"{code} {words.problem_pattern(code)}", str(holders[code]), str(problems[code])) for code in faults
            ),
        )
        sections.append(Section(says.say("statistics_problems"), (table,)))
    notes = dict.fromkeys(line for each in report.assessments for line in chosen_lines(each, words.lang))
    left = sum(map(unreported_gaps, report.assessments))
    known = sum(len(each.scope.known) for each in report.assessments if each.scope)
    counted = [Line(says.say("statistics_left", gaps=left, known=known), Tone.WARN)] if left or known else []
    if notes or counted:
        sections.insert(0, Section(says.say("statistics_scope"), (*notes, *counted)))
    title = says.say("statistics_title", count=len(report.assessments))
    return Page(title, "", tuple(sections), words.label("footer"))
