"""Two results of one school: what is better, what is worse, what only changed."""

from __future__ import annotations

import pytest

from schoolstd.assessment.snapshot import DatedDocument, ResultProblem, Snapshot, Standing
from schoolstd.diff import Expired, Shift, compare


def standing(verdict="met", *, severity="mandatory", claim="", **checks):
    outcomes = {f"N01.{key}": (key, "document", "required", outcome) for key, outcome in checks.items()}
    return Standing("题", severity, verdict, claim, "unrated", outcomes)


def result(as_of="2024-06-30", *, code="1", catalog="national", version="1", problems=(), papers=(), **standings):
    return Snapshot("school.xlsx", code, "校", catalog, version, as_of, standings, tuple(problems), papers)


def lists(diff):
    names = ("improved", "fallen", "applicable", "inapplicable", "shifted")
    return {name: [shift.id for shift in getattr(diff, name)] for name in names if getattr(diff, name)}


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("partial", "met", "improved"),
        ("no_evidence", "partial", "improved"),
        ("met", "partial", "fallen"),
        ("partial", "not_met", "fallen"),
        ("met", "no_evidence", "fallen"),
        ("not_met", "no_evidence", "shifted"),
        ("not_applicable", "met", "applicable"),
        ("not_in_force", "not_met", "applicable"),
        ("met", "not_applicable", "inapplicable"),
        ("met", "not_in_force", "inapplicable"),
        ("not_in_force", "not_applicable", "shifted"),
    ],
)
def test_a_change_of_verdict_goes_by_rank(old, new, found):
    assert lists(compare(result(N01=standing(old)), result(N01=standing(new)))) == {found: ["N01"]}


def test_of_problems_that_say_the_same_the_ones_in_their_cells_are_known_again():
    same = [
        ResultProblem("bad_number", "error", text, "数据", cell)
        for text, cell in (("甲", "D2"), ("乙", "D2"), ("乙", "D3"))
    ]
    new = compare(result(problems=same[:2]), result(problems=same[1:])).problems_new
    assert new == compare(result(problems=same[1::-1]), result(problems=same[:0:-1])).problems_new


def test_two_equal_results_differ_in_nothing():
    same = result(
        N01=standing(first="pass"), problems=[ResultProblem("bad_number", "error", "“约5”不是数字", "数据", "D2")]
    )
    diff = compare(same, same)
    assert (lists(diff), diff.unchanged, diff.problems_new, diff.problems_gone) == ({}, 1, (), ())


def test_a_check_that_changed_under_the_same_verdict_is_listed_and_no_regression():
    old, new = standing("partial", a="pass", b="fail"), standing("partial", a="fail", b="pass")
    diff = compare(result(N01=old), result(N01=new))
    checks = (("N01.a", "a", "pass", "fail"), ("N01.b", "b", "fail", "pass"))
    assert diff.shifted == (Shift("N01", "题", "mandatory", "partial", "partial", checks),)
    assert not diff.regressed


def test_only_a_mandatory_indicator_that_fell_back_is_a_regression():
    old = result(N01=standing(), N02=standing(severity="recommended"))
    recommended = result(N01=standing(), N02=standing("not_met", severity="recommended"))
    assert not compare(old, recommended).regressed
    assert compare(old, result(N01=standing("partial"), N02=standing())).regressed


def test_an_indicator_of_one_result_only_is_neither_better_nor_worse():
    diff = compare(result(N01=standing()), result(N02=standing("not_met")))
    assert ([each.id for each in diff.only_old], [each.id for each in diff.only_new]) == (["N01"], ["N02"])
    assert (lists(diff), diff.regressed) == ({}, False)


def test_a_changed_claim_is_listed_with_what_was_claimed():
    diff = compare(result(N01=standing(claim="met")), result(N01=standing(claim="")))
    assert [(each.id, each.old, each.new) for each in diff.claims] == [("N01", "met", "")]


def paper(until, type_="licence", title="许可证"):
    return DatedDocument(type_, "证", title, "1号", until, "佐证材料!G2")


EXPIRED = Expired("证", "许可证", "2024-12-31", "佐证材料!G2")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("2024-12-31", "2024-12-31", (EXPIRED,)),  # current in the old one, past in the new
        ("2025-06-30", "2025-06-30", ()),  # still current on its last day
        ("2024-06-29", "2024-06-29", ()),  # already past in the old one
        ("2024-12-31", "2025-12-31", ()),  # the same document, prolonged
    ],
)
def test_a_document_has_expired_when_it_was_current_and_is_past(old, new, found):
    diff = compare(result(papers=(paper(old),)), result("2025-06-30", papers=(paper(new),)))
    assert diff.expired == found


def test_a_document_on_its_last_day_was_current_in_the_old_result():
    assert compare(result(papers=(paper("2024-06-30"),)), result("2024-07-01")).expired != ()


def test_an_expired_document_with_a_current_one_of_its_type_is_replaced():
    new = result("2025-06-30", papers=(paper("2024-12-31"), paper("2026-01-01", title="新证")))
    assert compare(result(papers=(paper("2024-12-31"),)), new).expired == (EXPIRED._replace(replaced=True),)


def test_without_lists_of_documents_their_checks_tell():
    old, new = result(papers=None, N01=standing(a="pass")), result("2025-06-30", papers=None, N01=standing(a="fail"))
    diff = compare(old, new)
    assert (diff.expired, diff.notes) == ((Expired("N01.a", "a", "", ""),), ("diff_no_documents",))


def test_a_problem_whose_row_moved_is_the_same_problem():
    old = result(problems=[ResultProblem("bad_date", "error", "“2018.13.1”不是日期", "佐证材料", "F9")])
    new = result(problems=[ResultProblem("bad_date", "error", "“2018.13.1”不是日期", "佐证材料", "F12")])
    assert (compare(old, new).problems_new, compare(old, new).problems_gone) == ((), ())


def test_a_problem_told_in_another_language_is_the_same_problem():
    old = result(problems=[ResultProblem("bad_date", "error", "“2018.13.1”不是日期", "佐证材料", "F9")])
    new = result(problems=[ResultProblem("bad_date", "error", "2018.13.1 is no date", "佐证材料", "F9")])
    assert (compare(old, new).problems_new, compare(old, new).problems_gone) == ((), ())


def test_of_two_equal_problems_one_can_go():
    twice = [ResultProblem("bad_number", "error", "“约5”不是数字", "数据", cell) for cell in ("D2", "D3")]
    diff = compare(result(problems=twice), result(problems=twice[:1]))
    assert (len(diff.problems_gone), diff.problems_new) == (1, ())


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"code": "2"}, "diff_other_school"),
        ({"catalog": "beijing"}, "diff_other_catalog"),
        ({"version": "2"}, "diff_other_version"),
        ({"as_of": ""}, "diff_no_date"),
        ({"as_of": "2024-06-29"}, "diff_order"),
        ({"papers": None}, "diff_one_list"),
    ],
)
def test_what_makes_two_results_hard_to_compare_is_said(changes, note):
    assert compare(result(), result(**changes)).notes == (note,)
