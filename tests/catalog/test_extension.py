"""A catalog on top of another: what it may do, where each thing comes from, and every mistake it can make."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from schoolstd.assessment.assess import assess
from schoolstd.assessment.cases import findings
from schoolstd.catalog.extend import on_day
from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.loader import load_catalog
from schoolstd.catalog.origin import origins
from schoolstd.errors import CatalogError
from tests import make
from tests.catalog.files import GOOD_RULE, indicator, write
from tests.make import national

EXAMPLE = "examples/other-city"
HEAD = """\
catalog:
  id: more
  version: "2"
  extends: {id: tiny, version: "1"}
  title: 扩展
  title_en: More
  source: rule
  cases_as_of: "2022-06-30"
sources:
  - {id: rule, title: 规定, title_en: Rule, number: 市1号, issuer: 教育部, date: "2020-01-01"}
"""
TIGHTEN = '  - {op: tighten, check: "N01.first", field: bound, value: "70", source: rule, locus: 第一条}\n'


def extension(tmp_path, changes="", head=HEAD):
    """The folder of an extension, with the small catalog that it extends beside it."""
    write(tmp_path / "tiny")
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "catalog.yaml").write_text(head + (f"changes:\n{changes}" if changes else ""), encoding="utf-8")
    return str(folder)


def mistakes(folder):
    with pytest.raises(CatalogError) as caught:
        load_catalog(folder)
    return [(mistake.field, mistake.code) for mistake in caught.value.mistakes]


def test_an_extension_has_everything_of_its_base(tmp_path):
    base, more = (load_catalog(folder).catalog for folder in (write(tmp_path / "tiny"), extension(tmp_path)))
    assert (more.indicators, more.metrics, more.head.id) == (base.indicators, base.metrics, "more")


def test_a_bound_is_tightened_and_the_ground_cited(tmp_path):
    check = load_catalog(extension(tmp_path, TIGHTEN)).catalog.indicators["N01"].checks[0]
    assert (check.rule.bound, [each.source for each in check.citations]) == ("70", ["rule"])


def test_what_was_said_of_a_default_does_not_hold_for_the_figure_of_a_regulation(tmp_path):
    folder = extension(tmp_path, TIGHTEN)
    path = tmp_path / "tiny" / "duty-1" / "N01.yaml"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("        source: law\n", "        source: law\n        review: B\n        default: 缺省\n"),
        "utf-8",
    )
    base, more = (load_catalog(each).catalog.indicators["N01"].checks[0] for each in (str(tmp_path / "tiny"), folder))
    assert (base.review, base.default, more.review, more.default) == ("B", "缺省", "", "")


def test_a_check_is_cited_once_more(tmp_path):
    cite = '  - {op: cite, check: "N01.first", source: rule, locus: 第二条}\n'
    check = load_catalog(extension(tmp_path, cite)).catalog.indicators["N01"].checks[0]
    assert (check.rule.bound, check.citations[0].locus) == ("60", "第二条")


def test_an_indicator_is_withdrawn_with_the_reason_in_both_languages(tmp_path):
    withdraw = '  - {op: withdraw, indicator: "N01", reason: 并入, reason_en: Merged, source: rule, locus: 第三条}\n'
    found = load_catalog(extension(tmp_path, withdraw)).catalog.indicators["N01"]
    assert (found.withdrawn, found.withdrawn_en) == ("并入", "Merged")


def test_an_indicator_is_retargeted(tmp_path):
    retarget = (
        '  - {op: retarget, indicator: "N01", when: [{profile: stage, in: [小学]}], source: rule, locus: 第四条}\n'
    )
    assert load_catalog(extension(tmp_path, retarget)).catalog.indicators["N01"].when[0].in_ == ("小学",)


def test_what_was_tightened_is_known_with_its_old_figure_and_the_catalog_that_did_it(tmp_path):
    folder = extension(tmp_path, TIGHTEN)
    chain = [load_catalog(str(tmp_path / "tiny")).catalog, load_catalog(folder).catalog]
    found = origins(chain)
    (amended,) = found.amended["N01.first"]
    assert (amended.head.id, amended.old, amended.amendment.value) == ("more", "60", "70")
    assert (found.added["indicators", "N01"].id, found.added["sources", "rule"].id) == ("tiny", "more")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("id: tiny,", "id: nowhere,", ("catalog.extends", "no_base")),
        ('version: "1"}', 'version: "9"}', ("catalog.extends.version", "base_version")),
        ("id: tiny,", "id: more,", ("catalog.extends", "circle")),
        ('version: "1"}', 'version: "1", mode: all}', ("catalog.extends.mode", "field_unknown")),
        (', version: "1"}', "}", ("catalog.extends", "field_missing")),
        ("  id: more\n", "  id: more\n  colour: red\n", ("catalog.colour", "field_unknown")),
        ("source: rule", "source: other", ("catalog.source", "unknown_reference")),
        ("{id: rule,", "{id: law,", ("sources[0].id", "repeated_id")),
    ],
)
def test_a_mistake_in_the_head_is_refused_where_it_stands(tmp_path, old, new, found):
    assert old in HEAD
    assert found in mistakes(extension(tmp_path, head=HEAD.replace(old, new)))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ('{op: tighten, check: "N01.first", field: bound, value: "50", source: rule, locus: 一}', ("value", "amendment_looser")),
        ('{op: tighten, check: "N01.first", field: metric, value: "70", source: rule, locus: 一}', ("field", "amendment_field")),
        ('{op: tighten, check: "N01.first", field: low, value: "70", source: rule, locus: 一}', ("field", "amendment_field")),
        ('{op: tighten, check: "N01.second", field: bound, value: "70", source: rule, locus: 一}', ("check", "unknown_reference")),
        ('{op: tighten, check: "N09.first", field: bound, value: "70", source: rule, locus: 一}', ("check", "unknown_reference")),
        ('{op: tighten, indicator: "N01", field: bound, value: "70", source: rule, locus: 一}', ("op", "amendment_target")),
        ('{op: cite, check: "N01.first", source: other, locus: 一}', ("source", "unknown_reference")),
        ('{op: cite, check: "N01.first", source: rule}', ("", "field_missing")),
        ('{op: cite, check: "N01", source: rule, locus: 一}', ("check", "bad_form")),
        ('{op: withdraw, indicator: "N01", source: rule, locus: 一}', ("reason", "field_missing")),
        ('{op: withdraw, check: "N01.first", reason: 并入, source: rule, locus: 一}', ("op", "amendment_target")),
        ('{op: withdraw, check: "N01", reason: 并入, source: rule, locus: 一}', ("check", "amendment_target")),
        ('{op: tighten, indicator: "N01.first", field: bound, value: "70", source: rule, locus: 一}', ("indicator", "amendment_target")),
        ('{op: tighten, check: "N01.first", field: bound, value: "60", source: rule, locus: 一}', ("value", "change_none")),
        ('{op: tighten, check: "N01.first", field: bound, value: "60.0", source: rule, locus: 一}', ("value", "change_none")),
        ('{op: withdraw, indicator: "N09", reason: 并入, source: rule, locus: 一}', ("indicator", "unknown_reference")),
        (
            '{op: retarget, indicator: "N01", when: [{profile: stage, in: [高中]}], source: rule, locus: 一}',
            ("when[0].in", "not_an_option"),
        ),
        (
            '{op: retarget, indicator: "N01", when: [{profile: shade, in: [是]}], source: rule, locus: 一}',
            ("when[0].profile", "unknown_reference"),
        ),
        ('{op: loosen, check: "N01.first", source: rule, locus: 一}', ("op", "not_one_of")),
        ('{op: cite, check: "N01.first", source: rule, locus: 一, note: 甲}', ("note", "field_unknown")),
    ],
)  # fmt: skip
def test_a_mistake_in_a_change_is_refused_where_it_stands(tmp_path, change, found):
    field, code = found
    assert mistakes(extension(tmp_path, f"  - {change}\n")) == [(f"changes[0].{field}".rstrip("."), code)]


@pytest.mark.parametrize(
    ("change", "example"),
    [
        ("{op: tighten, field: bound, value: '70', source: rule, locus: 一}", "N01.…"),
        ("{op: withdraw, reason: 并入, source: rule, locus: 一}", "N01"),
        ("{op: withdraw, check: 'N07.first', reason: 并入, source: rule, locus: 一}", "N07"),
        ("{op: withdraw, check: '', reason: 并入, source: rule, locus: 一}", "…"),
    ],
)
def test_the_example_of_what_to_name_is_of_the_change_or_of_the_catalog(tmp_path, change, example):
    with pytest.raises(CatalogError) as caught:
        load_catalog(extension(tmp_path, f"  - {change}\n"))
    found = [mistake.values for mistake in caught.value.mistakes if mistake.code == "amendment_target"]
    assert [each["example"] for each in found] == [example]


RULES = {
    "number": 'kind: number, metric: minutes, op: ">=", bound: "60"',
    "most": 'kind: number, metric: minutes, op: "<=", bound: "60"',
    "equal": 'kind: number, metric: pupils, op: "==", bound: "0"',
    "share": 'kind: number, metric: rate, op: ">=", bound: "0.5"',
    "limit": 'kind: number, metric: minutes, op: "<=", bound: limit',
    "interval": 'kind: interval, metric: minutes, low: "10", high: "20"',
    "events": 'kind: events, type: drill, per: term, at_least: "2"',
    "sizes": 'kind: table, rows: classes, column: students, of: each, op: "<=", bound: by_stage',
}


@pytest.mark.parametrize(
    ("rule", "field", "value", "code"),
    [
        ("number", "bound", "60.5", ""),
        ("number", "bound", "六十", "bad_form"),
        ("number", "bound", "“70”", "slip_quotes"),
        ("number", "bound", "70 ", "bad_form"),
        ("number", "bound", "", "bad_form"),
        ("number", "bound", "nowhere", "unknown_reference"),
        ("number", "bound", "limit", ""),
        ("number", "bound", "by_stage", "bound_needs_row"),
        ("most", "bound", "59", ""),
        ("most", "bound", "61", "amendment_looser"),
        ("equal", "bound", "5", "amendment_looser"),
        ("share", "bound", "80", "bound_outside_range"),
        ("limit", "bound", "61", "amendment_looser"),
        ("limit", "bound", "50", ""),
        ("interval", "low", "9", "amendment_looser"),
        ("interval", "low", "11", ""),
        ("interval", "high", "21", "amendment_looser"),
        ("interval", "high", "19", ""),
        ("interval", "low", "21", "low_above_high"),
        ("events", "at_least", "3", ""),
        ("events", "at_least", "两次", "bad_form"),
        ("events", "at_least", "2.5", "bad_form"),
        ("events", "at_least", "1", "amendment_looser"),
        ("events", "per", "month", ""),
        ("events", "per", "year", "amendment_looser"),
        ("events", "per", "grade", "amendment_looser"),
        ("events", "per", "grade_term", ""),
        ("events", "per", "week", "not_one_of"),
        ("sizes", "bound", "40", ""),
        ("sizes", "bound", "46", "amendment_looser"),
    ],
)
def test_a_tightening_puts_a_figure_of_its_kind_and_asks_for_no_less(tmp_path, rule, field, value, code):
    change = f'  - {{op: tighten, check: "N01.first", field: {field}, value: "{value}", source: rule, locus: 一}}\n'
    folder = extension(tmp_path, change)
    (tmp_path / "tiny" / "duty-1" / "N01.yaml").write_text(indicator(*RULES[rule].split(", ")), "utf-8")
    if code:
        assert mistakes(folder) == [("changes[0].value", code)]
    else:
        (found,) = load_catalog(folder).catalog.indicators["N01"].checks
        assert getattr(found.rule, field) == value


def test_two_catalogs_that_extend_each_other_are_refused(tmp_path):
    folder = extension(tmp_path)
    tiny = tmp_path / "tiny" / "catalog.yaml"
    text = tiny.read_text("utf-8").replace('version: "1"\n', 'version: "1"\n  extends: {id: more, version: "2"}\n')
    tiny.write_text(text, encoding="utf-8")
    assert ("catalog.extends", "circle") in mistakes(folder)


def test_an_id_of_the_base_is_not_used_again(tmp_path):
    folder = extension(tmp_path)
    write(tmp_path / "more", dict.fromkeys(("catalog.yaml", "calendar.yaml", "vocabulary/all.yaml"), ""))
    (tmp_path / "more" / "catalog.yaml").write_text(HEAD, encoding="utf-8")
    (tmp_path / "more" / "duty-1" / "N01.yaml").write_text(indicator(*GOOD_RULE), encoding="utf-8")
    assert ("indicators[0].id", "repeated_id") in mistakes(folder)


def test_a_mistake_in_the_base_is_told_in_the_base(tmp_path):
    folder = extension(tmp_path)
    (tmp_path / "tiny" / "more.yaml").write_text("metrics: [{}]\n", encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        load_catalog(folder)
    assert {mistake.file for mistake in caught.value.mistakes} == {str(tmp_path / "tiny" / "more.yaml")}


OWN = """\
duties: [{id: "D9", title: 职责, title_en: Duty}]
tasks: [{id: "T99", duty: "D9", title: 任务, title_en: Task}]
"""


@pytest.mark.parametrize(
    ("day", "base", "own"),
    [
        ("2011-12-31", False, False),
        ("2012-01-01", True, False),
        ("2019-12-31", True, False),
        ("2020-01-01", True, True),
        ("2020-12-31", True, True),
        ("2021-01-01", True, False),
        ("", True, True),
    ],
)
def test_each_indicator_binds_on_the_days_of_the_catalog_that_added_it(tmp_path, day, base, own):
    dated = HEAD.replace("  source: rule\n", '  source: rule\n  effective: {from: "2020-01-01", until: "2020-12-31"}\n')
    folder = Path(extension(tmp_path, head=dated + OWN))
    tiny = tmp_path / "tiny" / "catalog.yaml"
    text = tiny.read_text("utf-8").replace("  source: law\n", '  source: law\n  effective: {from: "2012-01-01"}\n')
    tiny.write_text(text, encoding="utf-8")
    added = (
        indicator(*GOOD_RULE).replace('"N01"', '"E01"').replace('"T01"', '"T99"').replace("source: law", "source: rule")
    )
    (folder / "E01.yaml").write_text(added, encoding="utf-8")
    catalog = load_catalog(str(folder)).catalog
    assert (catalog.in_force(catalog.indicators["N01"], day), catalog.in_force(catalog.indicators["E01"], day)) == (
        base, own,
    )  # fmt: skip


WITHIN = [("2019-12-31", False), ("2020-01-01", True), ("2020-12-31", True), ("2021-01-01", False), ("", True)]
CHANGES = {
    "tighten": TIGHTEN,
    "cite": '  - {op: cite, check: "N01.first", source: rule, locus: 第二条}\n',
    "withdraw": '  - {op: withdraw, indicator: "N01", reason: 并入, source: rule, locus: 第三条}\n',
    "retarget": '  - {op: retarget, indicator: "N01", when: [{profile: stage, in: [小学]}], source: rule, locus: 第四条}\n',
}
DAYS = 'effective: {from: "2020-01-01", until: "2020-12-31"}'


@pytest.mark.parametrize("where", ["catalog", "change"])
@pytest.mark.parametrize("op", CHANGES)
def test_a_change_is_made_on_the_days_of_its_catalog_and_its_own(tmp_path, where, op):
    head = HEAD.replace("  source: rule\n", f"  source: rule\n  {DAYS}\n") if where == "catalog" else HEAD
    change = CHANGES[op].replace("}\n", f", {DAYS}}}\n") if where == "change" else CHANGES[op]
    catalog = load_catalog(extension(tmp_path, change, head)).catalog
    plain = load_catalog(str(tmp_path / "tiny")).catalog.indicators["N01"]
    found = [on_day(catalog, day).indicators["N01"] != plain for day, _ in WITHIN]
    assert found == [made for _, made in WITHIN]


def test_a_school_is_judged_by_the_figure_of_the_day(tmp_path):
    head = HEAD.replace("  source: rule\n", f"  source: rule\n  {DAYS}\n")
    catalog = load_catalog(extension(tmp_path, TIGHTEN, head)).catalog
    verdicts = [
        str(assess(make.evidence(metrics={"minutes": 65}), catalog, date.fromisoformat(day)).indicators[0].verdict)
        for day, _ in WITHIN[:-1]
    ]
    assert verdicts == ["met", "not_met", "not_met", "met"]


def test_the_days_of_a_change_are_those_that_both_have(tmp_path):
    head = HEAD.replace("  source: rule\n", f"  source: rule\n  {DAYS}\n")
    change = TIGHTEN.replace("}\n", ', effective: {from: "2020-06-01"}}\n')
    (amendment,) = load_catalog(extension(tmp_path, change, head)).catalog.amendments
    assert amendment.effective == ("2020-06-01", "2020-12-31")


def test_a_change_that_would_bind_on_no_day_is_refused(tmp_path):
    head = HEAD.replace("  source: rule\n", f"  source: rule\n  {DAYS}\n")
    change = TIGHTEN.replace("}\n", ', effective: {from: "2021-01-01"}}\n')
    assert mistakes(extension(tmp_path, change, head)) == [("changes[0].effective", "low_above_high")]


def test_a_change_outside_its_days_leaves_one_of_the_catalog_below_in_place(tmp_path):
    extension(tmp_path, TIGHTEN)
    top = tmp_path / "top"
    top.mkdir()
    head = HEAD.replace("  id: more\n", "  id: top\n").replace('{id: tiny, version: "1"}', '{id: more, version: "2"}')
    head = head.replace("id: rule", "id: third").replace("source: rule\n", f"source: third\n  {DAYS}\n")
    change = TIGHTEN.replace('"70"', '"80"').replace("rule", "third")
    (top / "catalog.yaml").write_text(f"{head}changes:\n{change}", encoding="utf-8")
    catalog = load_catalog(str(top)).catalog
    bounds = [on_day(catalog, day).indicators["N01"].checks[0].rule.bound for day, _ in WITHIN]
    assert bounds == ["70", "80", "80", "70", "80"]


WITHDRAW = '  - {op: withdraw, indicator: "N01", reason: 并入, source: rule, locus: 二}\n'
CITE = '  - {op: cite, check: "N01.first", source: rule, locus: 三}\n'
FROM_2021 = ', effective: {from: "2021-01-01"}}\n'


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (WITHDRAW + WITHDRAW.replace("并入", "重复"), "change_twice"),
        (CITE + CITE, "change_twice"),
        (TIGHTEN + TIGHTEN.replace("70", "80"), "change_twice"),
        (WITHDRAW + TIGHTEN, "change_withdrawn"),
        (TIGHTEN + WITHDRAW, "change_withdrawn"),
        (WITHDRAW + CITE, "change_withdrawn"),
        (TIGHTEN + TIGHTEN.replace("70", "80").replace("}\n", FROM_2021), ""),
        (TIGHTEN + WITHDRAW.replace("}\n", FROM_2021), ""),
        (CITE + CITE.replace("三", "四"), ""),
    ],
)
def test_a_change_that_says_nothing_new_is_a_mistake_with_its_line(tmp_path, changes, code):
    folder = extension(tmp_path, changes)
    if not code:
        assert load_catalog(folder).catalog.amendments
        return
    with pytest.raises(CatalogError) as caught:
        load_catalog(folder)
    line = HEAD.count("\n") + (2 if changes.endswith(WITHDRAW) and code == "change_withdrawn" else 3)
    assert [(each.line, each.code) for each in caught.value.mistakes] == [(line, code)]


def test_an_extension_of_nothing_is_told_what_there_is(tmp_path):
    with pytest.raises(CatalogError) as caught:
        load_catalog(extension(tmp_path, head=HEAD.replace("id: tiny", "id: tin")))
    (mistake,) = caught.value.mistakes
    assert mistake.code == "no_base"
    assert {"tiny", "national", "beijing"} <= set(mistake.values["known"].split("、"))


def test_national_clauses_bind_before_beijing_adds_its_own():
    beijing = load_catalog(catalog_folder("beijing")).catalog
    found = {id_[0] for id_, each in beijing.indicators.items() if beijing.in_force(each, "2018-01-10")}
    assert found == {"N"}


def test_the_example_of_another_city_is_sound_and_short():
    loaded = load_catalog(EXAMPLE)
    lines = Path(EXAMPLE, "catalog.yaml").read_text("utf-8").splitlines()
    assert (findings(loaded), loaded.own, len(lines) < 40) == ([], ("EX-01",), True)


def test_it_adds_tightens_cites_and_retargets():
    found, base = load_catalog(EXAMPLE).catalog, national().catalog
    assert set(found.indicators) - set(base.indicators) == {"EX-01"}
    assert {each.op for each in found.amendments} == {"tighten", "cite", "retarget"}
    assert catalog_folder("", EXAMPLE) == EXAMPLE
