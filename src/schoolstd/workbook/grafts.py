"""What a school's workbook holds and the library that writes it does not know: taken from the file, and put into the copy.

Charts, pictures and shapes stand in parts of their own, which are carried over byte by byte under another name, so that
nothing can have their place. Drop-downs, rules and sparklines of a newer form are a piece at the end of a sheet.
"""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from schoolstd.workbook.container import BROKEN

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator, Mapping, Sequence

PLACE = "xl/kept/"
"""Where the parts stand in the copy."""
TYPES = "[Content_Types].xml"
FOLDERS = ("drawings", "charts", "media", "diagrams", "embeddings", "theme", "ink", "model3d")
"""Below `xl/`, where what a drawing is made of may stand."""
BOUND = re.compile(rb"slicer|compatExt")
"""In a drawing: it belongs to a control, which is not carried over, and would be an error without it."""
EXTENSIONS = {
    "{78C0D931-6437-407D-A8EE-F0AAD7539E65}": "conditionalFormattings",
    "{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}": "dataValidations",
    "{05C60535-1F16-4FD2-B633-F4F36F0B64E0}": "sparklineGroups",
}
"""Extensions of a sheet that refer to nothing but cells. What one adds to the looks of a rule of the older form is left out, as
the rule stays without it."""
MAX_LIST = 1_000_000
"""Bytes of a list of parts, or of the extensions of a sheet."""
NEWER = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
FORMULAS = "http://schemas.microsoft.com/office/excel/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
AFTER_DRAWING = re.compile(
    rb"<(?:legacyDrawing|legacyDrawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst|/worksheet)\b"
)
"""What a sheet has after its drawing, if anything."""


class Relation(NamedTuple):
    """What a part refers to; `target` is a name in the archive, or an address when it is `external`."""

    id: str
    kind: str
    target: str
    external: bool


class Grafts(NamedTuple):
    """What was taken: parts with their kinds of content by the names they get, and by the titles of sheets the drawing and the
    piece of extensions. `taken` are the names that the parts had, and of sheets whose extensions are taken."""

    parts: Mapping[str, bytes] = {}
    kinds: Mapping[str, str] = {}
    drawings: Mapping[str, str] = {}
    extensions: Mapping[str, bytes] = {}
    taken: frozenset[str] = frozenset()


def take(archive: zipfile.ZipFile) -> Grafts:
    """What can be carried over from a workbook. What cannot be understood or is damaged is left out, and is lost then."""
    parts: dict[str, bytes] = {}
    kinds: dict[str, str] = {}
    drawings: dict[str, str] = {}
    extensions: dict[str, bytes] = {}
    taken: set[str] = set()
    try:
        source = _Source(archive)
        sheets = list(source.sheets())
    except BROKEN:
        return Grafts()
    for title, sheet in sheets:
        try:
            piece = _extensions(source.read(sheet))
            drawing, below = source.drawing(sheet)
        except BROKEN:
            continue
        if piece:
            extensions[title] = piece
            taken.add(sheet)
        if drawing:
            drawings[title] = _moved(drawing)
            parts |= below
            taken |= set(source.below(drawing))
            kinds |= {_moved(name): source.kind(name) for name in source.below(drawing)}
    return Grafts(parts, kinds, drawings, extensions, frozenset(taken))


def put(written: zipfile.ZipFile, titles: Sequence[str], grafts: Grafts) -> dict[str, bytes]:
    """The parts of the copy that are new or change, for sheets with these titles in their order."""
    if not grafts.drawings and not grafts.extensions:
        return {}
    names = set(written.namelist())
    changed = dict(grafts.parts)
    for number, title in enumerate(titles, start=1):
        part = f"xl/worksheets/sheet{number}.xml"
        if part not in names or not (title in grafts.drawings or title in grafts.extensions):
            continue
        sheet = written.read(part)
        if drawing := grafts.drawings.get(title):
            related = _relations_of(part)
            before = written.read(related) if related in names else _written([])
            changed[related] = _with_relation(before, Relation("rIdKept", f"{DOCUMENT}/drawing", drawing, False))
            at = AFTER_DRAWING.search(sheet, sheet.rindex(b"</sheetData>") if b"</sheetData>" in sheet else 0)
            if at:
                element = f'<drawing xmlns:r="{DOCUMENT}" r:id="rIdKept"/>'.encode()
                sheet = sheet[: at.start()] + element + sheet[at.start() :]
        if piece := grafts.extensions.get(title):
            sheet = sheet.replace(b"</worksheet>", piece + b"</worksheet>")
        changed[part] = sheet
    overrides = "".join(
        f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(kind)}/>"
        for name, kind in sorted(grafts.kinds.items())
    )
    changed[TYPES] = written.read(TYPES).replace(b"</Types>", overrides.encode() + b"</Types>")
    return changed


class _Source:
    """A workbook's archive, by names in lower case as programs differ in writing them."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}
        types = _tree(self.read(TYPES.lower()))
        self.overrides = {
            _low(each.get("PartName", "")): each.get("ContentType", "") for each in _all(types, "Override")
        }
        self.defaults = {
            each.get("Extension", "").lower(): each.get("ContentType", "") for each in _all(types, "Default")
        }

    def read(self, name: str) -> bytes:
        """A part's bytes; nothing when it is not there."""
        return self.archive.read(self.names[name]) if name in self.names else b""

    def kind(self, name: str) -> str:
        """The kind of content of a part."""
        return self.overrides.get(name) or self.defaults.get(name.rpartition(".")[2], "application/octet-stream")

    def relations(self, name: str) -> list[Relation]:
        """What a part refers to and is there."""
        found = [
            Relation(
                each.get("Id", ""), each.get("Type", ""), each.get("Target", ""), each.get("TargetMode") == "External"
            )
            for each in _all(_tree(self.read(_relations_of(name))), "Relationship")
        ]
        inner = [
            each if each.external else each._replace(target=_low(join("/", dirname(name), each.target)))
            for each in found
        ]
        return [each for each in inner if each.external or each.target in self.names]

    def sheets(self) -> Iterator[tuple[str, str]]:
        """The title and the part of every worksheet."""
        book = next((each.target for each in self.relations("") if each.kind.endswith("/officeDocument")), "")
        parts = {each.id: each.target for each in self.relations(book) if each.kind.endswith("/worksheet")}
        for sheet in _all(_tree(self.read(book)), "sheet"):
            relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            if relation in parts:
                yield sheet.get("name", ""), parts[relation]

    def drawing(self, sheet: str) -> tuple[str, dict[str, bytes]]:
        """The drawing of a sheet, and everything it is made of by the names that it gets; nothing where it has none."""
        name = next((each.target for each in self.relations(sheet) if each.kind.endswith("/drawing")), "")
        if not name or BOUND.search(self.read(name)):
            return "", {}
        parts, below = {}, self.below(name)
        for each in below:
            parts[_moved(each)] = self.read(each)
            if kept := [found for found in self.relations(each) if found.external or found.target in below]:
                parts[_relations_of(_moved(each))] = _written(kept)
        return name, parts

    def below(self, drawing: str) -> list[str]:
        """A drawing and the parts it is made of."""
        found, at = [drawing], 0
        while at < len(found):
            new = [each.target for each in self.relations(found[at]) if not each.external]
            found += [
                name
                for name in dict.fromkeys(new)
                if name not in found and name.removeprefix(PLACE).removeprefix("xl/").partition("/")[0] in FOLDERS
            ]
            at += 1
        return found


def _extensions(sheet: bytes) -> bytes:
    """The extensions of a sheet that can be carried over, as one piece."""
    start, end = sheet.rfind(b"<extLst"), sheet.rfind(b"</extLst>")
    root = re.search(rb"<worksheet\b[^>]*>", sheet)
    if not root or start < 0 or end < start or sheet[end:].strip() != b"</extLst></worksheet>":
        return b""
    tree = _tree(root[0] + sheet[start:end] + b"</extLst></worksheet>")
    paired = set(re.findall(rb"<x14:id>([^<]*)</x14:id>", sheet[:start]))
    pieces = []
    for each in _all(tree, "ext"):
        if each.get("uri", "").upper() in EXTENSIONS:
            for area in list(each.iter(f"{{{NEWER}}}conditionalFormatting")):
                if {(rule.get("id") or "").encode() for rule in area} & paired:
                    next(parent for parent in each.iter() if area in list(parent)).remove(area)
            if any(len(inner) for inner in each):
                each.tag = "ext"
                pieces.append(ElementTree.tostring(each))
    return b"<extLst>%b</extLst>" % b"".join(pieces) if pieces else b""


def _tree(part: bytes) -> ElementTree.Element:
    """A part's elements. Raises ValueError for what is no plain XML, or far more of it than such a part ever has."""
    if len(part) > MAX_LIST or b"<!" in part or b"\x00" in part:
        raise ValueError(len(part))
    try:
        return ElementTree.fromstring(part or b"<nothing/>")
    except ElementTree.ParseError as error:
        raise ValueError(error) from None


def _all(tree: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (each for each in tree.iter() if each.tag.rpartition("}")[2] == name)


def _low(name: str) -> str:
    return normpath(name.replace("\\", "/")).lstrip("/").lower()


def _moved(name: str) -> str:
    return name if name.startswith(PLACE) else PLACE + name.removeprefix("xl/")


def _relations_of(name: str) -> str:
    return join(dirname(name), "_rels", f"{name.rpartition('/')[2]}.rels")


def _written(relations: Sequence[Relation]) -> bytes:
    """The part that lists what a moved part refers to."""
    lines = "".join(_line(each if each.external else each._replace(target=_moved(each.target))) for each in relations)
    return f'<Relationships xmlns="{RELATIONS}">{lines}</Relationships>'.encode()


def _with_relation(part: bytes, relation: Relation) -> bytes:
    return part.replace(b"</Relationships>", _line(relation).encode() + b"</Relationships>")


def _line(each: Relation) -> str:
    target = each.target if each.external else f"/{each.target}"
    mode = ' TargetMode="External"' if each.external else ""
    return f"<Relationship Id={quoteattr(each.id)} Type={quoteattr(each.kind)} Target={quoteattr(target)}{mode}/>"


for _prefix, _name in (("x14", NEWER), ("xm", FORMULAS)):
    ElementTree.register_namespace(_prefix, _name)
