"""Workbook files to results, in the order given; a file that cannot be used is one result among the others."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from schoolstd.assessment.assess import assess
from schoolstd.errors import InputError
from schoolstd.workbook.reader import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from schoolstd.assessment.model import Assessment
    from schoolstd.catalog.model import Catalog


def assess_files(paths: Sequence[str], catalog: Catalog, as_of: date | None) -> Iterator[Assessment | InputError]:
    """An Assessment for every workbook, or the InputError that says why there is none. Raises nothing for bad files."""
    names = display_names(paths)
    for path, name in zip(paths, names, strict=True):
        try:
            yield assess(read_workbook(path, catalog, name), catalog, as_of)
        except InputError as error:
            yield error


def display_names(paths: Sequence[str]) -> list[str]:
    """How messages call each file: its bare name, or the path as given where two files share one."""
    bare = [os.path.basename(path) or path for path in paths]
    return [name if bare.count(name) == 1 else path for name, path in zip(bare, paths, strict=True)]
