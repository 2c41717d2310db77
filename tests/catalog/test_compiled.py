"""A catalog to JSON and back, whole."""

import json

import pytest

from schoolstd.catalog.compiled import CLASSES, decode, encode, shape
from schoolstd.catalog.model import Condition, Effective
from schoolstd.checks import KINDS
from schoolstd.checks.combine import All, IfThen
from schoolstd.checks.document import DocumentCheck
from schoolstd.checks.number import Number
from schoolstd.checks.quantity import Addend, Sum
from schoolstd.checks.table import Table
from tests import make


def through_json(value):
    return decode(json.loads(json.dumps(encode(value), ensure_ascii=False)))


def types_in(value) -> set[type]:
    """The classes of a value and of everything in it."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    return {type(value)}.union(*map(types_in, inside))


def test_the_national_catalog_is_the_same_after_a_round_trip():
    catalog = make.national().catalog
    assert through_json(catalog) == catalog


def test_so_are_its_classes_which_equality_of_tuples_does_not_tell():
    catalog = make.national().catalog
    assert types_in(through_json(catalog)) == types_in(catalog)


def test_so_is_the_order_of_its_dictionaries():
    catalog = make.national().catalog
    assert list(through_json(catalog).metrics) == list(catalog.metrics)


@pytest.mark.parametrize(
    "value",
    [
        "", "60", True, False, None, 5, (), ("a",), (("a", "b"), ()), {}, {"小学": "45"}, {"一年级": ("语文", "数学")},
        Effective("2021-04-08"),
        Condition(profile="stage", in_=("小学", "初中")),
        Number("minutes", ">=", "60"),
        Sum((Addend("pupils", "25"), Addend("exempt", "-1")), "3", "up"),
        Table("lessons", "periods", "each", ">=", "4", {"subject": "体育"}),
        All((Number("a", ">", "0"), IfThen(DocumentCheck("charter"), Number("b", "<", "1")))),
    ],
)  # fmt: skip
def test_every_kind_of_value_survives(value):
    again = through_json(value)
    assert (again, types_in(again)) == (value, types_in(value))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_check_can_be_compiled(kind):
    assert KINDS[kind] in CLASSES


@pytest.mark.parametrize("broken", [[], [None], ["x"], [999], [-999], [0.5], [[]], encode(Number("a", ">", "0"))[:-1]])
def test_what_encode_did_not_make_is_not_decoded(broken):
    with pytest.raises((IndexError, TypeError, AttributeError)):
        decode(broken)


def test_the_shape_names_every_class_with_its_fields_and_defaults():
    parts = shape().split(";")
    found = (parts[CLASSES.index(DocumentCheck)], parts[CLASSES.index(Number)], len(parts))
    assert found == ("DocumentCheck:type,at_least:{'at_least': '1'}", "Number:metric,op,bound:{}", len(CLASSES))
