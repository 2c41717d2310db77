"""What links a district's metrics to the catalog of its schools: references into it that lead nowhere or make no sum."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from schoolstd.catalog.model import Catalog, Count, Head, Metric

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schoolstd.catalog.sections import Item
    from schoolstd.yamlfile import Key, YamlMistake

ADDED = ("count", "number")
"""The types of metric that may be added up."""


def roll_mistakes(catalog: Catalog, items: Iterable[Item], schools: Catalog | None) -> Iterator[YamlMistake]:
    """Every mistake in `sum_of` and `count_of` of a catalog's own entries, each at its line.

    `schools` is the catalog that the head names; None when it names none, or one that cannot be loaded.
    """
    for item in items:
        if not isinstance(item.value, Metric):
            continue
        for path, code, values in _metric(item.value, catalog.head, schools):
            yield item.document.mistake((*item.path, *path), code, values)


Found = tuple["Key", str, dict[str, str]]


def _metric(metric: Metric, head: Head, schools: Catalog | None) -> Iterator[Found]:
    counted = metric.count_of != Count()
    if not metric.sum_of and not counted:
        return
    field = "sum_of" if metric.sum_of else "count_of"
    if metric.sum_of and counted:
        yield ("count_of",), "sum_and_count", {}
    if not head.schools.id:
        yield (field,), "no_schools", {}
    if metric.type not in ADDED:
        yield ("type",), "metric_type", {"metric": metric.id, "found": metric.type, "wanted": "、".join(ADDED)}
    if metric.sum_of and schools:
        yield from _sum(metric, schools)
    if counted:
        yield from _count(metric.count_of, schools)


def _sum(metric: Metric, schools: Catalog) -> Iterator[Found]:
    known = schools.metrics.get(metric.sum_of)
    if known is None:
        yield ("sum_of",), "unknown_reference", _unknown("metric", metric.sum_of, schools.metrics)
    elif known.type not in ADDED:
        yield ("sum_of",), "metric_type", {"metric": known.id, "found": known.type, "wanted": "、".join(ADDED)}


def _count(count: Count, schools: Catalog | None) -> Iterator[Found]:
    of_indicator = count.indicator and count.verdict and not count.check and not count.outcome
    of_check = count.check and count.outcome and not count.indicator and not count.verdict
    if not (of_indicator or of_check):
        yield ("count_of",), "count_pair", {}
        return
    if schools is None:
        return
    checks = {f"{indicator.id}.{check.id}" for indicator, check in schools.checks()}
    if count.indicator and count.indicator not in schools.indicators:
        yield ("count_of", "indicator"), "unknown_reference", _unknown("indicator", count.indicator, schools.indicators)
    if count.check and count.check not in checks:
        yield ("count_of", "check"), "unknown_reference", _unknown("check", count.check, sorted(checks))


def _unknown(kind: str, id_: str, known: Iterable[str]) -> dict[str, str]:
    near = difflib.get_close_matches(id_, list(known), n=1)
    return {"kind": kind, "id": id_, "near": near[0] if near else ""}
