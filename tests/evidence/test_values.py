"""What stands in a cell, and what it is taken for: a value, or the exact problem. Never a guess."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from schoolstd.evidence.values import MAX_TEXT, Reading, parse_grade, parse_id, plain, read_value
from schoolstd.problem import CODES

ZERO_WIDTH = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"]
SPACES = [" ", "\u3000", "\u00a0", "\t", "\n", "\r\n"]


def value(raw, type_, **how):
    """The value that a cell is read as; a problem is shown instead of it."""
    reading = read_value(raw, type_, **how)
    return reading.problem if reading.problem else reading.value


def code(raw, type_, **how):
    problem = read_value(raw, type_, **how).problem
    return problem[0] if problem else None


# ── blank ──


@pytest.mark.parametrize("type_", ["number", "count", "share", "yes_no", "choice", "choices", "date", "text"])
@pytest.mark.parametrize("raw", [None, "", " ", "\u3000", "\u00a0\t\n", "\u200b", "\ufeff \u3000"])
def test_a_cell_without_anything_visible_is_blank(raw, type_):
    assert read_value(raw, type_) == Reading()


# ── numbers ──


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("60", "60"),
        ("0", "0"),
        ("-5", "-5"),
        ("+5", "5"),
        ("60.5", "60.5"),
        ("0.10", "0.10"),
        ("1,234", "1234"),
        ("1,234,567.5", "1234567.5"),
        ("１２３４", "1234"),
        ("１，２３４．５", "1234.5"),
        ("－５", "-5"),
        (" 60 ", "60"),
        ("\u300060\u3000", "60"),
        ("\u00a060", "60"),
        ("6\u200b0", "60"),
        ("\ufeff60", "60"),
        ("60\n", "60"),
        ("007", "7"),
        (60, "60"),
        (60.0, "60"),
        (60.5, "60.5"),
        (-0.5, "-0.5"),
        (0.1 + 0.2, "0.3"),  # shown with 15 digits, as every spreadsheet does
        (1234567.891, "1234567.891"),
        (Decimal("59.9"), "59.9"),
    ],
)
def test_a_number_is_read_exactly(raw, number):
    assert value(raw, "number") == Decimal(number)


@pytest.mark.parametrize("raw", ["60分钟", "60 分钟", "６０\u3000分钟", "60分钟 "])
def test_a_number_may_carry_its_own_unit(raw):
    assert value(raw, "number", unit="分钟") == Decimal(60)


@pytest.mark.parametrize(
    "raw",
    [
        "约95", "六十", "60多", "60-70", "60~70", "≥60", "60小时", "60分", "无", "-", "—", "/", "abc",
        "1,23", "12,34", "1,2345", "1234,567", ",123", "1.234.567", "1 234", "1_234",
        ".5", "5.", "1e3", "0x10", "1/2", "½", "- 5", "--5", "95%", "nan", "inf", "∞", "=1+1", "#REF!",
        True, False, date(2021, 9, 1), datetime(2021, 9, 1), time(8, 0), float("nan"), float("inf"), float("-inf"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_a_problem(raw):
    assert code(raw, "number", unit="分钟") == "bad_number"


# ── counts ──


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        ("0", 0),
        ("12", 12),
        ("12.0", 12),
        (12.0, 12),
        (0.0, 0),
        ("1,234", 1234),
        ("１２", 12),
        ("12人", 12),
        ("12 人", 12),
    ],
)
def test_a_count_is_a_whole_number_from_0_up(raw, count):
    assert value(raw, "count", unit="人") == Decimal(count)


@pytest.mark.parametrize(
    "raw", ["-1", -1.0, "1.5", 1.5, "0.999", "十二", "12个", "约12", "12-13", True, float("nan"), date(2021, 9, 1)]
)
def test_what_is_no_count_is_a_problem(raw):
    assert code(raw, "count", unit="人") == "bad_count"


# ── shares ──


@pytest.mark.parametrize(
    ("raw", "share"),
    [
        ("95%", "0.95"),
        ("９５％", "0.95"),
        ("95 %", "0.95"),
        ("95.5%", "0.955"),
        ("0.95", "0.95"),
        (0.95, "0.95"),
        ("０．９５", "0.95"),
        ("100%", "1"),
        ("0%", "0"),
        ("0.5%", "0.005"),
        ("1", "1"),
        (1.0, "1"),
        ("0", "0"),
        (0, "0"),
        ("1.0", "1"),
    ],
)
def test_95_percent_and_0_95_are_the_same_share(raw, share):
    assert value(raw, "share") == Decimal(share)


@pytest.mark.parametrize("raw", ["95", 95.0, "1.01", 1.5, "2", "100", 100, "９５"])
def test_a_bare_number_above_1_may_be_percent_or_not_and_is_ambiguous(raw):
    assert code(raw, "share") == "ambiguous_share"


@pytest.mark.parametrize(
    "raw",
    [
        "101%",
        "100.1%",
        "-1%",
        "-0.1",
        -0.1,
        "100.5",
        "1000",
        1e308,
        "约95",
        "约95%",
        "95%左右",
        "%",
        "九成",
        "19/20",
        "95‰",
        "95%%",
        True,
        float("nan"),
    ],
)
def test_what_can_be_no_share_is_a_problem(raw):
    assert code(raw, "share") == "bad_share"


# ── yes and no ──


@pytest.mark.parametrize(
    "raw",
    [
        "是",
        "√",
        "✓",
        "✔",
        "Y",
        "y",
        "Ｙ",
        "yes",
        "YES",
        "TRUE",
        "True",
        "ｔｒｕｅ",
        "有",
        " 是 ",
        "\u3000是",
        "是\u200b",
        True,
    ],
)
def test_these_mean_yes(raw):
    assert value(raw, "yes_no") is True


@pytest.mark.parametrize(
    "raw", ["否", "×", "✗", "✘", "x", "X", "Ｘ", "N", "n", "Ｎ", "no", "FALSE", "false", "无", " 否", "否\u00a0", False]
)
def test_these_mean_no(raw):
    assert value(raw, "yes_no") is False


@pytest.mark.parametrize(
    "raw",
    ["是的", "不是", "基本是", "是/否", "是否", "0", "1", 1.0, 0.0, "?", "√×", "不适用", "yes!", date(2021, 9, 1)],
)
def test_anything_else_is_neither_yes_nor_no(raw):
    assert code(raw, "yes_no") == "bad_yes_no"


# ── dates ──


@pytest.mark.parametrize(
    "raw",
    [
        "2018-09-01", "2018-9-1", "2018.9.1", "2018.09.01", "2018/9/1", "2018/09/01",
        "2018年9月1日", "2018年09月01日", "2018年9月1号", "2018年9月1", "2018 年 9 月 1 日", "2018 - 9 - 1",
        "２０１８年９月１日", "２０１８．９．１", "２０１８／９／１", "２０１８－９－１",
        "\u30002018年9月1日\u3000", "\u00a02018-9-1", "2018\u200b-09-01", "\ufeff2018-09-01", "2018年\u30009月1日", "2018-09-01\n",
        "20180901", "２０１８０９０１", "二〇一八年九月一日", "二○一八年九月一日", "二零一八年九月一号",
        "2018-09-01 00:00", "2018-09-01 00:00:00", "2018/9/1 0:00:00",
        "2018-09-01 08:30", "2018-09-01 17:00:00", "2018-09-01T23:59:59", "2018年9月1日17:00", "2018年9月1日　１７：００",
        date(2018, 9, 1), datetime(2018, 9, 1), datetime(2018, 9, 1, 23, 59),
        43344, 43344.0, 43344.75, 20180901, 20180901.0,
    ],
)  # fmt: skip
def test_the_first_of_september_2018_is_understood_however_it_is_written(raw):
    assert value(raw, "date") == date(2018, 9, 1)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2020-02-29", date(2020, 2, 29)),
        ("2021.12.31", date(2021, 12, 31)),
        ("1900-01-01", date(1900, 1, 1)),
        ("2199-12-31", date(2199, 12, 31)),
        ("二〇二一年十月十日", date(2021, 10, 10)),
        ("二〇二一年十一月二十日", date(2021, 11, 20)),
        ("二〇二一年十二月三十一日", date(2021, 12, 31)),
        ("二〇二二年一月二十一日", date(2022, 1, 21)),
    ],
)
def test_dates_at_the_edges(raw, day):
    assert value(raw, "date") == day


@pytest.mark.parametrize(
    ("serial", "epoch_1904", "day"),
    [
        (43344.0, False, date(2018, 9, 1)),
        (41882.0, True, date(2018, 9, 1)),  # 1462 days less
        (25569.0, False, date(1970, 1, 1)),
        (73050.0, False, date(2099, 12, 31)),
        (24107.0, True, date(1970, 1, 1)),
        (71588.0, True, date(2099, 12, 31)),
        (44255.0, False, date(2021, 2, 28)),
        (44256.0, False, date(2021, 3, 1)),
    ],
)
def test_a_serial_number_is_a_day_of_its_workbooks_epoch(serial, epoch_1904, day):
    assert value(serial, "date", epoch_1904=epoch_1904) == day


@pytest.mark.parametrize(
    ("serial", "epoch_1904"),
    [
        (25568.0, False), (73051.0, False), (24106.0, True), (71589.0, True),
        (2018.0, False), (12.0, False), (0.0, False), (-1.0, False), (2018.9, False), (1e308, False),
        (2958465.0, False),
    ],
)  # fmt: skip
def test_a_serial_number_outside_1970_to_2099_is_no_date(serial, epoch_1904):
    assert code(serial, "date", epoch_1904=epoch_1904) == "bad_date"


@pytest.mark.parametrize(
    "raw",
    [
        "2018年9月",
        "2018.9",
        "2018-09",
        "2018/9",
        "２０１８年９月",
        "18.9.1",
        "18-9-1",
        "18年9月1日",
        "9/1/2018",
        "1.9.2018",
        "01-09-2018",
    ],
)
def test_a_date_that_could_be_another_day_is_ambiguous(raw):
    assert code(raw, "date") == "ambiguous_date"


@pytest.mark.parametrize(
    "raw",
    [
        "2018.13.1", "2018-02-30", "2021-02-29", "2021-4-31", "2018-00-10", "2018-10-00", "20181301", "20210230", 20181301.0,
        "2018-9/1", "2018年9-1", "2018", "2018年", "9月1日", "43344", "1234567", "19", "昨天", "长期", "有效", "暂无", "-",
        "2018-09-01至2019-08-31", "2018-09-01 24:30", "2018-09-01 08:60", "2018-09-0108:30", "2018-09-01 08",
        "约2018-09-01", "2018-9-1-", "2018--9-1",
        "1899-12-31", "2200-01-01", "9999-12-31", datetime(9999, 12, 31), date(1899, 12, 31), date(2200, 1, 1),
        "二〇二一年十三月一日", "二〇二一年二月三十日", "二〇二一年一二月一日", "二〇二一年十十月一日", "二〇二一年一月十二三日",
        "二〇二一年一月一十日", "二〇二一年一月四十日", "二〇二一年一月三一日",
        True, time(8, 0), float("nan"), float("inf"),
    ],
)  # fmt: skip
def test_what_is_no_day_of_the_calendar_is_a_problem(raw):
    assert code(raw, "date") == "bad_date"


# ── choices ──

STAGES = ("小学", "初中", "九年一贯制")
GRADES = ("A", "B 级", "C（优）", "2")


@pytest.mark.parametrize(
    ("raw", "option"),
    [
        ("A", "A"), ("Ａ", "A"), (" A\u3000", "A"), ("A\u200b", "A"),
        ("B 级", "B 级"), ("B级", "B 级"), ("Ｂ\u3000级", "B 级"), ("B\u00a0级", "B 级"),
        ("C（优）", "C（优）"), ("C(优)", "C（优）"),
        ("2", "2"), ("２", "2"), (2.0, "2"), (2, "2"),
    ],
)  # fmt: skip
def test_one_option_is_understood_spaces_and_widths_aside(raw, option):
    assert value(raw, "choice", options=GRADES) == option


@pytest.mark.parametrize("raw", ["D", "AB", "A、B 级", "优", "a", 3.0, True, "A级"])
def test_what_is_no_option_is_a_problem_that_names_the_options(raw):
    found = {True: "是", 3.0: "3"}.get(raw, raw)
    assert value(raw, "choice", options=GRADES) == ("bad_choice", {"found": found, "options": "A、B 级、C（优）、2"})


@pytest.mark.parametrize(
    "separator", ["、", "，", ",", "；", ";", "/", "／", "|", "｜", "\n", "、\n", " 、 ", "\u3000，"]
)
def test_several_options_may_be_separated_in_many_ways(separator):
    assert value(f"小学{separator}初中", "choices", options=STAGES) == ("小学", "初中")


@pytest.mark.parametrize(
    ("raw", "chosen"),
    [
        ("初中", ("初中",)),
        ("初中、小学", ("小学", "初中")),
        ("小学、小学", ("小学",)),
        ("、小学、", ("小学",)),
        ("小学、九年一贯制、初中", STAGES),
    ],
)
def test_each_option_counts_once_in_the_order_of_the_options(raw, chosen):
    assert value(raw, "choices", options=STAGES) == chosen


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("小学、高中", "高中"),
        ("小学初中", "小学初中"),
        ("小学 初中", "小学 初中"),
        ("全部", "全部"),
        ("、", "、"),
        ("，／", "，／"),
        (2.0, "2"),
        (True, "是"),
    ],
)
def test_choices_with_one_unknown_part_or_none_at_all_are_a_problem(raw, found):
    assert value(raw, "choices", options=STAGES) == (
        "bad_choice",
        {"found": found, "options": "小学、初中、九年一贯制"},
    )


# ── text ──


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (" 实验小学 ", "实验小学"),
        ("\u3000实验\u200b小学\ufeff", "实验小学"),
        ("Ａ校", "Ａ校"),
        (1101010001.0, "1101010001"),
        (1.5, "1.5"),
        (12, "12"),
        (True, "是"),
        (False, "否"),
        (date(2021, 9, 1), "2021-09-01"),
        (datetime(2021, 9, 1, 8, 30), "2021-09-01"),
        ("007", "007"),
    ],
)
def test_text_is_trimmed_and_a_code_typed_as_a_number_keeps_its_digits(raw, text):
    assert value(raw, "text") == text


def test_a_grade_is_read_by_its_names_whatever_their_width_and_spaces():
    names = {"一年级": "一年级", "1年级": "一年级"}
    assert [parse_grade(text, names) for text in ("一年级", "１年级", " 一 年级\u3000", "二年级", "")] == [
        "一年级"
    ] * 3 + ["", ""]


# ── notes and messages ──


@pytest.mark.parametrize(
    ("raw", "type_", "note"),
    [
        ("60", "number", ""), (60.0, "number", ""), ("６０", "number", "60"), ("1,234", "number", "1234"), (" 60", "number", "60"),
        ("95%", "share", "0.95"), ("0.95", "share", ""),
        ("是", "yes_no", ""), ("√", "yes_no", "是"), ("×", "yes_no", "否"), ("否", "yes_no", ""), (True, "yes_no", ""),
        ("2018-09-01", "date", ""), ("2018.9.1", "date", "2018-09-01"), (43344.0, "date", "2018-09-01"), (date(2018, 9, 1), "date", ""),
    ],
)  # fmt: skip
def test_a_generous_reading_notes_what_it_was_taken_for(raw, type_, note):
    assert read_value(raw, type_).note == note


@pytest.mark.parametrize(("raw", "note"), [("A", ""), ("Ａ", "A"), (" A", "A"), ("C(优)", "C（优）"), (2.0, "2")])
def test_so_does_an_option_written_otherwise(raw, note):
    assert read_value(raw, "choice", GRADES).note == note


@pytest.mark.parametrize(
    ("raw", "type_", "found"),
    [
        ("约95", "number", "约95"),
        ("约\n95", "number", "约 95"),
        ("长" * 41, "date", "长" * 40 + "…"),
        ("长" * 40, "date", "长" * 40),
        (True, "number", "是"),
        (float("nan"), "number", "nan"),
        (2018.5, "yes_no", "2018.5"),
        (date(2021, 9, 1), "count", "2021-09-01"),
    ],
)
def test_a_problem_shows_what_was_found_shortened_and_on_one_line(raw, type_, found):
    assert value(raw, type_)[1] == {"found": found}


@pytest.mark.parametrize("type_", ["number", "count", "share", "yes_no", "date", "choice", "choices"])
def test_a_whole_essay_in_a_cell_is_one_of_the_known_problems(type_):
    assert code("长" * (MAX_TEXT + 1), type_, options=STAGES) in CODES


@pytest.mark.parametrize("type_", ["choice", "choices"])
def test_an_essay_instead_of_a_choice_is_told_the_options(type_):
    problem = ("bad_choice", {"found": "长" * 40 + "…", "options": "小学、初中、九年一贯制"})
    assert value("长" * (MAX_TEXT + 1), type_, options=STAGES) == problem


@pytest.mark.parametrize(("length", "problem"), [(MAX_TEXT, None), (MAX_TEXT + 1, "bad_number")])
def test_the_limit_is_2000_characters(length, problem):
    assert (MAX_TEXT, code("5".zfill(length), "number")) == (2000, problem)


def test_an_essay_is_fine_where_text_is_asked_for():
    assert value("长" * (MAX_TEXT + 1), "text") == "长" * (MAX_TEXT + 1)


def test_an_unknown_type_is_a_fault_of_the_program():
    with pytest.raises(KeyError):
        read_value("60", "nummber")


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("nothing", ["", *ZERO_WIDTH])
def test_no_space_of_any_kind_changes_a_value(space, nothing):
    assert plain(f"{space}{nothing}60{nothing}{space}") == "60"


@pytest.mark.parametrize(
    ("text", "id_"), [(" n03 ", "N03"), ("Ｎ２２", "N22"), ("b1-01", "B1-01"), ("自a", "自a"), ("x9", "X9"), ("", "")]
)
def test_an_id_is_read_however_it_is_typed(text, id_):
    assert parse_id(text, {"N03", "N22", "B1-01", "自a"}) == id_
