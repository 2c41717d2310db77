"""Where a school shows what a check asks: the sheets of its workbook, and on them the types of document, activity or case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schoolstd.catalog.rules import simple_rules
from schoolstd.checks.answer import Statement
from schoolstd.checks.cases import Cases
from schoolstd.checks.document import DocumentCheck
from schoolstd.checks.events import Events
from schoolstd.checks.table import Subjects, Table
from schoolstd.workbook.layout import CASES, DOCUMENTS, EVENTS, LESSONS, METRICS, SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from schoolstd.catalog.model import Catalog
    from schoolstd.wording import Words
    from schoolstd.workbook.layout import Sheet


def places_of(rule: Any, words: Words) -> dict[str, list[str]]:
    """The sheets by name that a rule looks at, each with the names of the types of row, in the rule's order."""
    found: dict[str, list[str]] = {}
    catalog = words.catalog
    if catalog is None:
        return found
    for part in simple_rules(rule):
        for sheet, known, types in _places(part, catalog):
            names = found.setdefault(words.name(sheet), [])
            names += [name for id_ in types if id_ in known and (name := words.name(known[id_])) not in names]
    return found


def _places(rule: Any, catalog: Catalog) -> Iterator[tuple[Sheet, Mapping[str, Any], tuple[str, ...]]]:
    if isinstance(rule, DocumentCheck):
        yield DOCUMENTS, catalog.document_types, (rule.type,)
    elif isinstance(rule, Statement):
        yield METRICS, {}, ()
        yield DOCUMENTS, catalog.document_types, rule.backed_by
    elif isinstance(rule, Events):
        yield EVENTS, catalog.event_types, (rule.type,)
    elif isinstance(rule, Cases):
        yield CASES, catalog.case_types, (rule.type,)
    elif isinstance(rule, Subjects):
        yield LESSONS, {}, ()
    elif isinstance(rule, Table):
        yield next(sheet for sheet in SHEETS if sheet.role == rule.rows), {}, ()
    else:
        yield METRICS, {}, ()
