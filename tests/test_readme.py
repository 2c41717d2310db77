"""The README shows what the program prints: every block that begins with `$ schoolstd …` is compared with it."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import textwrap

import pytest

from schoolstd.catalog.waiver_file import load_waivers
from schoolstd.workbook.layout import REGISTER
from tests.cli.run import GAPS, GOOD, ROOT, schoolstd
from tests.cli.test_shell import ALL, typed
from tests.make import national

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


def test_the_extension_of_the_readme_does_what_is_said_of_it(tmp_path):
    (block,) = re.findall(r"^```yaml\n((?:.*\n)*?)```$", text(), re.MULTILINE)
    (tmp_path / "our-city").mkdir()
    (tmp_path / "our-city" / "catalog.yaml").write_text(block, "utf-8")
    (tmp_path / "收齐").mkdir()
    shutil.copy(GOOD, tmp_path / "收齐" / "学校.xlsx")
    assert schoolstd("indicators", "lint", "--indicators", "our-city", cwd=tmp_path).code == 0
    run = schoolstd("indicators", "diff", "national", "our-city", "--on", "收齐", "--format", "json", cwd=tmp_path)
    (school,) = json.loads(run.out)["schools"]
    changes = {each["id"]: (each["old"], each["new"]) for each in school["verdicts"]}
    assert changes == {"N26": ("met", "partial"), "N30": ("met", "not_in_force")}


def test_the_waiver_of_the_readme_can_be_used(tmp_path):
    (block,) = re.findall(r"^    waivers:\n(?:    .*\n)+", text(), re.MULTILINE)
    (tmp_path / "waivers.yaml").write_text(textwrap.dedent(block), "utf-8")
    assert len(load_waivers(str(tmp_path / "waivers.yaml"), national().catalog)) == 1


def test_the_readme_names_every_column_of_the_register():
    assert [column.title for column in REGISTER.columns if column.title not in text()] == []


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
