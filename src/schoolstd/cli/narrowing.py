"""What `--select`, `--ignore` and `--baseline` leave of the results to be reported."""

from __future__ import annotations

import os
from difflib import get_close_matches
from typing import TYPE_CHECKING

from schoolstd.assessment.scope import selectable, selected
from schoolstd.errors import UsageError
from schoolstd.reports.baseline import against, read_baseline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schoolstd.assessment.model import Assessment


class Narrowing:
    """The selection and the baseline of a run. Raises InputError for a file that is no result."""

    def __init__(self, select: Iterable[str], ignore: Iterable[str], baseline: str) -> None:
        self.select = _ids(select)
        self.ignore = _ids(ignore)
        self.baseline = read_baseline(baseline, os.path.basename(baseline) or baseline) if baseline else None

    def applied(self, assessments: Sequence[Assessment]) -> list[Assessment]:
        """The assessments, each with what of it is reported. Raises UsageError for an id that no catalog of the run has."""
        known = {id_ for each in assessments for id_ in selectable(each.catalog)}
        for id_ in (*self.select, *self.ignore) if assessments else ():
            if id_ not in known:
                raise UsageError(
                    "unknown_selection", {"id": id_, "near": "".join(get_close_matches(id_, sorted(known), 1))}
                )
        if self.select or self.ignore:
            assessments = [selected(each, self.select, self.ignore) for each in assessments]
        if self.baseline:
            assessments = [against(each, self.baseline) for each in assessments]
        return list(assessments)


def _ids(given: Iterable[str]) -> tuple[str, ...]:
    """Ids, once each, from words in which commas may stand."""
    return tuple(
        dict.fromkeys(id_.strip() for word in given for id_ in word.replace("，", ",").split(",") if id_.strip())
    )
