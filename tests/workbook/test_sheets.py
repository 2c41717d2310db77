"""A workbook has the sheets that its catalog has a use for."""

from __future__ import annotations

import pytest

from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.store import stored_catalog
from schoolstd.checks.combine import All
from schoolstd.checks.number import Number
from schoolstd.checks.table import Subjects, Table
from schoolstd.workbook.sheets import sheets_of
from tests import make

ALWAYS = {"guide", "profile", "claims", "metrics", "version"}
CLASSES = Table("classes", "students", "each", "<=", "45")


def test_a_catalog_without_registers_has_only_what_every_workbook_has():
    assert sheets_of(make.catalog()) == ALWAYS


@pytest.mark.parametrize("register", ["documents", "events", "cases"])
def test_a_vocabulary_brings_its_register(register):
    assert sheets_of(make.catalog(**{register: ["甲"]})) == {*ALWAYS, register}


@pytest.mark.parametrize(
    ("rule", "sheet"),
    [
        (CLASSES, "classes"),
        (Table("lessons", "periods", "each", ">=", "1"), "lessons"),
        (Subjects("required_subjects"), "lessons"),
        (All((Number("pupils", ">", "0"), CLASSES)), "classes"),
    ],
)
def test_a_check_that_goes_through_rows_brings_their_sheet(rule, sheet):
    assert sheets_of(make.catalog(indicators=[make.indicator(rule)])) == {*ALWAYS, sheet}


def test_a_metric_that_must_agree_with_the_classes_brings_their_sheet():
    metric = make.metric("pupils", "count", same_as={"classes": "students"})
    assert sheets_of(make.catalog(metrics=[metric])) == {*ALWAYS, "classes"}


@pytest.mark.parametrize("name", ["national", "beijing"])
def test_a_school_has_every_sheet(name):
    registers = {"documents", "events", "cases", "classes", "lessons"}
    assert sheets_of(stored_catalog(catalog_folder(name))) == ALWAYS | registers
