"""Formulas go on naming the cells they named when rows and columns of a plan come to stand elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import range_boundaries

from schoolstd.plan import KEYS, Held, Plan, PlanRow
from schoolstd.reports.plan_formulas import rewritten
from schoolstd.reports.plan_moves import moves_of

SHEETS = ("首页", "一校一案", "说明", "会议记录")
WIDTH = len(KEYS) + 3


def moves(*was, places=(), above=0, columns=3, tables=(), title="一校一案"):
    """What becomes of the cells of a plan with rows that were at `was`, 0 for a new one, below a header and `above` rows."""
    head = ((Held("台账"),),) * above
    plan = Plan(tuple(PlanRow("", {}, was=row) for row in was), ("经费", "占比", "备查")[:columns], head, places=places)
    return moves_of(plan, title, SHEETS, tables)


SIX_MORE = moves(0, 0, 2, 3, 0, 4, 0, 6)  # 5 was blank; 2, 3, 4, 6 are now 4, 5, 7, 9


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("=O2", "=O4"),
        ("=o2+$O$3*$O4-O$6", "=O5".replace("O5", "O4+$O$5*$O7-O$9")),
        ("=SUM(O2:O4)", "=SUM(O4:O7)"),
        ("=SUM($O$2:O$6)/P1", "=SUM($O$4:O$9)/P1"),
        ("=SUM(O2:O5)", "=SUM(O4:O8)"),
        ("=SUM(O1:O100)", "=SUM(O1:O103)"),
        ("=SUM(O5:O6)", "=SUM(O9:O9)"),
        ("=SUM(4:6)+SUM(O:P)", "=SUM(7:9)+SUM(O:P)"),
        ("=SUM(O2:O1048576)", "=SUM(O4:O1048576)"),
        ("=SUM('一校一案'!O2:O17)", "=SUM('一校一案'!O4:O20)"),
        ("=一校一案!$O$2:一校一案!O4", "=一校一案!$O$4:一校一案!O7"),
        (
            "=会议记录!O2+'[另一本.xlsx]一校一案'!O2+[1]一校一案!O2",
            "=会议记录!O2+'[另一本.xlsx]一校一案'!O2+[1]一校一案!O2",
        ),
        ("=SUM(O2:INDEX(O:O,3))", "=SUM(O4:INDEX(O:O,3))"),
        ("=SUM(INDEX(O:O,3):O4)", "=SUM(INDEX(O:O,3):O7)"),
        ('=IF(O2="","O2，见 O3",O4)', '=IF(O4="","O2，见 O3",O7)'),
        ("=LOG10(O2)+预算总额+TAX20240", "=LOG10(O4)+预算总额+TAX20243"),
        ("=@O2 + {1,2;3,4}", "=@O4 + {1,2;3,4}"),
        ("=#REF!+一校一案!#REF!+O2", "=#REF!+一校一案!#REF!+O4"),
        ("=SUM(首页:首页!O2)", "=SUM(首页:首页!O2)"),
        ("=Table1[经费]", "=Table1[经费]"),
    ],
)
def test_a_formula_names_the_rows_it_named(old, new):
    assert rewritten(old, SIX_MORE, inside=True) == new


@pytest.mark.parametrize(
    "formula",
    [
        "=O5",
        "=SUM(O5:O5)",
        "=SUM(首页:说明!O2)",
        "=O2#",
        "=SUM(O2:O5:O6)",
        "=INDEX(O2:O4,1):O5",
        "=一校一案!O5",
        "=5:5",
    ],
)
def test_a_formula_that_names_a_row_which_is_no_more_has_no_place(formula):
    assert rewritten(formula, SIX_MORE, inside=True) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("=O2+一校一案!O2", "=O2+一校一案!O4"),
        ("=SUM(O5)", "=SUM(O5)"),
        ("=O2#", "=O2#"),
        ("='一校一案 (2)'!O2", "='一校一案 (2)'!O2"),
    ],
)
def test_on_another_sheet_only_what_names_the_plan_is_rewritten(old, new):
    assert rewritten(old, SIX_MORE, inside=False) == new


@pytest.mark.parametrize("prefix", ["'O''Brien plan'!", "'o''brien PLAN'!"])
def test_a_sheet_is_known_by_its_name_whatever_its_marks(prefix):
    found = moves(0, 2, title="O'Brien plan")
    assert rewritten(f"={prefix}O2", found, inside=False) == f"={prefix}O3"


def test_columns_that_move_are_followed():
    places = (*range(2, len(KEYS) + 2), 1, 17, 18)  # the first of the school's columns stood before all
    found = moves(2, 3, places=places)
    assert rewritten("=A2*B3+SUM(C2:D3)+SUM(A:A)", found, inside=True) == "=O2*A3+SUM(B2:C3)+SUM(O:O)"
    assert rewritten("=SUM(A2:B3)", found, inside=True) is None


def test_a_column_that_comes_in_between_is_inside_of_what_it_stands_in():
    places = (1, 0, *range(2, len(KEYS)), 14, 15, 16)  # the second column had been deleted
    assert rewritten("=SUM(A2:C3)+N2", moves(2, 3, places=places), inside=True) == "=SUM(A2:D3)+O2"


def test_a_column_that_was_left_out_has_no_place():
    places = (*range(1, len(KEYS) + 1), 15, 17, 18)
    found = moves(2, places=places)
    assert rewritten("=P2", found, inside=True) is None
    assert rewritten("=SUM(O2:P2)+R2", found, inside=True) == "=SUM(O2:O2)+Q2"


def test_what_stands_above_the_header_is_named_where_it_is():
    places = (*range(2, len(KEYS) + 2), 1, 17, 18)
    found = moves(0, 4, above=2, places=places)
    assert rewritten("=A1+B$2+B4", found, inside=True) == "=A1+B$2+A5"
    assert rewritten("=SUM(A:A)", found, inside=True) is None  # the title stays in A, the column goes


def test_a_table_on_the_sheet_of_the_plan_can_no_longer_be_named():
    found = moves(2, tables=("台账",))
    for formula in ("=SUM(台账[经费])", "=台账", "=[@经费]"):
        assert rewritten(formula, found, inside=True) is None
    assert rewritten("=SUM(别的[经费])+O2", found, inside=False) == "=SUM(别的[经费])+O2"


def test_a_formula_stays_to_the_letter_when_nothing_moved():
    assert rewritten("= sum( O2#", moves(2, 3), inside=True) == "= sum( O2#"


@settings(deadline=None)
@given(
    st.lists(st.booleans(), min_size=1, max_size=12),
    st.data(),
)
def test_an_area_holds_the_rows_it_held_and_what_came_in_between(kept, data):
    """Against the definition: the rows that stayed, from the first to the last of them, and no other that was there."""
    olds = [number for number, stays in enumerate(kept, 2) if stays]
    rows: list[int] = []
    for old in olds:
        rows += [0] * data.draw(st.integers(0, 2)) + [old]
    first = data.draw(st.integers(2, len(kept) + 1))
    last = data.draw(st.integers(first, len(kept) + 1))
    found = rewritten(f"=O{first}:O{last}", moves(*rows), inside=True)
    inside = {rows.index(old) + 2 for old in olds if first <= old <= last}
    outside = {rows.index(old) + 2 for old in olds if old < first or (old > last and old <= max(olds))}
    if inside:
        assert found
        _, top, _, bottom = range_boundaries(found[1:])
        assert set(range(top, bottom + 1)) >= inside
        assert not set(range(top, bottom + 1)) & outside
