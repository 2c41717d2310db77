"""`schoolstd check`: workbooks to gap reports."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from schoolstd.assessment.assess import is_gap
from schoolstd.assessment.model import Agreement, Assessment, Verdict
from schoolstd.cli.finish import GAPS, OK, UNUSABLE, explain_error, say, write_file
from schoolstd.cli.options import COLORS, FAIL_ON, LANGS, CheckOptions, catalog_named, one_of
from schoolstd.cli.shelf import Shelf
from schoolstd.cli.terminal import terminal_width, wants_color, write_stdout
from schoolstd.cli.waivers import WaiverFile
from schoolstd.errors import InputError, UsageError
from schoolstd.pipeline import assess_named
from schoolstd.problem import Severity
from schoolstd.reports import FORMATS, Look, format_of, render
from schoolstd.wording import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from schoolstd.cli.schools import Schools
    from schoolstd.reports import Standings

MANY = 20
"""From this many files on, a progress bar is shown on a terminal."""


def check(options: CheckOptions) -> int:
    """Assess the files, print the report, write the outputs; the exit code."""
    one_of(options.lang, LANGS, "bad_lang")
    one_of(options.fail_on, FAIL_ON, "bad_fail_on")
    one_of(options.format, tuple(FORMATS), "bad_format")
    one_of(options.color, COLORS, "bad_color")
    _refuse_no_files(options.files)
    as_of = options.day()
    targets = [format_of(target) for target in options.output]
    _refuse_overwriting(options.files, [path for _, path in targets])
    shelf = Shelf(catalog_named(options.catalog, options.entity), options.indicators)
    words = Words(options.lang)
    waivers = WaiverFile(options.waivers)
    schools = _schools(options, targets, shelf, as_of)
    standings = _standings(options, as_of)
    done: list[Assessment] = []
    failed: list[InputError] = []
    for result in _shown(
        assess_named(options.files, shelf.choose, as_of, schools.added if schools else None), len(options.files), words
    ):
        if isinstance(result, Assessment):
            done.append(waivers.applied(result))
        else:
            failed.append(result)
    look = Look(terminal_width(), wants_color(options.color), options.verbose)
    printed = "-" in [path for _, path in targets]
    for format_, path in targets:
        content = render(format_, done, failed, words, Look(verbose=options.verbose), standings)
        write_stdout(content, format_ == "text") if path == "-" else write_file(path, content)
    if not options.quiet and not printed and (done or options.format != "text"):
        write_stdout(render(options.format, done, failed, words, look, standings), options.format == "text")
    if idle := waivers.idle():
        say(words.label("waivers_idle", count=len(idle), schools=words.listed(idle)))
    unread = schools.failed if schools else []
    for error in (*failed, *unread):
        explain_error(error, words)
    if len(options.files) > 1 and not options.quiet:
        say(words.label("files_done", count=len(options.files), done=len(done), failed=len(failed)))
    if failed or unread:
        return UNUSABLE
    return GAPS if any(fails(each, options.fail_on) for each in done) else OK


def _schools(
    options: CheckOptions, targets: Iterable[tuple[str, str]], shelf: Shelf, as_of: date | None
) -> Schools | None:
    """The schools to be summed for the districts, or None when no folder is named."""
    if not options.schools:
        return None
    from schoolstd.cli.schools import Schools

    apart = (*options.files, *(path for _, path in targets))
    return Schools(options.schools, apart, shelf, as_of)


def _standings(options: CheckOptions, as_of: date | None) -> Standings | None:
    """What the programme that was named says of the schools, or None when none was."""
    if not options.programme:
        if options.registry:
            raise UsageError("registry_alone")
        return None
    from schoolstd.cli.programme import standings_for_report

    return standings_for_report(
        options.files, options.programme, options.registry, options.indicators, as_of, options.lang, options.waivers
    )


def fails(assessment: Assessment, fail_on: str) -> bool:
    """Whether a result is to end the run with code 1, at a level of `--fail-on`."""
    if fail_on == "never":
        return False
    if fail_on == "not_met":
        return any(is_gap(result) and result.verdict is Verdict.NOT_MET for result in assessment.indicators)
    if fail_on == "overclaim":
        return any(result.agreement is Agreement.OVERCLAIM for result in assessment.indicators)
    grave = any(problem.severity is Severity.ERROR for problem in assessment.problems)
    if fail_on == "warning":
        return bool(assessment.problems) or any(map(is_gap, assessment.indicators))
    return grave or any(map(is_gap, assessment.indicators))


def _refuse_no_files(files: Iterable[str]) -> None:
    for file in files:
        if file in ("", "-"):
            raise UsageError("stdin_workbook" if file else "no_files")


def _refuse_overwriting(files: Iterable[str], targets: list[str]) -> None:
    for target in targets:
        for file in files:
            if os.path.exists(target) and os.path.exists(file) and os.path.samefile(target, file):
                raise UsageError("same_target", {"path": target})


def _shown(results: Iterator[Assessment | InputError], count: int, words: Words) -> Iterator[Assessment | InputError]:
    """The results as they come, with a progress bar on stderr when there are many and a person is looking."""
    if count < MANY or not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(results, words.label("reading"), count, console=Console(stderr=True), transient=True)
