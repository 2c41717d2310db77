"""What is in the way, in words: which indicators or cells, in as few signs as say it exactly."""

from __future__ import annotations

import pytest

from schoolstd.programme.eligibility import Obstacle
from schoolstd.wording.programme import ProgrammeWords, runs
from tests.make import national
from tests.programme.parts import beijing


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ((), []),
        (("N01",), [["N01"]]),
        (("N08", "N09", "N10"), [["N08", "N09", "N10"]]),
        (("N01", "N03"), [["N01"], ["N03"]]),
        (("N02", "B1-02", "B1-03", "B2-04"), [["N02"], ["B1-02", "B1-03"], ["B2-04"]]),
        (("N", "N9" + "9" * 5000, "N"), [["N"], ["N9" + "9" * 5000], ["N"]]),
    ],
)
def test_ids_whose_numbers_follow_on_each_other_stand_together(items, expected):
    assert runs(items) == expected


@pytest.mark.parametrize(
    ("obstacle", "zh", "en"),
    [
        (
            Obstacle("duty_below", "D2", 1, ("N11", "N12", "N14")),
            "促进学生全面发展还差 1 条（没有达标：N11、N12、N14）",
            "All-round development of pupils: 1 more to be met (not met: N11, N12, N14)",
        ),
        (
            Obstacle("self_assessment_incomplete", "", 4, ("N01", "N02", "N03", "N05")),
            "自评没有做完，还有 4 条没有结论（N01—N03、N05）",
            "the self-assessment lacks verdicts: 4 (N01–N03, N05)",
        ),
        (
            Obstacle("open_problems", "", 2, ("数据!D4",)),
            "工作簿还有 2 个严重的数据问题（数据!D4 等）",
            "the workbook still has grave data problems: 2 (数据!D4 and more)",
        ),
        (Obstacle("not_applied"), "学校没有申报", "the school has not applied"),
    ],
)
def test_what_is_in_the_way_says_which(obstacle, zh, en):
    catalogs = [national().catalog]
    assert ProgrammeWords(beijing(), catalogs, "zh").obstacle(obstacle) == zh
    assert ProgrammeWords(beijing(), catalogs, "en").obstacle(obstacle) == en
