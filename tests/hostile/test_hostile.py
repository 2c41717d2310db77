"""Whatever a file holds, the process lives, in bounded memory and time; a file that is refused is told in one sentence."""

from __future__ import annotations

import json
import os
import shutil
import sys
from contextlib import suppress

import pytest

from schoolstd.errors import InputError
from schoolstd.problem import MAX_PROBLEMS
from schoolstd.wording import Words
from schoolstd.workbook.container import open_container
from schoolstd.workbook.plan_sheet import read_plan_sheet
from schoolstd.workbook.reader import read_workbook
from tests.cli.run import GAPS, GOOD, schoolstd
from tests.hostile.files import ANY, FOREIGN, READ, WORKBOOKS, form, parts_of
from tests.hostile.measure import measured
from tests.workbook import books

posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")
linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in other units elsewhere")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Every file of this module in one folder, with two good workbooks."""
    made = tmp_path_factory.mktemp("files")
    for name, (make, _) in WORKBOOKS.items():
        (made / f"{name}.xlsx").write_bytes(make())
    for name, (content, _) in FOREIGN.items():
        (made / f"{name}.xlsx").write_bytes(content)
    (made / "folder.xlsx").mkdir()
    (made / "dangling.xlsx").symlink_to(made / "none.xlsx")
    if hasattr(os, "mkfifo"):
        os.mkfifo(made / "pipe.xlsx")
        (made / "device.xlsx").symlink_to("/dev/zero")
    shutil.copy(GOOD, made / "good.xlsx")
    shutil.copy(GAPS, made / "gaps.xlsx")
    return made


def sentence(code, **values):
    """What is said for a code, up to the first value in it."""
    return (
        Words("zh")
        .input_error(
            InputError("", code, {"limit": "{", "ratio": "{", "sheet": "{", "rows": "{", "columns": "{", **values})
        )
        .partition("{")[0]
    )


@linux
@pytest.mark.parametrize("name", list(WORKBOOKS))
def test_a_dangerous_workbook_is_read_or_told_in_bounds(name, folder):
    expected = WORKBOOKS[name][1]
    run = measured("check", folder / f"{name}.xlsx", "--catalog", "national")
    assert run.bounded(), run[3:]
    assert "Traceback" not in run.err
    if expected == READ:
        assert (run.code, run.err) == (1, "")
    elif expected == ANY:
        assert run.code == 1 or run.told(f"{name}.xlsx")
    else:
        assert run.told(f"{name}.xlsx: {sentence(expected)}"), run


def test_more_problems_than_anybody_can_mend_are_cut_and_that_is_told(folder):
    run = schoolstd("check", folder / "a-problem-in-every-cell.xlsx", "--catalog", "national", "--format", "json")
    codes = [each["code"] for each in json.loads(run.out)["problems"]]
    assert (len(codes), codes.count("problems_more"), codes[-1]) == (MAX_PROBLEMS + 1, 1, "problems_more")


@pytest.mark.parametrize("name", list(FOREIGN))
def test_a_foreign_file_is_called_what_it_is(name, folder):
    run = schoolstd("check", folder / f"{name}.xlsx", "--catalog", "national")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(f"错误：{name}.xlsx: {sentence(FOREIGN[name][1])}"), run.err
    assert len(run.err.splitlines()) == 1


@posix
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("folder", "is_folder"),
        ("dangling", "not_found"),
        ("pipe", "not_a_file"),
        ("device", "not_a_file"),
        ("none", "not_found"),
    ],
)
def test_what_is_no_file_is_not_waited_for(name, code, folder):
    run = schoolstd("check", folder / f"{name}.xlsx")
    assert (run.code, run.out, run.err) == (2, "", f"错误：{name}.xlsx: {sentence(code)}\n")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_told(tmp_path):
    path = tmp_path / "school.xlsx"
    path.write_bytes(form())
    path.chmod(0)
    run = schoolstd("check", path)
    assert (run.code, run.err) == (2, f"错误：school.xlsx: {sentence('no_permission')}\n")


@pytest.mark.parametrize(
    ("error", "code"), [(FileNotFoundError(2, "gone"), "not_found"), (OSError(5, "Input/output error"), "unreadable")]
)
def test_a_file_that_vanishes_while_it_is_read_is_told(error, code, tmp_path, monkeypatch):
    path = tmp_path / "school.xlsx"
    path.write_bytes(form())

    def gone(*_):
        raise error

    monkeypatch.setattr("builtins.open", gone)
    with pytest.raises(InputError) as caught:
        open_container(str(path), "school.xlsx")
    assert caught.value.code == code


@pytest.mark.parametrize("step", [97])
def test_a_file_cut_off_anywhere_is_told(step, tmp_path):
    content, path = form(), tmp_path / "school.xlsx"
    codes = set()
    for length in range(0, len(content) - 1, step):
        path.write_bytes(content[:length])
        with pytest.raises(InputError) as caught:
            read_workbook(str(path), books.CATALOG)
        codes.add(caught.value.code)
    assert codes == {"empty", "broken_zip"}


# ── many files at once ──


def test_the_good_files_of_a_check_are_done_whatever_the_others_are(folder):
    names = [*WORKBOOKS, *FOREIGN, "folder", "dangling", "none", *(["pipe", "device"] if hasattr(os, "mkfifo") else [])]
    files = [folder / f"{name}.xlsx" for name in names]
    run = schoolstd(
        "check",
        *files,
        folder / "good.xlsx",
        folder / "gaps.xlsx",
        "--catalog",
        "national",
        "--format",
        "json",
        timeout=300,
    )
    bad = [line for line in run.err.splitlines() if line.startswith("错误：")]
    result = json.loads(run.out)
    assert run.code == 2
    assert "Traceback" not in run.err
    refused = {name for name, (_, code) in WORKBOOKS.items() if code not in (READ, ANY)} | set(FOREIGN)
    assert refused <= {line.removeprefix("错误：").partition(".xlsx")[0] for line in bad}
    assert {"good.xlsx", "gaps.xlsx"} <= {each["file"] for each in result["results"]}


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_good_files_of_a_district_are_done_whatever_the_others_are(jobs, folder, tmp_path):
    run = schoolstd(
        "district", folder, "--jobs", jobs, "--no-cache", "--format", "json", "--as-of", "2026-06-30", "--programme", "none", timeout=300
    )  # fmt: skip
    found = json.loads(run.out)
    assert run.code == 2
    assert "Traceback" not in run.err
    failed = {each["file"] for each in found["failures"]}
    refused = {name for name, (_, code) in WORKBOOKS.items() if code not in (READ, ANY)} | set(FOREIGN) | {"dangling"}
    assert {f"{name}.xlsx" for name in refused} <= failed
    assert {"good.xlsx", "gaps.xlsx"} <= {each["file"] for each in found["schools"]}


# ── a plan, which is read by another library ──


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """The parts of a plan workbook."""
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    assert schoolstd("plan", GAPS, "-o", path).code in (0, 1)
    return parts_of(path.read_bytes())


def in_sheet(plan, xml):
    """A plan with more XML behind the rows of its first sheet, or `<row` among them."""
    end = b"</sheetData>"
    new = xml.encode() + end if xml.startswith("<row") else end + xml.encode()
    return {**plan, "xl/worksheets/sheet1.xml": plan["xl/worksheets/sheet1.xml"].replace(end, new, 1)}


PLANS = {
    "rows": lambda plan: in_sheet(plan, "".join(f'<row r="{n}" ht="27"/>' for n in range(60, 1_000_000))),
    "cells": lambda plan: in_sheet(plan, "".join(f'<row r="{n}">{50 * BLANK}</row>' for n in range(60, 18_000))),
    "merged": lambda plan: in_sheet(plan, '<mergeCells><mergeCell ref="A60:XFD1048576"/></mergeCells>'),
    "styles": lambda plan: {
        **plan, "xl/styles.xml": plan["xl/styles.xml"].replace(b"</cellXfs>", b'<xf numFmtId="0"/>' * 90_000 + b"</cellXfs>")
    },
}  # fmt: skip
BLANK = '<c s="1"/>'


@linux
@pytest.mark.parametrize("name", list(PLANS))
def test_a_plan_that_would_take_much_memory_is_told(name, plan, tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(books.packed(PLANS[name](plan)))
    run = measured("plan", GAPS, "--from", path, "-o", tmp_path / "new.xlsx")
    assert run.bounded(), run[3:]
    assert run.told(f"plan.xlsx: {sentence('plan_too_large')}"), run
    assert not (tmp_path / "new.xlsx").exists()


@pytest.mark.parametrize(
    "name", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"]
)
@pytest.mark.parametrize("damage", [b"", b"<", b"<x>", b"<x/>", b"\xff" * 9, b"&", b"<x r='9'/>"])
def test_a_damaged_plan_is_read_or_refused(name, damage, plan, tmp_path):
    path = tmp_path / "plan.xlsx"
    at = len(plan[name]) // 2
    for content in (damage, plan[name][:at] + damage, plan[name][:at] + damage + plan[name][at + 9 :]):
        path.write_bytes(books.packed({**plan, name: content}))
        with suppress(InputError):
            read_plan_sheet(str(path), "plan.xlsx", ("id", "measure", "state"))
