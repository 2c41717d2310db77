"""What stands in a cell to a value, or to the exact problem. Pure; generous with writing habits, never a guess."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from schoolstd.evidence.model import Value

MAX_TEXT = 2_000
MAX_KEPT = 64
"""Texts up to this long are kept with what was made of them, some thousands at a time; so that memory stays bounded."""
SERIALS = range(25_569, 73_051)
"""Serial numbers read as dates: 1970 to 2099. Smaller ones are more likely a year or a count."""

_SPACES = dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003\u2009\u202f\t\r\n"), " ")
_NOTHING = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PLAIN = {**_FULL_WIDTH, **_SPACES, **_NOTHING}

YES = frozenset({"是", "√", "✓", "✔", "☑", "y", "yes", "true", "t", "有"})
NO = frozenset({"否", "×", "✗", "✘", "x", "n", "no", "false", "f", "无"})

_NUMBER = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_DATE = re.compile(
    r"(\d{4})\s*([-./年])\s*(\d{1,2})\s*([-./月])\s*(\d{1,2})\s*[日号]?"
    r"((\s+|T|(?<=[日号]))([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?)?"
)
_EIGHT_DIGITS = re.compile(r"(19|20)\d{6}")
_MONTH_ONLY = re.compile(r"\d{4}\s*[-./年]\s*\d{1,2}\s*月?")
_NO_CENTURY = re.compile(r"\d{1,2}[-./年]\d{1,2}[-./月](\d{1,2}日?|\d{4})")
_CHINESE_DATE = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]"
)
_CHINESE_NUMBERS = {
    (tens + ("十" if ten else "") + unit): 10 * ten + number
    for ten, tens in enumerate(("", "", "二", "三"))
    for number, unit in enumerate(("", *"一二三四五六七八九"))
    if ten or number
}
_SEPARATORS = re.compile(r"[、,;/|\n]+")


class Reading(NamedTuple):
    """A cell read as a type: a value (None for a blank), or a problem's code and values; `note` when it was read generously."""

    value: Value | None = None
    problem: tuple[str, dict[str, str]] | None = None
    note: str = ""


def read_value(
    raw: Any, type_: str, options: tuple[str, ...] = (), unit: str = "", epoch_1904: bool = False
) -> Reading:
    """A cell's value as a metric type: number, count, share, yes_no, choice, choices, date or text.

    `raw` is what a spreadsheet library gives: text, float, bool, date, datetime, time or None. Raises KeyError for an
    unknown type, and nothing else.
    """
    if isinstance(raw, (float, date)) or (isinstance(raw, str) and len(raw) <= MAX_KEPT):
        return _kept_reading(raw, type_, options, unit, epoch_1904)
    return _read(raw, type_, options, unit, epoch_1904)


def _read(raw: Any, type_: str, options: tuple[str, ...], unit: str, epoch_1904: bool) -> Reading:
    if raw is None or (isinstance(raw, str) and not plain(raw)):
        return Reading()
    if isinstance(raw, str) and len(raw) > MAX_TEXT and type_ != "text":
        return _wrong("bad_choice" if type_ == "choices" else f"bad_{type_}", raw, **_offered(type_, options))
    if type_ == "date":
        return parse_date(raw, epoch_1904)
    if type_ in ("choice", "choices"):
        return _PARSERS[type_](raw, options)
    return _PARSERS[type_](raw, unit)


# Schools write the same dates, counts and answers again and again. By type, as 1.0 is a number and True a yes.
_kept_reading = lru_cache(maxsize=4096, typed=True)(_read)


def plain(text: str) -> str:
    """Text with full-width letters and digits made half-width, odd spaces made plain, invisible characters gone, trimmed."""
    if text.isascii() and text.isprintable():  # as most are; translating takes ten times as long
        return text.strip()
    return _kept_plain(text) if len(text) <= MAX_KEPT else text.translate(_PLAIN).strip()


@lru_cache(maxsize=4096)
def _kept_plain(text: str) -> str:
    return text.translate(_PLAIN).strip()


def parse_number(raw: Any, unit: str = "") -> Reading:
    """A decimal number: 1,234 and １２３４ and a number with its own unit are understood; 约95 and 六十 are not."""
    if isinstance(raw, bool) or not isinstance(raw, (int, float, str, Decimal)):
        return _wrong("bad_number", raw)
    if not isinstance(raw, str):
        return Reading(decimal_of(raw)) if _finite(raw) else _wrong("bad_number", raw)
    text = plain(raw)
    bare = text.removesuffix(unit).rstrip() if unit else text
    if not _NUMBER.fullmatch(bare):
        return _wrong("bad_number", raw)
    digits = bare.replace(",", "")
    value = Decimal(digits)
    return Reading(value, None, "" if digits == raw else _written(value))


def parse_count(raw: Any, unit: str = "") -> Reading:
    """A whole number from 0 up."""
    reading = parse_number(raw, unit)
    if reading.problem:
        return _wrong("bad_count", raw)
    value = reading.value
    if not isinstance(value, Decimal) or value != value.to_integral_value() or value < 0:
        return _wrong("bad_count", raw)
    return Reading(Decimal(int(value)), None, reading.note)


def parse_share(raw: Any, unit: str = "") -> Reading:
    """A share between 0 and 1: 95% and 0.95 mean the same; a bare 95 is ambiguous, never a guess."""
    if isinstance(raw, str):
        text = plain(raw)
        if text.endswith("%"):
            reading = parse_number(text[:-1].strip())
            if not isinstance(reading.value, Decimal):
                return _wrong("bad_share", raw)
            value = reading.value / 100
            return Reading(value, None, _written(value)) if 0 <= value <= 1 else _wrong("bad_share", raw)
    reading = parse_number(raw)
    if not isinstance(reading.value, Decimal):
        return _wrong("bad_share", raw)
    if 0 <= reading.value <= 1:
        return reading
    return _wrong("ambiguous_share" if 1 < reading.value <= 100 else "bad_share", raw)


def parse_yes_no(raw: Any, unit: str = "") -> Reading:
    """是/否, √/×, Y/N, TRUE/FALSE, 有/无, in any width or case."""
    if isinstance(raw, bool):
        return Reading(raw)
    text = plain(raw).lower() if isinstance(raw, str) else ""
    if text in YES:
        return Reading(True, None, "" if raw == "是" else "是")
    if text in NO:
        return Reading(False, None, "" if raw == "否" else "否")
    return _wrong("bad_yes_no", raw)


def parse_date(raw: Any, epoch_1904: bool = False) -> Reading:
    """A day: 2018-9-1, 2018.9.1, 2018/9/1, 2018年9月1日, 20180901, 二〇一八年九月一日, or a serial number of either epoch.

    A time of day after it is left out: the day is certain. A year and month without a day, two-digit years and 9/1/2018
    are ambiguous; 2018.13.1 is no date.
    """
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return _day(raw.isoformat(), raw.year, raw.month, raw.day)
    if isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool):
        return _serial_date(raw, epoch_1904) if _finite(raw) else _wrong("bad_date", raw)
    if not isinstance(raw, str):
        return _wrong("bad_date", raw)
    text = plain(raw)
    if found := _DATE.fullmatch(text):
        first, second = found[2], found[4]
        if first == second or (first, second) == ("年", "月"):
            return _day(raw, int(found[1]), int(found[3]), int(found[5]))
    if _EIGHT_DIGITS.fullmatch(text):
        return _day(raw, int(text[:4]), int(text[4:6]), int(text[6:]))
    if found := _CHINESE_DATE.fullmatch(text):
        year = int(
            "".join(str("〇一二三四五六七八九".index(d.replace("零", "〇").replace("○", "〇"))) for d in found[1])
        )
        return _day(raw, year, _CHINESE_NUMBERS.get(found[2], 0), _CHINESE_NUMBERS.get(found[3], 0))
    if _MONTH_ONLY.fullmatch(text) or _NO_CENTURY.fullmatch(text):
        return _wrong("ambiguous_date", raw)
    return _wrong("bad_date", raw)


def parse_choice(raw: Any, options: tuple[str, ...]) -> Reading:
    """One of the options, spaces and widths aside."""
    text = plain(raw) if isinstance(raw, str) else _written(raw)
    for option in options:
        if text == option or text.replace(" ", "") == plain(option).replace(" ", ""):
            return Reading(option, None, "" if raw == option else option)
    return _wrong("bad_choice", raw, options="、".join(options))


def parse_choices(raw: Any, options: tuple[str, ...]) -> Reading:
    """Some of the options, separated by 、 or , or ; or / or line breaks; each counted once, in the options' order."""
    if not isinstance(raw, str):
        return _wrong("bad_choice", raw, options="、".join(options))
    parts = [part for part in (plain(part) for part in _SEPARATORS.split(raw.translate(_FULL_WIDTH))) if part]
    chosen = set()
    for part in parts:
        reading = parse_choice(part, options)
        if reading.problem:
            return _wrong("bad_choice", part, options="、".join(options))
        chosen.add(reading.value)
    if not chosen:
        return _wrong("bad_choice", raw, options="、".join(options))
    return Reading(tuple(option for option in options if option in chosen))


def parse_text(raw: Any, unit: str = "") -> Reading:
    """Trimmed text; a whole number loses its .0, a date is written as one."""
    return Reading(text_of(raw))


def text_of(raw: Any) -> str:
    """What stands in a cell as trimmed text."""
    if isinstance(raw, str):
        return (raw if raw.isprintable() else raw.translate(_NOTHING)).strip()
    return _written(raw)


def parse_id(text: str, known: Container[str]) -> str:
    """The id that a text means: widths and spaces aside, and in capitals unless `known` has it as it stands."""
    bare = plain(text)
    return bare if bare in known else bare.upper()


def parse_grade(text: str, names: Mapping[str, str]) -> str:
    """The grade that a text names, by the usual names of the grades there are, or an empty string."""
    return names.get(plain(text).replace(" ", ""), "")


def decimal_of(number: float | Decimal) -> Decimal:
    """A spreadsheet's number as it is shown: 15 significant digits, as every spreadsheet program keeps."""
    return number if isinstance(number, Decimal) else Decimal(format(number, ".15g"))


def _serial_date(raw: float | Decimal, epoch_1904: bool) -> Reading:
    days = int(raw) + (1462 if epoch_1904 else 0)
    if days in SERIALS:
        day = date(1899, 12, 30) + timedelta(days=days)
        return Reading(day, None, day.isoformat())
    if float(raw).is_integer() and _EIGHT_DIGITS.fullmatch(str(int(raw))):
        text = str(int(raw))
        return _day(text, int(text[:4]), int(text[4:6]), int(text[6:]))
    return _wrong("bad_date", raw)


def _day(raw: str, year: int, month: int, day: int) -> Reading:
    try:
        found = date(year, month, day)
    except ValueError:
        return _wrong("bad_date", raw)
    if not 1900 <= year <= 2199:
        return _wrong("bad_date", raw)
    return Reading(found, None, "" if raw == found.isoformat() else found.isoformat())


def _finite(number: float | Decimal) -> bool:
    if isinstance(number, float):
        return isfinite(number)
    try:
        return Decimal(number).is_finite()
    except (InvalidOperation, OverflowError, ValueError):
        return False


def _offered(type_: str, options: tuple[str, ...]) -> dict[str, str]:
    return {"options": "、".join(options)} if type_ in ("choice", "choices") else {}


def _written(raw: Any) -> str:
    """A value as a person would write it."""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float):
        return format(decimal_of(raw).normalize(), "f") if _finite(raw) else str(raw)
    if isinstance(raw, Decimal):
        return format(raw, "f")
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    return str(raw)


def _wrong(code: str, raw: Any, **values: str) -> Reading:
    shown = _written(raw).translate(_SPACES)
    return Reading(None, (code, {"found": shown if len(shown) <= 40 else f"{shown[:40]}…", **values}))


_PARSERS: dict[str, Callable[..., Reading]] = {
    "number": parse_number,
    "count": parse_count,
    "share": parse_share,
    "yes_no": parse_yes_no,
    "choice": parse_choice,
    "choices": parse_choices,
    "text": parse_text,
}
