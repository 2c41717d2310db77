"""What the Beijing catalog asks of a school that has not used a power, or has received nothing."""

from datetime import date

import pytest

from schoolstd.assessment.assess import assess, is_gap
from schoolstd.assessment.model import Verdict
from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.loader import load_catalog
from tests import make


@pytest.fixture(scope="module")
def catalog():
    return load_catalog(catalog_folder("beijing")).catalog


def judged(catalog, indicator, **metrics):
    evidence = make.evidence(metrics=metrics, profile={"ownership": "公办"})
    results = assess(evidence, catalog, date(2022, 6, 30)).indicators
    return next(each for each in results if each.indicator.id == indicator)


@pytest.mark.parametrize(
    ("indicator", "metric"), [("V-02-1", "vice_heads_self_appointed"), ("V-03-2", "donations_received")]
)
def test_a_school_that_enters_none_loses_nothing(catalog, indicator, metric):
    result = judged(catalog, indicator, **{metric: 0})
    assert (result.verdict, is_gap(result)) == (Verdict.NOT_APPLICABLE, False)


@pytest.mark.parametrize(
    ("indicator", "metric"), [("V-02-1", "vice_heads_self_appointed"), ("V-03-2", "donations_received")]
)
def test_one_that_enters_some_must_show_that_the_rules_were_kept(catalog, indicator, metric):
    result = judged(catalog, indicator, **{metric: 1})
    assert (result.verdict, is_gap(result)) == (Verdict.NO_EVIDENCE, True)
