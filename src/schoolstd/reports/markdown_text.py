"""Text that shows as itself in Markdown, in whatever place of a page or a comment it stands."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"(?<=://)|(?<=@)|(?<=[Ww]{3}\.)|(?<=[Gg][Hh]-)|[\\`*_{}\[\]<>|~&#$]")
_START = re.compile(r"[-+](?=[-+\s]|$)|=|\d{1,9}[.)](?=\s|$)")
"""What at the start of a line means a list or a heading; -3 and 94.3% mean none, and are left as they are."""
_NOTHING = "<!-- -->"
"""Parts what would otherwise become a mention or a link."""


def escaped(text: str, begins: bool = True) -> str:
    """One line of text with everything special as a numeric entity, which no reader takes for markup.

    Mentions, addresses and references are parted by an empty comment: those are looked for after entities are resolved. What
    a terminal or an editor would obey, such as a change of direction, is left out. `begins` says that it may stand at the
    start of a line or of an item; in a heading and in a cell nothing can begin.
    """
    if not text.isprintable():
        text = "".join(letter if letter.isprintable() or letter.isspace() else " " for letter in text)
    line = " ".join(text.split())
    shown = _SPECIAL.sub(
        lambda found: f"&#{ord(found[0])};{_NOTHING if found[0] == '#' else ''}" if found[0] else _NOTHING, line
    )
    if begins and (begun := _START.match(shown)):
        at = begun.end() - 1
        return f"{shown[:at]}&#{ord(shown[at])};{shown[at + 1 :]}"
    return shown
