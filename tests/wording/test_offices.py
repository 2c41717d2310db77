"""What is said otherwise of a district or the city has the same values and both languages."""

from __future__ import annotations

from string import Formatter

import pytest

from schoolstd.wording import en, zh
from schoolstd.wording.form import OF_OFFICES, SENTENCES, sentence


def fields(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", OF_OFFICES)
def test_a_sentence_of_the_form_says_the_same_things(key):
    for usual, said in zip(SENTENCES[key], OF_OFFICES[key], strict=True):
        assert fields(said) - {"all"} == fields(usual)


@pytest.mark.parametrize("table", [zh, en])
def test_a_sentence_of_the_reports_says_the_same_things(table):
    usual = {**table.PHRASES, **table.PROBLEMS, **table.LABELS}
    assert {key: fields(said) for key, said in table.OF_OFFICES.items()} == {
        key: fields(usual[key]) for key in table.OF_OFFICES
    }
    assert zh.OF_OFFICES.keys() == en.OF_OFFICES.keys()


def test_a_district_is_spoken_of_as_a_district():
    assert "全区" in sentence("order_metrics", "zh", "district")
    assert "全市" in sentence("order_metrics", "zh", "city")
    assert "全校" in sentence("order_metrics", "zh")
