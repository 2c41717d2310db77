"""The grades that a text names: read generously, never guessed."""

import pytest

from schoolstd.catalog.stages import grade_names, stage_grades, stage_names
from schoolstd.evidence.grades import parse_grades
from tests import make
from tests.make import JUNIOR, PRIMARY

GRADES = PRIMARY + JUNIOR
CATALOG = make.catalog()
SIX_THREE, FIVE_FOUR = (
    stage_names(CATALOG, stage_grades(CATALOG, make.evidence(profile={"system": system}).profile))
    for system in ("六三制", "五四制")
)
DIGITS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "七": 6, "八": 7, "九": 8}


def named(digits):
    return tuple(GRADES[DIGITS[digit]] for digit in digits)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("一年级", "一"),
        ("1年级", "一"),
        ("１年级", "一"),
        ("　一 年级 ", "一"),
        ("小学三年级", "三"),
        ("初一", "七"),
        ("初一年级", "七"),
        ("初二学生", "八"),
        ("初中三年级", "九"),
        ("初中七年级", "七"),
        ("一、二年级", "一二"),
        ("一年级、二年级", "一二"),
        ("一，二年级", "一二"),
        ("1、2年级", "一二"),
        ("七、八年级", "七八"),
        ("七年级和八年级", "七八"),
        ("七年级 八年级", "七八"),
        ("七年级及九年级学生", "七九"),
        ("五六年级", "五六"),
        ("初中一、二年级", "七八"),
        ("初一、二年级", "七八"),
        ("初一、初二", "七八"),
        ("初一、二", "七八"),
        ("六年级、初一", "六七"),
        ("小学六年级、七年级", "六七"),
        ("三至五年级", "三四五"),
        ("三到五年级", "三四五"),
        ("三-五年级", "三四五"),
        ("三—五年级", "三四五"),
        ("三——五年级", "三四五"),
        ("3～5年级", "三四五"),
        ("３－５年级", "三四五"),
        ("1-6年级", "一二三四五六"),
        ("三年级至五年级", "三四五"),
        ("初一至初三", "七八九"),
        ("初中一至三年级", "七八九"),
        ("初一年级至三年级", "七八九"),
        ("小学五年级至初一", "五六七"),
        ("一、三至五年级", "一三四五"),
        ("一至三、五年级", "一二三五"),
        ("一（2）班", "一"),
        ("1（2）班", "一"),
        ("三年级2班", "三"),
        ("三年级（1）、（2）班", "三"),
        ("三年级1、2班", "三"),
        ("三年二班", "三"),
        ("初二（3）班", "八"),
        ("四（1）班、五（2）班", "四五"),
        ("三年级全体学生", "三"),
        ("四年级各班", "四"),
        ("小学部", "一二三四五六"),
        ("初中部", "七八九"),
        ("小学部、七年级", "一二三四五六七"),
        ("grade 3", "三"),
        ("Grades 1-3", "一二三"),
        ("grades 1 to 3", "一二三"),
        ("grades 1, 2 and 4", "一二四"),
        ("Grade 7 and grade 8", "七八"),
        *((text, "一二三四五六七八九") for text in ("全校", "全校学生", "全校师生及家长", "全体学生", "各年级", "所有年级")),
        *((text, "一二三四五六七八九") for text in ("各年级学生代表", "每个年级", "Whole school", "all grades")),
    ],
)  # fmt: skip
def test_grades_are_read_as_people_write_them(text, digits):
    assert parse_grades(text, SIX_THREE) == named(digits)


def test_grades_of_the_senior_school_are_understood_and_are_none_of_the_nine():
    assert parse_grades("初三、高一至高三", SIX_THREE) == ("九年级", "高一", "高二", "高三")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "、",
            "年级",
            "初",
            "3",
            "1-6",
            "一、二",
            "三年级、四",
            "12班",
            "三二班",
            "2021级",
            "一年级？",
            "一年级" * 50,
        ),
        *("低年级", "中高年级", "部分年级", "全年级", "全校三年级", "初一年级、二年级", "一至三至五年级"),
        *(
            "0年级",
            "十年级",
            "12年级",
            "初四",
            "高四",
            "初中六年级",
            "小学七年级",
            "五至三年级",
            "三至三年级",
            "二一年级",
        ),
        *("教师", "全校教师", "三年级家长", "班主任", "学生会"),
    ],
)
def test_what_is_not_sure_names_no_grade(text):
    assert parse_grades(text, SIX_THREE) == ()


@pytest.mark.parametrize("text", ["初一年级", "初一", "初中一年级", "初中七年级", "7年级", "七年级"])
def test_one_grade_is_the_same_whether_read_alone_or_from_a_list(text):
    assert (grade_names(make.catalog(), {}).get(text), parse_grades(text, SIX_THREE)) == ("七年级", ("七年级",))


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("初一", "六"), ("初四", "九"), ("初中一、二年级", "六七"), ("初中部", "六七八九"), ("小学部", "一二三四五"),
        ("中学部", "六七八九"),
        ("初中六年级", "六"), ("五、六年级", "五六"), ("初一至初四", "六七八九"), ("初一、九年级", "六九"),
        ("全校", "一二三四五六七八九"), ("小学六年级", ""), ("初五", ""), ("初中五年级", ""),
    ],
)  # fmt: skip
def test_in_a_five_four_school_the_junior_stage_begins_with_the_sixth_grade(text, digits):
    assert parse_grades(text, FIVE_FOUR) == named(digits)
