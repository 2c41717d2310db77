"""The waivers file of one run, as every command takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.assessment.waivers import waived

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schoolstd.assessment.model import Assessment
    from schoolstd.assessment.waivers import AppliedWaiver
    from schoolstd.catalog.model import Catalog, Waiver
    from schoolstd.reports import Standings


class WaiverFile:
    """The waivers in a file, which may be of any catalog that a run judges by; none when no file is named."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._waivers: tuple[Waiver, ...] = ()
        self._schools: set[str] = set()

    def of(self, catalogs: Iterable[Catalog]) -> tuple[Waiver, ...]:
        """The waivers, each of an indicator of one of the catalogs. Raises CatalogError for a file that does not fit them."""
        if self.path:
            from schoolstd.catalog.waiver_file import load_waivers

            self._waivers = load_waivers(self.path, *catalogs)
        return self._waivers

    def applied(self, assessments: Sequence[Assessment], standings: Standings | None = None) -> list[Assessment]:
        """The assessments of a run with their waivers, and with what a programme beside them makes of those of its
        catalogs. Raises CatalogError for a file that fits none of them."""
        if not (self.path and assessments):
            return list(assessments)
        beside = standings.words.catalogs if standings else ()
        catalogs = {each.digest: each for each in (*(a.catalog for a in assessments), *beside)}
        found = self.of(catalogs.values())
        return [self._one(each, found, tuple(catalogs.values()), standings) for each in assessments]

    def _one(
        self,
        assessment: Assessment,
        found: Sequence[Waiver],
        catalogs: Sequence[Catalog],
        standings: Standings | None,
    ) -> Assessment:
        self._schools.add(assessment.evidence.text("code"))
        standing = standings.by_file.get(assessment.evidence.file) if standings else None
        told: Sequence[AppliedWaiver] = standing.waivers if standing else ()
        return waived(assessment, found, catalogs, told)

    def idle(self) -> tuple[str, ...]:
        """The school codes in the file that none of the assessments so far had, in the file's order."""
        named = dict.fromkeys(waiver.school for waiver in self._waivers)
        return tuple(code for code in named if code not in self._schools)
