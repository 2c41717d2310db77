"""`schoolstd diff`, `indicators diff`, `indicators coverage` and `indicators show --resolved` as processes."""

from __future__ import annotations

import json

import pytest

from tests.cli.run import EXAMPLES, GAPS, GOOD, failed_in_one_sentence, schoolstd

GOOD_RESULT = GOOD.with_name("result.json")
GAPS_RESULT = GAPS.with_name("result.json")
OTHER_CITY = EXAMPLES / "other-city"


def compared(old, new, *options):
    return json.loads(schoolstd("diff", old, new, "--format", "json", *options).out)


@pytest.mark.parametrize("old", [GOOD, GOOD_RESULT])
@pytest.mark.parametrize("new", [GAPS, GAPS_RESULT])
def test_a_workbook_and_its_json_result_compare_alike(old, new):
    found = compared(old, new)
    whole = compared(GOOD, GAPS)
    for key in ("improved", "fallen_back", "newly_applicable", "newly_inapplicable", "changed_otherwise", "claims"):
        assert found[key] == whole[key]
    assert len(found["fallen_back"]) > 10


def test_workbooks_are_compared_by_the_catalog_that_the_new_one_was_made_for(tmp_path):
    for name in ("national", "beijing"):
        schoolstd("template", "--catalog", name, "--stage", "小学", "-o", tmp_path / f"{name}.xlsx")
    national, beijing = tmp_path / "national.xlsx", tmp_path / "beijing.xlsx"
    assert compared(national, beijing)["unchanged"] == 88 + 74
    assert compared(beijing, national)["unchanged"] == 88
    assert compared(beijing, beijing, "--catalog", "national")["unchanged"] == 88


def test_a_school_that_fell_back_ends_with_1_when_that_is_asked_for():
    assert schoolstd("diff", GOOD, GAPS).code == 0
    assert schoolstd("diff", GOOD, GAPS, "--fail-on", "regression").code == 1
    assert schoolstd("diff", GAPS, GOOD, "--fail-on", "regression").code == 0


def test_a_workbook_against_itself_has_not_changed():
    found = compared(GAPS, GAPS)
    assert (found["unchanged"], found["regressed"], found["notes"]) == (88, False, [])


def test_the_page_says_what_fell_back_and_why():
    out = schoolstd("diff", GOOD, GAPS, COLUMNS="120").out
    assert "N03 均衡编班：达标 → 部分达标" in out
    assert "class_size 班额不超上限：通过 → 不通过" in out
    assert "两份的学校代码不同" in out


def test_it_is_told_in_english_too():
    out = schoolstd("diff", GOOD, GAPS, "--lang", "en", COLUMNS="120").out
    assert "Fallen back (16)" in out
    assert "N03 Balanced classes: met → partly met" in out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "JSON"),
        ("{}", "schoolstd check"),
        ('{"schema_version": "2.0"}', "schoolstd check"),
        ('{"results": []}', "多个学校"),
        ("[1, 2]", "schoolstd check"),
        ('{"schema_version": "1.0", "indicators": [{"id": 5}]}', "schoolstd check"),
        ("[" * 100_000, "JSON"),
    ],
)
def test_what_is_no_result_is_refused(tmp_path, content, words):
    path = tmp_path / "result.json"
    path.write_text(content, encoding="utf-8")
    assert failed_in_one_sentence(schoolstd("diff", GOOD, path), "result.json", words)


def test_a_verdict_that_does_not_exist_is_refused(tmp_path):
    path = tmp_path / "result.json"
    path.write_text(GOOD_RESULT.read_text("utf-8").replace('"verdict": "met"', '"verdict": "perfect"', 1), "utf-8")
    assert failed_in_one_sentence(schoolstd("diff", path, GOOD), "result.json")


def test_a_file_that_is_not_there_is_refused():
    assert failed_in_one_sentence(schoolstd("diff", GOOD, "nowhere.xlsx"), "nowhere.xlsx")


def test_a_level_that_does_not_exist_is_refused():
    assert failed_in_one_sentence(schoolstd("diff", GOOD, GAPS, "--fail-on", "gap"), "regression")


def test_two_catalogs_are_compared_field_by_field():
    found = json.loads(schoolstd("indicators", "diff", "national", OTHER_CITY, "--format", "json").out)
    changed = {(each["op"], each["id"]): each["fields"] for each in found["entries"]}
    assert ("added", "EX-01") in changed
    assert {"field": "at_least", "old": "1", "new": "2"} in changed["changed", "N16.lessons"]


def test_the_schools_whose_verdicts_change_are_named():
    run = schoolstd("indicators", "diff", "national", OTHER_CITY, "--on", GAPS.parent, "--format", "json")
    (school,) = json.loads(run.out)["schools"]
    assert school["verdicts"] == [{"id": "EX-01", "title": "校门口候学区", "old": None, "new": "no_evidence"}]


def test_schools_whose_verdicts_stay_are_counted_and_not_listed():
    out = schoolstd("indicators", "diff", "national", OTHER_CITY, "--on", GAPS.parent).out
    assert "结论会变的学校（0 所，共 1 所）" in out
    assert "结论不变的 1 所，另有 1 条指标只在一套里有" in out
    assert "school.xlsx" not in out


def test_the_workbook_of_an_office_is_no_school(tmp_path):
    office = EXAMPLES / "district-office" / "district.xlsx"
    for name, path in (("a.xlsx", GAPS), ("b.xlsx", office)):
        (tmp_path / name).write_bytes(path.read_bytes())
    run = schoolstd("indicators", "diff", "national", OTHER_CITY, "--on", tmp_path, "--format", "json")
    assert [each["file"] for each in json.loads(run.out)["schools"]] == ["a.xlsx"]


def test_a_name_that_is_a_shipped_catalog_and_a_folder_is_told(tmp_path):
    (tmp_path / "city").mkdir()
    run = schoolstd("indicators", "diff", "national", "city", cwd=tmp_path)
    assert run.code == 0
    assert "./city" in run.err
    assert schoolstd("indicators", "diff", "national", "district", cwd=tmp_path).err == ""


def test_a_workbook_that_cannot_be_used_does_not_stop_the_others(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"")
    (tmp_path / "b.xlsx").write_bytes(GAPS.read_bytes())
    run = schoolstd("indicators", "diff", "national", OTHER_CITY, "--on", tmp_path, "--format", "json")
    assert (run.code, [each["file"] for each in json.loads(run.out)["schools"]]) == (2, ["b.xlsx"])
    assert "a.xlsx" in run.err


def test_the_workbooks_of_a_folder_are_those_of_every_other_command(tmp_path):
    (tmp_path / "旧.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (tmp_path / "甲.xlsx").write_bytes(GAPS.read_bytes())
    (tmp_path / "汇总").mkdir()
    (tmp_path / "汇总/_schoolstd").write_text("split", "utf-8")
    (tmp_path / "汇总/全市.xlsx").write_bytes(GAPS.read_bytes())
    run = schoolstd("indicators", "diff", "national", OTHER_CITY, "--on", tmp_path, "--format", "json")
    assert (run.code, [each["file"] for each in json.loads(run.out)["schools"]]) == (2, ["甲.xlsx"])
    assert "旧.xls" in run.err


@pytest.mark.parametrize("folder", ["nowhere", "src/schoolstd/cli"])
def test_a_folder_without_workbooks_is_refused(folder):
    assert failed_in_one_sentence(schoolstd("indicators", "diff", "national", "national", "--on", folder), folder)


def test_the_resolved_catalog_says_where_each_amended_thing_comes_from():
    run = schoolstd("indicators", "show", "--resolved", "--indicators", OTHER_CITY, "--format", "json")
    found = {each["id"]: each for each in json.loads(run.out)["indicators"]}
    (lessons,) = [check for check in found["N16"]["checks"] if check["id"] == "lessons"]
    assert found["N16"]["from"] == {"catalog": "national", "version": "2017.1"}
    assert found["EX-01"]["from"] == {"catalog": "other-city", "version": "2024.1"}
    assert (lessons["at_least"], lessons["amended"][0]["old"]) == ("2", "1")
    assert lessons["amended"][0]["from"] == {"catalog": "other-city", "version": "2024.1"}


def test_the_page_of_it_says_so_too():
    out = schoolstd("indicators", "show", "--resolved", "--indicators", OTHER_CITY, COLUMNS="120").out
    assert "other-city 2024.1 加严：at_least 1 → 2（示教〔2024〕8号 第三条）" in out


def test_show_wants_an_id_or_everything():
    assert failed_in_one_sentence(schoolstd("indicators", "show"), "--resolved")


def test_coverage_lists_every_clause_with_its_indicator():
    run = schoolstd("indicators", "coverage", "--catalog", "national", "--format", "json")
    found = json.loads(run.out)
    assert (run.code, len(found["statements"]), found["findings"]) == (0, 88, [])


def test_coverage_ends_with_1_when_a_statement_is_neither(tmp_path):
    text = (OTHER_CITY / "catalog.yaml").read_text("utf-8")
    lacking = (
        '  - {id: "S-1", source: city-2024-8, holder: school, kind: requirement, summary: 要点, summary_en: a point}\n'
    )
    (tmp_path / "catalog.yaml").write_text(f"{text}\nstatements:\n{lacking}", encoding="utf-8")
    run = schoolstd("indicators", "coverage", "--indicators", tmp_path)
    assert (run.code, "S-1：既没有指标或方案步骤承担，也没有写明原因" in run.out) == (1, True)


def test_an_indicator_of_another_regulation_shows_that_one_before_its_clause():
    assert "位置：北京市 2021 年文件 三、4" in schoolstd("explain", "V-04-1", "--catalog", "beijing").out
    assert "位置：教基〔2017〕9号 第25条" in schoolstd("explain", "N25", "--catalog", "beijing").out


def test_a_check_that_refers_to_another_shows_that_one():
    out = schoolstd("explain", "B1-01", "--catalog", "beijing", COLUMNS="120").out
    assert "entrance_exams（数值，必查）与招生挂钩的考试测评次数（同 N02.entrance_exams_held）" in out


def test_what_an_indicator_is_to_others_is_shown():
    out = schoolstd("explain", "V-04-1", "--catalog", "beijing", COLUMNS="120").out
    for line in ("查实即一票否决", "与国家标准的关系：加严", "相关指标：N58", "对应原文：V21-04-11"):
        assert line in out
