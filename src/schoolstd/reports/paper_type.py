"""The type of official documents: fonts, sizes, line spacing and indents, given to paragraphs of a .docx."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from schoolstd.workbook.typeset import clean

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph as Written

SONG, FANG, HEI, KAI, PAGE = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
TWO, THREE, FOUR, SMALL_FOUR = Pt(22), Pt(16), Pt(14), Pt(12)
LINE, CLOSE = Pt(28), Pt(18)

_UNSEEN = re.compile("[\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""What nobody sees, and what turns the direction of writing: a document that is signed must read as it looks."""


def write(paragraph: Written, text: str, font: str, size: Pt, side: Any = None, line: Pt = LINE) -> Written:
    """Give a paragraph its text, font and fixed line spacing."""
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, line
    if side is not None:
        paragraph.alignment = side
    run = paragraph.add_run(_UNSEEN.sub("", clean(text)))
    run.font.size = size
    set_font(run._r.get_or_add_rPr(), font)
    return paragraph


def indent(paragraph: Written, by_chars: str, by_points: str, count: int) -> None:
    """Indent by a number of characters, as Chinese word processors count, and by the same in points for the others."""
    properties = paragraph._p.get_or_add_pPr()
    indent = properties.get_or_add_ind()
    indent.set(qn(f"w:{by_chars}"), str(count * 100))
    indent.set(qn(f"w:{by_points}"), str(count * 320))


def set_font(properties: Any, name: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)


def add(parent: Any, tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element
