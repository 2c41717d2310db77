"""`schoolstd district`: a folder of workbooks as schools sent them to one summary; and `merge`: summaries to one."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.cli.finish import GAPS, OK, UNUSABLE, say, write_file
from schoolstd.cli.options import LANGS, as_of_day, one_of
from schoolstd.cli.programme import register_of, rules_of
from schoolstd.cli.terminal import terminal_width, wants_color, write_stdout
from schoolstd.district.likeness import likenesses
from schoolstd.district.programmed import outcome_of
from schoolstd.district.record import Record
from schoolstd.district.summary import Failure, gaps_of, gathered, latest_day, summarize
from schoolstd.errors import UsageError
from schoolstd.pipeline import workbooks_in
from schoolstd.pipeline.cache import Cache, program_mark
from schoolstd.pipeline.pool import judged_by_all
from schoolstd.pipeline.schools import Job, Named
from schoolstd.reports.district_page import Programmed, failure_sentence
from schoolstd.reports.district_report import SUFFIXES, DistrictReport, render, suffix_of
from schoolstd.wording import Words
from schoolstd.wording.district import DistrictWords
from schoolstd.wording.programme import ProgrammeWords

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from schoolstd.catalog.model import Catalog, Waiver
    from schoolstd.district.summary import Gathered
    from schoolstd.pipeline.schools import Result
    from schoolstd.problem import Problem
    from schoolstd.programme.register import Register
    from schoolstd.programme.standing import Rules

FORMATS = ("text", "json")
NO_PROGRAMME = "none"
"""What `--programme` says for a place that has none."""
MANY = 20
"""From this many files on, a progress bar is shown on a terminal."""


class DistrictOptions(NamedTuple):
    """The options of `district`, as typed."""

    paths: tuple[str, ...]
    output: tuple[str, ...] = ()
    registry: str = ""
    programme: str = ""
    catalog: str = ""
    indicators: str = ""
    as_of: str = ""
    waivers: str = ""
    jobs: int = 0
    cache: bool = True
    format: str = "text"
    fail_on: str = "gap"
    lang: str = "zh"
    quiet: bool = False


class Ground(NamedTuple):
    """What the workbooks of a run are judged by."""

    job: Job
    rules: Rules | None
    register: Register | None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the register."""
        return self.register.problems if self.register else ()


def district(options: DistrictOptions) -> int:
    """Judge all workbooks, print the summary, write the outputs; 2 when a file could not be used, 1 when a school has
    gaps, else 0."""
    one_of(options.lang, LANGS, "bad_lang")
    one_of(options.format, FORMATS, "bad_format")
    one_of(options.fail_on, ("gap", "never"), "bad_fail_on")
    for target in options.output:
        suffix_of(target)
    as_of = as_of_day(options.as_of)
    files = _files(options)
    ground = _ground(options, as_of)
    results = list(_shown(judged_by_all(ground.job, files, options.jobs or os.cpu_count() or 1), len(files), options))
    found = _gathered(results, ground.register)
    return report(options, found, ground, {file.name: file.path for file in files})


def report(options: DistrictOptions, found: Gathered, ground: Ground, paths: Mapping[str, str] = {}) -> int:
    """Print and write a summary; the exit code. `paths` says where the workbooks are, by their names."""
    catalog, rules = ground.job.catalog, ground.rules
    summary = summarize(found, catalog, options.as_of or latest_day(found))
    base = Words(options.lang, catalog)
    words = DistrictWords(base, catalog)
    programmed = None
    if rules and options.as_of:
        outcome = outcome_of(found, rules, options.as_of, ground.problems)
        programmed = Programmed(outcome, ProgrammeWords(rules.programme, outcome.catalogs, options.lang))
    whole = DistrictReport(summary, words, programmed, rules.programme if rules else None, paths)
    for target in options.output:
        placed = whole._replace(folder=os.path.dirname(os.path.abspath(target)))
        write_file(target, render(suffix_of(target), placed))
    if not options.quiet:
        content = render(options.format, whole, terminal_width(), wants_color("auto"))
        write_stdout(content, options.format == "text")
    for failure in found.failures:
        say(base.label("error", file=failure.file, sentence=failure_sentence(failure, words)))
    used = len(found.records) + sum(len(each.others) for each in found.doubled)
    count = used + len(found.failures)
    say(base.label("files_done", count=count, done=used, failed=len(found.failures)))
    if found.failures:
        return UNUSABLE
    gaps = any(record.grave or gaps_of(record, catalog) for record in found.records)
    return GAPS if options.fail_on == "gap" and (gaps or found.unreported) else OK


def _files(options: DistrictOptions) -> list[Named]:
    """The workbooks with the names that messages call them by: the path below the folder that was named."""
    apart = (options.registry, *options.output)
    named: dict[str, str] = {}
    for path in options.paths:
        for file in workbooks_in((path,), apart):
            named.setdefault(os.path.realpath(file), file if file == path else os.path.relpath(file, path))
    names = list(named.values())
    return [Named(path, name if names.count(name) == 1 else path) for path, name in named.items()]


def _ground(options: DistrictOptions, as_of: date | None) -> Ground:
    rules = None if options.programme == NO_PROGRAMME else rules_of(options.programme, options.indicators)
    register = None
    if options.registry:
        if rules is None:
            raise UsageError("registry_alone")
        register = register_of(options.registry, rules)
    catalog = _catalog(options, rules)
    reading = max((catalog, rules.reading), key=lambda each: len(each.indicators)) if rules else catalog
    waivers = _waivers(options.waivers, catalog)
    job = Job(catalog, reading, as_of, rules, register, waivers)
    if options.cache:
        job = job._replace(context=_context(job))
        Cache(job.context).tidy()
    return Ground(job, rules, register)


def _catalog(options: DistrictOptions, rules: Rules | None) -> Catalog:
    from schoolstd.catalog.find import catalog_folder
    from schoolstd.catalog.store import stored_catalog

    if rules and not options.catalog:
        return rules.base
    return stored_catalog(catalog_folder(options.catalog, options.indicators))


def _waivers(path: str, catalog: Catalog) -> tuple[Waiver, ...]:
    if not path:
        return ()
    from schoolstd.catalog.waiver_file import load_waivers

    return load_waivers(path, catalog)


def _context(job: Job) -> str:
    """Everything but the workbook that decides a result, as text. Named tuples print their values in a fixed order."""
    rules = job.rules
    parts: list[object] = [program_mark(), job.catalog.digest, job.reading.digest, job.as_of, job.waivers]
    if rules:
        parts += [rules.programme, rules.base.digest, sorted(each.digest for each in rules.honours.values())]
    return "\n".join(map(repr, [*parts, job.register]))


def _gathered(results: Sequence[Result], register: Register | None) -> Gathered:
    records = [each for each in results if isinstance(each, Record)]
    found = gathered(
        records,
        [each for each in results if isinstance(each, Failure)],
        register.schools.values() if register else (),
    )
    return found._replace(likenesses=likenesses(found.records), registers=(register.file,) if register else ())


def _shown(results: Iterator[Result], count: int, options: DistrictOptions) -> Iterable[Result]:
    """The results as they come, with a progress bar on stderr when there are many and a person is looking."""
    if count < MANY or not sys.stderr.isatty() or options.quiet:
        return results
    from rich.console import Console
    from rich.progress import track

    from schoolstd.wording.district import SENTENCES

    label = SENTENCES["reading"][options.lang == "en"]
    return track(results, label, count, console=Console(stderr=True), transient=True)


__all__ = ["SUFFIXES", "DistrictOptions", "Ground", "district", "report"]
