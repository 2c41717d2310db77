"""What the workbooks below report to a figure above: schools to their district, districts to their city.

Pure: assessments in, figures and evidence out. Nothing flows the other way: a school is assessed before, and without, its
district, and a district before its city.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from schoolstd.assessment.assess import judge_indicator
from schoolstd.assessment.facts import EvidenceFacts
from schoolstd.assessment.model import RANK, Assessment, Progress
from schoolstd.catalog.applies import answers
from schoolstd.checks.base import Outcome, compare
from schoolstd.evidence.model import Entry, Part, Rolled
from schoolstd.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from schoolstd.catalog.model import Below, Catalog, Count, Metric
    from schoolstd.evidence.model import Evidence

NAMED = 3
"""How many files a problem names before the rest is only counted."""


class Given(NamedTuple):
    """What one workbook gives to the level above: the metrics there that it is asked for, each with its figure as text, which
    is empty where it should say and does not."""

    file: str
    title: str
    figures: dict[str, str]


def roll_up(catalog: Catalog, below: Sequence[Assessment], unread: Sequence[str] = ()) -> tuple[Rolled, ...]:
    """The figures of a catalog that the workbooks below give, in catalog order, each with what every workbook gave.

    One that is not asked, by its profile or by the date, gives no part; one that leaves a figure blank gives a part without
    a value. In a count a workbook gives 1 or 0, whatever is blank in it; one whose form does not ask, as a nation's does not
    ask what its city adds, gives a part without a value. `unread` are the files that could not be used.
    """
    judged = [(each, EvidenceFacts(each.evidence, each.catalog, each.as_of)) for each in below]
    return tuple(
        _rolled(metric, [part for each, facts in judged if (part := _part(metric, each, facts))], unread)
        for metric in catalog.metrics.values()
        if metric.summed
    )


def given(catalog: Catalog, evidence: Evidence, by: Catalog, as_of: date | None) -> dict[str, str]:
    """What a workbook, read and judged by the catalog `by`, gives to the catalog above: the same as in `roll_up`, and all that
    has to be kept of it. Only the indicators that are counted above are judged."""
    facts = EvidenceFacts(evidence, by, as_of)
    metrics = [metric for metric in catalog.metrics.values() if metric.summed]
    counted = {_indicator(metric.count_of): None for metric in metrics}
    results = tuple(judge_indicator(by.indicators[id_], facts) for id_ in counted if id_ in by.indicators)
    below = Assessment(evidence, by, as_of, results, (), Progress(0, 0))
    parts = {metric.id: part for metric in metrics if (part := _part(metric, below, facts))}
    return {id_: "" if part.value is None else format(part.value, "f") for id_, part in parts.items()}


def rolled_from(catalog: Catalog, below: Sequence[Given], unread: Sequence[str] = ()) -> tuple[Rolled, ...]:
    """As `roll_up`, from what was kept of the workbooks below."""
    return tuple(
        _rolled(
            metric,
            [
                Part(each.file, each.title, Decimal(figure) if figure else None)
                for each in below
                if (figure := each.figures.get(metric.id)) is not None
            ],
            unread,
        )
        for metric in catalog.metrics.values()
        if metric.summed
    )


def with_schools(
    evidence: Evidence, catalog: Catalog, rolled: Iterable[Rolled], given: int = 0, as_of: date | None = None
) -> Evidence:
    """The evidence of a district or a city with blank figures filled from below, and a problem where the two do not agree.

    A sum that lacks a workbook, or what the office itself adds, fills nothing and contradicts nothing: it is told as
    incomplete. So is every sum when the evidence says how many workbooks there should be and `given` is another number.
    A cell that could not be read stays a problem of its own. Figures that do not apply are left alone, and nothing is said
    of an incomplete one that nothing in force on the day asks for.
    """
    facts = EvidenceFacts(evidence, catalog, as_of)
    idle = _idle(catalog, facts.day)
    metrics, problems, told = dict(evidence.metrics), list(evidence.problems), []
    total = metrics.get(catalog.head.schools.total, Entry())
    short = isinstance(total.value, Decimal) and bool(given) and total.value != given
    if short:
        values = {"metric": catalog.head.schools.total, "typed": str(total.value), "found": str(given)}
        problems.append(Problem("rollup_number_differs", total.location, values))
    for each in rolled:
        entry = metrics.get(each.metric, Entry())
        if not facts.applies(each.metric) or not (each.parts or each.unread):
            continue
        own = metrics.get(each.plus, Entry())
        found = each._replace(typed=_number(entry), own=_number(own), short=short)
        if found.metric in idle and not found.whole:
            continue
        told.append(found)
        problems += _told(found, entry, own)
        if found.whole and found.typed is None and not entry.bad:
            metrics[found.metric] = Entry(found.total, entry.location)
    return evidence._replace(metrics=metrics, problems=tuple(problems), rolled=tuple(told))


def _idle(catalog: Catalog, day: str) -> set[str]:
    """The metrics that only checks which are not in force on a day use; one that no check uses is for the level above."""
    used: dict[str, bool] = {}
    for indicator, check in catalog.checks():
        binds = catalog.in_force(indicator, day) and check.effective.covers(day)
        for text in texts_of(check.rule):
            used[text] = used.get(text, False) or binds
    return {text for text, binds in used.items() if not binds}


def texts_of(rule: Any) -> Iterator[str]:
    """Every text in a rule, among them the metrics that it uses."""
    for field in rule:
        if isinstance(field, str):
            yield field
        elif isinstance(field, tuple):
            yield from texts_of(field)


def _told(found: Rolled, entry: Entry, own: Entry) -> Iterator[Problem]:
    """What is wrong with one sum; a number of workbooks that differs has been told once for all."""
    values = {"metric": found.metric}
    if found.lacking:
        named = "、".join(found.lacking[:NAMED]) + ("…" if len(found.lacking) > NAMED else "")
        values |= {"count": str(len(found.lacking)), "files": named}
        yield Problem("rollup_incomplete", entry.location, values)
    elif found.plus and found.own is None and not own.bad:
        yield Problem("rollup_own_blank", own.location or entry.location, {**values, "other": found.plus})
    elif found.whole and found.typed is not None and found.typed != found.total:
        values |= {"typed": str(found.typed), "found": str(found.total), "schools": str(len(found.parts))}
        yield Problem("rollup_differs", entry.location, values)


def _rolled(metric: Metric, parts: Sequence[Part], unread: Sequence[str]) -> Rolled:
    total = sum((part.value for part in parts if part.value is not None), Decimal(0))
    return Rolled(metric.id, total, tuple(parts), tuple(unread), plus=metric.plus)


def _part(metric: Metric, each: Assessment, facts: EvidenceFacts) -> Part | None:
    """What a workbook gives to a figure; None when it is not asked, or was read by a catalog that does not know it."""
    evidence = each.evidence
    if not all(_asked(where, evidence) for where in metric.sum_where):
        return None
    file, title = evidence.file, evidence.text("name")
    if not metric.sum_of:
        counts = _counts(metric.count_of, each, facts)
        if counts is None:
            return None
        return Part(file, title, Decimal(counts) if counts or _formed(metric.count_of, each) else None)
    if metric.sum_of not in each.catalog.metrics or not facts.applies(metric.sum_of):
        return None
    entry = evidence.metrics.get(metric.sum_of, Entry())
    less = evidence.metrics.get(metric.less, Entry(None if metric.less else Decimal(0)))
    value, off = _number(entry), _number(less)
    summed = next((len(r.parts) for r in evidence.rolled if r.metric == metric.sum_of and _filled(r)), 0)
    return Part(file, title, None if value is None or off is None else value - off, entry.location, summed)


def _number(entry: Entry) -> Decimal | None:
    return entry.value if isinstance(entry.value, Decimal) else None


def _filled(rolled: Rolled) -> bool:
    return rolled.typed is None and rolled.whole


def _asked(where: Below, evidence: Evidence) -> bool:
    """Whether a workbook's profile has one of the values; one that does not say is asked."""
    return answers(evidence.profile.get(where.profile, Entry()).value, where.in_)


def _counts(count: Count, below: Assessment, facts: EvidenceFacts) -> bool | None:
    """Whether a workbook has the verdict, the outcome or the metric that is counted; None where it is not asked."""
    if count.metric:
        if count.metric not in below.catalog.metrics or not facts.applies(count.metric):
            return None
        value = below.evidence.metrics.get(count.metric, Entry()).value
        if not count.op:
            return value is not None
        return isinstance(value, Decimal) and compare(value, count.op, Decimal(count.bound))
    wanted = _indicator(count)
    result = next((each for each in below.indicators if each.indicator.id == wanted), None)
    if result is None:
        return None
    if count.indicator:
        return result.verdict == count.verdict if result.verdict in RANK or result.verdict == count.verdict else None
    outcome = _outcome(count.check, below)
    if outcome is Outcome.SKIPPED and outcome != count.outcome:
        return None
    others = [_outcome(check, below) for check in count.also]
    return outcome == count.outcome and all(each in (count.outcome, Outcome.SKIPPED) for each in others)


def _formed(count: Count, below: Assessment) -> bool:
    """Whether the form of a workbook has room for what is counted: a row for the metric, or the indicator's catalog."""
    if count.metric:
        return count.metric in below.evidence.metrics
    return below.catalog.asks(_indicator(count), below.evidence.catalog)


def _indicator(count: Count) -> str:
    """The indicator whose verdict, or whose check's outcome, is counted; empty for a metric."""
    return count.indicator or count.check.rpartition(".")[0]


def _outcome(check: str, below: Assessment) -> Outcome:
    """The outcome of a check by its full id; skipped where it was not judged."""
    id_, _, key = check.rpartition(".")
    checks = (each for result in below.indicators if result.indicator.id == id_ for each in result.checks)
    return next((each.result.outcome for each in checks if each.check.id == key), Outcome.SKIPPED)
