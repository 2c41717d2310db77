"""The schools of a summary under a programme: the same lists as `batch` makes of their workbooks. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.district.record import Noted
from schoolstd.district.summary import RegisterProblem, in_order
from schoolstd.programme.doubled import differences
from schoolstd.programme.honours import honour_on
from schoolstd.programme.outcome import mismatches, outcome
from schoolstd.programme.register import Register
from schoolstd.programme.standing import Standing

if TYPE_CHECKING:
    from schoolstd.district.record import InProgramme, Record
    from schoolstd.district.summary import Gathered
    from schoolstd.problem import Problem
    from schoolstd.programme.outcome import Outcome
    from schoolstd.programme.register import School
    from schoolstd.programme.standing import Rules


def outcome_of(found: Gathered, rules: Rules, as_of: str) -> Outcome:
    """The outcome of a programme on an ISO date over schools that were all judged on it; problems of the registers, and schools
    with several workbooks, are told beside it."""
    judged = [(record, record.programme) for record in found.records if record.programme]
    known = _registered(found)
    register = Register("、".join(found.registers), dict(sorted(known.items()))) if found.registers else None
    return outcome([_standing(record, own, rules, as_of) for record, own in judged], (), rules, register, as_of)


def _registered(found: Gathered) -> dict[str, School]:
    """The schools of the registers, as far as a summary knows them."""
    known = {own.school.code: own.school for each in found.records if (own := each.programme) and own.registered}
    return known | {school.code: school for school in found.unreported}


def problems_of(register: Register) -> tuple[RegisterProblem, ...]:
    """What is wrong with a register by itself, as a summary keeps it."""
    return in_order(_told(register.file, problem) for problem in register.problems)


def told_problems(found: Gathered, register: Register | None) -> tuple[RegisterProblem, ...]:
    """Everything to be told of registers: what is wrong with them, the workbooks that do not fit to them, and the codes under
    which there may be two schools. Without the register itself, what was judged under a programme says who is in it."""
    known = register.schools if register else _registered(found)
    judged = register or any(record.programme for record in found.records)
    forms = (
        [(each.file, each.facts.code, each.facts.name) for each in found.records] if found.registers and judged else []
    )
    beside = (*mismatches(forms, known), *differences(found.doubled))
    return (*found.problems, *(_told(each.values["file"], each) for each in beside))


def _told(file: str, problem: Problem) -> RegisterProblem:
    place = problem.location
    noted = Noted(problem.code, place.sheet if place else "", place.cell if place else "", dict(problem.values))
    return RegisterProblem(file, noted)


def _standing(record: Record, own: InProgramme, rules: Rules, as_of: str) -> Standing:
    return Standing(
        record.file,
        record.facts.name,
        own.school,
        own.registered,
        own.eligibility,
        honour_on(rules.programme, as_of),
        own.nomination,
    )
