"""A document that is handed in as .docx, laid out as GB/T 9704-2012 has official documents.

A4, margins 37/35/28/26 mm, 28 pt to the line and 22 lines to the page; title 2号小标宋, text 3号仿宋, headings 黑体 一、, 楷体
（一） and 仿宋 1.; page numbers — 1 — in 4号宋体, outside. The fonts are those that Chinese offices have; for machines without
them the font table of the file names which to use instead.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, cast

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from schoolstd.reports.paper import Grid, Paragraph, Style
from schoolstd.reports.paper_table import write_annex, write_grid
from schoolstd.reports.paper_type import FANG, FOUR, HEI, KAI, PAGE, SONG, THREE, TWO, add, indent, set_font, write
from schoolstd.workbook.packed import repacked
from schoolstd.workbook.typeset import clean

if TYPE_CHECKING:
    from schoolstd.reports.paper import Paper

INSTEAD = {
    SONG: "小标宋体,宋体,SimSun,Noto Serif CJK SC",
    FANG: "仿宋,FangSong,STFangsong,Noto Serif CJK SC",
    HEI: "SimHei,STHeiti,Noto Sans CJK SC",
    KAI: "楷体,KaiTi,STKaiti,Noto Serif CJK SC",
    PAGE: "SimSun,STSong,Noto Serif CJK SC",
}
FONTS = {
    Style.FIRST: HEI,
    Style.SECOND: KAI,
    Style.THIRD: FANG,
    Style.BODY: FANG,
    Style.ANNEX: FANG,
    Style.SIGNED: FANG,
}
LEVELS = {Style.FIRST: "0", Style.SECOND: "1", Style.THIRD: "2"}
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FONT_TABLE = "word/fontTable.xml"


def render(paper: Paper) -> bytes:
    """The bytes of the document; the same document gives the same bytes."""
    book = Document()
    properties = book.core_properties
    properties.author, properties.title, properties.comments = "schoolstd", " ".join(map(clean, paper.title))[:255], ""
    _set_page(book)
    normal = cast("Any", book.styles["Normal"])
    set_font(normal.element.get_or_add_rPr(), FANG)
    normal.font.size = THREE
    language = normal.element.rPr.find(qn("w:lang"))
    if language is None:
        language = add(normal.element.rPr, "w:lang")
    language.set(qn("w:eastAsia"), "zh-CN")
    for line in paper.title:
        write(book.add_paragraph(), line, SONG, TWO, WD_ALIGN_PARAGRAPH.CENTER, Pt(35))
    write(book.add_paragraph(), "", FANG, THREE)
    signing = False
    for number, each in enumerate(paper.body):
        if isinstance(each, Grid):
            write_grid(book, each)
            continue
        if each.style is Style.SIGNED and not signing:
            signing = True
            write(book.add_paragraph(), "", FANG, THREE).paragraph_format.keep_with_next = True
        if each.style is Style.ANNEX:
            write(book.add_paragraph(), "", FANG, THREE).paragraph_format.keep_with_next = True
        written = write(book.add_paragraph(), each.text, FONTS[each.style], THREE)
        if each.style is Style.SIGNED:
            written.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            written.paragraph_format.keep_with_next = each is not paper.body[-1]
            indent(written, "rightChars", "right", 4)
        else:
            written.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            indent(written, "firstLineChars", "firstLine", 2)
            after = paper.body[number + 1 :][:1]
            if after and isinstance(after[0], Paragraph) and after[0].style is Style.SIGNED:
                written.paragraph_format.keep_with_next = True  # no page with nothing but a signature
        if level := LEVELS.get(each.style):
            written.paragraph_format.keep_with_next = True
            add(written._p.get_or_add_pPr(), "w:outlineLvl", val=level)
    if paper.annex:
        write_annex(book, paper.annex)
    raw = io.BytesIO()
    book.save(raw)
    return repacked(raw.getvalue(), {FONT_TABLE: _font_table()})


def _set_page(book: Any) -> None:
    """The page and its numbers: on odd pages to the right, on even ones to the left, one character in from the edge."""
    section = book.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(37),
        Mm(35),
        Mm(28),
        Mm(26),
    )
    section.footer_distance = Mm(26)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = add(section._sectPr, "w:docGrid")
    for name, value in (("type", "lines"), ("linePitch", "579")):
        grid.set(qn(f"w:{name}"), value)
    book.settings.odd_and_even_pages_header_footer = True
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        numbered = footer.paragraphs[0]
        numbered.alignment = side
        indent(numbered, *(("rightChars", "right") if side == WD_ALIGN_PARAGRAPH.RIGHT else ("leftChars", "left")), 1)
        for kind, text in (("", "— "), ("begin", ""), ("instr", " PAGE "), ("end", ""), ("", " —")):
            run = numbered.add_run(text if not kind else "")
            run.font.size = FOUR
            set_font(run._r.get_or_add_rPr(), PAGE)
            if kind == "instr":
                code = OxmlElement("w:instrText")
                code.text = text
                run._r.append(code)
            elif kind:
                add(run._r, "w:fldChar", fldCharType=kind)


def _font_table() -> bytes:
    """The fonts that the document uses, each with those that may stand in for it."""
    table = parse_xml(f'<w:fonts xmlns:w="{WORD}"/>')
    for name, instead in INSTEAD.items():
        font = add(table, "w:font", name=name)
        add(font, "w:altName", val=instead)
        add(font, "w:charset", val="86")
    return serialize_part_xml(table)
