"""Whatever is changed in a rule, some case notices; so that no slip in a catalog can pass for the standard."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.loader import load_catalog
from schoolstd.checks.document import DocumentCheck
from schoolstd.checks.number import Number
from schoolstd.checks.quantity import Ratio
from tests import make
from tests.mutate_rules import equivalents, report, unseen
from tests.mutation.equivalents import EQUIVALENT
from tests.mutation.mutants import check_mutants
from tests.mutation.pinned import LEVELS
from tests.mutation.survivors import Fate, fates

TINY = make.catalog(metrics=["minutes", "hours", make.metric("open", "yes_no")], documents=["charter", "plan"])


@pytest.fixture(scope="module", params=list(EQUIVALENT))
def broken(request):
    """The fate of every mutant of a catalog, and the catalog's name."""
    loaded = load_catalog(catalog_folder(request.param))
    return request.param, list(fates(loaded)), loaded


def test_every_change_of_a_required_check_is_noticed(broken):
    name, found, _ = broken
    assert unseen(found, equivalents(name)) == [], report(found, equivalents(name))


def test_every_change_of_any_other_check_is_noticed_too(broken):
    name, found, _ = broken
    assert [fate.name for fate in found if not fate.noticed and fate.name not in equivalents(name)] == []


def test_what_is_said_to_be_no_change_is_unnoticed(broken):
    name, found, _ = broken
    assert equivalents(name) - {fate.name for fate in found if not fate.noticed} == set()


def test_every_mutant_has_a_name_of_its_own(broken):
    names = Counter(fate.name for fate in broken[1])
    assert [name for name, count in names.items() if count > 1] == []


def test_the_checks_that_are_written_down_as_special_exist(broken):
    name, _, loaded = broken
    known = {f"{id_}.{check.id}" for id_ in loaded.own for check in loaded.catalog.indicators[id_].checks}
    assert {each for names in LEVELS[name].values() for each in names.split()} - known == set()


# ── what counts as a change ──


def changes(rule, kind):
    check = make.check(rule, "first")
    return [found.where for found in check_mutants(check, TINY) if found.kind == kind]


@pytest.mark.parametrize(
    ("rule", "kind", "expected"),
    [
        (Number("minutes", ">=", "60"), "bound", ["bound 60 → 59", "bound 60 → 61"]),
        (Number("minutes", ">=", "0.5"), "bound", ["bound 0.5 → 0.4", "bound 0.5 → 0.6"]),
        (Number("minutes", ">=", "60"), "op", ["op >= → <", "op >= → >"]),
        (Number("minutes", "==", "60"), "op", ["op == → >=", "op == → <="]),
        (Number("minutes", ">=", "60"), "name", ["metric minutes → hours"]),
        (DocumentCheck("plan"), "name", ["type plan → charter"]),
        (DocumentCheck("plan", "2"), "bound", ["at_least 2 → 1", "at_least 2 → 3"]),
        (Ratio("minutes", "hours", ">=", "1"), "bound", ["bound 1 → 0.99", "bound 1 → 1.01"]),
        (Ratio("minutes", "hours", ">=", "1"), "choice", ["if_zero missing → skipped"]),
    ],
)
def test_a_rule_is_changed_by_the_least_that_its_fields_allow(rule, kind, expected):
    assert changes(rule, kind) == expected


def test_the_share_of_what_is_noticed_is_printed_by_kind():
    found = [
        Fate("N01.a", "op", "x", True, True),
        Fate("N01.a", "op", "y", True, False),
        Fate("N01.b", "op", "z", False, True),
    ]
    assert report(found, set()).splitlines()[0].split() == ["op", "required", "1/2", "50.0%", "any", "2/3", "66.7%"]
    assert [fate.name for fate in unseen(found, set())] == ["N01.a: y"]
    assert unseen(found, {"N01.a: y"}) == []


def test_a_case_less_would_be_noticed():
    national = make.national()
    fewer = national._replace(cases=tuple(c for c in national.cases if c.given.get("daily_exercise_minutes") != "59"))
    lost = {fate.name for fate in unseen(list(fates(fewer)), equivalents("national"))}
    assert "N22.daily_exercise: bound 60 → 59" in lost
    assert Decimal(len(lost)) < 5
