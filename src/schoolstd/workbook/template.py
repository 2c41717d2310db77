"""The workbook that a school fills in, written from the catalog: only what applies, with what is known already."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

from schoolstd.evidence.model import Evidence
from schoolstd.workbook.draft import Draft
from schoolstd.workbook.needs import Needs
from schoolstd.workbook.template_forms import write_claims, write_metrics, write_profile, write_version
from schoolstd.workbook.template_guide import write_guide
from schoolstd.workbook.template_rows import (
    write_cases,
    write_classes,
    write_documents,
    write_events,
    write_lessons,
)

if TYPE_CHECKING:
    from openpyxl import Workbook

    from schoolstd.catalog.model import Catalog
    from schoolstd.evidence.model import Entry

STAMP = datetime(1980, 1, 1)
"""The time on everything in the file: the earliest that a zip can hold, so that no clock shows."""


def write_template(
    catalog: Catalog, profile: dict[str, Entry], previous: Evidence | None = None, lang: str = "zh"
) -> bytes:
    """The bytes of an .xlsx for a school with this profile; unknown answers leave everything in.

    `previous` is the evidence of last year's workbook. Carried over are the profile but for the date of the form,
    figures and answers, the own verdicts with their texts, documents, classes and lessons, as far as their ids still
    exist. Activities and cases are not: they belong to their year; nor are remarks, which Evidence does not hold. The
    given profile goes before the carried one. The same input gives the same bytes. Raises nothing of its own.
    """
    previous = previous or Evidence("")
    answers = _profile(catalog, profile, previous)
    typed = answers["as_of"].value if "as_of" in answers else None
    needs = Needs(catalog, answers, typed.isoformat() if isinstance(typed, date) else "")
    draft = Draft(catalog, answers, previous, needs, lang)
    for write in (
        write_guide,
        write_profile,
        write_claims,
        write_metrics,
        write_documents,
        write_events,
        write_cases,
        write_classes,
        write_lessons,
        write_version,
    ):
        write(draft)
    draft.write_lists()
    draft.book.active = 0
    draft.book.worksheets[0].sheet_view.tabSelected = True
    return _packed(draft.book, draft.title)


def _profile(catalog: Catalog, profile: dict[str, Entry], previous: Evidence) -> dict[str, Entry]:
    """What is known of the school, by field: what was given, else what stood in last year's workbook."""
    carried = {id_: entry for id_, entry in previous.profile.items() if id_ != "as_of"}
    known = {**carried, **{id_: entry for id_, entry in profile.items() if entry.value is not None}}
    return {id_: entry for id_, entry in known.items() if id_ in catalog.profile and not entry.bad}


def _packed(book: Workbook, title: str) -> bytes:
    """A workbook's bytes with no trace of when or where it was written; openpyxl stamps the parts and their list."""
    properties = book.properties
    properties.creator, properties.title = "schoolstd", title
    raw, packed = io.BytesIO(), io.BytesIO()
    book.save(raw)
    properties.created = properties.modified = STAMP
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            part.compress_type, part.create_system, part.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            target.writestr(part, tostring(properties.to_tree()) if name == ARC_CORE else source.read(name))
    return packed.getvalue()
