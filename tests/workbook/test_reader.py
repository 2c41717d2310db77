"""Sheets and columns by name, every value with its cell, and nothing that is there believed to be absent."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest

from schoolstd.checks.combine import All, Any_, IfThen
from schoolstd.checks.events import Events
from schoolstd.errors import InputError
from schoolstd.evidence.model import Entry
from schoolstd.location import Location
from schoolstd.wording import Words
from schoolstd.workbook.layout import SHEETS
from schoolstd.workbook.reader import read_workbook
from tests import make
from tests.workbook import books
from tests.workbook.books import FORM, by_hand, problems, read, said, sheet_xml

DATA = FORM["数据"]
FORMULA = "<c r='@'><f>A1+1</f></c>"


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    return read(by_hand(), tmp_path_factory.mktemp("expected"))


@pytest.fixture
def data(tmp_path):
    """Reads the form with another 数据, given as rows or as a sheet part."""

    def read_data(sheet):
        return read(by_hand(数据=sheet if isinstance(sheet, (str, bytes)) else sheet_xml(sheet)), tmp_path)

    return read_data


def metric_row(id_, value):
    return [id_, "", "", value, ""]


def value(found, id_="minutes"):
    return found.metrics[id_].value


def where(found, id_="minutes"):
    return str(found.metrics[id_].location)


# ── where things stand ──


def test_a_sheet_may_start_anywhere(data, expected):
    found = data(sheet_xml(DATA, first_row=5, first_column=3))
    assert said(found) == said(expected)
    assert where(found) == "数据!F6"
    assert ("bad_number", "数据!F18") in problems(found)


@pytest.mark.parametrize("dimension", ["A1", "A1:B2", "A1:XFD1048576", "C5:D6", "nonsense"])
def test_a_wrong_dimension_record_changes_nothing(dimension, data, expected):
    part = sheet_xml(DATA).replace("<sheetData>", f'<dimension ref="{dimension}"/><sheetData>')
    assert data(part) == expected


def test_hidden_rows_and_columns_are_read(data, expected):
    part = sheet_xml(DATA).replace("<sheetData>", '<cols><col min="1" max="4" hidden="1"/></cols><sheetData>')
    assert data(part.replace('<row r="3">', '<row r="3" hidden="1">')) == expected


def test_rows_may_be_shuffled(data, expected):
    rows = DATA[1:15]
    random.Random(1).shuffle(rows)
    found = data([DATA[0], *rows])
    assert {id_: entry.value for id_, entry in found.metrics.items()} == {
        id_: entry.value for id_, entry in expected.metrics.items()
    }


def test_columns_may_be_moved(data, expected):
    found = data([row[::-1] for row in DATA])
    assert said(found) == said(expected)
    assert where(found) == "数据!B2"


def test_extra_columns_do_no_harm(data, expected):
    found = data([["序号", *row[:2], "本校说明", *row[2:]] for row in DATA])
    assert said(found) == said(expected)


def test_a_column_with_the_title_counts_before_one_with_an_alias(data, expected):
    assert said(data([["编号", *DATA[0], "数值"], *([n, *row, 7] for n, row in enumerate(DATA[1:]))])) == said(expected)


def test_extra_sheets_do_no_harm_and_order_does_not_matter(tmp_path, expected):
    sheets = dict(reversed([*FORM.items(), ("成绩之外的表", [["x", 1]]), ("Sheet1", [])]))
    found = read(by_hand(sheets), tmp_path)
    assert sorted(problems(found)) == sorted(problems(expected))
    assert found._replace(problems=(), notes=()) == expected._replace(problems=(), notes=())


def test_blank_rows_may_stand_between(data, expected):
    rows = [DATA[0], *(each for row in DATA[1:] for each in ([], row, ["", "\u3000"]))]
    assert said(data(rows)) == said(expected)


def test_rows_and_cells_may_come_in_any_order(data, expected):
    rows = [f'<row r="{n}">{"".join(reversed(cells_of(n, row)))}</row>' for n, row in enumerate(DATA, 1)]
    assert data(f"<worksheet><sheetData>{''.join(reversed(rows))}</sheetData></worksheet>") == expected


def cells_of(number, row):
    return [
        books.cell(f"{books.column_letters(column)}{number}", each) for column, each in enumerate(row, 1) if each != ""
    ]


def test_cells_and_rows_may_have_no_addresses(data):
    rows = [["数据编号", "填写值"], ["minutes", 60], ["pupils", 5]]
    cells = "".join(f"<row>{''.join(books.cell('A1', each) for each in row)}</row>" for row in rows)
    found = data(f"<worksheet><sheetData>{cells}</sheetData></worksheet>".replace(' r="A1"', ""))
    assert (value(found), where(found)) == (60, "数据!B2")
    assert (value(found, "pupils"), where(found, "pupils")) == (5, "数据!B3")


# ── headers ──


def test_titles_and_notes_may_stand_above_the_header(data, expected):
    found = data([["某某小学数据表"], [], ["填表说明：", "数据编号不要改"], *DATA])
    assert said(found) == said(expected)
    assert where(found) == "数据!D5"


@pytest.mark.parametrize(
    "header",
    [
        ["编号", "项目", "单位", "数值", "说明"],
        ["Metric", "Name", "Unit", "Answer", "Remarks"],
        ["数据\n编号", " 数据项 ", "单\u3000位", "填写值（必填）", "备注："],
        ["*数据编号", "数据项", "单位", "填写值 *", "备注"],
        ["ＭＥＴＲＩＣ", "数据项", "【单位】单位", "填写值[本学年]", "备\u200b注"],
    ],
)
def test_headers_are_known_by_aliases_whatever_their_width_breaks_and_marks(header, data, expected):
    assert said(data([header, *DATA[1:]])) == said(expected)


def test_a_sheet_may_have_an_alias_for_a_name(tmp_path, expected):
    names = {"数据": "基础数据", "自评": "自评表", "学校信息": " 学校基本信息 ", "班级": "Classes", "版本": "version"}
    found = read(by_hand({names.get(title, title): rows for title, rows in FORM.items()}), tmp_path)
    assert said(found) == said(expected)


def test_a_header_cell_may_be_merged_over_columns(data, expected):
    rows = [[*row[:3], row[3], "", "", *row[4:]] for row in DATA]
    part = sheet_xml(rows).replace(
        "</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="D1:F1"/></mergeCells>'
    )
    assert said(data(part)) == said(expected)


def test_a_header_may_have_two_rows_with_merged_cells(tmp_path, expected):
    header, *rows = FORM["活动记录"]
    upper = [*header[:4], "人数", "", header[6]]
    lower = ["", "", "", "", *header[4:6], ""]
    found = read(by_hand(活动记录=sheet_xml([upper, lower, *rows])), tmp_path)
    assert said(found) == said(expected)
    assert str(found.events[0].attended.location) == "活动记录!F3"


def test_the_lower_row_of_a_header_may_hold_most_of_it(data, expected):
    upper, lower = ["数据编号", "数据", "", "", ""], ["", *DATA[0][1:]]
    found = data([upper, lower, *DATA[1:]])
    assert said(found) == said(expected)
    assert where(found) == "数据!D3"


def test_a_missing_column_is_named(data):
    found = data([row[:3] for row in DATA])
    assert [each for each in found.problems if each.code == "column_missing"] == [
        found.problems[0]._replace(
            location=Location("数据", 1, 1),
            values={"sheet": "数据", "columns": "填写值", "found": "数据编号、数据项、单位"},
        )
    ]


def test_a_sheet_without_a_header_is_a_problem(data):
    assert problems(data(DATA[1:]))[0] == ("header_missing", "数据")


def test_a_column_that_is_there_twice_is_a_problem_and_the_first_is_read(data):
    found = data([["数据编号", "填写值", "填写值"], ["minutes", 60, 61]])
    assert ("column_duplicate", "数据!C1") in problems(found)
    assert value(found) == 60


# ── sheets ──


def test_a_missing_sheet_is_a_problem(tmp_path):
    found = read(by_hand({title: rows for title, rows in FORM.items() if title != "活动记录"}), tmp_path)
    assert [each.values for each in found.problems if each.code == "sheet_missing"] == [{"sheet": "活动记录"}]


def test_a_sheet_whose_cells_are_lost_is_noticed_and_not_believed_to_be_absent(tmp_path):
    found = read(by_hand(活动记录=None), tmp_path)
    assert problems(found)[0] == ("content_dropped", "活动记录")
    assert "sheet_missing" not in dict(problems(found))


def test_a_lost_sheet_of_the_school_itself_does_no_harm(tmp_path, expected):
    assert read(by_hand(本校附表=None), tmp_path) == expected


def test_two_sheets_for_one_are_a_problem_and_the_one_with_the_title_is_read(tmp_path):
    sheets = {"数据表": [DATA[0], metric_row("minutes", 1)], **FORM, "数据 (2)": DATA}
    found = read(by_hand(sheets), tmp_path)
    assert [each for each in problems(found) if each[0] == "sheet_duplicate"] == [
        ("sheet_duplicate", "数据表"),
        ("sheet_duplicate", "数据 (2)"),
    ]
    assert value(found) == Decimal("60.5")


def test_a_sheet_of_the_school_itself_with_a_like_name_does_no_harm(tmp_path, expected):
    sheets = {"课程表": [["节次", "星期一"], [1, "语文"]], **FORM, "基本信息": [["简介"]]}
    assert read(by_hand(sheets), tmp_path) == expected


def test_two_sheets_of_exactly_one_name_are_a_problem(tmp_path):
    parts = books.parts_of({**{title: sheet_xml(rows) for title, rows in FORM.items()}, "数据二": sheet_xml(DATA)})
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("数据二", "数据")
    assert ("sheet_duplicate", "数据") in problems(read(books.packed(parts), tmp_path))


# ── rows and ids ──


def test_an_id_that_is_there_twice_is_a_problem_and_the_first_is_read(tmp_path):
    found = read(
        by_hand(
            {
                "数据": [*DATA[:2], metric_row("minutes", 1)],
                "学校信息": [*FORM["学校信息"], ["stage", "", "初中", ""]],
                "自评": [*FORM["自评"], ["n01", "", "", "未达标"]],
            }
        ),
        tmp_path,
    )
    assert {
        ("duplicate_metric", "数据!A3"),
        ("duplicate_field", "学校信息!A6"),
        ("duplicate_indicator", "自评!A4"),
    } <= {*problems(found)}
    assert (value(found), found.profile["stage"].value, found.claims["N01"].verdict) == (Decimal("60.5"), "小学", "met")


def test_an_id_that_is_not_known_is_a_problem(tmp_path):
    sheets = {"数据": [DATA[0], metric_row("nowhere", 1)], "学校信息": [FORM["学校信息"][0], ["nowhere", "", "x"]]}
    sheets["自评"] = [FORM["自评"][0], ["N99", "", "", "达标"]]
    found = read(by_hand(sheets), tmp_path)
    assert {("unknown_metric", "数据!A2"), ("unknown_field", "学校信息!A2"), ("unknown_indicator", "自评!A2")} <= {
        *problems(found)
    }


def test_an_answer_without_an_id_is_a_problem(tmp_path):
    sheets = {"数据": [DATA[0], metric_row("", 1)], "学校信息": [FORM["学校信息"][0], ["", "", "x"]]}
    sheets["自评"] = [FORM["自评"][0], ["", "", "", "达标"], ["", "一、职责", "", ""]]
    assert {*problems(read(by_hand(sheets), tmp_path))} >= {
        ("row_without_id", "数据!A2"),
        ("row_without_id", "学校信息!A2"),
        ("row_without_id", "自评!A2"),
    }


@pytest.mark.parametrize("id_", ["ｍｉｎｕｔｅｓ", " minutes\u3000", "min\u200butes", "minutes\n"])
def test_an_id_is_known_whatever_its_width_and_spaces(id_, data):
    assert value(data([DATA[0], metric_row(id_, 60)])) == 60


def test_a_row_of_a_register_lacks_what_it_needs(tmp_path):
    found = read(
        by_hand(
            佐证材料=sheet_xml([FORM["佐证材料"][0], ["", "", "", "", "〔2025〕1号"]]),
            班级=sheet_xml([FORM["班级"][0], ["高中", "", "1班"], ["小学", "十年级", "1班", 40]]),
            课程=sheet_xml([FORM["课程"][0], ["", "语文", 8], ["", "数学", ""]]),
        ),
        tmp_path,
    )
    assert {*problems(found)} >= {
        ("type_missing", "佐证材料!C2"),
        ("date_missing", "佐证材料!F2"),
        ("title_missing", "佐证材料!D2"),
        ("unknown_stage", "班级!A2"),
        ("cell_missing", "班级!B2"),
        ("cell_missing", "班级!D2"),
        ("unknown_grade", "班级!B3"),
        ("cell_missing", "课程!A2"),
    }
    assert ("cell_missing", "课程!A3") not in problems(found)


def unclear_grades(tmp_path, *rules):
    """The problems of two activities, one for grades that nobody can tell, with a catalog of these rules."""
    rows = [
        FORM["活动记录"][0],
        ["2025-10-10", "演练", "消防", "低年级"],
        ["2025-11-10", "演练", "消防", "初中一、二年级"],
    ]
    (tmp_path / "x.xlsx").write_bytes(by_hand(活动记录=sheet_xml(rows)))
    catalog = make.catalog(indicators=[make.indicator(*rules)], events=["演练"])
    return [each for each in problems(read_workbook(str(tmp_path / "x.xlsx"), catalog)) if each[1].startswith("活动")]


BY_GRADE = Events("演练", "grade", "1")


@pytest.mark.parametrize("rule", [BY_GRADE, All((BY_GRADE,)), IfThen(Events("演练", "year", "1"), Any_((BY_GRADE,)))])
def test_grades_that_nobody_can_tell_are_a_problem_where_they_are_counted(tmp_path, rule):
    assert unclear_grades(tmp_path, rule) == [("grades_unclear", "活动记录!D2")]


def test_whom_an_activity_was_for_may_be_anybody_where_no_grades_are_counted(tmp_path):
    assert unclear_grades(tmp_path, Events("演练", "month", "1")) == []


def test_every_problem_of_a_reading_can_be_put_into_words(tmp_path, expected):
    found = read(by_hand(活动记录=None, 数据=sheet_xml([DATA[0], metric_row("minutes", FORMULA)])), tmp_path)
    for each in (*expected.problems, *found.problems):
        assert all(Words(lang, books.CATALOG).problem(each) for lang in ("zh", "en"))


# ── which standard it was made for ──


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([["项目", "内容"], ["catalog", "tiny"], ["catalog_version", "1"]], []),
        ([["项目", "内容"], ["catalog", "tiny"], ["catalog_version", 1]], []),
        ([["项目", "内容"], ["catalog", "tiny"], ["catalog_version", "0.9"]], ["catalog_version_differs"]),
        ([["项目", "内容"], ["catalog", "other"]], []),
        ([["项目", "内容"]], ["catalog_unnamed"]),
        ([], ["header_missing", "catalog_unnamed"]),
    ],
)
def test_the_workbook_names_its_catalog(rows, codes, tmp_path):
    found = read(by_hand(版本=sheet_xml(rows)), tmp_path)
    assert [code for code, _ in problems(found) if code.startswith(("catalog", "header"))] == codes


# ── blanks that are none ──


@pytest.mark.parametrize(
    "cell",
    [
        "<c r='@'><f>A1+1</f></c>",
        '<c r="@"><f>A1+1</f></c>',
        '<c r="@"><f>A1+1</f><v></v></c>',
        '<c r="@"><f>A1+1</f><v/></c>',
        '<c r="@" t="n"><f>A1+1</f><v/></c>',
        '<c r="@" t="str"><f>A1</f></c>',
        '<c r="@" t="s"><f>A1</f><v></v></c>',
        '<c r="@"><f t="shared" si="0"/></c>',
        '<c r="@"><f t="array" ref="D2">SUM(A1:A2)</f><v></v></c>',
    ],
)
def test_a_formula_without_a_stored_value_is_a_problem_and_never_a_blank(cell, data):
    found = data([DATA[0], metric_row("minutes", cell)])
    assert problems(found)[0] == ("formula_without_value", "数据!D2")
    assert found.metrics["minutes"] == Entry(None, Location("数据", 2, 4), bad=True)


def test_a_formula_that_openpyxl_wrote_has_no_value(tmp_path):
    found = read(books.by_openpyxl(FORM | {"数据": [DATA[0], metric_row("minutes", "=30*2")]}), tmp_path)
    assert problems(found)[0] == ("formula_without_value", "数据!D2")


@pytest.mark.parametrize(
    ("cell", "expected_value"),
    [
        ('<c r="@"><f>A1+1</f><v>60</v></c>', 60),
        ('<c r="@"><f t="shared" ref="D2:D3" si="0">30*2</f><v>60</v></c>', 60),
        ('<c r="@"><f t="shared" si="0"/><v>60</v></c>', 60),
        ('<c r="@"><f t="array" ref="D2">SUM(A1:A2)</f><v>60</v></c>', 60),
        ('<c r="@" t="str"><f>"6"&amp;"0"</f><v>60</v></c>', 60),
        ('<c r="@" t="str"><f>IF(1,"")</f><v></v></c>', None),
        ('<c r="@" t="str"><f>IF(1,"")</f><v/></c>', None),
    ],
)
def test_a_formula_with_a_stored_value_is_that_value_even_an_empty_text(cell, expected_value, data):
    found = data([DATA[0], metric_row("minutes", cell)])
    assert found.metrics["minutes"] == Entry(expected_value, Location("数据", 2, 4))


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#NAME?", "#REF!", "#VALUE!", "#GETTING_DATA"])
def test_an_error_cell_is_a_problem_that_shows_the_error(error, data):
    found = data([DATA[0], metric_row("minutes", f'<c r="@" t="e"><f>1/0</f><v>{error}</v></c>')])
    assert problems(found)[0] == ("error_cell", "数据!D2")
    assert found.problems[0].values == {"found": error}
    assert found.metrics["minutes"].bad


@pytest.mark.parametrize(
    ("sheet", "row", "place"),
    [
        ("自评", ["N02", "", "", FORMULA], "自评!D2"),
        ("自评", [FORMULA, "", "", "达标"], "自评!A2"),
        ("自评", ["N02", "", "", "达标", "", "", "", FORMULA], "自评!H2"),
        ("数据", [FORMULA, "", "", 60], "数据!A2"),
        ("佐证材料", ["D1", "N01", FORMULA, "制度", "", {"date": "2025-09-01"}], "佐证材料!C2"),
        ("佐证材料", ["D1", "N01", "制度", FORMULA, "", {"date": "2025-09-01"}], "佐证材料!D2"),
        ("佐证材料", ["D1", FORMULA, "制度", "制度", "", {"date": "2025-09-01"}], "佐证材料!B2"),
        ("活动记录", [{"date": "2025-10-10"}, "演练", "消防", "", FORMULA, 99], "活动记录!E2"),
        ("班级", ["小学", FORMULA, "1班", 40], "班级!B2"),
        ("学校信息", ["stage", "", FORMULA], "学校信息!C2"),
    ],
)
def test_a_formula_without_a_value_is_noticed_in_every_column_and_said_once(sheet, row, place, tmp_path):
    found = read(by_hand({**FORM, sheet: [FORM[sheet][0], row]}), tmp_path)
    assert [each for each in problems(found) if each[1] == place] == [("formula_without_value", place)]


def test_a_row_with_nothing_but_a_formula_without_a_value_is_a_row(tmp_path):
    found = read(by_hand(活动记录=sheet_xml([FORM["活动记录"][0], [FORMULA]])), tmp_path)
    assert len(found.events) == 1
    assert found.events[0].date.bad


def test_an_error_outside_the_columns_that_are_read_does_no_harm(data, expected):
    assert data([[*row, "" if n != 3 else '<c r="@" t="e"><v>#N/A</v></c>'] for n, row in enumerate(DATA)]) == expected


def test_an_error_in_the_header_is_a_problem(data):
    found = data([[*DATA[0][:4], FORMULA], *DATA[1:2]])
    assert ("formula_without_value", "数据!E1") in problems(found)


# ── how XML may be written ──


def test_texts_may_stand_in_the_cell_or_in_the_table_of_strings(tmp_path, expected):
    strings: list[str] = []

    def shared(value):
        if not isinstance(value, str) or value == "":
            return value
        strings.append(value)
        return f'<c r="@" t="s"><v>{len(strings) - 1}</v></c>'

    sheets = {title: sheet_xml([[shared(each) for each in row] for row in rows]) for title, rows in FORM.items()}
    table = "".join(f'<si><t xml:space="preserve">{books.escape(text)}</t></si>' for text in strings)
    assert read(books.packed(books.parts_of(sheets, table)), tmp_path) == expected


RICH = '<r><rPr><b/><sz val="11"/></rPr><t>作息</t></r><r><t xml:space="preserve">制度 </t></r><r><rPr/><t>2025</t></r>'


@pytest.mark.parametrize(
    "cell",
    [
        f'<c r="@" t="inlineStr"><is>{RICH}</is></c>',
        '<c r="@" t="s"><v>0</v></c>',
        '<c r="@" t="s"><v>1</v></c>',
        '<c r="@" t="str"><v>作息制度 2025</v></c>',
    ],
)
def test_rich_text_is_its_text_without_how_it_is_read_aloud(cell, tmp_path):
    strings = f'<si>{RICH}<rPh sb="0" eb="2"><t>zuoxi</t></rPh><phoneticPr fontId="1"/></si><si>{RICH}</si>'
    sheets = {title: sheet_xml(rows) for title, rows in FORM.items()}
    sheets["数据"] = sheet_xml([DATA[0], metric_row("remark", cell)])
    found = read(books.packed(books.parts_of(sheets, strings)), tmp_path)
    assert value(found, "remark") == "作息制度 2025"


@pytest.mark.parametrize(
    ("cell", "expected_value"),
    [
        ('<c r="@"><v>60<!-- x -->.5</v></c>', "60.5"),
        ('<c r="@"><v><![CDATA[60.5]]></v></c>', "60.5"),
        ('<c r="@"><v>60&#46;5</v></c>', "60.5"),
        ('<c r="@"><v>6<?x y?>0.5</v></c>', "60.5"),
        ('<c r="@"><v> 60.5 </v></c>', "60.5"),
        ('<c r="@"><v>+60.5</v></c>', "60.5"),
        ('<c r="@"><v>6.05E1</v></c>', "60.5"),
        ('<c r="@"><v>6.05e+1</v></c>', "60.5"),
        ('<c r="@"><v>-60.5</v></c>', "-60.5"),
        ('<c r="@"><v>.5</v></c>', "0.5"),
        ('<c r="@"><v>60.499999999999999</v></c>', "60.5"),
        ('<c r="@" t="n"><v>60.5</v><f>A1</f></c>', "60.5"),
        ('<c r="@" t="inlineStr"><is><t>60<!-- x -->.5</t></is></c>', "60.5"),
        ('<c r="@" t="inlineStr"><is><t><![CDATA[60]]>.5</t></is></c>', "60.5"),
        ('<c r="@" t="str"><v>&#54;0.5</v></c>', "60.5"),
        ('<c  r="@"\n s="0" ><v >60.5</v ></c >', "60.5"),
        ('<c s="0" t="n" r="@"><v>60.5</v></c>', "60.5"),
        ('<c r="@"><!-- nothing --><v>60.5</v></c>', "60.5"),
        ('<!-- <c r="@"><v>1</v></c> --><c r="@"><v>60.5</v></c>', "60.5"),
        ('<c r="@"><v>60.5</v><extLst><ext uri="x"><v>9</v></ext></extLst></c>', "60.5"),
    ],
)
def test_a_figure_is_read_however_its_xml_is_written(cell, expected_value, data):
    row = metric_row("minutes", "")
    row[3] = cell if cell.startswith("<c") else f"<c r='Z9'/>{cell}"
    assert value(data([DATA[0], row])) == Decimal(expected_value)


@pytest.mark.parametrize("figure", ["abc", "1_0", "0x10", "inf", "nan", "1e999", "1 0", "--1"])
def test_a_figure_that_is_none_is_a_problem(figure, data):
    found = data([DATA[0], metric_row("minutes", f'<c r="@"><v>{figure}</v></c>')])
    assert problems(found)[0] == ("bad_number", "数据!D2")


@pytest.mark.parametrize(
    "cell", ['<c r="@" t="b"><v>1</v></c>', '<c r="@" t="b"><v>true</v></c>', '<c r="@" t="b"><v> 1 </v></c>']
)
def test_a_yes_is_read_however_it_is_written(cell, data):
    assert value(data([DATA[0], metric_row("planned", cell)]), "planned") is True


@pytest.mark.parametrize("text", ["制_x000D_度", "制\r度", "制_x0001_度", "制_xD800_度"])
def test_what_xml_cannot_hold_is_undone_and_control_characters_are_left_out(text, data):
    found = value(data([DATA[0], metric_row("remark", text)]), "remark")
    assert "".join(found.split()) == "制度"


def test_a_text_that_only_looks_escaped_stays(data):
    assert value(data([DATA[0], metric_row("remark", "a_xyz_b")]), "remark") == "a_xyz_b"


def test_a_prefix_changes_nothing(tmp_path, expected):
    content = by_hand()
    for part in ("workbook", *(f"worksheets/sheet{n}" for n in range(1, 12)), "styles", "sharedStrings"):
        content = books.with_part(content, f"xl/{part}.xml", prefixed)
    assert read(content, tmp_path) == expected


def prefixed(part):
    found = part.replace(b"</", b"\0").replace(b"<", b"<x:").replace(b"\0", b"</x:")
    return found.replace(f'xmlns="{books.MAIN}"'.encode(), f'xmlns:x="{books.MAIN}"'.encode())


def test_strict_ooxml_changes_nothing(tmp_path, expected):
    content = by_hand()
    for part in ("workbook", *(f"worksheets/sheet{n}" for n in range(1, 12)), "_rels/workbook"):
        name = f"xl/{part}.xml" + (".rels" if "_rels" in part else "")
        content = books.with_part(content, name, strict)
    assert read(content, tmp_path) == expected


def strict(part):
    main = part.replace(books.MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    return main.replace(books.RELATION.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")


def test_dates_of_strict_ooxml_are_dates(data):
    found = data([DATA[0], metric_row("approved", '<c r="@" t="d"><v>2025-09-01T00:00:00</v></c>')])
    assert value(found, "approved") == date(2025, 9, 1)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_part_may_have_another_encoding(encoding, tmp_path, expected):
    content = by_hand()
    for part in ("workbook", "worksheets/sheet4", "sharedStrings"):
        content = books.with_part(content, f"xl/{part}.xml", lambda part: part.decode().encode(encoding))
    assert read(content, tmp_path) == expected


def test_xml_may_have_line_breaks_between_everything(data, expected):
    assert data("<?xml version='1.0'?>\n" + sheet_xml(DATA).replace("><", ">\n  <")) == expected


@pytest.mark.parametrize("change", [("<sheetData>", "<!-- x --><sheetData>"), ("</row>", "</row><?x y?>")])
def test_comments_and_instructions_between_rows_change_nothing(change, data, expected):
    assert data(sheet_xml(DATA).replace(*change)) == expected


def test_rows_in_a_second_sheet_data_are_not_dropped(data, expected):
    part = sheet_xml(DATA).replace('</row><row r="9">', '</row></sheetData><sheetData><row r="9">')
    assert data(part) == expected


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="$A$1"><v>1</v></c></row>',
        '<row r="1"><c r="A0"><v>1</v></c></row>',
        '<row r="x"><c><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>9</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>x</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c>',
        '<row r="1"><c r="A1"><v>1</c></v></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&nbsp;</t></is></c></row>',
    ],
)
def test_a_sheet_with_cells_that_cannot_be_told_is_broken_rather_than_guessed_at(rows, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(by_hand(数据=f"<worksheet><sheetData>{rows}</sheetData></worksheet>"))
    with pytest.raises(InputError) as caught:
        read_workbook(str(tmp_path / "a.xlsx"), books.CATALOG)
    assert caught.value.code == "broken_workbook"


# ── how the parts are arranged ──


def test_part_names_do_not_distinguish_case_nor_slashes(tmp_path, expected):
    parts = books.parts_of({title: sheet_xml(rows) for title, rows in FORM.items()})
    renamed = {name.replace("xl/worksheets/", "xl\\Worksheets\\"): part for name, part in parts.items()}
    assert read(books.packed(renamed), tmp_path) == expected


def test_targets_may_be_absolute_or_go_up(tmp_path, expected):
    content = books.with_part(
        by_hand(), "xl/_rels/workbook.xml.rels", lambda part: part.replace(b'"worksheets/', b'"/xl/worksheets/', 5)
    )
    content = books.with_part(
        content, "xl/_rels/workbook.xml.rels", lambda part: part.replace(b'"worksheets/', b'"../xl/./worksheets/')
    )
    assert read(content, tmp_path) == expected


def test_the_workbook_part_may_have_another_name(tmp_path, expected):
    parts = books.parts_of({title: sheet_xml(rows) for title, rows in FORM.items()})
    parts["xl/workbook2.xml"] = parts.pop("xl/workbook.xml")
    parts["xl/_rels/workbook2.xml.rels"] = parts.pop("xl/_rels/workbook.xml.rels")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace("workbook.xml", "workbook2.xml")
    assert read(books.packed(parts), tmp_path) == expected


def test_a_chart_sheet_with_the_name_of_a_sheet_has_no_cells(tmp_path):
    chart = (b'/worksheet" Target="worksheets/sheet4', b'/chartsheet" Target="worksheets/sheet4')
    content = books.with_part(by_hand(), "xl/_rels/workbook.xml.rels", lambda part: part.replace(*chart))
    assert problems(read(content, tmp_path))[0] == ("content_dropped", "数据")


def test_a_macro_workbook_is_read_like_any_other(tmp_path, expected):
    content = books.packed(
        {**books.parts_of({t: sheet_xml(r) for t, r in FORM.items()}), "xl/vbaProject.bin": b"\xd0\xcf"}
    )
    assert read(content, tmp_path, "school.xlsm") == expected


# ── dates ──


@pytest.mark.parametrize("epoch", ['<workbookPr date1904="1"/>', "<workbookPr date1904='true'/>"])
@pytest.mark.parametrize("style", [0, 1, 3])
@pytest.mark.parametrize("form", ['<c r="@" s="{}"><v>44439</v></c>', '<c s="{}" r="@"><v>44439</v></c>'])
def test_days_are_counted_from_1904_where_the_workbook_says_so(form, style, epoch, tmp_path):
    sheet = sheet_xml([DATA[0], metric_row("approved", form.format(style))])
    found = read(by_hand(epoch=epoch, 数据=sheet), tmp_path)
    assert value(found, "approved") == date(2025, 9, 1)
    assert found.profile["as_of"].value == date(2030, 7, 1)


@pytest.mark.parametrize("form", ['<c r="@" s="{}"><v>{}</v></c>', '<c s="{}" r="@"><v>{}</v></c>'])
@pytest.mark.parametrize(
    ("style", "number", "text"),
    [
        (1, "45901", "2025-09-01"),
        (3, "45901", "2025-09-01"),
        (1, "45901.5", "2025-09-01"),
        (1, "0.5", "12:00:00"),
        (1, "1", "1900-01-01"),
        (1, "59", "1900-02-28"),
        (1, "61", "1900-03-01"),
        (1, "99999999", "99999999"),
        (2, "0.5", "0.5"),
        (0, "45901", "45901"),
        (99, "45901", "45901"),
    ],
)
def test_a_number_is_a_date_when_its_style_shows_one(form, style, number, text, data):
    found = data([DATA[0], metric_row("remark", form.format(style, number))])
    assert value(found, "remark") == text


FORMATS = {
    'yyyy"年"m"月"d"日"': "2025-09-01",
    "[$-804]yyyy/m/d;@": "2025-09-01",
    "[DBNum1][$-804]yyyy&quot;年&quot;m&quot;月&quot;": "2025-09-01",
    "h:mm AM/PM": "2025-09-01",
    "General": "45901",
    "G/通用格式": "45901",
    '0"days"': "45901",
    "[Red]0.00_);[Blue]\\d0": "45901",
    "0_d*s": "45901",
    "#,##0.00": "45901",
    "@": "45901",
    "[h]:mm": "45901 days, 0:00:00",
}


@pytest.mark.parametrize("form", ['<c r="@" s="1"><v>45901</v></c>', '<c s="1" r="@"><v>45901</v></c>'])
@pytest.mark.parametrize("code", FORMATS)
def test_a_format_shows_a_date_when_letters_of_dates_stand_in_it_outside_quotes(code, form, tmp_path):
    content = books.with_part(
        by_hand(数据=sheet_xml([DATA[0], metric_row("remark", form)])),
        "xl/styles.xml",
        lambda _: (
            f"<styleSheet><numFmts><numFmt numFmtId='170' formatCode='{code}'/></numFmts>"
            "<cellXfs><xf/><xf numFmtId='170'/></cellXfs></styleSheet>"
        ),
    )
    assert value(read(content, tmp_path), "remark") == FORMATS[code]


def test_a_form_with_nothing_filled_in_has_no_problem_but_its_unnamed_catalog(tmp_path):
    sheets = {sheet.title: [[column.title for column in sheet.columns]] for sheet in SHEETS if sheet.columns}
    sheets["数据"] += [[id_] for id_ in books.CATALOG.metrics]
    found = read(by_hand(sheets), tmp_path)
    assert problems(found) == [("catalog_unnamed", "None")]
    assert {entry for entry in found.metrics.values() if entry.value is not None or entry.bad} == set()


@pytest.mark.parametrize("typed", ["２１９８０００００４", "　2198000004 ", "2198000004\u200b", "2198000004"])
def test_a_school_code_is_read_as_registers_and_waivers_spell_it(tmp_path, typed):
    rows = [FORM["学校信息"][0], ["code", "学校代码", typed]]
    (tmp_path / "x.xlsx").write_bytes(by_hand(学校信息=sheet_xml(rows)))
    catalog = make.national().catalog
    found = read_workbook(str(tmp_path / "x.xlsx"), catalog)
    assert found.text("code") == "2198000004"
    assert [note.taken for note in found.notes if note.location.sheet == "学校信息"] == ["2198000004"] * (
        typed[0] == "２"
    )
