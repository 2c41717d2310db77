"""The YAML format as strict pydantic models, derived from the catalog's own classes, and its JSON Schema.

Imported only to read YAML, never to check a workbook: pydantic costs more start-up time than a whole check.
"""

from __future__ import annotations

import sys
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag, create_model
from pydantic_core import PydanticCustomError

from schoolstd.catalog import model
from schoolstd.checks import KINDS, base, combine, events, quantity, refer, table
from schoolstd.checks.base import Form, Outcome

_NAMES = {**vars(base), **vars(quantity), **vars(events), **vars(table), **vars(combine), **vars(refer), **vars(model)}

PATTERNS = {
    "figure": r"^-?[0-9]+(\.[0-9]+)?$",
    "bound": r"^(-?[0-9]+(\.[0-9]+)?|[a-z][a-z0-9_]*)$",
    "date": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "month_day": r"^[0-9]{2}-[0-9]{2}$",
    "month": r"^(0[1-9]|1[0-2])$",
    "key": r"^[a-z][a-z0-9_]*$",
    "source_key": r"^[a-z][a-z0-9-]*$",
    "indicator_id": r"^[A-Z][A-Z0-9]*(-[0-9]+)*$",
    "check_id": r"^[A-Z][A-Z0-9]*(-[0-9]+)*\.[a-z][a-z0-9_]*$",
    "code_id": r"^[A-Za-z][A-Za-z0-9_-]*$",
}
CHOICES: dict[str, tuple[str, ...]] = {
    "op": (">=", "<=", ">", "<", "=="),
    "level": ("required", "recommended", "record"),
    "mandatory": ("mandatory", "recommended"),
    "review": ("A", "B"),
    "metric_type": ("number", "count", "share", "yes_no", "choice", "choices", "date", "text"),
    "per": ("month", "term", "year", "grade", "grade_term"),
    "rows": ("classes", "lessons"),
    "of": ("each", "spread"),
    "rounding": ("up", "down", "half_up"),
    "if_zero": ("missing", "skipped"),
    "by": ("stage", "grade"),
    "entity": ("school", "district", "city"),
    "relation": ("restates", "tightens", "adds"),
    "amendment": ("tighten", "cite", "withdraw", "retarget"),
    "verdict": ("met", "partial", "not_met", "no_evidence", "not_applicable"),
    "outcome": ("pass", "fail", "missing", "error", "skipped"),
    "status": ("draft", "current", "superseded"),
    "precondition": ("self_assessment", "plan", "no_grave_problem", "applied", "recommended", "no_open_veto"),
    "statement_kind": ("background", "target", "requirement", "process", "encouragement", "prohibition"),
}
REFERENCES = {
    "metric": "key",
    "document_type": "key",
    "event_type": "key",
    "case_type": "key",
    "parameter": "key",
    "profile": "key",
    "source": "source_key",
    "duty": "code_id",
    "task": "code_id",
    "indicator": "indicator_id",
    "check": "check_id",
    "school_metric": "key",
    "school_profile": "key",
    "school_indicator": "indicator_id",
    "school_check": "check_id",
}


class FileModel(BaseModel):
    """A mapping in a YAML file: no unknown keys, no silent conversion."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=False)


def _real_date(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("no_such_date", "no such date") from None
    return text


def _real_day(text: str) -> str:
    _real_date(f"2001-{text}")
    return text


def _form(name: str) -> Any:
    """The pydantic type of a Form: a choice of words, or text of a pattern."""
    if name in CHOICES:
        return Literal[CHOICES[name]]
    if name == "unit":
        return Annotated[str, Field(min_length=1)]
    pattern = PATTERNS[REFERENCES.get(name, name)]
    if name == "date":
        return Annotated[str, Field(pattern=pattern), AfterValidator(_real_date)]
    if name == "month_day":
        return Annotated[str, Field(pattern=pattern), AfterValidator(_real_day)]
    return Annotated[str, Field(pattern=pattern)]


def _shape_of(value: Any) -> str:
    return "text" if isinstance(value, str) else "sum"


def _file_type(hint: Any, required: bool) -> Any:
    """The pydantic type of a field: named tuples become models, tuples lists, forms patterns."""
    if get_origin(hint) is Annotated:
        inner, *marks = get_args(hint)
        form = next((mark.name for mark in marks if isinstance(mark, Form)), "")
        if form == "quantity":
            text = Annotated[str, Field(pattern=PATTERNS["key"]), Tag("text")]
            return Annotated[text | Annotated[file_model(quantity.Sum), Tag("sum")], Discriminator(_shape_of)]
        if form == "rule":
            return "AnyRule"
        return _form(form) if form else _file_type(inner, required)
    if get_origin(hint) is tuple:
        item = _file_type(get_args(hint)[0], True)
        return list["AnyRule"] if item == "AnyRule" else list[item]  # type: ignore[valid-type]
    if get_origin(hint) is dict:
        return dict[str, _file_type(get_args(hint)[1], False)]  # type: ignore[misc]
    if isinstance(hint, type) and hasattr(hint, "_fields"):
        return file_model(hint)
    if hint is str and required:
        return Annotated[str, Field(min_length=1)]
    return hint


def _hints(cls: type) -> dict[str, Any]:
    """The types of a class's fields, with the names of its own module and of the catalog's."""
    names = {**_NAMES, **vars(sys.modules[cls.__module__])}
    return get_type_hints(cls, globalns=names, localns=names, include_extras=True)


def fields_of(cls: type, leave_out: tuple[str, ...] = ()) -> dict[str, Any]:
    """`create_model` fields for a named tuple class."""
    hints = _hints(cls)
    defaults = cls._field_defaults  # type: ignore[attr-defined]
    found = {}
    for name, hint in hints.items():
        if name in leave_out:
            continue
        required = name not in defaults
        default = ... if required else defaults[name]
        found[name] = (_file_type(hint, required), Field(default, alias=name.rstrip("_")))
    return found


@cache
def file_model(cls: type) -> type[FileModel]:
    """The strict model of a catalog class, with the class's own fields."""
    return _model(cls.__name__, _first_line(cls), fields_of(cls))


class CaseFile(FileModel):
    """A case of a check: given this evidence, that outcome. `given` is read by `catalog.cases`."""

    given: dict[str, Any]
    outcome: Literal[tuple(str(outcome) for outcome in Outcome)]  # type: ignore[valid-type]


def _model(name: str, doc: str, fields: dict[str, Any]) -> type[FileModel]:
    """A strict model made of fields that are only known when the program runs."""
    return create_model(name, __base__=FileModel, __doc__=doc, **fields)


def _first_line(cls: type) -> str:
    return (cls.__doc__ or "").strip().splitlines()[0]


def _rule_model(kind: str, cls: type) -> type[FileModel]:
    return _model(f"{cls.__name__}Rule", _first_line(cls), {"kind": (Literal[kind], ...), **fields_of(cls)})


def _check_model(kind: str, cls: type) -> type[FileModel]:
    envelope = fields_of(model.Check, leave_out=("rule", "citations"))
    cases = (list[CaseFile], []) if cls is refer.Refer else (list[CaseFile], Field(min_length=1))
    fields = {"kind": (Literal[kind], ...), **fields_of(cls), **envelope, "cases": cases}
    return _model(f"{cls.__name__}Entry", _first_line(cls), fields)


def _union(models: dict[str, type[FileModel]]) -> Any:
    joined: Any = None
    for each in models.values():
        joined = each if joined is None else joined | each
    return Annotated[joined, Field(discriminator="kind")]


RULE_MODELS = {kind: _rule_model(kind, cls) for kind, cls in KINDS.items()}
AnyRule = _union(RULE_MODELS)
CHECK_MODELS = {kind: _check_model(kind, cls) for kind, cls in KINDS.items()}
for _each in (*RULE_MODELS.values(), *CHECK_MODELS.values()):
    _each.model_rebuild(_types_namespace={"AnyRule": AnyRule})

AnyCheck = _union(CHECK_MODELS)
CHECK_LIST: Any = list[AnyCheck]  # type: ignore[valid-type]
IndicatorFile = _model(
    "Indicator",
    _first_line(model.Indicator),
    {**fields_of(model.Indicator, leave_out=("checks",)), "checks": (CHECK_LIST, Field(min_length=1))},
)

SECTIONS: dict[str, type] = {
    "duties": model.Duty,
    "tasks": model.Task,
    "sources": model.Source,
    "parameters": model.Parameter,
    "profile": model.ProfileField,
    "stages": model.Stage,
    "metrics": model.Metric,
    "document_types": model.RowType,
    "event_types": model.RowType,
    "case_types": model.RowType,
    "units": model.Unit,
    "bodies": model.Body,
    "statements": model.Statement,
    "refusals": model.Refusal,
}

SINGLE = ("catalog", "calendar", "privacy")
"""The sections that stand once in a whole catalog."""
REQUIRED = ("catalog", "calendar")
"""Those of them that it must have."""

ENTRY_MODELS: dict[str, Any] = {
    "catalog": file_model(model.Head),
    "calendar": file_model(model.Calendar),
    "privacy": file_model(model.Privacy),
    "indicators": IndicatorFile,
    "changes": file_model(model.Amendment),
    **{name: file_model(cls) for name, cls in SECTIONS.items()},
}
VALUE_CLASSES: dict[str, type] = {
    "catalog": model.Head,
    "calendar": model.Calendar,
    "privacy": model.Privacy,
    "indicators": model.Indicator,
    "changes": model.Amendment,
    **SECTIONS,
}

CatalogFile = _model(
    "CatalogFile",
    "One YAML file of a catalog: any of these sections, in any order.",
    {
        name: (entry | None, None) if name in SINGLE else (list[entry], [])  # type: ignore[valid-type]
        for name, entry in ENTRY_MODELS.items()
    },
)


def to_value(cls: type, item: Any) -> Any:
    """The catalog value of class `cls` for a validated file model; lists become tuples, at any depth."""
    hints = _hints(cls)
    kept = {}
    for name, hint in hints.items():
        if name == "rule":
            kept[name] = to_value(KINDS[item.kind], item)
        elif name == "citations":
            continue
        else:
            kept[name] = _plain(hint, getattr(item, name))
    return cls(**kept)


def _plain(hint: Any, value: Any) -> Any:
    if isinstance(value, list):
        inner = get_args(get_args(hint)[0])[0] if get_origin(hint) is Annotated else get_args(hint)[0]
        return tuple(_plain(inner, each) for each in value)
    if isinstance(value, FileModel):
        if isinstance(hint, type) and hasattr(hint, "_fields"):
            return to_value(hint, value)
        cls = quantity.Sum if not hasattr(value, "kind") else KINDS[value.kind]
        return to_value(cls, value)
    if isinstance(value, dict):
        return {key: tuple(each) if isinstance(each, list) else each for key, each in value.items()}
    return value


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a catalog file, for editors."""
    schema = CatalogFile.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
