"""A record as JSON values and back: for the cache of results, and for results that a district sends instead of workbooks.

Every key is spelt out here. What quotes a workbook (texts, values of problems) is only written when `private` is asked for.
"""

from __future__ import annotations

import re
from typing import Any

from schoolstd.district.record import Facts, InProgramme, Noted, Record
from schoolstd.district.texts import Text
from schoolstd.problem import CODES
from schoolstd.programme.eligibility import Eligibility, Obstacle
from schoolstd.programme.register import ReviewRecord, School, Step

DAMAGED = (ValueError, TypeError, KeyError, AttributeError, IndexError)
"""What `record_from` and those like it raise for values that are none."""
_NUMBER = re.compile(r"(-?\d{1,30}(\.\d{1,30})?)?")


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
        _text(value["file"]),
        Facts(**{key: _text(value["school"][key]) for key in Facts._fields}),
        _text(value["as_of"]),
        _text(value["filled_on"]),
        _text(value["verdicts"]),
        _text(value["agreements"]),
        {_text(key): _text(outcome) for key, outcome in value["open"].items()},
        tuple(map(_text, value["weak"])),
        tuple(map(_text, value["waived"])),
        tuple(_noted(each) for each in value["problems"]),
        (int(value["progress"]["filled"]), int(value["progress"]["wanted"])),
        _programme_from(programme) if programme is not None else None,
        tuple(Text(*map(_text, each)) for each in value.get("texts", ())),
        figures_from(value.get("given", {})),
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
    texts = {key: _text(value[key]) for key in School._fields if key not in ("step", "listed", "review")}
    order = value["step"]["order"]
    step = {key: _text(value["step"][key]) for key in Step._fields if key not in ("order", "unread")}
    review = {key: _text(value["review"][key]) for key in ReviewRecord._fields}
    return School(
        **texts,
        step=Step(
            **step,
            order=None if order is None else int(order),
            unread=tuple(map(_text, value["step"]["unread"])),
        ),
        listed=value["listed"] is True,
        review=ReviewRecord(**review),
    )


def figures_from(value: Any) -> dict[str, str]:
    """Numbers by metric, an empty text for none. Raises one of DAMAGED for anything else."""
    found = {_text(key): _text(figure) for key, figure in value.items()}
    if not all(map(_NUMBER.fullmatch, found.values())):
        raise ValueError("a number is wanted")
    return found


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
            _text(own["programme"]),
            _text(own["batch"]),
            own["eligible"] is True,
            _obstacles(own["obstacles"]),
            _obstacles(own["route"]),
            tuple(map(_text, own["waived"])),
        ),
        None if nomination is None else _obstacles(nomination),
    )


def _obstacle_values(obstacles: tuple[Obstacle, ...]) -> list[dict[str, Any]]:
    return [each._asdict() for each in obstacles]


def _obstacles(values: Any) -> tuple[Obstacle, ...]:
    return tuple(
        Obstacle(
            _text(each["code"]),
            _text(each["subject"]),
            int(each["lacking"]),
            tuple(map(_text, each.get("items", ()))),  # a result of an earlier version says only how many
        )
        for each in values
    )


def _noted(value: Any) -> Noted:
    if value["code"] not in CODES:
        raise ValueError("no such problem")
    values = {_text(key): _text(each) for key, each in value.get("values", {}).items()}
    return Noted(value["code"], _text(value["sheet"]), _text(value["cell"]), values)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is wanted")
    return value
