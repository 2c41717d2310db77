"""The schools of a summary as a plain table: one row a school, one column an indicator; any number of schools, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.assessment.model import COUNTED
from schoolstd.district.record import APPLICABLE, VERDICTS
from schoolstd.district.summary import gaps_of
from schoolstd.wording.overview import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.district.summary import Summary
    from schoolstd.wording.district import DistrictWords


def school_columns(words: DistrictWords) -> tuple[str, ...]:
    """The headings."""
    own = [said(f"col_{key}", words.lang) for key in ("code", "name", "workbook", "as_of", "gaps", "grave")]
    facts = [words.say(f"col_{key}") for key in ("district", "stage", "location")]
    figures = [words.say(f"col_{key}") for key in COUNTED]
    return (*own[:2], *facts, *own[2:4], *figures, *own[4:], *words.catalog.indicators)


def school_rows(summary: Summary, words: DistrictWords) -> Iterator[tuple[str, ...]]:
    """A row for every school, in the order of their codes."""
    names = {letter: words.words.verdict(verdict) for letter, verdict in VERDICTS.items()}
    for record in summary.records:
        facts = record.facts
        counts = [record.verdicts.count(letter) for letter in APPLICABLE]
        yield (
            *(facts.code, facts.name, facts.district, facts.stage, facts.location, record.file, record.as_of),
            *map(str, (sum(counts), *counts, len(gaps_of(record, summary.catalog)), record.grave)),
            *(names[letter] for letter in record.verdicts),
        )
