"""A file of settings and the environment, read strictly: an unknown key or a value of another kind is told, never passed over."""

from __future__ import annotations

import os
import re
import tomllib
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from schoolstd.cli.config import KEYS, PREFIX, PROJECT, Setting
from schoolstd.cli.options import COLORS, FAIL_ON, LANGS, as_of_day
from schoolstd.errors import SettingsError, UsageError
from schoolstd.reports import PRINTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CHOICES = {"format": PRINTED, "fail_on": FAIL_ON, "lang": LANGS, "color": COLORS}
PATHS = ("indicators", "waivers", "registry", "baseline")
WHOLE, SWITCH = ("jobs",), ("cache",)
SWITCHES = {"true": True, "1": True, "false": False, "0": False}
MAX_BYTES = 1_000_000
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
        name = PREFIX + key.upper()
        try:
            found[key] = Setting(_checked(key, _typed(key, text), name), name, "environment")
        except UsageError as mistake:
            mistakes.append(mistake)
    if mistakes:
        raise SettingsError(mistakes)
    return {key: found[key] for key in KEYS if key in found}


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
    for key, value in table.items():
        number = _line_of(key, lines, os.path.basename(path) == PROJECT)
        where = f"{path}:{number}" if number else path
        if key in KEYS:
            yield key, value, where
        else:
            from difflib import get_close_matches

            near = "".join(get_close_matches(key, KEYS, 1))
            values = {"where": where, "key": key, "near": near, "known": "、".join(KEYS)}
            mistakes.append(UsageError("setting_unknown", values))


def _read(path: str, mistakes: list[UsageError]) -> tuple[dict[str, Any], list[str]]:
    try:
        with open(path, "rb") as file:
            raw = file.read(MAX_BYTES + 1)
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
    inside = not project
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith("["):
            name = line.strip().strip("[]").replace(" ", "").replace('"', "")
            inside = name == "tool.schoolstd" if project else False
            if not project and name.split(".")[0] == key:
                return number
        elif inside and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[.=]", line):
            return number
    return 0


def _checked(key: str, value: Any, where: str) -> str | int | bool:
    """A value of the right kind. Raises UsageError."""
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


def _shown(value: Any) -> str:
    """A value as TOML writes it, cut where it is long."""
    text = f'"{value}"' if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _typed(key: str, text: str) -> Any:
    """A variable's text as the kind that its key wants, or as it is when it is none."""
    if key in WHOLE and text.isascii() and text.isdigit():
        return int(text)
    return SWITCHES.get(text.lower(), text) if key in SWITCH else text


def _from_folder(key: str, value: str | int | bool, path: str) -> str | int | bool:
    """A relative path of a file counts from the folder of that file; a programme may also be an id."""
    is_path = key in PATHS or (key == "programme" and str(value).endswith((".yaml", ".yml")))
    folder = os.path.dirname(path)
    return os.path.normpath(os.path.join(folder, str(value))) if is_path and value and folder else value
