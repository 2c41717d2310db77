"""A catalog with the amendments of its extensions carried out. Pure; each amendment names its regulation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.catalog.model import Citation, Effective
from schoolstd.checks.refer import Refer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schoolstd.catalog.model import Amendment, Catalog, Check, Indicator


def amended(catalog: Catalog) -> Catalog:
    """The catalog after all its amendments, in their order. They are known to be sound (`links` has looked at them)."""
    before = {_target(each): catalog.indicators[_target(each)] for each in catalog.amendments} | catalog.unamended
    return catalog._replace(indicators=_after(catalog, catalog.amendments), unamended=before)


def on_day(catalog: Catalog, day: str) -> Catalog:
    """An amended catalog as it is on an ISO date: without the amendments that do not bind then. The digest stays. On an
    unknown day (empty text) all of them bind."""
    binding = [each for each in catalog.amendments if each.effective.covers(day)]
    if len(binding) == len(catalog.amendments):
        return catalog
    plain = catalog._replace(indicators=catalog.indicators | catalog.unamended)
    return plain._replace(indicators=_after(plain, binding))


def loose(catalog: Catalog, check: Check) -> list[tuple[Effective, Check]]:
    """The days on which a check of an amended catalog is tightened, when these are not all, and the check as it is on the
    others; nothing for a check that is the same on every day."""
    found = []
    for amendment in catalog.amendments:
        name, _, key = amendment.check.rpartition(".")
        if amendment.op == "tighten" and any(amendment.effective) and check in catalog.indicators[name].checks:
            found += [
                (amendment.effective, each) for each in catalog.unamended[name].checks if each.id == key == check.id
            ]
    return found


def both(one: Effective, other: Effective) -> Effective:
    """The days that two stretches have in common; the first is after the last when there are none."""
    until = min(filter(None, (one.until, other.until)), default="")
    return Effective(max(one.from_, other.from_), until)


def referring(catalog: Catalog, check: str) -> list[tuple[Indicator, Check]]:
    """The checks of other indicators that refer to a check (by full id): the same thing asked once more."""
    if not catalog.head.extends.id:
        return []
    return [
        (indicator, each)
        for indicator, each in catalog.checks()
        if isinstance(each.rule, Refer) and each.rule.check == check
    ]


def _after(catalog: Catalog, amendments: Iterable[Amendment]) -> dict[str, Indicator]:
    indicators = dict(catalog.indicators)
    for amendment in amendments:
        indicators[_target(amendment)] = _changed(indicators[_target(amendment)], amendment)
    return indicators


def _target(amendment: Amendment) -> str:
    return amendment.indicator or amendment.check.rpartition(".")[0]


def _changed(indicator: Indicator, amendment: Amendment) -> Indicator:
    if amendment.op == "withdraw":
        return indicator._replace(withdrawn=amendment.reason, withdrawn_en=amendment.reason_en)
    if amendment.op == "retarget":
        return indicator._replace(when=amendment.when)
    key = amendment.check.rpartition(".")[2]
    checks = tuple(_changed_check(each, amendment) if each.id == key else each for each in indicator.checks)
    return indicator._replace(checks=checks)


def _changed_check(check: Check, amendment: Amendment) -> Check:
    citation = Citation(amendment.source, amendment.locus)
    if amendment.op == "tighten":  # what was said of the old figure does not hold for one that a regulation gives
        rule = check.rule._replace(**{amendment.field: amendment.value})
        check = check._replace(rule=rule, review="", default="", default_en="")
    return check if citation in check.citations else check._replace(citations=(*check.citations, citation))
