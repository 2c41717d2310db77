"""What lies in a folder beside the workbooks and was not looked at: said once, so that nothing a school sent goes unnoticed.

An archive or a document is no fault of the run and changes no exit code; but its school may count as one that sent nothing.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from schoolstd.cli.finish import say
from schoolstd.errors import UsageError
from schoolstd.filename import readable
from schoolstd.pipeline import files_below
from schoolstd.pipeline.remote import is_url, workbooks_at
from schoolstd.wording.beside import beside_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

KINDS = {
    "archives": (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"),
    "tables": (".csv", ".tsv", ".xlt", ".xltx", ".xltm", ".ett", ".fods", ".ots", ".numbers", ".uos"),
    "documents": (
        ".doc", ".docx", ".docm", ".wps", ".wpt", ".rtf", ".odt", ".pdf", ".ofd", ".jpg", ".jpeg", ".png", ".heic",
    ),
}  # fmt: skip
"""What a school may send for its workbook, by what is to be done with it."""


@contextmanager
def beside_told(paths: Iterable[str], apart: Iterable[str], lang: str) -> Iterator[None]:
    """Say, when a run over folders has ended, what it did not look at; also when it ended for want of workbooks."""
    try:
        yield
    except UsageError:
        tell_beside([path for path in paths if not is_url(path)], apart, lang)
        raise
    tell_beside(paths, apart, lang)


def beside(paths: Iterable[str], apart: Iterable[str] = ()) -> dict[str, list[str]]:
    """The files below some folders that are no workbooks and look like what a school sends, by kind, as people call them: by
    the path below the folder. Those of `apart` are known, and hidden ones and what a program leaves beside an open file are
    nobody's."""
    known = {os.path.realpath(path) for path in apart if path}
    found: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    for path in paths:
        for file, name in workbooks_at(path, lambda name: bool(kind_of(name))) if is_url(path) else _below(path):
            if (kind := kind_of(os.path.basename(name))) and (real := os.path.realpath(file)) not in known:
                found[kind].setdefault(real, readable(name))
    return {kind: sorted(names.values()) for kind, names in found.items() if names}


def kind_of(name: str) -> str:
    """The kind of a file by its bare name; an empty text for one that no school sends."""
    if name.startswith((".", "~$")):
        return ""
    return next((kind for kind, suffixes in KINDS.items() if name.lower().endswith(suffixes)), "")


def _below(path: str) -> Iterator[tuple[str, str]]:
    """The files below a folder, each with its path from there."""
    return ((file, os.path.relpath(file, path)) for file in files_below(path))


def tell_beside(paths: Iterable[str], apart: Iterable[str], lang: str) -> None:
    """Say it, in a line for each kind."""
    for kind, names in beside(paths, apart).items():
        say(beside_line(kind, names, lang))
