"""schoolstd: checks a school's evidence workbook against the indicators of a management standard.

For programs: `from schoolstd import check_file, load_catalog`. What can be imported stands in `schoolstd.api`, and is
loaded when first asked for: this module is on the way of every start of the command.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from schoolstd.api import *  # noqa: F403

__version__ = "0.1.0"


# ruff: noqa: F405 - the names are those of the star import above; a test holds the two to each other
__all__ = [
    "Agreement",
    "Assessment",
    "Catalog",
    "CatalogError",
    "Check",
    "CheckResult",
    "Indicator",
    "IndicatorResult",
    "InputError",
    "JudgedCheck",
    "Location",
    "Outcome",
    "Problem",
    "Severity",
    "Source",
    "Tally",
    "UsageError",
    "Verdict",
    "check_file",
    "check_files",
    "explain_error",
    "is_gap",
    "load_catalog",
    "render",
    "tally",
    "to_dict",
    "to_json",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from importlib import import_module

        return getattr(import_module("schoolstd.api"), name)
    raise AttributeError(f"module 'schoolstd' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
