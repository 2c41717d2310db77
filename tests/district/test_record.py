"""What one workbook gives to the summary, and that it survives being written down."""

from __future__ import annotations

import json

import pytest

from schoolstd.assessment.assess import assess
from schoolstd.cli.programme import rules_of
from schoolstd.district.record import record_of
from schoolstd.district.record_values import DAMAGED, record_from, record_value
from schoolstd.district.summary import gathered, summarize
from schoolstd.errors import InputError
from schoolstd.programme.standing import standing
from schoolstd.reports.district_json import gathered_from, render
from schoolstd.workbook.reader import read_workbook
from tests.cli.run import GAPS
from tests.district.records import catalog, record
from tests.make import national


@pytest.fixture(scope="module")
def rules():
    return rules_of("beijing-2018", "")


@pytest.fixture(scope="module")
def judged(rules):
    evidence = read_workbook(str(GAPS), rules.reading)
    return record_of(assess(evidence, national().catalog, None), standing(evidence, rules, None, None))


def test_verdicts_and_claims_have_a_letter_for_every_indicator(judged):
    assert len(judged.verdicts) == len(judged.agreements) == 88
    assert (judged.count("m"), judged.count("p"), judged.count("n"), judged.count("e")) == (72, 9, 4, 3)


def test_checks_that_do_not_pass_are_told_by_their_ids(judged):
    assert judged.open["N03.class_size"] == "f"
    assert set(judged.weak) <= set(judged.open)
    assert judged.weak


def test_a_record_survives_being_written_down(judged):
    assert record_from(json.loads(json.dumps(record_value(judged, True)))) == judged


def test_what_is_sent_away_quotes_nothing_of_the_workbook(judged):
    sent = record_from(json.loads(json.dumps(record_value(judged))))
    assert sent.texts == ()
    assert all(not problem.values for problem in sent.problems)
    assert sent.verdicts == judged.verdicts


@pytest.mark.parametrize("value", [None, [], {}, {"file": 1}, {"file": "x", "programme": None}])
def test_values_that_are_no_record_raise_one_of_a_few_errors(value):
    with pytest.raises(DAMAGED):
        record_from(value)


def test_a_summary_can_be_read_back(judged):
    known = national().catalog
    found = gathered((judged,), ())
    head, back = gathered_from(render(summarize(found, known, "2026-06-30")).encode(), "a.json")
    assert head["as_of"] == "2026-06-30"
    assert back.records[0].verdicts == judged.verdicts
    assert [each.programme for each in back.records] == [judged.programme]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_a_summary"),
        (b"[" * 100_000, "not_a_summary"),
        (b"[]", "not_a_summary"),
        (b'{"kind": "district_summary", "schema_version": "9"}', "summary_version"),
        (b'{"kind": "district_summary", "schema_version": "1.0"}', "damaged_summary"),
    ],
)
def test_what_is_no_summary_is_told_as_such(content, code):
    with pytest.raises(InputError) as raised:
        gathered_from(content, "a.json")
    assert raised.value.code == code


def test_a_summary_with_a_verdict_too_few_is_damaged():
    text = render(summarize(gathered((record("1"),), ()), catalog(), ""))
    with pytest.raises(InputError) as raised:
        gathered_from(text.replace('"mmmmmm"', '"mmm"').replace('"======"', '"==="').encode(), "a.json")
    assert raised.value.code == "damaged_summary"
