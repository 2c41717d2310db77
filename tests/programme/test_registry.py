"""A bureau's register: columns by name in any order, problems with cells, no scores."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook

from schoolstd.errors import InputError
from schoolstd.programme.register import ReviewRecord, School, Step
from schoolstd.programme.registry import read_register
from schoolstd.wording import Words
from tests.make import national
from tests.programme.parts import beijing, programme

HEAD = {"学校代码": "01", "学校名称": "青禾小学", "区": "甲区"}


def read(tmp_path, *rows, title="名册", rules=None):
    """The register with a row for each mapping from heading to cell."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(heading) for heading in headings])
    book.save(tmp_path / "r.xlsx")
    return read_register(str(tmp_path / "r.xlsx"), rules or beijing(), national().catalog.refusals.values())


COLUMNS = ("register_columns_absent", "register_headings_unknown")
"""What is said of the columns as a whole; the rows of most tests have few."""


def told(register):
    return [each for each in register.problems if each.code not in COLUMNS]


def problems(register):
    return [(each.code, str(each.location)) for each in told(register)]


def test_what_may_stand_in_a_cell_is_told_once_and_as_people_write_it(tmp_path):
    found = read(tmp_path, {**HEAD, "认定批次": "第四批", "复审结论": "好"})
    assert [each.values["options"] for each in told(found)] == ["首批、第二批、第三批", "通过、限期整改、不通过"]


@pytest.mark.parametrize("text", ["首批", "第一批", "第1批", "First batch", "batch-1"])
def test_a_batch_is_known_by_its_name_and_by_its_number(tmp_path, text):
    found = read(tmp_path, {**HEAD, "认定批次": text, "认定日期": "2018-12-31"})
    assert (found.schools["01"].step.batch, told(found)) == ("batch-1", [])


def test_a_whole_row(tmp_path):
    row = {
        "备注": "x", **HEAD, "申报日期": date(2018, 9, 3), "推荐日期": "2018年9月20日", "推荐次序": 2, "认定批次": "首批",
        "认定日期": "2018.12.31", "依法治校示范校": "√", "先进校": "首轮先进校", "先进校日期": "2019-06-01",
        "复审触发事项": "较大安全责任事故", "触发日期": "2019-07-01", "复审日期": "2019-08-01", "复审结论": "限期整改",
        "整改类别": "必达", "整改验收日期": "2019-09-01",
    }  # fmt: skip
    found = read(tmp_path, row)
    step = Step("2018-09-03", "2018-09-20", 2, "2018-12-31", "batch-1")
    review = ReviewRecord("accident", "2019-07-01", "2019-08-01", "rectify", "mandatory", "2019-09-01")
    school = School(
        "01", "青禾小学", "甲区", step, listed=True, honour="advanced-1", honoured="2019-06-01", review=review
    )
    assert (found.schools, found.problems) == ({"01": school}, ())


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"申报日期": "2018.13.1"}, [("bad_date", "名册!D2")]),
        ({"推荐次序": "第一"}, [("bad_count", "名册!D2")]),
        ({"认定批次": "第四批", "认定日期": ""}, [("bad_choice", "名册!D2")]),
        ({"认定批次": "首批"}, [("register_incomplete", "名册!A2")]),
        ({"认定批次": "首批", "认定日期": "2019-01-01"}, [("batch_differs", "名册!E2")]),
        ({"认定日期": "2021-01-01"}, [("batch_outside", "名册!D2")]),
        ({"复审结论": "限期整改", "复审日期": "2021-01-01"}, [("register_incomplete", "名册!A2")]),
        ({"学校名称": ""}, [("register_unnamed", "名册!B2")]),
        ({"区": None}, [("register_unnamed", "名册!C2")]),
    ],
)
def test_what_cannot_be_taken_is_a_problem_with_its_cell_and_does_not_count(tmp_path, cells, expected):
    found = read(tmp_path, {**HEAD, **cells})
    assert problems(found) == expected
    step = found.schools["01"].step
    assert (step._replace(unread=()), found.schools["01"].review.result) == (Step(), "")
    assert step.unread == (("applied",) if "申报日期" in cells else ())


REVIEW = {
    "复审触发事项": "trigger", "触发日期": "triggered", "复审日期": "reviewed", "复审结论": "result", "整改类别": "grade",
    "整改验收日期": "accepted", "自查日期": "self_checked",
}  # fmt: skip


@pytest.mark.parametrize("heading", REVIEW)
def test_what_the_register_says_of_re_review_and_cannot_be_read_is_kept_in_mind(tmp_path, heading):
    assert read(tmp_path, {**HEAD, heading: "去年底"}).schools["01"].step.unread == (REVIEW[heading],)


@pytest.mark.parametrize(
    "cells",
    [{"复审触发事项": "较大安全责任事故"}, {"复审结论": "通过"}, {"复审结论": "限期整改", "复审日期": "2021-01-01"}],
)
def test_what_can_be_read_of_a_re_review_but_lacks_its_other_half_is_not_unread(tmp_path, cells):
    assert read(tmp_path, {**HEAD, **cells}).schools["01"].step.unread == ()


AGAINST = {
    "查实否决": "veto", "否决结案日期": "veto_closed", "未通过日期": "failed", "整改闭环日期": "rectified", "撤并日期": "closed",
    "建校日期": "joined", "认定日期": "recognised", "先进校日期": "honoured",
}  # fmt: skip


@pytest.mark.parametrize("heading", AGAINST)
@pytest.mark.parametrize("cell", ["是（2018年9月查实体罚）", "2018年9月", "#REF!"])
def test_a_date_that_cannot_be_read_and_may_stand_against_the_school_is_kept_in_mind_and_told(tmp_path, heading, cell):
    found = read(tmp_path, {**HEAD, heading: cell})
    assert found.schools["01"].step.unread == (AGAINST[heading],)
    assert [str(each.location) for each in told(found)] == ["名册!D2"]


@pytest.mark.parametrize("heading", AGAINST)
@pytest.mark.parametrize("cell", [None, "  ", "2018-09-20"])
def test_a_blank_or_a_date_leaves_nothing_unread(tmp_path, heading, cell):
    assert read(tmp_path, {**HEAD, heading: cell}).schools["01"].step.unread == ()


@pytest.mark.parametrize("heading", ["查实否决", "撤并日期", "未通过日期"])
def test_a_plain_no_where_a_school_may_be_struck_says_that_there_is_none(tmp_path, heading):
    found = read(tmp_path, {**HEAD, heading: "无"})
    assert (found.schools["01"].step.unread, told(found)) == ((), [])


@pytest.mark.parametrize(
    ("cell", "unread"), [("1956年", ()), ("1956.9", ()), ("2018年", ("joined",)), ("去年", ("joined",))]
)
def test_a_founding_without_its_day_counts_only_where_the_year_alone_says_that_it_was_long_before(
    tmp_path, cell, unread
):
    found = read(tmp_path, {**HEAD, "建校日期": cell})
    assert (found.schools["01"].step.unread, found.schools["01"].joined, len(told(found))) == (unread, "", 1)


def test_a_round_of_model_schools_that_is_none_is_kept_in_mind(tmp_path):
    assert read(tmp_path, {**HEAD, "先进校": "前年那轮"}).schools["01"].step.unread == ("honour",)


def test_a_cell_that_is_filled_but_cannot_be_read_is_not_called_blank(tmp_path):
    row = {**HEAD, "认定批次": "首批", "认定日期": "2018年12月", "复审结论": "通过", "复审日期": "去年"}
    assert {each.code for each in told(read(tmp_path, row))} == {"ambiguous_date", "bad_date"}


def test_the_day_of_recognition_says_the_batch(tmp_path):
    assert read(tmp_path, {**HEAD, "认定日期": "2019-01-01"}).schools["01"].step.batch == "batch-2"


def test_a_repeated_code_and_a_row_without_one_are_problems(tmp_path):
    found = read(tmp_path, HEAD, {**HEAD, "学校名称": "别的"}, {**HEAD, "学校代码": None})
    assert problems(found) == [("duplicate_school", "名册!A3"), ("row_without_id", "名册!A4")]
    assert found.schools["01"].name == "青禾小学"


@pytest.mark.parametrize("heading", ["中考平均分", "升学率", "全区排名"])
def test_a_register_with_scores_is_refused_by_name_and_cell(tmp_path, heading):
    with pytest.raises(InputError) as caught:
        read(tmp_path, {**HEAD, heading: 1})
    assert (caught.value.code, caught.value.values) == ("register_scores", {"place": "名册!D1", "found": heading})


def test_fitness_is_not_mistaken_for_a_score(tmp_path):
    assert told(read(tmp_path, {**HEAD, "体质健康合格率": 0.9})) == []


@pytest.mark.parametrize(("title", "code"), [("Sheet", "no_register"), ("名册", "register_columns")])
def test_a_workbook_that_is_no_register_is_refused(tmp_path, title, code):
    with pytest.raises(InputError) as caught:
        read(tmp_path, HEAD if code == "no_register" else {"学校代码": "01", "学校名称": "甲"}, title=title)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"申报日期": "2018-09-20", "推荐日期": "2018-09-19"}, ["名册!E2"]),
        ({"申报日期": "2018-09-20", "推荐日期": "2018-09-20"}, []),
        ({"推荐日期": "2018-12-02", "认定日期": "2018-12-01"}, ["名册!E2"]),
        ({"申报日期": "2018-12-02", "认定日期": "2018-12-01"}, ["名册!E2"]),
    ],
)
def test_a_step_dated_before_the_one_it_follows_is_told(tmp_path, cells, expected):
    assert problems(read(tmp_path, {**HEAD, **cells})) == [("register_order", place) for place in expected]


def test_the_day_of_application_may_decide_the_batch_of_a_recognised_school(tmp_path):
    row = {**HEAD, "申报日期": "2018-12-31", "认定日期": "2019-02-01"}
    rules = programme(batch_date="application")
    assert read(tmp_path, row).schools["01"].step.batch == "batch-2"
    assert read(tmp_path, row, rules=rules).schools["01"].step.batch == "batch-1"
    unknown = read(tmp_path, {**HEAD, "认定日期": "2019-02-01"}, rules=rules)
    assert (unknown.schools["01"].step.recognised, problems(unknown)) == ("", [("register_incomplete", "名册!A2")])


def test_the_day_of_the_last_self_check_is_read(tmp_path):
    assert read(tmp_path, {**HEAD, "自查日期": "2019.12.1"}).schools["01"].review.self_checked == "2019-12-01"


def row(code, name=None, district=None):
    return {"学校代码": code, "学校名称": name, "区": district}


@pytest.mark.parametrize(
    ("last", "code"),
    [
        (row("合计", "7所"), "register_not_a_school"),
        (row("填表人：张老师"), "register_not_a_school"),
        (row("2018年9月填"), "register_not_a_school"),
        (row("合计", "7所", "甲区"), "register_bad_code"),
        (row("2200000009"), "register_nameless"),
    ],
)
def test_a_row_that_is_no_school_is_told_and_not_counted(tmp_path, last, code):
    found = read(tmp_path, HEAD, last)
    assert (list(found.schools), problems(found)) == (["01"], [(code, "名册!A3")])


@pytest.mark.parametrize("code", ["2200000001", "11-01_a", "5211010512345678X", "京小001"])
def test_a_code_need_not_be_a_number(tmp_path, code):
    found = read(tmp_path, {**HEAD, "学校代码": code})
    assert (list(found.schools), problems(found)) == ([code], [])


def test_what_is_said_not_to_count_does_not_and_a_school_without_its_district_does(tmp_path):
    found = read(tmp_path, row("01", "甲小学"), {**row("02", "乙小学", "甲区"), "认定批次": "首批"})
    zh = {each.code: Words("zh").problem(each) for each in told(found)}
    assert list(found.schools) == ["01", "02"]
    assert "学校照样计入总数" in zh["register_unnamed"]
    assert "没有计入" in zh["register_incomplete"]
    assert found.schools["02"].step.batch == ""


def test_a_day_outside_all_batches_is_told_without_the_name_of_one(tmp_path):
    (problem,) = told(read(tmp_path, {**HEAD, "认定日期": "2018-08-31"}))
    assert "“认定日期”2018-08-31 不在任何批次的窗口内" in Words("zh").problem(problem)
    rules = programme(batch_date="application")
    (problem,) = told(read(tmp_path, {**HEAD, "申报日期": "2021-01-01", "认定日期": "2021-01-02"}, rules=rules))
    assert "“申报日期”2021-01-01" in Words("zh").problem(problem)


def test_headings_that_are_not_understood_and_important_columns_that_are_not_there_are_told(tmp_path):
    found = read(tmp_path, {"序号": 1, **HEAD, "申请日期": "2018-09-03", "区推荐时间": "2018-09-20", "区排序": 1})
    sentences = [(str(each.location), str(each.severity), Words("zh").problem(each)) for each in found.problems]
    assert [each[:2] for each in sentences] == [("名册!A1", "warning"), ("名册!E1", "info")]
    assert "申报日期、推荐日期" in sentences[0][2]
    assert "申请日期、区推荐时间、区排序" in sentences[1][2]
    assert "序号" not in sentences[1][2]


def test_a_register_with_all_that_matters_has_nothing_to_tell_of_its_columns(tmp_path):
    assert read(tmp_path, {**HEAD, "申报日期": "2018-09-03", "推荐日期": "2018-09-20", "备注": "x"}).problems == ()


RESULTS = {"通过": "passed", "复审通过": "passed", "限期整改": "rectify", "整改": "rectify", "不通过": "failed"}
RESULTS |= {
    "passed": "passed",
    "Passed": "passed",
    "put right by a date": "rectify",
    "rectify": "rectify",
    "FAILED": "failed",
}


@pytest.mark.parametrize(("said", "result"), RESULTS.items())
def test_the_result_of_a_review_is_read_in_either_language(tmp_path, said, result):
    cells = {"School code": "01", "School name": "学校", "District": "甲区"}
    cells |= {"Reviewed on": "2021-01-01", "Review result": said, "Kind of rectification": "Veto"}
    found = read(tmp_path, cells)
    assert (told(found), found.schools["01"].review[2:5]) == ([], ("2021-01-01", result, "veto"))


def test_a_programme_may_have_other_words_for_the_result_of_a_review(tmp_path):
    review = programme().review
    passed = review.results[0]._replace(title="合格", title_en="good", also=())
    rules = programme()._replace(review=review._replace(results=(passed, *review.results[1:])))
    cells = {**HEAD, "复审日期": "2021-01-01"}
    assert read(tmp_path, {**cells, "复审结论": "合格"}, rules=rules).schools["01"].review.result == "passed"
    refused = read(tmp_path, {**cells, "复审结论": "通过"}, rules=rules)
    assert [each.values["options"] for each in told(refused)] == ["合格、限期整改、不通过"]
