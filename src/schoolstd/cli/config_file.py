"""A file of settings and the environment, read strictly: an unknown key or a value of another kind is told, never passed over."""

from __future__ import annotations

import os
import re
import tomllib
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from schoolstd.boundedfile import read_bounded
from schoolstd.cli.config import ALL, KEYS, LIMITS, MAX_BYTES, PROJECT, Setting, variable
from schoolstd.cli.options import COLORS, FAIL_ON, LANGS, as_of_day
from schoolstd.errors import SettingsError, UsageError
from schoolstd.reports import PRINTED
from schoolstd.workbook.limits import MOST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CHOICES = {"format": PRINTED, "fail_on": FAIL_ON, "lang": LANGS, "color": COLORS}
PATHS = ("indicators", "waivers", "registry", "baseline")
WHOLE, SWITCH = ("jobs",), ("cache",)
SWITCHES = {"true": True, "1": True, "false": False, "0": False}
_KEY = re.compile(r"\s*[\w\"'-]+(\s*\.\s*[\w\"'-]+)*")
_PLACE = re.compile(r"line (\d+)")


def settings_of(path: str, variables: Mapping[str, str]) -> dict[str, Setting]:
    """The settings of a file, if there is one, under those of the environment, in the order of KEYS.

    Raises SettingsError with every mistake in both.
    """
    mistakes: list[UsageError] = []
    found: dict[str, Setting] = {}
    for key, value, where in _entries(path, mistakes) if path else ():
        try:
            found[key] = Setting(_from_folder(key, _checked(key, value, where), path), where)
        except UsageError as mistake:
            mistakes.append(mistake)
    for key, text in variables.items():
        name = variable(key)
        try:
            found[key] = Setting(_checked(key, _typed(key, text), name), name, "environment")
        except UsageError as mistake:
            mistakes.append(mistake)
    if mistakes:
        raise SettingsError(mistakes)
    return {key: found[key] for key in ALL if key in found}


def project_table(content: bytes) -> Any:
    """What a project file says under `[tool.schoolstd]`, or None when it has no such table or is no TOML: it is not ours."""
    try:
        tool = tomllib.loads(content.decode()).get("tool")
    except (ValueError, RecursionError):
        return None
    return tool.get("schoolstd") if isinstance(tool, dict) else None


def _entries(path: str, mistakes: list[UsageError]) -> Iterator[tuple[str, Any, str]]:
    """(key, value, place) of every entry whose key is known."""
    table, lines = _read(path, mistakes)
    limits = table.get("limits")
    if isinstance(limits, dict):
        table = {key: value for key, value in table.items() if key != "limits"}
        table |= {f"limits.{key}": value for key, value in limits.items()}
    for key, value in table.items():
        number = _line_of(key, lines, os.path.basename(path) == PROJECT)
        where = f"{path}:{number}" if number else path
        if key in ALL:
            yield key, value, where
        elif key == "limits":
            values = {"where": where, "key": key, "form": "table", "found": _shown(value)}
            mistakes.append(UsageError("setting_type", values))
        else:
            from difflib import get_close_matches

            known = LIMITS if key.startswith("limits.") else KEYS
            bare = {each.rpartition(".")[2]: each for each in known}
            near = "".join(bare[each] for each in get_close_matches(key.rpartition(".")[2], bare, 1))
            values = {"where": where, "key": key, "near": near, "known": "、".join(known)}
            mistakes.append(UsageError("setting_unknown", values))


def _read(path: str, mistakes: list[UsageError]) -> tuple[dict[str, Any], list[str]]:
    try:
        raw = read_bounded(path, MAX_BYTES)
    except OSError as error:
        mistakes.append(UsageError("setting_unreadable", {"where": path, "reason": error.strerror or str(error)}))
        return {}, []
    if len(raw) > MAX_BYTES:
        mistakes.append(UsageError("setting_too_large", {"where": path}))
        return {}, []
    try:
        text = raw.decode("utf-8-sig")
        table = project_table(raw) if os.path.basename(path) == PROJECT else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place = _PLACE.search(str(error))
        mistakes.append(UsageError("setting_toml", {"where": f"{path}:{place[1]}" if place else path}))
        return {}, []
    if not isinstance(table, dict):
        mistakes.append(UsageError("setting_no_table", {"where": path}))
        return {}, []
    return table, text.splitlines()


def _line_of(key: str, lines: list[str], project: bool) -> int:
    """The line on which a key is given a value, or 0 when that cannot be told."""
    above = "tool.schoolstd" if project else ""
    table = above
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith("["):
            table = line.partition("#")[0].strip().strip("[]").replace(" ", "").replace('"', "")
            if not project and table.split(".")[0] == key:
                return number
        elif found := _KEY.match(line):
            name = found[0].replace(" ", "").replace("\t", "").replace('"', "").replace("'", "")
            full = f"{table}.{name}".removeprefix(above).lstrip(".")
            if (not above or table.startswith(above)) and f"{full}.".startswith(f"{key}."):
                return number
    return 0


def _checked(key: str, value: Any, where: str) -> str | int | bool:
    """A value of the right kind. Raises UsageError."""
    if key in LIMITS:
        return _limit(key, value, where)
    if key == "as_of" and isinstance(value, date) and not isinstance(value, datetime):
        value = value.isoformat()
    form = "whole" if key in WHOLE else "switch" if key in SWITCH else "date" if key == "as_of" else "quoted"
    right = {"whole": type(value) is int and value >= 0, "switch": type(value) is bool}.get(
        form, isinstance(value, str)
    )
    if not right:
        raise UsageError("setting_type", {"where": where, "key": key, "form": form, "found": _shown(value)})
    if key in CHOICES and value not in CHOICES[key]:
        raise UsageError(
            "setting_value", {"where": where, "key": key, "found": value, "known": "、".join(CHOICES[key])}
        )
    if key == "as_of":
        try:
            as_of_day(value)
        except UsageError:
            values = {"where": where, "key": key, "form": "date", "found": _shown(value)}
            raise UsageError("setting_type", values) from None
    found: str | int | bool = value
    return found


def _limit(key: str, value: Any, where: str) -> int:
    """A limit within what it may be. Raises UsageError."""
    most = int(getattr(MOST, key.partition(".")[2]))
    if type(value) is int and 1 <= value <= most:
        return value
    raise UsageError("setting_range", {"where": where, "key": key, "most": str(most), "found": _shown(value)})


def _shown(value: Any) -> str:
    """A value as TOML writes it, cut where it is long."""
    text = f'"{value}"' if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _typed(key: str, text: str) -> Any:
    """A variable's text as the kind that its key wants, or as it is when it is none."""
    if (key in WHOLE or key in LIMITS) and text.isascii() and text.isdigit() and len(text) <= 18:
        return int(text)
    return SWITCHES.get(text.lower(), text) if key in SWITCH else text


def _from_folder(key: str, value: str | int | bool, path: str) -> str | int | bool:
    """A relative path of a file counts from the folder of that file; a programme may also be an id."""
    is_path = key in PATHS or (key == "programme" and str(value).endswith((".yaml", ".yml")))
    folder = os.path.dirname(path)
    return os.path.normpath(os.path.join(folder, str(value))) if is_path and value and folder else value
