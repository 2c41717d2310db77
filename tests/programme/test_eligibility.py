"""Eligibility and the nearest route: what stands in the way, and the least that has to be put right."""

from __future__ import annotations

from itertools import chain, combinations

import pytest

from schoolstd.assessment.assess import assess
from schoolstd.catalog.file_model import CHOICES
from schoolstd.catalog.model import Waiver
from schoolstd.evidence.model import Claim
from schoolstd.location import Location
from schoolstd.problem import Problem
from schoolstd.programme.eligibility import Obstacle, eligibility, target_batch
from schoolstd.programme.register import Step
from tests import make
from tests.programme.parts import TOLD, assessed, beijing, catalog, programme

DAY = "2018-10-01"


def found(unmet=(), step=TOLD, day=DAY, sizes=(4, 3), **answers):
    return eligibility(assessed(catalog(*sizes), unmet), programme(**answers), step, day)


def codes(result):
    return [each.code for each in result.obstacles]


def test_a_school_that_meets_everything_and_took_the_steps_is_eligible():
    assert found() == ("beijing-2018", "batch-1", True, (), (), ())


@pytest.mark.parametrize("rule", ["all_met", "duty_85", "duty_60", "duty_50"])
@pytest.mark.parametrize("unmet", [(), ("N02",), ("N01", "N02", "N05"), ("N05", "N06", "N07"), ("N01", "N04", "N06")])
def test_the_nearest_route_is_enough_and_no_part_of_it_is(rule, unmet):
    route = [each.subject for each in found(unmet, pass_rule=rule).route]
    assert found(set(unmet) - set(route), pass_rule=rule).eligible
    parts = chain.from_iterable(combinations(route, size) for size in range(len(route)))
    assert not any(found(set(unmet) - set(part), pass_rule=rule).eligible for part in parts)


@pytest.mark.parametrize("unmet", [("N01", "N02"), ("N01", "N02", "N05", "N06")])
def test_no_smaller_set_of_other_gaps_would_do(unmet):
    route = found(unmet, pass_rule="duty_60").route
    smaller = combinations(unmet, len(route) - 1)
    assert not any(found(set(unmet) - set(part), pass_rule="duty_60").eligible for part in smaller)


def test_each_duty_has_to_reach_its_share_by_itself():
    result = found(("N05", "N06"), pass_rule="duty_60")
    assert result.obstacles == (Obstacle("duty_below", "D2", 1, ("N05", "N06")),)
    assert result.route == (Obstacle("gap", "N05"),)


def test_the_route_holds_everything_else_in_the_way_too():
    assert [each.code for each in found(("N02",), Step()).route] == ["gap", "not_applied", "not_recommended"]


def test_evidence_that_is_not_the_schools_own_is_no_part_of_it():
    known = catalog(2)
    recommended = {"N02": known.indicators["N02"]._replace(severity="recommended")}
    assessment = assessed(known._replace(indicators={**known.indicators, **recommended}), ("N02",))
    assert eligibility(assessment, beijing(), TOLD, DAY).eligible


def test_a_grave_problem_stands_in_the_way_and_a_warning_does_not():
    grave, slight = Problem("bad_date", None), Problem("title_missing", None)
    assessment = assessed(catalog(1), problems=(grave, grave, slight))
    assert eligibility(assessment, beijing(), TOLD, DAY).obstacles == (Obstacle("open_problems", "", 2),)


def test_the_places_of_grave_problems_are_told_each_once_and_not_without_end():
    problems = [Problem("bad_date", Location("数据", row, 4)) for row in (2, 2, *range(3, 40))]
    (obstacle,) = eligibility(assessed(catalog(1), problems=problems), beijing(), TOLD, DAY).obstacles
    assert (obstacle.lacking, len(obstacle.items), obstacle.items[:2]) == (39, 20, ("数据!D2", "数据!D3"))


def test_a_waived_clause_is_not_among_those_that_a_duty_lacks():
    known = assessed(catalog(4, 3), ("N05", "N06"))
    waiver = Waiver("N06", "01", "r", "a", "2018-01-01", "2018-12-31")
    results = tuple(r._replace(waiver=waiver) if r.indicator.id == "N06" else r for r in known.indicators)
    result = eligibility(known._replace(indicators=results), programme(pass_rule="duty_100"), TOLD, DAY)
    assert result.obstacles == (Obstacle("duty_below", "D2", 1, ("N05",)),)


def test_self_assessment_and_plan_are_steps_of_their_own():
    unrated = eligibility(assessed(catalog(3), claimed=""), beijing(), TOLD, DAY)
    unplanned = eligibility(assessed(catalog(3), claimed="partial"), beijing(), TOLD, DAY)
    assert unrated.obstacles == (Obstacle("self_assessment_incomplete", "", 3, ("N01", "N02", "N03")),)
    assert unplanned.obstacles == (Obstacle("plan_incomplete", "", 3, ("N01", "N02", "N03")),)


@pytest.mark.parametrize(
    ("step", "obstacles"),
    [
        (None, ["steps_unknown"]),
        (Step(), ["not_applied", "not_recommended"]),
        (Step("2018-09-03"), ["not_recommended"]),
        (Step("2018-10-01", "2018-10-01"), []),
        (Step("2018-10-01", "2018-10-02"), ["recommended_later"]),
        (Step("2018-10-02", "2018-10-02"), ["applied_later", "recommended_later"]),
        (Step("2018-09-03", unread=("recommended",)), ["not_recommended_unread"]),
        (Step(unread=("applied", "recommended")), ["not_applied_unread", "not_recommended_unread"]),
        *(
            (TOLD._replace(unread=(key,)), [f"{key}_unread"])
            for key in ("veto", "failed", "closed", "joined", "recognised")
        ),
        (TOLD._replace(unread=("honour", "honoured", "veto_closed", "rectified")), []),
        (TOLD._replace(veto="2018-09-01", unread=("veto_closed",)), ["veto_closed_unread"]),
        (TOLD._replace(failed="2018-09-01", unread=("rectified",)), ["rectified_unread"]),
        (TOLD._replace(unread=("closed",), recognised="2018-10-01", batch="batch-1"), ["already_recognised"]),
        (TOLD._replace(veto="2018-10-01"), ["veto_open"]),
        (TOLD._replace(veto="2018-10-02"), []),
        (TOLD._replace(veto="2018-09-01", veto_closed="2018-10-01"), []),
        (TOLD._replace(veto="2018-09-01", veto_closed="2018-10-02"), ["veto_open"]),
        (TOLD._replace(recognised="2018-10-01", batch="batch-1"), ["already_recognised"]),
        (TOLD._replace(recognised="2018-10-02", batch="batch-1"), []),
    ],
)
def test_a_step_counts_from_its_day(step, obstacles):
    assert codes(found(step=step)) == obstacles


def test_after_a_refusal_a_school_must_close_it_and_apply_and_be_recommended_anew():
    refused = TOLD._replace(failed="2018-09-25")
    again = refused._replace(rectified="2018-09-28", applied="2018-09-29", recommended="2018-09-30")
    assert codes(found(step=refused)) == ["rectification_open", "not_applied_anew", "not_recommended_anew"]
    assert found(step=refused).obstacles[1] == Obstacle("not_applied_anew", "2018-09-03")
    assert codes(found(step=Step(failed="2018-09-25", rectified="2018-09-27"))) == ["not_applied", "not_recommended"]
    assert (found(step=again).eligible, found(step=again).batch) == (True, "batch-2")
    assert found(step=again, retry="same_batch").batch == "batch-1"


@pytest.mark.parametrize(
    ("day", "batch"),
    [
        ("2018-08-31", "batch-1"),
        ("2018-09-01", "batch-1"),
        ("2018-12-31", "batch-1"),
        ("2019-01-01", "batch-2"),
        ("2020-03-31", "batch-2"),
        ("2020-04-01", "batch-3"),
        ("2020-12-31", "batch-3"),
        ("2021-01-01", None),
    ],
)
def test_the_batch_that_can_be_got_into_changes_at_the_edges_of_the_windows(day, batch):
    target = target_batch(beijing(), TOLD, day)
    assert (target.id if target else None) == batch


@pytest.mark.parametrize(
    ("day", "code"), [("2018-02-01", "not_in_programme"), ("2021-01-01", "programme_ended"), ("", "no_date")]
)
def test_outside_the_programme_nobody_is_eligible(day, code):
    assert codes(found(day=day)) == [code]


def test_later_batches_need_the_steps_too_unless_the_programme_says_otherwise():
    assert codes(found(step=Step(), day="2019-02-01")) == ["not_applied", "not_recommended"]
    assert found(step=Step(), day="2019-02-01", batch_procedure="first_only").eligible


def test_after_a_refusal_there_may_be_no_other_batch():
    again = TOLD._replace(failed="2018-09-25", rectified="2018-09-28", applied="2018-09-29", recommended="2018-09-30")
    result = found(step=again, retry="none")
    assert (codes(result), result.batch, result.route) == (["no_retry"], "", ())
    last = again._replace(failed="2020-05-01", rectified="2020-05-02", applied="2020-05-03", recommended="2020-05-04")
    assert codes(found(step=last, day="2020-06-01")) == ["no_retry"]
    assert found(step=TOLD, retry="none").eligible


@pytest.mark.parametrize(
    ("applied", "day", "batch"),
    [
        ("2018-12-31", "2019-01-01", "batch-1"),
        ("2019-01-01", "2019-01-01", "batch-2"),
        ("2018-08-31", "2019-01-01", "batch-1"),
        ("2019-01-02", "2019-01-01", "batch-2"),
        ("2020-12-31", "2021-01-10", "batch-3"),
        ("2021-01-01", "2021-01-10", None),
    ],
)
def test_the_day_of_application_may_decide_the_batch(applied, day, batch):
    target = target_batch(programme(batch_date="application"), TOLD._replace(applied=applied), day)
    assert (target.id if target else None) == batch


def test_a_waived_gap_is_none_under_either_rule():
    for rule in ("all_met", "duty_100"):
        assessment = assessed(catalog(3), ("N02",))
        waiver = Waiver("N02", "01", "r", "a", "2018-01-01", "2018-12-31")
        results = tuple(
            each._replace(waiver=waiver) if each.indicator.id == "N02" else each for each in assessment.indicators
        )
        assert eligibility(assessment._replace(indicators=results), programme(pass_rule=rule), TOLD, DAY).eligible


# ── preconditions ──

BARE = make.evidence(metrics={"m01": 1, "m02": 1}, problems=[Problem("bad_number", Location("数据", 2, 4))])
SHORT = {"N01": Claim("partial", Location("自评", 2, 4))}
"""One indicator rated below met and without a plan, the other not rated."""
PRECONDITIONS = {
    "self_assessment": "self_assessment_incomplete",
    "plan": "plan_incomplete",
    "no_grave_problem": "open_problems",
    "no_open_veto": "veto_open",
    "applied": "not_applied",
    "recommended": "not_recommended",
}


def lacking_everything(*preconditions):
    assessment = assess(BARE._replace(claims=SHORT), catalog(2), make.AS_OF)
    asking = programme()._replace(preconditions=preconditions)
    return eligibility(assessment, asking, Step(veto="2018-09-10"), DAY)


def test_every_precondition_that_the_format_knows_is_carried_out():
    assert set(PRECONDITIONS) == set(CHOICES["precondition"]) == set(beijing().preconditions)


@pytest.mark.parametrize("left_out", PRECONDITIONS)
def test_a_precondition_that_is_left_out_stands_in_nobodys_way(left_out):
    kept = {name: code for name, code in PRECONDITIONS.items() if name != left_out}
    result = lacking_everything(*kept)
    assert sorted(codes(result)) == sorted(kept.values())
    assert sorted(each.code for each in result.route) == sorted(kept.values())


def test_without_preconditions_the_verdicts_alone_decide():
    assert lacking_everything().eligible


def test_a_gap_that_mending_problems_would_close_is_on_the_route_where_they_need_not_be_mended():
    place = Location("数据", 2, 4)
    given = make.evidence(metrics={"m01": make.BAD, "m02": 1}, problems=[Problem("bad_number", place)])
    assessment = assess(given, catalog(2), make.AS_OF)
    route = eligibility(assessment, programme()._replace(preconditions=()), TOLD, DAY).route
    assert route == (Obstacle("gap", "N01"),)
