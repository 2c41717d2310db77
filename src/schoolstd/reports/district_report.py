"""The formats of a summary. One line here and one module make a new one; modules are imported on first use."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schoolstd.catalog.model import Catalog
    from schoolstd.district.summary import RegisterProblem, Summary
    from schoolstd.district.visits import Plan
    from schoolstd.programme.model import Programme
    from schoolstd.reports.district_page import Programmed
    from schoolstd.reports.page import Page
    from schoolstd.wording.district import DistrictWords


class DistrictReport(NamedTuple):
    """A summary with the words to say it in. `programmed` is None when no day was given to allocate on, `visits` when no
    visits are asked for. `paths` says where the workbooks are by their names, `folder` where the output will be: a workbook
    below it can be linked to. `levels` are the catalogs of those above the schools, the nearest first. `problems` are those of the
    registers."""

    summary: Summary
    words: DistrictWords
    programmed: Programmed | None = None
    programme: Programme | None = None
    visits: Plan | None = None
    paths: Mapping[str, str] = {}
    folder: str = ""
    levels: tuple[Catalog, ...] = ()
    problems: tuple[RegisterProblem, ...] = ()


SUFFIXES = {
    ".txt": "text",
    ".json": "json",
    ".xlsx": "xlsx",
    ".csv": "csv",
    ".parquet": "parquet",
    ".html": "html",
    ".md": "markdown",
}
MODULES = {
    "xlsx": "district_xlsx",
    "csv": "district_csv",
    "parquet": "district_parquet",
}
NEEDS = {"parquet": "pyarrow"}
"""Libraries that a plain installation does not bring; asked for before any workbook is read."""


def suffix_of(target: str) -> str:
    """The format of an output by its suffix. Raises UsageError for one that there is not, or not here."""
    for suffix, format_ in SUFFIXES.items():
        if target.lower().endswith(suffix):
            if format_ in NEEDS and find_spec(NEEDS[format_]) is None:
                raise UsageError(f"no_{NEEDS[format_]}")
            return format_
    raise UsageError("bad_suffix", {"path": target, "known": "、".join(SUFFIXES)})


def page_of(report: DistrictReport) -> Page:
    """A summary as a page, with the visits when they are asked for."""
    from schoolstd.reports.district_page import district_page

    page = district_page(report.summary, report.words, report.programmed, report.levels, report.problems)
    if report.visits is None:
        return page
    from schoolstd.reports.visits import visit_section

    return page._replace(sections=(*page.sections, visit_section(report.visits, report.words)))


def render(format_: str, report: DistrictReport, width: int = 80, color: bool = False) -> bytes:
    """A summary in a format, as UTF-8 or the format's own bytes; what no UTF-8 can hold, in the name of a file, becomes `?`."""
    content = _rendered(format_, report, width, color)
    return content if isinstance(content, bytes) else content.encode("utf-8", "replace")


def _rendered(format_: str, report: DistrictReport, width: int, color: bool) -> bytes | str:
    if format_ == "json":
        from schoolstd.reports import district_json

        return district_json.render(report.summary, report.programme, report.visits, report.levels, report.problems)
    if format_ in MODULES:
        content: bytes | str = import_module(f"schoolstd.reports.{MODULES[format_]}").render(report)
        return content
    from schoolstd.reports import page_html, page_markdown, text

    page = page_of(report)
    if format_ == "html":
        return page_html.render(page, report.words.lang)
    if format_ == "markdown":
        return page_markdown.render(page)
    return text.render(page, width, color)
