"""Which sheets of the form a catalog has a use for, by what its checks and metrics refer to. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.catalog.rules import simple_rules
from schoolstd.checks.table import Subjects, Table
from schoolstd.workbook.layout import CASES, CLAIMS, DOCUMENTS, EVENTS, GUIDE, LESSONS, METRICS, PROFILE, VERSION

if TYPE_CHECKING:
    from schoolstd.catalog.model import Catalog

ALWAYS = (GUIDE, PROFILE, CLAIMS, METRICS, VERSION)


def sheets_of(catalog: Catalog) -> frozenset[str]:
    """The roles of the sheets that a workbook for this catalog has.

    A register is there when the vocabulary has a type that may stand in it; the tables of classes and of lessons when a
    check goes through their rows, or a metric must agree with them.
    """
    found = {sheet.role for sheet in ALWAYS}
    vocabularies = {DOCUMENTS: catalog.document_types, EVENTS: catalog.event_types, CASES: catalog.case_types}
    found.update(sheet.role for sheet, types in vocabularies.items() if types)
    found.update(sheet for metric in catalog.metrics.values() for sheet in metric.same_as)
    for _, check in catalog.checks():
        for rule in simple_rules(check.rule):
            if isinstance(rule, Table):
                found.add(rule.rows)
            elif isinstance(rule, Subjects):
                found.add(LESSONS.role)
    return frozenset(found)
