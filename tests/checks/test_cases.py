"""Kind `cases`: every case in the ledger is handled and closed, and none is left out of the count."""

import pytest

from schoolstd.checks.base import BLANK, UNREADABLE, CheckResult, Outcome, Phrase
from schoolstd.checks.cases import Cases
from tests import make
from tests.make import BAD, at

CATALOG = make.catalog(metrics=[make.metric("total", "count")], cases=["bullying", "theft"])
EXPECTED = Phrase("cases_closed", {"type": "bullying"})
CLOSED = ("bullying", "2021-10-08", "2021-10-20")
OPEN = ("bullying", "2021-10-08", None)
NAMED = ("2021-10-08 ",)


def result(total, *cases, as_of=make.AS_OF):
    return Cases("bullying", "total").evaluate(make.facts(CATALOG, as_of, metrics={"total": total}, cases=cases))


def test_a_school_that_records_honestly_and_closes_its_cases_passes():
    assert result(2, CLOSED, CLOSED) == CheckResult(
        Outcome.PASS, EXPECTED, Phrase("cases_all_closed", {"count": 2}), (at("事项台账!F2"), at("事项台账!F3"))
    )


def test_none_reported_and_none_in_the_ledger_passes():
    assert result(0) == CheckResult(Outcome.PASS, EXPECTED, Phrase("cases_all_closed", {"count": 0}), (at("数据!D2"),))


def test_nothing_reported_and_nothing_in_the_ledger_is_missing():
    assert result(None) == CheckResult(Outcome.MISSING, EXPECTED, BLANK, (at("数据!D2"),))


def test_an_open_case_fails_and_is_pointed_to():
    assert result(2, CLOSED, OPEN) == CheckResult(
        Outcome.FAIL, EXPECTED, Phrase("cases_open", {"count": 2, "open": 1, "rows": NAMED}), (at("事项台账!F3"),)
    )


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        (("bullying", "2021-10-08", "2022-06-30"), "pass"),
        (("bullying", "2021-10-08", "2022-07-01"), "fail"),  # will be closed tomorrow
        (("bullying", "2021-10-08", "2021-10-20", ""), "fail"),
        (("bullying", "2021-10-08", "2021-10-20", "  "), "fail"),
        (("bullying", "2021-10-08", None, "谈话教育"), "fail"),
        (("bullying", None, "2021-10-20"), "pass"),
    ],
)
def test_a_case_is_closed_when_something_was_done_and_a_day_says_when(row, outcome):
    assert result(1, row).outcome == outcome


def test_an_open_case_fails_even_when_no_number_is_reported():
    assert result(None, OPEN).outcome is Outcome.FAIL


def test_an_open_case_fails_even_when_the_numbers_differ():
    assert result(5, OPEN).outcome is Outcome.FAIL


@pytest.mark.parametrize(("total", "cases"), [(0, [CLOSED]), (1, [CLOSED, CLOSED]), (3, [CLOSED, CLOSED]), (3, [])])
def test_a_number_that_disagrees_with_the_ledger_cannot_be_judged(total, cases):
    assert result(total, *cases) == CheckResult(
        Outcome.ERROR, EXPECTED, Phrase("cases_differ", {"count": len(cases), "reported": total}), (at("数据!D2"),)
    )


def test_cases_of_other_types_do_not_count():
    assert result(1, CLOSED, ("theft", "2021-10-08", None)).outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("total", "cases", "places"),
    [
        (BAD, [], (at("数据!D2"),)),
        (1, [("bullying", "2021-10-08", BAD)], (at("数据!D2"), at("事项台账!F2"))),
    ],
)
def test_an_unreadable_number_or_day_is_an_error(total, cases, places):
    assert result(total, *cases) == CheckResult(Outcome.ERROR, EXPECTED, UNREADABLE, places)


def test_without_an_as_of_date_a_closed_case_is_closed():
    assert result(1, ("bullying", "2021-10-08", "2099-01-01"), as_of=None).outcome is Outcome.PASS
