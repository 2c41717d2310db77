"""A workbook for a library that makes an object of everything in it: what that would take is reckoned before it is asked to.

The library opens archives by itself and believes what they say. It is therefore given one made anew: every part once, whole,
no longer than it said, and not packed.
"""

from __future__ import annotations

import io
import re
import zipfile
from posixpath import normpath
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.errors import InputError
from schoolstd.location import parse_cell
from schoolstd.workbook.container import all_parts, bytes_of, container_of, hold_markup
from schoolstd.workbook.limits import in_force
from schoolstd.workbook.uses import uses

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping, Sequence

MOST = 3_000_000
"""What a workbook may take, in the units below: a form that is filled in takes a tenth of that."""
CELL, ROW, MERGED, STYLE, STRING, OTHER = 25, 55, 300, 125, 10, 65
"""What each takes, in microseconds of a slow machine, and a thirtieth of that in kilobytes: measured by opening workbooks twice
and saving them. STRING is a tag of the shared strings, OTHER any other tag: a rule, a link, a name, a note."""
BYTES = 33
"""Bytes of a picture that take as much memory as one of these units."""
MAX_MERGED = 200_000
"""Cells in areas that are merged, or a link or a note has: each of them becomes an object, as some of a table's may."""
LONG_TAG, MAX_LONG_TAGS = 100_000, 5_000_000
"""Bytes of a tag that is long, and of all such tags: a parser may begin such a one again whenever more of it comes."""
_TAG = rb"<(?:[^<>\s/:]+:)?(?:%s)[\s/>]"
_CELLS, _ROWS, _IN_CELLS, _AREAS, _STYLES, _IN_STRINGS = (
    re.compile(_TAG % names)
    for names in (
        b"c",
        b"row",
        b"/c|/row|v|/v|f|/f|is|/is|t|/t|r|/r",
        b"mergeCell",
        b"xf",
        b"/?(?:sst|si|t|r|rPr|rPh|phoneticPr|sz|color|rFont|family|charset|scheme|b|i|u|strike|vertAlign|outline|shadow|condense|extend)",
    )
)
_NAMING = b"mergeCell|hyperlink|comment|table"
_NAMES_AREA = re.compile(_TAG % _NAMING)
_AREA = re.compile(rb"<(?:[^<>\s/:]+:)?(%s)((?:\s+[^\s=<>\"']+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*+)\s*/?>" % _NAMING)
_ATTRIBUTE = re.compile(rb"\s+([^\s=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_LONG = re.compile(rb"<[^<]{%d,}" % LONG_TAG)
_MARKUP = re.compile(rb"[\xef\xbb\xbf\xfe\xff\x00\s]*+(?:<|Lo\xa7\x94)")
"""How XML begins in any encoding that a parser may know."""
_PLAIN = re.compile(rb"(?:\xef\xbb\xbf)?\s*+<(?!\?xml[^>]*encoding\s*=\s*[\"'](?!(?i:utf-8|us-ascii)[\"']))[^\x00]")
"""How it begins as spreadsheet programs write it; in another encoding, signs are hidden that are counted here."""


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
    if any(normpath(part) != part.rstrip("/") for part in parts):
        raise InputError(name, "broken_zip")
    markup = {part: data for part, data in parts.items() if _MARKUP.match(data)}
    if not all(map(_PLAIN.match, markup.values())):
        raise InputError(name, foreign)
    hold_markup(markup.values(), name, in_force())
    if _is_heavy(parts, markup, uses(parts, name)):
        raise InputError(name, too_large)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for part, data in parts.items():
            archive.writestr(zipfile.ZipInfo(part), data)
    return Whole(content, target.getvalue(), parts, damaged)


def _is_heavy(parts: Mapping[str, bytes], markup: Mapping[str, bytes], used: Counter[str]) -> bool:
    """Whether it would take too much to open a workbook, by the tags in its parts and how often each is read."""
    if sum(len(tag) for data in markup.values() for tag in _LONG.findall(data)) > MAX_LONG_TAGS:
        return True
    total = merged = 0
    for part, data in parts.items():
        name = part.lower()
        times = max(1, used[name])
        if part in markup:
            total += times * weight(name, data)
            merged += times * _merged(data)
        else:
            total += used[name] * (len(data) // BYTES)
        if total > MOST or merged > MAX_MERGED:
            return True
    return False


def weight(name: str, data: bytes) -> int:
    """What it takes to open a part once. By its name it may be of a kind whose tags take little; the other tags count in full."""
    tags = data.count(b"<")
    if name.startswith("xl/sharedstrings"):
        light = _count(_IN_STRINGS, data)
        return STRING * light + OTHER * (tags - light)
    if name.startswith("xl/styles"):
        styles = _count(_STYLES, data)
        return STYLE * styles + OTHER * (tags - styles)
    if name.startswith("xl/worksheets/sheet"):
        cells, rows, merged = (_count(each, data) for each in (_CELLS, _ROWS, _AREAS))
        others = tags - cells - rows - merged - _count(_IN_CELLS, data)
        return CELL * cells + ROW * rows + MERGED * merged + OTHER * others
    return OTHER * tags


def _count(pattern: re.Pattern[bytes], data: bytes) -> int:
    return sum(1 for _ in pattern.finditer(data))


def _merged(part: bytes) -> int:
    """How many cells are made because an area has them; more than are allowed when one is written as no program writes it."""
    found = _AREA.findall(part)
    if len(found) != _count(_NAMES_AREA, part):
        return MAX_MERGED + 1
    areas = [
        (kind, double or single)
        for kind, attributes in found
        for name, double, single in _ATTRIBUTE.findall(attributes)
        if name == b"ref"
    ]
    return sum(_area(reference) // (2 if kind == b"table" else 1) for kind, reference in areas)


def _area(reference: bytes) -> int:
    """How many cells a reference such as A1:C3 names; more than are allowed when it is none."""
    first, _, last = reference.decode("ascii", "replace").partition(":")
    try:
        (top, left), (bottom, right) = parse_cell(first), parse_cell(last or first)
    except ValueError:
        return MAX_MERGED + 1
    return (abs(bottom - top) + 1) * (abs(right - left) + 1)
