"""A summary as JSON: what a district sends to the city instead of workbooks. Every key is spelt out.

No text of a workbook is in it, no name of a person: verdicts, counts, places and codes, and of the cells only the figures that
a district sums over its schools. `gathered_from` reads it back for merging.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from schoolstd import __version__
from schoolstd.assessment.model import COUNTED
from schoolstd.catalog.model import Waiver
from schoolstd.district.json_values import cell_of, day_of, known_of, text_of, texts_of, whole_of
from schoolstd.district.likeness import Holder, Likeness
from schoolstd.district.office_values import office_from, office_value
from schoolstd.district.record import Noted
from schoolstd.district.record_values import DAMAGED, record_from, record_value, school_from, school_value
from schoolstd.district.summary import Failure, Gathered, RegisterProblem, in_order
from schoolstd.district.texts import COMPARED, REGISTER
from schoolstd.district.waivers import WORTH
from schoolstd.errors import InputError
from schoolstd.jsonfile import parse_json
from schoolstd.location import parse_cell
from schoolstd.problem import CODES
from schoolstd.programme.doubled import Doubled
from schoolstd.programme.outcome import ToldWaiver
from schoolstd.reports.json_result import waiver_value
from schoolstd.reports.register_problems import doubled_value, told_values
from schoolstd.reports.visits import visit_values
from schoolstd.wording import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schoolstd.catalog.model import Catalog
    from schoolstd.district.summary import Counts, Summary
    from schoolstd.district.visits import Plan
    from schoolstd.programme.model import Programme

SCHEMA_VERSION = "1.0"
FOLLOW = ("register_unknown", "register_name_differs", "same_code_differs")
"""Problems that follow from the records and are found again when results are put together."""
KIND = "district_summary"
BEGINNING = 500
"""Bytes in which a result says what it is, so that one of which the rest is lost is known as one."""


def render(
    summary: Summary,
    programme: Programme | None = None,
    visits: Plan | None = None,
    levels: Sequence[Catalog] = (),
    problems: Sequence[RegisterProblem] = (),
) -> str:
    """The JSON of a summary; see `district.schema.json` beside this module."""
    found, head = summary.gathered, summary.catalog.head
    value = {
        "schema_version": SCHEMA_VERSION,
        "kind": KIND,
        "tool": {"name": "schoolstd", "version": __version__},
        "catalog": {"id": head.id, "version": head.version, "digest": summary.catalog.digest},
        "programme": {"id": programme.id, "version": programme.version} if programme else None,
        "as_of": summary.as_of or None,
        "summary": {
            "schools": len(found.records),
            "failures": len(found.failures),
            "unreported": len(found.unreported),
            "total": _counts(summary.total),
            "by_duty": {duty: _counts(counts) for duty, counts in summary.duties.items()},
            **{f"by_{key}": {name: _counts(c) for name, c in groups.items()} for key, groups in summary.groups.items()},
        },
        "indicators": [
            {
                "id": each.id,
                **_counts(each.counts),
                "overclaims": each.overclaims,
                "short": [record.facts.code for record in each.short],
            }
            for each in summary.shared
        ],
        "order": list(summary.catalog.indicators),
        "schools": [record_value(record) for record in found.records],
        "failures": [{"file": each.file, "code": each.code, "values": each.values} for each in found.failures],
        "doubled": list(map(doubled_value, found.doubled)),
        "unreported": [school_value(school) for school in found.unreported],
        "alike": [
            {
                "subject": each.subject,
                "percent": each.percent,
                "schools": [holder._asdict() for holder in each.holders],
            }
            for each in found.likenesses
        ],
        "registers": list(found.registers),
        "register_problems": told_values(problems),
        "levels": [{"id": e.head.id, "version": e.head.version, "digest": e.digest} for e in levels],
        "offices": [office_value(office) for office in found.offices],
        "waivers": [
            {"school": each.waiver.school, "name": each.name, **waiver_value(each.waiver, each.state)}
            for each in found.waivers
        ],
        "visits": visit_values(visits) if visits else None,
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def gathered_from(content: bytes, file: str) -> tuple[dict[str, Any], Gathered]:
    """The head of a result (its catalog, programme and day as JSON values) and what it gathered.

    Raises InputError when the content is no summary of this version.
    """
    try:
        value = parse_json(content)
    except ValueError:
        begun = f'"kind": "{KIND}"'.encode() in content[:BEGINNING]
        raise InputError(file, "damaged_summary" if begun else "not_a_summary") from None
    if not isinstance(value, dict) or value.get("kind") != KIND:
        raise InputError(file, "not_a_summary")
    if value.get("schema_version") != SCHEMA_VERSION:
        raise InputError(file, "summary_version", {"found": str(value.get("schema_version"))[:20]})
    try:
        records = tuple(record_from(each) for each in value["schools"])
        if any(len(record.verdicts) != len(value["order"]) for record in records):
            raise ValueError("a verdict for every indicator")
        found = Gathered(
            records,
            tuple(map(_failure, value["failures"])),
            tuple(map(_doubled, value["doubled"])),
            tuple(school_from(each) for each in value["unreported"]),
            tuple(map(_likeness, value["alike"])),
            texts_of(value["registers"]),
            tuple(map(office_from, value.get("offices", ()))),
            tuple(map(_told, value.get("waivers", ()))),  # a result of an earlier version has none
            in_order(map(_problem, (e for e in value.get("register_problems", ()) if e["code"] not in FOLLOW))),
        )
        return _head(value), found
    except DAMAGED:
        raise InputError(file, "damaged_summary") from None


def _head(value: dict[str, Any]) -> dict[str, Any]:
    """What the schools were judged by."""
    programme, as_of = value["programme"], value["as_of"]
    return {
        "catalog": _mark(value["catalog"], "id", "version", "digest"),
        "programme": None if programme is None else _mark(programme, "id", "version"),
        "as_of": None if as_of is None else day_of(as_of),
        "order": list(texts_of(value["order"])),
        "levels": [_mark(each, "id", "version", "digest") for each in value.get("levels", ())],
    }


def _mark(value: dict[str, Any], *keys: str) -> dict[str, str]:
    """The id of data that came with the program, never a path, with its version."""
    found = {key: text_of(value[key]) for key in keys}
    if not found["id"] or set(found["id"]) & set("/\\:\0"):
        raise ValueError("an id is wanted")
    return found


def _failure(value: dict[str, Any]) -> Failure:
    """A file that could not be used, for a reason that can be told here."""
    found = Failure(
        text_of(value["file"]), text_of(value["code"]), {key: text_of(each) for key, each in value["values"].items()}
    )
    Words("zh").input_error(InputError(*found))
    return found


def _likeness(value: dict[str, Any]) -> Likeness:
    subject = text_of(value["subject"])
    if subject != REGISTER:
        known_of(subject.rpartition(".")[2], COMPARED)
    if not value["schools"]:
        raise ValueError("schools are wanted")
    holders = [{key: text_of(holder[key]) for key in Holder._fields} for holder in value["schools"]]
    for holder in holders:
        cell_of(holder["cell"])
    return Likeness(subject, whole_of(value["percent"]), tuple(Holder(**holder) for holder in holders))


def _doubled(value: dict[str, Any]) -> Doubled:
    """Schools with several workbooks; a result of an earlier version says only which."""
    same_day, called = value.get("same_day", []), value.get("called", [])
    return Doubled(
        text_of(value["code"]),
        text_of(value["used"]),
        texts_of(value["others"]),
        texts_of(same_day),
        tuple((text_of(each["name"]), text_of(each["district"])) for each in called),
    )


def _problem(value: dict[str, Any]) -> RegisterProblem:
    if value["code"] not in CODES:
        raise ValueError("no such problem")
    cell = text_of(value["cell"])
    if cell:
        parse_cell(cell)
    return RegisterProblem(text_of(value["file"]), Noted(value["code"], text_of(value["sheet"]), cell))


def _told(value: dict[str, Any]) -> ToldWaiver:
    texts = [text_of(value[key]) for key in ("indicator", "school", "reason", "approver")]
    days = [day_of(value[key]) for key in ("from", "until")]
    return ToldWaiver(Waiver(*texts, *days), text_of(value["name"]), known_of(value["state"], WORTH))


def _counts(counts: Counts) -> dict[str, int]:
    return {"schools": counts.schools, **{key: getattr(counts, key) for key in COUNTED}}
