"""A fault is told by its kind and its place; what it says may quote a school."""

from __future__ import annotations

import pytest

from schoolstd.errors import traced
from schoolstd.location import parse_cell


@pytest.fixture
def fault():
    try:
        parse_cell("王小明")
    except ValueError as error:
        return error


def test_a_fault_is_told_by_its_kind_and_its_place_in_the_program(fault, monkeypatch):
    monkeypatch.delenv("SCHOOLSTD_DEBUG", raising=False)
    kind, _, place = traced(fault).partition(", ")
    assert (kind, place.partition(":")[0], place.partition(":")[2].isdigit()) == ("ValueError", "location", True)


def test_what_it_says_is_told_to_whoever_asks_for_it(fault, monkeypatch):
    monkeypatch.setenv("SCHOOLSTD_DEBUG", "1")
    assert "王小明" in traced(fault)
