"""What a report leaves out: by selection, by a baseline. It always says so, and a baseline never hides what is new."""

from __future__ import annotations

import json
import re
import shutil

import jsonschema
import pytest
from openpyxl import load_workbook

from tests.cli.run import EXAMPLES, GAPS, GOOD, ROOT, failed_in_one_sentence, schoolstd

SCHEMA = json.loads((ROOT / "src/schoolstd/reports/result.schema.json").read_text("utf-8"))
HALF = EXAMPLES / "half-filled" / "school.xlsx"
SPOILT = EXAMPLES / "entry-mistakes" / "school.xlsx"


def result(*arguments):
    value = json.loads(schoolstd("check", *arguments, "--format", "json").out)
    jsonschema.validate(value, SCHEMA)
    return value


def gaps(value):
    return [each["id"] for each in value["indicators"] if each["verdict"] in ("partial", "not_met", "no_evidence")]


@pytest.fixture(scope="module")
def baseline(tmp_path_factory):
    target = tmp_path_factory.mktemp("baseline") / "baseline.json"
    run = schoolstd("baseline", GAPS, GOOD, "-o", target)
    assert (run.code, run.out) == (0, "")
    return target


def changed(folder, sheet, cell, value, source=GAPS):
    """A copy of a workbook with one cell changed."""
    book = load_workbook(source)
    book[sheet][cell] = value
    book.save(folder / "changed.xlsx")
    return folder / "changed.xlsx"


def against(baseline, file, *more):
    return result(file, "--baseline", baseline, *more)


# ── --select, --ignore ──


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("--select", "N25"), ["N25"]),
        (("--select", "N03,N25"), ["N03", "N25"]),
        (("--select", "N03", "--select", "N25"), ["N03", "N25"]),
        (("--select", "D1"), ["N03"]),
        (("--select", "T06", "--ignore", "N22"), ["N25", "N26"]),
    ],
)
def test_a_selection_names_indicators_tasks_or_duties(words, wanted):
    assert gaps(result(GAPS, *words)) == wanted


def test_a_selection_changes_neither_counts_nor_verdicts():
    whole, part = result(GAPS), result(GAPS, "--select", "D1")
    assert part["summary"] == whole["summary"]
    assert all(each in whole["indicators"] for each in part["indicators"])


def test_a_selection_says_what_it_leaves_out():
    out = schoolstd("check", GAPS, "--select", "D1", COLUMNS=100).out
    assert "只列出 D1。" in out
    assert "因此有 78 条指标没有列出，其中差距 14 条" in out
    assert result(GAPS, "--ignore", "D1")["scope"]["left_out_gaps"] == 1


@pytest.mark.parametrize("format_", ["text", "markdown", "html", "junit", "github"])
def test_every_format_for_people_says_so(format_):
    assert "只列出 D1" in schoolstd("check", GAPS, "--select", "D1", "--format", format_).out


def test_the_exit_code_goes_by_what_is_reported():
    assert schoolstd("check", GAPS, "-q", "--select", "N01").code == 0
    assert schoolstd("check", GAPS, "-q", "--select", "N25").code == 1


def test_problems_with_the_data_are_reported_whatever_is_selected():
    assert result(SPOILT, "--select", "N01")["problems"] == result(SPOILT)["problems"]


def test_an_unknown_id_is_refused_and_the_nearest_named():
    assert failed_in_one_sentence(schoolstd("check", GAPS, "--select", "N250"), "N250", "N25")


# ── --baseline ──


def test_a_baseline_is_a_result(baseline):
    jsonschema.validate(json.loads(baseline.read_text("utf-8")), SCHEMA)


def test_against_its_own_baseline_a_school_has_nothing_new(baseline):
    run = schoolstd("check", GAPS, "--baseline", baseline, COLUMNS=100)
    assert run.code == 0
    assert "已在基线里的 16 条指标、1 个数据问题没有列出" in run.out.replace("\n", "")
    assert gaps(against(baseline, GAPS)) == []


def test_counts_are_of_the_whole_with_a_baseline_too(baseline):
    assert against(baseline, GAPS)["summary"] == result(GAPS)["summary"]


def test_a_new_gap_is_reported_and_only_that(baseline, tmp_path):
    found = against(baseline, changed(tmp_path, "数据", "D53", None))
    assert [(id_, found["scope"]["changes"][id_]) for id_ in gaps(found)] == [(id_, "new") for id_ in gaps(found)]
    assert len(gaps(found)) >= 1


def test_a_figure_that_got_worse_is_reported(baseline, tmp_path):
    worse = changed(tmp_path, "数据", "D54", 7)
    assert against(baseline, worse)["scope"]["changes"] == {"N25": "worse"}
    assert schoolstd("check", worse, "--baseline", baseline, "--fail-on", "regression", "-q").code == 1


def test_a_figure_that_got_better_and_still_fails_is_not(baseline, tmp_path):
    better = changed(tmp_path, "数据", "D54", 8.5)
    assert gaps(against(baseline, better)) == []
    assert schoolstd("check", better, "--baseline", baseline, "--fail-on", "regression", "-q").code == 0


def test_a_second_class_that_is_too_large_is_reported(baseline, tmp_path):
    rows = load_workbook(GAPS)["班级"]
    cell = next(c.coordinate for row in rows.iter_rows(min_row=5) for c in row if c.column == 4 and c.value == 46)
    assert "N03" in gaps(against(baseline, changed(tmp_path, "班级", cell, 60)))


def test_rows_that_moved_are_known_still(baseline, tmp_path):
    book = load_workbook(GAPS)
    book["数据"].insert_rows(5)
    book.save(tmp_path / "moved.xlsx")
    found = against(baseline, tmp_path / "moved.xlsx")
    assert gaps(found) == []


def test_a_school_that_the_baseline_lacks_is_all_new(baseline):
    found = against(baseline, HALF)
    assert len(gaps(found)) > 50
    assert found["scope"]["notes"] == ["baseline_no_school"]
    assert schoolstd("check", HALF, "--baseline", baseline, "--fail-on", "regression", "-q").code == 1


@pytest.mark.parametrize(
    ("key", "value", "note", "known"),
    [("version", "2016.1", "baseline_other_version", 16), ("id", "other", "baseline_other_catalog", 0)],
)
def test_a_baseline_of_another_standard_says_so(key, value, note, known, baseline, tmp_path):
    old = json.loads(baseline.read_text("utf-8"))
    for each in old["results"]:
        each["catalog"][key] = value
    (tmp_path / "old.json").write_text(json.dumps(old), encoding="utf-8")
    scope = against(tmp_path / "old.json", GAPS)["scope"]
    assert (scope["notes"], scope["known"]) == ([note], known)


def test_a_check_that_the_baseline_lacks_is_new(baseline, tmp_path):
    old = json.loads(baseline.read_text("utf-8"))
    for each in old["results"][0]["indicators"]:
        each["checks"] = [check for check in each["checks"] if check["id"] != "N25.sleep_junior"]
    (tmp_path / "old.json").write_text(json.dumps(old), encoding="utf-8")
    assert gaps(against(tmp_path / "old.json", GAPS)) == ["N25"]


def test_a_baseline_in_another_language_hides_the_same(tmp_path):
    schoolstd("baseline", GAPS, "-o", tmp_path / "en.json", "--lang", "en")
    assert gaps(against(tmp_path / "en.json", GAPS)) == []


def test_a_new_problem_at_an_old_cell_is_reported(tmp_path):
    schoolstd("baseline", SPOILT, "-o", tmp_path / "b.json")
    before = against(tmp_path / "b.json", SPOILT)["problems"]
    assert before == []
    wrong = next(each for each in result(SPOILT)["problems"] if each["code"] == "bad_number")
    place = wrong["location"]
    file = changed(tmp_path, place["sheet"], place["cell"], "另一种错", SPOILT)
    assert "另一种错" in "".join(each["message"] for each in against(tmp_path / "b.json", file)["problems"])


def test_an_ordinary_result_serves_as_a_baseline(tmp_path):
    schoolstd("check", GAPS, "-q", "-o", tmp_path / "result.json")
    assert gaps(against(tmp_path / "result.json", GAPS)) == []


def test_a_baseline_that_is_there_is_not_replaced_unasked(baseline):
    before = baseline.read_bytes()
    assert failed_in_one_sentence(schoolstd("baseline", HALF, "-o", baseline), "--force")
    assert baseline.read_bytes() == before


def test_regression_needs_a_baseline():
    assert failed_in_one_sentence(schoolstd("check", GAPS, "--fail-on", "regression"), "--baseline")


@pytest.mark.parametrize("content", ["", "{", "[]", "1", '{"results": 3}', '{"schema_version": "9"}'])
def test_what_is_no_result_is_refused_in_one_sentence(content, tmp_path):
    (tmp_path / "b.json").write_text(content)
    assert failed_in_one_sentence(schoolstd("check", GAPS, "--baseline", tmp_path / "b.json"), "b.json")


def test_a_baseline_that_is_not_there_is_refused():
    assert failed_in_one_sentence(schoolstd("check", GAPS, "--baseline", "nowhere.json"), "nowhere.json")


def test_a_baseline_with_a_school_twice_is_refused(baseline, tmp_path):
    old = json.loads(baseline.read_text("utf-8"))
    old["results"].append(old["results"][0])
    (tmp_path / "b.json").write_text(json.dumps(old), encoding="utf-8")
    assert failed_in_one_sentence(schoolstd("check", GAPS, "--baseline", tmp_path / "b.json"), "b.json")


def test_a_claim_that_has_become_too_high_is_reported(baseline, tmp_path):
    old = json.loads(baseline.read_text("utf-8"))
    for each in old["results"][0]["indicators"]:
        each["claim"]["agreement"] = "agrees"
    (tmp_path / "old.json").write_text(json.dumps(old), encoding="utf-8")
    assert set(against(tmp_path / "old.json", GAPS)["scope"]["changes"].values()) == {"changed"}


def test_a_claim_that_was_too_high_and_has_been_raised_is_reported(tmp_path):
    book = load_workbook(GAPS)
    row = next(row for row in book["自评"].iter_rows() if row[0].value == "N26")
    assert row[3].value == "部分达标"
    assert changes_between(tmp_path, [], [("自评", row[3].coordinate, "达标")]) == {"N26": "changed"}


def edited(folder, name, *changes, source=GAPS):
    """A copy of a workbook with cells (sheet, cell, value) changed."""
    book = load_workbook(source)
    for sheet, cell, value in changes:
        book[sheet][cell] = value
    book.save(folder / name)
    return folder / name


def changes_between(folder, before, after):
    """What a baseline of one list of changes makes of the workbook with another."""
    old, new = edited(folder, "old.xlsx", *before), edited(folder, "new.xlsx", *after)
    schoolstd("baseline", old, "-o", folder / "old.json")
    return against(folder / "old.json", new)["scope"]["changes"]


def test_the_same_figure_against_a_higher_bound_is_reported(tmp_path):
    assert changes_between(tmp_path, [], [("数据", "D3", 2500)])["N60"] == "changed"


CROWDED = [("班级", f"D{row}", 55) for row in range(2, 9)]


def test_a_finding_beyond_those_that_a_sentence_names_is_reported(tmp_path):
    eighth, ninth = ("班级", "D10", 55), ("班级", "D11", 55)
    assert changes_between(tmp_path, [*CROWDED, eighth], [*CROWDED, ninth])["N03"] == "changed"


def test_another_open_case_in_place_of_one_that_was_closed_is_reported(tmp_path):
    after = [("事项台账", "F19", "2026-06-01"), ("事项台账", "F18", None)]
    assert changes_between(tmp_path, [], after) == {"N65": "changed"}


def test_cases_that_moved_are_known_still(baseline, tmp_path):
    book = load_workbook(GAPS)
    book["事项台账"].insert_rows(3, amount=2)
    book.save(tmp_path / "moved.xlsx")
    assert gaps(against(baseline, tmp_path / "moved.xlsx")) == []


def test_the_same_slip_in_the_place_of_another_that_was_mended_is_reported(tmp_path):
    old, new = (edited(tmp_path, f"{cell}.xlsx", ("数据", cell, "约九成")) for cell in ("D54", "D55"))
    schoolstd("baseline", old, "-o", tmp_path / "old.json")
    problems = against(tmp_path / "old.json", new)["problems"]
    assert [each["location"]["cell"] for each in problems] == ["D55"]


def test_a_slip_in_a_row_that_moved_is_known_still(tmp_path):
    old = edited(tmp_path, "old.xlsx", (("数据", "D54", "约九成")))
    schoolstd("baseline", old, "-o", tmp_path / "old.json")
    book = load_workbook(old)
    book["数据"].insert_rows(5, amount=3)
    book.save(tmp_path / "new.xlsx")
    assert against(tmp_path / "old.json", tmp_path / "new.xlsx")["problems"] == []


def test_a_renamed_school_with_its_rows_in_another_order_has_nothing_new(baseline, tmp_path):
    book = load_workbook(GAPS)
    name = next(row[2] for row in book["学校信息"].iter_rows() if row[2].value == "澄溪初级中学")
    name.value = "澄溪实验学校"
    sheet = book["班级"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=25)]
    for number, row in enumerate(reversed(rows), 2):
        for cell, value in zip(sheet[number], row, strict=True):
            cell.value = value
    book.save(tmp_path / "renamed.xlsx")
    assert gaps(against(baseline, tmp_path / "renamed.xlsx")) == []


def test_what_a_baseline_does_not_tell_apart_is_told_again(baseline, tmp_path):
    old = json.loads(baseline.read_text("utf-8"))
    for each in old["results"]:
        for check in (check for indicator in each["indicators"] for check in indicator["checks"]):
            check.pop("fingerprint", "")
        for problem in each["problems"]:
            del problem["fingerprint"]
    (tmp_path / "old.json").write_text(json.dumps(old), encoding="utf-8")
    found = against(tmp_path / "old.json", GAPS)
    assert (len(found["problems"]), "N60" in gaps(found)) == (1, True)


# ── --statistics ──


def test_statistics_count_workbooks_by_indicator_and_name_no_school(tmp_path):
    shutil.copy(GAPS, tmp_path / "b.xlsx")
    out = schoolstd("check", GAPS, tmp_path / "b.xlsx", GOOD, "--statistics").out
    rows = [line.split() for line in out.splitlines()]
    assert ["N25", "作息、作业与睡眠", "2", "0", "2", "0"] in rows
    assert "澄溪" not in out


def test_statistics_are_for_the_screen_in_text():
    assert failed_in_one_sentence(schoolstd("check", GAPS, "--statistics", "--format", "json"), "--statistics")


def test_statistics_say_once_what_was_chosen_and_how_much_is_left_out():
    run = schoolstd("check", GAPS, GOOD, "--statistics", "--select", "D2", "--fail-on", "never")
    scope = run.out[run.out.index("范围") : run.out.index("没有达标的指标")]
    assert scope.count("D2") == 1
    assert re.search(r"没有列出的差距共 [1-9]\d* 条", scope)


def test_a_run_does_not_write_over_the_baseline_that_it_reads(baseline):
    before = baseline.read_bytes()
    run = schoolstd("check", GAPS, "--baseline", baseline, "-q", "-o", f"json={baseline}")
    assert (run.code, baseline.read_bytes()) == (2, before)
