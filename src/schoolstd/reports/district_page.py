"""A summary to a page: what a director reads first. Lists that go on for ever are cut here; the workbook has all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schoolstd.assessment.model import COUNTED
from schoolstd.district.likeness import groups_of
from schoolstd.district.summary import common_gaps, gaps_of, latest_day, strengths
from schoolstd.errors import InputError
from schoolstd.reports.batch_page import over_lines
from schoolstd.reports.counts import counts_row, rate, share
from schoolstd.reports.offices import OfficeWords, office_section
from schoolstd.reports.page import Line, Page, Section, Table, Tone
from schoolstd.reports.register_problems import problem_section
from schoolstd.wording.programme import waiver_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schoolstd.catalog.model import Catalog
    from schoolstd.district.summary import Counts, Failure, Gathered, RegisterProblem, Summary
    from schoolstd.programme.outcome import Outcome
    from schoolstd.wording.district import DistrictWords
    from schoolstd.wording.programme import ProgrammeWords

COMMON, LISTED = 10, 20
"""How many shared gaps, and how many files or schools, a page shows."""


class Programmed(NamedTuple):
    """The outcome of a programme over the schools of a summary, and the words to say it in."""

    outcome: Outcome
    words: ProgrammeWords


def district_page(
    summary: Summary,
    words: DistrictWords,
    programmed: Programmed | None = None,
    levels: Sequence[Catalog] = (),
    problems: Sequence[RegisterProblem] = (),
) -> Page:
    """The summary for a terminal, a Markdown file or a web page."""
    sections = [
        _overview(summary, words),
        *_tables(summary, words),
        *_common(summary, words),
        *_programme(programmed, summary, words),
        *_offices(summary, levels, words),
        *([problem_section(problems, words)] if problems else ()),
        *_lists(summary, words),
    ]
    return Page(title(summary, words), day(summary, words), tuple(sections), words.say("no_order"))


def title(summary: Summary, words: DistrictWords) -> str:
    """The heading, with the district when it is one."""
    districts = summary.districts
    where = (districts[0] or words.say("unnamed")) if len(districts) == 1 else words.say("several")
    return words.say("title", where=where)


def day(summary: Summary, words: DistrictWords) -> str:
    """On which day the schools were judged."""
    if summary.as_of:
        return words.say("day", date=summary.as_of)
    latest = latest_day(summary.gathered)
    return words.say("day_own", date=latest) if latest else words.say("day_none")


def overview_lines(summary: Summary, words: DistrictWords) -> list[str]:
    """How much came in and what it comes to, a sentence each."""
    found, total = summary.gathered, summary.total
    clean = sum(not gaps_of(record, summary.catalog) for record in summary.records)
    head = summary.catalog.head
    grave = [record.grave for record in summary.records if record.grave]
    return [
        words.say("judged_by", catalog=words.words.name(head), id=head.id, version=head.version),
        words.say(
            "came_in",
            files=files_in(found),
            used=len(found.records),
            failed=len(found.failures),
            doubled=len(found.doubled),
            unreported=len(found.unreported),
        ),
        words.say(
            "standing_counts", clean=clean, share=share(clean, len(found.records)), short=len(found.records) - clean
        ),
        words.say("met_counts", rate=rate(total), **_figures(total)),
        words.say("grave_counts", schools=len(grave), problems=sum(grave)),
        *([words.say("offices_came", count=len(found.offices))] if found.offices else ()),
    ]


def files_in(found: Gathered) -> int:
    """How many files came in, used or not."""
    doubled = sum(len(each.others) for each in found.doubled)
    offices = sum(1 + len(each.others) for each in found.offices)
    return len(found.records) + len(found.failures) + doubled + offices


def failure_sentence(failure: Failure, words: DistrictWords) -> str:
    """Why a file could not be used."""
    return words.words.input_error(InputError(failure.file, failure.code, failure.values))


def _figures(counts: Counts) -> dict[str, int]:
    return {key: getattr(counts, key) for key in COUNTED}


def _overview(summary: Summary, words: DistrictWords) -> Section:
    lines = overview_lines(summary, words)
    tone = Tone.WARN if summary.gathered.failures else Tone.PLAIN
    tones = (Tone.MUTED, tone, Tone.STRONG, *(Tone.PLAIN for _ in lines[3:]))
    return Section(words.say("overview"), tuple(map(Line, lines, tones)))


def _tables(summary: Summary, words: DistrictWords) -> Iterator[Section]:
    figures = (*(words.say(f"col_{key}") for key in COUNTED), words.say("col_rate"))
    rows = [counts_row(words.words.name(summary.catalog.duties[id_]), counts) for id_, counts in summary.duties.items()]
    yield Section(words.say("by_duty"), (Table((words.say("col_duty"), *figures), tuple(rows)),))
    for key, groups in summary.groups.items():
        if len(groups) < 2:
            continue
        rows = [(words.fact(name), str(counts.schools), *counts_row("", counts)[1:]) for name, counts in groups.items()]
        columns = (words.say(f"col_{key}"), words.say("col_schools"), *figures)
        yield Section(words.say(f"by_{key}"), (Table(columns, tuple(rows)),))


def _common(summary: Summary, words: DistrictWords) -> Iterator[Section]:
    gaps = common_gaps(summary)
    if gaps:
        lines = []
        for each in gaps[:COMMON]:
            values = {"id": each.id, "title": words.title(each.id), "short": len(each.short)}
            of = share(len(each.short), each.counts.applicable)
            text = words.say("common_line", applicable=each.counts.applicable, share=of, **values)
            lines.append(Line(text, Tone.WARN, 1, "△"))
            remedy = words.words.text(summary.catalog.indicators[each.id], "remedy")
            lines.append(Line(words.say("remedy", remedy=remedy), Tone.MUTED, 2))
        yield Section(words.say("common", count=len(gaps), shown=min(COMMON, len(gaps))), tuple(lines))
    if summary.records and (strong := strengths(summary)):
        line = Line(words.joined([each.id for each in strong], LISTED), Tone.GOOD, 1)
        yield Section(words.say("strengths", count=len(strong)), (line,))


def _programme(programmed: Programmed | None, summary: Summary, words: DistrictWords) -> Iterator[Section]:
    """What a programme proposes; with a register, but no day, that a day is wanted."""
    if programmed is None:
        if summary.gathered.registers and not summary.as_of:
            yield Section(words.say("sheet_batches"), (Line(words.say("need_day"), Tone.WARN, 1),))
        return
    outcome, own = programmed
    found = outcome.allocation
    lines = [
        Line(
            words.say("batch_line", batch=own.name(each.batch), planned=each.planned, placed=len(each.placed)),
            indent=1,
        )
        for each in found.batches
    ]
    lines += [Line(text, Tone.WARN, 1) for text in over_lines(found, own)]
    lines.append(Line(words.say("waiting_line", count=len(found.waiting), ineligible=len(found.ineligible)), indent=1))
    if outcome.round:
        name = own.name(outcome.round.honour)
        lines.append(Line(words.say("round_line", round=name, chosen=len(outcome.round.chosen)), indent=1))
    yield Section(words.say("batches", programme=own.name(outcome.programme)), tuple(lines))


def _offices(summary: Summary, levels: Sequence[Catalog], words: DistrictWords) -> Iterator[Section]:
    if section := office_section(OfficeWords(summary.gathered, levels, words)):
        yield section


def _lists(summary: Summary, words: DistrictWords) -> Iterator[Section]:
    found = summary.gathered
    lists = {
        "failures": [
            words.say("failure_line", file=each.file, sentence=failure_sentence(each, words)) for each in found.failures
        ],
        "doubled": [
            words.say("doubled_line", code=each.code, used=each.used, others=words.joined(list(each.others)))
            + (words.say("doubled_same_day", files=words.joined(list(each.same_day))) if each.same_day else "")
            for each in found.doubled
        ],
        "alike": [
            words.say(
                "alike_line",
                what=words.joined([words.subject(one.subject) for one in each.likenesses], 3),
                count=len(each.schools),
                schools=words.joined([name or code for code, name in each.schools], 6, counted=False),
            )
            for each in groups_of(found.likenesses)
        ],
        "unreported": [f"{school.code} {school.name}" for school in found.unreported],
        "waivers": [waiver_sentence(each, words.lang) for each in found.waivers],
    }
    for key, texts in lists.items():
        if texts:
            lines = [Line(text, Tone.WARN if key == "failures" else Tone.PLAIN, 1) for text in texts[:LISTED]]
            if len(texts) > LISTED:
                lines.append(Line(words.say("more", count=len(texts)), Tone.MUTED, 1))
            yield Section(words.say(key, count=len(texts)), tuple(lines))
