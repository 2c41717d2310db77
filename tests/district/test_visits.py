"""A plan of visits covers what there is to look at, spreads, and knows no order but that of district and code."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from schoolstd.district.likeness import Holder, Likeness, likenesses
from schoolstd.district.summary import Gathered
from schoolstd.district.texts import Text
from schoolstd.district.visits import own_matters, visit_plan
from schoolstd.reports.visits import COLUMNS, visit_rows, visit_section, visit_values
from schoolstd.wording import Words
from schoolstd.wording.district import DistrictWords
from tests.district.schools import CATALOG, record, records

DAYS = st.integers(1, 8)


def plan(schools, days=1, per_day=2, alike=()):
    return visit_plan(Gathered(tuple(schools), likenesses=tuple(alike)), CATALOG, days, per_day)


def codes(found):
    return [visit.record.facts.code for visit in found.visits]


def words(lang="zh"):
    return DistrictWords(Words(lang, CATALOG), CATALOG)


@given(st.data(), records(), DAYS)
def test_the_order_of_the_records_never_matters(data, schools, days):
    assert plan(data.draw(st.permutations(schools)), days) == plan(schools, days)


@given(records(), DAYS, st.integers(1, 3))
def test_every_visit_is_to_a_school_that_is_there_once_and_no_day_is_overfull(schools, days, per_day):
    found = plan(schools, days, per_day)
    visited = codes(found)
    assert set(visited) <= {each.facts.code for each in schools}
    assert len(visited) == len(set(visited)) <= days * per_day
    perday = [visit.day for visit in found.visits]
    assert all(1 <= day <= days and perday.count(day) <= per_day for day in perday)


@given(records(), DAYS)
def test_another_day_takes_nothing_away(schools, days):
    fewer, more = plan(schools, days), plan(schools, days + 1)
    assert set(codes(fewer)) <= set(codes(more))
    for before, after in ((fewer.gaps, more.gaps), (fewer.alike, more.alike), (fewer.own, more.own)):
        assert before[0] <= after[0]
        assert before[1] == after[1]


@given(records())
def test_with_days_enough_everything_is_looked_at_and_no_day_is_wasted(schools):
    found = plan(schools, days=20)
    assert [pair[0] for pair in (found.gaps, found.alike, found.own)] == [
        pair[1] for pair in (found.gaps, found.alike, found.own)
    ]
    assert {each.facts.code for each in schools if own_matters(each)} <= set(codes(found))
    assert all(visit.clauses or visit.grave or visit.alike for visit in found.visits)


@given(records(), DAYS)
def test_a_school_is_looked_at_for_all_that_is_its_own(schools, days):
    for visit in plan(schools, days).visits:
        looked_at = {clause.id for clause in visit.clauses}
        claims = zip(CATALOG.indicators, visit.record.agreements, strict=True)
        assert {id_ for id_, claim in claims if claim == ">"} <= looked_at
        assert {check for clause in visit.clauses for check in clause.weak} == set(visit.record.weak)
        assert len(visit.grave) == visit.record.grave


@given(records(), DAYS)
def test_visits_stand_by_district_and_code_whatever_the_verdicts(schools, days):
    placed = [(visit.record.facts.district, visit.record.facts.code) for visit in plan(schools, days).visits]
    assert placed == sorted(placed)


def test_a_shared_gap_is_looked_at_in_one_school_and_says_how_many_have_it():
    (visit,) = plan([record("1", "nmmm"), record("2", "nmmm"), record("3")]).visits
    assert visit.record.facts.code == "1"
    assert [(clause.id, clause.shared) for clause in visit.clauses] == [("N01", 2)]


def test_a_gap_of_one_school_that_says_so_itself_needs_no_visit():
    assert plan([record("1", "nmmm"), record("2")]).visits == ()


def test_a_recommended_indicator_is_no_gap():
    assert plan([record("1", "mmmn"), record("2", "mmmn")]).gaps == (0, 0)


def test_a_waived_gap_is_none():
    assert plan([record("1", "nmmm", waived=("N01",)), record("2", "nmmm")]).gaps == (0, 0)


def test_of_schools_that_add_as_much_the_kind_not_yet_seen_is_taken():
    town = [record(code, claims=">===") for code in "123"]
    country = record("9", claims=">===", location="乡村")
    assert codes(plan([*town, country])) == ["1", "9"]


def test_a_school_that_adds_far_more_goes_before_an_unseen_kind():
    many = [record(code, claims=">>>>") for code in "12"]
    assert codes(plan([*many, record("9", claims=">===", location="乡村")])) == ["1", "2"]


def test_a_group_with_like_texts_is_looked_at_in_one_of_its_schools():
    text = Text("N01.account", "自评", "D2", "全体教师分工负责并且每月检查一次落实情况及时整改")
    schools = [record("1", texts=(text,)), record("2", texts=(text,)), record("3")]
    (visit,) = plan(schools, alike=likenesses(schools)).visits
    assert [group.schools for group in visit.alike] == [(("1", "学校1"), ("2", "学校2"))]


def test_likenesses_of_schools_that_are_no_longer_there_are_passed_over():
    holders = (Holder("a", "8", "甲", "自评", "D2"), Holder("b", "9", "乙", "自评", "D2"))
    assert plan([record("1")], alike=[Likeness("documents", 100, holders)]).visits == ()


def test_the_sheet_names_what_to_look_at_and_where_and_leaves_room_for_what_is_found():
    header, rows = visit_rows(plan([record("1", "nmmm", ">===", open={"N01.check_1": "m"})]), words())
    assert len(header) == len(COLUMNS)
    assert header[-2:] == ("现场情况", "核实结论")
    assert rows == [
        ("1", "1", "学校1", "甲区", "小学", "城区", "自评偏高 1 条", "N01", "N01", "自评高于结论",
         "plan（佐证材料：plan）", "", ""),
    ]  # fmt: skip


def test_weak_evidence_alone_shows_the_checks_that_lack_it():
    school = record("1", "nmmm", weak=("N01.check_2",), open={"N01.check_1": "m", "N01.check_2": "m"})
    _, rows = visit_rows(plan([school]), words())
    assert [row[-3] for row in rows] == ["said（数据；佐证材料：plan）"]


@given(records(), st.sampled_from(["zh", "en"]))
def test_every_plan_can_be_told_in_both_languages(schools, lang):
    found = plan(schools, 2)
    lines = visit_section(found, words(lang)).blocks
    assert all("{" not in line.text for line in lines)
    assert len(visit_values(found)["visits"]) == len(found.visits)
