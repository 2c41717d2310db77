"""The slips of a person who writes YAML by hand: where one stands, the sign that was found, and what to write instead.

A YAML library tells where it gave up, in its own terms, often lines below the slip. Here the text is looked at once more, line
by line and forgivingly, for what people do who type with a Chinese keyboard or have not seen YAML before. Only called for a
file that cannot be read, or for a key or a value that nobody knows. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

BRACKETS = {"｛": "{", "｝": "}", "［": "[", "］": "]", "【": "[", "】": "]"}
CLOSED_BY = {"{": "}", "[": "]"}
QUOTES = {"“": "”", "”": "”", "‘": "’", "’": "’", "＂": "＂", "＇": "＇", "「": "」", "『": "』"}
SIGNS = {"≥": ">=", "≤": "<=", "−": "-", "—": "-", "–": "-", "。": ".", "=>": ">=", "=<": "<=", "⩾": ">=", "⩽": "<="}
"""What is typed for a sign of a figure or a comparison, and what it should be; the rest Unicode itself knows."""


_BREAK = re.compile(r"\r\n|\r|\n")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_ODD = "\u00a0\u1680\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff"
_ODD_BLANK = re.compile(f"[{_ODD}]")
_LEADING = re.compile(f"[ \t{_ODD}]*")
_WORD = r"[A-Za-z_][A-Za-z0-9_]*"
_FIELD = re.compile(rf"(?:- +)*\"?{_WORD}\"?:(?:[ \t]|$)")
_COLON = re.compile(rf"({_WORD}) *：")
_COLON_BLANK = re.compile(rf"{_WORD}:([{_ODD}])")
_TIGHT = re.compile(rf"({_WORD}):(?!//)([^\s:,\]}}].*)")
_DASH = re.compile(rf"(-{_WORD}): ")
_COMMA = re.compile(rf"([，；、])\s*({_WORD}) *(?=: |：)")
_ITEMS = re.compile("[，；、]")
_BLOCK = re.compile(r"[|>][-+0-9]{0,2}[ \t]*(?:#.*)?$")
_PLAIN = re.compile(r"(?:[^:#]|:(?![ \t]|$)|(?<![ \t])#)*")
_FLOW_PLAIN = re.compile(r"(?:[^:#,\[\]{}]|:(?![ \t,\[\]{}]|$)|(?<![ \t])#)*")
_ENDS = {'"': re.compile(r'(?:[^"\\]|\\.)*(")?'), "'": re.compile(r"(?:[^']|'')*(')?")}
"""From behind an opening quote to behind the closing one, or to the end of the line."""


MOST, LONGEST = 500_000, 5_000
"""Signs of a file and of a line: what is longer nobody has typed."""


class Slip(NamedTuple):
    """A slip: its line (from 1; 0 for a key or a value alone), a code of `wording`, and the values for its sentence."""

    line: int
    code: str
    values: dict[str, str]


ALIKE = ("slip_colon", "slip_blank", "slip_tab")
"""Slips of habit: whoever makes one makes more, and all of them can be told at once."""


def find_slips(text: str, line: int) -> list[Slip]:
    """Why a text is no YAML, when a parser gave up at a line: the last slip up to there, and the slips of habit of the whole
    file; else how that line is indented; else nothing. In the order of the lines."""
    if control := _CONTROL.search(text):
        number = len(_BREAK.findall(text[: control.start()])) + 1
        return [Slip(number, "slip_control", {"found": _point(control[0])})]
    scan = _Scan()
    lines = _BREAK.split(text)
    if len(text) > MOST or max(map(len, lines)) > LONGEST:
        return []
    for number, content in enumerate(lines, 1):
        scan.take(number, content)
    scan.end()
    last = max((each.line for each in scan.slips if each.line <= line), default=0)
    if last:
        kept = [each for each in scan.slips if each.line == last or each.code in ALIKE]
        return sorted(kept, key=lambda each: each.line)
    return _indentation(lines, line)


def odd_key(key: str) -> Slip | None:
    """Why a field is unknown, if it is for a sign in it."""
    if blank := _ODD_BLANK.search(key):
        return Slip(0, "slip_blank", {"found": _point(blank[0])})
    if colon := _COLON.match(key):
        return Slip(0, "slip_colon", {"key": colon[1]})
    if tight := _TIGHT.match(key):
        return Slip(0, "slip_colon_space", {"key": tight[1], "value": tight[2]})
    return _wrapped(key)


def odd_value(value: str) -> Slip | None:
    """Why a value is not what is wanted, if it is for a sign in it: full-width ones where YAML wants its own."""
    if blank := _ODD_BLANK.search(value):
        return Slip(0, "slip_blank", {"found": _point(blank[0])})
    if comma := _COMMA.search(value):
        return Slip(0, "slip_comma", {"found": comma[1], "key": comma[2]})
    if wrapped := _wrapped(value):
        return wrapped
    if signs := _ITEMS.search(value):
        return Slip(0, "slip_items", {"found": signs[0], "write": ", ".join(_ITEMS.split(value))})
    narrow = _narrow(value)
    return Slip(0, "slip_width", {"found": value, "write": narrow}) if narrow != value and narrow.isascii() else None


def _wrapped(text: str) -> Slip | None:
    """What begins or ends with a full-width quote or bracket."""
    if text[:1] in QUOTES or text[-1:] in QUOTES.values():
        inner = text.lstrip("".join(QUOTES)).rstrip("".join(QUOTES.values())).strip()
        return Slip(0, "slip_quotes", {"found": text, "write": _narrow(inner) if _narrow(inner).isascii() else inner})
    found = next((sign for sign in (text[:1], text[-1:]) if sign in BRACKETS), "")
    return Slip(0, "slip_bracket", {"found": found, "write": BRACKETS[found]}) if found else None


def _narrow(text: str) -> str:
    """A text with the signs of a figure or a comparison as YAML and the programme know them."""
    for found, write in SIGNS.items():
        text = text.replace(found, write)
    return unicodedata.normalize("NFKC", text)


def _point(sign: str) -> str:
    return f"U+{ord(sign):04X}"


class _Scan:
    """One line after the other: which quotes and brackets are open, and what can be no YAML."""

    def __init__(self) -> None:
        self.slips: list[Slip] = []
        self._quote = ("", 0, 0)  # the sign, the line and the column of the field that it stands in
        self._flow: list[tuple[str, int, int]] = []
        self._wide: Slip | None = None  # a full-width bracket where one may have been meant to close
        self._block = -1  # the column of the field whose text runs over the lines below it; -1 for none
        self._column = -1  # of the last field or dash
        self._plain = False  # whether its value is text that may go on below it

    def take(self, number: int, content: str) -> None:
        """The next line of the text."""
        blank = _LEADING.match(content)
        at = blank.end() if blank else 0
        if at == len(content) or (self._block >= 0 and at > self._block):
            return
        self._block = -1
        fresh = content.startswith("- ", at) or _FIELD.match(content, at)
        if self._quote[0]:
            if fresh and at <= self._quote[2]:
                self._unclosed()
            else:
                at = self._quoted(number, content, 0)
                if at >= 0:
                    self._tokens(number, content, at, 0)
                return
        if self._flow and fresh and at <= self._flow[0][2]:
            self._unclosed()
        if fresh or _COLON.match(content, at):
            leading = content[:at]
            if odd := _ODD_BLANK.search(leading):
                self._found(number, "slip_blank", found=_point(odd[0]))
                return
            if "\t" in leading and not self._flow:
                self._found(number, "slip_tab")
                return
        if content[at] != "#":
            self._begin(number, content, at)

    def end(self) -> None:
        """What is still open at the end of the text."""
        self._unclosed()

    def _found(self, line: int, code: str, **values: str) -> None:
        self.slips.append(Slip(line, code, values))

    def _unclosed(self) -> None:
        sign, line, _ = self._quote
        if sign:
            self._found(line, "slip_quote_open", found=sign)
        elif self._flow and self._wide:
            self.slips.append(self._wide)
        elif self._flow:
            bracket, line, _ = self._flow[-1]
            self._found(line, "slip_bracket_open", found=bracket, write=CLOSED_BY[bracket])
        self._quote, self._flow, self._wide = ("", 0, 0), [], None

    def _begin(self, number: int, content: str, at: int) -> None:
        """A line from its first sign on."""
        if self._flow:
            self._tokens(number, content, at, 0)
            return
        if self._plain and at > self._column:
            return
        self._plain = False
        if content.startswith(("---", "...", "%", "? ")):
            return
        if dash := _DASH.match(content, at):
            self._found(number, "slip_dash_space", found=dash[1])
            return
        self._column = at
        dashed = False
        while content.startswith("- ", at):
            dashed = True
            self._column = at
            at += 2
            while content.startswith(" ", at):
                at += 1
        if colon := _COLON.match(content, at):
            self._found(number, "slip_colon", key=colon[1])
        elif odd := _COLON_BLANK.match(content, at):
            self._found(number, "slip_blank", found=_point(odd[1]))
        else:
            self._tokens(number, content, at, 1 if dashed else 2)

    def _tokens(self, number: int, content: str, at: int, before: int) -> None:
        """What stands in a line from a place on. `before` is 0 behind a field or inside brackets, 1 where a field may come,
        2 where one must."""
        start = at
        while 0 <= at < len(content):
            sign = content[at]
            if sign in " \t" or (self._flow and sign in ",:"):
                at += 1
            elif sign == "#":
                return
            elif sign in "[{":
                limit = at - 1 if before == 2 else self._column
                self._flow.append((sign, number, limit))
                at, before = at + 1, 0
            elif sign in "]}":
                at = self._closed(number, sign, at)
            elif sign in _ENDS:
                self._quote = (sign, number, self._column)
                at = self._quoted(number, content, at + 1)
                if at >= 0 and before and content.startswith(":", at):
                    at, before = at + 1, 0
                    start = at
            elif self._special(number, content, at):
                return
            elif self._flow:
                at = self._inside(number, content, at)
            else:
                end = self._text(number, content, at, start, before)
                if end >= 0:
                    self._column = at
                at, before = end, 0
                start = end

    def _closed(self, number: int, sign: str, at: int) -> int:
        """Behind a closing bracket, or -1 when there is nothing that it closes."""
        if not self._flow or CLOSED_BY[self._flow[-1][0]] != sign:
            self._found(number, "slip_bracket_extra", found=sign)
            self._flow = []
            return -1
        self._flow.pop()
        self._wide = self._wide if self._flow else None
        return at + 1

    def _quoted(self, number: int, content: str, at: int) -> int:
        """Behind the quote that closes the open one, or -1 when it stays open or something else stands behind it."""
        sign, line, _ = self._quote
        end = _ENDS[sign].match(content, at)
        if not end or not end[1]:
            return -1
        self._quote = ("", 0, 0)
        rest = content[end.end() :].strip()
        if rest and not rest.startswith((",", "]", "}", ":", "#")):
            if line == number:
                self._found(number, "slip_after_quote", found=rest)
            else:
                self._found(line, "slip_quote_open", found=sign)
            self._flow = []
            return -1
        return end.end()

    def _special(self, number: int, content: str, at: int) -> bool:
        """Whether a value begins with a sign of YAML's own, so that there is nothing more to see in the line."""
        sign = content[at]
        if sign not in "|>@`%&*!":
            return False
        rest = content[at:]
        if sign in "|>" and not self._flow and _BLOCK.match(rest):
            self._block = max(self._column, 0)
            return True
        if sign in "|>@`%" or (sign in "&*" and rest[1:2] in ("", " ", ",")):
            value = re.split("[,}\\]]", rest)[0] if self._flow else rest
            self._found(number, "slip_sign", found=sign, value=value.strip())
            self._flow = []
            return True
        return sign in "&*!"

    def _inside(self, number: int, content: str, at: int) -> int:
        """Behind a text between brackets, or -1 when a slip stands in it."""
        if colon := _COLON.match(content, at):
            self._found(number, "slip_colon", key=colon[1])
            return colon.end()
        text = _FLOW_PLAIN.match(content, at)
        end = text.end() if text else at
        comma = _COMMA.search(content, at, end + 2)
        if comma and content.startswith(":", comma.end()):
            self._found(number, "slip_comma", found=comma[1], key=comma[2])
            self._flow = []
            return -1
        last = content[at:end].rstrip()[-1:]
        if last in BRACKETS and BRACKETS[last] in "]}":
            self._wide = Slip(number, "slip_bracket", {"found": last, "write": BRACKETS[last]})
        return max(end, at + 1)

    def _text(self, number: int, content: str, at: int, start: int, before: int) -> int:
        """Behind a field and its colon, or -1 at the end of the line."""
        found = _PLAIN.match(content, at)
        end = found.end() if found else at
        if content.startswith(":", end):
            if before:
                return end + 1
            if end > at:
                self._colon_inside(number, content, start, at)
            return -1
        text = content[at:end].strip()
        if before and (tight := _TIGHT.match(content, at)):
            self._found(number, "slip_colon_space", key=tight[1], value=tight[2].strip())
        elif before == 2:
            self._found(number, "slip_no_colon", found=text)
        else:
            self._plain = True
        return -1

    def _colon_inside(self, number: int, content: str, start: int, at: int) -> None:
        """A second colon in a line: for a full-width quote or bracket at its beginning, or in a text that needs quotes."""
        value = content[at:].strip()
        first = content[: start - 1].strip(" -")
        slip = (
            _wrapped(first) if first[:1] in BRACKETS else _wrapped(value) if value[:1] in {*QUOTES, *BRACKETS} else None
        )
        self.slips.append(slip._replace(line=number) if slip else Slip(number, "slip_colon_inside", {"value": value}))


def _indentation(lines: list[str], line: int) -> list[Slip]:
    """Whether a line is aligned with nothing above it, and what it should be aligned with."""
    if line > len(lines):
        return []
    fields: list[int] = []
    dashes: list[int] = []
    deepest = len(lines[line - 1])
    for content in reversed(lines[: line - 1]):
        at = len(content) - len(content.lstrip(" "))
        if at == len(content) or content[at] == "#" or at > deepest + 8:
            continue
        while content.startswith("- ", at):
            dashes.append(at)
            at += 2
        fields.append(at)
        if content[0] not in " -#":
            break
    content = lines[line - 1]
    here = len(content) - len(content.lstrip(" "))
    known = dashes if content.startswith("- ", here) else fields
    if here in known or not known:
        return []
    wanted = min(known, key=lambda each: (abs(each - here), -each))
    return [Slip(line, "slip_indent", {"found": str(here), "wanted": str(wanted)})]
