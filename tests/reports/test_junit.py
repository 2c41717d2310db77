"""JUnit reports: valid by a schema, named alike whatever is found, skipped with a reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from schoolstd.assessment.scope import Scope
from tests.reports.parts import assessed, failure, hostile, rendered, report_of

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("junit.xsd")))


def junit(*assessments, **more):
    return etree.fromstring(rendered("junit", report_of(*assessments, **more)))


def names(root):
    return [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]


def cases(root):
    return {case.get("name").split(" ")[0]: case for case in root.iter("testcase")}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_reports_are_valid(lang):
    schools = [assessed("junior-gaps"), assessed("half-filled"), assessed("entry-mistakes"), hostile()]
    SCHEMA.assertValid(junit(*schools, failures=[failure(), failure()], lang=lang))


def test_the_schema_refuses_two_cases_of_one_name():
    root = junit()
    suite = root.find("testsuite")
    suite.insert(1, etree.fromstring(etree.tostring(suite.find("testcase"))))
    assert not SCHEMA.validate(root)


def test_names_do_not_depend_on_what_is_found():
    assert names(junit(assessed("junior-gaps"))) == names(junit(assessed("exemplary-primary")))
    assert all("分钟" not in name for _, name in names(junit()))


def test_a_case_is_grouped_by_duty_and_task():
    assert re.fullmatch(r"D2 促进学生全面发展\.T06 [^.]+", cases(junit())["N25"].get("classname"))


def test_a_failure_names_cell_found_wanted_and_remedy():
    failed = cases(junit())["N25"].find("failure")
    assert failed.get("message") == (
        "数据!D54 初中生每天睡眠时间：8.3 小时（差 0.7 小时）；要求：不少于 9 小时（另有 1 项）"
    )
    assert "  单元格：数据!D54" in failed.text
    assert "  建议：" in failed.text


def test_counts_are_those_of_the_cases():
    suite = junit().find("testsuite")
    assert int(suite.get("failures")) == len(suite.findall("testcase/failure")) == 15
    assert int(suite.get("tests")) == len(suite.findall("testcase")) == 89


def test_what_does_not_apply_or_is_waived_is_skipped_with_the_reason():
    found = cases(junit(assessed("half-filled")))
    skipped = {
        name: case.find("skipped").get("message") for name, case in found.items() if case.find("skipped") is not None
    }
    assert len(skipped) == 2
    assert all(text.startswith("只对") for text in skipped.values())
    waived = cases(junit(hostile("缓办")))["N25"]
    assert waived.find("skipped").get("message").endswith("缓办批准：缓办")


def test_a_gap_of_the_baseline_is_skipped_and_keeps_its_name():
    known = assessed()._replace(scope=Scope(baseline="b.json", known=frozenset(["N25"])))
    root = junit(known)
    assert cases(root)["N25"].find("skipped").get("message") == "已在基线里"
    assert names(root) == names(junit())


def test_an_overclaim_is_told_beside_the_verdict():
    root = junit()
    assert cases(root)["N03"].findtext("system-out").startswith("自评达标，结论部分达标（自评偏高）")
    assert root.find(".//property[@name='overclaims']").get("value") == "9"


def test_a_file_that_cannot_be_used_is_an_error():
    suite = junit(failures=[failure()]).findall("testsuite")[-1]
    assert (suite.get("name"), suite.get("errors")) == ("坏.xlsx", "1")
    assert suite.find("testcase/error").get("type") == "broken_zip"


def test_schools_of_one_name_have_suites_of_two():
    found = [suite.get("name") for suite in junit(assessed(), assessed(), assessed()).findall("testsuite")]
    assert len(set(found)) == 3


def test_a_grave_problem_with_the_data_fails_a_case_of_its_own():
    case = [
        each for each in junit(assessed("entry-mistakes")).iter("testcase") if each.get("classname") == "schoolstd.data"
    ]
    assert "[bad_date]" in case[0].findtext("failure")
