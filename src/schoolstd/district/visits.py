"""Which schools an expert team should visit in so many days, and which clauses to look at there. Pure.

What there is to look at: gaps that schools share, texts alike between schools, and what concerns one school alone: claims
above the verdict, answers and papers that are no evidence, grave problems with the data. A gap that many share is looked at
in one school that has it; what is a school's own, in that school. Schools are chosen one after another for what they add,
and then set out by district and code: the order says nothing about how they do.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.district.likeness import groups_of
from schoolstd.district.record import OVERCLAIM
from schoolstd.district.summary import gaps_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schoolstd.catalog.model import Catalog
    from schoolstd.district.likeness import Group
    from schoolstd.district.record import Noted, Record
    from schoolstd.district.summary import Gathered

PER_DAY = 2
"""Schools that a team looks at in a day."""
SHARED = 2
"""Schools from which on a gap is one that schools share."""
CLOSE = (2, 3)
"""A school that adds at least this part of what the best one adds is as good; of those the least seen kind is taken."""


class Clause(NamedTuple):
    """An indicator to look at in a school. `shared` is how many schools have this gap when it is for all of them that it is
    looked at here, else 0; `open` are the checks that do not pass, `weak` those that claim something without evidence."""

    id: str
    shared: int
    overclaimed: bool
    weak: tuple[str, ...]
    open: tuple[str, ...]


class Visit(NamedTuple):
    """A school to be visited. `alike` are the groups of like texts that are looked at here, `grave` the grave problems."""

    day: int
    record: Record
    clauses: tuple[Clause, ...]
    grave: tuple[Noted, ...]
    alike: tuple[Group, ...]


class Plan(NamedTuple):
    """The visits, by day. `gaps` and `alike` count the shared gaps and groups of like texts, `own` the schools with something
    of their own to look at: (looked at, in all)."""

    days: int
    per_day: int
    visits: tuple[Visit, ...]
    gaps: tuple[int, int]
    alike: tuple[int, int]
    own: tuple[int, int]


def visit_plan(found: Gathered, catalog: Catalog, days: int, per_day: int = PER_DAY) -> Plan:
    """The plan for some days. More days keep every school of fewer days; a school with nothing to look at is not visited, so
    that days may be left over."""
    choice = _Choice(found, catalog)
    chosen = {record.facts.code: matters for record, matters in choice.schools(days * per_day)}
    records = sorted(
        (record for record in found.records if record.facts.code in chosen),
        key=lambda each: (each.facts.district, each.facts.code),
    )
    visits = tuple(
        choice.visit(at // per_day + 1, record, chosen[record.facts.code]) for at, record in enumerate(records)
    )
    return Plan(days, per_day, visits, *choice.covered(chosen))


class _Choice:
    """Matters that several schools share are numbers here, with how many schools each concerns."""

    def __init__(self, found: Gathered, catalog: Catalog) -> None:
        self._catalog = catalog
        self._records = sorted(found.records, key=lambda each: each.facts.code)
        self._holders: list[list[int]] = []
        self._names: list[str | Group] = []
        gaps: dict[str, list[int]] = {}
        for at, record in enumerate(self._records):
            for id_ in gaps_of(record, catalog):
                gaps.setdefault(id_, []).append(at)
        places = {record.facts.code: at for at, record in enumerate(self._records)}
        groups: list[tuple[str | Group, list[int]]] = [
            (group, sorted({places[code] for code, _ in group.schools if code in places}))
            for group in groups_of(found.likenesses)
        ]
        shared: list[tuple[str | Group, list[int]]]
        shared = [(id_, gaps[id_]) for id_ in catalog.indicators if id_ in gaps]
        for name, holders in (*shared, *groups):
            if len(holders) >= SHARED:
                self._names.append(name)
                self._holders.append(holders)
        self._own = [own_matters(record) for record in self._records]

    def schools(self, most: int) -> Iterator[tuple[Record, tuple[int, ...]]]:
        """At most so many schools, each with the shared matters that it is the first to have: the ones that add most first,
        where a matter counts as many times as it concerns schools; next to equal ones by how little their stage, location
        and district have been seen; then by code."""
        gains = list(self._own)
        matters: list[list[int]] = [[] for _ in self._records]
        for matter, holders in enumerate(self._holders):
            for at in holders:
                gains[at] += len(holders)
                matters[at].append(matter)
        kinds = [self._kinds(record) for record in self._records]
        seen: Counter[tuple[str, str]] = Counter()
        looked_at: set[int] = set()
        left = set(range(len(self._records)))
        for _ in range(min(most, len(self._records))):
            best = max(gains[at] for at in left)
            if not best:
                return
            close = [at for at in left if gains[at] and CLOSE[1] * gains[at] >= CLOSE[0] * best]
            at = min(close, key=lambda each: (sum(seen[kind] for kind in kinds[each]), -gains[each], each))
            left.remove(at)
            seen.update(kinds[at])
            fresh = tuple(matter for matter in matters[at] if matter not in looked_at)
            looked_at.update(fresh)
            for matter in fresh:
                for other in self._holders[matter]:
                    gains[other] -= len(self._holders[matter])
            yield self._records[at], fresh

    def visit(self, day: int, record: Record, matters: Iterable[int]) -> Visit:
        """A school with what is looked at there: the shared matters of these numbers, and its own."""
        shared: dict[str, int] = {}
        alike: list[Group] = []
        for matter in matters:
            name = self._names[matter]
            if isinstance(name, str):
                shared[name] = len(self._holders[matter])
            else:
                alike.append(name)
        clauses = []
        for id_, claim in zip(self._catalog.indicators, record.agreements, strict=True):
            weak = _of(id_, record.weak)
            if id_ in shared or claim == OVERCLAIM or weak:
                clauses.append(Clause(id_, shared.get(id_, 0), claim == OVERCLAIM, weak, _of(id_, record.open)))
        return Visit(day, record, tuple(clauses), grave_problems(record), tuple(alike))

    def covered(self, chosen: dict[str, tuple[int, ...]]) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
        """(looked at, in all) of shared gaps, of groups of like texts, and of schools with something of their own."""
        seen = {matter for matters in chosen.values() for matter in matters}
        gaps = [matter for matter, name in enumerate(self._names) if isinstance(name, str)]
        groups = [matter for matter, name in enumerate(self._names) if not isinstance(name, str)]
        own = [record.facts.code for record, count in zip(self._records, self._own, strict=True) if count]
        return (
            (len(seen.intersection(gaps)), len(gaps)),
            (len(seen.intersection(groups)), len(groups)),
            (len(chosen.keys() & set(own)), len(own)),
        )

    @staticmethod
    def _kinds(record: Record) -> list[tuple[str, str]]:
        return [(key, getattr(record.facts, key)) for key in ("stage", "location", "district")]


def own_matters(record: Record) -> int:
    """How many things only this school can show: claims above the verdict, checks without evidence, grave problems."""
    return record.agreements.count(OVERCLAIM) + len(record.weak) + record.grave


def grave_problems(record: Record) -> tuple[Noted, ...]:
    """The problems of severity error, in the order of the workbook."""
    return tuple(each for each in record.problems if each.severity == "error")


def _of(indicator: str, checks: Iterable[str]) -> tuple[str, ...]:
    """Those checks that are an indicator's, in order; ids read `indicator.check`."""
    return tuple(each for each in checks if each.rpartition(".")[0] == indicator)
