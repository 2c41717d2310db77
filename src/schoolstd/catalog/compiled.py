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
    model.Catalog, model.Head, model.Change, model.Effective, model.Condition, model.Source, model.Metric,
    model.RowType, model.Unit, model.ProfileField, model.ParameterValue, model.Parameter, model.Term, model.Calendar,
    model.Duty, model.Task, model.Check, model.Indicator, Addend, Sum, *KINDS.values(),
)  # fmt: skip
_NUMBERS = {cls: number for number, cls in enumerate(CLASSES, start=1)}


def encode(value: Any) -> Any:
    """JSON values for a catalog value: a list headed by its class's number, 0 for a plain tuple."""
    if isinstance(value, tuple):
        return [_NUMBERS.get(type(value), 0), *(encode(item) for item in value)]
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    return value


def decode(value: Any) -> Any:
    """The catalog value that `encode` made JSON of. Raises IndexError, TypeError or AttributeError on anything else."""
    if type(value) is list:
        items = [item if type(item) is str else decode(item) for item in value[1:]]
        return CLASSES[value[0] - 1](*items) if value[0] else tuple(items)
    if type(value) is dict:
        return {key: decode(item) for key, item in value.items()}
    return value


def shape() -> str:
    """The names and fields of all classes: part of a compiled catalog's name, so that an old shape is never read."""
    return ";".join(f"{cls.__name__}:{','.join(getattr(cls, '_fields', ()))}" for cls in CLASSES)
