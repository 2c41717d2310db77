"""Text that shows as itself in Markdown, in whatever place of a page or a comment it stands."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&#$]|(?<=://)|(?<=@)|(?<=[Ww]\.)|(?<=[Gg][Hh]-)")
_NOTHING = "<!-- -->"
"""Parts what would otherwise become a mention or a link."""


def escaped(text: str) -> str:
    """One line of text with everything special as a numeric entity, which no reader takes for markup.

    Mentions, addresses and references are parted by an empty comment: those are looked for after entities are resolved.
    """
    line = " ".join(text.split())
    return _SPECIAL.sub(
        lambda found: f"&#{ord(found[0])};{_NOTHING if found[0] == '#' else ''}" if found[0] else _NOTHING, line
    )
