"""Files that mean harm, or are not what they are called: each with what is to become of it.

`WORKBOOKS` are archives that look like a school's workbook: read, or refused with a code. `FOREIGN` are other files. All are
made when asked for; the largest take a second.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.workbook import books

if TYPE_CHECKING:
    from collections.abc import Callable

READ = "read"
"""Read like any other workbook."""
ANY = "any"
"""Read or refused, within the limits: what it holds is more than a form can hold."""

MEGABYTE = 1_000_000
STRICT = (
    (books.MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (books.RELATION, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ROWS = books.sheet_xml(books.FORM["数据"])


def form(**sheets: str | bytes) -> bytes:
    """The form with other parts for some sheets."""
    return books.by_hand(**sheets)


def with_parts(**parts: str | bytes) -> bytes:
    """The form with more parts, or others."""
    return books.packed({**parts_of(form()), **parts})


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows_more(rows: str) -> bytes:
    """The form with more rows at the end of 数据."""
    return form(数据=ROWS.replace("</sheetData>", f"{rows}</sheetData>"))


def after_rows(xml: str) -> bytes:
    """The form with more XML behind the rows of 数据."""
    return form(数据=ROWS.replace("</worksheet>", f"{xml}</worksheet>"))


def with_photo(content: bytes) -> bytes:
    """A workbook with a picture that cannot be packed, so that it expands to no more times its file than others do."""
    return books.packed({**parts_of(content), "xl/media/photo.jpg": random.Random(6).randbytes(600_000)})


# ── archives that expand ──


def bomb(name: str, *, declared: int | None = None, megabytes: int = 1_500, form_: bytes = b"") -> bytes:
    """The form and one more part that expands to zeros; about a thousandth of their number in the file."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = bytes(MEGABYTE)
    deflate.compress(block)
    deflate.flush(zlib.Z_FULL_FLUSH)
    chunk = deflate.compress(block) + deflate.flush(zlib.Z_FULL_FLUSH)
    data = chunk * megabytes + deflate.flush(zlib.Z_FINISH)
    return with_raw_part(form_ or form(), name, data, declared if declared is not None else megabytes * MEGABYTE)


def with_raw_part(content: bytes, name: str, data: bytes, size: int) -> bytes:
    """An archive with one more entry of deflated bytes, declared to expand to some size; its checksum is made up."""
    at = content.rfind(b"PK\x05\x06")
    count, _, directory = struct.unpack_from("<HII", content, at + 10)
    raw = name.encode()
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 0, len(data), size, len(raw), 0)
    entry = b"PK\x03\x04" + fields + raw + data
    listed = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, directory) + raw
    table = content[directory:at] + listed
    start = directory + len(entry)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count + 1, count + 1, len(table), start, 0)
    return content[:directory] + entry + table + end


def long_texts(count: int, length: int, letter: str = "x") -> str:
    """Rows of one long text each."""
    return "".join(f'<row r="{n}">{books.cell(f"A{n}", letter * length)}</row>' for n in range(30, 30 + count))


def strings(count: int, text: str = "x") -> bytes:
    """The form with so many shared strings, of which one cell uses the last."""
    parts = dict(
        parts_of(form(数据=ROWS.replace("</sheetData>", f'<row><c t="s"><v>{count - 1}</v></c></row></sheetData>')))
    )
    parts["xl/sharedStrings.xml"] = (
        f'<sst xmlns="{books.MAIN}">'.encode() + f"<si><t>{text}</t></si>".encode() * count + b"</sst>"
    )
    return books.packed(parts)


def nested_entities() -> bytes:
    """Entities that would expand to a thousand million letters."""
    names = "abcdefghij"
    lines = ['<!ENTITY a "haaaaaaaaa">', *(f'<!ENTITY {b} "{10 * ("&" + a + ";")}">' for a, b in pairwise(names))]
    return form(数据=f"<!DOCTYPE x [{''.join(lines)}]><worksheet>&j;</worksheet>")


def one_string(cells: int) -> bytes:
    """The form with one long shared string that so many cells refer to."""
    row = 15 * '<c t="s"><v>0</v></c>'
    rows = "".join(f'<row r="{n}">{row}</row>' for n in range(30, 30 + cells // 15))
    part = ROWS.replace("</sheetData>", f"{rows}</sheetData>")
    text = f'<sst xmlns="{books.MAIN}"><si><t>{"校" * 300_000}</t></si></sst>'
    return with_photo(books.packed({**parts_of(form(数据=part)), "xl/sharedStrings.xml": text}))


ODS = (
    '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>{}'
    "</office:spreadsheet></office:body></office:document-content>"
)
ODS_CELL = '<table:table-cell table:number-columns-repeated="200" office:value-type="float" office:value="1"/>'


def ods(rows: str, times: int = 1) -> bytes:
    """An ods with rows, all of them again and again, below the heading of 数据."""
    head = "".join(ods_text(f"<text:p>{name}</text:p>", row=False) for name in ("数据编号", "填写值"))
    table = f'<table:table table:name="数据"><table:table-row>{head}</table:table-row>{rows * times}</table:table>'
    return ods_of(table)


def ods_of(tables: str) -> bytes:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return books.packed(
        {"mimetype": kind, "content.xml": ODS.format(tables), "photo.jpg": random.Random(6).randbytes(600_000)}
    )


def ods_tables(count: int) -> bytes:
    """An ods of empty tables."""
    return ods_of("".join(f'<table:table table:name="表{n}"/>' for n in range(count)))


def ods_text(paragraphs: str, columns: int = 1, rows: int = 1, row: bool = True) -> str:
    """A cell with text, in so many columns and rows."""
    cell = f'<table:table-cell table:number-columns-repeated="{columns}" office:value-type="string">{paragraphs}</table:table-cell>'
    return f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>' if row else cell


DOCUMENTS = ["材料编号", "对应指标", "材料类型", "材料名称", "文号", "日期", "有效期至", "位置", "备注"]


BAD = ["", "n", "2025-13-01", "昨天", "p", ""]
"""A document's row from its title on, with three mistakes."""


def documents(count: int, cited: str) -> bytes:
    """The form with so many documents that cite the same."""
    row = ["d", cited, "制度", "t", "n", "2025-01-01", "", "", ""]
    return form(佐证材料=books.sheet_xml([DOCUMENTS, *([row] * count)]))


WORKBOOKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (lambda: bomb("xl/worksheets/sheet99.xml"), "expands_too_far"),
    "bomb-in-a-picture": (lambda: bomb("xl/media/image1.png", megabytes=1_000), "expands_too_far"),
    "bomb-that-lies": (lambda: bomb("xl/worksheets/sheet99.xml", declared=1_000), "broken_zip"),
    "bomb-that-lies-in-a-picture": (lambda: bomb("xl/media/image1.png", declared=1_000), READ),
    "just-below-the-limit": (lambda: bomb("xl/worksheets/sheet99.xml", megabytes=79, form_=with_photo(form())), "broken_zip"),
    "a-file-that-is-all-zeros": (lambda: bomb("xl/media/image1.png", megabytes=20), "expands_too_far"),
    "a-million-shared-strings": (lambda: with_photo(strings(1_000_000)), ANY),
    "1048576-formatted-empty-rows": (
        lambda: rows_more("".join(f'<row r="{n}" s="1" customFormat="1" ht="27"/>' for n in range(30, 1_048_577))),
        READ,
    ),
    "16384-columns": (lambda: rows_more('<row r="30">' + '<c s="1"/>' * 16_384 + "</row>"), READ),
    "16384-columns-with-numbers": (
        lambda: rows_more('<row r="30">' + "<c><v>1</v></c>" * 16_384 + "</row>"),
        "sheet_too_large",
    ),
    "100000-merged-ranges": (
        lambda: after_rows(
            '<mergeCells count="100000">'
            + "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, 100_001))
            + "</mergeCells>"
        ),
        READ,
    ),
    "a-string-of-10-megabytes": (lambda: with_photo(rows_more(long_texts(1, 10 * MEGABYTE))), "text_too_long"),
    "a-string-of-75-megabytes": (lambda: with_photo(rows_more(long_texts(1, 75 * MEGABYTE))), "text_too_long"),
    "83-strings-of-900-kilobytes": (lambda: with_photo(rows_more(long_texts(83, 900_000))), "text_too_long"),
    "83-strings-of-900-kilobytes-in-chinese": (lambda: with_photo(rows_more(long_texts(83, 300_000, "校"))), "text_too_long"),
    "18-megabytes-of-answers": (lambda: with_photo(rows_more(long_texts(600, 10_000, "校"))), READ),
    "70-megabytes-of-answers": (lambda: with_photo(rows_more(long_texts(2_300, 10_000, "校"))), "text_too_long"),
    "70-megabytes-of-shared-strings": (lambda: with_photo(strings(19_000, "校" * 1_200)), "text_too_long"),
    "a-number-of-10-megabytes": (
        lambda: with_photo(rows_more('<row r="30"><c><v>' + "9" * 10 * MEGABYTE + "</v></c></row>")),
        "text_too_long",
    ),
    "an-answer-of-900000-digits": (
        lambda: form(数据=books.sheet_xml([["数据编号", "填写值"], ["students_total", "9" * 900_000]])),
        READ,
    ),
    "an-answer-of-a-huge-power": (
        lambda: form(
            数据=books.sheet_xml(
                [
                    ["数据编号", "填写值"],
                    ["students_total", "1e999999999"],
                    ["classes_total", "<c r='@'><v>1E999999</v></c>"],
                ]
            )
        ),
        READ,
    ),
    "a-cell-name-of-a-megabyte": (lambda: rows_more(f'<row r="30"><c r="A{"9" * MEGABYTE}"><v>1</v></c></row>'), ANY),
    "a-row-number-of-a-megabyte": (lambda: rows_more(f'<row r="{"9" * MEGABYTE}"><c><v>1</v></c></row>'), ANY),
    "one-cell-in-the-far-corner": (
        lambda: rows_more('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "sheet_too_large",
    ),
    "a-million-levels": (lambda: after_rows("<a>" * 1_000_000 + "</a>" * 1_000_000), ANY),
    "a-million-levels-among-the-rows": (lambda: with_photo(rows_more("<row>" * 1_000_000 + "</row>" * 1_000_000)), ANY),
    "a-million-attributes": (lambda: rows_more("<row " + " ".join(f'a{n}="1"' for n in range(1_000_000)) + "/>"), ANY),
    "a-million-styles": (
        lambda: with_parts(
            **{"xl/styles.xml": "<styleSheet><cellXfs>" + "<xf/>" * 1_000_000 + "</cellXfs></styleSheet>"}
        ),
        ANY,
    ),
    "a-million-sheets": (
        lambda: with_photo(
            with_parts(
                **{"xl/workbook.xml": "<workbook><sheets>" + '<sheet name="x"/>' * 1_000_000 + "</sheets></workbook>"}
            )
        ),
        "too_many_sheets",
    ),
    "nested-entities": (nested_entities, "has_entities"),
    "an-external-entity": (
        lambda: form(数据='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'),
        "has_entities",
    ),
    "an-external-entity-in-utf-16": (
        lambda: form(
            数据='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'.encode("utf-16")
        ),
        "has_entities",
    ),
    "an-external-link": (
        lambda: with_parts(
            **{
                "xl/_rels/workbook.xml.rels": parts_of(form())["xl/_rels/workbook.xml.rels"].replace(
                    b"</Relationships>",
                    b'<Relationship Id="x" Type="x/externalLink" Target="http://192.0.2.1/x.xlsx" TargetMode="External"/></Relationships>',
                )
            }
        ),
        READ,
    ),
    "names-out-of-the-archive": (
        lambda: with_parts(**{"../../../tmp/evil.xml": "<x/>", "/etc/evil.xml": "<x/>", "C:\\evil.xml": "<x/>"}),
        READ,
    ),
    "sheets-out-of-the-archive": (
        lambda: with_parts(
            **{
                "xl/_rels/workbook.xml.rels": parts_of(form())["xl/_rels/workbook.xml.rels"].replace(
                    b"worksheets/", b"../../../../etc/"
                )
            }
        ),
        ANY,
    ),
    "a-part-that-is-there-twice": (
        lambda: books.packed([*parts_of(form()).items(), ("xl/workbook.xml", "<workbook/>")]),
        "repeated_part",
    ),
    "sheets-that-are-the-workbook": (
        lambda: with_parts(
            **{
                "xl/_rels/workbook.xml.rels": parts_of(form())["xl/_rels/workbook.xml.rels"].replace(
                    b"worksheets/sheet1.xml", b"workbook.xml"
                )
            }
        ),
        ANY,
    ),
    "a-workbook-that-is-its-own-relations": (
        lambda: with_parts(
            **{"_rels/.rels": parts_of(form())["_rels/.rels"].replace(b"xl/workbook.xml", b"_rels/.rels")}
        ),
        ANY,
    ),
    "an-archive-in-an-archive": (lambda: books.packed({"school.xlsx": form()}), "other_zip"),
    "strict": (lambda: strict(form()), READ),
    "one-shared-string-in-all-cells": (lambda: one_string(250_000), "text_too_long"),
    "a-row-of-repeats-in-an-ods": (
        lambda: ods(f"<table:table-row>{600_000 * ODS_CELL}</table:table-row>"),
        "sheet_too_large",
    ),
    "repeats-that-go-backwards-in-an-ods": (
        lambda: ods("<table:table-row>" + (ODS_CELL + ODS_CELL.replace("200", "-200")) * 9_000 + "</table:table-row>"),
        "broken_workbook",
    ),
    "spaces-for-spaces-in-an-ods": (
        lambda: ods(ods_text("<text:p>" + '<text:s text:c="100"/>' * 700_000 + "x</text:p>")),
        "text_too_long",
    ),
    "one-text-in-all-cells-of-an-ods": (
        lambda: ods(ods_text(f"<text:p>{'校' * 300_000}</text:p>", columns=15, rows=19_000)),
        "text_too_long",
    ),
    "a-million-paragraphs-in-an-ods": (lambda: ods(ods_text("<text:p/>" * 1_000_000)), READ),
    "many-tables-in-an-ods": (lambda: ods_tables(501), "too_many_sheets"),
    "a-million-citations": (lambda: with_photo(documents(45, "X," * 200_000)), READ),
    "citations-in-every-row": (lambda: with_photo(documents(19_000, "N01," * 250)), READ),
    "a-problem-in-every-cell": (
        lambda: form(佐证材料=books.sheet_xml([DOCUMENTS, *(["d", "N999", f"没有{n}", *BAD] for n in range(19_900))])),
        READ,
    ),
}  # fmt: skip


def strict(content: bytes) -> bytes:
    """A workbook in the strict variant of its format."""
    changed = {}
    for name, part in parts_of(content).items():
        for usual, other in STRICT:
            part = part.replace(usual.encode(), other.encode())
        changed[name] = part
    return books.packed(changed)


FOREIGN: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "zeros": (bytes(4_096), "not_workbook_file"),
    "letters": ("这是一份说明，不是表格。\n".encode(), "text_file"),
    "csv-in-gbk": ("数据编号,填写值\r\nstudents_total,600\r\n".encode("gbk"), "text_file"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "pdf"),
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_workbook_file"),
    "xls": (OLE + "Workbook".encode("utf-16-le"), "old_excel"),
    "et": (OLE + "Workbook".encode("utf-16-le") + b"ETExtData", "old_excel"),
    "doc": (OLE + "WordDocument".encode("utf-16-le"), "not_workbook_file"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "xlsb": (books.packed({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\0"}), "binary_excel"),
    "docx": (books.packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), "other_zip"),
    "zip": (books.packed({"photo.jpg": b"\xff\xd8"}), "other_zip"),
    "html": (b"<html><table><tr><td>1</td></tr></table></html>", "text_file"),
    "other-workbook": (books.by_hand({"Sheet1": [["学校", "人数"], ["甲", 1]]}), "not_school_workbook"),
}
