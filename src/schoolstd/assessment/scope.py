"""What of an assessment is reported. Pure: verdicts, counts and eligibility are those of the whole, whatever is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schoolstd.assessment.assess import is_gap

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from schoolstd.assessment.model import Assessment, IndicatorResult
    from schoolstd.catalog.model import Catalog
    from schoolstd.problem import Problem


class Scope(NamedTuple):
    """Why not all is reported: what was selected and ignored on the command line, and what a baseline has already.

    `left_out` are indicators outside the selection. `known` are indicators, and `known_problems` the positions of problems,
    that stand in the baseline as they are now; `changes` says of every other open indicator how it differs from the
    baseline: `new`, `worse` or `changed`. `notes` are codes of `wording.formats`, with `was` and `now` as their values.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()
    baseline: str = ""
    known: frozenset[str] = frozenset()
    known_problems: frozenset[int] = frozenset()
    changes: Mapping[str, str] = {}
    notes: tuple[str, ...] = ()
    was: str = ""
    now: str = ""


def selected(assessment: Assessment, select: Collection[str], ignore: Collection[str]) -> Assessment:
    """The assessment with only the indicators reported that a selection names, by their own id, their task's or their
    duty's, and none that is ignored. Nothing selected means all."""
    catalog = assessment.catalog
    left_out = frozenset(
        id_
        for id_, indicator in catalog.indicators.items()
        for names in [{id_, indicator.task, catalog.tasks[indicator.task].duty}]
        if (select and names.isdisjoint(select)) or not names.isdisjoint(ignore)
    )
    scope = (assessment.scope or Scope())._replace(select=tuple(select), ignore=tuple(ignore), left_out=left_out)
    return assessment._replace(scope=scope)


def selectable(catalog: Catalog) -> frozenset[str]:
    """What a selection may name."""
    return frozenset((*catalog.duties, *catalog.tasks, *catalog.indicators))


def within(assessment: Assessment) -> tuple[IndicatorResult, ...]:
    """The results inside the selection, those that a baseline has already included."""
    scope = assessment.scope
    return tuple(r for r in assessment.indicators if not scope or r.indicator.id not in scope.left_out)


def reported(assessment: Assessment) -> tuple[IndicatorResult, ...]:
    """The results to be reported, in catalog order."""
    scope = assessment.scope
    return tuple(r for r in within(assessment) if not scope or r.indicator.id not in scope.known)


def reported_problems(assessment: Assessment) -> tuple[Problem, ...]:
    """The problems with the workbook that are to be reported: a selection of indicators leaves none out."""
    known = assessment.scope.known_problems if assessment.scope else ()
    return tuple(problem for number, problem in enumerate(assessment.problems) if number not in known)


def unreported_gaps(assessment: Assessment) -> int:
    """How many gaps the selection leaves out, so that a report that is short for that reason says so."""
    left_out = assessment.scope.left_out if assessment.scope else ()
    return sum(is_gap(result) for result in assessment.indicators if result.indicator.id in left_out)
