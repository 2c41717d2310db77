"""The coverage of regulations as a page and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schoolstd.reports.page import Line, Page, Section, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from schoolstd.catalog.coverage import Carried, Coverage, Fault
    from schoolstd.catalog.model import Source
    from schoolstd.wording import Words


def coverage_page(found: Coverage, sources: Mapping[str, Source], words: Words) -> Page:
    """Every clause and statement by source with what carries it or the reason why nothing does; what does not fit last."""
    sections = []
    for id_ in dict.fromkeys(row.source for row in found.rows):
        rows = [row for row in found.rows if row.source == id_]
        heading = words.source_long(sources[id_], "") if id_ in sources else id_
        lines = [Line(_counts(rows, words), Tone.MUTED), *(_line(row, words) for row in rows)]
        sections.append(Section(heading, tuple(lines)))
    if found.cited:
        cited = [_cited(id_, count, sources, words) for id_, count in found.cited.items()]
        sections.append(Section(words.label("coverage_cited"), tuple(cited)))
    if found.faults:
        faults = [Line(fault_text(fault, words), Tone.BAD, 1) for fault in found.faults]
        sections.append(Section(words.label("coverage_faults", count=len(faults)), tuple(faults)))
    footer = "" if found.faults else words.label("coverage_ok")
    return Page(words.label("coverage_title"), _counts(list(found.rows), words), tuple(sections), footer)


def fault_text(fault: Fault, words: Words) -> str:
    """What does not fit, as a sentence."""
    return words.label(fault.code, statement=fault.statement, item=fault.item)


def coverage_value(found: Coverage) -> dict[str, Any]:
    """The coverage as JSON values."""
    return {
        "statements": [
            {
                "id": row.id,
                "source": row.source,
                "kind": row.kind or "clause",
                "holder": row.holder or None,
                "summary": row.summary,
                "indicators": list(row.indicators),
                "programme": list(row.programme),
                "reason": row.reason or None,
            }
            for row in found.rows
        ],
        "cited": dict(found.cited),
        "findings": [
            {"code": fault.code.removeprefix("coverage_"), "statement": fault.statement, "item": fault.item or None}
            for fault in found.faults
        ],
    }


def _counts(rows: list[Carried], words: Words) -> str:
    carried = sum(row.carried for row in rows)
    reasoned = sum(bool(row.reason) and not row.carried for row in rows)
    return words.label(
        "coverage_counts", total=len(rows), carried=carried, reasoned=reasoned, lacking=len(rows) - carried - reasoned
    )


def _line(row: Carried, words: Words) -> Line:
    number = row.id if row.kind else words.clause(row.id)
    text = words.label(
        "coverage_line",
        id=number,
        summary=words.text(row, "summary"),
        carriers="".join(_carriers(row, words)),
    )
    tone = Tone.PLAIN if row.carried else Tone.MUTED if row.reason else Tone.BAD
    return Line(text, tone, 1)


def _carriers(row: Carried, words: Words) -> Iterator[str]:
    comma = str(words.table.JOINERS["list"])
    if row.carried:
        yield comma.join(row.indicators)
        if row.programme:
            yield words.label("coverage_steps", steps=comma.join(row.programme))
    else:
        yield (
            words.label("coverage_reason", reason=words.text(row, "reason"))
            if row.reason
            else words.label("coverage_none")
        )


def _cited(id_: str, count: int, sources: Mapping[str, Source], words: Words) -> Line:
    name = words.source_long(sources[id_], "") if id_ in sources else id_
    return Line(words.label("coverage_cited_line", source=name, count=count), Tone.MUTED, 1)
