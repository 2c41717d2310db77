"""Whatever is done to a workbook's bytes, it is read, or InputError says why not; and both readers see the same in it."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schoolstd.errors import InputError
from schoolstd.problem import CODES
from schoolstd.wording import Words
from schoolstd.workbook.container import open_book, open_container
from schoolstd.workbook.reader import read_workbook
from schoolstd.workbook.xlsx import exact_grids
from schoolstd.workbook.xlsx_scan import scanned_grids
from tests.workbook import books

some = settings(
    max_examples=60,
    database=None,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
FORMS = {
    "hand.xlsx": books.by_hand(),
    "openpyxl.xlsx": books.by_openpyxl(),
    "sheetjs.xlsx": (books.FILES / "sheetjs.xlsx").read_bytes(),
    "xlsxwriter.xlsx": books.by_xlsxwriter(),
    "libreoffice.xlsx": (books.FILES / "libreoffice.xlsx").read_bytes(),
    "libreoffice.ods": (books.FILES / "libreoffice.ods").read_bytes(),
}
SCRAPS = [
    *(
        b"",
        b"<",
        b">",
        b"&",
        b'"',
        b"\0",
        b"\xff",
        b"</v>",
        b"<v>",
        b"</c>",
        b"<c>",
        b"<row>",
        b"</row>",
        b"</sheetData>",
    ),
    *(
        b"<sheetData>",
        b"<!-- x -->",
        b"<!--",
        b"<![CDATA[",
        b"]]>",
        b"<?x?>",
        b"&#48;",
        b"&lt;",
        b"<f>1</f>",
        b"<f/>",
        b"<v/>",
    ),
    *(
        b't="s"',
        b't="e"',
        b't="b"',
        b't="str"',
        b's="1"',
        b's="99999"',
        b'r="A1"',
        b'r="XFD1048576"',
        b"-",
        b"1",
        b"99999999",
    ),
    *(
        b" ",
        b"\n",
        b"E9",
        b".",
        b"<is><t>x</t></is>",
        b"<si><t>x</t></si>",
        b"<rPh><t>x</t></rPh>",
        b"<x:y>",
        b"</x:y>",
        b"<mc:Choice>",
    ),
    *(
        b"_x000D_",
        b"table:",
        b"office:",
        b'table:number-rows-repeated="99999999"',
        b'office:value-type="float"',
        b"<text:p>",
    ),
    *(
        b"&#20013;",
        b"&#x4e2d;",
        b"&#0;",
        b"&#55296;",
        b"&#38;lt;",
        b"&amp;#20013;",
        b"<r><t>x</t></r>",
        b't="inlineStr"',
        b"xml:space",
        b'<c r="B2" t="e"><v>#N/A</v></c>',
        b'<c r="C3" s="1"/>',
        b"&quot;",
        b'numFmtId="14"',
        b"<xf/>",
    ),
]


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


PARTS = {name: parts_of(content) for name, content in FORMS.items()}

forms = st.sampled_from(sorted(FORMS))
places = st.floats(0, 1, exclude_max=True)
edits = st.lists(
    st.tuples(places, st.integers(0, 12), st.sampled_from(SCRAPS) | st.binary(max_size=6)), min_size=1, max_size=4
)


def edited(content, changes):
    for place, length, scrap in changes:
        at = int(place * len(content))
        content = content[:at] + scrap + content[at + length :]
    return content


def with_edited_part(name, place, changes):
    """A workbook, in a zip that is whole, with edits in the XML of the part at a place among its parts."""
    parts = PARTS[name]
    chosen = sorted(each for each in parts if each.endswith((".xml", ".rels")))
    part = chosen[int(place * len(chosen))]
    return books.packed({**parts, part: edited(parts[part], changes)})


def read_or_refused(content, path):
    """What is said of a file of these bytes, in words that can be written out."""
    path.write_bytes(content)
    try:
        found = read_workbook(str(path), books.CATALOG)
    except InputError as error:
        return Words("zh").input_error(error)
    assert {problem.code for problem in found.problems} <= CODES.keys()
    return "".join(Words("zh", books.CATALOG).problem(problem) for problem in found.problems) + str(found)


@some
@given(forms, edits)
def test_damaged_bytes_are_read_or_refused(tmp_path, name, changes):
    assert read_or_refused(edited(FORMS[name], changes), tmp_path / "school.xlsx").encode()


@some
@given(forms, places, edits)
def test_damaged_xml_is_read_or_refused(tmp_path, name, place, changes):
    assert read_or_refused(with_edited_part(name, place, changes), tmp_path / "school.xlsx").encode()


@some
@given(st.binary(max_size=200) | st.binary(max_size=200).map(b"PK\x03\x04".__add__))
def test_any_bytes_are_refused(tmp_path, content):
    (tmp_path / "school.xlsx").write_bytes(content)
    with pytest.raises(InputError):
        read_workbook(str(tmp_path / "school.xlsx"), books.CATALOG)


@some
@given(forms, places, edits)
def test_what_is_read_fast_is_what_is_there(tmp_path, name, place, changes):
    same_both_ways(with_edited_part(name, place, changes), tmp_path / "school.xlsx")


def same_both_ways(content, path):
    """Whether both readers were asked; they must agree. Damage around the rows is left out: neither looks there."""
    path.write_bytes(content)
    try:
        container = open_container(str(path), "")
        if container.format != "xlsx":
            return False
        book, _ = open_book(container)
    except InputError:
        return False
    scanned = scanned_grids(book)
    if scanned is None:
        return False
    sheets = [(role, title, _rows_alone(part)) for role, title, part in book.sheets]
    exact = exact_grids("", book._replace(sheets=sheets))
    assert [books.filled(grid) for grid in scanned] == [books.filled(grid) for grid in exact]
    return True


def _rows_alone(part):
    start, end = part.find(b"<sheetData>"), part.rfind(b"</sheetData>")
    rows = part[start + len(b"<sheetData>") : end] if start >= 0 else b""
    return b"<worksheet><sheetData>%s</sheetData></worksheet>" % rows
