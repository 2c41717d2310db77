"""An Assessment to the gap report: the answer first, then the gaps by duty, then what is wrong with the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.assessment.assess import is_gap, tally
from schoolstd.assessment.model import COUNTED, Agreement, Verdict
from schoolstd.assessment.scope import reported, reported_problems
from schoolstd.catalog.extend import referring
from schoolstd.checks.base import Outcome
from schoolstd.checks.refer import Refer
from schoolstd.problem import Severity
from schoolstd.reports.page import Line, Page, Section, Table, Tone
from schoolstd.reports.rolled_section import rolled_sections
from schoolstd.reports.scope_lines import scope_lines
from schoolstd.wording import percent_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from schoolstd.assessment.model import Assessment, IndicatorResult, JudgedCheck, Tally
    from schoolstd.catalog.model import Indicator
    from schoolstd.location import Location
    from schoolstd.wording import Words

WHOLE_SHEET = ("sheet_missing", "header_missing", "column_missing", "content_dropped", "sheet_duplicate")
"""Problems that leave a whole sheet unread, and so explain many gaps at once: they stand at the top."""

MARKS = {Verdict.NOT_MET: "×", Verdict.PARTIAL: "△", Verdict.NO_EVIDENCE: "○", Verdict.MET: "√"}
TONES = {Verdict.NOT_MET: Tone.BAD, Verdict.PARTIAL: Tone.WARN, Verdict.NO_EVIDENCE: Tone.WARN, Verdict.MET: Tone.GOOD}


def gap_page(assessment: Assessment, words: Words, verbose: bool = False, more: Iterable[Section] = ()) -> Page:
    """The gap report of one school. `verbose` adds the values that were read generously; `more` follows the conclusion."""
    words = words.of(assessment.catalog)
    sections = [
        conclusion(assessment, words),
        *more,
        *rolled_sections(assessment, words, verbose),
        _by_duty(assessment, words),
        *_gaps(assessment, words),
        *_recommended(assessment, words),
        *waiver_section(assessment, words),
        *_problems(assessment, words),
        *_claims(assessment, words),
        *_advice(assessment, words),
        *(_notes(assessment, words) if verbose else ()),
    ]
    return Page(title_of(assessment, words), day_of(assessment, words), tuple(sections), words.label("footer"))


def title_of(assessment: Assessment, words: Words) -> str:
    """The school, and the standard that it is judged by."""
    head = assessment.catalog.head
    school = assessment.evidence.text("name") or words.label("unnamed")
    return words.label("report_title", school=school, catalog=words.name(head), id=head.id, version=head.version)


def day_of(assessment: Assessment, words: Words) -> str:
    """The day that it is judged on."""
    if assessment.as_of is None:
        return words.label("as_of_none")
    return words.label("as_of", date=assessment.as_of.isoformat())


def conclusion(assessment: Assessment, words: Words) -> Section:
    """How many are met and how many are not, of the whole; then what of it this report leaves out."""
    counts = tally(assessment.indicators)
    gaps = sum(map(is_gap, assessment.indicators))
    lines = [
        Line(words.label("conclusion_counts", total=len(assessment.indicators), rate=rate(counts), **counts._asdict())),
        Line(words.label("conclusion_gaps", gaps=gaps), Tone.BAD)
        if gaps
        else Line(words.label("conclusion_no_gaps" if counts.applicable else "conclusion_nothing"), Tone.GOOD),
    ]
    if waived := [result.indicator.id for result in assessment.indicators if result.waiver]:
        lines[1] = lines[1] if gaps else Line(words.label("conclusion_no_other_gaps"), Tone.GOOD)
        lines.append(Line(words.label("conclusion_waived", count=len(waived), items=words.listed(waived)), Tone.WARN))
    if counts.not_applicable or counts.not_in_force:
        lines.append(Line(words.label("conclusion_outside", **counts._asdict()), Tone.MUTED))
    if assessment.problems:
        errors = sum(problem.severity is Severity.ERROR for problem in assessment.problems)
        tone = Tone.BAD if errors else Tone.WARN
        lines.append(Line(words.label("conclusion_problems", count=len(assessment.problems), errors=errors), tone))
    over, under = (
        sum(result.agreement is agreement for result in assessment.indicators)
        for agreement in (Agreement.OVERCLAIM, Agreement.UNDERCLAIM)
    )
    if over or under:
        lines.append(Line(words.label("conclusion_claims", over=over, under=under), Tone.WARN if over else Tone.PLAIN))
    unread = [problem for problem in assessment.problems if problem.code in WHOLE_SHEET]
    lines += [Line(words.problem(problem), Tone.BAD, 1, "!") for problem in unread]
    filled, wanted = assessment.progress
    share = words.label("progress_counts", filled=filled, wanted=wanted, rate=_percent(filled, wanted))
    lines.append(Line(share, Tone.MUTED))
    lines += scope_lines(assessment, words.lang)
    return Section(words.label("conclusion"), tuple(lines))


def _by_duty(assessment: Assessment, words: Words) -> Section:
    rows = []
    tones = []
    for duty in assessment.catalog.duties.values():
        counts = tally(r for r in assessment.indicators if assessment.catalog.duty_of(r.indicator) is duty)
        rows.append((words.name(duty), *(str(getattr(counts, key)) for key in COUNTED), rate(counts)))
        tones.append(Tone.PLAIN if counts.met == counts.applicable else Tone.WARN)
    total = tally(assessment.indicators)
    rows.append((words.label("total"), *(str(getattr(total, key)) for key in COUNTED), rate(total)))
    tones.append(Tone.STRONG)
    columns = (words.label("duty"), *(words.label(key) for key in COUNTED), words.label("rate"))
    return Section(words.label("by_duty"), (Table(columns, tuple(rows), tuple(tones)),))


def _gaps(assessment: Assessment, words: Words) -> Iterator[Section]:
    gaps = [result for result in reported(assessment) if is_gap(result)]
    if not gaps:
        return
    blocks: list[Line | Table] = []
    for duty in assessment.catalog.duties.values():
        below = [result for result in gaps if assessment.catalog.duty_of(result.indicator) is duty]
        if below:
            blocks.append(Line(words.name(duty), Tone.STRONG))
            blocks += (line for result in below for line in gap_lines(result, assessment, words))
    yield Section(words.label("gaps", count=len(gaps)), tuple(blocks))


def gap_lines(result: IndicatorResult, assessment: Assessment, words: Words) -> Iterator[Line]:
    """One gap: verdict and title, then each failing check with its cell, then what is missing, then what to do."""
    verdict = result.verdict
    claim = ""
    if result.agreement in (Agreement.OVERCLAIM, Agreement.UNDERCLAIM) and result.claim:
        agreement = words.table.AGREEMENTS[result.agreement]
        claim = words.label("claimed", claim=words.verdict(result.claim.verdict), agreement=agreement)
    title, named = words.name(result.indicator), words.verdict(verdict)
    head = words.label("gap_head", id=result.indicator.id, title=title, verdict=named, claim=claim)
    yield Line(head, TONES[verdict], 1, MARKS[verdict])
    if result.indicator.owner:
        yield Line(words.label("explain_owner", owner=words.body(result.indicator.owner)), Tone.PLAIN, 2)
    required = [each for each in result.checks if each.check.level == "required"]
    shared = [each.check.rule.check for each in required if isinstance(each.check.rule, Refer) and each.open]
    if shared:
        yield Line(words.label("shared_line", items=words.listed(shared)), Tone.PLAIN, 2)
    required = [each for each in required if not isinstance(each.check.rule, Refer)]
    for judged in required:
        if judged.result.outcome in (Outcome.FAIL, Outcome.ERROR):
            yield from _finding(judged, result.indicator, assessment, words)
    missing = [judged for judged in required if judged.result.outcome is Outcome.MISSING]
    if missing:
        items = words.table.JOINERS["and"].join(_missing(judged, words) for judged in missing)
        yield Line(words.label("missing_line", items=items), Tone.PLAIN, 2)
        sources = dict.fromkeys(source_text(each, result.indicator, assessment, words) for each in missing)
        yield Line(words.label("source", source=words.table.JOINERS["and"].join(sources)), Tone.MUTED, 3)
    failed = [each for each in required if each.result.outcome in (Outcome.FAIL, Outcome.ERROR)]
    remedies = [text for each in failed if (text := words.text(each.check, "remedy"))]
    if len(remedies) < len(failed) or missing:
        remedies.append(words.text(result.indicator, "remedy"))
    for remedy in dict.fromkeys(remedies):
        yield Line(words.label("remedy", remedy=remedy), Tone.MUTED, 2)


def finding_text(judged: JudgedCheck, words: Words) -> str:
    """`title: found; wanted: …` of one check."""
    return str(words.table.FINDING).format(
        title=words.check_title(judged.check),
        observed=words.found(judged.result),
        expected=words.wanted(judged.result),
    )


FIRST = (Verdict.NOT_MET, Verdict.NO_EVIDENCE, Verdict.PARTIAL)
"""The order in which to mend gaps: definite failures, then what nothing is known of; what has been begun comes last."""


def shortfall_of(judged: JudgedCheck) -> Decimal | None:
    """By how much a figure misses its bound, or None where that is no number."""
    values = judged.result.observed.values
    return values["difference"] if judged.result.outcome is Outcome.FAIL and "difference" in values else None


def source_text(judged: JudgedCheck, indicator: Indicator, assessment: Assessment, words: Words) -> str:
    """All regulations behind a check: its own, with a mark when the figure awaits confirmation or is this project's
    default, those that an extension cites, and those of the indicators that refer to it."""
    check, sources = judged.check, assessment.catalog.sources
    mark = words.label("pending") if check.review == "B" else words.label("default") if check.default else ""
    texts = [f"{words.source_short(sources[check.source], check.locus)}{mark}"]
    texts += [words.source_short(sources[each.source], each.locus) for each in check.citations]
    for other, citing in referring(assessment.catalog, f"{indicator.id}.{check.id}"):
        texts.append(f"{words.source_short(sources[citing.source], citing.locus)} {other.id}")
    return str(words.table.JOINERS["and"]).join(texts)


def places_text(locations: Iterable[Location], words: Words, most: int = 2) -> str:
    """The first cells to look at, and how many there are when there are more."""
    places = [str(place) for place in locations]
    text = str(words.table.JOINERS["list"]).join(places[:most])
    return f"{text}{words.label('more_places', count=len(places))}" if len(places) > most else text


def rate(counts: Tally) -> str:
    """Met / applicable as a percentage, or a dash when nothing applies."""
    return _percent(counts.met, counts.applicable)


def _percent(part: int, whole: int) -> str:
    from decimal import Decimal

    return percent_text(Decimal(part) / whole) if whole else "—"


def _finding(judged: JudgedCheck, indicator: Indicator, assessment: Assessment, words: Words) -> Iterator[Line]:
    place = places_text(judged.result.locations, words)
    yield Line(f"{place + '  ' if place else ''}{finding_text(judged, words)}", Tone.PLAIN, 2)
    yield Line(words.label("source", source=source_text(judged, indicator, assessment, words)), Tone.MUTED, 3)


def _missing(judged: JudgedCheck, words: Words) -> str:
    place = places_text(judged.result.locations, words, most=1)
    title = words.check_title(judged.check)
    observed = judged.result.observed.code
    detail = "" if observed in ("blank", "no_document", "no_event", "no_rows") else words.found(judged.result)
    if observed == "blank" and judged.result.expected.code in ("bound", "share_bound", "between"):
        detail = words.wanted(judged.result)
    inside = words.table.JOINERS["inside"].join(part for part in (detail, place) if part)
    return words.label("missing_item", title=title, inside=inside) if inside else title


def _recommended(assessment: Assessment, words: Words) -> Iterator[Section]:
    """Encouraged indicators that are not met: shown apart, never as gaps."""
    found = [result for result in reported(assessment) if result.indicator.severity == "recommended" and result.open]
    if found:
        lines = tuple(line for result in found for line in gap_lines(result, assessment, words))
        yield Section(words.label("recommended_gaps", count=len(found)), lines)


def waiver_section(assessment: Assessment, words: Words) -> Iterator[Section]:
    """Every waiver of this school, also one that waives nothing or is out of its dates."""
    tones = (Tone.PLAIN if each.state == "used" else Tone.WARN for each in assessment.waivers)
    lines = [Line(text, tone, 1) for text, tone in zip(waiver_lines(assessment, words), tones, strict=True)]
    if lines:
        yield Section(words.label("waivers", count=len(lines)), tuple(lines))


def waiver_lines(assessment: Assessment, words: Words) -> Iterator[str]:
    """A line for every waiver of this school: for what, how it stands, its dates, approver and reason."""
    for waiver, state, indicator in assessment.waivers:
        values = {"id": waiver.indicator, "title": words.name(indicator), "state": words.table.WAIVERS[state]}
        span = words.range(waiver.from_, waiver.until)
        yield words.label("waiver_line", reason=waiver.reason, approver=waiver.approver, range=span, **values)


def _problems(assessment: Assessment, words: Words) -> Iterator[Section]:
    problems = reported_problems(assessment)
    if not problems:
        return
    order = list(Severity)
    lines = []
    for problem in sorted(problems, key=lambda each: order.index(each.severity)):
        severity = words.table.SEVERITIES[problem.severity]
        place = f"{problem.location}  " if problem.location else ""
        text = words.label("problem_line", severity=severity, place=place, sentence=words.problem(problem))
        lines.append(Line(text, Tone.BAD if problem.severity is Severity.ERROR else Tone.PLAIN, 1))
    yield Section(words.label("problems", count=len(lines)), tuple(lines))


def _claims(assessment: Assessment, words: Words) -> Iterator[Section]:
    """What the school rates otherwise than the verdict, too high first."""
    for agreement, heading in ((Agreement.OVERCLAIM, "overclaims"), (Agreement.UNDERCLAIM, "underclaims")):
        found = [result for result in reported(assessment) if result.agreement is agreement and result.claim]
        lines = tuple(
            Line(
                words.label(
                    "claim_line",
                    id=result.indicator.id,
                    title=words.name(result.indicator),
                    claim=words.verdict(result.claim.verdict) if result.claim else "",
                    verdict=words.verdict(result.verdict),
                ),
                Tone.WARN if agreement is Agreement.OVERCLAIM else Tone.PLAIN,
                1,
            )
            for result in found
        )
        if lines:
            yield Section(words.label(heading, count=len(lines)), lines)


def _advice(assessment: Assessment, words: Words) -> Iterator[Section]:
    lines = [
        Line(
            words.label(
                "advice_line",
                id=result.indicator.id,
                title=words.name(result.indicator),
                finding=finding_text(judged, words),
            ),
            Tone.PLAIN,
            1,
        )
        for result in reported(assessment)
        for judged in result.checks
        if judged.check.level == "recommended" and judged.open
    ]
    if lines:
        yield Section(words.label("advice", count=len(lines)), tuple(lines))


def _notes(assessment: Assessment, words: Words) -> Iterator[Section]:
    notes = assessment.evidence.notes
    if notes:
        lines = tuple(
            Line(words.label("note_line", place=note.location, typed=typed, taken=taken), Tone.MUTED, 1)
            for note in notes
            for typed, taken in [map(words.discreet, (note.typed, *words.options([note.taken])))]
        )
        yield Section(words.label("notes", count=len(notes)), lines)


def met_share(counts: Tally) -> Decimal | None:
    """Met / applicable, exactly, or None when nothing applies."""
    from decimal import Decimal

    return Decimal(counts.met) / counts.applicable if counts.applicable else None
