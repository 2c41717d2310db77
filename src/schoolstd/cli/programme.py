"""What commands that were given a programme share: its rules, its register, and the standing of every workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.store import stored_catalog
from schoolstd.cli.options import ENTITIES
from schoolstd.cli.waivers import WaiverFile
from schoolstd.errors import InputError, UsageError
from schoolstd.pipeline import read_files
from schoolstd.programme.loader import load_programme, programme_path
from schoolstd.programme.registry import read_register
from schoolstd.programme.standing import Rules, standing, with_problems
from schoolstd.reports import Standings
from schoolstd.wording.programme import ProgrammeWords

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from schoolstd.catalog.model import Catalog, Waiver
    from schoolstd.programme.register import Register
    from schoolstd.programme.standing import Standing


def rules_of(programme: str, indicators: str) -> Rules:
    """A programme, by its id or its file, with the catalogs it judges by. Raises UsageError and CatalogError."""
    found = load_programme(programme_path(programme, indicators))
    return Rules(
        found,
        _catalog(found.base, found.id, indicators),
        {honour.catalog: _catalog(honour.catalog, found.id, indicators) for honour in found.honours},
    )


def register_of(path: str, rules: Rules) -> Register | None:
    """The register in a file, or None when no file is named. Raises InputError when it cannot be used."""
    return read_register(path, rules.programme, rules.base.refusals.values()) if path else None


def standings_of(
    files: Sequence[str], rules: Rules, register: Register | None, as_of: date | None, waivers: Sequence[Waiver] = ()
) -> Iterator[Standing | InputError]:
    """The standing of every workbook's school, or why its file cannot be used. The workbook of a district or the city itself has
    none."""
    for result in read_files(files, rules.reading):
        if not isinstance(result, InputError) and result.catalog in ENTITIES[1:]:
            continue
        yield result if isinstance(result, InputError) else standing(result, rules, register, as_of, waivers=waivers)


def standings_for_report(
    files: Sequence[str],
    programme: str,
    registry: str,
    indicators: str,
    as_of: date | None,
    lang: str,
    waivers: str = "",
) -> Standings:
    """What a gap report tells of a programme, by the file's name; files that cannot be used are told elsewhere."""
    rules = rules_of(programme, indicators)
    told = WaiverFile(waivers).of(rules.catalogs)
    register = register_of(registry, rules)
    results = standings_of(files, rules, register, as_of, told)
    return Standings(
        {each.file: with_problems(each, register) for each in results if not isinstance(each, InputError)},
        ProgrammeWords(rules.programme, rules.catalogs, lang),
    )


def _catalog(wanted: str, programme: str, indicators: str) -> Catalog:
    catalog = stored_catalog(catalog_folder(wanted, indicators))
    if catalog.head.id != wanted:
        raise UsageError("programme_catalog", {"programme": programme, "wanted": wanted, "found": catalog.head.id})
    return catalog
