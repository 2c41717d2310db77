"""Whatever program wrote a workbook, the same content is the same evidence: values, cells and problems."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from schoolstd.workbook.container import open_book, open_container
from schoolstd.workbook.xlsx import exact_grids
from schoolstd.workbook.xlsx_scan import scanned_grids
from tests.workbook import books

STORED = ("exceljs.xlsx", "libreoffice.ods", "libreoffice.xlsx", "sheetjs.ods", "sheetjs.xlsm", "sheetjs.xlsx")
WRITERS = {
    "openpyxl": books.by_openpyxl,
    "xlsxwriter": books.by_xlsxwriter,
    "xlsxwriter_constant_memory": lambda: books.by_xlsxwriter(constant_memory=True),
    **{name: (books.FILES / name).read_bytes for name in STORED},
}


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    return books.read(books.by_hand(), tmp_path_factory.mktemp("expected"))


def test_the_form_is_read_as_it_was_filled_in(expected):
    values = {id_: entry.value for id_, entry in expected.metrics.items()}
    assert {id_: str(value) for id_, value in values.items() if value is not None} == {
        "minutes": "60.5",
        "pupils": "1234",
        "typed": "1234",
        "share": "0.95",
        "share_text": "0.95",
        "planned": "True",
        "approved": "2025-09-01",
        "approved_text": "2025-09-01",
        "approved_serial": "2025-09-01",
        "kind": "甲",
        "remark": "前后有空格",
    }
    assert expected.claims["N01"].texts["account"] == '两行\n文字 A&B <c> "d"'
    assert (len(expected.documents), len(expected.events), len(expected.cases)) == (2, 2, 2)
    assert books.problems(expected) == [
        ("ambiguous_share", "数据!D7"),
        ("bad_number", "数据!D14"),
        ("unknown_metric", "数据!A16"),
        ("duplicate_metric", "数据!A17"),
        ("bad_claim", "自评!D3"),
        ("bad_date", "佐证材料!F3"),
        ("unknown_type", "事项台账!C3"),
    ]


@pytest.mark.parametrize("writer", WRITERS)
def test_every_program_writes_the_same_evidence(writer, expected, tmp_path):
    assert books.read(WRITERS[writer](), tmp_path) == expected


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not on this machine")
def test_the_libreoffice_of_this_machine_writes_the_same_evidence(expected, tmp_path):
    (tmp_path / "form.xlsx").write_bytes(books.by_openpyxl())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "ods", "--outdir", tmp_path, tmp_path / "form.xlsx"]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    assert books.read((tmp_path / "form.ods").read_bytes(), tmp_path) == expected


@pytest.mark.parametrize("writer", [name for name in WRITERS if not name.endswith(".ods")])
def test_ordinary_files_are_read_fast_and_just_as_exactly(writer, tmp_path):
    (tmp_path / "form.xlsx").write_bytes(WRITERS[writer]())
    book, _ = open_book(open_container(str(tmp_path / "form.xlsx"), "form.xlsx"))
    scanned = scanned_grids(book)
    assert scanned is not None
    assert [books.filled(grid) for grid in scanned] == [books.filled(grid) for grid in exact_grids("", book)]


def test_reading_an_ordinary_workbook_imports_no_slow_library(tmp_path):
    (tmp_path / "form.xlsx").write_bytes(books.by_xlsxwriter())
    program = (
        "import sys; from schoolstd.workbook.container import open_container; from schoolstd.workbook.grid import read_grids;"
        f"read_grids(open_container({str(tmp_path / 'form.xlsx')!r}, ''));"
        "print(*sorted({'openpyxl', 'pydantic', 'rich', 'typer', 'lxml', 'ruamel', 'xml.etree'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout == "\n"
