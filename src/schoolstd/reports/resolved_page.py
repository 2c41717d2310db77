"""A resolved catalog whole, with where each thing in it comes from, as a page and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schoolstd.reports.catalog_page import catalog_title, indicator_value, plain_value
from schoolstd.reports.explain_page import check_name, expectation
from schoolstd.reports.page import Line, Page, Section, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.catalog.model import Catalog, Head, Indicator
    from schoolstd.catalog.origin import Amended, Origins
    from schoolstd.wording import Words

VOCABULARY = (
    "parameters",
    "metrics",
    "document_types",
    "event_types",
    "case_types",
    "units",
    "profile",
    "stages",
    "sources",
    "bodies",
)


def resolved_page(catalog: Catalog, origins: Origins, words: Words) -> Page:
    """Every indicator with its checks as they are after all amendments, and each amendment with its regulation."""
    sections = []
    for duty in catalog.duties.values():
        tasks = {task.id for task in catalog.tasks.values() if task.duty == duty.id}
        below = [each for each in catalog.indicators.values() if each.task in tasks]
        lines = tuple(line for each in below for line in _indicator(each, catalog, origins, words))
        sections.append(Section(f"{duty.id} {words.name(duty)}", lines))
    return Page(catalog_title(catalog, words), _base(catalog, words), tuple(sections))


def resolved_value(catalog: Catalog, origins: Origins) -> dict[str, Any]:
    """The whole resolved catalog as JSON values under the names of the YAML format; `from` says which catalog each entry
    comes from, `amended` what was done to it. Empty fields are left out."""
    found: dict[str, Any] = {
        "catalog": {**plain_value(catalog.head), "digest": catalog.digest},
        "calendar": plain_value(catalog.calendar),
    }
    for section in ("duties", "tasks"):
        found[section] = _entries(section, catalog, origins)
    found["indicators"] = [_indicator_value(indicator, catalog, origins) for indicator in catalog.indicators.values()]
    for section in VOCABULARY:
        found[section] = _entries(section, catalog, origins)
    return found


def _entries(section: str, catalog: Catalog, origins: Origins) -> list[dict[str, Any]]:
    return [
        {**plain_value(entry), "from": _head_value(origins.added[section, id_])}
        for id_, entry in getattr(catalog, section).items()
    ]


def _indicator_value(indicator: Indicator, catalog: Catalog, origins: Origins) -> dict[str, Any]:
    value = indicator_value(indicator, catalog)
    for check in value["checks"]:
        if amended := origins.amended.get(f"{indicator.id}.{check['id']}"):
            check["amended"] = [_amended_value(each) for each in amended]
    if amended := origins.amended.get(indicator.id):
        value["amended"] = [_amended_value(each) for each in amended]
    return {**value, "from": _head_value(origins.added["indicators", indicator.id])}


def _amended_value(amended: Amended) -> dict[str, Any]:
    old = {"old": amended.old} if amended.old else {}
    return {**plain_value(amended.amendment), **old, "from": _head_value(amended.head)}


def _head_value(head: Head) -> dict[str, str]:
    return {"catalog": head.id, "version": head.version}


def _base(catalog: Catalog, words: Words) -> str:
    extends = catalog.head.extends
    return words.label("resolved_base", id=extends.id, version=extends.version) if extends.id else ""


def _indicator(indicator: Indicator, catalog: Catalog, origins: Origins, words: Words) -> Iterator[Line]:
    head = origins.added["indicators", indicator.id]
    origin = words.label("resolved_from", id=head.id, version=head.version) if catalog.head.extends.id else ""
    yield Line(f"{indicator.id} {words.name(indicator)}{origin}", Tone.STRONG, 1)
    for each in origins.amended.get(indicator.id, ()):
        yield _amendment(each, catalog, words, 2)
    for condition in indicator.when:
        yield Line(words.label("applies_when", condition=words.condition(condition)), Tone.PLAIN, 2)
    for check in indicator.checks:
        wanted = expectation(check, catalog, words)
        text = words.label("resolved_check", id=check.id, title=check_name(check, catalog, words), expected=wanted)
        yield Line(text, Tone.PLAIN, 2, "·")
        for each in origins.amended.get(f"{indicator.id}.{check.id}", ()):
            yield _amendment(each, catalog, words, 3)


def _amendment(amended: Amended, catalog: Catalog, words: Words, indent: int) -> Line:
    """One amendment: what was done, by which catalog, on which ground."""
    amendment = amended.amendment
    days = amendment.effective
    span = words.label("resolved_days", range=words.range(days.from_, days.until)) if any(days) else ""
    return Line(
        words.label(
            f"resolved_{amendment.op}",
            id=amended.head.id,
            version=amended.head.version,
            field=amendment.field,
            old=amended.old,
            new=amendment.value,
            reason=amendment.reason,
            source=words.source_short(catalog.sources[amendment.source], amendment.locus),
        )
        + span,
        Tone.WARN,
        indent,
    )
