"""The workbook that a school fills in, written from the catalog: only what applies, with what is known already."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schoolstd.evidence.model import Evidence
from schoolstd.workbook.draft import Draft
from schoolstd.workbook.layout import (
    CASES,
    CLAIMS,
    CLASSES,
    DOCUMENTS,
    EVENTS,
    GUIDE,
    LESSONS,
    METRICS,
    PROFILE,
    VERSION,
)
from schoolstd.workbook.needs import Needs
from schoolstd.workbook.packed import packed_book
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
    from collections.abc import Callable

    from schoolstd.catalog.model import Catalog
    from schoolstd.evidence.model import Entry


WRITERS: dict[str, Callable[[Draft], None]] = {
    GUIDE.role: write_guide,
    PROFILE.role: write_profile,
    CLAIMS.role: write_claims,
    METRICS.role: write_metrics,
    DOCUMENTS.role: write_documents,
    EVENTS.role: write_events,
    CASES.role: write_cases,
    CLASSES.role: write_classes,
    LESSONS.role: write_lessons,
    VERSION.role: write_version,
}
"""What writes each sheet, in the order of the workbook."""


def write_template(
    catalog: Catalog, profile: dict[str, Entry], previous: Evidence | None = None, lang: str = "zh"
) -> bytes:
    """The bytes of an .xlsx for a school with this profile; unknown answers leave everything in. It has the sheets that the
    catalog has a use for.

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
    for role, write in WRITERS.items():
        if role in draft.roles:
            write(draft)
    draft.write_lists()
    draft.book.active = 0
    draft.book.worksheets[0].sheet_view.tabSelected = True
    return packed_book(draft.book, draft.title)


def _profile(catalog: Catalog, profile: dict[str, Entry], previous: Evidence) -> dict[str, Entry]:
    """What is known of the school, by field: what was given, else what stood in last year's workbook."""
    carried = {id_: entry for id_, entry in previous.profile.items() if id_ != "as_of"}
    known = {**carried, **{id_: entry for id_, entry in profile.items() if entry.value is not None}}
    return {id_: entry for id_, entry in known.items() if id_ in catalog.profile and not entry.bad}
