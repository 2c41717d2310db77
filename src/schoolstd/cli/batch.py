"""`schoolstd batch`: workbooks and a register to lists of who is to be recognised in which batch, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schoolstd.cli.beside import beside_told
from schoolstd.cli.finish import GAPS, OK, UNUSABLE, explain_error, say, write_file
from schoolstd.cli.options import LANGS, as_of_day, one_of
from schoolstd.cli.programme import register_of, rules_of, standings_of
from schoolstd.cli.targets import parted, refuse_inputs, write_printed
from schoolstd.cli.terminal import terminal_width, wants_color, write_stdout
from schoolstd.cli.waivers import WaiverFile
from schoolstd.errors import InputError, UsageError
from schoolstd.pipeline import workbooks_in
from schoolstd.problem import Severity
from schoolstd.programme.outcome import outcome
from schoolstd.reports import batch_json, text
from schoolstd.reports.batch_page import batch_page
from schoolstd.reports.register_problems import count_line
from schoolstd.wording import Words
from schoolstd.wording.programme import ProgrammeWords

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from schoolstd.programme.outcome import Outcome
    from schoolstd.programme.standing import Standing

FORMATS = ("text", "json")
SUFFIXES = (".txt", ".json", ".xlsx")


class BatchOptions(NamedTuple):
    """The options of `batch`, as typed."""

    paths: tuple[str, ...]
    registry: str = ""
    programme: str = ""
    indicators: str = ""
    as_of: str = ""
    format: str = "text"
    output: tuple[str, ...] = ()
    waivers: str = ""
    lang: str = "zh"
    quiet: bool = False


def batch(options: BatchOptions) -> int:
    """Judge all workbooks, allocate, print and write the lists; 2 when a file could not be used, 1 when a school is not
    eligible or has not reported or the register has a grave problem, else 0."""
    one_of(options.lang, LANGS, "bad_lang")
    one_of(options.format, FORMATS, "bad_format")
    written, printed = parted(options.output, options.format, SUFFIXES)
    options = options._replace(output=written)
    for target in options.output:
        if not target.lower().endswith(SUFFIXES):
            raise UsageError("bad_suffix", {"path": target, "known": "、".join(SUFFIXES)})
    day = _day(options.as_of)
    refuse_inputs(options.output, (options.registry, options.waivers, *options.paths))
    if not options.paths and not options.registry:
        raise UsageError("batch_no_paths")
    with beside_told(options.paths, (options.registry, options.waivers, *options.output), options.lang):
        return _run(options, day, printed)


def _run(options: BatchOptions, day: date, printed: Sequence[str]) -> int:
    registered = bool(options.registry)  # then a place without workbooks is one whose schools have not reported
    files = workbooks_in(options.paths, (options.registry, *options.output), none_is_fine=registered)
    rules = rules_of(options.programme, options.indicators)
    register = register_of(options.registry, rules)
    if not files and not (register and register.schools):
        raise UsageError("no_workbooks")
    waivers = WaiverFile(options.waivers).of(rules.catalogs)
    done: list[Standing] = []
    failed: list[InputError] = []
    for result in standings_of(files, rules, register, day, waivers):
        if isinstance(result, InputError):
            failed.append(result)
        else:
            done.append(result)
    found = outcome(done, failed, rules, register, day.isoformat(), waivers)
    words, own = Words(options.lang, rules.base), ProgrammeWords(rules.programme, found.catalogs, options.lang)
    for target in options.output:
        write_file(target, _content(target.lower().rpartition(".")[2], found, words, own, 80, False))
    for suffix in printed:
        write_printed(_content(suffix.removeprefix("."), found, words, own, 80, False), suffix)
    if not options.quiet and not printed:
        write_stdout(
            _content(options.format, found, words, own, terminal_width(), wants_color("auto")), options.format == "text"
        )
    if line := count_line(words, found.problems):
        say(line)
    for error in found.failures:
        explain_error(error, words)
    say(words.label("files_done", count=len(files), done=len(files) - len(found.failures), failed=len(found.failures)))
    if found.failures:
        return UNUSABLE
    grave = any(problem.severity is Severity.ERROR for problem in found.problems)
    return GAPS if found.allocation.ineligible or found.allocation.unreported or grave else OK


def _day(text: str) -> date:
    day = as_of_day(text)
    if day is None:
        raise UsageError("batch_needs_as_of")
    return day


def _content(format_: str, found: Outcome, words: Words, own: ProgrammeWords, width: int, color: bool) -> bytes:
    if format_ == "json":
        return batch_json.render(found, words, own).encode()
    if format_ == "xlsx":
        from schoolstd.reports.batch_xlsx import render

        return render(found, words, own)
    return text.render(batch_page(found, words, own), width, color).encode()
