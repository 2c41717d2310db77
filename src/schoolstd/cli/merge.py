"""`schoolstd merge`: summaries that districts sent to one, without their workbooks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from schoolstd.boundedfile import read_bounded, unread
from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.store import stored_catalog
from schoolstd.cli.finish import UNUSABLE, explain_error
from schoolstd.cli.offices import levels_above
from schoolstd.cli.options import as_of_day
from schoolstd.cli.programme import rules_of
from schoolstd.cli.summary import Ground, Shown, refuse_unknown, report
from schoolstd.cli.targets import refuse_inputs
from schoolstd.district.offices import judged_offices
from schoolstd.district.summary import Failure, Gathered, merged
from schoolstd.errors import InputError, UsageError
from schoolstd.pipeline import display_names, is_workbook
from schoolstd.pipeline.schools import Job
from schoolstd.reports.district_json import gathered_from
from schoolstd.wording import Words
from schoolstd.workbook.reader import read_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schoolstd.catalog.model import Catalog
    from schoolstd.district.offices import Office
    from schoolstd.district.record import Record
    from schoolstd.evidence.model import Evidence
    from schoolstd.programme.standing import Rules

MAX_BYTES = 500_000_000


class MergeOptions(NamedTuple):
    """The options of `merge`, as typed."""

    files: tuple[str, ...]
    shown: Shown
    indicators: str = ""


def merge(options: MergeOptions) -> int:
    """Read all results, put them together, print and write the summary; the exit code is that of `district`. A workbook among
    them is that of the city, or of a district, and is judged with what the results give.

    A file that cannot be used is told as in `district`, and the others are merged without it. Raises InputError when there is
    no other, and when results were judged by another catalog, programme or day: then it is open which of them are meant.
    """
    refuse_unknown(options.shown)
    refuse_inputs(options.shown.output, options.files)
    _refuse_twice(options.files)
    workbooks = [file for file in options.files if is_workbook(os.path.basename(file))]
    results, failed = _results([file for file in options.files if file not in workbooks])
    if not results:
        return _without_any(failed, workbooks, options.shown.lang)
    first, head, found = results[0]
    for name, other, part in results[1:]:
        if other != head:
            differing = next(key for key in head if head[key] != other[key])
            raise InputError(name, f"summary_other_{differing}", {"other": first})
        found = merged(found, part)
    ground = _ground(head, first, options.indicators)
    for name, _, part in results:
        if not fits(part, head["order"], ground):
            raise InputError(name, "damaged_summary")
    as_of = str(head["as_of"] or "")
    if workbooks:
        read: list[Evidence] = []
        for file in workbooks:
            try:
                read.append(_office(file, ground.job.levels))
            except InputError as error:
                failed.append(error)
        found = found._replace(offices=judged_offices(read, ground.job.levels, found, as_of_day(as_of)))
    unused = Gathered(failures=tuple(Failure(error.file, error.code, error.values) for error in failed))
    return report(options.shown._replace(as_of=as_of), _with(found, unused), ground)


def _with(found: Gathered, unused: Gathered) -> Gathered:
    """What came in, and the files that could not be used; the offices stay as they were judged."""
    return merged(found, unused)._replace(offices=found.offices) if unused.failures else found


def _refuse_twice(files: Sequence[str]) -> None:
    seen: set[str] = set()
    for file in files:
        if (real := os.path.realpath(file)) in seen:
            raise UsageError("same_file_twice", {"path": file})
        seen.add(real)


def _results(files: Sequence[str]) -> tuple[list[tuple[str, dict[str, Any], Gathered]], list[InputError]]:
    """Every result with its name and its head, and why the others could not be used."""
    found, failed = [], []
    for file, name in zip(files, display_names(files), strict=True):
        try:
            found.append((name, *gathered_from(_content(file, name), name)))
        except InputError as error:
            failed.append(error)
    return found, failed


def _without_any(failed: Sequence[InputError], workbooks: Sequence[str], lang: str) -> int:
    """Tell why there is nothing to merge. Raises InputError when there is one reason, UsageError for no file at all."""
    reasons = [*failed] or [InputError(os.path.basename(file), "not_a_summary") for file in workbooks[:1]]
    if not reasons:
        raise UsageError("no_files")
    if len(reasons) == 1:
        raise reasons[0]
    words = Words(lang)
    for error in reasons:
        explain_error(error, words)
    return UNUSABLE


def _content(path: str, name: str) -> bytes:
    try:
        content = read_bounded(path, MAX_BYTES)
    except OSError as error:
        raise InputError(name, *unread(error)) from None
    if len(content) > MAX_BYTES:
        raise InputError(name, "too_large", {"limit": f"{MAX_BYTES // 1_000_000} MB"})
    if not content:
        raise InputError(name, "empty")
    return content


def _ground(head: dict[str, Any], file: str, indicators: str) -> Ground:
    """The catalog and the programme that the results were judged by, which must be the ones that are here."""
    rules: Rules | None = None
    catalog = stored_catalog(catalog_folder(str(head["catalog"]["id"]), indicators))
    if catalog.digest != head["catalog"]["digest"]:
        raise InputError(file, "summary_catalog_changed", {"id": str(head["catalog"]["id"])[:40]})
    if head["programme"]:
        rules = rules_of(str(head["programme"]["id"]), indicators)
    levels = levels_above(catalog, indicators)
    if head["levels"] and head["levels"] != [_mark(level) for level in levels]:
        raise InputError(file, "summary_catalog_changed", {"id": head["levels"][0]["id"][:40]})
    return Ground(Job(catalog, catalog, None, rules, levels=levels if head["levels"] else ()), rules, None)


def _office(path: str, levels: Sequence[Catalog]) -> Evidence:
    """What the workbook of an office says. Raises InputError for one of anybody else."""
    known = {level.head.id: level for level in levels}

    def choose(file: str, id_: str) -> Catalog:
        if id_ not in known:
            raise InputError(file, "merge_no_office")
        return known[id_]

    return read_named(path, choose, os.path.basename(path))[0]


def fits(found: Gathered, order: Sequence[str], ground: Ground) -> bool:
    """Whether all that a result tells of is in the catalogs and the programme that it was judged by."""
    catalog, levels, rules = ground.job.catalog, ground.job.levels, ground.rules
    batches = {"", *(batch.id for batch in rules.programme.batches)} if rules else set()
    return (
        list(order) == list(catalog.indicators)
        and all(_checks_fit(record, catalog) for record in found.records)
        and all(own.eligibility.batch in batches for record in found.records if (own := record.programme))
        and all(_office_fits(office, levels) for office in found.offices)
    )


def _checks_fit(record: Record, catalog: Catalog) -> bool:
    """Whether a catalog has the checks that a record tells of."""
    known = {f"{indicator.id}.{check.id}" for indicator, check in catalog.checks()}
    return len(record.verdicts) == len(catalog.indicators) and {*record.open, *record.weak} <= known


def _office_fits(office: Office, levels: Sequence[Catalog]) -> bool:
    """Whether all that an office is said to have is in its catalog."""
    catalog = next((level for level in levels if level.digest == office.digest), None)
    return (
        catalog is not None
        and catalog.head.id == office.catalog
        and _checks_fit(office.record, catalog)
        and all(each.metric in catalog.metrics for each in office.sums)
    )


def _mark(catalog: Catalog) -> dict[str, str]:
    return {"id": catalog.head.id, "version": catalog.head.version, "digest": catalog.digest}
