"""What holds for every format: the same bytes, every school, nothing of a school's texts taken for more than text."""

from __future__ import annotations

import csv
import io
import json
import re
from importlib import import_module

import pytest
from docx import Document
from lxml import etree
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from schoolstd.errors import UsageError
from schoolstd.reports import FORMATS, PRINTED, format_of
from schoolstd.reports.csv_text import FORMULA
from tests.cli.run import EXAMPLES, schoolstd
from tests.reports.parts import HOSTILE, STARTS, TOGETHER, assessed, failure, hostile, rendered, report_of

every = pytest.mark.parametrize("format_", FORMATS)
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe]")
OURS = re.compile(r"</?(details|summary|b)>|<!-- -->|\s|[△×○·]|&#\d+;|[^<>]")


def texts_of_json(value):
    """Every text in a JSON value."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts_of_json(each)]
    if isinstance(value, list):
        return [text for each in value for text in texts_of_json(each)]
    return [value] if isinstance(value, str) else []


def read_text(content):
    assert not UNSEEN.search(content.decode())


def read_json(content):
    assert json.loads(content)["school"]["name"] in [text.strip() for text in (HOSTILE, *STARTS)]


def read_junit(content):
    tags = {each.tag for each in etree.fromstring(content).iter()}
    assert tags <= {
        "testsuites", "testsuite", "testcase", "properties", "property", "failure", "error", "skipped", "system-out"
    }  # fmt: skip
    assert not UNSEEN.search(content.decode())


def read_sarif(content):
    assert [text for text in texts_of_json(json.loads(content)) if UNSEEN.search(text)] == []


def read_github(content):
    lines = content.decode().splitlines()
    assert [line for line in lines if not re.fullmatch(r"::(error|warning|notice) [^:]*::[^\x1b]*|- .*", line)] == []
    assert "##[" not in "".join(line for line in lines if line.startswith("- "))


def read_markdown(content):
    tokens = MarkdownIt("commonmark", {"linkify": False}).enable("table").parse(content.decode())
    inside = [child for token in tokens for child in (token.children or [token])]
    assert {child.type for child in inside} & {"link_open", "image", "code_inline", "strong_open", "fence"} == set()
    html = [child.content for child in inside if child.type.startswith("html")]
    assert [text for text in html if OURS.sub("", text)] == []
    assert not re.search(r"(?<!&#35;<!-- -->)://\w|@\w|www\.\w", content.decode())


def read_csv(content):
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [cell for row in rows for cell in row if cell.startswith(FORMULA) or UNSEEN.search(cell)] == []


def read_html(content):
    page = etree.fromstring(content, etree.HTMLParser())
    assert len(page.findall(".//script")) == 1
    assert [key for each in page.iter(etree.Element) for key in each.attrib if key.startswith("on")] == []
    assert not UNSEEN.search(content.decode())


def read_workbook_back(content):
    book = load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert [cell.value for cell in cells if isinstance(cell.value, str) and UNSEEN.search(cell.value)] == []


def read_document(content):
    texts = [each.text or "" for each in Document(io.BytesIO(content)).element.body.iter() if isinstance(each.tag, str)]
    assert any("澄溪" in text or HOSTILE[:3] in text or text in STARTS for text in texts)
    assert [text for text in texts if UNSEEN.search(text)] == []


READERS = {
    "text": read_text,
    "json": read_json,
    "junit": read_junit,
    "sarif": read_sarif,
    "github": read_github,
    "markdown": read_markdown,
    "csv": read_csv,
    "html": read_html,
    "xlsx": read_workbook_back,
    "docx": read_document,
    "annotated": read_workbook_back,
}


@every
def test_every_format_has_a_reader_of_its_own_here(format_):
    assert format_ in READERS


@pytest.mark.parametrize(
    ("format_", "text"),
    [(name, text) for name in TOGETHER for text in (HOSTILE, *STARTS)]
    + [("annotated", HOSTILE)]
    + [("docx", text) for text in (HOSTILE, *STARTS)],
)
def test_what_a_school_types_stays_text(format_, text):
    READERS[format_](rendered(format_, report_of(hostile(text))))


@pytest.mark.parametrize("format_", TOGETHER)
def test_the_name_of_a_broken_file_stays_text_too(format_):
    content = rendered(format_, report_of(hostile(), failures=[failure(HOSTILE)]))
    if format_ not in ("json", "text"):
        READERS[format_](content)
    assert content


@every
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_report_gives_the_same_bytes(format_, lang):
    report = report_of(lang=lang)
    assert rendered(format_, report) == rendered(format_, report)


@pytest.mark.parametrize("format_", TOGETHER)
def test_several_schools_and_broken_files_make_one_report(format_):
    schools = [assessed("junior-gaps"), assessed("exemplary-primary"), assessed("half-filled")]
    content = rendered(format_, report_of(*schools, failures=[failure()]))
    plain = rendered(format_, report_of(*schools))
    assert len(content) >= len(plain) > 0
    assert content != plain or format_ == "text"  # the text leaves broken files to the messages


@pytest.mark.parametrize("format_", TOGETHER)
def test_no_school_at_all_is_a_report_as_well(format_):
    assert rendered(format_, report_of(failures=[failure()])._replace(assessments=[])) or format_ == "text"


@every
def test_a_suffix_or_a_name_chooses_the_format(format_):
    assert format_of(f"{format_}=a.b") == (format_, "a.b")
    if suffix := FORMATS[format_].suffix:
        assert format_of(f"Report{suffix.upper()}") == (format_, f"Report{suffix.upper()}")


def test_an_unknown_suffix_is_refused():
    with pytest.raises(UsageError, match="bad_suffix"):
        format_of("report.exe")


@every
def test_every_format_names_a_module(format_):
    module = import_module(f"schoolstd.reports.{FORMATS[format_].module}")
    assert hasattr(module, "outputs" if FORMATS[format_].per_file else "render")


def test_all_formats_are_written_in_one_run_and_the_text_stays_on_the_screen(tmp_path):
    words = [word for name in FORMATS for word in ("-o", f"{name}={tmp_path}/{name}.xlsx")]
    run = schoolstd("check", EXAMPLES / "junior-gaps" / "school.xlsx", *words)
    assert (run.code, run.err) == (1, "")
    assert run.out.startswith("澄溪初级中学")
    assert sorted(each.stem for each in tmp_path.iterdir()) == sorted(FORMATS)


@pytest.mark.parametrize("format_", PRINTED)
def test_what_is_printed_is_what_is_written(format_, tmp_path):
    school = EXAMPLES / "junior-gaps" / "school.xlsx"
    run = schoolstd("check", school, "--format", format_, "-o", f"{format_}={tmp_path}/out")
    assert run.bytes == (tmp_path / "out").read_bytes()


def test_a_check_without_outputs_loads_no_module_of_another_format():
    code = (
        "import sys; sys.argv=['schoolstd','check',%r,'-q'];from schoolstd.cli import finish;"
        "finish.leave=lambda code: print(*sys.modules);from schoolstd.__main__ import main;main()"
    )
    import subprocess
    import sys

    from tests.cli.run import GOOD, clean

    done = subprocess.run(
        [sys.executable, "-c", code % str(GOOD)], env=clean(), capture_output=True, check=True, timeout=60, text=True
    )
    others = {f"schoolstd.reports.{each.module}" for name, each in FORMATS.items() if name != "text"}
    others |= {"schoolstd.reports.findings", "schoolstd.wording.formats", "schoolstd.reports.baseline"}
    assert others & set(done.stdout.split()) == set()
