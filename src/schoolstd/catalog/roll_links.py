"""What links the metrics of a district or a city to the catalog of its schools or districts: references that lead nowhere or
make no sum."""

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
    """Every mistake in what a catalog's own entries say about sums, each at its line.

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
    if not metric.summed:
        for field in ("less", "sum_where", "plus"):
            if getattr(metric, field):
                yield (field,), "sum_missing", {}
        return
    field = "sum_of" if metric.sum_of else "count_of"
    if metric.sum_of and counted:
        yield ("count_of",), "sum_and_count", {}
    if metric.less and not metric.sum_of:
        yield ("less",), "sum_missing", {}
    if not head.schools.id:
        yield (field,), "no_schools", {}
    if metric.type not in ADDED:
        yield ("type",), "metric_type", {"metric": metric.id, "found": metric.type, "wanted": "、".join(ADDED)}
    if schools:
        for name in ("sum_of", "less"):
            if text := getattr(metric, name):
                yield from _added((name,), text, schools)
        yield from _where(metric, schools)
    if counted:
        yield from _count(metric.count_of, schools)


def _added(path: Key, id_: str, schools: Catalog) -> Iterator[Found]:
    known = schools.metrics.get(id_)
    if known is None:
        yield path, "unknown_reference", _unknown("metric", id_, schools.metrics)
    elif known.type not in ADDED:
        yield path, "metric_type", {"metric": known.id, "found": known.type, "wanted": "、".join(ADDED)}


def _where(metric: Metric, schools: Catalog) -> Iterator[Found]:
    for number, where in enumerate(metric.sum_where):
        path: Key = ("sum_where", number)
        known = schools.profile.get(where.profile)
        if known is None:
            yield (*path, "profile"), "unknown_reference", _unknown("profile", where.profile, schools.profile)
            continue
        options = ("是", "否") if known.type == "yes_no" else known.options
        for item in where.in_:
            if options and item not in options:
                yield (*path, "in"), "not_an_option", {"item": item, "options": "、".join(options)}


def _count(count: Count, schools: Catalog | None) -> Iterator[Found]:
    pairs = [
        bool(count.indicator or count.verdict),
        bool(count.check or count.outcome or count.also),
        bool(count.metric or count.op or count.bound),
    ]
    whole = (
        (count.indicator and count.verdict)
        or (count.check and count.outcome)
        or (count.metric and bool(count.op) == bool(count.bound))
    )
    if sum(pairs) != 1 or not whole:
        yield ("count_of",), "count_pair", {}
        return
    if schools is None:
        return
    checks = {f"{indicator.id}.{check.id}" for indicator, check in schools.checks()}
    if count.indicator and count.indicator not in schools.indicators:
        yield ("count_of", "indicator"), "unknown_reference", _unknown("indicator", count.indicator, schools.indicators)
    for path, check in ((("check",), count.check), *((("also", n), each) for n, each in enumerate(count.also))):
        if check and check not in checks:
            yield ("count_of", *path), "unknown_reference", _unknown("check", check, sorted(checks))
    if count.metric and count.metric not in schools.metrics:
        yield ("count_of", "metric"), "unknown_reference", _unknown("metric", count.metric, schools.metrics)
    elif count.op:
        for path, code, values in _added(("count_of", "metric"), count.metric, schools):
            yield path, code, values


def _unknown(kind: str, id_: str, known: Iterable[str]) -> dict[str, str]:
    near = difflib.get_close_matches(id_, list(known), n=1)
    return {"kind": kind, "id": id_, "near": near[0] if near else ""}
