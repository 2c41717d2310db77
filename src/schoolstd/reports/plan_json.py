"""A plan and its progress as JSON for machines. Every key is spelt out here, so that a renamed field breaks no promise."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from schoolstd import __version__
from schoolstd.plan import is_overdue, tasks
from schoolstd.reports.json_result import waivers
from schoolstd.reports.plan_page import counts_of
from schoolstd.reports.programme_page import problem_value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from schoolstd.assessment.model import Assessment
    from schoolstd.plan import Plan, PlanRow
    from schoolstd.problem import Problem
    from schoolstd.wording import Words

SCHEMA_VERSION = "1"


def render(plan: Plan, problems: Sequence[Problem], assessment: Assessment, words: Words) -> bytes:
    """One object: how many rows stand how, every row, and what is wrong with the plan."""
    head, profile = assessment.catalog.head, assessment.evidence.profile
    counts = counts_of(plan, assessment)
    school = {key: str(profile[key].value) if key in profile and profile[key].value else "" for key in ("code", "name")}
    result = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "schoolstd", "version": __version__},
        "catalog": {"id": head.id, "version": head.version, "digest": assessment.catalog.digest},
        "as_of": assessment.as_of.isoformat() if assessment.as_of else None,
        "school": school,
        "summary": {
            "rows": counts["rows"],
            "open": counts["open"],
            "open_mandatory": counts["open_mandatory"],
            "overdue": counts["overdue"],
            "new": counts["new"],
            "closed": counts["closed"],
            "waived": counts["waived"],
            "lapsed": counts["lapsed"],
            "own": counts["own"],
        },
        "rows": [_row(row, plan, assessment.as_of) for row in tasks(plan)],
        "problems": [problem_value(problem, words) for problem in problems],
        "waivers": waivers(assessment),
    }
    return (json.dumps(result, ensure_ascii=False, indent=2) + "\n").encode()


def _row(row: PlanRow, plan: Plan, today: date | None) -> dict[str, Any]:
    texts = row.texts
    return {
        "indicator": row.id or None,
        "title": texts.get("title", ""),
        "mandatory": row.mandatory,
        "verdict": texts.get("verdict", ""),
        "state": str(row.state),
        "overdue": is_overdue(row, today),
        "new": not row.was,
        "lacking": texts.get("lacking", "").splitlines(),
        "measure": texts.get("measure", ""),
        "owner": texts.get("owner", ""),
        "due": texts.get("due", ""),
        "due_date": row.due.isoformat() if row.due else None,
        "needed": texts.get("needed", "").splitlines(),
        "source": texts.get("source", "").splitlines(),
        "closed_on": texts.get("closed_on", "") or None,
        "note": texts.get("note", ""),
        "own_columns": [
            {"column": column, "value": _plain(held.value)}
            for column, held in zip(plan.columns, row.extra, strict=False)
            if held.value is not None
        ],
    }


def _plain(value: object) -> object:
    return value if isinstance(value, (bool, int, float, str)) else str(value)
