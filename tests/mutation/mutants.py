"""Every way in which one rule of a catalog can be wrong by a little: the mutants of a check, a parameter, an indicator.

A mutant is the value with one field changed. What a field may become is decided by its form alone, so that a new kind of
check has its mutants as soon as it has its fields.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin

from schoolstd.catalog import file_model
from schoolstd.catalog.model import Effective
from schoolstd.checks.base import Form
from schoolstd.checks.combine import All, Any_
from schoolstd.checks.quantity import Ratio, Sum

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.catalog.model import Catalog, Check, Indicator, Parameter

OPPOSITE = {">=": ("<", ">"), "<=": (">", "<"), ">": ("<=", ">="), "<": (">=", "<="), "==": (">=", "<=")}
"""What an operator is turned into: its opposite, and the one that differs at the bound only."""
CHOICES = ("per", "of", "if_zero", "rounding")
VOCABULARIES = {
    "metric": "metrics",
    "quantity": "metrics",
    "document_type": "document_types",
    "event_type": "event_types",
    "case_type": "case_types",
}
PERCENT = Decimal("0.01")


class Mutant(NamedTuple):
    """A value with one field changed: what kind of change, where and from what to what, and the new value."""

    kind: str
    where: str
    value: Any


def check_mutants(check: Check, catalog: Catalog) -> Iterator[Mutant]:
    """The mutants of a check: of its rule, its conditions, its dates; its level and whether it is decisive."""
    for found in _mutants(check.rule, catalog, ""):
        yield found._replace(value=check._replace(rule=found.value))
    for name in ("when", "effective"):
        for found in _field(type(check), name, getattr(check, name), catalog, name):
            yield found._replace(value=check._replace(**{name: found.value}))
    for level in ("required", "recommended", "record"):
        if level != check.level:
            yield Mutant("level", f"level {check.level} → {level}", check._replace(level=level))
    if check.decisive:
        yield Mutant("level", "decisive dropped", check._replace(decisive=False))


def indicator_mutants(indicator: Indicator, catalog: Catalog) -> Iterator[Mutant]:
    """The mutants of an indicator's own conditions and dates."""
    for name in ("when", "effective"):
        for found in _field(type(indicator), name, getattr(indicator, name), catalog, name):
            yield found._replace(value=indicator._replace(**{name: found.value}))


def parameter_mutants(parameter: Parameter) -> Iterator[Mutant]:
    """The mutants of a parameter: each figure moved, each listed item dropped, each date shifted."""
    for at, value in enumerate(parameter.values):
        changed: list[Mutant] = [
            Mutant("date", f"from {value.from_} → {day}", value._replace(from_=day)) for day in _shifted(value.from_)
        ]
        if value.figure:
            changed += [
                Mutant("bound", f"{value.figure} → {n}", value._replace(figure=n)) for n in _moved(value.figure)
            ]
        for key, figure in value.figures.items():
            if isinstance(figure, str):
                new: list[tuple[str, str, Any]] = [("bound", n, n) for n in _moved(figure)]
            else:
                new = [("item", f"without {each}", tuple(x for x in figure if x != each)) for each in figure]
            changed += [
                Mutant(kind, f"{key} {shown}", value._replace(figures={**value.figures, key: each}))
                for kind, shown, each in new
            ]
        for found in changed:
            values = (*parameter.values[:at], found.value, *parameter.values[at + 1 :])
            yield found._replace(value=parameter._replace(values=values))


def _mutants(value: Any, catalog: Catalog, where: str) -> Iterator[Mutant]:
    """The mutants of a rule, a sum or a condition: of each of its fields, and of what kind it is."""
    if isinstance(value, (All, Any_)) and len(value.checks) > 1:
        other = Any_ if isinstance(value, All) else All
        yield Mutant("kind", f"{where} {type(value).__name__} → {other.__name__}".strip(), other(value.checks))
    for name, field in zip(value._fields, value, strict=True):
        shares = name == "bound" and isinstance(value, Ratio)
        for found in _field(type(value), name, field, catalog, f"{where}.{name}".lstrip("."), shares):
            yield found._replace(value=value._replace(**{name: found.value}))


def _field(owner: type, name: str, field: Any, catalog: Catalog, where: str, shares: bool = False) -> Iterator[Mutant]:
    hint = file_model._hints(owner)[name]
    form = _form(hint)
    if isinstance(field, Sum) or (hasattr(field, "_fields") and not isinstance(field, Effective)):
        yield from _mutants(field, catalog, where)
    elif isinstance(field, Effective):
        for end, day in zip(field._fields, field, strict=True):
            for new in _shifted(day):
                yield Mutant("date", f"{where}.{end} {day} → {new}", field._replace(**{end: new}))
    elif isinstance(field, tuple):
        yield from _list(owner, name, field, catalog, where)
    elif isinstance(field, dict):
        for key in field:
            yield Mutant("item", f"{where} without {key}", {k: v for k, v in field.items() if k != key})
    elif field:
        for kind, new in _texts(form, field, catalog, shares):
            yield Mutant(kind, f"{where} {field} → {new}", new)


def _list(owner: type, name: str, field: tuple[Any, ...], catalog: Catalog, where: str) -> Iterator[Mutant]:
    """Each item dropped, and each item's own mutants."""
    inner = _form(get_args(_bare(file_model._hints(owner)[name]))[0])
    for at, each in enumerate(field):
        rest = (*field[:at], *field[at + 1 :])
        place = f"{where}[{at}]"
        shown = each if isinstance(each, str) else type(each).__name__
        yield Mutant("item", f"{place} {shown} dropped", rest)
        if isinstance(each, str):
            own = (Mutant(kind, f"{place} {each} → {new}", new) for kind, new in _texts(inner, each, catalog, False))
        else:
            own = _mutants(each, catalog, place)
        for found in own:
            yield found._replace(value=(*field[:at], found.value, *field[at + 1 :]))


def _texts(form: str, text: str, catalog: Catalog, shares: bool) -> Iterator[tuple[str, str]]:
    """(kind of change, new text) for a text of some form."""
    if form == "op":
        yield from (("op", new) for new in OPPOSITE[text])
    elif form in ("bound", "figure") and not text[0].isalpha():
        yield from (("bound", new) for new in _moved(text, shares))
    elif form == "date":
        yield from (("date", new) for new in _shifted(text))
    elif form in CHOICES:
        yield from (("choice", new) for new in file_model.CHOICES[form] if new != text)
    elif form in VOCABULARIES:
        if other := _other(text, getattr(catalog, VOCABULARIES[form])):
            yield "name", other
    elif form == "check":
        known = [f"{indicator.id}.{check.id}" for indicator, check in catalog.checks()]
        yield "name", known[(known.index(text) + 1) % len(known)]


def _moved(figure: str, shares: bool = False) -> list[str]:
    """A figure one unit of its last written place lower and higher; the share of a ratio by a hundredth at most."""
    number = Decimal(figure)
    unit = Decimal(1).scaleb(int(number.as_tuple().exponent))
    unit = min(unit, PERCENT) if shares else unit
    return [str(number - unit), str(number + unit)]


def _shifted(day: str) -> list[str]:
    return [str(date.fromisoformat(day) + timedelta(days=n)) for n in (-1, 1)] if day else []


def _other(id_: str, known: dict[str, Any]) -> str:
    """The id of the next entry of a vocabulary, in a circle, that could stand in an entry's place."""
    ids = list(known)
    here = known[id_]
    like = [
        each
        for each in (*ids[ids.index(id_) + 1 :], *ids[: ids.index(id_)])
        if getattr(known[each], "type", "") == getattr(here, "type", "")
        and set(getattr(here, "options", ())) <= set(getattr(known[each], "options", ()))
    ]
    same = [each for each in ids if each != id_ and getattr(known[each], "type", "") == getattr(here, "type", "")]
    return (like or same or [""])[0]


def _bare(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is not tuple and get_args(hint) else hint


def _form(hint: Any) -> str:
    return next((mark.name for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, Form)), "")
