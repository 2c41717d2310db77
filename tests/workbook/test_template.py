"""The workbook that a school fills in: what stands in it, what it takes, and what it keeps from last year."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import date
from decimal import Decimal
from string import Formatter

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from schoolstd.checks.cases import Cases
from schoolstd.checks.document import DocumentCheck
from schoolstd.checks.events import Events
from schoolstd.checks.table import Table
from schoolstd.evidence.model import Claim, Document, Entry, Evidence
from schoolstd.location import Location
from schoolstd.wording.form import SENTENCES
from schoolstd.workbook import layout
from schoolstd.workbook.needs import Needs
from schoolstd.workbook.reader import read_workbook
from schoolstd.workbook.template import write_template
from schoolstd.workbook.typeset import clean, lines
from tests import make

NATIONAL = make.national().catalog
NINE_YEAR = {
    "stage": Entry("九年一贯制"),
    "boarding": Entry(True),
    "canteen": Entry(True),
    "has_party_organisation": Entry(False),
    "as_of": Entry(date(2026, 6, 30)),
}
TEXTS = {"account": "已公开", "weakness": "不及时", "measure": "按月公开", "owner": "张主任", "due": "2026-09-01"}
OLD = make.evidence(
    profile={"stage": "小学", "boarding": False, "canteen": True, "as_of": date(2025, 6, 30), "gone": "x"},
    metrics={
        "students_total": 900,
        "disabled_students": 0,
        "new_myopia_rate": 0.085,
        "moral_budget": 1234.5,
        "gate_alarm_cctv": True,
        "festival_types": ("科技节", "艺术节"),
        "teachers_total": make.BAD,
        "gone": 1,
    },
    documents=[
        {"type": "school_charter", "date": "2024-09-01", "until": "2027-08-31", "title": "章程", "indicators": ["N75"]},
        {"type": "school_charter", "date": "2025-03-01", "title": "修正案", "indicators": ["N75", "N999"]},
        {"type": "food_licence", "date": "2025-03-01", "indicators": ["N63"]},
        {"type": "gone", "date": "2025-03-01"},
    ],
    events=[("drill", "2025-09-10")],
    cases=[("bullying", "2025-10-08", "2025-10-20")],
    classes=[("一年级", "1班", 40), ("七年级", "1班", 45, "初中"), *(("二年级", f"{n}班", 40) for n in range(1, 81))],
    lessons=[("一年级", "语文", 8), ("一年级", "书法", 1)],
)._replace(claims={"N01": Claim("partial", Location("自评", 2, 4), TEXTS)})
CHARTER = make.catalog(
    indicators=[make.indicator(DocumentCheck("charter"), id="N01"), make.indicator(DocumentCheck("charter"), id="N02")],
    documents=["charter", "plan"],
    metrics=[make.metric("students_total", "count")],
)
WITH_TABLES = CHARTER._replace(
    indicators={
        **CHARTER.indicators,
        "N03": make.indicator(Table("classes", "students", "each", "<=", "45"), id="N03"),
        "N04": make.indicator(Table("lessons", "periods", "each", ">=", "1"), id="N04"),
    }
)
"""The same with a use for every sheet."""
HOSTILE = ('=HYPERLINK("http://evil","x")', "+1+1", "-2+3", "@SUM(A1)", "#REF!", "=cmd|'/c calc'!A1")


def opened(content: bytes):
    return load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def blank_file():
    return write_template(NATIONAL, {})


@pytest.fixture(scope="module")
def blank(blank_file):
    return opened(blank_file)


@pytest.fixture(scope="module")
def nine_year():
    return opened(write_template(NATIONAL, NINE_YEAR))


@pytest.fixture(scope="module")
def primary():
    """A primary school without a canteen, with answers of last year."""
    return opened(write_template(NATIONAL, {"canteen": Entry(False)}, OLD))


@pytest.fixture(scope="module")
def carried(tmp_path_factory):
    """What the reader finds in a workbook with last year's answers."""
    return read_back(write_template(NATIONAL, {"canteen": Entry(False)}, OLD), tmp_path_factory.mktemp("carried"))


@pytest.fixture(scope="module")
def english():
    old = make.evidence(
        metrics={"gate_alarm_cctv": True},
        claims={"N01": "partial"},
        documents=[{"type": "school_charter", "date": "2025-09-01", "indicators": ("N75",), "title": "Charter"}],
    )
    return write_template(NATIONAL, {**NINE_YEAR, "in_group": Entry(False)}, old, lang="en")


@pytest.fixture(scope="module")
def english_book(english):
    return opened(english)


def read_back(content: bytes, folder, catalog=NATIONAL) -> Evidence:
    path = folder / "school.xlsx"
    path.write_bytes(content)
    return read_workbook(str(path), catalog)


def answers(entries: dict[str, Entry]) -> dict:
    return {id_: entry.value for id_, entry in entries.items() if entry.value is not None}


def column(sheet, number: int) -> list:
    return [row[number - 1].value for row in sheet.iter_rows(min_row=2)]


def by_id(sheet) -> dict:
    return {row[0].value: row for row in sheet.iter_rows(min_row=2)}


def validation(sheet, cell: str):
    return next((each for each in sheet.data_validations.dataValidation if cell in each.sqref), None)


def offered(book, name: str) -> list[str]:
    """The items of a list for drop-downs."""
    sheet, _, area = book.defined_names[name].attr_text.rpartition("!")
    return [cell.value for (cell,) in book[sheet.strip("'")][area.replace("$", "")]]


# ── sheets and headers ──


@pytest.mark.parametrize("lang", ["blank", "english_book"])
def test_all_sheets_stand_in_the_order_of_the_layout(lang, request):
    book = request.getfixturevalue(lang)
    shown = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert [layout.sheet_role(title) for title in shown] == list(layout.SHEETS)


@pytest.mark.parametrize("lang", ["blank", "english_book"])
@pytest.mark.parametrize("role", [sheet for sheet in layout.SHEETS if sheet.columns], ids=lambda sheet: sheet.role)
def test_headers_are_the_layouts_in_its_order_and_further_columns_mean_nothing_to_the_reader(lang, role, request):
    book = request.getfixturevalue(lang)
    sheet = next(each for each in book if layout.sheet_role(each.title) is role)
    keys = [layout.column_key(role, cell.value) for cell in sheet[1]]
    assert keys == [column.key for column in role.columns] + [""] * (len(keys) - len(role.columns))


def test_the_list_sheet_is_hidden_and_last(blank):
    assert [(sheet.title, sheet.sheet_state) for sheet in blank][-1] == ("词表", "hidden")


def test_the_version_sheet_says_which_standard_the_workbook_was_made_for(blank):
    assert {row[0].value: row[1].value for row in blank["版本"].iter_rows(min_row=2)} == {
        "catalog": NATIONAL.head.id,
        "catalog_version": NATIONAL.head.version,
        "digest": NATIONAL.digest,
        "template_version": layout.TEMPLATE_VERSION,
    }


def test_an_empty_template_is_read_without_a_problem_but_for_its_blanks(blank_file, tmp_path):
    found = read_back(blank_file, tmp_path)
    assert {problem.code for problem in found.problems} == {"field_blank"}
    assert (found.documents, found.events, found.cases, found.classes) == ((), (), (), ())
    assert found.catalog_version == NATIONAL.head.version


def test_prepared_rows_of_lessons_are_no_answers(blank_file, tmp_path):
    found = read_back(blank_file, tmp_path)
    assert {lesson.periods.value for lesson in found.lessons} == {None}


# ── only what applies ──


def test_every_indicator_and_metric_stands_in_a_workbook_for_an_unknown_school(blank):
    assert column(blank["自评"], 1) == list(NATIONAL.indicators)
    assert column(blank["数据"], 1) == list(NATIONAL.metrics)


def test_an_indicator_that_does_not_apply_is_left_out(nine_year):
    assert set(NATIONAL.indicators) - set(column(nine_year["自评"], 1)) == {"N80"}


def test_metrics_of_other_stages_are_left_out(primary):
    ids = column(primary["数据"], 1)
    assert "homework_minutes_g3_6" in ids
    assert "homework_minutes_g7_9" not in ids


def test_a_figure_of_last_year_leaves_nothing_out(primary):
    assert "N09" in column(primary["自评"], 1)


def test_document_types_of_things_that_a_school_lacks_are_left_out(primary):
    assert "食品安全制度" not in column(primary["佐证材料"], 3)
    assert "食品安全制度" not in offered(primary, "list_document_types")


def test_a_withdrawn_indicator_is_left_out():
    gone = CHARTER.indicators["N01"]._replace(withdrawn="并入 N02")
    book = opened(write_template(CHARTER._replace(indicators={**CHARTER.indicators, "N01": gone}), {}))
    assert column(book["自评"], 1) == ["N02"]


def test_every_document_that_a_check_asks_for_has_one_row(blank):
    wanted = {check.rule.type for _, check in NATIONAL.checks() if isinstance(check.rule, DocumentCheck)}
    prepared = [title for title in column(blank["佐证材料"], 3) if title]
    assert len(prepared) == len(set(prepared))
    assert {NATIONAL.document_types[type_].title for type_ in wanted} <= set(prepared)


def test_a_document_row_names_every_indicator_that_asks_for_its_type():
    book = opened(write_template(CHARTER, {}))
    assert [cell.value for cell in book["佐证材料"][2]][:3] == [None, "N01、N02", "charter"]


def test_the_guide_lists_every_activity_and_case_that_a_check_asks_for(blank):
    told = {row[0].value for row in blank["填报说明"].iter_rows()}
    types = {check.rule.type for _, check in NATIONAL.checks() if isinstance(check.rule, Events)}
    cases = {check.rule.type for _, check in NATIONAL.checks() if isinstance(check.rule, Cases)}
    assert {NATIONAL.event_types[each].title for each in types} <= told
    assert {NATIONAL.case_types[each].title for each in cases} <= told


def test_subjects_of_the_schools_grades_stand_ready(primary):
    rows = [tuple(cell.value for cell in row[:3]) for row in primary["课程"].iter_rows(min_row=2)]
    grades = dict.fromkeys(grade for grade, _, _ in rows if grade)
    assert list(grades) == ["一年级", "二年级", "三年级", "四年级", "五年级", "六年级"]
    assert ("三年级", "外语", None) in rows
    assert ("一年级", "外语", None) not in rows


def test_a_document_that_one_of_several_ways_asks_for_need_not_be_there():
    needs = {need.type: need for need in Needs(NATIONAL, {}).documents()}
    assert (needs["return_register"].firm, needs["school_charter"].firm) == (False, True)
    assert needs["report_card_sample"].instead == ("exam_rules",)


# ── what the cells take ──


@pytest.mark.parametrize(
    ("sheet", "cell", "name"),
    [
        ("自评", "D2", "list_claims"),
        ("佐证材料", "C180", "list_document_types"),
        ("活动记录", "B2", "list_event_types"),
        ("活动记录", "D300", "list_groups"),
        ("事项台账", "C2", "list_case_types"),
        ("班级", "A2", "list_stages"),
        ("班级", "B81", "list_grades"),
    ],
)
def test_closed_answers_have_a_drop_down(nine_year, sheet, cell, name):
    found = validation(nine_year[sheet], cell)
    assert (found.type, found.formula1) == ("list", name)


def test_lists_offer_what_may_be_said(nine_year):
    assert offered(nine_year, "list_claims") == list(layout.CLAIMABLE)
    assert offered(nine_year, "list_yes_no") == ["是", "否"]
    assert offered(nine_year, "list_stages") == ["小学", "初中"]


def test_a_group_that_is_no_grade_may_be_insisted_on(nine_year):
    assert validation(nine_year["活动记录"], "D2").errorStyle == "warning"


def test_a_count_takes_whole_numbers_of_its_range(nine_year):
    row = by_id(nine_year["数据"])["students_total"][3]
    found = validation(nine_year["数据"], row.coordinate)
    assert (found.type, found.formula1, found.formula2) == ("whole", "0", NATIONAL.metrics["students_total"].max)
    assert "整数" in found.error


def test_every_rule_of_a_cell_is_within_what_spreadsheets_hold(blank, english_book):
    rules = [found for sheet in [*blank, *english_book] for found in sheet.data_validations.dataValidation]
    assert len(rules) > 50
    for found in rules:
        assert len(found.error) <= 225
        assert len(found.errorTitle) <= 32
        assert len(found.formula1) <= 255


def test_only_cells_for_typing_are_unlocked(nine_year):
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in nine_year)
    data = by_id(nine_year["数据"])["students_total"]
    assert [cell.protection.locked for cell in data] == [True, True, True, False, False, True, True, True]
    assert not any(cell.protection.locked for cell in nine_year["活动记录"][300])
    assert all(cell.protection.locked for row in nine_year["填报说明"].iter_rows() for cell in row)


def test_every_table_prints_on_a4_one_page_wide_with_its_header(nine_year):
    for sheet in nine_year:
        if sheet.sheet_state == "visible":
            assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (9, 1, 0)
            assert sheet.print_area
        if sheet.title in ("自评", "数据", "佐证材料", "活动记录"):
            assert (sheet.print_title_rows, sheet.auto_filter.ref is not None) == ("$1:$1", True)


def test_a_row_is_high_enough_for_the_longest_text_in_it(nine_year):
    sheet = nine_year["自评"]
    width = sheet.column_dimensions["C"].width
    assert sheet.max_row > len(NATIONAL.indicators) // 2
    for row in range(2, sheet.max_row + 1):
        assert sheet.row_dimensions[row].height >= 15 * lines(sheet.cell(row, 3).value, width)


# ── last year's answers ──


def test_the_profile_is_carried_over_but_for_the_date_and_a_given_answer_goes_before(carried):
    assert answers(carried.profile) == {"stage": "小学", "boarding": False, "canteen": False}


def test_the_carried_profile_decides_what_applies(primary):
    assert "homework_minutes_g7_9" not in column(primary["数据"], 1)


def test_figures_are_carried_over_when_they_could_be_read_and_their_id_still_exists(carried):
    assert answers(carried.metrics) == {
        "students_total": 900,
        "disabled_students": 0,
        "new_myopia_rate": Decimal("0.085"),
        "moral_budget": Decimal("1234.5"),
        "gate_alarm_cctv": True,
        "festival_types": ("科技节", "艺术节"),
    }


def test_claims_are_carried_over_with_their_texts(carried):
    assert (carried.claims["N01"].verdict, carried.claims["N01"].texts) == ("partial", TEXTS)


def test_documents_are_carried_over_when_their_type_exists_with_the_indicators_that_are_known(carried):
    rows = [
        (each.type, each.title, each.date.value, each.valid_until.value, each.indicators) for each in carried.documents
    ]
    assert rows == [
        ("school_charter", "章程", date(2024, 9, 1), date(2027, 8, 31), ("N75",)),
        ("school_charter", "修正案", date(2025, 3, 1), None, ("N75",)),
        ("food_licence", "food_licence", date(2025, 3, 1), None, ("N63",)),
    ]


def test_carried_documents_take_the_place_of_the_prepared_row(primary):
    rows = [[cell.value for cell in row[2:4]] for row in primary["佐证材料"].iter_rows(min_row=2)]
    title = NATIONAL.document_types["school_charter"].title
    assert [each for each in rows if each[0] == title] == [[title, "章程"], [title, "修正案"]]


def test_classes_are_carried_over_and_leave_room_for_more(carried, primary):
    found = [(each.stage, each.grade, each.name, each.students.value) for each in carried.classes]
    assert len(found) == 82
    assert found[:2] == [("小学", "一年级", "1班", 40), ("初中", "七年级", "1班", 45)]
    assert column(primary["班级"], 2)[82:] == [None] * 20


def test_periods_are_carried_over_also_of_subjects_that_are_not_prepared(carried):
    taught = [(each.grade, each.subject, each.periods.value) for each in carried.lessons if each.periods.value]
    assert taught == [("一年级", "语文", 8), ("一年级", "书法", 1)]


def test_activities_and_cases_are_not_carried_over(carried):
    assert (carried.events, carried.cases) == ((), ())


# ── hostile text ──


def hostile(*texts: str) -> Evidence:
    """Last year's workbook with each text in a document and a class, and the first one everywhere else."""
    documents = tuple(Document("charter", t, ("N01", t), t, Entry(), Entry(), t, t, {}) for t in texts)
    old = make.evidence(
        profile={"stage": texts[0], "boarding": texts[0]},
        metrics={"students_total": texts[0]},
        classes=[(text, text, 1, text) for text in texts],
        lessons=[(text, text, 1) for text in texts],
    )
    claim = Claim("met", Location("自评", 2, 4), dict.fromkeys(TEXTS, texts[0]))
    return old._replace(claims={"N01": claim}, documents=documents)


def test_text_of_last_year_never_becomes_a_formula_or_an_error():
    content = write_template(WITH_TABLES, {}, hostile(*HOSTILE))
    cells = [cell for sheet in opened(content) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    counts = Counter(cell.value for cell in cells)
    assert [counts[text] for text in HOSTILE] == [17, 9, 9, 9, 9, 9]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in sheet or b't="e"' in sheet for sheet in sheets)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x0bc\x1f", "abc"),
        ("a\ufffeb\uffff", "ab"),
        ("a\ud800b", "ab"),
        ("a\r\nb\rc\td", "a\nb\nc\td"),
        ("😀", "😀"),
    ],
)
def test_what_xml_forbids_is_taken_out(text, kept):
    assert clean(text) == kept


def test_text_with_what_xml_forbids_is_written_without_it():
    book = opened(write_template(CHARTER, {}, hostile("a\x00b\ud800\uffff")))
    assert by_id(book["学校信息"])["stage"][2].value == "ab"


def test_a_text_longer_than_a_cell_is_cut():
    assert len(clean("字" * 40_000)) <= 32_767


# ── the file ──


def test_the_same_input_gives_the_same_bytes(blank_file):
    assert write_template(NATIONAL, {}) == blank_file


def test_neither_hash_seed_nor_time_zone_shows_in_the_bytes(blank_file):
    code = (
        "import pickle, sys; from schoolstd.workbook.template import write_template; "
        "sys.stdout.buffer.write(write_template(pickle.load(sys.stdin.buffer), {}))"
    )
    seed = {"PYTHONHASHSEED": "7", "TZ": "America/Lima", "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **seed},
        input=pickle.dumps(NATIONAL),
        stdout=subprocess.PIPE,
        check=True,
    )
    assert run.stdout == blank_file


def test_no_time_or_place_stands_in_the_file(blank_file):
    with zipfile.ZipFile(io.BytesIO(blank_file)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2


def test_the_first_sheet_is_the_one_that_opens(nine_year):
    assert nine_year.active.title == "填报说明"
    assert [sheet.title for sheet in nine_year if sheet.sheet_view.tabSelected] == ["填报说明"]


def test_calamine_reads_the_indicators_with_title_and_summary(blank_file):
    book = CalamineWorkbook.from_filelike(io.BytesIO(blank_file))
    row = book.get_sheet_by_name("自评").to_python(skip_empty_area=False)[1]
    first = NATIONAL.indicators["N01"]
    assert row[:3] == ["N01", NATIONAL.tasks[first.task].title, f"{first.title}\n{first.summary}"]


# ── English ──


def test_no_chinese_stands_in_an_english_workbook_but_what_is_typed_in_chinese(english_book):
    typed = {*Needs(NATIONAL, {}).grades, "全校", "小学", "初中", "九年一贯制"}
    typed |= {need.subject for need in Needs(NATIONAL, {}).lessons()}
    options = {option for metric in NATIONAL.metrics.values() for option in metric.options}
    options |= {option for field in NATIONAL.profile.values() for option in field.options}
    for sheet in english_book:
        for row in sheet.iter_rows():
            for cell in row:
                left = str(cell.value or "")
                for word in sorted(typed | options, key=len, reverse=True):
                    left = left.replace(word, "")
                assert not any("\u4e00" <= letter <= "\u9fff" for letter in left), (cell.coordinate, cell.value)


def test_an_english_workbook_is_read_back(english, tmp_path):
    found = read_back(english, tmp_path)
    assert (found.profile["in_group"].value, found.metrics["gate_alarm_cctv"].value) == (False, True)
    assert (found.claims["N01"].verdict, found.documents[0].type) == ("partial", "school_charter")
    assert {problem.code for problem in found.problems} == {"field_blank"}


def test_every_sentence_takes_the_same_values_in_both_languages():
    taken = {
        key: [sorted(field for _, field, _, _ in Formatter().parse(text) if field) for text in pair]
        for key, pair in SENTENCES.items()
    }
    assert {key: fields for key, fields in taken.items() if fields[0] != fields[1]} == {}
