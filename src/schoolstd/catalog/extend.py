"""A catalog with the amendments of its extensions carried out. Pure; each amendment names its regulation."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from schoolstd.catalog.model import Citation
from schoolstd.checks.refer import Refer

if TYPE_CHECKING:
    from schoolstd.catalog.model import Amendment, Catalog, Check, Indicator


def amended(catalog: Catalog) -> Catalog:
    """The catalog after all its amendments, in their order. They are known to be sound (`links` has looked at them)."""
    indicators = dict(catalog.indicators)
    for amendment in catalog.amendments:
        id_ = amendment.indicator or amendment.check.rpartition(".")[0]
        indicators[id_] = _changed(indicators[id_], amendment)
    return catalog._replace(indicators=indicators)


def not_tighter(rule: Any, field: str, value: str) -> bool:
    """Whether a new figure would loosen a rule: less than before where at least so much is asked, more where at most."""
    try:
        old, new = Decimal(getattr(rule, field)), Decimal(value)
    except (ArithmeticError, TypeError):
        return False
    if field == "at_least":
        return new < old
    op = getattr(rule, "op", "")
    return (op in (">=", ">") and new < old) or (op in ("<=", "<") and new > old)


def referring(catalog: Catalog, check: str) -> list[tuple[Indicator, Check]]:
    """The checks of other indicators that refer to a check (by full id): the same thing asked once more."""
    if not catalog.head.extends.id:
        return []
    return [
        (indicator, each)
        for indicator, each in catalog.checks()
        if isinstance(each.rule, Refer) and each.rule.check == check
    ]


def _changed(indicator: Indicator, amendment: Amendment) -> Indicator:
    if amendment.op == "withdraw":
        return indicator._replace(withdrawn=amendment.reason)
    if amendment.op == "retarget":
        return indicator._replace(when=amendment.when)
    key = amendment.check.rpartition(".")[2]
    checks = tuple(_changed_check(each, amendment) if each.id == key else each for each in indicator.checks)
    return indicator._replace(checks=checks)


def _changed_check(check: Check, amendment: Amendment) -> Check:
    citation = Citation(amendment.source, amendment.locus)
    if amendment.op == "tighten":
        check = check._replace(rule=check.rule._replace(**{amendment.field: amendment.value}))
    return check if citation in check.citations else check._replace(citations=(*check.citations, citation))
