"""An assessment as the document that a school hands in: 自评报告, before it has a format."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from schoolstd.assessment.assess import is_gap, tally
from schoolstd.assessment.model import COUNTED, Agreement
from schoolstd.assessment.scope import reported, reported_problems
from schoolstd.problem import Severity
from schoolstd.reports.gap_page import FIRST, rate
from schoolstd.reports.page import Table
from schoolstd.reports.paper import Grid, Paper, Paragraph, Style, school_name, signature, waiver_paragraphs
from schoolstd.reports.report_duties import duty_paragraphs
from schoolstd.reports.said import answerable
from schoolstd.reports.scope_lines import scope_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from schoolstd.assessment.model import Assessment
    from schoolstd.reports.page import Section
    from schoolstd.wording import Words
    from schoolstd.wording.report import ReportWords

FACT_WIDTHS, COUNT_WIDTHS, CLAIM_WIDTHS = (60, 96), (48, 18, 18, 18, 18, 18, 18), (96, 30, 30)
GAP_WIDTHS = (58, 24, 32, 42)
"""Of the columns of the tables, in mm: together the 156 mm of a page."""


def report_paper(assessment: Assessment, words: Words, says: ReportWords, more: Iterable[Section] = ()) -> Paper:
    """The report of a school. `more` are sections of the gap report that follow the conclusion, such as a programme's."""
    words = words.of(assessment.catalog)
    parts: list[tuple[str, Sequence[Paragraph | Grid]]] = [
        ("basics", list(_basics(assessment, words, says))),
        ("conclusion", list(_conclusion(assessment, words, says))),
        *((section.heading, list(_section(section))) for section in more),
        ("duties", list(duty_paragraphs(assessment, words, says))),
        ("problems", list(_problems(assessment, words, says))),
        ("claims", list(_claims(assessment, words, says))),
        ("waivers", list(_waivers(assessment, words, says))),
        ("statement", [Paragraph(says.say("recommends"))]),
    ]
    body: list[Paragraph | Grid] = []
    for number, (heading, blocks) in enumerate((part for part in parts if part[1]), 1):
        title = says.say(heading) if heading in says.sentences else heading
        body.append(Paragraph(says.say("heading", number=says.ordinal(number), title=title), Style.FIRST))
        body += blocks
    body += signature(assessment, says)
    catalog = words.name(assessment.catalog.head)
    named = says.say("title", school=school_name(assessment, says), catalog=catalog)
    return Paper(tuple(named.split("\n")), tuple(body))


def _basics(assessment: Assessment, words: Words, says: ReportWords) -> Iterator[Paragraph | Grid]:
    head = assessment.catalog.head
    day = says.say("day", date=says.day(assessment.as_of.isoformat())) if assessment.as_of else says.say("no_day")
    told = says.say(
        "judged",
        catalog=words.name(head),
        id=head.id,
        version=head.version,
        day=day,
        file=assessment.evidence.file,
    )
    yield Paragraph(told + says.say("filled", **assessment.progress._asdict()))
    rows = []
    for field in assessment.catalog.profile.values():
        entry = assessment.evidence.profile.get(field.id)
        rows.append((words.name(field), _shown(entry.value if entry else None, words, says)))
    yield Grid((says.say("field"), says.say("value")), tuple(rows), FACT_WIDTHS, left=(0, 1))


def _shown(value: Any, words: Words, says: ReportWords) -> str:
    if value is None or value == "":
        return says.say("blank")
    if isinstance(value, bool):
        return says.say("yes" if value else "no")
    if isinstance(value, date):
        return says.day(value.isoformat())
    return words.listed(words.options(map(str, value if isinstance(value, tuple) else (value,))))


def _conclusion(assessment: Assessment, words: Words, says: ReportWords) -> Iterator[Paragraph | Grid]:
    counts, results = tally(assessment.indicators), assessment.indicators
    texts = [says.say("counts", total=len(results), rate=rate(counts), **counts._asdict())]
    if counts.not_applicable or counts.not_in_force:
        texts.append(says.say("outside", **counts._asdict()))
    gaps, waived = sum(map(is_gap, results)), sum(bool(result.waiver) for result in results)
    texts.append(says.say("gaps", count=gaps) if gaps else says.say("no_gaps" if counts.applicable else "none_judged"))
    if waived:
        texts.append(says.say("waived_count", count=waived))
    if problems := assessment.problems:
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        texts.append(says.say("problem_count", count=len(problems), errors=errors))
    over, under = (
        sum(result.agreement is each for result in results) for each in (Agreement.OVERCLAIM, Agreement.UNDERCLAIM)
    )
    if over or under:
        texts.append(says.say("claim_count", over=over, under=under))
    yield Paragraph("".join(texts))
    yield from (Paragraph(line.text) for line in scope_lines(assessment, words.lang))
    rows = []
    for duty in assessment.catalog.duties.values():
        below = tally(each for each in results if assessment.catalog.duty_of(each.indicator) is duty)
        rows.append((words.name(duty), *(str(getattr(below, key)) for key in COUNTED), rate(below)))
    rows.append((words.label("total"), *(str(getattr(counts, key)) for key in COUNTED), rate(counts)))
    header = (words.label("duty"), *(words.label(key) for key in COUNTED), words.label("rate"))
    yield Grid(header, tuple(rows), COUNT_WIDTHS)
    yield from _gap_list(assessment, words, says)


def _gap_list(assessment: Assessment, words: Words, says: ReportWords) -> Iterator[Paragraph | Grid]:
    """What is to be done at a glance: the gaps, who answers for each, and by when."""
    gaps = sorted(filter(is_gap, reported(assessment)), key=lambda result: FIRST.index(result.verdict))
    who = {result.indicator.id: answerable(result, assessment, words) for result in gaps}
    rows = [
        (
            says.say("named", id=result.indicator.id, title=words.name(result.indicator)),
            words.verdict(result.verdict),
            who[result.indicator.id][0] or says.say("blank"),
            says.day(who[result.indicator.id][1]) or says.say("blank"),
        )
        for result in gaps
    ]
    if rows:
        yield Paragraph(says.say("gap_list"))
        header = (says.say("claim_head"), says.say("judged_as"), says.say("responsible_head"), says.say("due_head"))
        yield Grid(header, tuple(rows), GAP_WIDTHS)


def _section(section: Section) -> Iterator[Paragraph]:
    """A section of the gap report as paragraphs."""
    for block in section.blocks:
        if not isinstance(block, Table):
            yield Paragraph(f"{block.mark} {block.text}".strip())


def _problems(assessment: Assessment, words: Words, says: ReportWords) -> Iterator[Paragraph]:
    """The problems with the data, grave ones first."""
    order = list(Severity)
    ranked = sorted(reported_problems(assessment), key=lambda each: order.index(each.severity))
    for number, problem in enumerate(ranked, 1):
        place = str(problem.location) if problem.location else says.say("whole")
        severity, sentence = words.table.SEVERITIES[problem.severity], says.ended(words.problem(problem))
        yield Paragraph(says.say("problem", number=number, severity=severity, place=place, sentence=sentence))


def _claims(assessment: Assessment, words: Words, says: ReportWords) -> Iterator[Paragraph | Grid]:
    """What the school rates otherwise than the verdict, too high first."""
    for agreement, heading in ((Agreement.OVERCLAIM, "over"), (Agreement.UNDERCLAIM, "under")):
        rows = [
            (
                says.say("named", id=result.indicator.id, title=words.name(result.indicator)),
                words.verdict(result.claim.verdict),
                words.verdict(result.verdict),
            )
            for result in reported(assessment)
            if result.agreement is agreement and result.claim
        ]
        if rows:
            yield Paragraph(says.say(heading, count=len(rows)))
            header = (says.say("claim_head"), says.say("claimed"), says.say("judged_as"))
            yield Grid(header, tuple(rows), CLAIM_WIDTHS)


def _waivers(assessment: Assessment, words: Words, says: ReportWords) -> Iterator[Paragraph]:
    """Every waiver of the school, also one that waives nothing or is out of its dates."""
    for number, applied in enumerate(assessment.waivers, 1):
        yield from waiver_paragraphs(number, applied, words, says)
