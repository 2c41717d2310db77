"""`schoolstd district`: a folder of workbooks as schools sent them to one summary; and `merge`: summaries to one."""

from __future__ import annotations

import gc
import os
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.cli.beside import beside_told
from schoolstd.cli.finish import say
from schoolstd.cli.offices import levels_above, read_offices, with_offices
from schoolstd.cli.options import as_of_day
from schoolstd.cli.programme import register_of, rules_of, usual_programme
from schoolstd.cli.progress import followed
from schoolstd.cli.summary import Ground, Shown, refuse_unknown, report
from schoolstd.cli.targets import refuse_inputs
from schoolstd.district.likeness import likenesses
from schoolstd.district.programmed import problems_of
from schoolstd.district.record import Record
from schoolstd.district.summary import Failure, gathered
from schoolstd.district.visits import PER_DAY
from schoolstd.district.waivers import told_waivers
from schoolstd.errors import UsageError
from schoolstd.filename import readable
from schoolstd.pipeline import is_workbook, workbooks_in
from schoolstd.pipeline.cache import Cache, program_mark
from schoolstd.pipeline.engine import LOCAL, checked_engine, engine
from schoolstd.pipeline.remote import is_url, shown, workbooks_at
from schoolstd.pipeline.schools import Job, Named, OfficeFile
from schoolstd.wording import Words
from schoolstd.workbook.limits import in_force

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from schoolstd.catalog.model import Catalog, Waiver
    from schoolstd.district.summary import Gathered
    from schoolstd.pipeline.schools import Result
    from schoolstd.programme.standing import Rules

NO_PROGRAMME = "none"
"""What `--programme` says for a place that has none."""
USUAL_PROGRAMME = "beijing-2018"


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
    visits: int = 0
    per_day: int = PER_DAY
    engine: str = LOCAL
    dataset: str = ""
    split: str = ""

    @property
    def shown(self) -> Shown:
        """How the summary is to be shown and written."""
        output = () if self.split else self.output
        visits = (self.visits, self.per_day)
        return Shown(output, self.as_of, self.format, self.fail_on, self.lang, self.quiet, *visits, self.dataset)


def district(options: DistrictOptions) -> int:
    """Judge all workbooks, print the summary, write the outputs; 2 when a file could not be used, 1 when a school has
    gaps, else 0."""
    refuse_unknown(options.shown)
    refuse_inputs(options.output, (options.registry, options.waivers, *options.paths))
    checked_engine(options.engine)
    if options.split:
        from schoolstd.cli.split import folder_for

        folder_for(options)
    gc.disable()  # nothing circular is made of many records, and looking for it takes half of a run in one process
    with beside_told(options.paths, (options.registry, options.waivers, *options.output), options.lang):
        return _run(options)


def _run(options: DistrictOptions) -> int:
    as_of = as_of_day(options.as_of)
    files = _files(options)
    ground = _ground(options, as_of)
    if not files and not (ground.register and ground.register.schools):
        raise UsageError("no_workbooks")
    with engine(options.engine, options.jobs or os.cpu_count() or 1) as where:
        results = _shown(where.judged(ground.job, files), len(files), options)
        paths = {file.name: file.path for file in files}
        if options.split:
            from schoolstd.cli.split import split

            return split(options, results, ground, where, paths)
        found = _gathered(list(results), ground, paths)
    return report(options.shown, found, ground, paths, _compared)


def _files(options: DistrictOptions) -> list[Named]:
    """The workbooks with the names that messages call them by: the path below the folder that was named."""
    apart = (options.registry, *options.output)
    named: dict[str, str] = {}
    for path in options.paths:
        if is_url(path):
            named |= {url: name for url, name in workbooks_at(path, is_workbook) if url not in named}
            continue
        if not os.path.exists(path):
            raise UsageError("no_folder_there", {"folder": path})
        for file in workbooks_in((path,), apart, none_is_fine=True):
            named.setdefault(os.path.realpath(file), readable(file if file == path else os.path.relpath(file, path)))
    if not named and not options.registry:  # with a register, its schools have not reported
        raise UsageError("no_workbooks")
    names = Counter(named.values())
    return [Named(path, name if names[name] == 1 else readable(shown(path))) for path, name in named.items()]


def _ground(options: DistrictOptions, as_of: date | None) -> Ground:
    programme = options.programme or usual_programme(USUAL_PROGRAMME, options.indicators)
    if not programme and not options.quiet:
        say(Words(options.lang).label("programme_unused", programme=USUAL_PROGRAMME, folder=options.indicators))
    rules = None if programme in ("", NO_PROGRAMME) else rules_of(programme, options.indicators)
    register = None
    if options.registry:
        if rules is None:
            raise UsageError("registry_alone")
        register = register_of(options.registry, rules)
    catalog = _catalog(options, rules)
    reading = max((catalog, rules.reading), key=lambda each: len(each.indicators)) if rules else catalog
    waivers = _waivers(options.waivers, (catalog, *(rules.catalogs if rules else ())))
    levels = levels_above(catalog, options.indicators)
    job = Job(catalog, reading, as_of, rules, register, waivers, levels=levels, limits=in_force())
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


def _waivers(path: str, catalogs: Sequence[Catalog]) -> tuple[Waiver, ...]:
    if not path:
        return ()
    from schoolstd.catalog.waiver_file import load_waivers

    return load_waivers(path, *catalogs)


def _context(job: Job) -> str:
    """Everything but the workbook that decides a result, as text. Named tuples print their values in a fixed order."""
    rules = job.rules
    parts: list[object] = [program_mark(), job.catalog.digest, job.reading.digest, job.as_of, job.waivers, job.limits]
    parts += [level.digest for level in job.levels]
    if rules:
        parts += [rules.programme, rules.base.digest, sorted(each.digest for each in rules.honours.values())]
    return "\n".join(map(repr, [*parts, job.register]))


def _gathered(results: Sequence[Result], ground: Ground, paths: Mapping[str, str]) -> Gathered:
    register, job = ground.register, ground.job
    records = [each for each in results if isinstance(each, Record)]
    workbooks, failed = read_offices([each for each in results if isinstance(each, OfficeFile)], paths, job)
    found = gathered(
        records,
        [*(each for each in results if isinstance(each, Failure)), *failed],
        register.schools.values() if register else (),
    )
    day = job.as_of.isoformat() if job.as_of else ""
    waivers = told_waivers(job.waivers, found.records, found.unreported, day)
    found = found._replace(waivers=waivers)
    if register:
        found = found._replace(registers=(register.file,), problems=problems_of(register))
    return with_offices(found, workbooks, job)


def _compared(found: Gathered) -> Gathered:
    """What came in, with the schools whose texts are alike."""
    return found._replace(likenesses=likenesses(found.records))


def _shown(results: Iterator[Result], count: int, options: DistrictOptions) -> Iterable[Result]:
    """The results as they come, with a progress bar unless nothing is to be shown."""
    if options.quiet:
        return results
    from schoolstd.wording.district import SENTENCES

    return followed(results, count, SENTENCES["reading"][options.lang == "en"])
