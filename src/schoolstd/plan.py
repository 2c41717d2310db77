"""一校一案: what an assessment finds lacking, laid over the plan that a school already has, to one plan. Pure.

A plan has three kinds of text. What the tool finds (`FOUND`) is written anew each time. What it only suggests (`SUGGESTED`)
is the school's as soon as the school writes something else. All the rest is the school's alone. Which text is whose is
told by `record`: the digests of what the tool itself wrote last time.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.evidence.values import parse_date, parse_id
from schoolstd.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

    from schoolstd.location import Location
    from schoolstd.wording.plan import PlanWords

    Place = Callable[[int, "PlanRow", str], Location | None]

FOUND = ("task", "title", "severity", "verdict", "lacking", "needed", "source")
SUGGESTED = ("measure", "owner", "due")
KEYS = ("id", *FOUND[:5], *SUGGESTED, "needed", "source", "state", "closed_on", "note")
"""The columns of a plan, in its order."""


class State(StrEnum):
    """How a row stands: still open, closed (销号), waived (豁免) while an exception runs, no longer asked of this school,
    the school's own and not judged, or no task at all, such as a row of totals."""

    OPEN = "open"
    CLOSED = "closed"
    WAIVED = "waived"
    LAPSED = "lapsed"
    OWN = "own"
    SUM = "sum"


GAPS = (State.OPEN, State.WAIVED)
"""What is lacking now, whether or not something is to be done about it."""


class Held(NamedTuple):
    """A cell of a column of the school's own, as it stands: a value, or a formula with the cell it was written for.

    `array` is the area that an array formula fills, `comment` the note of a cell above the header.
    """

    value: object = None
    number_format: str = "General"
    formula_at: str = ""
    array: str = ""
    comment: str = ""


class Item(NamedTuple):
    """An indicator as it stands now: its texts by column, and of one that is met the day of its latest evidence, as ISO text."""

    id: str
    state: State
    texts: dict[str, str]
    closed_on: str = ""
    mandatory: bool = True


class PlanRow(NamedTuple):
    """A row of a plan. `extra` are the cells of the school's own columns, `comments` its cell notes by column number.

    `was` is the row of the sheet it was read from, 0 for a new one; `due` its date when that can be read; `figures` what a
    row that is no task reckons in the columns of the plan, by column.
    """

    id: str
    texts: dict[str, str]
    state: State = State.OWN
    extra: tuple[Held, ...] = ()
    comments: dict[int, str] = {}
    was: int = 0
    due: date | None = None
    mandatory: bool = True
    figures: dict[str, Held] = {}


class Terms(NamedTuple):
    """The day a plan is looked at, and the last day of the phase that a row without a date of its own gets."""

    today: date | None = None
    deadline: date | None = None


class Plan(NamedTuple):
    """A whole plan. `columns` are the headers of the school's own columns, `above` what it wrote above the header
    row, `sheet` the name of the sheet it was read from, `places` where its columns stood there, in the order in which they
    are written, 0 for one that was not there."""

    rows: tuple[PlanRow, ...] = ()
    columns: tuple[str, ...] = ()
    above: tuple[tuple[Held, ...], ...] = ()
    record: dict[str, dict[str, str]] = {}
    sheet: str = ""
    places: tuple[int, ...] = ()


OWNER = "school"
"""Under this name the record keeps whose plan it is, and under JUDGED the day that it was judged on: no indicator is called so."""
JUDGED = "as_of"


def belongs(plan: Plan, code: str, name: str) -> bool:
    """Whether a plan may be this school's: it says of none, or of one with the same code or the same name."""
    known = plan.record.get(OWNER, {})
    given = [(known.get("code"), code), (known.get("name"), name)]
    told = [old == new for old, new in given if old and new]
    return not told or any(told)


def signed(plan: Plan, code: str, name: str) -> Plan:
    """The plan with the school that it is for in its record."""
    school = {key: text for key, text in (("code", code), ("name", name)) if text}
    judged = {key: text for key, text in plan.record.get(OWNER, {}).items() if key == JUDGED}
    return plan._replace(record={**plan.record, OWNER: judged | school}) if school else plan


def merge(items: Sequence[Item], existing: Plan, words: PlanWords, terms: Terms) -> Plan:
    """The plan that has a row for every open or waived item, and every row that was there before, in the order it had.

    New rows come after the last row that stands before them in the order of the items. Texts of the school in columns
    that are written anew move to the remarks. A row that the plan had open is never closed before the day of that plan.
    Merging the result again with the same items changes nothing.
    """
    opened = existing.record.get(OWNER, {}).get(JUDGED, "")
    known = {item.id: item._replace(closed_on=_closing_day(item, opened, terms.today)) for item in items}
    due = terms.deadline.isoformat() if terms.deadline else ""
    rows: list[PlanRow] = []
    seen: set[str] = set()
    for row in (_named(row, known) for row in existing.rows):
        item = known.get(row.id)
        old = existing.record.get(row.id, {})
        rows.append(_renewed(row, item, old, due if row.id not in seen else None, words) if item else row)
        seen.add(row.id)
    rank = {item.id: number for number, item in enumerate(items)}
    for item in items:
        if item.state in GAPS and item.id not in seen:
            before = [at for at, row in enumerate(rows, 1) if rank.get(row.id, len(items)) < rank[item.id]]
            day = due if item.state is State.OPEN else ""
            texts = _filled({"due": day, **_filled(item.texts), "id": item.id})
            rows.insert(max(before, default=0), PlanRow(item.id, texts, item.state, mandatory=item.mandatory))
    marks = {
        row.id: {**existing.record.get(row.id, {}), **_marks(known[row.id], due)} for row in rows if row.id in known
    }
    if terms.today:
        marks[OWNER] = {**existing.record.get(OWNER, {}), JUDGED: terms.today.isoformat()}
    settled = tuple(_settled(row, terms.today, words) for row in rows)
    return existing._replace(rows=settled, record=existing.record | marks)


def tasks(plan: Plan) -> tuple[PlanRow, ...]:
    """The rows of a plan that stand for something to be done or done; not those that only sum up."""
    return tuple(row for row in plan.rows if row.state is not State.SUM)


def is_overdue(row: PlanRow, today: date | None) -> bool:
    """Whether an open row's day has passed; its last day still counts as in time."""
    return row.state is State.OPEN and row.due is not None and today is not None and row.due < today


def plan_problems(plan: Plan, deadline: date | None, place: Place = lambda number, row, key: None) -> list[Problem]:
    """What an open row lacks: an owner, a date that can be read and lies inside the phase, a measure.

    `place` gives the cell of a column, by the row's number in the plan from 0 on. Encouraged indicators and the
    school's own rows may stay without; a row for an indicator that the catalog does not have is a problem too.
    """
    found = []
    for number, row in enumerate(plan.rows):
        for code, key in _lacks(row, deadline):
            values = {"id": row.id[:40], "found": row.texts.get(key, "")[:40]}
            values |= {"deadline": deadline.isoformat()} if deadline and code == "plan_due_late" else {}
            found.append(Problem(code, place(number, row, key), values))
    return found


def digest(text: str) -> str:
    """A mark by which a text is known again, spaces at its ends and ways to break lines aside; none for no text."""
    bare = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return sha256(bare.encode("utf-8", "replace")).hexdigest()[:16] if bare else ""


def _lacks(row: PlanRow, deadline: date | None) -> Iterator[tuple[str, str]]:
    """(code, column) of everything that is wrong with a row."""
    if row.id and row.state is State.OWN:
        yield "plan_unknown_indicator", "id"
    if row.state is not State.OPEN:
        return
    if row.mandatory and not row.texts.get("measure"):
        yield "plan_measure_missing", "measure"
    if row.mandatory and not row.texts.get("owner"):
        yield "plan_owner_missing", "owner"
    if row.texts.get("due") and row.due is None:
        yield "plan_due_unclear", "due"
    elif row.mandatory and row.due is None:
        yield "plan_due_missing", "due"
    elif row.due and deadline and row.due > deadline:
        yield "plan_due_late", "due"


def _named(row: PlanRow, known: Container[str]) -> PlanRow:
    """A row with its id as the catalog writes it, when it is one of the catalog's however the school has typed it."""
    id_ = parse_id(row.id, known)
    return row._replace(id=id_, texts={**row.texts, "id": id_}) if id_ in known else row


def _closing_day(item: Item, opened: str, today: date | None) -> str:
    """The day that a row is closed on, when the plan of the day `opened` still had it open.

    It is that of the latest evidence when that is later than `opened`; older evidence was there already and did not close
    it. Then, and when no day is known that it was still open on, it is the day that the plan is looked at, or `opened`
    should that be later.
    """
    if opened and item.closed_on > opened:
        return item.closed_on
    return max(opened, today.isoformat()) if today else ""


def _renewed(row: PlanRow, item: Item, record: dict[str, str], due: str | None, words: PlanWords) -> PlanRow:
    """An existing row with what is found now. `due` None: a further row for the same indicator, all the school's own."""
    texts, remarks = dict(row.texts), []
    for key in FOUND:
        new, old = item.texts.get(key, ""), texts.get(key, "")
        if new and digest(old) not in ("", digest(new), record.get(key, "")):
            remarks.append(words.wrote(key, old))
        texts[key] = new or old
    if item.state is State.OPEN and due is not None:
        for key in SUGGESTED:
            if digest(texts.get(key, "")) in ("", record.get(key, "")):
                texts[key] = item.texts.get(key, "") or texts.get(key, "")
        texts["due"] = texts.get("due") or due
    if (typed := texts.get("state", "")) and typed not in words.states():
        remarks.append(words.wrote("state", typed))
    closed = texts.get("closed_on", "")
    if item.state in GAPS and closed:
        remarks.append(words.was_closed(closed))
    texts["closed_on"] = "" if item.state in GAPS else closed or item.closed_on
    for remark in remarks:
        if remark not in texts.get("note", ""):
            texts["note"] = f"{texts['note']}\n{remark}" if texts.get("note") else remark
    return row._replace(texts=_filled(texts), state=item.state, mandatory=item.mandatory)


def _marks(item: Item, due: str) -> dict[str, str]:
    """The digests of what the tool has written for an item; what it has not keeps its older mark."""
    keys = (*FOUND, *SUGGESTED) if item.state is State.OPEN else FOUND
    texts = {"due": due, **_filled(item.texts)}
    return {key: digest(texts[key]) for key in keys if texts.get(key)}


def _settled(row: PlanRow, today: date | None, words: PlanWords) -> PlanRow:
    """A row with its date read, and how it stands on a day written into it; the school's own rows say that themselves."""
    found = parse_date(row.texts["due"]).value if row.texts.get("due") else None
    row = row._replace(due=found if isinstance(found, date) else None)
    if row.state in (State.OWN, State.SUM):
        return row
    state = words.state("overdue" if is_overdue(row, today) else row.state)
    return row._replace(texts=_filled({**row.texts, "state": state}))


def _filled(texts: dict[str, str]) -> dict[str, str]:
    """The texts that are not blank, in the order of the columns."""
    return {key: texts[key] for key in KEYS if texts.get(key)}
