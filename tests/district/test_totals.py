"""Totals of districts add up to the totals of all their schools, whoever adds what first."""

from __future__ import annotations

from hypothesis import given

from schoolstd.district.summary import Gathered, summarize
from schoolstd.district.totals import Totals, added, all_of, shared_gaps, totals_of
from tests.district.schools import CATALOG, record, records


def totals(schools):
    return totals_of(summarize(Gathered(tuple(schools)), CATALOG, ""))


@given(records())
def test_parts_add_up_to_the_whole(schools):
    first, second = schools[::2], schools[1::2]
    assert added(totals(first), totals(second)) == totals(schools)


@given(records(), records(), records())
def test_adding_is_associative_and_commutative(one, two, three):
    a, b, c = totals(one), totals(two), totals(three)
    assert added(added(a, b), c) == added(a, added(b, c))
    assert added(a, b) == added(b, a)


@given(records())
def test_no_schools_add_nothing(schools):
    assert added(Totals(), totals(schools)) == totals(schools) == all_of([totals(schools)])


def test_shared_gaps_begin_with_the_largest_share():
    found = totals([record("1", "mnnm"), record("2", "mmnm")])
    assert [(id_, tally.short) for id_, tally in shared_gaps(found, CATALOG.indicators)] == [("N03", 2), ("N02", 1)]
