"""The school's own workbook given back: cells coloured, notes at them, and a list with links. Each workbook gets a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from schoolstd.checks.base import Outcome
from schoolstd.errors import UsageError
from schoolstd.reports import Output
from schoolstd.reports.findings import schools
from schoolstd.wording.formats import SENTENCES, FormatWords
from schoolstd.workbook.annotate import Listing, Remark, annotate
from schoolstd.workbook.keeping import open_whole, saved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schoolstd.location import Location
    from schoolstd.reports import Report
    from schoolstd.reports.findings import Row, School

COLUMNS = ("kind", "indicator", "what", "found", "wanted", "source", "remedy", "where")
WIDTHS = (11, 22, 26, 30, 26, 24, 36, 20)
SUFFIXES = (".xlsx", ".xlsm")
_UNSAFE = re.compile(r"[^\w\u4e00-\u9fff（）()·.-]+")
MAX_NAME = 80
MAX_PLACES = 200
"""Cells of one finding that are marked: whoever has more mends these and checks again."""
MAX_MARKS = 2_000
"""Cells that are marked in a workbook, each with a line of the list."""


def outputs(report: Report, path: str) -> Iterator[Output]:
    """A file for each workbook: `path` is a folder (it is one, or ends with a slash), or the file for the only workbook.

    Raises UsageError for one file for several workbooks or a suffix other than the workbook's; InputError for a workbook
    that cannot be annotated.
    """
    says = FormatWords(report.words.lang)
    found = schools(report)
    folder = path.endswith(("/", "\\")) or Path(path).is_dir()
    if not folder and len(report.assessments) + len(report.failures) > 1:
        raise UsageError("annotated_one", {"count": str(len(report.assessments) + len(report.failures))})
    taken: set[str] = set()
    for school in found:
        suffix = Path(school.path).suffix.lower()
        target = str(Path(path) / _name(school.path, suffix, says, taken)) if folder else path
        if not folder and suffix in SUFFIXES and not path.lower().endswith(suffix):
            raise UsageError("annotated_suffix", {"path": path, "suffix": suffix})
        opened = open_whole(school.path, school.file)
        notes = _notes(opened.lost, says)
        annotate(
            opened.book,
            list(_bounded(_remarks(school, says), says)),
            _listing(school, report, notes, says),
            SENTENCES["sheet_gaps"],
        )
        if folder and Path(target).name != f"{Path(school.path).stem}.{says.say('annotated_suffix')}{suffix}":
            notes = [*notes, says.say("annotated_renamed", name=Path(target).name)]
        yield Output(target, saved(opened), tuple(f"{school.file}: {note}" for note in notes))


def _name(path: str, suffix: str, says: FormatWords, taken: set[str]) -> str:
    """What an annotated workbook is called: the workbook's own name in letters and figures that any system takes, once."""
    stem = _UNSAFE.sub("_", Path(path).stem).strip("._")[:MAX_NAME] or "_"
    stem, number = f"{stem}.{says.say('annotated_suffix')}", 1
    name = f"{stem}{suffix}"
    while name.lower() in taken:
        number += 1
        name = f"{stem}-{number}{suffix}"
    taken.add(name.lower())
    return name


def _notes(lost: tuple[str, ...], says: FormatWords) -> list[str]:
    """What of the workbook is not in the copy."""
    keys = {"shapes": "pictures"}
    names = dict.fromkeys(says.say(f"lost_{keys.get(key, key)}") for key in lost)
    return [says.say("annotated_lost", parts=says.listed(names))] if names else []


def _listing(school: School, report: Report, notes: list[str], says: FormatWords) -> Listing:
    sheet = says.say("sheet_gaps")
    lines = (
        school.day,
        *(line.text for line in school.summary),
        *school.waivers,
        *notes,
        says.say("annotated_key"),
        report.words.label("footer"),
    )
    more = says.say("note_more", sheet=sheet, count="{count}")
    return Listing(sheet, school.title, lines, tuple(map(says.say, COLUMNS)), WIDTHS, more)


def _remarks(school: School, says: FormatWords) -> Iterator[Remark]:
    """Gaps and what is encouraged, problems with the data, then claims that are too high."""
    for row in school.shown:
        if row.open and not row.waiver:
            yield from _open(row, says)
    for fault in school.faults:
        note = says.say("note_fault", severity=fault.severity_text, sentence=fault.sentence)
        line = (says.say("kind_problem"), "", fault.sentence, "", "", "", "")
        yield Remark("bad" if fault.severity == "error" else "missing", _only(fault.location), note, line)
    for row in school.shown:
        if row.overclaim:
            note = says.say("note_claim", id=row.id, title=row.title, claim=says.claim(row))
            line = (
                says.say("kind_claim"),
                f"{row.id} {row.title}",
                says.claim(row),
                row.claim_text,
                row.verdict_text,
                "",
                "",
            )
            yield Remark("claim", _only(row.claim_location), note, line)


def _bounded(remarks: Iterable[Remark], says: FormatWords) -> Iterator[Remark]:
    """The remarks with as many of their cells as can be marked; what is left out is counted by a remark without a cell."""
    room = MAX_MARKS
    for remark in remarks:
        shown = remark.locations[: min(MAX_PLACES, room)]
        room -= max(len(shown), 1)
        if room <= 0:
            yield _more(remark, says.say("annotated_rest"))
            return
        yield remark._replace(locations=shown)
        if left := len(remark.locations) - len(shown):
            yield _more(remark, says.say("annotated_more", count=left))


def _more(remark: Remark, sentence: str) -> Remark:
    return Remark(remark.tone, (), "", (*remark.line[:2], sentence, *("" for _ in remark.line[3:])))


def _open(row: Row, says: FormatWords) -> Iterator[Remark]:
    kind = says.say("kind_gap" if row.gap else "kind_advice")
    for each in row.to_do:
        values = {"found": each.found, "wanted": each.wanted, "source": each.source, "remedy": each.remedy}
        note = says.say("note_gap", id=row.id, title=row.title, check=each.title, **values)
        tone = "bad" if each.outcome == Outcome.FAIL else "missing"
        line = (kind, f"{row.id} {row.title}", each.title, *values.values())
        yield Remark(tone, each.locations, note, line)


def _only(place: Location | None) -> tuple[Location, ...]:
    return (place,) if place else ()
