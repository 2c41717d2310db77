"""Kind `table`: every row, or the spread within every grade, meets a bound."""

from decimal import Decimal

import pytest

from schoolstd.checks.base import NO_FIGURE, UNREADABLE, CheckResult, Outcome, Phrase
from schoolstd.checks.table import Table
from tests import make
from tests.make import BAD, at

CATALOG = make.catalog(
    parameters=[
        make.parameter("class_size", ("2012-01-01", {"小学": "45", "初中": "50"}), by="stage"),
        make.parameter("sport", ("2012-01-01", {"一年级": "4", "三年级": "3"}), by="grade"),
        make.parameter("spread", ("2012-01-01", "5")),
    ],
)
SIZE = Table("classes", "students", "each", "<=", "class_size")
SPREAD = Table("classes", "students", "spread", "<=", "5")
SPORT = Table("lessons", "periods", "each", ">=", "sport", {"subject": "体育"})


def result(rule, as_of=make.AS_OF, **rows):
    return rule.evaluate(make.facts(CATALOG, as_of, **rows))


def expected(of, op, *bounds) -> Phrase:
    return Phrase("table_rule", {"of": of, "op": op, "bound": tuple(Decimal(bound) for bound in bounds)})


def test_every_class_within_its_stages_limit_passes():
    classes = [("一年级", "1班", 45), ("七年级", "1班", 50, "初中")]
    assert result(SIZE, classes=classes) == CheckResult(
        Outcome.PASS, expected("each", "<=", 45, 50), Phrase("rows_pass", {"count": 2}), (at("班级!D2"),)
    )


def test_every_class_above_its_stages_limit_is_named():
    classes = [("一年级", "1班", 46), ("二年级", "二年级2班", 45), ("七年级", "1班", 51, "初中")]
    assert result(SIZE, classes=classes) == CheckResult(
        Outcome.FAIL,
        expected("each", "<=", 45, 50),
        Phrase("rows_fail", {"rows": ("一年级1班 46", "七年级1班 51")}),
        (at("班级!D2"), at("班级!D4")),
    )


@pytest.mark.parametrize(
    ("grade", "stage", "students", "outcome"),
    [
        ("六年级", "小学", 45, "pass"), ("六年级", "小学", 46, "fail"),
        ("七年级", "初中", 50, "pass"), ("七年级", "初中", 51, "fail"),
        ("六年级", "", 46, "fail"), ("七年级", "", 46, "pass"),  # the grade tells the stage
        ("六年级", "九年一贯制", 46, "fail"), ("七年级", "完全中学", 50, "pass"),
    ],
)  # fmt: skip
def test_the_limit_is_that_of_the_rows_stage(grade, stage, students, outcome):
    assert result(SIZE, classes=[(grade, "1班", students, stage)]).outcome == outcome


def test_no_row_is_missing_and_points_to_the_table():
    limits = {"小学": Decimal(45), "初中": Decimal(50)}
    every = Phrase("table_rule_by", {"of": "each", "op": "<=", "limits": limits})
    assert result(SIZE) == CheckResult(Outcome.MISSING, every, Phrase("no_rows"), (at("班级!A2"),))


def test_no_row_under_a_single_bound_still_says_what_is_wanted():
    assert result(SPREAD).expected == expected("spread", "<=", 5)


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (None, (Outcome.MISSING, Phrase("rows_blank", {"count": 1, "rows": ("一年级2班",)}), (at("班级!D3"),))),
        (BAD, (Outcome.ERROR, UNREADABLE, (at("班级!D3"),))),
    ],
)
def test_a_row_without_a_number_leaves_the_check_open(second, found):
    first, *rest = result(SIZE, classes=[("一年级", "1班", 45), ("一年级", "2班", second)])
    assert (first, *rest[1:]) == found


@pytest.mark.parametrize("second", [None, BAD])
def test_but_another_row_that_fails_fails_it(second):
    assert result(SIZE, classes=[("一年级", "1班", 46), ("一年级", "2班", second)]).outcome is Outcome.FAIL


def test_an_unreadable_row_outweighs_a_blank_one():
    classes = [("一年级", "1班", None), ("一年级", "2班", BAD)]
    assert result(SIZE, classes=classes).outcome is Outcome.ERROR


@pytest.mark.parametrize("classes", [[("", "1班", 99, "")], [("", "1班", 99, ""), ("一年级", "1班", 45)]])
def test_a_row_of_no_known_grade_has_no_bound_and_is_an_error(classes):
    found = result(SIZE, classes=classes)
    assert (found.outcome, found.observed, found.locations) == (Outcome.ERROR, UNREADABLE, (at("班级!B2"),))


@pytest.mark.parametrize(
    ("sizes", "outcome"),
    [
        ([40, 45], "pass"),
        ([39, 45], "fail"),
        ([45, 45], "pass"),
        ([45], "pass"),
        ([40, 42, 46], "fail"),
        ([40, 42, 45], "pass"),
    ],
)
def test_the_spread_is_between_the_largest_and_the_smallest_class(sizes, outcome):
    classes = [("一年级", f"{n}班", size) for n, size in enumerate(sizes, 1)]
    assert result(SPREAD, classes=classes).outcome == outcome


def test_the_spread_is_counted_within_each_grade_and_names_the_grade():
    classes = [("一年级", "1班", 30), ("二年级", "1班", 45), ("二年级", "2班", 39), ("二年级", "3班", 42)]
    assert result(SPREAD, classes=classes) == CheckResult(
        Outcome.FAIL,
        expected("spread", "<=", 5),
        Phrase("rows_fail", {"rows": ("二年级 39–45",)}),
        (at("班级!D3"), at("班级!D4")),
    )


@pytest.mark.parametrize(
    ("lessons", "outcome"),
    [
        ([("一年级", "体育", 4)], "pass"),
        ([("一年级", "体育", 3)], "fail"),
        ([("三年级", "体育", 3)], "pass"),
        ([("三年级", "体育", 2)], "fail"),
        ([("一年级", "体育", 4), ("一年级", "美术", 1)], "pass"),
        ([("一年级", "美术", 1)], "missing"),
        ([("一年级", "体育", 4), ("二年级", "体育", 0)], "pass"),  # the parameter asks nothing of grade two
    ],
)
def test_where_picks_rows_and_a_parameter_may_go_by_grade(lessons, outcome):
    assert result(SPORT, lessons=lessons).outcome == outcome


@pytest.mark.parametrize("periods", [0, None, BAD])
def test_a_row_of_a_grade_without_a_figure_is_neither_judged_nor_counted(periods):
    found = result(SPORT, lessons=[("一年级", "体育", 4), ("二年级", "体育", periods)])
    assert (found.outcome, found.observed) == (Outcome.PASS, Phrase("rows_pass", {"count": 1}))


def test_a_failing_lesson_is_named_by_grade_and_subject():
    found = result(SPORT, lessons=[("一年级", "美术", 1), ("一年级", "体育", 3)])
    assert (found.observed, found.locations) == (Phrase("rows_fail", {"rows": ("一年级体育 3",)}), (at("课程!C3"),))


@pytest.mark.parametrize(("as_of", "outcome"), [("2011-12-31", "skipped"), ("2012-01-01", "fail"), (None, "fail")])
def test_a_limit_binds_from_its_date(as_of, outcome):
    assert result(SIZE, as_of, classes=[("一年级", "1班", 46)]).outcome == outcome


@pytest.mark.parametrize("students", [99, None, BAD])
def test_before_the_first_figure_of_a_limit_nothing_is_asked(students):
    assert result(SIZE, "2011-12-31", classes=[("一年级", "1班", students)]) == NO_FIGURE


def test_the_limits_asked_for_are_those_of_the_rows_when_there_are_any():
    assert result(SIZE, classes=[("一年级", "1班", None)]).expected == expected("each", "<=", 45)


def test_before_the_first_figure_no_limit_is_told():
    assert result(SIZE, "2011-12-31").expected == expected("each", "<=")
