"""Kind `subjects`: every grade has periods for every subject that a parameter lists for it."""

import pytest

from schoolstd.checks.base import BLANK, NO_FIGURE, UNREADABLE, CheckResult, Outcome, Phrase
from schoolstd.checks.table import Subjects
from tests import make
from tests.make import BAD, at

CATALOG = make.catalog(
    parameters=[
        make.parameter(
            "due",
            ("2022-01-01", {"一年级": ("语文", "数学"), "二年级": ("语文", "数学", "外语")}),
            ("2023-01-01", {"一年级": ("语文",), "二年级": ("语文",)}),
            by="grade",
        )
    ]
)
GRADES = {"grades": ("一年级", "二年级")}
EXPECTED = Phrase("subjects_offered", {"grades": ("一年级", "二年级")})
FULL = [
    ("一年级", "语文", 8),
    ("一年级", "数学", 4),
    ("二年级", "语文", 8),
    ("二年级", "数学", 4),
    ("二年级", "外语", 2),
]


def result(lessons, profile=GRADES, as_of=make.AS_OF):
    return Subjects("due").evaluate(make.facts(CATALOG, as_of, lessons=lessons, profile=profile))


def test_all_subjects_of_all_grades_pass():
    assert result(FULL) == CheckResult(Outcome.PASS, EXPECTED, Phrase("subjects_all", {"count": 5}), (at("课程!A2"),))


def test_a_subject_with_a_tenth_of_a_period_is_offered():
    assert result([*FULL[:4], ("二年级", "外语", 0.1)]).outcome is Outcome.PASS


def test_subjects_beyond_those_listed_do_no_harm():
    assert result([*FULL, ("一年级", "围棋", 1)]).outcome is Outcome.PASS


def test_a_lacking_subject_fails_and_is_named_with_its_grade():
    assert result(FULL[:4]) == CheckResult(
        Outcome.FAIL, EXPECTED, Phrase("subjects_lacking", {"items": ("二年级外语",)}), (at("课程!A2"),)
    )


@pytest.mark.parametrize("periods", [0, None])
def test_a_subject_with_no_periods_is_lacking_and_pointed_to(periods):
    assert result([*FULL[:4], ("二年级", "外语", periods)]) == CheckResult(
        Outcome.FAIL, EXPECTED, Phrase("subjects_lacking", {"items": ("二年级外语",)}), (at("课程!C6"),)
    )


def test_a_subject_whose_periods_cannot_be_read_is_an_error():
    assert result([*FULL[:4], ("二年级", "外语", BAD)]) == CheckResult(
        Outcome.ERROR, EXPECTED, UNREADABLE, (at("课程!C6"),)
    )


@pytest.mark.parametrize("lessons", [[], [("一年级", "语文", None), ("一年级", "数学", None)]])
def test_a_timetable_not_filled_in_is_missing(lessons):
    assert result(lessons) == CheckResult(Outcome.MISSING, EXPECTED, Phrase("no_rows"), (at("课程!A2"),))


def test_only_the_grades_that_the_school_has_are_asked_for():
    assert result(FULL[:2], {"grades": ("一年级",)}).outcome is Outcome.PASS


def test_a_grade_without_any_row_lacks_all_its_subjects():
    assert result(FULL[:2]).observed == Phrase(
        "subjects_lacking", {"items": ("二年级语文", "二年级数学", "二年级外语")}
    )


@pytest.mark.parametrize("profile", [{}, {"stage": None}, {"stage": BAD, "grades": BAD}])
def test_a_school_whose_grades_are_not_known_cannot_be_judged(profile):
    expected = Phrase("subjects_offered", {"grades": ()})
    assert result(FULL, profile) == CheckResult(Outcome.MISSING, expected, BLANK, (at("课程!A2"),))


@pytest.mark.parametrize(
    ("as_of", "outcome"), [("2022-01-01", "fail"), ("2022-12-31", "fail"), ("2023-01-01", "pass"), (None, "pass")]
)
def test_the_list_is_that_of_the_as_of_date(as_of, outcome):
    assert result([("一年级", "语文", 8), ("二年级", "语文", 8)], as_of=as_of).outcome == outcome


def test_before_the_first_list_nothing_is_asked():
    assert result([("一年级", "语文", 8)], as_of="2021-12-31") == NO_FIGURE
