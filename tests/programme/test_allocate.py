"""Who gets into which batch, who waits, and what happens to those that come late or close."""

from __future__ import annotations

from random import Random

import pytest

from schoolstd.programme.allocate import allocate
from schoolstd.reports.batch_page import over_lines, reason
from schoolstd.wording.programme import ProgrammeWords
from tests.programme.parts import beijing, candidate, programme

DAY = "2018-10-01"


def codes(placements):
    return [each.candidate.school.code for each in placements]


def ten(**first):
    """Ten eligible schools; three seats in the first batch."""
    return [candidate(f"{number:02}", order=number, **(first if number == 1 else {})) for number in range(1, 11)]


def test_seats_go_by_recommendation_then_application_then_code():
    schools = [
        candidate("05", order=2),
        candidate("04", order=1, applied="2018-09-05"),
        candidate("03", order=1, applied="2018-09-04"),
        candidate("02", order=1, applied="2018-09-04"),
        candidate("01", order=None),
        *(candidate(f"{n}", order=9) for n in range(10, 15)),
    ]
    found = allocate(schools, beijing(), DAY)
    assert codes(found.batches[0].placed) == ["02", "03", "04"]
    assert codes(found.waiting)[:2] == ["05", "10"]
    assert {each.reason for each in found.waiting} == {"seats_taken"}


def test_more_recognised_than_planned_is_told_and_leaves_no_less_than_no_seat():
    known = [candidate(f"{n}", recognised="2018-12-01", batch="batch-1") for n in range(7)]
    found = allocate(known, beijing(), "2020-05-01").batches
    assert [(each.planned, each.open, each.counted, each.over) for each in found] == [
        (2, 2, 7, 5),
        (3, 0, 0, 2),
        (2, 0, 0, 0),
    ]
    own = ProgrammeWords(beijing(), ())
    assert [line[:4] for line in over_lines(allocate(known, beijing(), "2020-05-01"), own)] == ["首批：到", "第二批："]
    free = ProgrammeWords(programme(share_mode="open"), ())
    assert over_lines(allocate(known, programme(share_mode="open"), "2020-05-01"), free) == []


def test_the_same_schools_in_any_order_give_the_same_lists():
    schools = [candidate(f"{n:02}", order=n % 4, eligible=(True, True, False, None)[n % 4]) for n in range(40)]
    expected = allocate(schools, beijing(), DAY)
    for seed in range(20):
        Random(seed).shuffle(schools)
        assert allocate(schools, beijing(), DAY) == expected


def test_every_school_stands_on_exactly_one_list():
    schools = [candidate(f"{n:02}", order=n, eligible=(True, False, None)[n % 3]) for n in range(31)]
    found = allocate(schools, beijing(), DAY)
    placed = [code for batch in found.batches for code in codes(batch.placed)]
    rest = [each.school.code for each in (*found.ineligible, *found.unreported)]
    assert sorted([*placed, *codes(found.waiting), *rest]) == [each.school.code for each in schools]


def test_a_batch_that_is_over_takes_nobody_in_and_leaves_its_seats_to_the_next():
    schools = ten(recognised="2018-12-31", batch="batch-1")
    later = [each._replace(eligibility=each.eligibility._replace(batch="batch-2")) for each in schools[1:]]
    found = allocate([schools[0], *later], beijing(), "2019-01-01")
    assert [(each.planned, each.open, each.counted) for each in found.batches] == [(3, 3, 1), (4, 6, 6)]
    assert codes(found.batches[0].placed) == ["01"]


@pytest.mark.parametrize(
    ("day", "begun"),
    [("2018-08-31", 0), ("2018-09-01", 1), ("2018-12-31", 1), ("2019-01-01", 2), ("2020-04-01", 3), ("2021-01-01", 3)],
)
def test_a_batch_begins_on_the_first_day_of_its_window(day, begun):
    assert len(allocate(ten(), beijing(), day).batches) == begun


def test_recognition_counts_from_its_day():
    schools = ten(recognised="2018-10-02", batch="batch-1")
    assert allocate(schools, beijing(), "2018-10-01").batches[0].placed[0].reason == "in_order"
    assert allocate(schools, beijing(), "2018-10-02").batches[0].placed[0].reason == "recognised"


def test_schools_founded_after_the_base_date_go_beside_the_seats_into_the_last_batch():
    late = candidate("99", "batch-3", joined="2018-09-02")
    edge = candidate("98", joined="2018-09-01", order=99)
    first = allocate([*ten(), late, edge], beijing(), DAY)
    reasons = {each.candidate.school.code: each.reason for each in first.waiting}
    assert (first.total, reasons["99"], reasons["98"]) == (11, "late_waits", "seats_taken")
    last = allocate([late, *(candidate(f"{n}", "batch-3") for n in range(3))], beijing(), "2020-04-01")
    assert (last.total, last.batches[2].counted, len(last.batches[2].placed)) == (3, 3, 4)


def test_a_school_that_closed_stays_in_the_base_but_gets_no_seat():
    found = allocate(ten(closed="2018-09-30"), beijing(), DAY)
    assert (found.total, found.present, [each.school.code for each in found.gone]) == (10, 9, ["01"])
    assert codes(found.batches[0].placed) == ["02", "03", "04"]


def test_a_school_that_closed_before_the_base_date_is_not_counted():
    assert allocate(ten(closed="2018-08-31"), beijing(), DAY).total == 9
    assert allocate(ten(closed="2018-09-01"), beijing(), DAY).total == 10


def test_without_a_limit_all_that_are_eligible_get_in():
    assert allocate(ten(), programme(share_mode="open"), DAY).waiting == ()


def test_one_that_may_come_again_in_the_next_batch_waits():
    schools = [*ten(), candidate("11", "batch-2", order=0, failed="2018-09-25")]
    found = allocate(schools, beijing(), DAY)
    assert (found.waiting[0].candidate.school.code, found.waiting[0].reason) == ("11", "retry_later")


def test_a_school_that_is_not_in_the_register_neither_counts_nor_gets_a_seat():
    found = allocate([*ten(), candidate("00", order=0)._replace(registered=False)], beijing(), DAY)
    assert (found.total, [each.school.code for each in found.ineligible]) == (10, ["00"])


# ── the other answers to the open questions ──


def test_the_earlier_application_goes_first_where_the_programme_says_so():
    schools = [candidate("01", order=1, applied="2018-09-09"), candidate("02", order=2, applied="2018-09-08")]
    schools += [candidate(f"{number}", order=9, applied="2018-09-20") for number in range(10, 13)]
    assert codes(allocate(schools, beijing(), DAY).batches[0].placed) == ["01", "02"]
    found = allocate(schools, programme(tie_break="application"), DAY)
    assert codes(found.batches[0].placed) == ["02", "01"]


def two_districts(batch="batch-1", **fields):
    """Ten eligible schools, the eight of 甲区 before the two of 乙区."""
    return [candidate(f"{n:02}", batch, order=n, district="甲区" if n < 9 else "乙区", **fields) for n in range(1, 11)]


def test_a_hard_quota_keeps_seats_for_each_district():
    free = allocate(two_districts(), beijing(), DAY)
    hard = allocate(two_districts(), programme(district_quota="hard"), DAY)
    assert codes(free.batches[0].placed) == ["01", "02", "03"]
    assert codes(hard.batches[0].placed) == ["01", "02", "09"]
    assert hard.batches[0].reference == {"甲区": 2, "乙区": 1}
    assert {each.reason for each in hard.waiting} == {"district_seats_taken"}


def test_what_a_district_leaves_empty_under_a_hard_quota_passes_on_within_it():
    schools = [each if each.school.district == "甲区" else each._replace(eligibility=None) for each in two_districts()]
    first = allocate(schools, programme(district_quota="hard"), DAY)
    assert (codes(first.batches[0].placed), len(first.waiting)) == (["01", "02"], 6)
    known = {"recognised": "2018-12-01", "batch": "batch-1"}
    later = [candidate(f"{n:02}", order=n, **known) for n in (1, 2)] + two_districts("batch-2")[2:]
    second = allocate(later, programme(district_quota="hard"), "2019-06-01").batches[1]
    assert (second.open, second.reference) == (5, {"甲区": 4, "乙区": 1})


@pytest.mark.parametrize("sizes", [(1, 1, 1), (1, 7, 3), (20, 1, 4, 9)])
def test_under_a_hard_quota_every_school_has_a_seat_in_the_end(sizes):
    schools = [
        candidate(f"{district}{n:02}", "batch-3", district=f"区{district}")
        for district, size in enumerate(sizes)
        for n in range(size)
    ]
    assert allocate(schools, programme(district_quota="hard"), "2020-04-01").waiting == ()


def test_where_the_application_decides_a_batch_that_is_over_takes_in_those_that_applied_in_time():
    rules = programme(batch_date="application")
    found = allocate(ten(), rules, "2019-02-01")
    assert [codes(batch.placed) for batch in found.batches] == [["01", "02", "03"], ["04", "05", "06", "07"]]
    assert codes(allocate(ten(), beijing(), "2019-02-01").batches[0].placed) == []


@pytest.mark.parametrize("answers", [{}, {"rounding": "remainder"}, {"district_quota": "hard"}, {"share_mode": "open"},
                                     {"tie_break": "application"}, {"batch_date": "application"}])  # fmt: skip
def test_every_placement_says_why_under_every_answer(answers):
    rules = programme(**answers)
    words = ProgrammeWords(rules, ())
    schools = [candidate(f"{n:02}", order=n, eligible=(True, True, False, None)[n % 4]) for n in range(24)]
    schools += [candidate("90", "batch-3", joined="2019-01-01"), candidate("91", "batch-2", failed="2018-09-10")]
    found = allocate(schools, rules, DAY)
    placements = [*found.waiting, *(each for batch in found.batches for each in batch.placed)]
    assert all(reason(each, words) for each in placements)
    assert len(placements) == 14
