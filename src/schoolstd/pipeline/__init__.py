"""Workbook files to results, in the order given; a file that cannot be used is one result among the others."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from schoolstd.assessment.assess import assess
from schoolstd.errors import InputError, UsageError
from schoolstd.filename import readable
from schoolstd.wholefile import MARK
from schoolstd.workbook.reader import read_named, read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from schoolstd.assessment.model import Assessment
    from schoolstd.catalog.model import Catalog
    from schoolstd.evidence.model import Evidence
    from schoolstd.workbook.reader import Choose

    Prepare = Callable[[Evidence, Catalog], Evidence]

WORKBOOKS = (".xlsx", ".xlsm", ".ods", ".xls", ".et", ".xlsb")
"""What is taken for a workbook in a folder. The last three cannot be read, and are said to be so rather than passed over."""


def assess_named(
    paths: Sequence[str], choose: Choose, as_of: date | None, prepare: Prepare | None = None
) -> Iterator[Assessment | InputError]:
    """As `assess_files`, each workbook by the catalog that it names. `prepare` may add to the evidence of a workbook before
    it is judged, or raise InputError."""
    for path, name in zip(paths, display_names(paths), strict=True):
        try:
            evidence, catalog = read_named(path, choose, name)
            if prepare:
                evidence = prepare(evidence, catalog)
            yield assess(evidence, catalog, as_of)
        except InputError as error:
            yield error


def assess_files(paths: Sequence[str], catalog: Catalog, as_of: date | None) -> Iterator[Assessment | InputError]:
    """An Assessment for every workbook, or the InputError that says why there is none. Raises nothing for bad files."""
    for evidence in read_files(paths, catalog):
        yield evidence if isinstance(evidence, InputError) else assess(evidence, catalog, as_of)


def read_files(paths: Sequence[str], catalog: Catalog) -> Iterator[Evidence | InputError]:
    """The evidence of every workbook, as far as the catalog knows it, or the InputError that says why there is none."""
    for path, name in zip(paths, display_names(paths), strict=True):
        try:
            yield read_workbook(path, catalog, name)
        except InputError as error:
            yield error


def display_names(paths: Sequence[str]) -> list[str]:
    """How messages call each file: its bare name, or the path as given where two files share one."""
    bare = [readable(os.path.basename(path) or path) for path in paths]
    return [name if bare.count(name) == 1 else readable(path) for name, path in zip(bare, paths, strict=True)]


def is_workbook(name: str) -> bool:
    """Whether a bare name in a folder is a workbook's: not hidden, and not what is left beside an open one."""
    return name.lower().endswith(WORKBOOKS) and not name.startswith((".", "~$"))


def files_below(path: str) -> Iterator[str]:
    """The files below a folder, in a fixed order; none of a hidden folder, nor of one that this program wrote."""
    for folder, below, names in os.walk(path):
        below[:] = sorted(name for name in below if not name.startswith(".") and MARK not in names)
        if MARK not in names:
            yield from (os.path.join(folder, name) for name in sorted(names))


def workbooks_in(paths: Iterable[str], apart: Iterable[str] = (), none_is_fine: bool = False) -> list[str]:
    """The files named, and the workbooks below the folders named, in a fixed order. Hidden ones are not taken, nor what a
    spreadsheet program leaves beside an open file, those of `apart`, and what is in a folder that this program wrote.
    Raises UsageError when there are none, unless `none_is_fine`."""
    others = {os.path.realpath(path) for path in apart if path}
    found: list[str] = []
    for path in paths:
        if os.path.isdir(path):
            found += [file for file in files_below(path) if is_workbook(os.path.basename(file))]
        else:
            found.append(path)
    unique = {os.path.realpath(path): path for path in reversed(found) if os.path.realpath(path) not in others}
    if not unique and not none_is_fine:
        raise UsageError("no_workbooks")
    return list(reversed(unique.values()))
