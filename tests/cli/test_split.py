"""One summary for each district and the overview of all, and the data set: whole, the same each time, and in its place."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import jsonschema
import pytest

import schoolstd as package
from schoolstd.cli.split import _file_names
from schoolstd.reports.overview import csv_rows
from tests.cli.run import EXAMPLES, failed_in_one_sentence, schoolstd

SCHOOLS = ("exemplary-primary", "junior-gaps", "nine-year-boarding")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Three schools of two districts, and a damaged file."""
    place = tmp_path_factory.mktemp("in")
    for name in SCHOOLS:
        shutil.copy(EXAMPLES / name / "school.xlsx", place / f"{name}.xlsx")
    (place / "broken.xlsx").write_bytes(b"PK")
    return place


@pytest.fixture(scope="module")
def made(folder, tmp_path_factory):
    """The folder that one process writes."""
    return split(folder, tmp_path_factory.mktemp("out") / "汇总", "--jobs", "1")


def split(folder, target, *options):
    run = schoolstd("district", folder, "--split", "district", "-o", target, "--no-cache", *options)
    assert run.code == 2, run
    return target


def contents(place):
    return {each.relative_to(place).as_posix(): each.read_bytes() for each in place.rglob("*") if each.is_file()}


def rows_of(path):
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def test_every_district_has_a_result_that_can_be_merged(made, folder, tmp_path):
    parts = sorted((made / "各区").glob("*.json"))
    schoolstd("merge", *parts, "-q", "-o", tmp_path / "merged.json")
    schoolstd("district", folder, "-q", "--no-cache", "-o", tmp_path / "whole.json")
    one, other = (json.loads((tmp_path / name).read_text("utf-8")) for name in ("merged.json", "whole.json"))
    assert (one["schools"], one["summary"]["total"]) == (other["schools"], other["summary"]["total"])


def test_the_overview_adds_the_districts_up(made):
    *districts, total = rows_of(made / "总览.csv")
    assert len(districts) == len(list((made / "各区").glob("*.json")))
    assert int(total["学校数"]) == sum(int(row["学校数"]) for row in districts) == len(SCHOOLS)


def test_the_table_of_the_whole_has_every_school_with_every_indicator(made):
    rows = rows_of(made / "学校.csv")
    assert len(rows) == len(SCHOOLS)
    assert all(row["N88"] for row in rows)


def test_files_that_cannot_be_used_are_listed(made):
    assert [row["文件"] for row in rows_of(made / "不能用的文件.csv")] == ["broken.xlsx"]


def test_the_overview_is_a_workbook_that_opens(made):
    from openpyxl import load_workbook

    book = load_workbook(made / "总览.xlsx")
    assert book.sheetnames[:2] == ["概览", "各区情况"]


def test_two_processes_write_the_bytes_of_one_and_nothing_is_left_beside(made, folder, tmp_path):
    again = split(folder, tmp_path / "汇总", "--jobs", "2")
    assert contents(again) == contents(made)
    assert [each.name for each in tmp_path.iterdir()] == ["汇总"]


def test_what_was_written_is_not_read_as_workbooks_of_schools(folder, tmp_path):
    place = tmp_path / "in"
    shutil.copytree(folder, place)
    before = contents(split(folder, place / "汇总"))
    assert contents(split(place, place / "汇总")) == before


def test_a_folder_of_somebody_else_is_not_written_over(folder, tmp_path):
    (tmp_path / "mine.txt").write_text("x")
    run = schoolstd("district", folder, "--split", "district", "-o", tmp_path)
    assert failed_in_one_sentence(run, str(tmp_path))
    assert (tmp_path / "mine.txt").exists()


@pytest.mark.parametrize(
    "options",
    [
        ("--split", "district"),
        ("--split", "district", "-o", "a.json"),
        ("--split", "school", "-o", "a"),
        ("--split", "district", "-o", "a", "--dataset", "b"),
    ],
)
def test_a_split_wants_one_folder(folder, options):
    assert failed_in_one_sentence(schoolstd("district", folder, *options), "--split")


def test_a_folder_that_is_not_there_is_one_sentence(folder, tmp_path):
    run = schoolstd("district", folder, "--split", "district", "-o", tmp_path / "no" / "out", "-q")
    assert failed_in_one_sentence(run, str(tmp_path / "no"))


def test_a_split_shows_text_alone(folder, tmp_path):
    run = schoolstd("district", folder, "--split", "district", "-o", tmp_path / "a", "--format", "json")
    assert failed_in_one_sentence(run, "--format json")


def test_a_district_whose_files_have_another_name_is_told_and_stands_in_the_overview(folder, tmp_path):
    from openpyxl import load_workbook

    for number, district in enumerate(("甲:区", "乙区", "")):
        book = load_workbook(folder / "exemplary-primary.xlsx")
        for row in book["学校信息"].iter_rows(min_row=2):
            row[2].value = {"code": f"21980009{number}", "district": district}.get(row[0].value, row[2].value)
        book.save(tmp_path / f"{number}.xlsx")
    run = schoolstd("district", tmp_path, "--split", "district", "-o", tmp_path / "汇总", "--no-cache")
    line = "甲:区：文件叫 甲_区（区名里有文件名不能用的字符、太长，或与别的区重名）"
    assert [each for each in run.err.splitlines() if "文件叫" in each] == [line]
    assert {each.name for each in (tmp_path / "汇总" / "各区").iterdir()} == {
        f"{name}{suffix}" for name in ("甲_区", "乙区", "未填区名") for suffix in (".xlsx", ".json")
    }
    overview = load_workbook(tmp_path / "汇总" / "总览.xlsx")
    assert any(cell.value == line for sheet in overview for row in sheet.iter_rows() for cell in row)


def test_names_of_districts_become_names_that_every_system_can_have():
    names = list(_file_names(["", "../a", "A", "a", "con", "甲:区", "x" * 99], "未填区名"))
    assert names == ["未填区名", "_a", "A", "a 2", "_con", "甲_区", "x" * 40]


def test_a_text_that_looks_like_a_formula_is_shown_and_not_worked_out():
    assert csv_rows([["=1+1", " ＠a", "a,b", "-"]]) == "'=1+1,' ＠a,\"a,b\",'-\r\n".encode()


def test_a_data_set_is_written_anew_in_its_place(folder, tmp_path):
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    for _ in range(2):
        run = schoolstd("district", folder, "-q", "--dataset", tmp_path / "set")
        assert run.code == 2
    assert {each.name for each in (tmp_path / "set").iterdir()} == {"_schoolstd", "schools", "indicators"}


def test_a_data_set_never_replaces_anything_else(folder, tmp_path):
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    (tmp_path / "a.txt").write_text("x")
    assert failed_in_one_sentence(schoolstd("district", folder, "--dataset", tmp_path), str(tmp_path))


def test_a_data_set_without_its_library_says_how_to_get_it(folder, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as u\nold = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name == 'pyarrow' else old(name, *more)\n"
    )
    run = schoolstd("district", folder, "--dataset", tmp_path / "x", PYTHONPATH=f"{tmp_path}:src")
    assert failed_in_one_sentence(run, "pyarrow", "pip install schoolstd[cluster]")


def test_visits_are_in_the_text_and_in_the_result(folder, tmp_path):
    run = schoolstd("district", folder, "--visits", "1", "--per-day", "1", "-o", tmp_path / "a.json")
    assert "视导安排（1 天，每天至多 1 所）" in run.out
    found = json.loads((tmp_path / "a.json").read_text("utf-8"))["visits"]
    assert (found["days"], found["per_day"], len(found["visits"])) == (1, 1, 1)


def test_a_result_with_visits_keeps_to_its_schema(folder, tmp_path):
    schoolstd("district", folder, "-q", "--visits", "3", "-o", tmp_path / "a.json")
    schema = json.loads((Path(package.__file__).parent / "reports/district.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads((tmp_path / "a.json").read_text("utf-8")), schema)
