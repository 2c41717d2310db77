"""The schools of a summary under a programme: the same lists as `batch` makes of their workbooks. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.programme.honours import honour_on
from schoolstd.programme.outcome import outcome
from schoolstd.programme.register import Register
from schoolstd.programme.standing import Standing

if TYPE_CHECKING:
    from schoolstd.district.record import InProgramme, Record
    from schoolstd.district.summary import Gathered
    from schoolstd.problem import Problem
    from schoolstd.programme.outcome import Outcome
    from schoolstd.programme.standing import Rules


def outcome_of(found: Gathered, rules: Rules, as_of: str, problems: tuple[Problem, ...] = ()) -> Outcome:
    """The outcome of a programme on an ISO date over schools that were all judged on it; `problems` are those of the
    registers."""
    judged = [(record, record.programme) for record in found.records if record.programme]
    known = {own.school.code: own.school for _, own in judged if own.registered}
    known |= {school.code: school for school in found.unreported}
    register = Register("、".join(found.registers), dict(sorted(known.items())), problems) if found.registers else None
    return outcome([_standing(record, own, rules, as_of) for record, own in judged], (), rules, register, as_of)


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
