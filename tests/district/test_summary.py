"""Records of schools to one summary: what counts, in which order, and that districts put together are the city."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from schoolstd.district.record import Noted
from schoolstd.district.summary import (
    Counts,
    Failure,
    Gathered,
    RegisterProblem,
    common_gaps,
    gaps_of,
    gathered,
    in_order,
    merged,
    strengths,
    summarize,
)
from schoolstd.programme.doubled import Doubled
from schoolstd.programme.register import School
from tests.district.records import catalog, record

KNOWN = catalog()


def summary(*records, **more):
    return summarize(gathered(records, more.get("failures", ()), more.get("unreported", ())), KNOWN, "2022-06-30")


def test_schools_stand_in_the_order_of_their_codes_however_they_do():
    found = summary(record("3"), record("1", "nnnnnn"), record("2", "mmmmmn"))
    assert [each.facts.code for each in found.records] == ["1", "2", "3"]


def test_encouraged_indicators_are_in_no_rate():
    assert summary(record("1", "mmmmmn")).total == Counts(1, 5, 5)


def test_what_does_not_apply_or_is_not_in_force_is_in_no_rate():
    assert summary(record("1", "mpneaa")).total == Counts(1, 4, 1, 1, 1, 1)
    assert summary(record("1", "fffffm")).total == Counts(1)


def test_groups_are_by_stage_location_and_district():
    found = summary(record("1", stage="小学"), record("2", "nmmmmm", stage="初中", district="东区"))
    assert found.groups["stage"] == {"初中": Counts(1, 5, 4, 0, 1), "小学": Counts(1, 5, 5)}
    assert list(found.groups["district"]) == ["东区", "样例区"]


def test_shared_gaps_come_by_the_share_of_the_schools_they_apply_to():
    found = summary(record("1", "nmapmm"), record("2", "nnampm"), record("3", "mmnmmm"))
    gaps = [
        (each.id, [school.facts.code for school in each.short], each.counts.applicable) for each in common_gaps(found)
    ]
    assert gaps == [
        ("N03", ["3"], 1),
        ("N01", ["1", "2"], 3),
        ("N02", ["2"], 3),
        ("N04", ["1"], 3),
        ("N05", ["2"], 3),
    ]
    assert strengths(found) == []


def test_strengths_are_met_by_every_school_they_apply_to():
    assert [each.id for each in strengths(summary(record("1", "mammmm"), record("2", "ammmmn")))] == [
        "N01",
        "N02",
        "N03",
        "N04",
        "N05",
    ]


def test_a_waived_indicator_is_no_gap():
    school = record("1", "nmmmmm", waived=("N01",))
    assert gaps_of(school, KNOWN) == []
    assert common_gaps(summary(school)) == []


def test_of_two_workbooks_of_one_school_the_later_form_counts_and_both_are_told():
    old, new = record("1", "nmmmmm", file="b.xlsx", filled_on="2022-06-01"), record("1", file="a.xlsx")
    found = gathered((new, old), ())
    assert found.records == (new,)
    assert found.doubled == (Doubled("1", "a.xlsx", ("b.xlsx",)),)


def test_of_two_forms_of_one_day_the_last_by_file_name_counts():
    assert gathered((record("1", file="b.xlsx"), record("1", file="a.xlsx")), ()).records[0].file == "b.xlsx"


def test_problems_of_registers_stand_in_the_order_of_their_places_each_once():
    cells = ["A10", "B2", "", "A2", "B2"]
    found = in_order(RegisterProblem("r.xlsx", Noted("bad_date", "名册", each)) for each in cells)
    assert [each.noted.cell for each in found] == ["", "A2", "B2", "A10"]


def test_when_parts_are_put_together_a_tie_between_them_is_told():
    one, two, old = (
        gathered([record("1", file=f"{file}.xlsx", filled_on=day, name=name)], ())
        for file, day, name in (("a", "2022-06-30", "甲"), ("b", "2022-06-30", "乙"), ("c", "2022-06-01", "甲"))
    )
    whole = merged(merged(one, old), two)
    assert whole.doubled == (
        Doubled("1", "b.xlsx", ("a.xlsx", "c.xlsx"), ("a.xlsx",), (("乙", "样例区"), ("甲", "样例区"))),
    )


def test_a_form_without_a_date_counts_before_none_only():
    undated = record("1", file="z.xlsx", filled_on="")
    assert gathered((undated, record("1")), ()).records[0].file == "1.xlsx"


def test_a_workbook_without_a_code_is_a_failure():
    found = gathered((record("", file="x.xlsx"),), ())
    assert (found.records, found.failures) == ((), (Failure("x.xlsx", "no_school_code"),))


def test_registered_schools_without_a_workbook_have_not_reported():
    found = gathered((record("1"),), (), (School("2", "乙", "区"), School("1", "甲", "区")))
    assert [each.code for each in found.unreported] == ["2"]


def test_no_schools_at_all_make_an_empty_summary():
    found = summary()
    assert (found.total, found.shared, found.districts) == (Counts(), (), ())


codes = st.sampled_from(["1", "2", "3", "4"])
days = st.sampled_from(["", "2022-05-31", "2022-06-30"])


def schools(place):
    """Schools whose files lie in a folder: no two districts have one and the same file."""
    return st.builds(
        lambda code, day, verdicts, number, name: record(
            code, verdicts, filled_on=day, file=f"{place}/{number}.xlsx", name=name
        ),
        codes,
        days,
        st.text("mpneaf", min_size=6, max_size=6),
        st.integers(1, 9),
        st.sampled_from(["甲小学", "乙小学"]),
    )


def parts(place):
    """What one district gathered."""
    return st.builds(
        lambda records, missing, cells: gathered(records, (), [School(code, code, "") for code in missing])._replace(
            problems=in_order(RegisterProblem(f"{place}.xlsx", Noted("bad_date", "名册", each)) for each in cells)
        ),
        st.lists(schools(place), max_size=4, unique_by=lambda each: each.file),
        st.lists(codes, max_size=2),
        st.lists(st.sampled_from(["", "A2", "A10", "B2"]), max_size=3),
    )


@given(parts("a"), parts("b"), parts("c"))
def test_districts_can_be_merged_in_any_order_and_grouping(one, two, three):
    assert merged(merged(one, two), three) == merged(one, merged(three, two))
    assert merged(Gathered(), one) == one


@given(st.lists(schools("a"), max_size=6, unique_by=lambda each: each.file), st.randoms())
def test_the_order_in_which_files_come_makes_no_difference(records, chance):
    other = list(records)
    chance.shuffle(other)
    assert gathered(records, ()) == gathered(other, ())
