"""Whether what an extension puts for a figure is a figure of that kind, and tightens the rule. Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from schoolstd.catalog import file_model
from schoolstd.catalog.applies import value_on
from schoolstd.checks import KIND_NAMES
from schoolstd.checks.base import Form
from schoolstd.checks.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.catalog.model import Amendment, Catalog
    from schoolstd.checks.base import Vocabulary
    from schoolstd.yamlfile import Key

FIELDS = ("bound", "low", "high", "at_least", "per")
"""What of a rule can be tightened."""
OFTENER = {"year": ("term", "month", "grade", "grade_term"), "term": ("month", "grade_term"), "grade": ("grade_term",)}
"""Which spans ask for more than one does."""


def tightening_mistakes(
    amendment: Amendment, rule: Any, catalog: Catalog, vocabulary: Vocabulary
) -> Iterator[tuple[Key, str, dict[str, str]]]:
    """What is wrong with the field and the value of a tightening, as (place, code, values)."""
    field, value = amendment.field, amendment.value
    old = getattr(rule, field, None)
    if not isinstance(old, str) or field not in FIELDS:
        yield ("field",), "amendment_field", {"field": field, "kind": KIND_NAMES[type(rule)]}
        return
    if mistake := _bad_form(rule, field, value, catalog):
        yield ("value",), *mistake
        return
    before = list(rule.mistakes(vocabulary))
    senseless = [each for each in rule._replace(**{field: value}).mistakes(vocabulary) if each not in before]
    if senseless:
        yield ("value",), senseless[0].code, dict(senseless[0].values)
    elif _looser(rule, field, value, catalog):
        yield ("value",), "amendment_looser", {"old": old, "new": value}


def wrong_target(op: str, named: str = "") -> dict[str, str]:
    """What an amendment should name instead of what it does: the values of `amendment_target`. The example is made of what
    it names, as far as it names anything."""
    of_check = op in ("tighten", "cite")
    wanted, found = ("check", "indicator") if of_check else ("indicator", "check")
    id_ = named.partition(".")[0]
    return {"op": op, "wanted": wanted, "found": found, "example": f"{id_}.…" if of_check and id_ else id_ or "…"}


def _bad_form(rule: Any, field: str, value: str, catalog: Catalog) -> tuple[str, dict[str, str]] | None:
    """Why a value is none of the field's: by its form, or a parameter that there is not."""
    marks = getattr(file_model._hints(type(rule))[field], "__metadata__", ())
    form = next(mark.name for mark in marks if isinstance(mark, Form))
    if form in file_model.CHOICES:
        known = file_model.CHOICES[form]
        return None if value in known else ("not_one_of", {"found": value, "expected": "、".join(known)})
    if not re.fullmatch(file_model.PATTERNS[form], value):
        return "bad_form", {"found": value, "form": form}
    if value[:1].isalpha() and value not in catalog.parameters:
        return "unknown_reference", {"kind": "parameter", "id": value, "near": ""}
    if value[:1].isalpha() and catalog.parameters[value].by and not isinstance(rule, Table):
        return "bound_needs_row", {}
    return None


def _looser(rule: Any, field: str, value: str, catalog: Catalog) -> bool:
    """Whether a value asks for less than the rule does, in any row of a table; one that asks for the same is none."""
    old = getattr(rule, field)
    if field == "per":
        return value != old and value not in OFTENER.get(old, ())
    op = {"at_least": ">=", "low": ">=", "high": "<="}.get(field) or str(rule.op)
    before, after = _figures(old, catalog), _figures(value, catalog)
    return any(
        _asks_less(op, figure, after.get(key, after.get("", figure)))
        for key, figure in (before if "" not in before else dict.fromkeys(after, before[""])).items()
    )


def _asks_less(op: str, old: Decimal, new: Decimal) -> bool:
    if op == "==":
        return new != old
    return new < old if op in (">=", ">") else new > old


def _figures(bound: str, catalog: Catalog) -> dict[str, Decimal]:
    """A bound as figures, of a parameter the latest: by the keys of its table, else under an empty key."""
    if not bound[:1].isalpha():
        return {"": Decimal(bound)} if bound else {}
    latest = value_on(catalog.parameters[bound], "")
    if latest is None:
        return {}
    texts = latest.figures or {"": latest.figure}
    return {key: Decimal(text) for key, text in texts.items() if isinstance(text, str) and text}
