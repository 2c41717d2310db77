"""A programme's YAML is loaded strictly: every mistake with its line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from schoolstd.catalog.file_model import CHOICES
from schoolstd.errors import CatalogError, UsageError
from schoolstd.programme.loader import (
    BASE_DATE,
    PATTERNS,
    WORDS,
    allowed,
    load_programme,
    programme_path,
    programme_schema,
)
from schoolstd.wording import Words
from schoolstd.yamlfile import load_yaml
from tests.programme.parts import beijing

SHIPPED = programme_path("beijing-2018")


def mistakes(tmp_path, old, new, count=1):
    text = SHIPPED.read_text("utf-8")
    assert old in text
    path = tmp_path / "p.yaml"
    path.write_text(text.replace(old, new, count), "utf-8")
    with pytest.raises(CatalogError) as caught:
        load_programme(path)
    for lang in ("zh", "en"):
        assert all(Words(lang).mistake(each) for each in caught.value.mistakes)
    return [(each.field, each.code) for each in caught.value.mistakes]


def test_the_shipped_programme_has_all_open_questions():
    assert [question.id for question in beijing().questions] == [f"Q{number:02}" for number in range(1, 38)]
    assert all(question.reason for question in beijing().questions)


def test_the_innermost_phase_counts():
    days = ("2018-01-01", "2018-05-01", "2018-09-01", "2020-03-31", "2020-04-01", "2021-01-01")
    assert [phase.id if (phase := beijing().phase_on(day)) else None for day in days] == [
        "phase-1",
        "phase-2.1",
        "phase-2.2",
        "phase-2.3",
        "phase-3",
        None,
    ]


@pytest.mark.parametrize(
    ("old", "new", "field", "code"),
    [
        ('share: "40"', 'share: "41"', "programme.batches", "shares_not_100"),
        ('share: "40"', 'share: "40.5"', "programme.batches", "shares_not_100"),
        ('share: "40"', "share: 40", "programme.batches[1].share", "needs_quotes"),
        ('start: "2019-01-01", end: "2020-03-31"}, refs: [B18-6.2.3-05]', 'start: "2018-12-31", end: "2020-03-31"}',
         "programme.batches[1].window", "window_order"),
        ('end: "2018-08-31"', 'end: "2018-04-30"', "programme.phases[2].window", "window_order"),
        ('end: "2018-08-31"', 'end: "2018-08-32"', "programme.phases[2].window.end", "no_such_date"),
        ('default: "all_met"', 'default: "most_met"', "programme.questions[0].default", "not_one_of"),
        ('default: "all_met"', 'default: "duty_0"', "programme.questions[0].default", "not_one_of"),
        ('default: "all_met"', 'where: "somewhere"', "programme.questions[0]", "default_or_where"),
        ('{value: "duty_85"', '{value: "most_met"', "programme.questions[0].options[1].value", "not_one_of"),
        ('self_check_months: "12"', 'self_check_months: "0"', "programme.review.self_check_months", "not_one_of"),
        ("parameter: pass_rule", "parameter: passing", "programme.questions", "parameter_missing"),
        ('default: "30/90"', 'default: "30"', "programme.questions[17].default", "not_one_of"),
        ("{id: standing,", "{id: stands,", "programme.review.states", "field_missing"),
        ("{id: failed, title: 不通过", "{id: failing, title: 不通过", "programme.review.results", "field_missing"),
        ("{id: failed, title: 不通过", "{id: failing, title: 不通过", "programme.review.results[2].id", "field_unknown"),
        ("{id: mandatory, title: 必达", "{id: must, title: 必达", "programme.review.grades", "field_missing"),
        ("also: [整改]", "also: [整改, 通过]", "programme.review.results[1]", "repeated_id"),
        ("also: [整改]", "also: [整改, Passed]", "programme.review.results[1]", "repeated_id"),
        ("    - plan\n", "    - plans\n", "programme.preconditions[1]", "not_one_of"),
        ("    - plan\n", "    - applied\n", "programme.preconditions[3]", "repeated_id"),
        ("  preconditions:\n", "  precondition:\n", "programme.precondition", "field_unknown"),
        ("  base: national", "  base: national\n  bass: x", "programme.bass", "field_unknown"),
        ("id: advanced-2", "id: advanced-1", "programme.honours[1].id", "repeated_id"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_field(tmp_path, old, new, field, code):
    assert (field, code) in mistakes(tmp_path, old, new)


@pytest.mark.parametrize("question", beijing().questions, ids=lambda question: question.id)
def test_where_an_answer_is_said_to_be_carried_out_there_is_such_a_file_or_check(question):
    for text in (question.where, question.where_en):
        names = re.findall(r"indicators/[\w/-]+\.yaml", text)
        written = "".join((SHIPPED.parents[2] / name).read_text("utf-8") for name in names)
        bare = re.sub(r"[\w/-]+\.yaml", "", text)
        for indicator, check in re.findall(r"\b([A-Z]+\d*(?:-\d+)+)(?:\.([a-z]\w*))?", bare):
            assert f'id: "{indicator}"' in written
            assert not check or f"- id: {check}\n" in written


def test_an_unknown_precondition_is_told_with_those_there_are(tmp_path):
    path = tmp_path / "p.yaml"
    path.write_text(SHIPPED.read_text("utf-8").replace("    - plan\n", "    - plans\n"), "utf-8")
    with pytest.raises(CatalogError) as caught:
        load_programme(path)
    (mistake,) = caught.value.mistakes
    said = Words("zh").mistake(mistake)
    assert "plans" in said
    assert [name for name in CHOICES["precondition"] if name not in said] == []


USED = [question for question in beijing().questions if question.default]


@pytest.mark.parametrize("question", USED, ids=lambda question: question.parameter)
def test_every_answer_that_the_program_can_carry_out_is_listed(question):
    listed = [option.value for option in question.options]
    if question.parameter in WORDS:
        assert listed == list(WORDS[question.parameter])
    assert listed or question.parameter in {*PATTERNS, BASE_DATE}


@pytest.mark.parametrize("question", USED, ids=lambda question: question.parameter)
def test_every_listed_answer_can_be_put_in_by_one_change(tmp_path, question):
    path = tmp_path / "own.yaml"
    for option in question.options:
        old = f"parameter: {question.parameter}\n"
        head, _, tail = SHIPPED.read_text("utf-8").partition(old)
        changed = tail.replace(f'default: "{question.default}"', f'default: "{option.value}"', 1)
        path.write_text(head + old + changed, "utf-8")
        assert load_programme(path).parameter(question.parameter) == option.value


@pytest.mark.parametrize("question", USED, ids=lambda question: question.parameter)
def test_an_unknown_answer_is_told_with_file_line_field_and_what_may_stand_there(tmp_path, question):
    old = f"parameter: {question.parameter}\n"
    head, _, tail = SHIPPED.read_text("utf-8").partition(old)
    path = tmp_path / "own.yaml"
    path.write_text(head + old + tail.replace(f'default: "{question.default}"', 'default: "sometimes"', 1), "utf-8")
    with pytest.raises(CatalogError) as caught:
        load_programme(path)
    (mistake,) = caught.value.mistakes
    assert path.read_text("utf-8").splitlines()[mistake.line - 1].strip() == 'default: "sometimes"'
    assert (mistake.file, mistake.field.endswith(".default")) == (str(path), True)
    assert allowed(question.parameter) in Words("zh").mistake(mistake)


def test_duty_85_is_one_changed_parameter(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(SHIPPED.read_text("utf-8").replace('default: "all_met"', 'default: "duty_85"'), "utf-8")
    assert load_programme(path).parameter("pass_rule") == "duty_85"


def test_an_unknown_programme_is_refused_with_those_there_are():
    with pytest.raises(UsageError) as caught:
        programme_path("shanghai")
    assert caught.value.values["known"] == "beijing-2018"


def test_the_schema_beside_the_programmes_is_the_one_of_the_classes_and_fits_them():
    stored = json.loads((SHIPPED.parent / "programme.schema.json").read_text("utf-8"))
    assert stored == programme_schema()
    jsonschema.validate(load_yaml(Path(SHIPPED), "p").value, stored)
