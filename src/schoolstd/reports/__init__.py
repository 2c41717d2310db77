"""The formats of a gap report. One line in FORMATS and one module make a new one; modules are imported on first use.

A module has `render(report) -> str | bytes`. One that writes a file of its own for every workbook is marked `per_file`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from schoolstd.assessment.model import Assessment
    from schoolstd.errors import InputError
    from schoolstd.programme.standing import Standing
    from schoolstd.wording import Words
    from schoolstd.wording.programme import ProgrammeWords


class Look(NamedTuple):
    """How a person wants to see a report: columns of the terminal, colours, and every reading habit that was understood."""

    width: int = 80
    color: bool = False
    verbose: bool = False


class Standings(NamedTuple):
    """What a programme says of the schools, by the names of their files, and the words to say it in."""

    by_file: dict[str, Standing]
    words: ProgrammeWords


class Report(NamedTuple):
    """What is to be reported of one run. `paths` are the workbooks as named on the command line, by the names of messages."""

    assessments: Sequence[Assessment]
    failures: Sequence[InputError]
    words: Words
    look: Look = Look()
    standings: Standings | None = None
    paths: Mapping[str, str] = {}

    @property
    def several(self) -> bool:
        """Whether the run had more than one workbook."""
        return len(self.assessments) + len(self.failures) > 1


class Format(NamedTuple):
    """A format: its module here, the suffix that chooses it, whether only a file can hold it, and whether each workbook
    gets a file of its own, or it is the document of one school."""

    module: str
    suffix: str = ""
    binary: bool = False
    per_file: bool = False
    one_school: bool = False


FORMATS = {
    "text": Format("text_report", ".txt"),
    "json": Format("json_result", ".json"),
    "junit": Format("junit", ".xml"),
    "sarif": Format("sarif", ".sarif"),
    "github": Format("github"),
    "markdown": Format("markdown", ".md"),
    "csv": Format("csv_table", ".csv"),
    "html": Format("html", ".html"),
    "xlsx": Format("xlsx_report", ".xlsx", binary=True),
    "docx": Format("docx_report", ".docx", binary=True, one_school=True),
    "annotated": Format("annotated", binary=True, per_file=True),
}
PRINTED = tuple(name for name, each in FORMATS.items() if not each.binary)
"""What can be shown on a screen."""


class Output(NamedTuple):
    """A file to be written, and what its reader must know, in sentences."""

    path: str
    content: bytes
    notes: tuple[str, ...] = ()


def render(format_: str, report: Report) -> bytes:
    """A report in a format, as UTF-8 or the format's own bytes."""
    content = import_module(f"schoolstd.reports.{FORMATS[format_].module}").render(report)
    return content if isinstance(content, bytes) else str(content).encode()


def outputs(format_: str, path: str, report: Report) -> Iterator[Output]:
    """The files that one `-o` asks for. Raises UsageError or InputError when they cannot be made."""
    if FORMATS[format_].per_file:
        yield from import_module(f"schoolstd.reports.{FORMATS[format_].module}").outputs(report, path)
    else:
        yield Output(path, render(format_, report))


def format_of(target: str) -> tuple[str, str]:
    """(format, path) of an output: `FORMAT=PATH`, or a path whose suffix decides. Raises UsageError."""
    name, equals, path = target.partition("=")
    if equals and name in FORMATS:
        return name, path
    for format_, each in FORMATS.items():
        if each.suffix and target.lower().endswith(each.suffix):
            return format_, target
    known = [each.suffix for each in FORMATS.values() if each.suffix]
    raise UsageError("bad_suffix", {"path": target, "known": "、".join(known)})
