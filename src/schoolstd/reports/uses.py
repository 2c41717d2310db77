"""Where an id of a catalog is used: by which checks, and by what applies or does not by what it says. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.catalog.model import Catalog, Check, Condition


def uses(kind: str, id_: str, catalog: Catalog) -> Iterator[str]:
    """The ids of what uses an id of a kind: indicators, metrics and row types by their conditions, then checks."""
    yield from _kept_by(kind, id_, catalog)
    yield from (f"{indicator.id}.{check.id}" for indicator, check in catalog.checks() if _mentions(check, kind, id_))


def _kept_by(kind: str, id_: str, catalog: Catalog) -> Iterator[str]:
    """The ids of the indicators, metrics and row types that apply, or do not, by what an id says."""
    kinds = (catalog.indicators, catalog.metrics, catalog.document_types, catalog.event_types, catalog.case_types)
    for each in (item for items in kinds for item in items.values()):
        if any(id_ in _named(condition, kind) for condition in each.when):
            yield each.id


def _named(condition: Condition, kind: str) -> tuple[str, ...]:
    """The ids of a kind that a condition goes by."""
    return {"profile": (condition.profile,), "metric": (condition.metric,), "parameter": (condition.bound,)}.get(
        kind, ()
    )


def _mentions(check: Check, kind: str, id_: str) -> bool:
    """Whether a check refers to an id: its source, or any text of its rule that is the id."""
    return check.source == id_ if kind == "source" else id_ in _texts(check.rule) or id_ in _texts(check.when)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
