"""The entries of a folder of YAML files, each validated by itself, so that one mistake hides no other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from schoolstd.catalog import file_model
from schoolstd.catalog.find import yaml_files
from schoolstd.catalog.tightening import wrong_target
from schoolstd.yamlfile import Key, YamlDocument, YamlMistake, load_yaml

SHAPES = {
    "string_type": "text",
    "list_type": "list",
    "dict_type": "mapping",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
}
"""What a value should have been, by the type of the error."""
_ADAPTERS = {section: TypeAdapter(model) for section, model in file_model.ENTRY_MODELS.items()}


class Item(NamedTuple):
    """One entry of a section: its catalog value, the cases it carries as plain YAML, and where it stands."""

    section: str
    value: Any
    cases: tuple[tuple[str, dict[str, Any], str, int], ...]
    document: YamlDocument
    path: Key


class Sections(NamedTuple):
    """All entries of a folder, every mistake in their form, and the ids of entries that could not be read, with the names of
    their sections."""

    items: list[Item]
    mistakes: list[YamlMistake]
    broken_ids: frozenset[str]


def read_sections(folder: str) -> Sections:
    """The entries of every YAML file below a folder. Raises nothing for what stands in the files."""
    items: list[Item] = []
    mistakes: list[YamlMistake] = []
    broken: set[str] = set()
    for name in yaml_files(folder):
        path = Path(folder) / name
        document = load_yaml(path, str(path))
        mistakes += document.mistakes
        if document.mistakes:
            broken |= {*_ids(document.value), *(document.value if isinstance(document.value, dict) else ())}
        elif document.value is None:
            mistakes.append(document.mistake((), "empty_file"))
        elif not isinstance(document.value, dict):
            mistakes.append(document.mistake((), "not_sections"))
        else:
            for section, content in document.value.items():
                _read_section(document, section, content, items, mistakes, broken)
    return Sections(items, mistakes, frozenset(broken))


def _read_section(
    document: YamlDocument,
    section: str,
    content: Any,
    items: list[Item],
    mistakes: list[YamlMistake],
    broken: set[str],
) -> None:
    """One section of a file, its entries added to `items`, or its mistakes to `mistakes` and its ids to `broken`."""
    if section not in _ADAPTERS:
        mistakes.append(document.mistake((section,), "field_unknown", {"field": section}))
        return
    if section in file_model.SINGLE:
        entries: list[tuple[Key, Any]] = [((section,), content)]
    elif isinstance(content, list):
        entries = [((section, number), entry) for number, entry in enumerate(content)]
    else:
        mistakes.append(document.mistake((section,), "wrong_shape", {"wanted": "list", "found": _shown(content)}))
        return
    for path, entry in entries:
        try:
            parsed = _ADAPTERS[section].validate_python(entry)
        except ValidationError as error:
            mistakes += [translated(document, path, dict(detail)) for detail in error.errors(include_url=False)]
            broken |= {section, *_ids(entry)}
            continue
        value = file_model.to_value(file_model.VALUE_CLASSES[section], parsed)
        items.append(Item(section, value, tuple(_cases(parsed, document, path)), document, path))


def _cases(parsed: Any, document: YamlDocument, path: Key) -> list[tuple[str, dict[str, Any], str, int]]:
    """(check, given, outcome, line) of every case of an indicator."""
    return [
        (check.id, case.given, case.outcome, document.line((*path, "checks", number, "cases", index)))
        for number, check in enumerate(getattr(parsed, "checks", ()))
        for index, case in enumerate(check.cases)
    ]


def _ids(value: Any) -> set[str]:
    """Every `id` below a value that could not be read, so that references to it are no mistakes of their own."""
    if isinstance(value, dict):
        own = {str(value["id"])} if "id" in value else set()
        return own.union(*(_ids(each) for each in value.values()))
    if isinstance(value, list):
        return set().union(*(_ids(each) for each in value))
    return set()


def translated(document: YamlDocument, prefix: Key, detail: dict[str, Any]) -> YamlMistake:
    """A pydantic error as one of our mistakes, at the line of the YAML that it is about."""
    entry = document.value
    for part in prefix:
        entry = entry[part]
    path = (*prefix, *_path_of(entry, detail["loc"]))
    kind = detail["type"]
    context = {key: str(value) for key, value in (detail.get("ctx") or {}).items()}
    last = str(detail["loc"][-1]) if detail["loc"] else ""
    shown = _shown(detail.get("input"))
    if kind == "missing":
        return document.mistake(path, "field_missing", {"field": last})
    if kind == "extra_forbidden":
        return document.mistake(path, "field_unknown", {"field": last})
    if kind == "union_tag_invalid":
        return document.mistake((*path, "kind"), "kind_unknown", {"found": context.get("tag", shown)})
    if kind == "union_tag_not_found":
        return document.mistake(path, "field_missing", {"field": "kind"})
    if kind == "string_type" and isinstance(detail.get("input"), (int, bool)):
        return document.mistake(path, "needs_quotes", {"found": shown})
    if kind == "literal_error":
        choices = "、".join(re.findall("'([^']*)'", context.get("expected", "")))
        return document.mistake(path, "not_one_of", {"found": shown, "expected": choices})
    if kind == "string_pattern_mismatch" and path[:1] == ("changes",) and len(path) == 3:
        op, other = entry.get("op"), {"check": ("withdraw", "retarget"), "indicator": ("tighten", "cite")}
        if op in other.get(last, ()):  # its form is wrong because it is the wrong thing to name
            return document.mistake(path, "amendment_target", wrong_target(op, shown))
    if kind == "string_pattern_mismatch":
        return document.mistake(path, "bad_form", {"found": shown, "form": _form_name(context.get("pattern", ""))})
    if kind == "no_such_date":
        return document.mistake(path, "no_such_date", {"found": shown})
    if kind in ("string_too_short", "too_short") or (kind == "string_type" and detail.get("input") is None):
        return document.mistake(path, "empty_value")
    if kind in SHAPES:
        return document.mistake(path, "wrong_shape", {"wanted": SHAPES[kind], "found": shown})
    if kind == "bool_type":
        return document.mistake(path, "not_one_of", {"found": shown, "expected": "true、false"})
    return document.mistake(path, "bad_value", {"found": shown})


def _path_of(value: Any, loc: tuple[str | int, ...]) -> Key:
    """The path in the YAML of a pydantic location, which on its way also names the member of a union (a kind, `sum`)."""
    path: list[str | int] = []
    here = value
    named = False
    for part in loc:
        if isinstance(here, dict) and not named and part == here.get("kind", "sum" if _is_quantity(path) else None):
            named = True
        elif part in (here if isinstance(here, dict) else range(len(here)) if isinstance(here, list) else ()):
            here = here[part]
            path.append(part)
            named = False
    return tuple(path)


def _is_quantity(path: list[str | int]) -> bool:
    return bool(path) and path[-1] in ("part", "whole", "left", "right")


def _shown(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _form_name(pattern: str) -> str:
    return next((name for name, known in file_model.PATTERNS.items() if known == pattern), pattern)
