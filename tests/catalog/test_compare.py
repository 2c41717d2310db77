"""Two catalogs: entry by entry, field by field."""

from __future__ import annotations

import pytest

from schoolstd.catalog.compare import EntryChange, FieldChange, compare_catalogs
from schoolstd.checks.answer import Statement
from schoolstd.checks.number import Number
from schoolstd.reports.catalog_diff_page import catalog_diff_page
from schoolstd.wording import Words
from tests.make import catalog, check, indicator, parameter


def changes(old, new):
    return compare_catalogs(catalog(**old), catalog(**new)).entries


SIXTY, SEVENTY = Number("minutes", ">=", "60"), Number("minutes", ">=", "70")


def test_two_equal_catalogs_do_not_differ():
    assert changes({"indicators": [indicator(SIXTY)]}, {"indicators": [indicator(SIXTY)]}) == ()


def test_an_indicator_is_added_as_a_whole():
    found = changes({}, {"indicators": [indicator(SIXTY)]})
    assert found == (EntryChange("indicators", "added", "N01", "N01", "N01"),)


def test_an_indicator_that_is_gone_is_removed():
    found = changes({"indicators": [indicator(SIXTY)]}, {})
    assert [(each.op, each.id) for each in found] == [("removed", "N01")]


def test_a_withdrawn_indicator_keeps_its_reason():
    gone = indicator(SIXTY, withdrawn="并入 N02", withdrawn_en="Merged into N02")
    found = changes({"indicators": [indicator(SIXTY)]}, {"indicators": [gone]})
    assert found == (EntryChange("indicators", "withdrawn", "N01", "N01", "N01", (), "并入 N02", "Merged into N02"),)


@pytest.mark.parametrize(("second", "said"), [("Merged into N02", "Merged into N02"), ("", "并入 N02")])
def test_a_reason_is_english_for_a_reader_of_english_when_there_is_one(second, said):
    gone = indicator(SIXTY, withdrawn="并入 N02", withdrawn_en=second)
    old, new = (catalog(indicators=[each]) for each in (indicator(SIXTY), gone))
    page = catalog_diff_page(old, new, compare_catalogs(old, new), None, Words("en"))
    assert [line.text.endswith(said) for section in page.sections for line in section.blocks] == [True]


def test_a_changed_bound_is_a_change_of_its_check_alone():
    found = changes({"indicators": [indicator(SIXTY)]}, {"indicators": [indicator(SEVENTY)]})
    assert [(each.section, each.id, each.fields) for each in found] == [
        ("checks", "N01.check_1", (FieldChange("bound", "60", "70"),))
    ]


def test_another_kind_of_check_is_told_with_its_fields():
    found = changes(
        {"indicators": [indicator(check(SIXTY, "first"))]},
        {"indicators": [indicator(check(Statement("minutes"), "first"))]},
    )
    assert found[0].fields == (
        FieldChange("kind", "number", "statement"),
        FieldChange("op", ">=", ""),
        FieldChange("bound", "60", ""),
    )


def test_a_check_added_to_an_indicator_that_both_have_is_listed():
    found = changes({"indicators": [indicator(SIXTY)]}, {"indicators": [indicator(SIXTY, SEVENTY)]})
    assert [(each.section, each.op, each.id) for each in found] == [("checks", "added", "N01.check_2")]


def test_the_figures_of_a_parameter_are_compared_by_stage():
    old, new = (parameter("size", ("2012-01-01", {"小学": figure}), by="stage") for figure in ("45", "40"))
    found = changes({"parameters": [old]}, {"parameters": [new]})
    assert found[0].fields == (FieldChange("values[0].figures.小学", "45", "40"),)


def test_the_catalogs_own_fields_are_told_apart():
    old, new = catalog(), catalog()
    new = new._replace(head=new.head._replace(version="2"))
    assert compare_catalogs(old, new).head == (FieldChange("version", "1", "2"),)
