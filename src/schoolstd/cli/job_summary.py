"""The job summary of a run on GitHub: the report as Markdown, added to the file that is named for it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from schoolstd.cli.finish import reason
from schoolstd.errors import InputError
from schoolstd.reports import markdown

if TYPE_CHECKING:
    from schoolstd.reports import Report

MOST = 1_000_000
"""Bytes that a summary may have, a little less than is taken; a longer one would be refused whole."""


def add_summary(path: str, report: Report) -> None:
    """Add the report, or only the totals where it is too long. Raises InputError when the file cannot be written."""
    for text in (markdown.render(report), markdown.totals(report)):
        content = text.encode() + b"\n"
        try:
            with open(path, "ab") as file:
                if os.fstat(file.fileno()).st_size + len(content) <= MOST:
                    file.write(content)
                    return
        except OSError as error:
            raise InputError(path, "cannot_write", {"reason": reason(error)}) from None
