"""Workbooks on shared storage: folders and files named by a URL, such as `s3://…` or `file:///…`, by way of fsspec.

A plain path never comes here, and fsspec is only imported for a URL. The limit on a file's size holds before it is read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from schoolstd.errors import InputError, UsageError
from schoolstd.wholefile import MARK

if TYPE_CHECKING:
    from collections.abc import Callable

    from schoolstd.workbook.limits import Limits

URL = re.compile(r"[a-z][a-z0-9+.:-]*://", re.IGNORECASE)


def is_url(path: str) -> bool:
    """Whether a path is a URL rather than a file of this machine."""
    return URL.match(path) is not None


def workbooks_at(url: str, taken: Callable[[str], bool]) -> list[tuple[str, str]]:
    """(URL, name) of the workbooks below a folder, or of the file itself, by name; a name is the path below the folder.
    `taken` says of a bare name whether it is a workbook's. Raises UsageError when the storage cannot be listed."""
    try:
        system, root = _opened(url)
        if not system.isdir(root):
            return [(url, url.rstrip("/").rpartition("/")[2])]
        below = len(root.rstrip("/")) + 1
        names = sorted(path[below:] for path in system.find(root))
        own = tuple(name.removesuffix(MARK) for name in names if f"/{name}".endswith(f"/{MARK}"))
        found = [name for name in names if _taken(name, taken) and not name.startswith(own)]
        return [(system.unstrip_protocol(f"{root.rstrip('/')}/{name}"), name) for name in found]
    except UsageError:
        raise
    except Exception as error:  # a library for each kind of storage, each with errors of its own
        raise UsageError("storage_unusable", {"url": shown(url), "reason": type(error).__name__}) from None


def bytes_at(url: str, name: str, limits: Limits) -> bytes:
    """A file's bytes, when its size may be a workbook's. Raises InputError with one plain reason."""
    too_large = InputError(name, "too_large", {"limit": f"{limits.file_mb} MB"})
    try:
        system, path = _opened(url)
        kind = system.info(path)
        if kind.get("type") == "directory":
            raise InputError(name, "is_folder")
        if (kind.get("size") or 0) > limits.file_bytes:
            raise too_large
        with system.open(path, "rb") as file:
            content: bytes = file.read(limits.file_bytes + 1)
    except (InputError, UsageError):
        raise
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(name, "not_found") from None
    except PermissionError:
        raise InputError(name, "no_permission") from None
    except Exception as error:
        raise InputError(name, "unreadable", {"reason": getattr(error, "strerror", "") or ""}) from None
    if len(content) > limits.file_bytes:
        raise too_large
    return content


def shown(url: str) -> str:
    """A URL without the user and password that may stand in it."""
    return re.sub(r"//[^/@]*@", "//", url)


def _opened(url: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise UsageError("cluster_missing", {"what": "fsspec"}) from None
    system, path = url_to_fs(url)
    return system, str(path)


def _taken(name: str, taken: Callable[[str], bool]) -> bool:
    *folders, bare = name.split("/")
    return taken(bare) and not any(folder.startswith(".") for folder in folders)
