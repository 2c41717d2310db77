"""Two results of one school side by side, as a page and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schoolstd import __version__
from schoolstd.reports.page import Line, Page, Section, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schoolstd.assessment.snapshot import ResultProblem, Snapshot
    from schoolstd.diff import ClaimChange, Diff, Expired, Shift
    from schoolstd.wording import Words

SCHEMA_VERSION = "1.0"
SHIFTS = (
    ("fallen", Tone.BAD),
    ("improved", Tone.GOOD),
    ("applicable", Tone.WARN),
    ("inapplicable", Tone.MUTED),
    ("shifted", Tone.PLAIN),
    ("only_new", Tone.PLAIN),
    ("only_old", Tone.MUTED),
)
"""The lists of indicators in the order of the page: what fell back comes first."""


def diff_page(diff: Diff, words: Words) -> Page:
    """What fell back, what improved, and everything else that changed; sections without a line are left out."""
    name = diff.new.name or diff.old.name or words.label("unnamed")
    title = words.label("diff_title", school=name)
    sections = [Section(words.label("diff_summary"), tuple(_summary(diff, words)))]
    for kind, tone in SHIFTS:
        shifts: tuple[Shift, ...] = getattr(diff, kind)
        lines = tuple(line for shift in shifts for line in _shift(shift, kind, tone, words))
        sections.append(Section(words.label(f"diff_{kind}", count=len(shifts)), lines))
    lists: tuple[tuple[str, list[Line]], ...] = (
        ("waivers", [*_excuses(diff.old, "diff_old", words), *_excuses(diff.new, "diff_new", words)]),
        ("diff_expired", [_expired(each, words) for each in diff.expired]),
        ("diff_claims", [_claim(each, words) for each in diff.claims]),
        ("diff_problems_new", [_problem(each, Tone.WARN, words) for each in diff.problems_new]),
        ("diff_problems_gone", [_problem(each, Tone.MUTED, words) for each in diff.problems_gone]),
    )
    sections += [Section(words.label(key, count=len(lines)), tuple(lines)) for key, lines in lists]
    shown = tuple(section for section in sections if section.blocks)
    sides = words.label("diff_sides", old=_side(diff.old, words), new=_side(diff.new, words))
    return Page(title, sides, shown, words.label("footer"))


def diff_value(diff: Diff) -> dict[str, Any]:
    """The comparison as JSON values."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "schoolstd", "version": __version__},
        "old": _side_value(diff.old),
        "new": _side_value(diff.new),
        "regressed": diff.regressed,
        "notes": [note.removeprefix("diff_") for note in diff.notes],
        "unchanged": diff.unchanged,
        "improved": _shift_values(diff.improved),
        "fallen_back": _shift_values(diff.fallen),
        "newly_applicable": _shift_values(diff.applicable),
        "newly_inapplicable": _shift_values(diff.inapplicable),
        "changed_otherwise": _shift_values(diff.shifted),
        "only_in_new": _shift_values(diff.only_new),
        "only_in_old": _shift_values(diff.only_old),
        "expired_evidence": [
            {
                "type": each.type,
                "title": each.title,
                "valid_until": each.valid_until or None,
                "place": each.place or None,
                "replaced": each.replaced,
            }
            for each in diff.expired
        ],
        "claims": [
            {
                "id": each.id,
                "title": each.title,
                "old": each.old or None,
                "new": each.new or None,
                "agreement": each.agreement,
            }
            for each in diff.claims
        ],
        "waivers": {"old": _excuse_values(diff.old), "new": _excuse_values(diff.new)},
        "problems_new": _problem_values(diff.problems_new),
        "problems_gone": _problem_values(diff.problems_gone),
    }


def _side_value(side: Snapshot) -> dict[str, Any]:
    return {
        "file": side.file,
        "school": {"code": side.code or None, "name": side.name or None},
        "catalog": {"id": side.catalog, "version": side.version},
        "as_of": side.as_of or None,
    }


def _shift_values(shifts: Iterable[Shift]) -> list[dict[str, Any]]:
    return [
        {
            "id": shift.id,
            "title": shift.title,
            "severity": shift.severity,
            "old": shift.old,
            "new": shift.new,
            "checks": [{"id": id_, "title": title, "old": old, "new": new} for id_, title, old, new in shift.checks],
        }
        for shift in shifts
    ]


def _excuse_values(side: Snapshot) -> list[dict[str, Any]]:
    return [
        {
            "indicator": each.indicator,
            "state": each.state,
            "reason": each.reason,
            "approver": each.approver,
            "from": each.start,
            "until": each.until,
        }
        for each in side.waivers
    ]


def _problem_values(problems: Iterable[ResultProblem]) -> list[dict[str, Any]]:
    return [
        {
            "code": each.code,
            "severity": each.severity,
            "message": each.message,
            "location": {"sheet": each.sheet, "cell": each.cell} if each.sheet else None,
        }
        for each in problems
    ]


def _summary(diff: Diff, words: Words) -> Iterator[Line]:
    mandatory = sum(shift.severity == "mandatory" for shift in diff.fallen)
    counts = words.label(
        "diff_counts",
        improved=len(diff.improved),
        fallen=len(diff.fallen),
        mandatory=mandatory,
        unchanged=diff.unchanged,
    )
    yield Line(counts, Tone.BAD if mandatory else Tone.GOOD)
    for note in diff.notes:
        values = {"old": f"{diff.old.catalog} {diff.old.version}", "new": f"{diff.new.catalog} {diff.new.version}"}
        yield Line(words.label(note, **values), Tone.WARN)


def _side(side: Snapshot, words: Words) -> str:
    day = side.as_of or words.label("as_of_none")
    return words.label("diff_side", file=side.file, catalog=side.catalog, version=side.version, date=day)


def _shift(shift: Shift, kind: str, tone: Tone, words: Words) -> Iterator[Line]:
    mark = words.label("diff_encouraged") if shift.severity == "recommended" else ""
    old, new = words.verdict(shift.old), words.verdict(shift.new)
    key = "diff_alone_line" if kind.startswith("only_") else "diff_line" if shift.old != shift.new else "diff_same_line"
    yield Line(words.label(key, id=shift.id, title=shift.title, old=old, new=new, mark=mark), tone, 1)
    for id_, title, was, is_ in shift.checks:
        values = {"old": words.table.OUTCOMES[was], "new": words.table.OUTCOMES[is_]}
        yield Line(words.label("diff_check", id=id_.partition(".")[2], title=title, **values), Tone.MUTED, 2, "·")


def _expired(each: Expired, words: Words) -> Line:
    key = "diff_expired_check" if not each.valid_until else "diff_replaced" if each.replaced else "diff_expired_line"
    text = words.label(key, type=each.type, title=each.title, date=each.valid_until, place=each.place)
    return Line(text, Tone.MUTED if each.replaced else Tone.BAD, 1)


def _claim(each: ClaimChange, words: Words) -> Line:
    old, new = (words.verdict(claim) if claim else words.label("diff_no_claim") for claim in (each.old, each.new))
    tone = Tone.WARN if each.agreement == "overclaim" else Tone.PLAIN
    agreement = words.table.AGREEMENTS[each.agreement]
    return Line(words.label("diff_claim", id=each.id, title=each.title, old=old, new=new, agreement=agreement), tone, 1)


def _excuses(side: Snapshot, which: str, words: Words) -> Iterator[Line]:
    """Every waiver of one of the two results, also one that is out of its dates."""
    for each in side.waivers:
        title = side.standings[each.indicator].title if each.indicator in side.standings else ""
        values = {"id": each.indicator, "title": title, "state": words.table.WAIVERS[each.state]}
        span = words.range(each.start, each.until)
        text = words.label("waiver_line", reason=each.reason, approver=each.approver, range=span, **values)
        yield Line(f"{words.label(which)}{text}", Tone.PLAIN if each.state == "used" else Tone.WARN, 1)


def _problem(each: ResultProblem, tone: Tone, words: Words) -> Line:
    place = f"{each.sheet}!{each.cell}" if each.cell else each.sheet
    severity = words.table.SEVERITIES[each.severity]
    place = f"{place} " if place else ""
    return Line(words.label("problem_line", severity=severity, place=place, sentence=each.message), tone, 1)
