"""Office files with no trace of when or where they were written: the same content gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl import Workbook

STAMP = datetime(1980, 1, 1)
"""The time on everything in a file: the earliest that a zip can hold, so that no clock shows."""


def packed_book(book: Workbook, title: str) -> bytes:
    """A workbook's bytes; openpyxl would stamp its parts and its properties."""
    from openpyxl.xml.constants import ARC_CORE
    from openpyxl.xml.functions import tostring

    properties = book.properties
    properties.creator, properties.title = "schoolstd", title
    raw = io.BytesIO()
    book.save(raw)
    properties.created = properties.modified = STAMP
    return repacked(raw.getvalue(), {ARC_CORE: tostring(properties.to_tree())})


def repacked(content: bytes, changed: Mapping[str, bytes] = {}) -> bytes:
    """A zip with every part stamped alike, some of them changed; those that it did not have come last."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        there = source.namelist()
        for name in (*there, *(name for name in changed if name not in there)):
            part = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            part.compress_type, part.create_system, part.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            archive.writestr(part, changed.get(name) or source.read(name))
    return target.getvalue()
