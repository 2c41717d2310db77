"""`schoolstd indicators coverage`: which sentence of which regulation is carried by what."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from schoolstd.catalog.coverage import Coverage, Standard, coverage
from schoolstd.catalog.find import HEAD, base_folder, catalog_folder, indicators_root
from schoolstd.catalog.model import Head, Source
from schoolstd.catalog.sections import read_sections
from schoolstd.cli.catalogs import FORMATS, print_json, print_page
from schoolstd.cli.finish import GAPS, OK
from schoolstd.cli.options import LANGS, one_of
from schoolstd.errors import CatalogError
from schoolstd.programme.steps import steps
from schoolstd.reports.coverage_page import coverage_page, coverage_value
from schoolstd.wording import Words
from schoolstd.yamlfile import YamlMistake, load_yaml

PROGRAMMES = "programmes"


def show_coverage(catalog: str, folder: str, format_: str, lang: str, quiet: bool = False) -> int:
    """Print the coverage of one catalog, or of all; 1 when a sentence is neither carried nor explained, or names differ."""
    one_of(format_, FORMATS, "bad_format")
    one_of(lang, LANGS, "bad_lang")
    found, sources = read_coverage(catalog, folder)
    if quiet:
        return GAPS if found.faults else OK
    if format_ == "json":
        print_json(coverage_value(found))
    else:
        print_page(coverage_page(found, sources, Words(lang)))
    return GAPS if found.faults else OK


def read_coverage(catalog: str, folder: str) -> tuple[Coverage, dict[str, Source]]:
    """The coverage of the catalogs named, and all sources by id. Clauses are carried by their own catalog, statements by
    any that stands beside it, so the others are read only for those. Only the form of the files is looked at, not references:
    those are for lint. Raises CatalogError and UsageError."""
    root = folder or indicators_root()
    beside = _catalogs_in(root)
    targets = [catalog_folder(catalog, folder)] if catalog or not beside else beside
    read = _read(targets)
    named: dict[str, tuple[str, ...] | None] = {}
    if any(standard.statements for standard in read.values()):
        read = _read(beside, read)
        named = _steps(root if beside else os.path.dirname(os.path.abspath(root)))
    sources = {source.id: source for standard in read.values() for source in standard.sources}
    return coverage([read[os.path.realpath(each)] for each in targets], read.values(), named), sources


def _catalogs_in(root: str) -> list[str]:
    """The catalogs in a folder, in order of their names; none when it is itself a catalog or no folder."""
    if not os.path.isdir(root) or os.path.isfile(os.path.join(root, HEAD)):
        return []
    names = sorted(os.listdir(root), key=lambda name: (name != "national", name))
    return [os.path.join(root, name) for name in names if os.path.isfile(os.path.join(root, name, HEAD))]


def _read(folders: list[str], known: dict[str, Standard] | None = None) -> dict[str, Standard]:
    """The entries of some folders, and of the catalogs that they extend, by real path, after those that are known."""
    found = dict(known or {})
    pending = list(folders)
    while pending:
        folder = pending.pop(0)
        path = os.path.realpath(folder)
        if path not in found:
            found[path] = _standard(folder)
            extended = found[path].head.extends.id
            below = base_folder(folder, extended) if extended else None
            pending += [below] if below else []
    return found


def _standard(folder: str) -> Standard:
    """A catalog's own entries. Raises CatalogError when they cannot be read, or there is no head."""
    sections = read_sections(folder)
    by_section: dict[str, list[Any]] = {"catalog": [], "indicators": [], "statements": [], "sources": []}
    for item in sections.items:
        by_section.get(item.section, []).append(item.value)
    mistakes = list(sections.mistakes)
    heads: list[Head] = by_section["catalog"]
    if not heads and not mistakes:
        mistakes.append(YamlMistake(folder, 1, "catalog", "section_missing", {"section": "catalog"}))
    if mistakes:
        raise CatalogError(mistakes)
    return Standard(
        heads[0], tuple(by_section["indicators"]), tuple(by_section["statements"]), tuple(by_section["sources"])
    )


def _steps(root: str) -> dict[str, tuple[str, ...] | None]:
    """The named parts of every programme beside the catalogs. Raises CatalogError for a file that is no YAML."""
    folder = Path(root) / PROGRAMMES
    found: dict[str, tuple[str, ...] | None] = {}
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        document = load_yaml(path, str(path))
        if document.mistakes:
            raise CatalogError(document.mistakes, "programme")
        programme = document.value.get("programme") if isinstance(document.value, dict) else None
        found.update(steps(programme) if isinstance(programme, dict) else {})
    return found
