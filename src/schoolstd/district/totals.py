"""The figures of many schools without the schools, so that districts can be added up to a country on any machine. Pure.

What one district gives takes a few kilobytes, however many schools it has. Adding is associative and commutative, and
`Totals()` adds nothing, so that it does not matter who adds what first.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.district.summary import Counts, gaps_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import TypeVar

    from schoolstd.district.summary import Summary

    Value = TypeVar("Value")


class Tally(NamedTuple):
    """An indicator over the schools that it applies to: its verdicts, how many do not meet it (waived gaps left
    out), how many overclaim."""

    counts: Counts = Counts()
    short: int = 0
    overclaims: int = 0


class Totals(NamedTuple):
    """Some schools, added up. `clean` schools have no gap, `grave` ones a grave problem; `doubled` schools sent several
    workbooks. `groups` holds counts by `stage`, `location` and `district`. `others` are files that are no school's record: the
    workbooks of doubled schools that do not count, and those of offices."""

    schools: int = 0
    clean: int = 0
    grave: int = 0
    failures: int = 0
    doubled: int = 0
    unreported: int = 0
    total: Counts = Counts()
    duties: Mapping[str, Counts] = {}
    groups: Mapping[str, Mapping[str, Counts]] = {}
    indicators: Mapping[str, Tally] = {}
    others: int = 0


def totals_of(summary: Summary) -> Totals:
    """The figures of a summary."""
    found = summary.gathered
    return Totals(
        len(found.records),
        sum(not gaps_of(record, summary.catalog) for record in found.records),
        sum(bool(record.grave) for record in found.records),
        len(found.failures),
        len(found.doubled),
        len(found.unreported),
        summary.total,
        summary.duties,
        summary.groups,
        {each.id: Tally(_where(each.counts), len(each.short), each.overclaims) for each in summary.shared},
        sum(len(each.others) for each in found.doubled) + sum(1 + len(each.others) for each in found.offices),
    )


def added(first: Totals, second: Totals) -> Totals:
    """The figures of two sets of schools that have no school in common."""
    return Totals(
        first.schools + second.schools,
        first.clean + second.clean,
        first.grave + second.grave,
        first.failures + second.failures,
        first.doubled + second.doubled,
        first.unreported + second.unreported,
        _counts(first.total, second.total),
        _joined(first.duties, second.duties, _counts),
        _joined(first.groups, second.groups, lambda one, other: _joined(one, other, _counts)),
        _joined(first.indicators, second.indicators, _tally),
        first.others + second.others,
    )


def all_of(parts: Iterable[Totals]) -> Totals:
    """The figures of all of them."""
    return reduce(added, parts, Totals())


def shared_gaps(totals: Totals, mandatory: Iterable[str]) -> list[tuple[str, Tally]]:
    """The mandatory indicators, in catalog order, that schools do not meet; those with the largest share of schools first."""
    found = [(id_, totals.indicators[id_]) for id_ in mandatory if id_ in totals.indicators]
    short = [each for each in found if each[1].short]
    return sorted(short, key=lambda each: -each[1].short / each[1].counts.applicable)


def _where(counts: Counts) -> Counts:
    """The counts of an indicator, of the schools that it applies to only: parts without any do not name the indicator."""
    return counts._replace(schools=counts.applicable)


def _joined(
    first: Mapping[str, Value], second: Mapping[str, Value], both: Callable[[Value, Value], Value]
) -> dict[str, Value]:
    found = dict(first)
    for key, value in second.items():
        found[key] = both(found[key], value) if key in found else value
    return found


def _counts(first: Counts, second: Counts) -> Counts:
    return Counts(*(one + other for one, other in zip(first, second, strict=True)))


def _tally(first: Tally, second: Tally) -> Tally:
    return Tally(_counts(first.counts, second.counts), first.short + second.short, first.overclaims + second.overclaims)
