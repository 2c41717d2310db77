"""What applies to a school and what is in force on a day. Pure."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from schoolstd.checks.base import compare

if TYPE_CHECKING:
    from schoolstd.catalog.model import Catalog, Condition, Parameter, ParameterValue
    from schoolstd.evidence.model import Entry, Value

YES_NO = {True: "是", False: "否"}


def applies(
    conditions: tuple[Condition, ...],
    profile: dict[str, Entry],
    metrics: dict[str, Entry],
    catalog: Catalog,
    as_of: str,
) -> Condition | None:
    """The first condition that keeps something from applying to a school, or None when it applies.

    A blank or unreadable answer never keeps anything from applying, so that leaving a field empty avoids nothing.
    """
    for condition in conditions:
        if condition.profile:
            entry = profile.get(condition.profile)
            if not answers(entry.value if entry else None, condition.in_):
                return condition
        else:
            entry = metrics.get(condition.metric)
            figure = entry.value if entry else None
            bound = figure_on(catalog, condition.bound, as_of)
            if isinstance(figure, Decimal) and bound is not None and not compare(figure, condition.op, bound):
                return condition
    return None


def answers(value: Value | None, among: tuple[str, ...]) -> bool:
    """Whether an answer of the profile is one of some options; a blank one may be any, of several one is enough."""
    if isinstance(value, bool):
        value = YES_NO[value]
    chosen = value if isinstance(value, tuple) else (value,)
    return value is None or any(each in among for each in chosen)


def figure_on(catalog: Catalog, bound: str, as_of: str, key: str = "") -> Decimal | None:
    """A bound as a number on an ISO date: itself, or its parameter's figure (under `key` in a table); None before any.

    An unknown date (empty text) takes the latest figure.
    """
    if not bound or not bound[0].isalpha():
        return Decimal(bound) if bound else None
    value = value_on(catalog.parameters[bound], as_of)
    if value is None:
        return None
    figure = value.figures.get(key) if value.figures else value.figure
    return Decimal(figure) if isinstance(figure, str) and figure else None


def value_on(parameter: Parameter, as_of: str) -> ParameterValue | None:
    """A parameter's value on an ISO date: the last one that begins on it or before."""
    found = [value for value in parameter.values if not as_of or value.from_ <= as_of]
    return found[-1] if found else None
