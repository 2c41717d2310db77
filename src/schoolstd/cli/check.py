"""`schoolstd check`: workbooks to gap reports."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from schoolstd.assessment.assess import is_gap
from schoolstd.assessment.model import Agreement, Assessment, Verdict
from schoolstd.assessment.scope import reported, reported_problems
from schoolstd.catalog.shelf import Shelf
from schoolstd.cli.finish import GAPS, OK, UNUSABLE, explain_error, say, write_file
from schoolstd.cli.options import COLORS, FAIL_ON, LANGS, CheckOptions, catalog_named, one_of
from schoolstd.cli.progress import followed
from schoolstd.cli.targets import refuse_inputs
from schoolstd.cli.terminal import terminal_width, wants_color, write_stdout
from schoolstd.cli.waivers import WaiverFile
from schoolstd.errors import InputError, UsageError
from schoolstd.pipeline import assess_named, display_names
from schoolstd.problem import Severity
from schoolstd.reports import FORMATS, PRINTED, Look, Report, format_of, outputs, render
from schoolstd.wording import Words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from schoolstd.cli.narrowing import Narrowing
    from schoolstd.cli.schools import Schools
    from schoolstd.reports import Standings


def check(options: CheckOptions) -> int:
    """Assess the files, print the report, write the outputs; the exit code."""
    one_of(options.lang, LANGS, "bad_lang")
    one_of(options.fail_on, FAIL_ON, "bad_fail_on")
    one_of(options.format, PRINTED, "bad_format")
    one_of(options.color, COLORS, "bad_color")
    _refuse_no_files(options.files)
    as_of = options.day()
    targets = [format_of(f"{options.format}=-" if target == "-" else target) for target in options.output]
    _refuse_senseless(options, targets)
    read = (*options.files, options.schools, options.registry, options.waivers, options.baseline)
    for format_, path in targets:
        refuse_inputs([path], read, FORMATS[format_].per_file)
    shelf = Shelf(catalog_named(options.catalog, options.entity), options.indicators)
    words = Words(options.lang)
    waivers = WaiverFile(options.waivers)
    schools = _schools(options, targets, shelf, as_of)
    standings = _standings(options, as_of)
    narrow = _narrowing(options)
    done: list[Assessment] = []
    failed: list[InputError] = []
    results = assess_named(options.files, shelf.choose, as_of, schools.added if schools else None)
    for result in followed(results, len(options.files), words.label("reading")):
        if isinstance(result, Assessment):
            done.append(result)
        else:
            failed.append(result)
    done = waivers.applied(done, standings)
    if narrow:
        done = narrow.applied(done)
    paths = dict(zip(display_names(options.files), options.files, strict=True))
    report = Report(done, failed, words, Look(verbose=options.verbose), standings, paths)
    _write_outputs(targets, read, report)
    if not options.quiet and "-" not in [path for _, path in targets] and (done or options.format != "text"):
        look = Look(terminal_width(), wants_color(options.color), options.verbose)
        write_stdout(_shown_on_screen(options, report._replace(look=look)), options.format == "text")
    if "github" in (options.format, *(format_ for format_, _ in targets)):
        _summarise(report)
    if idle := waivers.idle():
        say(words.label("waivers_idle", count=len(idle), schools=words.listed(idle)))
    unread = schools.failed if schools else []
    for error in (*failed, *unread):
        explain_error(error, words)
    if len(options.files) > 1 and not options.quiet:
        say(words.label("files_done", count=len(options.files), done=len(done), failed=len(failed)))
    if schools:
        schools.tell_beside()
    if failed or unread:
        return UNUSABLE
    wrong = any(fails(each, options.fail_on) for each in done) or _register_fails(standings, options.fail_on)
    return GAPS if wrong else OK


def _write_outputs(targets: Iterable[tuple[str, str]], read: Iterable[str], report: Report) -> None:
    """Write the report to every target, as (format, path); none may be a file that was read."""
    for format_, path in targets:
        if FORMATS[format_].one_school and not report.assessments:
            continue  # its only workbook cannot be used, as is told below
        if FORMATS[format_].per_file and path.endswith(("/", "\\")):
            _make_folder(path)
        for output in outputs(format_, path, report):
            refuse_inputs([output.path], read, FORMATS[format_].per_file)
            if path == "-":
                write_stdout(output.content, format_ == "text")
            else:
                write_file(output.path, output.content)
            for note in output.notes:
                say(note)


def _narrowing(options: CheckOptions) -> Narrowing | None:
    """What narrows the report, or None when it is whole."""
    if not (options.select or options.ignore or options.baseline):
        return None
    from schoolstd.cli.narrowing import Narrowing

    return Narrowing(options.select, options.ignore, options.baseline)


def _shown_on_screen(options: CheckOptions, report: Report) -> bytes:
    if options.statistics:
        from schoolstd.reports.statistics import render as statistics

        return statistics(report).encode()
    return render(options.format, report)


def _summarise(report: Report) -> None:
    """Add the job summary to the file that GitHub names for it, when the program runs there."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        from schoolstd.cli.job_summary import add_summary

        add_summary(path, report)


def _schools(
    options: CheckOptions, targets: Iterable[tuple[str, str]], shelf: Shelf, as_of: date | None
) -> Schools | None:
    """The schools to be summed for the districts, or None when no folder is named."""
    if not options.schools:
        return None
    from schoolstd.cli.schools import Schools

    apart = (*options.files, options.waivers, options.registry, options.baseline, *(path for _, path in targets))
    return Schools(options.schools, apart, shelf, as_of, options.lang)


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
    """Whether what is reported of a result is to end the run with code 1, at a level of `--fail-on`."""
    if fail_on == "never":
        return False
    results, problems = reported(assessment), reported_problems(assessment)
    if fail_on == "not_met":
        return any(is_gap(result) and result.verdict is Verdict.NOT_MET for result in results)
    if fail_on == "overclaim":
        return any(result.agreement is Agreement.OVERCLAIM for result in results)
    if fail_on == "regression":
        return any(map(is_gap, results))
    grave = any(problem.severity is Severity.ERROR for problem in problems)
    if fail_on == "warning":
        return bool(problems) or any(map(is_gap, results))
    return grave or any(map(is_gap, results))


def _register_fails(standings: Standings | None, fail_on: str) -> bool:
    """Whether a problem of the register with one of the schools, or as a whole, is to end the run with code 1."""
    found = [each for standing in standings.by_file.values() for each in standing.problems] if standings else []
    if fail_on == "gap":
        return any(each.severity is Severity.ERROR for each in found)
    return fail_on == "warning" and bool(found)


def _refuse_senseless(options: CheckOptions, targets: Iterable[tuple[str, str]]) -> None:
    """Refuse what could only disappoint after the work is done."""
    if options.fail_on == "regression" and not options.baseline:
        raise UsageError("regression_alone")
    if options.statistics and options.format != "text":
        raise UsageError("statistics_text")
    taken: set[str] = set()
    for format_, path in targets:
        form = FORMATS[format_]
        if path in taken:
            raise UsageError("target_twice", {"path": path})
        taken.add(path)
        if form.one_school and len(options.files) > 1:
            raise UsageError("one_school", {"path": path, "format": format_, "count": str(len(options.files))})
        if path == "-" and (form.per_file or (form.binary and sys.stdout.isatty())):
            raise UsageError("binary_terminal", {"format": format_})


def _refuse_no_files(files: Iterable[str]) -> None:
    for file in files:
        if file in ("", "-"):
            raise UsageError("stdin_workbook" if file else "no_files")


def _make_folder(path: str) -> None:
    """Make the folder that is to hold a file for each workbook, when only it itself is lacking."""
    if not os.path.isdir(path):
        os.mkdir(path)
