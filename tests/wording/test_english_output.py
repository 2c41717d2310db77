"""With `--lang en` every command speaks English. What may still be Chinese is named here, and nothing else is.

- what a school or an office wrote: texts and names of files, as they are;
- the sheet before the `!` of a cell, as the workbook calls it, and the Chinese word beside an English one that must be typed;
- by what a regulation is found: its document number, and its own heading where no clause is numbered.
"""

from __future__ import annotations

import io
import re
import subprocess
from contextlib import suppress
from functools import cache
from unicodedata import normalize

import pytest
from docx import Document
from openpyxl import load_workbook
from python_calamine import CalamineError, CalamineWorkbook

from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.store import stored_catalog
from schoolstd.wording import Words
from schoolstd.workbook.layout import SHEETS
from tests.cli.run import EXAMPLES, GAPS, GOOD, clean, command, schoolstd
from tests.programme.parts import beijing

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef《》]")
CATALOGS = ("national", "beijing", "district", "city")
MATERIAL, REGISTER = EXAMPLES / "district" / "材料", EXAMPLES / "district" / "名册.xlsx"
SLIPS, ALTERED = (EXAMPLES / name / "school.xlsx" for name in ("entry-mistakes", "altered-form"))
COMMANDS = [
    ["check", GAPS, "-v"],
    ["check", GAPS, "--format", "json"],
    ["check", SLIPS, "-v"],
    ["check", ALTERED, "-v"],
    ["check", GAPS, "--catalog", "beijing", "--programme", "beijing-2018"],
    ["check", GAPS, "--entity", "district"],
    ["plan", GAPS],
    ["plan", GAPS, "--format", "markdown"],
    ["diff", GOOD, GAPS],
    ["batch", MATERIAL, "--registry", REGISTER, "--as-of", "2018-12-15"],
    ["district", MATERIAL, "--registry", REGISTER, "--as-of", "2018-12-15"],
    *(["indicators", "list", "--catalog", name] for name in CATALOGS),
    *(["indicators", "show", "--resolved", "--catalog", name] for name in CATALOGS),
    *(["indicators", "lint", "--pending", "--catalog", name] for name in CATALOGS),
    ["indicators", "show", "N25"],
    ["indicators", "diff", "national", "beijing"],
    ["indicators", "coverage"],
    ["indicators", "lint"],
    ["explain", "N22"],
    ["explain", "D-01", "--catalog", "district"],
    ["explain", "gb-50099-2011"],
    ["explain", "class_size_limit"],
    ["explain", "students_total"],
    ["explain", "stage"],
    ["config"],
    ["check", "none.xlsx"],
    ["check", GAPS, "--as-of", "never"],
    ["check", GAPS, "--catalog", "none"],
    ["batch", MATERIAL],
]


TYPED = ("by、or", "A、B、C")
"""The sign between several answers, where a form tells how to type them."""


def squeezed(text):
    """Without blanks, so that it does not matter where a line was broken; wide letters and quotation marks as plain ones."""
    plain = normalize("NFKC", text).replace("“", '"').replace("”", '"')
    return re.sub(r"[\s*\\]", "", plain)


def written(path):
    """Every text in a workbook, and what it is called."""
    yield path.name
    with suppress(CalamineError):  # some of the examples are damaged on purpose
        book = CalamineWorkbook.from_path(str(path))
        for sheet in book.sheet_names:
            yield sheet
            with suppress(CalamineError):
                for row in book.get_sheet_by_name(sheet).to_python():
                    yield from map(str, row)


@cache
def of_schools():
    files = [GOOD, GAPS, SLIPS, ALTERED, REGISTER, *sorted(MATERIAL.rglob("*.xlsx"))]
    texts = {squeezed(text) for path in files for text in written(path)}
    return texts | {part for text in texts for part in re.split("[,、]", text)}


@cache
def of_regulations():
    catalogs = [stored_catalog(catalog_folder(name)) for name in CATALOGS]
    found = set()
    for each in catalogs:
        found |= {source.number for source in each.sources.values()}
        named = (*each.units, *each.bodies, *each.stages)
        found |= {f"added {name}" for name in named}
        found |= {cite.locus for _, check in each.checks() for cite in (check, *check.citations)}
        found |= {parameter.locus for parameter in each.parameters.values()}
        found |= {amendment.locus for amendment in each.amendments}
        found |= set(named) | {
            option for field in (*each.profile.values(), *each.metrics.values()) for option in field.options
        }
    return {squeezed(text) for text in found}


@cache
def of_forms():
    """Sheets and columns, which stand beside their English or before a cell; grades and answers that are typed."""
    names = {sheet.title for sheet in SHEETS} | {column.title for sheet in SHEETS for column in sheet.columns}
    return {squeezed(name) for name in names} | set(Words("en")._answers)


def left_over(text):
    """The Chinese in a text that is none of what may be there."""
    text = squeezed(text)
    for allowed in sorted({*TYPED} | of_schools() | of_regulations() | of_forms(), key=len, reverse=True):
        if len(allowed) > 1 and CHINESE.search(allowed):
            text = text.replace(allowed, "")
    return sorted({text[max(0, hit.start() - 20) : hit.end() + 20] for hit in CHINESE.finditer(text)})


def said(line):
    return " ".join(str(word).removeprefix(f"{EXAMPLES}/") for word in line)


@pytest.mark.parametrize("line", COMMANDS, ids=said)
def test_a_command_speaks_english(line):
    run = schoolstd(*line, "--lang", "en", COLUMNS=120)
    assert run.code in (0, 1, 2), run.err
    assert left_over(run.out + run.err) == []


def test_coverage_is_chinese_only_in_the_numbers_of_sources():
    text = squeezed(schoolstd("indicators", "coverage", "--lang", "en").out)
    sources = [each for name in CATALOGS for each in stored_catalog(catalog_folder(name)).sources.values()]
    for number in sorted({squeezed(f"({each.number})") for each in sources}, key=len, reverse=True):
        text = text.replace(number, "")
    assert CHINESE.findall(text) == []


def test_the_programme_speaks_english():
    programme = beijing()
    assert (
        left_over(" ".join([programme.title_en, *(each.title_en for each in (*programme.phases, *programme.batches))]))
        == []
    )


def texts_of_document(content):
    document = Document(io.BytesIO(content))
    yield from (paragraph.text for paragraph in document.paragraphs)
    yield from (cell.text for table in document.tables for row in table.rows for cell in row.cells)


def texts_of_workbook(content):
    for sheet in load_workbook(io.BytesIO(content)):
        yield sheet.title
        yield from (str(cell.value) for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str))


@pytest.mark.parametrize(
    "line",
    [
        ["check", GAPS, "-o", "docx=-"],
        ["check", ALTERED, "-o", "docx=-"],
        ["plan", GAPS, "-o", "docx=-"],
        ["plan", GAPS, "-o", "xlsx=-"],
        ["template", "-o", "-"],
        ["template", "--catalog", "beijing", "-o", "-"],
        ["template", "--entity", "district", "-o", "-"],
        ["batch", MATERIAL, "--registry", REGISTER, "--as-of", "2018-12-15", "-o", "xlsx=-"],
    ],
    ids=said,
)
def test_a_file_that_is_written_speaks_english(line):
    content = piped(line)
    read = texts_of_document if "docx=-" in line else texts_of_workbook
    assert left_over("\n".join(read(content))) == []


def piped(line):
    done = subprocess.run(command(*line, "--lang", "en"), env=clean(), capture_output=True, check=False, timeout=60)
    assert done.returncode in (0, 1, 2), done.stderr
    assert done.stdout
    return done.stdout


def test_what_may_be_chinese_is_not_everything():
    assert left_over("Gaps: 3 条指标") != []
    assert left_over("error: 这个文件不能用") != []
