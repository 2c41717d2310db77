"""A plan to a page: how far it has come, then what is overdue, open, closed, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.plan import State, is_overdue, tasks
from schoolstd.problem import Severity
from schoolstd.reports.gap_page import waiver_section
from schoolstd.reports.page import Line, Page, Section, Tone
from schoolstd.reports.paper import school_name
from schoolstd.reports.plan_items import iso_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from schoolstd.assessment.model import Assessment
    from schoolstd.plan import Plan, PlanRow
    from schoolstd.problem import Problem
    from schoolstd.wording import Words
    from schoolstd.wording.plan import PlanWords


def counts_of(plan: Plan, assessment: Assessment) -> dict[str, int]:
    """Rows by how they stand; `new` are open ones that the plan did not have when it was read."""
    rows = tasks(plan)
    still = [row for row in rows if row.state is State.OPEN]
    return {
        "rows": len(rows),
        "open": len(still),
        "open_mandatory": sum(row.mandatory for row in still),
        "overdue": sum(is_overdue(row, assessment.as_of) for row in still),
        "new": sum(not row.was for row in still),
        "closed": sum(row.state is State.CLOSED for row in rows),
        "waived": sum(row.state is State.WAIVED for row in rows),
        "lapsed": sum(row.state is State.LAPSED for row in rows),
        "own": sum(row.state is State.OWN for row in rows),
    }


def plan_page(
    plan: Plan, problems: Sequence[Problem], assessment: Assessment, words: Words, says: PlanWords, status: bool
) -> Page:
    """The page of one school's plan. `status`: the plan is looked at, not written, so that what is new is told."""
    head, today = assessment.catalog.head, assessment.as_of
    title = says.say("report_title", school=school_name(assessment, says), id=head.id, version=head.version)
    day = says.say("as_of", date=today.isoformat()) if today else says.say("as_of_none")
    counts = counts_of(plan, assessment)
    lines = [Line(says.say("counts", **counts))]
    if counts["open_mandatory"]:
        lines.append(Line(says.say("counts_mandatory", open=counts["open_mandatory"]), Tone.BAD))
    if counts["new"] and status:
        lines.append(Line(says.say("counts_new", new=counts["new"]), Tone.WARN))
    late = [row for row in plan.rows if is_overdue(row, today)]
    still = [row for row in plan.rows if row.state is State.OPEN and row not in late]
    sections = [Section(says.say("progress"), tuple(lines))]
    for key, rows, tone in (("overdue_rows", late, Tone.BAD), ("open_rows", still, Tone.WARN)):
        sections += _section(key, rows, says, (line for row in rows for line in _open(row, tone, says, status)))
    sections += waiver_section(assessment, words)
    for key, state in (("closed_rows", State.CLOSED), ("lapsed_rows", State.LAPSED), ("own_rows", State.OWN)):
        rows = [row for row in plan.rows if row.state is state]
        sections += _section(key, rows, says, (line for row in rows for line in _done(row, says)))
    sections += _section("problems", problems, says, (_problem(problem, words) for problem in problems))
    return Page(title, day, tuple(sections), words.label("footer"))


def _section(key: str, rows: Sequence[object], says: PlanWords, lines: Iterable[Line]) -> list[Section]:
    return [Section(says.say(key, count=len(rows)), tuple(lines))] if rows else []


def _open(row: PlanRow, tone: Tone, says: PlanWords, status: bool) -> Iterator[Line]:
    texts = _texts(row, says)
    named = {key: texts.get(key, "") for key in ("title", "verdict", "severity")}
    new = says.say("new") if status and not row.was else ""
    yield Line(says.say("row_head", id=row.id, new=new, **named), tone, 1)
    unset = says.say("unset")
    yield Line(says.say("row_measure", text=texts.get("measure") or unset), Tone.PLAIN, 2)
    yield Line(says.say("row_who", owner=texts.get("owner") or unset, due=texts.get("due") or unset), Tone.PLAIN, 2)
    if needed := texts.get("needed"):
        yield Line(says.say("row_needed", text=needed), Tone.MUTED, 2)
    if note := texts.get("note"):
        yield Line(says.say("row_note", text=note), Tone.MUTED, 2)


def _done(row: PlanRow, says: PlanWords) -> Iterator[Line]:
    texts = _texts(row, says)
    named = {"id": row.id, "title": texts.get("title", "") or texts.get("measure", "")}
    closed = texts.get("closed_on") if row.state is State.CLOSED else ""
    text = says.say("row_closed", date=closed, **named) if closed else says.say("row_bare", **named)
    yield Line(text.strip(), Tone.GOOD if closed else Tone.PLAIN, 1)


def _texts(row: PlanRow, says: PlanWords) -> dict[str, str]:
    """The texts of a row, each on one line, its days all written alike."""
    days = {key: iso_day(row.texts[key]) for key in ("due", "closed_on") if key in row.texts}
    return {key: says.joined(text) for key, text in (row.texts | days).items()}


def _problem(problem: Problem, words: Words) -> Line:
    severity = words.table.SEVERITIES[problem.severity]
    place = f"{problem.location}  " if problem.location else ""
    text = words.label("problem_line", severity=severity, place=place, sentence=words.problem(problem))
    return Line(text, Tone.BAD if problem.severity is Severity.ERROR else Tone.PLAIN, 1)
