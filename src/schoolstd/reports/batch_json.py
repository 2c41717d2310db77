"""The outcome of a programme as JSON for machines. Every key is spelt out here, so that a renamed field breaks no promise."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from schoolstd import __version__
from schoolstd.reports import batch_page
from schoolstd.reports.json_result import waiver_value
from schoolstd.reports.programme_page import obstacle_values, problem_value, review_value
from schoolstd.reports.register_problems import doubled_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schoolstd.programme.allocate import BatchResult, Candidate, Placement
    from schoolstd.programme.honours import Nominee
    from schoolstd.programme.outcome import Outcome
    from schoolstd.programme.register import School
    from schoolstd.wording import Words
    from schoolstd.wording.programme import ProgrammeWords

SCHEMA_VERSION = "1.0"


def render(outcome: Outcome, words: Words, own: ProgrammeWords) -> str:
    """The lists of `schoolstd batch`; see `batch.schema.json` beside this module."""
    found, programme = outcome.allocation, outcome.programme
    value = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "schoolstd", "version": __version__},
        "programme": {"id": programme.id, "version": programme.version},
        "catalogs": [
            {"id": each.head.id, "version": each.head.version, "digest": each.digest} for each in outcome.catalogs
        ],
        "as_of": outcome.as_of,
        "register": outcome.register or None,
        "parameters": {each.parameter: each.default for each in programme.questions if each.default},
        "total": found.total,
        "present": found.present,
        "seats": found.seats,
        "batches": [_batch(each, own) for each in found.batches],
        "waiting": [_placement(each, own) for each in found.waiting],
        "ineligible": [_candidate(each, own) for each in found.ineligible],
        "unreported": [_school(each.school) for each in found.unreported],
        "late": [{**_school(each.school), "joined": each.school.joined} for each in found.late],
        "gone": [{**_school(each.school), "closed": each.school.closed} for each in found.gone],
        "honour": _round(outcome, own),
        "reviews": [{**_school(each.school), **(review_value(each.state) or {})} for each in outcome.reviews],
        "waivers": [
            {"school": each.waiver.school, **waiver_value(each.waiver, each.state)} for each in outcome.waivers
        ],
        "problems": [problem_value(each, words) for each in outcome.problems],
        "doubled": list(map(doubled_value, outcome.doubled)),
        "failures": [
            {"file": each.file, "code": each.code, "message": words.input_error(each)} for each in outcome.failures
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _school(school: School) -> dict[str, Any]:
    return {"code": school.code, "name": school.name, "district": school.district}


def _batch(result: BatchResult, own: ProgrammeWords) -> dict[str, Any]:
    return {
        "id": result.batch.id,
        "planned": result.planned,
        "open": result.open,
        "taken": result.counted,
        "short": batch_page.short(result),
        "over": result.over,
        "placed": [_placement(each, own) for each in result.placed],
        "reference": result.reference,
    }


def _placement(placement: Placement, own: ProgrammeWords) -> dict[str, Any]:
    step = placement.candidate.school.step
    return {
        **_school(placement.candidate.school),
        "reason": placement.reason,
        "message": batch_page.reason(placement, own),
        "waived": list(placement.candidate.eligibility.waived) if placement.candidate.eligibility else [],
        "rank": placement.rank or None,
        "order": step.order,
        "applied": step.applied or None,
        "recommended": step.recommended or None,
        "recognised": step.recognised or None,
    }


def _candidate(candidate: Candidate, own: ProgrammeWords) -> dict[str, Any]:
    found = candidate.eligibility
    return {
        **_school(candidate.school),
        "batch": (found.batch or None) if found else None,
        "waived": list(found.waived) if found else [],
        "reasons": obstacle_values(found.obstacles, own) if found else [],
        "route": obstacle_values(found.route, own) if found else [],
    }


def _round(outcome: Outcome, own: ProgrammeWords) -> dict[str, Any] | None:
    found = outcome.round
    if found is None:
        return None
    return {
        "id": found.honour.id,
        "eligible": _nominees(found.chosen, own),
        "over": _nominees(found.over, own),
        "others": _nominees(found.others, own),
    }


def _nominees(nominees: Sequence[Nominee], own: ProgrammeWords) -> list[dict[str, Any]]:
    return [
        {
            **_school(each.school),
            "listed": each.school.listed,
            "reported": each.obstacles is not None,
            "reasons": obstacle_values(each.obstacles or (), own),
        }
        for each in nominees
    ]
