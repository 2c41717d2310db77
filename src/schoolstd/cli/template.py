"""`schoolstd template`: a workbook to fill in, for the school described on the command line or at the prompt."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.store import stored_catalog
from schoolstd.cli.finish import OK, say, write_file
from schoolstd.cli.options import LANGS, one_of
from schoolstd.cli.targets import STDOUT, refuse_terminal, write_printed
from schoolstd.errors import UsageError
from schoolstd.evidence.model import Entry
from schoolstd.evidence.values import read_value
from schoolstd.wording import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schoolstd.catalog.model import Catalog, ProfileField


def template(
    output: str,
    previous: str,
    guide: bool,
    force: bool,
    catalog: str,
    folder: str,
    lang: str,
    extra: Sequence[str],
    quiet: bool = False,
) -> int:
    """Write a template. `extra` holds the options that name profile fields, such as `--stage 小学 --boarding`."""
    one_of(lang, LANGS, "bad_lang")
    printed = output == STDOUT
    if printed:
        refuse_terminal(".xlsx")
    elif os.path.exists(output) and not force:
        raise UsageError("exists", {"path": output})
    if not printed and not output.lower().endswith(".xlsx"):
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

    content = write_template(found, profile, answers, lang)
    if printed:
        write_printed(content, ".xlsx")
        return OK
    write_file(output, content)
    if not quiet:
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
            raise UsageError("unknown_profile", {"option": word, "known": options})
        if not equals and field.type != "yes_no":
            if not pending or pending[0].startswith("--"):
                raise UsageError("profile_value_missing", {"option": word, **_known(field)})
            value = pending.pop(0)
        elif not equals:
            value = "否" if negated else "是"
        found[id_] = _entry(field, value, word)
    return found


def profile_help(catalog: Catalog, lang: str) -> list[str]:
    """The profile options of a catalog, for `template --help`: option, a tab, what it says."""
    words = Words(lang if lang in LANGS else "zh", catalog)
    lines = []
    for field in catalog.profile.values():
        option = f"--{field.id.replace('_', '-')}"
        known = words.listed(field.options_en if lang == "en" and field.options_en else field.options)
        if field.type == "yes_no":
            option, known = f"{option}, --no-{field.id.replace('_', '-')}", ""
        meaning = words.name(field) + (words.label("of_these", items=known) if known else "")
        lines.append(f"{option}\t{meaning}")
    return lines


def _entry(field: ProfileField, value: str, option: str) -> Entry:
    translated = dict(zip(field.options_en, field.options, strict=False)).get(value, value)
    reading = read_value(translated, field.type, field.options)
    if reading.problem:
        raise UsageError("bad_profile", {"option": option.partition("=")[0], "found": value, **_known(field)})
    return Entry(reading.value)


def _known(field: ProfileField) -> dict[str, str]:
    """What may be typed for a field, in both languages; an example where it is not a choice."""
    if field.type == "yes_no":
        return {"known": "是|否", "known_en": "yes|no"}
    example = "2026-06-30" if field.type == "date" else "…"
    return {
        "known": "|".join(field.options) or example,
        "known_en": "|".join(field.options_en or field.options) or example,
    }


def _asked(catalog: Catalog, words: Words, given: dict[str, Entry]) -> dict[str, Entry]:
    """The answers at the prompt, one question a field that decides what applies; an empty answer leaves it open."""
    if not sys.stdin.isatty():
        raise UsageError("no_terminal")
    found: dict[str, Entry] = {}
    for field in catalog.profile.values():
        if field.id not in given and field.type != "date" and (entry := _answered(field, words)):
            found[field.id] = entry
    return found


def _answered(field: ProfileField, words: Words) -> Entry | None:
    """The answer to one question, asked again until it will do; None when it is left open."""
    known = field.options_en if words.lang == "en" and field.options_en else field.options
    items = "/".join(known) or ("是/否" if field.type == "yes_no" else words.label("ask_any"))
    say("")
    say(words.text(field, "help"))
    while True:
        sys.stderr.write(words.label("ask", title=words.name(field), known=items))
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:  # the end of input, as by Ctrl-D
            raise KeyboardInterrupt
        answer = line.strip()
        if not answer:
            return None
        try:
            return _entry(field, answer, field.id)
        except UsageError:
            say(words.label("ask_again", found=answer))
