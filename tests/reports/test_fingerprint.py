"""The fingerprints of findings: the same for what is equal, others for what is not, whatever a sentence shows of it."""

from decimal import Decimal

import pytest

from schoolstd.checks.base import CheckResult, Outcome, Phrase
from schoolstd.problem import Problem
from schoolstd.reports.fingerprint import ProblemPrints, of_result
from tests import make
from tests.make import at


def of(value):
    observed = Phrase("quantity", {"value": Decimal(value), "unit": "小时"})
    return of_result(CheckResult(Outcome.FAIL, Phrase("bound", {"op": "==", "bound": Decimal(9)}), observed))


@pytest.mark.parametrize(("one", "other"), [("8.999996", "8.999997"), ("8.99999", "9"), ("9" * 30, "9" * 29 + "8")])
def test_figures_that_read_alike_have_fingerprints_of_their_own(one, other):
    assert of(one) != of(other)


@pytest.mark.parametrize(("one", "other"), [("60", "60.0"), ("100", "1E+2"), ("0.50", "0.5"), ("1.000000", "1")])
def test_equal_figures_have_one_fingerprint(one, other):
    assert of(one) == of(other)


@pytest.mark.parametrize(("figure", "print_"), [("8.5", "cb6c18a98cb1fc70"), ("60", "287303c17aaf7e70")])
def test_the_fingerprints_of_accepted_baselines_stay_as_they_are(figure, print_):
    assert of(figure) == print_


def test_a_grade_that_is_none_is_the_same_finding_whatever_grades_there_are():
    prints = ProblemPrints(make.evidence())
    few, many, other = (
        Problem("unknown_grade", at("班级!B3"), {"found": found, "first": "一年级", "last": last})
        for found, last in (("高一", "六年级"), ("高一", "九年级"), ("高二", "九年级"))
    )
    assert (prints.of(few) == prints.of(many), prints.of(few) == prints.of(other)) == (True, False)
