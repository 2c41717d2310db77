"""The document of a plan, and what is printed of it, before they have a format."""

from __future__ import annotations

from datetime import date

import pytest

from schoolstd.plan import Held, Plan, PlanRow, State
from schoolstd.reports import text
from schoolstd.reports.plan_page import plan_page
from schoolstd.reports.plan_paper import plan_paper
from schoolstd.wording import Words
from schoolstd.wording.plan import PlanWords
from tests.reports.parts import assessed

DAYS = ("2026年9月1日", "2026-09-30", "2026-7-1", "2026-12-31 17:00:00")


def row(id="N22", due="", state=State.OPEN, **texts):
    return PlanRow(id, {"id": id, "title": "每天一小时体育", "due": due, "state": "待整改", **texts}, state)


def paper(*rows, columns=(), lang="zh"):
    assessment = assessed()
    plan = Plan(rows, columns)
    return plan_paper(plan, assessment, Words(lang, assessment.catalog), PlanWords(lang), None)


def printed(*rows):
    assessment, words = assessed(), Words("zh", assessed().catalog)
    return text.render(plan_page(Plan(rows), [], assessment, words, PlanWords(), False), 200, False)


@pytest.mark.parametrize(
    ("lang", "days"),
    [
        ("zh", ["2026年9月1日", "2026年9月30日", "2026年7月1日", "2026年12月31日"]),
        ("en", ["2026-09-01", "2026-09-30", "2026-07-01", "2026-12-31"]),
    ],
)
def test_the_days_of_the_annex_are_written_alike_whatever_the_school_has_typed(lang, days):
    annex = paper(*(row(due=due) for due in DAYS), lang=lang).annex
    assert annex is not None
    assert [cells[5] for cells in annex.grid.rows] == days


def test_a_day_that_is_none_and_no_day_stand_in_the_annex_as_they_are():
    annex = paper(row(due="九月底前"), row()).annex
    assert annex is not None
    assert [cells[5] for cells in annex.grid.rows] == ["九月底前", ""]


def test_the_days_of_the_printed_plan_are_written_alike():
    told = printed(*(row(due=due) for due in DAYS), row("N25", state=State.CLOSED, closed_on="2026年9月2日"))
    for day in ("2026-09-01", "2026-09-30", "2026-07-01", "2026-12-31", "2026-09-02"):
        assert f" {day}\n" in told.replace("完成时限：", "完成时限： ")


def test_a_day_in_a_column_of_the_school_is_written_as_the_others():
    own = row()._replace(extra=(Held(date(2026, 9, 1)),))
    assert "开工：2026年9月1日。" in [each.text for each in paper(own, columns=("开工",)).body if hasattr(each, "text")]


def test_what_stands_in_a_column_without_a_heading_is_written_without_one():
    own = row()._replace(extra=(Held("无标题列里的话"),))
    assert "无标题列里的话。" in [each.text for each in paper(own, columns=("",)).body if hasattr(each, "text")]


def test_a_row_that_sums_up_is_not_in_the_document():
    total = PlanRow("", {"title": "合计"}, State.SUM, extra=(Held(1230),))
    assert paper(row(), total, columns=("预算",)) == paper(row(), columns=("预算",))
    assert printed(row(), total) == printed(row())
