"""Which sheets of the form an xlsx has, by its table of contents alone: for whoever only asks what kind of workbook it is."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from schoolstd.errors import InputError
from schoolstd.workbook.container import BROKEN, Contents, role_of, walk

if TYPE_CHECKING:
    from schoolstd.workbook.layout import Sheet

CONTENTS = "xl/workbook.xml"
MAX_BYTES = 1_000_000
"""Of a table of contents, expanded; that of two thousand sheets has a quarter."""


def tabs_of(path: str) -> list[Sheet] | None:
    """The known sheets in the order of their tabs, or None for what is no xlsx that can be read. No cell is looked at, so
    that the largest workbook takes no longer than the smallest. Raises nothing for a bad file."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(CONTENTS) as part:
            content = part.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES or b"<!" in content:
            return None
        contents = Contents()
        walk(path, content, contents)
    except (KeyError, InputError, *BROKEN):
        return None
    return [role for title, _ in contents.sheets if (role := role_of(title))]
