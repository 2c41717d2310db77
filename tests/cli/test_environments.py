"""The program wherever it is started: other locales and consoles, no home, other time zones, strict warnings, no network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date

import pytest

from schoolstd.pipeline.pool import FEW
from tests.cli.run import EXAMPLES, GAPS, GOOD, clean, command, schoolstd

DISTRICT = EXAMPLES / "district"
USUAL = schoolstd("check", GAPS)
COMMANDS = {
    "check": ("check", GAPS),
    "template": ("template", "-o", "{folder}/form.xlsx"),
    "plan": ("plan", GAPS, "-o", "{folder}/plan.xlsx", "-o", "{folder}/plan.docx"),
    "batch": ("batch", DISTRICT / "材料", "--registry", DISTRICT / "名册.xlsx", "--as-of", "2018-09-28"),
    "district": ("district", DISTRICT / "材料", "-o", "{folder}/summary.xlsx", "-o", "{folder}/summary.json"),
    "diff": ("diff", GOOD, GAPS),
    "explain": ("explain", "N25"),
    "list": ("indicators", "list"),
    "lint": ("indicators", "lint"),
    "coverage": ("indicators", "coverage"),
    "help": ("--help",),
}
every = pytest.mark.parametrize("name", COMMANDS)


def words(name, folder):
    return [str(word).replace("{folder}", str(folder)) for word in COMMANDS[name]]


def test_a_plain_locale_changes_no_letter_of_a_result():
    run = schoolstd("check", GAPS, "--format", "json", LANG="C", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert run.bytes == schoolstd("check", GAPS, "--format", "json").bytes


@pytest.mark.parametrize("encoding", ["gbk", "cp936", "gb18030"])
def test_a_chinese_console_shows_the_same_report(encoding):
    run = schoolstd("check", GAPS, encoding=encoding, PYTHONIOENCODING=encoding)
    assert run.out == USUAL.out
    assert "?" not in run.out


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_console_that_lacks_letters_is_no_fault(encoding):
    run = schoolstd("check", GAPS, encoding=encoding, PYTHONIOENCODING=encoding)
    assert (run.code, run.err) == (1, "")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Shanghai"])
def test_the_time_zone_changes_nothing(zone, tmp_path):
    plain, moved = tmp_path / "plain.xlsx", tmp_path / "moved.xlsx"
    schoolstd("plan", GAPS, "-o", plain)
    schoolstd("plan", GAPS, "-o", moved, TZ=zone)
    assert plain.read_bytes() == moved.read_bytes()


@pytest.mark.parametrize("home", ["", "/nonexistent", "/proc"])
def test_a_home_that_is_none_or_cannot_be_written_is_no_fault(home, tmp_path):
    environment = {"HOME": home, "XDG_CACHE_HOME": ""}
    assert schoolstd("check", GAPS, **environment).out == USUAL.out
    run = schoolstd("district", DISTRICT / "材料", "-q", "-o", tmp_path / "a.json", **environment)
    assert (run.code, (tmp_path / "a.json").exists()) == (2, True)


@every
def test_no_result_holds_the_day_on_which_it_was_made(name, tmp_path):
    today = date.today().isoformat()
    if any(today in path.read_text("utf-8") for path in EXAMPLES.rglob("*.json")):
        pytest.skip("the examples speak of this very day")
    run = schoolstd(*words(name, tmp_path))
    assert today not in run.out
    assert [path.name for path in tmp_path.iterdir() if today.encode() in path.read_bytes()] == []


@every
def test_every_command_runs_with_all_warnings_as_errors(name, tmp_path):
    refuse_warnings(*words(name, tmp_path))


@pytest.mark.parametrize(
    "outputs",
    [("-o", "summary.xlsx", "-o", "summary.parquet", "--dataset", "rows"), ("--split", "district", "-o", "summaries/")],
    ids=["one summary", "a summary of each district"],
)
def test_processes_are_started_without_a_warning(outputs, tmp_path):
    """A process that has threads must not be forked; from Python 3.12 on it is told so."""
    folder = tmp_path / "workbooks"
    folder.mkdir()
    for number in range(FEW + 1):
        shutil.copy(GAPS if number else GOOD, folder / f"{number}.xlsx")
    refuse_warnings("district", folder, "--jobs", 2, "--as-of", "2026-06-30", *outputs, cwd=tmp_path)
    assert any(path.name.startswith("summar") for path in tmp_path.iterdir())


def refuse_warnings(*arguments, cwd=None):
    """Run the program and see that it warns of nothing."""
    line = command(*arguments)
    line[1:1] = ["-W", "error", "-X", "dev"]
    done = subprocess.run(line, env=clean(), cwd=cwd, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode in (0, 1, 2), done.stderr
    assert "Warning" not in done.stderr
    assert "Traceback" not in done.stderr


@every
def test_no_command_opens_a_connection(name, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import socket\n"
        "def refused(*words, **more):\n"
        "    raise SystemExit('a connection was opened')\n"
        "socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refused\n"
    )
    path = os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    run = schoolstd(*words(name, tmp_path), PYTHONPATH=path)
    assert "a connection was opened" not in run.err
    assert run.code in (0, 1, 2)


def test_the_guard_against_connections_would_notice_one(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import socket\ndef refused(*words):\n    raise SystemExit('a connection was opened')\nsocket.socket.connect = refused\n"
    )
    code = "import socket; socket.socket().connect(('127.0.0.1', 9))"
    environment = clean(PYTHONPATH=tmp_path)
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert "a connection was opened" in done.stderr
