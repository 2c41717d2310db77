"""The example district: what `batch` and `check --programme` print about it, whole, and each school where its source says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from examples.district.make import HERE, REGISTER_FILE, WORKBOOKS, register_of, workbook_of
from examples.make import load
from schoolstd.cli.app import run_app
from schoolstd.errors import UsageError
from schoolstd.programme.loader import programme_path
from schoolstd.workbook.container import open_container
from schoolstd.workbook.grid import read_grids
from tests.make import national

DAY = ("--as-of", "2018-09-28")
SCHEMAS = Path(__file__).parents[1] / "src/schoolstd/reports"


@pytest.fixture(autouse=True)
def inside(monkeypatch):
    monkeypatch.chdir(HERE)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")


def batch(capsys, *arguments):
    """(exit code, standard output) of `batch` over the district."""
    code = run_app(["batch", *(arguments or (WORKBOOKS.name,)), "--registry", REGISTER_FILE.name, *DAY])
    return code, capsys.readouterr().out


def schema(name):
    return json.loads((SCHEMAS / name).read_text("utf-8"))


def test_the_report_beside_the_district_is_what_batch_prints(capsys):
    assert batch(capsys) == (2, (HERE / "report.txt").read_text("utf-8"))


def test_the_result_beside_the_district_is_what_batch_prints_and_fits_its_schema(capsys):
    code, printed = batch(capsys, WORKBOOKS.name, "--format", "json")
    assert (code, printed) == (2, (HERE / "result.json").read_text("utf-8"))
    jsonschema.validate(json.loads(printed), schema("batch.schema.json"))


def test_every_school_stands_where_its_source_says():
    found = json.loads((HERE / "result.json").read_text("utf-8"))
    lists = {
        "首批": found["batches"][0]["placed"],
        "候下批": found["waiting"],
        "不符合": found["ineligible"],
        "未报送": found["unreported"],
    }
    where = {each["code"]: title for title, schools in lists.items() for each in schools}
    for school in load(HERE / "schools.yaml")["schools"]:
        assert school["shows"].startswith(where[school["register"]["code"]])


def test_the_register_and_the_workbooks_are_made_from_the_source(tmp_path):
    source = load(HERE / "schools.yaml")
    (tmp_path / "r.xlsx").write_bytes(register_of(source))
    assert cells(tmp_path / "r.xlsx") == cells(REGISTER_FILE)
    (tmp_path / "w.xlsx").write_bytes(workbook_of(source["schools"][3], source, national().catalog))
    assert cells(tmp_path / "w.xlsx") == cells(WORKBOOKS / "云杉小学.xlsx")


def cells(path):
    return [(grid.title, grid.rows) for grid in read_grids(open_container(str(path), path.name)).grids]


def test_the_order_of_the_files_does_not_matter(capsys):
    files = [str(path) for path in sorted(WORKBOOKS.iterdir(), reverse=True)]
    assert batch(capsys, *files)[1] == (HERE / "report.txt").read_text("utf-8")


def test_of_two_workbooks_of_one_school_one_counts_and_both_are_told(capsys, tmp_path):
    for name in ("甲.xlsx", "乙.xlsx"):
        shutil.copy(WORKBOOKS / "青禾小学.xlsx", tmp_path / name)
    code, printed = batch(capsys, str(tmp_path), "--format", "json")
    found = json.loads(printed)
    assert (code, found["failures"]) == (1, [])
    assert "2198000001" not in [each["code"] for each in found["unreported"]]
    told = {"code": "2198000001", "used": "甲.xlsx", "others": ["乙.xlsx"], "same_day": ["乙.xlsx"], "called": []}
    assert found["doubled"] == [told]
    jsonschema.validate(found, schema("batch.schema.json"))
    assert "乙.xlsx 与它填报日期相同" in batch(capsys, str(tmp_path))[1]
    assert batch(capsys, str(tmp_path), "-q", "-o", str(tmp_path / "名单.xlsx"))[0] == 1


def test_a_review_that_cannot_be_read_is_told_where_its_state_is(capsys, tmp_path):
    from openpyxl import load_workbook

    book = load_workbook(REGISTER_FILE)
    sheet = book["名册"]
    for column, title, cell in ((9, "认定批次", "首批"), (10, "认定日期", "2018-12-31"), (12, "复审日期", "2021年秋")):
        sheet.cell(1, column).value, sheet.cell(2, column).value = title, cell
    book.save(register := tmp_path / "名册.xlsx")
    day = ("--registry", str(register), "--as-of", "2022-03-01")
    run_app(["batch", WORKBOOKS.name, *day, "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, schema("batch.schema.json"))
    assert [each["unread"] for each in found["reviews"]] == [["reviewed"]]
    school = str(WORKBOOKS / "青禾小学.xlsx")
    run_app(["check", school, "--programme", "beijing-2018", *day, "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, schema("result.schema.json"))
    assert found["eligibility"][0]["review"]["unread"] == ["reviewed"]
    run_app(["check", school, "--programme", "beijing-2018", *day])
    assert "名册的“复审日期”读不出来，没有计入" in capsys.readouterr().out


@pytest.mark.parametrize("folder", [True, False], ids=["empty-folder", "no-path"])
def test_without_any_workbook_every_registered_school_has_not_reported(folder, capsys, tmp_path):
    from openpyxl import load_workbook

    given = [str(tmp_path)] if folder else []
    command = ["batch", *given, "--registry", REGISTER_FILE.name, *DAY]
    assert run_app([*command, "-o", str(tmp_path / "名单.xlsx"), "-o", str(tmp_path / "名单.json")]) == 1
    found = json.loads((tmp_path / "名单.json").read_text("utf-8"))
    jsonschema.validate(found, schema("batch.schema.json"))
    registered = [each["register"]["code"] for each in load(HERE / "schools.yaml")["schools"]]
    assert [each["code"] for each in found["unreported"]] == registered
    printed = capsys.readouterr().out
    assert "未报送（8 所）" in printed
    sheet = load_workbook(tmp_path / "名单.xlsx")["未报送"]
    written = {cell.value for row in sheet.iter_rows() for cell in row}
    for code in registered:
        assert code in printed
        assert code in written


@pytest.mark.parametrize("given", [["."], ["空"]], ids=["no-register", "empty-register"])
def test_without_a_workbook_and_a_registered_school_there_is_nothing_to_list(given, tmp_path, monkeypatch):
    from openpyxl import load_workbook

    book = load_workbook(REGISTER_FILE)
    book.worksheets[0].delete_rows(2, 50)
    (tmp_path / "空").mkdir()
    book.save(tmp_path / "名册.xlsx")
    monkeypatch.chdir(tmp_path)
    if given == ["."]:
        (tmp_path / "名册.xlsx").unlink()
    registry = [] if given == ["."] else ["--registry", "名册.xlsx"]
    for command in ("batch", "district"):
        with pytest.raises(UsageError, match="no_workbooks"):
            run_app([command, *given, *registry, *DAY])


def test_neither_a_workbook_nor_a_register_is_nothing_to_go_by():
    with pytest.raises(UsageError, match="batch_no_paths"):
        run_app(["batch", *DAY])


def test_a_district_that_sent_nothing_is_summed_up_as_not_reported(capsys, tmp_path):
    assert run_app(["district", str(tmp_path), "--registry", REGISTER_FILE.name, *DAY, "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (len(found["schools"]), len(found["unreported"])) == (0, 8)


def test_the_lists_are_a_workbook_with_the_same_bytes_each_time(capsys, tmp_path):
    targets = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    batch(capsys, WORKBOOKS.name, "-q", "-o", str(targets[0]), "-o", str(targets[1]))
    assert targets[0].read_bytes() == targets[1].read_bytes()
    from openpyxl import load_workbook

    sheets = load_workbook(targets[0])
    assert sheets.sheetnames == ["总体", "拟认定 首批", "候下批", "不符合及原因", "未报送", "口径", "问题与文件"]
    texts = [str(row[0].value) for row in sheets["拟认定 首批"].iter_rows()]
    assert any("签字" in text for text in texts)


@pytest.mark.parametrize("target", [REGISTER_FILE, WORKBOOKS / "青禾小学.xlsx"], ids=["register", "workbook"])
def test_a_file_that_was_given_is_never_overwritten(target, tmp_path):
    copy = shutil.copy(target, tmp_path)
    ways = [["--registry", copy, WORKBOOKS.name]] if target == REGISTER_FILE else [[copy], [str(tmp_path)]]
    for given in ways:
        with pytest.raises(UsageError, match="target_is_input"):
            run_app(["batch", *given, *DAY, "-q", "-o", copy])
    assert Path(copy).read_bytes() == target.read_bytes()


def test_an_earlier_list_beside_the_workbooks_is_written_anew(tmp_path):
    shutil.copy(WORKBOOKS / "青禾小学.xlsx", tmp_path)
    command = ["batch", str(tmp_path), "--registry", str(REGISTER_FILE), *DAY, "-q", "-o", str(tmp_path / "名单.xlsx")]
    assert [run_app(command), run_app(command)] == [1, 1]


def test_duty_85_is_one_changed_parameter(capsys, tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text(
        programme_path("beijing-2018").read_text("utf-8").replace('default: "all_met"', 'default: "duty_85"'), "utf-8"
    )
    _, printed = batch(capsys, WORKBOOKS.name, "--programme", str(own), "--format", "json")
    waiting = [each["name"] for each in json.loads(printed)["waiting"]]
    assert waiting == ["白鹭小学", "云杉小学"]


def test_check_adds_the_eligibility_of_the_school(capsys):
    arguments = ["check", "材料/云杉小学.xlsx", "--programme", "beijing-2018", *DAY, "--registry", "名册.xlsx"]
    assert run_app([*arguments, "--format", "json"]) == 1
    result = json.loads(capsys.readouterr().out)
    jsonschema.validate(result, schema("result.schema.json"))
    (found,) = result["eligibility"]
    assert (found["batch"], found["eligible"]) == ("batch-1", False)
    assert [(each["code"], each["subject"]) for each in found["route"]] == [("gap", "N22"), ("gap", "N67")]
    run_app(arguments)
    assert "2 条没有达标：N22、N67" in capsys.readouterr().out


def test_standing_does_not_rest_on_the_beijing_catalog(capsys):
    run_app(["check", "材料/青禾小学.xlsx", "--catalog", "beijing", "--programme", "beijing-2018", *DAY,
             "--registry", "名册.xlsx", "--format", "json"])  # fmt: skip
    result = json.loads(capsys.readouterr().out)
    assert result["summary"]["mandatory"]["met"] < result["summary"]["mandatory"]["applicable"]
    assert result["eligibility"][0]["eligible"]
