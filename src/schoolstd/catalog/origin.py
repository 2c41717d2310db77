"""Where everything in a resolved catalog comes from: which catalog of the chain added it, and which amended it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schoolstd.catalog.model import Amendment, Catalog, Head


class Amended(NamedTuple):
    """An amendment with the catalog that makes it, and the value before it (empty for anything but `tighten`)."""

    head: Head
    amendment: Amendment
    old: str


class Origins(NamedTuple):
    """`added` names the catalog that an entry comes from, by (section, id); `amended` lists by full check id or indicator
    id what was done to it, in order."""

    added: dict[tuple[str, str], Head]
    amended: dict[str, tuple[Amended, ...]]


SECTIONS = (
    "duties",
    "tasks",
    "indicators",
    "metrics",
    "document_types",
    "event_types",
    "case_types",
    "units",
    "bodies",
    "profile",
    "stages",
    "parameters",
    "sources",
)


def origins(chain: Sequence[Catalog]) -> Origins:
    """The origins of the last catalog of a chain, each of which extends the one before it."""
    added: dict[tuple[str, str], Head] = {}
    amended: dict[str, tuple[Amended, ...]] = {}
    known = 0
    for catalog in chain:
        for section in SECTIONS:
            for id_ in getattr(catalog, section):
                added.setdefault((section, id_), catalog.head)
        for amendment in catalog.amendments[known:]:
            target = amendment.check or amendment.indicator
            old = _before(target, amendment, amended, chain)
            amended[target] = (*amended.get(target, ()), Amended(catalog.head, amendment, old))
        known = len(catalog.amendments)
    return Origins(added, amended)


def _before(
    target: str, amendment: Amendment, amended: dict[str, tuple[Amended, ...]], chain: Sequence[Catalog]
) -> str:
    """The figure that a tightening replaces: an earlier amendment's, else the one in the catalog that added the check."""
    if amendment.op != "tighten":
        return ""
    for each in reversed(amended.get(target, ())):
        if each.amendment.op == "tighten" and each.amendment.field == amendment.field:
            return each.amendment.value
    known = (check for catalog in chain if (check := catalog.check(target)))
    return next((str(getattr(check.rule, amendment.field)) for check in known), "")
