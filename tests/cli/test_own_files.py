"""What a person is told of files of his own: waivers, a programme, another city's catalog."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.cli.run import EXAMPLES, GOOD, failed_in_one_sentence, schoolstd

CITY = EXAMPLES / "other-city"
USUAL = EXAMPLES.parent / "indicators" / "programmes" / "beijing-2018.yaml"


def test_a_waivers_file_that_is_not_there_is_called_that():
    run = schoolstd("check", GOOD, "--waivers", "nope.yaml")
    assert (run.code, run.out) == (2, "")
    assert run.err.splitlines() == [
        "错误：nope.yaml:1: 找不到这个文件",
        "豁免文件有 1 处错误，没有载入。",
    ]


def test_a_mistake_in_a_programme_is_one_of_a_programme(tmp_path):
    (tmp_path / "p.yaml").write_text("programme：\n  id: a\n", "utf-8")
    run = schoolstd("check", GOOD, "--programme", tmp_path / "p.yaml")
    assert (run.code, run.err.splitlines()[-1]) == (2, "达标方案文件有 1 处错误，没有载入。")


def test_what_names_a_waivers_file_without_the_command_line_is_told(tmp_path):
    (tmp_path / "schoolstd.toml").write_text('lang = "zh"\nwaivers = "nope.yaml"\n', "utf-8")
    lines = schoolstd("check", GOOD, cwd=tmp_path).err.splitlines()
    assert lines[-1] == "nope.yaml 是 schoolstd.toml:2 的 waivers 指定的。"


def test_what_the_system_says_is_said_in_chinese(tmp_path):
    (tmp_path / "a.xlsx").symlink_to(tmp_path / "b.xlsx")
    (tmp_path / "b.xlsx").symlink_to(tmp_path / "a.xlsx")
    assert "符号链接绕成了圈" in schoolstd("check", tmp_path / "a.xlsx").err
    assert "symbolic links" in schoolstd("check", tmp_path / "a.xlsx", "--lang", "en").err


def test_a_catalog_that_the_folder_is_not_is_refused():
    assert failed_in_one_sentence(
        schoolstd("check", GOOD, "--indicators", CITY, "--catalog", "nope"), "nope", "other-city"
    )
    assert schoolstd("check", GOOD, "--indicators", CITY, "--catalog", "other-city", "-q").code in (0, 1)


def test_a_catalog_of_the_settings_gives_way_to_a_folder_on_the_line(tmp_path):
    (tmp_path / "schoolstd.toml").write_text('catalog = "beijing"\n', "utf-8")
    run = schoolstd("check", GOOD, "--indicators", CITY, "--format", "json", cwd=tmp_path)
    assert json.loads(run.out)["catalog"]["id"] == "other-city"


@pytest.fixture
def schools(tmp_path):
    """A folder with one workbook."""
    folder = tmp_path / "schools"
    folder.mkdir()
    shutil.copy(GOOD, folder / "a.xlsx")
    return folder


def test_a_district_is_judged_by_another_citys_catalog_without_the_usual_programme(schools):
    run = schoolstd("district", schools, "--indicators", CITY, "--format", "json")
    assert run.code in (0, 1), run.err
    assert json.loads(run.out)["catalog"]["id"] == "other-city"
    assert run.err.startswith(f"达标方案 beijing-2018 不以 {CITY} 的指标体系为准，这次没有使用；")


def test_a_programme_that_a_folder_brings_is_used_for_a_district(schools, tmp_path):
    shutil.copytree(CITY, tmp_path / "city")
    text = USUAL.read_text("utf-8").replace("base: national", "base: other-city")
    (tmp_path / "city" / "programmes").mkdir()
    (tmp_path / "city" / "programmes" / "own.yaml").write_text(text, "utf-8")
    run = schoolstd("district", schools, "--indicators", tmp_path / "city", "-q")
    assert "beijing-2018 不以" not in run.err


@pytest.mark.parametrize("command", ["district", "batch"])
def test_a_programme_of_another_catalog_is_refused_with_the_way_out(command, schools):
    run = schoolstd(command, schools, "--as-of", "2024-06-30", "--indicators", CITY, "--programme", "beijing-2018")
    assert failed_in_one_sentence(run, "other-city", "--programme")


def test_the_help_of_district_says_how_to_do_without_a_programme():
    assert "none" in schoolstd("district", "--help", COLUMNS="200").out
