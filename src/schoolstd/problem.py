"""Something wrong with a workbook itself: a code, how grave it is, the cell, and the values for its sentence."""

from __future__ import annotations

from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schoolstd.location import Location


class Severity(StrEnum):
    """`error` stops a school from being recognised; `warning` wants a look; `info` only tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Problem(NamedTuple):
    """One finding about the data. `values` go into the sentence that `wording` holds under `code`."""

    code: str
    location: Location | None
    values: Mapping[str, str] = {}

    @property
    def severity(self) -> Severity:
        """How grave the code is; an unknown code raises KeyError, so that a misspelt one cannot go unnoticed."""
        return CODES[self.code]


MAX_PROBLEMS = 2_000
"""Of one workbook: whoever has more begins with these."""


def first_of(problems: Iterable[Problem]) -> list[Problem]:
    """Problems up to MAX_PROBLEMS, and one more that says that there are others; what comes after is not even looked for."""
    found = list(islice(problems, MAX_PROBLEMS + 1))
    if len(found) > MAX_PROBLEMS:
        found[MAX_PROBLEMS:] = [Problem("problems_more", None, {"limit": str(MAX_PROBLEMS)})]
    return found


CODES: dict[str, Severity] = {
    # what stands in a cell
    "bad_number": Severity.ERROR,
    "bad_count": Severity.ERROR,
    "bad_share": Severity.ERROR,
    "ambiguous_share": Severity.ERROR,
    "bad_date": Severity.ERROR,
    "ambiguous_date": Severity.ERROR,
    "bad_yes_no": Severity.ERROR,
    "bad_choice": Severity.ERROR,
    "out_of_range": Severity.ERROR,
    "formula_without_value": Severity.ERROR,
    "error_cell": Severity.ERROR,
    "text_too_long": Severity.WARNING,
    # rows and ids
    "unknown_metric": Severity.ERROR,
    "duplicate_metric": Severity.ERROR,
    "unknown_field": Severity.ERROR,
    "duplicate_field": Severity.ERROR,
    "unknown_indicator": Severity.ERROR,
    "duplicate_indicator": Severity.ERROR,
    "bad_claim": Severity.ERROR,
    "unknown_type": Severity.ERROR,
    "type_missing": Severity.ERROR,
    "date_missing": Severity.ERROR,
    "title_missing": Severity.WARNING,
    "unknown_grade": Severity.ERROR,
    "unknown_stage": Severity.ERROR,
    "grades_unclear": Severity.WARNING,
    "cell_missing": Severity.ERROR,
    "row_without_id": Severity.ERROR,
    # sheets
    "sheet_missing": Severity.ERROR,
    "sheet_duplicate": Severity.ERROR,
    "header_missing": Severity.ERROR,
    "column_missing": Severity.ERROR,
    "column_duplicate": Severity.ERROR,
    "content_dropped": Severity.ERROR,
    "score_column": Severity.ERROR,
    # the workbook as a whole
    "as_of_missing": Severity.WARNING,
    "field_blank": Severity.WARNING,
    "catalog_unnamed": Severity.WARNING,
    "catalog_version_differs": Severity.WARNING,
    "problems_more": Severity.ERROR,
    # consistency between answers
    "sum_differs": Severity.ERROR,
    "count_differs": Severity.ERROR,
    "part_exceeds_whole": Severity.ERROR,
    "contradicts_profile": Severity.ERROR,
    "claim_contradicts": Severity.WARNING,
    "date_in_future": Severity.ERROR,
    "date_outside_period": Severity.WARNING,
    "closed_before_opened": Severity.ERROR,
    "expires_before_date": Severity.ERROR,
    "attended_exceeds_expected": Severity.WARNING,
    "cites_unknown_indicator": Severity.ERROR,
    "document_overused": Severity.WARNING,
    "personal_name": Severity.WARNING,
    # the figures of a district or a city against the workbooks below
    "rollup_differs": Severity.ERROR,
    "rollup_incomplete": Severity.WARNING,
    "rollup_own_blank": Severity.WARNING,
    "rollup_number_differs": Severity.WARNING,
    "rollup_doubled": Severity.WARNING,
    "rollup_doubled_tied": Severity.WARNING,
    # in an improvement plan
    "plan_owner_missing": Severity.ERROR,
    "plan_due_missing": Severity.ERROR,
    "plan_due_unclear": Severity.ERROR,
    "plan_due_late": Severity.WARNING,
    "plan_measure_missing": Severity.ERROR,
    "plan_unknown_indicator": Severity.WARNING,
    "plan_formula_kept": Severity.WARNING,
    # a bureau's register
    "duplicate_school": Severity.ERROR,
    "batch_differs": Severity.ERROR,
    "batch_outside": Severity.ERROR,
    "register_bad_code": Severity.ERROR,
    "register_columns_absent": Severity.WARNING,
    "register_headings_unknown": Severity.INFO,
    "register_incomplete": Severity.ERROR,
    "register_nameless": Severity.ERROR,
    "register_not_a_school": Severity.WARNING,
    "register_unnamed": Severity.ERROR,
    "register_name_differs": Severity.WARNING,
    "register_order": Severity.WARNING,
    "register_unknown": Severity.ERROR,
    "same_code_differs": Severity.ERROR,
}
