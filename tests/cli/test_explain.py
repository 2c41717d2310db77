"""`schoolstd explain` as a process: every sort of id, and an id that is nearly one."""

from __future__ import annotations

import pytest

from schoolstd.reports.explain_page import explain_page
from schoolstd.reports.question_page import question_sections
from schoolstd.reports.text import columns_of
from schoolstd.wording import Words
from tests.cli.run import failed_in_one_sentence, schoolstd
from tests.make import national
from tests.programme.parts import beijing, programme

SORTS = [
    ("N25", "指标 N25"),
    ("n25", "指标 N25"),
    ("N25.sleep_primary", "检查项 N25.sleep_primary"),
    ("students_total", "数据项 students_total"),
    ("daily_timetable", "材料类型 daily_timetable"),
    ("home_contact", "活动类型 home_contact"),
    ("bullying", "事项类型 bullying"),
    ("class_size_limit", "参数 class_size_limit"),
    ("edu-2017-9", "依据 edu-2017-9"),
    ("boarding", "学校信息 boarding"),
    ("bad_date", "数据问题 bad_date"),
    ("T06", "任务 T06"),
    ("d2", "职责 D2"),
    ("达标", "结论 met"),
    ("partial", "结论 partial"),
    ("not met", "结论 not_met"),
    ("未生效", "结论 not_in_force"),
    ("pass_rule", "达标方案 beijing-2018 的参数 pass_rule（Q01）"),
    ("q17", "达标方案 beijing-2018 的参数 interval_months（Q17）"),
]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("n25", "N25"),
        ("n25.SLEEP_primary", "N25.sleep_primary"),
        ("BAD_DATE", "bad_date"),
        ("q17", "Q17"),
        ("t06", "T06"),
    ],
)
def test_an_id_is_found_and_shown_as_it_is_spelt_whatever_capitals_are_typed(typed, title):
    assert schoolstd("explain", typed).out.splitlines()[0] == title


def test_an_id_of_another_catalog_is_told_in_small_letters_too():
    assert failed_in_one_sentence(schoolstd("explain", "b1-02"), "--catalog beijing")


@pytest.mark.parametrize(("id_", "heading"), SORTS, ids=[id_ for id_, _ in SORTS])
def test_every_sort_of_id_is_explained(id_, heading):
    run = schoolstd("explain", id_)
    assert (run.code, run.err) == (0, "")
    assert heading in run.out
    assert [line for line in run.out.splitlines() if columns_of(line) > 80] == []


@pytest.mark.parametrize("id_", ["has_sports_grounds", "has_party_organisation", "boarding"])
def test_what_applies_by_a_field_of_the_profile_is_told_as_its_use(id_):
    catalog = national().catalog
    kinds = (catalog.indicators, catalog.metrics, catalog.document_types, catalog.event_types, catalog.case_types)
    wanted = [each.id for kind in kinds for each in kind.values() if any(id_ == c.profile for c in each.when)]
    assert wanted
    (section,) = explain_page(id_, catalog, Words("zh", catalog)).sections
    (line,) = [line.text for line in section.blocks if line.text.startswith("用在")]
    assert [each for each in wanted if each not in line] == []


def test_a_near_miss_is_told_the_near_one():
    assert failed_in_one_sentence(schoolstd("explain", "student_total"), "student_total", "students_total")


@pytest.mark.parametrize(("id_", "catalog"), [("B0-03", "beijing"), ("d-01", "district"), ("C-01", "city")])
def test_an_id_of_another_catalog_is_told_with_that_catalog(id_, catalog):
    assert failed_in_one_sentence(schoolstd("explain", id_), id_, f"--catalog {catalog}")


def test_an_explanation_in_english_is_in_english():
    run = schoolstd("explain", "N25.sleep_primary", "--lang", "en")
    assert "Check N25.sleep_primary" in run.out
    assert "要求" not in run.out


def test_figures_by_stage_are_told_with_the_regulation_that_gives_them():
    told = schoolstd("explain", "B1-04.class_size", "--catalog", "beijing").out
    assert "要求：每行不超过：小学 45、初中 50" in told
    assert "班额上限的数出自：中小学校设计规范（GB 50099-2011）班级规模" in told
    assert "数出自" not in schoolstd("explain", "N03.class_size").out


def test_months_counted_back_from_a_day_that_is_not_known_are_told():
    assert "要求：日期在评定日之前 60 个月之内" in schoolstd("explain", "N75.charter_reviewed").out


def test_an_explanation_has_no_escape_codes_in_a_pipe():
    assert "\x1b" not in schoolstd("explain", "N25", TERM="xterm").out


@pytest.mark.parametrize("question", beijing().questions, ids=lambda question: question.id)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_question_of_a_programme_is_told_whole(question, lang):
    sections = list(question_sections(question.parameter, [("p.yaml", beijing())], lang))
    told = "\n".join(line.text for section in sections for line in section.blocks)
    values = (question.default, *(option.value for option in question.options))
    texts = (question.question, question.answer, question.where, question.reason)
    texts += tuple(option.title for option in question.options)
    if lang == "en":
        texts = (question.question_en, question.answer_en, question.where_en, question.reason_en)
        texts += tuple(option.title_en for option in question.options)
    assert all(each in told for each in (*values, *texts))


def test_the_answer_in_force_is_told_and_not_the_shipped_one():
    (section,) = question_sections("pass_rule", [("p.yaml", programme(pass_rule="duty_85"))], "zh")
    assert section.blocks[1].text.startswith("现行：duty_85：各项职责")


def test_a_near_miss_of_a_parameter_is_told_too():
    assert failed_in_one_sentence(schoolstd("explain", "pas_rule"), "pass_rule")
