"""The levels above the schools of a summary: their catalogs, and their own workbooks among those of the schools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.store import stored_catalog
from schoolstd.cli.options import ENTITIES
from schoolstd.district.offices import judged_offices
from schoolstd.district.summary import Failure
from schoolstd.errors import InputError, UsageError
from schoolstd.pipeline.schools import Named, content_of
from schoolstd.workbook.reader import read_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schoolstd.catalog.model import Catalog
    from schoolstd.district.summary import Gathered
    from schoolstd.evidence.model import Evidence
    from schoolstd.pipeline.schools import Job, OfficeFile


def levels_above(catalog: Catalog, indicators: str) -> tuple[Catalog, ...]:
    """The catalogs of the levels above a school's or a district's, the nearest first; none where there are none."""
    found = []
    for entity in ENTITIES[ENTITIES.index(catalog.head.entity) + 1 :]:
        try:
            above = stored_catalog(catalog_folder(entity, indicators))
        except UsageError:
            continue
        if above.head.entity == entity:
            found.append(above)
    return tuple(found)


def read_offices(
    files: Iterable[OfficeFile], paths: Mapping[str, str], job: Job
) -> tuple[list[Evidence], list[Failure]]:
    """What the workbooks of districts and of the city say, each read by its own catalog; and those that have become unusable."""
    catalogs = {level.head.id: level for level in job.levels}
    read, failed = [], []
    for file in sorted(files):
        path = paths[file.file]
        try:
            content = content_of(job, Named(path, file.file))
            read.append(read_content(content, catalogs[file.catalog], file.file, job.limits))
        except InputError as error:
            failed.append(Failure(file.file, error.code, error.values))
    return read, failed


def with_offices(found: Gathered, workbooks: Iterable[Evidence], job: Job) -> Gathered:
    """What came in, with the workbooks of districts and of the city judged by it."""
    return found._replace(offices=judged_offices(workbooks, job.levels, found, job.as_of))
