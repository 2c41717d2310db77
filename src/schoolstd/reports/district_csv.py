"""The flat table of a summary as CSV: UTF-8 with a mark, so that Excel and WPS read the Chinese in it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from schoolstd.reports.csv_text import safe
from schoolstd.reports.district_flat import COLUMNS, Said, flat_rows

if TYPE_CHECKING:
    from schoolstd.reports.district_report import DistrictReport


def render(report: DistrictReport) -> bytes:
    """A row for every school and indicator."""
    said = Said(report.summary, report.words)
    target = io.TextIOWrapper(buffer := io.BytesIO(), "utf-8-sig", errors="replace", newline="")
    writer = csv.writer(target)
    writer.writerow([report.words.say(f"col_{key}") for key in COLUMNS])
    writer.writerows([safe(text) for text in said.row(row)] for row in flat_rows(report.summary))
    target.flush()
    return buffer.getvalue()
