"""The flat table of a summary: a row for every school and indicator, for pivot tables and other programs.

A row stays in codes (`m`, `=`, check ids); `said` puts them into words. Rows are made one at a time: a city has a hundred
thousand of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schoolstd.district.record import AGREEMENTS, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.district.record import Record
    from schoolstd.district.summary import Summary
    from schoolstd.wording.district import DistrictWords

COLUMNS = (
    "code", "name", "district", "stage", "location", "as_of", "id", "title", "duty", "task", "kind", "verdict", "agreement",
    "waived", "checks",
)  # fmt: skip
"""The columns in their order; headings are `col_…` of `wording.district`."""
CLAIMS = {letter: agreement for agreement, letter in AGREEMENTS.items()}
NAMED_CHECKS = 20
"""How many checks that do not pass are named in a row."""


class Row(NamedTuple):
    """An indicator of a school: the id of the indicator, the letters of its verdict and claim, the ids of required checks
    that do not pass."""

    record: Record
    id: str
    verdict: str
    claim: str
    checks: tuple[str, ...]


def flat_rows(summary: Summary) -> Iterator[Row]:
    """Every row, by school code, then in catalog order."""
    ids = list(summary.catalog.indicators)
    for record in summary.records:
        failing: dict[str, list[str]] = {}
        for key in record.open:
            id_, _, check = key.rpartition(".")
            failing.setdefault(id_, []).append(check)
        for id_, verdict, claim in zip(ids, record.verdicts, record.agreements, strict=True):
            yield Row(record, id_, verdict, claim, tuple(failing.get(id_, ())))


class Said:
    """Rows in words, each word looked up once."""

    def __init__(self, summary: Summary, words: DistrictWords) -> None:
        catalog, base = summary.catalog, words.words
        self._list = words.say("list")
        self._yes = words.say("yes")
        self._options = base.options
        self._verdicts = {letter: base.verdict(verdict) for letter, verdict in VERDICTS.items()}
        self._claims = {letter: str(base.table.AGREEMENTS[each]) for letter, each in CLAIMS.items()}
        self._checks: dict[tuple[str, str], str] = {}
        self._indicators: dict[str, tuple[str, ...]] = {}
        for id_, each in catalog.indicators.items():
            task = catalog.tasks[each.task]
            duty = base.name(catalog.duties[task.duty])
            self._indicators[id_] = (id_, base.name(each), duty, base.name(task), words.say(each.severity))
            self._checks |= {(id_, check.id): base.check_title(check) for check in each.checks}

    def row(self, row: Row) -> tuple[str, ...]:
        """The cells of a row, in the order of COLUMNS."""
        record, facts = row.record, row.record.facts
        return (
            facts.code,
            facts.name,
            facts.district,
            *self._options((facts.stage, facts.location)),
            record.as_of,
            *self._indicators[row.id],
            self._verdicts[row.verdict],
            self._claims[row.claim],
            self._yes if row.id in record.waived else "",
            self._named(row) if row.checks else "",
        )

    def _named(self, row: Row) -> str:
        names = [self._checks.get((row.id, check), check) for check in row.checks[:NAMED_CHECKS]]
        return self._list.join(names) + ("…" if len(row.checks) > NAMED_CHECKS else "")
