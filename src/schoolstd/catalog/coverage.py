"""Which sentence of which regulation is carried by what: every clause and statement, and what does not fit. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from schoolstd.catalog.model import Head, Indicator, Source, Statement

_NUMBER = re.compile(r"\d+")


class Standard(NamedTuple):
    """A catalog's own entries, without those of the catalog that it extends."""

    head: Head
    indicators: tuple[Indicator, ...]
    statements: tuple[Statement, ...]
    sources: tuple[Source, ...]


class Carried(NamedTuple):
    """A clause or statement with what carries it. `reason` says why nothing does; `kind` is empty for a clause."""

    id: str
    source: str
    kind: str
    holder: str
    summary: str
    summary_en: str
    indicators: tuple[str, ...]
    programme: tuple[str, ...]
    reason: str
    reason_en: str = ""

    @property
    def carried(self) -> bool:
        """Whether an indicator or a step of a programme carries it."""
        return bool(self.indicators or self.programme)


class Fault(NamedTuple):
    """What does not fit: a code of `wording`, the clause or statement, and the indicator, step or source it is about."""

    code: str
    statement: str
    item: str = ""


class Coverage(NamedTuple):
    """Every clause and statement in order, everything that does not fit, and the sources that are only cited.

    `cited` maps a source that was not taken apart to the number of checks that cite it.
    """

    rows: tuple[Carried, ...]
    faults: tuple[Fault, ...]
    cited: dict[str, int]


def coverage(
    targets: Iterable[Standard], known: Iterable[Standard], steps: Mapping[str, tuple[str, ...] | None]
) -> Coverage:
    """The coverage of some catalogs. Indicators are looked for in all `known` ones, `steps` are a programme's.

    Both directions are compared: an indicator, and a step that has `refs`, names exactly the statements that name it.
    """
    targets, known = list(targets), list(known)
    indicators = {each.id: each for standard in known for each in standard.indicators}
    rows, faults = [], []
    for standard in targets:
        clauses = list(_clauses(standard))
        rows += clauses
        rows += [_row(statement) for statement in standard.statements]
        faults += [Fault("coverage_nothing", row.id) for row in clauses if not row.carried]
    statements = {each.id: each for standard in targets for each in standard.statements}
    for statement in statements.values():
        faults += _statement_faults(statement, indicators, steps)
    named = {each.id for standard in known for each in standard.statements}
    for indicator in indicators.values():
        faults += _ref_faults(indicator.id, indicator.refs, statements, named)
    for name, refs in steps.items():
        faults += _step_faults(name, refs or (), statements, named)
    return Coverage(tuple(rows), tuple(faults), _cited(targets, {row.source for row in rows}))


def _clauses(standard: Standard) -> Iterator[Carried]:
    """The clauses 1 to the head's `clauses` with the indicators that name their number."""
    used = [each for each in standard.indicators if not each.withdrawn]
    for number in map(str, range(1, int(standard.head.clauses or 0) + 1)):
        carriers = [each for each in used if number in _NUMBER.findall(each.clause)]
        title = carriers[0].title if carriers else ""
        second = carriers[0].title_en if carriers else ""
        yield Carried(number, standard.head.source, "", "", title, second, tuple(each.id for each in carriers), (), "")


def _row(statement: Statement) -> Carried:
    return Carried(
        statement.id,
        statement.source,
        statement.kind,
        statement.holder,
        statement.summary,
        statement.summary_en,
        statement.indicators,
        statement.programme,
        statement.reason,
        statement.reason_en,
    )


def _statement_faults(
    statement: Statement, indicators: Mapping[str, Indicator], steps: Mapping[str, tuple[str, ...] | None]
) -> Iterator[Fault]:
    """Nothing and no reason, a reason beside a carrier, and names that lead nowhere or do not name it in return."""
    carried = bool(statement.indicators or statement.programme)
    if carried == bool(statement.reason):
        yield Fault("coverage_both" if carried else "coverage_nothing", statement.id)
    for id_ in statement.indicators:
        indicator = indicators.get(id_)
        if indicator is None:
            yield Fault("coverage_no_indicator", statement.id, id_)
        elif indicator.withdrawn:
            yield Fault("coverage_withdrawn", statement.id, id_)
        elif statement.id not in indicator.refs:
            yield Fault("coverage_not_in_refs", statement.id, id_)
    for name in statement.programme:
        refs = steps.get(name)
        if name not in steps:
            yield Fault("coverage_no_step", statement.id, name)
        elif refs is not None and statement.id not in refs:
            yield Fault("coverage_not_in_step", statement.id, name)


def _ref_faults(
    id_: str, refs: tuple[str, ...], statements: Mapping[str, Statement], named: set[str]
) -> Iterator[Fault]:
    for ref in refs:
        if ref in statements and id_ not in statements[ref].indicators:
            yield Fault("coverage_not_listed", ref, id_)
        elif ref not in named:
            yield Fault("coverage_no_statement", ref, id_)


def _step_faults(
    name: str, refs: tuple[str, ...], statements: Mapping[str, Statement], named: set[str]
) -> Iterator[Fault]:
    for ref in refs:
        if ref in statements and name not in statements[ref].programme:
            yield Fault("coverage_not_listed", ref, name)
        elif ref not in named:
            yield Fault("coverage_no_statement", ref, name)


def _cited(targets: list[Standard], apart: set[str]) -> dict[str, int]:
    """The sources of some catalogs that were not taken apart, with the number of checks that cite each."""
    checks = [check for standard in targets for each in standard.indicators for check in each.checks]
    found = {source.id: 0 for standard in targets for source in standard.sources if source.id not in apart}
    for check in checks:
        if check.source in found:
            found[check.source] += 1
    return found
