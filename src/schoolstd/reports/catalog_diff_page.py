"""Two catalogs side by side as a page and as JSON, and the verdicts that would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from schoolstd.reports.page import Line, Page, Section, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schoolstd.catalog.compare import CatalogDiff, EntryChange, FieldChange
    from schoolstd.catalog.model import Catalog
    from schoolstd.wording import Words

TONES = {"added": Tone.GOOD, "removed": Tone.BAD, "withdrawn": Tone.BAD, "changed": Tone.WARN}


class SchoolChange(NamedTuple):
    """A workbook judged by both catalogs: (indicator, title, old verdict, new verdict), empty where it has none."""

    file: str
    name: str
    verdicts: tuple[tuple[str, str, str, str], ...]


def catalog_diff_page(
    old: Catalog, new: Catalog, diff: CatalogDiff, schools: Sequence[SchoolChange] | None, words: Words
) -> Page:
    """What is added, changed, withdrawn and removed, by section; with `schools`, whose verdicts change."""
    title = words.label("catalog_diff_title", old=_name(old, words), new=_name(new, words))
    titles = {
        f"{indicator.id}.{check.id}": words.check_title(check) for indicator, check in (*old.checks(), *new.checks())
    }
    sections = []
    if diff.head:
        sections.append(
            Section(
                words.label("catalog_diff_head"),
                tuple(_field(each, words, 1) for each in _of_language(diff.head, words)),
            )
        )
    for section in dict.fromkeys(each.section for each in diff.entries):
        entries = [each for each in diff.entries if each.section == section]
        lines = tuple(line for each in entries for line in _entry(each, titles, words))
        heading = words.label(f"catalog_diff_{section}")
        sections.append(Section(f"{heading}{words.label('catalog_diff_count', count=len(entries))}", lines))
    if schools is not None:
        sections += _schools(schools, words)
    subtitle = "" if diff.head or diff.entries else words.label("catalog_diff_same")
    return Page(title, subtitle, tuple(sections))


def catalog_diff_value(
    old: Catalog, new: Catalog, diff: CatalogDiff, schools: Sequence[SchoolChange] | None
) -> dict[str, Any]:
    """The comparison as JSON values; `schools` only when workbooks were judged."""
    value: dict[str, Any] = {
        "old": _identity(old),
        "new": _identity(new),
        "head": [_field_value(each) for each in diff.head],
        "entries": [
            {
                "section": each.section,
                "op": each.op,
                "id": each.id,
                "title": each.title or None,
                "title_en": each.title_en or None,
                "reason": each.reason or None,
                "reason_en": each.reason_en or None,
                "fields": [_field_value(field) for field in each.fields],
            }
            for each in diff.entries
        ],
    }
    if schools is not None:
        value["schools"] = [
            {
                "file": school.file,
                "name": school.name or None,
                "verdicts": [
                    {"id": id_, "title": title, "old": was or None, "new": is_ or None}
                    for id_, title, was, is_ in school.verdicts
                ],
            }
            for school in schools
        ]
    return value


def _identity(catalog: Catalog) -> dict[str, str]:
    return {"id": catalog.head.id, "version": catalog.head.version, "digest": catalog.digest}


def _field_value(field: FieldChange) -> dict[str, str | None]:
    return {"field": field.field, "old": field.old or None, "new": field.new or None}


def _name(catalog: Catalog, words: Words) -> str:
    head = catalog.head
    return words.label("catalog_name", title=words.name(head), id=head.id, version=head.version)


def _entry(entry: EntryChange, checks: dict[str, str], words: Words) -> Iterator[Line]:
    """An entry and its fields; checks without a title of their own are called by what they look at."""
    title = checks.get(entry.id) or ((entry.title_en or entry.title) if words.lang == "en" else entry.title)
    values = {
        "op": words.label(f"catalog_diff_{entry.op}"),
        "id": entry.id,
        "title": title,
        "reason": words.text(entry, "reason"),
    }
    key = "catalog_diff_reason" if entry.reason else "catalog_diff_entry"
    yield Line(words.label(key, **values).rstrip(), TONES[entry.op], 1)
    for field in _of_language(entry.fields, words):
        yield _field(field, words, 2)


def _of_language(fields: Sequence[FieldChange], words: Words) -> list[FieldChange]:
    """The fields without the Chinese ones whose English, for a reader of English, stands beside them."""
    known = {field.field for field in fields}
    return [field for field in fields if words.lang != "en" or f"{field.field}_en" not in known]


def _field(field: FieldChange, words: Words, indent: int) -> Line:
    none = words.label("catalog_diff_none")
    text = words.label("catalog_diff_field", field=field.field, old=field.old or none, new=field.new or none)
    return Line(text, Tone.PLAIN, indent, "·")


def _schools(schools: Sequence[SchoolChange], words: Words) -> Iterator[Section]:
    """The verdicts of indicators that both catalogs have, one line each; how many new or lost ones there are, in one, and in
    one of all schools whose verdicts do not change."""
    changed = []
    count = 0
    for school in schools:
        both = [each for each in school.verdicts if each[2] and each[3]]
        alone = len(school.verdicts) - len(both)
        if not both:
            continue
        count += 1
        changed.append(Line(words.label("catalog_diff_school", file=school.file, name=school.name), Tone.STRONG, 1))
        for id_, title, was, is_ in both:
            values = {"id": id_, "title": title, "old": words.verdict(was), "new": words.verdict(is_), "mark": ""}
            changed.append(Line(words.label("diff_line", **values), Tone.WARN, 2))
        if alone:
            changed.append(Line(words.label("catalog_diff_alone", count=alone), Tone.MUTED, 2))
    others = [each for each in schools if not any(was and is_ for _, _, was, is_ in each.verdicts)]
    sizes = sorted({len(each.verdicts) for each in others} - {0})
    if sizes:
        indicators = str(sizes[0]) if len(sizes) == 1 else f"{sizes[0]}–{sizes[-1]}"
        changed.append(
            Line(words.label("catalog_diff_new_alone", count=len(others), indicators=indicators), Tone.MUTED, 1)
        )
    heading = words.label("catalog_diff_schools", total=len(schools), count=count)
    yield Section(heading, tuple(changed))
