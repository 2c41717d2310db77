"""The README shows what the program prints: every block that begins with `$ schoolstd …` is compared with it."""

from __future__ import annotations

import re
import shlex

import pytest

from tests.cli.run import ROOT, schoolstd

README = ROOT / "README.md"
BLOCK = re.compile(r"^```text\n\$ schoolstd(.*)\n((?:.*\n)*?)```$", re.MULTILINE)
CUT = "…\n"
"""The last line of a block that shows only how the output begins."""


def blocks():
    """(command line, what the README says it prints), as far as there is a README."""
    return BLOCK.findall(README.read_text("utf-8")) if README.exists() else []


def test_the_readme_shows_the_help_of_check():
    if not README.exists():
        pytest.skip("no README yet")
    assert " check --help" in [line for line, _ in blocks()]


@pytest.mark.parametrize(("line", "shown"), blocks(), ids=[line.strip() for line, _ in blocks()])
def test_a_block_of_the_readme_is_what_the_command_prints(line, shown):
    run = schoolstd(*shlex.split(line), COLUMNS=80)
    printed = run.out + run.err
    if shown.endswith(CUT):
        printed, shown = printed[: len(shown) - len(CUT)], shown[: -len(CUT)]
    assert printed == shown
