"""A plan goes on with what the school wrote: nothing is lost, and doing it twice changes nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolstd.plan import (
    FOUND,
    KEYS,
    Held,
    Item,
    Plan,
    PlanRow,
    State,
    Terms,
    belongs,
    is_overdue,
    merge,
    plan_problems,
    signed,
)
from schoolstd.wording.plan import PlanWords

SAYS = PlanWords()
TODAY = Terms(date(2018, 6, 30))
SPRING = Terms(date(2018, 4, 30))
FOUND_TEXTS = {"task": "任务", "title": "指标", "severity": "必达", "verdict": "未达标", "lacking": "差 15 分钟"}


def item(id="N22", state=State.OPEN, closed_on="", mandatory=True, **texts):
    return Item(id, state, {**FOUND_TEXTS, "measure": "调整课表", **texts}, closed_on, mandatory)


def plan(*items, before=None, terms=TODAY):
    return merge(items, before or Plan(), SAYS, terms)


def edited(before, at=0, **texts):
    """A plan after the school has written into a row."""
    row = before.rows[at]
    rows = list(before.rows)
    rows[at] = row._replace(texts={**row.texts, **texts})
    return before._replace(rows=tuple(rows))


def test_a_gap_becomes_a_row_with_the_remedy_as_its_measure():
    (row,) = plan(item()).rows
    assert (row.id, row.state, row.texts["measure"], row.texts["state"]) == ("N22", State.OPEN, "调整课表", "待整改")


def test_what_is_met_or_does_not_apply_becomes_no_row():
    assert plan(item(state=State.CLOSED), item("N23", State.LAPSED)).rows == ()


def test_an_edited_measure_stays_when_the_remedy_changes():
    before = edited(plan(item()), measure="每天加一节体育课")
    assert plan(item(measure="新的建议"), before=before).rows[0].texts["measure"] == "每天加一节体育课"


def test_a_measure_left_as_suggested_follows_the_suggestion():
    assert plan(item(measure="新的建议"), before=plan(item())).rows[0].texts["measure"] == "新的建议"


def test_a_blank_measure_is_suggested_again():
    assert plan(item(), before=edited(plan(item()), measure="")).rows[0].texts["measure"] == "调整课表"


def test_an_owner_that_the_workbook_no_longer_names_stays():
    assert plan(item(), before=plan(item(owner="王老师"))).rows[0].texts["owner"] == "王老师"


def test_what_the_school_wrote_into_a_column_of_the_tool_moves_to_the_remarks():
    before = edited(plan(item()), lacking="其实只差 5 分钟", note="已报区教委")
    texts = plan(item(), before=before).rows[0].texts
    assert texts["lacking"] == "差 15 分钟"
    assert texts["note"] == "已报区教委\n原在“差距”栏写：其实只差 5 分钟"


def test_a_closed_row_stays_with_the_date_of_its_evidence():
    (row,) = plan(item(state=State.CLOSED, closed_on="2018-06-01"), before=plan(item(), terms=SPRING)).rows
    assert (row.texts["state"], row.texts["closed_on"]) == ("已销号", "2018-06-01")


@pytest.mark.parametrize(
    ("evidence", "closed"),
    [
        ("2018-05-01", "2018-09-01"),
        ("2018-06-30", "2018-09-01"),
        ("2018-07-01", "2018-07-01"),
        ("2018-09-01", "2018-09-01"),
    ],
)
def test_a_row_is_never_closed_before_the_plan_that_had_it_open(evidence, closed):
    later = Terms(date(2018, 9, 1))
    (row,) = plan(item(state=State.CLOSED, closed_on=evidence), before=plan(item(), terms=TODAY), terms=later).rows
    assert row.texts["closed_on"] == closed


def test_a_row_of_a_later_plan_is_not_closed_before_it_either():
    (row,) = plan(item(state=State.CLOSED, closed_on="2018-04-01"), before=plan(item()), terms=SPRING).rows
    assert row.texts["closed_on"] == "2018-06-30"


def test_a_row_of_a_plan_of_an_unknown_day_is_closed_on_the_day_that_finds_it_so():
    before = Plan((PlanRow("N22", {"id": "N22"}),))
    (row,) = plan(item(state=State.CLOSED, closed_on="2018-06-01"), before=before).rows
    assert row.texts["closed_on"] == "2018-06-30"


def test_the_day_of_the_plan_stays_when_the_school_is_named():
    later = signed(plan(item()), "1", "甲小学")
    (row,) = plan(item(state=State.CLOSED, closed_on="2018-07-01"), before=later, terms=Terms(date(2018, 9, 1))).rows
    assert row.texts["closed_on"] == "2018-07-01"


@pytest.mark.parametrize("typed", [" n22 ", "Ｎ２２", "n22", "\u3000ｎ２２"])
def test_an_indicator_is_known_however_its_id_is_typed(typed):
    before = Plan((PlanRow(typed, {"id": typed, "measure": "每天加一节体育课"}),))
    after = plan(item(owner="王", due="2018-08-31"), before=before)
    assert [(row.id, row.texts["id"], row.texts["measure"]) for row in after.rows] == [
        ("N22", "N22", "每天加一节体育课")
    ]
    assert plan_problems(after, None) == []


def test_a_closed_row_keeps_its_first_closing_date_and_its_measure():
    once = plan(item(state=State.CLOSED, closed_on="2018-06-01"), before=plan(item(), terms=SPRING))
    again = plan(item(state=State.CLOSED, closed_on="2018-06-20", measure=""), before=once)
    assert (again.rows[0].texts["closed_on"], again.rows[0].texts["measure"]) == ("2018-06-01", "调整课表")


def test_a_row_that_opens_again_remembers_when_it_was_closed():
    closed = plan(item(state=State.CLOSED, closed_on="2018-06-01"), before=plan(item(), terms=SPRING))
    texts = plan(item(), before=closed).rows[0].texts
    assert (texts["state"], texts.get("closed_on", ""), texts["note"]) == ("待整改", "", "原记销号日期：2018-06-01")


def waived(**texts):
    return Item("N22", State.WAIVED, {**FOUND_TEXTS, "needed": "豁免至 2018-06-30", **texts})


def test_a_waived_gap_is_a_row_that_asks_for_nothing():
    after = plan(waived(), terms=Terms(date(2018, 6, 30), date(2018, 8, 31)))
    (row,) = after.rows
    assert (row.texts["state"], row.texts["needed"]) == ("已豁免", "豁免至 2018-06-30")
    assert [row.texts.get(key) for key in ("measure", "owner", "due")] == [None, None, None]
    assert plan_problems(after, None) == []


def test_a_gap_that_is_waived_and_open_again_keeps_what_the_school_wrote():
    gap = item(needed="每天 60 分钟")
    before = edited(plan(gap), measure="每天加一节体育课", owner="王", due="2018-06-01", note="已报")
    during = plan(waived(), before=before)
    (row,) = plan(gap, before=during).rows
    assert not is_overdue(during.rows[0], TODAY.today)
    assert {**row.texts, "state": ""} == {**before.rows[0].texts, "state": ""}
    assert is_overdue(row, TODAY.today)


def test_a_row_that_begins_as_waived_gets_its_measure_and_date_when_the_waiver_ends():
    terms = Terms(date(2018, 7, 1), date(2018, 8, 31))
    (row,) = plan(item(), before=plan(waived()), terms=terms).rows
    assert (row.texts["measure"], row.texts["due"], row.texts["state"]) == ("调整课表", "2018-08-31", "待整改")


def test_new_gaps_come_after_the_rows_that_precede_them_in_the_catalog():
    before = plan(item("N01"), item("N30"))
    after = plan(item("N01"), item("N22"), item("N30"), before=before)
    assert [row.id for row in after.rows] == ["N01", "N22", "N30"]


def test_the_order_that_the_school_gave_its_rows_stays():
    before = plan(item("N01"), item("N30"))
    before = before._replace(rows=before.rows[::-1])
    assert [row.id for row in plan(item("N01"), item("N30"), before=before).rows] == ["N30", "N01"]


def test_several_rows_for_one_indicator_all_stay():
    before = plan(item())
    second = PlanRow("N22", {"id": "N22", "measure": "再买器材", "owner": "李老师"})
    after = plan(item(), before=before._replace(rows=(*before.rows, second)))
    assert [row.texts["measure"] for row in after.rows] == ["调整课表", "再买器材"]


def test_rows_of_the_school_itself_stay_as_they_are():
    own = PlanRow("", {"measure": "修围墙", "state": "进行中"}, extra=(Held(3),))
    assert plan(item(), before=Plan((own,), ("预算",))).rows[-1] == own


def test_a_row_without_a_date_gets_the_end_of_the_phase_once():
    first = plan(item(), terms=Terms(date(2018, 6, 30), date(2018, 8, 31)))
    later = plan(item(), before=first, terms=Terms(date(2018, 10, 1), date(2018, 12, 31)))
    assert [each.rows[0].texts["due"] for each in (first, later)] == ["2018-08-31", "2018-08-31"]


@pytest.mark.parametrize(("today", "overdue"), [("2018-08-31", False), ("2018-09-01", True)])
def test_a_row_is_overdue_from_the_day_after_its_last(today, overdue):
    terms = Terms(date.fromisoformat(today))
    (row,) = plan(item(due="2018年8月31日"), terms=terms).rows
    assert (is_overdue(row, terms.today), row.texts["state"]) == (overdue, "已逾期" if overdue else "待整改")


def problems(*items, deadline=None):
    return [problem.code for problem in plan_problems(plan(*items), deadline)]


def test_a_row_without_owner_and_date_is_two_problems():
    assert problems(item()) == ["plan_owner_missing", "plan_due_missing"]


def test_a_month_is_no_date():
    assert problems(item(owner="王", due="2018年9月")) == ["plan_due_unclear"]


@pytest.mark.parametrize(("due", "found"), [("2018-08-31", []), ("2018-09-01", ["plan_due_late"])])
def test_a_date_after_the_phase_is_a_problem(due, found):
    assert problems(item(owner="王", due=due), deadline=date(2018, 8, 31)) == found


def test_an_encouraged_row_may_have_no_owner():
    assert problems(item(mandatory=False)) == []


def test_an_indicator_of_another_catalog_is_a_problem_and_stays():
    after = plan(item(owner="王", due="2018-08-31"), before=Plan((PlanRow("B1-01", {"id": "B1-01"}),)))
    assert [problem.code for problem in plan_problems(after, None)] == ["plan_unknown_indicator"]
    assert [row.id for row in after.rows] == ["N22", "B1-01"]


@pytest.mark.parametrize(
    ("code", "name", "same"),
    [
        ("1", "甲小学", True),
        ("2", "甲小学", True),
        ("1", "乙小学", True),
        ("", "甲小学", True),
        ("", "", True),
        ("2", "乙小学", False),
        ("2", "", False),
        ("", "乙小学", False),
    ],
)
def test_a_plan_is_for_the_school_with_its_code_or_its_name(code, name, same):
    assert belongs(signed(Plan(), "1", "甲小学"), code, name) is same


def test_a_plan_that_names_no_school_is_for_any():
    assert belongs(Plan(), "1", "甲小学")


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12).map(str.strip)
ITEMS = st.lists(
    st.builds(
        item,
        id=st.sampled_from(["N01", "N02", "N03", "N04"]),
        state=st.sampled_from([State.OPEN, State.CLOSED, State.WAIVED, State.LAPSED]),
        closed_on=st.sampled_from(["", "2018-06-01"]),
        lacking=TEXT,
        measure=TEXT,
        owner=TEXT,
        due=st.sampled_from(["", "2018-08-31", "九月"]),
    ),
    unique_by=lambda each: each.id,
    max_size=4,
).map(lambda found: sorted(found, key=lambda each: each.id))
ROWS = st.lists(
    st.builds(
        lambda id, texts, extra: PlanRow(id, {k: v for k, v in {**texts, "id": id}.items() if v}, extra=(Held(extra),)),
        st.sampled_from(["", "N01", "N02", "N03", "自1"]),
        st.dictionaries(st.sampled_from(KEYS[1:]), TEXT),
        st.one_of(st.none(), TEXT, st.integers(0, 99), st.booleans()),
    ),
    max_size=5,
).map(lambda rows: Plan(tuple(rows), ("预算",)))


@settings(deadline=None)
@given(ITEMS, ROWS)
def test_merging_twice_is_merging_once(items, before):
    once = plan(*items, before=before)
    assert plan(*items, before=once) == once


@settings(deadline=None)
@given(ITEMS, ITEMS, ROWS)
def test_nothing_that_the_school_wrote_is_lost(first, second, before):
    after = plan(*second, before=plan(*first, before=before))
    assert len(after.rows) >= len(before.rows)
    kept = [row for row in after.rows if row.extra]
    for old, new in zip(before.rows, kept, strict=True):
        everything = "\n".join(new.texts.values())
        assert new.extra == old.extra
        assert all(text in everything for key, text in old.texts.items() if key not in ("state", "due"))
        assert all(new.texts.get(key) for key in FOUND if old.texts.get(key))
