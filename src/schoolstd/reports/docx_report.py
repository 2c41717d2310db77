"""The report of one school as .docx, laid out as official documents are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.reports import paper_docx
from schoolstd.reports.programme_page import standing_sections
from schoolstd.reports.report_paper import report_paper
from schoolstd.reports.rolled_section import rolled_sections
from schoolstd.wording.report import ReportWords

if TYPE_CHECKING:
    from schoolstd.reports import Report


def render(report: Report) -> bytes:
    """The bytes of the document. There is exactly one assessment: `check` refuses several files."""
    (assessment,), words, standings = report.assessments, report.words, report.standings
    standing = standings.by_file.get(assessment.evidence.file) if standings else None
    more = [*standing_sections(standing, standings.words)] if standings and standing else []
    more += rolled_sections(assessment, words.of(assessment.catalog), report.look.verbose)
    return paper_docx.render(
        report_paper(assessment, words, ReportWords(words.lang, assessment.catalog.head.entity), more)
    )
