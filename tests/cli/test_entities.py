"""Districts and the city as entities of their own: their workbooks, their catalogs, and what schools report to them."""

from __future__ import annotations

import json
import shutil
from datetime import datetime

import jsonschema
import openpyxl
import pytest

from tests.cli.run import GAPS, GOOD, ROOT, failed_in_one_sentence, schoolstd

SCHEMA = json.loads((ROOT / "src/schoolstd/reports/result.schema.json").read_text("utf-8"))
DAY = datetime(2022, 6, 30)
SUMMED = {"staff_total": "district_staff", "buildings_total": "district_buildings"}


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    """A blank workbook of every kind, by catalog."""
    folder = tmp_path_factory.mktemp("blank")
    for name in ("district", "city", "beijing"):
        assert schoolstd("template", "--catalog", name, "-o", folder / f"{name}.xlsx").code == 0
    return {name: folder / f"{name}.xlsx" for name in ("district", "city", "beijing")}


def filled(source, target, **answers):
    """A copy of a workbook with answers typed into 学校信息 and 数据 by their ids."""
    book = openpyxl.load_workbook(source)
    for title, column in (("学校信息", 3), ("数据", 4)):
        for row in book[title].iter_rows(min_row=2):
            if row[0].value in answers:
                book[title].cell(row[0].row, column).value = answers[row[0].value]
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target


@pytest.fixture
def schools(blank, tmp_path):
    """A folder with the workbooks of two schools: 30 and 12 staff, 3 and 2 buildings."""
    common = {"as_of": DAY, "stage": "小学", "ownership": "公办"}
    for code, staff, buildings in ((1, 30, 3), (2, 12, 2)):
        answers = {"code": f"11010{code}", "name": f"第{code}小学", "staff_total": staff, "buildings_total": buildings}
        filled(blank["beijing"], tmp_path / "schools" / f"{code}.xlsx", **common, **answers)
    return tmp_path / "schools"


def result(*arguments):
    """The JSON of one workbook, as the schema has it."""
    found = json.loads(schoolstd("check", *arguments, "--format", "json", "--fail-on", "never").out)
    jsonschema.validate(found, SCHEMA)
    return found


def rollup(found):
    return {each["metric"]: each for each in found["rollup"]}


# ── the workbook ──


@pytest.mark.parametrize("name", ["district", "city"])
def test_entity_is_the_same_as_catalog(blank, tmp_path, name):
    assert schoolstd("template", "--entity", name, "-o", tmp_path / "a.xlsx").code == 0
    assert (tmp_path / "a.xlsx").read_bytes() == blank[name].read_bytes()


@pytest.mark.parametrize("name", ["district", "city"])
def test_the_workbook_has_the_sheets_that_its_catalog_has_a_use_for(blank, name):
    titles = openpyxl.load_workbook(blank[name]).sheetnames
    assert titles == ["填报说明", "学校信息", "自评", "数据", "佐证材料", "活动记录", "事项台账", "版本", "词表"]


@pytest.mark.parametrize("name", ["district", "city"])
def test_a_sheet_that_the_catalog_has_no_use_for_is_not_missed(blank, name):
    found = result(blank[name])
    assert found["entity"] == name
    assert not any(each["code"] == "sheet_missing" for each in found["problems"])


def test_a_sheet_that_the_catalog_needs_is_missed(blank, tmp_path):
    book = openpyxl.load_workbook(blank["district"])
    del book["活动记录"]
    book.save(tmp_path / "d.xlsx")
    assert [each["code"] for each in result(tmp_path / "d.xlsx")["problems"]].count("sheet_missing") == 1


def test_the_guide_speaks_of_the_district_rather_than_of_the_school(blank):
    sheet = openpyxl.load_workbook(blank["district"])["填报说明"]
    text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    assert "每项全区只填一次" in text
    assert "全校" not in text
    assert "班级" not in text


def test_the_report_shows_the_owner_of_every_gap(blank):
    lines = schoolstd("check", blank["district"]).out.splitlines()
    heads = [number for number, line in enumerate(lines) if line.startswith("  ○ D-")]
    assert len(heads) == 32
    assert all(lines[number + 1].startswith("    责任单位：") for number in heads)


def test_a_district_without_a_name_is_not_called_a_school(blank):
    assert "学校名称" not in schoolstd("check", blank["district"]).out


# ── which catalog ──


def test_each_workbook_is_judged_by_the_catalog_that_it_names(blank):
    run = schoolstd("check", GOOD, blank["district"], blank["city"], blank["beijing"], "--format", "json")
    assert [each["catalog"]["id"] for each in json.loads(run.out)["results"]] == [
        "national", "district", "city", "beijing",
    ]  # fmt: skip


def test_the_command_line_overrides_the_workbook(blank):
    assert result(blank["beijing"], "--catalog", "national")["catalog"]["id"] == "national"


def test_a_catalog_that_there_is_not_is_told_with_those_that_there_are(blank, tmp_path):
    book = openpyxl.load_workbook(blank["district"])
    book["版本"]["B2"].value = "../district"
    book.save(tmp_path / "d.xlsx")
    assert failed_in_one_sentence(schoolstd("check", tmp_path / "d.xlsx"), "../district", "beijing", "national")


def test_a_workbook_that_names_no_catalog_is_judged_by_the_national_one(tmp_path):
    book = openpyxl.load_workbook(GOOD)
    del book["版本"]
    book.save(tmp_path / "s.xlsx")
    found = result(tmp_path / "s.xlsx")
    assert (found["catalog"]["id"], [each["code"] for each in found["problems"]]) == ("national", ["catalog_unnamed"])


def test_an_entity_that_contradicts_the_catalog_is_refused(blank):
    run = schoolstd("check", blank["district"], "--entity", "district", "--catalog", "city")
    assert failed_in_one_sentence(run, "--entity", "--catalog")
    assert failed_in_one_sentence(schoolstd("check", blank["district"], "--entity", "town"), "district", "city")


# ── what schools report ──


def test_blank_figures_are_filled_from_the_schools(blank, schools):
    found = rollup(result(blank["district"], "--schools", schools, "--as-of", "2022-06-30"))
    assert {key: (found[key]["figure"], found[key]["state"]) for key in SUMMED.values()} == {
        "district_staff": ("42", "filled"),
        "district_buildings": ("5", "filled"),
    }
    assert [(part["file"], part["value"]) for part in found["district_staff"]["parts"]] == [
        ("1.xlsx", "30"), ("2.xlsx", "12"),
    ]  # fmt: skip


def test_a_typed_figure_and_the_sum_must_agree(blank, schools, tmp_path):
    district = filled(blank["district"], tmp_path / "d.xlsx", as_of=DAY, district_staff=42, district_buildings=6)
    found = result(district, "--schools", schools)
    assert {key: rollup(found)[key]["state"] for key in SUMMED.values()} == {
        "district_staff": "agrees", "district_buildings": "differs",
    }  # fmt: skip
    told = [each for each in found["problems"] if each["code"] == "rollup_differs"]
    assert [(each["severity"], each["location"]["sheet"]) for each in told] == [("error", "数据")]
    assert "6" in told[0]["message"]
    assert "5" in told[0]["message"]


def test_the_report_says_what_was_summed_from_which_school(blank, schools):
    run = schoolstd("check", blank["district"], "--schools", schools, "--as-of", "2022-06-30", "-v")
    assert "义务教育学校干部教师总数：2 所学校合计 42" in run.out
    assert "第1小学：30" in run.out


def test_a_school_that_cannot_be_read_ends_with_2_and_leaves_sums_incomplete(blank, schools):
    (schools / "3.xlsx").write_bytes(b"PK nothing")
    run = schoolstd("check", blank["district"], "--schools", schools, "--as-of", "2022-06-30", "--format", "json")
    assert run.code == 2
    assert "3.xlsx" in run.err
    assert rollup(json.loads(run.out))["district_staff"]["state"] == "incomplete"


def test_two_workbooks_of_one_school_count_neither(blank, schools):
    shutil.copy(schools / "2.xlsx", schools / "2b.xlsx")
    run = schoolstd("check", blank["district"], "--schools", schools, "--as-of", "2022-06-30", "--format", "json")
    assert run.code == 2
    assert rollup(json.loads(run.out))["district_staff"]["unread"] == ["2.xlsx", "2b.xlsx"]


def test_a_school_has_no_schools_of_its_own(schools):
    assert schoolstd("check", GOOD, "--schools", schools).code == 2


def test_missing_evidence_of_a_government_changes_no_verdict_of_a_school(blank, schools, tmp_path):
    district = filled(blank["district"], tmp_path / "d.xlsx", as_of=DAY, district_staff=1)
    alone = result(GAPS)
    for beside in (blank["district"], district, blank["city"]):
        run = schoolstd("check", GAPS, beside, "--format", "json")
        found = next(each for each in json.loads(run.out)["results"] if each["entity"] == "school")
        assert found["indicators"] == alone["indicators"]
        assert found["summary"] == alone["summary"]
    before = result(schools / "1.xlsx")
    schoolstd("check", district, "--schools", schools)
    assert result(schools / "1.xlsx") == before
