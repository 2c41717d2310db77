"""A Page as one HTML file: nothing is fetched, nothing runs, every text is escaped; for a screen, a phone and paper."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from schoolstd.reports.page import Table, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schoolstd.reports.page import Line, Page

STYLE = """
:root{color-scheme:light;--ink:#262626;--soft:#52606d;--line:#d0d7e2;--mist:#f2f4f7;--navy:#1f4e79}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:1.5rem 1rem;color:var(--ink);background:#fff;overflow-wrap:anywhere;
font:16px/1.7 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC",sans-serif}
h1{font-size:1.6rem;line-height:1.35;color:var(--navy);margin:0}
h2{font-size:1.2rem;color:var(--navy);border-bottom:2px solid var(--navy);padding-bottom:.2rem;margin:2rem 0 .75rem}
.day,.muted,footer{color:var(--soft)}.strong{font-weight:700}
.good{color:#1b5e20}.warn{color:#7a4b00}.bad{color:#a11212}
ul{list-style:none;margin:0;padding:0}li{margin:.15rem 0}
.in1{padding-left:1rem}.in2{padding-left:2.4rem}.in3{padding-left:3.8rem}
.scroll{overflow-x:auto;margin:.5rem 0}
table{border-collapse:collapse;width:100%}
th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
th:first-child,td:first-child{text-align:left;white-space:normal;min-width:9.5em}
tbody th{font-weight:400}
thead th{background:var(--navy);color:#fff;font-weight:600}
tbody tr:nth-child(even){background:var(--mist)}
footer{margin-top:2.5rem;border-top:1px solid var(--line);padding-top:.75rem}
@media(max-width:40rem){body{font-size:15px}th,td{padding:.3rem}}
@media print{@page{size:A4;margin:15mm}body{font-size:10pt;max-width:none;padding:0}.scroll{overflow:visible}
h2,tbody tr:first-child{break-after:avoid}tr,li{break-inside:avoid}tbody tr:last-child{break-before:avoid}
thead{display:table-header-group}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""
DEEPEST = 3
"""The depth of indents beyond which lines are not set in further."""


def render(page: Page, lang: str = "zh") -> str:
    """The whole file; ends with a line break."""
    return "\n".join(_lines(page, lang)) + "\n"


def policy() -> str:
    """What the page may load: its own style, named by its digest, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _lines(page: Page, lang: str) -> Iterator[str]:
    title = _text(page.title)
    yield f'<!DOCTYPE html>\n<html lang="{"en" if lang == "en" else "zh-CN"}">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy()}">'
    yield f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>'
    yield f"<style>{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>"
    if page.subtitle:
        yield f'<p class="day">{_text(page.subtitle)}</p>'
    yield "</header>\n<main>"
    for section in page.sections:
        yield f"<section>\n<h2>{_text(section.heading)}</h2>"
        for is_table, blocks in groupby(section.blocks, lambda block: isinstance(block, Table)):
            if is_table:
                for block in blocks:
                    yield from _table(block)  # type: ignore[arg-type]
            else:
                yield from _list(blocks)  # type: ignore[arg-type]
        yield "</section>"
    yield "</main>"
    if page.footer:
        yield f"<footer>{_text(page.footer)}</footer>"
    yield "</body>\n</html>"


def _list(lines: Iterable[Line]) -> Iterator[str]:
    yield "<ul>"
    for line in lines:
        classes = [f"in{min(line.indent, DEEPEST)}"] if line.indent else []
        classes += [str(line.tone)] if line.tone is not Tone.PLAIN else []
        kind = f' class="{" ".join(classes)}"' if classes else ""
        yield f"<li{kind}>{_text(f'{line.mark} {line.text}' if line.mark else line.text)}</li>"
    yield "</ul>"


def _table(table: Table) -> Iterator[str]:
    head = "".join(f'<th scope="col">{_text(text)}</th>' for text in table.columns)
    yield f'<div class="scroll"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>'
    for row in table.rows:
        first, *others = map(_text, row)
        yield f'<tr><th scope="row">{first}</th>{"".join(f"<td>{text}</td>" for text in others)}</tr>'
    yield "</tbody>\n</table></div>"


def _text(text: str) -> str:
    """Escaped, without control characters, which HTML forbids."""
    return escape("".join(letter if letter.isprintable() or letter in "\u3000 " else " " for letter in text))
