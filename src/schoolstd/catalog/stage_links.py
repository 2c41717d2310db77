"""What cannot be right between the stages of a catalog, their grades, and the profile fields `stage` and `grades`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.catalog.model import Catalog, ProfileField, Stage
    from schoolstd.yamlfile import Key

    Found = Iterator[tuple[Key, str, dict[str, str]]]
    Choice = tuple[str, str]
    """A profile field and its answer, by which other grades may be chosen; two empty texts for the usual ones."""

FOLLOWING = frozenset({"not_in_stages", "stages_missing", "not_a_stage"})
"""What is found wrong when a stage could not be read, and is not wrong for itself."""


def all_grades(catalog: Catalog) -> tuple[str, ...]:
    """Every grade that a stage has in any school, in order."""
    lists = [grades for stage in catalog.stages.values() for grades in _lists(stage)]
    return tuple(dict.fromkeys(grade for grades in lists for grade in grades))


def stage_mistakes(stage: Stage, catalog: Catalog) -> Found:
    """A list that is empty or names what is no answer, a grade that another stage has too, and one that got lost."""
    if "stage" not in catalog.profile:
        yield ("schools",), "unknown_reference", {"kind": "profile", "id": "stage", "near": ""}
    yield from _listed(stage.schools, "stage", ("schools",), catalog)
    yield from _listed(stage.grades, "grades", ("grades",), catalog)
    for number, other in enumerate(stage.otherwise):
        path: Key = ("otherwise", number)
        yield from _listed(other.in_, other.profile, (*path, "in"), catalog)
        yield from _listed(other.grades, "grades", (*path, "grades"), catalog)
    for choice in _choices(catalog):
        yield from _shared(stage, choice, catalog)
        yield from _lost(stage, choice, catalog)


def unstaged_mistakes(field: ProfileField, catalog: Catalog) -> Found:
    """Kinds of school and grades that may be answered but that no stage has: nothing would be known of them."""
    known: dict[str, set[str]] = {
        "stage": {school for stage in catalog.stages.values() for school in stage.schools},
        "grades": set(all_grades(catalog)),
    }
    for option in field.options:
        if field.id in known and option not in known[field.id]:
            yield (
                ("options",),
                "not_in_stages",
                {"item": option, "field": "schools" if field.id == "stage" else "grades"},
            )


def parameter_keys(by: str, catalog: Catalog) -> tuple[str, ...]:
    """What the figures of a parameter by stage or by grade may go by."""
    return tuple(catalog.stages) if by == "stage" else all_grades(catalog)


def _listed(items: tuple[str, ...], field: str, path: Key, catalog: Catalog) -> Found:
    """An empty list, or an item that is no answer to a profile field."""
    if not items:
        yield path, "empty_list", {}
    known = catalog.profile.get(field)
    options = () if not known else ("是", "否") if known.type == "yes_no" else known.options
    for item in items:
        if options and item not in options:
            yield path, "not_an_option", {"item": item, "options": "、".join(options)}


def _lists(stage: Stage) -> Iterator[tuple[str, ...]]:
    yield stage.grades
    yield from (other.grades for other in stage.otherwise)


def _choices(catalog: Catalog) -> list[Choice]:
    """The usual grades, and each answer that chooses others in some stage."""
    found = [
        (each.profile, answer) for stage in catalog.stages.values() for each in stage.otherwise for answer in each.in_
    ]
    return [("", ""), *dict.fromkeys(found)]


def _chosen(stage: Stage, choice: Choice) -> tuple[tuple[str, ...], Key]:
    """A stage's grades under a choice, and where they stand."""
    for number, other in enumerate(stage.otherwise):
        if other.profile == choice[0] and choice[1] in other.in_:
            return other.grades, ("otherwise", number, "grades")
    return stage.grades, ("grades",)


def _shared(stage: Stage, choice: Choice, catalog: Catalog) -> Found:
    """Grades that an earlier stage has too."""
    grades, path = _chosen(stage, choice)
    for other in catalog.stages.values():
        if other.id == stage.id:
            return
        for grade in grades:
            if grade in _chosen(other, choice)[0]:
                yield path, "grade_twice", {"grade": grade, "stage": other.id, "choice": choice[1]}


def _lost(stage: Stage, choice: Choice, catalog: Catalog) -> Found:
    """Grades that a stage gives up under a choice and no stage takes over, though there is a higher one."""
    path = _chosen(stage, choice)[1]
    kept = {grade for each in catalog.stages.values() for grade in _chosen(each, choice)[0]}
    order = all_grades(catalog)
    for grade in stage.grades:
        if grade not in kept and any(higher in kept for higher in order[order.index(grade) :]):
            yield path, "grade_lost", {"grade": grade, "choice": choice[1]}
