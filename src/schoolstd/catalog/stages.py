"""The stages of schooling and their grades, as a catalog has them for one school. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.evidence.grades import StageNames

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schoolstd.catalog.model import Catalog, Stage
    from schoolstd.evidence.model import Entry

    Profile = Mapping[str, Entry]

NUMERALS = "一二三四五六七八九"
_DIGITS = {ord(numeral): str(number) for number, numeral in enumerate(NUMERALS, start=1)}


def stage_grades(catalog: Catalog, profile: Profile) -> dict[str, tuple[str, ...]]:
    """The grades of every stage in a school with this profile, in order. Who leaves blank what chooses other grades has the
    usual ones."""
    return {stage.id: _grades(stage, profile) for stage in catalog.stages.values()}


def stage_of(grade: str, stages: Mapping[str, tuple[str, ...]]) -> str:
    """The stage that a grade belongs to, or an empty text."""
    return next((stage for stage, grades in stages.items() if grade in grades), "")


def grades_of(catalog: Catalog, profile: Profile) -> tuple[str, ...]:
    """The grades of a school: those it names, else all of its stages, else none."""
    named = profile.get("grades")
    if named and isinstance(named.value, tuple):
        return named.value
    kind = profile.get("stage")
    if kind is None or not isinstance(kind.value, str):
        return ()
    stages = catalog.stages.values()
    return tuple(grade for each in stages if kind.value in each.schools for grade in _grades(each, profile))


def grade_names(catalog: Catalog, profile: Profile) -> dict[str, str]:
    """The usual names of every grade to the grade: its own, 1年级, 小学一年级, and as its stage counts, 初一, 初一年级 and 初中一年级."""
    names: dict[str, str] = {}
    stages = stage_grades(catalog, profile)
    for stage in catalog.stages.values():
        for numeral, grade in zip(NUMERALS, stages[stage.id], strict=False):
            names[f"{stage.id}{numeral}年级"] = grade
            if stage.short:
                names |= {f"{stage.short}{numeral}": grade, f"{stage.short}{numeral}年级": grade}
    for id_, grades in stages.items():  # a grade's own name wins over one that is counted
        for grade in grades:
            names |= {grade: grade, grade.translate(_DIGITS): grade, f"{id_}{grade}": grade}
    return names


def stage_names(catalog: Catalog, grades: Mapping[str, tuple[str, ...]]) -> tuple[StageNames, ...]:
    """The stages as a text may name them, with the grades that a school has in them."""
    return tuple(StageNames(each.id, each.short, grades[each.id]) for each in catalog.stages.values())


def _grades(stage: Stage, profile: Profile) -> tuple[str, ...]:
    for other in stage.otherwise:
        entry = profile.get(other.profile)
        if entry and entry.value in other.in_:
            return other.grades
    return stage.grades
