"""How a file is called where people read it: a name may hold bytes that are no text."""

from __future__ import annotations

import os


def readable(path: str) -> str:
    """A path as text that can be written anywhere. What is not UTF-8 in it is read as GB 18030: archives packed on a Chinese
    Windows leave such names elsewhere. What is not that either becomes a replacement mark."""
    if path.isascii() or _is_text(path):
        return path
    return os.sep.join(name if _is_text(name) else _decoded(name) for name in path.split(os.sep))


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _decoded(name: str) -> str:
    try:
        return name.encode("utf-8", "surrogateescape").decode("gb18030")
    except UnicodeError:
        return name.encode("utf-8", "replace").decode()
