"""One school's evidence as a check sees it: figures of the day and of the row, and where a row is to be filled in."""

from decimal import Decimal

import pytest

from schoolstd.checks.base import Outcome
from schoolstd.checks.number import Number
from schoolstd.checks.refer import Refer
from schoolstd.evidence.model import Entry
from tests import make
from tests.make import at, indicator, profile_is

CATALOG = make.catalog(
    metrics=[
        make.metric("minutes", unit="分钟"),
        make.metric("rate", "share"),
        make.metric("boarders", when=profile_is("boarding", "是")),
    ],
    documents=["charter", make.row_type("licence", expires=True)],
    parameters=[
        make.parameter("plain", ("2012-01-01", "600")),
        make.parameter("by_stage", ("2012-01-01", {"小学": "45", "初中": "50"}), by="stage"),
        make.parameter("by_grade", ("2012-01-01", {"一年级": "4"}), by="grade"),
        make.parameter("lists", ("2022-01-01", {"一年级": ("语文", "数学")}), by="grade"),
    ],
)


@pytest.mark.parametrize(
    ("bound", "key", "figure"),
    [
        ("60", "", 60), ("60", "小学|一年级", 60), ("plain", "", 600), ("plain", "小学|一年级", 600),
        ("by_stage", "小学|一年级", 45), ("by_stage", "初中|七年级", 50),
        ("by_stage", "|一年级", 45), ("by_stage", "九年一贯制|七年级", 50), ("by_stage", "|", None), ("by_stage", "", None),
        ("by_grade", "小学|一年级", 4), ("by_grade", "|一年级", 4), ("by_grade", "小学|二年级", None),
    ],
)  # fmt: skip
def test_a_figure_may_depend_on_the_stage_or_the_grade_of_a_row(bound, key, figure):
    assert make.facts(CATALOG).figure(bound, key) == figure


@pytest.mark.parametrize(
    ("as_of", "grade", "items"),
    [
        ("2022-01-01", "一年级", ("语文", "数学")),
        ("2021-12-31", "一年级", ()),
        ("2022-01-01", "二年级", ()),
        (None, "一年级", ("语文", "数学")),
    ],
)
def test_a_list_is_that_of_the_day_and_the_grade(as_of, grade, items):
    assert make.facts(CATALOG, as_of).figure_list("lists", grade) == items


def test_a_figure_is_no_list():
    assert make.facts(CATALOG).figure_list("by_grade", "一年级") == ()


@pytest.mark.parametrize(("metric", "entry"), [("minutes", Entry(Decimal(60), at("数据!D2"))), ("rate", Entry())])
def test_a_metric_without_a_row_is_a_blank_without_a_place(metric, entry):
    assert make.facts(CATALOG, metrics={"minutes": 60}).entry(metric) == entry


@pytest.mark.parametrize(("metric", "unit"), [("minutes", "分钟"), ("boarders", ""), ("rate", "share")])
def test_a_metric_is_shown_in_its_unit_and_a_share_as_a_share(metric, unit):
    assert make.facts(CATALOG).unit(metric) == unit


@pytest.mark.parametrize(("boarding", "asked"), [(True, True), (False, False), (None, True)])
def test_a_metric_is_asked_of_the_schools_it_applies_to(boarding, asked):
    assert make.facts(CATALOG, profile={"boarding": boarding}).applies("boarders") is asked


@pytest.mark.parametrize(("type_", "expires"), [("charter", False), ("licence", True), ("unknown", False)])
def test_only_some_types_of_documents_must_expire(type_, expires):
    assert make.facts(CATALOG).document_expires(type_) is expires


def test_rows_are_found_by_type_in_their_order():
    facts = make.facts(
        CATALOG, documents=[("charter", "2021-10-01"), ("licence", "2021-10-02"), ("charter", "2021-10-03")]
    )
    assert [row.date.location for row in facts.documents("charter")] == [at("佐证材料!F2"), at("佐证材料!F4")]


def test_documents_are_found_by_the_indicator_they_cite():
    rows = [{"type": "charter", "date": "2021-10-01", "indicators": ids} for ids in (["N01"], ["N02"], ["N02", "N01"])]
    cited = make.facts(CATALOG, indicator="N01", documents=rows).cited_documents()
    assert [row.date.location for row in cited] == [at("佐证材料!F2"), at("佐证材料!F4")]


@pytest.mark.parametrize(
    ("type_", "place"), [("charter", at("佐证材料!A7")), ("licence", at("佐证材料!A2")), ("", at("佐证材料!A2"))]
)
def test_a_document_goes_into_the_row_prepared_for_it_or_a_free_one(type_, place):
    facts = make.facts(CATALOG)
    facts.evidence.sheets["documents.charter"] = at("佐证材料!A7")
    assert facts.register_location("documents", type_) == place


def test_without_the_sheet_there_is_no_place():
    assert make.facts(CATALOG).register_location("teachers") is None


def test_a_check_that_refers_to_another_has_its_result_and_all():
    asked, citing = indicator(make.check(Number("minutes", ">=", "60"), "daily"), id="N01"), Refer("N01.daily")
    facts = make.facts(CATALOG._replace(indicators={"N01": asked}), indicator="B1", metrics={"minutes": 59})
    found = citing.evaluate(facts)
    assert (found, found.outcome, facts.indicator) == (asked.checks[0].rule.evaluate(facts), Outcome.FAIL, "B1")


@pytest.mark.parametrize(("boarding", "outcome"), [(True, "fail"), (False, "skipped"), (None, "fail")])
def test_it_is_skipped_where_the_other_indicator_does_not_apply(boarding, outcome):
    asked = indicator(make.check(Number("minutes", ">=", "60"), "daily"), id="N01", when=profile_is("boarding", "是"))
    known = CATALOG._replace(indicators={"N01": asked})
    facts = make.facts(known, metrics={"minutes": 59}, profile={"boarding": boarding})
    assert Refer("N01.daily").evaluate(facts).outcome == outcome
