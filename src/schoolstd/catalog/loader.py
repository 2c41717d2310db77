"""A folder of YAML to a Catalog, or every mistake in all of its files at once. Nothing is loaded half."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from schoolstd.catalog import file_model, links, model
from schoolstd.catalog.find import yaml_files
from schoolstd.catalog.store import digest_of
from schoolstd.errors import CatalogError
from schoolstd.yamlfile import Key, YamlDocument, YamlMistake, load_yaml


class CheckCase(NamedTuple):
    """A case of a check as the file has it, and where: `check` is the full id, `given` still plain YAML values."""

    indicator: str
    check: str
    given: dict[str, Any]
    outcome: str
    file: str
    line: int


class LoadedCatalog(NamedTuple):
    """A catalog with what only keepers of the standard need: the cases, and where each indicator stands."""

    catalog: model.Catalog
    cases: tuple[CheckCase, ...]
    places: dict[str, tuple[str, int]]


class _Item(NamedTuple):
    """One entry of a section, still a file model, with its document and path."""

    section: str
    value: Any
    document: YamlDocument
    path: Key


def load_catalog(folder: str) -> LoadedCatalog:
    """The catalog in a folder and its sub-folders. Raises CatalogError with every mistake found."""
    root = Path(folder)
    mistakes: list[YamlMistake] = []
    items: list[_Item] = []
    files = yaml_files(folder)
    if not files:
        raise CatalogError([YamlMistake(str(root), 1, "", "no_yaml_files")])
    for name in files:
        document = load_yaml(root / name, str(root / name))
        mistakes += document.mistakes
        if not document.mistakes:
            found, wrong = _validated(document)
            items += found
            mistakes += wrong
    if mistakes:
        raise CatalogError(_ordered(mistakes))
    merged, wrong = _merged(items, root)
    if wrong or merged is None:
        raise CatalogError(_ordered(wrong))
    catalog = model.Catalog(digest=digest_of(folder), **merged)
    wrong = list(links.mistakes(catalog, _placed(items)))
    if wrong:
        raise CatalogError(_ordered(wrong))
    return LoadedCatalog(catalog, tuple(_cases(items)), _places(items))


def _ordered(mistakes: list[YamlMistake]) -> list[YamlMistake]:
    return sorted(dict.fromkeys((m.file, m.line, m.field, m.code, tuple(m.values.items())) for m in mistakes)) and [
        YamlMistake(file, line, field, code, dict(values))
        for file, line, field, code, values in sorted(
            dict.fromkeys((m.file, m.line, m.field, m.code, tuple(m.values.items())) for m in mistakes)
        )
    ]


def _validated(document: YamlDocument) -> tuple[list[_Item], list[YamlMistake]]:
    """The entries of one file's sections, or what is wrong with their form."""
    if document.value is None:
        return [], [document.mistake((), "empty_file")]
    if not isinstance(document.value, dict):
        return [], [document.mistake((), "not_sections")]
    try:
        parsed = file_model.CatalogFile.model_validate(document.value)
    except ValidationError as error:
        return [], [_translated(document, dict(detail)) for detail in error.errors(include_url=False)]
    items = []
    for section in document.value:
        value = getattr(parsed, section)
        if isinstance(value, list):
            items += [_Item(section, each, document, (section, i)) for i, each in enumerate(value)]
        elif value is not None:
            items.append(_Item(section, value, document, (section,)))
    return items, []


def _translated(document: YamlDocument, detail: dict[str, Any]) -> YamlMistake:
    """A pydantic error as one of our mistakes, at the line of the YAML that it is about."""
    path: list[str | int] = []
    here: Any = document.value
    for part in detail["loc"]:
        if isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
            path.append(part)
        elif isinstance(here, dict) and part in here:
            here = here[part]
            path.append(part)
    kind = detail["type"]
    context = {key: str(value) for key, value in (detail.get("ctx") or {}).items()}
    last = str(detail["loc"][-1]) if detail["loc"] else ""
    shown = _shown(detail.get("input"))
    if kind == "missing":
        return document.mistake((*path,), "field_missing", {"field": last})
    if kind == "extra_forbidden":
        return document.mistake((*path,), "field_unknown", {"field": last})
    if kind == "union_tag_invalid":
        return document.mistake((*path, "kind"), "kind_unknown", {"found": context.get("tag", shown)})
    if kind == "union_tag_not_found":
        return document.mistake((*path,), "field_missing", {"field": "kind"})
    if kind == "string_type" and isinstance(detail.get("input"), (int, bool)):
        return document.mistake((*path,), "needs_quotes", {"found": shown})
    if kind == "literal_error":
        return document.mistake((*path,), "not_one_of", {"found": shown, "expected": context.get("expected", "")})
    if kind == "string_pattern_mismatch":
        return document.mistake((*path,), "bad_form", {"found": shown, "form": _form_name(context.get("pattern", ""))})
    if kind == "no_such_date":
        return document.mistake((*path,), "no_such_date", {"found": shown})
    wanted = {"list_type": "list", "dict_type": "mapping", "model_type": "mapping", "model_attributes_type": "mapping"}
    if kind in wanted:
        return document.mistake((*path,), "wrong_shape", {"wanted": wanted[kind], "found": shown})
    if kind in ("string_type", "string_too_short", "too_short"):
        return document.mistake((*path,), "empty_value")
    if kind == "bool_type":
        return document.mistake((*path,), "not_one_of", {"found": shown, "expected": "true, false"})
    return document.mistake((*path,), "bad_value", {"found": shown, "reason": str(detail.get("msg", ""))})


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _form_name(pattern: str) -> str:
    return next((name for name, known in file_model.PATTERNS.items() if known == pattern), pattern)


def _merged(items: list[_Item], root: Path) -> tuple[dict[str, Any] | None, list[YamlMistake]]:
    """All sections as dictionaries by id, in file order; repeated ids and a missing head are mistakes."""
    mistakes: list[YamlMistake] = []
    merged: dict[str, Any] = {name: {} for name in (*file_model.SECTIONS, "indicators")}
    single: dict[str, _Item] = {}
    for item in items:
        if item.section in ("catalog", "calendar"):
            if item.section in single:
                mistakes.append(item.document.mistake(item.path, "repeated_section", {"section": item.section}))
            single[item.section] = item
            continue
        cls = model.Indicator if item.section == "indicators" else file_model.SECTIONS[item.section]
        value = file_model.to_value(cls, item.value)
        if value.id in merged[item.section]:
            mistakes.append(item.document.mistake((*item.path, "id"), "repeated_id", {"id": value.id}))
        merged[item.section][value.id] = value
    for section in ("catalog", "calendar"):
        if section not in single:
            mistakes.append(YamlMistake(str(root), 1, section, "section_missing", {"section": section}))
    if mistakes:
        return None, mistakes
    merged["head"] = file_model.to_value(model.Head, single["catalog"].value)
    merged["calendar"] = file_model.to_value(model.Calendar, single["calendar"].value)
    merged["indicators"] = dict(sorted(merged["indicators"].items(), key=lambda pair: _natural(pair[0])))
    return merged, []


def _natural(id_: str) -> tuple[Any, ...]:
    """A sort key by which N9 comes before N10 and B1-02 after B1-01."""
    parts: list[Any] = []
    for part in id_.split("-"):
        letters = part.rstrip("0123456789")
        parts += [letters, int(part[len(letters) :] or 0)]
    return tuple(parts)


def _placed(items: list[_Item]) -> Iterator[tuple[Any, YamlDocument, Key]]:
    for item in items:
        if item.section == "catalog":
            yield file_model.to_value(model.Head, item.value), item.document, item.path
        elif item.section == "calendar":
            yield file_model.to_value(model.Calendar, item.value), item.document, item.path
        else:
            cls = model.Indicator if item.section == "indicators" else file_model.SECTIONS[item.section]
            yield file_model.to_value(cls, item.value), item.document, item.path


def _cases(items: list[_Item]) -> Iterator[CheckCase]:
    for item in items:
        if item.section != "indicators":
            continue
        for number, check in enumerate(item.value.checks):
            for index, case in enumerate(check.cases):
                line = item.document.line((*item.path, "checks", number, "cases", index))
                yield CheckCase(
                    item.value.id, check.id, case.given, case.outcome, item.document.file, line
                )


def _places(items: list[_Item]) -> dict[str, tuple[str, int]]:
    return {
        item.value.id: (item.document.file, item.document.line(item.path))
        for item in items
        if item.section not in ("catalog", "calendar")
    }
