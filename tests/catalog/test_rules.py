"""What a rule is made of, and where a reference leads."""

from pathlib import Path

from schoolstd.catalog.loader import load_catalog
from schoolstd.catalog.rules import parts_of, referred, simple_rules
from schoolstd.checks.combine import All, Any_, IfThen
from schoolstd.checks.document import DocumentCheck
from schoolstd.checks.number import Number
from schoolstd.checks.refer import Refer

BEIJING = load_catalog(Path(__file__).parents[2] / "indicators/beijing").catalog
A, B, C = Number("a", ">", "0"), Number("b", ">", "0"), DocumentCheck("charter")


def test_a_simple_rule_has_no_parts_and_is_its_own_only_simple_rule():
    assert (parts_of(A), list(simple_rules(A))) == ((), [A])


def test_the_parts_of_a_rule_are_those_directly_in_it():
    assert parts_of(All((A, Any_((B, C))))) == (A, Any_((B, C)))


def test_simple_rules_are_found_through_every_kind_of_combination_in_order():
    assert list(simple_rules(All((IfThen(A, Any_((B, C))), A)))) == [A, B, C, A]


def test_a_check_is_found_by_its_full_id_and_nothing_by_another():
    indicator, check = next(BEIJING.checks())
    names = (f"{indicator.id}.{check.id}", f"{indicator.id}.no_such_check", f"No-1.{check.id}", check.id)
    assert [BEIJING.check(name) for name in names] == [check, None, None, None]


def test_a_reference_leads_to_the_check_that_it_names():
    checks = [check for _, check in BEIJING.checks() if isinstance(check.rule, Refer)]
    assert checks
    for check in checks:
        id_, end = referred(check, BEIJING)
        assert end == BEIJING.check(id_)
        assert not isinstance(end.rule, Refer)


def test_a_check_that_refers_to_none_is_the_end_itself():
    check = next(check for _, check in BEIJING.checks() if not isinstance(check.rule, Refer))
    assert referred(check, BEIJING) == ("", check)
