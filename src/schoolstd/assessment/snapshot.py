"""What a result says in plain texts, so that one read from a workbook and one read from JSON can be compared. Values only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Standing(NamedTuple):
    """How one indicator stands in a result. `checks` maps full ids to (title, kind, level, outcome)."""

    title: str
    severity: str
    verdict: str
    claim: str
    agreement: str
    checks: Mapping[str, tuple[str, str, str, str]] = {}


class ResultProblem(NamedTuple):
    """A problem of a result: code, severity, sentence and place."""

    code: str
    severity: str
    message: str
    sheet: str = ""
    cell: str = ""


class DatedDocument(NamedTuple):
    """A document that names the day until which it is valid (ISO dates)."""

    type: str
    type_title: str
    title: str
    number: str
    valid_until: str
    place: str = ""


class Excuse(NamedTuple):
    """A waiver of a result: what it does, its dates, and who approved it why."""

    indicator: str
    state: str
    start: str
    until: str
    approver: str
    reason: str


class Snapshot(NamedTuple):
    """One result, from a workbook or from JSON. `papers` is None when the result has no list of documents."""

    file: str
    code: str
    name: str
    catalog: str
    version: str
    as_of: str
    standings: Mapping[str, Standing]
    problems: tuple[ResultProblem, ...] = ()
    papers: tuple[DatedDocument, ...] | None = None
    waivers: tuple[Excuse, ...] = ()
