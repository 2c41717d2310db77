"""A plan as a workbook: what is written is read the same, and what the school adds to the file stays."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from schoolstd.errors import InputError
from schoolstd.plan import JUDGED, KEYS, OWNER, Held, Item, Plan, PlanRow, State, Terms, merge, plan_problems, tasks
from schoolstd.reports.plan_read import plan_of
from schoolstd.reports.plan_xlsx import About, render
from schoolstd.wording.plan import PlanWords
from schoolstd.workbook.plan_sheet import read_plan_sheet

SAYS = PlanWords()
ABOUT = About("示例小学　一校一案", (("评定日期", "2018-06-30"),))
ITEMS = (
    Item("N22", State.OPEN, {"title": "每天一小时体育", "lacking": "差 15 分钟", "measure": "调整课表"}),
    Item("N25", State.OPEN, {"title": "睡眠", "lacking": "差 1 小时", "measure": "推迟早读", "due": "2018-08-31"}),
)


def merged(before=None):
    return merge(ITEMS, before or Plan(), SAYS, Terms(date(2018, 6, 30)))


def read(tmp_path, content):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    sheet, _ = read_plan_sheet(str(path), path.name, KEYS)
    return plan_of(sheet)


def again(tmp_path, content):
    """The workbook after another run on it."""
    return render(merged(read(tmp_path, content)), ABOUT, SAYS, content)


def changed(content, change):
    """The workbook after the school has worked on it; `change` gets its plan sheet."""
    book = load_workbook(io.BytesIO(content))
    change(book["一校一案"])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.fixture
def content():
    return render(merged(), ABOUT, SAYS)


def sheet_of(content):
    return load_workbook(io.BytesIO(content))["一校一案"]


def test_a_second_run_writes_the_same_bytes(tmp_path, content):
    assert again(tmp_path, content) == content


def test_an_extra_column_keeps_its_header_and_values(tmp_path, content):
    def add(sheet):
        sheet["O1"], sheet["O2"], sheet["O3"] = "预算", 1200.5, date(2018, 9, 1)

    sheet = sheet_of(again(tmp_path, changed(content, add)))
    assert [sheet["O1"].value, sheet["O2"].value, sheet["O3"].value.date()] == ["预算", 1200.5, date(2018, 9, 1)]


def test_columns_are_found_by_their_headers(tmp_path, content):
    def move(sheet):
        sheet.insert_cols(1)
        sheet["A1"], sheet["A2"], sheet["I2"] = "序号", 1, "王老师"

    sheet = sheet_of(again(tmp_path, changed(content, move)))
    assert (sheet["H2"].value, sheet["O1"].value, sheet["O2"].value) == ("王老师", "序号", 1)


def test_an_owner_merged_over_two_rows_is_the_owner_of_both(tmp_path, content):
    def merge_owner(sheet):
        sheet["H2"] = "王老师"
        sheet.merge_cells("H2:H3")

    sheet = sheet_of(again(tmp_path, changed(content, merge_owner)))
    assert (sheet["H2"].value, sheet["H3"].value) == ("王老师", "王老师")


@pytest.mark.parametrize("gone", [[], ["记录"]])
def test_a_plan_says_on_which_day_it_was_judged(tmp_path, content, gone):
    def remove(sheet):
        for name in gone:
            sheet.parent.remove(sheet.parent[name])

    assert read(tmp_path, changed(content, remove)).record[OWNER] == {JUDGED: "2018-06-30"}


def test_a_due_date_with_a_time_of_day_stays_one_and_is_that_day(tmp_path, content):
    def add(sheet):
        sheet["I2"] = datetime(2018, 8, 31, 17)

    once = changed(content, add)
    assert merged(read(tmp_path, once)).rows[0].due == date(2018, 8, 31)
    assert sheet_of(again(tmp_path, once))["I2"].value == datetime(2018, 8, 31, 17)


@pytest.mark.parametrize("column", ["A", "C", "G", "O"])
@pytest.mark.parametrize("label", ["合计", "小 计：", "经费合计（元）", "总计", "Total", "Grand total"])
def test_a_row_that_sums_up_stays_and_is_no_task(tmp_path, content, label, column):
    def add(sheet):
        sheet["O1"], sheet["P1"], sheet[f"{column}4"] = "来源", "预算", label
        sheet["H4"], sheet["P4"] = "=COUNTA(H2:H3)", "=SUM(P2:P3)"

    before = merged(read(tmp_path, changed(content, add)))
    assert [row.id for row in tasks(before)] == ["N22", "N25"]
    assert plan_problems(before, None) == plan_problems(merged(), None)
    sheet = sheet_of(again(tmp_path, changed(content, add)))
    assert [sheet[f"{at}4"].value for at in (column, "H", "P")] == [label, "=COUNTA(H2:H3)", "=SUM(P2:P3)"]


def test_a_row_of_nothing_but_figures_is_no_task(tmp_path, content):
    def add(sheet):
        sheet["O1"], sheet["B4"], sheet["O4"], sheet["O6"] = "预算", 3, 12.5, "=O4*2"

    once = again(tmp_path, changed(content, add))
    assert [row.state for row in read(tmp_path, once).rows[2:]] == [State.SUM, State.SUM]
    assert [sheet_of(once)[cell].value for cell in ("B4", "O4")] == [3, 12.5]


@pytest.mark.parametrize(
    ("cell", "text"), [("A4", "自1"), ("G4", "合计采购"), ("C4", "更换围墙监控"), ("O4", "合计后上报")]
)
def test_a_row_that_says_what_to_do_is_a_task(tmp_path, content, cell, text):
    def add(sheet):
        sheet["O1"], sheet[cell], sheet["P4"] = "备查", text, 12.5

    assert len(tasks(read(tmp_path, changed(content, add)))) == 3


def test_a_formula_of_the_school_moves_with_its_row(tmp_path, content):
    def add(sheet):
        sheet["O1"], sheet["O3"] = "剩余天数", "=I3-TODAY()"
        sheet.move_range("A3:O3", rows=2, translate=True)

    assert sheet_of(again(tmp_path, changed(content, add)))["O3"].value == "=I3-TODAY()"


def test_a_formula_without_a_value_in_a_column_of_the_plan_stays_as_text(tmp_path, content):
    def add(sheet):
        sheet["N2"] = "=1+1"

    cell = sheet_of(again(tmp_path, changed(content, add)))["N2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_other_sheets_cell_notes_and_lines_above_the_header_stay(tmp_path, content):
    def add(sheet):
        sheet.insert_rows(1)
        sheet["A1"] = "示例小学整改台账"
        sheet["G3"].comment = Comment("已与教研组商定", "王")
        sheet.parent.create_sheet("会议记录")["A1"] = "第一次"

    book = load_workbook(io.BytesIO(again(tmp_path, changed(content, add))))
    sheet = book["一校一案"]
    assert (sheet["A1"].value, sheet["G3"].comment.text) == ("示例小学整改台账", "已与教研组商定")
    assert book["会议记录"]["A1"].value == "第一次"


def test_a_sheet_that_the_school_renamed_is_gone_on_with(tmp_path, content):
    def rename(sheet):
        sheet.title = "整改台账"
        sheet["H2"] = "王老师"

    book = load_workbook(io.BytesIO(again(tmp_path, changed(content, rename))))
    assert book["整改台账"]["H2"].value == "王老师"
    assert "一校一案" not in book.sheetnames


def test_a_formula_may_be_typed_into_every_row_of_a_column_of_the_school(tmp_path, content):
    def add(sheet):
        sheet["O1"], sheet["O2"] = "预算", 1200.5

    sheet = sheet_of(again(tmp_path, changed(content, add)))
    assert [sheet[f"O{row}"].number_format for row in (2, 3)] == ["General", "General"]


def test_widths_hidden_columns_and_a_merged_title_stay(tmp_path, content):
    def shape(sheet):
        sheet.insert_rows(1)
        sheet["A1"] = "示例小学整改台账"
        sheet.merge_cells("A1:N1")
        sheet["A1"].font = Font(bold=True, size=20)
        sheet.row_dimensions[1].height = 40
        sheet.column_dimensions["G"].width = 50
        sheet.column_dimensions["K"].hidden = True
        sheet.insert_cols(15)
        sheet["O2"] = "预算"
        sheet.column_dimensions["O"].width = 9

    once = again(tmp_path, changed(content, shape))
    sheet = sheet_of(once)
    widths = sheet.column_dimensions
    assert (widths["G"].width, widths["O"].width, widths["K"].hidden, widths["H"].hidden) == (50, 9, True, False)
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:N1"]
    assert (sheet["A1"].font.sz, sheet["A1"].font.b, sheet.row_dimensions[1].height) == (20, True, 40)
    assert again(tmp_path, once) == once


def test_the_state_is_chosen_from_a_list_and_a_passed_day_turns_red(content):
    sheet = sheet_of(content)
    (states,) = [each for each in sheet.data_validations.dataValidation if each.type == "list"]
    assert states.formula1 == '"待整改,已逾期,已销号,已豁免,不再适用"'
    assert "L2" in states.sqref
    formulas = [rule.formula[0] for area in sheet.conditional_formatting for rule in area.rules]
    assert any(text.startswith("AND(ISNUMBER(I2),I2<TODAY()") for text in formulas)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-", "@SUM(A1)", "#REF!", "=cmd|'/C calc'!A0"])
def test_text_of_a_school_is_never_a_formula(text):
    own = PlanRow("", {"measure": text}, extra=(Held(text),))
    sheet = sheet_of(render(Plan((own,), ("备查",)), ABOUT, SAYS))
    assert [(sheet[cell].value, sheet[cell].data_type) for cell in ("G2", "O2")] == [(text, "s")] * 2


def test_a_workbook_without_a_plan_is_refused(tmp_path, content):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(changed(content, lambda sheet: sheet.delete_rows(1)))
    with pytest.raises(InputError) as raised:
        read_plan_sheet(str(path), path.name, KEYS)
    assert raised.value.code == "no_plan"


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")), max_size=12)
VALUE = st.one_of(st.none(), TEXT.filter(bool), st.integers(-999, 999), st.booleans(), st.dates(date(1990, 1, 1)))
ROWS = st.builds(
    lambda texts, values: PlanRow(
        texts.get("id", ""), {key: texts[key] for key in KEYS if texts.get(key)}, extra=tuple(map(Held, values))
    ),
    st.dictionaries(st.sampled_from(KEYS), TEXT),
    st.tuples(VALUE, VALUE),
).filter(lambda row: row.texts or any(held.value is not None for held in row.extra))


def bare(plan):
    """A plan without what only says where and how its cells stood."""
    rows = [(row.id, row.texts, [held.value for held in row.extra] or [None, None]) for row in plan.rows]
    return rows, plan.columns, plan.record


@settings(deadline=None, max_examples=10)
@given(rows=st.lists(ROWS, min_size=1, max_size=4))
def test_what_is_written_is_read_the_same_and_goes_on_the_same(tmp_path_factory, rows):
    plan = merged(Plan(tuple(rows), ("预算", "分工")))
    content = render(plan, ABOUT, SAYS)
    back = read(tmp_path_factory.mktemp("plan"), content)
    assert bare(back) == bare(plan)
    assert bare(merged(back)) == bare(plan)
