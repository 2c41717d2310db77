"""What the workbooks below give to the figures of a district or a city, for its gap report and its JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schoolstd.catalog.model import LEVEL_BELOW
from schoolstd.reports.page import Line, Section, Tone
from schoolstd.wording import number_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from schoolstd.assessment.model import Assessment
    from schoolstd.evidence.model import Part, Rolled
    from schoolstd.wording import Words


def rolled_sections(assessment: Assessment, words: Words, verbose: bool = False) -> Iterator[Section]:
    """One line a figure: what the workbooks below give, and whether it was filled in or agrees; `verbose` adds each of them."""
    rolled = assessment.evidence.rolled
    if rolled:
        below = LEVEL_BELOW[assessment.catalog.head.entity]
        lines = tuple(line for each in rolled for line in _lines(each, assessment, words, verbose))
        yield Section(words.label(f"rolled_{below}", count=len(rolled)), lines)


def rolled_values(assessment: Assessment) -> list[dict[str, Any]]:
    """The same as JSON values."""
    return [
        {
            "metric": each.metric,
            "from": LEVEL_BELOW[assessment.catalog.head.entity],
            "figure": number_text(each.total) if each.whole else None,
            "sum": number_text(each.figure),
            "plus": {"metric": each.plus, "value": _number(each.own)} if each.plus else None,
            "typed": _number(each.typed),
            "state": _state(each),
            "parts": [
                {"file": part.file, "school": part.school, "value": _number(part.value), "schools": part.schools}
                for part in each.parts
            ],
            "unread": list(each.unread),
        }
        for each in assessment.evidence.rolled
    ]


def _number(value: Decimal | None) -> str | None:
    return None if value is None else number_text(value)


def _state(rolled: Rolled) -> str:
    if not rolled.whole:
        return "incomplete"
    if rolled.typed is None:
        return "filled"
    return "agrees" if rolled.typed == rolled.total else "differs"


def _lines(rolled: Rolled, assessment: Assessment, words: Words, verbose: bool) -> Iterator[Line]:
    state = said = _state(rolled)
    if state == "incomplete" and not rolled.lacking:
        said = "number" if rolled.short else "own_blank"
    names = {id_: words.name(assessment.catalog.metrics[id_]) for id_ in (rolled.metric, rolled.plus) if id_}
    values = {"title": names[rolled.metric], "typed": _number(rolled.typed) or "", "plus": names.get(rolled.plus, "")}
    text = words.label(f"rolled_{said}", **values, sum=_sum(rolled, assessment, words), count=len(rolled.lacking))
    yield Line(text, {"differs": Tone.BAD, "incomplete": Tone.WARN}.get(state, Tone.PLAIN), 1)
    for part in rolled.parts if verbose else ():
        yield Line(_part(part, words), Tone.MUTED, 2)


def _sum(rolled: Rolled, assessment: Assessment, words: Words) -> str:
    """The sum with where it comes from, what the office adds, and how many districts left it to their schools."""
    below = LEVEL_BELOW[assessment.catalog.head.entity]
    given = sum(part.value is not None for part in rolled.parts)
    said = words.label(f"rolled_of_{below}", count=given, figure=number_text(rolled.figure))
    if rolled.plus and rolled.own is not None:
        plus = words.name(assessment.catalog.metrics[rolled.plus])
        values = {"own": number_text(rolled.own), "total": number_text(rolled.total)}
        said = words.label("rolled_plus", sum=said, plus=plus, **values)
    count = sum(part.schools > 0 for part in rolled.parts)
    return words.label("rolled_from_schools", sum=said, count=count) if count else said


def _part(part: Part, words: Words) -> str:
    value = words.label("rolled_blank") if part.value is None else number_text(part.value)
    place = f"{part.file} · {part.location}" if part.location else part.file
    label = "rolled_part_schools" if part.schools else "rolled_part"
    return words.label(label, place=place, school=part.school, value=value, count=part.schools)
