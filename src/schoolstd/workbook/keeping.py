"""A workbook opened to be given back: what the library that writes it would lose is kept where it can be, and else named."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import escape

from schoolstd.errors import InputError
from schoolstd.workbook.grafts import Grafts, put, take
from schoolstd.workbook.packed import repacked
from schoolstd.workbook.typeset import clean
from schoolstd.workbook.whole import open_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_FORMULA = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)>(<f(?:[^>]*/>|[^>]*>[^<]*</f>))<v\s*(?:/>|></v>)</c>')
_TYPE = re.compile(r'\s+t="[^"]*"')
LOST = {
    "pictures": (r"^xl/media/", rb""),
    "charts": (r"^xl/charts/", rb""),
    "controls": (r"^xl/(ctrlprops|activex|slicers)/", rb""),
    "threads": (r"^xl/threadedcomments/", rb""),
    "shapes": (r"^xl/drawings/drawing", rb"<xdr:(?:sp|cxnSp|grpSp)[ >]"),
    "extensions": (r"^xl/worksheets/sheet", rb"<x14:(?:dataValidation|sparklineGroup|cfRule(?![^>]*dataBar))[ >]"),
}
"""What is lost unless it is carried over, by the names of the parts that hold it and what then stands in them."""


class Opened(NamedTuple):
    """A workbook with what each formula last came to, by sheet and cell, the keys of LOST that it has, and what is carried over."""

    book: Workbook
    values: dict[str, dict[str, object]]
    lost: tuple[str, ...]
    grafts: Grafts = Grafts()


def open_whole(path: str, name: str) -> Opened:
    """A school's workbook with everything in it. Raises InputError for one that is no .xlsx or .xlsm, or is too large."""
    whole = open_parts(path, name, "annotated_form", "annotated_large", [pattern for pattern, _ in LOST.values()])
    from openpyxl import load_workbook

    macros = path.lower().endswith(".xlsm")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what will be lost; see LOST
        try:
            book = load_workbook(io.BytesIO(whole.anew), keep_vba=macros, rich_text=True)
            values = load_workbook(io.BytesIO(whole.anew), data_only=True)
        except Exception:  # whatever it stumbles over: the reader has found the file in order
            raise InputError(name, "annotated_unreadable") from None
    with zipfile.ZipFile(io.BytesIO(whole.anew)) as archive:
        grafts = take(archive)
        lost = _lost(archive, grafts, whole.damaged)
    for sheet in book.worksheets:
        if sheet.title in grafts.drawings:
            vars(sheet).update(_charts=[], _images=[])  # those are carried over as they are
    return Opened(book, _results(book, values), lost, grafts)


def saved(opened: Opened) -> bytes:
    """The workbook's bytes: its properties and the results of its formulas as they were, and no trace of now."""
    from openpyxl.xml.constants import ARC_CORE
    from openpyxl.xml.functions import tostring

    book = opened.book
    properties = book.properties
    modified = properties.modified
    raw = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.save(raw)
    properties.modified = modified
    changed = {ARC_CORE: tostring(properties.to_tree())}
    with zipfile.ZipFile(raw) as archive:
        changed |= put(archive, [sheet.title for sheet in book.worksheets], opened.grafts)
        for number, sheet in enumerate(book.worksheets, start=1):
            part = f"xl/worksheets/sheet{number}.xml"
            if found := opened.values.get(sheet.title):
                changed[part] = _with_results((changed.get(part) or archive.read(part)).decode(), found).encode()
    return repacked(raw.getvalue(), changed)


def _lost(archive: zipfile.ZipFile, grafts: Grafts, damaged: Sequence[str]) -> tuple[str, ...]:
    names = [name for name in archive.namelist() if name.lower().lstrip("/") not in grafts.taken]
    return tuple(
        key
        for key, (pattern, inside) in LOST.items()
        if any(re.match(pattern, name.lower()) for name in damaged)  # where anything may have been
        or any(
            re.match(pattern, name.lower()) and (not inside or re.search(inside, archive.read(name))) for name in names
        )
    )


def _results(book: Workbook, values: Workbook) -> dict[str, dict[str, object]]:
    """What each formula of a workbook last came to, where the file says."""
    found: dict[str, dict[str, object]] = {}
    for sheet in book.worksheets:
        known: Any = values[sheet.title]
        for cell in cells_of(sheet):
            if cell.data_type == "f" and (value := known[cell.coordinate].value) is not None:
                found.setdefault(sheet.title, {})[cell.coordinate] = value
    return found


def cells_of(sheet: Worksheet) -> list[Any]:
    """The cells that a sheet has. Walking its rows would make every cell up to the last one, however far that is."""
    return list(vars(sheet)["_cells"].values())


def _with_results(part: str, results: dict[str, object]) -> str:
    """A sheet in which every formula has its result again, so that it can be judged before it is next calculated."""

    def put(found: re.Match[str]) -> str:
        cell, attributes, formula = found.groups()
        if cell not in results:
            return found[0]
        kind, text = _stored(results[cell])
        return f'<c r="{cell}"{_TYPE.sub("", attributes)}{kind}>{formula}<v>{text}</v></c>'

    return _FORMULA.sub(put, part)


def _stored(value: object) -> tuple[str, str]:
    """A result as a file holds it: the attribute that names its type, and its text."""
    if isinstance(value, bool):
        return ' t="b"', str(int(value))
    if isinstance(value, (date, time, timedelta)):
        from openpyxl.utils import datetime as days

        to_serial: Any = days.to_excel
        return "", repr(to_serial(value))
    if isinstance(value, (int, float)):
        return "", repr(value)
    text = escape(clean(str(value)))
    return (' t="e"' if text.startswith("#") and text.rstrip("!?").isupper() else ' t="str"'), text
