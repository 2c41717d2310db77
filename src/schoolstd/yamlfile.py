"""A YAML file to plain values, with the line of every one of them, or every mistake in it at once.

Stricter than YAML on purpose: no anchors, aliases, tags or second documents (so nothing can expand or be run), no repeated
keys, bounded depth and size. Unquoted text stays text except whole numbers, true, false and null: `no`, `12:30`, `1e3` and
`010` mean what they look like.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from schoolstd.boundedfile import read_bounded, unread
from schoolstd.yaml_slips import BRACKETS, Slip, find_slips, odd_key, odd_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

MAX_BYTES = 2_000_000
MAX_DEPTH = 30
MAX_ENTRIES = 40_000
"""Keys, values and lists of a file: the largest that came along has a tenth of that."""
MAX_MISTAKES = 200
"""In the writing of one file: after so many it is no file of this kind."""

Key = tuple[str | int, ...]


class YamlMistake(NamedTuple):
    """One mistake in a file: line and column count from 1, `field` is a dotted path, `code` belongs to `wording`."""

    file: str
    line: int
    field: str
    code: str
    values: Mapping[str, str] = {}


class YamlDocument(NamedTuple):
    """A file's values, and the line on which each of them starts, by its path of keys and indices."""

    file: str
    value: Any
    lines: dict[Key, int]
    mistakes: tuple[YamlMistake, ...] = ()

    def line(self, path: Key) -> int:
        """The line of a path, or of the nearest thing above it that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def mistake(self, path: Key, code: str, values: Mapping[str, str] | None = None) -> YamlMistake:
        """A mistake at a path of this file."""
        return YamlMistake(self.file, self.line(path), dotted(path), code, dict(values or {}))


def dotted(path: Key) -> str:
    """`indicators[3].checks[0].bound` for a path of keys and indices."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def load_yaml(path: Path, name: str) -> YamlDocument:
    """A file's document; `name` is how messages call it. Mistakes are in the document, never raised; bounded by MAX_BYTES."""
    try:
        raw = read_bounded(path, MAX_BYTES)
    except OSError as error:
        code, values = unread(error)
        return _broken(name, 1, f"file_{code}", values)
    if len(raw) > MAX_BYTES:
        return _broken(name, 1, "file_too_large", {"limit": str(MAX_BYTES)})
    return parse_yaml(raw, name)


def parse_yaml(raw: bytes, name: str) -> YamlDocument:
    """The document in some bytes, which must be UTF-8 (a byte order mark is allowed)."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _broken(name, raw[: error.start].count(b"\n") + 1, "not_utf8", {})
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    builder = _Builder(name)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
            if builder.stopped:
                break
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return _no_yaml(name, text, mark.line + 1 if mark else 1, builder.mistakes)
    except (YAMLError, ValueError, RecursionError):
        return _no_yaml(name, text, 1, builder.mistakes)
    return YamlDocument(name, builder.root, builder.lines, tuple(builder.mistakes))


def _broken(
    name: str, line: int, code: str, values: dict[str, str], before: list[YamlMistake] | None = None
) -> YamlDocument:
    return YamlDocument(name, None, {}, (*(before or ()), YamlMistake(name, line, "", code, values)))


def _no_yaml(name: str, text: str, line: int, before: list[YamlMistake]) -> YamlDocument:
    """A document that cannot be read beyond a line. The parser's reason is in terms that help nobody who only types values."""
    slips = find_slips(text, line) or [Slip(line, "not_yaml", {})]
    mistakes = [YamlMistake(name, each.line, "", each.code, each.values) for each in slips[:MAX_MISTAKES]]
    return YamlDocument(name, None, {}, (*before, *mistakes))


def plainly(mistakes: Iterable[YamlMistake]) -> list[YamlMistake]:
    """Mistakes, each told by the slip of writing behind it where one shows; what only follows from such a slip is left out:
    the field that is missing because its name is run together with its value."""
    told: list[YamlMistake] = []
    followed: set[tuple[str, str, str]] = set()
    for each in mistakes:
        odd = next((each.values[key] for key in _ODD.get(each.code, ()) if key in each.values), "")
        slip = (odd_key(odd) if each.code == "field_unknown" else odd_value(odd)) if odd else None
        if each.code == "wrong_shape" and each.values["found"][:1] in BRACKETS:
            slip = odd_value(each.values["found"])
        if slip is None:
            told.append(each)
            continue
        told.append(each._replace(code=slip.code, values=slip.values))
        if "key" in slip.values:
            followed.add((each.file, each.field.removesuffix(odd).rstrip("."), slip.values["key"]))
    return [
        each
        for each in told
        if each.code != "field_missing" or (each.file, each.field, each.values["field"]) not in followed
    ]


_ODD = {
    "field_unknown": ("field",),
    "kind_unknown": ("found",),
    "not_one_of": ("found",),
    "bad_form": ("found",),
    "no_such_date": ("found",),
    "unknown_reference": ("id",),
    "not_an_option": ("item",),
}
"""Mistakes behind which a slip of writing may stand, and the value in which it shows."""


def _scalar(event: Any) -> Any:
    """The value of a scalar: quoted is text; unquoted is text too, but for whole numbers, true, false and null."""
    text = event.value
    if event.style is not None:
        return text
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    digits = text.removeprefix("-")
    if digits.isascii() and digits.isdigit() and len(digits) < 19 and (digits == "0" or digits[0] != "0"):
        return int(text)
    return text


class _Builder:
    """Values from parse events, with lines and mistakes. A stack of open containers; no recursion."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Any = None
        self.lines: dict[Key, int] = {}
        self.mistakes: list[YamlMistake] = []
        self.stopped = False
        self._open: list[tuple[Any, Key]] = []
        self._key: list[str | None] = []
        self._documents = 0
        self._entries = 0

    def take(self, event: Any) -> None:
        """One event of the parser."""
        kind = type(event).__name__
        line = event.start_mark.line + 1
        self._entries += 1
        if self._entries > MAX_ENTRIES:
            self._mistake(line, "too_many_entries", {"limit": str(MAX_ENTRIES)})
            self.stopped = True
            return
        if kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                self._mistake(line, "second_document")
                self.stopped = True
        elif kind == "AliasEvent":
            self._mistake(line, "alias", {"name": str(event.anchor)})
            if self._awaits_key():
                self._key[-1] = f"*{event.anchor}"
            else:
                self._put(None, line)
        elif kind in ("ScalarEvent", "SequenceStartEvent", "MappingStartEvent"):
            if getattr(event, "anchor", None):
                self._mistake(line, "anchor", {"name": str(event.anchor)})
            if getattr(event, "ctag", None) is not None:
                self._mistake(line, "tag", {"tag": str(event.ctag)})
            if kind == "ScalarEvent":
                if event.style in ("|", ">") and not event.value:
                    self._mistake(line, "slip_sign", {"found": event.style, "value": event.style})
                self._put_scalar(event, line)
            else:
                self._start([] if kind == "SequenceStartEvent" else {}, line)
        elif kind in ("SequenceEndEvent", "MappingEndEvent"):
            self._open.pop()
            self._key.pop()

    def _mistake(self, line: int, code: str, values: dict[str, str] | None = None) -> None:
        field = dotted(self._path()) if self._open else ""
        self.mistakes.append(YamlMistake(self.name, line, field, code, values or {}))
        self.stopped = self.stopped or len(self.mistakes) >= MAX_MISTAKES

    def _path(self) -> Key:
        container, path = self._open[-1]
        if isinstance(container, list):
            return (*path, len(container))
        key = self._key[-1]
        return path if key is None else (*path, key)

    def _awaits_key(self) -> bool:
        """Whether the next event is a mapping's key."""
        return bool(self._open) and isinstance(self._open[-1][0], dict) and self._key[-1] is None

    def _start(self, container: Any, line: int) -> None:
        if len(self._open) >= MAX_DEPTH:
            self._mistake(line, "too_deep", {"limit": str(MAX_DEPTH)})
            self.stopped = True
            return
        if self._awaits_key():
            self._mistake(line, "key_not_text")
            self._key[-1] = f"?{line}"
            path = self._path()
        else:
            path = self._path() if self._open else ()
            self._put(container, line)
        self._open.append((container, path))
        self._key.append(None)

    def _put_scalar(self, event: Any, line: int) -> None:
        if self._awaits_key():
            container, path = self._open[-1]
            if event.value in container:
                self._mistake(line, "repeated_key", {"key": event.value})
            self._key[-1] = event.value
            self.lines[(*path, event.value)] = line
            return
        self._put(_scalar(event), line)

    def _put(self, value: Any, line: int) -> None:
        if not self._open:
            self.root = value
            self.lines[()] = line
            return
        container, _ = self._open[-1]
        path = self._path()
        self.lines.setdefault(path, line)
        if isinstance(container, list):
            container.append(value)
        else:
            container[self._key[-1]] = value
            self._key[-1] = None
