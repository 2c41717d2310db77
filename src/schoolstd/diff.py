"""What changed between two results of one school: for re-review, and for a run that must not get worse. Pure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.assessment.model import RANK, Verdict
from schoolstd.checks.base import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from schoolstd.assessment.snapshot import ResultProblem, Snapshot, Standing


class Shift(NamedTuple):
    """An indicator whose verdict or checks changed; `checks` holds (id, title, old outcome, new outcome)."""

    id: str
    title: str
    severity: str
    old: str
    new: str
    checks: tuple[tuple[str, str, str, str], ...] = ()


class Expired(NamedTuple):
    """A document that was current in the old result and is past in the new; `replaced` by a current one of its type.

    `valid_until` is empty when only the outcome of a check tells of it.
    """

    type: str
    title: str
    valid_until: str
    place: str
    replaced: bool = False


class ClaimChange(NamedTuple):
    """A claim that changed; an empty text stands for none."""

    id: str
    title: str
    old: str
    new: str
    agreement: str


class Diff(NamedTuple):
    """Two results side by side. Every indicator of either stands in at most one of the first seven lists."""

    old: Snapshot
    new: Snapshot
    improved: tuple[Shift, ...]
    fallen: tuple[Shift, ...]
    applicable: tuple[Shift, ...]
    inapplicable: tuple[Shift, ...]
    shifted: tuple[Shift, ...]
    only_old: tuple[Shift, ...]
    only_new: tuple[Shift, ...]
    expired: tuple[Expired, ...]
    claims: tuple[ClaimChange, ...]
    problems_new: tuple[ResultProblem, ...]
    problems_gone: tuple[ResultProblem, ...]
    unchanged: int
    notes: tuple[str, ...] = ()

    @property
    def regressed(self) -> bool:
        """Whether a mandatory indicator fell back. Encouraged ones, and those that a waiver now covers, are listed and
        never counted."""
        covered = {each.indicator for each in self.new.waivers if each.state == "used"}
        return any(shift.severity == "mandatory" and shift.id not in covered for shift in self.fallen)


def compare(old: Snapshot, new: Snapshot) -> Diff:
    """What changed from the old result to the new, in the order of the new one's indicators.

    Better and worse go by the rank of verdicts; 未达标 and 证据不足 rank alike, so a change between them is only listed.
    """
    improved: list[Shift] = []
    fallen: list[Shift] = []
    applicable: list[Shift] = []
    inapplicable: list[Shift] = []
    shifted: list[Shift] = []
    unchanged = 0
    for id_, now in new.standings.items():
        before = old.standings.get(id_)
        if before is None:
            continue
        shift = _shift(id_, before, now)
        was, is_ = _rank(before.verdict), _rank(now.verdict)
        if was is None and is_ is not None:
            applicable.append(shift)
        elif was is not None and is_ is None:
            inapplicable.append(shift)
        elif was is not None and is_ is not None and was != is_:
            (improved if is_ > was else fallen).append(shift)
        elif before.verdict != now.verdict or shift.checks:
            shifted.append(shift)
        else:
            unchanged += 1
    gone, added = _problems(old.problems, new.problems)
    return Diff(
        old,
        new,
        tuple(improved),
        tuple(fallen),
        tuple(applicable),
        tuple(inapplicable),
        tuple(shifted),
        tuple(_alone(old, new)),
        tuple(_alone(new, old)),
        tuple(_expired(old, new)),
        tuple(_claims(old, new)),
        added,
        gone,
        unchanged,
        tuple(_notes(old, new)),
    )


def _rank(verdict: str) -> int | None:
    """How good a verdict is; None for what does not apply or is not in force."""
    return RANK.get(Verdict(verdict))


def _shift(id_: str, before: Standing, now: Standing) -> Shift:
    changed = [
        (check, title, before.checks[check][3], outcome)
        for check, (title, _, level, outcome) in now.checks.items()
        if level == "required" and check in before.checks and before.checks[check][3] != outcome
    ]
    return Shift(id_, now.title, now.severity, before.verdict, now.verdict, tuple(changed))


def _alone(these: Snapshot, others: Snapshot) -> Iterator[Shift]:
    """The indicators that only one of two results has."""
    for id_, each in these.standings.items():
        if id_ not in others.standings:
            yield Shift(id_, each.title, each.severity, each.verdict, each.verdict)


def _claims(old: Snapshot, new: Snapshot) -> Iterator[ClaimChange]:
    for id_, now in new.standings.items():
        before = old.standings.get(id_)
        if before is not None and before.claim != now.claim:
            yield ClaimChange(id_, now.title, before.claim, now.claim, now.agreement)


def _expired(old: Snapshot, new: Snapshot) -> Iterator[Expired]:
    """Documents that were current and are past. Where one result has no list, the other's dates decide; where neither
    has, the checks of documents that no longer pass."""
    if not old.as_of or not new.as_of:
        return
    known = old.papers if old.papers is not None else new.papers
    if known is None:
        yield from _failed_documents(old, new)
        return
    current = {paper.type for paper in new.papers or () if paper.valid_until >= new.as_of}
    later = {(paper.type, paper.title, paper.number): paper.valid_until for paper in new.papers or ()}
    for paper in known:
        until = max(paper.valid_until, later.get((paper.type, paper.title, paper.number), ""))
        if paper.valid_until >= old.as_of and until < new.as_of:
            yield Expired(paper.type_title, paper.title, paper.valid_until, paper.place, paper.type in current)


def _failed_documents(old: Snapshot, new: Snapshot) -> Iterator[Expired]:
    for id_, now in new.standings.items():
        before = old.standings.get(id_)
        for check, (title, kind, _, outcome) in now.checks.items() if before else ():
            was = before.checks.get(check) if before else None
            if kind == "document" and was and was[3] == Outcome.PASS and outcome == Outcome.FAIL:
                yield Expired(check, title, "", "")


def _problems(
    old: Iterable[ResultProblem], new: Iterable[ResultProblem]
) -> tuple[tuple[ResultProblem, ...], tuple[ResultProblem, ...]]:
    """(gone, new). Two problems are the same when they agree in all, else in code, sheet and sentence, else in code and cell:
    rows may have moved, and the sentences may be in another language."""
    gone, added = list(old), list(new)
    for key in (tuple, _sentence, _cell):
        gone, added = _unpaired(gone, added, key), _unpaired(added, gone, key)
    return tuple(gone), tuple(added)


def _unpaired(
    these: Iterable[ResultProblem], others: Iterable[ResultProblem], key: Callable[[ResultProblem], object]
) -> list[ResultProblem]:
    """Those without a partner among the others, one partner each, in their order. Who goes without when there are too few
    does not depend on that order."""
    partners = Counter(map(key, others))
    places = list(enumerate(these))
    left = []
    for place, each in sorted(places, key=lambda found: found[1]):
        if partners[key(each)]:
            partners[key(each)] -= 1
        else:
            left.append((place, each))
    return [each for _, each in sorted(left)]


def _sentence(each: ResultProblem) -> object:
    return each.code, each.sheet, each.message


def _cell(each: ResultProblem) -> object:
    return each.code, each.sheet, each.cell


def _notes(old: Snapshot, new: Snapshot) -> Iterator[str]:
    """What a reader must know before comparing, as codes of `wording`."""
    if old.code and new.code and old.code != new.code:
        yield "diff_other_school"
    if old.catalog != new.catalog:
        yield "diff_other_catalog"
    elif old.version != new.version:
        yield "diff_other_version"
    if not old.as_of or not new.as_of:
        yield "diff_no_date"
    elif old.as_of > new.as_of:
        yield "diff_order"
    if old.papers is None and new.papers is None:
        yield "diff_no_documents"
    elif old.papers is None or new.papers is None:
        yield "diff_one_list"
