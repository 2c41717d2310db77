"""`schoolstd plan` from files to files."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from schoolstd.cli.plan import PlanOptions, plan
from schoolstd.errors import InputError, UsageError
from tests.cli.run import EXAMPLES, schoolstd

SCHOOL = str(Path(__file__).parents[2] / "examples" / "junior-gaps" / "school.xlsx")


def run(*output, **options):
    return plan(PlanOptions(SCHOOL, tuple(map(str, output)), **options))


def printed(capsys, **options):
    run(**options)
    return json.loads(capsys.readouterr().out)


def test_every_gap_has_a_row_and_nothing_else_has(capsys):
    found = printed(capsys, format="json")
    assert found["summary"]["open"] == found["summary"]["rows"] == len(found["rows"]) > 0
    assert all(row["lacking"] and row["needed"] and row["measure"] for row in found["rows"])


def test_rows_without_a_date_end_with_code_1_and_name_their_cell(tmp_path, capsys):
    assert run(tmp_path / "plan.xlsx") == 1
    assert "一校一案!I2  N03 没有写完成时限" in capsys.readouterr().err


def test_never_ends_with_code_0(tmp_path):
    assert run(tmp_path / "plan.xlsx", fail_on="never") == 0


def test_the_programme_gives_the_last_day_of_the_phase(capsys):
    found = printed(capsys, format="json", programme="beijing-2018", as_of="2018-06-30")
    assert "2018-08-31" in {row["due"] for row in found["rows"]}


def test_a_workbook_is_planned_by_the_catalog_that_it_was_made_for(tmp_path, capsys):
    school = tmp_path / "school.xlsx"
    assert schoolstd("template", "--catalog", "beijing", "--stage", "小学", "-o", school).code == 0
    plan(PlanOptions(str(school), format="json"))
    assert "B1-01" in {row["indicator"] for row in json.loads(capsys.readouterr().out)["rows"]}
    plan(PlanOptions(str(school), format="json", catalog="national"))
    assert "B1-01" not in {row["indicator"] for row in json.loads(capsys.readouterr().out)["rows"]}


@pytest.mark.parametrize("suffix", [".md", ".docx"])
def test_the_plan_of_a_district_speaks_for_the_district(tmp_path, suffix):
    district = EXAMPLES / "district-office" / "district.xlsx"
    plan(PlanOptions(str(district), (str(tmp_path / f"plan{suffix}"),)))
    content = (tmp_path / f"plan{suffix}").read_bytes()
    text = (
        "\n".join(p.text for p in Document(io.BytesIO(content)).paragraphs) if suffix == ".docx" else content.decode()
    )
    assert "我区对照" in text
    assert "一区一案" in text
    assert "由本区自查" in text
    assert "我校" not in text


def test_running_again_keeps_what_the_school_wrote(tmp_path):
    path = tmp_path / "plan.xlsx"
    run(path)
    book = load_workbook(path)
    book["一校一案"]["H2"] = "王老师"
    book.save(path)
    run(path)
    assert load_workbook(path)["一校一案"]["H2"].value == "王老师"


def test_status_tells_what_is_overdue_on_the_day(tmp_path, capsys):
    run(tmp_path / "plan.xlsx")
    found = printed(capsys, status=str(tmp_path / "plan.xlsx"), format="json", as_of="2028-01-01")
    assert found["summary"]["overdue"] == sum(row["overdue"] for row in found["rows"]) > 0


def waiver_file(tmp_path, until="2026-06-30"):
    path = tmp_path / "waivers.yaml"
    waiver = f"indicator: N47, school: '2199000002', reason: 平台改造, approver: 示例区教委, from: '2026-01-01', until: '{until}'"
    path.write_text(f"waivers:\n  - {{{waiver}}}\n", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("as_of", "state"), [("2026-06-30", "waived"), ("2026-07-01", "open")])
def test_a_waiver_covers_its_gap_to_its_last_day(tmp_path, capsys, as_of, state):
    run(tmp_path / "plan.xlsx", waivers=waiver_file(tmp_path))
    plan_file = str(tmp_path / "plan.xlsx")
    found = printed(capsys, status=plan_file, waivers=waiver_file(tmp_path), as_of=as_of, format="json")
    assert [row["state"] for row in found["rows"] if row["indicator"] == "N47"] == [state]
    assert found["waivers"][0]["reason"] == "平台改造"


def test_every_format_tells_reason_approver_and_end_of_a_waiver(tmp_path):
    files = [tmp_path / f"plan.{suffix}" for suffix in ("md", "txt", "docx", "xlsx")]
    run(*files, waivers=waiver_file(tmp_path))
    texts = [path.read_text(encoding="utf-8") for path in files[:2]]
    texts.append("".join(each.text for each in Document(str(files[2])).paragraphs))
    rows = load_workbook(files[3])["一校一案"].iter_rows(values_only=True)
    texts.append("".join(str(value) for row in rows if row[0] == "N47" for value in row))
    for text in ("".join(text.split()) for text in texts):
        assert "平台改造" in text
        assert "示例区教委批准" in text
        assert "2026-06-30" in text or "2026年6月30日" in text


def test_a_waiver_that_covers_nothing_is_told_in_the_document(tmp_path):
    run(tmp_path / "plan.md", waivers=waiver_file(tmp_path, until="2026-01-01"))
    assert "N47 网络研修共同体（已过期）" in (tmp_path / "plan.md").read_text(encoding="utf-8")


def test_status_writes_nothing(tmp_path):
    with pytest.raises(UsageError):
        run(tmp_path / "plan.xlsx", status="plan.xlsx")


def test_a_school_s_own_workbook_is_no_plan_and_stays(tmp_path):
    path = tmp_path / "other.xlsx"
    path.write_bytes(Path(SCHOOL).read_bytes())
    with pytest.raises(InputError):
        run(path)
    assert path.read_bytes() == Path(SCHOOL).read_bytes()


def test_the_plan_of_another_school_is_refused_and_stays(tmp_path):
    path = tmp_path / "plan.xlsx"
    run(path)
    before = path.read_bytes()
    other = str(Path(SCHOOL).parents[1] / "nine-year-boarding" / "school.xlsx")
    for options in (PlanOptions(other, (str(path),)), PlanOptions(other, status=str(path))):
        with pytest.raises(InputError) as raised:
            plan(options)
        assert raised.value.code == "plan_other_school"
    assert path.read_bytes() == before


@pytest.mark.parametrize("lock", ["~$plan.xlsx", ".~lock.plan.xlsx#"])
def test_a_plan_that_is_open_elsewhere_is_not_written(tmp_path, lock):
    run(tmp_path / "plan.xlsx")
    (tmp_path / lock).touch()
    with pytest.raises(UsageError) as raised:
        run(tmp_path / "plan.xlsx")
    assert (raised.value.code, raised.value.values["lock"]) == ("file_opened", lock)


def test_a_lock_file_without_its_plan_is_no_hindrance(tmp_path):
    (tmp_path / "~$plan.xlsx").touch()
    assert run(tmp_path / "plan.xlsx") == 1


def test_the_school_s_file_is_never_the_output(tmp_path):
    path = tmp_path / "school.xlsx"
    path.write_bytes(Path(SCHOOL).read_bytes())
    with pytest.raises(UsageError) as raised:
        plan(PlanOptions(str(path), (str(path),)))
    assert raised.value.code == "target_is_input"


def test_a_school_without_gaps_has_an_empty_plan_that_can_be_gone_on_with(tmp_path):
    school = str(Path(SCHOOL).parents[1] / "exemplary-primary" / "school.xlsx")
    for _ in range(2):
        assert plan(PlanOptions(school, (str(tmp_path / "plan.xlsx"),))) == 0


def test_a_document_that_is_there_is_not_overwritten(tmp_path):
    path = tmp_path / "plan.docx"
    path.write_bytes(b"")
    with pytest.raises(UsageError):
        run(path)


def test_the_same_school_gives_the_same_document(tmp_path):
    run(tmp_path / "one.docx", tmp_path / "two.docx")
    one, two = ((tmp_path / name).read_bytes() for name in ("one.docx", "two.docx"))
    assert one == two
    assert {part.date_time for part in zipfile.ZipFile(io.BytesIO(one)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_document_has_the_page_and_the_headings_of_official_ones(tmp_path):
    run(tmp_path / "plan.docx")
    book = Document(str(tmp_path / "plan.docx"))
    section = book.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(each.mm) for each in margins if each] == [37, 35, 28, 26]
    texts = [each.text for each in book.paragraphs]
    assert texts[0] == "澄溪初级中学"
    assert "一、基本情况" in texts
    assert any(text.startswith("（一）") for text in texts)
    assert any(text.startswith("1. N") for text in texts)


def test_the_annex_is_a_table_across_the_page_with_its_header_repeated(tmp_path):
    run(tmp_path / "plan.docx")
    book = Document(str(tmp_path / "plan.docx"))
    last = book.sections[-1]
    sides = (last.page_width, last.left_margin, last.right_margin)
    page, left, right = (side or 0 for side in sides)
    (table,) = book.tables
    width = sum(cell.width or 0 for cell in table.rows[0].cells)
    assert page > (last.page_height or page)
    assert width == page - left - right
    assert [cell.text for cell in table.rows[1].cells][:3] == ["1", "N03", "均衡编班"]
    assert [row._tr.xpath("boolean(./w:trPr/w:tblHeader)") for row in table.rows[:2]] == [True, False]
    texts = [each.text for each in book.paragraphs]
    assert texts.index("附件：整改任务一览表") < texts.index("澄溪初级中学（公章）") < texts.index("附件")


def test_a_plan_without_tasks_has_no_annex(tmp_path):
    plan(
        PlanOptions(str(Path(SCHOOL).parents[1] / "exemplary-primary" / "school.xlsx"), (str(tmp_path / "plan.docx"),))
    )
    assert len(Document(str(tmp_path / "plan.docx")).sections) == 1


def test_nobody_is_mentioned_by_a_school_s_words(tmp_path):
    from schoolstd.reports.paper import Paper, Paragraph, Style
    from schoolstd.reports.plan_markdown import render

    shown = render(Paper(("标题",), (Paragraph("@team 见 https://x.cn 和 <b>*急*</b>", Style.BODY),))).decode()
    assert not re.search(r"@\w|://\w|<b>|\*急", shown)
