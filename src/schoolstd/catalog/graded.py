"""Which activities are counted by grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.catalog.rules import simple_rules
from schoolstd.checks.events import Events

if TYPE_CHECKING:
    from schoolstd.catalog.model import Catalog


_latest: list[tuple[Catalog, frozenset[str]]] = []
"""What was found for the catalog that was asked about last: a run has one for thousands of workbooks."""


def counted_by_grade(catalog: Catalog) -> frozenset[str]:
    """The types of activities of which some check of a catalog counts the rows grade by grade."""
    if not (_latest and _latest[0][0] is catalog):
        _latest[:] = [(catalog, _counted(catalog))]
    return _latest[0][1]


def _counted(catalog: Catalog) -> frozenset[str]:
    rules = (rule for _, check in catalog.checks() for rule in simple_rules(check.rule))
    return frozenset(rule.type for rule in rules if isinstance(rule, Events) and rule.per.startswith("grade"))
