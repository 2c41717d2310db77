"""Where a recognised school stands in re-review on a day: its state, when the next is due, and until when to put right. Pure.

The tool advises; a title is given and taken by the authorities.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from schoolstd.programme.model import Programme
    from schoolstd.programme.register import School

STANDING, DUE, PASSED, RECTIFYING, ACCEPTED, REVOKE = STATES = (
    "standing",
    "due",
    "passed",
    "rectifying",
    "accepted",
    "revoke",
)
VETO = "veto"
"""The trigger that the register tells by a column of its own."""
RESULTS = ("passed", "rectify", "failed")
"""How a re-review may end."""
GRADES = ("veto", "mandatory")
"""The terms of `rectify_days`, in its order."""
COLUMNS = ("trigger", "triggered", "reviewed", "result", "grade", "accepted", "self_checked", VETO)
"""The columns of the register that a state rests on, beside that of recognition."""
LAST_DAYS = {"deadline": "accepted", "self_check": "self_checked"}
"""The last days of a state, and the columns that say that they were kept."""


class ReviewState(NamedTuple):
    """A school's state since a day; the day of the next review, or the last day for putting things right; what called for
    a review, when that was not the calendar; the day by which the school is to check itself, when it has to; which of
    the two last days, `deadline` and `self_check`, have passed; and the columns of the register that cannot be read, so that
    the state is in doubt."""

    state: str
    since: str
    next_due: str = ""
    deadline: str = ""
    trigger: str = ""
    self_check: str = ""
    overdue: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def review_state(school: School, programme: Programme, as_of: str) -> ReviewState | None:
    """The state on an ISO date, or None for a school that is not recognised by then.

    A review is due on the very day that ends the interval, counted from recognition or the last review that was passed or
    whose rectification was accepted; and from the day of a trigger after that. Rectification counts on the last day of
    its term, not later. In between a school checks itself, an interval after the last check or review. What cannot be read
    does not count, but nothing is said to have run out for want of it.
    """
    found = _state(school, programme, as_of) if school.step.recognised_on(as_of) else None
    if found is None:
        return None
    unread = tuple(column for column in COLUMNS if column in school.step.unread)
    if found.state == REVOKE:
        return found._replace(unread=unread)
    days = {"deadline": found.deadline, "self_check": found.self_check}
    overdue = [name for name, day in days.items() if day and day < as_of and LAST_DAYS[name] not in unread]
    return found._replace(overdue=tuple(overdue), unread=unread)


def _state(school: School, programme: Programme, as_of: str) -> ReviewState:
    """The state of a recognised school, whatever of it is overdue."""
    state, since, record = STANDING, school.step.recognised, school.review
    if record.result and since <= record.reviewed <= as_of:
        state, since = {"passed": PASSED, "rectify": RECTIFYING, "failed": REVOKE}[record.result], record.reviewed
    again = programme.parameter("revoke") == "rectify"
    if state == REVOKE and not again:
        return ReviewState(REVOKE, since)
    if state in (RECTIFYING, REVOKE):
        days = dict(zip(GRADES, map(int, programme.parameter("rectify_days").split("/")), strict=True))
        deadline = later(since, days[record.grade or GRADES[-1]])
        if since <= record.accepted <= min(deadline, as_of):
            state, since = ACCEPTED, record.accepted
        elif as_of > deadline and not again and "accepted" not in school.step.unread:
            return ReviewState(REVOKE, later(deadline, 1), deadline=deadline)
        else:
            return ReviewState(RECTIFYING, since, deadline=deadline)
    next_due = months_later(since, int(programme.parameter("interval_months")))
    check = self_check_due(since, record.self_checked, programme, as_of)
    events = [(record.triggered, record.trigger), (school.step.veto, VETO)]
    if called := sorted(event for event in events if event[0] and since < event[0] <= as_of):
        day = min(called[0][0], next_due)
        return ReviewState(DUE, day, day, trigger=called[0][1], self_check=check)
    if next_due <= as_of:
        return ReviewState(DUE, next_due, next_due, self_check=check)
    return ReviewState(state, since, next_due, self_check=check)


def self_check_due(since: str, checked: str, programme: Programme, as_of: str) -> str:
    """The day by which a school has to check itself next: an interval after its last check, or after the day since when it
    has its state if it has not checked itself since; an empty text when the programme asks for none."""
    months = programme.review.self_check_months
    if not months:
        return ""
    return months_later(checked if since <= checked <= as_of else since, int(months))


def later(day: str, days: int) -> str:
    """The ISO date some days later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def months_later(day: str, months: int) -> str:
    """The ISO date some months later: the same day, or the last one of a month that is too short for it."""
    start = date.fromisoformat(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).isoformat()
