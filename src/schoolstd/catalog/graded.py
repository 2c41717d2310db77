"""Which activities are counted by grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.checks.combine import All, Any_, IfThen
from schoolstd.checks.events import Events

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.catalog.model import Catalog


_latest: list[tuple[Catalog, frozenset[str]]] = []
"""What was found for the catalog that was asked about last: a run has one for thousands of workbooks."""


def counted_by_grade(catalog: Catalog) -> frozenset[str]:
    """The types of activities of which some check of a catalog counts the rows grade by grade."""
    if not (_latest and _latest[0][0] is catalog):
        _latest[:] = [(catalog, _counted(catalog))]
    return _latest[0][1]


def _counted(catalog: Catalog) -> frozenset[str]:
    checks = (check for indicator in catalog.indicators.values() for check in indicator.checks)
    return frozenset(type_ for check in checks for type_ in _types(check.rule))


def _types(rule: object) -> Iterator[str]:
    if isinstance(rule, Events):
        if rule.per.startswith("grade"):
            yield rule.type
    elif isinstance(rule, (All, Any_)):
        for part in rule.checks:
            yield from _types(part)
    elif isinstance(rule, IfThen):
        for part in rule:
            yield from _types(part)
