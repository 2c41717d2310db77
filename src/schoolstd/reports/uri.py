"""Paths of workbooks as other tools want them: relative to where the program runs, with no trace of the machine."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote


def relative_path(path: str) -> str:
    """A path below the current folder with forward slashes; of a file elsewhere only its name."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        relative = os.pardir
    outside = relative == os.pardir or relative.startswith(os.pardir + os.sep)
    return Path(path).name if outside else relative.replace(os.sep, "/")


def relative_uri(path: str) -> str:
    """The same as a relative URI reference."""
    uri = quote(relative_path(path), safe="/", errors="replace")
    return f"./{uri}" if ":" in uri.partition("/")[0] else uri
