"""Folders that appear whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

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
        return mark.read_text("utf-8").strip() == kind if mark.exists() else not any(place.iterdir())
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
    """Put a folder in the place of another, which is kept under a third name; back it goes when that fails."""
    there = place.exists()
    if there:
        place.rename(old)
    try:
        new.rename(place)
    except OSError:
        if there:
            old.rename(place)
        raise
