"""How numbers are shown in an xlsx: which of its styles make dates or spans of time of them."""

from __future__ import annotations

import re
from functools import lru_cache

from schoolstd.workbook.container import Handler, has_declaration, walk

MAX_STYLES = 100_000
"""Excel has at most 65,490."""
MAX_FORMAT = 1_000
"""Letters of a number format; Excel has at most 255."""

_FORMATS = re.compile(rb"<numFmts[ >].*?</numFmts>", re.DOTALL)
_FORMAT = re.compile(rb'<numFmt numFmtId="(\d{1,9})" formatCode="([^"<>]*+)"')
_STYLES = re.compile(rb"<cellXfs[ >].*?</cellXfs>", re.DOTALL)
_STYLE = re.compile(rb'<xf numFmtId="(\d{1,9})"')


def style_kinds(file: str, part: bytes) -> dict[str, str]:
    """`date` or `span` by the number of a style, as cells name it; plain ones are left out.

    Programs put the format first in a style, and then only formats and styles are looked at: fonts, borders and colours
    are most of the part. Raises InputError for any other part that cannot be read.
    """
    if not part:
        return {}
    quick = None if has_declaration(part) else _scanned(part)
    if quick is not None:
        return quick
    styles = _Styles()
    walk(file, part, styles)
    return styles.kinds


@lru_cache(maxsize=16)  # workbooks of one form have the same styles
def _scanned(part: bytes) -> dict[str, str] | None:
    """The kinds in a part of the usual form, or None."""
    formats, styles = _FORMATS.findall(part), _STYLES.findall(part)
    found = _FORMAT.findall(formats[0]) if formats else []
    ids = _STYLE.findall(styles[0]) if styles else []
    if len(formats) > 1 or len(styles) != 1 or len(ids) > MAX_STYLES or len(ids) != styles[0].count(b"<xf"):
        return None
    if part.count(b"<numFmts") != len(formats) or (formats and len(found) != formats[0].count(b"<numFmt ")):
        return None
    codes = [code.replace(b"&quot;", b'"') for _, code in found]
    if any(b"&" in code for code in codes):
        return None
    try:
        kinds = [_format_kind(code.decode()) for code in codes]
    except UnicodeDecodeError:
        return None
    known = _BUILT_IN | {int(id_): kind for (id_, _), kind in zip(found, kinds, strict=True)}
    return {str(number): kind for number, id_ in enumerate(ids) if (kind := known.get(int(id_)))}


_BUILT_IN = dict.fromkeys([*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)], "date") | {46: "span"}
"""The kinds of the formats that every program knows by number."""


class _Styles(Handler):
    """How numbers are shown: the styles, by number, that make dates or spans of time of them."""

    def __init__(self) -> None:
        self.formats = dict(_BUILT_IN)
        self.kinds: dict[str, str] = {}
        self.count = 0
        self.within = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("numFmts", "cellXfs"):
            self.within = name
        elif name == "numFmt" and self.within == "numFmts":
            self.formats[int(attributes["numFmtId"])] = _format_kind(attributes.get("formatCode", ""))
        elif name == "xf" and self.within == "cellXfs":
            if kind := self.formats.get(int(attributes.get("numFmtId", 0))):
                self.kinds[str(self.count)] = kind
            self.count += 1
            if self.count > MAX_STYLES:
                raise ValueError("more styles than any program writes")

    def end(self, name: str) -> None:
        if name == self.within:
            self.within = ""


_LITERALS = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)


def _format_kind(code: str) -> str:
    """What a format code makes of a number: a `date`, a `span` of time, or an empty string for a plain number."""
    letters = _LITERALS.sub("", code[:MAX_FORMAT])
    if "[" in letters:
        return "span"
    return "date" if re.search(r"[dmhys]", letters, re.IGNORECASE) else ""
