"""The formats of a gap report. One line here and one module make a new one; modules are imported on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

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


FORMATS = {"text": "text_report", "json": "json_result"}
SUFFIXES = {".txt": "text", ".json": "json"}


def render(
    format_: str,
    assessments: Sequence[Assessment],
    failures: Sequence[InputError],
    words: Words,
    look: Look,
    standings: Standings | None = None,
) -> bytes:
    """A report in a format, as UTF-8 or the format's own bytes; with `standings` also what a programme says."""
    module = import_module(f"schoolstd.reports.{FORMATS[format_]}")
    content = module.render(assessments, failures, words, look, standings)
    return content if isinstance(content, bytes) else str(content).encode()


def format_of(target: str) -> tuple[str, str]:
    """(format, path) of an output: `FORMAT=PATH`, or a path whose suffix decides. Raises UsageError."""
    name, equals, path = target.partition("=")
    if equals and name in FORMATS:
        return name, path
    for suffix, format_ in SUFFIXES.items():
        if target.lower().endswith(suffix):
            return format_, target
    raise UsageError("bad_suffix", {"path": target, "known": "、".join(SUFFIXES)})
