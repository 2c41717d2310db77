"""GitHub annotations, Markdown, CSV and the workbook of gaps, read back by something that knows nothing of how they are made."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from schoolstd.reports.csv_table import COLUMNS
from schoolstd.reports.csv_text import safe
from schoolstd.reports.markdown_text import escaped
from schoolstd.workbook.typeset import text_width
from tests.cli.run import EXAMPLES, GAPS, GOOD, schoolstd
from tests.reports.parts import assessed, failure, hostile, rendered, report_of

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def commands(*assessments, **more):
    """(level, properties, message) of every workflow command, decoded as the runner does."""
    lines = rendered("github", report_of(*assessments, **more)).decode().splitlines()
    found = [COMMAND.fullmatch(line) for line in lines if line.startswith("::")]
    return [(each[1], dict(pair.split("=", 1) for pair in each[2].split(",")), each[3]) for each in found]


# ── github ──


def test_totals_come_first_and_the_grave_before_the_rest():
    levels = [level for level, _, _ in commands(assessed("entry-mistakes"), failures=[failure()])]
    assert levels[0] == "notice"
    assert levels[1:] == sorted(levels[1:], key=["error", "warning", "notice"].index)


def test_an_annotation_names_file_row_column_and_what_is_wrong():
    found = next(each for each in commands() if each[1]["title"].startswith("N25"))
    assert found[1] | {"title": ""} == {
        "file": "examples/junior-gaps/school.xlsx",
        "line": "54",
        "col": "4",
        "title": "",
    }
    assert found[2].startswith("初中生每天睡眠时间：8.3 小时（差 0.7 小时）；要求：不少于 9 小时%0A依据：")


def test_values_are_escaped_so_that_none_ends_early():
    path = {"school.xlsx": "a,b:c%.xlsx"}
    assert commands(paths=path)[1][1]["file"] == "a%2Cb%3Ac%25.xlsx"


def test_the_job_summary_is_added_to_the_file_that_github_names(tmp_path):
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    schoolstd("check", GAPS, "--format", "github", GITHUB_STEP_SUMMARY=summary)
    assert summary.read_text("utf-8").startswith("before\n## 澄溪初级中学")


def test_without_that_file_or_format_nothing_is_written(tmp_path):
    summary = tmp_path / "summary.md"
    schoolstd("check", GAPS, "-q", GITHUB_STEP_SUMMARY=summary)
    assert not summary.exists()
    assert schoolstd("check", GAPS, "--format", "github").code == 1


# ── markdown ──


@pytest.mark.parametrize(
    "text",
    [
        "a|b",
        "<script>x</script>",
        "`x`",
        "[a](b)",
        "**b**",
        "&lt;",
        "~~x~~",
        "![i](u)",
        "\\|",
        "1. x",
        "- x",
        "#5",
        "_a_",
    ],
)
def test_escaped_text_shows_as_itself(text):
    shown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parseInline(escaped(text))[0].children
    assert "".join(child.content for child in shown if child.type != "html_inline") == text


@pytest.mark.parametrize(
    "text", ["94.3%", "94.3", "-3", "+0.5", "2018.9.1", "12 所", "3.5.", "now. Then", "（1）", "1.2.3 版"]
)
def test_figures_and_ordinary_text_are_left_as_they_are(text):
    assert escaped(text) == text


@pytest.mark.parametrize(
    "text", ["1. x", "12) x", "1.", "- x", "-", "--- x", "+ x", "= x", "=== ", "# x", "> x", "* x"]
)
def test_no_text_begins_a_list_or_a_heading(text):
    kinds = {token.type for token in MarkdownIt("commonmark").enable("table").parse(f"x\n{escaped(text)}\n")}
    assert kinds == {"paragraph_open", "inline", "paragraph_close"}
    alone = {token.type for token in MarkdownIt("commonmark").enable("table").parse(f"{escaped(text)}\n")}
    assert alone == {"paragraph_open", "inline", "paragraph_close"}


def test_what_an_editor_would_obey_is_left_out():
    assert escaped("a\u202eb\x1b[2Jc") == "a b &#91;2Jc"


@pytest.mark.parametrize("text", ["@team", "x@y.cn", "https://x.cn", "www.x.cn", "GH-1", "#12", "@_x", "http://_x.cn"])
def test_nothing_becomes_a_mention_or_a_link_afterwards(text):
    assert "<!-- -->" in escaped(text)


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "＝", "\t", " =", "\u3000=", "\ufeff=", "\u00a0+", "\x00=", " \x00="]
)
def test_no_cell_of_a_csv_is_worked_out(start):
    shown = safe(f"{start}1+1")
    assert shown.startswith("'")
    assert "\x00" not in shown


def test_a_nul_is_no_part_of_a_csv():
    assert safe("a\x00b") == "ab"


def test_tables_have_as_many_cells_as_columns_whatever_is_typed():
    tokens = MarkdownIt("commonmark").enable("table").parse(rendered("markdown", report_of(hostile("a|b|c"))).decode())
    kinds = [token.type for token in tokens]
    assert kinds.count("th_open") > 0
    rows = "".join({"th_open": "h", "td_open": "d", "tr_close": "|"}.get(kind, "") for kind in kinds).split("|")
    assert {len(row) for row in rows if row} <= {5, 7}


def test_a_report_fits_a_comment():
    assert len(rendered("markdown", report_of(assessed("junior-gaps"))).decode()) < 65_536


# ── csv ──


def table(*assessments, **more):
    content = rendered("csv", report_of(*assessments, **more))
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_there_is_a_row_for_every_check_and_every_problem():
    rows = table(assessed("half-filled"), failures=[failure()])
    checks = sum(len(each.checks) or 1 for each in assessed("half-filled").indicators)
    assert len(rows) == checks + len(assessed("half-filled").problems) + 1


def test_columns_are_the_same_in_both_languages():
    assert len(table(lang="en")[0]) == len(table()[0]) == len(COLUMNS)


def test_a_row_holds_the_whole_finding():
    row = next(each for each in table() if each["检查项编号"] == "N25.sleep_junior")
    assert (row["学校"], row["结论"], row["结果"]) == ("澄溪初级中学", "部分达标", "不通过")
    assert (row["实际"], row["要求"]) == ("8.3 小时（差 0.7 小时）", "不少于 9 小时")
    assert (row["工作表"], row["单元格"]) == ("数据", "D54")


# ── xlsx ──


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_column_is_so_narrow_that_a_word_of_its_heading_or_of_its_few_answers_is_broken(lang):
    narrow = []
    for sheet in book(assessed("half-filled"), lang=lang).worksheets[1:]:
        for column in sheet.iter_cols(min_row=3):
            width = sheet.column_dimensions[column[0].column_letter].width
            texts = [str(cell.value) for cell in column if cell.value and (cell.row == 3 or cell.style == "open")]
            narrow += [word for text in texts for word in re.findall("[A-Za-z]+", text) if text_width(word) + 3 > width]
    assert narrow == []


def test_the_columns_of_a_chinese_report_are_as_wide_as_ever():
    sheet = book()["差距"]
    assert [sheet.column_dimensions[column].width for column in "ABCL"] == [14, 9, 18, 10]


def book(*assessments, **more):
    return load_workbook(io.BytesIO(rendered("xlsx", report_of(*assessments, **more))))


def test_the_workbook_has_its_five_sheets_ready_to_filter_and_print():
    found = book()
    assert found.sheetnames == ["概览", "差距", "全部指标", "检查项", "数据问题"]
    for sheet in found.worksheets[1:]:
        assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.paperSize) == ("A4", "$3:$3", 9)
        assert sheet.auto_filter.ref.startswith("A3:")


def test_the_lists_are_complete():
    found = book(assessed())
    assert found["全部指标"].max_row - 3 == 88
    assert found["检查项"].max_row - 3 == sum(len(each.checks) for each in assessed().indicators)
    assert {row[1].value for row in found["差距"].iter_rows(min_row=4)} >= {"N03", "N25"}


def test_waivers_and_what_a_programme_says_have_a_sheet_of_their_own(tmp_path):
    district = EXAMPLES / "district"
    waivers = tmp_path / "waivers.yaml"
    waivers.write_text(
        'waivers: [{indicator: "N22", school: "2198000004", reason: 改建, approver: 区教委, from: "2018-01-01", until: "2018-01-31"}]',
        "utf-8",
    )
    schoolstd(
        "check", district / "材料" / "云杉小学.xlsx", "--programme", "beijing-2018", "--registry", district / "名册.xlsx",
        "--as-of", "2018-09-28", "--waivers", waivers, "-q", "-o", tmp_path / "r.xlsx",
    )  # fmt: skip
    found = load_workbook(tmp_path / "r.xlsx")
    rows = [tuple(cell.value for cell in row) for row in found["认定、豁免与汇总"].iter_rows(min_row=4)]
    assert ("北京市义务教育学校管理标准化建设：能否认定", "× 2 条没有达标：N22、N67") in rows
    assert any(heading == "豁免（1 条）" and "N22" in text and "已过期" in text for heading, text in rows)


def test_several_schools_share_the_lists_each_row_with_its_file():
    found = book(assessed(), assessed("half-filled"), failures=[failure()])
    assert [cell.value for cell in found["差距"][3]][:2] == ["文件", "学校"]
    assert found["数据问题"].cell(found["数据问题"].max_row, 1).value == "坏.xlsx"


def test_links_lead_to_sheets_that_exist():
    found = book()
    links = [cell.hyperlink.location for row in found["概览"].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{title}'!A1" for title in found.sheetnames[1:]]


# ── json ──


def test_a_result_with_a_shortfall_says_it_as_a_number():
    value = json.loads(rendered("json", report_of()))
    check = next(check for each in value["indicators"] for check in each["checks"] if check["id"] == "N25.sleep_junior")
    assert check["shortfall"] == "0.7"


def test_a_binary_format_is_not_printed():
    assert schoolstd("check", GOOD, "--format", "xlsx").code == 2
    assert schoolstd("check", GOOD, "-o", "annotated=-").code == 2
    assert schoolstd("check", GOOD, "-o", "xlsx=-", encoding="latin-1").bytes.startswith(b"PK")
