"""`schoolstd district --split district`: a folder with a summary for each district, and the overview of all of them."""

from __future__ import annotations

import os
import re
import tempfile
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.cli.finish import GAPS, OK, UNUSABLE, WRITE_ERRORS, reason, say
from schoolstd.cli.offices import read_offices
from schoolstd.cli.terminal import terminal_width, wants_color, write_stdout
from schoolstd.district.offices import called, judged_offices, name_of, once
from schoolstd.district.programmed import problems_of
from schoolstd.district.record import Record
from schoolstd.district.summary import Failure, Gathered
from schoolstd.errors import InputError, UsageError
from schoolstd.pipeline.schools import OfficeFile
from schoolstd.pipeline.split import Made, Making, Spool, made_of
from schoolstd.problem import Severity
from schoolstd.reports import text
from schoolstd.reports.district_page import COMMON, failure_sentence
from schoolstd.reports.district_report import SUFFIXES
from schoolstd.reports.offices import OfficeWords, office_table
from schoolstd.reports.overview import csv_head, csv_rows, overview_csv, overview_page
from schoolstd.reports.page import Line, Section
from schoolstd.reports.register_problems import count_line, problem_section
from schoolstd.reports.school_table import school_columns
from schoolstd.wholefolder import is_ours, whole_folder, write_below
from schoolstd.wording import Words
from schoolstd.wording.district import DistrictWords
from schoolstd.wording.overview import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from schoolstd.catalog.model import Catalog
    from schoolstd.cli.district import DistrictOptions
    from schoolstd.cli.summary import Ground
    from schoolstd.district.offices import Office
    from schoolstd.district.totals import Totals
    from schoolstd.evidence.model import Evidence
    from schoolstd.pipeline.engine import Engine
    from schoolstd.pipeline.schools import Result
    from schoolstd.problem import Problem
    from schoolstd.programme.register import School
    from schoolstd.reports.page import Page

KIND = "split"
FORMATS = (".xlsx", ".json")
"""What is written of each district: a workbook to read, and the result that can be merged."""
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
LETTERS = 40
"""Letters of a district that name its file; a name has at most 255 bytes."""


def folder_for(options: DistrictOptions) -> str:
    """The folder that a split run writes. Raises UsageError when there is not exactly one, or it may not be written."""
    if options.split != "district" or len(options.output) != 1 or options.output[0].lower().endswith(tuple(SUFFIXES)):
        raise UsageError("split_target")
    if options.dataset:
        raise UsageError("split_dataset")
    if options.format != "text":
        raise UsageError("split_format", {"found": options.format})
    path = os.path.abspath(options.output[0])
    if not is_ours(path, KIND):
        raise UsageError("split_exists", {"path": options.output[0]})
    return path


def split(
    options: DistrictOptions, results: Iterable[Result], ground: Ground, engine: Engine, paths: Mapping[str, str]
) -> int:
    """Write the folder from results as they come; the exit code."""
    path = folder_for(options)
    try:
        with whole_folder(path, KIND) as folder:
            return _write(options, results, ground, engine, paths, folder)
    except OSError as error:
        known = WRITE_ERRORS.get(error.errno or 0)
        values = {} if known else {"reason": reason(error)}
        raise InputError(options.output[0], known or "cannot_write", values) from None


def _write(
    options: DistrictOptions,
    results: Iterable[Result],
    ground: Ground,
    engine: Engine,
    paths: Mapping[str, str],
    folder: Path,
) -> int:
    job = ground.job
    words = DistrictWords(Words(options.lang, job.catalog), job.catalog)
    with tempfile.TemporaryDirectory(prefix="spool-", dir=folder.parent) as private:
        spool = Spool(private)
        came = _put_by(results, spool)
        workbooks, changed = read_offices(came.offices, paths, job)
        failures = sorted([*came.failures, *changed], key=lambda each: (each.file, each.code))
        listed = _listed(ground, came.codes)
        own = _by_name(workbooks, job.levels[:1])
        districts = sorted({*spool.districts(), *listed, *own})
        unusable = (
            *(each.file for each in failures if not ground.register),
            *came.nameless,
            *map(called, listed.get("", ())),
        )
        making = _making(options, ground, unusable)
        tasks = ((spool.content(each), tuple(listed.get(each, ())), tuple(own.get(each, ()))) for each in districts)
        names = tuple(_file_names(districts, said("nowhere", options.lang)))
        done = _write_districts(folder, districts, names, engine.each(made_of, making, tasks), words)
    found = Gathered(failures=tuple(failures), offices=once(done.offices))
    higher = [each for each in workbooks if all(each.catalog != level.head.id for level in job.levels[:1])]
    found = found._replace(offices=judged_offices(higher, job.levels, found, job.as_of, districts))
    more = office_table(OfficeWords(found, job.levels, words))
    told = problems_of(ground.register) if ground.register else ()
    beside = (problem_section(told, words),) if told else ()
    renamed = _renamed(districts, names, options.lang)

    def overview(gaps: int = 0, *own: Section) -> Page:
        page = overview_page(
            done.parts, words, options.as_of, done.latest, len(failures), gaps, more=more, others=len(higher)
        )
        return page._replace(sections=(*page.sections, *own, *beside))

    _write_overview(folder, overview(0, *_renamed_section(renamed, options.lang)), done.parts, failures, words)
    if not options.quiet:
        shown = text.render(overview(COMMON), terminal_width(), wants_color("auto"))
        write_stdout(shown.encode("utf-8", "replace"), True)
    wrong = ground.register.problems if ground.register else ()
    _tell(options, done.parts, failures, wrong, renamed, words)
    if failures:
        return UNUSABLE
    gaps = any(each.severity is Severity.ERROR for each in wrong) or any(
        each.clean < each.schools or each.grave or each.unreported for each in done.parts.values()
    )
    return GAPS if gaps and options.fail_on == "gap" else OK


def _making(options: DistrictOptions, ground: Ground, unusable: tuple[str, ...]) -> Making:
    """How every district is worked out."""
    job = ground.job
    return Making(
        catalog=job.catalog,
        programme=ground.rules.programme if ground.rules else None,
        lang=options.lang,
        as_of=options.as_of,
        registers=(ground.register.file,) if ground.register else (),
        formats=tuple(each for each in FORMATS if each in SUFFIXES),
        parquet=_has_parquet(),
        visits=options.visits,
        per_day=options.per_day,
        levels=job.levels,
        day=job.as_of,
        unusable=unusable,
        waivers=job.waivers,
    )


class _Done(NamedTuple):
    """What the districts came to: their totals by name, their own workbooks, judged, and the last day that a school was
    judged on."""

    parts: dict[str, Totals]
    offices: list[Office]
    latest: str


def _write_districts(
    folder: Path, districts: Sequence[str], names: Sequence[str], each: Iterable[Made], words: DistrictWords
) -> _Done:
    """Write the files of every district under its name as it is worked out, in order, and its rows into the table of all
    schools."""
    lang = words.lang
    parts: dict[str, Totals] = {}
    offices: list[Office] = []
    latest = ""
    with (folder / f"{said('schools', lang)}.csv").open("wb") as schools:
        schools.write(csv_head(school_columns(words)))
        for district, name, made in zip(districts, names, each, strict=True):
            parts[district] = made.totals
            offices += made.offices
            latest = max(latest, made.latest)
            schools.write(made.rows)
            for suffix, content in made.files:
                write_below(folder, f"{said('districts', lang)}/{name}{suffix}", content)
            for below, content in made.dataset:
                write_below(folder, f"{said('data', lang)}/{below}", content)
    return _Done(parts, offices, latest)


def _write_overview(
    folder: Path, page: Page, parts: Mapping[str, Totals], failures: Sequence[Failure], words: DistrictWords
) -> None:
    """Write the overview of all districts, and the list of the files that could not be used."""
    lang = words.lang
    write_below(folder, f"{said('file', lang)}.xlsx", _book(page))
    write_below(folder, f"{said('file', lang)}.csv", overview_csv(parts, words))
    if failures:
        head = csv_head([said("col_file", lang), said("col_problem", lang)])
        rows = csv_rows((each.file, failure_sentence(each, words)) for each in failures)
        write_below(folder, f"{said('unusable', lang)}.csv", head + rows)


def _tell(
    options: DistrictOptions,
    parts: Mapping[str, Totals],
    failures: Sequence[Failure],
    wrong: Sequence[Problem],
    renamed: Sequence[str],
    words: DistrictWords,
) -> None:
    """Say what is wrong with the register and with files, which districts' files are called otherwise, and what has been written."""
    base, lang = words.words, words.lang
    if line := count_line(base, wrong):
        say(line)
    for failure in failures:
        say(base.label("error", file=failure.file, sentence=failure_sentence(failure, words)))
    for line in renamed:
        say(line)
    count = sum(each.schools for each in parts.values())
    say(said("written", lang, path=options.output[0], districts=len(parts), schools=count))


class _Came(NamedTuple):
    """What came in but for the records, which are put by: failures, workbooks of districts and the city, the codes of schools, and
    the files of those that name no district."""

    failures: list[Failure]
    offices: list[OfficeFile]
    codes: set[str]
    nameless: list[str]


def _put_by(results: Iterable[Result], spool: Spool) -> _Came:
    """Put the records by; what else came in."""
    came = _Came([], [], set(), [])
    for each in results:
        if isinstance(each, OfficeFile):
            came.offices.append(each)
        elif not isinstance(each, Record):
            came.failures.append(each)
        elif each.facts.code:
            came.codes.add(each.facts.code)
            spool.put(each)
            came.nameless.extend([each.file] if not each.facts.district else [])
        else:
            came.failures.append(Failure(each.file, "no_school_code"))
    return came


def _by_name(workbooks: Iterable[Evidence], levels: Sequence[Catalog]) -> dict[str, list[Evidence]]:
    """The workbooks of districts, by the name of the district."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    for each in workbooks:
        if any(each.catalog == level.head.id for level in levels):
            found[name_of(each)].append(each)
    return found


def _listed(ground: Ground, codes: set[str]) -> dict[str, list[School]]:
    """The schools of the register that sent nothing, by district."""
    found: dict[str, list[School]] = defaultdict(list)
    for school in ground.register.schools.values() if ground.register else ():
        if school.code not in codes:
            found[school.district].append(school)
    return found


def _file_names(districts: Sequence[str], nowhere: str) -> Iterator[str]:
    """A name for each district's files that every system can have, no two alike."""
    used: set[str] = set()
    for district in districts:
        plain = _FORBIDDEN.sub("_", district).strip(" .")[:LETTERS].encode("utf-8", "replace").decode() or nowhere
        name = plain = f"_{plain}" if _RESERVED.match(plain) else plain
        number = 1
        while name.casefold() in used:
            number += 1
            name = f"{plain} {number}"
        used.add(name.casefold())
        yield name


def _renamed(districts: Sequence[str], names: Sequence[str], lang: str) -> list[str]:
    """A sentence for every district whose files are not called as it is."""
    nowhere = said("nowhere", lang)
    pairs = [(district or nowhere, name) for district, name in zip(districts, names, strict=True)]
    return [
        said("renamed_line", lang, district=district[:60], name=name) for district, name in pairs if district != name
    ]


def _renamed_section(renamed: Sequence[str], lang: str) -> tuple[Section, ...]:
    """The same for the file, where it is looked up later; nothing when all are called as they are."""
    return (Section(said("renamed", lang, count=len(renamed)), tuple(map(Line, renamed))),) if renamed else ()


def _book(page: Page) -> bytes:
    from schoolstd.reports.overview_xlsx import render

    return render(page)


def _has_parquet() -> bool:
    from importlib.util import find_spec

    return find_spec("pyarrow") is not None
