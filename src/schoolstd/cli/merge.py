"""`schoolstd merge`: summaries that districts sent to one, without their workbooks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from schoolstd.boundedfile import read_bounded, unread
from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.store import stored_catalog
from schoolstd.cli.offices import levels_above
from schoolstd.cli.options import as_of_day
from schoolstd.cli.programme import rules_of
from schoolstd.cli.summary import Ground, Shown, refuse_unknown, report
from schoolstd.cli.targets import refuse_inputs
from schoolstd.district.offices import judged_offices
from schoolstd.district.summary import Gathered, merged
from schoolstd.errors import InputError, UsageError
from schoolstd.pipeline import is_workbook
from schoolstd.pipeline.schools import Job
from schoolstd.reports.district_json import gathered_from
from schoolstd.workbook.reader import read_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schoolstd.catalog.model import Catalog
    from schoolstd.district.offices import Office
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

    Raises InputError for a file that is no result, or one that was judged by another catalog, programme or day.
    """
    refuse_unknown(options.shown)
    refuse_inputs(options.shown.output, options.files)
    found = Gathered()
    first: tuple[str, dict[str, Any]] | None = None
    seen: dict[str, str] = {}
    workbooks: list[str] = []
    for file in options.files:
        if (real := os.path.realpath(file)) in seen:
            raise UsageError("same_file_twice", {"path": file})
        seen[real] = file
        if is_workbook(os.path.basename(file)):
            workbooks.append(file)
            continue
        head, part = gathered_from(_content(file), os.path.basename(file))
        if first is None:
            first = (os.path.basename(file), head)
        elif head != first[1]:
            differing = next(key for key in head if head[key] != first[1][key])
            raise InputError(os.path.basename(file), f"summary_other_{differing}", {"other": first[0]})
        found = merged(found, part)
    if first is None and workbooks:
        raise InputError(os.path.basename(workbooks[0]), "not_a_summary")
    if first is None:
        raise UsageError("no_files")
    ground = _ground(first[1], first[0], options.indicators)
    if not all(_fits(office, ground.job.levels) for office in found.offices):
        raise InputError(first[0], "damaged_summary")
    as_of = str(first[1]["as_of"] or "")
    if workbooks:
        read = [_office(file, ground.job.levels) for file in workbooks]
        found = found._replace(offices=judged_offices(read, ground.job.levels, found, as_of_day(as_of)))
    return report(options.shown._replace(as_of=as_of), found, ground)


def _content(path: str) -> bytes:
    name = os.path.basename(path)
    try:
        content = read_bounded(path, MAX_BYTES)
    except OSError as error:
        raise InputError(name, *unread(error)) from None
    if len(content) > MAX_BYTES:
        raise InputError(name, "too_large", {"limit": f"{MAX_BYTES // 1_000_000} MB"})
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


def _fits(office: Office, levels: Sequence[Catalog]) -> bool:
    """Whether all that an office is said to have is in its catalog."""
    catalog = next((level for level in levels if level.digest == office.digest), None)
    return (
        catalog is not None
        and catalog.head.id == office.catalog
        and len(office.record.verdicts) == len(catalog.indicators)
        and all(each.metric in catalog.metrics for each in office.sums)
    )


def _mark(catalog: Catalog) -> dict[str, str]:
    return {"id": catalog.head.id, "version": catalog.head.version, "digest": catalog.digest}
