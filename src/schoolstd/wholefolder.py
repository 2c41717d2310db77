"""Folders that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from schoolstd.boundedfile import read_bounded
from schoolstd.wholefile import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator


def is_ours(path: str, kind: str) -> bool:
    """Whether a path may be written: there is nothing, an empty folder, or a folder of this kind written before."""
    place = Path(path)
    if place.is_symlink() or not place.is_dir():
        return not (place.is_symlink() or place.exists())
    try:
        mark = place / MARK
        return read_bounded(mark, 99).decode().strip() == kind if mark.exists() else not any(place.iterdir())
    except (OSError, ValueError):
        return False


@contextmanager
def whole_folder(path: str, kind: str) -> Iterator[Path]:
    """A folder to write into, beside the one that is wanted, which it becomes when all has gone well; else nothing is left
    of it and the old one stays. Raises OSError when the place cannot be written."""
    place = Path(path).absolute()
    temporary = Path(tempfile.mkdtemp(prefix=".schoolstd-", dir=place.parent))
    try:
        new = temporary / "new"
        new.mkdir()
        yield new
        (new / MARK).write_text(f"{kind}\n", "utf-8")
        _swap(new, place, temporary / "old")
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def write_below(folder: Path, name: str, content: bytes) -> None:
    """Write a file below a folder that is not yet in its place, with the folders that it needs."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _swap(new: Path, place: Path, old: Path) -> None:
    """Put a folder in the place of another: in one step where the system can, so that there is always one of them; else the
    other is kept under a third name, and back it goes when that fails."""
    there = place.exists()
    if there and _exchanged(new, place):
        return
    if there:
        place.rename(old)
    try:
        new.rename(place)
    except OSError:
        if there:
            old.rename(place)
        raise


def _exchanged(one: Path, other: Path) -> bool:
    """Whether two folders have changed places: Linux can do that, on most file systems, and Python has no name for it."""
    if sys.platform != "linux":
        return False
    import ctypes

    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    call = getattr(ctypes.CDLL(None), "renameat2", None)
    return call is not None and call(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0
