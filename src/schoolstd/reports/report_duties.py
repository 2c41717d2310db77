"""A report duty by duty: what is met, and of each gap what is lacking, by which regulation, and what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.assessment.assess import tally
from schoolstd.assessment.model import RANK, Verdict
from schoolstd.assessment.scope import reported
from schoolstd.reports.gap_page import finding_text, places_text, source_text
from schoolstd.reports.paper import Paragraph, Style
from schoolstd.reports.plan_items import remedies
from schoolstd.reports.said import answerable, said_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schoolstd.assessment.model import Assessment, IndicatorResult
    from schoolstd.wording import Words
    from schoolstd.wording.report import ReportWords


def duty_paragraphs(assessment: Assessment, words: Words, says: ReportWords) -> Iterator[Paragraph]:
    """The paragraphs of all duties, in catalog order."""
    catalog = assessment.catalog
    told = {result.indicator.id for result in reported(assessment)}
    for number, duty in enumerate(catalog.duties.values(), 1):
        below = [result for result in assessment.indicators if catalog.duty_of(result.indicator) is duty]
        yield Paragraph(says.say("duty", number=says.ordinal(number), title=words.name(duty)), Style.SECOND)
        counts = tally(below)
        yield Paragraph(says.say("duty_counts", **counts._asdict()) if counts.applicable else says.say("duty_none"))
        for key, some in (
            ("met", [result for result in below if result.verdict is Verdict.MET]),
            ("outside_list", [result for result in below if result.verdict not in RANK]),
        ):
            if some:
                yield Paragraph(says.say(key, items=_listed(some, words, says)))
        gaps = [result for result in below if result.indicator.id in told and result.open]
        for at, result in enumerate(gaps, 1):
            yield from _gap(result, at, assessment, words, says)


def _listed(results: Iterable[IndicatorResult], words: Words, says: ReportWords) -> str:
    named = (says.say("named", id=each.indicator.id, title=words.name(each.indicator)) for each in results)
    return str(words.table.JOINERS["list"]).join(named)


def _gap(
    result: IndicatorResult, number: int, assessment: Assessment, words: Words, says: ReportWords
) -> Iterator[Paragraph]:
    indicator = result.indicator
    more = says.say("encouraged") if indicator.severity == "recommended" else ""
    more += says.say("waived") if result.waiver else ""
    values = {"id": indicator.id, "title": words.name(indicator), "verdict": words.verdict(result.verdict)}
    yield Paragraph(says.say("item", number=number, more=more, **values), Style.THIRD)
    checks = [each for each in result.checks if each.check.level == "required" and each.open]
    lacking = []
    for judged in checks:
        text, cells = finding_text(judged, words), places_text(judged.result.locations, words)
        lacking.append(says.say("in_cell", text=text, cells=cells) if cells else text)
    said = said_of(result, assessment)
    sources = dict.fromkeys(source_text(each, indicator, assessment, words) for each in checks)
    parts = {
        "lacking": "\n".join(_numbered(list(dict.fromkeys(lacking)), says)),
        "account": said.get("account", ""),
        "source": "\n".join(sources),
        "measure": said.get("measure", "") or remedies(result, checks, words),
    }
    for key, text in parts.items():
        if text:
            yield Paragraph(says.say(key, text=says.ended(says.joined(text))))
    who, due = answerable(result, assessment, words)
    if told := [says.say(key, text=text) for key, text in (("responsible", who), ("due", says.day(due))) if text]:
        yield Paragraph(says.ended(says.say("both").join(told)))


def _numbered(texts: list[str], says: ReportWords) -> list[str]:
    """Several findings with a number each: they hold semicolons of their own."""
    if len(texts) < 2:
        return texts
    return [says.say("finding", number=number, text=text) for number, text in enumerate(texts, 1)]
