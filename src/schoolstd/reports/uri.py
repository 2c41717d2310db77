"""Paths of workbooks as other tools want them: relative to where the program runs, with no trace of the machine."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from schoolstd.filename import readable


def relative_path(path: str) -> str:
    """A path below the current folder with forward slashes. Of a file elsewhere what was typed of its path, without the
    steps upward, so that two workbooks of one name can be told apart; and only its name when that began at the root."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        relative = os.pardir
    if relative == os.pardir or relative.startswith(os.pardir + os.sep):
        typed = [part for part in Path(os.path.normpath(path)).parts if part != os.pardir]
        relative = Path(path).name if Path(path).is_absolute() else os.sep.join(typed)  # noqa: PTH118
    return readable(relative).replace(os.sep, "/")


def relative_uri(path: str) -> str:
    """The same as a relative URI reference."""
    uri = quote(relative_path(path), safe="/", errors="replace")
    return f"./{uri}" if ":" in uri.partition("/")[0] else uri
