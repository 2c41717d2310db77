"""The school's own workbook given back: what is added, and that all the rest stays as it was."""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from schoolstd.errors import InputError
from schoolstd.workbook import grafts, keeping, whole
from schoolstd.workbook.annotate import COLOURS, HIDDEN, MARK, RULE, Listing, annotate
from tests.cli.run import EXAMPLES, GAPS, GOOD, ROOT, failed_in_one_sentence, schoolstd

SOFFICE = shutil.which("soffice")


def annotated(source, target, *more):
    run = schoolstd("check", source, "-q", "-o", f"annotated={target}", *more)
    assert run.code in (0, 1), run
    return load_workbook(target, rich_text=True)


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """(the school's workbook, the same with annotations, its file)."""
    target = tmp_path_factory.mktemp("given") / "back.xlsx"
    return load_workbook(GAPS, rich_text=True), annotated(GAPS, target), target


def edited(source, target, change):
    """A copy of a workbook that a person has changed in a spreadsheet program."""
    book = load_workbook(source, rich_text=True)
    change(book)
    book.save(target)
    return target


def repacked(source, target, changes):
    """A copy of a workbook with parts changed or added: name to a function of the part's bytes."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys((*old.namelist(), *changes)):
            content = old.read(name) if name in old.namelist() else b""
            new.writestr(name, changes[name](content) if name in changes else content)
    return target


def notes(book):
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def cells(book):
    """Everything about every cell but its fill and note."""
    return {
        (sheet.title, cell.coordinate): (
            str(cell.value), cell.data_type, cell.number_format, cell.font.name, cell.font.sz, cell.font.b,
            cell.alignment.wrap_text, cell.border.top and cell.border.top.style, cell.protection.locked,
        )
        for sheet in book.worksheets
        if sheet.title != "差距"
        for row in sheet.iter_rows()
        for cell in row
    }  # fmt: skip


def fills(book):
    return {
        f"{sheet.title}!{cell.coordinate}": (cell.fill.fill_type, cell.fill.fgColor.rgb)
        for sheet in book.worksheets
        if sheet.title != "差距"
        for row in sheet.iter_rows()
        for cell in row
    }


def rules(book, ours=False):
    return [
        (sheet.title, str(area.sqref), rule.type, rule.formula, rule.stopIfTrue)
        for sheet in book.worksheets
        for area in sheet.conditional_formatting
        for rule in area.rules
        if (rule.formula == [RULE]) == ours
    ]


# ── what is added ──


def test_the_note_at_a_cell_says_found_wanted_regulation_and_remedy(given):
    note = notes(given[1])["数据!D54"]
    assert note.startswith(f"{MARK}\n【N25 作息、作业与睡眠】初中生每天睡眠时间\n实际：8.3 小时（差 0.7 小时）\n")
    assert "\n要求：不少于 9 小时\n依据：教基〔2017〕9号 第25条\n建议：" in note


def test_exactly_the_cells_with_notes_are_coloured(given):
    before, after = fills(given[0]), fills(given[1])
    changed = {place for place, fill in after.items() if fill != before[place]}
    assert changed == set(notes(given[1])) - set(notes(given[0]))
    assert {after[place][1] for place in changed} <= set(COLOURS.values())


def test_a_rule_colours_the_same_cells_before_all_rules_of_the_form(given):
    coloured: list[bool] = []
    for sheet in given[1].worksheets:
        found = [
            (rule.priority, rule.formula == [RULE]) for area in sheet.conditional_formatting for rule in area.rules
        ]
        assert found == sorted(found)
        coloured += [ours for _, ours in found]
        assert [ours for _, ours in found] == sorted((ours for _, ours in found), reverse=True)
    assert {True, False} <= set(coloured)


def test_the_list_links_to_every_cell_with_a_note(given):
    sheet = given[1]["差距"]
    links = {cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links >= {
        f"'{place.partition('!')[0]}'!{place.partition('!')[2]}"
        for place in notes(given[1])
        if place not in notes(given[0])
    }
    assert given[1].active.title == "差距"
    assert [each.title for each in given[1].worksheets if each.sheet_view.tabSelected] == ["差距"]


# ── what stays ──


def test_every_other_thing_in_a_cell_stays(given):
    assert cells(given[1]) == cells(given[0])


def test_validations_rules_widths_protection_and_print_set_up_stay(given):
    before, after, _ = given
    assert rules(after) == rules(before)
    assert after.sheetnames == [*before.sheetnames, "差距"]
    for sheet in before.worksheets:
        other = after[sheet.title]
        validations = [[(str(v.sqref), v.formula1) for v in s.data_validations.dataValidation] for s in (sheet, other)]
        assert validations[0] == validations[1]
        assert {k: v.width for k, v in sheet.column_dimensions.items()} == {
            k: v.width for k, v in other.column_dimensions.items()
        }
        for name in ("freeze_panes", "print_title_rows", "print_area", "sheet_state"):
            assert getattr(other, name) == getattr(sheet, name)
        assert other.protection.sheet == sheet.protection.sheet
        assert str(other.auto_filter.ref) == str(sheet.auto_filter.ref)


def test_a_formula_keeps_its_text_and_its_result(tmp_path):
    def formula(xml):
        return re.sub(rb'(<c r="D54"[^>]*?)(?: t="n")?><v>8\.3\d*</v>', rb"\1><f>8+0.3</f><v>8.3</v>", xml)

    part = f"xl/worksheets/sheet{load_workbook(GAPS, read_only=True).sheetnames.index('数据') + 1}.xml"
    source = repacked(GAPS, tmp_path / "a.xlsx", {part: formula})
    book = annotated(source, tmp_path / "b.xlsx")
    assert book["数据"]["D54"].value == "=8+0.3"
    assert load_workbook(tmp_path / "b.xlsx", data_only=True)["数据"]["D54"].value == 8.3
    assert schoolstd("check", tmp_path / "b.xlsx").out == schoolstd("check", source).out


def test_macros_stay(tmp_path):
    def content_types(xml):
        xml = xml.replace(b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml").replace(
            b"application/vnd.openxmlformats-officedocument.ms-excel", b"application/vnd.ms-excel"
        )
        extra = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
        return xml.replace(b"</Types>", extra)

    source = tmp_path / "a.xlsm"
    repacked(GAPS, source, {"[Content_Types].xml": content_types, "xl/vbaProject.bin": lambda _: b"macro"})
    annotated(source, tmp_path / "b.xlsm")
    with zipfile.ZipFile(tmp_path / "b.xlsm") as archive:
        assert archive.read("xl/vbaProject.bin") == b"macro"
        assert b"macroEnabled" in archive.read("[Content_Types].xml")


def test_what_cannot_be_kept_is_said(tmp_path):
    source = repacked(GAPS, tmp_path / "a.xlsx", {"xl/media/image1.png": lambda _: b"\x89PNG"})
    run = schoolstd("check", source, "-q", "-o", f"annotated={tmp_path}/b.xlsx")
    assert run.err == "a.xlsx: 原工作簿里的图片和图形没有带到这份附注里，请以原件为准。\n"
    texts = [row[0].value for row in load_workbook(tmp_path / "b.xlsx")["差距"].iter_rows(max_row=12)]
    assert run.err.strip().removeprefix("a.xlsx: ") in texts


PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9cc\xf8\xcf\xc0\0\0\x03\x01\x01\0"
    b"\xc9\xfe\x92\xef\0\0\0\0IEND\xaeB`\x82"
)
PICTURE = b"""<oneCellAnchor><from><col>2</col><colOff>0</colOff><row>9</row><rowOff>0</rowOff></from><ext cx="9000" cy="9000"/>
<pic><nvPicPr><cNvPr id="9" name="seal"/><cNvPicPr/></nvPicPr><blipFill><a:blip
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 r:embed="rId77"/></blipFill><spPr/></pic><clientData/></oneCellAnchor>"""
IMAGE = b"""<Relationship Id="rId77" Target="../media/image1.png"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>"""
NEWER = """<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">
<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list">
<x14:formula1><xm:f>词表!$A$2:$A$5</xm:f></x14:formula1><xm:sqref>E5</xm:sqref></x14:dataValidation></x14:dataValidations></ext>
<ext uri="{A8765BA9-456A-4DAB-B4F3-ACF838C121DE}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">
<x14:slicerList/></ext></extLst></worksheet>""".encode()


def before_end(end, more):
    return lambda xml: xml.replace(end, more + end)


@pytest.fixture(scope="module")
def illustrated(tmp_path_factory):
    """A workbook with a chart and a picture on one sheet, and its annotated copy."""
    folder = tmp_path_factory.mktemp("illustrated")

    def chart(book):
        sheet = book["班级"]
        bars = BarChart()
        bars.add_data(Reference(sheet, min_col=4, min_row=2, max_row=9))
        sheet.add_chart(bars, "H2")

    drawn = edited(GAPS, folder / "drawn.xlsx", chart)
    changes = {
        "xl/drawings/drawing1.xml": before_end(b"</wsDr>", PICTURE),
        "xl/drawings/_rels/drawing1.xml.rels": before_end(b"</Relationships>", IMAGE),
        "xl/media/image1.png": lambda _: PNG,
        "[Content_Types].xml": before_end(b"</Types>", b'<Default Extension="png" ContentType="image/png"/>'),
    }
    source = repacked(drawn, folder / "a.xlsx", changes)
    run = schoolstd("check", source, "-q", "-o", f"annotated={folder}/b.xlsx")
    return source, folder / "b.xlsx", run.err


def test_charts_and_pictures_stay_byte_by_byte(illustrated):
    source, target, said = illustrated
    assert said == ""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target) as new:
        for name in ("drawings/drawing1.xml", "charts/chart1.xml", "media/image1.png"):
            assert new.read(f"xl/kept/{name}") == old.read(f"xl/{name}")
    assert [len(sheet._charts) for sheet in load_workbook(target) if sheet.title == "班级"] == [1]


@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice on this machine")
def test_another_program_finds_the_chart_and_the_picture(illustrated, tmp_path):
    words = [SOFFICE, f"-env:UserInstallation={(tmp_path / 'user').as_uri()}", "--headless", "--convert-to", "ods"]
    subprocess.run([*words, "--outdir", tmp_path, illustrated[1]], check=True, capture_output=True, timeout=180)
    with zipfile.ZipFile(tmp_path / "b.ods") as archive:
        names = archive.namelist()
        assert "Object 1/content.xml" in names
        assert [archive.read(name) for name in names if name.startswith("Pictures/")] == [PNG]


def test_an_illustrated_copy_annotated_again_is_the_same(illustrated, tmp_path):
    annotated(illustrated[1], tmp_path / "c.xlsx")
    assert (tmp_path / "c.xlsx").read_bytes() == illustrated[1].read_bytes()


def test_drop_downs_of_the_newer_form_stay_and_what_needs_other_parts_does_not(tmp_path):
    source = repacked(
        GAPS, tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b"</worksheet>", NEWER)}
    )
    run = schoolstd("check", source, "-q", "-o", f"annotated={tmp_path}/b.xlsx")
    assert run.err == ""
    with zipfile.ZipFile(tmp_path / "b.xlsx") as archive:
        piece = archive.read("xl/worksheets/sheet1.xml").partition(b"<extLst>")[2].decode()
    assert "<xm:sqref>E5</xm:sqref>" in piece
    assert "词表!$A$2:$A$5" in html.unescape(piece)
    assert "slicer" not in piece


@pytest.mark.parametrize("more", [b"<!DOCTYPE a><a/>", b"<a", b"", b"<wsDr><a14:compatExt/></wsDr>"])
def test_a_drawing_that_cannot_be_carried_over_is_left_out_and_told(more, illustrated, tmp_path):
    changes = {"xl/drawings/drawing1.xml": lambda _: more, "xl/drawings/_rels/drawing1.xml.rels": lambda _: more}
    source = repacked(illustrated[0], tmp_path / "a.xlsx", changes)
    run = schoolstd("check", source, "-q", "-o", f"annotated={tmp_path}/b.xlsx")
    assert run.code in (1, 2)
    assert len(run.err.splitlines()) == 1


def told_in_one_line(source, tmp_path):
    run = schoolstd("check", source, "-q", "-o", f"annotated={tmp_path}/b.xlsx")
    assert run.code in (1, 2), run
    return run.err.splitlines()


def test_a_picture_that_is_damaged_in_the_file_is_left_out_and_told(illustrated, tmp_path):
    content = bytearray(illustrated[0].read_bytes())
    with zipfile.ZipFile(illustrated[0]) as archive:
        part = archive.getinfo("xl/media/image1.png")
    content[part.header_offset + 30 + len(part.filename) + 4] ^= 0xFF
    (tmp_path / "a.xlsx").write_bytes(content)
    assert len(told_in_one_line(tmp_path / "a.xlsx", tmp_path)) == 1


def test_a_list_of_what_a_drawing_has_that_would_fill_the_memory_is_not_read(illustrated, tmp_path):
    many = b"".join(b'<Relationship Id="r%d" Type="t" Target="x"/>' % number for number in range(400_000))
    changes = {"xl/drawings/_rels/drawing1.xml.rels": before_end(b"</Relationships>", many)}
    source = repacked(illustrated[0], tmp_path / "a.xlsx", changes)
    with zipfile.ZipFile(source) as archive:
        assert grafts.take(archive).parts == {}


def test_the_properties_of_the_file_stay(given):
    assert given[1].properties.creator == given[0].properties.creator
    assert given[1].properties.modified == given[0].properties.modified


# ── again ──


def test_annotating_an_annotated_workbook_doubles_nothing(given, tmp_path):
    again = annotated(given[2], tmp_path / "again.xlsx")
    assert notes(again) == notes(given[1])
    assert again.sheetnames == given[1].sheetnames
    assert rules(again, ours=True) == rules(given[1], ours=True)
    assert fills(again) == fills(given[1])
    assert [[c.value for c in row] for row in again["差距"].iter_rows()] == [
        [c.value for c in row] for row in given[1]["差距"].iter_rows()
    ]


def test_an_annotated_workbook_is_judged_as_before(given):
    assert schoolstd("check", given[2]).out == schoolstd("check", GAPS).out


def test_what_is_put_right_loses_note_and_colour(given, tmp_path):
    def mend(book):
        book["数据"]["D54"].value = 9

    after = annotated(edited(given[2], tmp_path / "mended.xlsx", mend), tmp_path / "b.xlsx")
    assert "数据!D54" not in notes(after)
    assert fills(after)["数据!D54"] == fills(given[0])["数据!D54"]
    assert not any(" D54" in f" {where} " for _, where, *_ in rules(after, ours=True))


def test_a_note_of_the_schools_own_is_kept_and_added_to_once(tmp_path):
    def note(book):
        book["数据"]["D54"].comment = Comment("王老师核过", "王")

    source = edited(GAPS, tmp_path / "a.xlsx", note)
    first = annotated(source, tmp_path / "b.xlsx")
    again = annotated(tmp_path / "b.xlsx", tmp_path / "c.xlsx")
    assert notes(first)["数据!D54"].startswith(f"王老师核过\n\n{MARK}\n")
    assert notes(again)["数据!D54"] == notes(first)["数据!D54"]


def test_a_sheet_of_the_schools_own_with_that_name_stays(tmp_path):
    def own(book):
        book.create_sheet("差距")["A1"] = "自己的"

    after = annotated(edited(GAPS, tmp_path / "a.xlsx", own), tmp_path / "b.xlsx")
    assert after["差距"]["A1"].value == "自己的"
    assert after.sheetnames[-1] == "差距2"
    assert annotated(tmp_path / "b.xlsx", tmp_path / "c.xlsx").sheetnames == after.sheetnames


# ── files ──


def test_a_folder_gets_a_file_for_each_workbook_under_a_plain_name(tmp_path):
    strange = shutil.copy(GAPS, tmp_path / "a b;$(x)'.xlsx")
    run = schoolstd("check", strange, GOOD, "-q", "-o", f"annotated={tmp_path}/back/")
    assert run.code == 1
    assert sorted(each.name for each in (tmp_path / "back").iterdir()) == ["a_b_(x).差距.xlsx", "school.差距.xlsx"]
    (line,) = run.err.splitlines()
    assert line.startswith("a b;$(x)'.xlsx: 附注写在 a_b_(x).差距.xlsx（")


def test_workbooks_of_one_name_get_files_of_two(tmp_path):
    run = schoolstd("check", GAPS, GOOD, "-q", "-o", f"annotated={tmp_path}")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["school.差距-2.xlsx", "school.差距.xlsx"]
    (line,) = run.err.splitlines()
    assert line.startswith(f"{GOOD}: 附注写在 school.差距-2.xlsx（")


def test_one_file_for_several_workbooks_is_refused(tmp_path):
    run = schoolstd("check", GAPS, GOOD, "-q", "-o", f"annotated={tmp_path}/b.xlsx")
    assert failed_in_one_sentence(run, "annotated=文件夹/")


def test_a_workbook_is_never_overwritten_by_its_own_annotation(tmp_path):
    shutil.copy(GAPS, tmp_path / "a.xlsx")
    shutil.copy(GAPS, tmp_path / "a.差距.xlsx")
    run = schoolstd("check", tmp_path / "a.xlsx", tmp_path / "a.差距.xlsx", "-q", "-o", f"annotated={tmp_path}/")
    assert failed_in_one_sentence(run, "不能覆盖")
    assert (tmp_path / "a.差距.xlsx").read_bytes() == GAPS.read_bytes()


def test_an_ods_gets_one_sentence(tmp_path):
    source = ROOT / "tests/workbook/files/libreoffice.ods"
    run = schoolstd("check", source, "-q", "--catalog", "national", "-o", f"annotated={tmp_path}/b.xlsx")
    assert failed_in_one_sentence(run, "libreoffice.ods", "另存为 .xlsx")


def test_another_suffix_than_the_workbooks_is_refused(tmp_path):
    assert failed_in_one_sentence(schoolstd("check", GAPS, "-q", "-o", f"annotated={tmp_path}/b.xlsm"), ".xlsx")


@pytest.mark.parametrize("where", ["A1:XFD1048576", "B2:ZZ999"])
def test_a_merged_area_that_would_fill_the_memory_is_refused(where, tmp_path):
    part = "xl/worksheets/sheet1.xml"
    merge = f'<mergeCells count="1"><mergeCell ref="{where}"/></mergeCells></worksheet>'.encode()
    source = repacked(GAPS, tmp_path / "a.xlsx", {part: lambda xml: xml.replace(b"</worksheet>", merge)})
    with pytest.raises(InputError, match="annotated_large"):
        keeping.open_whole(str(source), "a.xlsx")


def test_a_form_weighs_a_fraction_of_what_may_be_opened_whole():
    sources = list(EXAMPLES.glob("*/school.xlsx"))
    assert len(sources) > 3
    for source in sources:
        with zipfile.ZipFile(source) as archive:
            assert sum(whole.weight(name, archive.read(name)) for name in archive.namelist()) < whole.MOST / 4


def test_a_workbook_that_is_heavier_than_may_be_is_refused(monkeypatch):
    monkeypatch.setattr(whole, "MOST", 1000)
    with pytest.raises(InputError, match="annotated_large"):
        keeping.open_whole(str(GAPS), "school.xlsx")


@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice on this machine")
@pytest.mark.parametrize("name", ["back.xlsx", "report.xlsx"])
def test_libreoffice_opens_what_is_written(name, tmp_path):
    target = f"annotated={tmp_path}/back.xlsx" if name == "back.xlsx" else f"{tmp_path}/report.xlsx"
    schoolstd("check", EXAMPLES / "half-filled" / "school.xlsx", "-q", "-o", target)
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    words = [
        SOFFICE,
        home,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        tmp_path / "out",
        tmp_path / name,
    ]
    subprocess.run(words, check=True, capture_output=True, timeout=180)
    again = load_workbook(io.BytesIO((tmp_path / "out" / name).read_bytes()))
    assert again.sheetnames == load_workbook(tmp_path / name).sheetnames
    assert again["差距"].max_row > 50


# ── hostile workbooks ──


def test_a_cell_at_the_far_end_of_a_sheet_costs_nothing(tmp_path):
    def far(book):
        book.create_sheet("远")["XFD1048576"] = "=1+1"

    source = edited(GAPS, tmp_path / "a.xlsx", far)
    after = annotated(source, tmp_path / "b.xlsx")
    assert after["远"]["XFD1048576"].value == "=1+1"
    assert (tmp_path / "b.xlsx").stat().st_size < 2 * source.stat().st_size


@pytest.mark.parametrize(
    "where", ["数据!A1:XFD1048576", "数据!A:XFD", "数据!1:1048576", "没有!A1", "数据!", "A1", "数据!XFE1"]
)
@pytest.mark.parametrize(
    "before", ["<fill/>", "<!DOCTYPE a [<!ENTITY b 'c'>]><fill>&b;</fill>", "<x", "<fill><x/></fill>"]
)
def test_a_list_that_somebody_has_made_up_changes_no_cell(where, before):
    book = Workbook()
    book.create_sheet("数据")["A1"] = 1
    made_up = book.create_sheet("差距")
    made_up.append([None, HIDDEN])
    made_up.append([where, before])
    annotate(book, [], Listing("差距", "", (), ("a",), (10.0,), ""), ["差距"])
    assert [len(sheet._cells) for sheet in book.worksheets[:2]] == [0, 1]
    assert book["数据"]["A1"].fill.fill_type is None
