"""What no single field can show: references that lead nowhere, bounds that can never be met, circles."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from schoolstd.catalog import extend, file_model, model
from schoolstd.catalog.rules import simple_rules
from schoolstd.catalog.stage_links import FOLLOWING, parameter_keys, stage_mistakes, unstaged_mistakes
from schoolstd.catalog.tightening import tightening_mistakes, wrong_target
from schoolstd.checks import KIND_NAMES
from schoolstd.checks.base import Form
from schoolstd.checks.quantity import Sum
from schoolstd.checks.refer import Refer
from schoolstd.checks.table import Table
from schoolstd.yamlfile import Key, YamlMistake

if TYPE_CHECKING:
    from schoolstd.catalog.sections import Item

MAX_STEPS = 8
"""How far a check may be from one that it refers to by way of others."""
NEEDS_TITLE = frozenset({"all", "any", "if_then", "table", "subjects", "compare", "ratio", "covers"})


class _Vocabulary:
    """The catalog as a rule may ask it while mistakes are looked for; unknown ids give empty answers."""

    def __init__(self, catalog: model.Catalog) -> None:
        self.catalog = catalog

    def metric_type(self, metric: str) -> str:
        return self.catalog.metrics[metric].type if metric in self.catalog.metrics else ""

    def metric_options(self, metric: str) -> tuple[str, ...]:
        return self.catalog.metrics[metric].options if metric in self.catalog.metrics else ()

    def metric_range(self, metric: str) -> tuple[str, str]:
        found = self.catalog.metrics.get(metric)
        if not found:
            return "", ""
        low = found.min or ("0" if found.type in ("count", "share") else "")
        high = found.max or ("1" if found.type == "share" else "")
        return low, high

    def parameter_kind(self, parameter: str) -> tuple[str, bool]:
        found = self.catalog.parameters.get(parameter)
        if not found:
            return "", False
        lists = all(isinstance(each, tuple) for value in found.values for each in value.figures.values())
        return found.by, lists and any(value.figures for value in found.values)

    def figures_of(self, bound: str) -> list[Decimal]:
        if not bound:
            return []
        if not bound[0].isalpha():
            return [Decimal(bound)]
        found = self.catalog.parameters.get(bound)
        if not found:
            return []
        flat = [v.figure for v in found.values if v.figure]
        flat += [f for v in found.values for f in v.figures.values() if isinstance(f, str)]
        return [Decimal(figure) for figure in flat if _is_figure(figure)]


def mistakes(catalog: model.Catalog, items: Iterable[Item], broken_ids: frozenset[str]) -> Iterator[YamlMistake]:
    """Every mistake between the entries of a catalog, each at its line.

    `items` are the entries of its own files; ids in `broken_ids` belong to entries that could not be read, as do the names
    of sections, so that what refers to them is not blamed for it.
    """
    known: dict[str, Any] = {
        "metric": catalog.metrics,
        "document_type": catalog.document_types,
        "event_type": catalog.event_types,
        "case_type": catalog.case_types,
        "parameter": catalog.parameters,
        "profile": catalog.profile,
        "source": catalog.sources,
        "duty": catalog.duties,
        "task": catalog.tasks,
        "unit": catalog.units,
        "indicator": catalog.indicators,
        "check": {f"{indicator.id}.{check.id}": check for indicator, check in catalog.checks()},
    }
    vocabulary = _Vocabulary(catalog)
    for item in items:
        value, document, path = item.value, item.document, item.path
        for below, form, text in _forms(value, ()):
            reference = "parameter" if form == "bound" and text[:1].isalpha() else form
            if text and reference in known and text not in known[reference]:
                if text.partition(".")[0] in broken_ids:
                    continue
                near = difflib.get_close_matches(text, list(known[reference]), n=1)
                yield document.mistake(
                    (*path, *below),
                    "unknown_reference",
                    {"kind": reference, "id": text, "near": near[0] if near else ""},
                )
        for field, name in _bodies(value):
            if name not in catalog.bodies and name not in broken_ids:
                near = difflib.get_close_matches(name, list(catalog.bodies), n=1)
                values = {"kind": "body", "id": name, "near": near[0] if near else ""}
                yield document.mistake((*path, field), "unknown_reference", values)
        for below, code, values in _senseless(value, catalog, vocabulary):
            if code in FOLLOWING and "stages" in broken_ids:
                continue
            yield document.mistake((*path, *below), code, values)


def _forms(value: Any, path: Key) -> Iterator[tuple[Key, str, str]]:
    """(path, form, text) of every field below a value whose text has a form, through rules and lists."""
    hints = get_type_hints(type(value), globalns=file_model._NAMES, localns=file_model._NAMES, include_extras=True)
    for name, hint in hints.items():
        field = getattr(value, name)
        below = path if name == "rule" else (*path, name.rstrip("_"))
        if name == "rule" or isinstance(field, Sum):
            yield from _forms(field, below)
            continue
        yield from _field_forms(hint, field, below)


def _field_forms(hint: Any, field: Any, path: Key) -> Iterator[tuple[Key, str, str]]:
    if isinstance(field, str):
        form = next((mark.name for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, Form)), "")
        yield path, "metric" if form == "quantity" else form, field
    elif hasattr(field, "_fields"):
        yield from _forms(field, path)
    elif isinstance(field, tuple):
        inner = get_args(hint)[0] if get_origin(hint) is tuple else None
        for index, each in enumerate(field):
            yield from _field_forms(inner, each, (*path, index))


def _bodies(value: Any) -> Iterator[tuple[str, str]]:
    """(field, name) of every body that an entry names: several in one field are joined by 、."""
    field = {model.Source: "issuer", model.Indicator: "owner"}.get(type(value), "")
    for name in getattr(value, field).split("、") if field and getattr(value, field) else ():
        yield field, name


Found = Iterator[tuple[Key, str, dict[str, str]]]


def _senseless(value: Any, catalog: model.Catalog, vocabulary: _Vocabulary) -> Found:
    if isinstance(value, model.Indicator):
        yield from _indicator(value, vocabulary, catalog)
    elif isinstance(value, model.Metric):
        yield from _metric(value, catalog)
    elif isinstance(value, model.Parameter):
        yield from _parameter(value, catalog)
    elif isinstance(value, model.Head):
        yield from _effective(value.effective, ("effective",))
    elif isinstance(value, model.Amendment):
        yield from _amendment(value, catalog, vocabulary)
    elif isinstance(value, model.RowType):
        yield from _conditions(value.when, ("when",), catalog)
    elif isinstance(value, model.Calendar):
        for name in ("terms", "teaching_months"):
            if not getattr(value, name):
                yield (name,), "empty_list", {}
    elif isinstance(value, model.Statement) and value.reason and not value.reason_en:
        yield ("reason_en",), "field_missing", {"field": "reason_en"}
    elif isinstance(value, model.Stage):
        yield from stage_mistakes(value, catalog)
    elif isinstance(value, model.ProfileField):
        if value.type in ("choice", "choices") and not value.options:
            yield ("options",), "options_missing", {}
        yield from unstaged_mistakes(value, catalog)


def _indicator(indicator: model.Indicator, vocabulary: _Vocabulary, catalog: model.Catalog) -> Found:
    yield from _effective(indicator.effective, ("effective",))
    yield from _conditions(indicator.when, ("when",), catalog)
    seen: set[str] = set()
    for number, check in enumerate(indicator.checks):
        path: Key = ("checks", number)
        if check.id in seen:
            yield (*path, "id"), "repeated_id", {"id": check.id}
        seen.add(check.id)
        kind = KIND_NAMES[type(check.rule)]
        if kind in NEEDS_TITLE and not (check.title and check.title_en):
            yield path, "title_needed", {"kind": kind}
        yield from _effective(check.effective, (*path, "effective"))
        yield from _conditions(check.when, (*path, "when"), catalog)
        if any(_by(bound, catalog) for bound in _bounds(check.rule)):
            yield path, "bound_needs_row", {}
        if found := _refer_mistake(f"{indicator.id}.{check.id}", catalog):
            yield (*path, "check") if isinstance(check.rule, Refer) else path, *found
        for mistake in check.rule.mistakes(vocabulary):
            yield (*path, *mistake.field.split(".")), mistake.code, dict(mistake.values)


def _amendment(amendment: model.Amendment, catalog: model.Catalog, vocabulary: _Vocabulary) -> Found:
    """An amendment that names the wrong kind of thing, a field that its rule has not, or a figure that would loosen it."""
    of_check = amendment.op in ("tighten", "cite")
    if bool(amendment.check) != of_check or bool(amendment.indicator) == of_check:
        yield (
            ("op",),
            "amendment_target",
            wrong_target(amendment.op, amendment.check or amendment.indicator or next(iter(catalog.indicators), "")),
        )
        return
    if amendment.op == "withdraw" and not amendment.reason:
        yield ("reason",), "field_missing", {"field": "reason"}
    yield from _conditions(amendment.when, ("when",), catalog)
    yield from _effective(extend.both(amendment.effective, catalog.head.effective), ("effective",))
    if amendment.op != "tighten":
        return
    if check := catalog.check(amendment.check):
        yield from tightening_mistakes(amendment, check.rule, catalog, vocabulary)


def _refer_mistake(start: str, catalog: model.Catalog) -> tuple[str, dict[str, str]] | None:
    """What is wrong with what a check refers to, itself or in a part: that it leads back to the check, or that it takes too many
    steps. A check is judged by judging what it refers to, so that a long way would end in the depth of the program."""
    seen, ahead = {start}, [start]
    for _ in range(MAX_STEPS + 1):
        named = {id_: here for here in ahead for id_ in _refers(here, catalog)}
        if start in named:
            return "circle", {"id": named[start]}
        ahead = [id_ for id_ in named if id_ not in seen]
        seen.update(ahead)
        if not ahead:
            return None
    return "refer_far", {"limit": str(MAX_STEPS)}


def _refers(id_: str, catalog: model.Catalog) -> Iterator[str]:
    """The checks that a check refers to, itself or in its parts."""
    check = catalog.check(id_)
    for part in simple_rules(check.rule) if check else ():
        if isinstance(part, Refer):
            yield part.check


def _bounds(rule: Any) -> Iterator[str]:
    """The bounds of a rule and its parts, but for tables, whose rows have a stage and a grade."""
    for part in simple_rules(rule):
        if not isinstance(part, Table):
            yield from (text for _, form, text in _forms(part, ()) if form == "bound")


def _by(bound: str, catalog: model.Catalog) -> str:
    return catalog.parameters[bound].by if bound in catalog.parameters else ""


def _effective(effective: model.Effective, path: Key) -> Found:
    if effective.from_ and effective.until and effective.from_ > effective.until:
        yield path, "low_above_high", {"low": effective.from_, "high": effective.until}


def _conditions(conditions: tuple[model.Condition, ...], path: Key, catalog: model.Catalog) -> Found:
    for number, condition in enumerate(conditions):
        here = (*path, number)
        if bool(condition.profile) == bool(condition.metric):
            yield here, "condition_subject", {}
            continue
        if condition.profile and (condition.op or condition.bound or not condition.in_):
            yield here, "condition_in", {}
        if condition.metric and (condition.in_ or not condition.op or not condition.bound):
            yield here, "condition_op", {}
        if _by(condition.bound, catalog):
            yield here, "bound_needs_row", {}
        field = catalog.profile.get(condition.profile)
        options = () if not field else ("是", "否") if field.type == "yes_no" else field.options
        for item in condition.in_:
            if options and item not in options:
                yield (*here, "in"), "not_an_option", {"item": item, "options": "、".join(options)}


def _metric(metric: model.Metric, catalog: model.Catalog) -> Found:
    if metric.type in ("choice", "choices") and not metric.options:
        yield ("options",), "options_missing", {}
    if metric.options and metric.type not in ("choice", "choices"):
        yield ("options",), "options_unused", {"type": metric.type}
    if metric.options_en and len(metric.options_en) != len(metric.options):
        yield ("options_en",), "options_en_differ", {}
    if metric.min and metric.max and Decimal(metric.min) > Decimal(metric.max):
        yield ("min",), "low_above_high", {"low": metric.min, "high": metric.max}
    yield from _conditions(metric.when, ("when",), catalog)
    below, seen = metric, {metric.id}
    while below.whole and below.whole in catalog.metrics:
        below = catalog.metrics[below.whole]
        if below.id in seen:
            yield ("whole",), "circle", {"id": metric.id}
            break
        seen.add(below.id)
    sheets: dict[str, Any] = {
        "cases": catalog.case_types,
        "events": catalog.event_types,
        "documents": catalog.document_types,
    }
    for sheet, what in metric.same_as.items():
        if sheet == "classes":
            if what not in ("students", "rows"):
                yield ("same_as", sheet), "not_an_option", {"item": what, "options": "students、rows"}
        elif sheet not in sheets:
            yield ("same_as",), "not_an_option", {"item": sheet, "options": "classes、cases、events、documents"}
        elif what not in sheets[sheet]:
            yield ("same_as", sheet), "unknown_reference", {"kind": f"{sheet[:-1]}_type", "id": what, "near": ""}


def _parameter(parameter: model.Parameter, catalog: model.Catalog) -> Found:
    if not parameter.source and not parameter.default:
        yield (), "parameter_unsourced", {}
    if not parameter.values:
        yield ("values",), "empty_list", {}
    dates = [value.from_ for value in parameter.values]
    if dates != sorted(set(dates)):
        yield ("values",), "values_unordered", {}
    keys = parameter_keys(parameter.by, catalog) if parameter.by else ()
    if parameter.by and not keys:
        yield ("by",), "stages_missing", {}
    for number, value in enumerate(parameter.values):
        path: Key = ("values", number)
        if bool(value.figure) == bool(value.figures) or bool(value.figures) != bool(parameter.by):
            yield path, "figure_or_figures", {}
        for key, figure in value.figures.items():
            if keys and key not in keys:
                yield (*path, "figures", key), "not_a_stage", {"item": key, "options": "、".join(keys)}
            if not isinstance(figure, tuple) and not (isinstance(figure, str) and _is_figure(figure)):
                yield (*path, "figures", key), "bad_form", {"found": str(figure), "form": "figure"}


def _is_figure(text: str) -> bool:
    digits = text.removeprefix("-").replace(".", "", 1)
    return digits.isascii() and digits.isdigit()
