"""`schoolstd explain` as a process: every sort of id, and an id that is nearly one."""

from __future__ import annotations

import pytest

from schoolstd.reports.text import columns_of
from tests.cli.run import failed_in_one_sentence, schoolstd

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
]


@pytest.mark.parametrize(("id_", "heading"), SORTS, ids=[id_ for id_, _ in SORTS])
def test_every_sort_of_id_is_explained(id_, heading):
    run = schoolstd("explain", id_)
    assert (run.code, run.err) == (0, "")
    assert heading in run.out
    assert [line for line in run.out.splitlines() if columns_of(line) > 80] == []


def test_a_near_miss_is_told_the_near_one():
    assert failed_in_one_sentence(schoolstd("explain", "student_total"), "student_total", "students_total")


def test_an_explanation_in_english_is_in_english():
    run = schoolstd("explain", "N25.sleep_primary", "--lang", "en")
    assert "Check N25.sleep_primary" in run.out
    assert "要求" not in run.out


def test_an_explanation_has_no_escape_codes_in_a_pipe():
    assert "\x1b" not in schoolstd("explain", "N25", TERM="xterm").out
