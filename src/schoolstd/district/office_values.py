"""An office as JSON values and back: for the results that a district sends instead of its own workbook. Every key is spelt out."""

from __future__ import annotations

from typing import Any

from schoolstd.district.offices import STATES, Office, Sum
from schoolstd.district.record_values import figures_from, record_from, record_value


def office_value(office: Office) -> dict[str, Any]:
    """A district's or the city's own workbook, judged, as JSON values; without what its texts say."""
    return {
        "catalog": office.catalog,
        "digest": office.digest,
        **record_value(office.record),
        "below": office.below,
        "figures": office.figures,
        "sums": [
            {
                "metric": each.metric,
                "figure": each.figure,
                "given": each.given,
                "lacking": list(each.lacking),
                "state": each.state,
                "typed": each.typed,
                "own": each.own,
            }
            for each in office.sums
        ],
        "others": list(office.others),
    }


def office_from(value: Any) -> Office:
    """The office that `office_value` made values of. Raises one of DAMAGED for anything else."""
    return Office(
        _text(value["catalog"]),
        _text(value["digest"]),
        record_from(value),
        int(value["below"]),
        figures_from(value["figures"]),
        tuple(map(_sum, value["sums"])),
        tuple(map(_text, value["others"])),
    )


def _sum(value: Any) -> Sum:
    figures = figures_from({key: value[key] for key in ("figure", "typed", "own")})
    if value["state"] not in STATES:
        raise ValueError("no such state")
    return Sum(
        _text(value["metric"]),
        figures["figure"],
        int(value["given"]),
        tuple(map(_text, value["lacking"])),
        value["state"],
        figures["typed"],
        figures["own"],
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is wanted")
    return value
