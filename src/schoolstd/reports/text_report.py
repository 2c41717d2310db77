"""Gap reports as text: one page a school, with a line between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.reports import text
from schoolstd.reports.gap_page import gap_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schoolstd.assessment.model import Assessment
    from schoolstd.errors import InputError
    from schoolstd.reports import Look
    from schoolstd.wording import Words


def render(assessments: Sequence[Assessment], failures: Sequence[InputError], words: Words, look: Look) -> str:
    """The pages of all schools. Files that could not be used are told on stderr, not here."""
    several = len(assessments) + len(failures) > 1
    pages = []
    for assessment in assessments:
        page = text.render(gap_page(assessment, words, look.verbose), look.width, look.color)
        pages.append(f"═══ {assessment.evidence.file}\n{page}" if several else page)
    return "\n".join(pages)
