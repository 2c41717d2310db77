"""A document that is handed in, before it has a format: headings 一、（一）1., paragraphs, tables and a signature."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from schoolstd.assessment.model import Assessment
    from schoolstd.assessment.waivers import AppliedWaiver
    from schoolstd.wording import Words
    from schoolstd.wording.paper import PaperWords


class Style(StrEnum):
    """What a paragraph is: 一、, （一）, 1., running text, the name of the annex, or a line of the signature at the end."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    BODY = "body"
    ANNEX = "annex"
    SIGNED = "signed"


class Paragraph(NamedTuple):
    """A paragraph."""

    text: str
    style: Style = Style.BODY


class Grid(NamedTuple):
    """A table: headers and rows, the widths of its columns in mm, and which of them hold running text."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    left: tuple[int, ...] = (0,)


class Annex(NamedTuple):
    """A table after the signature, on pages of its own: its label (附件) and title."""

    label: str
    title: str
    grid: Grid


class Paper(NamedTuple):
    """The whole document; a title of several lines."""

    title: tuple[str, ...]
    body: tuple[Paragraph | Grid, ...]
    annex: Annex | None = None


def school_name(assessment: Assessment, says: PaperWords) -> str:
    """The school's name as it gave it."""
    return assessment.evidence.text("name") or says.say("unnamed")


def signature(assessment: Assessment, says: PaperWords) -> tuple[Paragraph, ...]:
    """Who signs, the seal, and the day: the as-of date, for there is no other that a document could have."""
    office = "doc_leader" if assessment.catalog.head.entity != "school" else "doc_head"
    day = says.day(assessment.as_of.isoformat()) if assessment.as_of else says.say("doc_blank")
    lines = (says.say(office) + says.say("doc_blank"), school_name(assessment, says) + says.say("doc_seal"), day)
    return tuple(Paragraph(text, Style.SIGNED) for text in lines)


def waiver_paragraphs(
    number: int, applied: AppliedWaiver, words: Words, says: PaperWords
) -> tuple[Paragraph, Paragraph]:
    """A waiver of the school: of which indicator and how it stands; for how long, by whom and why."""
    waiver, state, indicator = applied
    named = {
        "number": number,
        "id": waiver.indicator,
        "title": words.name(indicator),
        "state": words.table.WAIVERS[state],
    }
    values = {"since": says.day(waiver.from_), "until": says.day(waiver.until), "approver": waiver.approver}
    return (
        Paragraph(says.say("doc_waiver", **named), Style.THIRD),
        Paragraph(says.say("doc_waiver_for", **values, reason=says.ended(waiver.reason))),
    )
