"""Waivers in every report: `check`, `check --programme`, `batch` and `diff`; what is wrong with a file is told at once."""

from __future__ import annotations

import html
import json
import re
import zipfile
from pathlib import Path

import jsonschema
import pytest

from tests.cli.run import ROOT, schoolstd

DISTRICT = ROOT / "examples" / "district"
REGISTER = ("--registry", "名册.xlsx")
DAY = "2018-09-28"
WAIVER = {"indicator": "N22", "school": "2198000004", "reason": "操场改建", "approver": "样例区教委"}


def file(tmp_path, *waivers):
    """A waivers file with `from` and `until` of September 2018 unless a waiver says otherwise."""
    path = tmp_path / "waivers.yaml"
    rows = [{"from": "2018-09-01", "until": DAY, **WAIVER, **each} for each in waivers]
    lines = [json.dumps(each, ensure_ascii=False) for each in rows]
    path.write_text("waivers:\n" + "".join(f"  - {line}\n" for line in lines), "utf-8")
    return path


BOTH = ({}, {"indicator": "N67"})


def batch(path, day=DAY, *more):
    run = schoolstd(
        "batch", "材料", *REGISTER, "--as-of", day, "--waivers", path, "--format", "json", *more, cwd=DISTRICT
    )
    found = json.loads(run.out)
    jsonschema.validate(found, json.loads((ROOT / "src/schoolstd/reports/batch.schema.json").read_text("utf-8")))
    return found


def names(found, key):
    return {each["name"]: each["waived"] for each in found[key]}


def test_a_waiver_covers_a_gap_up_to_its_last_day(tmp_path):
    path = file(tmp_path, *BOTH)
    assert names(batch(path), "waiting")["云杉小学"] == ["N22", "N67"]
    assert names(batch(path, "2018-09-29"), "ineligible")["云杉小学"] == []


def test_batch_tells_every_waiver_and_what_it_does(tmp_path):
    rows = (
        {},
        {"school": "2198000001"},
        {"until": "2018-08-31", "from": "2018-08-01"},
        {"from": "2018-10-01", "until": "2018-10-02"},
        {"school": "2198000099"},
        {"school": "2198000007"},
        {"school": "2198000001", "indicator": "B1-01"},
    )
    states = [each["state"] for each in batch(file(tmp_path, *rows))["waivers"]]
    assert states == ["used", "unused", "expired", "not_yet", "unknown_school", "unreported", "unused"]


def test_the_lists_to_be_signed_name_the_waivers(tmp_path):
    from openpyxl import load_workbook

    batch(file(tmp_path, {"reason": "=1+1"}, BOTH[1]), DAY, "-o", tmp_path / "lists.xlsx")
    book = load_workbook(tmp_path / "lists.xlsx")
    texts = [str(cell.value) for row in book["豁免"].iter_rows() for cell in row]
    assert any("N22〔生效〕" in text and text.endswith("=1+1") for text in texts)
    assert any("按豁免处理" in str(cell.value) for row in book["候下批"].iter_rows() for cell in row)


def test_eligibility_and_the_verdicts_of_one_report_agree_on_a_waiver(tmp_path):
    command = ("check", "材料/云杉小学.xlsx", "--programme", "beijing-2018", *REGISTER, "--as-of", DAY)
    run = schoolstd(*command, "--waivers", file(tmp_path, *BOTH), cwd=DISTRICT, COLUMNS=120)
    assert run.code == 0
    for text in ("除豁免的以外", "豁免 2 条没有达标", "N22、N67 按豁免处理", "N22 每天一小时体育〔生效〕"):
        assert text in run.out
    run = schoolstd(*command, "--waivers", file(tmp_path, *BOTH), "--format", "json", cwd=DISTRICT)
    found = json.loads(run.out)
    jsonschema.validate(found, json.loads((ROOT / "src/schoolstd/reports/result.schema.json").read_text("utf-8")))
    assert found["eligibility"][0]["waived"] == ["N22", "N67"]


def test_diff_shows_the_waivers_of_both_sides_from_workbooks_and_from_json(tmp_path):
    path, result = file(tmp_path, *BOTH), tmp_path / "result.json"
    school = DISTRICT / "材料" / "云杉小学.xlsx"
    schoolstd("check", school, "--waivers", path, "-q", "-o", result)
    for old in (school, result):
        run = schoolstd("diff", old, school, "--waivers", path, "--format", "json")
        waivers = json.loads(run.out)["waivers"]
        assert [each["indicator"] for each in waivers["old"]] == ["N22", "N67"]
        assert waivers["old"] == waivers["new"]
    assert "旧：N22" in schoolstd("diff", school, school, "--waivers", path).out


def test_a_fall_that_a_waiver_covers_is_no_regression(tmp_path):
    good, worse = (DISTRICT / "材料" / name for name in ("青禾小学.xlsx", "云杉小学.xlsx"))
    command = ("diff", good, worse, "--fail-on", "regression")
    assert schoolstd(*command).code == 1
    assert schoolstd(*command, "--waivers", file(tmp_path, *BOTH)).code == 0
    assert schoolstd(*command, "--waivers", file(tmp_path, BOTH[0])).code == 1


def test_school_codes_that_no_workbook_has_are_told(tmp_path):
    school = DISTRICT / "材料" / "云杉小学.xlsx"
    run = schoolstd("check", school, "-q", "--waivers", file(tmp_path, {}, {"school": "2198000099"}))
    assert "2198000099" in run.err
    assert "2198000004" not in run.err


@pytest.mark.parametrize(
    ("second", "words"),
    [
        ({"from": DAY, "until": "2018-12-31"}, ("N22", "重叠", "第 2 行")),
        ({"indicator": "N999"}, ("N999",)),
        ({"until": "2018-08-31"}, ("2018-08-31",)),
        ({"until": "2018-09-31"}, ("2018-09-31",)),
        ({"approver": ""}, ("approver",)),
        ({"approver": " "}, ("approver",)),
        ({"reason": "\u3000"}, ("reason",)),
        ({"school": " "}, ("school",)),
        ({"note": "x"}, ("note",)),
    ],
)
@pytest.mark.parametrize("command", ["batch", "check"])
def test_a_file_that_cannot_be_used_is_told_with_its_line(tmp_path, command, second, words):
    path = file(tmp_path, {}, second)
    given = ("材料", *REGISTER, "--as-of", DAY) if command == "batch" else ("材料/云杉小学.xlsx",)
    run = schoolstd(command, *given, "--waivers", path, cwd=DISTRICT)
    assert (run.code, run.out) == (2, "")
    assert all(word in run.err for word in (f"{Path(path).name}:3", *words))


def test_a_school_code_is_known_with_blanks_and_full_width_digits(tmp_path):
    path = file(tmp_path, {"school": " ２１９８０００００４ "})
    assert [each["state"] for each in batch(path)["waivers"]] == ["used"]


@pytest.mark.parametrize("text", ["waivers:\n", "waivers: []\n", "waivers:  # 现在没有\n"])
def test_a_file_without_any_waiver_waives_nothing(tmp_path, text):
    (tmp_path / "waivers.yaml").write_text(text, "utf-8")
    assert batch(tmp_path / "waivers.yaml")["waivers"] == []


@pytest.mark.parametrize(
    ("text", "word"), [("waiver: []\n", "waivers"), ("waivers: []\nwaiver: []\n", "waiver"), ("waivers: 无\n", "列表")]
)
def test_a_section_that_is_called_otherwise_is_not_passed_over(tmp_path, text, word):
    (tmp_path / "waivers.yaml").write_text(text, "utf-8")
    run = schoolstd("check", DISTRICT / "材料" / "云杉小学.xlsx", "--waivers", tmp_path / "waivers.yaml")
    assert (run.code, run.out, word in run.err) == (2, "", True)


STATES = ["used", "unused", "expired", "not_yet", "unknown_school", "unreported"]


def six(tmp_path):
    """A file with a waiver of every state."""
    return file(
        tmp_path,
        {},
        {"school": "2198000001"},
        {"until": "2018-08-31", "from": "2018-08-01"},
        {"from": "2018-10-01", "until": "2018-10-02"},
        {"school": "2198000099"},
        {"school": "2198000007"},
    )


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_the_summary_of_a_district_tells_every_waiver_and_what_it_does(tmp_path):
    from openpyxl import load_workbook

    outputs = ("-o", tmp_path / "s.json", "-o", tmp_path / "s.xlsx")
    command = ("district", "材料", *REGISTER, "--as-of", DAY, "--waivers", six(tmp_path), *outputs)
    run = schoolstd(*command, cwd=DISTRICT, COLUMNS=120)
    found = json.loads((tmp_path / "s.json").read_text("utf-8"))
    jsonschema.validate(found, json.loads((ROOT / "src/schoolstd/reports/district.schema.json").read_text("utf-8")))
    assert sorted(each["state"] for each in found["waivers"]) == sorted(STATES)
    assert "豁免（6 条）" in run.out
    sheet = load_workbook(tmp_path / "s.xlsx")["豁免"]
    texts = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"生效", "用不着", "已过期", "未到期", "没有这所学校", "学校未报送"} <= texts


def test_districts_put_together_tell_a_waiver_once_by_the_one_that_knows_the_school(tmp_path):
    for number, school in enumerate(("云杉小学.xlsx", "青禾小学.xlsx")):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / school).write_bytes((DISTRICT / "材料" / school).read_bytes())
        output = ("-q", "-o", tmp_path / f"{number}.json")
        schoolstd("district", tmp_path / str(number), "--as-of", DAY, "--waivers", six(tmp_path), *output)
    for files in (("0.json", "1.json"), ("1.json", "0.json")):
        found = json.loads(schoolstd("merge", *files, "--format", "json", cwd=tmp_path).out)
        states = [each["state"] for each in found["waivers"]]
        assert sorted(states) == sorted([*STATES[:5], "unknown_school"])


def test_districts_set_apart_tell_the_waivers_of_their_own_schools(tmp_path):
    command = ("district", "材料", *REGISTER, "--as-of", DAY, "--waivers", six(tmp_path), "-q")
    schoolstd(*command, "--split", "district", "-o", tmp_path / "out", cwd=DISTRICT)
    (path,) = (tmp_path / "out").rglob("样例区.json")
    states = [each["state"] for each in json.loads(path.read_text("utf-8"))["waivers"]]
    assert sorted(states) == sorted(set(STATES) - {"unknown_school"})


def test_a_renewal_that_begins_the_day_after_is_no_overlap(tmp_path):
    path = file(tmp_path, {}, {"from": "2018-09-29", "until": "2018-12-31"}, BOTH[1])
    assert [each["state"] for each in batch(path)["waivers"]] == ["used", "not_yet", "used"]


@pytest.mark.parametrize(
    ("day", "state"), [("2018-12-31", "unused"), ("2019-06-30", "used"), ("2019-07-01", "expired")]
)
def test_check_accepts_what_batch_accepts_and_says_the_same_of_it(tmp_path, day, state):
    row = {"school": "2198000001", "indicator": "B1-03", "until": "2019-06-30"}
    path = file(tmp_path, row)
    assert [each["state"] for each in batch(path, day)["waivers"]] == [state]
    command = ("check", "材料/青禾小学.xlsx", "--catalog", "national", "--programme", "beijing-2018", *REGISTER)
    run = schoolstd(*command, "--as-of", day, "--waivers", path, "--format", "json", cwd=DISTRICT)
    found = json.loads(run.out)
    assert [(each["indicator"], each["state"]) for each in found["waivers"]] == [("B1-03", state)]
    for form in ("text", "html", "markdown"):
        assert "B1-03 " in schoolstd(*command, "--as-of", day, "--waivers", path, "--format", form, cwd=DISTRICT).out


def test_check_without_a_programme_knows_the_catalogs_of_its_workbooks_only(tmp_path):
    path = file(tmp_path, {"indicator": "B1-01"})
    command = ("check", "材料/云杉小学.xlsx", "--waivers", path)
    assert "B1-01" in schoolstd(*command, cwd=DISTRICT).err
    run = schoolstd(*command, "--catalog", "beijing", cwd=DISTRICT)
    assert (run.code, run.err) == (1, "")


@pytest.mark.parametrize("command", ["district", "baseline"])
def test_every_command_takes_the_file_by_all_catalogs_that_it_judges_by(tmp_path, command):
    path = file(tmp_path, {}, {"indicator": "B1-01"})
    more = ["-o", tmp_path / "b.json", "--catalog", "beijing"] if command == "baseline" else ["--as-of", DAY]
    run = schoolstd(command, "材料", "--waivers", path, *more, cwd=DISTRICT)
    assert "waivers.yaml" not in run.err


WHOLE = ("text", "json", "junit", "sarif", "github", "markdown", "csv", "html", "xlsx", "docx", "annotated")


@pytest.mark.parametrize("format_", WHOLE)
def test_every_format_shows_a_waiver_in_use_one_that_waives_nothing_and_one_that_has_ended(format_, tmp_path):
    path = file(
        tmp_path,
        {"reason": "操场改建中"},
        {"indicator": "N01", "reason": "多余的一条"},
        {"indicator": "N26", "from": "2018-08-01", "until": "2018-08-31", "reason": "上月的一条"},
    )
    target = tmp_path / f"out.{'docx' if format_ == 'docx' else 'xlsx'}"
    run = schoolstd(
        "check", "云杉小学.xlsx", "--as-of", DAY, "--waivers", path, "-q", "-o", f"{format_}={target}",
        cwd=DISTRICT / "材料",
    )  # fmt: skip
    assert run.code in (0, 1), run
    content = target.read_bytes()
    if zipfile.is_zipfile(target):
        with zipfile.ZipFile(target) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))
    text = re.sub(r"\s", "", html.unescape(content.decode()))
    assert [reason for reason in ("操场改建中", "多余的一条", "上月的一条") if reason not in text] == []


def test_a_mistake_in_the_file_is_told_of_the_waivers_and_their_days(tmp_path):
    path = file(tmp_path, {"from": "2018-09-02", "until": "2018-09-01"})
    run = schoolstd("check", "云杉小学.xlsx", "--waivers", path, cwd=DISTRICT / "材料")
    assert (run.code, run.out) == (2, "")
    first, last = run.err.splitlines()
    assert first.endswith("开始日期 2018-09-02 晚于结束日期 2018-09-01")
    assert last.startswith("豁免文件有 1 处错误")
