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
    ("pass_rule", "达标方案 beijing-2018 的参数 pass_rule（Q01）"),
    ("q17", "达标方案 beijing-2018 的参数 interval_months（Q17）"),
]


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


def test_an_explanation_in_english_is_in_english():
    run = schoolstd("explain", "N25.sleep_primary", "--lang", "en")
    assert "Check N25.sleep_primary" in run.out
    assert "要求" not in run.out


def test_an_explanation_has_no_escape_codes_in_a_pipe():
    assert "\x1b" not in schoolstd("explain", "N25", TERM="xterm").out


@pytest.mark.parametrize("question", beijing().questions, ids=lambda question: question.id)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_question_of_a_programme_is_told_whole(question, lang):
    sections = list(question_sections(question.parameter, [("p.yaml", beijing())], lang))
    told = "\n".join(line.text for section in sections for line in section.blocks)
    values = (question.default, question.where, *(option.value for option in question.options))
    texts = (question.question, question.answer, question.reason, *(option.title for option in question.options))
    if lang == "en":
        texts = (question.question_en, question.answer_en, question.reason_en)
        texts += tuple(option.title_en for option in question.options)
    assert all(each in told for each in (*values, *texts))


def test_the_answer_in_force_is_told_and_not_the_shipped_one():
    (section,) = question_sections("pass_rule", [("p.yaml", programme(pass_rule="duty_85"))], "zh")
    assert section.blocks[1].text.startswith("现行：duty_85：各项职责")


def test_a_near_miss_of_a_parameter_is_told_too():
    assert failed_in_one_sentence(schoolstd("explain", "pas_rule"), "pass_rule")
