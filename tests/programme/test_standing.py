"""One school under a programme: standing rests on the base catalog, whatever the workbook was made for."""

from __future__ import annotations

from datetime import date

from schoolstd.problem import Problem
from schoolstd.programme.register import Register
from schoolstd.programme.standing import Rules, base_assessment, standing
from tests import make
from tests.programme.parts import assessed, beijing, catalog, programme, school

BASE, WIDER = catalog(2), catalog(2, 2)
RULES = Rules(beijing(), BASE, {"beijing": WIDER})


def evidence(unmet=(), problems=()):
    found = assessed(WIDER, unmet).evidence
    profile = make.evidence(profile={"code": "01", "name": "学校01"}).profile
    return found._replace(profile=profile, problems=tuple(problems))


def test_what_only_an_extension_asks_does_not_count_for_standing():
    found = standing(evidence(("N03",)), RULES, Register("r", {"01": school()}), date(2018, 10, 1))
    assert (found.eligibility.eligible, found.nomination, found.review) == (True, None, None)


def test_a_problem_of_what_only_an_extension_asks_does_not_count_either():
    school_ = evidence()
    own, beyond = (Problem("bad_number", school_.metrics[id_].location) for id_ in ("m01", "m03"))
    assert base_assessment(school_._replace(problems=(own, beyond)), RULES, None).problems[:1] == (own,)


def test_the_round_of_model_schools_goes_by_its_own_catalog():
    known = school(recognised="2018-12-31", batch="batch-1")
    found = standing(evidence(("N03",)), RULES, Register("r", {"01": known}), date(2019, 2, 1))
    assert [(each.code, each.subject) for each in found.nomination or ()] == [("gap", "N03")]
    assert found.review is not None
    assert found.review.state == "standing"


def test_without_a_register_the_steps_are_unknown():
    found = standing(evidence(), RULES._replace(programme=programme()), None, date(2018, 10, 1))
    assert [each.code for each in found.eligibility.obstacles] == ["steps_unknown"]
