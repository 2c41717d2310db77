"""The examples: their reports are what the program says, and each shows what its source says it shows."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from examples.make import HERE, School, examples, load, workbook_of
from schoolstd.assessment.assess import assess
from schoolstd.problem import CODES
from schoolstd.reports import Look, Report, render
from schoolstd.wording import Words
from schoolstd.workbook.reader import read_workbook
from tests.locked import as_locked
from tests.make import national

NEVER_SHOWN = {"problems_more", "score_column", "personal_name"}
"""Codes that no example may bring about: none has thousands of slips, a score or a pupil's name in it. Each has its own tests."""

REGISTER_CODES = {"duplicate_school", "batch_differs", "batch_outside", "same_code_differs"} | {
    code for code in CODES if code.startswith("register_")
}
"""Codes that only a bureau's register brings about."""

PLAN_CODES = {code for code in CODES if code.startswith("plan_")}
"""What only an improvement plan can show."""
DISTRICT_CODES = {code for code in CODES if code.startswith("rollup_")}
"""Codes that only a district or a city checked with the workbooks below brings about."""

folders = pytest.mark.parametrize("folder", examples(), ids=lambda folder: folder.name)


def result(name):
    return json.loads((HERE / name / "result.json").read_text("utf-8"))


def codes(name):
    return {problem["code"] for problem in result(name)["problems"]}


def slips(name):
    source = load(HERE / name / "source.yaml")
    return {slip["shows"] for slip in source["typed"] if "shows" in slip} | {*source.get("lost", {}).values()}


@folders
@pytest.mark.parametrize(("name", "format_"), [("report.txt", "text"), ("result.json", "json")])
def test_the_report_beside_a_workbook_is_what_check_prints(folder, name, format_):
    catalog = national().catalog
    assessment = assess(read_workbook(str(folder / "school.xlsx"), catalog), catalog)
    printed = render(format_, Report([assessment], [], Words("zh", catalog), Look(80)))
    assert printed.decode() == (folder / name).read_text("utf-8")


@as_locked("openpyxl")
def test_a_workbook_is_made_from_its_source():
    folder = HERE / "half-filled"
    assert sheets(workbook_of(folder, national().catalog)) == sheets((folder / "school.xlsx").read_bytes())


def sheets(workbook):
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if "/worksheets/" in name}


@pytest.mark.parametrize("name", ["exemplary-primary", "junior-gaps", "nine-year-boarding"])
def test_the_indicators_that_are_not_met_are_those_that_the_source_explains(name):
    found = {each["id"]: each["verdict"] for each in result(name)["indicators"]}
    explained = {id_: gap["found"] for id_, gap in load(HERE / name / "source.yaml").get("gaps", {}).items()}
    assert {id_: verdict for id_, verdict in found.items() if verdict != "met"} == explained


def test_the_exemplary_school_has_no_gap_no_problem_and_no_advice():
    found = result("exemplary-primary")
    assert {each["verdict"] for each in found["indicators"]} == {"met"}
    assert {each["claim"]["agreement"] for each in found["indicators"]} == {"agrees"}
    assert found["problems"] == []
    assert [each["advice"] for each in found["indicators"] if each["advice"]] == []


@pytest.mark.parametrize("name", ["entry-mistakes", "altered-form"])
def test_every_slip_is_reported(name):
    assert slips(name) <= codes(name)


def test_the_two_spoilt_workbooks_show_every_code_together():
    assert (
        slips("entry-mistakes") | slips("altered-form")
        == set(CODES) - NEVER_SHOWN - REGISTER_CODES - DISTRICT_CODES - PLAN_CODES
    )


@folders
def test_an_example_has_more_than_two_hundred_filled_rows(folder):
    school = School(load(folder / "source.yaml"), load(HERE / "usual.yaml"), national().catalog)
    assert sum(len(list(rows)) for rows in school.answers().values()) > 200
