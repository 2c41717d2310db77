"""`schoolstd template`: a workbook to fill in, for the school described on the command line or at the prompt."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.store import stored_catalog
from schoolstd.cli.finish import OK, say
from schoolstd.cli.options import LANGS, one_of
from schoolstd.errors import UsageError
from schoolstd.evidence.model import Entry
from schoolstd.evidence.values import read_value
from schoolstd.wholefile import write_whole
from schoolstd.wording import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schoolstd.catalog.model import Catalog, ProfileField


def template(
    output: str, previous: str, guide: bool, force: bool, catalog: str, folder: str, lang: str, extra: Sequence[str]
) -> int:
    """Write a template. `extra` holds the options that name profile fields, such as `--stage 小学 --boarding`."""
    one_of(lang, LANGS, "bad_lang")
    if os.path.exists(output) and not force:
        raise UsageError("exists", {"path": output})
    if not output.lower().endswith(".xlsx"):
        raise UsageError("bad_suffix", {"path": output, "known": ".xlsx"})
    found = stored_catalog(catalog_folder(catalog, folder))
    words = Words(lang, found)
    profile = profile_of(extra, found)
    if guide:
        profile = {**profile, **_asked(found, words, profile)}
    answers = None
    if previous:
        from schoolstd.workbook.reader import read_workbook

        answers = read_workbook(previous, found)
        known = {key: entry for key, entry in answers.profile.items() if entry.value is not None and key != "as_of"}
        profile = {**known, **profile}
    from schoolstd.workbook.template import write_template

    write_whole(output, write_template(found, profile, answers, lang))
    say(words.label("written", path=output))
    return OK


def profile_of(extra: Sequence[str], catalog: Catalog) -> dict[str, Entry]:
    """Profile entries from options: `--field value`, `--field=value`, `--field` and `--no-field` for yes and no.

    Raises UsageError for a field that the catalog does not have or a value that it does not allow.
    """
    found: dict[str, Entry] = {}
    pending = list(extra)
    while pending:
        word = pending.pop(0)
        name, equals, value = word.removeprefix("--").partition("=")
        negated = name.startswith("no-")
        id_ = name.removeprefix("no-").replace("-", "_")
        field = catalog.profile.get(id_)
        if not word.startswith("--") or field is None:
            options = " ".join(f"--{known.replace('_', '-')}" for known in catalog.profile)
            raise UsageError("bad_profile", {"option": word, "found": word, "known": options})
        if not equals and field.type != "yes_no":
            if not pending:
                raise UsageError("bad_profile", {"option": word, "found": "", "known": _known(field)})
            value = pending.pop(0)
        elif not equals:
            value = "否" if negated else "是"
        found[id_] = _entry(field, value, word)
    return found


def profile_help(catalog: Catalog) -> str:
    """The profile options of a catalog, for `template --help`."""
    return "  ".join(f"--{field.id.replace('_', '-')} {_known(field)}".rstrip() for field in catalog.profile.values())


def _entry(field: ProfileField, value: str, option: str) -> Entry:
    translated = dict(zip(field.options_en, field.options, strict=False)).get(value, value)
    reading = read_value(translated, field.type, field.options)
    if reading.problem:
        raise UsageError("bad_profile", {"option": option.partition("=")[0], "found": value, "known": _known(field)})
    return Entry(reading.value)


def _known(field: ProfileField) -> str:
    return "是|否" if field.type == "yes_no" else "|".join(field.options) if field.options else ""


def _asked(catalog: Catalog, words: Words, given: dict[str, Entry]) -> dict[str, Entry]:
    """The answers at the prompt, one question a field that decides what applies; an empty answer leaves it open."""
    if not sys.stdin.isatty():
        raise UsageError("no_terminal")
    from rich.console import Console
    from rich.prompt import Prompt

    console = Console(stderr=True)
    found: dict[str, Entry] = {}
    for field in catalog.profile.values():
        if field.id in given or field.type == "date":
            continue
        choices = ["是", "否"] if field.type == "yes_no" else list(field.options) if field.type == "choice" else None
        console.print(words.text(field, "help"), style="dim", markup=False)
        answer = Prompt.ask(
            words.name(field),
            console=console,
            choices=[*choices, ""] if choices else None,
            default="",
            show_default=False,
        )
        if answer:
            found[field.id] = _entry(field, answer, field.id)
    return found
