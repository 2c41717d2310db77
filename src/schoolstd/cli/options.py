"""What a command was asked to do, as one value."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from schoolstd.errors import UsageError

FAIL_ON = ("gap", "not_met", "overclaim", "warning", "never")
LANGS = ("zh", "en")


class CheckOptions(NamedTuple):
    """The options of `check`, as typed; `parsed_*` say what they mean, and raise UsageError when they mean nothing."""

    files: tuple[str, ...]
    catalog: str = ""
    indicators: str = ""
    as_of: str = ""
    format: str = "text"
    output: tuple[str, ...] = ()
    fail_on: str = "gap"
    lang: str = "zh"
    verbose: bool = False
    quiet: bool = False
    color: str = "auto"

    def day(self) -> date | None:
        """The as-of date, or None when the workbook's own counts."""
        if not self.as_of:
            return None
        try:
            return date.fromisoformat(self.as_of)
        except ValueError:
            raise UsageError("bad_as_of", {"found": self.as_of}) from None


def one_of(value: str, known: tuple[str, ...], code: str) -> str:
    """A value that must be one of some; raises UsageError otherwise."""
    if value not in known:
        raise UsageError(code, {"found": value, "known": "、".join(known)})
    return value
