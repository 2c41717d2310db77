"""The waivers file of one run, as every command takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.assessment.waivers import waived

if TYPE_CHECKING:
    from schoolstd.assessment.model import Assessment
    from schoolstd.catalog.model import Catalog, Waiver


class WaiverFile:
    """The waivers in a file, read against every catalog that is asked for; none when no file is named."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._read: dict[str, tuple[Waiver, ...]] = {}
        self._schools: set[str] = set()

    def of(self, catalog: Catalog) -> tuple[Waiver, ...]:
        """The waivers, all of indicators of a catalog. Raises CatalogError for a file that does not fit it."""
        if not self.path:
            return ()
        if catalog.digest not in self._read:
            from schoolstd.catalog.waiver_file import load_waivers

            self._read[catalog.digest] = load_waivers(self.path, catalog)
        return self._read[catalog.digest]

    def applied(self, assessment: Assessment) -> Assessment:
        """An assessment with its waivers. Raises CatalogError for a file that does not fit the catalog."""
        found = self.of(assessment.catalog)
        code = assessment.evidence.profile.get("code")
        self._schools.add(str(code.value) if code and code.value is not None else "")
        return waived(assessment, found) if found else assessment

    def idle(self) -> tuple[str, ...]:
        """The school codes in the file that none of the assessments so far had, in the file's order."""
        named = dict.fromkeys(waiver.school for found in self._read.values() for waiver in found)
        return tuple(code for code in named if code not in self._schools)
