"""A programme's YAML to a Programme, or every mistake in it at once, and its JSON Schema.

Imports pydantic and a YAML library, so only commands that were given a programme come here.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from schoolstd.catalog.file_model import file_model, to_value
from schoolstd.catalog.find import indicators_root
from schoolstd.catalog.sections import translated
from schoolstd.errors import CatalogError, UsageError
from schoolstd.programme.model import Answer, Named, Programme
from schoolstd.programme.review import GRADES, RESULTS, STATES, VETO
from schoolstd.yamlfile import YamlDocument, load_yaml, plainly

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schoolstd.yamlfile import Key, YamlMistake

FOLDER = "programmes"
WORDS = {
    "rounding": ("cumulative", "remainder"),
    "share_mode": ("planned", "open"),
    "district_quota": ("reference", "hard"),
    "tie_break": ("recommendation", "application"),
    "batch_procedure": ("same", "first_only"),
    "batch_date": ("recognition", "application"),
    "retry": ("next_batch", "same_batch", "none"),
    "advanced_rule": ("mandatory_met", "all_met", "standing"),
    "law_demo": ("reference", "required"),
    "advanced_repeat": ("once", "repeat"),
    "revoke": ("advise", "rectify"),
}
"""The open questions that are answered by a word, and the words that the program can carry out."""
PATTERNS = {
    "pass_rule": (r"all_met|duty_([1-9][0-9]?|100)", "all_met、duty_1 … duty_100"),
    "interval_months": (r"[1-9][0-9]{0,2}", "1 … 999"),
    "rectify_days": (r"[1-9][0-9]{0,2}/[1-9][0-9]{0,2}", "1/1 … 999/999"),
}
"""Those that are answered by a figure: its form, and what it may be."""
BASE_DATE = "base_date"
DATES = "YYYY-MM-DD"


def programme_path(name: str, root: str = "") -> Path:
    """The file of a programme: a path to a .yaml file, or the id of one among the indicator files. Raises UsageError."""
    if name.endswith((".yaml", ".yml")):
        if not Path(name).is_file():
            raise UsageError("no_such_programme", {"programme": name, "known": "—"})
        return Path(name)
    found = _files(root)
    if name not in found:
        raise UsageError("no_such_programme", {"programme": name, "known": "、".join(sorted(found)) or "—"})
    return found[name]


def programmes_in(root: str = "") -> list[tuple[str, Programme]]:
    """The programmes among the indicator files, each with the name of its file, by name. Raises CatalogError."""
    return [(f"{FOLDER}/{path.name}", load_programme(path)) for _, path in sorted(_files(root).items())]


def own_programmes(root: str) -> list[str]:
    """The ids of the programmes that a folder of indicator files brings with it."""
    return sorted(path.stem for path in (Path(root) / FOLDER).glob("*.yaml"))


def _files(root: str) -> dict[str, Path]:
    """The programme files by id: the shipped ones, and those of a folder of one's own, which go first."""
    found: dict[str, Path] = {}
    for folder in (indicators_root(), root):
        if folder:
            found |= {path.stem: path for path in sorted((Path(folder) / FOLDER).glob("*.yaml"))}
    return found


def load_programme(path: Path) -> Programme:
    """The programme in a file. Raises CatalogError with every mistake found."""
    document = load_yaml(path, str(path))
    mistakes = list(document.mistakes)
    if not mistakes:
        content = document.value
        if not isinstance(content, dict) or "programme" not in content:
            mistakes = [document.mistake((), "section_missing", {"section": "programme"})]
        else:
            mistakes = [
                document.mistake((key,), "field_unknown", {"field": key}) for key in content if key != "programme"
            ]
            programme = _parsed(document, content["programme"], mistakes)
            if programme:
                mistakes += _odd(document, programme)
                if not mistakes:
                    return programme
    mistakes = sorted(plainly(mistakes), key=lambda mistake: (mistake.line, mistake.field, mistake.code))
    raise CatalogError(mistakes, "programme")


def programme_schema() -> dict[str, Any]:
    """The JSON Schema of a programme file, for editors."""
    inner = file_model(Programme).model_json_schema(by_alias=True)
    definitions = inner.pop("$defs")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "schoolstd programme",
        "type": "object",
        "additionalProperties": False,
        "required": ["programme"],
        "properties": {"programme": inner},
        "$defs": definitions,
    }


def _parsed(document: YamlDocument, content: Any, mistakes: list[YamlMistake]) -> Programme | None:
    try:
        parsed = TypeAdapter(file_model(Programme)).validate_python(content)
    except ValidationError as error:
        mistakes += [translated(document, ("programme",), dict(each)) for each in error.errors(include_url=False)]
        return None
    value = to_value(Programme, parsed)
    return value if isinstance(value, Programme) else None


def _odd(document: YamlDocument, programme: Programme) -> Iterator[YamlMistake]:
    """What is well-formed and yet cannot be."""
    yield from _windows(document, programme)
    yield from _shares(document, programme)
    yield from _preconditions(document, programme)
    yield from _review(document, programme)
    yield from _questions(document, programme)


def _windows(document: YamlDocument, programme: Programme) -> Iterator[YamlMistake]:
    """Every window ends after it starts; batches follow one another; ids are unique."""
    named: dict[str, tuple[Any, ...]] = {
        "phases": programme.phases,
        "batches": programme.batches,
        "honours": programme.honours,
    }
    windows: list[tuple[Key, Any]] = [(("programme", "window"), programme.window)]
    for section, items in named.items():
        if not items and section == "batches":
            yield document.mistake(("programme", section), "empty_list")
        seen: set[str] = set()
        for number, item in enumerate(items):
            windows.append((("programme", section, number, "window"), item.window))
            if item.id in seen:
                yield document.mistake(("programme", section, number, "id"), "repeated_id", {"id": item.id})
            seen.add(item.id)
    for path, window in windows:
        if window.end < window.start or window.end > programme.window.end:
            yield document.mistake(path, "window_order", {"start": window.start, "end": window.end})
    for number, batch in enumerate(programme.batches[1:], start=1):
        if batch.window.start <= programme.batches[number - 1].window.end:
            path = ("programme", "batches", number, "window")
            yield document.mistake(path, "window_order", {"start": batch.window.start, "end": batch.window.end})


def _shares(document: YamlDocument, programme: Programme) -> Iterator[YamlMistake]:
    whole = [batch.share for batch in programme.batches if batch.share.isdigit()]
    total = sum(map(int, whole))
    if len(whole) < len(programme.batches) or (whole and total != 100):
        shown = " + ".join(batch.share for batch in programme.batches)
        yield document.mistake(("programme", "batches"), "shares_not_100", {"found": shown})
    for number, honour in enumerate(programme.honours):
        if honour.quota and not honour.quota.isdigit():
            path = ("programme", "honours", number, "quota")
            yield document.mistake(path, "not_one_of", {"found": honour.quota, "expected": "0、1、2 …"})


def _preconditions(document: YamlDocument, programme: Programme) -> Iterator[YamlMistake]:
    for number, name in enumerate(programme.preconditions):
        if name in programme.preconditions[:number]:
            yield document.mistake(("programme", "preconditions", number), "repeated_id", {"id": name})


def _review(document: YamlDocument, programme: Programme) -> Iterator[YamlMistake]:
    """The program goes by these states, results and grades, and it knows one trigger by itself: each must have its name here,
    and no word may stand for two."""
    months = programme.review.self_check_months
    pattern, expected = PATTERNS["interval_months"]
    if months and not re.fullmatch(pattern, months):
        values = {"found": months, "expected": expected}
        yield document.mistake(("programme", "review", "self_check_months"), "not_one_of", values)
    review = programme.review
    sections: tuple[tuple[str, tuple[Named | Answer, ...], tuple[str, ...]], ...] = (
        ("states", review.states, STATES),
        ("triggers", review.triggers, (VETO,)),
        ("results", review.results, RESULTS),
        ("grades", review.grades, GRADES),
    )
    for section, named, wanted in sections:
        ids = [each.id for each in named]
        path = ("programme", "review", section)
        for id_ in wanted:
            if id_ not in ids:
                yield document.mistake(path, "field_missing", {"field": id_})
        for number, id_ in enumerate(ids):
            if id_ in ids[:number] or (section != "triggers" and id_ not in wanted):
                code = "repeated_id" if id_ in ids[:number] else "field_unknown"
                yield document.mistake((*path, number, "id"), code, {"id": id_, "field": id_})
        words = [(number, word) for number, each in enumerate(named) for word in _words(each)]
        for place, (number, word) in enumerate(words):
            if any(word == other and number != before for before, other in words[:place]):
                yield document.mistake((*path, number), "repeated_id", {"id": word})


def _words(each: Named | Answer) -> Iterable[str]:
    """What a register may say for it, in small letters, each word once."""
    words = (each.id, each.title, each.title_en, *getattr(each, "also", ()))
    return dict.fromkeys(word.lower() for word in words)


def _questions(document: YamlDocument, programme: Programme) -> Iterator[YamlMistake]:
    """Every question that the program asks has an answer that it can carry out; the others say where theirs is."""
    used = {*WORDS, *PATTERNS, BASE_DATE}
    asked = [question.parameter for question in programme.questions]
    for name in sorted(used - set(asked)):
        yield document.mistake(("programme", "questions"), "parameter_missing", {"parameter": name})
    for number, question in enumerate(programme.questions):
        path = ("programme", "questions", number)
        name, default = question.parameter, question.default
        if name in asked[:number]:
            yield document.mistake((*path, "parameter"), "repeated_id", {"id": name})
        if bool(default) == bool(question.where) or (name in used) != bool(default):
            yield document.mistake(path, "default_or_where", {"parameter": name})
        elif default and not carried_out(name, default):
            values = {"found": default, "expected": allowed(name)}
            yield document.mistake((*path, "default"), "not_one_of", values)
        for place, option in enumerate(question.options):
            if not default or not carried_out(name, option.value):
                values = {"found": option.value, "expected": allowed(name) if default else "—"}
                yield document.mistake((*path, "options", place, "value"), "not_one_of", values)


def allowed(name: str) -> str:
    """What may stand for an open question that the program asks, in a few signs."""
    return "、".join(WORDS[name]) if name in WORDS else PATTERNS[name][1] if name in PATTERNS else DATES


def carried_out(name: str, answer: str) -> bool:
    """Whether the program can carry out an answer."""
    if name in WORDS:
        return answer in WORDS[name]
    if name in PATTERNS:
        return bool(re.fullmatch(PATTERNS[name][0], answer))
    try:
        return date.fromisoformat(answer).isoformat() == answer
    except ValueError:
        return False
