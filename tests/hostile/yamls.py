"""YAML that means harm, or that an editor has spoilt: none of it may be loaded."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 1_900_000
"""Just below the largest file that is looked at."""
NAMES = "abcdefghij"


def filled(piece: str, head: str = "") -> bytes:
    """A file that is as large as it may be, of one piece again and again."""
    return (head + piece * ((SIZE - len(head)) // len(piece.encode()))).encode()


def keys(form: str, count: int) -> bytes:
    """A file of numbered lines."""
    return "".join(form.format(n) for n in range(count)).encode()


YAMLS: dict[str, Callable[[], bytes]] = {
    "alias-bomb": lambda: "\n".join(
        ["a: &a [x, x]", *(f"{b}: &{b} [*{a}, *{a}]" for a, b in pairwise(NAMES))]
    ).encode(),
    "alias-of-itself": lambda: b"a: &a [*a]\n",
    "many-aliases": lambda: filled("- *x\n", "- &x 1\n"),
    "many-anchors": lambda: keys("- &a{} 1\n", 150_000),
    "deep-brackets": lambda: b"[" * SIZE,
    "deep-braces": lambda: b"{a: " * (SIZE // 4),
    "deep-lists": lambda: b"- " * (SIZE // 2),
    "deep-keys": lambda: "".join(f"{' ' * n}a:\n" for n in range(1_800)).encode(),
    "deep-questions": lambda: b"? " * (SIZE // 2),
    "a-scalar": lambda: b"a: '" + b"x" * SIZE + b"'\n",
    "an-open-scalar": lambda: b"a: '" + b"x\n" * (SIZE // 2),
    "a-block": lambda: b"a: |\n" + b"  x\n" * (SIZE // 4),
    "a-folded-block": lambda: b"a: >\n" + b"  x\n\n" * (SIZE // 5),
    "a-plain-scalar": lambda: b"a: " + b"x " * (SIZE // 2),
    "a-key": lambda: b"'" + b"x" * SIZE + b"': 1\n",
    "a-comment": lambda: filled("# x\n"),
    "blank-lines": lambda: filled("\n"),
    "many-keys": lambda: keys("a{}: 1\n", 180_000),
    "many-items": lambda: filled("- 1\n"),
    "many-items-in-brackets": lambda: b"[" + b"1," * (SIZE // 2) + b"]",
    "one-key-again-and-again": lambda: filled("a: 1\n"),
    "many-unknown-sections": lambda: keys("section_{}: []\n", 100_000),
    "many-unknown-metrics": lambda: b"metrics:\n" + keys("  - {{id: a{}, typo: 1}}\n", 70_000),
    "many-waivers": lambda: b"waivers:\n" + keys("  - {{indicator: N{}}}\n", 80_000),
    "many-tags": lambda: filled("- !a 1\n"),
    "many-documents": lambda: filled("---\n"),
    "a-python-object": lambda: b"a: !!python/object/apply:os.system ['touch /tmp/EVIL']\n",
    "a-merge-key": lambda: b"a: {b: 1}\nc: {<<: *a}\n",
    "a-directive": lambda: b"%YAML 9.9\n%TAG ! tag:evil,2000:\n---\na: !b 1\n",
    "utf-16": lambda: "a: 1\n".encode("utf-16"),
    "utf-32": lambda: "a: 1\n".encode("utf-32"),
    "gbk": lambda: "名称: 学校\n".encode("gbk"),
    "zeros": lambda: bytes(1_000),
    "a-terminal-command": lambda: b"a: \x1b[31m\n",
    "half-a-surrogate": lambda: b'a: "\\ud800"\n',
    "a-number-of-a-million-digits": lambda: b"a: " + b"9" * 1_000_000 + b"\n",
    "a-tab": lambda: b"a:\n\tb: 1\n",
    "a-web-page": lambda: b"<html><body>not found</body></html>\n",
    "json-with-a-repeated-key": lambda: b'{"metrics": [], "metrics": []}',
    "too-large": lambda: b"a: 1\n" * 1_000_000,
    "nothing": lambda: b"",
}
