"""Which grades a text names: lists, stretches, classes, a stage, the whole school. Pure; never a guess."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from schoolstd.evidence.values import GRADES, plain

MAX_TEXT = 200
SENIOR = ("高一", "高二", "高三")
"""Grades that are understood, though compulsory education does not ask for them."""
_ORDER = (*GRADES, *SENIOR)
_HAN = "一二三四五六七八九"
_STAGES = {"初": GRADES[6:], "高": SENIOR, "小": GRADES[:6]}
_PARTS_OF_SCHOOL = {
    f"{name}{end}": grades
    for names, grades in ((("小学",), GRADES[:6]), (("初中", "中学"), GRADES[6:]), (("高中",), SENIOR))
    for name in names
    for end in ("", "部", "各年级", "部各年级", "全体学生", "部全体学生")
    if (name, end[:1]) != ("中学", "")
}
_WHOLE = re.compile(
    "(?:全校|全体|各个?年级|所有年级|每个年级|全部年级|各班|(?:the )?(?:whole|entire) school|all (?:grades|pupils|students))(.*)"
)
_PUPILS = re.compile("学生|师生|同学|pupils|students")
_ADULTS = re.compile("教师|老师|教职|职工|家长|干部|党员|班主任|teachers|parents|staff")
_AUDIENCE = "(?:全体|部分|各班|的|学生|师生|同学|男生|女生|代表)*"
_CLASS = r"(?P<marked>(?:\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\))+班?)|(?P<plain>\d{1,2}班?)|(?P<han>[一二三四五六七八九十]{1,3}班)"
_ITEM = re.compile(
    rf"(?:(?P<stage>小学|初中|初|高中|高)部?)?(?P<number>[{_HAN}]+|\d)(?P<unit>年级|年(?=[\d({_HAN}十]))?(?:{_CLASS})?{_AUDIENCE}"
)
_OTHER_CLASS = re.compile(rf"(?:\((?:\d{{1,2}}|[{_HAN}十]{{1,3}})\)|\d{{1,2}})+班?{_AUDIENCE}")
_AND = re.compile(r"[、,;/&+|\s]+|以及|及|和|与")
_TO = re.compile(r"\s*(?:至|到|[-—–―~∼]+)\s*")
_ENGLISH = re.compile(r"grades?\s*([1-9](?:(?:\s*(?:[-—–~,&]|\bto\b|\band\b)\s*)+(?:grades?\s*)?[1-9])*)")


class _Item(NamedTuple):
    """One grade as it is written: its number in its stage, and whether it says by itself that it is a grade."""

    stage: str
    number: str
    unit: bool
    class_: bool
    grade: bool


def parse_grades(text: str) -> tuple[str, ...]:
    """一年级 … 九年级 and 高一 … 高三 that a text names, each once, in order; nothing where any of it is not sure.

    Understood are `一、二年级`, `三至五年级`, `1-6年级`, `初一`, `初中一、二年级`, `一（2）班`, `小学部`, `grades 1-3`; the whole
    school is all nine grades. Not understood are `一、二` with no word for a grade, `低年级`, and `初一年级、二年级`, whose
    second may be of either stage.
    """
    return _parsed(plain(text).lower()) if len(text) <= MAX_TEXT else ()


@lru_cache(maxsize=2048)
def _parsed(text: str) -> tuple[str, ...]:
    whole = _WHOLE.fullmatch(text)
    if whole and not re.search(rf"[\d{_HAN}]|部分", whole[1]):
        return GRADES if _PUPILS.search(text) or not _ADULTS.search(text) else ()
    if english := _ENGLISH.fullmatch(text):
        figures = re.sub(r"\s*(?:,|&|\band\b)[\s,&]*(?:and\b)?\s*", "、", english[1].replace("to", "-"))
        text = re.sub(r"grades?|\s", "", figures) + "年级"
    text = re.sub(r"\s+(?=[年班级(])", "", text)
    found: set[str] = set()
    items: list[tuple[_Item, bool]] = []
    for part in filter(None, _AND.split(_TO.sub("-", text))):
        if part in _PARTS_OF_SCHOOL:
            found.update(_PARTS_OF_SCHOOL[part])
            continue
        if items and items[-1][0].class_ and _OTHER_CLASS.fullmatch(part):
            continue  # 三年级（1）、（2）班
        ends = [_read(each) for each in part.split("-")]
        if None in ends or len(ends) > 2:
            return ()
        items += [(item, bool(at)) for at, item in enumerate(ends) if item]
    grades = _resolved(items)
    return tuple(each for each in _ORDER if each in found.union(grades)) if grades or not items else ()


def _read(text: str) -> _Item | None:
    found = _ITEM.fullmatch(text)
    if not found:
        return None
    stage, unit, number = (found["stage"] or "")[:1], bool(found["unit"]), found["number"]
    han = number[0] in _HAN
    if (found["plain"] and not (unit or han)) or (found["han"] and not unit):
        return None  # 12班 and 三二班: nobody can tell grade from class
    class_ = bool(found["marked"] or found["plain"] or found["han"])
    return _Item(stage, number, unit, class_, bool(unit or class_ or stage))


def _resolved(items: list[tuple[_Item, bool]]) -> set[str]:
    """The grades of a list; nothing when one of them is not sure. 年级 counts for the bare numbers before it too, and
    初中 and 高中 for the numbers after them."""
    found: set[str] = set()
    if not any(item.stage for item, _ in items) and not any(item.grade for item, _ in items[-1:]):
        return set()  # 一、二
    before: _Item | None = None
    last = ""
    for item, to in items:
        stage = item.stage
        if not stage and before and before.stage in ("初", "高") and item.number not in "七八九789":
            if before.unit and item.unit and not to:
                return set()
            stage = before.stage
        item = item._replace(stage=stage)
        grades = _grades(item)
        if not grades:
            return set()
        if to:
            start, end = _ORDER.index(last), _ORDER.index(grades[0])
            if end <= start:
                return set()
            grades = list(_ORDER[start : end + 1])
        found.update(grades)
        before, last = item, grades[-1]
    return found


def _grades(item: _Item) -> list[str]:
    """The grades of an item, several where digits stand without a comma (五六年级)."""
    numbers = [_HAN.index(digit) + 1 if digit in _HAN else int(digit) for digit in item.number]
    if numbers != sorted(set(numbers)):
        return []
    own = _STAGES.get(item.stage, GRADES)
    if item.stage == "初" and numbers[0] > 6:
        own = GRADES
    return [own[number - 1] for number in numbers] if numbers[0] and numbers[-1] <= len(own) else []
