"""The sheets of the template with a row for each document, activity, case, class and lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.catalog.stages import stage_of
from schoolstd.workbook import look
from schoolstd.workbook.layout import CASES, CLASSES, DOCUMENTS, EVENTS, LESSONS
from schoolstd.workbook.row_sheet import Prepared, RowSheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schoolstd.catalog.model import RowType
    from schoolstd.evidence.model import Document, Entry, Lesson
    from schoolstd.workbook.draft import Draft
    from schoolstd.workbook.needs import DocumentNeed, LessonNeed

BLANK_ROWS = {"documents": 60, "events": 300, "cases": 120, "classes": 80, "lessons": 30}
TABS = {
    "documents": "FFBF8F00",
    "events": "FFC55A11",
    "cases": "FFA94442",
    "classes": "FF2E75B6",
    "lessons": "FF2E75B6",
}
SPARE = 20
"""Blank rows left when last year's rows already fill the prepared ones."""


# ── 佐证材料 ──


def write_documents(draft: Draft) -> None:
    """Add the sheet 佐证材料: a row for each type asked for, or last year's documents of it, and blank rows."""
    styles = {"id": "in_short", "date": "in_date", "valid_until": "in_date"}
    table = RowSheet(draft, DOCUMENTS, (9, 13, 24, 32, 20, 13, 13, 20, 14, 40), styles, helped=True)
    rows = list(_document_rows(draft))
    table.write(rows, BLANK_ROWS["documents"])
    types = draft.catalog.document_types
    carried = {document.type for document in draft.previous.documents}
    offered = [type_ for type_ in types.values() if draft.needs.apply(type_.when) or type_.id in carried]
    expiring = draft.list_of("expiring_types", [draft.name(type_) for type_ in offered if type_.expires])
    started = table.started("title", "note")
    expires = f"ISNUMBER(MATCH(${table.letter('type')}#,{expiring},0))"
    table.wanted_in_firm_rows("title", "date")
    table.wanted_in_firm_rows("valid_until", when=expires)
    below = table.fixed + 1
    begun = table.started("id", "note", below)
    table.listed("type", "document_types", [draft.name(type_) for type_ in offered], begun, row=below)
    table.wanted("title", started)
    table.dated("date", started)
    table.dated("valid_until", f"{started},{expires.replace('#', '2')}", not_before="date")
    table.finish("D2", TABS["documents"], freeze="D2")


def _document_rows(draft: Draft) -> Iterable[Prepared]:
    """The rows asked for, in the vocabulary's order, with last year's documents of the type instead of a blank row; at
    the end last year's documents that nobody asks for any more, but whose type still exists."""
    types = draft.catalog.document_types
    needs = {need.type: need for need in draft.needs.documents()}
    carried: dict[str, list[Document]] = {}
    for document in draft.previous.documents:
        carried.setdefault(document.type, []).append(document)
    for id_, need in needs.items():
        help_ = _document_help(draft, types[id_], need)
        for document in carried.get(id_, ()):
            yield Prepared(_document_values(draft, types[id_], need.indicators, document), (3,), help_, need.firm)
        if id_ not in carried:
            blank = (None, draft.join(need.indicators), draft.name(types[id_]), *(None,) * 6)
            yield Prepared(blank, (3,), help_, need.firm)
    for id_, documents in carried.items():
        if id_ in types and id_ not in needs:
            for document in documents:
                values = _document_values(draft, types[id_], (), document)
                yield Prepared(values, (3,), _document_help(draft, types[id_]))


def _document_values(draft: Draft, type_: RowType, asked: tuple[str, ...], document: Document) -> tuple[object, ...]:
    known = [id_ for id_ in document.indicators if id_ in draft.catalog.indicators]
    return (
        document.id,
        draft.join(known or asked),
        draft.name(type_),
        document.title,
        document.number,
        document.date.value,
        document.valid_until.value,
        document.place,
        None,
    )


def _document_help(draft: Draft, type_: RowType, need: DocumentNeed | None = None) -> str:
    parts = [draft.text(type_, "help")]
    if type_.expires:
        parts.append(draft.say("must_expire"))
    if need and need.at_least > 1:
        parts.append(draft.say("at_least_documents", count=need.at_least))
    if need and need.advised:
        parts.append(draft.say("advised"))
    elif need and need.instead:
        names = [f"“{draft.name(draft.catalog.document_types[other])}”" for other in need.instead]
        parts.append(draft.say("one_of_types", types=draft.join(names)))
    elif need and not need.firm:
        parts.append(draft.say("if_it_applies"))
    return draft.sentences(*parts)


# ── 活动记录, 事项台账 ──


def write_events(draft: Draft) -> None:
    """Add the sheet 活动记录, all blank: the year's activities belong to the year."""
    styles = {"date": "in_date", "grade": "in_short", "expected": "in_count", "attended": "in_count"}
    table = RowSheet(draft, EVENTS, (14, 28, 44, 18, 10, 10, 26), styles)
    table.write((), BLANK_ROWS["events"])
    started = table.started("date", "note")
    types = [type_ for type_ in draft.catalog.event_types.values() if draft.needs.apply(type_.when)]
    table.dated("date", started)
    table.listed("type", "event_types", [draft.name(type_) for type_ in types], started)
    table.listed("grade", "groups", (*draft.needs.grades, "全校"), strict=False)
    table.counted("expected")
    table.counted("attended", limit="expected")
    table.finish("A2", TABS["events"])


def write_cases(draft: Draft) -> None:
    """Add the sheet 事项台账, all blank: the year's cases belong to the year."""
    styles = {"id": "in_short", "date": "in_date", "closed": "in_date"}
    table = RowSheet(draft, CASES, (10, 13, 24, 40, 40, 13, 26), styles)
    table.write((), BLANK_ROWS["cases"])
    started = table.started("date", "conclusion")
    types = [type_ for type_ in draft.catalog.case_types.values() if draft.needs.apply(type_.when)]
    table.dated("date", started)
    table.listed("type", "case_types", [draft.name(type_) for type_ in types], started)
    table.wanted("handled", started)
    table.dated("closed", started, not_before="date")
    table.finish("B2", TABS["cases"])


# ── 班级, 课程 ──


def write_classes(draft: Draft) -> None:
    """Add the sheet 班级 with last year's classes and blank rows."""
    styles = {"stage": "in_short", "grade": "in_short", "name": "in_short", "students": "in_count"}
    table = RowSheet(draft, CLASSES, (12, 14, 18, 14, 36), styles)
    carried = [Prepared((row.stage, row.grade, row.name, _known(row.students), None)) for row in draft.previous.classes]
    table.write(carried, max(BLANK_ROWS["classes"] - len(carried), SPARE))
    started = table.started("stage", "note")
    grades = draft.needs.grades
    stages = draft.needs.stages
    present = {stage_of(grade, stages) for grade in grades}
    table.listed("stage", "stages", [stage for stage in stages if stage in present])
    table.listed("grade", "grades", grades, started)
    table.counted("students", started)
    table.finish("A2", TABS["classes"], landscape=False)


def write_lessons(draft: Draft) -> None:
    """Add the sheet 课程: the subjects of every grade with last year's periods, its further lessons, and blank rows."""
    styles = {"grade": "in_short", "subject": "in_short", "periods": "in_number"}
    needs = draft.needs.lessons()
    table = RowSheet(draft, LESSONS, (14, 22, 14, 26, 44), styles, helped=True)
    rows = list(_lesson_rows(draft, needs))
    table.write(rows, BLANK_ROWS["lessons"])
    below = table.fixed + 1
    begun = table.started("grade", "note", below)
    subjects = dict.fromkeys(need.subject for need in needs)
    table.wanted_in_firm_rows("periods")
    table.listed("grade", "grades", draft.needs.grades, begun, row=below)
    table.listed("subject", "subjects", tuple(subjects), begun, strict=False, row=below)
    table.counted("periods", f"AND(ROW()>{table.fixed},{table.started('grade', 'note')})", whole=False)
    for row in range(2, table.fixed + 1):
        if table.sheet.cell(row, 1).value != table.sheet.cell(row - 1, 1).value:
            look.start_group(table.sheet, row, len(table.widths))
    table.finish("C2", TABS["lessons"], landscape=False)


def _lesson_rows(draft: Draft, needs: tuple[LessonNeed, ...]) -> Iterable[Prepared]:
    carried: dict[tuple[str, str], Lesson] = {}
    for lesson in draft.previous.lessons:
        if lesson.grade and lesson.subject and lesson.periods.value is not None:
            carried.setdefault((lesson.grade, lesson.subject), lesson)
    for need in needs:
        last_year = carried.pop((need.grade, need.subject), None)
        titles = draft.join(draft.name(draft.catalog.parameters[id_]) for id_ in need.parameters)
        help_ = "" if need.firm else draft.say("subject_of", titles=titles)
        values = (need.grade, need.subject, _known(last_year.periods) if last_year else None, None)
        yield Prepared(values, (1, 2), help_, need.firm)
    for (grade, subject), lesson in carried.items():
        yield Prepared((grade, subject, _known(lesson.periods), None))


def _known(entry: Entry) -> object:
    """An entry's value, or None for one that could not be read."""
    return None if entry.bad else entry.value
