"""The program for other programs: check a workbook, load a catalog, write a report. What the commands say, as values.

Everything here is also a name of `schoolstd` itself: `from schoolstd import check_file`. Nothing prints, and no settings
of the command are looked at.
"""

from __future__ import annotations

import os
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from schoolstd.assessment.assess import is_gap, tally
from schoolstd.assessment.model import Agreement, Assessment, IndicatorResult, JudgedCheck, Tally, Verdict
from schoolstd.assessment.waivers import waived
from schoolstd.catalog.find import named_folder
from schoolstd.catalog.model import Catalog, Check, Indicator, Source
from schoolstd.catalog.shelf import Shelf
from schoolstd.catalog.store import stored_catalog
from schoolstd.checks.base import CheckResult, Outcome
from schoolstd.errors import CatalogError, InputError, UsageError
from schoolstd.location import Location
from schoolstd.pipeline import assess_named
from schoolstd.problem import Problem, Severity
from schoolstd.reports import FORMATS, Look, Report
from schoolstd.reports import render as rendered
from schoolstd.reports.json_result import assessment_value
from schoolstd.wording import LANGUAGES, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from schoolstd.workbook.reader import Choose

    Path = str | os.PathLike[str]

__all__ = [
    "Agreement",
    "Assessment",
    "Catalog",
    "CatalogError",
    "Check",
    "CheckResult",
    "Indicator",
    "IndicatorResult",
    "InputError",
    "JudgedCheck",
    "Location",
    "Outcome",
    "Problem",
    "Severity",
    "Source",
    "Tally",
    "UsageError",
    "Verdict",
    "check_file",
    "check_files",
    "explain_error",
    "is_gap",
    "load_catalog",
    "render",
    "tally",
    "to_dict",
    "to_json",
]


def load_catalog(id_or_folder: Path = "national") -> Catalog:
    """A catalog: one that came with the program by its id, or the one in a folder.

    Raises UsageError when there is none, CatalogError with every mistake when its files cannot be loaded.
    """
    return stored_catalog(named_folder(os.fspath(id_or_folder)))


def check_file(
    path: Path, catalog: Catalog | Path | None = None, as_of: date | str | None = None, waivers: Path | None = None
) -> Assessment:
    """One workbook judged, as `schoolstd check` judges it.

    `catalog` is a Catalog, an id or a folder; without it the one that the workbook names, else the national one. `as_of` is
    the day to judge by, a date or text like 2026-06-30, without it the workbook's own date. `waivers` is a file of approved
    exceptions.
    Raises InputError when the file cannot be used as a workbook, CatalogError when a catalog or the waivers cannot be loaded,
    UsageError when there is no such catalog, or the day is none.
    """
    result = next(check_files([path], catalog, as_of, waivers))
    if isinstance(result, InputError):
        raise result
    return result


def check_files(
    paths: Iterable[Path],
    catalog: Catalog | Path | None = None,
    as_of: date | str | None = None,
    waivers: Path | None = None,
) -> Iterator[Assessment | InputError]:
    """Many workbooks judged, in the order given and one at a time; one that cannot be used gives its InputError as a value.

    The arguments are those of `check_file`; a waiver may be of any catalog that one of the workbooks is judged by, so that
    with waivers and without a catalog all files are judged before the first result is given. Raises CatalogError and
    UsageError.
    """
    day = as_of.date() if isinstance(as_of, datetime) else _day(as_of) if isinstance(as_of, str) else as_of
    choose, known = _chooser(catalog)
    results = assess_named([os.fspath(path) for path in paths], choose, day)
    if waivers is None:
        yield from results
        return
    from schoolstd.catalog.waiver_file import load_waivers

    done: Iterable[Assessment | InputError] = results
    catalogs: Sequence[Catalog] = () if known is None else (known,)
    if known is None:
        done = list(results)
        judged_by = (each.catalog for each in done if isinstance(each, Assessment))
        catalogs = list({each.digest: each for each in judged_by}.values())
    found = load_waivers(os.fspath(waivers), *catalogs) if catalogs else ()
    for result in done:
        yield result if isinstance(result, InputError) else waived(result, found, catalogs)


def to_dict(assessment: Assessment, lang: str = "zh") -> dict[str, Any]:
    """A result as the values of its JSON; `result.schema.json` describes them. Raises UsageError for another language."""
    return assessment_value(assessment, _words(assessment, lang))


def to_json(assessment: Assessment, lang: str = "zh") -> str:
    """A result as JSON text, letter for letter what `schoolstd check --format json` prints."""
    return render(assessment, "json", lang).decode()


def render(assessment: Assessment, format: str = "text", lang: str = "zh", width: int = 80) -> bytes:
    """A report in one of the formats of `check`: text in UTF-8, others as their bytes; `width` is that of the text.

    Raises UsageError for another format or language.
    """
    known = [name for name, each in FORMATS.items() if not each.per_file]
    if format not in known:
        raise UsageError("bad_format", {"found": format, "known": "、".join(known)})
    return rendered(format, Report([assessment], [], _words(assessment, lang), Look(width)))


def explain_error(error: InputError | CatalogError | UsageError, lang: str = "zh") -> str:
    """Why something cannot be used, in sentences: one a line, with the file's name where there is one."""
    words = Words(lang if lang in LANGUAGES else "zh")
    if isinstance(error, InputError):
        return f"{error.file}: {words.input_error(error)}"
    if isinstance(error, UsageError):
        return words.usage_error(error)
    lines = []
    for each in error.mistakes:
        field = f"{each.field}: " if each.field else ""
        lines.append(f"{each.file}:{each.line}: {field}{words.mistake(each)}")
    return "\n".join(lines)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError("bad_as_of", {"found": text[:40]}) from None


def _chooser(catalog: Catalog | Path | None) -> tuple[Choose, Catalog | None]:
    """What picks the catalog for a workbook that names one, and the catalog when it is always the same."""
    if catalog is None:
        return Shelf("", "").choose, None
    known = catalog if isinstance(catalog, Catalog) else load_catalog(catalog)
    return (lambda file, named: known), known


def _words(assessment: Assessment, lang: str) -> Words:
    if lang not in LANGUAGES:
        raise UsageError("bad_lang", {"found": lang})
    return Words(lang, assessment.catalog)
