"""Workbooks in the format of LibreOffice: the same rules for other XML."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest

from schoolstd.errors import InputError
from schoolstd.evidence.model import Entry
from schoolstd.location import Location
from schoolstd.workbook.reader import read_workbook
from tests.workbook import books

ROOT = (
    '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:calcext="c" xmlns:draw="d" xmlns:dc="dc">'
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)
HEADER = "<table:table-row>{}</table:table-row>".format(
    "".join(
        f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
        for name in ("数据编号", "填写值")
    )
)
BLANK = '<table:table-cell table:number-columns-repeated="16384"/>'
BLANK_END = f'<table:table-row table:number-rows-repeated="1048000">{BLANK}</table:table-row>'


def ods(rows, before="", header=HEADER):
    table = f'{before}<table:table table:name="数据">{header}{rows}{BLANK_END}</table:table>'
    return books.packed(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ROOT.format(table)}
    )


def row(id_, cell, repeated=1):
    name = f'<table:table-cell office:value-type="string"><text:p>{id_}</text:p></table:table-cell>'
    blank = '<table:table-cell table:number-columns-repeated="16382"/>'
    return f'<table:table-row table:number-rows-repeated="{repeated}">{name}{cell}{blank}</table:table-row>'


def typed(kind, text="", **values):
    given = " ".join(f'office:{key}="{value}"' for key, value in values.items()).replace("_value", "-value")
    return f'<table:table-cell office:value-type="{kind}" {given}><text:p>{text}</text:p></table:table-cell>'


@pytest.fixture
def read(tmp_path):
    return lambda content: books.read(content, tmp_path, "school.ods")


@pytest.mark.parametrize(
    ("id_", "cell", "expected"),
    [
        ("minutes", typed("float", "60", value="60.5"), Decimal("60.5")),
        ("minutes", typed("currency", "¥60", value="60"), Decimal(60)),
        ("share", typed("percentage", "95%", value="0.95"), Decimal("0.95")),
        ("approved", typed("date", "2025年9月1日", date_value="2025-09-01"), date(2025, 9, 1)),
        ("approved", typed("date", "x", date_value="2025-09-01T08:30:00"), date(2025, 9, 1)),
        ("approved", typed("float", "45901", value="45901"), date(2025, 9, 1)),
        ("planned", typed("boolean", "TRUE", boolean_value="true"), True),
        (
            "planned",
            '<table:table-cell table:formula="of:=FALSE()" office:value-type="float" office:value="0"/>',
            False,
        ),
        ("remark", typed("string", "甲", string_value="乙"), "乙"),
        ("remark", "<table:table-cell><text:p>没有写类型</text:p></table:table-cell>", "没有写类型"),
        ("remark", typed("string", 'a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d'), "a  b c\nd"),
        ("remark", typed("string", "甲<text:span>乙</text:span><text:a>丙</text:a></text:p><text:p>丁"), "甲乙丙\n丁"),
        ("remark", typed("time", "8:30", time_value="PT08H30M00S"), "8:30"),
    ],
)
def test_a_cell_is_the_value_that_its_type_says(id_, cell, expected, read):
    assert read(ods(row(id_, cell))).metrics[id_] == Entry(expected, Location("数据", 2, 2))


def test_notes_and_drawings_are_no_part_of_the_text(read):
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><dc:date>x</dc:date><text:p>批注</text:p></office:annotation>'
        "<text:p>正文</text:p><draw:frame><draw:text-box><text:p>图</text:p></draw:text-box></draw:frame></table:table-cell>"
    )
    assert read(ods(row("remark", cell))).metrics["remark"].value == "正文"


@pytest.mark.parametrize(
    "cell",
    [
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error">'
        "<text:p>#DIV/0!</text:p></table:table-cell>",
        '<table:table-cell table:formula="of:=1/0" office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell>',
        '<table:table-cell table:formula="of:=NA()" office:value-type="float" office:value="0"><text:p>#N/A</text:p></table:table-cell>',
        '<table:table-cell table:formula="of:=x" office:value-type="float" office:value="0"><text:p>Err:508</text:p></table:table-cell>',
    ],
)
def test_an_error_cell_is_a_problem(cell, read):
    found = read(ods(row("minutes", cell)))
    assert ("error_cell", "数据!B2") in books.problems(found)
    assert found.metrics["minutes"].bad


def test_a_formula_without_a_value_is_a_problem(read):
    found = read(ods(row("minutes", '<table:table-cell table:formula="of:=30*2"/>')))
    assert ("formula_without_value", "数据!B2") in books.problems(found)


def test_a_formula_whose_value_is_an_empty_text_is_a_blank(read):
    found = read(
        ods(row("minutes", '<table:table-cell table:formula="of:=IF(1;&quot;&quot;)"><text:p/></table:table-cell>'))
    )
    assert found.metrics["minutes"] == Entry(None, Location("数据", 2, 2))


def test_repeated_rows_and_columns_count(read):
    blank_rows = '<table:table-row table:number-rows-repeated="7"><table:table-cell/></table:table-row>'
    found = read(ods(blank_rows + row("minutes", typed("float", "60", value="60"))))
    assert str(found.metrics["minutes"].location) == "数据!B9"
    assert [place for code, place in books.problems(read(ods(row("nowhere", "", 3)))) if code == "unknown_metric"] == [
        "数据!A2",
        "数据!A3",
        "数据!A4",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        row("nowhere", "", 10**6),
        row("nowhere", "", 10**12),
        BLANK_END + row("nowhere", ""),
        row(
            "minutes",
            '<table:table-cell table:number-columns-repeated="999" office:value-type="float" office:value="1"/>',
        ),
        row("minutes", '<table:table-cell table:number-columns-repeated="200"/>' + typed("string", "x")),
    ],
)
def test_what_repeats_too_far_is_refused_at_once(rows, tmp_path):
    (tmp_path / "school.ods").write_bytes(ods(rows))
    started = time.monotonic()
    with pytest.raises(InputError) as caught:
        read_workbook(str(tmp_path / "school.ods"), books.CATALOG)
    assert caught.value.code == "sheet_too_large"
    assert time.monotonic() - started < 1


def test_bare_numbers_are_days_from_the_day_0_of_the_workbook(read):
    epoch = '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
    found = read(ods(row("approved", typed("float", "44439", value="44439")), epoch))
    assert found.metrics["approved"].value == date(2025, 9, 1)


def test_tables_inside_other_things_are_no_sheets(read):
    inner = '<table:consolidation><table:table table:name="数据"><table:table-row/></table:table></table:consolidation>'
    found = read(ods(row("minutes", typed("float", "60", value="60")), inner))
    assert found.metrics["minutes"].value == 60


def test_rows_in_groups_and_header_rows_are_rows(read):
    grouped = f"<table:table-row-group>{row('minutes', typed('float', '60', value='60'))}</table:table-row-group>"
    found = read(ods(grouped, header=f"<table:table-header-rows>{HEADER}</table:table-header-rows>"))
    assert str(found.metrics["minutes"].location) == "数据!B2"


@pytest.mark.parametrize(
    "rows",
    [
        '<table:table-row table:number-rows-repeated="x"/>',
        row("minutes", '<table:table-cell table:number-columns-repeated="-"/>'),
        row("minutes", typed("float", "60", value="sixty")),
        "<table:table-row>",
    ],
)
def test_a_sheet_with_figures_that_are_none_is_broken(rows, tmp_path):
    (tmp_path / "school.ods").write_bytes(ods(rows))
    with pytest.raises(InputError) as caught:
        read_workbook(str(tmp_path / "school.ods"), books.CATALOG)
    assert caught.value.code == "broken_workbook"
