"""An office as JSON values and back: for the results that a district sends instead of its own workbook. Every key is spelt out."""

from __future__ import annotations

from typing import Any

from schoolstd.district.json_values import figures_of, known_of, text_of, texts_of, whole_of
from schoolstd.district.offices import STATES, Office, Sum
from schoolstd.district.record_values import record_from, record_value


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
        text_of(value["catalog"]),
        text_of(value["digest"]),
        record_from(value),
        whole_of(value["below"]),
        figures_of(value["figures"]),
        tuple(map(_sum, value["sums"])),
        texts_of(value["others"]),
    )


def _sum(value: Any) -> Sum:
    figures = figures_of({key: value[key] for key in ("figure", "typed", "own")})
    return Sum(
        text_of(value["metric"]),
        figures["figure"],
        whole_of(value["given"]),
        texts_of(value["lacking"]),
        known_of(value["state"], STATES),
        figures["typed"],
        figures["own"],
    )
