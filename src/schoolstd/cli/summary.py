"""How a summary of many schools is shown and written, whether it was made of workbooks or of other summaries."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schoolstd.cli.dataset import check_dataset, write_dataset
from schoolstd.cli.drawing import Drawing
from schoolstd.cli.finish import GAPS, OK, UNUSABLE, say, write_file
from schoolstd.cli.options import LANGS, one_of
from schoolstd.cli.targets import parted, write_printed
from schoolstd.cli.terminal import terminal_width, wants_color, write_stdout
from schoolstd.district.programmed import outcome_of, told_problems
from schoolstd.district.summary import gaps_of, summarize
from schoolstd.district.visits import PER_DAY, visit_plan
from schoolstd.pipeline.cache import Cache
from schoolstd.problem import Severity
from schoolstd.reports.district_page import Programmed, failure_sentence
from schoolstd.reports.district_report import SUFFIXES, DistrictReport, suffix_of
from schoolstd.reports.register_problems import count_line
from schoolstd.wording import Words
from schoolstd.wording.district import DistrictWords
from schoolstd.wording.programme import ProgrammeWords

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from schoolstd.district.summary import Gathered
    from schoolstd.pipeline.schools import Job
    from schoolstd.programme.register import Register
    from schoolstd.programme.standing import Rules

FORMATS = ("text", "json")
FAIL_ON = ("gap", "never")


class Shown(NamedTuple):
    """What is to be done with a summary, as typed."""

    output: tuple[str, ...] = ()
    as_of: str = ""
    format: str = "text"
    fail_on: str = "gap"
    lang: str = "zh"
    quiet: bool = False
    visits: int = 0
    per_day: int = PER_DAY
    dataset: str = ""


class Ground(NamedTuple):
    """What the workbooks of a run are judged by."""

    job: Job
    rules: Rules | None
    register: Register | None


def refuse_unknown(options: Shown) -> None:
    """Raise UsageError for a language, format, level or suffix that there is not, or a data set that cannot be."""
    one_of(options.lang, LANGS, "bad_lang")
    one_of(options.format, FORMATS, "bad_format")
    one_of(options.fail_on, FAIL_ON, "bad_fail_on")
    for target in parted(options.output, options.format, SUFFIXES)[0]:
        suffix_of(target)
    if options.dataset:
        check_dataset(options.dataset)


def report(
    options: Shown,
    found: Gathered,
    ground: Ground,
    paths: Mapping[str, str] = {},
    compared: Callable[[Gathered], Gathered] = lambda found: found,
) -> int:
    """Print and write a summary; the exit code. `paths` says where the workbooks are, by their names; `compared` adds what
    takes long and only a report tells: which texts are alike."""
    catalog, rules = ground.job.catalog, ground.rules
    base = Words(options.lang, catalog)
    words = DistrictWords(base, catalog)

    def made() -> DistrictReport:
        whole = compared(found)
        programmed = None
        if rules and options.as_of:
            outcome = outcome_of(whole, rules, options.as_of)
            programmed = Programmed(outcome, ProgrammeWords(rules.programme, outcome.catalogs, options.lang))
        plan = visit_plan(whole, catalog, options.visits, options.per_day) if options.visits else None
        summary = summarize(whole, catalog, options.as_of)
        programme = rules.programme if rules else None
        return DistrictReport(
            summary, words, programmed, programme, plan, paths, levels=ground.job.levels, problems=problems
        )

    problems = told_problems(found, ground.register)
    decides = "\n".join(map(repr, (options._replace(output=(), quiet=False, fail_on=""), problems)))
    cache = Cache(ground.job.context, ground.job.cache) if ground.job.context else None
    drawing = Drawing(made, found, decides, paths, cache)
    written, printed = parted(options.output, options.format, SUFFIXES)
    for target in written:
        write_file(target, drawing.content(suffix_of(target), target))
    for suffix in printed:
        write_printed(drawing.content(SUFFIXES[suffix]), suffix)
    if options.dataset:
        write_dataset(options.dataset, found.records, catalog)
    if not options.quiet and not printed:
        content = drawing.content(options.format, "", terminal_width(), wants_color("auto"))
        write_stdout(content, options.format == "text")
    for failure in found.failures:
        say(base.label("error", file=failure.file, sentence=failure_sentence(failure, words)))
    if line := count_line(base, [each.noted for each in problems]):
        say(line)
    used = len(found.records) + sum(len(each.others) for each in found.doubled)
    used += sum(1 + len(each.others) for each in found.offices)
    count = used + len(found.failures)
    say(base.label("files_done", count=count, done=used, failed=len(found.failures)))
    if found.failures:
        return UNUSABLE
    gaps = any(record.grave or gaps_of(record, catalog) for record in found.records)
    gaps = gaps or any(each.noted.severity is Severity.ERROR for each in problems)
    return GAPS if options.fail_on == "gap" and (gaps or found.unreported) else OK
