"""The sentences: both languages say the same things, and every code that the program uses has one."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from schoolstd import wording
from schoolstd.assessment.assess import assess
from schoolstd.catalog import file_model
from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.store import stored_catalog
from schoolstd.checks.base import Outcome, Phrase
from schoolstd.checks.combine import All
from schoolstd.checks.number import Interval, Number
from schoolstd.checks.quantity import Compare, Ratio
from schoolstd.errors import UsageError
from schoolstd.evidence.model import Case, Claim, Document, Entry, Event, Evidence, Note
from schoolstd.location import Location
from schoolstd.problem import CODES, Problem
from schoolstd.reports import text
from schoolstd.reports.catalog_page import catalog_page
from schoolstd.reports.explain_page import explain_page
from schoolstd.reports.gap_page import gap_page
from schoolstd.wording import Words, en, number_text, percent_text, zh
from schoolstd.wording.problem_titles import PROBLEM_TITLES
from schoolstd.wording.slips import SLIPS
from schoolstd.yamlfile import YamlMistake
from tests import make

SRC = Path(zh.__file__).parents[1]
AS_OF = date(2026, 6, 30)
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’《》]")
QUOTED = re.compile("[“”]")
"""English quotation marks; they stand among the Chinese ones."""
TABLES = [name for name in vars(zh) if name.isupper()]
TO_TYPE = (
    Problem("unknown_stage", None, {"found": "x", "stages": "小学、初中"}),
    Problem("unknown_grade", None, {"found": "x", "first": "一年级", "last": "九年级"}),
)
WORD_TABLES = ("ANSWERS", "ONE")
"""Words that only English changes; no codes."""


def placeholders(sentence):
    """The names in the braces of a sentence."""
    return {field for _, field, _, _ in Formatter().parse(sentence) if field is not None}


@cache
def calls(*folders):
    """(name of the function, positional arguments) of every call in some folders or files of the sources."""
    named = [SRC / name for name in folders]
    files = [file for each in named for file in ([each] if each.is_file() else each.rglob("*.py"))]
    return [
        (getattr(node.func, "id", getattr(node.func, "attr", "")), node.args)
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
    ]


def codes(function, position, *folders):
    """The texts that stand, even under a condition, at a position of the calls of a function."""
    return {
        each.value
        for name, arguments in calls(*folders)
        if name == function and len(arguments) > position
        for each in _branches(arguments[position])
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }


def _branches(node):
    return [*_branches(node.body), *_branches(node.orelse)] if isinstance(node, ast.IfExp) else [node]


# ── the two languages ──


def test_both_languages_have_the_same_tables():
    assert [name for name in vars(en) if name.isupper()] == TABLES


@pytest.mark.parametrize("name", [name for name in TABLES if isinstance(getattr(zh, name), dict)])
def test_both_languages_have_the_same_codes_with_the_same_values(name):
    chinese, english = getattr(zh, name), getattr(en, name)
    if name in WORD_TABLES:
        assert chinese == {}
        return
    assert {code: placeholders(sentence) for code, sentence in english.items()} == {
        code: placeholders(sentence) for code, sentence in chinese.items()
    }


@pytest.mark.parametrize("name", [name for name in TABLES if isinstance(getattr(zh, name), str)])
def test_single_sentences_take_the_same_values_in_both_languages(name):
    assert placeholders(getattr(en, name)) == placeholders(getattr(zh, name))


def pair_tables():
    """Every table of (Chinese, English) pairs in the modules of `wording`, found by looking: a new one is held to the same."""
    for info in pkgutil.iter_modules(wording.__path__):
        module = importlib.import_module(f"schoolstd.wording.{info.name}")
        for name, table in vars(module).items():
            if name.isupper() and isinstance(table, dict) and all(type(each) is tuple for each in table.values()):
                yield pytest.param(table, id=f"{info.name}.{name}")


def test_the_tables_of_pairs_are_found():
    assert {"form.SENTENCES", "help.HELPS", "plan.SENTENCES", "report.SENTENCES", "visits.SENTENCES"} <= {
        each.id for each in pair_tables()
    }


@pytest.mark.parametrize("table", list(pair_tables()))
def test_pairs_take_the_same_values_and_neither_is_blank(table):
    for key, (chinese, english) in table.items():
        assert placeholders(chinese) == placeholders(english), key
        assert chinese.strip(), key
        assert english.strip(), key


@pytest.mark.parametrize("table", list(pair_tables()))
def test_the_english_of_a_pair_has_no_chinese_but_for_signs_that_are_typed(table):
    found = {key: CHINESE.findall(QUOTED.sub("", english)) for key, (_, english) in table.items()}
    assert {key for key, letters in found.items() if letters} <= {"verbose", "several", "values_several"}


def test_english_has_no_chinese():
    found = {
        (name, code)
        for name in TABLES
        if name not in WORD_TABLES
        for code, sentence in _sentences(getattr(en, name))
        if CHINESE.search(sentence)
    }
    assert found == set()


def test_what_must_be_typed_in_chinese_stands_in_english_with_its_meaning():
    words = Words("en", national())
    assert [words.problem(each) for each in TO_TYPE] == [
        '"x" is not a stage; write 小学 (primary) or 初中 (junior middle)',
        '"x" is not a grade; write 一年级 (grade 1) to 九年级 (grade 9) (of a complete middle school only the junior grades)',
    ]


def test_chinese_can_be_printed_on_a_gbk_console():
    for name in TABLES:
        for _, sentence in _sentences(getattr(zh, name)):
            sentence.encode("gbk")


def _sentences(table):
    return table.items() if isinstance(table, dict) else [("", table)]


# ── every code has a sentence ──


def test_every_phrase_of_the_checks_and_the_assessment_has_a_sentence():
    used = codes("Phrase", 0, "checks", "assessment") | codes("_joined", 0, "checks")
    assert len(used) > 40
    assert used <= set(zh.PHRASES)


def test_problems_are_exactly_the_codes_of_problems():
    assert set(zh.PROBLEMS) == set(CODES)


def test_every_problem_taken_down_is_a_known_code():
    used = codes("Problem", 0, "") | codes("problem", 0, "")
    assert {"rollup_incomplete", "column_missing"} <= used
    assert used <= set(CODES)


def test_every_input_error_has_a_sentence():
    foreign = set(re.findall(r'(?:return|else) "(\w+)"', _body_of("_foreign", "workbook/container.py")))
    assert {"old_excel", "pdf"} <= foreign
    used = codes("InputError", 1, "")
    assert {"cannot_write", "not_school_workbook"} <= used
    assert used | foreign <= set(zh.INPUT_ERRORS)


def test_every_usage_error_has_a_sentence():
    used = codes("UsageError", 0, "") | codes("one_of", 2, "cli")
    assert {"show_nothing", "bad_format"} <= used
    assert used <= set(zh.USAGE_ERRORS)


def test_every_mistake_in_an_indicator_file_has_a_sentence():
    used = codes("mistake", 1, "") | codes("Mistake", 1, "") | codes("YamlMistake", 3, "") | codes("CaseError", 0, "")
    used |= codes("_mistake", 1, "yamlfile.py") | codes("_broken", 2, "yamlfile.py")
    for file in (SRC / "catalog").glob("*.py"):
        used |= set(re.findall(r'yield .+?, "(\w+)", \{', file.read_text("utf-8")))
    assert {"alias", "circle", "empty_list", "case_bad_value"} <= used
    slips = codes("Slip", 1, "yaml_slips.py") | codes("_found", 1, "yaml_slips.py") | {"slip_sign"}
    assert {"slip_colon", "slip_width"} <= slips
    assert used <= {*zh.MISTAKES, *slips}
    assert slips == set(SLIPS)
    assert all(placeholders(chinese) == placeholders(english) for chinese, english in SLIPS.values())
    assert not any(CHINESE.search(english) for _, english in SLIPS.values())


def test_every_label_that_is_asked_for_exists():
    used = codes("label", 0, "") | codes("Finding", 0, "")
    assert {"conclusion", "shared_line"} <= used
    assert used <= set(zh.LABELS)


def test_every_form_of_a_field_has_words():
    assert set(file_model.PATTERNS) <= set(zh.FORMS)


def _body_of(function, file):
    tree = ast.parse((SRC / file).read_text("utf-8"))
    found = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == function)
    return ast.unparse(found).replace("'", '"')


def test_every_grave_problem_of_a_workbook_has_a_short_title():
    beyond = ("plan_", "register_", "batch_", "duplicate_school", "same_code")
    grave = {code for code, severity in CODES.items() if severity == "error" and not code.startswith(beyond)}
    assert set(PROBLEM_TITLES) == grave


# ── numbers and lists ──


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("60", "60"),
        ("60.0", "60"),
        ("1E+3", "1000"),
        ("100", "100"),
        ("0.50", "0.5"),
        ("13.3333", "13.3333"),
        ("13.33333", "13.33"),
        ("2.99999", "3"),
        ("-0.25", "-0.25"),
        ("0", "0"),
        ("9" * 30 + ".123456", "9" * 30 + ".12"),
    ],
)
def test_a_number_is_written_as_a_person_would(number, shown):
    assert number_text(Decimal(number)) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        ("1", "100%"),
        ("0.95", "95%"),
        ("0.9996", "99.9%"),
        ("0.6896", "68.9%"),
        ("0", "0%"),
        ("0.0009", "0%"),
        ("1.2", "120%"),
        ("-0.005", "-0.5%"),
    ],
)
def test_a_share_is_cut_off_rather_than_rounded(share, shown):
    assert percent_text(Decimal(share)) == shown


def test_six_names_are_all_listed():
    assert Words("zh").listed("甲乙丙丁戊己") == "甲、乙、丙、丁、戊、己"
    assert Words("en").listed("abcdef") == "a, b, c, d, e, f"


def test_a_longer_list_is_cut_and_counted():
    assert Words("zh").listed("甲乙丙丁戊己庚") == "甲、乙、丙、丁、戊、己等 7 项"
    assert Words("en").listed("abcdefg") == "a, b, c, d, e, f etc., 7 in all"


# ── values in sentences ──


def test_a_unit_after_one_is_singular_in_english():
    english = Words("en", national())
    wanted = {"op": ">=", "unit": "人"}
    assert english.phrase(Phrase("bound", {**wanted, "bound": Decimal(1)})) == "at least 1 person"
    assert english.phrase(Phrase("bound", {**wanted, "bound": Decimal(2)})) == "at least 2 people"
    assert Words("zh", national()).phrase(Phrase("bound", {**wanted, "bound": Decimal(1)})) == "不少于 1 人"


def test_answers_offered_by_the_catalog_are_named_in_english():
    lacking = Phrase("items_lacking", {"items": (), "lacking": ("净化", "绿化")})
    assert Words("en", national()).phrase(lacking) == "lacks cleaning, planting"
    assert Words("zh", national()).phrase(lacking) == "缺 净化、绿化"


def test_english_explains_answers_beside_the_words_that_must_be_typed():
    assert Words("en", national()).offered(("公办", "民办")) == "公办 (public), 民办 (private)"
    assert Words("zh", national()).offered(("公办", "民办")) == "公办、民办"


def test_events_too_few_are_told_by_span():
    short = Phrase("events_short", {"total": 1, "short": {"2026-03": 0, "一年级": 1}})
    assert Words("en").phrase(short) == "1× in the assessment period; not enough: 2026-03 0×, grade 1 1×"
    assert Words("zh").phrase(short) == "评估期内共 1 次，不够的有：2026年3月 0 次、一年级 1 次"


def test_activities_too_few_for_a_grade_in_a_term_are_told_by_both():
    short = Phrase("events_short", {"total": 1, "short": {"2025-2026-2/一年级": 0}})
    english = "1× in the assessment period; not enough: grade 1 in second term of 2025/2026 0×"
    assert Words("en", national()).phrase(short).lower() == english
    assert Words("zh", national()).phrase(short) == "评估期内共 1 次，不够的有：2025—2026学年第二学期一年级 0 次"


def test_names_of_the_form_are_told_in_both_languages_to_an_english_reader():
    problem = Problem("column_missing", None, {"sheet": "数据", "columns": "填写值、备注", "found": "编号、名称"})
    english = Words("en").problem(problem)
    assert english == 'the sheet "数据" lacks the columns: Answer (填写值), Remarks (备注); it has: 编号, 名称'
    assert Words("zh").problem(problem) == "工作表“数据”缺少列：填写值、备注；现有：编号、名称"


def test_a_misspelt_id_gets_a_suggestion():
    error = UsageError("unknown_id", {"id": "N2", "near": "N82"})
    assert Words("en").usage_error(error) == 'nothing has the id "N2" (did you mean "N82"?)'
    assert Words("zh").usage_error(error) == "没有“N2”这个编号（是不是“N82”？）"


def test_lists_made_in_chinese_get_english_commas():
    values = {"item": "x", "options": "是、否"}
    assert Words("en").mistake(YamlMistake("a.yaml", 1, "in", "not_an_option", values)).endswith("it can be 是, 否")


@pytest.mark.parametrize(
    ("lang", "locus", "short", "long"),
    [
        ("zh", "第22条", "教基〔2017〕9号 第22条", "义务教育学校管理标准（教基〔2017〕9号）第22条"),
        (
            "en",
            "第22条",
            "Standard for the management of compulsory-education schools, clause 22",
            "Standard for the management of compulsory-education schools (教基〔2017〕9号), clause 22",
        ),
        (
            "en",
            "班级规模",
            "Standard for the management of compulsory-education schools (教基〔2017〕9号)",
            "Standard for the management of compulsory-education schools (教基〔2017〕9号), 班级规模",
        ),
    ],
)
def test_a_regulation_is_named_with_the_place_in_it(lang, locus, short, long):
    source = national().sources["edu-2017-9"]
    words = Words(lang, national())
    assert (words.source_short(source, locus), words.source_long(source, locus)) == (short, long)


# ── whole reports ──


def national():
    return stored_catalog(catalog_folder("national"))


@cache
def poor_school():
    """A school that answered everything, mostly badly: hardly a check passes, and every problem occurs."""
    catalog = national()
    metrics = {}
    for row, metric in enumerate(catalog.metrics.values(), 2):
        bad = row % 17 == 0
        metrics[metric.id] = Entry(None if bad else _poor_answer(metric), Location("Data", row, 4), bad)
    places = [Location("Documents", row, 6) for row in range(2, 2 + len(catalog.document_types))]
    documents = tuple(
        Document(type_, f"Plan {number}", (), "", Entry(date(1990, 1, 1)), Entry(), "", "", {"date": place})
        for number, (type_, place) in enumerate(zip(catalog.document_types, places, strict=True))
        if number % 3
    )
    events = tuple(
        Event(type_, Entry(date(2026, 3, 2)), "", "", Entry(), Entry(), {"date": Location("Activities", row, 1)})
        for row, type_ in enumerate(catalog.event_types, 2)
        if row % 3
    )
    cases = tuple(
        Case(type_, Entry(date(2026, 3, 2)), "", Entry(), "", "", "", {"closed": Location("Cases", row, 6)})
        for row, type_ in enumerate(catalog.case_types, 2)
    )
    profile = {"name": Entry("No. 1 School"), "as_of": Entry(AS_OF), "stage": Entry("九年一贯制")}
    return Evidence(
        file="school.xlsx",
        profile={**profile, **{id_: Entry(True) for id_, field in catalog.profile.items() if field.type == "yes_no"}},
        metrics=metrics,
        claims={id_: Claim("met", Location("Self-assessment", 2, 4)) for id_ in catalog.indicators},
        documents=documents,
        events=events,
        cases=cases,
        sheets={role: Location(role.title(), 2, 1) for role in ("documents", "events", "cases", "classes", "lessons")},
        problems=tuple(_every_problem()),
        notes=(Note(Location("Data", 2, 4), "y", "是"),),
    )


def _poor_answer(metric):
    if metric.type in ("choice", "choices"):
        return metric.options[-1] if metric.type == "choice" else metric.options[-1:]
    return {"yes_no": False, "date": date(1990, 1, 1), "text": "none"}.get(metric.type, Decimal(0))


def _every_problem():
    for code in CODES:
        values = dict.fromkeys(placeholders(zh.PROBLEMS[code]), "1")
        if "metric" in values:
            values |= {key: "students_total" for key in ("metric", "other") if key in values}
        values |= {"field": "stage"} if "field" in values else {}
        values |= {"sheet": "cases"} if code == "count_differs" else {}
        yield Problem(code, Location("Data", 2, 4), values)


def gap_report(lang):
    words = Words(lang, national())
    return text.render(gap_page(assess(poor_school(), national()), words, verbose=True), 80)


def test_the_made_up_school_shows_what_can_go_wrong():
    results = assess(poor_school(), national()).indicators
    outcomes = {judged.result.outcome for result in results for judged in result.checks}
    assert outcomes >= {Outcome.FAIL, Outcome.MISSING, Outcome.ERROR}


def test_an_english_gap_report_has_no_chinese_but_for_the_numbers_of_regulations():
    report = "".join(gap_report("en").split())
    numbers = {source.number for source in national().sources.values()}
    for sentence in (*_telling_what_to_type(), *sorted(numbers, key=len, reverse=True)):
        report = report.replace("".join(sentence.split()), "")
    assert CHINESE.findall(report) == []


def _telling_what_to_type():
    """The English sentences that name words which a workbook must have in Chinese."""
    yield from (Words("en", national()).problem(each).split("; ")[1] for each in TO_TYPE)
    yield from (check.remedy_en for _, check in national().checks() if CHINESE.search(check.remedy_en))


def test_a_chinese_gap_report_can_be_printed_on_a_gbk_console():
    assert gap_report("zh").encode("gbk").decode("gbk") == gap_report("zh")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_of_a_gap_report_is_wider_than_the_screen(lang):
    assert [line for line in gap_report(lang).splitlines() if text.columns_of(line) > 80] == []


def test_an_english_list_of_indicators_has_no_chinese():
    assert CHINESE.findall(text.render(catalog_page(national(), Words("en", national())), 80)) == []


@pytest.mark.parametrize("id_", ["N25", "N25.sleep_primary", "students_total", "stage", "class_size_limit", "bad_date"])
def test_an_english_explanation_has_no_chinese_but_for_words_to_type_and_where_to_look_it_up(id_):
    page = text.render(explain_page(id_, national(), Words("en", national())), 200)
    said = re.sub(r"\S+ \((?=primary|junior|nine|complete)", "", page)
    lines = [line for line in said.splitlines() if not line.strip().startswith("Source: ")]
    assert [line for line in lines if CHINESE.search(line)] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_indicator_can_be_explained(lang):
    words = Words(lang, national())
    titles = {id_: words.name(indicator) for id_, indicator in national().indicators.items()}
    assert len(titles) > 80
    told = {id_: text.render(explain_page(id_, national(), words), 1000) for id_ in titles}
    assert [id_ for id_, title in titles.items() if title not in told[id_]] == []


def test_no_answer_means_two_things_in_english():
    fields = [*national().profile.values(), *national().metrics.values()]
    pairs = {pair for field in fields for pair in zip(field.options, field.options_en, strict=False)}
    assert len(pairs) == len(dict(pairs))


HOURS = make.catalog(metrics=[make.metric("hours", unit="小时"), make.metric("whole"), make.metric("share", "share")])


def said(rule, **metrics):
    result = rule.evaluate(make.facts(HOURS, metrics=metrics))
    words = Words("zh", HOURS)
    return words.found(result), words.wanted(result)


@pytest.mark.parametrize(
    ("rule", "figures", "found", "wanted"),
    [
        (Number("hours", ">=", "9"), {"hours": "8.999996"}, "8.999996 小时（差 0.000004 小时）", "不少于 9 小时"),
        (Number("hours", ">=", "9"), {"hours": "8.33333"}, "8.33 小时（差 0.67 小时）", "不少于 9 小时"),
        (Number("hours", "<=", "9"), {"hours": "9.00000001"}, "9.00000001 小时（超出 0.00000001 小时）", "不超过 9 小时"),
        (Number("hours", "==", "9"), {"hours": "9.00012"}, "9.0001 小时", "等于 9 小时"),
        (Number("share", ">=", "0.95"), {"share": "0.949996"}, "94.9996%（差 0.0004%）", "不少于 95%"),
        (Number("share", "<=", "0.1"), {"share": "0.10004"}, "10.004%（超出 0.004%）", "不超过 10%"),
        (Interval("hours", "16", "28"), {"hours": "28.00001"}, "28.00001 小时", "在 16 到 28 小时之间"),
        (Compare("hours", "<=", "whole"), {"hours": "8.12345", "whole": "8.12344"}, "8.12345 小时", "不超过 8.12344 小时"),
        (Ratio("hours", "whole", "<=", "0.1"), {"hours": "1001", "whole": "10000"}, "1001 ÷ 10000 = 10.01%", "不超过 10%"),
        (Ratio("hours", "whole", ">=", "0.0625"), {"hours": "62", "whole": "1000"}, "62 ÷ 1000 = 6.2%", "不少于 6.25%"),
        (
            All((Number("hours", ">=", "9"), Number("whole", ">=", "1"))),
            {"hours": "8.99999", "whole": "1"},
            "8.99999 小时（差 0.00001 小时）",
            "不少于 9 小时；不少于 1",
        ),
    ],
)  # fmt: skip
def test_rounding_neither_reaches_the_bound_nor_leaves_no_difference(rule, figures, found, wanted):
    assert said(rule, **{key: Decimal(value) for key, value in figures.items()}) == (found, wanted)
