"""Why a file or a command line cannot be used. Raised anywhere, caught once in `cli.finish`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schoolstd.yamlfile import YamlMistake


class InputError(Exception):
    """A file that cannot be judged: the file's name, a code of `wording`, and the values for its sentence."""

    def __init__(self, file: str, code: str, values: Mapping[str, str] | None = None) -> None:
        super().__init__(f"{file}: {code}")
        self.file = file
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
        super().__init__(f"{len(mistakes)} mistakes in the {what} files")
        self.mistakes = list(mistakes)
        self.what = what
