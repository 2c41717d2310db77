"""The kinds of check. A new kind is a NamedTuple in a module here, and one line in KINDS."""

from __future__ import annotations

from schoolstd.checks.answer import Choice, Covers, Date, Statement
from schoolstd.checks.cases import Cases
from schoolstd.checks.combine import All, Any_, IfThen
from schoolstd.checks.document import DocumentCheck
from schoolstd.checks.events import Events
from schoolstd.checks.number import Interval, Number
from schoolstd.checks.quantity import Compare, Ratio
from schoolstd.checks.refer import Refer
from schoolstd.checks.table import Subjects, Table

KINDS: dict[str, type] = {
    "number": Number,
    "interval": Interval,
    "ratio": Ratio,
    "compare": Compare,
    "choice": Choice,
    "covers": Covers,
    "date": Date,
    "statement": Statement,
    "document": DocumentCheck,
    "events": Events,
    "cases": Cases,
    "table": Table,
    "subjects": Subjects,
    "all": All,
    "any": Any_,
    "if_then": IfThen,
    "refer": Refer,
}
KIND_NAMES = {cls: name for name, cls in KINDS.items()}
