"""The document of a plan as Markdown: headings by `#`, the rest as paragraphs, nothing in it taken for markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.reports.markdown_text import escaped
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


def render(paper: Paper) -> bytes:
    """The document in UTF-8."""
    parts = ["# " + " ".join(map(escaped, paper.title))]
    parts += [_table(each) if isinstance(each, Grid) else _paragraph(each) for each in paper.body]
    if annex := paper.annex:
        parts += [f"## {escaped(annex.label)} {escaped(annex.title)}", _table(annex.grid)]
    return ("\n\n".join(parts) + "\n").encode()


def _paragraph(paragraph: Paragraph) -> str:
    return MARKS[paragraph.style] + escaped(paragraph.text, not MARKS[paragraph.style])


def _table(grid: Grid) -> str:
    rows = (grid.header, ["---"] * len(grid.header), *([escaped(cell, False) for cell in row] for row in grid.rows))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
