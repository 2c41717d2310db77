"""Results set apart by district on the disk, and each district worked out alone: no process holds more than one district.

Results come in one by one and are put by; a district's are then given to whoever does the work. What comes back of each are
files to be written, rows for the tables of the whole, and its totals.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.district.likeness import likenesses
from schoolstd.district.offices import judged_offices
from schoolstd.district.programmed import told_problems
from schoolstd.district.record_values import record_from, record_value
from schoolstd.district.summary import Failure, gathered, summarize
from schoolstd.district.totals import totals_of
from schoolstd.district.visits import visit_plan
from schoolstd.district.waivers import told_waivers
from schoolstd.reports.district_report import SUFFIXES, DistrictReport, render
from schoolstd.reports.overview import csv_rows
from schoolstd.reports.school_table import school_rows
from schoolstd.wording import Words
from schoolstd.wording.district import DistrictWords

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from schoolstd.catalog.model import Catalog, Waiver
    from schoolstd.district.offices import Office
    from schoolstd.district.record import Record
    from schoolstd.district.totals import Totals
    from schoolstd.evidence.model import Evidence
    from schoolstd.programme.model import Programme
    from schoolstd.programme.register import School

BATCH = 500
"""Records that are kept back before they are put by."""


class Making(NamedTuple):
    """How every district is worked out: the same for all of them. `formats` are those of its files, `parquet` whether its
    part of the data set is made, `visits` and `per_day` what is asked of its visits. `levels` are the catalogs above the schools',
    `day` the day that all are judged on, and `unusable` the files that are in no sum."""

    catalog: Catalog
    programme: Programme | None
    lang: str
    as_of: str
    registers: tuple[str, ...]
    formats: tuple[str, ...]
    parquet: bool
    visits: int
    per_day: int
    levels: tuple[Catalog, ...] = ()
    day: date | None = None
    unusable: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()


class Made(NamedTuple):
    """What a district gives; `latest` is the last day that a school was judged on, `offices` its own workbook, judged."""

    totals: Totals
    latest: str
    files: tuple[tuple[str, bytes], ...]
    rows: bytes
    dataset: tuple[tuple[str, bytes], ...]
    offices: tuple[Office, ...] = ()


class Spool:
    """Records by district, in files of a folder that nobody else sees; they hold texts of workbooks, and go with the folder."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._kept: dict[str, list[bytes]] = {}
        self._count = 0
        self._places: dict[str, str] = {}

    def put(self, record: Record) -> None:
        """Put a record by."""
        line = json.dumps(record_value(record, True), ensure_ascii=False, separators=(",", ":"))
        district = record.facts.district
        self._places.setdefault(district, os.path.join(self._folder, str(len(self._places))))
        self._kept.setdefault(district, []).append(line.encode("utf-8", "surrogatepass"))
        self._count += 1
        if self._count >= BATCH:
            self._flush()

    def districts(self) -> list[str]:
        """The districts that have given anything, by name."""
        return sorted(self._places)

    def content(self, district: str) -> bytes:
        """What a district has given; empty for one that has given nothing."""
        self._flush()
        if district not in self._places:
            return b""
        with open(self._places[district], "rb") as file:
            return file.read()

    def _flush(self) -> None:
        for district, lines in self._kept.items():
            with open(self._places[district], "ab") as file:
                file.writelines(line + b"\n" for line in lines)
        self._kept, self._count = {}, 0


def made_of(
    making: Making, content: bytes, unreported: tuple[School, ...], workbooks: tuple[Evidence, ...] = ()
) -> Made:
    """A district worked out from what the spool has of it, from its schools in the register, and from its own workbook."""
    records = list(_records(content))
    found = gathered(records, (), unreported)
    unusable = tuple(Failure(file, "") for file in making.unusable)
    offices = judged_offices(workbooks, making.levels, found._replace(failures=unusable), making.day)
    codes = {*(record.facts.code for record in found.records), *(school.code for school in found.unreported)}
    own = [each for each in making.waivers if each.school in codes]
    waivers = told_waivers(own, found.records, found.unreported, making.as_of)
    found = found._replace(offices=offices, waivers=waivers)
    found = found._replace(likenesses=likenesses(found.records), registers=making.registers)
    summary = summarize(found, making.catalog, making.as_of)
    words = DistrictWords(Words(making.lang, making.catalog), making.catalog)
    plan = visit_plan(found, making.catalog, making.visits, making.per_day) if making.visits else None
    report = DistrictReport(summary, words, programme=making.programme, visits=plan, levels=making.levels)
    report = report._replace(problems=told_problems(found, None))
    dataset: tuple[tuple[str, bytes], ...] = ()
    if making.parquet:
        from schoolstd.reports.parquet_set import files_of

        dataset = tuple(files_of(found.records, making.catalog))
    return Made(
        totals_of(summary),
        max((record.as_of for record in found.records), default=""),
        tuple((suffix, render(SUFFIXES[suffix], report)) for suffix in making.formats),
        csv_rows(school_rows(summary, words)),
        dataset,
        offices,
    )


def _records(content: bytes) -> Iterator[Record]:
    for line in content.splitlines():
        yield record_from(json.loads(line.decode("utf-8", "surrogatepass")))
