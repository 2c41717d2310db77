"""The formats of a summary. One line here and one module make a new one; modules are imported on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.errors import UsageError

if TYPE_CHECKING:
    from schoolstd.district.summary import Summary
    from schoolstd.district.visits import Plan
    from schoolstd.programme.model import Programme
    from schoolstd.reports.district_page import Programmed
    from schoolstd.reports.page import Page
    from schoolstd.wording.district import DistrictWords


class DistrictReport(NamedTuple):
    """A summary with the words to say it in. `programmed` is None when no day was given to allocate on, `visits` when no
    visits are asked for."""

    summary: Summary
    words: DistrictWords
    programmed: Programmed | None = None
    programme: Programme | None = None
    visits: Plan | None = None


SUFFIXES = {
    ".txt": "text",
    ".json": "json",
}
MODULES: dict[str, str] = {}


def suffix_of(target: str) -> str:
    """The format of an output by its suffix. Raises UsageError for one that there is not."""
    for suffix, format_ in SUFFIXES.items():
        if target.lower().endswith(suffix):
            return format_
    raise UsageError("bad_suffix", {"path": target, "known": "、".join(SUFFIXES)})


def page_of(report: DistrictReport) -> Page:
    """A summary as a page, with the visits when they are asked for."""
    from schoolstd.reports.district_page import district_page

    page = district_page(report.summary, report.words, report.programmed)
    if report.visits is None:
        return page
    from schoolstd.reports.visits import visit_section

    return page._replace(sections=(*page.sections, visit_section(report.visits, report.words)))


def render(format_: str, report: DistrictReport, width: int = 80, color: bool = False) -> bytes:
    """A summary in a format, as UTF-8 or the format's own bytes."""
    if format_ == "json":
        from schoolstd.reports import district_json

        return district_json.render(report.summary, report.programme, report.visits).encode()
    if format_ == "text":
        from schoolstd.reports import text

        return text.render(page_of(report), width, color).encode()
    content = import_module(f"schoolstd.reports.{MODULES[format_]}").render(report)
    return content if isinstance(content, bytes) else str(content).encode()
