"""A Page as Markdown: headings, lists and tables, nothing in its texts taken for markup, a mention or a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.reports.markdown_text import escaped
from schoolstd.reports.page import Table, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.reports.page import Line, Page


def render(page: Page) -> str:
    """The page; ends with a line break."""
    parts = [f"# {escaped(page.title)}"]
    if page.subtitle:
        parts.append(escaped(page.subtitle))
    for section in page.sections:
        parts.append(f"## {escaped(section.heading)}")
        items: list[str] = []
        for block in section.blocks:
            if isinstance(block, Table):
                parts += ["\n".join(items)] if items else []
                parts.append("\n".join(_table(block)))
                items = []
            else:
                items.append(_item(block))
        parts += ["\n".join(items)] if items else []
    if page.footer:
        parts.append(f"*{escaped(page.footer)}*")
    return "\n\n".join(parts) + "\n"


def _item(line: Line) -> str:
    text = escaped(f"{line.mark} {line.text}" if line.mark else line.text)
    return f"{'  ' * max(line.indent - 1, 0)}- {f'**{text}**' if line.tone is Tone.STRONG else text}"


def _table(table: Table) -> Iterator[str]:
    yield _row(table.columns)
    yield _row((":---", *("---:" for _ in table.columns[1:])))
    for row in table.rows:
        yield _row(tuple(escaped(cell, False) for cell in row))


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
