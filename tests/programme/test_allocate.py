"""Who gets into which batch, who waits, and what happens to those that come late or close."""

from __future__ import annotations

from random import Random

import pytest

from schoolstd.programme.allocate import allocate
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
    schools = [*ten(), candidate("11", "batch-2", order=0)]
    found = allocate(schools, beijing(), DAY)
    assert (found.waiting[0].candidate.school.code, found.waiting[0].reason) == ("11", "retry_later")


def test_a_school_that_is_not_in_the_register_neither_counts_nor_gets_a_seat():
    found = allocate([*ten(), candidate("00", order=0)._replace(registered=False)], beijing(), DAY)
    assert (found.total, [each.school.code for each in found.ineligible]) == (10, ["00"])
