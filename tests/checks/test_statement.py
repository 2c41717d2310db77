"""Kind `statement`: the school says yes, and a current document backs it. A claim alone is no evidence."""

import pytest

from schoolstd.assessment.facts import EvidenceFacts
from schoolstd.checks.answer import Statement
from schoolstd.checks.base import BLANK, UNREADABLE, CheckResult, Outcome, Phrase
from tests import make
from tests.make import BAD, at

CATALOG = make.catalog(
    metrics=[make.metric("insured", "yes_no")],
    documents=["policy", "receipt", "photo", make.row_type("licence", expires=True)],
)
BACKED = Statement("insured", ("policy", "licence"))
CITED = Statement("insured")
EXPECTED = Phrase("yes_backed", {"types": ("policy", "licence")})


def result(rule, answer, *documents, as_of=make.AS_OF, indicator="N01"):
    return rule.evaluate(make.facts(CATALOG, as_of, indicator, metrics={"insured": answer}, documents=documents))


def test_yes_with_a_current_document_passes_and_points_to_both():
    assert result(BACKED, True, ("photo", "2021-10-08"), ("policy", "2021-10-08")) == CheckResult(
        Outcome.PASS, EXPECTED, Phrase("yes_with", {"title": "policy"}), (at("数据!D2"), at("佐证材料!D3"))
    )


@pytest.mark.parametrize("documents", [(), (("policy", "2021-10-08"),)])
def test_no_fails_whatever_is_in_the_register(documents):
    assert result(BACKED, False, *documents) == CheckResult(Outcome.FAIL, EXPECTED, Phrase("no"), (at("数据!D2"),))


def test_yes_without_a_document_is_missing_and_points_to_the_register():
    assert result(BACKED, True) == CheckResult(
        Outcome.MISSING, EXPECTED, Phrase("yes_unbacked"), (at("数据!D2"), at("佐证材料!A2"))
    )


def test_it_points_to_the_row_that_is_prepared_for_the_first_type_that_would_do():
    facts = make.facts(CATALOG, metrics={"insured": True})
    facts.evidence.sheets.update({"documents.policy": at("佐证材料!A7"), "documents.licence": at("佐证材料!A8")})
    assert BACKED.evaluate(facts).locations == (at("数据!D2"), at("佐证材料!A7"))


def test_yes_with_a_document_of_another_type_is_unbacked():
    assert result(BACKED, True, ("photo", "2021-10-08"))[::2] == (Outcome.MISSING, Phrase("yes_unbacked"))


@pytest.mark.parametrize(
    "row",
    [
        ("policy", "2021-08-31"),  # before the period
        ("policy", "2021-10-08", "2022-06-29"),  # expired
        ("policy", "2022-07-01"),  # still to come
        ("licence", "2021-10-08"),  # must say until when
        ("policy", None),  # undated
    ],
)
def test_yes_with_only_a_stale_document_is_missing_and_points_to_it(row):
    assert result(BACKED, True, row) == CheckResult(
        Outcome.MISSING, EXPECTED, Phrase("yes_stale"), (at("数据!D2"), at("佐证材料!D2"))
    )


def test_without_a_date_of_the_form_nobody_knows_whether_a_document_is_current():
    found = result(BACKED, True, ("policy", "2021-10-08"), as_of=None)
    assert found == CheckResult(Outcome.MISSING, EXPECTED, Phrase("no_as_of"), (at("数据!D2"),))
    assert result(BACKED, True, as_of=None).observed == Phrase("yes_unbacked")


@pytest.mark.parametrize("row", [("policy", BAD), ("policy", "2021-10-08", BAD)])
def test_yes_with_a_document_whose_date_cannot_be_read_is_an_error(row):
    assert result(BACKED, True, row)[:3] == (Outcome.ERROR, EXPECTED, UNREADABLE)


def test_one_current_document_among_stale_and_unreadable_ones_is_enough():
    rows = [("policy", BAD), ("policy", "2019-10-08"), ("licence", "2019-10-08", "2022-06-30")]
    assert result(BACKED, True, *rows)[::2] == (Outcome.PASS, Phrase("yes_with", {"title": "licence"}))


def test_blank_answer_is_missing_even_with_a_document():
    assert result(BACKED, None, ("policy", "2021-10-08")) == CheckResult(
        Outcome.MISSING, EXPECTED, BLANK, (at("数据!D2"),)
    )


def test_unreadable_answer_is_an_error():
    assert result(BACKED, BAD, ("policy", "2021-10-08")) == CheckResult(
        Outcome.ERROR, EXPECTED, UNREADABLE, (at("数据!D2"),)
    )


@pytest.mark.parametrize(
    ("cited", "outcome"),
    [(("N01",), "pass"), (("N02", "N01"), "pass"), (("N02",), "missing"), ((), "missing")],
)
def test_without_types_any_current_document_that_cites_the_indicator_backs_it(cited, outcome):
    row = {"type": "photo", "date": "2021-10-08", "indicators": cited}
    assert result(CITED, True, row).outcome == outcome


def test_a_document_cited_for_the_indicator_must_be_current_too():
    row = {"type": "photo", "date": "2021-08-31", "indicators": ("N01",)}
    assert result(CITED, True, row)[::2] == (Outcome.MISSING, Phrase("yes_stale"))


def test_a_stale_document_is_called_stale_even_when_its_place_is_not_known():
    row = make.document("policy", "2021-08-31")._replace(at={})
    evidence = make.evidence(metrics={"insured": True})._replace(documents=(row,))
    assert BACKED.evaluate(EvidenceFacts(evidence, CATALOG, make.AS_OF)).observed == Phrase("yes_stale")
