"""What the lock says of the packages that are installed: files that they write are compared byte for byte only with those of the
versions that made the files."""

from __future__ import annotations

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest

LOCK = Path(__file__).parents[1] / "requirements.lock"
PINNED = dict(re.findall(r"^([\w.-]+)==(\S+)", LOCK.read_text("utf-8"), re.M))


def as_locked(*packages: str) -> pytest.MarkDecorator:
    """For a test that means nothing unless packages are of the versions in the lock."""
    others = [name for name in packages if distribution(name).version != PINNED[name]]
    return pytest.mark.skipif(bool(others), reason=f"other versions than the lock's are installed: {', '.join(others)}")
