"""An Assessment as plain texts, said once: what every format but text and JSON lays out in its own way.

Every text is one line without control or direction marks, whatever a school has typed: a format only has to escape what is
special to itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.assessment.assess import is_gap, tally
from schoolstd.assessment.model import OPEN, RANK, Agreement
from schoolstd.assessment.scope import within
from schoolstd.checks import KIND_NAMES
from schoolstd.checks.base import Outcome, Phrase
from schoolstd.checks.refer import Refer
from schoolstd.reports import gap_page
from schoolstd.reports.programme_page import standing_sections
from schoolstd.reports.rolled_section import rolled_sections
from schoolstd.reports.said import answerable
from schoolstd.wording.formats import FormatWords

if TYPE_CHECKING:
    from schoolstd.assessment.model import Assessment, IndicatorResult, JudgedCheck, Tally
    from schoolstd.location import Location
    from schoolstd.reports import Report
    from schoolstd.reports.page import Line
    from schoolstd.wording import Words

LACKS_DOCUMENT = frozenset(("no_document", "undated", "stale", "yes_stale", "yes_unbacked"))
"""Observations that say that a document is missing or no longer valid."""
_UNSEEN = re.compile(
    "[\x00-\x20\x7f-\xa0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]+"
)


class Finding(NamedTuple):
    """One check: its full id, what it is called, how it ended, what is wanted, what was found and where, from which
    regulation, and what to do. `document` tells that a document is what is lacking."""

    id: str
    title: str
    kind: str
    level: str
    outcome: str
    outcome_text: str
    wanted: str
    found: str
    source: str
    remedy: str
    locations: tuple[Location, ...]
    places: str
    document: bool

    @property
    def open(self) -> bool:
        """Whether there is something to do."""
        return self.outcome in OPEN


class Row(NamedTuple):
    """One indicator. `skipped` is the reason why it is no gap whatever its verdict; `change` is what a baseline makes of it:
    `known`, `new`, `worse`, `changed` or nothing. `owner` is the body whose duty it is by the standard; `responsible` and `due`
    are as the school has written them: who mends it, and by when."""

    id: str
    title: str
    duty: str
    duty_title: str
    task: str
    task_title: str
    severity: str
    severity_text: str
    verdict: str
    verdict_text: str
    claim_text: str
    claim_location: Location | None
    agreement: str
    agreement_text: str
    gap: bool
    open: bool
    skipped: str
    waiver: str
    change: str
    change_text: str
    remedy: str
    owner: str
    responsible: str
    due: str
    findings: tuple[Finding, ...]

    @property
    def overclaim(self) -> bool:
        """Whether the school rates itself higher than the evidence shows."""
        return self.agreement == Agreement.OVERCLAIM

    @property
    def to_do(self) -> tuple[Finding, ...]:
        """The required checks that are open: what the verdict rests on."""
        return tuple(each for each in self.findings if each.open and each.level == "required")

    @property
    def document(self) -> bool:
        """Whether a document is among what is lacking."""
        return any(each.document for each in self.to_do)


class Fault(NamedTuple):
    """A problem with the data, as it is said; `values` tell two of one code apart wherever they stand."""

    code: str
    severity: str
    severity_text: str
    sentence: str
    location: Location | None
    values: str


class DutyCounts(NamedTuple):
    """How the indicators of a duty stand."""

    id: str
    title: str
    counts: Tally
    rate: str


class School(NamedTuple):
    """One workbook. `rows` are the indicators of the selection in catalog order; counts are of the whole."""

    file: str
    path: str
    code: str
    name: str
    district: str
    title: str
    day: str
    date: str
    catalog: str
    version: str
    counts: Tally
    rate: str
    gaps: int
    overclaims: int
    summary: tuple[Line, ...]
    more: tuple[tuple[str, tuple[Line, ...]], ...]
    duties: tuple[DutyCounts, ...]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    waivers: tuple[str, ...]

    @property
    def shown(self) -> tuple[Row, ...]:
        """The indicators to be reported: those that a baseline knows are left out."""
        return tuple(row for row in self.rows if row.change != "known")

    @property
    def shown_gaps(self) -> tuple[Row, ...]:
        """The gaps to be reported."""
        return tuple(row for row in self.shown if row.gap)


def plain(text: object) -> str:
    """A text on one line, with a blank for whatever cannot be seen or turns the direction of writing."""
    return _UNSEEN.sub(" ", str(text)).strip()


def schools(report: Report) -> list[School]:
    """Every school of a report, in its order."""
    return [school(each, report) for each in report.assessments]


def school(assessment: Assessment, report: Report) -> School:
    """One school of a report."""
    words = report.words.of(assessment.catalog)
    says = FormatWords(words.lang)
    catalog, file = assessment.catalog, assessment.evidence.file
    counts = tally(assessment.indicators)
    standing = report.standings.by_file.get(file) if report.standings else None
    sections = [
        *(standing_sections(standing, report.standings.words) if report.standings and standing else ()),
        *rolled_sections(assessment, words),
    ]
    scope = assessment.scope
    return School(
        file=plain(file),
        path=report.paths.get(file, file),
        code=_profile(assessment, "code"),
        name=_profile(assessment, "name"),
        district=_profile(assessment, "district"),
        title=plain(gap_page.title_of(assessment, words)),
        day=gap_page.day_of(assessment, words),
        date=assessment.as_of.isoformat() if assessment.as_of else "",
        catalog=catalog.head.id,
        version=catalog.head.version,
        counts=counts,
        rate=gap_page.rate(counts),
        gaps=sum(map(is_gap, assessment.indicators)),
        overclaims=sum(each.agreement is Agreement.OVERCLAIM for each in assessment.indicators),
        summary=_lines(gap_page.conclusion(assessment, words).blocks),
        more=tuple((plain(each.heading), _lines(each.blocks)) for each in sections),
        duties=tuple(_duty(id_, assessment, words) for id_ in catalog.duties),
        rows=tuple(_row(result, assessment, words, says) for result in within(assessment)),
        faults=tuple(
            Fault(
                each.code,
                str(each.severity),
                words.table.SEVERITIES[each.severity],
                plain(words.problem(each)),
                each.location,
                plain("|".join(f"{key}={value}" for key, value in sorted(each.values.items()))),
            )
            for number, each in enumerate(assessment.problems)
            if not scope or number not in scope.known_problems
        ),
        waivers=tuple(map(plain, gap_page.waiver_lines(assessment, words))),
    )


def _row(result: IndicatorResult, assessment: Assessment, words: Words, says: FormatWords) -> Row:
    indicator, catalog = result.indicator, assessment.catalog
    task = catalog.tasks[indicator.task]
    duty = catalog.duties[task.duty]
    scope = assessment.scope
    change = ("known" if indicator.id in scope.known else scope.changes.get(indicator.id, "")) if scope else ""
    claim = result.claim
    responsible, due = answerable(result, assessment, words)
    waiver = ""
    if result.waiver:
        until = words.range(result.waiver.from_, result.waiver.until)
        waiver = plain(says.say("waived", range=until, approver=result.waiver.approver, reason=result.waiver.reason))
    return Row(
        id=indicator.id,
        title=plain(words.name(indicator)),
        duty=duty.id,
        duty_title=plain(words.name(duty)),
        task=task.id,
        task_title=plain(words.name(task)),
        severity=indicator.severity,
        severity_text=says.say(indicator.severity),
        verdict=str(result.verdict),
        verdict_text=words.verdict(result.verdict),
        claim_text=words.verdict(claim.verdict) if claim and claim.verdict else "",
        claim_location=claim.location if claim else None,
        agreement=str(result.agreement),
        agreement_text=words.table.AGREEMENTS[result.agreement],
        gap=is_gap(result),
        open=result.open,
        skipped=waiver or _outside(result, words),
        waiver=waiver,
        change=change,
        change_text=says.say(f"change_{change}") if change else "",
        remedy=plain(words.text(indicator, "remedy")),
        owner=plain(words.label("explain_owner", owner=words.body(indicator.owner))) if indicator.owner else "",
        responsible=plain(responsible),
        due=plain(due),
        findings=tuple(_finding(judged, result, assessment, words) for judged in result.checks),
    )


def _outside(result: IndicatorResult, words: Words) -> str:
    """Why an indicator is not judged."""
    if result.verdict in RANK:
        return ""
    if result.not_applicable_by:
        return plain(words.label("applies_when", condition=words.condition(result.not_applicable_by)))
    if result.indicator.withdrawn:
        return plain(words.label("explain_withdrawn", reason=words.text(result.indicator, "withdrawn")))
    reasons = [words.wanted(each.result) for each in result.checks if each.check.level == "required"]
    reasons = reasons or [words.label("in_force", range=words.range(*result.indicator.effective))]
    return plain(str(words.table.JOINERS["and"]).join(dict.fromkeys(reasons)))


def _finding(judged: JudgedCheck, result: IndicatorResult, assessment: Assessment, words: Words) -> Finding:
    check, found = judged.check, judged.result
    remedy = words.text(check, "remedy") if found.outcome is not Outcome.MISSING else ""
    return Finding(
        id=f"{result.indicator.id}.{check.id}",
        title=plain(_title(judged, assessment, words)),
        kind=KIND_NAMES[type(check.rule)],
        level=check.level,
        outcome=str(found.outcome),
        outcome_text=words.table.OUTCOMES[found.outcome],
        wanted=plain(words.wanted(found)),
        found=plain(words.found(found)),
        source=plain(gap_page.source_text(judged, result.indicator, assessment, words)),
        remedy=plain(remedy or words.text(result.indicator, "remedy")),
        locations=found.locations,
        places=plain(str(words.table.JOINERS["list"]).join(map(str, found.locations))),
        document=judged.open and _lacks_document(found.observed),
    )


def _lacks_document(observed: Phrase) -> bool:
    parts = observed.values.get("parts", ())
    return observed.code in LACKS_DOCUMENT or any(_lacks_document(each) for each in parts if isinstance(each, Phrase))


def _title(judged: JudgedCheck, assessment: Assessment, words: Words) -> str:
    """A check's title; of one that refers to another, that one's where it has none."""
    check = judged.check
    if isinstance(check.rule, Refer) and not check.title:
        check = assessment.catalog.check(check.rule.check) or check
    return words.check_title(check)


def _duty(id_: str, assessment: Assessment, words: Words) -> DutyCounts:
    catalog = assessment.catalog
    counts = tally(r for r in assessment.indicators if catalog.tasks[r.indicator.task].duty == id_)
    return DutyCounts(id_, plain(words.name(catalog.duties[id_])), counts, gap_page.rate(counts))


def _profile(assessment: Assessment, key: str) -> str:
    return plain(assessment.evidence.text(key))


def _lines(blocks: tuple[object, ...]) -> tuple[Line, ...]:
    from schoolstd.reports.page import Line

    return tuple(block._replace(text=plain(block.text)) for block in blocks if isinstance(block, Line))
