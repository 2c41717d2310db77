"""`schoolstd config`: every setting in force, where it comes from, and the schema of the file."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from schoolstd.cli.catalogs import FORMATS, print_json
from schoolstd.cli.config import ALL, ISOLATED, LIMITS, PREFIX, Setting, configured, nearest_file, variable
from schoolstd.cli.finish import OK
from schoolstd.cli.options import LANGS, one_of
from schoolstd.cli.terminal import write_stdout
from schoolstd.reports.text import columns_of
from schoolstd.wording import Words
from schoolstd.wording.help import asked
from schoolstd.workbook.limits import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULTS: dict[str, str | int | bool] = {
    "format": "text",
    "fail_on": "gap",
    "lang": "zh",
    "color": "auto",
    "cache": True,
    **dict(zip(LIMITS, DEFAULT, strict=True)),
}
"""What holds when nothing is set, as far as that is one value; the rest is left open."""
OWN = ("SCHOOLSTD_DEBUG",)
"""Variables that are no settings."""
SCHEMA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "config.schema.json")


def show_config(format_: str, lang: str, arguments: Sequence[str]) -> int:
    """Print the settings as a file that could be used, each with its origin, or as JSON. Raises SettingsError."""
    one_of(format_, FORMATS, "bad_format")
    one_of(lang, LANGS, "bad_lang")
    found = dict(configured(arguments))
    if typed := asked(list(arguments)):
        found["lang"] = Setting(typed, "--lang", "flag")
    isolated = ISOLATED in arguments
    file = "" if isolated else nearest_file()
    known = {variable(key) for key in ALL} | {*OWN}
    strange = [] if isolated else sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if format_ == "json":
        print_json(_value(found, file, strange))
    else:
        write_stdout(_text(found, file, strange, Words(lang)).encode())
    return OK


def show_schema() -> int:
    """Print the JSON Schema of the file."""
    with open(SCHEMA, "rb") as file:
        write_stdout(file.read(), text=False)
    return OK


def _value(found: dict[str, Setting], file: str, strange: list[str]) -> object:
    settings = []
    for key, commands in ALL.items():
        each = found.get(key)
        settings.append(
            {
                "key": key,
                "value": each.value if each else DEFAULTS.get(key),
                "source": each.source if each else "default",
                "where": each.where if each else None,
                "commands": [name for name in commands if name],
            }
        )
    return {"file": file.replace(os.sep, "/") or None, "settings": settings, "unknown_variables": strange}


def _text(found: dict[str, Setting], file: str, strange: list[str], words: Words) -> str:
    lines = [f"# {words.label('config_file', file=file) if file else words.label('config_no_file')}"]
    lines += [f"# {words.label('config_strange', name=name)}" for name in strange]
    rows = []
    for key in ALL:
        each = found.get(key)
        value = each.value if each else DEFAULTS.get(key)
        said = f"{key} = {json.dumps(value, ensure_ascii=False)}" if value not in (None, "") else f"# {key}"
        rows.append((said, each.where if each else words.label("config_default")))
    width = max(columns_of(said) for said, _ in rows)
    lines += [f"{said}{' ' * (width - columns_of(said))}  # {where}" for said, where in rows]
    return "\n".join(lines) + "\n"
