"""What schools report makes the figures of their district, what districts report those of their city; nothing flows back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from schoolstd.assessment.assess import assess
from schoolstd.assessment.rollup import Given, given, roll_up, rolled_from, with_schools
from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.model import Added, Below, Count, Effective, Subordinates
from schoolstd.catalog.store import stored_catalog
from schoolstd.checks.number import Number
from tests import make

SCHOOLS = make.catalog(
    metrics=[
        make.metric("staff", "count"),
        make.metric("boarders", "count", when=make.profile_is("boarding", "是")),
        make.metric("minutes"),
        make.metric("tasks", "count"),
        make.metric("tasks_listed", "count"),
        make.metric("opened", "date"),
    ],
    indicators=[
        make.indicator(make.check(Number("minutes", ">=", "60"), "exercise"), id="N05"),
        make.indicator(
            make.check(Number("boarders", ">=", "1"), "some"), id="N06", when=make.profile_is("boarding", "是")
        ),
        make.indicator(
            make.check(Number("tasks", ">=", "1"), "any"),
            make.check(Number("tasks_listed", ">=", "1"), "listed", when=make.metric_is("tasks", ">", "5")),
            id="N07",
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


# ── parts of a sum, what the office adds, and how many there should be ──


def one(*schools, typed=None, unread=(), given=0, total="", **fields):
    """The evidence of a district with the single summed figure `figure`."""
    catalog = make.catalog(metrics=[make.metric("figure", "count", **fields), "own", "schools"], profile=())
    catalog = catalog._replace(head=catalog.head._replace(schools=Subordinates("tiny", "1", total)))
    return with_schools(make.evidence(metrics=typed or {}), catalog, roll_up(catalog, schools, unread), given)


def figure(found):
    entry = found.metrics.get("figure")
    return entry.value if entry else None


def test_what_is_taken_off_is_taken_off_in_every_school():
    found = one(
        school("a.xlsx", tasks=9, tasks_listed=4),
        school("b.xlsx", tasks=3, tasks_listed=3),
        sum_of="tasks",
        less="tasks_listed",
    )
    assert ([part.value for part in found.rolled[0].parts], figure(found)) == ([5, 0], 5)


def test_a_school_that_leaves_one_of_the_two_blank_leaves_the_sum_incomplete():
    found = one(school("a.xlsx", tasks=9, tasks_listed=None), sum_of="tasks", less="tasks_listed")
    assert (found.rolled[0].lacking, figure(found)) == (("a.xlsx",), None)


def test_of_several_answers_one_is_enough_to_be_asked():
    schools = [school(f"{name}.xlsx", chosen, tasks=1) for name, chosen in (("a", ("甲", "乙")), ("b", ("丙",)))]
    found = one(*schools, sum_of="tasks", sum_where=(Below("boarding", ("乙",)),))
    assert [part.file for part in found.rolled[0].parts] == ["a.xlsx"]


def test_a_sum_may_be_over_some_schools_only_and_one_that_does_not_say_is_asked():
    schools = [school(f"{name}.xlsx", boards, tasks=1) for name, boards in (("a", True), ("b", False), ("c", None))]
    found = one(*schools, sum_of="tasks", sum_where=(Below("boarding", ("是",)),))
    assert [part.file for part in found.rolled[0].parts] == ["a.xlsx", "c.xlsx"]


@pytest.mark.parametrize(
    ("metrics", "counts"),
    [
        ({"tasks": 1}, 1),
        ({"tasks": 6, "tasks_listed": 1}, 1),
        ({"tasks": 6, "tasks_listed": 0}, 0),
        ({"tasks": 6}, 0),
        ({"tasks": 0}, 0),
        ({}, 0),
    ],
)
def test_a_further_check_must_pass_too_where_it_applies(metrics, counts):
    found = one(school(**metrics), count_of=Count(check="N07.any", outcome="pass", also=("N07.listed",)))
    assert figure(found) == counts


@pytest.mark.parametrize(
    ("count", "tasks", "opened", "counts"),
    [
        (Count(metric="tasks", op=">", bound="0"), 1, None, 1),
        (Count(metric="tasks", op=">", bound="0"), 0, None, 0),
        (Count(metric="tasks", op=">", bound="0"), None, None, 0),
        (Count(metric="tasks"), 0, None, 1),
        (Count(metric="opened"), None, "2020-01-01", 1),
        (Count(metric="opened"), 5, None, 0),
    ],
)
def test_schools_are_counted_by_a_metric_that_meets_a_bound_or_is_answered(count, tasks, opened, counts):
    assert figure(one(school(tasks=tasks, opened=opened), count_of=count)) == counts


def test_what_the_office_adds_is_added():
    found = one(*TWO, typed={"own": 8}, sum_of="staff", plus="own")
    assert (figure(found), found.rolled[0].figure, found.problems) == (50, 42, ())


def test_without_what_the_office_adds_there_is_no_whole_sum():
    found = one(*TWO, typed={"own": None, "figure": 41}, sum_of="staff", plus="own")
    assert [(each.code, each.values["other"]) for each in found.problems] == [("rollup_own_blank", "own")]
    assert (figure(found), found.rolled[0].whole) == (41, False)


def test_a_typed_whole_is_compared_with_the_sum_and_what_the_office_adds():
    assert one(*TWO, typed={"own": 8, "figure": 50}, sum_of="staff", plus="own").problems == ()
    (told,) = one(*TWO, typed={"own": 8, "figure": 42}, sum_of="staff", plus="own").problems
    assert (told.code, told.values["found"]) == ("rollup_differs", "50")


@pytest.mark.parametrize("schools", [1, 3])
def test_more_or_fewer_workbooks_than_there_should_be_make_no_sum(schools):
    found = one(*TWO, typed={"schools": schools, "figure": 7}, given=2, total="schools", sum_of="staff")
    assert [(each.code, str(each.location)) for each in found.problems] == [("rollup_number_differs", "数据!D2")]
    assert (figure(found), found.rolled[0].whole) == (7, False)


@pytest.mark.parametrize("schools", [2, None])
def test_as_many_workbooks_as_there_should_be_or_no_word_of_it_make_a_sum(schools):
    found = one(*TWO, typed={"schools": schools}, given=2, total="schools", sum_of="staff")
    assert (figure(found), found.problems) == (42, ())


def test_a_part_that_a_district_took_from_its_schools_says_from_how_many():
    below = one(*TWO, sum_of="staff")
    catalog = make.catalog(metrics=[make.metric("figure", "count", sum_of="staff")], profile=())
    filled, typed = (
        assess(each._replace(file=f"{n}.xlsx"), catalog, make.AS_OF)
        for n, each in enumerate((below, one(*TWO, typed={"figure": 42}, sum_of="staff")))
    )
    city = make.catalog(metrics=[make.metric("all", "count", sum_of="figure")], profile=())
    assert [(part.value, part.schools) for part in roll_up(city, (filled, typed))[0].parts] == [(42, 2), (42, 0)]


def test_every_figure_that_is_said_to_be_summed_is():
    for name, mark in (("district", "由各校数据汇总"), ("city", "由各区数据汇总")):
        metrics = stored_catalog(catalog_folder(name)).metrics.values()
        assert {each.id for each in metrics if mark in each.help} == {each.id for each in metrics if each.summed}


def test_whatever_a_school_is_asked_for_its_district_alone_decides_nothing():
    """The figures that only the district needs stand in recorded checks."""
    beijing, district = (stored_catalog(catalog_folder(name)) for name in ("beijing", "district"))
    wanted = {"dual_teacher_lessons_given", "external_tasks", "external_tasks_listed"}
    assert wanted <= {name for each in district.metrics.values() for name in (each.sum_of, each.less)}
    users = [
        check
        for _, check in beijing.checks()
        if wanted & {getattr(check.rule, f, "") for f in ("metric", "part", "whole")}
    ]
    assert {check.level for check in users} == {"record"}


@pytest.mark.parametrize(("as_of", "told"), [("2017-12-31", False), ("2018-01-01", True), (None, True)])
def test_an_incomplete_sum_is_told_when_something_in_force_asks_for_it(as_of, told):
    asks = make.indicator(make.check(Number("figure", ">=", "1")), effective=Effective("2018-01-01"))
    catalog = make.catalog(metrics=[make.metric("figure", "count", sum_of="staff")], indicators=[asks], profile=())
    rolled = roll_up(catalog, [school("a.xlsx", staff=None)])
    found = with_schools(make.evidence(), catalog, rolled, as_of=make.day(as_of))
    assert (bool(found.rolled), bool(found.problems)) == (told, told)


@pytest.mark.parametrize(
    "below",
    [
        (),
        (
            school("a.xlsx", staff=Decimal(10), minutes=Decimal(60)),
            school("b.xlsx", True, staff=Decimal(12), boarders=Decimal(3), minutes=Decimal(5)),
        ),
        (school("a.xlsx"), school("b.xlsx", True, staff=Decimal(0), boarders=Decimal(0))),
    ],
)
def test_what_is_kept_of_the_workbooks_below_gives_the_same_figures_as_they_do(below):
    kept = [
        Given(each.evidence.file, each.evidence.file[0], given(DISTRICT, each.evidence, SCHOOLS, make.AS_OF))
        for each in below
    ]
    wanted = [
        each._replace(parts=tuple(part._replace(location=None) for part in each.parts))
        for each in roll_up(DISTRICT, below, ("c.xlsx",))
    ]
    assert list(rolled_from(DISTRICT, kept, ("c.xlsx",))) == wanted


def test_a_workbook_read_by_a_catalog_that_lacks_a_metric_gives_nothing_to_it():
    fewer = make.catalog(metrics=[make.metric("staff", "count")])
    assert given(DISTRICT, make.evidence(metrics={"staff": Decimal(3)}), fewer, make.AS_OF) == {"all_staff": "3"}


NATION, CITY, COUNTY = "nation", SCHOOLS.head.id, "county"
CHAIN = {"N05": Added(NATION, Effective()), "N06": Added(NATION, Effective()), "N07": Added(CITY, Effective())}
OF_CITY = SCHOOLS._replace(inherited={id_: CHAIN[id_] for id_ in ("N05", "N06")})


def told_by(form, count, by=OF_CITY, **metrics):
    """What the workbook of a form gives to a count, and whether the count is whole."""
    found = make.evidence(metrics=metrics)._replace(file="a.xlsx", catalog=form)
    catalog = make.catalog(metrics=[make.metric("figure", "count", count_of=count)], profile=())
    (rolled,) = roll_up(catalog, [assess(found, by, make.AS_OF)])
    assert {"figure": given(catalog, found, by, make.AS_OF)["figure"]} == {
        "figure": "" if rolled.parts[0].value is None else str(rolled.parts[0].value)
    }
    return rolled.parts[0].value, rolled.whole


@pytest.mark.parametrize(
    ("form", "count", "said"),
    [
        (NATION, Count(check="N07.any", outcome="pass"), (None, False)),
        (CITY, Count(check="N07.any", outcome="pass"), (0, True)),
        ("", Count(check="N07.any", outcome="pass"), (0, True)),
        ("another", Count(check="N07.any", outcome="pass"), (0, True)),
        (NATION, Count("N07", "met"), (None, False)),
        (NATION, Count("N05", "met"), (0, True)),
    ],
)
def test_a_school_whose_form_does_not_ask_is_not_counted_as_not_having_done_it(form, count, said):
    assert told_by(form, count, tasks=0, minutes=59) == said


def test_a_school_that_shows_what_its_form_does_not_ask_counts():
    assert told_by(NATION, Count(check="N07.any", outcome="pass"), tasks=1) == (1, True)


@pytest.mark.parametrize(("form", "said"), [(NATION, (None, False)), (CITY, (0, True)), (COUNTY, (0, True))])
def test_a_form_in_the_middle_of_a_chain_asks_what_it_adds_itself(form, said):
    county = SCHOOLS._replace(head=SCHOOLS.head._replace(id=COUNTY), inherited=CHAIN)
    assert told_by(form, Count(check="N07.any", outcome="pass"), county, tasks=0) == said


def test_a_workbook_without_a_row_for_the_metric_is_not_counted_as_not_having_done_it():
    assert told_by(CITY, Count(metric="tasks", op=">", bound="0"), minutes=1) == (None, False)
