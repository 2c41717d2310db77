"""`schoolstd diff`: two workbooks or results of one school, old and new."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from schoolstd.assessment.assess import assess
from schoolstd.catalog.shelf import Shelf
from schoolstd.cli.finish import GAPS, OK
from schoolstd.cli.options import LANGS, one_of
from schoolstd.cli.terminal import terminal_width, wants_color, write_stdout
from schoolstd.cli.waivers import WaiverFile
from schoolstd.diff import Diff, compare
from schoolstd.pipeline import display_names
from schoolstd.reports import text
from schoolstd.reports.diff_page import diff_page, diff_value
from schoolstd.reports.result_file import is_result, read_result, snapshot
from schoolstd.wording import Words
from schoolstd.workbook.reader import read_named

if TYPE_CHECKING:
    from schoolstd.assessment.snapshot import Snapshot
    from schoolstd.catalog.model import Catalog

FORMATS = ("text", "json")
FAIL_ON = ("regression", "never")


class Comparison:
    """The two files as they are read: the catalog is loaded once, and only when one of them is a workbook."""

    def __init__(self, catalog: str, folder: str, lang: str, waivers: str = "") -> None:
        self.waivers = WaiverFile(waivers)
        self.catalog_id = catalog
        self.folder = folder
        self.lang = lang
        self._catalog: Catalog | None = None

    def compare(self, old: str, new: str) -> Diff:
        """The comparison of two files. Workbooks are judged by the catalog named, else by the one of a JSON result at
        its side, else by the one that the new workbook was made for. Raises InputError."""
        names = display_names([old, new])
        results = [
            read_result(path, name) if is_result(path) else None for path, name in zip((old, new), names, strict=True)
        ]
        self.catalog_id = self.catalog_id or next((each.catalog for each in results if each), "")
        second = results[1] or self._workbook(new, names[1])
        first = results[0] or self._workbook(old, names[0])
        return compare(first, second)

    def words(self) -> Words:
        """Sentences, with the catalog's names when one was loaded."""
        return Words(self.lang, self._catalog)

    def _workbook(self, path: str, name: str) -> Snapshot:
        evidence, catalog = read_named(path, self._choose, name)
        assessment = assess(evidence, catalog)
        return snapshot(self.waivers.applied([assessment])[0], self.words())

    def _choose(self, file: str, id_: str) -> Catalog:
        """The catalog that both workbooks are judged by: the first one that is read decides."""
        if self._catalog is None:
            self._catalog = Shelf(self.catalog_id, self.folder).choose(file, id_)
        return self._catalog


def diff(
    old: str,
    new: str,
    catalog: str,
    folder: str,
    format_: str,
    fail_on: str,
    lang: str,
    waivers: str = "",
    quiet: bool = False,
) -> int:
    """Print what changed; 1 when a mandatory indicator fell back, unless `fail_on` is never. Waivers are for workbooks;
    JSON results carry their own."""
    one_of(lang, LANGS, "bad_lang")
    one_of(format_, FORMATS, "bad_format")
    one_of(fail_on, FAIL_ON, "bad_fail_on")
    comparison = Comparison(catalog, folder, lang, waivers)
    found = comparison.compare(old, new)
    if format_ == "json" and not quiet:
        write_stdout((json.dumps(diff_value(found), ensure_ascii=False, indent=2) + "\n").encode(), text=False)
    elif not quiet:
        page = diff_page(found, comparison.words())
        write_stdout(text.render(page, terminal_width(), wants_color("auto")).encode())
    return GAPS if fail_on == "regression" and found.regressed else OK
