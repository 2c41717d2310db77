"""Every sentence is carried or explained, and references agree in both directions."""

from __future__ import annotations

from functools import cache

import pytest

from schoolstd.catalog.coverage import Fault, Standard, coverage
from schoolstd.catalog.model import Head, Source, Statement
from schoolstd.checks.number import Number
from schoolstd.cli.coverage import read_coverage
from schoolstd.programme.steps import steps
from tests.make import indicator

SOURCE = Source("law", "法", "Law", "1号", "部", "2017-12-04")
RULE = Number("minutes", ">=", "60")


def standard(*statements, indicators=(), clauses=""):
    head = Head("tiny", "1", "小", "Tiny", "law", clauses=clauses)
    return Standard(head, tuple(indicators), tuple(statements), (SOURCE,))


def statement(**fields):
    return Statement("S-1", "law", "school", "requirement", "要点", "Point", **fields)


def faults(one, named=()):
    return coverage([one], [one], dict(named)).faults


def test_a_statement_that_its_indicator_names_in_return_fits():
    one = standard(statement(indicators=("N01",)), indicators=[indicator(RULE, refs=("S-1",))])
    assert faults(one) == ()


def test_a_statement_may_be_carried_by_a_step_or_by_nothing_for_a_reason():
    assert faults(standard(statement(programme=("review",))), {"review": ("S-1",)}) == ()
    assert faults(standard(statement(programme=("batches",))), {"batches": None}) == ()
    assert faults(standard(statement(reason="没有动作"))) == ()


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, Fault("coverage_nothing", "S-1")),
        ({"indicators": ("N01",), "reason": "没有动作"}, Fault("coverage_both", "S-1")),
        ({"indicators": ("N01", "N99")}, Fault("coverage_no_indicator", "S-1", "N99")),
        ({"indicators": ("N01", "N02")}, Fault("coverage_withdrawn", "S-1", "N02")),
        ({"indicators": ("N01", "N03")}, Fault("coverage_not_in_refs", "S-1", "N03")),
        ({"indicators": ("N01",), "programme": ("nowhere",)}, Fault("coverage_no_step", "S-1", "nowhere")),
        ({"indicators": ("N01",), "programme": ("phase-1",)}, Fault("coverage_not_in_step", "S-1", "phase-1")),
    ],
)
def test_a_statement_that_does_not_fit_is_a_finding(fields, found):
    others = [indicator(RULE, id="N02", withdrawn="并入"), indicator(RULE, id="N03")]
    own = [indicator(RULE, refs=("S-1",) if fields.get("indicators") else ())]
    assert faults(standard(statement(**fields), indicators=[*own, *others]), {"phase-1": ()}) == (found,)


def test_an_indicator_whose_ref_leads_nowhere_or_is_not_returned_is_a_finding():
    one = standard(statement(reason="没有动作"), indicators=[indicator(RULE, refs=("S-1", "S-2"))])
    assert faults(one) == (Fault("coverage_not_listed", "S-1", "N01"), Fault("coverage_no_statement", "S-2", "N01"))


def test_so_is_a_step():
    one = standard(statement(reason="没有动作"))
    assert faults(one, {"phase-1": ("S-1", "S-2")}) == (
        Fault("coverage_not_listed", "S-1", "phase-1"),
        Fault("coverage_no_statement", "S-2", "phase-1"),
    )


def test_a_clause_without_an_indicator_is_a_finding():
    one = standard(indicators=[indicator(RULE)], clauses="2")
    assert faults(one) == (Fault("coverage_nothing", "2"),)


def test_a_source_that_is_only_cited_is_listed_with_its_checks():
    one = standard(indicators=[indicator(RULE, RULE)])
    assert coverage([one], [one], {}).cited == {"law": 2}


def test_a_programme_names_its_parts_their_entries_and_its_parameters():
    programme = {
        "batches": [{"id": "batch-1", "refs": ["S-1"]}],
        "review": {"refs": ["S-2"]},
        "questions": [{"id": "Q01", "parameter": "pass_rule"}],
    }
    assert steps(programme) == {"batches": None, "review": ("S-2",), "batch-1": ("S-1",), "pass_rule": None}


@cache
def found(name):
    """The coverage of a shipped catalog, read once."""
    return read_coverage(name, "")[0]


def test_every_clause_of_the_national_standard_is_carried():
    rows = found("national").rows
    assert (len(rows), [row.id for row in rows if not row.carried]) == (88, [])


def test_every_statement_of_both_beijing_documents_is_carried_or_explained():
    rows = found("beijing").rows
    assert (len(rows), [row.id for row in rows if not row.carried and not row.reason]) == (383, [])


def test_the_statements_of_beijing_and_what_carries_them_agree():
    assert found("beijing").faults == ()
