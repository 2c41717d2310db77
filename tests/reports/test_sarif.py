"""SARIF reports: valid by the official schema, with fingerprints that outlive a move of rows."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest

from schoolstd.location import Location
from schoolstd.reports.uri import relative_path, relative_uri
from tests.cli.run import ROOT
from tests.reports.parts import assessed, failure, hostile, rendered, report_of

OFFICIAL = Path(os.environ.get("SARIF_SCHEMA") or ROOT.parent / "shared" / "schemas" / "sarif-schema-2.1.0.json")


def sarif(*assessments, **more):
    return json.loads(rendered("sarif", report_of(*assessments, **more)))


def run(*assessments, **more):
    return sarif(*assessments, **more)["runs"][0]


@pytest.mark.skipif(not OFFICIAL.exists(), reason=f"no SARIF schema: set SARIF_SCHEMA, or put it at {OFFICIAL.name}")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_reports_are_valid_by_the_official_schema(lang):
    schema = json.loads(OFFICIAL.read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    schools = [assessed(), assessed("half-filled"), assessed("entry-mistakes"), hostile()]
    assert list(validator.iter_errors(sarif(*schools, failures=[failure()], lang=lang))) == []


def test_every_result_has_a_rule_with_help():
    found = run(assessed(), assessed("entry-mistakes"))
    rules = {rule["id"]: rule for rule in found["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in found["results"]} == set(rules)
    assert all(rule["help"]["text"] and rule["help"]["markdown"] for rule in rules.values())


def test_a_result_names_row_column_sheet_and_cell():
    result = next(each for each in run()["results"] if each["ruleId"] == "N25.sleep_junior")
    place = result["locations"][0]
    assert place["physicalLocation"]["region"] == {"startLine": 54, "startColumn": 4}
    assert [each["fullyQualifiedName"] for each in place["logicalLocations"]] == ["数据!D54", "数据"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "examples/junior-gaps/school.xlsx"


def test_levels_follow_how_definite_a_finding_is():
    levels = {result["ruleId"]: result["level"] for result in run()["results"]}
    assert levels["N25.sleep_junior"] == "error"
    assert levels["overclaim"] == "warning"
    assert set(levels.values()) == {"error", "warning", "note"}


def moved(assessment):
    """The same school with every row two further down."""

    def down(place):
        return Location(place.sheet, place.row + 2, place.column) if place and place.row else place

    indicators = tuple(
        result._replace(
            claim=result.claim and result.claim._replace(location=down(result.claim.location)),
            checks=tuple(
                each._replace(result=each.result._replace(locations=tuple(map(down, each.result.locations))))
                for each in result.checks
            ),
        )
        for result in assessment.indicators
    )
    problems = tuple(each._replace(location=down(each.location)) for each in assessment.problems)
    return assessment._replace(indicators=indicators, problems=problems)


@pytest.mark.parametrize("name", ["junior-gaps", "entry-mistakes"])
def test_fingerprints_are_unique_and_outlive_a_move_of_rows(name):
    before, after = run(assessed(name))["results"], run(moved(assessed(name)))["results"]
    prints = [json.dumps(each["partialFingerprints"]) for each in before]
    assert len(set(prints)) == len(prints)
    assert prints == [json.dumps(each["partialFingerprints"]) for each in after]
    assert before != after


def test_a_waived_finding_is_suppressed_with_its_reason():
    results = [each for each in run(hostile("缓办"))["results"] if each["ruleId"].startswith("N25.")]
    assert {each["suppressions"][0]["justification"][-2:] for each in results} == {"缓办"}


def test_a_broken_file_makes_the_run_unsuccessful():
    told = run(failures=[failure()])["invocations"][0]
    assert told["executionSuccessful"] is False
    assert told["toolExecutionNotifications"][0]["descriptor"] == {"id": "broken_zip"}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a/b c.xlsx", "a/b%20c.xlsx"),
        ("学校.xlsx", "%E5%AD%A6%E6%A0%A1.xlsx"),
        ("/no/such/place/x.xlsx", "x.xlsx"),
        ("../x.xlsx", "x.xlsx"),
        ("../one/x.xlsx", "one/x.xlsx"),
        ("one/../../two/x.xlsx", "two/x.xlsx"),
        ("a:b.xlsx", "a%3Ab.xlsx"),
        ("50%.xlsx", "50%25.xlsx"),
    ],
)
def test_uris_are_relative_and_name_no_place_outside(path, uri):
    assert relative_uri(path) == uri
    assert ".." not in relative_path(path)


def test_two_copies_of_a_school_in_one_run_have_fingerprints_of_their_own_and_the_first_those_of_one_alone():
    one = assessed("junior-gaps")
    copy = one._replace(evidence=one.evidence._replace(file="副本.xlsx"))
    alone, both = run(one)["results"], run(one, copy)["results"]
    prints = [json.dumps(each["partialFingerprints"]) for each in both]
    assert (len(both), len(set(prints))) == (2 * len(alone), 2 * len(alone))
    assert prints[: len(alone)] == [json.dumps(each["partialFingerprints"]) for each in alone]
    assert run(copy)["results"][0]["partialFingerprints"] == alone[0]["partialFingerprints"]
