"""Scores and rankings are refused by name and cell; the name of a pupil is told by its cell and said nowhere."""

from __future__ import annotations

import json

import pytest
from openpyxl import load_workbook

from tests.cli.run import GOOD, schoolstd

NAME = "王小明"


def header(sheet, text):
    """The cell of a heading."""
    return next(cell for row in sheet.iter_rows(max_row=10) for cell in row if cell.value == text)


def first_blank(sheet, column, below):
    """The row of the first blank cell below a heading."""
    row = below + 1
    while sheet.cell(row, column).value is not None:
        row += 1
    return row


def checked(book, tmp_path):
    """The exit code and the problems of a workbook, as code and cell."""
    book.save(tmp_path / "school.xlsx")
    run = schoolstd("check", tmp_path / "school.xlsx", "--format", "json")
    problems = [(each, each["location"]) for each in json.loads(run.out)["problems"]]
    return run.code, [(each["code"], place["sheet"], place["cell"], each["severity"]) for each, place in problems]


def with_column(book, heading):
    """The cell of a heading that a school put behind those of 班级, with figures below."""
    sheet = book["班级"]
    head = header(sheet, "班级")
    cell = sheet.cell(head.row, sheet.max_column + 1, heading)
    for row in range(head.row + 1, head.row + 4):
        sheet.cell(row, cell.column, 88.5)
    return cell.coordinate


@pytest.mark.parametrize("heading", ["期末平均分", "数学及格率", "年级排名", "重点高中升学率", "Average score"])
def test_a_column_of_scores_or_rankings_is_refused_by_its_cell(heading, tmp_path):
    book = load_workbook(GOOD)
    place = with_column(book, heading)
    assert checked(book, tmp_path) == (1, [("score_column", "班级", place, "error")])
    said = schoolstd("check", tmp_path / "school.xlsx").out
    assert f"班级!{place}" in said
    assert heading in said
    assert "88.5" not in said


@pytest.mark.parametrize("heading", ["体质健康合格率", "视力不良率", "班主任"])
def test_a_column_of_fitness_or_of_anything_else_is_the_schools_own(heading, tmp_path):
    book = load_workbook(GOOD)
    with_column(book, heading)
    assert checked(book, tmp_path) == (0, [])


def test_a_row_of_scores_among_the_figures_is_refused_by_its_cell(tmp_path):
    book = load_workbook(GOOD)
    sheet = book["数据"]
    id_, title, value = (header(sheet, text) for text in ("数据编号", "数据项", "填写值"))
    row = first_blank(sheet, id_.column, id_.row)
    for column, text in ((id_.column, "exam_average"), (title.column, "期末考试平均分"), (value.column, 91)):
        sheet.cell(row, column, text)
    place = sheet.cell(row, title.column).coordinate
    assert checked(book, tmp_path) == (1, [("score_column", "数据", place, "error")])


@pytest.mark.parametrize(("title", "heading"), [("活动记录", "主题"), ("事项台账", "事项（不写姓名）")])
def test_a_pupils_name_is_told_by_its_cell_and_said_in_no_report(title, heading, tmp_path):
    book = load_workbook(GOOD)
    sheet = book[title]
    head = header(sheet, heading)
    cell = sheet.cell(head.row + 1, head.column, f"学生{NAME}，由班主任家访")
    _, places = checked(book, tmp_path)
    assert ("personal_name", title, cell.coordinate, "warning") in places
    for format_ in ("text", "json", "junit", "sarif", "github", "markdown", "csv", "html"):
        for lang in ("zh", "en"):
            run = schoolstd("check", tmp_path / "school.xlsx", "-v", "--format", format_, "--lang", lang)
            assert run.out.strip()
            assert NAME not in run.out + run.err


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("--visits", "abc"), "--visits 后面要写 0 到 366 的整数"),
        (("--per-day", "0"), "--per-day 后面要写 1 到 50 的整数"),
        (("--jobs", "x"), "--jobs 后面要写不小于 0 的整数"),
        (("-j", "-1"), "--jobs 后面要写不小于 0 的整数"),
    ],
)
def test_a_number_that_is_none_is_refused_in_one_language(words, wanted):
    run = schoolstd("district", "n7", *words)
    assert (run.code, run.err) == (2, f"错误：{wanted}；用法见 schoolstd district --help\n")


def test_the_choices_of_a_profile_option_are_told_as_they_can_be_typed_in_english(tmp_path):
    run = schoolstd("template", "-o", tmp_path / "x.xlsx", "--stage", "middle", "--lang", "en")
    assert (run.code, run.err.rpartition("be: ")[2]) == (2, "primary|junior middle|nine-year|complete middle\n")
