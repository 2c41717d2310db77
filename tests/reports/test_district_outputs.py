"""The outputs of a summary, each read back by something else: the workbook by openpyxl and LibreOffice, the others by theirs."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import warnings
from datetime import date

import pytest
from openpyxl import load_workbook

from schoolstd.catalog.model import Waiver
from schoolstd.cli.offices import levels_above
from schoolstd.cli.programme import rules_of
from schoolstd.district.likeness import Holder, Likeness, likenesses
from schoolstd.district.record import Record
from schoolstd.district.summary import Failure, gathered, summarize
from schoolstd.district.visits import visit_plan
from schoolstd.pipeline import workbooks_in
from schoolstd.pipeline.schools import Job, Named, judged
from schoolstd.programme.outcome import ToldWaiver
from schoolstd.reports.district_report import SUFFIXES, DistrictReport, render
from schoolstd.reports.visits import COLUMNS, visit_rows
from schoolstd.wording import Words
from schoolstd.wording.district import DistrictWords
from tests.make import national
from tests.reports.district_parts import LONG, SCHOOLS, random_gathered, workbooks

SHEETS = [
    "概览",
    "学校一览",
    "指标分布",
    "共性问题",
    "批次建议",
    "先进校",
    "区级指标",
    "数据问题",
    "疑似雷同",
    "视导",
    "未报送",
    "明细",
]
SIGNS = {"m": "√", "p": "△", "n": "×", "e": "○"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return workbooks(tmp_path_factory.mktemp("district"))


@pytest.fixture(scope="module")
def found(folder):
    """What came in from the folder, with awkward names, broken files and a school that sent two."""
    rules = rules_of("beijing-2018", "")
    files = [Named(path, path.removeprefix(f"{folder}/")) for path in workbooks_in([str(folder)])]
    results = judged(Job(rules.base, rules.reading, date(2026, 6, 30), rules), files)
    records = [each for each in results if isinstance(each, Record)]
    got = gathered(records, [each for each in results if isinstance(each, Failure)])
    return got._replace(likenesses=likenesses(got.records))


def report(gathered_, folder="", lang="zh", days=2):
    rules = rules_of("beijing-2018", "")
    words = DistrictWords(Words(lang, rules.base), rules.base)
    paths = {file: f"{folder}/{file}" for file, *_ in SCHOOLS} if folder else {}
    plan = visit_plan(gathered_, rules.base, days, 2)
    summary = summarize(gathered_, rules.base, "2026-06-30")
    levels = levels_above(rules.base, "")
    return DistrictReport(summary, words, None, rules.programme, plan, paths, str(folder), levels)


@pytest.fixture(scope="module")
def book(found, folder):
    return opened(io.BytesIO(render("xlsx", report(found, folder))))


def opened(source, **options):
    """A workbook as openpyxl reads it; of the bars in cells, which newer programs draw, it says that it lets them go."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".* extension is not supported")
        return load_workbook(source, **options)


def rows_of(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def header_of(sheet):
    """The number of the header row and the texts in it."""
    return next((n, row) for n, row in enumerate(rows_of(sheet), 1) if "学校代码" in row or "指标编号" in row)


def test_every_format_is_the_same_twice(found, folder):
    for format_ in set(SUFFIXES.values()):
        assert render(format_, report(found, folder)) == render(format_, report(found, folder)), format_


def test_the_workbook_has_its_sheets_in_their_order(book):
    assert book.sheetnames == SHEETS


def test_the_contents_lead_to_every_sheet_that_is_there(book, found):
    told = ToldWaiver(Waiver("N22", "2199000002", "修缮", "区教委", "2018-01-01", "2019-01-01"), "", "unknown_school")
    for each in (book, opened(io.BytesIO(render("xlsx", report(found._replace(waivers=(told,))))))):
        first, *others = each.sheetnames
        links = [cell.hyperlink.location for row in each[first].iter_rows() for cell in row if cell.hyperlink]
        assert sorted(links) == sorted(f"'{name}'!A1" for name in others)


def test_schools_stand_in_the_order_of_their_codes(book):
    number, heads = header_of(book["学校一览"])
    at = heads.index("学校代码")
    codes = [row[at] for row in rows_of(book["学校一览"])[number:] if row[at]]
    assert codes == sorted(codes) == [f"219800000{n}" for n in range(1, 7)]


def test_the_matrix_says_what_the_records_say(book, found):
    signs = {}
    for row in rows_of(book["指标分布"]):
        for record in found.records:
            if record.facts.code in row:
                signs[record.facts.code] = "".join(str(cell) for cell in row if cell in SIGNS.values())
    for record in found.records:
        assert sorted(signs[record.facts.code]) == sorted("".join(SIGNS.get(letter, "") for letter in record.verdicts))


def test_counts_are_live_formulas(book):
    formulas = [
        cell.value for name in ("概览", "学校一览", "指标分布") for row in book[name].iter_rows() for cell in row
        if isinstance(cell.value, str) and cell.data_type == "f"
    ]  # fmt: skip
    assert sum("COUNTIF" in formula for formula in formulas) > 100


def test_no_text_of_a_school_starts_a_formula_or_a_link(book):
    met = []
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and ("cmd" in cell.value or "SUM(1)" in cell.value):
                    met.append("text")
                    assert cell.data_type == "s", (sheet.title, cell.coordinate)
                if cell.hyperlink and cell.hyperlink.target:
                    met.append("link")
                    assert not cell.hyperlink.target.startswith(("http", "/", "..", "file:///")), cell.hyperlink.target
    assert set(met) == {"text", "link"}


def test_a_workbook_below_the_output_can_be_clicked(book):
    targets = [cell.hyperlink.target for row in book["学校一览"].iter_rows() for cell in row if cell.hyperlink]
    assert any(target and "%231%2520.xlsx" in target for target in targets)
    assert len(targets) == 6


def test_files_that_could_not_be_used_and_doubles_are_listed(book):
    listed = {row[0] for row in rows_of(book["数据问题"])}
    assert {"断了.xlsx", "不是表.xlsx", "别的表.xlsx", "重复.xlsx", "有差距.xlsx"} <= listed


def test_the_flat_table_has_a_row_for_every_school_and_indicator(book):
    number, _ = header_of(book["明细"])
    assert len([row for row in rows_of(book["明细"])[number:] if row[0]]) == 6 * 88


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_prints_on_a_page_width_with_its_header(book, name):
    sheet = book[name]
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.oddFooter.center.text
    if name not in ("概览", "批次建议", "先进校"):
        assert sheet.print_title_rows
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref


def test_the_charts_are_there(book):
    assert len(book["概览"]._charts) >= 4


def test_without_a_day_the_batches_say_what_is_needed(book):
    assert any("--as-of" in str(cell) for row in rows_of(book["批次建议"]) for cell in row)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not on this machine")
def test_the_formulas_worked_out_anew_give_the_values_stored(found, folder, tmp_path):
    (tmp_path / "in.xlsx").write_bytes(render("xlsx", report(found, folder)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "ods", "--outdir", tmp_path, tmp_path / "in.xlsx"]
    subprocess.run(convert, check=True, capture_output=True, timeout=180)
    convert[3:4] = ["xlsx:Calc MS Excel 2007 XML"]
    again = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        tmp_path / "out",
        tmp_path / "in.ods",
    ]
    subprocess.run(again, check=True, capture_output=True, timeout=180)
    stored = opened(tmp_path / "in.xlsx", data_only=True)
    written = opened(tmp_path / "in.xlsx")
    worked = opened(tmp_path / "out" / "in.xlsx", data_only=True)
    compared = 0
    for sheet in written.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    now = worked[sheet.title][cell.coordinate].value
                    was = stored[sheet.title][cell.coordinate].value
                    assert (now or 0) == pytest.approx(was or 0, abs=1e-9), (sheet.title, cell.coordinate, cell.value)
                    compared += 1
    assert compared > 400


def test_the_csv_can_be_opened_and_nothing_in_it_is_worked_out(found):
    content = render("csv", report(found))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 1 + 6 * 88
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
    assert "'=cmd|'/c calc'!A1" in {row[1] for row in rows}


def test_the_parquet_has_the_rows_of_the_csv(found):
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    table = parquet.read_table(io.BytesIO(render("parquet", report(found))))
    rows = list(csv.reader(io.StringIO(render("csv", report(found)).decode("utf-8-sig"))))
    assert table.num_rows == len(rows) - 1
    assert len(table.column_names) == len(rows[0])


def test_the_page_for_a_browser_is_valid_and_lets_nothing_in(found):
    html5lib = pytest.importorskip("html5lib", reason="html5lib is not installed")
    text = render("html", report(found)).decode()
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(text)
    assert "<b>" not in text
    assert "&lt;b&gt;" in text
    assert "<script" not in text.lower()
    assert len(text) < 400_000


def test_the_markdown_lets_nothing_in(found):
    text = render("markdown", report(found)).decode()
    assert "](http" not in text
    assert "<b>" not in text


def test_a_name_of_two_hundred_letters_is_shown_whole_where_it_is_a_name(book):
    number, heads = header_of(book["学校一览"])
    assert LONG in [row[heads.index("学校名称")] for row in rows_of(book["学校一览"])[number:]]


def test_english_workbooks_have_english_sheets(found):
    names = opened(io.BytesIO(render("xlsx", report(found, lang="en")))).sheetnames
    assert all(name.isascii() for name in names)


def test_english_outputs_name_stages_and_locations_in_english(found):
    book = opened(io.BytesIO(render("xlsx", report(found, lang="en"))))
    cells = {cell for sheet in book for row in rows_of(sheet) for cell in row}
    page = render("markdown", report(found, lang="en")).decode()
    for chinese, english in (
        ("九年一贯制", "nine-year"),
        ("初中", "junior middle"),
        ("城区", "urban"),
        ("乡村", "rural"),
    ):
        assert chinese not in cells | {each.strip() for each in page.split("|")}
        assert english in cells


@pytest.mark.parametrize(("lang", "count"), [("zh", "（23 所）"), ("en", "(23)")])
def test_schools_with_like_texts_are_counted_once(lang, count):
    schools = tuple(Holder("f", f"{number:03}", f"学校{chr(0x4E00 + number)}", "自评", "D2") for number in range(23))
    some = gathered([], [])._replace(likenesses=(Likeness("N01.account", 100, schools),))
    (line,) = [
        each for each in render("markdown", report(some, lang=lang, days=0)).decode().splitlines() if "N01" in each
    ]
    assert line.count("23") == 1
    assert count in line.replace("\\", "")


def test_a_visit_tells_a_grave_problem_by_its_short_title(found):
    _, rows = visit_rows(report(found, days=9).visits, report(found).words)
    told = [row for row in rows if "严重数据问题" in row[COLUMNS.index("why")]]
    assert told
    assert [row for row in told if "…" in row[COLUMNS.index("why")]] == []


def test_nothing_at_all_still_makes_every_output():
    for format_ in set(SUFFIXES.values()):
        assert render(format_, report(gathered((), ()), days=0))


def test_a_city_of_hundreds_keeps_its_numbers(tmp_path):
    some = random_gathered(national().catalog, 200)
    book = opened(io.BytesIO(render("xlsx", report(some, days=0))), data_only=True)
    number, heads = header_of(book["学校一览"])
    rows = [row for row in rows_of(book["学校一览"])[number:] if row[heads.index("学校代码")]]
    assert len(rows) == len(some.records)
    met = heads.index("达标")
    assert sum(row[met] for row in rows) == summarize(some, national().catalog, "").total.met
