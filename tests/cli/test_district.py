"""`schoolstd district` and `merge` as processes, over folders as schools send them."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import jsonschema
import pytest
from openpyxl import load_workbook

import schoolstd as package
from schoolstd.cli.finish import explain_error
from schoolstd.wording import Words
from tests.cli.run import EXAMPLES, GAPS, GOOD, clean, command, failed_in_one_sentence, own_cache, schoolstd
from tests.reports.district_parts import renamed

DISTRICT = EXAMPLES / "district"
REGISTER = DISTRICT / "名册.xlsx"
DAY = ("--as-of", "2018-09-28")


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """A cache of this test alone."""
    kept = own_cache(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(kept))
    return kept


@pytest.fixture
def folder(tmp_path, cache):
    """A folder as schools send it: below others, with names as they come, and files that are no workbooks."""
    below = tmp_path / "收齐"
    for number, (source, name) in enumerate(
        ((GOOD, "一小.xlsx"), (GAPS, "东片/初中 (2) '新' \N{GRINNING FACE}.xlsx"), (GOOD, f"东片/{'长' * 70}.xlsx"))
    ):
        path = below / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, path) if number < 2 else path.write_bytes(b"not a workbook")
    (below / "~$一小.xlsx").write_bytes(b"\x05user")
    (below / ".hidden.xlsx").write_bytes(b"")
    (below / "说明.docx").write_bytes(b"PK")
    return below


def summary(folder, *options):
    run = schoolstd("district", folder, "--format", "json", *options)
    return run, json.loads(run.out)


def test_one_bad_file_is_told_and_the_others_are_done(folder):
    run, found = summary(folder)
    assert run.code == 2
    assert [each["school"]["name"] for each in found["schools"]] == ["青禾小学", "澄溪初级中学"]
    assert [each["file"] for each in found["failures"]] == [f"东片/{'长' * 70}.xlsx"]
    assert "共 3 个文件：已评定 2 个，不能用 1 个" in run.err


@pytest.mark.skipif(sys.platform == "darwin", reason="its file system takes no such name")
@pytest.mark.parametrize(
    "options", [("--format", "json"), (), ("-q", "-o", "a.html"), ("-q", "--split", "district", "-o", "out")]
)
def test_a_file_name_that_is_no_utf_8_does_no_harm(tmp_path, cache, options):
    (tmp_path / "in").mkdir()
    shutil.copy(GAPS, os.fsencode(tmp_path / "in") + b"/\xff\xfe.xlsx")
    (tmp_path / "in/bad.xlsx").write_bytes(b"")
    shutil.copy(tmp_path / "in/bad.xlsx", os.fsencode(tmp_path / "in") + b"/\xff.xlsx")
    assert schoolstd("district", tmp_path / "in", *options, cwd=tmp_path).code == 2


def test_what_a_spreadsheet_program_leaves_behind_is_no_workbook(folder):
    assert "~$" not in json.dumps(summary(folder)[1], ensure_ascii=False)


@pytest.mark.parametrize("command", ["district", "batch"])
def test_what_a_school_sent_that_is_no_workbook_is_told_with_what_to_do(tmp_path, cache, command):
    below = tmp_path / "收齐"
    for name in ("a.zip", "片/b.RAR", "c.csv", "d.pdf", "e.wps", "f.docx", "g.jpg", "h.doc", "i.pdf"):
        (below / name).parent.mkdir(parents=True, exist_ok=True)
        (below / name).write_bytes(b"x")
    for name in ("~$f.docx", ".~lock.c.csv#", ".DS_Store", "Thumbs.db", ".x.zip", ".git/y.zip", "readme.txt"):
        (below / name).parent.mkdir(exist_ok=True)
        (below / name).write_bytes(b"x")
    for last in (4, 3):  # without a workbook that is said after it
        run = schoolstd(command, below, *DAY, "-q")
        shutil.copy(GOOD, below / "一小.xlsx")
        assert run.err.splitlines()[-last:][:3] == [
            "没有看 2 个压缩包：a.zip、片/b.RAR。里面如有学校的工作簿，请先解压到文件夹里再运行",
            "没有看 1 个别的格式的表格：c.csv。如是学校交的自评，请用 Excel 或 WPS 另存为 .xlsx 再运行",
            "没有看 6 个文档或图片：d.pdf、e.wps、f.docx、g.jpg、h.doc 等。自评只从工作簿里读；学校如果只交了这些，请它交 .xlsx 工作簿",
        ]
    shutil.rmtree(below)
    below.mkdir()
    shutil.copy(GOOD, below / "一小.xlsx")
    alone = schoolstd(command, below, *DAY, "-q")
    assert (alone.code, "没有看" in alone.err) == (run.code, False)


def test_what_the_program_wrote_or_was_given_is_not_told_as_not_looked_at(tmp_path, cache):
    below = tmp_path / "收齐"
    below.mkdir()
    shutil.copy(GOOD, below / "一小.xlsx")
    run = schoolstd("district", below, *DAY, "-o", below / "汇总.csv", "-o", below / "r.json")
    assert "没有看" not in run.err
    assert schoolstd("district", below, "--split", "district", "-o", below / "各区").code == 0
    again = schoolstd("district", below, *DAY)
    assert "没有看 1 个别的格式的表格：汇总.csv。" in again.err


def test_gaps_end_with_1_and_never_with_0_when_that_is_asked_for(tmp_path, cache):
    shutil.copy(GAPS, tmp_path / "a.xlsx")
    assert schoolstd("district", tmp_path, "-q").code == 1
    assert schoolstd("district", tmp_path, "-q", "--fail-on", "never").code == 0


def test_a_district_without_gaps_ends_with_0(tmp_path, cache):
    shutil.copy(GOOD, tmp_path / "a.xlsx")
    assert schoolstd("district", tmp_path, "-q").code == 0


def test_one_process_gives_what_two_give(tmp_path, cache):
    for number in range(20):
        shutil.copy(GAPS if number % 3 else GOOD, tmp_path / f"{number:02}.xlsx")
    (tmp_path / "07.xlsx").write_bytes(b"PK broken")
    one = schoolstd("district", tmp_path, "--jobs", "1", "--no-cache", "--format", "json")
    two = schoolstd("district", tmp_path, "--jobs", "2", "--no-cache", "--format", "json")
    assert one.bytes == two.bytes
    assert (one.code, one.err) == (two.code, two.err)


def test_an_unchanged_run_gives_the_same_bytes_from_the_cache(folder, cache):
    first = schoolstd("district", folder, "--format", "json")
    kept = sorted(path for path in (cache / "schoolstd/results").rglob("*") if path.is_file())
    again = schoolstd("district", folder, "--format", "json")
    assert first.bytes == again.bytes == schoolstd("district", folder, "--format", "json", "--no-cache").bytes
    assert len(kept) == 4, "three workbooks and what was printed"
    assert sorted(path for path in (cache / "schoolstd/results").rglob("*") if path.is_file()) == kept


def test_the_cache_may_be_deleted_or_damaged_at_any_time(folder, cache):
    first = schoolstd("district", folder, "--format", "json")
    for path in (cache / "schoolstd/results").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-10])
    assert schoolstd("district", folder, "--format", "json").bytes == first.bytes
    shutil.rmtree(cache / "schoolstd/results")
    assert schoolstd("district", folder, "--format", "json").bytes == first.bytes


def test_a_kept_summary_is_drawn_anew_when_a_result_or_a_place_changes(folder, cache, tmp_path):
    target = tmp_path / "out" / "汇总.md"
    target.parent.mkdir()
    schoolstd("district", folder, "-o", target)
    before = target.read_bytes()
    shutil.copy(GAPS, folder / "新来.xlsx")
    schoolstd("district", folder, "-o", target)
    after = target.read_bytes()
    assert after != before
    assert after == (schoolstd("district", folder, "--no-cache", "-o", target), target.read_bytes())[1]
    (folder / "新来.xlsx").unlink()
    schoolstd("district", folder, "-o", target)
    assert target.read_bytes() == before
    other = tmp_path / "别处" / "深" / "汇总.html"
    other.parent.mkdir(parents=True)
    schoolstd("district", folder, "-o", other)
    from_cache = other.read_bytes()
    schoolstd("district", folder, "--no-cache", "-o", other)
    assert other.read_bytes() == from_cache


def test_another_day_is_never_answered_from_the_cache(folder):
    early = summary(folder, "--as-of", "2018-09-28")[1]
    assert summary(folder, "--as-of", "2026-06-30")[1]["schools"][1]["verdicts"] != early["schools"][1]["verdicts"]


def test_a_cache_that_cannot_be_written_does_no_harm(folder, cache):
    shutil.rmtree(cache)
    cache.write_text("a file")
    run = schoolstd("district", folder, "--format", "json")
    assert (run.code, len(json.loads(run.out)["schools"])) == (2, 2)


def test_two_workbooks_of_one_school_are_both_told(tmp_path, cache):
    shutil.copy(GOOD, tmp_path / "旧.xlsx")
    shutil.copy(GOOD, tmp_path / "新.xlsx")
    _, found = summary(tmp_path)
    assert len(found["schools"]) == 1
    assert found["doubled"][0]["others"] == ["新.xlsx"]
    assert "用 旧.xlsx，没有用 新.xlsx" in schoolstd("district", tmp_path).out


def test_the_lists_are_those_of_batch(cache):
    _, found = summary(DISTRICT / "材料", "--registry", REGISTER, *DAY)
    batch = json.loads((DISTRICT / "result.json").read_text("utf-8"))
    text = schoolstd("district", DISTRICT / "材料", "--registry", REGISTER, *DAY, COLUMNS="120").out
    assert "首批：计划 2 所，符合条件列入 2 所" in text
    assert "候下批 1 所；不符合 3 所" in text
    assert len(batch["waiting"]) == 1
    assert [each["code"] for each in found["unreported"]] == ["2198000007", "2198000008"]


@pytest.fixture
def spoilt(tmp_path):
    """The register of the district with what cannot be read, a total below it and a heading that is not understood."""
    book = load_workbook(REGISTER)
    sheet = book["名册"]
    heads = {cell.value.removesuffix(" *"): cell.column for cell in sheet[1]}
    sheet.cell(2, heads["撤并日期"]).value = "2018年8月已撤并"
    sheet.cell(1, sheet.max_column + 1).value = "否决情况"
    sheet.cell(sheet.max_row + 1, heads["学校代码"]).value = "合计"
    book.save(tmp_path / "名册.xlsx")
    return tmp_path / "名册.xlsx"


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_what_is_wrong_with_the_register_stands_in_every_output(spoilt, cache, tmp_path):
    targets = [tmp_path / f"out{suffix}" for suffix in (".txt", ".html", ".md", ".xlsx", ".json")]
    options = [word for target in targets for word in ("-o", target)]
    run = schoolstd("district", DISTRICT / "材料", "-q", "--registry", spoilt, *DAY, *options)
    for target in targets[:3]:
        text = "".join(target.read_text("utf-8").split())
        assert "2018年8月已撤并" in text, target
        assert "否决情况" in text, target
    rows = [[cell.value for cell in row] for row in load_workbook(targets[3])["数据问题"].iter_rows()]
    assert any(row[0] == "名册.xlsx" and "2018年8月已撤并" in str(row[6]) for row in rows)
    found = json.loads(targets[4].read_text("utf-8"))
    assert {"bad_date", "register_not_a_school", "register_headings_unknown"} <= {
        each["code"] for each in found["register_problems"]
    }
    assert "已撤并" not in targets[4].read_text("utf-8"), "what cells say stays on this machine"
    assert "名册、学校代码有" in run.err
    again = schoolstd("merge", targets[4], "-q", "-o", tmp_path / "again.json")
    assert json.loads((tmp_path / "again.json").read_text("utf-8"))["register_problems"] == found["register_problems"]
    assert "名册、学校代码有" in again.err


def test_a_grave_problem_of_the_register_ends_with_1_as_it_does_in_batch(spoilt, cache, tmp_path):
    book = load_workbook(spoilt)
    sheet = book["名册"]
    sheet.delete_rows(3, sheet.max_row)
    book.save(spoilt)
    (tmp_path / "in").mkdir()
    shutil.copy(DISTRICT / "材料/青禾小学.xlsx", tmp_path / "in")
    options = (tmp_path / "in", "--registry", spoilt, "-q", *DAY)
    assert (schoolstd("batch", *options).code, schoolstd("district", *options).code) == (1, 1)
    assert schoolstd("district", *options, "--fail-on", "never").code == 0
    split = schoolstd("district", *options, "--split", "district", "-o", tmp_path / "各区")
    assert (split.code, "名册、学校代码有" in split.err) == (1, True)


def test_a_school_is_told_of_its_own_row_of_the_register_and_not_of_others(spoilt, cache):
    run = ("check", "--programme", "beijing-2018", "--registry", spoilt, *DAY)
    own = schoolstd(*run, DISTRICT / "材料/青禾小学.xlsx", "--format", "json")
    (item,) = json.loads(own.out)["eligibility"]
    assert [each["code"] for each in item["register_problems"]] == ["register_headings_unknown", "bad_date"]
    assert (own.code, item["register_problems_elsewhere"]) == (1, 1)
    other = schoolstd(*run, DISTRICT / "材料/白鹭小学.xlsx")
    assert "已撤并" not in other.out
    assert "名册里别的行还有 2 个问题" in other.out
    schema = json.loads((Path(package.__file__).parent / "reports/result.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(own.out), schema)


def test_with_a_register_and_no_day_it_is_said_that_one_is_wanted(cache):
    assert "加上 --as-of 日期" in schoolstd("district", DISTRICT / "材料", "--registry", REGISTER, COLUMNS="200").out
    assert "加上 --as-of 日期" not in schoolstd("district", DISTRICT / "材料", COLUMNS="200").out


def test_district_and_batch_use_the_same_workbook_of_a_school_that_sent_several(tmp_path, cache):
    (tmp_path / "in").mkdir()
    for name in ("甲.xlsx", "乙.xlsx"):
        shutil.copy(DISTRICT / "材料/青禾小学.xlsx", tmp_path / "in" / name)
    options = (tmp_path / "in", "--registry", REGISTER, *DAY, "--format", "json")
    found = [json.loads(schoolstd(name, *options).out)["doubled"] for name in ("batch", "district")]
    assert found[0] == found[1] != []
    assert "乙.xlsx 与它填报日期相同" in schoolstd("district", *options[:-2], COLUMNS="200").out


def test_two_schools_under_one_code_are_told_by_district_and_batch(tmp_path, cache):
    (tmp_path / "in").mkdir()
    shutil.copy(DISTRICT / "材料/青禾小学.xlsx", tmp_path / "in/甲.xlsx")
    other = renamed(DISTRICT / "材料/青禾小学.xlsx", "2198000001", "另一所小学", "样例区")
    (tmp_path / "in/乙.xlsx").write_bytes(other)
    for name in ("batch", "district"):
        run = schoolstd(name, tmp_path / "in", *DAY, COLUMNS="200")
        assert "不像同一所学校：另一所小学（样例区）、青禾小学（样例区）" in run.out, name
        assert run.code == 1


def test_the_result_keeps_to_its_schema(folder):
    schema = json.loads((Path(package.__file__).parent / "reports/district.schema.json").read_text("utf-8"))
    jsonschema.validate(summary(folder)[1], schema)
    jsonschema.validate(summary(DISTRICT / "材料", "--registry", REGISTER, *DAY)[1], schema)


def test_no_text_of_a_workbook_is_sent_along(folder):
    sent = schoolstd("district", folder, "--format", "json").out
    assert "平安" not in sent
    assert "texts" not in sent


def test_districts_put_together_are_the_city(tmp_path, cache):
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
    for number, path in enumerate(sorted((DISTRICT / "材料").iterdir())):
        shutil.copy(path, tmp_path / "甲乙"[number % 2])
    parts = [tmp_path / "甲.json", tmp_path / "乙.json"]
    for part in parts:
        schoolstd("district", part.with_suffix(""), "-q", "-o", part, "--registry", REGISTER, *DAY)
    one = schoolstd("merge", *parts, "--format", "json")
    other = schoolstd("merge", *reversed(parts), "--format", "json")
    assert one.bytes == other.bytes
    whole = summary(tmp_path, "--registry", REGISTER, *DAY)[1]
    merged = json.loads(one.out)
    for key in ("summary", "indicators", "unreported", "as_of", "programme"):
        assert merged[key] == whole[key]
    assert "候下批 1 所；不符合 3 所" in schoolstd("merge", *parts, COLUMNS="120").out


def test_results_of_another_day_are_not_merged(tmp_path, cache):
    shutil.copy(GOOD, tmp_path / "a.xlsx")
    for day in ("2025-06-30", "2026-06-30"):
        schoolstd("district", tmp_path, "-q", "--as-of", day, "-o", tmp_path / f"{day}.json")
    run = schoolstd("merge", tmp_path / "2025-06-30.json", tmp_path / "2026-06-30.json")
    assert failed_in_one_sentence(run, "2026-06-30.json", "--as-of")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("merge", "missing.json"), ("missing.json",)),
        (("merge", REGISTER), ("名册.xlsx",)),
        (("district", "missing"), ("missing",)),
        (("district", EXAMPLES / "other-city"), ("没有工作簿",)),
        (("district", DISTRICT, "-o", "a.pdf"), ("a.pdf", ".json")),
        (("district", DISTRICT, "--registry", REGISTER, "--programme", "none"), ("--registry",)),
        (("district", DISTRICT, "--as-of", "2018-13-01"), ("2018-13-01",)),
    ],
)
def test_a_line_that_cannot_be_carried_out_gets_one_sentence(arguments, words, tmp_path):
    assert failed_in_one_sentence(schoolstd(*arguments, cwd=tmp_path), *words)


@pytest.mark.parametrize(("ended", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_leaves_the_old_output_and_goes_on_from_the_cache(tmp_path, cache, ended, code):
    for number in range(60):
        shutil.copy(GAPS, tmp_path / f"{number:02}.xlsx")
    target = tmp_path / "out.json"
    target.write_text("old")
    words = command("district", tmp_path, "-q", "--jobs", "2", "-o", target)
    process = subprocess.Popen(words, env=clean(), stderr=subprocess.PIPE, text=True)
    results = cache / "schoolstd/results"
    until = time.monotonic() + 30
    while time.monotonic() < until and not any(path.is_file() for path in results.rglob("*")):
        time.sleep(0.02)
    process.send_signal(ended)
    _, said = process.communicate(timeout=30)
    if process.returncode != 1:  # it may have been done by then
        assert (process.returncode, len(said.splitlines())) == (code, 1)
        assert target.read_text() == "old"
    assert any(path.is_file() for path in results.rglob("*"))
    assert schoolstd("district", tmp_path, "-q", "-o", target).code == 1
    assert json.loads(target.read_text("utf-8"))["summary"]["schools"] == 1


def test_a_full_disk_for_temporary_files_is_told_with_its_folder(capsys, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", "/临时")
    assert explain_error(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), Words("zh")) == 2
    assert capsys.readouterr().err.startswith("错误：/临时: 这里的磁盘已满，放不下临时文件")
