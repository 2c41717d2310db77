"""A file of somebody else's as bytes: only when it is a file at all, and no further than it may be long."""

from __future__ import annotations

import errno
import os
import stat


def unread(error: OSError) -> tuple[str, dict[str, str]]:
    """Why a file could not be read, as the code of an InputError and its values."""
    known = {
        errno.ENOENT: "not_found",
        errno.ENOTDIR: "not_found",
        errno.EISDIR: "is_folder",
        errno.ENODEV: "not_a_file",
    }
    if isinstance(error, PermissionError):
        return "no_permission", {}
    code = known.get(error.errno or 0)
    return (code, {}) if code else ("unreadable", {"reason": error.strerror or ""})


def read_bounded(path: str | os.PathLike[str], most: int) -> bytes:
    """The bytes of a file, one more than `most` of them when it is longer. Raises OSError for what cannot be read, and for
    what is no file: a pipe is waited for without end, and a device has none."""
    kind = os.stat(path).st_mode  # noqa: PTH116 - pathlib takes 9 ms to import
    if stat.S_ISDIR(kind):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    if not stat.S_ISREG(kind):
        raise OSError(errno.ENODEV, "not a regular file", path)
    with open(path, "rb") as file:  # noqa: PTH123 - the same
        return file.read(most + 1)
