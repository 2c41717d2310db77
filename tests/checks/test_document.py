"""Kind `document`: current rows of a type in the register."""

import pytest

from schoolstd.checks.base import UNREADABLE, CheckResult, Outcome, Phrase
from schoolstd.checks.document import DocumentCheck, staleness
from tests import make
from tests.make import BAD, at

CATALOG = make.catalog(documents=["charter", "plan", make.row_type("licence", expires=True)])
ONE_CHARTER = DocumentCheck("charter")
EXPECTED = Phrase("current_documents", {"type": "charter", "count": 1})


def result(*documents, rule=ONE_CHARTER, as_of=make.AS_OF):
    return rule.evaluate(make.facts(CATALOG, as_of, documents=documents))


def test_a_current_document_passes():
    assert result(("plan", "2021-10-01"), ("charter", "2021-10-01")) == CheckResult(
        Outcome.PASS, EXPECTED, Phrase("documents", {"titles": ("charter",)}), (at("佐证材料!F3"),)
    )


def test_no_document_is_missing_and_points_to_the_register():
    assert result(("plan", "2021-10-01")) == CheckResult(
        Outcome.MISSING, EXPECTED, Phrase("no_document"), (at("佐证材料!A2"),)
    )


def test_it_points_to_the_row_that_is_prepared_for_the_type():
    facts = make.facts(CATALOG)
    facts.evidence.sheets["documents.charter"] = at("佐证材料!A7")
    assert ONE_CHARTER.evaluate(facts).locations == (at("佐证材料!A7"),)


def test_only_stale_documents_fail_with_the_reasons():
    found = Phrase("stale", {"titles": ("charter", "charter"), "current": 0, "reasons": ("before_period", "expired")})
    assert result(("charter", "2021-08-31"), ("charter", "2021-10-01", "2022-06-29")) == CheckResult(
        Outcome.FAIL, EXPECTED, found, (at("佐证材料!F2"), at("佐证材料!G3"))
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("charter", "2021-08-31"), "before_period"),
        (("charter", "2021-09-01"), ""),
        (("charter", "2022-06-30"), ""),
        (("charter", "2022-07-01"), "future"),
        (("charter", "2022-07-01", "2030-01-01"), "future"),
        (("charter", "2015-01-01", "2022-06-29"), "expired"),
        (("charter", "2015-01-01", "2022-06-30"), ""),
        (("charter", "2015-01-01", "2022-07-01"), ""),
        (("charter", "2021-10-01", "2022-06-29"), "expired"),
        (("charter", "2021-10-01", "2022-06-30"), ""),
        (("charter", None), "undated"),
        (("charter", None, "2030-01-01"), "undated"),
        (("charter", BAD), "undated"),
        (("charter", "2021-10-01", BAD), "undated"),
        (("licence", "2021-10-01"), "no_expiry"),
        (("licence", "2021-10-01", "2022-06-29"), "expired"),
        (("licence", "2021-10-01", "2022-06-30"), ""),
        (("licence", "2015-01-01", "2022-06-30"), ""),
    ],
)
def test_a_document_is_current_in_the_period_or_until_it_expires(row, reason):
    facts = make.facts(CATALOG, documents=[row])
    assert staleness(facts.evidence.documents[0], facts) == reason


def test_undated_documents_are_missing_evidence_not_a_failure():
    assert result(("charter", None)) == CheckResult(Outcome.MISSING, EXPECTED, Phrase("undated"), (at("佐证材料!F2"),))


@pytest.mark.parametrize("row", [("charter", BAD), ("charter", "2015-01-01", BAD)])
def test_a_document_whose_date_cannot_be_read_is_an_error(row):
    assert result(row)[:3] == (Outcome.ERROR, EXPECTED, UNREADABLE)


def test_an_unreadable_date_beside_a_current_document_does_no_harm():
    assert result(("charter", BAD), ("charter", "2021-10-01")).outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("dates", "outcome"),
    [
        (["2021-10-01"], "fail"),
        (["2021-10-01", "2021-10-02"], "pass"),
        (["2021-10-01", "2021-10-02", "2021-10-03"], "pass"),
        (["2021-10-01", "2021-08-31"], "fail"),
        ([], "missing"),
    ],
)
def test_at_least_two_means_two_current_ones(dates, outcome):
    assert result(*(("charter", day) for day in dates), rule=DocumentCheck("charter", "2")).outcome == outcome


def test_without_an_as_of_date_no_document_is_known_to_be_current():
    assert result(("charter", "2021-10-01"), as_of=None) == CheckResult(
        Outcome.MISSING, EXPECTED, Phrase("no_as_of"), (at("佐证材料!F2"),)
    )


@pytest.mark.parametrize(("as_of", "outcome"), [("2021-08-31", "pass"), ("2022-01-19", "pass"), ("2022-01-20", "fail")])
def test_a_document_of_last_year_counts_until_the_first_term_is_over(as_of, outcome):
    assert result(("charter", "2020-09-01"), as_of=as_of).outcome == outcome
