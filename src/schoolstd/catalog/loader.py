"""A folder of YAML to a Catalog, or every mistake in all of its files at once. Nothing is loaded half."""

from __future__ import annotations

import os
from typing import Any, NamedTuple

from schoolstd.catalog import extend, file_model, links, model
from schoolstd.catalog.find import base_folder, known_bases, yaml_files
from schoolstd.catalog.repeats import idle_changes
from schoolstd.catalog.roll_links import roll_mistakes
from schoolstd.catalog.sections import Item, Sections, read_sections
from schoolstd.catalog.store import compiled_catalog, digest_of, digest_with
from schoolstd.errors import CatalogError
from schoolstd.yamlfile import YamlMistake, plainly

MAX_CHAIN = 8
"""How many catalogs may build on each other."""


class CheckCase(NamedTuple):
    """A case of a check as the file has it, and where: `check` is the check's own id, `given` still plain YAML values."""

    indicator: str
    check: str
    given: dict[str, Any]
    outcome: str
    file: str
    line: int


class LoadedCatalog(NamedTuple):
    """A catalog with what only keepers of the standard need: the cases, and where each entry stands.

    Of an extension, `catalog` is the resolved whole; `cases` and `places` are those of its own files.
    """

    catalog: model.Catalog
    cases: tuple[CheckCase, ...]
    places: dict[str, tuple[str, int]]
    own: tuple[str, ...]


def load_catalog(folder: str, chain: tuple[str, ...] = ()) -> LoadedCatalog:
    """The catalog in a folder and its sub-folders, resolved when it extends another. `chain` holds the folders that are
    being loaded already. Raises CatalogError with every mistake found."""
    if not yaml_files(folder):
        raise CatalogError([YamlMistake(folder, 1, "", "no_yaml_files")])
    sections = read_sections(folder)
    mistakes = list(sections.mistakes)
    head = next((item for item in sections.items if item.section == "catalog"), None)
    base = None
    if head and head.value.extends.id:
        base = _base(folder, head, chain, mistakes)
    merged = _merged(sections, folder, base, mistakes)
    if merged is None:
        raise CatalogError(_ordered(mistakes))
    digest = digest_with(folder, head.value.extends.id, base.digest) if head and base else digest_of(folder)
    catalog = model.Catalog(digest=digest, **merged)
    mistakes += links.mistakes(catalog, sections.items, sections.broken_ids)
    mistakes += idle_changes(sections.items, catalog)
    schools = _schools(folder, head, mistakes) if head and head.value.schools.id and not chain else None
    mistakes += roll_mistakes(catalog, sections.items, schools)
    if mistakes:
        raise CatalogError(_ordered(mistakes))
    return LoadedCatalog(
        extend.amended(catalog), tuple(_cases(sections.items)), _places(sections.items), tuple(_own(sections.items))
    )


def _base(folder: str, head: Item, chain: tuple[str, ...], mistakes: list[YamlMistake]) -> model.Catalog | None:
    """The catalog that another extends, or None when there is none of that id and version: then that is a mistake."""
    wanted = head.value.extends
    place = (*head.path, "extends")
    below = base_folder(folder, wanted.id)
    here = (*chain, os.path.realpath(folder))
    if below is None:
        known = "、".join(known_bases(folder))
        mistakes.append(head.document.mistake(place, "no_base", {"id": wanted.id, "known": known}))
        return None
    if os.path.realpath(below) in here or len(here) > MAX_CHAIN:
        mistakes.append(head.document.mistake(place, "circle", {"id": wanted.id}))
        return None
    base = load_catalog(below, here).catalog
    if base.head.version != wanted.version:
        values = {"id": wanted.id, "wanted": wanted.version, "found": base.head.version}
        mistakes.append(head.document.mistake((*place, "version"), "base_version", values))
    return base


def _schools(folder: str, head: Item, mistakes: list[YamlMistake]) -> model.Catalog | None:
    """The catalog of the workbooks that another sums over, or None when there is none of that id and version, or when it
    is not one of the level below: then that is a mistake."""
    wanted = head.value.schools
    place = (*head.path, "schools")
    below = base_folder(folder, wanted.id)
    if below is None:
        known = "、".join(known_bases(folder))
        mistakes.append(head.document.mistake(place, "no_base", {"id": wanted.id, "known": known}))
        return None
    found = compiled_catalog(digest_of(below)) or load_catalog(below, (os.path.realpath(folder),)).catalog
    if found.head.entity != model.LEVEL_BELOW.get(head.value.entity):
        mistakes.append(head.document.mistake(place, "schools_entity", {"id": wanted.id}))
    elif found.head.version != wanted.version:
        values = {"id": wanted.id, "wanted": wanted.version, "found": found.head.version}
        mistakes.append(head.document.mistake((*place, "version"), "base_version", values))
    return found


def _merged(
    sections: Sections, folder: str, base: model.Catalog | None, mistakes: list[YamlMistake]
) -> dict[str, Any] | None:
    """All sections as dictionaries by id, the base's entries first; None when the head or the calendar is missing.

    Repeated ids, and a head or calendar that is missing or repeated, are mistakes.
    """
    names = (*file_model.SECTIONS, "indicators")
    merged: dict[str, Any] = {name: dict(getattr(base, name)) if base else {} for name in names}
    own: dict[str, model.Indicator] = {}
    single: dict[str, Any] = {"calendar": base.calendar, "privacy": base.privacy} if base else {}
    seen: set[str] = set()
    amendments: list[model.Amendment] = []
    for item in sections.items:
        if item.section in file_model.SINGLE:
            if item.section in seen:
                mistakes.append(item.document.mistake(item.path, "repeated_section", {"section": item.section}))
            seen.add(item.section)
            single[item.section] = item.value
        elif item.section == "changes":
            amendments.append(item.value)
        else:
            known = own if item.section == "indicators" else merged[item.section]
            if item.value.id in known or item.value.id in merged[item.section]:
                mistakes.append(item.document.mistake((*item.path, "id"), "repeated_id", {"id": item.value.id}))
            known[item.value.id] = item.value
    merged["indicators"].update(sorted(own.items(), key=lambda pair: _natural(pair[0])))
    lacking = [section for section in file_model.REQUIRED if section not in single]
    if lacking:
        if not sections.mistakes and not (base is None and single.get("catalog") and single["catalog"].extends.id):
            mistakes += [YamlMistake(folder, 1, each, "section_missing", {"section": each}) for each in lacking]
        return None
    days = single["catalog"].effective
    amendments = [each._replace(effective=extend.both(each.effective, days)) for each in amendments]
    merged |= {"head": single["catalog"], "calendar": single["calendar"]}
    merged["amendments"] = (*(base.amendments if base else ()), *amendments)
    if base:
        merged["unamended"] = base.unamended
        merged["inherited"] = {id_: base.adder(id_) for id_ in base.indicators}
    return {**merged, "privacy": single.get("privacy", model.Privacy())}


def _ordered(mistakes: list[YamlMistake]) -> list[YamlMistake]:
    """Each mistake once, by file, line and field."""
    unique = {(m.file, m.line, m.field, m.code, *m.values.items()): m for m in plainly(mistakes)}
    return sorted(unique.values(), key=lambda mistake: (mistake.file, mistake.line, mistake.field, mistake.code))


def _natural(id_: str) -> tuple[Any, ...]:
    """A sort key by which N9 comes before N10 and B1-02 after B1-01."""
    parts: list[Any] = []
    for part in id_.split("-"):
        letters = part.rstrip("0123456789")
        parts += [letters, int(part[len(letters) :] or 0)]
    return tuple(parts)


def _cases(items: list[Item]) -> list[CheckCase]:
    return [
        CheckCase(item.value.id, check, given, outcome, item.document.file, line)
        for item in items
        for check, given, outcome, line in item.cases
    ]


def _places(items: list[Item]) -> dict[str, tuple[str, int]]:
    """Where each entry stands by its id, and each check by its full one."""
    found = {}
    for item in items:
        if hasattr(item.value, "id"):
            found[item.value.id] = (item.document.file, item.document.line(item.path))
        for number, check in enumerate(item.value.checks if item.section == "indicators" else ()):
            line = item.document.line((*item.path, "checks", number))
            found[f"{item.value.id}.{check.id}"] = (item.document.file, line)
    return found


def _own(items: list[Item]) -> list[str]:
    return [item.value.id for item in items if item.section == "indicators"]
