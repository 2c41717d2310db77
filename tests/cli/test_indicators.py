"""`schoolstd indicators …` as a process: the shipped catalogs, and a newcomer's own."""

from __future__ import annotations

import json

import pytest

from schoolstd.reports.text import columns_of
from tests.catalog.files import GOOD_RULE, indicator, write
from tests.cli.run import GOOD, ROOT, failed_in_one_sentence, schoolstd
from tests.locked import as_locked

CASES = ("cases:", '  - {given: {minutes: "60"}, outcome: pass}', '  - {given: {minutes: "59"}, outcome: fail}')
ONE = indicator(*GOOD_RULE)
ONE = ONE.replace("cases: [{given: {}, outcome: missing}]", CASES[0] + "".join(
    f"\n          {line.strip()}" for line in ("- {given: {}, outcome: missing}", *CASES[1:])
))  # fmt: skip


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A newcomer's folder with a catalog of one indicator, and a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return write(tmp_path / "own", {"duty-1/N01.yaml": ONE})


# ── a newcomer's catalog ──


def test_a_catalog_of_one_indicator_is_listed_linted_filled_in_and_checked(own, tmp_path):
    listed = schoolstd("indicators", "list", "--indicators", own, "--format", "json")
    assert [each["id"] for each in json.loads(listed.out)["indicators"]] == ["N01"]
    linted = schoolstd("indicators", "lint", "--indicators", own)
    assert (linted.code, linted.err) == (0, "")
    assert "3 个用例全部成立" in linted.out
    assert schoolstd("template", "--indicators", own, cwd=tmp_path).code == 0
    checked = schoolstd("check", "school.xlsx", "--indicators", own, "--format", "json", cwd=tmp_path)
    found = json.loads(checked.out)
    assert checked.code == 1
    assert [(each["id"], each["verdict"]) for each in found["indicators"]] == [("N01", "no_evidence")]
    assert found["catalog"]["id"] == "tiny"


def test_a_changed_file_is_never_judged_by_the_old_one(own, tmp_path):
    assert "60" in schoolstd("explain", "N01", "--indicators", own).out
    write(tmp_path / "own", {"duty-1/N01.yaml": ONE.replace('bound: "60"', 'bound: "77"')})
    assert "77" in schoolstd("explain", "N01", "--indicators", own).out


def test_a_cache_that_cannot_be_written_is_no_fault(own, tmp_path):
    (tmp_path / "cache").write_text("a file, not a folder")
    assert schoolstd("indicators", "list", "--indicators", own).code == 0


def test_a_folder_without_indicator_files_is_told(tmp_path):
    assert failed_in_one_sentence(schoolstd("indicators", "list", "--indicators", tmp_path), str(tmp_path), ".yaml")


# ── lint ──


def test_lint_names_file_line_and_field_of_every_mistake(own, tmp_path):
    broken = ONE.replace('bound: "60"', 'bound: "六十"').replace("severity: mandatory", "severity: urgent")
    write(tmp_path / "own", {"duty-1/N01.yaml": broken})
    run = schoolstd("indicators", "lint", "--indicators", own)
    severity = broken.splitlines().index("    severity: urgent") + 1
    bound = next(number for number, line in enumerate(broken.splitlines(), 1) if "六十" in line)
    assert (run.code, run.out) == (2, "")
    assert f"N01.yaml:{severity}: " in run.err
    assert f"N01.yaml:{bound}: " in run.err
    assert "severity" in run.err
    assert "bound" in run.err
    assert "指标文件有 2 处错误" in run.err
    assert "Traceback" not in run.err


def test_every_command_tells_the_same_mistakes(own, tmp_path):
    write(tmp_path / "own", {"duty-1/N01.yaml": ONE.replace("metric: minutes", "metric: hours")})
    told = {
        schoolstd(*line, "--indicators", own).err
        for line in (("check", GOOD), ("explain", "N01"), ("indicators", "list"), ("indicators", "lint"))
    }
    assert len(told) == 1
    assert "hours" in told.pop()


def test_a_case_that_does_not_hold_is_a_finding(own, tmp_path):
    wrong = ONE.replace('{minutes: "59"}, outcome: fail', '{minutes: "59"}, outcome: pass')
    write(tmp_path / "own", {"duty-1/N01.yaml": wrong})
    run = schoolstd("indicators", "lint", "--indicators", own)
    line = next(number for number, text in enumerate(wrong.splitlines(), 1) if '"59"' in text)
    assert (run.code, run.err) == (1, "")
    assert f"N01.yaml:{line}: N01.first 的用例应为" in run.out
    assert "Traceback" not in run.out


@pytest.mark.parametrize("text", ["a: &x [*x]", "!!python/object:os.system {}", "\x00", "indicators: [", "'" * 5000])
def test_a_hostile_indicator_file_is_refused_without_a_traceback(own, tmp_path, text):
    write(tmp_path / "own", {"duty-1/N02.yaml": text})
    run = schoolstd("indicators", "lint", "--indicators", own)
    assert (run.code, run.out) == (2, "")
    assert "N02.yaml:1: " in run.err
    assert "Traceback" not in run.err


# ── the shipped catalogs ──


def test_the_national_catalog_is_linted_whole():
    run = schoolstd("indicators", "lint")
    assert (run.code, run.err) == (0, "")
    assert "88 条条款都有指标" in run.out


def test_pending_lists_the_figures_that_await_confirmation_and_the_defaults():
    run = schoolstd("indicators", "lint", "--pending")
    assert run.code == 0
    assert run.out.startswith("待确认的限值（")
    assert "N26" in run.out
    assert [line for line in run.out.splitlines() if columns_of(line) > 80] == []


def test_list_names_every_indicator_in_the_order_of_the_standard():
    run = schoolstd("indicators", "list")
    found = [line.split()[0] for line in run.out.splitlines() if line.startswith("  N")]
    assert found == [f"N{number:02}" for number in range(1, 89)]


def test_list_can_be_english():
    assert "Enough" not in schoolstd("indicators", "list").out
    assert "Equal rights of pupils" in schoolstd("indicators", "list", "--lang", "en").out


def test_show_gives_one_indicator_as_json():
    found = json.loads(schoolstd("indicators", "show", "n25", "--format", "json").out)
    assert found["id"] == "N25"


@as_locked("pydantic")
def test_schema_is_what_lies_beside_the_indicators():
    assert schoolstd("indicators", "schema").bytes == (ROOT / "indicators" / "schema.json").read_bytes()
