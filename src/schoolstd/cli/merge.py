"""`schoolstd merge`: summaries that districts sent to one, without their workbooks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from schoolstd.boundedfile import read_bounded, unread
from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.store import stored_catalog
from schoolstd.cli.programme import rules_of
from schoolstd.cli.summary import Ground, Shown, refuse_unknown, report
from schoolstd.district.summary import Gathered, merged
from schoolstd.errors import InputError, UsageError
from schoolstd.pipeline.schools import Job
from schoolstd.reports.district_json import gathered_from

if TYPE_CHECKING:
    from schoolstd.programme.standing import Rules

MAX_BYTES = 500_000_000


class MergeOptions(NamedTuple):
    """The options of `merge`, as typed."""

    files: tuple[str, ...]
    shown: Shown
    indicators: str = ""


def merge(options: MergeOptions) -> int:
    """Read all results, put them together, print and write the summary; the exit code is that of `district`.

    Raises InputError for a file that is no result, or one that was judged by another catalog, programme or day.
    """
    refuse_unknown(options.shown)
    found = Gathered()
    first: tuple[str, dict[str, Any]] | None = None
    seen: dict[str, str] = {}
    for file in options.files:
        if (real := os.path.realpath(file)) in seen:
            raise UsageError("same_file_twice", {"path": file})
        seen[real] = file
        head, part = gathered_from(_content(file), os.path.basename(file))
        if first is None:
            first = (os.path.basename(file), head)
        elif head != first[1]:
            differing = next(key for key in head if head[key] != first[1][key])
            raise InputError(os.path.basename(file), f"summary_other_{differing}", {"other": first[0]})
        found = merged(found, part)
    if first is None:
        raise UsageError("no_files")
    ground = _ground(first[1], first[0], options.indicators)
    as_of = str(first[1]["as_of"] or "")
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
    return Ground(Job(catalog, catalog, None, rules), rules, None)
