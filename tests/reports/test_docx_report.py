"""The report of a school as a document: read back with python-docx, which knows nothing of how it was written."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from functools import cache
from html import unescape

from docx import Document
from openpyxl import load_workbook

from schoolstd.assessment.assess import assess
from schoolstd.assessment.waivers import waived
from schoolstd.catalog.model import Waiver
from schoolstd.reports import Report, render
from schoolstd.wording import Words
from schoolstd.workbook.reader import read_workbook
from tests.cli.run import EXAMPLES, GAPS, GOOD, clean, command, failed_in_one_sentence, schoolstd
from tests.make import national

CODE = "2199000002"
BROKEN = EXAMPLES / "entry-mistakes" / "school.xlsx"


@cache
def judged(path=GAPS):
    catalog = national().catalog
    return assess(read_workbook(str(path), catalog), catalog)


def content(assessment, lang="zh"):
    return render("docx", Report([assessment], [], Words(lang, national().catalog)))


def lines(assessment, lang="zh"):
    return [paragraph.text for paragraph in Document(io.BytesIO(content(assessment, lang))).paragraphs]


def tables(assessment):
    document = Document(io.BytesIO(content(assessment)))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def test_the_title_names_the_school_the_standard_and_the_report():
    assert lines(judged())[:3] == ["澄溪初级中学", "义务教育学校管理标准", "自评报告"]


def test_the_parts_are_numbered_in_order_and_empty_ones_are_left_out():
    heads = [line for line in lines(judged()) if line[1:2] == "、" and line[0] in "一二三四五六七"]
    named = ["基本情况", "结论", "逐职责情况", "数据问题", "自评与评定不一致", "声明"]
    assert heads == [f"{number}、{name}" for number, name in zip("一二三四五六", named, strict=True)]
    assert "四、声明" in lines(judged(GOOD))


def test_the_counts_of_the_table_are_those_of_the_gap_report():
    counts = tables(judged())[1]
    assert counts[0] == ["管理职责", "适用", "达标", "部分", "未达", "缺证", "达标率"]
    assert counts[-1] == ["合计", "88", "72", "9", "4", "3", "81.8%"]
    assert len(counts) == 8


def test_a_gap_tells_what_was_found_what_is_wanted_where_by_which_regulation_and_what_to_do():
    said = lines(judged())
    at = said.index("1. N03 均衡编班（部分达标）。")
    assert said[at + 1] == "差距：班额不超上限：八年级（3）班 53；要求：每行不超过 50（班级!D12）。"
    assert said[at + 3] == "依据：GB 50099-2011 班级规模。"
    assert said[at + 4].startswith("整改措施：教务处在学年初给超额班级分班")
    assert said[at + 5] == "责任人：教务处。"


def test_the_conclusion_lists_the_gaps_with_who_answers_for_them_and_by_when():
    gaps = tables(judged())[2]
    assert gaps[0] == ["指标", "评定", "责任人", "完成时限"]
    assert gaps[1] == ["N26 视力保护", "未达标", "体育组", "2026年8月31日"]
    assert gaps[4] == ["N47 网络研修共同体", "证据不足", "教研室", "（未填）"]
    assert [row[1] for row in gaps[1:]] == ["未达标"] * 3 + ["证据不足"] * 3 + ["部分达标"] * 9
    assert not any(table[0] == gaps[0] for table in tables(judged(GOOD)))


def test_every_gap_has_its_heading_and_no_met_indicator_has():
    heads = [line.split()[1] for line in lines(judged()) if line[:1].isdigit() and line.endswith("）。")]
    verdicts = {result.indicator.id: result.verdict for result in judged().indicators}
    assert heads == [id_ for id_, verdict in verdicts.items() if verdict in ("partial", "not_met", "no_evidence")]


def test_problems_stand_with_their_cells_grave_ones_first():
    said = lines(judged(BROKEN))
    ranks = [line[line.index("〔") + 1 : line.index("〕")] for line in said if "〔" in line[:6] and "〕" in line[:10]]
    assert len(ranks) == len(judged(BROKEN).problems)
    assert ranks == sorted(ranks, key=["严重", "提醒", "提示"].index)


def test_overclaims_are_a_table():
    (over,) = [table for table in tables(judged()) if table[0][1] == "自评" and table[1][0].startswith("N03")]
    assert over[1] == ["N03 均衡编班", "达标", "部分达标"]
    assert len(over) == 1 + 9


def test_a_waiver_is_told_and_its_gap_is_marked():
    waiver = Waiver("N47", CODE, "平台改造", "示例区教委", "2026-01-01", "2026-06-30")
    said = lines(waived(judged(), [waiver]))
    assert [line for line in said if line.startswith("1. N47")] == ["1. N47 网络研修共同体（生效）。"]
    assert "豁免：2026年1月1日至2026年6月30日，示例区教委批准：平台改造。" in said
    assert any(line.endswith("N47 网络研修共同体（证据不足，已豁免）。") for line in said)


def test_the_report_recommends_and_is_signed():
    said = lines(judged())
    assert any("是否达标由教育行政部门认定" in line for line in said)
    assert said[-3:] == ["校长（签字）：＿＿＿＿＿＿", "澄溪初级中学（公章）", "2026年6月30日"]


def test_the_signature_never_stands_on_a_page_of_its_own():
    paragraphs = Document(io.BytesIO(content(judged()))).paragraphs
    last = [each.paragraph_format.keep_with_next for each in paragraphs][-5:]
    assert last == [True, True, True, True, False]


def test_the_page_is_that_of_official_documents():
    section = Document(io.BytesIO(content(judged()))).sections[0]
    assert [round(each.mm) for each in (section.page_width, section.page_height)] == [210, 297]
    found = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(each.mm) for each in found] == [37, 35, 28, 26]


def test_the_same_assessment_gives_the_same_bytes():
    assert content(judged()) == content(judged())


def test_several_workbooks_are_refused_before_anything_is_written(tmp_path):
    run = schoolstd("check", GAPS, GOOD, "-o", tmp_path / "报告.docx")
    assert failed_in_one_sentence(run, "报告.docx", "一所学校", "2 个")
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_that_cannot_be_used_makes_no_document(tmp_path):
    (tmp_path / "a.xlsx").write_text("no workbook")
    run = schoolstd("check", tmp_path / "a.xlsx", "-o", tmp_path / "报告.docx")
    assert failed_in_one_sentence(run, "a.xlsx")
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_document_is_no_format_for_the_screen():
    assert failed_in_one_sentence(schoolstd("check", GAPS, "--format", "docx"), "--format", "docx")


def test_a_document_may_go_into_a_pipe():
    done = subprocess.run(
        command("check", GAPS, "-o", "docx=-"), env=clean(), capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert done.stdout == content(judged())


def test_both_languages_have_the_same_paragraphs():
    assert len(lines(judged(), "en")) == len(lines(judged()))


def test_a_pupil_named_in_the_self_assessment_is_noticed_and_no_report_or_plan_repeats_it(tmp_path):
    path = tmp_path / "school.xlsx"
    book = load_workbook(GAPS)
    sheet = book["自评"]
    (row,) = (cell.row for cell in sheet["A"] if cell.value == "N22")
    for column in "EFG":
        sheet[f"{column}{row}"] = "学生孙小兵辍学，身份证 110101200501011234"
    book.save(path)
    assert [str(p.location) for p in judged(path).problems if p.code == "personal_name"] == [
        f"自评!{c}{row}" for c in "EFG"
    ]
    outputs = [tmp_path / f"report.{suffix}" for suffix in ("docx", "html", "md", "json", "csv", "txt")]
    schoolstd("check", path, "-q", *(word for each in outputs for word in ("-o", each)))
    plans = [tmp_path / f"plan.{suffix}" for suffix in ("md", "docx", "json")]
    schoolstd("plan", path, "-q", *(word for each in plans for word in ("-o", each)))
    for each in (*outputs, *plans):
        text = (
            "\n".join(p.text for p in Document(str(each)).paragraphs)
            if each.suffix == ".docx"
            else each.read_text("utf-8")
        )
        assert "N22" in text
        assert "孙小兵" not in text
        assert "110101200501011234" not in text


def test_a_phone_number_or_a_name_in_owner_date_title_or_grade_stands_in_no_report_or_plan(tmp_path):
    path = tmp_path / "school.xlsx"
    book = load_workbook(GAPS)
    claims, documents, events = book["自评"], book["佐证材料"], book["活动记录"]
    for row in range(2, claims.max_row + 1):
        claims[f"H{row}"], claims[f"I{row}"] = "王主任 138-1234-5678", "问１３８１２３４５６７８"
    for row in range(2, documents.max_row + 1):
        if documents[f"D{row}"].value:
            documents[f"D{row}"] = "关于学生孙小兵的处分决定"
    for row in range(2, events.max_row + 1):
        if events[f"A{row}"].value:
            events[f"B{row}"] = "13812345678"
    book.save(path)
    outputs = [
        tmp_path / f"report.{suffix}" for suffix in ("docx", "html", "md", "json", "csv", "txt", "xlsx", "sarif")
    ]
    schoolstd("check", path, "-q", "-v", *(word for each in outputs for word in ("-o", each)))
    plans = [tmp_path / f"plan.{suffix}" for suffix in ("md", "docx", "json", "xlsx")]
    planned = schoolstd("plan", path, *(word for each in plans for word in ("-o", each)))
    for each in (*outputs, *plans):
        text = whole_text(each)
        assert "N22" in text
        assert not re.search("孙小兵|138.?1234.?5678|１３８１２３４５６７８", text), each.name
        assert each.name.startswith("report") or "含电话号码，未转载" in text
    assert "没有写责任人" not in planned.out + planned.err + whole_text(tmp_path / "plan.json")


def whole_text(path):
    """All that stands in a file, unpacked."""
    if path.suffix not in (".docx", ".xlsx"):
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as archive:
        return unescape("\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist()))
