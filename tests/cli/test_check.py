"""`schoolstd check` as a process: exit codes, streams, files, bytes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jsonschema
import pytest

from schoolstd.reports.text import columns_of
from tests.cli.run import EXAMPLES, GAPS, GOOD, ROOT, clean, command, failed_in_one_sentence, schoolstd

SCHEMA = json.loads((ROOT / "src/schoolstd/reports/result.schema.json").read_text("utf-8"))
NAMES = sorted(folder.name for folder in EXAMPLES.iterdir() if (folder / "school.xlsx").exists())
SPOILT = EXAMPLES / "entry-mistakes" / "school.xlsx"
NO_SUCH = "nowhere.xlsx"
FULL = Path("/dev/full")
"""A device that has no room, where there is one."""


def workbook(name):
    return EXAMPLES / name / "school.xlsx"


# ── exit codes ──


def test_a_school_without_a_gap_ends_with_0():
    assert schoolstd("check", GOOD).code == 0


def test_a_school_with_gaps_ends_with_1():
    assert schoolstd("check", GAPS).code == 1


def test_a_file_that_cannot_be_used_ends_with_2_whatever_the_others_say():
    assert schoolstd("check", GAPS, NO_SUCH, "-q").code == 2
    assert schoolstd("check", NO_SUCH, GOOD, "-q", "--fail-on", "never").code == 2


def test_a_fault_of_the_program_ends_with_3_and_one_sentence():
    fault = "import schoolstd.cli.check as c; c.assess_named = lambda *a: 1 / 0; from schoolstd.__main__ import main; main()"
    done = subprocess.run(
        [command()[0], "-c", fault, "check", str(GOOD)], env=clean(), capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 3
    assert len(done.stderr.decode().splitlines()) == 1
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


@pytest.mark.parametrize(
    ("level", "name", "code"),
    [
        ("gap", "exemplary-primary", 0),
        ("gap", "half-filled", 1),
        ("not_met", "junior-gaps", 1),
        ("not_met", "half-filled", 0),  # partial and without evidence, but nothing definitely fails
        ("overclaim", "junior-gaps", 1),
        ("overclaim", "exemplary-primary", 0),
        ("warning", "exemplary-primary", 0),
        ("warning", "junior-gaps", 1),
        ("never", "entry-mistakes", 0),
    ],
)
def test_fail_on_decides_what_ends_with_1(level, name, code):
    assert schoolstd("check", workbook(name), "-q", "--fail-on", level).code == code


# ── files that are none ──


@pytest.fixture
def strange(tmp_path):
    """A folder with files that are no workbooks, by name."""
    (tmp_path / "empty.xlsx").touch()
    (tmp_path / "folder.xlsx").mkdir()
    (tmp_path / "text.xlsx").write_text("学校,学生数\n")
    (tmp_path / "foreign.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (tmp_path / "cut.xlsx").write_bytes(GOOD.read_bytes()[:5000])
    (tmp_path / "loop.xlsx").symlink_to("loop.xlsx")
    os.mkfifo(tmp_path / "pipe.xlsx")
    return tmp_path


@pytest.mark.parametrize("name", ["empty", "folder", "text", "foreign", "cut", "loop", "pipe", "missing", "还没有"])
def test_a_file_that_is_no_workbook_gets_one_sentence_that_names_it(strange, name):
    assert failed_in_one_sentence(schoolstd("check", f"{name}.xlsx", cwd=strange), f"{name}.xlsx")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_locked_file_gets_one_sentence_that_names_it(tmp_path):
    locked = shutil.copy(GOOD, tmp_path / "locked.xlsx")
    locked.chmod(0)
    assert failed_in_one_sentence(schoolstd("check", locked), "locked.xlsx")


@pytest.mark.parametrize("name", ["a\nb.xlsx", "a\tb.xlsx", "\x1b[31mred.xlsx", "a" * 5000, "\udcff.xlsx"])
def test_a_hostile_file_name_stays_on_one_line_and_out_of_the_terminal(name):
    run = schoolstd("check", name)
    assert failed_in_one_sentence(run)
    assert "\x1b" not in run.err


HOSTILE = [
    ("check",),
    ("check", "-"),
    ("check", ""),
    ("check", "--"),
    ("check", "--", "-x"),
    ("check", GOOD, ""),
    ("check", GOOD, "--format"),
    ("check", GOOD, "--format", "exe"),
    ("check", GOOD, "--format="),
    ("check", GOOD, "--fail-on", "everything"),
    ("check", GOOD, "--color", "sometimes"),
    ("check", GOOD, "--lang", "fr"),
    ("check", GOOD, "--frobnicate"),
    ("check", GOOD, "--outputt", "x.json"),
    ("check", GOOD, "--quiet=yes"),
    ("check", GOOD, "-x"),
    ("check", GOOD, "-o"),
    ("check", GOOD, "-o", ""),
    ("check", GOOD, "-o", "result"),
    ("check", GOOD, "-o", "json="),
    ("check", GOOD, "-o", "json=/"),
    ("check", GOOD, "-o", "json=."),
    ("check", GOOD, "-o", "/no/such/folder/result.json"),
    ("check", GOOD, "-o", f"{GOOD}/result.json"),
    ("check", GOOD, "--as-of", "2026-13-01"),
    ("check", GOOD, "--as-of", "20260630"),
    ("check", GOOD, "--as-of", "2026-W01"),
    ("check", GOOD, "--as-of", "0001-01-01"),
    ("check", GOOD, "--as-of", "9999-12-31"),
    ("check", GOOD, "--as-of", "昨天"),
    ("check", GOOD, "--catalog", "../national"),
    ("check", GOOD, "--catalog", "/"),
    ("check", GOOD, "--catalog", "{0.__class__}"),
    ("check", GOOD, "--indicators", "/no/such/folder"),
    ("check", GOOD, "--indicators", GOOD),
    ("check", GOOD, "--indicators", "."),
    ("chekc", GOOD),
    ("检查", GOOD),
    ("--frobnicate",),
    ("explain",),
    ("explain", ""),
    ("explain", "{id}"),
    ("explain", "N25", "N26"),
    ("explain", "N25", "--catalog", "nowhere"),
    ("indicators", "lsit"),
    ("indicators", "show"),
    ("indicators", "show", "N999"),
    ("indicators", "list", "--format", "yaml"),
    ("indicators", "lint", "--lang", "fr"),
    ("template", "--nosuch", "1"),
    ("template", "stray"),
]


@pytest.fixture(scope="module")
def hostile_runs(tmp_path_factory):
    """Every hostile line run in a folder of its own, two at a time."""

    def run(line):
        folder = tmp_path_factory.mktemp("hostile")
        return schoolstd(*line, cwd=folder), list(folder.iterdir())

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, HOSTILE))


@pytest.mark.parametrize("number", range(len(HOSTILE)), ids=lambda number: " ".join(map(str, HOSTILE[number])))
def test_a_command_line_that_makes_no_sense_gets_one_sentence_and_leaves_no_file(hostile_runs, number):
    run, left = hostile_runs[number]
    assert failed_in_one_sentence(run)
    assert left == []


def test_a_misspelt_option_or_command_is_told_the_near_one():
    assert failed_in_one_sentence(schoolstd("check", GOOD, "--formatt", "json"), "--formatt", "--format", "--help")
    assert failed_in_one_sentence(schoolstd("chekc"), "chekc", "check", "--help")


def test_an_option_without_its_value_is_not_called_unknown():
    assert failed_in_one_sentence(schoolstd("check", GOOD, "--format"), "后面要写内容：--format")


# ── many files ──


def test_good_files_are_done_and_bad_ones_listed_in_the_order_given(strange):
    run = schoolstd("check", GAPS, strange / "empty.xlsx", GOOD, strange / "text.xlsx", "--format", "json")
    result = json.loads(run.out)
    assert run.code == 2
    assert [each["file"] for each in result["results"]] == [str(GAPS), str(GOOD)]
    assert [each["file"] for each in result["failures"]] == ["empty.xlsx", "text.xlsx"]
    assert [line.split(":")[0] for line in run.err.splitlines()[:2]] == ["错误：empty.xlsx", "错误：text.xlsx"]
    assert "共 4 个文件：已评定 2 个，不能用 2 个" in run.err


def test_the_pages_of_many_schools_come_in_the_order_given():
    run = schoolstd("check", GAPS, GOOD)
    assert [line for line in run.out.splitlines() if line.startswith("═")] == [
        line for path in (GAPS, GOOD) for line in wrapped_head(path)
    ]


def wrapped_head(path):
    from schoolstd.reports.text import wrapped

    return wrapped(f"═══ {path}", 80)[:1]


# ── output files ──


def test_a_suffix_decides_the_format_of_a_file(tmp_path):
    run = schoolstd("check", GOOD, "-q", "-o", "report.txt", "-o", "RESULT.JSON", "--output=json=plain", cwd=tmp_path)
    expected = EXAMPLES / "exemplary-primary"
    assert run == (0, "", "", b"")
    assert (tmp_path / "report.txt").read_text("utf-8") == (expected / "report.txt").read_text("utf-8")
    for name in ("RESULT.JSON", "plain"):
        assert (tmp_path / name).read_text("utf-8") == (expected / "result.json").read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["RESULT.JSON", "plain", "report.txt"]


def test_an_output_to_stdout_stands_alone():
    run = schoolstd("check", GOOD, "-o", "json=-")
    assert json.loads(run.out)["school"]["code"]


@pytest.mark.parametrize("target", ["json=school.xlsx", "text=./school.xlsx", "text=link.xlsx"])
def test_the_workbook_that_is_checked_is_never_overwritten(tmp_path, target):
    shutil.copy(GOOD, tmp_path / "school.xlsx")
    (tmp_path / "link.xlsx").symlink_to("school.xlsx")
    assert failed_in_one_sentence(schoolstd("check", "school.xlsx", "-o", target, cwd=tmp_path), ".xlsx")
    assert (tmp_path / "school.xlsx").read_bytes() == GOOD.read_bytes()


def test_a_file_that_cannot_be_written_is_named_and_the_old_one_stays(tmp_path):
    (tmp_path / "old.json").mkdir()
    run = schoolstd("check", GOOD, "-o", "old.json", cwd=tmp_path)
    assert failed_in_one_sentence(run, "old.json")
    assert [path.name for path in tmp_path.iterdir()] == ["old.json"]


# ── results for machines ──


@pytest.mark.parametrize("name", NAMES)
def test_the_json_of_every_example_fits_its_schema_and_is_the_one_beside_it(name):
    run = schoolstd("check", workbook(name), "--format", "json")
    jsonschema.validate(json.loads(run.out), SCHEMA)
    assert run.bytes == (EXAMPLES / name / "result.json").read_bytes()


def test_the_json_of_many_files_fits_the_schema():
    run = schoolstd("check", GAPS, NO_SUCH, GOOD, "--format", "json", "--lang", "en")
    jsonschema.validate(json.loads(run.out), SCHEMA)


@pytest.mark.parametrize(
    ("format_", "name", "environment"),
    [
        ("text", "report.txt", {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"}),
        ("json", "result.json", {"PYTHONHASHSEED": "77", "TZ": "America/Adak", "LANG": "de_DE.UTF-8"}),
    ],
)
def test_the_same_workbook_gives_the_same_bytes_everywhere(format_, name, environment):
    run = schoolstd("check", SPOILT, "--format", format_, **environment)
    assert run.bytes == (SPOILT.parent / name).read_bytes()


# ── the terminal ──


@pytest.mark.parametrize("name", ["entry-mistakes", "half-filled", "junior-gaps"])
@pytest.mark.parametrize("columns", [80, 120])
def test_no_line_is_wider_than_the_terminal(name, columns):
    run = schoolstd("check", workbook(name), "--verbose", COLUMNS=columns)
    assert [line for line in run.out.splitlines() if columns_of(line) > columns] == []
    assert max(map(columns_of, run.out.splitlines())) > columns - 4


def test_a_pipe_gets_no_escape_codes():
    assert "\x1b" not in schoolstd("check", GAPS, TERM="xterm-256color").out


def test_color_always_colours_even_a_pipe_and_nothing_else_changes():
    run = schoolstd("check", GAPS, "--color", "always", NO_COLOR="1")
    assert "\x1b[31m" in run.out
    plain = run.out
    for code in ("0", "1", "2", "31", "32", "33"):
        plain = plain.replace(f"\x1b[{code}m", "")
    assert plain == schoolstd("check", GAPS).out


@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_a_terminal_gets_colours_unless_it_declines(environment, coloured):
    pty = pytest.importorskip("pty")
    main, terminal = pty.openpty()
    process = subprocess.Popen(
        command("check", GOOD), env=clean(**{"TERM": "xterm", **environment}), stdout=terminal, stderr=terminal
    )
    os.close(terminal)
    seen = b""
    while chunk := _read(main):
        seen += chunk
    os.close(main)
    assert process.wait(timeout=60) == 0
    assert (b"\x1b[" in seen) is coloured


def _read(descriptor):
    try:
        return os.read(descriptor, 4096)
    except OSError:  # how Linux says that the other end is closed
        return b""


def test_a_gbk_console_gets_gbk():
    run = schoolstd("check", GAPS, PYTHONIOENCODING="gbk", encoding="gbk")
    assert run.out == schoolstd("check", GAPS).out
    assert run.code == 1


def test_json_is_utf_8_whatever_the_console():
    assert schoolstd("check", GOOD, "--format", "json", PYTHONIOENCODING="gbk").out.startswith("{")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_console_without_chinese_gets_question_marks_rather_than_a_failure(encoding):
    run = schoolstd("check", GAPS, PYTHONIOENCODING=encoding, encoding=encoding)
    assert run.code == 1
    assert "N25" in run.out


def test_the_c_locale_works():
    assert schoolstd("check", GAPS, LC_ALL="C").out == schoolstd("check", GAPS).out


@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_reader_that_has_seen_enough_is_no_error(format_):
    words = command("check", SPOILT, "--format", format_)
    process = subprocess.Popen(words, env=clean(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    with process:
        assert process.stderr.read() == b""
    assert process.returncode == 1


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "line", [("check", GOOD), ("check", GOOD, "--format", "json"), ("explain", "N25"), ("--help",)]
)
def test_a_full_disk_under_stdout_is_told(line):
    with FULL.open("wb") as full:
        done = subprocess.run(command(*line), env=clean(), stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_change_no_exit_code(closed):
    line = " ".join(f"'{word}'" for word in command("check", GAPS))
    done = subprocess.run(["sh", "-c", f"{line} {closed}"], env=clean(), capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (1, b"")


# ── options ──


def test_english_has_no_chinese_but_what_the_school_wrote():
    run = schoolstd("check", GOOD, "--lang", "en")
    assert "达标" not in run.out
    assert "met" in run.out


def test_the_language_can_be_set_once_for_all_commands():
    assert schoolstd("check", GOOD, SCHOOLSTD_LANG="en").out == schoolstd("check", GOOD, "--lang", "en").out
    assert schoolstd("--lang", "en", "check", GOOD).out == schoolstd("check", GOOD, "--lang", "en").out


def test_quiet_prints_no_report():
    assert schoolstd("check", GAPS, "-q") == (1, "", "", b"")


def test_verbose_lists_the_values_that_were_read_generously():
    assert "识别为" in schoolstd("check", SPOILT, "--verbose").out
    assert "识别为" not in schoolstd("check", SPOILT).out


def test_the_as_of_date_decides_what_is_in_force():
    # The cap on homework of grades 7 to 9 binds from 2021-04-08 on.
    def homework(day):
        result = json.loads(schoolstd("check", GAPS, "--as-of", day, "--format", "json").out)
        return next(
            check["outcome"]
            for indicator in result["indicators"]
            for check in indicator["checks"]
            if check["id"] == "N25.homework_g7_9"
        )

    assert homework("2021-04-07") == "skipped"
    assert homework("2021-04-08") == "fail"


def test_before_the_standard_nothing_is_judged():
    result = json.loads(schoolstd("check", GOOD, "--as-of", "2017-01-01", "--format", "json").out)
    assert {each["verdict"] for each in result["indicators"]} == {"not_in_force"}


def test_an_unknown_catalog_is_told_with_the_known_ones():
    assert failed_in_one_sentence(schoolstd("check", GOOD, "--catalog", "nowhere"), "nowhere", "national", "beijing")


@pytest.mark.parametrize("outputs", [("a.json", "csv=a.json"), ("-", "json=-")])
def test_two_outputs_do_not_share_a_place(outputs, tmp_path):
    run = schoolstd("check", GAPS, *(word for each in outputs for word in ("-o", each)), cwd=tmp_path)
    assert (run.code, list(tmp_path.iterdir())) == (2, [])
    assert "写了两次" in run.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("words", [("--help",), ("--version",), ("check", "--help")])
def test_help_that_cannot_be_printed_blames_stdout(words):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command(*words), env=clean(), stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert done.returncode == 2
    assert "标准输出" in done.stderr.decode()
