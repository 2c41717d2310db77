"""What a file is before any of it is believed: its kind, its size, and the XML in it.

Limits hold before anything is expanded, and nothing is read later than here: what a reader gets are these bytes, not the
file, so that no two libraries can find different things in one archive.
"""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
import zlib
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.errors import InputError
from schoolstd.workbook.layout import sheet_role
from schoolstd.workbook.limits import DEFAULT, KB, RATIO_FROM, Limits, in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from schoolstd.workbook.layout import Sheet

MAX_TITLE = 100
"""Letters of a tab; Excel has at most 31."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_OLE = tuple(name.encode("utf-16-le") for name in ("WordDocument", "PowerPoint Document"))
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_READ = (".xml", ".rels", "mimetype")
_TAG = re.compile(rb"<[^<>]*>")
_UNREAD = ("xl/theme/", "xl/drawings/", "xl/charts/", "xl/comments", "xl/worksheets/_rels/")
"""What stands in these parts of an xlsx is never looked at, so they are not expanded either."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The others are used by no spreadsheet program, and some expand without bound."""
BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What the standard library raises for archives that are not what they say."""


class Container(NamedTuple):
    """A workbook file in memory. `format` is `xlsx` or `ods`; `parts` are its XML parts by name, in lower case; `limits` hold
    for what is made of them."""

    file: str
    format: str
    parts: dict[str, bytes]
    limits: Limits = DEFAULT


def open_container(path: str, name: str, limits: Limits | None = None) -> Container:
    """A workbook's XML, recognised and bounded. Raises InputError with one plain reason for anything else."""
    return container_of(bytes_of(path, name, limits), name, limits)


def container_of(content: bytes, name: str, limits: Limits | None = None) -> Container:
    """As `open_container`, of a file's bytes."""
    if not content:
        raise InputError(name, "empty")
    if not content.startswith(b"PK"):
        raise InputError(name, _foreign(content))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _recognised(archive, name, len(content), limits or in_force())
    except BROKEN:
        raise InputError(name, "broken_zip") from None


def bytes_of(path: str, name: str, limits: Limits | None = None) -> bytes:
    """A file's bytes, when it is a file that may be a workbook by its size. Raises InputError with one plain reason."""
    limits = limits or in_force()
    try:
        kind = os.stat(path)
        if stat.S_ISDIR(kind.st_mode):
            raise InputError(name, "is_folder")
        if not stat.S_ISREG(kind.st_mode):
            raise InputError(name, "not_a_file")
        if kind.st_size > limits.file_bytes:
            raise InputError(name, "too_large", {"limit": f"{limits.file_mb} MB"})
        with open(path, "rb") as file:
            return file.read(kind.st_size + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(name, "not_found") from None
    except PermissionError:
        raise InputError(name, "no_permission") from None
    except (OSError, ValueError) as error:
        raise InputError(name, "unreadable", {"reason": getattr(error, "strerror", "") or ""}) from None


def all_parts(content: bytes, name: str) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Every part of a workbook that `container_of` has found in order, by the name that it has there: those too that are never
    looked at; and the names of those that are damaged. Raises InputError when one is packed in a way that cannot be bounded."""
    parts: dict[str, bytes] = {}
    damaged: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if any(entry.compress_type not in _METHODS for entry in entries):
                raise InputError(name, "broken_zip")
            for entry in entries:
                try:
                    parts[entry.filename] = _content(archive, entry)
                except BROKEN:
                    damaged.append(entry.filename)
    except BROKEN:
        raise InputError(name, "broken_zip") from None
    return parts, tuple(damaged)


def hold_markup(parts: Collection[bytes], name: str, limits: Limits) -> None:
    """Raise InputError when parts of XML hold more text than they may, or a DOCTYPE."""
    run, most = limits.string_kb * KB, limits.text_bytes
    if any(_has_long_run(part, run) for part in parts) or _has_much_text(parts, most):
        raise InputError(name, "text_too_long", {"limit": f"{limits.text_mb} MB"})
    if any(has_declaration(part) and any(mark in part for mark in _DOCTYPES) for part in parts):
        raise InputError(name, "has_entities")


def _foreign(content: bytes) -> str:
    """What a file that is no zip seems to be, as a code."""
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return "encrypted"
        return "not_workbook_file" if any(mark in content for mark in _OTHER_OLE) else "old_excel"
    if content.startswith(b"%PDF"):
        return "pdf"
    is_text = content.startswith(_UTF_16_MARKS) or not _NO_TEXT.search(content[:2000])
    return "text_file" if is_text else "not_workbook_file"


def _recognised(archive: zipfile.ZipFile, name: str, size: int, limits: Limits) -> Container:
    parts = _parts(archive, name, size, limits)
    names = {entry.lower() for entry in archive.namelist()}
    hold_markup(parts.values(), name, limits)
    if "encrypted-package" in names or b"encryption-data" in parts.get("meta-inf/manifest.xml", b""):
        raise InputError(name, "encrypted")
    if "xl/workbook.bin" in names:
        raise InputError(name, "binary_excel")
    if any(part.startswith("xl/") for part in parts):
        return Container(name, "xlsx", parts, limits)
    if b"opendocument.spreadsheet" in parts.get("mimetype", b""):
        return Container(name, "ods", parts, limits)
    raise InputError(name, "other_zip")


def _parts(archive: zipfile.ZipFile, name: str, size: int, limits: Limits) -> dict[str, bytes]:
    """Every XML part that may be read, after a look at the table of contents: what that says is more than the archive may
    hold is not opened."""
    entries = archive.infolist()
    expanded = sum(entry.file_size for entry in entries)
    if len(entries) > limits.entries:
        raise InputError(name, "too_many_parts", {"limit": str(limits.entries)})
    if expanded > limits.expanded_bytes or (expanded > RATIO_FROM and expanded > limits.ratio * size):
        values = {"limit": f"{limits.expanded_mb} MB", "ratio": str(limits.ratio)}
        raise InputError(name, "expands_too_far", values)
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError(name, "encrypted")
    names = [entry.filename.replace("\\", "/").lower().lstrip("/") for entry in entries]
    if len(set(names)) != len(names):
        raise InputError(name, "repeated_part")
    wanted = {
        part: entry
        for part, entry in zip(names, entries, strict=True)
        if part.endswith(_READ) and not part.startswith(_UNREAD)
    }
    if any(entry.compress_type not in _METHODS for entry in wanted.values()):
        raise InputError(name, "broken_zip")
    return {part: _content(archive, entry) for part, entry in wanted.items()}


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A part, expanded no further than its declared size and then compared with its checksum."""
    with archive.open(entry) as part:
        return part.read(entry.file_size + 1)


def _has_long_run(content: bytes, most: int) -> bool:
    """Whether more bytes of a part than these are free of tags; few places are looked at, from the end of each stretch."""
    at = 0
    while len(content) - at > most:
        tag = content.rfind(b"<", at, at + most + 1)
        if tag < at:
            return True
        at = tag + 1
    return False


def _has_much_text(parts: Iterable[bytes], most: int) -> bool:
    """Whether parts hold more bytes of text than these. Tags are only gone through where the whole is larger than that."""
    large = [part for part in parts if len(part) > most // 20]
    if sum(map(len, large)) <= most:
        return False
    tags = sum(tag.end() - tag.start() for part in large for tag in _TAG.finditer(part))
    return sum(map(len, large)) - tags > most


def has_declaration(part: bytes) -> bool:
    """Whether a part may hold a DOCTYPE, a comment or CDATA. Looking for one rare byte takes a tenth of the time."""
    return b"!" in part and (b"<!" in part or b"\x00" in part)


class Handler:
    """Takes the events of an XML part; names come without their prefix. What a kind of part has no use for stays as it is here."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """A stretch of text."""


def walk(file: str, part: bytes, handler: Handler, limits: Limits = DEFAULT) -> None:
    """Give a part's events to a handler. Raises InputError when it is not well-formed or the handler finds a figure that is none."""
    from xml.parsers import expat

    if part.count(b"<") > limits.tags:
        raise InputError(file, "broken_workbook")
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: handler.start(name.rpartition(":")[2], attributes)
    parser.EndElementHandler = lambda name: handler.end(name.rpartition(":")[2])
    parser.CharacterDataHandler = handler.text
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise InputError(file, "broken_workbook") from None


# ── the table of contents of an xlsx ──


class Book(NamedTuple):
    """What is needed to read the sheets of an xlsx: the known ones with their parts, the texts and the styles."""

    sheets: list[tuple[Sheet, str, bytes]]
    strings: bytes
    kinds: dict[str, str]
    epoch_1904: bool
    limits: Limits = DEFAULT


def open_book(container: Container) -> tuple[Book, list[tuple[Sheet, str]]]:
    """The known sheets of an xlsx, and those of them that are listed without a part."""
    from schoolstd.workbook.styles import style_kinds

    file, parts = container.file, container.parts
    start = _named(_relations(container, ""), "officeDocument", "xl/workbook.xml")
    if start not in parts:
        raise InputError(file, "broken_workbook")
    relations = _relations(container, start)
    contents = Contents()
    walk(file, parts[start], contents)
    if len(contents.sheets) > container.limits.sheets:
        raise InputError(file, "too_many_sheets", {"limit": str(container.limits.sheets)})
    kinds = style_kinds(file, parts.get(_named(relations, "styles"), b""))
    sheets, lost, taken = [], [], set()
    for title, id_ in contents.sheets:
        role = role_of(title)
        if role is None:
            continue
        kind, target = relations.get(id_, ("", ""))
        if kind != "worksheet" or target not in parts:
            lost.append((role, title))
        elif target in taken:
            raise InputError(file, "broken_workbook")
        else:
            sheets.append((role, title, parts[target]))
            taken.add(target)
    strings = parts.get(_named(relations, "sharedStrings"), b"")
    return Book(sheets, strings, kinds, contents.epoch_1904, container.limits), lost


def role_of(title: str) -> Sheet | None:
    """The sheet of the form that a tab stands for, when it is one that holds answers."""
    role = sheet_role(title) if len(title) <= MAX_TITLE else None
    return role if role and role.columns else None


def _relations(container: Container, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to, (type, name of the part) by id; nothing when that is not in the file."""
    folder = dirname(part)
    found = _Relations()
    if content := container.parts.get(join(folder, "_rels", f"{part.rpartition('/')[2]}.rels")):
        walk(container.file, content, found)
    return {
        id_: (kind, normpath(join("/", folder, target.replace("\\", "/"))).lstrip("/").lower())
        for id_, (kind, target) in found.found.items()
    }


def _named(relations: dict[str, tuple[str, str]], kind: str, otherwise: str = "") -> str:
    return next((target for found, target in relations.values() if found == kind), otherwise)


class _Relations(Handler):
    """What a part refers to: (type, target) by id."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = (kind, attributes.get("Target", ""))


class Contents(Handler):
    """A workbook's table of contents: the title and the relation of each sheet, and which day is day 0."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.epoch_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), relation))
        elif name == "workbookPr":
            self.epoch_1904 = attributes.get("date1904", "") in ("1", "true", "on")
