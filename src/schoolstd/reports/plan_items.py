"""An Assessment to the items of a plan: what each indicator lacks, what to do about it, and what to put where as evidence."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from schoolstd.assessment.model import RANK, Verdict
from schoolstd.catalog.rules import simple_rules
from schoolstd.checks.base import Outcome
from schoolstd.checks.refer import Refer
from schoolstd.evidence.values import parse_date
from schoolstd.plan import Item, State
from schoolstd.reports.gap_page import places_text, source_text
from schoolstd.reports.said import answerable, said_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.assessment.model import Assessment, IndicatorResult, JudgedCheck
    from schoolstd.catalog.model import Catalog
    from schoolstd.evidence.model import Entry
    from schoolstd.wording import Words
    from schoolstd.wording.plan import PlanWords

NOTHING = ("blank", "no_document", "no_event", "no_rows")
"""Observations that say no more than that nothing is there."""


def plan_items(assessment: Assessment, words: Words, says: PlanWords) -> tuple[Item, ...]:
    """An item for every indicator: the mandatory ones in catalog order, then the encouraged ones."""
    ranked = sorted(assessment.indicators, key=lambda result: result.indicator.severity != "mandatory")
    return tuple(_item(result, assessment, words, says) for result in ranked)


def evidence_day(result: IndicatorResult, assessment: Assessment) -> str:
    """The latest date, up to the as-of date, of the documents, events and closed cases that an indicator rests on, as
    ISO text; without any the as-of date itself, and nothing when there is none.

    It may be older than the gap was: what closed it need not be what has a date. Which day a row of a plan is closed on,
    the plan says."""
    evidence, end = assessment.evidence, assessment.as_of
    types = {type_ for judged in result.checks for type_ in _types(judged.check.rule, assessment.catalog)}
    entries: list[Entry] = [row.date for row in evidence.documents if row.type in types]
    entries += [row.date for row in evidence.documents if result.indicator.id in row.indicators]
    entries += [row.date for row in evidence.events if row.type in types]
    entries += [row.closed for row in evidence.cases if row.type in types]
    days = [entry.value for entry in entries if isinstance(entry.value, date)]
    known = [day for day in days if end is None or day <= end]
    latest = max(known, default=end)
    return latest.isoformat() if latest else ""


def _item(result: IndicatorResult, assessment: Assessment, words: Words, says: PlanWords) -> Item:
    indicator, verdict = result.indicator, result.verdict
    mandatory = indicator.severity == "mandatory"
    texts = {
        "task": words.name(assessment.catalog.tasks[indicator.task]),
        "title": words.name(indicator),
        "severity": says.say(indicator.severity),
        "verdict": words.verdict(verdict),
    }
    if verdict not in RANK:
        return Item(indicator.id, State.LAPSED, texts, mandatory=mandatory)
    if verdict is Verdict.MET:
        return Item(indicator.id, State.CLOSED, texts, evidence_day(result, assessment), mandatory)
    checks = [each for each in result.checks if each.check.level == "required" and each.open]
    said = said_of(result, assessment)
    texts |= {
        "lacking": "\n".join(dict.fromkeys(_lacking(each, words, says) for each in checks)),
        "needed": "\n".join(dict.fromkeys(_needed(each, assessment, words, says) for each in checks)),
        "source": "\n".join(dict.fromkeys(source_text(each, indicator, assessment, words) for each in checks)),
    }
    if waiver := result.waiver:
        texts["needed"] = says.say("waived", until=waiver.until, approver=waiver.approver, reason=waiver.reason)
        return Item(indicator.id, State.WAIVED, texts, mandatory=mandatory)
    owner, due = answerable(result, assessment, words)
    texts |= {
        "measure": said.get("measure", "") or remedies(result, checks, words),
        "owner": owner,
        "due": iso_day(due),
    }
    return Item(indicator.id, State.OPEN, texts, mandatory=mandatory)


def _lacking(judged: JudgedCheck, words: Words, says: PlanWords) -> str:
    """What a check found, or that nothing is there."""
    observed = judged.result.observed
    found = words.found(judged.result)
    if observed.code in NOTHING and observed.code != "blank":
        found = says.say("unregistered")
    return says.say("lacks", title=_title(judged, words), found=found)


def _needed(judged: JudgedCheck, assessment: Assessment, words: Words, says: PlanWords) -> str:
    """What would let a check pass, and the cells where it goes."""
    cells = places_text(judged.result.locations, words)
    where = says.say("where", cells=cells) if cells else ""
    if isinstance(judged.check.rule, Refer):
        where += says.say("as_check", check=judged.check.rule.check)
    return says.say("needs", title=_title(judged, words), expected=words.wanted(judged.result), where=where)


def _title(judged: JudgedCheck, words: Words) -> str:
    """A check's title; of one that refers to another, that one's where it has none."""
    check = judged.check
    if isinstance(check.rule, Refer) and not check.title and words.catalog:
        check = words.catalog.check(check.rule.check) or check
    return words.check_title(check)


def remedies(result: IndicatorResult, checks: list[JudgedCheck], words: Words) -> str:
    """What to do: the remedies of the checks that failed, and the indicator's own where one has none or is missing."""
    failed = [each for each in checks if each.result.outcome is not Outcome.MISSING]
    remedies = [text for each in failed if (text := words.text(each.check, "remedy"))]
    if len(remedies) < len(checks):
        remedies.append(words.text(result.indicator, "remedy"))
    return "\n".join(dict.fromkeys(remedies))


def iso_day(text: str) -> str:
    """A date that can be read as ISO text; anything else as it was written."""
    found = parse_date(text).value if text else None
    return found.isoformat() if isinstance(found, date) else text


def _types(rule: Any, catalog: Catalog) -> Iterator[str]:
    """The types of documents, events and cases that a rule looks at, through whatever it is made of."""
    for part in simple_rules(rule):
        yield from (type_ for type_ in (getattr(part, "type", ""), *getattr(part, "backed_by", ())) if type_)
        if isinstance(part, Refer) and (check := catalog.check(part.check)):
            yield from _types(check.rule, catalog)
