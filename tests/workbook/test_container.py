"""What is no workbook: one code each, and nothing but InputError whatever the file holds."""

from __future__ import annotations

import io
import os
import struct
import time
import tracemalloc
import zipfile

import pytest

from schoolstd.errors import InputError
from schoolstd.location import column_letters
from schoolstd.wording import Words
from schoolstd.workbook.limits import DEFAULT, Limits
from schoolstd.workbook.reader import read_content, read_workbook
from tests.workbook import books

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
NUL = b"\0"


def code(content, tmp_path):
    """The code of the InputError that a file with this content gives; its sentence can be put into words."""
    path = tmp_path / "school.xlsx"
    path.write_bytes(content)
    return code_of(path)


def code_of(path):
    with pytest.raises(InputError) as caught:
        read_workbook(str(path), books.CATALOG, "校.xlsx")
    assert caught.value.file == "校.xlsx"
    assert all(Words(lang).input_error(caught.value) for lang in ("zh", "en"))
    return caught.value.code


def form_with(name, part):
    """The form with one more part, or another one under this name."""
    with zipfile.ZipFile(io.BytesIO(books.by_hand())) as archive:
        return books.packed({**{each: archive.read(each) for each in archive.namelist()}, name: part})


# ── files that cannot be read ──


def test_a_file_that_is_not_there(tmp_path):
    assert code_of(tmp_path / "none.xlsx") == "not_found"


def test_a_file_below_a_file(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"")
    assert code_of(tmp_path / "a.xlsx" / "b.xlsx") == "not_found"


def test_a_folder(tmp_path):
    assert code_of(tmp_path) == "is_folder"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_named_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert code_of(tmp_path / "pipe.xlsx") == "not_a_file"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path):
    path = tmp_path / "school.xlsx"
    path.write_bytes(books.by_hand())
    path.chmod(0)
    assert code_of(path) == "no_permission"


@pytest.mark.parametrize("name", ["a\0b.xlsx", "a" * 300])
def test_a_name_that_no_file_can_have(name, tmp_path):
    assert code_of(tmp_path / name) == "unreadable"


def test_a_file_larger_than_a_form_can_be(tmp_path):
    path = tmp_path / "school.xlsx"
    with path.open("wb") as file:
        file.truncate(DEFAULT.file_bytes + 1)
    assert code_of(path) == "too_large"


# ── files of other kinds ──


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (OLE, "old_excel"),
        (OLE + "Workbook".encode("utf-16-le"), "old_excel"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE + "WordDocument".encode("utf-16-le"), "not_workbook_file"),
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        ("数据编号,填写值\r\nminutes,60\r\n".encode("gbk"), "text_file"),
        ("数据编号,填写值\n".encode("utf-8-sig"), "text_file"),
        ("数据编号\t填写值\n".encode("utf-16"), "text_file"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "text_file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_workbook_file"),
        (bytes(165), "not_workbook_file"),
        (b"PK", "broken_zip"),
        (b"PK\x03\x04" + bytes(range(256)) * 4, "broken_zip"),
        (b"PK is how this text begins", "broken_zip"),
        (b"PK\x05\x06" + bytes(18), "other_zip"),
    ],
)
def test_a_file_of_another_kind_is_called_what_it_is(content, expected, tmp_path):
    assert code(content, tmp_path) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"word/document.xml": "<w/>", "[Content_Types].xml": "<Types/>"}, "other_zip"),
        ({"content.xml": "<x/>", "mimetype": "application/vnd.oasis.opendocument.text"}, "other_zip"),
        ({"photo.jpg": b"\xff\xd8"}, "other_zip"),
        ({"xl/workbook.bin": NUL, "xl/worksheets/sheet1.bin": NUL}, "binary_excel"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "encrypted-package": NUL}, "encrypted"),
        (
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": bytes(range(256)),
                "META-INF/manifest.xml": "<m:manifest><m:encryption-data/></m:manifest>",
            },
            "encrypted",
        ),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "broken_workbook"),
        ({"xl/styles.xml": "<styleSheet/>"}, "broken_workbook"),
        ({"xl/workbook.xml": ""}, "broken_workbook"),
        ({"xl/workbook.xml": "<workbook><sheets>"}, "broken_workbook"),
        ({"xl/workbook.xml": '<?xml version="1.0" encoding="GBK"?><workbook/>'}, "broken_workbook"),
        ({"xl/workbook.xml": '<?xml version="1.0" encoding="no-such"?><workbook/>'}, "broken_workbook"),
        ({"xl/workbook.xml": "<workbook/>"}, "not_school_workbook"),
    ],
)
def test_a_zip_of_another_kind_is_called_what_it_is(parts, expected, tmp_path):
    assert code(books.packed(parts), tmp_path) == expected


def test_a_workbook_without_a_sheet_of_the_form(tmp_path):
    assert (
        code(books.by_hand({"Sheet1": [["学校", "人数"], ["甲", 1]], "填报说明": [["x"]]}), tmp_path)
        == "not_school_workbook"
    )


def test_a_workbook_whose_sheets_are_all_lost_is_broken_rather_than_foreign(tmp_path):
    assert code(books.by_hand({}, 数据=None, 自评=None), tmp_path) == "broken_workbook"


# ── files that are damaged or dangerous ──


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_was_cut_off(share, tmp_path):
    content = books.by_hand()
    assert code(content[: int(len(content) * share)], tmp_path) == "broken_zip"


def test_a_damaged_part(tmp_path):
    content = bytearray(books.by_hand())
    at = content.find(b"xl/worksheets/sheet4.xml") + 60
    content[at : at + 8] = b"\xff" * 8
    assert code(bytes(content), tmp_path) == "broken_zip"


def test_a_zip_with_a_password(tmp_path):
    content = bytearray(books.by_hand())
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    assert code(bytes(content), tmp_path) == "encrypted"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_compression_that_no_spreadsheet_program_uses(method, tmp_path):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", method) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert code(raw.getvalue(), tmp_path) == "broken_zip"


def test_a_part_that_is_there_twice(tmp_path):
    with zipfile.ZipFile(io.BytesIO(books.by_hand())) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    assert code(books.packed([*parts, parts[-1]]), tmp_path) == "repeated_part"
    assert code(books.packed([*parts, ("XL/Worksheets/Sheet4.xml", "<worksheet/>")]), tmp_path) == "repeated_part"
    assert code(books.packed([*parts, ("xl\\worksheets\\sheet4.xml", "<worksheet/>")]), tmp_path) == "repeated_part"


def test_a_bomb_is_known_by_its_declared_size_and_not_expanded(tmp_path):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(4):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", bytes(DEFAULT.expanded_bytes // 4 + 1))
    tracemalloc.start()
    assert code(raw.getvalue(), tmp_path) == "expands_too_far"
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_bomb_that_lies_about_its_size_is_not_expanded(tmp_path):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", bytes(50_000_000))
    content = raw.getvalue().replace(struct.pack("<I", 50_000_000), struct.pack("<I", 1_000))
    tracemalloc.start()
    assert code(content, tmp_path) == "broken_zip"
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_more_parts_than_a_workbook_has(tmp_path):
    assert code(books.packed({f"xl/{n}.xml": "" for n in range(DEFAULT.entries + 1)}), tmp_path) == "too_many_parts"


def limited(content, **limits):
    """The code of the InputError that a file gives within some limits, or nothing."""
    error = None
    try:
        read_content(content, books.CATALOG, "校.xlsx", Limits(**limits))
    except InputError as caught:
        error = caught
    assert error is None or all(Words(lang).input_error(error) for lang in ("zh", "en"))
    return error.code if error else ""


def expanding(megabytes):
    """The form with a part that is as large as that and packs to a thousandth."""
    return form_with("xl/worksheets/sheet99.xml", b"<a/>" + b"<b/>" * (megabytes * 250_000))


def test_a_file_that_expands_to_much_more_than_itself_is_refused():
    assert limited(expanding(12)) == "expands_too_far"
    assert limited(expanding(12), ratio=1_500) == ""
    assert limited(expanding(9)) == ""  # too little to do harm


def sheets(count):
    """The form with more sheets."""
    return books.by_hand({**books.FORM, **{f"附表{n}": [["x"]] for n in range(count - len(books.FORM))}})


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"entries": 5}, "too_many_parts"),
        ({"sheets": 3}, "too_many_sheets"),
        ({"rows": 9}, "sheet_too_large"),
        ({"columns": 3}, "sheet_too_large"),
        ({"cells": 50}, "too_many_rows"),
        ({}, ""),
    ],
)
def test_a_limit_that_is_lowered_holds_for_the_form_too(limits, code):
    assert limited(books.by_hand(), **limits) == code


def test_a_limit_that_is_raised_lets_more_in():
    far = books.sheet_xml(books.FORM["数据"]).replace(
        "</sheetData>", '<row><c r="A30000"><v>1</v></c></row></sheetData>'
    )
    assert limited(books.by_hand(数据=far)) == "sheet_too_large"
    assert limited(books.by_hand(数据=far), rows=30_000) == ""
    assert limited(sheets(501)) == "too_many_sheets"
    assert limited(sheets(501), sheets=501) == ""
    assert limited(form_with("xl/x.xml", b"<a>" + b"x" * 1_100_000 + b"</a>")) == "text_too_long"
    assert limited(form_with("xl/x.xml", b"<a>" + b"x" * 1_100_000 + b"</a>"), string_kb=1_200) == ""


@pytest.mark.parametrize("reference", ['<c r="{}{}" t="s"><v>0</v></c>', '<c t="s" r="{}{}"><v>0</v></c>'])
def test_one_long_text_in_many_cells_is_a_text_for_each(reference):
    rows = "".join(f"<row>{reference.format('A', n)}</row>" for n in range(30, 130))
    part = books.sheet_xml(books.FORM["数据"]).replace("</sheetData>", f"{rows}</sheetData>")
    strings = f'<sst xmlns="{books.MAIN}"><si><t>{"校" * 30_000}</t></si></sst>'
    parts = {
        **books.parts_of({**dict.fromkeys(books.FORM, "<worksheet/>"), "数据": part}),
        "xl/sharedStrings.xml": strings,
    }
    assert limited(books.packed(parts), text_mb=2) == "text_too_long"
    assert limited(books.packed(parts), text_mb=4) == ""


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("definition", [LAUGHS, OUTSIDE, "<!DOCTYPE x>"])
@pytest.mark.parametrize(
    "name",
    [
        "xl/worksheets/sheet4.xml",
        "xl/sharedStrings.xml",
        "xl/workbook.xml",
        "xl/styles.xml",
        "_rels/.rels",
        "docProps/core.xml",
    ],
)
def test_a_part_with_definitions_is_refused(definition, name, tmp_path):
    assert code(form_with(name, f"{definition}<x>&b;</x>"), tmp_path) == "has_entities"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_definitions_are_found_in_any_encoding(encoding, tmp_path):
    assert (
        code(form_with("xl/worksheets/sheet4.xml", f"{LAUGHS}<x>&b;</x>".encode(encoding)), tmp_path) == "has_entities"
    )


# ── sheets that are too large ──


@pytest.mark.parametrize("address", ["XFD1048576", "A1048576", "XFD1", "A20001", "GS2", "AAAA2"])
def test_something_in_a_far_cell_is_refused_with_the_sheet(address, tmp_path):
    far = books.sheet_xml(books.FORM["数据"]).replace(
        "</sheetData>", f'<row><c r="{address}"><v>1</v></c></row></sheetData>'
    )
    started = time.monotonic()
    assert code(books.by_hand(数据=far), tmp_path) == "sheet_too_large"
    assert time.monotonic() - started < 2


def test_a_far_cell_on_a_sheet_of_the_school_itself_does_no_harm(tmp_path):
    far = books.sheet_xml([["x"]]).replace("</sheetData>", '<row><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    assert books.read(books.by_hand(本校附表=far), tmp_path) == books.read(books.by_hand(), tmp_path)


def test_a_million_formatted_empty_rows_are_read_fast(tmp_path):
    rows = b"".join(b'<row r="%d" ht="27"/>' % n for n in range(18, 1_048_577))
    content = with_rows(rows)
    expected = books.read(books.by_hand(), tmp_path)
    started = time.monotonic()
    assert books.read(content, tmp_path) == expected
    assert time.monotonic() - started < 5


def test_16384_formatted_empty_columns_are_read_fast(tmp_path):
    blanks = b"".join(f'<c r="{column_letters(n)}18" s="1"/>'.encode() for n in range(1, 16_385))
    content = with_rows(b'<row r="18">%s</row>' % blanks)
    expected = books.read(books.by_hand(), tmp_path)
    started = time.monotonic()
    assert books.read(content, tmp_path) == expected
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("cell", ['<c r="A{}"><v>1</v></c>', '<c s="0" r="A{}"><v>1</v></c>'])
def test_more_cells_than_a_form_can_have(cell):
    cells = "".join(f"<row>{cell.format(n)}</row>" for n in range(1, 30))
    sheets = dict.fromkeys(("数据", "自评"), f"<worksheet><sheetData>{cells}</sheetData></worksheet>")
    assert limited(books.packed(books.parts_of(sheets)), cells=50) == "too_many_rows"


@pytest.mark.parametrize("tags", [b"<a>", b"<a/>", b"<row/><c/>"])
def test_more_tags_than_a_form_can_have_are_not_gone_through(tags):
    part = b"<worksheet><sheetData>%s</sheetData></worksheet>" % (tags * (3_100_000 // tags.count(b"<")))
    started = time.monotonic()
    assert limited(books.packed(books.parts_of({"数据": part})), ratio=2_000) == "broken_workbook"
    assert time.monotonic() - started < 5


def test_two_sheets_that_are_one_part(tmp_path):
    change = (b"sheet3.xml", b"sheet4.xml")
    content = books.with_part(books.by_hand(), "xl/_rels/workbook.xml.rels", lambda part: part.replace(*change))
    assert code(content, tmp_path) == "broken_workbook"


def test_texts_that_are_slow_to_look_through_are_not(tmp_path):
    content = books.packed(
        {
            **books.parts_of(
                {"(" * 200_000: "<worksheet/>", "数据": books.sheet_xml([["(" * 200_000, "数据编号", "填写值"]])}
            ),
            "xl/styles.xml": f'<styleSheet><numFmts><numFmt numFmtId="170" formatCode="{"[" * 200_000}"/></numFmts></styleSheet>',
        }
    )
    started = time.monotonic()
    assert books.read(content, tmp_path).metrics == {}
    assert time.monotonic() - started < 2


def with_rows(rows):
    """The form with more rows at the end of 数据."""
    part = books.sheet_xml(books.FORM["数据"]).encode()
    return books.by_hand(数据=part.replace(b"</sheetData>", rows + b"</sheetData>"))
