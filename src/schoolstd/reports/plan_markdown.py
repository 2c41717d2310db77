"""The document of a plan as Markdown: headings by `#`, the rest as paragraphs, nothing in it taken for markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from schoolstd.reports.plan_paper import Style

if TYPE_CHECKING:
    from schoolstd.reports.plan_paper import Paper

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
    parts += [MARKS[each.style] + escaped(each.text, each.style is not Style.THIRD) for each in paper.body]
    if annex := paper.annex:
        parts.append(f"## {escaped(annex.label)} {escaped(annex.title)}")
        rows = (annex.header, ["---"] * len(annex.header), *(map(escaped, row) for row in annex.rows))
        parts.append("\n".join(f"| {' | '.join(row)} |" for row in rows))
    return ("\n\n".join(parts) + "\n").encode()


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
