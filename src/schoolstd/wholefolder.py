"""Folders that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from schoolstd.boundedfile import read_bounded
from schoolstd.wholefile import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = ".schoolstd-"
ALIVE = "alive"
"""A file in a folder that is being written, locked for as long as the process lives that writes there."""
_CAREFULLY = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""How a file is opened that may be a link or a pipe."""


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
    of it and the old one stays. What killed runs have left beside it is thrown away. Raises OSError when the place cannot be
    written."""
    place = Path(path).absolute()
    _sweep(place.parent)
    temporary = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place.parent))
    try:
        with _alive(temporary):
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


@contextmanager
def _alive(folder: Path) -> Iterator[None]:
    """Tell other runs that a folder is being written; the system says that it is no longer when the process is gone."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    started = folder / "starting"
    with started.open("wb") as file:
        with suppress(OSError):  # a file system that locks nothing: what a kill leaves there stays
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            started.rename(folder / ALIVE)  # under its name only when it is locked, so that nobody finds it open
        yield


def _sweep(place: Path) -> None:
    """Throw away the folders that killed runs were writing in a place; not one that holds the only copy of what was there."""
    if sys.platform == "win32":
        return
    import fcntl

    for folder in place.glob(f"{PREFIX}*"):
        if folder.is_symlink() or (folder / "old").exists():
            continue
        with suppress(OSError), os.fdopen(os.open(folder / ALIVE, _CAREFULLY)) as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
