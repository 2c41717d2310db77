"""What a busy reader of an HTML report sees before anything else: what to mend first, where it is, and who does it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from schoolstd.assessment.model import Verdict
from schoolstd.reports.findings import plain
from schoolstd.reports.gap_page import FIRST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.reports.findings import Row, School
    from schoolstd.wording.formats import FormatWords

FEW = 5
"""As many as a person takes in at one look."""


def first_gaps(school: School) -> list[Row]:
    """The gaps in the order in which to mend them; those of one verdict stay in the order of the standard."""
    return sorted(school.shown_gaps, key=lambda row: FIRST.index(Verdict(row.verdict)))


def first_section(number: int, school: School, says: FormatWords) -> Iterator[str]:
    """The first few gaps as a list of links, grave problems with the data before them; nothing when there is nothing to do."""
    grave = [fault for fault in school.faults if fault.severity == "error"]
    gaps = first_gaps(school)
    if not gaps and not grave:
        return
    yield f'<p class="soft">{escape(says.say("first_order"))}</p><ol class="first">'
    if grave:
        place = f"<b>{escape(plain(grave[0].location))}</b> " if grave[0].location else ""
        named = f'<a href="#{problems_anchor(number)}">{escape(says.say("grave", count=len(grave)))}</a>'
        yield f'<li class="is-not_met"><p>{named}</p><p>{place}{escape(grave[0].sentence)}</p></li>'
    for row in gaps[:FEW]:
        named = f'<a href="#{anchor(number, row)}">{escape(f"{row.id} {row.title}")}</a>'
        yield f'<li class="is-{row.verdict}"><p>{named}<span class="tag">{escape(row.verdict_text)}</span></p>'
        yield f'{brief(row, says)}<p class="soft">{escape(who(row, says) or says.say("nobody"))}</p></li>'
    yield "</ol>"
    if len(gaps) > FEW:
        yield f'<p><a href="#gaps">{escape(says.say("first_more", count=len(gaps) - FEW))}</a></p>'


def brief(row: Row, says: FormatWords) -> str:
    """The first finding of a gap in one line, the cell before it, and how many more there are."""
    if not row.to_do:
        return ""
    each = row.to_do[0]
    place = f"<b>{escape(str(each.locations[0]))}</b> " if each.locations else ""
    text = says.say("finding", title=each.title, found=each.found, wanted=each.wanted)
    more = says.say("more_checks", count=len(row.to_do) - 1) if len(row.to_do) > 1 else ""
    return f'<span class="brief">{place}{escape(text + more)}</span>'


def who(row: Row, says: FormatWords) -> str:
    """Who mends a gap and by when, as the school has written; of a government's own duty, the body that has it."""
    pairs = (("responsible", row.responsible), ("due", row.due))
    return says.say("both").join(says.pair(key, text) for key, text in pairs if text)


def anchor(number: int, row: Row) -> str:
    """The id of an indicator on the page."""
    return f"s{number}-{row.id}"


def problems_anchor(number: int) -> str:
    """The id of a school's problems with the data on the page."""
    return f"s{number}-problems"
