"""Gap reports as CSV: one flat table of everything, several schools in one file. UTF-8 with a mark, so that Excel reads it.

Columns are fixed: README, Formats. A cell that a spreadsheet program might take for a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from schoolstd.reports.csv_text import safe
from schoolstd.reports.findings import plain, schools
from schoolstd.wording.formats import FormatWords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.reports import Report
    from schoolstd.reports.findings import School

COLUMNS = (
    "record", "file", "code", "school", "district", "catalog", "as_of", "duty", "task", "indicator", "title", "severity",
    "verdict", "claim", "agreement", "waiver", "change", "check", "check_title", "level", "outcome", "wanted", "found",
    "sheet", "cell", "source", "remedy",
)  # fmt: skip
"""The columns in their order; keys of `wording.formats` with `csv_` before them."""


def render(report: Report) -> bytes:
    """A row for every check, for every indicator without one, for every problem and waiver, and for every file that cannot be
    used."""
    says = FormatWords(report.words.lang)
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow([says.say(f"csv_{key}") for key in COLUMNS])
    for school in schools(report):
        for row in _rows(school, says):
            writer.writerow([safe(row.get(key, "")) for key in COLUMNS])
    for error in report.failures:
        row = {
            "record": says.say("csv_failure"),
            "file": plain(error.file),
            "found": plain(report.words.input_error(error)),
        }
        writer.writerow([safe(row.get(key, "")) for key in COLUMNS])
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def _rows(school: School, says: FormatWords) -> Iterator[dict[str, str]]:
    head = {
        "file": school.file,
        "code": school.code,
        "school": school.name,
        "district": school.district,
        "catalog": f"{school.catalog} {school.version}",
        "as_of": school.date,
    }
    for row in school.shown:
        shared = {
            **head,
            "duty": row.duty_title,
            "task": row.task_title,
            "indicator": row.id,
            "title": row.title,
            "severity": row.severity_text,
            "verdict": row.verdict_text,
            "claim": row.claim_text,
            "agreement": row.agreement_text,
            "waiver": row.waiver,
            "change": row.change_text,
        }
        if not row.findings:
            yield {**shared, "record": says.say("csv_indicator_row"), "wanted": row.skipped}
        for each in row.findings:
            place = each.locations[0] if each.locations else None
            yield {
                **shared,
                "record": says.say("csv_check_row"),
                "check": each.id,
                "check_title": each.title,
                "level": says.say(f"level_{each.level}"),
                "outcome": each.outcome_text,
                "wanted": each.wanted,
                "found": each.found,
                "sheet": plain(place.sheet) if place else "",
                "cell": " ".join(other.cell for other in each.locations if place and other.sheet == place.sheet),
                "source": each.source,
                "remedy": each.remedy if each.open else "",
            }
    for fault in school.faults:
        yield {
            **head,
            "record": says.say("csv_problem"),
            "check": fault.code,
            "level": fault.severity_text,
            "found": fault.sentence,
            "sheet": plain(fault.location.sheet) if fault.location else "",
            "cell": fault.location.cell if fault.location else "",
        }
    for text in school.waivers:
        yield {**head, "record": says.say("csv_waiver"), "waiver": text}
