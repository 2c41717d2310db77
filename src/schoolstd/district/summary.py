"""Records of many schools to one summary: counts by duty, stage, place and district, shared gaps, strengths. Pure.

The order of schools is that of their codes. Nothing here orders them by how they do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schoolstd.district.offices import once
from schoolstd.district.record import APPLICABLE, Record
from schoolstd.district.waivers import joined_waivers
from schoolstd.location import parse_cell
from schoolstd.programme.doubled import Doubled, Sent, differing, one_each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from schoolstd.catalog.model import Catalog
    from schoolstd.district.likeness import Likeness
    from schoolstd.district.offices import Office
    from schoolstd.district.record import Noted
    from schoolstd.programme.outcome import ToldWaiver
    from schoolstd.programme.register import School


class Counts(NamedTuple):
    """Verdicts over some indicators of some schools. `schools` is how many schools they are of."""

    schools: int = 0
    applicable: int = 0
    met: int = 0
    partial: int = 0
    not_met: int = 0
    no_evidence: int = 0


class Failure(NamedTuple):
    """A file that could not be used: a code of `wording` with its values."""

    file: str
    code: str
    values: dict[str, str] = {}


class RegisterProblem(NamedTuple):
    """Something wrong with a register, or with a workbook against it: the file that it is in, and what."""

    file: str
    noted: Noted


class Gathered(NamedTuple):
    """Everything that came in, in any order: records, files that failed, the schools of registers that sent nothing, the
    workbooks of districts and the city themselves, and what is wrong with the registers.
    Two of them put together are one again, whatever the order, so that districts can be merged into a city."""

    records: tuple[Record, ...] = ()
    failures: tuple[Failure, ...] = ()
    doubled: tuple[Doubled, ...] = ()
    unreported: tuple[School, ...] = ()
    likenesses: tuple[Likeness, ...] = ()
    registers: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    waivers: tuple[ToldWaiver, ...] = ()
    problems: tuple[RegisterProblem, ...] = ()


class Shared(NamedTuple):
    """An indicator over all schools: how many it applies to, how many do not meet it (`short`), and which, by code."""

    id: str
    counts: Counts
    short: tuple[Record, ...]
    overclaims: int


class Summary(NamedTuple):
    """The whole. `as_of` is the day that all were judged on, empty when each was on its own; `groups` holds counts by
    `stage`, `location` and `district`; `duties` by duty; `shared` has every indicator that applies to a school, in catalog
    order."""

    catalog: Catalog
    as_of: str
    gathered: Gathered
    total: Counts
    duties: dict[str, Counts]
    groups: dict[str, dict[str, Counts]]
    shared: tuple[Shared, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """The schools, by code."""
        return self.gathered.records

    @property
    def districts(self) -> tuple[str, ...]:
        """The districts that schools have come in from."""
        return tuple(self.groups["district"])


GROUPS: dict[str, Callable[[Record], str]] = {
    "stage": lambda record: record.facts.stage,
    "location": lambda record: record.facts.location,
    "district": lambda record: record.facts.district,
}


def gathered(records: Iterable[Record], failures: Iterable[Failure], unreported: Iterable[School] = ()) -> Gathered:
    """What came in, in its fixed order. Of several workbooks of one school the latest counts; one without a school code cannot
    be told from others and is a failure."""
    found, nameless, doubled = one_each(records, _sent)
    failed = [*failures, *(Failure(record.file, "no_school_code") for record in nameless)]
    missing = {school.code: school for school in unreported if school.code not in found}
    return Gathered(
        tuple(found.values()),
        tuple(sorted(failed, key=lambda each: (each.file, each.code))),
        tuple(doubled),
        tuple(missing[code] for code in sorted(missing)),
    )


def _sent(record: Record) -> Sent:
    facts = record.facts
    return Sent(record.file, facts.code, record.filled_on, facts.name, facts.district)


def merged(first: Gathered, second: Gathered) -> Gathered:
    """Two districts, or two halves of one, as one; associative, and the same whichever comes first."""
    found = gathered(
        (*first.records, *second.records),
        (*first.failures, *second.failures),
        (*first.unreported, *second.unreported),
    )
    return found._replace(
        doubled=tuple(_doubled(found, (first, second))),
        likenesses=tuple(sorted({*first.likenesses, *second.likenesses}, key=lambda each: (-len(each.holders), *each))),
        registers=tuple(sorted({*first.registers, *second.registers})),
        offices=once((*first.offices, *second.offices)),
        waivers=joined_waivers(first.waivers, second.waivers),
        problems=in_order((*first.problems, *second.problems)),
    )


def _doubled(found: Gathered, parts: Sequence[Gathered]) -> Iterator[Doubled]:
    """The schools with several workbooks in the whole: those of both parts, and those with one in each."""
    seen = {each.code: each for each in found.doubled}
    codes = sorted({*seen, *(each.code for part in parts for each in part.doubled)})
    used = {record.facts.code: _sent(record) for record in found.records if record.facts.code in codes}
    sides = [
        (
            {record.facts.code: _sent(record) for record in part.records if record.facts.code in used},
            {each.code: each for each in part.doubled},
        )
        for part in parts
    ]
    for code in codes:
        others, same_day, called = set[str](), set[str](), set[tuple[str, str]]()
        for records, doubled in sides:
            if of := records.get(code):
                known = doubled.get(code) or Doubled(code, of.file, ())
                others |= {known.used, *known.others}
                same_day |= {known.used, *known.same_day} if of.filled_on == used[code].filled_on else set()
                called |= set(known.called) or {of.called}
        others -= {used[code].file}
        rest = tuple(sorted(others)) or seen[code].others  # two of the same name
        yield Doubled(code, used[code].file, rest, tuple(sorted(same_day & others)), differing(called))


def in_order(problems: Iterable[RegisterProblem]) -> tuple[RegisterProblem, ...]:
    """The problems of registers, each once, by file and place."""
    once_each = {(each.file, each.noted.code, each.noted.sheet, each.noted.cell): each for each in problems}
    return tuple(once_each[key] for key in sorted(once_each, key=lambda key: (key[0], key[2], _place(key[3]), key[1])))


def _place(cell: str) -> tuple[int, int]:
    return parse_cell(cell) if cell else (0, 0)


def summarize(found: Gathered, catalog: Catalog, as_of: str) -> Summary:
    """The summary of what came in, all judged by one catalog."""
    ids = list(catalog.indicators)
    places: dict[str, list[int]] = {duty: [] for duty in catalog.duties}
    for at, id_ in enumerate(ids):
        if catalog.indicators[id_].severity == "mandatory":
            places[catalog.tasks[catalog.indicators[id_].task].duty].append(at)
    mandatory = [at for duty in places.values() for at in duty]
    groups: dict[str, dict[str, Counts]] = {}
    for name, key in GROUPS.items():
        values = sorted({key(record) for record in found.records})
        groups[name] = {
            value: _counts([record for record in found.records if key(record) == value], mandatory) for value in values
        }
    return Summary(
        catalog,
        as_of,
        found,
        _counts(found.records, mandatory),
        {duty: _counts(found.records, at) for duty, at in places.items()},
        groups,
        tuple(shared for at, id_ in enumerate(ids) if (shared := _shared(id_, at, found.records)).counts.applicable),
    )


def latest_day(found: Gathered) -> str:
    """The latest day that a workbook was judged by, as an ISO date; empty when none has one."""
    return max((record.as_of for record in found.records), default="")


def common_gaps(summary: Summary) -> list[Shared]:
    """The mandatory indicators that schools do not meet, those with the largest share of schools first, then as in the
    catalog."""
    found = [each for each in summary.shared if each.short and _mandatory(summary, each)]
    order = {each.id: at for at, each in enumerate(summary.shared)}
    return sorted(found, key=lambda each: (-len(each.short) / each.counts.applicable, order[each.id]))


def strengths(summary: Summary) -> list[Shared]:
    """The mandatory indicators that every school meets to which they apply, in catalog order."""
    return [each for each in summary.shared if not each.short and _mandatory(summary, each)]


def gaps_of(record: Record, catalog: Catalog) -> list[str]:
    """The ids of the mandatory indicators that a school does not meet and that are not waived."""
    return [
        id_
        for (id_, indicator), letter in zip(catalog.indicators.items(), record.verdicts, strict=True)
        if letter in APPLICABLE and letter != "m" and indicator.severity == "mandatory" and id_ not in record.waived
    ]


def _mandatory(summary: Summary, shared: Shared) -> bool:
    return summary.catalog.indicators[shared.id].severity == "mandatory"


def _shared(id_: str, at: int, records: Sequence[Record]) -> Shared:
    short = tuple(
        each
        for each in records
        if each.verdicts[at] in APPLICABLE and each.verdicts[at] != "m" and id_ not in each.waived
    )
    return Shared(id_, _counts(records, [at]), short, sum(each.agreements[at] == ">" for each in records))


def _counts(records: Sequence[Record], places: Sequence[int]) -> Counts:
    letters = "".join(record.verdicts[at] for record in records for at in places)
    met, partial, not_met, no_evidence = map(letters.count, APPLICABLE)
    return Counts(len(records), met + partial + not_met + no_evidence, met, partial, not_met, no_evidence)
