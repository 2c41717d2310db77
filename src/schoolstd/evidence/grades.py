"""Which grades a text names: lists, stretches, classes, a stage, the whole school. Pure; never a guess."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from schoolstd.evidence.values import plain

MAX_TEXT = 200
SENIOR = ("高一", "高二", "高三")
"""Grades that are understood, though compulsory education does not ask for them."""
_HAN = "一二三四五六七八九"
_ENDS = ("", "部", "各年级", "部各年级", "全体学生", "部全体学生")
"""What may stand behind the name of a stage."""
_WHOLE = re.compile(
    "(?:全校|全体|各个?年级|所有年级|每个年级|全部年级|各班|(?:the )?(?:whole|entire) school|all (?:grades|pupils|students))(.*)"
)
_PUPILS = re.compile("学生|师生|同学|pupils|students")
_ADULTS = re.compile("教师|老师|教职|职工|家长|干部|党员|班主任|teachers|parents|staff")
_AUDIENCE = "(?:全体|部分|各班|的|学生|师生|同学|男生|女生|代表)*"
_CLASS = r"(?P<marked>(?:\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\))+班?)|(?P<plain>\d{1,2}班?)|(?P<han>[一二三四五六七八九十]{1,3}班)"
_GRADE = rf"(?P<number>[{_HAN}]+|\d)(?P<unit>年级|年(?=[\d({_HAN}十]))?(?:{_CLASS})?{_AUDIENCE}"
_OTHER_CLASS = re.compile(rf"(?:\((?:\d{{1,2}}|[{_HAN}十]{{1,3}})\)|\d{{1,2}})+班?{_AUDIENCE}")
_AND = re.compile(r"[、,;/&+|\s]+|以及|及|和|与")
_TO = re.compile(r"\s*(?:至|到|[-—–―~∼]+)\s*")
_ENGLISH = re.compile(r"grades?\s*([1-9](?:(?:\s*(?:[-—–~,&]|\bto\b|\band\b)\s*)+(?:grades?\s*)?[1-9])*)")


class StageNames(NamedTuple):
    """A stage with its grades in order; `short` is what they are counted with, if anything but its name (初 for 初一)."""

    name: str
    short: str
    grades: tuple[str, ...]


class _School(NamedTuple):
    """The stages of a school as texts name them. `order` holds all grades and the senior ones; `grades` those of a stage by
    its names; `counted` are the names of stages whose first grade is called the first, and `later` the numbers by which
    their grades are called without them."""

    all: tuple[str, ...]
    order: tuple[str, ...]
    grades: dict[str, tuple[str, ...]]
    parts: dict[str, tuple[str, ...]]
    counted: frozenset[str]
    later: str
    item: re.Pattern[str]


class _Item(NamedTuple):
    """One grade as it is written: its number in its stage, and whether it says by itself that it is a grade."""

    stage: str
    number: str
    unit: bool
    class_: bool
    grade: bool


def parse_grades(text: str, stages: tuple[StageNames, ...]) -> tuple[str, ...]:
    """The grades of a school's stages, and 高一 … 高三, that a text names, each once, in order; nothing where any of it is not
    sure.

    Understood are `一、二年级`, `三至五年级`, `1-6年级`, `初一`, `初中一、二年级`, `一（2）班`, `小学部`, `grades 1-3`; the whole
    school is all grades of the stages. Not understood are `一、二` with no word for a grade, `低年级`, and `初一年级、二年级`, whose
    second may be of either stage.
    """
    return _parsed(plain(text).lower(), stages) if len(text) <= MAX_TEXT else ()


@lru_cache(maxsize=2048)
def _parsed(text: str, stages: tuple[StageNames, ...]) -> tuple[str, ...]:
    school = _school(stages)
    whole = _WHOLE.fullmatch(text)
    if whole and not re.search(rf"[\d{_HAN}]|部分", whole[1]):
        return school.all if _PUPILS.search(text) or not _ADULTS.search(text) else ()
    if english := _ENGLISH.fullmatch(text):
        figures = re.sub(r"\s*(?:,|&|\band\b)[\s,&]*(?:and\b)?\s*", "、", english[1].replace("to", "-"))
        text = re.sub(r"grades?|\s", "", figures) + "年级"
    text = re.sub(r"\s+(?=[年班级(])", "", text)
    found: set[str] = set()
    items: list[tuple[_Item, bool]] = []
    for part in filter(None, _AND.split(_TO.sub("-", text))):
        if part in school.parts:
            found.update(school.parts[part])
            continue
        if items and items[-1][0].class_ and _OTHER_CLASS.fullmatch(part):
            continue  # 三年级（1）、（2）班
        ends = [_read(each, school.item) for each in part.split("-")]
        if None in ends or len(ends) > 2:
            return ()
        items += [(item, bool(at)) for at, item in enumerate(ends) if item]
    grades = _resolved(items, school)
    return tuple(each for each in school.order if each in found.union(grades)) if grades or not items else ()


@lru_cache(maxsize=16)
def _school(stages: tuple[StageNames, ...]) -> _School:
    known = (*stages, StageNames("高中", "高", SENIOR))
    grades = {name: stage.grades for stage in known for name in (stage.name, stage.short) if name}
    parts = {f"{stage.name}{end}": stage.grades for stage in known for end in _ENDS}
    for stage in stages:
        if stage.name.endswith("中"):  # a school of juniors calls itself 中学; so may one of seniors
            parts |= {f"中学{end}": stage.grades for end in _ENDS if end}
    every = tuple(grade for stage in stages for grade in stage.grades)
    counted = frozenset(name for stage in known if stage.short for name in (stage.name, stage.short))
    later = [at for at, grade in enumerate(every[:9]) if any(stage.short and grade in stage.grades for stage in stages)]
    names = "|".join(sorted(map(re.escape, grades), key=len, reverse=True))
    return _School(
        every,
        (*every, *SENIOR),
        grades,
        parts,
        counted,
        "".join(_HAN[at] for at in later) + "".join(str(at + 1) for at in later),
        re.compile(f"(?:(?P<stage>{names})部?)?{_GRADE}"),
    )


def _read(text: str, item: re.Pattern[str]) -> _Item | None:
    found = item.fullmatch(text)
    if not found:
        return None
    stage, unit, number = found["stage"] or "", bool(found["unit"]), found["number"]
    han = number[0] in _HAN
    if (found["plain"] and not (unit or han)) or (found["han"] and not unit):
        return None  # 12班 and 三二班: nobody can tell grade from class
    class_ = bool(found["marked"] or found["plain"] or found["han"])
    return _Item(stage, number, unit, class_, bool(unit or class_ or stage))


def _resolved(items: list[tuple[_Item, bool]], school: _School) -> set[str]:
    """The grades of a list; nothing when one of them is not sure. 年级 counts for the bare numbers before it too, and
    初中 and 高中 for the numbers after them."""
    found: set[str] = set()
    if not any(item.stage for item, _ in items) and not any(item.grade for item, _ in items[-1:]):
        return set()  # 一、二
    before: _Item | None = None
    last = ""
    for item, to in items:
        stage = item.stage
        if not stage and before and before.stage in school.counted and item.number not in school.later:
            if before.unit and item.unit and not to:
                return set()
            stage = before.stage
        item = item._replace(stage=stage)
        grades = _grades(item, school)
        if not grades:
            return set()
        if to:
            start, end = school.order.index(last), school.order.index(grades[0])
            if end <= start:
                return set()
            grades = list(school.order[start : end + 1])
        found.update(grades)
        before, last = item, grades[-1]
    return found


def _grades(item: _Item, school: _School) -> list[str]:
    """The grades of an item, several where digits stand without a comma (五六年级)."""
    numbers = [_HAN.index(digit) + 1 if digit in _HAN else int(digit) for digit in item.number]
    if numbers != sorted(set(numbers)):
        return []
    own = school.grades.get(item.stage, school.all)
    if len(own) < numbers[0] and numbers[-1] <= len(school.all):
        named = [school.all[number - 1] for number in numbers]
        return named if set(named) <= set(own) else []
    return [own[number - 1] for number in numbers] if numbers[0] and numbers[-1] <= len(own) else []
