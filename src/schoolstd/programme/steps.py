"""The parts of a programme file by name, with the sentences that they say they carry. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS = ("phases", "batches", "honours", "review")
"""The parts of a programme that a statement may name as a whole."""


def steps(programme: dict[str, Any]) -> dict[str, tuple[str, ...] | None]:
    """What a statement may name in a programme, given as plain YAML: name to the `refs` that stand there.

    Names are the ids of phases, batches and honours, the parameters of its questions, and its parts as a whole. What
    has no `refs` of its own gives None: nothing can differ there.
    """
    found: dict[str, tuple[str, ...] | None] = {}
    for part in PARTS:
        if part in programme:
            found[part] = _refs(programme[part])
    for part in PARTS:
        for entry in _entries(programme.get(part)):
            if isinstance(entry.get("id"), str):
                found[entry["id"]] = _refs(entry)
    for question in _entries(programme.get("questions")):
        if isinstance(question.get("parameter"), str):
            found.setdefault(question["parameter"], _refs(question))
    return found


def _entries(value: Any) -> Iterator[dict[str, Any]]:
    yield from (each for each in (value if isinstance(value, list) else ()) if isinstance(each, dict))


def _refs(value: Any) -> tuple[str, ...] | None:
    refs = value.get("refs") if isinstance(value, dict) else None
    return tuple(map(str, refs)) if isinstance(refs, list) else None
