"""The README shows what the program prints: every block that begins with `$ schoolstd …` is compared with it."""

from __future__ import annotations

import re
import shlex
import shutil

import pytest

from tests.cli.run import GAPS, ROOT, schoolstd
from tests.cli.test_shell import ALL, typed

README = ROOT / "README.md"
BLOCK = re.compile(r"^```text\n\$ schoolstd(.*)\n((?:.*\n)*?)```$", re.MULTILINE)
CUT = "…\n"
"""The last line of a block that shows only how the output begins."""


LINE = re.compile(r"^    (schoolstd .*?)(?:  +#.*)?$", re.MULTILINE)
PYTHON = re.compile(r"^```python\n((?:.*\n)*?)```$", re.MULTILINE)


def text():
    """The README, or nothing when there is none."""
    return README.read_text("utf-8") if README.exists() else ""


def blocks():
    """(command line, what the README says it prints), as far as there is a README."""
    return BLOCK.findall(text())


def test_the_readme_shows_the_help_and_the_settings():
    if not README.exists():
        pytest.skip("no README yet")
    assert {" check --help", " --help", " config"} <= {line for line, _ in blocks()}


@pytest.mark.parametrize(("line", "shown"), blocks(), ids=[line.strip() for line, _ in blocks()])
def test_a_block_of_the_readme_is_what_the_command_prints(line, shown):
    run = schoolstd(*shlex.split(line), COLUMNS=80)
    printed = run.out + run.err
    if shown.endswith(CUT):
        printed, shown = printed[: len(shown) - len(CUT)], shown[: -len(CUT)]
    assert printed == shown


@pytest.mark.parametrize("line", LINE.findall(text()))
def test_a_line_of_the_readme_can_be_typed(line):
    typed(line)


@pytest.mark.parametrize("name", ALL if text() else [])
def test_every_command_is_in_the_readme(name):
    assert f"  {name.split()[0]}  " in text() or f"schoolstd {name}" in text()


@pytest.mark.parametrize("code", PYTHON.findall(text()))
def test_the_python_of_the_readme_runs(code, tmp_path, monkeypatch, capsys):
    shutil.copy(GAPS, tmp_path / "学校.xlsx")
    monkeypatch.chdir(tmp_path)
    names = {}
    exec(code, names)
    assert "N26" in capsys.readouterr().out
    assert names["document"].startswith(b"PK")
    assert names["values"]["catalog"]["id"] == "beijing"
