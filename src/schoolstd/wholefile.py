"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import stat

MARK = "_schoolstd"
"""A file of this name, with the kind of folder in it, says that this program wrote a folder: it may be written anew, and what
is in it are no schools' workbooks."""


def write_whole(path: str, content: bytes) -> None:
    """Write a file by way of a temporary one beside it, flushed and renamed; the old file stays until then.

    A link is replaced by the file, never followed. What is no file, such as a device, is left alone: renaming would take its
    place. Raises OSError for that, and when the folder cannot be written or the disk is full; nothing is left behind then.
    """
    import tempfile

    mode = _mode(path)

    folder = os.path.dirname(os.path.abspath(path))
    handle, temporary = tempfile.mkstemp(prefix=".schoolstd-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _mode(path: str) -> int:
    """The rights that a new file gets: those of the file that it replaces, or the usual ones."""
    try:
        kind = os.stat(path).st_mode
    except OSError:
        return 0o666 & ~_umask()
    if stat.S_ISDIR(kind):
        raise IsADirectoryError(errno.EISDIR, "is a folder", path)
    if not stat.S_ISREG(kind):
        raise OSError(errno.ENODEV, "no regular file", path)
    return (0o666 & ~_umask()) if os.path.islink(path) else kind & 0o777


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
