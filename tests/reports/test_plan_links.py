"""A plan that is gone on with: whatever names its cells goes on naming the same ones, in the whole workbook."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table

from schoolstd.plan import KEYS, Item, Plan, State, Terms, merge
from schoolstd.reports.plan_read import plan_of
from schoolstd.reports.plan_xlsx import About, render, written
from schoolstd.wording.plan import PlanWords
from schoolstd.workbook.plan_sheet import read_plan_sheet

SAYS = PlanWords()
ABOUT = About("示例小学　一校一案")
NEW = ("N01", "N22", "N23", "N25")
"""The gaps of the second run; the first one had the second and the last."""


def merged(*ids, before=None):
    items = tuple(Item(id, State.OPEN, {"title": id, "measure": "调整课表"}) for id in ids)
    return merge(items, before or Plan(), SAYS, Terms(date(2018, 6, 30)))


def first(change):
    """A plan of two rows after the school has worked on it; `change` gets its sheet, with 经费 in O and a total in O5."""
    book = load_workbook(io.BytesIO(render(merged("N22", "N25"), ABOUT, SAYS)))
    sheet = book["一校一案"]
    sheet["O1"], sheet["O2"], sheet["O3"], sheet["C5"] = "经费", 1000, 200, "合计"
    sheet["O5"] = "=SUM(O2:O4)"
    change(sheet)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def again(tmp_path, content, ids=NEW):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    sheet, _ = read_plan_sheet(str(path), path.name, KEYS)
    return written(merged(*ids, before=plan_of(sheet)), ABOUT, SAYS, content)


def followed(tmp_path, change):
    """The sheet and the problems after a run that brings a row before the first and one between both."""
    found = again(tmp_path, first(change))
    return load_workbook(io.BytesIO(found.content))["一校一案"], [
        (str(problem.location), problem.values["found"]) for problem in found.problems
    ]


def test_a_total_counts_the_rows_it_counted_and_a_share_is_of_that_total(tmp_path):
    def add(sheet):
        sheet["P1"], sheet["P2"] = "占比", "=O2/$O$5"

    sheet, problems = followed(tmp_path, add)
    assert [sheet.cell(row, 15).value for row in range(1, 7)] == ["经费", None, 1000, None, 200, "=SUM(O3:O5)"]
    assert (sheet["P3"].value, problems) == ("=O3/$O$6", [])


def test_a_formula_above_the_header_follows_the_rows_below(tmp_path):
    def add(sheet):
        sheet.insert_rows(1)
        sheet["A1"], sheet["O6"] = "=SUM(O3:O4)", None
        sheet["A1"].comment = Comment("单位：元", "王")

    sheet, _ = followed(tmp_path, add)
    assert (sheet["A1"].value, sheet["A1"].comment.text) == ("=SUM(O4:O6)", "单位：元")


def test_other_sheets_go_on_naming_the_same_cells(tmp_path):
    def add(sheet):
        other = sheet.parent.create_sheet("经费表")
        other["A1"], other["A2"], other["A3"] = "=一校一案!O5", "=SUM('一校一案'!$O$2:$O$3)", "=O2"
        other["A4"] = "见"
        other["A4"].hyperlink = "#'一校一案'!O5"
        rule = FormulaRule(["一校一案!$O$5>1000"], fill=PatternFill("solid", bgColor="FFFF0000"))
        other.conditional_formatting.add("A1", rule)
        check = DataValidation("list", formula1="一校一案!$O$2:$O$3")
        check.add("B1")
        fixed = DataValidation("list", formula1='"一校一案!O2,乙"')
        fixed.add("B2")
        for each in (check, fixed):
            other.add_data_validation(each)
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=15, min_row=2, max_row=3))
        other.add_chart(chart, "D1")

    sheet, problems = followed(tmp_path, add)
    other = sheet.parent["经费表"]
    assert [other[f"A{row}"].value for row in (1, 2, 3)] == ["=一校一案!O6", "=SUM('一校一案'!$O$3:$O$5)", "=O2"]
    (area,) = other.conditional_formatting
    assert area.rules[0].formula == ["一校一案!$O$6>1000"]
    formulas = [check.formula1 for check in other.data_validations.dataValidation]
    assert formulas == ["一校一案!$O$3:$O$5", '"一校一案!O2,乙"']
    assert other._charts[0].ser[0].val.numRef.f == "'一校一案'!$O$3:$O$5"
    assert problems == []


def test_a_link_into_the_plan_goes_to_the_same_cell(tmp_path):
    def add(sheet):
        other = sheet.parent.create_sheet("目录")
        other["A1"].hyperlink = "#x"
        other["A1"].hyperlink.location = "'一校一案'!O5"

    sheet, _ = followed(tmp_path, add)
    assert sheet.parent["目录"]["A1"].hyperlink.location == "'一校一案'!O6"


def test_names_of_the_workbook_and_of_the_sheet_go_on_naming_the_same_cells(tmp_path):
    def add(sheet):
        sheet.parent.defined_names["总额"] = DefinedName("总额", attr_text="一校一案!$O$5")
        sheet.defined_names["各项"] = DefinedName("各项", attr_text="一校一案!$O$2:$O$3")
        sheet["P1"], sheet["P2"] = "占比", "=O2/总额+SUM(各项)"

    sheet, problems = followed(tmp_path, add)
    assert sheet.parent.defined_names["总额"].attr_text == "一校一案!$O$6"
    assert sheet.defined_names["各项"].attr_text == "一校一案!$O$3:$O$5"
    assert (sheet["P3"].value, problems) == ("=O3/总额+SUM(各项)", [])


def test_an_array_formula_stays_one(tmp_path):
    def add(sheet):
        sheet["P1"], sheet["P5"] = "备查", ArrayFormula("P5", "=SUM(O2:O3*2)")

    sheet, problems = followed(tmp_path, add)
    assert (sheet["P6"].value.ref, sheet["P6"].value.text, problems) == ("P6", "=SUM(O3:O5*2)", [])


def test_an_array_formula_that_would_be_torn_apart_is_kept_as_its_text(tmp_path):
    def add(sheet):
        sheet["P1"], sheet["P2"] = "备查", ArrayFormula("P2:P3", "=O2:O3*2")

    sheet, problems = followed(tmp_path, add)
    assert (sheet["P3"].value, problems) == ("=O2:O3*2", [("一校一案!P3", "=O2:O3*2")])


def test_a_formula_that_names_a_blank_row_is_kept_as_its_text_and_told(tmp_path):
    def add(sheet):
        sheet["P1"], sheet["P2"] = "备查", "=O4+1"
        sheet["P2"].comment = Comment("已核", "王")
        sheet["P6"] = "=O4"
        sheet.parent.create_sheet("经费表")["A1"] = "=一校一案!O4"
        sheet.parent.defined_names["空行"] = DefinedName("空行", attr_text="一校一案!$O$4")

    found = again(tmp_path, first(add))
    book = load_workbook(io.BytesIO(found.content))
    for cell, formula in ((book["一校一案"]["P3"], "=O4+1"), (book["经费表"]["A1"], "=一校一案!O4")):
        assert (cell.value, cell.data_type) == (formula, "s")
        assert formula in cell.comment.text
    assert book["一校一案"]["P3"].comment.text.startswith("已核\n")
    assert (book.defined_names["空行"].attr_text, book.defined_names["空行"].comment) == ("#REF!", "=一校一案!$O$4")
    places = [(str(problem.location), problem.values["found"]) for problem in found.problems]
    assert places == [
        ("一校一案!P3", "=O4+1"),
        ("一校一案!P7", "=O4"),
        ("一校一案", "=一校一案!$O$4"),
        ("经费表!A1", "=一校一案!O4"),
    ]
    assert again(tmp_path, found.content) == (found.content, ())


def test_a_formula_into_a_table_of_the_plan_s_sheet_is_kept_as_its_text(tmp_path):
    def add(sheet):
        sheet.add_table(Table(displayName="台账", ref="A1:O3"))
        sheet.parent.create_sheet("经费表")["A1"] = "=SUM(台账[经费])"

    sheet, problems = followed(tmp_path, add)
    assert sheet.parent["经费表"]["A1"].data_type == "s"
    assert problems == [("经费表!A1", "=SUM(台账[经费])")]


@pytest.mark.parametrize("value", [300, "=100*3"])
def test_a_figure_merged_over_rows_is_counted_once(tmp_path, value):
    def merge_cells(sheet):
        sheet["O2"], sheet["O3"] = value, None
        sheet.merge_cells("O2:O3")

    sheet, _ = followed(tmp_path, merge_cells)
    assert [sheet.cell(row, 15).value for row in range(2, 7)] == [None, value, None, None, "=SUM(O3:O5)"]


def test_a_second_run_after_formulas_were_moved_writes_the_same_bytes(tmp_path):
    def add(sheet):
        sheet["P1"], sheet["P2"] = "占比", "=O2/$O$5"
        sheet.parent.create_sheet("经费表")["A1"] = "=一校一案!O5"
        sheet.parent.defined_names["总额"] = DefinedName("总额", attr_text="一校一案!$O$5")

    once = again(tmp_path, first(add))
    assert again(tmp_path, once.content).content == once.content


def test_a_row_of_which_the_formula_is_kept_as_text_stays_no_task(tmp_path):
    def add(sheet):
        sheet["O6"] = "=O4"

    path = tmp_path / "plan.xlsx"
    path.write_bytes(again(tmp_path, first(add)).content)
    sheet, _ = read_plan_sheet(str(path), path.name, KEYS)
    assert [row.state for row in plan_of(sheet).rows[4:]] == [State.SUM, State.SUM]
