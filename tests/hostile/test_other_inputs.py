"""What is read beside workbooks, and workbooks that are opened whole to be given back: in bounds, or told in one sentence."""

from __future__ import annotations

import json
import os
import struct
import zlib

import pytest

from tests.cli.run import EXAMPLES, GAPS, schoolstd
from tests.hostile.files import parts_of, with_raw_part
from tests.hostile.measure import measured
from tests.hostile.test_hostile import linux, posix
from tests.workbook import books

DISTRICT = EXAMPLES / "district"


# ── workbooks to be given back, and plans ──


def with_sheet(xml, name="xl/worksheets/sheet99.xml", encoding="utf-8", times=1):
    """A school's workbook with one more sheet, or with several that are one part."""
    parts = parts_of(GAPS.read_bytes())
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    tabs = "".join(
        f'<sheet name="附{n}" sheetId="{n}" r:id="rId99" xmlns:r="{books.RELATION}"/>' for n in range(99, 99 + times)
    )
    sheet = f'<worksheet xmlns="{books.MAIN}"><sheetData/>{xml}</worksheet>'.replace(
        "<sheetData/><sheetData>", "<sheetData>"
    )
    return {
        **parts,
        name: sheet.encode(encoding),
        "xl/workbook.xml": parts["xl/workbook.xml"].decode().replace(
            "</sheets>", f"{tabs}</sheets>"
        ),
        "xl/_rels/workbook.xml.rels": parts["xl/_rels/workbook.xml.rels"].decode().replace(
            "</Relationships>", f'<Relationship Id="rId99" Type="{books.RELATION}/worksheet" Target="/{name}"/></Relationships>'
        ),
        "[Content_Types].xml": parts["[Content_Types].xml"].decode().replace(
            "</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
        ),
    }  # fmt: skip


def with_related(xml, kind, parts, times=1):
    """A workbook with a sheet that refers to other parts, the first of them so many times."""
    found = "".join(
        f'<Relationship Id="rId{n}" Type="{books.RELATION}/{kind}" Target="/{next(iter(parts))}"/>'
        for n in range(times)
    )
    related = f'<Relationships xmlns="{books.PACKAGE}">{found}</Relationships>'
    return {**with_sheet(xml), "xl/worksheets/_rels/sheet99.xml.rels": related, **parts}


def note(cell):
    return f'<comment ref="{cell}" authorId="0"><text><t>x</t></text></comment>'


def notes(*cells):
    found = "".join(map(note, cells))
    return {
        "xl/comments99.xml": f'<comments xmlns="{books.MAIN}"><authors><author/></authors><commentList>{found}</commentList></comments>'
    }


DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
PLACE = (
    "<xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
)
ANCHOR = (
    f'<xdr:oneCellAnchor>{PLACE}<xdr:ext cx="1" cy="1"/><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="1" name="x"/>'
    '<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    f'<a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}" r:id="rId1" xmlns:r="{books.RELATION}"/></a:graphicData></a:graphic>'
    "</xdr:graphicFrame><xdr:clientData/></xdr:oneCellAnchor>"
)


def charted(times, points):
    """A drawing that shows one chart of so many points so many times."""
    values = "".join(f'<c:pt idx="{n}"><c:v>1</c:v></c:pt>' for n in range(points))
    chart = (
        f'<c:chartSpace xmlns:c="{CHART}"><c:chart><c:plotArea><c:barChart><c:barDir val="col"/><c:ser><c:idx val="0"/><c:order val="0"/>'
        f'<c:val><c:numRef><c:f>A1</c:f><c:numCache>{values}</c:numCache></c:numRef></c:val></c:ser><c:axId val="1"/><c:axId val="2"/>'
        "</c:barChart></c:plotArea></c:chart></c:chartSpace>"
    )
    return {
        "xl/drawings/drawing99.xml": f'<xdr:wsDr xmlns:xdr="{DRAWING}">{ANCHOR * times}</xdr:wsDr>',
        "xl/charts/chart99.xml": chart,
        "xl/drawings/_rels/drawing99.xml.rels": f'<Relationships xmlns="{books.PACKAGE}"><Relationship Id="rId1" '
        f'Type="{books.RELATION}/chart" Target="../charts/chart99.xml"/></Relationships>',
    }


WHOLE = "A1:XFD1048576"


def rows(count, cells=""):
    found = "".join(f'<row r="{n}" ht="27">{cells}</row>' for n in range(1, count))
    return f"<sheetData>{found}</sheetData>"


def replaced(part, old, new):
    parts = parts_of(GAPS.read_bytes())
    return {**parts, part: parts[part].replace(old, new + old, 1)}


HEAVY = {
    "rows": lambda: with_sheet(rows(500_000)),
    "cells": lambda: with_sheet(rows(13_000, 100 * "<c><v>1</v></c>")),
    "formatted-cells": lambda: with_sheet(rows(3_000, 100 * '<c s="1"/>')),
    "merged": lambda: with_sheet(
        "<mergeCells>" + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(60_000)) + "</mergeCells>"
    ),
    "rules": lambda: with_sheet(
        '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>1</formula></cfRule></conditionalFormatting>'
        * 60_000
    ),
    "names": lambda: replaced(
        "xl/workbook.xml",
        b"<calcPr",
        b"<definedNames>%s</definedNames>"
        % b"".join(b'<definedName name="n%d">1</definedName>' % n for n in range(90_000)),
    ),
    "styles": lambda: replaced("xl/styles.xml", b"</cellXfs>", b'<xf numFmtId="0"/>' * 90_000),
    "cells-under-another-name": lambda: with_sheet(rows(10_000, 100 * "<c><v>1</v></c>"), "xl/worksheets/zz.dat"),
    "long-attributes": lambda: with_sheet("".join(f'<x y="{990_000 * "y"}"/>' for _ in range(72))),
    "one-sheet-many-times": lambda: with_sheet(rows(1_000, 100 * "<c><v>1</v></c>"), times=400),
    "one-page-of-notes-many-times": lambda: with_related(
        "", "comments", notes(*(f"A{n}" for n in range(1, 3_000))), times=2_000
    ),
    "one-chart-many-times": lambda: with_related('<drawing r:id="rId0"/>', "drawing", charted(700, 7_000)),
    "a-note-on-all-cells": lambda: with_related("", "comments", notes(WHOLE)),
    "a-link-on-all-cells": lambda: with_sheet(f'<hyperlinks><hyperlink ref="{WHOLE}" location="A1"/></hyperlinks>'),
    "merged-and-spaced": lambda: with_sheet(f'<mergeCells><mergeCell ref = "{WHOLE}" /></mergeCells>'),
    "merged-beside-another-attribute": lambda: with_sheet(
        f"""<mergeCells><mergeCell ref="{WHOLE}" a="x' ref='A1:A2"/></mergeCells>"""
    ),
    "merged-with-references": lambda: with_sheet('<mergeCells><mergeCell ref="&#65;1:XFD1048576"/></mergeCells>'),
}
STRANGE = {
    "utf-16": lambda: with_sheet(f'<mergeCells><mergeCell ref="{WHOLE}"/></mergeCells>', encoding="utf-16"),
    "utf-16-unmarked": lambda: with_sheet(f'<mergeCells><mergeCell ref="{WHOLE}"/></mergeCells>', encoding="utf-16-le"),
    "utf-7": lambda: replaced("xl/styles.xml", b"<styleSheet", b'<?xml version="1.0" encoding="utf-7"?>'),
    "a-name-that-goes-round": lambda: with_sheet("", "xl/./worksheets/sheet99.xml"),
    "doctype-among-notes": lambda: with_related(
        "", "comments", {name: f"<!DOCTYPE x [<!ENTITY e 'e'>]>{part}" for name, part in notes("A1").items()}
    ),
}


EACH = [
    *(("annotated", name) for name in (*HEAVY, *STRANGE)),
    ("plan", "cells"),
    ("plan", "merged"),
    ("plan", "utf-16"),
]
"""Plans are opened in the same way: a few are enough."""


@linux
@pytest.mark.parametrize(("command", "name"), EACH)
def test_a_workbook_that_is_heavy_or_strange_to_open_whole_is_told(command, name, tmp_path):
    path = tmp_path / "school.xlsx"
    path.write_bytes(books.packed({**HEAVY, **STRANGE}[name]()))
    target = tmp_path / "out.xlsx"
    words = ("check", path, "-q", "-o", f"annotated={target}")
    run = measured(*words) if command == "annotated" else measured("plan", GAPS, "--from", path, "-o", target)
    assert run.bounded(), run[3:]
    assert run.told("school.xlsx: "), run
    assert not target.exists()


@linux
@pytest.mark.parametrize("name", ["xl/drawings/drawing9.xml", "xl/media/image9.png", "xl/comments9.xml"])
@pytest.mark.parametrize("honest", [True, False])
def test_a_bomb_in_a_part_that_a_check_passes_over_is_not_expanded(honest, name, tmp_path):
    """Such a part says that it is short, and what it begins with may even have the checksum it says."""
    path = tmp_path / "school.xlsx"
    path.write_bytes(lying(name, honest))
    run = measured("check", path, "-q", "-o", f"annotated={tmp_path / 'out.xlsx'}")
    assert run.bounded(), run[3:]
    assert "Traceback" not in run.err
    if honest:
        assert run.code == 1, run
    elif "comments" in name:  # a damaged part that cannot be carried over is told, any other one refuses the file
        assert run.told("school.xlsx: "), run
    else:
        assert (run.code, run.err.count("\n")) == (1, 1), run


def lying(name, honest):
    """A workbook with a part of a thousand bytes that expands to 1.5 GB, with the checksum of a thousand or of none."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = b"".join(deflate.compress(bytes(1_000_000)) for _ in range(1_500)) + deflate.flush()
    content = bytearray(with_raw_part(GAPS.read_bytes(), name, data, 1_000))
    check = struct.pack("<I", zlib.crc32(bytes(1_000)) if honest else 1)
    first, last = content.find(name.encode()), content.rfind(name.encode())
    content[first - 16 : first - 12] = content[last - 30 : last - 26] = check
    return bytes(content)


@linux
@pytest.mark.parametrize("suffix", ["json", "xlsx"])
def test_a_register_of_mistakes_is_told_in_bounds(suffix, tmp_path):
    path = tmp_path / "名册.xlsx"
    head = ["学校代码", "学校名称", "区", "建校日期", "申报日期", "推荐日期", "认定批次", "认定日期"]
    rows_ = [[f"{n}", "校", "区", *(5 * [f"没有{n}"])] for n in range(18_000)]
    path.write_bytes(books.by_hand({"名册": [head, *rows_]}))
    output = ("-o", tmp_path / f"out.{suffix}")
    run = measured("batch", DISTRICT / "材料", "--registry", path, "--as-of", "2018-09-28", *output)
    assert run.bounded(), run[3:]
    assert "超过 2000 个" in run.out


# ── JSON ──

SIZE = 20_000_000
DENSE = {
    "lists": lambda: "[" + "[]," * (SIZE // 3) + "[]]",
    "objects": lambda: '{"results": [' + "{}," * (SIZE // 3 - 9) + "{}]}",
    "numbers": lambda: "[" + "0," * (SIZE // 2) + "0]",
    "keys": lambda: "{" + ",".join(f'"{n}":0' for n in range(1_600_000)) + "}",
    "depth": lambda: "[" * SIZE,
    "depth-of-objects": lambda: '{"a":' * (SIZE // 5),
    "a-number": lambda: "[" + "9" * SIZE + "]",
    "a-text": lambda: '["' + "😀" * (SIZE // 4) + '"]',
    "nothing": lambda: "",
    "half-a-surrogate": lambda: '{"kind": "\\ud800"}',
    "no-number": lambda: '{"kind": NaN, "schema_version": -Infinity}',
    "twice": lambda: '{"kind": 1, "kind": 2}',
}


@linux
@pytest.mark.parametrize("name", list(DENSE))
@pytest.mark.parametrize("command", ["merge", "diff", "baseline"])
def test_a_dangerous_result_is_told_in_bounds(command, name, tmp_path):
    path = tmp_path / "result.json"
    path.write_text(DENSE[name](), encoding="utf-8")
    words = {"merge": (path,), "diff": (path, GAPS), "baseline": (GAPS, "--baseline", path)}[command]
    run = measured("check" if command == "baseline" else command, *words)
    assert run.bounded(), run[3:]
    assert run.told("result.json: "), run


@posix
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
@pytest.mark.parametrize(
    "words",
    [
        ("merge", "{}"),
        ("diff", "{}", GAPS),
        ("diff", GAPS, "{}"),
        ("check", GAPS, "--baseline", "{}"),
        ("check", GAPS, "--waivers", "{}"),
        ("check", GAPS, "--programme", "{}"),
        ("check", GAPS, "--programme", "beijing-2018", "--registry", "{}"),
        ("plan", GAPS, "--from", "{}", "-o", "{}.xlsx"),
        ("template", "--from", "{}", "-o", "{}.xlsx"),
        ("batch", "{}", "--as-of", "2018-09-28", "--registry", "{}"),
    ],
    ids=lambda words: " ".join(map(str, words[:2] if "{}" in words[1:2] else words[:1] + words[-2:-1])),
)
def test_a_pipe_or_a_device_is_told_wherever_a_file_is_wanted(words, kind, tmp_path):
    path = tmp_path / (
        "a.yaml" if {"--waivers", "--programme"} & set(words) and "--registry" not in words else "a.json"
    )
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()
    run = schoolstd(*(str(word).replace("{}", str(path)) for word in words), timeout=30)
    assert (run.code, "Traceback" in run.err) == (2, False)
    assert run.err.startswith("错误：")


@posix
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_so_is_one_among_the_indicators(kind, tmp_path):
    path = tmp_path / "catalog.yaml"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    for words in (("check", GAPS), ("indicators", "lint")):
        run = schoolstd(*words, "--indicators", tmp_path, timeout=30)
        assert (run.code, len(run.err.splitlines()) >= 1, "Traceback" in run.err) == (2, True, False)


def test_a_project_file_that_is_no_file_of_settings_is_not_read_to_its_end(tmp_path):
    (tmp_path / "pyproject.toml").touch()
    os.truncate(tmp_path / "pyproject.toml", 3_000_000_000)
    run = measured("check", GAPS, "--format", "json", cwd=tmp_path)
    assert run.bounded()
    assert json.loads(run.out)
