"""Districts and the city as entities of their own: their workbooks, their catalogs, and what schools report to them."""

from __future__ import annotations

import json
import shutil
from datetime import datetime

import jsonschema
import openpyxl
import pytest

from tests.cli.filled import filled
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


def test_blank_figures_are_filled_from_the_schools_and_what_the_office_adds(blank, schools, tmp_path):
    district = filled(blank["district"], tmp_path / "d.xlsx", as_of=DAY, district_buildings_other=4)
    found = rollup(result(district, "--schools", schools))
    assert {key: (found[key]["figure"], found[key]["state"]) for key in SUMMED.values()} == {
        "district_staff": ("42", "filled"),
        "district_buildings": ("9", "filled"),
    }
    assert [(part["file"], part["value"]) for part in found["district_staff"]["parts"]] == [
        ("1.xlsx", "30"), ("2.xlsx", "12"),
    ]  # fmt: skip


def test_a_typed_figure_and_the_sum_must_agree(blank, schools, tmp_path):
    typed = {"district_staff": 42, "district_buildings": 6, "district_buildings_other": 0}
    district = filled(blank["district"], tmp_path / "d.xlsx", as_of=DAY, **typed)
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
    assert rollup(json.loads(run.out))["district_buildings"]["state"] == "incomplete"


def doubles(found):
    return [each["message"] for each in found["problems"] if each["code"].startswith("rollup_doubled")]


def test_of_two_workbooks_of_one_school_the_later_counts_and_both_are_told(blank, schools):
    filled(schools / "2.xlsx", schools / "1 旧.xlsx", as_of=datetime(2022, 6, 29), staff_total=99)
    found = result(blank["district"], "--schools", schools, "--as-of", "2022-06-30")
    assert [(part["file"], part["value"]) for part in rollup(found)["district_staff"]["parts"]] == [
        ("1.xlsx", "30"), ("2.xlsx", "12"),
    ]  # fmt: skip
    assert doubles(found) == ["代码 110102 有几份工作簿，用了填报日期最晚的 2.xlsx，没有用 1 旧.xlsx"]


def test_of_two_workbooks_of_one_day_the_name_of_the_file_decides_as_in_district(blank, schools, tmp_path):
    filled(schools / "2.xlsx", schools / "甲" / "9.xlsx", staff_total=99)
    (schools / "2.xlsx").rename(schools / "3.xlsx")
    run = schoolstd("check", blank["district"], "--schools", schools, "--as-of", "2022-06-30", "--format", "json")
    found = json.loads(run.out)
    assert rollup(found)["district_staff"]["figure"] == "129"
    assert doubles(found) == [
        "代码 110102 有几份工作簿，用了 9.xlsx，没有用 3.xlsx；3.xlsx 与它填报日期相同（或都没有填），是按文件名取后一个的，请核对"
    ]
    assert run.code == 1
    schoolstd("district", schools, "--as-of", "2022-06-30", "-o", tmp_path / "r.json")
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["doubled"][0]["used"] == "甲/9.xlsx"


def test_two_schools_under_one_code_are_a_grave_problem_of_the_sum(blank, schools):
    filled(schools / "2.xlsx", schools / "3.xlsx", name="另一所小学")
    found = result(blank["district"], "--schools", schools, "--as-of", "2022-06-30")
    told = [each for each in found["problems"] if each["code"] == "same_code_differs"]
    assert [each["severity"] for each in told] == ["error"]
    assert "另一所小学" in told[0]["message"]


def test_a_school_without_a_code_is_no_part_of_the_sum_as_in_district(blank, schools):
    filled(schools / "2.xlsx", schools / "2.xlsx", code=None)
    run = schoolstd("check", blank["district"], "--schools", schools, "--as-of", "2022-06-30", "--format", "json")
    assert (run.code, "2.xlsx" in run.err) == (2, True)
    assert rollup(json.loads(run.out))["district_buildings"]["unread"] == ["2.xlsx"]


def test_of_two_workbooks_of_one_district_the_later_counts(blank, districts):
    filled(districts / "东区.xlsx", districts / "东区 旧.xlsx", as_of=datetime(2022, 6, 1), district_staff=7)
    found = result(blank["city"], "--schools", districts, "--as-of", "2022-06-30")
    assert [part[0] for part in parts(found, "city_staff")] == ["东区.xlsx", "西区.xlsx"]
    assert doubles(found) == ["代码 1 有几份工作簿，用了填报日期最晚的 东区.xlsx，没有用 东区 旧.xlsx"]


def test_a_school_has_no_schools_of_its_own(schools):
    assert schoolstd("check", GOOD, "--schools", schools).code == 2


# ── what districts report ──


@pytest.fixture
def districts(blank, schools, tmp_path):
    """A city's folder: 东区 that fills in its staff, 西区 that leaves it to its two schools in a folder below."""
    for school in schools.iterdir():
        filled(school, tmp_path / "city" / "西区学校" / school.name, district="西区")
    common = {"as_of": DAY, "has_groups": "否", "compulsory_schools": 2}
    filled(blank["district"], tmp_path / "city" / "东区.xlsx", code="1", name="东区", district_staff=100, **common)
    filled(
        blank["district"], tmp_path / "city" / "西区.xlsx", code="2", name="西区", facility_projects_done=0, **common
    )
    return tmp_path / "city"


def parts(found, metric):
    return [(part["file"], part["school"], part["value"], part["schools"]) for part in rollup(found)[metric]["parts"]]


def test_a_city_sums_what_its_districts_say_and_else_what_their_schools_say(blank, districts):
    found = result(blank["city"], "--schools", districts, "--as-of", "2022-06-30")
    assert parts(found, "city_staff") == [("东区.xlsx", "东区", "100", 0), ("西区.xlsx", "西区", "42", 2)]
    staff = rollup(found)["city_staff"]
    assert (staff["from"], staff["figure"], staff["state"]) == ("district", "142", "filled")


def test_districts_are_counted_by_what_they_report(blank, districts):
    found = rollup(result(blank["city"], "--schools", districts, "--as-of", "2022-06-30"))
    assert found["city_districts_plan_progress"]["figure"] == "1"


def test_a_figure_that_a_district_is_not_asked_for_lacks_nothing(blank, districts):
    found = rollup(result(blank["city"], "--schools", districts, "--as-of", "2022-06-30"))
    assert "city_school_groups" not in found


def test_what_the_city_adds_has_to_be_filled_in(blank, districts, tmp_path):
    for own, state in ((None, "incomplete"), (5, "filled")):
        answers = {"as_of": DAY} if own is None else {"as_of": DAY, "city_principals_own": own}
        city = filled(blank["city"], tmp_path / "c.xlsx", **answers)
        for name in ("东区", "西区"):
            filled(districts / f"{name}.xlsx", districts / f"{name}.xlsx", principals=10)
        found = rollup(result(city, "--schools", districts))["city_principals"]
        assert (found["sum"], found["state"], found["plus"]["metric"]) == ("20", state, "city_principals_own")


def test_a_typed_figure_of_the_city_and_the_sum_must_agree(blank, districts, tmp_path):
    city = filled(blank["city"], tmp_path / "c.xlsx", as_of=DAY, city_staff=140)
    run = schoolstd("check", city, "--schools", districts, "-v")
    assert "义务教育学校干部教师总数：2 个区合计 142（其中 1 个区自己没有填" in run.out
    assert "西区：42（区里没有填，2 所学校汇总）" in run.out
    found = result(city, "--schools", districts)
    assert [each["severity"] for each in found["problems"] if each["code"] == "rollup_differs"] == ["error"]


def test_a_district_that_was_not_handed_in_makes_every_sum_incomplete(blank, districts, tmp_path):
    city = filled(blank["city"], tmp_path / "c.xlsx", as_of=DAY, city_districts=3)
    found = result(city, "--schools", districts)
    assert {each["state"] for each in found["rollup"]} == {"incomplete"}
    assert [each["code"] for each in found["problems"]].count("rollup_number_differs") == 1


def test_a_school_that_was_not_handed_in_leaves_its_district_without_a_sum(blank, districts):
    filled(districts / "西区.xlsx", districts / "西区.xlsx", compulsory_schools=3)
    found = result(blank["city"], "--schools", districts, "--as-of", "2022-06-30")
    assert parts(found, "city_donations")[1] == ("西区.xlsx", "西区", None, 0)


def test_a_broken_file_spoils_no_sum_when_all_districts_are_there(blank, districts, tmp_path):
    (districts / "坏.xlsx").write_bytes(b"PK nothing")
    for name in ("东区", "西区"):
        filled(districts / f"{name}.xlsx", districts / f"{name}.xlsx", district_donations=42)
    for number, state in ((2, "filled"), (None, "incomplete")):
        answers = {"as_of": DAY, "city_districts": number} if number else {"as_of": DAY}
        city = filled(blank["city"], tmp_path / "c.xlsx", **answers)
        run = schoolstd("check", city, "--schools", districts, "--format", "json")
        assert (run.code, "坏.xlsx" in run.err) == (2, True)
        assert rollup(json.loads(run.out))["city_donations"]["state"] == state


def test_a_school_of_no_district_is_told_and_is_no_part(blank, districts, schools):
    filled(schools / "1.xlsx", districts / "别处.xlsx", code="999", district="南区")
    run = schoolstd("check", blank["city"], "--schools", districts, "--as-of", "2022-06-30", "--format", "json")
    assert (run.code, "别处.xlsx" in run.err, "南区" in run.err) == (2, True, True)


def test_a_workbook_of_the_same_level_has_no_place_below(blank, districts):
    shutil.copy(blank["city"], districts / "市.xlsx")
    run = schoolstd("check", blank["city"], "--schools", districts, "--as-of", "2022-06-30")
    assert (run.code, "市.xlsx" in run.err) == (2, True)


@pytest.mark.parametrize(("name", "owner"), [("district", "区教委"), ("city", "市教委")])
def test_the_json_names_the_owner_of_every_duty_of_an_office(blank, name, owner):
    owners = [each["owner"] for each in result(blank[name])["indicators"]]
    assert (owners[0], all(owners)) == (owner, True)


def test_the_json_names_no_owner_of_what_a_school_does():
    assert {each["owner"] for each in result(GAPS)["indicators"]} == {None}


def test_missing_evidence_of_a_government_changes_no_verdict_of_a_school(blank, schools, districts, tmp_path):
    district = filled(blank["district"], tmp_path / "d.xlsx", as_of=DAY, district_staff=1)
    alone = result(GAPS)
    for beside in (blank["district"], district, blank["city"]):
        run = schoolstd("check", GAPS, beside, "--format", "json")
        found = next(each for each in json.loads(run.out)["results"] if each["entity"] == "school")
        assert found["indicators"] == alone["indicators"]
        assert found["summary"] == alone["summary"]
    before = result(schools / "1.xlsx")
    for above, folder in ((district, schools), (blank["district"], schools), (blank["city"], districts)):
        assert schoolstd("check", above, "--schools", folder, "--as-of", "2022-06-30").code == 1
        assert result(schools / "1.xlsx") == before
