"""What a rule is made of, and what a reference to another check comes to: the one walk that all questions about rules use.

Pure. What a rule *asks* its kind knows; whoever wants to know something of every rule goes over `simple_rules`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schoolstd.checks.combine import All, Any_, IfThen
from schoolstd.checks.refer import Refer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.catalog.model import Catalog, Check


def parts_of(rule: Any) -> tuple[Any, ...]:
    """The rules of which a rule is made, in order; none for a simple one."""
    if isinstance(rule, (All, Any_)):
        return rule.checks
    return tuple(rule) if isinstance(rule, IfThen) else ()


def simple_rules(rule: Any) -> Iterator[Any]:
    """The simple rules of which a rule is made in the end, in order; a simple one itself."""
    parts = parts_of(rule)
    if not parts:
        yield rule
    for part in parts:
        yield from simple_rules(part)


def referred(check: Check, catalog: Catalog) -> tuple[str, Check]:
    """The full id and the check at the end of a chain of references; an empty id when a check refers to none."""
    id_, seen = "", set[str]()
    while isinstance(check.rule, Refer) and check.rule.check not in seen and (named := catalog.check(check.rule.check)):
        id_, check = check.rule.check, named
        seen.add(id_)
    return id_, check
