"""What becomes of the mutants of a catalog: whether a case comes out otherwise, or the loader refuses what makes no sense.

What no case can show, as a case is about one check's outcome, is compared with `pinned`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.assessment.cases import given_evidence
from schoolstd.assessment.facts import EvidenceFacts
from schoolstd.assessment.judge import judge_check
from schoolstd.catalog.applies import applies
from schoolstd.catalog.links import _Vocabulary
from schoolstd.catalog.stages import NUMERALS
from tests.mutation.mutants import check_mutants, indicator_mutants, parameter_mutants
from tests.mutation.pinned import LEVELS, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from schoolstd.catalog.loader import LoadedCatalog
    from schoolstd.catalog.model import Catalog, Check, Indicator, Parameter
    from schoolstd.evidence.model import Evidence


class Fate(NamedTuple):
    """What became of a mutant: which check or parameter, the kind of change, where, whether required, and whether noticed."""

    owner: str
    kind: str
    where: str
    required: bool
    noticed: bool

    @property
    def name(self) -> str:
        return f"{self.owner}: {self.where}"


class Given(NamedTuple):
    """A case ready to be run again and again."""

    check: str
    evidence: Evidence
    as_of: date
    outcome: str


def fates(loaded: LoadedCatalog) -> Iterator[Fate]:
    """The fate of every mutant of a catalog's own indicators, and of the parameters that they use."""
    catalog = loaded.catalog
    given: dict[str, list[Given]] = defaultdict(list)
    for case in loaded.cases:
        evidence, as_of = given_evidence(case.given, catalog)
        given[case.indicator].append(Given(case.check, evidence, as_of, case.outcome))
    for id_ in loaded.own:
        yield from _of_indicator(catalog.indicators[id_], catalog, given[id_])
    everything = [(id_, each) for id_ in loaded.own for each in given[id_]]
    for parameter in catalog.parameters.values():
        users = [(id_, each) for id_, each in everything if _uses(catalog.indicators[id_], each.check, parameter.id)]
        if not users:
            continue
        required = any(_check(catalog.indicators[id_], each.check).level == "required" for id_, each in users)
        for kind, where, value in parameter_mutants(parameter):
            changed = catalog._replace(parameters={**catalog.parameters, parameter.id: value})
            noticed = not _as_pinned(value) or any(
                _differs(changed, changed.indicators[id_], each) for id_, each in users
            )
            yield Fate(parameter.id, kind, where, required, noticed)


def _of_indicator(indicator: Indicator, catalog: Catalog, given: Iterable[Given]) -> Iterator[Fate]:
    cases = list(given)
    for at, check in enumerate(indicator.checks):
        own = [each for each in cases if each.check == check.id]
        required = check.level == "required" and indicator.severity == "mandatory"
        for kind, where, value in check_mutants(check, catalog):
            name = f"{indicator.id}.{check.id}"
            changed = indicator._replace(checks=(*indicator.checks[:at], value, *indicator.checks[at + 1 :]))
            noticed = (
                level_of(value) != pinned_level(catalog, name)
                or _refused(value, catalog)
                or any(_differs(catalog, changed, each) for each in own)
            )
            yield Fate(name, kind, where, required, noticed)
    for kind, where, value in indicator_mutants(indicator, catalog):
        noticed = any(_differs(catalog, value, each) for each in cases)
        yield Fate(indicator.id, kind, where, indicator.severity == "mandatory", noticed)


def _differs(catalog: Catalog, indicator: Indicator, case: Given) -> bool:
    """Whether a case comes out otherwise than it says."""
    facts = EvidenceFacts(case.evidence, catalog, case.as_of)
    facts.indicator = indicator.id
    if not indicator.effective.covers(facts.day) or applies(
        indicator.when, case.evidence.profile, case.evidence.metrics, catalog, facts.day
    ):
        return case.outcome != "skipped"
    return str(judge_check(_check(indicator, case.check), facts).result.outcome) != case.outcome


def _check(indicator: Indicator, key: str) -> Check:
    return next(each for each in indicator.checks if each.id == key)


def _refused(check: Check, catalog: Catalog) -> bool:
    return any(True for _ in check.rule.mistakes(_Vocabulary(catalog)))


def _uses(indicator: Indicator, check: str, parameter: str) -> bool:
    return f"'{parameter}'" in repr(_check(indicator, check))


def level_of(check: Check) -> tuple[str, ...]:
    """What marks a check apart from one that is simply required."""
    level = () if check.level == "required" else (check.level,)
    return (*level, "decisive") if check.decisive else level


def pinned_level(catalog: Catalog, name: str) -> tuple[str, ...]:
    """What is to mark a check apart, by its full name."""
    return tuple(mark for mark, names in LEVELS[catalog.head.id].items() if name in names.split())


def _as_pinned(parameter: Parameter) -> bool:
    """Whether the lists of a parameter are those written down; a parameter without lists has none to compare."""
    wanted = SUBJECTS.get(parameter.id)
    return wanted is None or all(
        set(subjects) == {subject for subject, grades in wanted.items() if str(NUMERALS.index(grade[0]) + 1) in grades}
        for value in parameter.values
        for grade, subjects in value.figures.items()
    )
