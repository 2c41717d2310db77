"""What `check --schools` adds: the schools' workbooks of a district, read and summed into its figures."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schoolstd.assessment.model import Assessment
from schoolstd.assessment.rollup import roll_up, with_schools
from schoolstd.errors import InputError
from schoolstd.pipeline import assess_files, workbooks_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schoolstd.catalog.model import Catalog
    from schoolstd.cli.shelf import Shelf
    from schoolstd.evidence.model import Evidence


class Schools:
    """The workbooks in a folder, to be summed for every district that is checked with them.

    `failed` gathers those that could not be used: they are no part of any sum, and every sum then is incomplete.
    """

    def __init__(self, folder: str, apart: Sequence[str], shelf: Shelf, as_of: date | None) -> None:
        self.files = workbooks_in((folder,), apart)
        self.shelf = shelf
        self.as_of = as_of
        self.failed: list[InputError] = []

    def added(self, evidence: Evidence, catalog: Catalog) -> Evidence:
        """A district's evidence with its schools' figures, as of the day that the district is judged by.

        Raises InputError when the workbook is that of a school, which has no schools of its own.
        """
        below = self.shelf.schools_of(catalog)
        if below is None:
            raise InputError(evidence.file, "no_schools_of_its_own", {"title": catalog.head.title})
        typed = evidence.profile.get("as_of")
        day = self.as_of or (typed.value if typed and isinstance(typed.value, date) else None)
        done, self.failed = self._assessed(below, day)
        return with_schools(evidence, catalog, roll_up(catalog, done, [error.file for error in self.failed]))

    def _assessed(self, catalog: Catalog, day: date | None) -> tuple[list[Assessment], list[InputError]]:
        """The schools that could be read, by file; of two with one code neither counts, as no one knows which is right."""
        done: list[Assessment] = []
        failed: list[InputError] = []
        for result in assess_files(self.files, catalog, day):
            if isinstance(result, InputError):
                failed.append(result)
            else:
                done.append(result)
        codes = [_code(each) for each in done]
        kept = []
        for each, code in zip(done, codes, strict=True):
            if code and codes.count(code) > 1:
                other = next(o.evidence.file for o in done if o is not each and _code(o) == code)
                failed.append(InputError(each.evidence.file, "same_school", {"code": code, "other": other}))
            else:
                kept.append(each)
        return kept, failed


def _code(assessment: Assessment) -> str:
    entry = assessment.evidence.profile.get("code")
    return str(entry.value) if entry and entry.value is not None else ""
