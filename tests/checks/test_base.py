"""The exact comparison that every bound rests on."""

from decimal import Decimal

import pytest

from schoolstd.checks.base import Outcome, compare, passed


@pytest.mark.parametrize(
    ("op", "below", "equal", "above"),
    [
        (">=", False, True, True),
        ("<=", True, True, False),
        (">", False, False, True),
        ("<", True, False, False),
        ("==", False, True, False),
    ],
)
def test_an_operator_on_both_sides_of_a_bound_and_on_it(op, below, equal, above):
    bound = Decimal("60")
    near = [Decimal("59.999999999999999999999999999999"), bound, Decimal("60.000000000000000000000000000001")]
    assert [compare(value, op, bound) for value in near] == [below, equal, above]


@pytest.mark.parametrize("op", ["=", "!=", "=>", "", "<>"])
def test_any_other_operator_is_a_fault_of_the_program(op):
    with pytest.raises(KeyError):
        compare(Decimal(1), op, Decimal(1))


def test_what_holds_passes_and_what_does_not_fails():
    assert (passed(True), passed(False)) == (Outcome.PASS, Outcome.FAIL)
