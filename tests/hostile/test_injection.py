"""A school's words are data wherever they come out: no formula, no markup, no command of a terminal, no name of a file."""

from __future__ import annotations

import io
import json
import re
import zipfile
from itertools import cycle
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.run import GAPS, schoolstd

EVIL = [
    "=HYPERLINK(\"http://192.0.2.1/EVIL\",\"EVIL\")",
    "=cmd|'/C calc'!EVIL",
    "+1+EVIL",
    "-1+EVIL",
    "@SUM(EVIL)",
    "\t=EVIL",
    " =EVIL",
    "＝EVIL",
    "<script>EVIL</script>",
    "]]><EVIL/>&EVIL;",
    "[EVIL](http://192.0.2.1/) ![EVIL](http://192.0.2.1/x.png) `EVIL` **EVIL** | EVIL | EVIL",
    "<http://192.0.2.1/EVIL>",
    "[red]EVIL[/red]",
    "\x1b[31mEVIL\x1b[0m \x07 \x9bEVIL",
    "\u202eLIVE EVIL\u2066",
    "EVIL\u2028EVIL\u2029EVIL\nEVIL",
    "::error file=EVIL::EVIL",
    "{{EVIL}} ${EVIL} %EVIL% $(EVIL) `EVIL`",
    "../../../../tmp/EVIL",
    "..\\..\\EVIL:CON|NUL?*",
    "_x003D_EVIL _x001B_EVIL",
    "# EVIL",
    "1. EVIL",
]  # fmt: skip
"""What a cell may hold that some program takes for more than text. Every one has a word by which it is found again."""
TEXTS = {
    "自评": ("情况说明", "存在问题", "整改措施", "责任人", "完成时限"),
    "佐证材料": ("材料编号", "材料名称", "文号", "位置", "备注"),
    "活动记录": ("主题", "备注"),
    "事项台账": ("事项编号", "事项（不写姓名）", "处理措施", "结论"),
    "班级": ("班级", "备注"),
    "课程": ("备注",),
    "数据": ("备注",),
}
NAMES = ("name", "code", "district")
MARKUP = re.compile(r"(?<!\\)[<>\[\]|`*]")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module", params=range(0, len(EVIL), 4))
def written(request, tmp_path_factory):
    """The outputs, by name, of runs on a workbook whose every text is of EVIL, and what else lies in the folder. Each time
    another text is the first, so that each comes into different fields."""
    folder = tmp_path_factory.mktemp("out")
    (folder / "schools").mkdir()
    school = folder / "schools" / "school.xlsx"
    school.write_bytes(poisoned(request.param))
    out = {}
    for arguments in (
        ("check", school, "-o", "report.txt", "-o", "result.json"),
        ("plan", school, "-o", "plan.xlsx", "-o", "plan.docx", "-o", "plan.md", "-o", "plan.json", "-o", "plan.txt"),
        ("district", "schools", "--no-cache", "-o", "district.json", "-o", "district.txt"),
        ("batch", "schools", "--as-of", "2018-12-31", "-o", "batch.xlsx", "-o", "batch.json"),
        ("template", "--from", school, "-o", "next.xlsx"),
        ("diff", GAPS, school),
    ):
        run = schoolstd(*arguments, cwd=folder)
        assert run.code in (0, 1, 2), run
        assert "Traceback" not in run.err
        out[f"{arguments[0]}.screen"] = run.bytes
        out[f"{arguments[0]}.messages"] = run.err.encode()
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    return out | files, {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def poisoned(first):
    """The workbook of an example with the texts of EVIL, from one of them on, in all cells that take text."""
    book = load_workbook(GAPS)
    texts = cycle([*EVIL[first:], *EVIL[:first]])
    for title, headings in TEXTS.items():
        sheet = book[title]
        header = next(row for row in sheet.iter_rows() if any(cell.value in headings for cell in row))
        for column in (cell.column for cell in header if cell.value in headings):
            for row in range(header[0].row + 1, sheet.max_row + 1):
                put(sheet.cell(row, column), next(texts))
    for row in book["学校信息"].iter_rows():
        if row[0].value in NAMES:
            put(row[2], next(texts))
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def put(cell, text):
    """Text as text; what XML cannot hold is written as spreadsheet programs do."""
    cell.value = "".join(f"_x{ord(c):04X}_" if ord(c) < 32 and c not in "\t\n" else c for c in text)
    cell.data_type = "s"


def opened(content, suffix):
    """The XML parts of an office file, without what stands between the tags of texts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))}


def test_nothing_is_written_but_what_was_asked_for(written):
    wanted = {"report.txt", "result.json", "plan.xlsx", "plan.docx", "plan.md", "plan.json", "plan.txt", "district.json",
              "district.txt", "batch.xlsx", "batch.json", "next.xlsx", "schools", "schools/school.xlsx"}  # fmt: skip
    assert written[1] <= wanted


def test_no_cell_of_a_workbook_is_a_formula_of_the_school(written):
    files, _ = written
    books = [name for name in files if name.endswith(".xlsx")]
    assert "plan.xlsx" in books
    for name in books:
        for part, xml in opened(files[name], "xlsx").items():
            formulas = re.findall(r"<(?:\w+:)?(?:f|formula1|formula2|formula|definedName)\b[^>]*>([^<]*)<", xml)
            assert not [formula for formula in formulas if "EVIL" in formula], (name, part)
            assert "192.0.2.1" not in xml or not part.endswith(".rels"), (name, part)


def test_no_field_or_link_of_a_document_is_the_schools(written):
    parts = opened(written[0]["plan.docx"], "docx")
    for name, xml in parts.items():
        outside = re.sub(r"<(w:t|dc:title)(?: [^>]*)?>[^<]*</\1>", "", xml)
        assert "EVIL" not in outside, name
        assert "192.0.2.1" not in outside, name


def test_no_markup_of_the_school_is_markup_in_markdown(written):
    files, _ = written
    lines = files["plan.md"].decode().splitlines()
    assert any("EVIL" in line for line in lines)
    for line in lines:
        cells = re.sub(r"^\||\|$| \| ", " ", line) if line.startswith("| ") else line
        if "EVIL" in line:
            assert not MARKUP.search(cells.lstrip("#").replace("<!-- -->", "")), line
            assert not re.match(r"(#{1,6} )?(#|1\. )", line) or line.startswith("#"), line


def test_no_text_reaches_a_terminal_as_a_command(written):
    for name, content in written[0].items():
        if name.endswith((".txt", ".md", ".screen", ".messages")):
            assert not CONTROLS.search(content.decode()), name


def test_what_a_machine_reads_can_be_read(written):
    for name, content in written[0].items():
        if name.endswith(".json"):
            assert json.loads(content)
        if name.endswith((".xlsx", ".docx")):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                assert archive.testzip() is None
        if name.endswith(".xlsx"):
            load_workbook(io.BytesIO(content))


def test_the_words_are_kept_where_they_are_asked_for(written):
    files, _ = written
    assert "EVIL" in json.dumps(json.loads(files["result.json"]), ensure_ascii=False) + files["plan.txt"].decode()
    assert Path("/tmp/EVIL").exists() is False
