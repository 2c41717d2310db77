"""What a report leaves out, said in the report itself: nothing is ever narrowed in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.assessment.scope import unreported_gaps
from schoolstd.reports.page import Line, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.assessment.model import Assessment


def scope_lines(assessment: Assessment, lang: str) -> Iterator[Line]:
    """What was selected and ignored and how many gaps that hides; then what the baseline has already."""
    scope = assessment.scope
    if scope is None:
        return
    from schoolstd.wording.formats import FormatWords

    says = FormatWords(lang)
    if scope.select or scope.ignore:
        yield from chosen_lines(assessment, lang)
        gaps = unreported_gaps(assessment)
        yield Line(says.say("scope_left", count=len(scope.left_out), gaps=gaps), Tone.WARN)
    if scope.baseline:
        values = {"known": len(scope.known), "problems": len(scope.known_problems), "open": len(scope.changes)}
        yield Line(says.say("baseline_counts", file=scope.baseline, **values), Tone.WARN)
        for note in scope.notes:
            yield Line(says.say(note, was=scope.was, now=scope.now), Tone.WARN)


def chosen_lines(assessment: Assessment, lang: str) -> Iterator[Line]:
    """What was selected and ignored, which is the same for every school of a run."""
    from schoolstd.wording.formats import FormatWords

    says, scope = FormatWords(lang), assessment.scope
    for key, ids in (("only", scope.select), ("without", scope.ignore)) if scope else ():
        if ids:
            yield Line(says.say(f"scope_{key}", ids=says.listed(ids)), Tone.WARN)
