"""A catalog as a page: its indicators by task, and the figures that await confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schoolstd.checks import KIND_NAMES
from schoolstd.reports.explain_page import expectation
from schoolstd.reports.page import Line, Page, Section, Tone

if TYPE_CHECKING:
    from schoolstd.catalog.model import Catalog, Check, Indicator
    from schoolstd.wording import Words


def catalog_page(catalog: Catalog, words: Words) -> Page:
    """Every indicator, by duty and task."""
    sections = []
    for duty in catalog.duties.values():
        lines = []
        for task in catalog.tasks.values():
            below = [each for each in catalog.indicators.values() if each.task == task.id]
            if task.duty == duty.id and below:
                lines.append(Line(f"{task.id} {words.name(task)}", Tone.STRONG))
                lines += [Line(f"{each.id} {words.name(each)}{_marks(each, words)}", Tone.PLAIN, 1) for each in below]
        sections.append(Section(words.name(duty), tuple(lines)))
    return Page(catalog_title(catalog, words), "", tuple(sections))


def catalog_title(catalog: Catalog, words: Words) -> str:
    """A catalog's name, version and size."""
    head = catalog.head
    return words.label(
        "list_title",
        title=words.name(head),
        id=head.id,
        version=head.version,
        duties=len(catalog.duties),
        tasks=len(catalog.tasks),
        indicators=len(catalog.indicators),
        checks=sum(1 for _ in catalog.checks()),
    )


def pending_page(catalog: Catalog, words: Words) -> Page:
    """Every figure marked for review (B) or not taken from a regulation (default), with the reason."""
    lines = []
    for indicator, check in catalog.checks():
        if check.review == "B" or check.default:
            reason = words.text(check, "default") if check.default else words.label("review_B")
            values = {"id": f"{indicator.id}.{check.id}", "title": words.check_title(check)}
            expected = expectation(check, catalog, words)
            lines.append(Line(words.label("pending_line", expected=expected, reason=reason, **values), Tone.PLAIN, 1))
    for parameter in catalog.parameters.values():
        if parameter.review == "B" or parameter.default:
            reason = words.text(parameter, "default") if parameter.default else words.label("review_B")
            values = {"id": parameter.id, "title": words.name(parameter)}
            lines.append(Line(words.label("pending_bare", reason=reason, **values), Tone.PLAIN, 1))
    if catalog.calendar.default:
        lines.append(Line(words.label("calendar", reason=words.text(catalog.calendar, "default")), Tone.PLAIN, 1))
    for source in catalog.sources.values():
        if source.review == "B":
            values = {"id": source.id, "title": words.name(source), "expected": source.number}
            lines.append(Line(words.label("pending_line", reason=words.label("review_B"), **values), Tone.PLAIN, 1))
    return Page(words.label("pending_title", count=len(lines)), "", (Section(words.name(catalog.head), tuple(lines)),))


def catalog_value(catalog: Catalog) -> dict[str, Any]:
    """The list of indicators as JSON values."""
    head = catalog.head
    return {
        "id": head.id,
        "version": head.version,
        "title": head.title,
        "title_en": head.title_en,
        "digest": catalog.digest,
        "indicators": [
            {
                "id": each.id,
                "duty": catalog.tasks[each.task].duty,
                "task": each.task,
                "title": each.title,
                "title_en": each.title_en,
                "severity": each.severity,
                "checks": [f"{each.id}.{check.id}" for check in each.checks],
            }
            for each in catalog.indicators.values()
        ],
    }


def indicator_value(indicator: Indicator, catalog: Catalog) -> dict[str, Any]:
    """One indicator whole, as JSON values under the names of the YAML format; empty fields are left out."""
    plain = plain_value(indicator._replace(checks=()))
    duty = catalog.tasks[indicator.task].duty
    return {**plain, "duty": duty, "checks": [_check_value(check) for check in indicator.checks]}


def _check_value(check: Check) -> dict[str, Any]:
    envelope = plain_value(check._replace(rule=None))
    return {"id": check.id, **_rule_value(check.rule), **envelope}


def _rule_value(rule: Any) -> dict[str, Any]:
    return {"kind": KIND_NAMES[type(rule)], **plain_value(rule)}


def plain_value(value: Any) -> Any:
    """A catalog value as JSON values under the names of the YAML format; empty fields are left out."""
    if type(value) in KIND_NAMES and not isinstance(value, dict):
        given = {name: each for name, each in value._asdict().items() if each not in ("", (), {}, None)}
        return {name.rstrip("_"): _nested(each) for name, each in given.items()}
    if hasattr(value, "_asdict"):
        return {name.rstrip("_"): _nested(each) for name, each in value._asdict().items() if not _empty(each)}
    return value


def _nested(value: Any) -> Any:
    if type(value) in KIND_NAMES:
        return _rule_value(value)
    if hasattr(value, "_asdict"):
        return plain_value(value)
    if isinstance(value, (tuple, list)):
        return [_nested(each) for each in value]
    if isinstance(value, dict):
        return {key: _nested(each) for key, each in value.items()}
    return value


def _empty(value: Any) -> bool:
    return value in ("", (), {}, None, False) or (hasattr(value, "_asdict") and all(_empty(each) for each in value))


def _marks(indicator: Indicator, words: Words) -> str:
    if indicator.severity != "recommended":
        return ""
    return str(words.table.JOINERS["bracketed"]).format(text=words.label("severity_recommended"))
