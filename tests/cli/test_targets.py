"""No output may be written over what a command reads, nor over a workbook that a school sent."""

from __future__ import annotations

import shutil

import pytest
from openpyxl import Workbook

from schoolstd.cli import targets
from schoolstd.cli.targets import refuse_inputs
from schoolstd.errors import UsageError
from tests.cli.run import EXAMPLES, GAPS, GOOD, failed_in_one_sentence, own_cache, schoolstd

DISTRICT_BOOK = EXAMPLES / "district-office" / "district.xlsx"


@pytest.fixture
def sent(tmp_path, monkeypatch):
    """A folder with two schools' workbooks."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(own_cache(tmp_path)))
    folder = tmp_path / "材料"
    folder.mkdir()
    shutil.copy(GOOD, folder / "望溪小学.xlsx")
    shutil.copy(GAPS, folder / "澄溪中学.xlsx")
    return folder


@pytest.mark.parametrize("given", [["材料"], ["材料/澄溪中学.xlsx", "材料/望溪小学.xlsx"]], ids=["folder", "file"])
@pytest.mark.parametrize("command", ["district", "batch"])
def test_a_summary_is_never_written_over_a_schools_workbook(command, given, sent, tmp_path):
    before = (sent / "望溪小学.xlsx").read_bytes()
    day = ("--as-of", "2018-09-28")
    run = schoolstd(command, *given, *day, "-o", "材料/望溪小学.xlsx", cwd=tmp_path)
    assert failed_in_one_sentence(run, "材料/望溪小学.xlsx", "不能覆盖")
    assert (sent / "望溪小学.xlsx").read_bytes() == before


def test_the_sums_of_schools_are_never_written_over_one_of_them(sent, tmp_path):
    before = (sent / "望溪小学.xlsx").read_bytes()
    shutil.copy(DISTRICT_BOOK, tmp_path / "区.xlsx")
    run = schoolstd("check", "区.xlsx", "--schools", "材料", "-o", "材料/望溪小学.xlsx", cwd=tmp_path)
    assert failed_in_one_sentence(run, "材料/望溪小学.xlsx", "不能覆盖")
    assert (sent / "望溪小学.xlsx").read_bytes() == before


def test_an_earlier_summary_beside_the_workbooks_is_written_anew(sent, tmp_path):
    for command in ("district", "batch"):
        line = (command, "材料", "--as-of", "2018-09-28", "-q", "-o", f"材料/{command}.xlsx")
        first, again = schoolstd(*line, cwd=tmp_path), schoolstd(*line, cwd=tmp_path)
        assert (first.code, again.code) == (1, 1), again.err
        (sent / f"{command}.xlsx").unlink()


def test_merge_writes_over_none_of_the_results_it_reads(sent, tmp_path):
    schoolstd("district", "材料", "-q", "-o", "a.json", cwd=tmp_path)
    before = (tmp_path / "a.json").read_bytes()
    run = schoolstd("merge", "a.json", "-o", "a.json", cwd=tmp_path)
    assert failed_in_one_sentence(run, "a.json", "不能覆盖")
    assert (tmp_path / "a.json").read_bytes() == before
    shutil.copy(DISTRICT_BOOK, tmp_path / "区.xlsx")
    assert failed_in_one_sentence(schoolstd("merge", "a.json", "区.xlsx", "-o", "区.xlsx", cwd=tmp_path), "区.xlsx")


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 cut off", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")],
    ids=["damaged", "encrypted"],
)
def test_a_workbook_among_those_given_that_cannot_be_looked_into_is_not_written_over(content, tmp_path):
    path = tmp_path / "望溪小学.xlsx"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="target_is_input"):
        refuse_inputs([str(path)], [str(tmp_path)])


def test_an_empty_file_and_a_workbook_without_the_sheets_of_the_form_may_be_written_over(tmp_path):
    book = Workbook()
    book.save(tmp_path / "other.xlsx")
    (tmp_path / "empty.xlsx").touch()
    refuse_inputs([str(tmp_path / name) for name in ("other.xlsx", "empty.xlsx", "new.xlsx")], [str(tmp_path)])


def test_a_file_that_is_given_under_another_name_is_known_again(tmp_path):
    shutil.copy(GOOD, tmp_path / "a.json")
    (tmp_path / "b.json").hardlink_to(tmp_path / "a.json")
    with pytest.raises(UsageError, match="target_is_input"):
        refuse_inputs([str(tmp_path / "b.json")], [str(tmp_path / "a.json")])


def test_stdout_is_no_file():
    refuse_inputs([targets.STDOUT, "json=-"], ["a.json"])
