"""Settings: the nearest file upward, the environment over it, the line over both; every mistake told with its place."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import jsonschema
import pytest
import typer

from schoolstd.cli import app, config
from schoolstd.cli.config import ALL, KEYS, LIMITS, configured, for_command, nearest_file, variable
from schoolstd.cli.direct import check_options
from schoolstd.cli.options import FAIL_ON
from schoolstd.errors import SettingsError
from schoolstd.reports import PRINTED
from schoolstd.workbook import limits
from schoolstd.workbook.limits import DEFAULT, MOST, Limits
from tests.cli.run import EXAMPLES, GAPS, GOOD, own_cache, schoolstd

SCHEMA = json.loads((Path(config.__file__).parent / "config.schema.json").read_text("utf-8"))


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    """An empty folder to work in, and no variables."""
    monkeypatch.chdir(tmp_path)
    for key in ALL:
        monkeypatch.delenv(variable(key), raising=False)


def put(text, name="schoolstd.toml", folder="."):
    Path(folder).mkdir(parents=True, exist_ok=True)
    Path(folder, name).write_text(text, encoding="utf-8")


def values(*arguments):
    return {key: each.value for key, each in configured(arguments).items()}


def mistakes():
    with pytest.raises(SettingsError) as caught:
        configured([])
    return [(each.code, each.values["where"], each.values.get("key", "")) for each in caught.value.mistakes]


# ── which file ──


def test_without_a_file_and_variables_nothing_is_set():
    assert configured([]) == {}


def test_the_nearest_file_upward_is_in_force_alone(tmp_path, monkeypatch):
    put('lang = "en"\nformat = "json"\n')
    put('lang = "zh"\n', folder="a")
    Path("a/b/c").mkdir(parents=True)
    monkeypatch.chdir("a/b/c")
    assert nearest_file() == "../../schoolstd.toml"
    assert values() == {"lang": "zh"}


def test_a_project_file_counts_by_its_table_and_is_passed_over_without(monkeypatch):
    put('[tool.schoolstd]\nlang = "en"\n', "pyproject.toml")
    put('[project]\nname = "schoolstd"\n[project.scripts]\nschoolstd = "a:b"\n', "pyproject.toml", "a")
    monkeypatch.chdir("a")
    assert nearest_file() == "../pyproject.toml"
    assert values() == {"lang": "en"}


@pytest.mark.parametrize(
    "text",
    ['[ tool . "schoolstd" ]\nlang="en"', '[tool]\nschoolstd = {lang = "en"}', 'tool.schoolstd.lang = "en"',
     "[tool]\nschoolstd.lang = 'en'", "['tool'.schoolstd]\nlang='en'"],
)  # fmt: skip
def test_a_table_of_a_project_file_is_found_however_it_is_written(text):
    put(text, "pyproject.toml")
    assert values() == {"lang": "en"}


def test_a_project_file_that_is_no_toml_is_not_ours():
    put("[tool.schoolstd\n", "pyproject.toml")
    assert nearest_file() == ""


def test_a_file_of_its_own_wins_over_a_project_file_beside_it():
    put('[tool.schoolstd]\nlang = "en"\n', "pyproject.toml")
    put('color = "never"\n')
    assert values() == {"color": "never"}


# ── what goes over what ──


def test_a_variable_goes_over_the_file_and_a_blank_one_is_none(monkeypatch):
    put('lang = "en"\nformat = "json"\n')
    monkeypatch.setenv("SCHOOLSTD_LANG", "zh")
    monkeypatch.setenv("SCHOOLSTD_FORMAT", "")
    monkeypatch.setenv("SCHOOLSTD_JOBS", "3")
    monkeypatch.setenv("SCHOOLSTD_CACHE", "false")
    assert values() == {"lang": "zh", "format": "json", "jobs": 3, "cache": False}


@pytest.mark.parametrize("line", ["check a.xlsx", "check a.xlsx -vq"])
def test_the_line_goes_over_the_settings_with_and_without_the_library(line, monkeypatch):
    found = []
    monkeypatch.setattr("schoolstd.cli.check.check", lambda options: found.append(options) or 0)
    put('as_of = "2026-06-30"\nfail_on = "never"\nprogramme = "p"\nregistry = "r.xlsx"\nwaivers = "w.yaml"\n')
    words = [*line.split(), "--fail-on", "warning"]
    options = check_options(words)
    if options is None:
        app.run_app(words)
        (options,) = found
    assert (options.as_of, options.fail_on, options.programme) == ("2026-06-30", "warning", "p")
    assert (options.registry, options.waivers) == ("r.xlsx", "w.yaml")


def test_isolated_looks_at_nothing(monkeypatch):
    put("nonsense = 1\n")
    monkeypatch.setenv("SCHOOLSTD_LANG", "fr")
    assert configured(["check", "--isolated"]) == {}
    assert check_options(["check", "a.xlsx", "--isolated"]) == check_options(["check", "--isolated", "a.xlsx"])


def test_a_setting_holds_for_the_commands_that_have_its_option():
    put('format = "json"\ncatalog = "beijing"\nlang = "en"\njobs = 2\n')
    found = configured([])
    assert for_command(found, "check", []) == {"format": "json", "catalog": "beijing", "lang": "en"}
    assert for_command(found, "explain", []) == {"catalog": "beijing", "lang": "en"}
    assert for_command(found, "district", []) == {"catalog": "beijing", "lang": "en", "jobs": 2}


def test_an_entity_on_the_line_goes_over_a_catalog_that_is_set():
    put('catalog = "beijing"\n')
    assert for_command(configured([]), "check", ["--entity", "district"]) == {}


def test_a_check_reads_the_register_for_a_programme_alone():
    put('registry = "r.xlsx"\n')
    found = configured([])
    assert for_command(found, "check", []) == {}
    assert for_command(found, "check", ["--programme=p"]) == {"registry": "r.xlsx"}
    assert for_command(found, "district", []) == {"registry": "r.xlsx"}


def commands_with(option):
    """The commands that have an option, as the library knows them."""
    root = typer.main.get_command(app.app)
    for name, command in root.commands.items():
        below = list(getattr(command, "commands", {}).values()) or [command]
        if any(option in parameter.opts for each in below for parameter in each.params):
            yield name


@pytest.mark.parametrize("key", KEYS)
def test_a_setting_holds_for_exactly_the_commands_that_have_its_option(key):
    named = set(commands_with(f"--{key.replace('_', '-')}"))
    if key in ("format", "fail_on"):  # every command has levels and formats of its own: these are those of a check
        assert KEYS[key] == ("check",)
        assert "check" in named
    else:
        assert set(KEYS[key]) == ({""} if key in ("lang", "color") else named)


# ── paths ──


def test_relative_paths_count_from_the_folder_of_the_file(tmp_path, monkeypatch):
    put('waivers = "w.yaml"\nindicators = "./i"\nregistry = "/r.xlsx"\nprogramme = "p/p.yaml"\n')
    Path("a/b").mkdir(parents=True)
    monkeypatch.chdir("a/b")
    above = {"indicators": "../../i", "waivers": "../../w.yaml", "programme": "../../p/p.yaml", "registry": "/r.xlsx"}
    assert values() == above


def test_a_programme_that_is_an_id_is_no_path(monkeypatch):
    put('programme = "beijing-2018"\n')
    Path("a").mkdir()
    monkeypatch.chdir("a")
    assert values() == {"programme": "beijing-2018"}


# ── mistakes ──


def test_every_mistake_is_told_with_its_line_and_its_key(monkeypatch):
    put('# ours\nfmt = "json"\nlang = "fr"\njobs = -1\n\nas_of = "2026-02-30"\n[check]\nx = 1\n')
    monkeypatch.setenv("SCHOOLSTD_CACHE", "maybe")
    assert mistakes() == [
        ("setting_unknown", "schoolstd.toml:2", "fmt"),
        ("setting_value", "schoolstd.toml:3", "lang"),
        ("setting_type", "schoolstd.toml:4", "jobs"),
        ("setting_type", "schoolstd.toml:6", "as_of"),
        ("setting_unknown", "schoolstd.toml:7", "check"),
        ("setting_type", "SCHOOLSTD_CACHE", "cache"),
    ]


def test_lines_of_a_project_file_are_counted_in_its_table():
    put('[project]\nlang = "x"\n\n[tool.schoolstd]\nlang = 1\n', "pyproject.toml")
    assert mistakes() == [("setting_type", "pyproject.toml:5", "lang")]


@pytest.mark.parametrize(
    ("text", "where"),
    [("lang = en\n", "schoolstd.toml:1"), ("a = 1\n[b\n", "schoolstd.toml:2"), ("\x00", "schoolstd.toml:1")],
)
def test_what_is_no_toml_is_told_with_its_line(text, where):
    put(text)
    assert mistakes() == [("setting_toml", where, "")]


def test_other_bytes_than_utf8_are_no_toml():
    Path("schoolstd.toml").write_bytes("lang = '中'".encode("gbk"))
    assert mistakes() == [("setting_toml", "schoolstd.toml", "")]


def test_a_setting_that_is_no_table_is_told():
    put("[tool]\nschoolstd = 1\n", "pyproject.toml")
    assert mistakes() == [("setting_no_table", "pyproject.toml", "")]


@pytest.mark.parametrize("command", [["check", "a.xlsx"], ["config"], ["indicators", "list"], ["diff", "a", "b"]])
def test_a_command_with_settings_that_cannot_be_used_ends_with_code_2_and_does_nothing(command, tmp_path):
    put('lagn = "en"\ncolor = 3\n')
    run = schoolstd(*command, cwd=tmp_path)
    assert (run.code, run.out) == (2, "")
    known = "、".join(KEYS)
    assert run.err.splitlines() == [
        f"错误：schoolstd.toml:1: 没有“lagn”这个设置（是不是“lang”？）；可以设的有：{known}",
        "错误：schoolstd.toml:2: color 应为加引号的文字，实为 3",
    ]


def test_help_is_told_even_so(tmp_path):
    put("lagn = 1\n")
    assert schoolstd("check", "--help", cwd=tmp_path).out == schoolstd("check", "--help", "--isolated").out


# ── from end to end ──


def test_a_check_is_done_as_set(tmp_path):
    put('format = "json"\nfail_on = "never"\ncatalog = "national"\nlang = "en"\n')
    run = schoolstd("check", GAPS, cwd=tmp_path)
    assert run.code == 0
    assert run.out == schoolstd("check", GAPS, "--format", "json", "--lang", "en", "--catalog", "national").out


def test_the_language_that_is_set_is_that_of_help_and_messages(tmp_path):
    put('lang = "en"\n')
    assert schoolstd("--help", cwd=tmp_path).out == schoolstd("--help", "--lang", "en").out
    assert schoolstd("check", "no.xlsx", cwd=tmp_path).err == "error: no.xlsx: there is no such file\n"
    assert schoolstd("check", "no.xlsx", "--isolated", cwd=tmp_path).err.startswith("错误：")


def test_colour_that_is_set_holds_for_every_command(tmp_path):
    put('color = "always"\n')
    assert "\033[" in schoolstd("indicators", "list", cwd=tmp_path).out
    assert "\033[" not in schoolstd("indicators", "list", "--color", "never", cwd=tmp_path).out
    assert "\033[" in schoolstd("check", GOOD, cwd=tmp_path).out


def test_config_prints_a_file_that_says_the_same(tmp_path):
    put('as_of = 2026-06-30\nlang = "en"\nprogramme = "甲\\"乙"\n', folder="a")
    first = schoolstd("config", cwd=tmp_path / "a").out
    put(first, folder="b")
    again = schoolstd("config", cwd=tmp_path / "b").out
    assert tomllib.loads(first) == tomllib.loads(again)
    assert tomllib.loads(first)["as_of"] == "2026-06-30"


def test_config_tells_where_each_setting_comes_from(tmp_path):
    put('# ours\nfail_on = "never"\n')
    run = schoolstd(
        "config", "--format", "json", "--lang", "en", cwd=tmp_path, SCHOOLSTD_JOBS="2", SCHOOLSTD_CATLOG="x"
    )
    told = json.loads(run.out)
    assert told["file"] == "schoolstd.toml"
    assert told["unknown_variables"] == ["SCHOOLSTD_CATLOG"]
    found = {each["key"]: (each["value"], each["source"], each["where"]) for each in told["settings"]}
    assert list(found) == list(ALL)
    assert found["fail_on"] == ("never", "file", "schoolstd.toml:2")
    assert found["jobs"] == (2, "environment", "SCHOOLSTD_JOBS")
    assert found["lang"] == ("en", "flag", "--lang")
    assert found["format"] == ("text", "default", None)


# ── limits ──


@pytest.fixture
def _usual():
    """The limits as they were, when a test has put others in force."""
    yield
    limits.put_in_force(DEFAULT)


@pytest.mark.parametrize(
    "text",
    ["[limits]\nrows = 30\n", "limits.rows = 30\n", "limits = {rows = 30}\n", "limits . 'rows' = 30"],
)
def test_a_limit_is_set_in_a_table_of_its_own(text):
    put(text)
    assert values() == {"limits.rows": 30}


def test_a_variable_goes_over_a_limit_of_the_file(monkeypatch):
    put("[tool.schoolstd.limits]\nrows = 30\ncells = 9\n", "pyproject.toml")
    monkeypatch.setenv("SCHOOLSTD_LIMITS_ROWS", "40")
    assert values() == {"limits.rows": 40, "limits.cells": 9}


@pytest.mark.usefixtures("_usual")
@pytest.mark.parametrize("line", ["check a.xlsx", "check a.xlsx -vq"])
def test_limits_are_in_force_with_and_without_the_library(line, monkeypatch):
    monkeypatch.setattr("schoolstd.cli.check.check", lambda options: 0)
    put("[limits]\nrows = 30\n")
    words = line.split()
    if check_options(words) is None:
        app.run_app(words)
    assert limits.in_force() == Limits(rows=30)
    check_options([*words, "--isolated"])
    if "-vq" not in words:
        assert limits.in_force() is not None
        assert limits.in_force() == DEFAULT


def test_no_limit_is_an_option_of_a_command():
    put("[limits]\nrows = 30\n")
    assert for_command(configured([]), "check", []) == {}


def test_mistakes_in_limits_are_told_with_line_and_key(monkeypatch):
    put('lang = "zh"\n[limits]  # ours\nrows = 0\nrow = 1\ncells = "9"\ntext_mb = 1.5\n[other]\nrows = 0\n')
    monkeypatch.setenv("SCHOOLSTD_LIMITS_COLUMNS", "9" * 30)
    assert mistakes() == [
        ("setting_unknown", "schoolstd.toml:7", "other"),
        ("setting_range", "schoolstd.toml:3", "limits.rows"),
        ("setting_unknown", "schoolstd.toml:4", "limits.row"),
        ("setting_range", "schoolstd.toml:5", "limits.cells"),
        ("setting_range", "schoolstd.toml:6", "limits.text_mb"),
        ("setting_range", "SCHOOLSTD_LIMITS_COLUMNS", "limits.columns"),
    ]


def test_limits_that_are_no_table_are_told():
    put("limits = 3\n")
    assert mistakes() == [("setting_type", "schoolstd.toml:1", "limits")]


@pytest.mark.parametrize(
    "line",
    [
        "check {0}",
        "check {0} -vq",
        "plan {0}",
        "diff {0} {0}",
        "template --from {0} -o new.xlsx",
        "batch {0} --as-of 2018-09-28",
    ],
)
def test_a_limit_holds_for_every_command_that_reads_a_workbook(line, tmp_path):
    put("[limits]\nrows = 5\n")
    run = schoolstd(*line.format(GAPS).split(), cwd=tmp_path)
    assert "超出 5 行" in run.err + run.out
    assert (run.code, "超出 5 行" in schoolstd(*line.format(GAPS).split(), "--isolated", cwd=tmp_path).err) == (
        2,
        False,
    )


def test_limits_reach_every_process_and_results_are_kept_apart_by_them(tmp_path):
    folder = tmp_path / "schools"
    folder.mkdir()
    for number in range(10):
        shutil.copy(GAPS, folder / f"{number}.xlsx")
    words = ("district", folder, "--jobs", "2", "--format", "json", "--programme", "none")
    codes = []
    cache = own_cache(tmp_path)
    for given in ({}, {"SCHOOLSTD_LIMITS_ROWS": "5"}, {}, {"SCHOOLSTD_LIMITS_ROWS": "5"}):
        told = json.loads(schoolstd(*words, cwd=tmp_path, XDG_CACHE_HOME=cache, **given).out)
        codes.append((len(told["schools"]), [each["code"] for each in told["failures"]]))
    assert codes == 2 * [codes[0], (0, 10 * ["sheet_too_large"])]
    assert not codes[0][1]


# ── the schema ──


def test_the_schema_is_that_of_the_settings(tmp_path):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert list(SCHEMA["properties"]) == [*KEYS, "limits"]
    assert [f"limits.{name}" for name in SCHEMA["properties"]["limits"]["properties"]] == list(LIMITS)
    for name, said in SCHEMA["properties"]["limits"]["properties"].items():
        assert (said["default"], said["maximum"]) == (getattr(DEFAULT, name), getattr(MOST, name))
    assert SCHEMA["properties"]["format"]["enum"] == list(PRINTED)
    assert SCHEMA["properties"]["fail_on"]["enum"] == list(FAIL_ON)
    assert json.loads(schoolstd("config", "--schema").out) == SCHEMA


@pytest.mark.parametrize(
    "value",
    [{"lang": "en"}, {"lang": "fr"}, {"lang": 1}, {"jobs": 0}, {"jobs": -1}, {"jobs": 1.5}, {"jobs": "2"}, {"jobs": True},
     {"cache": True}, {"cache": 0}, {"as_of": "2026-06-30"}, {"as_of": "2026-6-30"}, {"as_of": ""}, {"as_of": "1800-01-01"},
     {"format": "json"}, {"format": "docx"}, {"fail_on": "gap"}, {"color": "red"}, {"catalog": ""}, {"catalog": ["a"]},
     {"none": "x"}, {}, {"limits.rows": 1}, {"limits.rows": 0}, {"limits.rows": 1_048_577}, {"limits.rows": "9"},
     {"limits.rows": True}, {"limits.none": 1}, {"limits": 1}],
    ids=str,
)  # fmt: skip
def test_the_schema_and_the_program_accept_the_same(value):
    put("".join(f"{key} = {json.dumps(each)}\n" for key, each in value.items()))
    try:
        configured([])
        accepted = True
    except SettingsError:
        accepted = False
    nested = {key: each for key, each in value.items() if not key.startswith("limits.")}
    if limits := {key.removeprefix("limits."): each for key, each in value.items() if key not in nested}:
        nested["limits"] = limits
    assert accepted == jsonschema.Draft202012Validator(SCHEMA).is_valid(nested)


def test_the_examples_have_no_settings_that_would_change_them():
    assert not list(EXAMPLES.rglob("schoolstd.toml"))
