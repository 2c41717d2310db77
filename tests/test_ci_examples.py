"""The ready workflow files and hooks: every `schoolstd` command in them is run as it stands there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest
from openpyxl import load_workbook
from ruamel.yaml import YAML

from tests.cli.run import GAPS, GOOD, ROOT, clean

FILES = sorted((ROOT / "examples" / "ci").glob("*.yml"))
HOOKS = ROOT / ".pre-commit-hooks.yaml"


def load(path):
    return YAML(typ="safe").load(path.read_text("utf-8"))


def scripts(value):
    """Every command of a workflow, in order: what stands under `run` and `script`."""
    if isinstance(value, list):
        return [text for each in value for text in scripts(each)]
    if not isinstance(value, dict):
        return []
    found = []
    for key, each in value.items():
        if key in ("run", "script"):
            found += [each] if isinstance(each, str) else each
        else:
            found += scripts(each)
    return found


def commands(path):
    """The commands that a person runs once, from the comments, and those of the workflow but for what fetches things."""
    once = re.findall(r"^#\s+\$ (.*)$", path.read_text("utf-8"), re.MULTILINE)
    return once, [text for text in scripts(load(path)) if text.startswith(("schoolstd", "mkdir"))]


@pytest.fixture
def place(tmp_path):
    """A checkout with two workbooks, and the program on its path."""
    (tmp_path / "schools").mkdir()
    shutil.copy(GAPS, tmp_path / "schools" / "a.xlsx")
    shutil.copy(GOOD, tmp_path / "schools" / "b.xlsx")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "schoolstd"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m schoolstd "$@"\n')
    program.chmod(0o755)
    return tmp_path


def sh(line, folder):
    import os

    environment = clean(PATH=f"{folder / 'bin'}:{os.environ['PATH']}")
    return subprocess.run(
        ["sh", "-c", line], cwd=folder, env=environment, capture_output=True, timeout=120, check=False
    )


def spoil(workbook):
    book = load_workbook(workbook)
    book["数据"]["D54"] = 6
    book.save(workbook)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_commands_of_a_workflow_pass_until_something_gets_worse(path, place):
    once, always = commands(path)
    assert (len(once), len(always)) == (1, 2)
    assert [sh(line, place).returncode for line in (*once, *always)] == [0, 0, 0]
    named = set(re.findall(r"reports/[\w.]+", path.read_text("utf-8")))
    assert {f"reports/{each.name}" for each in (place / "reports").iterdir()} == named
    spoil(place / "schools" / "a.xlsx")
    assert sh(always[-1], place).returncode == 1


@pytest.mark.parametrize("hook", load(HOOKS), ids=lambda hook: hook["id"])
def test_a_hook_takes_workbooks_and_fails_on_what_it_says(hook, place):
    assert re.search(hook["files"], "schools/a.xlsx")
    assert not re.search(hook["files"], "schools/a.csv")
    sh("schoolstd baseline schools/*.xlsx -o baseline.json", place)
    line = f"{hook['entry']} schools/a.xlsx schools/b.xlsx"
    assert sh(line, place).returncode == (0 if "--baseline" in hook["entry"] else 1)
    spoil(place / "schools" / "a.xlsx")
    assert sh(line, place).returncode == 1
