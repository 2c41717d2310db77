"""Where outputs go: `-o -` and `-o FORMAT=-` mean stdout, in place of what a command prints by itself; all else is a file,
but none that the command reads."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from schoolstd.cli.terminal import write_stdout
from schoolstd.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

STDOUT = "-"
NAMED = {"text": ".txt", "markdown": ".md"}
"""Formats that are not called like their suffix."""
BINARY = (".docx", ".parquet", ".xlsx")
"""What no screen can show."""


def parted(outputs: Iterable[str], screen: str, suffixes: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(files, suffixes of what goes to stdout) of the outputs named. `screen` is the format that a bare `-` means.

    Raises UsageError for a format that there is not, and for one that the terminal on stdout cannot show.
    """
    files, printed = [], []
    for target in outputs:
        format_ = screen if target == STDOUT else target[:-2] if target.endswith("=-") else ""
        if not format_:
            files.append(target)
            continue
        suffix = NAMED.get(format_, f".{format_}")
        if suffix not in suffixes:
            raise UsageError("bad_suffix", {"path": target, "known": "、".join(suffixes)})
        refuse_terminal(suffix)
        printed.append(suffix)
    return tuple(files), tuple(printed)


def refuse_terminal(suffix: str) -> None:
    """Raise UsageError when stdout is a terminal and cannot show this."""
    if suffix in BINARY and sys.stdout.isatty():
        raise UsageError("binary_terminal", {"format": suffix.removeprefix(".")})


def write_printed(content: bytes, suffix: str) -> None:
    """An output on stdout: text as a person reads it, the rest as the bytes it is."""
    write_stdout(content, suffix == ".txt")


def refuse_inputs(outputs: Iterable[str], given: Iterable[str], forms: bool = False) -> None:
    """Raise UsageError for an output that is a file which was given to read, or a workbook that a school sent; with `forms`
    the output is such a workbook itself. An earlier output may lie in a folder that was given, and is written anew."""
    there = [os.path.realpath(path) for path in given if path and os.path.exists(path)]
    for target in outputs:
        if not os.path.isfile(target):
            continue
        if any(os.path.samefile(target, path) for path in there) or (
            not forms and target.lower().endswith(".xlsx") and _is_form(target, there)
        ):
            raise UsageError("target_is_input", {"path": target})


def _is_form(path: str, given: Iterable[str]) -> bool:
    """Whether a workbook has the sheets of the form; what cannot be looked into may be one when it lies among those given."""
    from schoolstd.workbook.layout import CLAIMS, METRICS
    from schoolstd.workbook.tabs import tabs_of

    tabs = tabs_of(path)
    if tabs is None:
        real = os.path.realpath(path)
        return os.path.getsize(path) > 0 and any(real.startswith(os.path.join(each, "")) for each in given)
    return any(role in (CLAIMS, METRICS) for role in tabs)
