"""A record as JSON values and back: for the cache of results, and for results that a district sends instead of workbooks.

Every key is spelt out here. What quotes a workbook (texts, values of problems) is only written when `private` is asked for.
"""

from __future__ import annotations

from typing import Any

from schoolstd.district.json_values import (
    cell_of,
    day_of,
    figures_of,
    known_of,
    letters_of,
    text_of,
    texts_of,
    whole_of,
)
from schoolstd.district.record import AGREEMENTS, OPEN, VERDICTS, Facts, InProgramme, Noted, Record
from schoolstd.district.texts import Text
from schoolstd.problem import CODES
from schoolstd.programme.eligibility import Eligibility, Obstacle
from schoolstd.programme.register import ReviewRecord, School, Step
from schoolstd.wording.programme import SENTENCES

DAMAGED = (ValueError, TypeError, KeyError, AttributeError, IndexError, ArithmeticError)
"""What `record_from` and those like it raise for values that are none."""
_CLAIMS, _OUTCOMES = frozenset(AGREEMENTS.values()), frozenset(OPEN.values())
_OBSTACLES = frozenset(key.removeprefix("obstacle_") for key in SENTENCES if key.startswith("obstacle_"))
_DAYS = ("joined", "closed", "honoured")
_REVIEW_DAYS = ("triggered", "reviewed", "accepted", "self_checked")


def record_value(record: Record, private: bool = False) -> dict[str, Any]:
    """A record as JSON values."""
    return {
        "file": record.file,
        "school": record.facts._asdict(),
        "as_of": record.as_of,
        "filled_on": record.filled_on,
        "verdicts": record.verdicts,
        "agreements": record.agreements,
        "open": record.open,
        "weak": list(record.weak),
        "waived": list(record.waived),
        "problems": [
            {"code": each.code, "sheet": each.sheet, "cell": each.cell, **({"values": each.values} if private else {})}
            for each in record.problems
        ],
        "progress": {"filled": record.progress[0], "wanted": record.progress[1]},
        "programme": _programme_value(record.programme) if record.programme else None,
        "given": record.given,
        **({"texts": [list(each) for each in record.texts]} if private else {}),
    }


def record_from(value: Any) -> Record:
    """The record that `record_value` made values of. Raises one of DAMAGED for anything else."""
    programme = value["programme"]
    record = Record(
        text_of(value["file"]),
        Facts(**{key: text_of(value["school"][key]) for key in Facts._fields}),
        day_of(value["as_of"]),
        text_of(value["filled_on"]),
        letters_of(value["verdicts"], VERDICTS),
        letters_of(value["agreements"], _CLAIMS),
        {key: known_of(outcome, _OUTCOMES) for key, outcome in value["open"].items()},
        texts_of(value["weak"]),
        texts_of(value["waived"]),
        tuple(_noted(each) for each in value["problems"]),
        (whole_of(value["progress"]["filled"]), whole_of(value["progress"]["wanted"])),
        _programme_from(programme) if programme is not None else None,
        tuple(Text(*map(text_of, each)) for each in value.get("texts", ())),
        figures_of(value.get("given", {})),
    )
    if len(record.verdicts) != len(record.agreements):
        raise ValueError("a verdict and a claim for every indicator")
    return record


def school_value(school: School) -> dict[str, Any]:
    """A row of a register as JSON values."""
    return {
        **school._asdict(),
        "step": {**school.step._asdict(), "unread": list(school.step.unread)},
        "review": school.review._asdict(),
    }


def school_from(value: Any) -> School:
    """The row that `school_value` made values of. Raises one of DAMAGED for anything else."""
    apart = ("step", "listed", "review")
    texts = {key: _dated(key in _DAYS, value[key]) for key in School._fields if key not in apart}
    order = value["step"]["order"]
    step = {key: _dated(key != "batch", value["step"][key]) for key in Step._fields if key not in ("order", "unread")}
    review = {key: _dated(key in _REVIEW_DAYS, value["review"][key]) for key in ReviewRecord._fields}
    return School(
        **texts,
        step=Step(
            **step,
            order=None if order is None else whole_of(order),
            unread=texts_of(value["step"]["unread"]),
        ),
        listed=value["listed"] is True,
        review=ReviewRecord(**review),
    )


def _dated(is_day: bool, value: Any) -> str:
    return day_of(value) if is_day else text_of(value)


def _programme_value(found: InProgramme) -> dict[str, Any]:
    own = found.eligibility
    return {
        "school": school_value(found.school),
        "registered": found.registered,
        "eligibility": {
            "programme": own.programme,
            "batch": own.batch,
            "eligible": own.eligible,
            "obstacles": _obstacle_values(own.obstacles),
            "route": _obstacle_values(own.route),
            "waived": list(own.waived),
        },
        "nomination": None if found.nomination is None else _obstacle_values(found.nomination),
    }


def _programme_from(value: Any) -> InProgramme:
    own, nomination = value["eligibility"], value["nomination"]
    return InProgramme(
        school_from(value["school"]),
        value["registered"] is True,
        Eligibility(
            text_of(own["programme"]),
            text_of(own["batch"]),
            own["eligible"] is True,
            _obstacles(own["obstacles"]),
            _obstacles(own["route"]),
            texts_of(own["waived"]),
        ),
        None if nomination is None else _obstacles(nomination),
    )


def _obstacle_values(obstacles: tuple[Obstacle, ...]) -> list[dict[str, Any]]:
    return [each._asdict() for each in obstacles]


def _obstacles(values: Any) -> tuple[Obstacle, ...]:
    return tuple(
        Obstacle(
            known_of(each["code"], _OBSTACLES),
            text_of(each["subject"]),
            whole_of(each["lacking"]),
            tuple(map(text_of, each.get("items", ()))),  # a result of an earlier version says only how many
        )
        for each in values
    )


def _noted(value: Any) -> Noted:
    values = {key: text_of(each) for key, each in value.get("values", {}).items()}
    return Noted(known_of(value["code"], CODES), text_of(value["sheet"]), cell_of(value["cell"]), values)
