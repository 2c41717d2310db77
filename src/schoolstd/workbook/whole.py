"""A workbook for a library that makes an object of everything in it: what that would take is reckoned before it is asked to.

The library opens archives by itself and believes what they say. It is therefore given one made anew: every part once, whole,
no longer than it said, and not packed.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.errors import InputError
from schoolstd.location import parse_cell
from schoolstd.workbook.container import all_parts, bytes_of, container_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MOST = 3_000_000
"""What a workbook may take, in the units below: a form that is filled in takes a tenth of that."""
CELL, ROW, MERGED, STYLE, STRING, OTHER = 25, 55, 300, 125, 10, 65
"""What each takes, in microseconds of a slow machine, and a thirtieth of that in kilobytes: measured by opening workbooks twice
and saving them. STRING is a tag of the shared strings, OTHER any other tag: a rule, a link, a name, a note."""
MAX_MERGED = 200_000
"""Cells in merged areas: each of them becomes an object."""
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\sref=[\"']([^\"']*)[\"']")
_CELLS, _ROWS, _IN_CELLS, _AREAS, _STYLES = (
    re.compile(rb"<(?:\w+:)?(?:%s)[\s/>]" % names)
    for names in (b"c", b"row", b"/c|/row|v|/v|f|/f|is|/is|t|/t|r|/r", b"mergeCell", b"xf")
)


class Whole(NamedTuple):
    """A workbook's bytes, the same made anew, its parts by name, and the names of those that are damaged and left out."""

    content: bytes
    anew: bytes
    parts: dict[str, bytes]
    damaged: tuple[str, ...]


def open_parts(path: str, name: str, foreign: str, too_large: str, spared: Sequence[str] = ()) -> Whole:
    """A workbook that may be opened whole. Raises InputError when it is no xlsx (`foreign`), when that would take too much
    memory or time (`too_large`), when a part is damaged whose name fits none of the patterns in `spared`, and as
    `open_container` does."""
    content = bytes_of(path, name)
    if container_of(content, name).format != "xlsx":
        raise InputError(name, foreign)
    parts, damaged = all_parts(content, name)
    if any(not any(re.match(pattern, part.lower()) for pattern in spared) for part in damaged):
        raise InputError(name, "broken_zip")
    if weight(parts) > MOST or _merged(parts.values()) > MAX_MERGED:
        raise InputError(name, too_large)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for part, data in parts.items():
            archive.writestr(zipfile.ZipInfo(part), data)
    return Whole(content, target.getvalue(), parts, damaged)


def weight(parts: Mapping[str, bytes]) -> int:
    """What it takes to open a workbook, by the tags in its parts."""
    total = 0
    for part, data in parts.items():
        name = part.lower()
        tags = data.count(b"<") if name.endswith((".xml", ".rels", ".vml")) else 0
        if name.startswith("xl/sharedstrings"):
            total += STRING * tags
        elif name.startswith("xl/styles"):
            styles = _count(_STYLES, data)
            total += STYLE * styles + OTHER * (tags - styles)
        elif name.startswith("xl/worksheets/sheet"):
            cells, rows, merged = (_count(each, data) for each in (_CELLS, _ROWS, _AREAS))
            others = tags - cells - rows - merged - _count(_IN_CELLS, data)
            total += CELL * cells + ROW * rows + MERGED * merged + OTHER * others
        else:
            total += OTHER * tags
        if total > MOST:
            break
    return total


def _count(pattern: re.Pattern[bytes], data: bytes) -> int:
    return sum(1 for _ in pattern.finditer(data))


def _merged(parts: Iterable[bytes]) -> int:
    return sum(_area(found) for part in parts for found in _MERGED.findall(part))


def _area(reference: bytes) -> int:
    """How many cells a reference such as A1:C3 names; more than are allowed when it is none."""
    first, _, last = reference.decode("ascii", "replace").partition(":")
    try:
        (top, left), (bottom, right) = parse_cell(first), parse_cell(last or first)
    except ValueError:
        return MAX_MERGED + 1
    return (abs(bottom - top) + 1) * (abs(right - left) + 1)
