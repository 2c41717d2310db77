"""Evidence and a catalog to verdicts: design.md §5, row by row."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from schoolstd.assessment.assess import assess, is_gap, tally, verdict
from schoolstd.assessment.model import Agreement, JudgedCheck, Progress, Tally, Verdict
from schoolstd.catalog.model import Effective
from schoolstd.checks.answer import Statement
from schoolstd.checks.base import CheckResult, Outcome, Phrase
from schoolstd.checks.document import DocumentCheck
from schoolstd.checks.events import Events
from schoolstd.checks.number import Number
from schoolstd.problem import Problem
from tests import make
from tests.checks.parts import part
from tests.make import BAD, at, check, indicator, metric, metric_is, profile_is

# ── the verdict from the outcomes ──


def judged(name: str) -> JudgedCheck:
    """`fail`, `fail!` (decisive), `later` (not in force yet): a check that comes out so."""
    outcome = name.rstrip("!").replace("later", "skipped")
    rule = part(outcome)
    result = CheckResult(Outcome(outcome), Phrase("wanted"), Phrase("found"))
    return JudgedCheck(check(rule, name, decisive=name.endswith("!")), result, in_force=name != "later")


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ("pass", "met"),
        ("pass pass", "met"),
        ("pass skipped", "met"),
        ("pass later", "met"),
        ("pass fail", "partial"),
        ("pass missing", "partial"),
        ("pass error", "partial"),
        ("pass fail missing error skipped", "partial"),
        ("fail", "not_met"),
        ("fail fail", "not_met"),
        ("fail missing", "not_met"),
        ("fail error", "not_met"),
        ("fail skipped", "not_met"),
        ("missing", "no_evidence"),
        ("missing missing", "no_evidence"),
        ("error", "no_evidence"),
        ("missing error", "no_evidence"),
        ("missing skipped", "no_evidence"),
        ("missing later", "no_evidence"),
        ("skipped", "not_applicable"),
        ("skipped skipped", "not_applicable"),
        ("", "not_applicable"),
        ("later", "not_in_force"),
        ("later skipped", "not_in_force"),
        ("fail!", "not_met"),
        ("fail! pass", "not_met"),
        ("fail! pass pass missing", "not_met"),
        ("pass! fail", "partial"),
        ("missing! pass", "partial"),
        ("error! pass", "partial"),
        ("skipped! pass", "met"),
        ("missing! missing", "no_evidence"),
        ("pass! pass", "met"),
    ],
)
def test_the_verdict_follows_from_the_outcomes_in_any_order(outcomes, expected):
    orders = permutations(judged(name) for name in outcomes.split())
    assert {verdict(order) for order in orders} == {Verdict(expected)}


# ── one indicator ──

METRICS = [metric("a"), metric("b"), metric("pupils", "count")]
NEVER_ENDING = Effective()
A, B = Number("a", ">=", "60"), Number("b", ">=", "60")


def result(*checks, as_of=make.AS_OF, effective=NEVER_ENDING, fields=None, **given):
    """The result of one indicator made of some checks."""
    catalog = make.catalog(indicators=[indicator(*checks, **(fields or {}))], metrics=METRICS, effective=effective)
    return assess(make.evidence(**given), catalog, make.day(as_of)).indicators[0]


@pytest.mark.parametrize(
    ("metrics", "expected"),
    [
        ({"a": 60, "b": 60}, "met"),
        ({"a": 60, "b": 59}, "partial"),
        ({"a": 60, "b": None}, "partial"),
        ({"a": 60, "b": BAD}, "partial"),
        ({"a": 59, "b": 59}, "not_met"),
        ({"a": 59}, "not_met"),
        ({"a": BAD, "b": None}, "no_evidence"),
        ({}, "no_evidence"),
    ],
)
def test_two_checks_make_one_verdict(metrics, expected):
    assert result(A, B, metrics=metrics).verdict == expected


@pytest.mark.parametrize("level", ["recommended", "record"])
@pytest.mark.parametrize("b", [60, 59, None, BAD])
@pytest.mark.parametrize(("a", "expected"), [(60, "met"), (59, "not_met"), (None, "no_evidence")])
def test_recommended_and_recorded_checks_never_change_a_verdict(level, b, a, expected):
    assert result(A, check(B, level=level), metrics={"a": a, "b": b}).verdict == expected


def test_not_even_a_decisive_one():
    assert result(A, check(B, level="recommended", decisive=True), metrics={"a": 60, "b": 59}).verdict is Verdict.MET


def test_but_they_are_judged_and_shown():
    found = result(A, check(B, level="recommended"), metrics={"a": 60, "b": 59})
    assert [each.result.outcome for each in found.checks] == ["pass", "fail"]


def test_an_indicator_of_recommended_checks_only_cannot_be_met():
    assert result(check(A, level="recommended"), metrics={"a": 60}).verdict is Verdict.NOT_APPLICABLE


def test_a_failing_decisive_check_decides():
    assert result(A, check(B, decisive=True), metrics={"a": 60, "b": 59}).verdict is Verdict.NOT_MET


# ── what applies and what is in force ──


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"profile": {"boarding": True}}, "met"),
        ({"profile": {"boarding": False}}, "not_applicable"),
        ({"profile": {"boarding": None}}, "met"),
        ({"profile": {"boarding": BAD}}, "met"),
        ({}, "met"),
    ],
)
def test_an_indicator_applies_unless_the_profile_says_otherwise(given, expected):
    found = result(A, fields={"when": profile_is("boarding", "是")}, metrics={"a": 60}, **given)
    assert found.verdict == expected


def test_an_indicator_that_does_not_apply_names_the_condition_and_judges_nothing():
    when = metric_is("pupils", ">", "0")
    found = result(A, fields={"when": when}, metrics={"a": 59, "pupils": 0})
    assert (found.verdict, found.checks, found.not_applicable_by) == (Verdict.NOT_APPLICABLE, (), when[0])


@pytest.mark.parametrize(("boarding", "expected"), [(True, "partial"), (False, "met"), (None, "partial")])
def test_a_check_that_does_not_apply_does_not_count(boarding, expected):
    boarders_only = check(B, when=profile_is("boarding", "是"))
    assert result(A, boarders_only, metrics={"a": 60, "b": 59}, profile={"boarding": boarding}).verdict == expected


def test_a_check_that_does_not_apply_says_why():
    condition = profile_is("boarding", "是")[0]
    found = result(check(A, when=(condition,)), profile={"boarding": False}).checks[0]
    why = Phrase("condition", {"condition": condition})
    assert found == JudgedCheck(found.check, CheckResult(Outcome.SKIPPED, why, why), True, condition)


def test_when_no_check_applies_nor_does_the_indicator():
    found = result(check(A, when=profile_is("boarding", "是")), profile={"boarding": False})
    assert found.verdict is Verdict.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2021-04-07", "not_in_force"),
        ("2021-04-08", "met"),
        ("2023-12-31", "met"),
        ("2024-01-01", "not_in_force"),
        (None, "met"),
    ],
)
@pytest.mark.parametrize("of", ["catalog", "indicator", "check"])
def test_nothing_binds_before_its_date_or_after_it(of, as_of, expected):
    span = Effective("2021-04-08", "2023-12-31")
    the_check = check(A, effective=span if of == "check" else Effective())
    found = result(
        the_check,
        as_of=as_of,
        effective=span if of == "catalog" else Effective(),
        fields={"effective": span} if of == "indicator" else {},
        metrics={"a": 60},
    )
    assert found.verdict == expected


def test_a_check_that_is_not_in_force_says_from_when():
    found = result(check(A, effective=Effective("2099-01-01")), metrics={"a": 59}).checks[0]
    dates = Phrase("effective", {"from": "2099-01-01", "until": ""})
    assert found == JudgedCheck(found.check, CheckResult(Outcome.SKIPPED, dates, dates), in_force=False)


@pytest.mark.parametrize(("as_of", "expected"), [("2021-04-07", "met"), ("2021-04-08", "partial")])
def test_a_check_counts_from_its_date_on(as_of, expected):
    later = check(B, effective=Effective("2021-04-08"))
    assert result(A, later, as_of=as_of, metrics={"a": 60, "b": 59}).verdict == expected


def test_a_withdrawn_indicator_is_not_in_force_on_any_day():
    found = result(A, fields={"withdrawn": "并入第2条"}, metrics={"a": 60})
    assert (found.verdict, found.checks) == (Verdict.NOT_IN_FORCE, ())


# ── claims ──

VERDICTS: dict[str, dict[str, Any]] = {
    "met": {"metrics": {"a": 60, "b": 60}},
    "partial": {"metrics": {"a": 60, "b": 59}},
    "not_met": {"metrics": {"a": 59, "b": 59}},
    "no_evidence": {},
    "not_applicable": {"profile": {"boarding": False}},
}


@pytest.mark.parametrize(
    ("claim", "found", "agreement"),
    [
        ("met", "met", "agrees"),
        ("met", "partial", "overclaim"),
        ("met", "not_met", "overclaim"),
        ("met", "no_evidence", "overclaim"),
        ("met", "not_applicable", "underclaim"),
        ("partial", "met", "underclaim"),
        ("partial", "partial", "agrees"),
        ("partial", "not_met", "overclaim"),
        ("partial", "no_evidence", "overclaim"),
        ("not_met", "met", "underclaim"),
        ("not_met", "partial", "underclaim"),
        ("not_met", "not_met", "agrees"),
        ("not_met", "no_evidence", "agrees"),
        ("not_met", "not_applicable", "underclaim"),
        ("no_evidence", "not_met", "agrees"),
        ("no_evidence", "no_evidence", "agrees"),
        ("no_evidence", "partial", "underclaim"),
        ("not_applicable", "not_applicable", "agrees"),
        ("not_applicable", "met", "overclaim"),
        ("not_applicable", "partial", "overclaim"),
        ("not_applicable", "not_met", "overclaim"),
        ("not_applicable", "no_evidence", "overclaim"),
        ("", "met", "unrated"),
        ("", "no_evidence", "unrated"),
        ("", "not_applicable", "unrated"),
    ],
)
def test_a_claim_is_compared_with_the_verdict(claim, found, agreement):
    one = result(A, B, fields={"when": profile_is("boarding", "是")}, claims={"N01": claim}, **VERDICTS[found])
    assert (one.verdict, one.agreement) == (Verdict(found), Agreement(agreement))


def test_an_indicator_without_a_row_in_the_claims_is_unrated():
    assert (result(A, metrics={"a": 60}).claim, result(A).agreement) == (None, Agreement.UNRATED)


@pytest.mark.parametrize("claim", ["met", "partial", "not_met", "no_evidence", "not_applicable"])
@pytest.mark.parametrize("of", ["indicator", "check", "withdrawn"])
def test_a_claim_about_what_is_not_in_force_is_unrated(of, claim):
    later = Effective("2099-01-01")
    fields = {"indicator": {"effective": later}, "withdrawn": {"withdrawn": "并入第2条"}}.get(of, {})
    one = result(check(A, effective=later if of == "check" else Effective()), fields=fields, claims={"N01": claim})
    assert (one.verdict, one.agreement) == (Verdict.NOT_IN_FORCE, Agreement.UNRATED)


@pytest.mark.parametrize("claim", ["met", "not_met", "not_applicable", ""])
@pytest.mark.parametrize("metrics", [{"a": 60}, {"a": 59}, {}])
def test_a_claim_is_never_evidence(claim, metrics):
    assert result(A, metrics=metrics, claims={"N01": claim}).verdict == result(A, metrics=metrics).verdict


# ── a whole workbook ──

ONE = make.catalog(indicators=[indicator(A)], metrics=METRICS)


def problems(catalog=ONE, as_of=make.AS_OF, **given):
    return list(assess(make.evidence(**given), catalog, make.day(as_of)).problems)


@pytest.mark.parametrize("found", ["met", "partial", "not_met", "no_evidence"])
def test_claiming_not_applicable_where_it_applies_is_a_problem_at_the_claim(found):
    catalog = make.catalog(indicators=[indicator(A, B, when=profile_is("boarding", "是"))], metrics=METRICS)
    given = {"claims": {"N01": "not_applicable"}, **VERDICTS[found]}
    assert problems(catalog, **given) == [Problem("claim_contradicts", at("自评!D2"), {"indicator": "N01"})]


def test_claiming_it_where_it_does_not_apply_is_not():
    catalog = make.catalog(indicators=[indicator(A, when=profile_is("boarding", "是"))])
    assert problems(catalog, claims={"N01": "not_applicable"}, profile={"boarding": False}) == []


@pytest.mark.parametrize(
    ("argument", "typed", "day"),
    [
        ("2022-06-30", "2021-01-01", "2022-06-30"),
        ("2022-06-30", None, "2022-06-30"),
        (None, "2021-01-01", "2021-01-01"),
        (None, None, None),
        (None, BAD, None),
    ],
)
def test_the_day_is_the_argument_else_the_date_of_the_form_and_never_the_clock(argument, typed, day):
    evidence = make.evidence(profile={"as_of": make.day(typed)})
    assert assess(evidence, ONE, make.day(argument)).as_of == (day and date.fromisoformat(day))


@pytest.mark.parametrize(
    ("profile", "place"), [({"as_of": None}, at("学校信息!C2")), ({"as_of": BAD}, at("学校信息!C2")), ({}, None)]
)
def test_a_form_without_a_date_is_a_problem_at_its_cell(profile, place):
    assert problems(as_of=None, profile=profile) == [Problem("as_of_missing", place)]


def test_with_an_argument_it_is_not():
    assert problems(profile={"as_of": None}) == []


def test_without_a_day_everything_binds_and_what_needs_a_day_is_missing():
    checks = [A, DocumentCheck("charter"), Events("drill", "year", "1")]
    catalog = make.catalog(
        indicators=[indicator(*checks, effective=Effective("2099-01-01"))],
        metrics=METRICS,
        documents=["charter"],
        events=["drill"],
    )
    given = make.evidence(metrics={"a": 60}, documents=[("charter", "2021-10-01")], events=[("drill", "2021-10-01")])
    found = assess(given, catalog).indicators[0]
    assert [each.result.outcome for each in found.checks] == ["pass", "missing", "missing"]


def test_problems_of_the_reading_come_before_those_of_consistency_and_of_claims():
    read = Problem("bad_number", at("数据!D9"), {"found": "约95"})
    catalog = make.catalog(indicators=[indicator(A)], metrics=[*METRICS, metric("part", whole="pupils")])
    given = {"metrics": {"pupils": 1, "part": 2}, "claims": {"N01": "not_applicable"}, "problems": [read]}
    codes = [problem.code for problem in problems(catalog, as_of=None, **given)]
    assert codes == ["bad_number", "as_of_missing", "part_exceeds_whole", "claim_contradicts"]


def test_results_come_in_the_order_of_the_catalog():
    catalog = make.catalog(indicators=[indicator(A, id=id_) for id_ in ("N02", "N01", "N03")], metrics=METRICS)
    results = assess(make.evidence(), catalog, make.AS_OF).indicators
    assert [each.indicator.id for each in results] == ["N02", "N01", "N03"]


def test_a_statement_may_be_backed_by_a_document_that_cites_its_own_indicator_only():
    catalog = make.catalog(
        indicators=[indicator(Statement("yes"), id="N01"), indicator(Statement("yes"), id="N02")],
        metrics=[metric("yes", "yes_no")],
        documents=["photo"],
    )
    row = {"type": "photo", "date": "2021-10-01", "indicators": ["N02"]}
    results = assess(make.evidence(metrics={"yes": True}, documents=[row]), catalog, make.AS_OF).indicators
    assert [each.verdict for each in results] == ["no_evidence", "met"]


# ── counts ──


def test_counts_by_verdict_leave_out_what_does_not_apply_or_bind():
    catalog = make.catalog(
        indicators=[
            indicator(A, id="N01"),
            indicator(A, B, id="N02"),
            indicator(B, id="N03"),
            indicator(Number("pupils", ">", "0"), id="N04"),
            indicator(A, id="N05", when=profile_is("boarding", "是")),
            indicator(A, id="N06", withdrawn="停用"),
            indicator(A, id="N07"),
        ],
        metrics=METRICS,
    )
    given = make.evidence(metrics={"a": 60, "b": 59}, profile={"boarding": False})
    assert tally(assess(given, catalog, make.AS_OF).indicators) == Tally(
        applicable=5, met=2, partial=1, not_met=1, no_evidence=1, not_applicable=1, not_in_force=1
    )


def test_no_result_is_no_count():
    assert tally([]) == Tally()


@pytest.mark.parametrize("severity", ["mandatory", "recommended"])
@pytest.mark.parametrize(
    ("found", "gap"),
    [("met", False), ("partial", True), ("not_met", True), ("no_evidence", True), ("not_applicable", False)],
)
def test_a_gap_is_a_mandatory_indicator_that_applies_and_is_not_met(found, gap, severity):
    fields = {"when": profile_is("boarding", "是"), "severity": severity}
    one = result(A, B, fields=fields, **VERDICTS[found])
    assert is_gap(one) is (gap and severity == "mandatory")


def test_what_is_not_in_force_is_no_gap():
    assert is_gap(result(A, fields={"effective": Effective("2099-01-01")})) is False


# ── progress ──

FORM = make.catalog(
    indicators=[
        indicator(A, id="N01"),
        indicator(A, id="N02", when=profile_is("boarding", "是")),
        indicator(A, id="N03", withdrawn="停用"),
    ],
    metrics=[metric("a"), metric("b"), metric("boarders", when=profile_is("boarding", "是"))],
)


@pytest.mark.parametrize(
    ("given", "filled", "wanted"),
    [
        ({}, 0, 8),  # as_of, stage, boarding; a, b, boarders; N01, N02
        ({"profile": {"boarding": True}}, 1, 8),
        ({"profile": {"boarding": False}}, 1, 6),
        ({"profile": {"grades": ("一年级",)}}, 0, 8),  # not a required field
        ({"metrics": {"a": 1, "b": None, "boarders": BAD}}, 2, 8),
        ({"claims": {"N01": "met", "N02": "", "N03": "met"}}, 1, 8),
        (
            {
                "profile": {"as_of": make.AS_OF, "stage": "小学", "boarding": False},
                "metrics": {"a": 1, "b": 2},
                "claims": {"N01": "not_met"},
            },
            6,
            6,
        ),
    ],
)
def test_progress_counts_the_answers_asked_of_this_school(given, filled, wanted):
    assert assess(make.evidence(**given), FORM, make.AS_OF).progress == Progress(filled, wanted)


# ── the national catalog ──


@pytest.mark.parametrize("as_of", [make.AS_OF, None])
def test_an_empty_workbook_has_no_evidence_for_anything(as_of):
    results = assess(make.evidence(), make.national().catalog, as_of).indicators
    assert {each.indicator.id: each.verdict for each in results} == dict.fromkeys(
        make.national().catalog.indicators, Verdict.NO_EVIDENCE
    )


def test_before_the_standard_nothing_is_in_force():
    results = assess(make.evidence(), make.national().catalog, date(2017, 12, 3)).indicators
    assert {each.verdict for each in results} == {Verdict.NOT_IN_FORCE}


def test_the_same_evidence_gives_the_same_assessment():
    given = make.evidence(profile={"stage": "小学"}, metrics={"students_total": 900})
    catalog = make.national().catalog
    assert assess(given, catalog, make.AS_OF) == assess(given, catalog, make.AS_OF)
