"""Results by what they were made from, so that a run over unchanged workbooks need only read their bytes.

A result is named by the digest of the workbook's bytes, in a folder named by everything else that decides it: catalogs,
programme, register, waivers, day and program. So nothing in it can be stale, any two runs may use it at once, and it may
be deleted at any time. Files appear whole, with a digest of their own; one that is damaged is no result.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from contextlib import suppress
from hashlib import sha256
from typing import Any

from schoolstd import __version__
from schoolstd.catalog.store import cache_folder

UNUSED_DAYS = 60
"""After how many days without use the results of a catalog, a day and a program are thrown away."""


class Cache:
    """The results of one context; a folder that cannot be written makes one that keeps nothing."""

    def __init__(self, context: str, folder: str = "") -> None:
        self._root = os.path.join(folder or cache_folder(), "results")
        self._folder = os.path.join(self._root, sha256(context.encode()).hexdigest()[:32])

    def get(self, digest: str) -> Any:
        """The JSON values under a digest, or None when there are none that can be trusted."""
        body = self.get_bytes(digest)
        if body is None:
            return None
        with suppress(ValueError, RecursionError):
            return json.loads(body)
        return None

    def put(self, digest: str, value: Any) -> None:
        """Keep JSON values, as `put_bytes` does."""
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        self.put_bytes(digest, body)

    def get_bytes(self, digest: str) -> bytes | None:
        """What was kept under a digest, or None when there is nothing that can be trusted."""
        try:
            with open(self._path(digest), "rb") as file:
                content = file.read()
        except OSError:
            return None
        mark, _, body = content.partition(b"\n")
        return body if mark == sha256(body).hexdigest().encode() else None

    def put_bytes(self, digest: str, body: bytes) -> None:
        """Keep some bytes, whole or not at all; a disk that is full or may not be written is no fault."""
        path = self._path(digest)
        temporary = f"{path}.{os.getpid()}"
        try:
            self._make(os.path.dirname(path))
            with open(temporary, "wb") as file:
                file.write(sha256(body).hexdigest().encode() + b"\n" + body)
            os.replace(temporary, path)
        except OSError:
            with suppress(OSError):
                os.unlink(temporary)

    def tidy(self) -> None:
        """Mark this context as used, and throw away those that nobody has used for long."""
        with suppress(OSError):
            self._make(self._folder)
            os.utime(self._folder)
            oldest = time.time() - UNUSED_DAYS * 86_400
            for entry in os.scandir(self._root):
                if entry.is_dir(follow_symlinks=False) and entry.stat().st_mtime < oldest:
                    shutil.rmtree(entry.path, ignore_errors=True)

    def _make(self, folder: str) -> None:
        """A folder that only its owner may look into: results tell what a school wrote."""
        os.makedirs(self._root, exist_ok=True)
        if folder != self._root and not os.path.isdir(folder):
            os.chmod(self._root, 0o700)
            os.makedirs(folder, exist_ok=True)

    def _path(self, digest: str) -> str:
        return os.path.join(self._folder, digest[:2], digest[2:])


def program_mark() -> str:
    """The program as it stands: its version, and when each of its modules was last written."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    marks = [__version__]
    for folder, below, names in os.walk(package):
        below.sort()
        for name in sorted(names):
            if name.endswith(".py"):
                kind = os.stat(os.path.join(folder, name))
                marks.append(f"{name} {kind.st_size} {kind.st_mtime_ns}")
    return sha256("\n".join(marks).encode()).hexdigest()
