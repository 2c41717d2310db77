"""A report before it has a format: headings, lines, findings and tables, with tones instead of colours."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Tone(StrEnum):
    """What a piece of a page means; every format decides how it looks."""

    PLAIN = "plain"
    GOOD = "good"
    BAD = "bad"
    WARN = "warn"
    MUTED = "muted"
    STRONG = "strong"


class Line(NamedTuple):
    """A line of text. `mark` is a short sign before it, `indent` its depth."""

    text: str
    tone: Tone = Tone.PLAIN
    indent: int = 0
    mark: str = ""


class Table(NamedTuple):
    """Columns with a heading each; the first is text, the others are aligned to the right."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    tones: tuple[Tone, ...] = ()


class Section(NamedTuple):
    """A heading and what stands below it, in order."""

    heading: str
    blocks: tuple[Line | Table, ...]


class Page(NamedTuple):
    """A whole report."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    footer: str = ""
