"""Two catalogs side by side, entry by entry and field by field. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from schoolstd.checks import KIND_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.catalog.model import Catalog

SECTIONS = (
    "indicators",
    "checks",
    "parameters",
    "metrics",
    "document_types",
    "event_types",
    "case_types",
    "profile",
    "stages",
    "duties",
    "tasks",
    "sources",
    "units",
    "bodies",
)
"""What is compared, in the order of the report. Checks go by their full ids, apart from their indicators."""


class FieldChange(NamedTuple):
    """A field by its dotted path in the YAML, old and new; empty where one of the two has no such field."""

    field: str
    old: str
    new: str


class EntryChange(NamedTuple):
    """An entry that differs. `op` is added, removed, withdrawn or changed; `title` and `reason` in both languages."""

    section: str
    op: str
    id: str
    title: str
    title_en: str
    fields: tuple[FieldChange, ...] = ()
    reason: str = ""
    reason_en: str = ""


class CatalogDiff(NamedTuple):
    """Everything that differs, in the order of SECTIONS; `head` holds the changes of the catalog's own fields."""

    head: tuple[FieldChange, ...]
    entries: tuple[EntryChange, ...]

    def of(self, section: str, op: str) -> tuple[EntryChange, ...]:
        """The changes of one section by one operation."""
        return tuple(each for each in self.entries if each.section == section and each.op == op)


def compare_catalogs(old: Catalog, new: Catalog) -> CatalogDiff:
    """What is added, removed, withdrawn and changed from one resolved catalog to another.

    The checks of an indicator that is added or removed as a whole are not listed again.
    """
    head = tuple(field_changes(old.head, new.head))
    calendar = tuple(field_changes(old.calendar, new.calendar, "calendar"))
    entries = [change for section in SECTIONS for change in _section(section, old, new)]
    return CatalogDiff((*head, *calendar), tuple(entries))


def field_changes(old: Any, new: Any, path: str = "") -> Iterator[FieldChange]:
    """The fields in which two values differ, the old one's first."""
    before, after = dict(_flat(old, path)), dict(_flat(new, path))
    for field in dict.fromkeys((*before, *after)):
        if before.get(field, "") != after.get(field, ""):
            yield FieldChange(field, before.get(field, ""), after.get(field, ""))


def _section(section: str, old: Catalog, new: Catalog) -> Iterator[EntryChange]:
    before, after = _entries(old, section), _entries(new, section)
    for id_, entry in after.items():
        if id_ not in before:
            if section != "checks" or id_.rpartition(".")[0] in old.indicators:
                yield _change(section, "added", id_, entry)
            continue
        was = before[id_]
        if getattr(entry, "withdrawn", "") and not was.withdrawn:
            yield _change(section, "withdrawn", id_, entry)._replace(
                reason=entry.withdrawn, reason_en=entry.withdrawn_en
            )
        elif fields := tuple(field_changes(_own(was), _own(entry))):
            yield _change(section, "changed", id_, entry, fields)
    for id_, entry in before.items():
        if id_ not in after and (section != "checks" or id_.rpartition(".")[0] in new.indicators):
            yield _change(section, "removed", id_, entry)


def _entries(catalog: Catalog, section: str) -> dict[str, Any]:
    if section == "checks":
        return {f"{indicator.id}.{check.id}": check for indicator, check in catalog.checks()}
    found: dict[str, Any] = getattr(catalog, section)
    return found


def _own(entry: Any) -> Any:
    """An indicator without its checks, which are compared for themselves."""
    return entry._replace(checks=()) if hasattr(entry, "checks") else entry


def _change(section: str, op: str, id_: str, entry: Any, fields: tuple[FieldChange, ...] = ()) -> EntryChange:
    title_en = getattr(entry, "title_en", "")
    return EntryChange(section, op, id_, getattr(entry, "title", ""), title_en, fields)


def _flat(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """(dotted path, text) of every field below a value that is not empty; lists of texts are one field."""
    if type(value) in KIND_NAMES:
        yield _below(path, "kind"), KIND_NAMES[type(value)]
    if hasattr(value, "_fields"):
        for name, each in zip(value._fields, value, strict=True):
            yield from _flat(each, path if name == "rule" else _below(path, name.rstrip("_")))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _flat(each, _below(path, str(key)))
    elif isinstance(value, tuple):
        if all(isinstance(each, str) for each in value):
            if value:
                yield path, "、".join(value)
        else:
            for number, each in enumerate(value):
                yield from _flat(each, f"{path}[{number}]")
    elif isinstance(value, bool):
        if value:
            yield path, "true"
    elif value not in ("", None):
        yield path, str(value)


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
