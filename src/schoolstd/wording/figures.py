"""Figures as a person would write them, never so short that a gap looks closed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.checks.base import Outcome, Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from schoolstd.checks.base import CheckResult

LONG = 4
"""A number with more decimals than this is shortened."""


def number_text(value: Decimal, decimals: int = 2) -> str:
    """A number as a person would write it: no exponent, no trailing zeros, and shortened when it has more than four decimals."""
    return _trimmed(format(value, f".{decimals}f" if _decimals(value) > LONG else "f"))


def exact_text(value: Decimal) -> str:
    """A number with every digit it has, the same for equal numbers."""
    return _trimmed(format(value, "f"))


def percent_text(share: Decimal, decimals: int = 1) -> str:
    """A share as a percentage, cut off after one decimal rather than rounded: 99.96 % is never shown as met."""
    whole, _, part = format(abs(share), "f").partition(".")
    digits = part.ljust(2, "0")
    shown = _trimmed(f"{int(whole + digits[:2])}.{digits[2 : 2 + decimals]}")
    return f"{'-' if share < 0 and shown != '0' else ''}{shown}%"


class Decimals(NamedTuple):
    """How many decimals the numbers and the shares of a result get."""

    numbers: int = 2
    shares: int = 1


SHORT = Decimals()


def decimals_of(result: CheckResult) -> Decimals:
    """As few as let no figure of a result read like another that it does not equal, such as its bound, nor like zero.

    Where a check has passed, a figure may read like its bound.
    """
    if result.outcome is Outcome.PASS:
        return SHORT
    numbers, shares = {Decimal(0)}, {Decimal(0)}
    for phrase in (result.expected, result.observed):
        for value, share in _figures(phrase):
            (shares if share else numbers).add(value)
    return Decimals(_apart(numbers, number_text, 2), _apart(shares, percent_text, 1))


def _apart(figures: set[Decimal], text: Callable[[Decimal, int], str], least: int) -> int:
    most = max(map(_decimals, figures))
    enough = (found for found in range(least, most) if len({text(each, found) for each in figures}) == len(figures))
    return next(enough, max(least, most))


def _figures(phrase: Phrase) -> Iterator[tuple[Decimal, bool]]:
    """The figures of a phrase and of its parts, each with whether it is printed as a percentage."""
    values = phrase.values
    share = values.get("unit") == "share" or phrase.code == "share_bound"
    for value in values.values():
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Decimal):
                yield each, share
            elif isinstance(each, Phrase):
                yield from _figures(each)
    if phrase.code == "share" and values["whole"]:
        yield values["part"] / values["whole"], True


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
