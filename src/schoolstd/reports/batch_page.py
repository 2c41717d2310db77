"""The outcome of a programme to a page: batches, those proposed, those who wait, those who are not eligible and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schoolstd.problem import Severity
from schoolstd.reports.page import Line, Page, Section, Table, Tone
from schoolstd.reports.register_problems import doubled_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schoolstd.programme.allocate import Allocation, BatchResult, Placement
    from schoolstd.programme.eligibility import Eligibility
    from schoolstd.programme.outcome import Outcome
    from schoolstd.programme.register import School
    from schoolstd.wording import Words
    from schoolstd.wording.programme import ProgrammeWords


class Entry(NamedTuple):
    """A school on a list, and why it is there."""

    school: School
    why: str
    route: str = ""


def batch_page(outcome: Outcome, words: Words, own: ProgrammeWords) -> Page:
    """The report for the terminal."""
    found = outcome.allocation
    sections = [_overview(outcome, own)]
    last = outcome.programme.batches[-1].id
    sections += [_placed(batch, own, batch.batch.id == last) for batch in found.batches]
    sections.append(_list(own.say("waiting", count=len(found.waiting)), waiting(found, own), own))
    sections.append(
        _list(own.say(not_eligible_title(outcome), count=len(found.ineligible)), ineligible(found, own), own)
    )
    sections.append(_list(own.say("unreported", count=len(found.unreported)), unreported(found, own), own))
    for title, entries in (("late", late(found, own)), ("gone", gone(found, own))):
        if entries:
            sections.append(_list(own.say(title, count=len(entries)), entries, own))
    sections += [_reference(found, own), *_round(outcome, own), *_reviews(outcome, own)]
    sections += [*_waivers(outcome, own), *_problems(outcome, words, own)]
    sections += [*_doubled(outcome, own), *_failures(outcome, words, own)]
    title = own.say("batch_title", programme=own.name(outcome.programme))
    footer = own.say("footer", disclaimer=own.disclaimer)
    return Page(title, day_line(outcome, own), tuple(sections), footer)


def day_line(outcome: Outcome, own: ProgrammeWords) -> str:
    """The day, and the register."""
    return own.say("batch_day", date=outcome.as_of, register=outcome.register or own.say("no_register"))


def overview_lines(outcome: Outcome, own: ProgrammeWords) -> list[str]:
    """How many schools there are, where the programme stands, and by which rules the lists are made."""
    found, programme = outcome.allocation, outcome.programme
    phase = programme.phase_on(outcome.as_of)
    now = own.name(phase) if phase else own.say("no_phase")
    mode = own.say(f"mode_{programme.parameter('share_mode')}")
    open_ = [each.id for each in programme.questions if each.default]
    order = own.say(f"order_{programme.parameter('tie_break')}")
    return [
        own.say("total_line", total=found.total, present=found.present, phase=now),
        own.say("rule_line", rule=own.rule(), mode=mode, order=order),
        own.say("answers_line", count=len(open_), first=open_[0]),
        *over_lines(found, own),
    ]


def over_lines(found: Allocation, own: ProgrammeWords) -> list[str]:
    """The batches by which more have been taken than the plan has, where it is a limit."""
    limited = own.programme.parameter("share_mode") == "planned"
    return [
        own.say("over", batch=own.name(each.batch), over=each.over) for each in found.batches if limited and each.over
    ]


def plan_rows(outcome: Outcome, own: ProgrammeWords) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Columns and rows of the batches: planned, open, taken and short seats, and the window."""
    begun = {each.batch.id: each for each in outcome.allocation.batches}
    columns = tuple(own.say(f"col_{key}") for key in ("batch", "plan", "open", "counted", "short", "window"))
    rows: list[tuple[str, ...]] = []
    for batch in outcome.programme.batches:
        result = begun.get(batch.id)
        figures = (str(result.open), str(result.counted), str(short(result))) if result else ("—", "—", "—")
        window = f"{batch.window.start}—{batch.window.end}"
        rows.append((own.name(batch), str(outcome.allocation.seats[batch.id]), *figures, window))
    return columns, rows


def short(result: BatchResult) -> int:
    """How many seats of a batch are not taken."""
    return max(0, result.open - result.counted)


def placed(result: BatchResult, own: ProgrammeWords) -> list[Entry]:
    """Those proposed for a batch, or recognised in it, and why."""
    return [Entry(each.candidate.school, reason(each, own)) for each in result.placed]


def waiting(found: Allocation, own: ProgrammeWords) -> list[Entry]:
    """The eligible ones that no batch has taken in."""
    return [Entry(each.candidate.school, reason(each, own)) for each in found.waiting]


def ineligible(found: Allocation, own: ProgrammeWords) -> list[Entry]:
    """Those with something in the way, by code, with the nearest route."""
    return [
        Entry(
            each.school,
            own.obstacles(each.eligibility.obstacles) + own.waived(each.eligibility),
            _route(each.eligibility, own),
        )
        for each in found.ineligible
        if each.eligibility
    ]


def not_eligible_title(outcome: Outcome) -> str:
    """The key of that list's title: after the last batch it is the list of those never recognised."""
    return "ineligible_list" if outcome.as_of <= outcome.programme.batches[-1].window.end else "unmet_list"


def unreported(found: Allocation, own: ProgrammeWords) -> list[Entry]:
    """Those of whom no usable workbook has come in."""
    return [Entry(each.school, own.say("unreported_why")) for each in found.unreported]


def late(found: Allocation, own: ProgrammeWords) -> list[Entry]:
    """Those founded after the register was frozen."""
    return [Entry(each.school, own.say("late_why", date=each.school.joined)) for each in found.late]


def gone(found: Allocation, own: ProgrammeWords) -> list[Entry]:
    """Those that have closed."""
    return [Entry(each.school, own.say("gone_why", date=each.school.closed)) for each in found.gone]


def reason(placement: Placement, own: ProgrammeWords) -> str:
    """Why a school has been put where it is."""
    step = placement.candidate.school.step
    order = "—" if step.order is None else step.order
    values = {"rank": placement.rank, "order": order, "applied": step.applied or "—", "date": step.recognised}
    return own.say(f"reason_{placement.reason}", **values) + own.waived(placement.candidate.eligibility)


def reference_rows(found: Allocation, own: ProgrammeWords) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Columns and rows of the reference seats by district, for the batches that have begun."""
    districts = sorted({district for each in found.batches for district in each.reference})
    columns = (own.say("col_district"), *(own.name(each.batch) for each in found.batches))
    rows = [(district, *(str(each.reference.get(district, 0)) for each in found.batches)) for district in districts]
    return columns, rows


def seats_title(own: ProgrammeWords) -> str:
    """What the seats by district are: a reference or a limit."""
    return own.say(f"seats_{own.programme.parameter('district_quota')}")


def _overview(outcome: Outcome, own: ProgrammeWords) -> Section:
    columns, rows = plan_rows(outcome, own)
    lines = [Line(text) for text in overview_lines(outcome, own)]
    return Section(own.say("overview"), (*lines, Table(columns, tuple(rows))))


def _placed(result: BatchResult, own: ProgrammeWords, last: bool) -> Section:
    title = own.say("placed", batch=own.name(result.batch), count=len(result.placed))
    section = _list(title, placed(result, own), own)
    if not short(result):
        return section
    text = own.say("short_last" if last else "short", open=result.open, counted=result.counted, short=short(result))
    return section._replace(blocks=(*section.blocks, Line(text, Tone.WARN)))


def _list(title: str, entries: Sequence[Entry], own: ProgrammeWords) -> Section:
    lines = [
        line
        for number, each in enumerate(entries, start=1)
        for line in (
            Line(f"{number}. {each.school.code} {each.school.name}　{each.school.district}", Tone.PLAIN, 1),
            Line(each.why, Tone.MUTED, 2),
            *(
                [Line(f"{own.say('col_route')}: {each.route}", Tone.MUTED, 2)]
                if each.route not in ("", own.say("route_all"))
                else []
            ),
        )
    ]
    return Section(title, tuple(lines) or (Line(own.say("none"), Tone.MUTED, 1),))


def _route(eligibility: Eligibility, own: ProgrammeWords) -> str:
    """The nearest route, in short where it is all that is in the way; an empty text when there is none."""
    if eligibility.route == eligibility.obstacles:
        return own.say("route_all")
    return own.obstacles(eligibility.route)


def _reference(found: Allocation, own: ProgrammeWords) -> Section:
    columns, rows = reference_rows(found, own)
    return Section(seats_title(own), (Table(columns, tuple(rows)),))


def round_lists(outcome: Outcome, own: ProgrammeWords) -> Iterator[tuple[str, list[Entry]]]:
    """The lists of the open round of model schools by title: those that may be chosen, and the other recognised ones."""
    round_ = outcome.round
    if round_ is None:
        return
    for key, nominees in (("chosen", round_.chosen), ("over", round_.over), ("others", round_.others)):
        if nominees or key == "chosen":
            entries = [
                Entry(
                    each.school,
                    own.obstacles(each.obstacles)
                    if each.obstacles
                    else own.say("unreported_why")
                    if each.obstacles is None
                    else _listed(each.school, own.list_name(round_.honour), own),
                )
                for each in nominees
            ]
            yield own.say(f"round_{key}", honour=own.name(round_.honour), count=len(nominees)), entries


def _listed(school: School, reference: str, own: ProgrammeWords) -> str:
    if not reference:
        return "—"
    return own.say("listed", list=reference, answer=own.say("yes" if school.listed else "no"))


def _round(outcome: Outcome, own: ProgrammeWords) -> Iterator[Section]:
    for title, entries in round_lists(outcome, own):
        yield _list(title, entries, own)


def reviews(outcome: Outcome, own: ProgrammeWords) -> list[Entry]:
    """The recognised schools with their state in re-review."""
    return [Entry(each.school, own.review(each.state)) for each in outcome.reviews]


def _reviews(outcome: Outcome, own: ProgrammeWords) -> Iterator[Section]:
    if outcome.reviews:
        yield _list(own.say("reviews", count=len(outcome.reviews)), reviews(outcome, own), own)


def _waivers(outcome: Outcome, own: ProgrammeWords) -> Iterator[Section]:
    lines = [Line(own.waiver(each), Tone.PLAIN if each.state == "used" else Tone.WARN, 1) for each in outcome.waivers]
    if lines:
        yield Section(own.say("waivers", count=len(lines)), tuple(lines))


def problem_lines(outcome: Outcome, words: Words) -> list[tuple[str, str, bool]]:
    """(place, sentence, grave) of every problem of the register."""
    return [
        (str(each.location) if each.location else "", words.problem(each), each.severity is Severity.ERROR)
        for each in outcome.problems
    ]


def _problems(outcome: Outcome, words: Words, own: ProgrammeWords) -> Iterator[Section]:
    lines = [
        Line(f"{place}  {text}" if place else text, Tone.BAD if grave else Tone.WARN, 1)
        for place, text, grave in problem_lines(outcome, words)
    ]
    if lines:
        yield Section(own.say("register_problems", count=len(lines)), tuple(lines))


def doubled_lines(outcome: Outcome, own: ProgrammeWords) -> list[tuple[str, str]]:
    """(code, sentence) of every school that sent several workbooks."""
    return [(each.code, doubled_text(each, own)) for each in outcome.doubled]


def _doubled(outcome: Outcome, own: ProgrammeWords) -> Iterator[Section]:
    lines = [Line(f"{code}　{text}", Tone.PLAIN, 1) for code, text in doubled_lines(outcome, own)]
    if lines:
        yield Section(own.say("doubled", count=len(lines)), tuple(lines))


def _failures(outcome: Outcome, words: Words, own: ProgrammeWords) -> Iterator[Section]:
    lines = [Line(f"{error.file}: {words.input_error(error)}", Tone.BAD, 1) for error in outcome.failures]
    if lines:
        yield Section(own.say("failures", count=len(lines)), tuple(lines))
