"""What schools report makes the figures of their district, and nothing flows back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from schoolstd.assessment.assess import assess
from schoolstd.assessment.rollup import roll_up, with_schools
from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.model import Count
from schoolstd.catalog.store import stored_catalog
from schoolstd.checks.number import Number
from tests import make

SCHOOLS = make.catalog(
    metrics=[
        make.metric("staff", "count"),
        make.metric("boarders", "count", when=make.profile_is("boarding", "是")),
        make.metric("minutes"),
    ],
    indicators=[
        make.indicator(make.check(Number("minutes", ">=", "60"), "exercise"), id="N05"),
        make.indicator(
            make.check(Number("boarders", ">=", "1"), "some"), id="N06", when=make.profile_is("boarding", "是")
        ),
    ],
)
DISTRICT = make.catalog(
    metrics=[
        make.metric("all_staff", "count", sum_of="staff"),
        make.metric("all_boarders", "count", sum_of="boarders"),
        make.metric("good_schools", "count", count_of=Count("N05", "met")),
        make.metric("some_boarders", "count", count_of=Count(check="N06.some", outcome="pass")),
        make.metric("offices", "count"),
    ],
    profile=(),
)


def school(file="a.xlsx", boarding=False, **metrics):
    found = make.evidence(profile={"boarding": boarding, "name": file[0]}, metrics=metrics)
    return assess(found._replace(file=file), SCHOOLS, make.AS_OF)


def figures(*schools, unread=()):
    return {each.metric: each for each in roll_up(DISTRICT, schools, unread)}


def district(typed, *schools, unread=()):
    return with_schools(make.evidence(metrics=typed), DISTRICT, roll_up(DISTRICT, schools, unread))


TWO = (school("a.xlsx", staff=30, minutes=60), school("b.xlsx", staff=12, minutes=59))


def test_a_figure_is_the_sum_over_the_schools():
    assert figures(*TWO)["all_staff"].figure == 42


def test_every_part_says_which_school_and_cell_it_is_from():
    parts = figures(*TWO)["all_staff"].parts
    assert [(part.file, part.school, part.value, str(part.location)) for part in parts] == [
        ("a.xlsx", "a", Decimal(30), "数据!D2"),
        ("b.xlsx", "b", Decimal(12), "数据!D2"),
    ]


def test_schools_are_counted_by_their_verdict():
    assert figures(*TWO)["good_schools"].figure == 1


def test_schools_are_counted_by_the_outcome_of_a_check_where_it_is_asked():
    found = figures(school("a.xlsx", boarding=True, boarders=3), school("b.xlsx", boarding=True), *TWO)
    assert (found["some_boarders"].figure, len(found["some_boarders"].parts)) == (1, 2)


def test_a_school_that_a_figure_is_not_asked_of_gives_no_part():
    found = figures(school("a.xlsx", boarding=True, boarders=3), school("b.xlsx", boarding=False))["all_boarders"]
    assert (found.figure, len(found.parts), found.lacking) == (3, 1, ())


def test_a_figure_of_the_district_alone_is_not_summed():
    assert "offices" not in figures(*TWO)


def test_a_blank_cell_is_filled_from_the_sum():
    found = district({"all_staff": None}, *TWO)
    assert (found.metrics["all_staff"].value, str(found.metrics["all_staff"].location)) == (42, "数据!D2")
    assert found.problems == ()


def test_a_row_that_is_not_there_is_filled_too():
    assert district({}, *TWO).metrics["all_staff"].value == 42


def test_a_typed_figure_that_agrees_is_no_problem():
    assert district({"all_staff": 42}, *TWO).problems == ()


@pytest.mark.parametrize("typed", [41, 43, 0])
def test_a_typed_figure_that_differs_is_a_problem_and_stays(typed):
    found = district({"all_staff": typed}, *TWO)
    assert [(each.code, str(each.location)) for each in found.problems] == [("rollup_differs", "数据!D2")]
    assert dict(found.problems[0].values) == {
        "metric": "all_staff", "typed": str(typed), "found": "42", "schools": "2",
    }  # fmt: skip
    assert found.metrics["all_staff"].value == typed


def test_a_cell_that_cannot_be_read_stays_its_own_problem():
    found = district({"all_staff": make.BAD}, *TWO)
    assert (found.metrics["all_staff"].value, found.problems) == (None, ())


def test_a_sum_that_lacks_a_school_fills_nothing_and_contradicts_nothing():
    for typed in (None, 99):
        found = district({"all_staff": typed}, *TWO, school("c.xlsx", minutes=60))
        assert found.metrics["all_staff"].value == typed
        assert [(each.code, each.values["files"]) for each in found.problems] == [("rollup_incomplete", "c.xlsx")]


def test_a_file_that_cannot_be_used_leaves_every_sum_incomplete():
    found = district({}, *TWO, unread=("broken.xlsx",))
    assert "all_staff" not in found.metrics
    assert {each.code for each in found.problems} == {"rollup_incomplete"}


def test_without_schools_nothing_is_filled():
    assert district({"all_staff": None}).rolled == ()


def test_every_metric_that_beijing_districts_sum_is_one_of_their_schools():
    catalog = stored_catalog(catalog_folder("district"))
    assert catalog.head.schools.id == "beijing"
    assert {id_ for id_, metric in catalog.metrics.items() if metric.sum_of or metric.count_of != Count()} >= {
        "district_staff", "schools_self_assessed", "district_buildings",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["national", "beijing"])
def test_no_duty_of_a_government_is_charged_to_a_school(name):
    catalog = stored_catalog(catalog_folder(name))
    assert [each.id for each in catalog.indicators.values() if each.owner] == []
