"""Workbooks of many schools to records, each read once and alone: a bad file, or one that kills its process, is one failure."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.assessment.assess import assess
from schoolstd.assessment.rollup import given
from schoolstd.assessment.waivers import waived
from schoolstd.district.record import Record, record_of
from schoolstd.district.record_values import DAMAGED, record_from, record_value
from schoolstd.district.summary import Failure
from schoolstd.errors import InputError
from schoolstd.pipeline.cache import Cache
from schoolstd.pipeline.remote import bytes_at, is_url
from schoolstd.programme.standing import Rules, base_assessment, standing
from schoolstd.workbook.container import bytes_of
from schoolstd.workbook.limits import DEFAULT, Limits
from schoolstd.workbook.reader import read_content

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from schoolstd.assessment.model import Assessment
    from schoolstd.catalog.model import Catalog, Waiver
    from schoolstd.programme.register import Register


class Named(NamedTuple):
    """A workbook to be read: where it is, and how messages call it."""

    path: str
    name: str


class Job(NamedTuple):
    """How every workbook of a run is judged: by which catalog, on which day (None: its own), under which programme, and in
    which cache the result is looked for first (empty: in none). A programme allocates on one day for all: without a day
    nothing is said of it. `levels` are the catalogs of those above the schools, the nearest first: a workbook that names one
    of them is no school's, and the nearest says which figures a school gives to it. `limits` are how much a workbook may hold."""

    catalog: Catalog
    reading: Catalog
    as_of: date | None = None
    rules: Rules | None = None
    register: Register | None = None
    waivers: tuple[Waiver, ...] = ()
    context: str = ""
    cache: str = ""
    levels: tuple[Catalog, ...] = ()
    limits: Limits = DEFAULT


class OfficeFile(NamedTuple):
    """A workbook of a district or of the city itself, to be judged when the schools are; `catalog` is what it names."""

    file: str
    catalog: str


Result = Record | Failure | OfficeFile


def judged(job: Job, files: Sequence[Named]) -> list[Result]:
    """The result of every file, in their order. Raises nothing for bad files."""
    cache = Cache(job.context, job.cache) if job.context else None
    return [_judged(job, file, cache) for file in files]


def _judged(job: Job, file: Named, cache: Cache | None) -> Result:
    try:
        content = content_of(job, file)
        digest = sha256(content).hexdigest() if cache else ""
        if cache and (known := _known(cache.get(digest), file.name)):
            return known
        try:
            found: Result = _result(job, content, file.name)
        except InputError as error:
            found = Failure(file.name, error.code, error.values)
    except InputError as error:  # nothing could be read: that is not remembered
        return Failure(file.name, error.code, error.values)
    if cache:
        cache.put(digest, _kept(found))
    return found


def _kept(result: Result) -> dict[str, object]:
    """A result as the cache keeps it."""
    if isinstance(result, Record):
        return record_value(result, True)
    return {"office": result.catalog} if isinstance(result, OfficeFile) else {"failure": [result.code, result.values]}


def content_of(job: Job, file: Named) -> bytes:
    """A workbook's bytes, wherever it is. Raises InputError when it cannot be read or is too large."""
    if is_url(file.path):
        return bytes_at(file.path, file.name, job.limits)
    return bytes_of(file.path, file.name, job.limits)


def _known(value: object, name: str) -> Result | None:
    """A result from the cache, under the name that its file has now."""
    if not isinstance(value, dict):
        return None
    try:
        if "failure" in value:
            code, values = value["failure"]
            return Failure(name, str(code), dict(values))
        if "office" in value:
            return OfficeFile(name, str(value["office"]))
        return record_from(value)._replace(file=name)
    except DAMAGED:
        return None


def _result(job: Job, content: bytes, name: str) -> Record | OfficeFile:
    evidence = read_content(content, job.reading, name, job.limits)
    if any(evidence.catalog == level.head.id for level in job.levels):
        return OfficeFile(name, evidence.catalog)
    rules = job.rules
    if rules and rules.base.digest == job.catalog.digest:
        assessment = base_assessment(evidence, rules, job.as_of)
    else:
        assessment = assess(evidence, job.catalog, job.as_of)
    found = (
        standing(evidence, rules, job.register, job.as_of, _base(assessment, rules), job.waivers)
        if rules and job.as_of
        else None
    )
    record = record_of(waived(assessment, job.waivers) if job.waivers else assessment, found)
    if not job.levels:
        return record
    return record._replace(given=given(job.levels[0], evidence, job.reading, assessment.as_of))


def _base(assessment: Assessment, rules: Rules) -> Assessment | None:
    """The assessment that standing rests on, when it has been made already."""
    return assessment if assessment.catalog.digest == rules.base.digest else None
