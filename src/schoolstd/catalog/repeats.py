"""Changes of an extension that say nothing: made twice, made in what is withdrawn, or to what is so already. Pure."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from schoolstd.catalog.extend import both

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schoolstd.catalog.model import Amendment, Catalog
    from schoolstd.catalog.sections import Item
    from schoolstd.yamlfile import YamlMistake


def idle_changes(items: Iterable[Item], catalog: Catalog) -> Iterator[YamlMistake]:
    """Each change that an earlier one makes already, that falls into an indicator withdrawn at the time, or that puts the
    value that is there, at its line. Two tightenings of one field from different days follow each other and are none."""
    changes = [item for item in items if item.section == "changes"]
    withdrawn = {each.value.indicator: each for each in changes if each.value.op == "withdraw"}
    seen: dict[tuple[str, ...], Item] = {}
    for item in changes:
        amendment: Amendment = item.value
        earlier = seen.setdefault(_said(amendment), item)
        target = amendment.check or amendment.indicator
        if earlier is not item:
            values = {"op": amendment.op, "target": target, "place": _place(earlier)}
            yield item.document.mistake(item.path, "change_twice", values)
        over = withdrawn.get(target.partition(".")[0])
        if over and amendment.op != "withdraw" and _within(amendment, over.value):
            yield item.document.mistake(item.path, "change_withdrawn", {"target": target, "place": _place(over)})
        if amendment.op == "tighten" and _same(amendment, catalog):
            values = {"target": target, "field": amendment.field, "value": amendment.value}
            yield item.document.mistake((*item.path, "value"), "change_none", values)


def _said(amendment: Amendment) -> tuple[str, ...]:
    """What makes two changes the same: for a figure the day it begins, for a citation the place that is cited."""
    target = (amendment.op, amendment.check or amendment.indicator)
    if amendment.op == "cite":
        return (*target, amendment.source, amendment.locus)
    return (*target, amendment.field, amendment.effective.from_)


def _within(amendment: Amendment, withdrawal: Amendment) -> bool:
    """Whether a change never binds on a day on which the withdrawal does not."""
    common = both(amendment.effective, withdrawal.effective)
    return common == amendment.effective


def _same(amendment: Amendment, catalog: Catalog) -> bool:
    check = catalog.check(amendment.check)
    old = getattr(check.rule, amendment.field, "") if check else ""
    if not (isinstance(old, str) and old and amendment.value):
        return False
    return old == amendment.value or (
        _is_figure(old) and _is_figure(amendment.value) and Decimal(old) == Decimal(amendment.value)
    )


def _is_figure(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal() and text.isascii()


def _place(item: Item) -> str:
    return f"{item.document.file}:{item.document.line(item.path)}"
