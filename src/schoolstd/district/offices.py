"""The workbooks of the levels above the schools: a district's own, and the city's, judged with what those below report. Pure.

A government's duties are judged here alone; nothing of them goes into any school's record. What a district sums is taken
from the schools that name it as theirs. As in `check --schools`, a sum that lacks a workbook fills nothing.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.assessment.assess import assess
from schoolstd.assessment.rollup import Given, given, rolled_from, texts_of, with_schools
from schoolstd.district.record import Record, record_of
from schoolstd.programme.doubled import rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from schoolstd.catalog.model import Catalog
    from schoolstd.district.summary import Gathered
    from schoolstd.evidence.model import Evidence, Rolled
    from schoolstd.programme.register import School


STATES = ("", "filled", "agrees", "differs", "incomplete", "number", "own_blank")
"""What becomes of a sum in an office's own workbook: it fills a blank, agrees or differs with what stands there, or is not used:
workbooks are lacking, their number is not what it should be, or what the office adds is blank. None without a workbook."""


class Sum(NamedTuple):
    """A figure as the workbooks below give it: the sum as text, of how many, and which are lacking. `state` is one of STATES;
    `typed` stands in the office's workbook, `own` is what the office adds."""

    metric: str
    figure: str
    given: int
    lacking: tuple[str, ...] = ()
    state: str = ""
    typed: str = ""
    own: str = ""


class Office(NamedTuple):
    """A district's or the city's own workbook, judged. `catalog` and `digest` say by what; `below` is how many workbooks were
    summed; `figures` are the numbers that it was judged with, by metric; `others` are workbooks of the same office that do
    not count."""

    catalog: str
    digest: str
    record: Record
    below: int = 0
    figures: dict[str, str] = {}
    sums: tuple[Sum, ...] = ()
    others: tuple[str, ...] = ()


def judged_offices(
    workbooks: Iterable[Evidence],
    levels: Sequence[Catalog],
    found: Gathered,
    as_of: date | None,
    districts: Iterable[str] = (),
) -> tuple[Office, ...]:
    """The offices whose workbooks came in with the schools, level by level, each on its own day without `as_of`, and those that
    are in `found` already. `levels` are the catalogs above the schools', the nearest first; every workbook was read by the one
    that it names. `districts` are those of schools that are not in `found`."""
    books = sorted(workbooks, key=lambda each: each.file)
    names = {*districts, *(each.facts.district for each in found.records)}
    offices: tuple[Office, ...] = ()
    below: tuple[Office, ...] = ()
    for level, catalog in enumerate(levels):
        here = [each for each in found.offices if each.catalog == catalog.head.id]
        above = levels[level + 1] if level + 1 < len(levels) else None
        for evidence in (each for each in books if each.catalog == catalog.head.id):
            if level or catalog.head.entity == "city":
                records = [each.record for each in below] if level else list(found.records)
                unread = [each.file for each in found.failures] + (_without(below, names) if level else [])
            else:
                name = name_of(evidence)
                records, unread = _of(name, found.records), _unread(name, found)
            here.append(_judged(evidence, catalog, [_given(each) for each in records], unread, above, as_of))
        below = once(here)
        offices += below
    return once(offices)


def once(offices: Iterable[Office]) -> tuple[Office, ...]:
    """Offices by catalog and code; of several workbooks of one office the one with the latest 填报日期 counts, as with
    schools."""
    kept: dict[tuple[str, str], Office] = {}
    for each in sorted(offices, key=lambda each: rank(each.record.filled_on, each.record.file)):
        key = (each.catalog, each.record.facts.code or each.record.facts.name or each.record.file)
        if key in kept:
            lesser = kept[key]
            others = {*lesser.others, lesser.record.file, *each.others} - {each.record.file}
            each = each._replace(others=tuple(sorted(others)))
        kept[key] = each
    return tuple(kept[key] for key in sorted(kept))


def sums_without_office(found: Gathered, catalog: Catalog) -> dict[str, tuple[Sum, ...]]:
    """What the schools of each district report that has no workbook of its own here: the figures that some school is asked
    for, by district."""
    offices = [each for each in found.offices if each.catalog == catalog.head.id]
    names = _without(offices, {each.facts.district for each in found.records})
    return {
        name: tuple(
            _sum(each)
            for each in rolled_from(catalog, [_given(one) for one in _of(name, found.records)], _unread(name, found))
            if each.parts
        )
        for name in names
    }


def name_of(evidence: Evidence) -> str:
    """The name of a district or the city, as its own workbook says."""
    return evidence.text("name")


def called(school: School) -> str:
    """A school that sent no workbook, as messages call it."""
    return f"{school.code} {school.name}".strip()


def metrics_of(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """The numbers that each indicator's checks use, by indicator, in the order of the checks."""
    numbers = {id_ for id_, metric in catalog.metrics.items() if metric.type in ("count", "number", "share")}
    found = {}
    for indicator in catalog.indicators.values():
        texts = (text for check in indicator.checks for text in texts_of(check.rule))
        found[indicator.id] = tuple(dict.fromkeys(text for text in texts if text in numbers))
    return found


def _judged(
    evidence: Evidence,
    catalog: Catalog,
    parts: Sequence[Given],
    unread: Sequence[str],
    above: Catalog | None,
    as_of: date | None,
) -> Office:
    day = as_of or evidence.filled_on
    total = evidence.metrics.get(catalog.head.schools.total)
    complete = total is not None and total.value == Decimal(len(parts))
    rolled = rolled_from(catalog, parts, () if complete else unread)
    filled = with_schools(evidence, catalog, rolled, len(parts), day)
    record = record_of(assess(filled, catalog, day))
    record = record._replace(texts=(), given=given(above, filled, catalog, day) if above else {})
    figures = {
        id_: format(entry.value, "f") for id_, entry in filled.metrics.items() if isinstance(entry.value, Decimal)
    }
    return Office(
        catalog.head.id, catalog.digest, record, len(parts), figures, tuple(_sum(each, True) for each in filled.rolled)
    )


def _sum(rolled: Rolled, judged: bool = False) -> Sum:
    """A sum; the names of what it lacks are those of files, and of schools that sent none."""
    return Sum(
        rolled.metric,
        format(rolled.figure, "f"),
        sum(part.value is not None for part in rolled.parts),
        rolled.lacking,
        _state(rolled) if judged else "",
        "" if rolled.typed is None else format(rolled.typed, "f"),
        "" if rolled.own is None else format(rolled.own, "f"),
    )


def _state(rolled: Rolled) -> str:
    if rolled.lacking:
        return "incomplete"
    if not rolled.whole:
        return "number" if rolled.short else "own_blank"
    if rolled.typed is None:
        return "filled"
    return "agrees" if rolled.typed == rolled.total else "differs"


def _given(record: Record) -> Given:
    return Given(record.file, record.facts.name, record.given)


def _of(name: str, records: Iterable[Record]) -> list[Record]:
    return [each for each in records if each.facts.district == name]


def _without(offices: Iterable[Office], districts: set[str]) -> list[str]:
    """The districts that have no workbook of their own here, by name."""
    return sorted(districts - {each.record.facts.name for each in offices})


def _unread(name: str, found: Gathered) -> list[str]:
    """What may be a district's and is in no sum: schools that name no district, and those of the register of which nothing
    usable came in; without a register, every file that could not be used."""
    files = [] if found.registers else [each.file for each in found.failures]
    files += [each.file for each in found.records if name and not each.facts.district]
    return files + [called(each) for each in found.unreported if each.district in ("", name)]
