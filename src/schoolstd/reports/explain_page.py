"""Anything with an id, explained: indicator, check, metric, row type, parameter, source, profile field or problem."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from schoolstd.assessment.facts import EvidenceFacts
from schoolstd.assessment.rollup import texts_of
from schoolstd.catalog.extend import loose
from schoolstd.catalog.rules import referred
from schoolstd.checks import KIND_NAMES
from schoolstd.errors import UsageError
from schoolstd.evidence.model import Evidence
from schoolstd.problem import CODES
from schoolstd.reports.page import Line, Page, Section, Tone
from schoolstd.reports.uses import uses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schoolstd.catalog.model import Catalog, Check, Condition, Indicator, Metric, Parameter, Source
    from schoolstd.wording import Words

VOCABULARIES = {
    "metric": "metrics",
    "document_type": "document_types",
    "event_type": "event_types",
    "case_type": "case_types",
    "parameter": "parameters",
    "source": "sources",
    "profile": "profile",
}


def explain_page(
    id_: str, catalog: Catalog, words: Words, further: Iterable[Section] = (), further_ids: Iterable[str] = ()
) -> Page:
    """What an id means. One id may name several things (a count and a case type); all are shown, and what is known of it
    beside the catalog; capitals or not, as somebody types it. Raises UsageError."""
    known = [*known_ids(catalog), *further_ids]
    id_ = id_ if id_ in known else next((each for each in known if each.lower() == id_.lower()), id_)
    sections = [*_sections(id_, catalog, words), *further]
    if not sections:
        near = difflib.get_close_matches(id_, known, n=1)
        raise UsageError("unknown_id", {"id": id_, "near": near[0] if near else ""})
    head = catalog.head
    subtitle = words.label("catalog_name", title=words.name(head), id=head.id, version=head.version)
    return Page(id_, subtitle, tuple(sections))


def known_ids(catalog: Catalog) -> Iterator[str]:
    """Every id that can be explained."""
    yield from catalog.indicators
    for indicator, check in catalog.checks():
        yield f"{indicator.id}.{check.id}"
    for vocabulary in VOCABULARIES.values():
        yield from getattr(catalog, vocabulary)
    yield from (*catalog.tasks, *catalog.duties, *CODES)


def _sections(id_: str, catalog: Catalog, words: Words) -> Iterator[Section]:
    name, dot, check_id = id_.partition(".")
    indicator = catalog.indicators.get(name.upper())
    if indicator and not dot:
        yield _indicator(indicator, catalog, words)
    for check in indicator.checks if indicator and dot else ():
        if check.id == check_id:
            yield Section(words.label("explain_check", id=id_), tuple(_check(check, catalog, words, 0)))
    for kind, vocabulary in VOCABULARIES.items():
        item = getattr(catalog, vocabulary).get(id_)
        if item is not None:
            lines = [Line(words.name(item), Tone.STRONG), *_item(kind, item, catalog, words)]
            yield Section(words.label(f"explain_{kind}", id=id_), tuple(lines))
    yield from _grouped(id_.upper(), catalog, words)
    verdicts = words.table.VERDICTS
    for verdict in verdicts:
        if id_ in (verdict, *(str(each) for each in _verdict_words(verdict))):
            lines = [Line(words.verdict(verdict), Tone.STRONG), Line(words.table.VERDICT_MEANINGS[verdict])]
            yield Section(words.label("explain_verdict", id=verdict), tuple(lines))
    if id_ in CODES:
        severity = words.table.SEVERITIES[CODES[id_]]
        meaning = words.label("meaning", sentence=words.problem_pattern(id_))
        lines = [Line(words.label("severity", severity=severity)), Line(meaning)]
        yield Section(words.label("explain_problem", id=id_), tuple(lines))


def _grouped(id_: str, catalog: Catalog, words: Words) -> Iterator[Section]:
    """A task or a duty, with the indicators that belong to it."""
    for kind, known in (("task", catalog.tasks), ("duty", catalog.duties)):
        item = known.get(id_)
        if item is None:
            continue
        found = [
            f"{each.id} {words.name(each)}"
            for each in catalog.indicators.values()
            if id_ in (each.task, catalog.tasks[each.task].duty)
        ]
        lines = [Line(words.name(item), Tone.STRONG), Line(words.label("checks_of", count=len(found)))]
        lines += [Line(each, Tone.PLAIN, 1, "·") for each in found]
        yield Section(words.label(f"explain_{kind}", id=id_), tuple(lines))


def _verdict_words(verdict: str) -> Iterator[str]:
    """What a verdict is called in either language."""
    from schoolstd.wording import en, zh

    yield from (zh.VERDICTS[verdict], en.VERDICTS[verdict])
    yield from zh.VERDICTS[verdict].split("/")


def _indicator(indicator: Indicator, catalog: Catalog, words: Words) -> Section:
    task = catalog.tasks[indicator.task]
    lines = [
        Line(words.name(indicator), Tone.STRONG),
        Line(words.label("duty_task", duty=words.name(catalog.duties[task.duty]), task=words.name(task))),
        Line(words.label(f"severity_{indicator.severity}")),
        Line(words.label("clause", clause=words.source_short(main_source(indicator, catalog), indicator.clause))),
        Line(words.label("summary", summary=words.text(indicator, "summary"))),
        *_standing(indicator, catalog, words),
        *_conditions(indicator.when, words, 0),
        Line(words.label("how", remedy=words.text(indicator, "remedy"))),
        Line(words.label("checks"), Tone.STRONG),
    ]
    for check in indicator.checks:
        lines += _check(check, catalog, words, 1)
    return Section(words.label("explain_indicator", id=indicator.id), tuple(lines))


def main_source(indicator: Indicator, catalog: Catalog) -> Source:
    """The regulation that an indicator's clause belongs to: the one its checks cite with that clause, else the one they
    cite most, the first of equals."""
    with_clause = [check.source for check in indicator.checks if check.locus == indicator.clause]
    cited = with_clause or [check.source for check in indicator.checks]
    return catalog.sources[max(cited, key=cited.count) if cited else catalog.head.source]


def _standing(indicator: Indicator, catalog: Catalog, words: Words) -> Iterator[Line]:
    """What an indicator is to others: withdrawn, a veto, how it relates to the standard below it, whose duty, when."""
    if indicator.withdrawn:
        yield Line(words.label("explain_withdrawn", reason=words.text(indicator, "withdrawn")), Tone.WARN)
    if indicator.veto:
        yield Line(words.label("explain_veto"), Tone.BAD)
    if indicator.relation:
        yield Line(words.label(f"relation_{indicator.relation}"))
    if indicator.related:
        names = [f"{id_} {words.name(catalog.indicators[id_])}" for id_ in indicator.related]
        yield Line(words.label("explain_related", items=words.listed(names)))
    if indicator.owner:
        yield Line(words.label("explain_owner", owner=words.body(indicator.owner)))
    if indicator.refs:
        yield Line(words.label("explain_refs", refs=words.table.JOINERS["list"].join(indicator.refs)), Tone.MUTED)
    if indicator.effective.from_ or indicator.effective.until:
        span = words.range(indicator.effective.from_, indicator.effective.until)
        yield Line(words.label("in_force", range=span))


def check_name(check: Check, catalog: Catalog, words: Words) -> str:
    """A check's title; of a reference without one, that of the check it refers to, and which that is."""
    id_, end = referred(check, catalog)
    own = check.title_en if words.lang == "en" else check.title
    title = own or check.title or words.check_title(end)
    return f"{title}{words.label('same_as_check', id=id_)}" if id_ else title


def _check(check: Check, catalog: Catalog, words: Words, indent: int) -> Iterator[Line]:
    kind = words.table.KINDS[KIND_NAMES[type(referred(check, catalog)[1].rule)]]
    level = words.table.LEVELS[check.level]
    head = words.label("check_line", id=check.id, kind=kind, level=level, title=check_name(check, catalog, words))
    yield Line(head, Tone.PLAIN, indent, "·")
    yield Line(words.label("expects", expected=expectation(check, catalog, words)), Tone.PLAIN, indent + 1)
    for days, before in loose(catalog, check):
        span = words.range(days.from_, days.until)
        text = words.label("tightened", range=span, expected=expectation(before, catalog, words))
        yield Line(text, Tone.PLAIN, indent + 1)
    yield from _conditions(check.when, words, indent + 1)
    if check.effective.from_ or check.effective.until:
        span = words.range(check.effective.from_, check.effective.until)
        yield Line(words.label("in_force", range=span), Tone.PLAIN, indent + 1)
    if check.decisive:
        yield Line(words.label("decisive"), Tone.WARN, indent + 1)
    source = catalog.sources[check.source]
    yield Line(words.label("source", source=words.source_long(source, check.locus)), Tone.MUTED, indent + 1)
    for citation in check.citations:
        cited = words.source_long(catalog.sources[citation.source], citation.locus)
        yield Line(words.label("also_source", source=cited), Tone.MUTED, indent + 1)
    yield from _foreign_figures(check, catalog, words, indent + 1)
    if check.review == "B":
        yield Line(words.label("review_B"), Tone.WARN, indent + 1)
    if check.default:
        yield Line(words.label("default_reason", reason=words.text(check, "default")), Tone.WARN, indent + 1)
    remedy = words.text(check, "remedy")
    if remedy:
        yield Line(words.label("how", remedy=remedy), Tone.MUTED, indent + 1)


def _foreign_figures(check: Check, catalog: Catalog, words: Words, indent: int) -> Iterator[Line]:
    """Where a check's figures come from, when that is not the regulation the check itself cites."""
    for id_ in dict.fromkeys(texts_of(referred(check, catalog)[1].rule)):
        parameter = catalog.parameters.get(id_)
        if parameter and parameter.source not in ("", check.source):
            source = words.source_long(catalog.sources[parameter.source], parameter.locus)
            yield Line(words.label("figures_from", title=words.name(parameter), source=source), Tone.MUTED, indent)


def expectation(check: Check, catalog: Catalog, words: Words) -> str:
    """What a check wants, in words: what it would say of an empty workbook."""
    return words.phrase(check.rule.evaluate(EvidenceFacts(Evidence(file=""), catalog, None)).expected)


def _conditions(conditions: tuple[Condition, ...], words: Words, indent: int) -> Iterator[Line]:
    for condition in conditions:
        yield Line(words.label("applies_when", condition=words.condition(condition)), Tone.PLAIN, indent)


def _item(kind: str, item: Any, catalog: Catalog, words: Words) -> Iterator[Line]:
    if kind == "source":
        yield from _source(item, words)
    elif kind == "parameter":
        yield from _parameter(item, catalog, words)
    else:
        yield from _metric(item, words) if kind == "metric" else ()
        if getattr(item, "options", ()) and kind == "profile":
            yield Line(words.label("options", options=words.offered(item.options)))
        if getattr(item, "expires", False):
            yield Line(words.label("must_expire"), Tone.WARN)
        yield from _conditions(getattr(item, "when", ()), words, 0)
        if words.text(item, "help"):
            yield Line(words.label("help", help=words.text(item, "help")))
    if used := list(uses(kind, item.id, catalog)):
        yield Line(words.label("used_by", items=words.listed(used)), Tone.MUTED)


def _metric(metric: Metric, words: Words) -> Iterator[Line]:
    if metric.unit:
        yield Line(words.label("unit", unit=words.unit(metric.unit).strip()))
    if metric.min or metric.max:
        yield Line(words.label("range", low=metric.min or "0", high=metric.max or "—"))
    if metric.options:
        yield Line(words.label("options", options=words.offered(metric.options)))


def _parameter(parameter: Parameter, catalog: Catalog, words: Words) -> Iterator[Line]:
    for value in parameter.values:
        comma, semicolon = words.table.JOINERS["list"], words.table.JOINERS["and"]
        named = zip(words.options(value.figures), value.figures.values(), strict=True)
        pairs = [f"{key} {comma.join(each) if isinstance(each, tuple) else each}" for key, each in named]
        figures = semicolon.join(pairs) or f"{value.figure}{words.unit(parameter.unit)}"
        yield Line(words.label("value_from", date=value.from_, figures=figures))
    if parameter.source:
        source = catalog.sources[parameter.source]
        yield Line(words.label("source", source=words.source_long(source, parameter.locus)), Tone.MUTED)
    if parameter.review == "B":
        yield Line(words.label("review_B"), Tone.WARN)
    if parameter.default:
        yield Line(words.label("default_reason", reason=words.text(parameter, "default")), Tone.WARN)


def _source(source: Source, words: Words) -> Iterator[Line]:
    values = {
        "title": words.name(source),
        "number": source.number,
        "issuer": words.body(source.issuer),
        "date": source.date,
    }
    yield Line(words.label("source_line", **values))
    if source.review == "B":
        yield Line(words.label("review_B"), Tone.WARN)
