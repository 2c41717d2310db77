"""What schools report to the figures of their district. Pure: assessments in, figures and evidence out.

Nothing flows the other way: a school is assessed before, and without, its district.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from schoolstd.assessment.facts import EvidenceFacts
from schoolstd.assessment.model import RANK
from schoolstd.catalog.model import Count
from schoolstd.checks.base import Outcome
from schoolstd.evidence.model import Entry, Part, Rolled
from schoolstd.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from schoolstd.assessment.model import Assessment
    from schoolstd.catalog.model import Catalog, Metric
    from schoolstd.evidence.model import Evidence

NAMED = 3
"""How many files a problem names before the rest is only counted."""


def roll_up(catalog: Catalog, schools: Sequence[Assessment], unread: Sequence[str] = ()) -> tuple[Rolled, ...]:
    """The figures of a district's catalog that its schools give, in catalog order, each with what every school gave.

    A school that is not asked, by its profile or by the date, gives no part; one that leaves a figure blank gives a part
    without a value. In a count a school gives 1 or 0, whatever is blank in its workbook. `unread` are the files that could not be used.
    """
    return tuple(
        Rolled(
            metric.id, sum((part.value for part in parts if part.value is not None), Decimal(0)), parts, tuple(unread)
        )
        for metric in catalog.metrics.values()
        if metric.sum_of or metric.count_of != Count()
        for parts in [tuple(_parts(metric, schools))]
    )


def with_schools(evidence: Evidence, catalog: Catalog, rolled: Iterable[Rolled]) -> Evidence:
    """A district's evidence with blank figures filled from its schools, and a problem where the two do not agree.

    A sum that lacks a school fills nothing and contradicts nothing: it is told as incomplete. A cell that could not be
    read stays a problem of its own. Figures that do not apply to the district are left alone.
    """
    facts = EvidenceFacts(evidence, catalog, None)
    metrics, problems, told = dict(evidence.metrics), list(evidence.problems), []
    for found in rolled:
        entry = metrics.get(found.metric, Entry())
        if not facts.applies(found.metric) or not (found.parts or found.unread):
            continue
        typed = entry.value if isinstance(entry.value, Decimal) else None
        told.append(found._replace(typed=typed))
        values = {"metric": found.metric}
        if found.lacking:
            named = "、".join(found.lacking[:NAMED]) + ("…" if len(found.lacking) > NAMED else "")
            values |= {"count": str(len(found.lacking)), "files": named}
            problems.append(Problem("rollup_incomplete", entry.location, values))
        elif typed is None and not entry.bad:
            metrics[found.metric] = Entry(found.figure, entry.location)
        elif typed is not None and typed != found.figure:
            values |= {"typed": str(typed), "found": str(found.figure), "schools": str(len(found.parts))}
            problems.append(Problem("rollup_differs", entry.location, values))
    return evidence._replace(metrics=metrics, problems=tuple(problems), rolled=tuple(told))


def _parts(metric: Metric, schools: Iterable[Assessment]) -> Iterator[Part]:
    for school in schools:
        name = school.evidence.profile.get("name", Entry()).value
        file, title = school.evidence.file, str(name or "")
        if not metric.sum_of:
            if (counts := _counts(metric.count_of, school)) is not None:
                yield Part(file, title, Decimal(counts))
        elif EvidenceFacts(school.evidence, school.catalog, school.as_of).applies(metric.sum_of):
            entry = school.evidence.metrics.get(metric.sum_of, Entry())
            yield Part(file, title, entry.value if isinstance(entry.value, Decimal) else None, entry.location)


def _counts(count: Count, school: Assessment) -> bool | None:
    """Whether a school has the verdict, or one of its checks the outcome, that is counted; None where it is not asked."""
    wanted = count.indicator or count.check.rpartition(".")[0]
    result = next((each for each in school.indicators if each.indicator.id == wanted), None)
    if result is None:
        return None
    if count.indicator:
        return result.verdict == count.verdict if result.verdict in RANK or result.verdict == count.verdict else None
    key = count.check.rpartition(".")[2]
    outcome = next((each.result.outcome for each in result.checks if each.check.id == key), Outcome.SKIPPED)
    return outcome == count.outcome if outcome is not Outcome.SKIPPED or outcome == count.outcome else None
