"""Seats: whole numbers that always add up (domain reference, defaults Q04 and Q06)."""

from __future__ import annotations

import pytest

from schoolstd.programme.shares import ROUNDINGS, cumulative_seats, reference_seats, remainder_seats

SHARES = [30, 40, 30]


@pytest.mark.parametrize(
    ("schools", "seats"),
    [
        (0, [0, 0, 0]),
        (1, [0, 1, 0]),
        (7, [2, 3, 2]),
        (8, [2, 4, 2]),
        (10, [3, 4, 3]),
        (11, [3, 5, 3]),
        (45, [14, 18, 13]),
        (85, [26, 34, 25]),
        (165, [50, 66, 49]),
        (1300, [390, 520, 390]),
    ],
)
def test_the_worked_examples(schools, seats):
    assert cumulative_seats(schools, SHARES) == seats


@pytest.mark.parametrize("shares", [SHARES, [33, 33, 34], [100], [1, 98, 1]])
def test_batches_add_up_and_no_cumulative_share_is_off_by_more_than_half(shares):
    for schools in range(3001):
        seats = cumulative_seats(schools, shares)
        assert sum(seats) == schools
        assert min(seats) >= 0
        for number in range(len(shares)):
            reached = sum(seats[: number + 1])
            assert abs(200 * reached - 2 * sum(shares[: number + 1]) * schools) <= 100


@pytest.mark.parametrize("shares", [SHARES, [33, 33, 34], [100], [1, 98, 1]])
def test_by_largest_remainder_batches_add_up_and_none_is_off_by_a_whole_school(shares):
    for schools in range(3001):
        seats = remainder_seats(schools, shares)
        assert sum(seats) == schools
        assert all(abs(100 * each - share * schools) < 100 for each, share in zip(seats, shares, strict=True))


@pytest.mark.parametrize(
    ("schools", "seats"),
    [(7, [2, 3, 2]), (8, [3, 3, 2]), (10, [3, 4, 3]), (11, [3, 5, 3]), (45, [14, 18, 13]), (1300, [390, 520, 390])],
)
def test_largest_remainder_by_hand(schools, seats):
    assert remainder_seats(schools, SHARES) == seats


@pytest.mark.parametrize(("total", "shares"), [(10, [30, 40, 40]), (-1, SHARES)])
def test_shares_that_cannot_be_are_refused(total, shares):
    for rounded in ROUNDINGS.values():
        with pytest.raises(ValueError, match="shares"):
            rounded(total, shares)


def test_reference_seats_go_by_largest_remainder_and_ties_to_the_smaller_name():
    assert reference_seats(3, {"b": 4, "a": 4, "c": 2}) == {"b": 1, "a": 1, "c": 1}
    assert reference_seats(1, {"b": 5, "a": 5}) == {"b": 0, "a": 1}


def test_reference_seats_add_up_and_no_district_gets_more_than_it_has():
    districts = {"a": 1, "b": 7, "c": 19, "d": 58}
    for seats in range(86):
        found = reference_seats(seats, districts)
        assert sum(found.values()) == seats
        assert all(found[name] <= count for name, count in districts.items())


def test_more_seats_than_schools_are_refused():
    with pytest.raises(ValueError, match="seats"):
        reference_seats(3, {"a": 2})
