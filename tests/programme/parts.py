"""Programmes, schools and assessments for the tests of this folder, in one line each."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from schoolstd.assessment.assess import assess
from schoolstd.catalog.model import Duty, Task
from schoolstd.checks.number import Number
from schoolstd.evidence.model import Claim
from schoolstd.location import Location
from schoolstd.programme.allocate import Candidate
from schoolstd.programme.eligibility import Eligibility, Obstacle
from schoolstd.programme.loader import load_programme, programme_path
from schoolstd.programme.register import School, Step
from tests import make

if TYPE_CHECKING:
    from schoolstd.programme.model import Programme

TOLD = Step("2018-09-03", "2018-09-20", 1)
"""Applied and recommended in the first window."""


@cache
def beijing() -> Programme:
    """The shipped programme."""
    return load_programme(programme_path("beijing-2018"))


def programme(**answers: str) -> Programme:
    """The shipped programme with other answers to its open questions."""
    questions = tuple(each._replace(default=answers.get(each.parameter, each.default)) for each in beijing().questions)
    return beijing()._replace(questions=questions)


def school(code: str = "01", district: str = "甲区", **fields: Any) -> School:
    """A school of the register; fields of its steps go there."""
    steps = {name: fields.pop(name) for name in Step._fields if name in fields}
    return School(code, f"学校{code}", district, TOLD._replace(**steps), **fields)


def candidate(code: str, target: str = "batch-1", eligible: bool | None = True, **fields: Any) -> Candidate:
    """A school that is eligible for the batch `target`; `eligible` None: no workbook."""
    obstacles = () if eligible else (Obstacle("gap", "N01"),)
    found = Eligibility("p", target, bool(eligible), obstacles, obstacles) if eligible is not None else None
    return Candidate(school(code, **fields), found)


def catalog(*duties: int, **fields: Any) -> Any:
    """A catalog of as many mandatory indicators a duty as are named, N01 on; N01 asks metric m01 to be at least 1."""
    numbers = iter(range(1, 100))
    indicators, tasks = [], {}
    for number, size in enumerate(duties, start=1):
        tasks[f"T{number:02}"] = Task(f"T{number:02}", f"D{number}", "任务", "Task")
        for _ in range(size):
            at = next(numbers)
            rule = Number(metric=f"m{at:02}", op=">=", bound="1")
            each = make.indicator(rule, id=f"N{at:02}", **fields)
            indicators.append(each._replace(task=f"T{number:02}"))
    found = make.catalog(indicators=indicators, metrics=[f"m{at:02}" for at in range(1, len(indicators) + 1)])
    return found._replace(
        duties={f"D{n}": Duty(f"D{n}", "职责", "Duty") for n in range(1, len(duties) + 1)}, tasks=tasks
    )


def assessed(known: Any, unmet: Any = (), *, claimed: str = "met", problems: Any = ()) -> Any:
    """The assessment of a school that meets all indicators but some, and has rated itself on all."""
    metrics = {f"m{id_[1:]}": 0 if id_ in unmet else 1 for id_ in known.indicators}
    found = make.evidence(metrics=metrics, problems=problems)
    claims = {id_: Claim(claimed, Location("自评", 2, 4)) for id_ in known.indicators} if claimed else {}
    return assess(found._replace(claims=claims), known, make.AS_OF)
