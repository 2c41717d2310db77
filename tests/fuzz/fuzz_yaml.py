"""The loader of indicator files under any YAML: the entries are read, or each mistake is told with its line."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["schoolstd.catalog", "schoolstd.checks", "schoolstd.yamlfile"]):
    from schoolstd.catalog.sections import read_sections

from schoolstd.wording import Words

FOLDER = Path(tempfile.mkdtemp())
WORDS = Words("zh")


def one(data: bytes) -> None:
    """One try."""
    (FOLDER / "more.yaml").write_bytes(data)
    found = read_sections(str(FOLDER))
    for mistake in found.mistakes:
        assert mistake.line > 0
        assert WORDS.mistake(mistake)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
