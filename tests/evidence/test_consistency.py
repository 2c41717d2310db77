"""Answers that cannot all be true, each with the cell to look at."""

from __future__ import annotations

import pytest

from schoolstd.evidence.consistency import inconsistencies
from schoolstd.problem import Problem
from tests import make
from tests.make import BAD, at, metric, profile_is


def found(catalog, as_of=make.AS_OF, **given) -> list[Problem]:
    return inconsistencies(make.evidence(**given), catalog, make.day(as_of))


def codes(catalog, as_of=make.AS_OF, **given) -> list[str]:
    return [problem.code for problem in found(catalog, as_of, **given)]


EMPTY = make.catalog()

# ── a part and its whole ──

PUPILS = make.catalog(metrics=[metric("total", "count"), metric("checked", "count", whole="total")])


def test_a_part_above_its_whole_is_a_problem_at_the_part():
    assert found(PUPILS, metrics={"total": 900, "checked": 901}) == [
        Problem(
            "part_exceeds_whole",
            at("数据!D3"),
            {"part": "901", "whole": "900", "metric": "checked", "other": "total"},
        )
    ]


@pytest.mark.parametrize(
    "metrics",
    [
        {"total": 900, "checked": 900},
        {"total": 900, "checked": 899},
        {"total": 900, "checked": None},
        {"total": None, "checked": 901},
        {"total": BAD, "checked": 901},
        {"checked": 901},
    ],
)
def test_a_part_up_to_its_whole_or_without_one_is_consistent(metrics):
    assert found(PUPILS, metrics=metrics) == []


# ── the class table ──

CLASSES = make.catalog(
    metrics=[
        metric("students_total", "count", same_as={"classes": "students"}),
        metric("classes_total", "count", same_as={"classes": "rows"}),
    ]
)
TWO_CLASSES = [("一年级", "1班", 45), ("一年级", "2班", 44)]


def test_students_and_classes_agree_with_the_class_table():
    assert found(CLASSES, metrics={"students_total": 89, "classes_total": 2}, classes=TWO_CLASSES) == []


@pytest.mark.parametrize("total", [88, 90])
def test_a_total_that_differs_from_the_sum_of_the_classes_is_a_problem(total):
    assert found(CLASSES, metrics={"students_total": total}, classes=TWO_CLASSES) == [
        Problem(
            "sum_differs",
            at("数据!D2"),
            {"reported": str(total), "found": "89", "metric": "students_total", "sheet": "classes"},
        )
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_a_number_of_classes_that_differs_from_the_rows_is_a_problem(number):
    assert found(CLASSES, metrics={"classes_total": number}, classes=TWO_CLASSES) == [
        Problem(
            "count_differs",
            at("数据!D2"),
            {"reported": str(number), "found": "2", "metric": "classes_total", "sheet": "classes"},
        )
    ]


def test_a_class_without_its_number_leaves_the_sum_unknown_but_not_the_number_of_classes():
    classes = [("一年级", "1班", 45), ("一年级", "2班", None)]
    assert codes(CLASSES, metrics={"students_total": 45, "classes_total": 1}, classes=classes) == ["count_differs"]


def test_an_empty_class_table_contradicts_nothing():
    assert found(CLASSES, metrics={"students_total": 900, "classes_total": 20}) == []


# ── counts against the ledger, the activities and the register ──

COUNTS = make.catalog(
    metrics=[
        metric("bullying_cases", "count", same_as={"cases": "bullying"}),
        metric("drills", "count", same_as={"events": "drill"}),
        metric("plans", "count", same_as={"documents": "plan"}),
    ],
    cases=["bullying", "theft"],
    events=["drill", "trip"],
    documents=["plan", "charter"],
)


@pytest.mark.parametrize(
    ("metrics", "rows"),
    [
        (
            {"bullying_cases": 2},
            {"cases": [("bullying", "2021-10-08", "2021-10-20")] * 2 + [("theft", "2021-10-08", "2021-10-20")]},
        ),
        ({"bullying_cases": 0}, {}),
        ({"bullying_cases": None}, {"cases": [("bullying", "2021-10-08", "2021-10-20")]}),
        ({"drills": 1}, {"events": [("drill", "2021-10-08"), ("trip", "2021-10-09")]}),
        ({"plans": 1}, {"documents": [("plan", "2021-10-08"), ("charter", "2021-10-09")]}),
    ],
)
def test_a_reported_number_equal_to_the_rows_of_its_type_is_consistent(metrics, rows):
    assert found(COUNTS, metrics=metrics, **rows) == []


@pytest.mark.parametrize(
    ("metrics", "rows", "values"),
    [
        (
            {"bullying_cases": 0},
            {"cases": [("bullying", "2021-10-08", "2021-10-20")]},
            {"reported": "0", "found": "1", "metric": "bullying_cases", "sheet": "cases"},
        ),
        ({"bullying_cases": 3}, {}, {"reported": "3", "found": "0", "metric": "bullying_cases", "sheet": "cases"}),
        (
            {"drills": 2},
            {"events": [("drill", "2021-10-08"), ("trip", "2021-10-09")]},
            {"reported": "2", "found": "1", "metric": "drills", "sheet": "events"},
        ),
        (
            {"plans": 0},
            {"documents": [("plan", "2021-10-08")]},
            {"reported": "0", "found": "1", "metric": "plans", "sheet": "documents"},
        ),
    ],
)
def test_a_reported_number_that_differs_from_the_rows_is_a_problem(metrics, rows, values):
    assert found(COUNTS, metrics=metrics, **rows) == [Problem("count_differs", at("数据!D2"), values)]


def test_a_sheet_that_could_not_be_read_contradicts_nothing():
    given = make.evidence(metrics={"bullying_cases": 3})
    unread = given._replace(sheets={role: place for role, place in given.sheets.items() if role != "cases"})
    assert inconsistencies(unread, COUNTS, make.AS_OF) == []


# ── against the profile ──

BOARDING = make.catalog(
    metrics=[
        metric("boarders", "count", when=profile_is("boarding", "是")),
        metric("day_pupils", "count", when=profile_is("boarding", "否")),
        metric("students", "count"),
    ]
)


def test_boarders_at_a_school_without_boarding_are_a_problem():
    assert found(BOARDING, profile={"boarding": False}, metrics={"boarders": 1}) == [
        Problem("contradicts_profile", at("数据!D2"), {"metric": "boarders", "field": "boarding"})
    ]


@pytest.mark.parametrize(
    ("profile", "metrics"),
    [
        ({"boarding": False}, {"boarders": 0}),
        ({"boarding": False}, {"boarders": None}),
        ({"boarding": True}, {"boarders": 1}),
        ({"boarding": None}, {"boarders": 1}),
        ({}, {"boarders": 1}),
        ({"boarding": False}, {"day_pupils": 900}),
        ({"boarding": False}, {"students": 900}),
    ],
)
def test_a_figure_that_the_profile_allows_is_consistent(profile, metrics):
    assert found(BOARDING, profile=profile, metrics=metrics) == []


# ── documents ──

DOCUMENTS = make.catalog(documents=["plan"], indicators=[make.indicator(id="N01"), make.indicator(id="N02")])


@pytest.mark.parametrize(
    "row", [("plan", "2022-06-30"), ("plan", "2021-09-01", "2021-09-01"), ("plan", None), ("plan", BAD, BAD)]
)
def test_a_document_of_the_day_itself_is_consistent(row):
    assert found(DOCUMENTS, documents=[row]) == []


def test_a_document_dated_after_the_form_is_a_problem():
    assert found(DOCUMENTS, documents=[("plan", "2022-07-01")]) == [
        Problem("date_in_future", at("佐证材料!F2"), {"date": "2022-07-01", "as_of": "2022-06-30"})
    ]


def test_without_a_date_of_the_form_nothing_lies_in_its_future():
    assert found(DOCUMENTS, as_of=None, documents=[("plan", "2099-07-01")], events=[("drill", "2099-07-01")]) == []


def test_a_document_that_expires_before_its_date_is_a_problem():
    assert found(DOCUMENTS, documents=[("plan", "2021-09-02", "2021-09-01")]) == [
        Problem("expires_before_date", at("佐证材料!G2"), {"date": "2021-09-01"})
    ]


def test_a_document_that_cites_an_indicator_that_does_not_exist_is_a_problem():
    row = {"type": "plan", "date": "2021-09-01", "indicators": ["N01", "N99", "N02"]}
    assert found(DOCUMENTS, documents=[row]) == [
        Problem("cites_unknown_indicator", at("佐证材料!B2"), {"indicator": "N99"})
    ]


NINE = tuple(f"N0{number}" for number in range(1, 10))
NINE_INDICATORS = make.catalog(documents=["plan"], indicators=[make.indicator(id=id_) for id_ in NINE])


def test_one_document_behind_more_than_eight_indicators_wants_a_look():
    assert found(NINE_INDICATORS, documents=[{"type": "plan", "date": "2021-09-01", "indicators": NINE}]) == [
        Problem("document_overused", at("佐证材料!D2"), {"title": "plan", "count": "9"})
    ]


def test_the_same_document_on_several_rows_is_still_one():
    rows = [{"type": "plan", "date": "2021-09-01", "indicators": [id_]} for id_ in NINE]
    assert found(NINE_INDICATORS, documents=rows) == [
        Problem("document_overused", at("佐证材料!D2"), {"title": "plan", "count": "9"})
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [{"type": "plan", "date": "2021-09-01", "indicators": NINE[:8]}],
        [{"type": "plan", "date": "2021-09-01", "indicators": NINE[:8]}] * 2,
        [
            {"type": "plan", "date": "2021-09-01", "indicators": NINE[:5], "number": "1号"},
            {"type": "plan", "date": "2021-09-01", "indicators": NINE[5:], "number": "2号"},
        ],
        [
            {"type": "plan", "date": "2021-09-01", "indicators": NINE[:5], "title": "甲"},
            {"type": "plan", "date": "2021-09-01", "indicators": NINE[5:], "title": "乙"},
        ],
    ],
)
def test_eight_indicators_or_different_documents_are_consistent(rows):
    assert found(NINE_INDICATORS, documents=rows) == []


# ── activities and cases ──


@pytest.mark.parametrize("day", ["2021-09-01", "2022-06-30", None, BAD])
def test_an_activity_within_the_period_is_consistent(day):
    assert found(EMPTY, events=[("drill", day)]) == []


def test_an_activity_before_the_period_wants_a_look():
    assert found(EMPTY, events=[("drill", "2021-08-31")]) == [
        Problem(
            "date_outside_period",
            at("活动记录!A2"),
            {"date": "2021-08-31", "start": "2021-09-01", "end": "2022-06-30"},
        )
    ]


def test_an_activity_still_to_come_is_a_problem():
    assert found(EMPTY, events=[("drill", "2022-07-01")]) == [
        Problem("date_in_future", at("活动记录!A2"), {"date": "2022-07-01", "as_of": "2022-06-30"})
    ]


def test_more_present_than_expected_wants_a_look():
    row = {"type": "drill", "date": "2021-10-08", "expected": 900, "attended": 901}
    assert found(EMPTY, events=[row]) == [
        Problem("attended_exceeds_expected", at("活动记录!F2"), {"attended": "901", "expected": "900"})
    ]


@pytest.mark.parametrize(("expected", "attended"), [(900, 900), (900, 0), (None, 900), (900, None), (BAD, 900)])
def test_as_many_as_expected_or_an_unknown_number_is_consistent(expected, attended):
    row = {"type": "drill", "date": "2021-10-08", "expected": expected, "attended": attended}
    assert found(EMPTY, events=[row]) == []


@pytest.mark.parametrize(
    ("opened", "closed"),
    [
        ("2021-10-08", "2021-10-08"),
        ("2019-10-08", "2022-06-30"),
        ("2021-10-08", None),
        (None, "2021-10-08"),
        (BAD, BAD),
    ],
)
def test_a_case_closed_on_the_day_it_was_opened_or_later_is_consistent(opened, closed):
    assert found(EMPTY, cases=[("bullying", opened, closed)]) == []


def test_a_case_closed_before_it_was_opened_is_a_problem():
    assert found(EMPTY, cases=[("bullying", "2021-10-08", "2021-10-07")]) == [
        Problem("closed_before_opened", at("事项台账!F2"), {"date": "2021-10-07"})
    ]


def test_a_case_opened_and_closed_in_the_future_is_two_problems():
    assert found(EMPTY, cases=[("bullying", "2022-07-01", "2022-07-02")]) == [
        Problem("date_in_future", at("事项台账!B2"), {"date": "2022-07-01", "as_of": "2022-06-30"}),
        Problem("date_in_future", at("事项台账!F2"), {"date": "2022-07-02", "as_of": "2022-06-30"}),
    ]


def test_problems_come_in_the_order_of_the_sheets():
    given = {
        "metrics": {"total": 1, "checked": 2},
        "documents": [("plan", "2022-07-01")],
        "events": [("drill", "2021-08-31")],
        "cases": [("bullying", "2021-10-08", "2021-10-07")],
    }
    assert codes(PUPILS, **given) == [
        "part_exceeds_whole",
        "date_in_future",
        "date_outside_period",
        "closed_before_opened",
    ]


def test_a_blank_workbook_contradicts_nothing():
    assert inconsistencies(make.evidence(), make.national().catalog, make.AS_OF) == []
