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
from schoolstd.workbook.look import clean
from schoolstd.workbook.packed import repacked
from schoolstd.workbook.whole import open_parts

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    "extensions": (r"^xl/worksheets/sheet", rb"<x14:(?:dataValidations|conditionalFormattings|sparklineGroups)[ >]"),
}
"""What is lost, by the names of the parts that hold it and what then stands in them. Charts survive, without all their looks."""


class Opened(NamedTuple):
    """A workbook with what each formula last came to, by sheet and cell, and the keys of LOST that it has."""

    book: Workbook
    values: dict[str, dict[str, object]]
    lost: tuple[str, ...]


def open_whole(path: str, name: str) -> Opened:
    """A school's workbook with everything in it. Raises InputError for one that is no .xlsx or .xlsm, or is too large."""
    whole = open_parts(path, name, "annotated_form", "annotated_large")
    from openpyxl import load_workbook

    macros = path.lower().endswith(".xlsm")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what will be lost; see LOST
        try:
            book = load_workbook(io.BytesIO(whole.anew), keep_vba=macros, rich_text=True)
            values = load_workbook(io.BytesIO(whole.anew), data_only=True)
        except Exception:  # whatever it stumbles over: the reader has found the file in order
            raise InputError(name, "annotated_unreadable") from None
    return Opened(book, _results(book, values), _lost(whole.parts))


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
        for number, sheet in enumerate(book.worksheets, start=1):
            part = f"xl/worksheets/sheet{number}.xml"
            if found := opened.values.get(sheet.title):
                changed[part] = _with_results(archive.read(part).decode(), found).encode()
    return repacked(raw.getvalue(), changed)


def _lost(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    return tuple(
        key
        for key, (pattern, inside) in LOST.items()
        if any(
            re.match(pattern, name.lower()) and (not inside or re.search(inside, part)) for name, part in parts.items()
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
