"""What the register of a programme says of a school: its way through the steps, its honours, its reviews. Values only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from schoolstd.problem import Problem


class Step(NamedTuple):
    """A school's way through the steps, as ISO dates; an empty one is a step not taken.

    `order` is the district's order of recommendation, `batch` the batch it was recognised in, `failed` the day on which
    recognition was refused and `rectified` the day its rectification was closed; `veto` the day on which a veto matter
    was verified, and `veto_closed` the day it was settled. `unread` names the columns of the school's row, of every kind,
    whose cell holds what cannot be read: what it says may stand against the school.
    """

    applied: str = ""
    recommended: str = ""
    order: int | None = None
    recognised: str = ""
    batch: str = ""
    failed: str = ""
    rectified: str = ""
    veto: str = ""
    veto_closed: str = ""
    unread: tuple[str, ...] = ()

    def recognised_on(self, day: str) -> bool:
        """Whether recognition had been given by a day."""
        return bool(self.recognised) and self.recognised <= day

    def veto_open_on(self, day: str) -> bool:
        """Whether a veto matter had been verified by a day and not been settled."""
        return bool(self.veto) and self.veto <= day and not self.veto <= self.veto_closed <= day


class ReviewRecord(NamedTuple):
    """What has happened since recognition: a trigger, a review with its result (`passed`, `rectify`, `failed`), and when
    its rectification was accepted. `grade` says which term holds: `veto` or `mandatory`. `self_checked` is when the school
    last checked itself."""

    trigger: str = ""
    triggered: str = ""
    reviewed: str = ""
    result: str = ""
    grade: str = ""
    accepted: str = ""
    self_checked: str = ""


class School(NamedTuple):
    """A row of the register. `joined` and `closed` are when the school began and ceased to be; `honour` is the round of
    model schools it was chosen in, `listed` whether it is on the list that a programme shows beside them."""

    code: str
    name: str
    district: str
    step: Step = Step()
    joined: str = ""
    closed: str = ""
    listed: bool = False
    honour: str = ""
    honoured: str = ""
    review: ReviewRecord = ReviewRecord()


class Register(NamedTuple):
    """A register with everything that is wrong with it; schools by their code, in the order of the file. `rows` says whose
    each row of the sheet is, by its code."""

    file: str
    schools: dict[str, School]
    problems: tuple[Problem, ...] = ()
    rows: dict[int, str] = {}
