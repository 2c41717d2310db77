"""How the program starts: one understanding of a command line whichever way it takes, few modules, plain help."""

from __future__ import annotations

import subprocess

import pytest

from schoolstd.cli import app, direct
from schoolstd.reports.text import columns_of
from tests.cli.run import GOOD, clean, command, schoolstd

HEAVY = {"numpy", "openpyxl", "pydantic", "rich", "ruamel", "typer"}
PLAIN = [
    "check a.xlsx",
    "check a.xlsx b.xlsx --format json",
    "check --format json a.xlsx",
    "check --format=json a.xlsx",
    "check a.xlsx --format json --format text",
    "check a.xlsx -o r.json -o r.txt",
    "check a.xlsx --output r.json --output=json=r",
    "check a.xlsx --as-of 2026-06-30 --catalog beijing --indicators d --lang en",
    "check a.xlsx -v -q --color never --fail-on never",
    "check a.xlsx --verbose --quiet --color=always",
    "check a.xlsx --as-of=",
    "check a.xlsx --indicators=a=b",
    "check a.xlsx --select N25 --select=D1 --ignore N26 --baseline b.json --statistics --fail-on regression",
]
LEFT = [
    "",
    "check",
    "check --",
    "check -- a.xlsx",
    "check a.xlsx -vq",
    "check a.xlsx -or.json",
    "check a.xlsx --form json",
    "check a.xlsx --format",
    "check a.xlsx --format --quiet",
    "check a.xlsx --nonsense",
    "check a.xlsx --quiet=yes",
    "check -",
    "check a.xlsx --help",
    "explain N25",
    "--lang en check a.xlsx",
]


def by_library(line, monkeypatch):
    """What the command-line library makes of a line."""
    found = []
    monkeypatch.setattr("schoolstd.cli.check.check", lambda options: found.append(options) or 0)
    assert app.run_app(line.split()) == 0
    return found[0]


@pytest.mark.parametrize("line", PLAIN)
def test_a_plain_line_means_the_same_with_and_without_the_library(line, monkeypatch):
    assert direct.check_options(line.split()) == by_library(line, monkeypatch)


@pytest.mark.parametrize("line", LEFT)
def test_a_line_that_is_not_plain_is_left_to_the_library(line):
    assert direct.check_options(line.split()) is None


@pytest.mark.parametrize("line", ["check -- a.xlsx", "check a.xlsx -vq", "check a.xlsx -or.json"])
def test_the_library_understands_more(line, monkeypatch):
    assert by_library(line, monkeypatch).files == ("a.xlsx",)


def test_a_check_loads_no_heavy_module():
    wrapper = (
        "import os, sys; sys.argv[0] = 'schoolstd'; from schoolstd.cli import finish;"
        "finish.leave = lambda code: print(*sys.modules);"
        "from schoolstd.__main__ import main; main()"
    )
    words = [command()[0], "-c", wrapper, "check", str(GOOD), "-q"]
    done = subprocess.run(words, env=clean(), capture_output=True, check=True, timeout=60, text=True)
    loaded = set(done.stdout.split())
    assert "schoolstd.workbook.reader" in loaded
    assert {name.partition(".")[0] for name in loaded} & HEAVY == set()


COMMANDS = ["", "check", "template", "explain", "indicators", "indicators list", "indicators show", "indicators lint"]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_in_one_language_and_fits_the_terminal(name):
    run = schoolstd(*name.split(), "--help")
    assert (run.code, run.err) == (0, "")
    assert [line for line in run.out.splitlines() if columns_of(line) > 80] == []
    assert run.out.startswith(f"用法：schoolstd {name}".rstrip())
    assert not {"Usage", "Options", "Show", "default", "required"} & set(run.out.replace(":", " ").split())


def test_help_can_be_english():
    run = schoolstd("check", "--help", "--lang", "en")
    assert run.out == schoolstd("check", "--help", SCHOOLSTD_LANG="en").out
    assert run.out.startswith("Usage: schoolstd check")
    assert "退出码" not in run.out


def test_without_a_command_the_help_is_told_and_the_code_is_2():
    run = schoolstd()
    assert (run.code, run.out) == (2, "")
    assert run.err == schoolstd("--help").out


def test_the_version_is_printed():
    assert schoolstd("--version").out.startswith("schoolstd ")
