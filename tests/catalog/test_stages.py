"""Which grades a school has, which stage they belong to, and what they are called: by what the catalog says."""

from datetime import date

import pytest

from schoolstd.assessment.assess import assess
from schoolstd.catalog.stages import grade_names, grades_of, stage_grades, stage_of
from schoolstd.checks.table import Table
from tests import make
from tests.make import BAD, JUNIOR, PRIMARY, national

CATALOG = make.catalog()
SIX_THREE = {}
FIVE_FOUR = {"system": "五四制"}
SIXTH = PRIMARY[5:]


def profile(given):
    return make.evidence(profile=given).profile


@pytest.mark.parametrize(
    ("system", "grade", "stage"),
    [
        *((SIX_THREE, grade, "小学") for grade in PRIMARY),
        *((SIX_THREE, grade, "初中") for grade in JUNIOR),
        *((FIVE_FOUR, grade, "小学") for grade in PRIMARY[:5]),
        *((FIVE_FOUR, grade, "初中") for grade in SIXTH + JUNIOR),
        *((system, grade, "") for system in (SIX_THREE, FIVE_FOUR) for grade in ("十年级", "")),
    ],
)
def test_a_grade_belongs_to_a_stage(system, grade, stage):
    assert stage_of(grade, stage_grades(CATALOG, profile(system))) == stage


@pytest.mark.parametrize("system", [{}, {"system": None}, {"system": BAD}, {"system": "六三制"}])
def test_other_grades_hold_only_where_the_answer_says_so(system):
    assert stage_grades(CATALOG, profile(system)) == {"小学": PRIMARY, "初中": JUNIOR}


@pytest.mark.parametrize(
    ("given", "grades"),
    [
        ({"stage": "小学"}, PRIMARY),
        ({"stage": "初中"}, JUNIOR),
        ({"stage": "九年一贯制"}, PRIMARY + JUNIOR),
        ({"stage": "完全中学"}, JUNIOR),  # only its junior grades are assessed
        ({"stage": "小学", **FIVE_FOUR}, PRIMARY[:5]),
        ({"stage": "初中", **FIVE_FOUR}, SIXTH + JUNIOR),
        ({"stage": "九年一贯制", **FIVE_FOUR}, PRIMARY + JUNIOR),
        ({"stage": "完全中学", **FIVE_FOUR}, SIXTH + JUNIOR),
        ({"stage": "小学", "grades": ("一年级", "二年级")}, ("一年级", "二年级")),
        ({"stage": "小学", "grades": None}, PRIMARY),
        ({"stage": "小学", "grades": BAD}, PRIMARY),
        ({"stage": None}, ()),
        ({"stage": BAD}, ()),
        ({}, ()),
    ],
)
def test_the_grades_are_those_named_else_those_of_the_stage(given, grades):
    assert grades_of(CATALOG, profile(given)) == grades


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("一年级", "一年级"), ("九年级", "九年级"), ("1年级", "一年级"), ("9年级", "九年级"),
        ("小学一年级", "一年级"), ("小学六年级", "六年级"),
        ("初一", "七年级"), ("初三", "九年级"), ("初中二年级", "八年级"), ("初中八年级", "八年级"),
        ("十年级", ""), ("高一", ""), ("小学七年级", ""), ("初中一", ""), ("初四", ""), ("0年级", ""), ("全校", ""), ("一", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_grade_has_one_name_however_it_is_called(text, grade):
    assert grade_names(CATALOG, {}).get(text, "") == grade


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("初一", "六年级"),
        ("初四", "九年级"),
        ("初中一年级", "六年级"),
        ("初中六年级", "六年级"),
        ("小学六年级", ""),
        ("6年级", "六年级"),
    ],
)
def test_a_grade_is_counted_from_the_first_of_its_stage_in_a_five_four_school(text, grade):
    assert grade_names(CATALOG, profile(FIVE_FOUR)).get(text, "") == grade


def class_size(system, students, stage=""):
    rule = next(each.rule for _, each in national().catalog.checks() if each.id == "class_size")
    assert isinstance(rule, Table)
    given = {"stage": "九年一贯制", **system}
    facts = make.facts(national().catalog, profile=given, classes=[("六年级", "1班", students, stage)])
    return rule.evaluate(facts).outcome


@pytest.mark.parametrize(
    ("system", "students", "outcome"),
    [
        ({}, 45, "pass"), ({}, 46, "fail"), ({"school_system": "六三制"}, 46, "fail"),
        ({"school_system": "五四制"}, 46, "pass"), ({"school_system": "五四制"}, 50, "pass"), ({"school_system": "五四制"}, 51, "fail"),
    ],
)  # fmt: skip
def test_the_sixth_grade_of_a_five_four_school_has_the_class_limit_of_a_junior_one(system, students, outcome):
    assert class_size(system, students) == outcome


OFFERED = ("道德与法治", "语文", "数学", "外语", "信息科技", "体育与健康", "艺术", "劳动", "综合实践活动")
"""The subjects of every junior grade, whatever the system; the others begin where a region has them begin."""


@pytest.mark.parametrize(
    ("system", "outcomes"), [("五四制", ["pass", "skipped", "skipped"]), ("六三制", ["pass", "fail", "fail"])]
)
def test_subjects_whose_grades_depend_on_the_system_are_asked_of_six_three_schools_alone(system, outcomes):
    catalog = national().catalog
    stages = {"六三制": ("七年级", "八年级", "九年级"), "五四制": ("六年级", "七年级", "八年级", "九年级")}
    lessons = [(grade, subject, 2) for grade in stages[system] for subject in OFFERED]
    evidence = make.evidence(profile={"stage": "初中", "school_system": system}, lessons=lessons)
    found = next(
        each for each in assess(evidence, catalog, date(2022, 10, 31)).indicators if each.indicator.id == "N48"
    )
    judged = {each.check.id: str(each.result.outcome) for each in found.checks}
    assert [judged[id_] for id_ in ("subjects", "subjects_six_three", "junior_science")] == outcomes


def test_a_stage_typed_on_the_row_wins_over_the_system():
    assert class_size({"school_system": "五四制"}, 46, "小学") == "fail"
