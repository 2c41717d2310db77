"""Schools whose texts are the same or nearly so: people should look at them; likeness alone proves nothing. Pure.

Texts on one subject are compared with each other only. The same text in many schools is found by a table; nearly the same
ones are looked for among those that share a whole clause, so that the work grows with the number of texts, not its square.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.district.texts import REGISTER, SHORTEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from schoolstd.district.record import Record
    from schoolstd.district.texts import Text

NEAR = 90
"""The least likeness of two texts, in percent of the letters that would have to be changed."""
REGISTER_NEAR = 80
"""The least share of documents, in percent, that two registers must have in common; and at least `PAPERS` of them."""
PAPERS = 5
COMMON = 40
"""A clause that more texts share than this is a set phrase, and brings no two texts together."""
_CLAUSES = re.compile(r"[，。；、！？,.;!?：:]+")


class Holder(NamedTuple):
    """A school with the cell that its text stands in."""

    file: str
    code: str
    name: str
    sheet: str
    cell: str


class Likeness(NamedTuple):
    """Schools with texts alike on a subject; `percent` is the least likeness between neighbours, 100 when all are the same."""

    subject: str
    percent: int
    holders: tuple[Holder, ...]


def likenesses(records: Sequence[Record]) -> tuple[Likeness, ...]:
    """All groups of schools with like texts, those with most schools first, then by subject and school code."""
    by_subject: dict[str, list[tuple[Holder, str]]] = defaultdict(list)
    for record in records:
        for text in record.texts:
            by_subject[text.subject].append((_holder(record, text), text.text))
    found = [
        group
        for subject, held in by_subject.items()
        for group in (_registers(subject, held) if subject == REGISTER else _texts(subject, held))
    ]
    return tuple(sorted(found, key=lambda each: (-len(each.holders), each.subject, each.holders)))


class Group(NamedTuple):
    """Schools that have the same texts alike, and which."""

    schools: tuple[tuple[str, str], ...]
    likenesses: tuple[Likeness, ...]


def groups_of(found: Sequence[Likeness]) -> tuple[Group, ...]:
    """Likenesses by the schools that they are between: those with most texts first, then by school code."""
    groups: dict[tuple[tuple[str, str], ...], list[Likeness]] = defaultdict(list)
    for each in found:
        groups[tuple(sorted({(holder.code, holder.name) for holder in each.holders}))].append(each)
    return tuple(
        Group(schools, tuple(groups[schools]))
        for schools in sorted(groups, key=lambda each: (-len(groups[each]), each))
    )


def _holder(record: Record, text: Text) -> Holder:
    return Holder(record.file, record.facts.code, record.facts.name, text.sheet, text.cell)


def _texts(subject: str, held: Iterable[tuple[Holder, str]]) -> Iterator[Likeness]:
    same: dict[str, list[Holder]] = defaultdict(list)
    for holder, text in held:
        same[text].append(holder)
    groups = _Groups(list(same))
    for first, second in _sharing(groups.texts, COMMON):
        if not groups.joined(first, second):
            percent = _ratio(groups.texts[first], groups.texts[second])
            if percent >= NEAR:
                groups.join(first, second, percent)
    for members, percent in groups.found():
        holders = sorted(holder for member in members for holder in same[groups.texts[member]])
        if len(holders) > 1:
            yield Likeness(subject, percent, tuple(holders))


def _registers(subject: str, held: Sequence[tuple[Holder, str]]) -> Iterator[Likeness]:
    papers = [frozenset(text.split()) for _, text in held]
    groups = _Groups([text for _, text in held])
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for holders in _inverted(papers).values():
        if len(holders) <= COMMON:
            for at, first in enumerate(holders):
                for second in holders[at + 1 :]:
                    shared[first, second] += 1
    for (first, second), common in sorted(shared.items()):
        percent = 100 * common // min(len(papers[first]), len(papers[second]))
        if common >= PAPERS and percent >= REGISTER_NEAR:
            groups.join(first, second, percent)
    for members, percent in groups.found():
        if len(members) > 1:
            yield Likeness(subject, percent, tuple(sorted(held[member][0] for member in members)))


def _ratio(first: str, second: str) -> int:
    from rapidfuzz.fuzz import ratio

    return int(ratio(first, second, score_cutoff=NEAR))


def _sharing(texts: Sequence[str], most: int) -> Iterator[tuple[int, int]]:
    """Pairs of texts that share a clause which few share, each pair once or more, in a fixed order."""
    clauses = [frozenset(c for c in _CLAUSES.split(text) if len(c) >= SHORTEST // 2) or {text} for text in texts]
    for holders in _inverted(clauses).values():
        if 1 < len(holders) <= most:
            for at, first in enumerate(holders):
                for second in holders[at + 1 :]:
                    yield first, second


def _inverted(pieces: Sequence[Iterable[str]]) -> dict[str, list[int]]:
    """Which members hold a piece, by piece; sorted, so that no hash decides an order."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(pieces):
        for piece in each:
            found[piece].append(number)
    return dict(sorted(found.items()))


class _Groups:
    """Members that have been joined, directly or by way of others, with the least likeness that joined them."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self._above = list(range(len(texts)))
        self._least = [100] * len(texts)

    def joined(self, first: int, second: int) -> bool:
        return self._top(first) == self._top(second)

    def join(self, first: int, second: int, percent: int) -> None:
        one, other = sorted((self._top(first), self._top(second)))
        self._least[one] = min(self._least[one], self._least[other], percent)
        self._above[other] = one

    def found(self) -> Iterator[tuple[list[int], int]]:
        groups: dict[int, list[int]] = defaultdict(list)
        for member in range(len(self.texts)):
            groups[self._top(member)].append(member)
        for top, members in groups.items():
            yield members, self._least[top]

    def _top(self, member: int) -> int:
        while self._above[member] != member:
            self._above[member] = self._above[self._above[member]]
            member = self._above[member]
        return member
