"""Where a school shows what a check asks: the sheets of its workbook, and on them the types of document, activity or case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schoolstd.checks.answer import Statement
from schoolstd.checks.cases import Cases
from schoolstd.checks.document import DocumentCheck
from schoolstd.checks.events import Events
from schoolstd.checks.table import Subjects, Table
from schoolstd.workbook.layout import CASES, DOCUMENTS, EVENTS, LESSONS, METRICS, SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from schoolstd.wording import Words
    from schoolstd.workbook.layout import Sheet


def places_of(rule: Any, words: Words) -> dict[str, list[str]]:
    """The sheets by name that a rule looks at, each with the names of the types of row, in the rule's order."""
    found: dict[str, list[str]] = {}
    for sheet, known, types in _places(rule, words):
        names = found.setdefault(words.name(sheet), [])
        names += [name for id_ in types if id_ in known and (name := words.name(known[id_])) not in names]
    return found


def _places(rule: Any, words: Words) -> Iterator[tuple[Sheet, Mapping[str, Any], tuple[str, ...]]]:
    catalog = words.catalog
    parts = [*getattr(rule, "checks", ()), *(getattr(rule, key) for key in ("if_", "then") if hasattr(rule, key))]
    if parts or catalog is None:
        for part in parts:
            yield from _places(part, words)
    elif isinstance(rule, DocumentCheck):
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
