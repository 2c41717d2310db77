"""Which catalogs a YAML file may extend, by its text alone: reading YAML takes longer than a whole check.

It may name one too many, which only costs a compilation; one that it misses, the loader notices (`store.digest_with`).
"""

from __future__ import annotations

import re

MOST = 8
"""Ids of one file: a catalog extends one."""
_KEY = re.compile(rb"""^(?P<before>[^\n]*?)(?<![\w-])["']?extends["']?[ \t]*:(?=\s)""", re.MULTILINE)
_GAP = re.compile(rb"(?:\s|(?<=\s)#[^\n]*)*")
_ID = re.compile(rb"""(?<![\w-])["']?id["']?\s*:\s(?:\s|#[^\n]*\n)*["']?([^\s"',{}#]+)""")


def extended(content: bytes) -> tuple[str, ...]:
    """The ids that stand in the mappings of all keys `extends`, whatever the order and the quotes, comments between or not."""
    if b"extends" not in content:
        return ()
    found: dict[str, None] = {}
    for key in _KEY.finditer(content):
        for each in _ID.finditer(_mapping(content, key)):
            found[each[1].decode("utf-8", "replace")] = None
    return tuple(found)[:MOST]


def _mapping(content: bytes, key: re.Match[bytes]) -> bytes:
    """The text of a key's value: up to the closing brace, or the lines that are indented further than the key."""
    gap = _GAP.match(content, key.end())
    start = gap.end() if gap else key.end()
    if content[start : start + 1] == b"{":
        return content[start : content.find(b"}", start) % (len(content) + 1)]
    indent = len(key["before"]) - len(key["before"].lstrip(b" "))
    lines = []
    for line in content[key.end() :].split(b"\n")[1:]:
        bare = line.lstrip(b" ")
        if bare and not bare.startswith(b"#") and len(line) - len(bare) <= indent:
            break
        lines.append(line)
    return b"\n".join(lines)
