"""The cases that a check carries: given this evidence, that outcome."""

from datetime import date
from decimal import Decimal

import pytest

from schoolstd.assessment.cases import CaseError, CaseResult, given_evidence, run_case, uncovered
from schoolstd.catalog.loader import CheckCase
from schoolstd.catalog.model import Effective
from schoolstd.checks.document import DocumentCheck
from schoolstd.checks.number import Number
from schoolstd.evidence.model import Case, Class, Document, Entry, Event, Lesson
from tests import make
from tests.make import metric, profile_is

CATALOG = make.catalog(
    metrics=[
        metric("minutes"),
        metric("checked", "share"),
        metric("insured", "yes_no"),
        metric("grade", "choice", options=("甲", "乙")),
        metric("themes", "choices", options=("甲", "乙")),
        metric("approved", "date"),
    ],
    documents=["charter", make.row_type("licence", expires=True)],
    events=["drill"],
    cases=["bullying"],
    indicators=[
        make.indicator(
            make.check(Number("minutes", ">=", "60"), "first"),
            make.check(DocumentCheck("charter"), "second", effective=Effective("2022-01-01")),
            when=profile_is("stage", "小学"),
        )
    ],
)


def given(**values):
    return given_evidence(values, CATALOG)[0]


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("minutes", "60", Decimal(60)),
        ("minutes", 60, Decimal(60)),
        ("checked", "95%", Decimal("0.95")),
        ("insured", "是", True),
        ("grade", "甲", "甲"),
        ("themes", "甲、乙", ("甲", "乙")),
        ("themes", ["甲", "乙"], ("甲", "乙")),
        ("approved", "2021-10-08", date(2021, 10, 8)),
        ("minutes", None, None),
    ],
)
def test_a_given_value_is_read_as_if_it_stood_in_a_cell(key, typed, value):
    assert given(**{key: typed}).metrics == {key: Entry(value)}


@pytest.mark.parametrize(
    ("key", "typed"), [("minutes", "约60"), ("insured", "也许"), ("grade", "丙"), ("approved", "2021-02-30")]
)
def test_a_given_value_that_cannot_be_read_is_a_bad_entry(key, typed):
    assert given(**{key: typed}).metrics == {key: Entry(None, None, True)}


def test_the_profile_is_read_by_its_fields():
    assert given(profile={"stage": "小学", "boarding": "是"}).profile == {
        "stage": Entry("小学"),
        "boarding": Entry(True),
    }


@pytest.mark.parametrize(
    ("row", "document"),
    [
        ("charter", Document("charter", "", (), "", Entry(date(2022, 6, 30)), Entry(), "", "", {})),
        ("licence", Document("licence", "", (), "", Entry(date(2022, 6, 30)), Entry(date(2022, 6, 30)), "", "", {})),
        (
            {"type": "charter", "date": "2021-10-08", "title": "章程", "indicators": ["N01"]},
            Document("charter", "章程", ("N01",), "", Entry(date(2021, 10, 8)), Entry(), "", "", {}),
        ),
        ({"type": "charter"}, Document("charter", "", (), "", Entry(), Entry(), "", "", {})),
    ],
)
def test_a_document_by_its_type_alone_is_current_on_the_day(row, document):
    assert given(documents=[row]).documents == (document,)


def test_an_activity_may_have_several_days():
    rows = [{"type": "drill", "dates": ["2021-09-10", "2021-10-12"], "grade": "三年级"}]
    assert given(events=rows).events == tuple(
        Event("drill", Entry(day), "", "三年级", Entry(), Entry(), {})
        for day in (date(2021, 9, 10), date(2021, 10, 12))
    )


def test_cases_classes_and_lessons_are_rows_of_their_sheets():
    evidence = given(
        cases=[{"type": "bullying", "date": "2021-10-08", "handled": "谈话", "closed": "2021-10-20"}],
        classes=[{"stage": "小学", "grade": "一年级", "class": "1班", "students": "45"}],
        lessons=[{"grade": "一年级", "subject": "体育", "periods": "4"}],
    )
    assert (evidence.cases, evidence.classes, evidence.lessons) == (
        (Case("bullying", Entry(date(2021, 10, 8)), "谈话", Entry(date(2021, 10, 20)), "", "", "", {}),),
        (Class("小学", "一年级", "1班", Entry(Decimal(45)), {}),),
        (Lesson("一年级", "体育", Entry(Decimal(4)), {}),),
    )


@pytest.mark.parametrize(
    ("values", "key", "found"),
    [
        ({"profile": {"stage": "大学"}}, "profile.stage", "大学"),
        ({"minutes": "很多"}, "minutes", "很多"),
        ({"classes": [{"stage": "大学", "grade": "一年级"}]}, "classes.stage", "大学"),
        ({"classes": [{"stage": "小学", "grade": "大一"}]}, "classes.grade", "大一"),
        ({"classes": [{"students": "40"}, {"students": "很多"}]}, "classes.students", "很多"),
        ({"lessons": [{"grade": "大一"}]}, "lessons.grade", "大一"),
        ({"lessons": [{"grade": "一年级", "periods": "五"}]}, "lessons.periods", "五"),
        ({"events": [{"type": "drill", "dates": ["2022-06-01"], "grade": "大一"}]}, "events.grade", "大一"),
    ],
)
def test_a_case_with_a_fact_that_no_workbook_can_hold_shows_nothing(values, key, found):
    case = CheckCase("N01", "first", values, "missing", "f.yaml", 7)
    error = run_case(CATALOG, case).error
    assert error is not None
    assert (error.code, error.values) == ("case_impossible", {"key": key, "found": found})
    assert run_case(CATALOG, case._replace(outcome="error")).error is None


@pytest.mark.parametrize("grade", ["一年级", "八年级、九年级", "一至三年级", "全校", "各年级", "小学部", "初一"])
def test_an_activity_of_a_case_may_be_for_several_grades(grade):
    values = {"events": [{"type": "drill", "dates": ["2022-06-01"], "grade": grade}]}
    assert run_case(CATALOG, CheckCase("N01", "first", values, "missing", "f.yaml", 7)).error is None


@pytest.mark.parametrize(("values", "day"), [({}, "2022-06-30"), ({"as_of": "2021-04-07"}, "2021-04-07")])
def test_the_day_is_the_catalogs_unless_the_case_names_one(values, day):
    assert given_evidence(values, CATALOG)[1] == date.fromisoformat(day)


def test_a_case_needs_a_day():
    undated = CATALOG._replace(head=CATALOG.head._replace(cases_as_of=""))
    with pytest.raises(CaseError) as caught:
        given_evidence({}, undated)
    assert caught.value.code == "case_needs_as_of"


@pytest.mark.parametrize(
    ("values", "code", "key"),
    [
        ({"minute": "60"}, "case_unknown_key", "minute"),
        ({"profile": {"stages": "小学"}}, "case_unknown_key", "profile.stages"),
        ({"profile": "小学"}, "case_bad_value", "profile"),
        ({"as_of": "2021-02-30"}, "case_bad_value", "as_of"),
        ({"documents": "charter"}, "case_bad_value", "documents"),
        ({"documents": ["charte"]}, "case_unknown_key", "documents.type: charte"),
        ({"documents": [{"type": "drill"}]}, "case_unknown_key", "documents.type: drill"),
        ({"documents": [{"type": ["charter"]}]}, "case_unknown_key", "documents.type: ['charter']"),
        ({"documents": [{"type": "charter", "day": "2021-10-08"}]}, "case_unknown_key", "documents.day"),
        ({"documents": [{"type": "charter", "date": "2021-02-30"}]}, "case_bad_value", "date"),
        ({"documents": [{"type": "charter", "indicators": "N01"}]}, "case_bad_value", "indicators"),
        ({"documents": [5]}, "case_bad_value", "documents"),
        ({"events": ["drill"]}, "case_bad_value", "events"),
        ({"events": [{"type": "drill", "dates": "2021-09-10"}]}, "case_bad_value", "dates"),
        ({"events": [{"type": "drill", "dates": ["10月"]}]}, "case_bad_value", "dates"),
        ({"cases": [{"type": "theft"}]}, "case_unknown_key", "cases.type: theft"),
        ({"classes": [{"pupils": "45"}]}, "case_unknown_key", "classes.pupils"),
    ],
)  # fmt: skip
def test_a_case_that_cannot_be_read_says_which_part(values, code, key):
    with pytest.raises(CaseError) as caught:
        given_evidence(values, CATALOG)
    assert (caught.value.code, caught.value.values) == (code, {"key": key})


def case(outcome, check="first", **values) -> CheckCase:
    return CheckCase("N01", check, values, outcome, "f.yaml", 1)


@pytest.mark.parametrize(
    ("the_case", "outcome"),
    [
        (case("pass", minutes="60"), "pass"),
        (case("fail", minutes="59"), "fail"),
        (case("missing"), "missing"),
        (case("error", minutes="约60"), "error"),
        (case("skipped", minutes="60", profile={"stage": "初中"}), "skipped"),
        (case("skipped", "second", as_of="2021-12-31"), "skipped"),
        (case("pass", "second", documents=["charter"]), "pass"),
    ],
)
def test_a_case_is_run_against_the_check_that_carries_it(the_case, outcome):
    found = run_case(CATALOG, the_case)
    assert (found, found.holds) == (CaseResult(the_case, outcome), True)


@pytest.mark.parametrize(("day", "outcome"), [("2021-12-31", "skipped"), ("2022-01-01", "pass")])
def test_a_case_before_its_indicator_binds_is_skipped(day, outcome):
    late = make.indicator(make.check(Number("minutes", ">=", "60"), "first"), effective=Effective("2022-01-01"))
    catalog = CATALOG._replace(indicators={"N01": late})
    assert run_case(catalog, case(outcome, minutes="60", as_of=day)).holds


@pytest.mark.parametrize("the_case", [case("pass", minutes="59"), case("pass"), case("missing", unknown="59")])
def test_a_case_that_comes_out_otherwise_or_cannot_be_read_does_not_hold(the_case):
    assert run_case(CATALOG, the_case).holds is False


SHOWN = [case(outcome, check) for check in ("first", "second") for outcome in ("pass", "fail", "missing")]


@pytest.mark.parametrize(
    ("shown", "lacking"),
    [
        (SHOWN, ["second skipped"]),
        (SHOWN[1:], ["first pass", "second skipped"]),
        ([*SHOWN, case("skipped", "second")], []),
        (
            [],
            [
                "first pass",
                "first fail",
                "first missing",
                "second pass",
                "second fail",
                "second missing",
                "second skipped",
            ],
        ),
    ],
)
def test_every_check_shows_pass_fail_and_missing_and_skipped_when_it_can_be(shown, lacking):
    assert [" ".join(each) for each in uncovered(CATALOG.indicators["N01"], shown)] == lacking
