"""A file is called so that its name can be written anywhere."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

from schoolstd.filename import readable
from tests.cli.run import GAPS, schoolstd

linux = pytest.mark.skipif(sys.platform != "linux", reason="names are text on this system")
CITY = os.fsdecode("澄溪".encode("gb18030"))


def test_a_name_that_is_text_stays_as_it_is():
    for name in ("a.xlsx", "澄溪/学校.xlsx", "😀 ’.xlsx", ""):
        assert readable(name) == name


@linux
def test_a_name_in_the_letters_of_a_chinese_windows_is_read_as_such_whatever_its_folder_is():
    assert readable(f"材料/{CITY}.xlsx") == "材料/澄溪.xlsx"


@linux
def test_bytes_that_are_no_text_at_all_become_marks():
    assert readable("no\udcff.xlsx").encode().decode() == "no?.xlsx"


COMMANDS = {
    "check": ("check", "{a}", "{b}", "--format", "json"),
    "check-output": ("check", "{a}", "{b}", "-q", "-o", "{out}.json", "-o", "{out}.sarif", "-o", "{out}.html", "-o", "{out}.csv"),
    "check-bad": ("check", "{bad}", "--format", "json"),
    "baseline": ("baseline", "{a}", "{b}", "-o", "{out}.json"),
    "diff": ("diff", "{a}", "{b}", "--format", "json"),
    "batch": ("batch", "{folder}", "--as-of", "2018-09-28", "--format", "json"),
    "district": ("district", "{folder}", "-q", "-o", "{out}.json", "-o", "{out}.xlsx", "-o", "{out}.csv", "-o", "{out}.html"),
    "indicators-diff": ("indicators", "diff", "national", "beijing", "--on", "{folder}", "--format", "json"),
}  # fmt: skip


@linux
@pytest.mark.parametrize("command", list(COMMANDS))
def test_a_workbook_by_such_a_name_is_a_workbook_like_others(command, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.xlsx", f"{CITY}.xlsx"):
        shutil.copy(GAPS, folder / name)
    names = {"a": folder / "a.xlsx", "b": folder / f"{CITY}.xlsx", "bad": folder / "no\udcff.xlsx"}
    words = [word.format(**names, folder=folder, out=tmp_path / "out") for word in COMMANDS[command]]
    run = schoolstd(*words)
    assert run.code in ((2,) if command == "check-bad" else (0, 1, 2)), run
    assert "程序出错" not in run.err
    said = run.out + run.err + "".join(each.read_text() for each in tmp_path.glob("out.json"))
    assert ("no?" if command == "check-bad" else "澄溪") in said
