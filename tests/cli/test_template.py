"""`schoolstd template` as a process: what it writes, what it refuses, and the questions on a terminal."""

from __future__ import annotations

import json
import os
import select

import openpyxl
import pytest

from tests.cli.run import GOOD, clean, command, failed_in_one_sentence, schoolstd


def result(folder, name="school.xlsx"):
    return json.loads(schoolstd("check", name, "--format", "json", cwd=folder).out)


def answers(path):
    """The answers on the sheet of the school, by the id of what is asked."""
    sheet = openpyxl.load_workbook(path)["学校信息"]
    return {row[0]: row[2] for row in sheet.iter_rows(min_row=2, values_only=True) if row[0]}


def test_an_empty_template_has_no_evidence_anywhere_and_no_grave_problem(tmp_path):
    assert schoolstd("template", cwd=tmp_path) == (0, "", "已写出 school.xlsx\n", b"")
    found = result(tmp_path)
    assert {each["verdict"] for each in found["indicators"]} == {"no_evidence"}
    assert found["summary"]["problems"]["error"] == 0


def test_the_same_school_gives_the_same_bytes(tmp_path):
    for name, seed in (("a.xlsx", "1"), ("b.xlsx", "2")):
        schoolstd("template", "-o", name, "--stage", "小学", cwd=tmp_path, PYTHONHASHSEED=seed)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_file_that_exists_is_overwritten_only_by_force(tmp_path):
    path = tmp_path / "school.xlsx"
    path.write_text("mine")
    assert failed_in_one_sentence(schoolstd("template", cwd=tmp_path), "school.xlsx", "--force")
    assert path.read_text() == "mine"
    assert schoolstd("template", "--force", cwd=tmp_path).code == 0
    assert path.read_bytes().startswith(b"PK")


def test_answers_on_the_command_line_are_filled_in_and_decide_what_applies(tmp_path):
    line = ("--stage", "小学", "--no-boarding", "--canteen", "--school-bus=否", "--name", "=1+1")
    assert schoolstd("template", *line, cwd=tmp_path).code == 0
    found = answers(tmp_path / "school.xlsx")
    assert (found["stage"], found["boarding"], found["canteen"], found["school_bus"]) == ("小学", "否", "是", "否")
    sheet = openpyxl.load_workbook(tmp_path / "school.xlsx")["学校信息"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}  # and none a formula


def test_english_answers_are_understood(tmp_path):
    assert schoolstd("template", "--stage", "primary", "--lang", "en", cwd=tmp_path).code == 0


def test_from_carries_last_years_answers_over(tmp_path):
    assert schoolstd("template", "--from", GOOD, "-o", "new.xlsx", cwd=tmp_path).code == 0
    assert answers(tmp_path / "new.xlsx") == {**answers(GOOD), "as_of": None}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (["--stage", "大学"], ["--stage", "大学", "小学"]),
        (["--stage"], ["--stage", "小学"]),
        (["--stage", "--boarding"], ["--stage", "小学"]),
        (["--boarding=也许"], ["--boarding", "也许", "是|否"]),
        (["--as-of", "2026-13-01"], ["--as-of", "2026-13-01", "2026-06-30"]),
        (["--bording"], ["--bording", "--boarding"]),
        (["stray"], ["stray"]),
        (["-o", "school.txt"], ["school.txt", ".xlsx"]),
        (["-o", "nowhere/school.xlsx"], ["nowhere/school.xlsx", "文件夹不存在"]),
        (["--from", "old.xlsx"], ["old.xlsx"]),
        (["--guide"], ["--guide", "--stage"]),
    ],
    ids=" ".join,
)
def test_a_line_that_cannot_be_carried_out_gets_one_sentence_and_leaves_no_file(tmp_path, line, words):
    assert failed_in_one_sentence(schoolstd("template", *line, cwd=tmp_path), *words)
    assert list(tmp_path.iterdir()) == []


# ── the questions ──


def converse(folder, replies, *arguments):
    """Run `template --guide` on a terminal of its own and answer each question; (exit code, all that was seen)."""
    pty = pytest.importorskip("pty")
    words, environment, pending, seen, answered = (
        command("template", "--guide", *arguments),
        clean(),
        list(replies),
        "",
        0,
    )
    process, terminal = pty.fork()
    if not process:
        os.chdir(folder)
        os.execve(words[0], words, environment)
    try:
        while select.select([terminal], [], [], 30)[0] and (chunk := _read(terminal)):
            seen += chunk.decode(errors="replace")
            if pending and seen.endswith("：") and len(seen) > answered:  # how a question ends
                os.write(terminal, pending.pop(0).encode())
                answered = len(seen)
    finally:
        os.close(terminal)  # also ends a process that still waits for an answer
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), seen


def _read(descriptor):
    try:
        return os.read(descriptor, 4096)
    except OSError:  # how Linux says that the other end is closed
        return b""


ASKED_AFTER_STAGE = ["\n"] * 10
"""Blank answers to all that is asked after the stage."""


def test_guide_asks_for_each_fact_and_fills_in_the_answers(tmp_path):
    code, seen = converse(tmp_path, ["1\n", "测试小学\n", "\n", "大学\n", "小学\n", *ASKED_AFTER_STAGE])
    assert code == 0, seen
    assert "不能是“大学”" in seen
    found = answers(tmp_path / "school.xlsx")
    assert (found["name"], found["stage"]) == ("测试小学", "小学")


def test_guide_does_not_ask_for_what_the_line_says(tmp_path):
    code, seen = converse(tmp_path, ["\n"] * 13, "--stage", "小学", "--no-boarding")
    assert code == 0, seen
    assert "办学学段" not in seen
    assert "是否寄宿" not in seen


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_breaking_off_leaves_no_file_and_no_traceback(tmp_path, key):
    code, seen = converse(tmp_path, ["1\n", key])
    assert code == 130, seen
    assert "已中断" in seen
    assert "Traceback" not in seen
    assert list(tmp_path.iterdir()) == []
