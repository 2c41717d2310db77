"""What is wrong with registers, and with workbooks against them, for every output of a summary; and how many in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schoolstd.problem import Problem, Severity
from schoolstd.reports.page import Line, Section, Tone

LISTED = 20
"""How many problems a page shows."""

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schoolstd.district.record import Noted
    from schoolstd.district.summary import RegisterProblem
    from schoolstd.programme.doubled import Doubled
    from schoolstd.wording import Words
    from schoolstd.wording.district import DistrictWords
    from schoolstd.wording.programme import ProgrammeWords


def problem_sentence(words: Words, noted: Noted) -> str:
    """What is wrong; without the values that a district has kept to itself when there are none."""
    try:
        return words.problem(Problem(noted.code, None, noted.values))
    except KeyError:
        return words.problem_pattern(noted.code)


def problem_line(words: Words, told: RegisterProblem) -> str:
    """A problem in one line, with its place."""
    noted = told.noted
    place = f"{told.file}　{noted.sheet}!{noted.cell}" if noted.cell else told.file
    return f"{place}　{problem_sentence(words, noted)}"


def problem_section(problems: Sequence[RegisterProblem], words: DistrictWords) -> Section:
    """The problems on a page, the gravest first; the workbook has those that are too many for it."""
    ordered = sorted(problems, key=lambda each: each.noted.severity is not Severity.ERROR)
    lines = [
        Line(problem_line(words.words, each), Tone.BAD if each.noted.severity is Severity.ERROR else Tone.WARN, 1)
        for each in ordered[:LISTED]
    ]
    if len(ordered) > LISTED:
        lines.append(Line(words.say("more", count=len(ordered)), Tone.MUTED, 1))
    return Section(words.say("register_problems", count=len(ordered)), tuple(lines))


def told_values(problems: Iterable[RegisterProblem]) -> list[dict[str, Any]]:
    """The problems for machines: codes and places, nothing that a cell says."""
    return [
        {
            "file": each.file,
            "code": each.noted.code,
            "severity": str(each.noted.severity),
            "sheet": each.noted.sheet,
            "cell": each.noted.cell,
        }
        for each in problems
    ]


def count_line(words: Words, problems: Iterable[Problem | Noted]) -> str:
    """How many problems there are, for stderr; an empty text for none."""
    severities = [each.severity for each in problems]
    grave = severities.count(Severity.ERROR)
    return words.label("register_problems", count=len(severities), grave=grave) if severities else ""


def doubled_text(doubled: Doubled, own: ProgrammeWords) -> str:
    """Which of a school's workbooks counts, which do not, and by what it was decided."""
    items = own.say("items")
    text = own.say("doubled_line", used=doubled.used, others=items.join(doubled.others))
    return text + own.say("doubled_same_day", files=items.join(doubled.same_day)) if doubled.same_day else text


def doubled_value(doubled: Doubled) -> dict[str, Any]:
    """The same for machines."""
    return {
        "code": doubled.code,
        "used": doubled.used,
        "others": list(doubled.others),
        "same_day": list(doubled.same_day),
        "called": [{"name": name, "district": district} for name, district in doubled.called],
    }
