"""Why a file or a command line cannot be used. Raised anywhere, caught once in `cli.finish`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from schoolstd.filename import readable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schoolstd.yamlfile import YamlMistake


class InputError(Exception):
    """A file that cannot be judged: the file's name, a code of `wording`, and the values for its sentence."""

    def __init__(self, file: str, code: str, values: Mapping[str, str] | None = None) -> None:
        self.file = readable(file)
        super().__init__(f"{self.file}: {code}")
        self.code = code
        self.values = dict(values or {})


class UsageError(Exception):
    """A command line that cannot be carried out: a code of `wording` and its values."""

    def __init__(self, code: str, values: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.values = dict(values or {})


class SettingsError(UsageError):
    """Settings that cannot be used: every mistake in the file and in the environment."""

    def __init__(self, mistakes: Sequence[UsageError]) -> None:
        super().__init__("settings", {"count": str(len(mistakes))})
        self.mistakes = list(mistakes)


class CatalogError(Exception):
    """Indicator files that cannot be loaded, or a file of waivers or a programme: every mistake in them, and which it is."""

    def __init__(self, mistakes: Sequence[YamlMistake], what: str = "catalog") -> None:
        first = mistakes[0] if mistakes else None
        told = f", the first in {first.file}:{first.line}: {first.code}" if first else ""
        super().__init__(f"{len(mistakes)} mistakes in the {what} files{told}")
        self.mistakes = list(mistakes)
        self.what = what


def traced(error: BaseException) -> str:
    """What went wrong and where in this program, as `KeyError, record_values:45`. The text of the error is left out, which may
    quote what a school wrote, unless whoever set SCHOOLSTD_DEBUG asks for it."""
    frames = []
    step = error.__traceback__
    while step:
        frames.append((str(step.tb_frame.f_globals.get("__name__")), step.tb_lineno))
        step = step.tb_next
    own = [(module, line) for module, line in frames if module.partition(".")[0] == "schoolstd"]
    place = "".join(f", {module.rpartition('.')[2]}:{line}" for module, line in (own or frames)[-1:])
    text = f": {error}" if os.environ.get("SCHOOLSTD_DEBUG") else ""
    return " ".join(f"{type(error).__name__}{place}{text}".split())[:200]
