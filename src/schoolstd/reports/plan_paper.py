"""A plan as the document that a school hands in, before it has a format."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schoolstd.assessment.assess import tally
from schoolstd.plan import State
from schoolstd.reports.paper import Annex, Grid, Paper, Paragraph, Style, school_name, signature, waiver_paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from schoolstd.assessment.model import Assessment
    from schoolstd.plan import Plan, PlanRow
    from schoolstd.programme.model import Phase
    from schoolstd.wording import Words
    from schoolstd.wording.plan import PlanWords


ANNEX_WIDTHS = (14, 23, 34, 68, 23, 44, 19)
"""Of the columns of the annex, in mm: together the 225 mm of a page laid across."""


def plan_paper(plan: Plan, assessment: Assessment, words: Words, says: PlanWords, phase: Phase | None) -> Paper:
    """The document of a plan: where the school stands, the tasks by duty, encouraged ones, its own, and what is closed."""
    school = school_name(assessment, says)
    body: list[Paragraph | Grid] = [
        Paragraph(says.say("doc_basis"), Style.FIRST),
        Paragraph(_intro(plan, assessment, words, says)),
    ]
    if phase:
        until = says.day(phase.window.end)
        body.append(Paragraph(says.say("doc_phase", title=words.name(phase), date=until)))
    body.append(Paragraph(says.say("doc_notice")))
    number = 1
    for heading, rows, write in _parts(plan, assessment, words, says):
        if rows or heading == "doc_tasks":
            number += 1
            body.append(Paragraph(says.say(heading, number=says.ordinal(number)), Style.FIRST))
            body += write(rows) if rows else [Paragraph(says.say("doc_nothing"))]
    if exceptions := list(_waivers(plan, assessment, words, says)):
        body.append(Paragraph(says.say("doc_waived", number=says.ordinal(number + 1)), Style.FIRST))
        body += exceptions
    annex = _annex(plan, says)
    if annex:
        body.append(Paragraph(says.say("doc_annex_named", title=annex.title), Style.ANNEX))
    body += signature(assessment, says)
    return Paper(tuple(says.say("doc_title", school=school).split("\n")), tuple(body), annex)


def _annex(plan: Plan, says: PlanWords) -> Annex | None:
    """The open tasks, one in a row, mandatory ones first as in the document; None without any."""
    still = sorted((row for row in plan.rows if row.state is State.OPEN), key=lambda row: not row.mandatory)
    rows = []
    for number, row in enumerate(still, 1):
        texts = row.texts
        measure, due = says.joined(texts.get("measure", "")), says.day(texts["due"]) if texts.get("due") else ""
        rows.append((str(number), row.id, texts.get("title", ""), measure, texts.get("owner", ""), due, texts["state"]))
    header = [says.say(key) for key in ("doc_number", "id", "title", "measure", "owner", "due", "state")]
    grid = Grid(tuple(header), tuple(rows), ANNEX_WIDTHS, left=(2, 3))
    return Annex(says.say("doc_annex"), says.say("doc_annex_title"), grid) if rows else None


def _intro(plan: Plan, assessment: Assessment, words: Words, says: PlanWords) -> str:
    head, counts = assessment.catalog.head, tally(assessment.indicators)
    day = says.say("doc_day", date=says.day(assessment.as_of.isoformat())) if assessment.as_of else ""
    about = says.say(
        "doc_intro",
        catalog=words.name(head),
        id=head.id,
        version=head.version,
        day=day or says.say("doc_no_day"),
        **counts._asdict(),
    )
    judged = [row for row in plan.rows if row.state in (State.OPEN, State.CLOSED)]
    still = sum(row.state is State.OPEN for row in judged)
    mandatory = sum(row.mandatory for row in judged)
    waived = sum(row.state is State.WAIVED for row in plan.rows)
    told = says.say(
        "doc_plan",
        rows=len(judged),
        mandatory=mandatory,
        recommended=len(judged) - mandatory,
        closed=len(judged) - still,
        open=still,
    )
    return about + told + (says.say("doc_plan_waived", count=waived) if waived else "")


def _parts(
    plan: Plan, assessment: Assessment, words: Words, says: PlanWords
) -> Iterator[tuple[str, list[PlanRow], Callable[[Sequence[PlanRow]], list[Paragraph]]]]:
    """(heading, rows, what writes them) of every part but the first."""
    still = [row for row in plan.rows if row.state is State.OPEN]

    def by_duty(rows: Sequence[PlanRow]) -> list[Paragraph]:
        return list(_by_duty(rows, plan, assessment, words, says))

    def plainly(rows: Sequence[PlanRow]) -> list[Paragraph]:
        return [each for number, row in enumerate(rows, 1) for each in _task(row, number, plan, says)]

    def closed(rows: Sequence[PlanRow]) -> list[Paragraph]:
        return [_closed(row, number, says) for number, row in enumerate(rows, 1)]

    yield "doc_tasks", [row for row in still if row.mandatory], by_duty
    yield "doc_recommended", [row for row in still if not row.mandatory], plainly
    yield "doc_own", [row for row in plan.rows if row.state is State.OWN], plainly
    yield "doc_closed", [row for row in plan.rows if row.state is State.CLOSED], closed


def _by_duty(
    rows: Sequence[PlanRow], plan: Plan, assessment: Assessment, words: Words, says: PlanWords
) -> Iterator[Paragraph]:
    number = 0
    for duty in assessment.catalog.duties.values():
        below = [row for row in rows if assessment.catalog.duty_of(assessment.catalog.indicators[row.id]) is duty]
        if below:
            number += 1
            yield Paragraph(says.say("doc_duty", number=says.ordinal(number), title=words.name(duty)), Style.SECOND)
            for at, row in enumerate(below, 1):
                yield from _task(row, at, plan, says)


def _task(row: PlanRow, number: int, plan: Plan, says: PlanWords) -> Iterator[Paragraph]:
    """A row: its heading, then a paragraph for each thing that is said of it."""
    texts = row.texts
    named = {"number": number, "id": row.id, "title": texts.get("title", "")}
    key = "doc_item" if texts.get("verdict") else "doc_plain_item"
    yield Paragraph(says.say(key, **named, verdict=texts.get("verdict", "")).replace("  ", " "), Style.THIRD)
    for part in ("lacking", "measure", "needed", "source"):
        if text := texts.get(part):
            yield Paragraph(says.say(f"doc_{part}", text=_run_on(text, says)))
        if part == "measure":
            due = says.day(texts["due"]) if texts.get("due") else says.say("doc_blank")
            yield Paragraph(says.say("doc_who", owner=texts.get("owner") or says.say("doc_blank"), due=due))
    for column, held in zip(plan.columns, row.extra, strict=False):
        if held.value is not None and not held.formula_at:
            text = says.day(held.value.isoformat()[:10]) if isinstance(held.value, date) else str(held.value)
            key = "doc_own_column" if column else "doc_own_text"
            yield Paragraph(says.say(key, column=column, text=_run_on(text, says)))
    if note := texts.get("note"):
        yield Paragraph(says.say("doc_note", text=_run_on(note, says)))


def _waivers(plan: Plan, assessment: Assessment, words: Words, says: PlanWords) -> Iterator[Paragraph]:
    """Every waiver of the school, with what is lacking and the remarks where it covers a row."""
    rows = {row.id: row for row in plan.rows if row.state is State.WAIVED}
    for number, applied in enumerate(assessment.waivers, 1):
        yield from waiver_paragraphs(number, applied, words, says)
        id_ = applied.waiver.indicator
        texts = rows[id_].texts if id_ in rows else {}
        for part in ("lacking", "note"):
            if text := texts.get(part):
                yield Paragraph(says.say(f"doc_{part}", text=_run_on(text, says)))


def _closed(row: PlanRow, number: int, says: PlanWords) -> Paragraph:
    named = {"number": number, "id": row.id, "title": row.texts.get("title", "")}
    day = row.texts.get("closed_on", "")
    return Paragraph(
        says.say("doc_closed_item", **named, date=says.day(day)) if day else says.say("doc_closed_bare", **named)
    )


def _run_on(text: str, says: PlanWords) -> str:
    """The lines of a cell as one sentence."""
    return says.ended(says.joined(text))
