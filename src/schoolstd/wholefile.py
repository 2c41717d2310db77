"""Files that appear whole or not at all."""

from __future__ import annotations

import os

MARK = "_schoolstd"
"""A file of this name, with the kind of folder in it, says that this program wrote a folder: it may be written anew, and what
is in it are no schools' workbooks."""


def write_whole(path: str, content: bytes) -> None:
    """Write a file by way of a temporary one beside it, flushed and renamed; the old file stays until then.

    Raises OSError when the folder cannot be written or the disk is full; nothing is left behind then.
    """
    import tempfile

    folder = os.path.dirname(os.path.abspath(path))
    handle, temporary = tempfile.mkstemp(prefix=".schoolstd-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mode = os.stat(path).st_mode & 0o777 if os.path.exists(path) else 0o666 & ~_umask()
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
