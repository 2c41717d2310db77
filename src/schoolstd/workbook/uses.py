"""How often each part of a workbook is read by a library that opens it whole: as often as anything refers to it.

Parts refer to each other by relations, and name a relation as often as they like: a thousand pictures may be one file, and five
hundred sheets one sheet.
"""

from __future__ import annotations

import re
from collections import Counter
from posixpath import join, normpath
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.workbook.container import Handler, walk

if TYPE_CHECKING:
    from collections.abc import Mapping

LEVELS = 5
"""From the package to the workbook, its sheets, their drawings, the charts of these, and what a chart has."""
PIVOT = "/pivotCacheDefinition"
"""What is read anew for every sheet, whether the sheet has use for it or not."""
_RELATIONS = re.compile(r"(?:(.*)/)?_rels/([^/]*)\.rels")
_SHEET = re.compile(rb"<(?:[^<>\s/:]+:)?sheet[\s/>]")
_NAMED = re.compile(rb"[:\s](?:id|embed|link|pict)\s*=\s*[\"']([^\"'<]*)")


class _Relation(NamedTuple):
    id: str
    kind: str
    target: str


def uses(parts: Mapping[str, bytes], file: str) -> Counter[str]:
    """How often each part is referred to, by its name in lower case; parts that nothing refers to are not there. Names of
    parts are plain: no two differ in case alone. Raises InputError for relations that cannot be read."""
    low = {name.lower(): part for name, part in parts.items()}
    related = {name: _relations(name, part, file) for name, part in low.items() if _RELATIONS.fullmatch(name)}
    found: Counter[str] = Counter()
    level = Counter({"": 1})
    for _ in range(LEVELS):
        below: Counter[str] = Counter()
        for source, times in level.items():
            part = low.get(source, b"")
            named = Counter(_NAMED.findall(part))
            unclear = sum(count for name, count in named.items() if b"&" in name)
            for each in related.get(_relations_of(source), ()):
                often = max(1, named[each.id.encode()] + unclear)
                if each.kind.endswith(PIVOT):
                    often *= max(1, len(_SHEET.findall(part)))
                below[each.target] += times * often
        found += below
        level = Counter({name: times for name, times in below.items() if name in low})
    return found


def _relations(name: str, part: bytes, file: str) -> list[_Relation]:
    """What a part of relations says that another one refers to in the file."""
    match = _RELATIONS.fullmatch(name)
    folder = (match and match[1]) or ""
    found = _Relations()
    walk(file, part, found)
    return [each._replace(target=_name(join("/", folder, each.target))) for each in found.found]


def _relations_of(name: str) -> str:
    folder, _, last = name.rpartition("/")
    return f"{folder}/_rels/{last}.rels" if folder else f"_rels/{last}.rels"


def _name(target: str) -> str:
    return normpath(target.replace("\\", "/")).lstrip("/").lower()


class _Relations(Handler):
    """Every relation that leads to a part of the file, those too that share an id."""

    def __init__(self) -> None:
        self.found: list[_Relation] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            self.found.append(
                _Relation(attributes.get("Id", ""), attributes.get("Type", ""), attributes.get("Target", ""))
            )
