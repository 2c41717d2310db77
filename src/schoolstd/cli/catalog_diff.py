"""`schoolstd indicators diff`: two catalogs, and what the change would do to the schools in a folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from schoolstd.catalog.compare import compare_catalogs
from schoolstd.catalog.find import is_ambiguous, named_folder
from schoolstd.catalog.store import stored_catalog
from schoolstd.cli.catalogs import FORMATS, print_json, print_page
from schoolstd.cli.finish import OK, UNUSABLE, explain_error, say
from schoolstd.cli.options import ENTITIES, LANGS, one_of
from schoolstd.errors import InputError, UsageError
from schoolstd.pipeline import assess_files, workbooks_in
from schoolstd.reports.catalog_diff_page import SchoolChange, catalog_diff_page, catalog_diff_value
from schoolstd.wording import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.assessment.model import Assessment
    from schoolstd.catalog.model import Catalog


def diff_catalogs(old: str, new: str, on: str, format_: str, lang: str) -> int:
    """Print how two catalogs differ, and with `on` whose verdicts change; 2 when a workbook cannot be used."""
    one_of(format_, FORMATS, "bad_format")
    one_of(lang, LANGS, "bad_lang")
    before, after = stored_catalog(named_folder(old)), stored_catalog(named_folder(new))
    words = Words(lang, after)
    for name in dict.fromkeys((old, new)):
        if is_ambiguous(name):
            say(words.label("catalog_ambiguous", name=name))
    failed: list[InputError] = []
    schools = list(_schools(on, before, after, words, failed)) if on else None
    diff = compare_catalogs(before, after)
    if format_ == "json":
        print_json(catalog_diff_value(before, after, diff, schools))
    else:
        print_page(catalog_diff_page(before, after, diff, schools, words))
    for error in failed:
        explain_error(error, words)
    return UNUSABLE if failed else OK


def _schools(folder: str, old: Catalog, new: Catalog, words: Words, failed: list[InputError]) -> Iterator[SchoolChange]:
    """Every workbook judged by both catalogs on its own date; those that cannot be used go to `failed`."""
    if not os.path.isdir(folder):
        raise UsageError("no_workbook_folder", {"folder": folder})
    files = workbooks_in((folder,), none_is_fine=True)
    if not files:
        raise UsageError("no_workbooks_in", {"folder": folder})
    pairs = zip(assess_files(files, old, None), assess_files(files, new, None), strict=True)
    for before, after in pairs:
        if isinstance(before, InputError):
            failed.append(before)
        elif isinstance(after, InputError):
            failed.append(after)
        elif new.head.entity == ENTITIES[0] and after.evidence.catalog in ENTITIES[1:]:
            continue  # an office's own workbook is no school
        else:
            yield _school(before, after, words)


def _school(before: Assessment, after: Assessment, words: Words) -> SchoolChange:
    """The verdicts that differ, in the order of the new catalog, then those that only the old one has."""
    was = {result.indicator.id: result for result in before.indicators}
    is_ = {result.indicator.id: result for result in after.indicators}
    verdicts = []
    for id_ in dict.fromkeys((*is_, *was)):
        old = str(was[id_].verdict) if id_ in was else ""
        new = str(is_[id_].verdict) if id_ in is_ else ""
        if old != new:
            verdicts.append((id_, words.name((is_.get(id_) or was[id_]).indicator), old, new))
    return SchoolChange(after.evidence.file, after.evidence.text("name"), tuple(verdicts))
