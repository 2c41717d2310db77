"""The scan of an xlsx takes every form that programs write, and sees in it exactly what the event reader sees."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolstd.errors import InputError
from schoolstd.location import column_letters
from schoolstd.workbook.container import Book
from schoolstd.workbook.layout import METRICS
from schoolstd.workbook.styles import style_kinds
from schoolstd.workbook.xlsx import exact_grids
from schoolstd.workbook.xlsx_scan import scanned_grids
from tests.workbook import books

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
KINDS = {"1": "date", "2": "span"}
some = settings(max_examples=150, database=None, deadline=None, derandomize=True)

# ── XML as programs write it ──

SCRAPS = ("数据", "a b", " ", "，", "😀", "]]", "_x000D_", "_x0041_", "_x005F_x000D_")
SPACES = ("\t", "\n", "\r\n", "\u3000", "\u00a0")
REFERENCES = "&amp; &lt; &gt; &quot; &apos; &#65; &#10; &#32; &#8203; &#20013; &#x4e2d; &#128512; &#38;lt; &amp;#20013;"
FIGURES = "0 1 -1 24 0.95 1E3 1e-7 .5 46266 45901.5 0.25 59 60 2958466 x &#49; &lt;1 N/A 1,234"
pieces = st.sampled_from([*SCRAPS, *SPACES, *REFERENCES.split()])
texts = st.lists(pieces, max_size=5).map("".join)
opened = st.sampled_from(["<t>", '<t xml:space="preserve">'])
singles = st.builds("{}{}</t>".format, opened, texts) | st.sampled_from(
    ["<t/>", '<t xml:space="preserve" />', "<t></t>"]
)
looks = st.sampled_from(["", "<rPr></rPr>", '<rPr><rFont val="&#24494;软"/><b val="1"/><sz val="10"/></rPr>'])
runs = st.builds("<r>{}{}</r>".format, looks, singles)
strings = singles | st.lists(runs, min_size=1, max_size=3).map("".join)
figures = st.sampled_from([*FIGURES.split(), "1" * 40, " 7 ", ""])
formulas = st.sampled_from(["", "<f>A1+1</f>", "<f/>", '<f t="shared" si="0"/>', "<f>A1&amp;&quot;x&quot;</f>"])
styled = st.sampled_from(["", ' s="0"', ' s="1"', ' s="2"', ' s="99"'])
contents = st.one_of(
    st.integers(0, 3).map(' t="s"><v>{}</v></c>'.format),
    strings.map(' t="inlineStr"><is>{}</is></c>'.format),
    st.builds(
        "{}>{}<v>{}</v></c>".format, st.sampled_from(["", ' t="n"', ' t="str"', ' t="b"', ' t="e"']), formulas, figures
    ),
    formulas.filter(bool).map(">{}</c>".format),
    formulas.filter(bool).map(">{}<v></v></c>".format),
    st.sampled_from(["/>", " />", "></c>", ' t="n"/>', ' t="n"></c>']),
)
cells = st.dictionaries(st.integers(1, 30), st.tuples(styled, contents), max_size=6)
sheets = st.dictionaries(st.integers(1, 60), cells, max_size=6)


def sheet_xml(rows):
    data = "".join(
        f'<row r="{row}" spans="1:9">'
        + "".join(
            f'<c r="{column_letters(column)}{row}"{style}{rest}' for column, (style, rest) in sorted(of_row.items())
        )
        + "</row>"
        for row, of_row in rows.items()
    )
    return f'{HEAD}<worksheet xmlns="{books.MAIN}"><sheetData>{data}</sheetData></worksheet>'.encode()


def book_of(sheet, table=(), epoch_1904=False):
    items = "".join(f"<si>{each}</si>" for each in table)
    shared = f'{HEAD}<sst xmlns="{books.MAIN}">{items}</sst>'.encode()
    return Book([(METRICS, "数据", sheet)], shared, KINDS, epoch_1904)


@some
@given(sheets, st.lists(strings, min_size=4, max_size=4), st.booleans())
def test_whatever_programs_write_is_scanned_and_seen_exactly(rows, table, epoch_1904):
    book = book_of(sheet_xml(rows), table, epoch_1904)
    scanned = scanned_grids(book)
    assert scanned is not None
    assert [books.filled(grid) for grid in scanned] == [books.filled(grid) for grid in exact_grids("", book)]


# ── what is left to the event reader ──

REFUSED = "refused"


@pytest.mark.parametrize(
    ("cell", "exact"),
    [
        ('<c r="A1" t="s"><v>4</v></c>', REFUSED),
        ('<c r="A1" t="inlineStr"><is><t>&nbsp;</t></is></c>', REFUSED),
        ('<c r="A1" t="inlineStr"><is><t>&#55296;</t></is></c>', REFUSED),
        ('<c r="A1" t="inlineStr"><is><t>&#65535;</t></is></c>', REFUSED),
        ('<c r="A1" t="inlineStr"><is><t>&#0;</t></is></c>', REFUSED),
        ('<c r="A1" t="inlineStr"><is><t>a & b</t></is></c>', REFUSED),
        ('<c r="A1" t="inlineStr"><is><t>&#20013</t></is></c>', REFUSED),
        ('<c r="A1" t="inlineStr"><is><t>a ]]> b</t></is></c>', REFUSED),
        ('<c r="A1"><f>A1 & B1</f><v>1</v></c>', REFUSED),
        ('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>', REFUSED),
        ('<c r="A1"><v>1</v></c><c r="A1" t="e"><v>#N/A</v></c>', REFUSED),
        ('<c r="A1" t="e"><v>#N/A</v></c><c r="A1" t="e"><v>#N/A</v></c>', REFUSED),
        ('<c r="GS1"><v>1</v></c>', REFUSED),
        ('<c r="A20001"><v>1</v></c>', REFUSED),
        ('<c r="A20001" t="e"><v>#N/A</v></c>', REFUSED),
        ("<c><v>1</v></c>", {1: {1: 1.0}}),
        ('<c t="inlineStr" r="B1"><is><t>x</t></is></c>', {1: {2: "x"}}),
        ('<c r="A1"><v>1</v><!-- 2 --></c>', {1: {1: 1.0}}),
        ('<c r="A1" t="inlineStr"><is><t><![CDATA[x]]></t></is></c>', {1: {1: "x"}}),
        ('<c r="A1" t="d"><v>2025-09</v></c>', {1: {1: "2025-09"}}),
        ('<c r="A1" t="inlineStr"><is><t>&#0020013;</t></is></c>', {1: {1: "中"}}),
    ],
)
def test_what_is_out_of_the_ordinary_is_left_to_the_event_reader(cell, exact):
    sheet = f'<worksheet xmlns="{books.MAIN}"><sheetData><row r="1">{cell}</row></sheetData></worksheet>'.encode()
    book = book_of(sheet, ["<t>a</t>"])
    assert scanned_grids(book) is None or exact == scanned_grids(book)[0].rows
    try:
        found = exact_grids("", book)[0].rows
    except InputError:
        found = REFUSED
    assert found == exact


def test_cells_out_of_order_are_put_in_order():
    cells = '<row r="2"><c r="B2"><v>3</v></c><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
    sheet = f'<worksheet xmlns="{books.MAIN}"><sheetData>{cells}</sheetData></worksheet>'.encode()
    (grid,) = scanned_grids(book_of(sheet))
    assert list(grid.rows.items()) == [(1, {1: 1.0}), (2, {1: 2.0, 2: 3.0})]


def test_what_is_kept_from_one_workbook_for_the_next_is_small():
    def read(number):
        rows = {
            row: {1: ("", f"><v>{'9' * 200_000}{number}</v></c>"), 2: ("", f"><v>{row}{number}</v></c>")}
            for row in range(1, 4)
        }
        assert scanned_grids(book_of(sheet_xml(rows))) is not None

    read(0)
    tracemalloc.start()
    for number in range(20):
        read(number)
    assert tracemalloc.get_traced_memory()[0] < 500_000
    tracemalloc.stop()


# ── styles ──


def styles_xml(formats="", styles="", rest=""):
    return (
        f'<styleSheet xmlns="{books.MAIN}">{formats}{rest}<cellXfs count="9">{styles}</cellXfs></styleSheet>'.encode()
    )


CUSTOM = '<numFmts count="1"><numFmt numFmtId="164" formatCode="{}"/></numFmts>'


@pytest.mark.parametrize(
    ("formats", "styles", "expected"),
    [
        ("", '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="46"><alignment/></xf>', {"1": "date", "2": "span"}),
        (CUSTOM.format("yyyy\\-mm\\-dd"), '<xf numFmtId="164" fontId="1"/>', {"0": "date"}),
        (CUSTOM.format("yyyy&quot;年&quot;m&quot;月&quot;"), '<xf numFmtId="164"/>', {"0": "date"}),
        (CUSTOM.format("0&quot;d&quot;"), '<xf numFmtId="164"/>', {}),
        (CUSTOM.format("&#100;d"), '<xf numFmtId="164"/>', {"0": "date"}),
        (CUSTOM.format("[h]:mm"), '<xf numFmtId="164"/>', {"0": "span"}),
        ("", '<xf fontId="1" numFmtId="14"/><xf/>', {"0": "date"}),
        ("", '<!-- <xf numFmtId="14"/> --><xf numFmtId="0014"/>', {"0": "date"}),
        ("", "", {}),
    ],
)
def test_a_style_makes_a_date_of_a_number_however_it_is_written(formats, styles, expected):
    assert style_kinds("", styles_xml(formats, styles)) == expected


def test_the_formats_of_conditional_formatting_are_none_of_the_cells():
    rest = '<dxfs><dxf><numFmt numFmtId="0" formatCode="yyyy"/></dxf></dxfs>'
    assert style_kinds("", styles_xml("", '<xf numFmtId="0"/>', rest)) == {}


@some
@given(
    st.lists(st.sampled_from(["numFmtId", "fontId", '"14"', '"0"', "<xf ", "/>", "=", " ", "</cellXfs>", "<numFmts>"]))
)
def test_damaged_styles_are_read_or_refused(scraps):
    try:
        kinds = style_kinds("", styles_xml("", "".join(scraps)))
    except InputError:
        return
    assert set(kinds.values()) <= {"date", "span"}
