"""What a command was asked to do, as one value."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from schoolstd.errors import UsageError

FAIL_ON = ("gap", "not_met", "overclaim", "warning", "regression", "never")
ENTITIES = ("school", "district", "city")
LANGS = ("zh", "en")
COLORS = ("auto", "always", "never")
YEARS = range(1950, 2200)
"""The years that a day to judge by may lie in; the calendar has no school years near its ends."""


class CheckOptions(NamedTuple):
    """The options of `check`, as typed; `parsed_*` say what they mean, and raise UsageError when they mean nothing."""

    files: tuple[str, ...]
    catalog: str = ""
    indicators: str = ""
    as_of: str = ""
    format: str = "text"
    output: tuple[str, ...] = ()
    fail_on: str = "gap"
    lang: str = "zh"
    verbose: bool = False
    quiet: bool = False
    color: str = "auto"
    waivers: str = ""
    programme: str = ""
    registry: str = ""
    entity: str = ""
    schools: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    baseline: str = ""
    statistics: bool = False

    def day(self) -> date | None:
        """The as-of date, or None when the workbook's own counts."""
        return as_of_day(self.as_of)


def as_of_day(text: str) -> date | None:
    """The day that `--as-of` says, or None when it says none. Raises UsageError for what is no day to judge by."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text or day.year not in YEARS:
        raise UsageError("bad_as_of", {"found": text})
    return day


def catalog_named(catalog: str, entity: str) -> str:
    """The catalog that a command line names, be it by `--catalog` or `--entity`; a school's is the default one.

    Raises UsageError for an entity that there is not, and for one that contradicts `--catalog`.
    """
    if not entity:
        return catalog
    one_of(entity, ENTITIES, "bad_entity")
    wanted = "" if entity == ENTITIES[0] else entity
    if catalog and wanted != catalog and (wanted or catalog in ENTITIES):
        raise UsageError("entity_and_catalog", {"entity": entity, "catalog": catalog})
    return catalog or wanted


def one_of(value: str, known: tuple[str, ...], code: str) -> str:
    """A value that must be one of some; raises UsageError otherwise."""
    if value not in known:
        raise UsageError(code, {"found": value, "known": "、".join(known)})
    return value
