"""The nearest route to standing: the least that has to be put right, so that no part of it would do. Pure.

Two indicators may rest on the same evidence, and a gap may be nothing but a cell that cannot be read. What is put right
along with something else is therefore no step of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schoolstd.assessment.assess import is_gap
from schoolstd.catalog.rules import referred
from schoolstd.problem import Severity
from schoolstd.programme.standard import ALL_MET, by_duty, duty_percent, still_lacking, vetoed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from schoolstd.assessment.model import Assessment, IndicatorResult, JudgedCheck
    from schoolstd.catalog.model import Catalog
    from schoolstd.location import Location
    from schoolstd.problem import Problem


def nearest_gaps(assessment: Assessment, rule: str, mending: bool = True) -> tuple[str, ...]:
    """The smallest set of indicators whose closing removes every gap in the way of standing, in catalog order.

    Under `all_met` these are all gaps. Under `duty_85` and the like, of each duty that falls short as many gaps as it
    lacks: those with the fewest checks to mend first, then by catalog order. An indicator that is closed by what closes the
    others, or by what puts the problems right (`mending`: they have to be), is left out. No proper subset is enough.
    """
    chosen = {result.indicator.id for result in assessment.indicators if vetoed(result)}
    if rule == ALL_MET:
        chosen |= {result.indicator.id for result in assessment.indicators if is_gap(result)}
    else:
        for results in by_duty(assessment).values():
            gaps = [result for result in results if is_gap(result)]
            nearest = sorted(gaps, key=lambda result: (not vetoed(result), sum(1 for _ in open_checks(result))))
            lacking = max(0, still_lacking(results, duty_percent(rule)))
            chosen |= {result.indicator.id for result in nearest[:lacking]}
    ordered = [result.indicator.id for result in assessment.indicators if result.indicator.id in chosen]
    asked = _asked(assessment, mending)
    for id_ in reversed(ordered):
        if _enough(assessment, rule, chosen - {id_}, asked):
            chosen.discard(id_)
    return tuple(id_ for id_ in ordered if id_ in chosen)


def grave_problems(assessment: Assessment) -> list[Problem]:
    """The problems with a workbook that keep its school from standing."""
    return [problem for problem in assessment.problems if problem.severity is Severity.ERROR]


def problems_left(assessment: Assessment, closed: Collection[str]) -> list[Problem]:
    """The grave problems that are left when the indicators of a route are closed: those in other cells."""
    mended = _cells(assessment, closed)
    return [each for each in grave_problems(assessment) if each.location is None or each.location not in mended]


def open_checks(result: IndicatorResult) -> Iterator[JudgedCheck]:
    """The required checks of an indicator that do not pass."""
    for judged in result.checks:
        if judged.check.level == "required" and judged.open:
            yield judged


class _Asked(NamedTuple):
    """What the open checks of an indicator ask, by number: all of it, and what is left when grave problems are put right.
    Those have to be put right in any case, so a check that only looks at their cells is mended too."""

    everything: frozenset[int]
    beside_problems: frozenset[int]


def _asked(assessment: Assessment, mending: bool) -> dict[str, _Asked]:
    """What every indicator asks; checks that ask the same have one number."""
    bad = {problem.location for problem in grave_problems(assessment)} if mending else set()
    numbers: dict[str, int] = {}  # by text: not every rule can be hashed
    found = {}
    for result in assessment.indicators:
        each = [
            (numbers.setdefault(repr(_asks(judged, assessment.catalog)), len(numbers)), judged.result.locations)
            for judged in open_checks(result)
        ]
        beside = (number for number, places in each if not places or not bad.issuperset(places))
        found[result.indicator.id] = _Asked(frozenset(number for number, _ in each), frozenset(beside))
    return found


def _enough(assessment: Assessment, rule: str, chosen: Collection[str], asked: Mapping[str, _Asked]) -> bool:
    """Whether closing these indicators, and what is closed with them, is enough for standing."""
    mended = frozenset[int]().union(*(asked[id_].everything for id_ in chosen))
    closed = {id_ for id_, each in asked.items() if id_ in chosen or each.beside_problems <= mended}
    if any(vetoed(each) and each.indicator.id not in closed for each in assessment.indicators):
        return False
    if rule == ALL_MET:
        return all(each.indicator.id in closed for each in assessment.indicators if is_gap(each))
    return all(_reached(results, duty_percent(rule), closed) for results in by_duty(assessment).values())


def _reached(results: Sequence[IndicatorResult], percent: int, closed: Collection[str]) -> bool:
    gained = sum(is_gap(each) and each.indicator.id in closed for each in results)
    return still_lacking(results, percent) <= gained


def _asks(judged: JudgedCheck, catalog: Catalog) -> object:
    """What a check asks, references followed: two checks that ask the same are mended together."""
    return referred(judged.check, catalog)[1].rule


def _cells(assessment: Assessment, closed: Collection[str]) -> set[Location]:
    """The cells that the open checks of some indicators look at."""
    return {
        place
        for each in assessment.indicators
        if each.indicator.id in closed
        for judged in open_checks(each)
        for place in judged.result.locations
    }
