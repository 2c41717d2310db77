"""Gap reports as text: one page a school, with a line between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.reports import text
from schoolstd.reports.gap_page import gap_page
from schoolstd.reports.programme_page import standing_sections

if TYPE_CHECKING:
    from schoolstd.assessment.model import Assessment
    from schoolstd.reports import Report, Standings
    from schoolstd.reports.page import Section


def render(report: Report) -> str:
    """The pages of all schools. Files that could not be used are told on stderr, not here."""
    words, look, standings = report.words, report.look, report.standings
    pages = []
    for assessment in report.assessments:
        page = text.render(
            gap_page(assessment, words, look.verbose, _sections(assessment, standings)), look.width, look.color
        )
        head = "\n".join(text.wrapped(f"═══ {assessment.evidence.file}", max(look.width, 40)))
        pages.append(f"{head}\n{page}" if report.several else page)
    return "\n".join(pages)


def _sections(assessment: Assessment, standings: Standings | None) -> tuple[Section, ...]:
    """What a programme says of the school."""
    standing = standings.by_file.get(assessment.evidence.file) if standings else None
    return tuple(standing_sections(standing, standings.words)) if standings and standing else ()
