"""What the schools' workbooks give to a district's figures, for its gap report and its JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schoolstd.reports.page import Line, Section, Tone
from schoolstd.wording import number_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.assessment.model import Assessment
    from schoolstd.evidence.model import Rolled
    from schoolstd.wording import Words


def rolled_sections(assessment: Assessment, words: Words, verbose: bool = False) -> Iterator[Section]:
    """One line a figure: what the schools give, and whether it was filled in or agrees; `verbose` adds every school."""
    rolled = assessment.evidence.rolled
    if rolled:
        lines = tuple(line for each in rolled for line in _lines(each, assessment, words, verbose))
        yield Section(words.label("rolled", count=len(rolled)), lines)


def rolled_values(assessment: Assessment) -> list[dict[str, Any]]:
    """The same as JSON values."""
    return [
        {
            "metric": each.metric,
            "figure": None if each.lacking else number_text(each.figure),
            "typed": None if each.typed is None else number_text(each.typed),
            "state": _state(each),
            "parts": [
                {
                    "file": part.file,
                    "school": part.school,
                    "value": None if part.value is None else number_text(part.value),
                }
                for part in each.parts
            ],
            "unread": list(each.unread),
        }
        for each in assessment.evidence.rolled
    ]


def _state(rolled: Rolled) -> str:
    if rolled.lacking:
        return "incomplete"
    if rolled.typed is None:
        return "filled"
    return "agrees" if rolled.typed == rolled.figure else "differs"


def _lines(rolled: Rolled, assessment: Assessment, words: Words, verbose: bool) -> Iterator[Line]:
    state = _state(rolled)
    title = words.name(assessment.catalog.metrics[rolled.metric])
    typed = "" if rolled.typed is None else number_text(rolled.typed)
    values = {"title": title, "figure": number_text(rolled.figure), "schools": len(rolled.parts), "typed": typed}
    text = words.label(f"rolled_{state}", **values, count=len(rolled.lacking))
    yield Line(text, {"differs": Tone.BAD, "incomplete": Tone.WARN}.get(state, Tone.PLAIN), 1)
    for part in rolled.parts if verbose else ():
        value = words.label("rolled_blank") if part.value is None else number_text(part.value)
        place = f"{part.file} · {part.location}" if part.location else part.file
        yield Line(words.label("rolled_part", place=place, school=part.school, value=value), Tone.MUTED, 2)
