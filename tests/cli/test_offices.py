"""A district's and the city's own workbooks in the folder of a summary: judged apart, with what the schools report."""

from __future__ import annotations

import io
import json
import shutil
import warnings
from datetime import datetime
from pathlib import Path

import jsonschema
import openpyxl
import pytest

import schoolstd as package
from tests.cli.filled import filled
from tests.cli.run import EXAMPLES, own_cache, schoolstd

DAY = datetime(2022, 6, 30)
ASKED = ("--as-of", "2022-06-30", "--no-cache")
SCHEMA = json.loads((Path(package.__file__).parent / "reports/district.schema.json").read_text("utf-8"))


def opened(path):
    """A summary as openpyxl reads it; of the bars in cells, which newer programs draw, it says that it lets them go."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".* extension is not supported")
        return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two schools and the office of 甲区, one school of 乙区, and the city's workbook; 甲区 has left what is summed blank."""
    place, blanks = tmp_path_factory.mktemp("city"), tmp_path_factory.mktemp("blank")
    blank = {name: blanks / f"{name}.xlsx" for name in ("beijing", "district", "city")}
    for name, path in blank.items():
        assert schoolstd("template", "--catalog", name, "-o", path).code == 0
    common = {"as_of": DAY, "stage": "小学", "ownership": "公办"}
    for code, district, staff, buildings in ((1, "甲区", 30, 3), (2, "甲区", 12, 2), (3, "乙区", 7, 1)):
        answers = {"code": f"11010{code}", "name": f"第{code}小学", "district": district, **common}
        answers |= {"staff_total": staff, "buildings_total": buildings}
        filled(blank["beijing"], place / "全市" / district / f"{code}.xlsx", **answers)
    office = {"code": "110100", "name": "甲区", "as_of": DAY, "compulsory_schools": 2, "district_staff": 40}
    office["district_buildings_other"] = 0
    filled(blank["district"], place / "全市" / "甲区" / "区.xlsx", **office)
    filled(blank["city"], place / "全市" / "市.xlsx", code="110000", name="某市", as_of=DAY, city_districts=1)
    return place / "全市"


@pytest.fixture(scope="module")
def whole(folder):
    return json.loads(schoolstd("district", folder, *ASKED, "--format", "json").out)


def sums(office):
    return {each["metric"]: each for each in office["sums"]}


def test_what_names_the_catalog_of_a_district_or_the_city_is_no_school(whole):
    jsonschema.validate(whole, SCHEMA)
    assert [each["school"]["name"] for each in whole["schools"]] == ["第1小学", "第2小学", "第3小学"]
    assert [(each["catalog"], each["school"]["name"]) for each in whole["offices"]] == [
        ("city", "某市"),
        ("district", "甲区"),
    ]


def test_a_district_is_judged_as_check_judges_it_with_its_schools(whole, folder):
    check = schoolstd(
        "check", folder / "甲区/区.xlsx", "--schools", folder / "甲区", "--as-of", "2022-06-30", "--format", "json"
    )
    result = json.loads(check.out)
    office = whole["offices"][1]
    letters = {
        "met": "m",
        "partial": "p",
        "not_met": "n",
        "no_evidence": "e",
        "not_applicable": "a",
        "not_in_force": "f",
    }
    assert office["verdicts"] == "".join(letters[each["verdict"]] for each in result["indicators"])
    states = {each["metric"]: (each["sum"], each["state"]) for each in result["rollup"]}
    assert states["district_buildings"] == ("5", "filled")
    assert states["district_staff"] == ("42", "differs")
    assert {id_: (each["figure"], each["state"]) for id_, each in sums(office).items()} == states
    assert office["figures"]["district_buildings"] == "5"
    assert office["figures"]["district_staff"] == "40"


def test_a_school_is_judged_alike_with_its_office_there_or_not(whole, folder, tmp_path):
    shutil.copytree(folder, tmp_path / "in", ignore=shutil.ignore_patterns("区.xlsx", "市.xlsx"))
    alone = json.loads(schoolstd("district", tmp_path / "in", *ASKED, "--format", "json").out)
    assert alone["schools"] == whole["schools"]
    assert (alone["summary"], alone["indicators"]) == (whole["summary"], whole["indicators"])
    assert alone["offices"] == []


def test_the_city_lacks_the_district_that_has_sent_no_workbook(whole, folder):
    city = whole["offices"][0]
    assert city["below"] == 1
    assert all(each["state"] != "filled" for each in city["sums"] if "乙区" in each["lacking"])


def test_one_process_two_and_the_cache_give_the_same_bytes(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(own_cache(tmp_path)))
    for number in range(8):  # more files than one process is thought to be enough for
        shutil.copytree(folder, tmp_path / "in" / str(number))
    runs = [
        schoolstd("district", tmp_path / "in", "--as-of", "2022-06-30", "--format", "json", *more).bytes
        for more in (("--jobs", "1", "--no-cache"), ("--jobs", "2"), ("--jobs", "2"))
    ]
    assert runs[0] == runs[1] == runs[2]
    offices = json.loads(runs[0])["offices"]
    assert [len(each["others"]) for each in offices] == [7, 7]
    assert len(offices[0]["others"]) == 7


def test_merging_keeps_the_offices_as_they_were_judged(whole, folder, tmp_path):
    for name in ("甲区", "乙区"):
        schoolstd("district", folder / name, *ASKED, "-q", "-o", tmp_path / f"{name}.json")
    parts = [tmp_path / "甲区.json", tmp_path / "乙区.json"]
    one, other = (schoolstd("merge", *order, "--format", "json") for order in (parts, parts[::-1]))
    assert one.bytes == other.bytes
    (office,) = json.loads(one.out)["offices"]
    assert office["verdicts"] == whole["offices"][1]["verdicts"]
    assert [each["figure"] for each in office["sums"]] == [each["figure"] for each in whole["offices"][1]["sums"]]
    assert "乙区：区教委自己的工作簿不在文件夹里" in schoolstd("merge", *parts, COLUMNS="200").out


def test_an_office_of_another_catalog_is_not_merged(folder, tmp_path):
    schoolstd("district", folder / "甲区", *ASKED, "-q", "-o", tmp_path / "a.json")
    value = json.loads((tmp_path / "a.json").read_text("utf-8"))
    value["offices"][0]["verdicts"] = "m"
    (tmp_path / "b.json").write_text(json.dumps(value), "utf-8")
    run = schoolstd("merge", tmp_path / "b.json")
    assert run.code == 2
    assert "b.json" in run.err


def test_a_split_run_judges_a_district_the_same(whole, folder, tmp_path):
    schoolstd("district", folder, *ASKED, "-q", "--split", "district", "-o", tmp_path / "out")
    value = json.loads((tmp_path / "out/各区/甲区.json").read_text("utf-8"))
    assert value["offices"] == [whole["offices"][1]]
    assert json.loads((tmp_path / "out/各区/乙区.json").read_text("utf-8"))["offices"] == []
    overview = openpyxl.load_workbook(tmp_path / "out/总览.xlsx")
    assert "收到 5 个文件" in "\n".join(str(row[0]) for row in overview["概览"].iter_rows(values_only=True))
    assert [row[0] for row in overview["区级指标"].iter_rows(min_row=4, values_only=True)] == ["某市", "甲区"]


@pytest.mark.parametrize("suffix", [".md", ".html", ".txt"])
def test_the_short_outputs_tell_of_the_district(folder, tmp_path, suffix):
    schoolstd("district", folder, *ASKED, "-q", "-o", tmp_path / f"a{suffix}")
    text = (tmp_path / f"a{suffix}").read_text("utf-8")
    assert "区级指标（2 份区、市工作簿）" in text
    assert "甲区/区.xlsx" in text


def test_the_sheet_lists_every_indicator_with_where_its_figures_come_from(folder, tmp_path):
    schoolstd("district", folder, *ASKED, "-q", "-o", tmp_path / "a.xlsx")
    sheet = opened(tmp_path / "a.xlsx")["区级指标"]
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert [row[1] for row in rows if row[0] == "甲区"][:32] == [f"D-{number:02}" for number in range(1, 33)]
    texts = "\n".join(row[5] for row in rows if row[0] == "甲区")
    assert "校舍栋数 5（2 所学校汇总，加本级 0）" in texts
    assert "（本级填报）" in texts
    found = {row[0]: row[3:7] for row in rows if row[2] == "义务教育学校干部教师总数" and row[0] != "某市"}
    assert found == {
        "甲区": ["填写的是 40，不一致", 42, "2 所学校汇总", ""],
        "乙区": ["区级工作簿不在", 7, "1 所学校汇总", ""],
    }


def test_without_the_district_s_workbook_the_sheet_says_so(folder, tmp_path):
    schoolstd("district", folder / "乙区", *ASKED, "-q", "-o", tmp_path / "a.xlsx")
    sheet = opened(tmp_path / "a.xlsx")["区级指标"]
    assert "乙区：区教委自己的工作簿不在文件夹里" in sheet["A2"].value
    assert "schoolstd template --entity district" in sheet["A2"].value


def test_batch_has_no_place_for_a_district_among_the_schools(folder):
    run = schoolstd("batch", folder, "--as-of", "2022-06-30", "--format", "json")
    assert "第1小学" in run.out
    assert "某市" not in run.out
    assert '"name": "甲区"' not in run.out
    assert "区.xlsx" not in run.out


def test_visits_can_be_planned_over_merged_results(folder, tmp_path):
    schoolstd("district", folder / "甲区", *ASKED, "-q", "-o", tmp_path / "a.json")
    alone = json.loads(schoolstd("district", folder / "甲区", *ASKED, "--visits", "1", "--format", "json").out)[
        "visits"
    ]
    merged = json.loads(schoolstd("merge", tmp_path / "a.json", "--visits", "1", "--format", "json").out)["visits"]
    assert merged == alone


def test_the_city_is_judged_over_merged_results_as_over_the_workbooks(whole, folder, tmp_path):
    for name in ("甲区", "乙区"):
        schoolstd("district", folder / name, *ASKED, "-q", "-o", tmp_path / f"{name}.json")
    parts = [tmp_path / "甲区.json", tmp_path / "乙区.json"]
    merged = json.loads(schoolstd("merge", *parts, folder / "市.xlsx", "--format", "json").out)
    city = next(each for each in merged["offices"] if each["catalog"] == "city")
    wanted = whole["offices"][0]
    assert [city[key] for key in ("verdicts", "open", "figures")] == [
        wanted[key] for key in ("verdicts", "open", "figures")
    ]
    states = [[(each["metric"], each["figure"], each["state"]) for each in office["sums"]] for office in (city, wanted)]
    assert states[0] == states[1]
    run = schoolstd("merge", *parts, folder / "甲区/1.xlsx")
    assert run.code == 2
    assert "1.xlsx: 这不是区级或市级的工作簿" in run.err


def test_a_figure_that_no_school_gives_is_not_told_as_none(tmp_path):
    run = schoolstd(
        "district", EXAMPLES / "district" / "材料", "--as-of", "2018-09-28", XDG_CACHE_HOME=own_cache(tmp_path)
    )
    lines = [line for line in run.out.splitlines() if "没有学校填报" in line]
    assert lines
    assert all("：—（没有学校填报" in line for line in lines)
