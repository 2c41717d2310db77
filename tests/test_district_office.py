"""The example of a district's own workbook: its reports are what the program says, and show what its source says."""

from __future__ import annotations

import importlib.util
import io
import json
import zipfile
from typing import Any

import jsonschema
import pytest

from examples.make import HERE, load
from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.store import stored_catalog
from tests.cli.run import ROOT, schoolstd
from tests.locked import as_locked

OFFICE = HERE / "district-office"
COMMAND = ("check", "district.xlsx", "--schools", "../district/材料")


def result() -> Any:
    return json.loads((OFFICE / "result.json").read_text("utf-8"))


def sheets(workbook: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if "/worksheets/" in name}


@pytest.mark.parametrize(
    ("name", "options"), [("report.txt", ("--color", "never")), ("result.json", ("--format", "json"))]
)
def test_the_report_is_what_check_prints(name, options):
    run = schoolstd(*COMMAND, *options, cwd=OFFICE, COLUMNS=80, PYTHONPATH=ROOT / "src")
    assert (run.out, run.code) == ((OFFICE / name).read_text("utf-8"), 2)
    assert "南窗小学.xlsx" in run.err


@as_locked("openpyxl")
def test_the_workbook_is_made_from_its_source():
    place = importlib.util.spec_from_file_location("district_office", OFFICE / "make.py")
    assert place
    assert place.loader
    make = importlib.util.module_from_spec(place)
    place.loader.exec_module(make)
    content = make.workbook_of(load(OFFICE / "office.yaml"), stored_catalog(catalog_folder("district")))
    assert sheets(content) == sheets((OFFICE / "district.xlsx").read_bytes())


def test_every_verdict_in_force_is_what_the_source_explains():
    found = {each["id"]: each["verdict"] for each in result()["indicators"] if each["verdict"] != "not_in_force"}
    assert found == {id_: claim["found"] for id_, claim in load(OFFICE / "office.yaml")["claims"].items()}


def test_a_register_with_a_school_missing_and_a_file_broken_gives_no_whole_sum():
    found = result()
    jsonschema.validate(found, json.loads((ROOT / "src/schoolstd/reports/result.schema.json").read_text("utf-8")))
    assert {each["state"] for each in found["rollup"]} == {"incomplete"}
    assert [each["code"] for each in found["problems"]].count("rollup_number_differs") == 1
