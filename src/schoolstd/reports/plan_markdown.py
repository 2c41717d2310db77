"""The document of a plan as Markdown: headings by `#`, the rest as paragraphs, nothing in it taken for markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from schoolstd.reports.paper import Grid, Style

if TYPE_CHECKING:
    from schoolstd.reports.paper import Paper, Paragraph

MARKS = {
    Style.FIRST: "## ",
    Style.SECOND: "### ",
    Style.THIRD: "#### ",
    Style.BODY: "",
    Style.ANNEX: "",
    Style.SIGNED: "",
}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#&])")
_START = re.compile(r"^([-+=]|\d+(?=[.)]))")


def render(paper: Paper) -> bytes:
    """The document in UTF-8."""
    parts = ["# " + " ".join(map(escaped, paper.title))]
    parts += [_table(each) if isinstance(each, Grid) else _paragraph(each) for each in paper.body]
    if annex := paper.annex:
        parts += [f"## {escaped(annex.label)} {escaped(annex.title)}", _table(annex.grid)]
    return ("\n\n".join(parts) + "\n").encode()


def _paragraph(paragraph: Paragraph) -> str:
    return MARKS[paragraph.style] + escaped(paragraph.text, paragraph.style is not Style.THIRD)


def _table(grid: Grid) -> str:
    rows = (grid.header, ["---"] * len(grid.header), *(map(escaped, row) for row in grid.rows))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def escaped(text: str, at_start: bool = False) -> str:
    """Text that shows as itself; `at_start` also what only means something at the start of a paragraph."""
    if not text.isprintable():  # what a terminal or an editor would obey, such as a change of direction
        text = "".join(letter if letter.isprintable() or letter.isspace() else " " for letter in text)
    one_line = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return (
        _START.sub(lambda found: f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}", one_line)
        if at_start
        else one_line
    )
