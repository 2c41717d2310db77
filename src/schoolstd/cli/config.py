"""The settings of a folder: what `schoolstd.toml` and the environment say about options that a command line leaves open.

Flags go over `SCHOOLSTD_…` variables, those over the file, the file over the defaults. The file is the nearest one upward
from the working directory, to the root of the file system: `schoolstd.toml`, or a `pyproject.toml` with a table
`[tool.schoolstd]`; the first wins when both stand in one folder. Every check looks here first, so nothing is imported
before there is something to be read.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.boundedfile import read_bounded
from schoolstd.errors import SettingsError
from schoolstd.workbook.limits import DEFAULT, Limits, put_in_force

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FILE, PROJECT = "schoolstd.toml", "pyproject.toml"
PREFIX = "SCHOOLSTD_"
MAX_BYTES = 1_000_000
ISOLATED = "--isolated"
REPORTS = ("check", "baseline", "plan", "batch", "district")
CATALOGS = ("check", "baseline", "plan", "district", "template", "explain", "diff", "indicators")
KEYS: dict[str, tuple[str, ...]] = {
    "catalog": CATALOGS,
    "indicators": (*CATALOGS, "batch", "merge"),
    "as_of": REPORTS,
    "format": ("check",),
    "fail_on": ("check",),
    "lang": ("",),
    "color": ("",),
    "waivers": ("check", "baseline", "plan", "batch", "district", "diff"),
    "programme": ("check", "plan", "batch", "district"),
    "registry": ("check", "batch", "district"),
    "baseline": ("check",),
    "jobs": ("district",),
    "cache": ("district",),
}
"""Every setting, with the commands that it holds for; an empty name stands for all. It is called like the option."""
LIMITED = ("check", "baseline", "template", "plan", "batch", "district", "diff", "indicators")
LIMITS = {f"limits.{name}": LIMITED for name in DEFAULT._fields}
"""How much a workbook may hold: settings that are no options, in a table of their own."""
ALL = {**KEYS, **LIMITS}


class Setting(NamedTuple):
    """A value with where it was found: `schoolstd.toml:3`, or the name of a variable."""

    value: str | int | bool
    where: str
    source: str = "file"


def configured(arguments: Iterable[str]) -> Mapping[str, Setting]:
    """What is set outside of a command line, by key; nothing when the line says `--isolated`.

    Raises SettingsError for a file or a variable that cannot be used, with every mistake in them.
    """
    if ISOLATED in arguments:
        return {}
    file, variables = nearest_file(), variables_set()
    if not file and not variables:
        return {}
    from schoolstd.cli.config_file import settings_of

    return settings_of(file, variables)


def spoken(arguments: list[str]) -> str:
    """The language of messages and help: `--lang`, else what is set, else Chinese; also when the settings cannot be used."""
    from schoolstd.wording.help import asked

    try:
        lang = configured(arguments).get("lang")
    except SettingsError:
        lang = None
    return asked(arguments) or (str(lang.value) if lang else "zh")


def for_command(settings: Mapping[str, Setting], command: str, arguments: Iterable[str]) -> dict[str, str | int | bool]:
    """The values that hold for a command, by key, as far as its line does not speak against them: an entity names a catalog, a folder
    of indicators may have none of that name,
    and a check reads the register for a programme alone."""
    found = {key: each.value for key, each in settings.items() if {"", command} & set(KEYS.get(key, ()))}
    named = {word.partition("=")[0] for word in arguments}
    if "--entity" in named or "--indicators" in named:
        found.pop("catalog", None)
    if command == "check" and "programme" not in found and "--programme" not in named:
        found.pop("registry", None)
    return found


def obey_limits(settings: Mapping[str, Setting]) -> None:
    """Put the limits that are set in force for this process; those that are not set are the defaults."""
    given = {key.partition(".")[2]: int(each.value) for key, each in settings.items() if key in LIMITS}
    put_in_force(Limits(**given))


def nearest_file() -> str:
    """The path of the file that is in force, as seen from the working directory, or nothing."""
    try:
        folder = os.getcwd()
    except OSError:  # the working directory is gone
        return ""
    seen = ""
    while True:
        path = os.path.join(folder, FILE)
        if os.path.isfile(path):
            return seen + FILE
        path = os.path.join(folder, PROJECT)
        if os.path.isfile(path) and _is_named_in(path):
            return seen + PROJECT
        above = os.path.dirname(folder)
        if above == folder:
            return ""
        folder, seen = above, f"{seen}..{os.sep}"


def variables_set() -> dict[str, str]:
    """The environment's variables that are settings and not blank, by key."""
    return {key: value for key in ALL if (value := os.environ.get(variable(key), ""))}


def variable(key: str) -> str:
    """The name of a setting's variable."""
    return PREFIX + key.upper().replace(".", "_")


def _is_named_in(path: str) -> bool:
    """Whether a project file has a table of ours; one that cannot be read has none. Only one that could is parsed."""
    try:
        content = read_bounded(path, MAX_BYTES)
    except OSError:
        return False
    bare = content.translate(None, b" \t\"'")  # as short as a table of this name can be written
    if b"tool.schoolstd" not in bare and not (b"[tool]" in bare and b"\nschoolstd" in bare):
        return False
    from schoolstd.cli.config_file import project_table

    return project_table(content) is not None
