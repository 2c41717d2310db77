"""A school's standing under a programme to sections of its gap report and to JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schoolstd.problem import Severity
from schoolstd.reports.page import Line, Section, Tone
from schoolstd.wording import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schoolstd.problem import Problem
    from schoolstd.programme.eligibility import Obstacle
    from schoolstd.programme.review import ReviewState
    from schoolstd.programme.standing import Standing
    from schoolstd.wording.programme import ProgrammeWords


def standing_sections(standing: Standing, words: ProgrammeWords) -> Iterator[Section]:
    """Eligible or not, with every reason and the nearest route; then the open round of model schools and re-review."""
    name = words.name(words.programme)
    yield Section(words.say("section", programme=name), tuple(_eligibility(standing, words)))
    if standing.honour and standing.nomination is not None:
        yield Section(words.name(standing.honour), tuple(_nomination(standing, words)))
    if standing.review:
        calm = standing.review.state not in _OPEN and not standing.review.overdue and not standing.review.unread
        line = Line(words.review(standing.review), Tone.GOOD if calm else Tone.WARN)
        yield Section(words.say("review_section"), (line,))
    if standing.problems or standing.elsewhere:
        title = words.say("own_problems", count=len(standing.problems))
        yield Section(title, tuple(_problems(standing, words)))


_OPEN = ("due", "rectifying", "revoke")
"""The states of re-review in which something has to be done."""


def _eligibility(standing: Standing, words: ProgrammeWords) -> Iterator[Line]:
    found = standing.eligibility
    batch = words.part(found.batch)
    if found.eligible:
        yield Line(words.say("eligible", batch=batch) + words.waived(found).removeprefix("；"), Tone.GOOD)
        return
    if not found.route:
        yield Line(words.say("none_left"), Tone.PLAIN)
    else:
        yield Line(words.say("ineligible", batch=batch, count=len(found.obstacles)), Tone.BAD)
    yield from _listed(found.obstacles, words)
    if found.route and found.route != found.obstacles:
        yield Line(words.say("route", count=len(found.route)), Tone.STRONG)
        yield from _listed(found.route, words)


def _nomination(standing: Standing, words: ProgrammeWords) -> Iterator[Line]:
    honour, obstacles = standing.honour, standing.nomination or ()
    name = words.name(honour)
    if obstacles:
        yield Line(words.say("honour_no", honour=name, count=len(obstacles)), Tone.PLAIN)
        yield from _listed(obstacles, words)
    else:
        yield Line(words.say("honour_yes", honour=name), Tone.GOOD)
    if honour and honour.reference and standing.registered:
        answer = words.say("yes" if standing.school.listed else "no")
        yield Line(words.say("listed", list=words.list_name(honour), answer=answer), Tone.MUTED)


def _problems(standing: Standing, words: ProgrammeWords) -> Iterator[Line]:
    """What is wrong with the register, as far as it concerns the school."""
    base = Words(words.lang, words.catalogs[0])
    for each in standing.problems:
        place = f"{each.location}　" if each.location else ""
        yield Line(place + base.problem(each), Tone.BAD if each.severity is Severity.ERROR else Tone.WARN, 1)
    if standing.elsewhere:
        yield Line(words.say("problems_elsewhere", count=standing.elsewhere), Tone.MUTED, 1)


def problem_value(problem: Problem, words: Words) -> dict[str, Any]:
    """A problem of the register for machines."""
    place = problem.location
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "message": words.problem(problem),
        "location": {"sheet": place.sheet, "cell": place.cell} if place else None,
    }


def _listed(obstacles: Sequence[Obstacle], words: ProgrammeWords) -> Iterator[Line]:
    for text in words.each(obstacles):
        yield Line(text, Tone.PLAIN, 1, "×")


def standing_values(standing: Standing, words: ProgrammeWords) -> list[dict[str, Any]]:
    """The items of `eligibility` in a result: the batch first, then the open round of model schools."""
    found, base = standing.eligibility, Words(words.lang, words.catalogs[0])
    items = [
        {
            "programme": found.programme,
            "kind": "batch",
            "batch": found.batch or None,
            "eligible": found.eligible,
            "waived": list(found.waived),
            "reasons": obstacle_values(found.obstacles, words),
            "route": obstacle_values(found.route, words),
            "review": review_value(standing.review),
            "register_problems": [problem_value(each, base) for each in standing.problems],
            "register_problems_elsewhere": standing.elsewhere,
        }
    ]
    if standing.honour and standing.nomination is not None:
        reasons = obstacle_values(standing.nomination, words)
        items.append(
            {
                "programme": found.programme,
                "kind": "honour",
                "batch": standing.honour.id,
                "eligible": not standing.nomination,
                "waived": [],
                "reasons": reasons,
                "route": reasons,
                "review": None,
                "register_problems": [],
                "register_problems_elsewhere": 0,
            }
        )
    return items


def obstacle_values(obstacles: Sequence[Obstacle], words: ProgrammeWords) -> list[dict[str, Any]]:
    """What is in the way, for machines and people."""
    return [
        {
            "code": each.code,
            "subject": each.subject,
            "lacking": each.lacking,
            "items": list(each.items),
            "message": words.obstacle(each),
        }
        for each in obstacles
    ]


def review_value(state: ReviewState | None) -> dict[str, Any] | None:
    """A state of re-review."""
    if state is None:
        return None
    return {
        "state": state.state,
        "since": state.since,
        "next_due": state.next_due or None,
        "deadline": state.deadline or None,
        "trigger": state.trigger or None,
        "self_check": state.self_check or None,
        "overdue": list(state.overdue),
        "unread": list(state.unread),
    }
