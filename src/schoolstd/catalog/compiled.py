"""A catalog to JSON and back: what `check` loads instead of YAML, in two milliseconds.

A compiled catalog is named by the digest of the YAML it was made from, so it cannot be stale: change a byte of the
YAML and another name is looked for. JSON rather than a pickle, because a cache folder can be written by others.
"""

from __future__ import annotations

from typing import Any

from schoolstd.catalog import model
from schoolstd.checks import KINDS
from schoolstd.checks.quantity import Addend, Sum

CLASSES: tuple[type, ...] = (
    model.Catalog, model.Head, model.Change, model.Effective, model.Condition, model.Source, model.Metric, model.Count, model.Below,
    model.RowType, model.Unit, model.ProfileField, model.ParameterValue, model.Parameter, model.Term, model.Calendar,
    model.Duty, model.Task, model.Check, model.Indicator, model.Citation, model.Amendment, model.Extends, model.Subordinates,
    model.Statement, model.Refusal, model.Privacy, model.OtherGrades, model.Stage, model.Body, model.Added, Addend, Sum, *KINDS.values(),
)  # fmt: skip
_NUMBERS = {cls: number for number, cls in enumerate(CLASSES, start=2)}


def encode(value: Any) -> Any:
    """JSON values for a catalog value: a list headed by its class's number (1 for a plain tuple), trailing defaults left
    out; the number is negative when the items need no decoding."""
    if isinstance(value, tuple):
        items = [encode(item) for item in _without_trailing_defaults(value)]
        number = _NUMBERS.get(type(value), 1)
        return [-number if all(type(item) in (str, bool) for item in items) else number, *items]
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    return value


def decode(value: Any) -> Any:
    """The catalog value that `encode` made JSON of. Raises IndexError, TypeError or AttributeError on anything else."""
    if type(value) is list:
        number = value[0]
        if number < 0:
            items = value[1:]
            number = -number
        else:
            items = [item if type(item) is str else decode(item) for item in value[1:]]
        return tuple(items) if number == 1 else CLASSES[number - 2](*items)
    if type(value) is dict:
        return {key: decode(item) for key, item in value.items()}
    return value


def _without_trailing_defaults(value: Any) -> list[Any]:
    items = list(value)
    names = getattr(value, "_fields", ())
    defaults = getattr(value, "_field_defaults", {})
    while (
        items
        and len(items) <= len(names)
        and (last := names[len(items) - 1]) in defaults
        and items[-1] == defaults[last]
    ):
        items.pop()
    return items


def shape() -> str:
    """The names, fields and defaults (which are left out) of all classes: part of a compiled catalog's name, so that an
    old shape is never read."""
    return ";".join(
        f"{cls.__name__}:{','.join(getattr(cls, '_fields', ()))}:{getattr(cls, '_field_defaults', {})}"
        for cls in CLASSES
    )
