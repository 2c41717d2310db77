"""The program as a library: the same results as the command, typed names, errors as exceptions, and a light import."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

import schoolstd
from schoolstd import api
from schoolstd.cli.options import as_of_day
from tests.cli.run import EXAMPLES, GAPS, GOOD, ROOT, clean
from tests.cli.run import schoolstd as command

WORKBOOKS = sorted(EXAMPLES.glob("*/school.xlsx"))


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.parent.name)
def test_a_file_is_checked_as_the_command_checks_it(path):
    assert schoolstd.to_json(schoolstd.check_file(path)) == command("check", path, "--format", "json").out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_catalog_day_and_language_mean_what_they_mean_to_the_command(lang):
    found = schoolstd.check_file(GAPS, "beijing", as_of_day("2026-01-31"))
    run = command("check", GAPS, "--catalog", "beijing", "--as-of", "2026-01-31", "--format", "json", "--lang", lang)
    assert schoolstd.to_json(found, lang) == run.out
    assert schoolstd.to_dict(found, lang) == json.loads(run.out)


def test_a_day_may_be_text_as_on_the_command_line():
    assert schoolstd.check_file(GAPS, as_of="2026-01-31") == schoolstd.check_file(GAPS, as_of=date(2026, 1, 31))
    with pytest.raises(schoolstd.UsageError, match="bad_as_of"):
        schoolstd.check_file(GAPS, as_of="last week")


def test_a_text_report_is_that_of_the_command():
    assert schoolstd.render(schoolstd.check_file(GAPS)).decode() == command("check", GAPS).out


def test_waivers_are_applied(tmp_path):
    line = "{indicator: N47, school: '2199000002', reason: 平台改造, approver: 区教委, from: '2026-01-01', until: '2026-06-30'}"
    (tmp_path / "waivers.yaml").write_text(f"waivers:\n  - {line}\n", "utf-8")
    found = schoolstd.check_file(GAPS, waivers=tmp_path / "waivers.yaml")
    assert [each.indicator.id for each in found.indicators if each.waiver] == ["N47"]
    run = command("check", GAPS, "--waivers", tmp_path / "waivers.yaml", "--format", "json")
    assert schoolstd.to_json(found) == run.out


@pytest.mark.parametrize("catalog", [None, "beijing"])
def test_a_waiver_may_be_of_any_catalog_of_the_run_and_its_file_is_read_once(catalog, tmp_path, monkeypatch):
    from schoolstd.catalog import waiver_file

    line = "{indicator: B0-01, school: '2199000002', reason: 改造, approver: 区教委, from: '2018-01-01', until: '2028-06-30'}"
    (tmp_path / "waivers.yaml").write_text(f"waivers:\n  - {line}\n", "utf-8")
    book = load_workbook(GAPS)
    sheet = book["版本"]
    place = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "national")
    place.value = "beijing"
    book.save(tmp_path / "beijing.xlsx")
    read = []
    before = waiver_file.load_yaml
    monkeypatch.setattr(waiver_file, "load_yaml", lambda *given: read.append(given) or before(*given))
    files = [GAPS, tmp_path / "beijing.xlsx"]
    found = list(schoolstd.check_files(files, catalog, waivers=tmp_path / "waivers.yaml"))
    assert [[each.waiver.indicator for each in one.waivers] for one in found] == [["B0-01"], ["B0-01"]]
    assert len(read) == 1
    run = command("check", *files, *(("--catalog", catalog) if catalog else ()), "--waivers", tmp_path / "waivers.yaml")
    assert run.code == 1, run.err


def test_a_waiver_of_no_catalog_of_the_run_is_a_mistake(tmp_path):
    line = "{indicator: B0-01, school: '2199000002', reason: 改造, approver: 区教委, from: '2018-01-01', until: '2028-06-30'}"
    (tmp_path / "waivers.yaml").write_text(f"waivers:\n  - {line}\n", "utf-8")
    with pytest.raises(schoolstd.CatalogError):
        list(schoolstd.check_files([GAPS], waivers=tmp_path / "waivers.yaml"))


def test_a_catalog_may_be_given_as_value_id_or_folder():
    whole = schoolstd.load_catalog()
    assert whole.head.id == "national"
    assert schoolstd.load_catalog(ROOT / "indicators" / "beijing").head.id == "beijing"
    results = [schoolstd.to_dict(schoolstd.check_file(GOOD, each)) for each in (whole, "national", None)]
    assert results[0] == results[1] == results[2]


def test_a_moment_counts_as_its_day():
    assert schoolstd.check_file(GOOD, as_of=datetime(2026, 1, 31, 12)) == schoolstd.check_file(
        GOOD, as_of=date(2026, 1, 31)
    )


def test_many_files_give_a_result_or_an_error_each_in_order(tmp_path):
    found = list(schoolstd.check_files([GOOD, tmp_path / "none.xlsx", GAPS]))
    assert [type(each).__name__ for each in found] == ["Assessment", "InputError", "Assessment"]
    assert schoolstd.explain_error(found[1], "en") == "none.xlsx: there is no such file"


def test_verdicts_and_outcomes_are_enumerations():
    found = schoolstd.check_file(GAPS)
    gaps = [each for each in found.indicators if schoolstd.is_gap(each)]
    assert len(gaps) == 15
    assert {each.verdict for each in gaps} <= set(schoolstd.Verdict)
    assert {judged.result.outcome for each in gaps for judged in each.checks} <= set(schoolstd.Outcome)
    assert schoolstd.tally(found.indicators).met == 72


def test_a_file_that_is_no_workbook_is_an_input_error(tmp_path):
    (tmp_path / "a.xlsx").write_text("text")
    with pytest.raises(schoolstd.InputError) as caught:
        schoolstd.check_file(tmp_path / "a.xlsx")
    assert schoolstd.explain_error(caught.value).startswith("a.xlsx: ")


def test_a_catalog_that_there_is_not_is_a_usage_error():
    with pytest.raises(schoolstd.UsageError) as caught:
        schoolstd.load_catalog("none")
    assert "none" in schoolstd.explain_error(caught.value)


def test_mistakes_in_indicator_files_are_a_catalog_error_with_all_of_them(tmp_path):
    (tmp_path / "catalog.yaml").write_text("catalog: {nonsense: 1}\n", "utf-8")
    with pytest.raises(schoolstd.CatalogError) as caught:
        schoolstd.load_catalog(tmp_path)
    lines = schoolstd.explain_error(caught.value, "en").splitlines()
    assert len(lines) == len(caught.value.mistakes) > 0
    assert "catalog.yaml:1: " in lines[0]


@pytest.mark.parametrize(("given", "code"), [({"format": "none"}, "bad_format"), ({"lang": "fr"}, "bad_lang")])
def test_another_format_or_language_is_a_usage_error(given, code):
    with pytest.raises(schoolstd.UsageError) as caught:
        schoolstd.render(schoolstd.check_file(GOOD), **given)
    assert caught.value.code == code


# ── the names ──


def test_every_name_is_there_and_documented():
    assert schoolstd.__all__ == api.__all__
    for name in schoolstd.__all__:
        assert getattr(schoolstd, name).__doc__, name
    assert set(schoolstd.__all__) <= set(dir(schoolstd))


def test_another_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nonsense"):
        _ = schoolstd.nonsense


def test_importing_the_package_loads_nothing_else():
    code = "import sys; before = set(sys.modules); import schoolstd; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run(
        [sys.executable, "-c", code], env=clean(), capture_output=True, check=True, text=True, timeout=60
    )
    assert set(done.stdout.split()) <= {"schoolstd", "__future__"}


def test_checking_a_file_from_python_loads_no_heavy_module():
    code = f"import sys, schoolstd; schoolstd.check_file({str(GOOD)!r}); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=clean(), capture_output=True, check=True, text=True, timeout=60
    )
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded & {"openpyxl", "pydantic", "rich", "ruamel", "typer"} == set()


def test_the_package_says_that_it_is_typed():
    assert (Path(schoolstd.__file__).parent / "py.typed").exists()
