"""A waiver is dated, reasoned and approved; it is always shown, and hides nothing."""

from datetime import date

import pytest

from schoolstd.assessment.assess import assess, is_gap
from schoolstd.assessment.waivers import WaiverState, waived
from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.model import Waiver
from schoolstd.catalog.store import stored_catalog
from schoolstd.catalog.waiver_file import load_waivers
from schoolstd.errors import CatalogError
from schoolstd.evidence.model import Entry, Evidence

CATALOG = stored_catalog(catalog_folder("national"))
SCHOOL = Evidence(file="s.xlsx", profile={"code": Entry("2199000002")})
WAIVER = Waiver("N45", "2199000002", "经费预算年度调整", "示例区教委", "2026-01-01", "2026-12-31")


def state(waiver, day):
    return [each.state for each in waived(assess(SCHOOL, CATALOG, day), [waiver]).waivers]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 12, 31), WaiverState.NOT_YET),
        (date(2026, 1, 1), WaiverState.USED),
        (date(2026, 12, 31), WaiverState.USED),
        (date(2027, 1, 1), WaiverState.EXPIRED),
    ],
)
def test_both_ends_of_a_waiver_count(day, expected):
    assert state(WAIVER, day) == [expected]


def test_a_waived_indicator_keeps_its_verdict_and_is_no_gap():
    plain = {each.indicator.id: each for each in assess(SCHOOL, CATALOG, date(2026, 6, 30)).indicators}["N45"]
    with_waiver = waived(assess(SCHOOL, CATALOG, date(2026, 6, 30)), [WAIVER])
    result = {each.indicator.id: each for each in with_waiver.indicators}["N45"]
    assert (is_gap(plain), is_gap(result), result.verdict) == (True, False, plain.verdict)


def test_a_waiver_of_another_school_does_nothing():
    assert state(WAIVER._replace(school="1"), date(2026, 6, 30)) == []


def test_a_waiver_that_waives_nothing_is_told():
    assert state(WAIVER, date(2015, 1, 1)) == [WaiverState.NOT_YET]
    early = WAIVER._replace(from_="2014-01-01")
    assert state(early, date(2015, 1, 1)) == [WaiverState.UNUSED]


def test_a_file_is_read_in_its_order(tmp_path):
    file = tmp_path / "waivers.yaml"
    file.write_text(
        'waivers:\n  - {indicator: "N45", school: "2199000002", reason: 经费预算年度调整, approver: 示例区教委,'
        ' from: "2026-01-01", until: "2026-12-31"}\n',
        encoding="utf-8",
    )
    assert load_waivers(str(file), CATALOG) == (WAIVER,)


def test_every_mistake_of_a_file_is_told_at_once(tmp_path):
    file = tmp_path / "waivers.yaml"
    file.write_text(
        'waivers:\n  - {indicator: "N99", school: "1", reason: x, approver: y, from: "2026-01-01", until: "2025-01-01"}\n'
        '  - {indicator: "N45", school: "1", approver: y, from: "2026-01-01", until: "2026-02-30"}\n',
        encoding="utf-8",
    )
    with pytest.raises(CatalogError) as raised:
        load_waivers(str(file), CATALOG)
    assert [(m.line, m.code) for m in raised.value.mistakes] == [
        (2, "unknown_reference"),
        (2, "low_above_high"),
        (3, "field_missing"),
        (3, "no_such_date"),
    ]
