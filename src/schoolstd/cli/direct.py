"""A plain `check` line to its options without the command-line library, which takes longer to start than a check.

Only whole words of the table below are understood; anything else (an abbreviation, `--help`, a mistake, settings that
cannot be used) gives None and is left to the library, which then explains it. A test holds the two to the same answers.
"""

from __future__ import annotations

from typing import Any

from schoolstd.cli.config import ISOLATED, configured, for_command, obey_limits
from schoolstd.cli.options import CheckOptions
from schoolstd.errors import SettingsError

VALUES = {
    "--catalog": "catalog",
    "--indicators": "indicators",
    "--as-of": "as_of",
    "--format": "format",
    "--fail-on": "fail_on",
    "--lang": "lang",
    "--color": "color",
    "--waivers": "waivers",
    "--entity": "entity",
    "--schools": "schools",
    "--programme": "programme",
    "--registry": "registry",
    "--baseline": "baseline",
}
REPEATED = {"-o": "output", "--output": "output", "--select": "select", "--ignore": "ignore"}
SWITCHES = {"--statistics": "statistics", "--verbose": "verbose", "-v": "verbose", "--quiet": "quiet", "-q": "quiet"}


def check_options(arguments: list[str]) -> CheckOptions | None:
    """The options of `check FILE…` when every word is plain, else None."""
    if not arguments or arguments[0] != "check":
        return None
    given: dict[str, Any] = {}
    files: list[str] = []
    repeated: dict[str, list[str]] = {}
    words = iter(arguments[1:])
    for word in words:
        name, equals, inline = word.partition("=")
        if word == ISOLATED:
            continue
        if word in SWITCHES:
            given[SWITCHES[word]] = True
        elif name in VALUES or word in REPEATED or (name in REPEATED and name.startswith("--")):
            value = inline if equals else next(words, None)
            if value is None or (value.startswith("-") and not equals):
                return None
            if name in VALUES:
                given[VALUES[name]] = value
            else:
                repeated.setdefault(REPEATED[name], []).append(value)
        elif word.startswith("-"):
            return None
        else:
            files.append(word)
    if not files:
        return None
    try:
        found = configured(arguments)
    except SettingsError:
        return None
    obey_limits(found)
    settings = for_command(found, "check", arguments)
    given |= {key: tuple(values) for key, values in repeated.items()}
    return CheckOptions(files=tuple(files), **{**settings, **given})
