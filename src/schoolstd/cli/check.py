"""`schoolstd check`: workbooks to gap reports."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from schoolstd.assessment.assess import is_gap
from schoolstd.assessment.model import Agreement, Assessment, Verdict
from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.store import stored_catalog
from schoolstd.cli.finish import GAPS, OK, UNUSABLE, explain_error, say
from schoolstd.cli.options import FAIL_ON, LANGS, CheckOptions, one_of
from schoolstd.errors import InputError, UsageError
from schoolstd.pipeline import assess_files
from schoolstd.problem import Severity
from schoolstd.reports import FORMATS, Look, format_of, render
from schoolstd.wholefile import write_whole
from schoolstd.wording import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MANY = 20
"""From this many files on, a progress bar is shown on a terminal."""


def check(options: CheckOptions) -> int:
    """Assess the files, print the report, write the outputs; the exit code."""
    one_of(options.lang, LANGS, "bad_lang")
    one_of(options.fail_on, FAIL_ON, "bad_fail_on")
    one_of(options.format, tuple(FORMATS), "bad_format")
    as_of = options.day()
    targets = [format_of(target) for target in options.output]
    _refuse_overwriting(options.files, [path for _, path in targets])
    catalog = stored_catalog(catalog_folder(options.catalog, options.indicators))
    words = Words(options.lang, catalog)
    done: list[Assessment] = []
    failed: list[InputError] = []
    for result in _shown(assess_files(options.files, catalog, as_of), len(options.files), words):
        if isinstance(result, Assessment):
            done.append(result)
        else:
            failed.append(result)
    look = Look(terminal_width(), wants_color(options.color), options.verbose)
    if not options.quiet and (done or options.format != "text"):
        write_stdout(render(options.format, done, failed, words, look))
    for format_, path in targets:
        content = render(format_, done, failed, words, Look(verbose=options.verbose))
        write_stdout(content) if path == "-" else write_whole(path, content)
    for error in failed:
        explain_error(error, words)
    if len(options.files) > 1 and not options.quiet:
        say(words.label("files_done", count=len(options.files), done=len(done), failed=len(failed)))
    if failed:
        return UNUSABLE
    return GAPS if any(fails(each, options.fail_on) for each in done) else OK


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


def terminal_width() -> int:
    """The columns to print in: the terminal's up to 120, `COLUMNS` when it is set, 80 in a pipe."""
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isascii() and wanted.isdigit():
        return min(int(wanted), 120)
    try:
        return min(os.get_terminal_size(sys.stdout.fileno()).columns, 120)
    except (OSError, ValueError):
        return 80


def wants_color(choice: str) -> bool:
    """Whether to colour: as told, else only on a terminal that can, and never when NO_COLOR is set."""
    if choice in ("always", "never"):
        return choice == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty() and (sys.platform != "win32" or bool(os.environ.get("WT_SESSION")))


def write_stdout(content: bytes) -> None:
    """Print a report: bytes of a file format as they are, text in the console's own encoding."""
    try:
        sys.stdout.write(content.decode())
    except UnicodeDecodeError:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    sys.stdout.flush()


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
