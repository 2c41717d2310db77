"""A list of problems has an end, and says so when it has been cut."""

from __future__ import annotations

import itertools

from schoolstd.problem import MAX_PROBLEMS, Problem, Severity, first_of

SLIP = Problem("field_blank", None)


def test_a_list_that_is_just_long_enough_is_whole():
    problems = [SLIP] * MAX_PROBLEMS
    assert first_of(iter(problems)) == problems


def test_a_longer_list_ends_by_saying_that_there_are_others():
    found = first_of([SLIP] * (MAX_PROBLEMS + 1))
    assert found[:-1] == [SLIP] * MAX_PROBLEMS
    assert found[-1].code == "problems_more"
    assert found[-1].values == {"limit": str(MAX_PROBLEMS)}


def test_what_is_cut_off_is_not_taken_for_harmless():
    assert first_of([SLIP] * (MAX_PROBLEMS + 1))[-1].severity is Severity.ERROR


def test_what_comes_after_the_end_is_not_even_looked_for():
    assert len(first_of(itertools.repeat(SLIP))) == MAX_PROBLEMS + 1
