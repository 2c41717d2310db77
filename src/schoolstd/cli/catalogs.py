"""`schoolstd explain` and `schoolstd indicators …`: the catalogs to read, to list and to lint."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from schoolstd.catalog.find import base_folder, catalog_folder, catalog_ids, indicators_root
from schoolstd.catalog.store import stored_catalog
from schoolstd.cli.finish import GAPS, OK
from schoolstd.cli.options import LANGS, one_of
from schoolstd.cli.terminal import terminal_width, wants_color, write_stdout
from schoolstd.errors import CatalogError, UsageError
from schoolstd.reports import text
from schoolstd.reports.catalog_page import catalog_page, catalog_value, indicator_value, pending_page
from schoolstd.reports.explain_page import explain_page, known_ids
from schoolstd.reports.page import Page
from schoolstd.wording import Words

if TYPE_CHECKING:
    from schoolstd.catalog.model import Catalog

FORMATS = ("text", "json")


def explain(id_: str, catalog: str, folder: str, lang: str) -> int:
    """Print what an id means: in a catalog, or in a programme."""
    from schoolstd.programme.loader import programmes_in
    from schoolstd.reports.question_page import question_ids, question_sections

    words, found = _loaded(catalog, folder, lang)
    programmes = programmes_in(folder)
    further = question_sections(id_, programmes, lang)
    try:
        page = explain_page(id_, found, words, further, question_ids(programmes))
    except UsageError as error:
        raise _elsewhere(id_, found, folder) or error from None
    print_page(page)
    return OK


def _elsewhere(id_: str, asked: Catalog, folder: str) -> UsageError | None:
    """That another catalog has an id, and how to ask that one; nothing when none has."""
    root = folder or indicators_root()
    try:
        known = catalog_ids(root)
        having = [
            each for each in known if each != asked.head.id and _has(id_, stored_catalog(catalog_folder(each, root)))
        ]
    except CatalogError:  # of a catalog that was not asked for
        return None
    if not having:
        return None
    return UsageError("id_elsewhere", {"id": id_, "known": "、".join(having), "catalog": having[0]})


def _has(id_: str, catalog: Catalog) -> bool:
    return any(each.lower() == id_.lower() for each in known_ids(catalog))


def list_indicators(catalog: str, folder: str, format_: str, lang: str) -> int:
    """Print every indicator of a catalog."""
    one_of(format_, FORMATS, "bad_format")
    words, found = _loaded(catalog, folder, lang)
    if format_ == "json":
        print_json(catalog_value(found))
    else:
        print_page(catalog_page(found, words))
    return OK


def show_indicator(id_: str, catalog: str, folder: str, format_: str, lang: str) -> int:
    """Print one indicator whole."""
    one_of(format_, FORMATS, "bad_format")
    words, found = _loaded(catalog, folder, lang)
    indicator = found.indicators.get(id_.upper())
    if format_ == "text" or indicator is None:
        print_page(explain_page(id_.upper() if indicator else id_, found, words))
        return OK
    print_json(indicator_value(indicator, found))
    return OK


def show_resolved(catalog: str, folder: str, format_: str, lang: str) -> int:
    """Print a catalog whole, as it is after all amendments, with where each thing comes from."""
    from schoolstd.catalog.origin import origins
    from schoolstd.reports.resolved_page import resolved_page, resolved_value

    one_of(format_, FORMATS, "bad_format")
    one_of(lang, LANGS, "bad_lang")
    place: str | None = catalog_folder(catalog, folder)
    chain: list[Catalog] = []
    while place:
        chain.insert(0, stored_catalog(place))
        extended = chain[0].head.extends.id
        place = base_folder(place, extended) if extended else None
    found = chain[-1]
    if format_ == "json":
        print_json(resolved_value(found, origins(chain)))
    else:
        print_page(resolved_page(found, origins(chain), Words(lang, found)))
    return OK


def lint(catalog: str, folder: str, pending: bool, lang: str, quiet: bool = False) -> int:
    """Load the YAML strictly, run every case, and see that every clause has an indicator; 1 when something is amiss."""
    from schoolstd.assessment.cases import findings
    from schoolstd.catalog.loader import load_catalog

    one_of(lang, LANGS, "bad_lang")
    loaded = load_catalog(catalog_folder(catalog, folder))
    words = Words(lang, loaded.catalog)
    if pending:
        print_page(pending_page(loaded.catalog, words))
        return OK
    found = findings(loaded)
    if quiet:
        return GAPS if found else OK
    for finding in found:
        sys.stdout.write(words.lint_finding(finding) + "\n")
    head = loaded.catalog.head
    if found:
        sys.stdout.write(words.label("lint_failed", count=len(found)) + "\n")
        return GAPS
    sys.stdout.write(
        words.label(
            "lint_ok",
            title=words.name(head),
            id=head.id,
            version=head.version,
            indicators=len(loaded.catalog.indicators),
            checks=sum(1 for _ in loaded.catalog.checks()),
            cases=len(loaded.cases),
            clauses=head.clauses or len(loaded.catalog.indicators),
        )
        + "\n"
    )
    return OK


def schema() -> int:
    """Print the JSON Schema of the indicator files."""
    from schoolstd.catalog.file_model import json_schema

    print_json(json_schema())
    return OK


def _loaded(catalog: str, folder: str, lang: str) -> tuple[Words, Catalog]:
    one_of(lang, LANGS, "bad_lang")
    found = stored_catalog(catalog_folder(catalog, folder))
    return Words(lang, found), found


def print_page(page: Page) -> None:
    """A page on stdout, as wide as the terminal."""
    write_stdout(text.render(page, terminal_width(), wants_color("auto")).encode(errors="replace"))


def print_json(value: object) -> None:
    """JSON values on stdout."""
    write_stdout((json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode(), text=False)
