"""A folder of YAML to a catalog, or every mistake in it with file, line, field and code. Nothing is loaded half."""

from functools import cache
from pathlib import Path
from typing import cast

import pytest

from schoolstd.catalog import sections
from schoolstd.catalog.file_model import SINGLE
from schoolstd.catalog.links import MAX_STEPS
from schoolstd.catalog.loader import CheckCase, load_catalog
from schoolstd.catalog.model import Check, Effective, Source
from schoolstd.catalog.sections import _read_section
from schoolstd.checks.number import Number
from schoolstd.errors import CatalogError
from schoolstd.wording.zh import MISTAKES
from schoolstd.yamlfile import YamlDocument, YamlMistake, load_yaml, parse_yaml
from tests.catalog.files import (
    BODIES,
    CALENDAR,
    CATALOG,
    GOOD,
    GOOD_RULE,
    INDICATOR,
    RULE_LINE,
    VOCABULARY,
    indicator,
    write,
)

CHECK = "indicators[0].checks[0]"
CHECK_LINE = INDICATOR[: INDICATOR.index("- id: first")].count("\n") + 1
N01 = "duty-1/N01.yaml"
UNBROKEN = frozenset(text.encode() for text in GOOD.values())


@cache
def parsed(raw):
    return parse_yaml(raw, "")


@pytest.fixture(autouse=True)
def parse_unbroken_files_once(monkeypatch):
    """Three of the four files are the same in nearly every test; parsing them anew would take four fifths of the time."""

    def load(path, name):
        raw = path.read_bytes()
        return parsed(raw)._replace(file=name) if raw in UNBROKEN else load_yaml(path, name)

    monkeypatch.setattr(sections, "load_yaml", load)


def all_mistakes(tmp_path, files):
    """(file, line, field, code, values) of every mistake, files relative to the folder."""
    with pytest.raises(CatalogError) as caught:
        load_catalog(write(tmp_path, files))
    found = cast("list[YamlMistake]", caught.value.mistakes)
    return [(Path(m.file).relative_to(tmp_path).as_posix(), *m[1:]) for m in found]


def mistakes(tmp_path, files):
    """(file, line, field, code) of every mistake."""
    return [found[:4] for found in all_mistakes(tmp_path, files)]


def rule_mistakes(tmp_path, *rule):
    """(which line of the rule, field below the check, code) of every mistake in the one indicator's one rule."""
    found = mistakes(tmp_path, {N01: indicator(*rule)})
    assert {(file, field[: len(CHECK)]) for file, _, field, _ in found} == {(N01, CHECK)}
    return [(line - RULE_LINE, field[len(CHECK) :].lstrip("."), code) for _, line, field, code in found]


# ── what is right ──


def test_a_folder_without_mistakes_is_a_catalog(tmp_path):
    catalog = load_catalog(write(tmp_path)).catalog
    assert (catalog.head.id, list(catalog.indicators), list(catalog.tasks), list(catalog.duties)) == (
        "tiny", ["N01"], ["T01"], ["D1"],
    )  # fmt: skip


def test_a_check_is_what_its_yaml_says(tmp_path):
    more = (
        *GOOD_RULE, "level: recommended", "decisive: true", 'effective: {from: "2021-04-08"}',
        "review: B", "default: 理由", "default_en: reason", "remedy: 改", "remedy_en: better",
    )  # fmt: skip
    catalog = load_catalog(write(tmp_path, {N01: indicator(*more)})).catalog
    assert catalog.indicators["N01"].checks == (
        Check(
            "first", Number("minutes", ">=", "60"), "law", "第1条", "检查项", "Check", "recommended", True,
            (), Effective("2021-04-08"), "B", "理由", "reason", "改", "better",
        ),
    )  # fmt: skip


def test_a_case_is_kept_with_its_place(tmp_path):
    folder = write(tmp_path)
    place = (str(Path(folder) / N01), INDICATOR[: INDICATOR.index("cases:")].count("\n") + 1)
    assert load_catalog(folder).cases == (CheckCase("N01", "first", {}, "missing", *place),)


def test_every_entry_is_kept_with_its_place(tmp_path):
    folder = write(tmp_path)
    line = VOCABULARY[: VOCABULARY.index("id: charter")].count("\n") + 1
    assert load_catalog(folder).places["charter"] == (str(Path(folder) / "vocabulary/all.yaml"), line)


def test_dates_may_be_left_unquoted(tmp_path):
    text = CATALOG.replace('"2017-12-04"', "2017-12-04")
    assert load_catalog(write(tmp_path, {"catalog.yaml": text})).catalog.sources["law"] == Source(
        "law", "法", "Law", "教〔2017〕1号", "教育部", "2017-12-04"
    )


def test_a_file_may_hold_any_sections_in_any_order(tmp_path):
    merged = dict.fromkeys(GOOD, "")
    assert load_catalog(
        write(tmp_path, {**merged, "all.yaml": indicator(*GOOD_RULE) + VOCABULARY + CALENDAR + CATALOG + BODIES})
    )


def test_indicators_come_in_the_order_of_their_numbers_whatever_the_files_are_called(tmp_path):
    files = {
        f"{name}.yaml": indicator(*GOOD_RULE).replace("N01", id_)
        for name, id_ in [("a", "N10"), ("b", "N9"), ("c", "B1-2")]
    }
    assert list(load_catalog(write(tmp_path, files)).catalog.indicators) == ["B1-2", "N01", "N9", "N10"]


STATEMENT = {
    "id": '"S-1"',
    "source": "law",
    "holder": "school",
    "kind": "background",
    "summary": "缘由",
    "summary_en": "Grounds",
    "reason": "没有动作",
    "reason_en": "no action",
}


@pytest.mark.parametrize("field", ["summary_en", "reason_en"])
def test_a_statement_says_in_english_what_it_says_in_chinese(tmp_path, field):
    fields = ", ".join(f"{name}: {text}" for name, text in STATEMENT.items() if name != field)
    found = mistakes(tmp_path, {"coverage/law.yaml": f"statements:\n  - {{{fields}}}\n"})
    assert [(file, line, code) for file, line, _, code in found] == [("coverage/law.yaml", 2, "field_missing")]


def test_a_withdrawn_indicator_stays_with_its_reason(tmp_path):
    text = indicator(*GOOD_RULE).replace("    severity:", "    withdrawn: 并入第2条\n    severity:")
    assert load_catalog(write(tmp_path, {N01: text})).catalog.indicators["N01"].withdrawn == "并入第2条"


def test_a_withdrawn_indicator_keeps_its_id_from_others(tmp_path):
    text = indicator(*GOOD_RULE).replace("    severity:", "    withdrawn: 并入第2条\n    severity:")
    again = indicator(*GOOD_RULE)
    assert mistakes(tmp_path, {N01: text, "duty-2/N01.yaml": again}) == [
        ("duty-2/N01.yaml", 2, "indicators[0].id", "repeated_id")
    ]


def test_hidden_files_and_other_files_are_left_alone(tmp_path):
    files = {".hidden.yaml": "nonsense", "notes.txt": "nonsense", ".git/config.yaml": "nonsense"}
    assert load_catalog(write(tmp_path, files))


# ── the form of a rule ──


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("bound: 60", "needs_quotes"),
        ("bound: true", "needs_quotes"),
        ("bound:", "empty_value"),
        ('bound: ""', "bad_form"),
        ('bound: "六十"', "bad_form"),
        ('bound: "1e3"', "bad_form"),
        ('bound: "60%"', "bad_form"),
        ('bound: "60 "', "bad_form"),
        ('bound: "1,000"', "bad_form"),
        ('bound: "６０"', "slip_width"),
        ("bound: sixty", "unknown_reference"),
        ("bound: [60]", "wrong_shape"),
    ],
)
def test_a_bound_is_a_quoted_figure_or_a_parameter(tmp_path, line, code):
    assert rule_mistakes(tmp_path, "kind: number", "metric: minutes", 'op: ">="', line) == [(3, "bound", code)]


@pytest.mark.parametrize(
    ("op", "code"),
    [
        ("'='", "not_one_of"),
        ("'!='", "not_one_of"),
        ("'=>'", "slip_width"),
        ("≥", "slip_width"),
        ("'gte'", "not_one_of"),
        ("''", "not_one_of"),
    ],
)
def test_an_unknown_operator_is_refused(tmp_path, op, code):
    assert rule_mistakes(tmp_path, "kind: number", "metric: minutes", f"op: {op}", 'bound: "60"') == [(2, "op", code)]


WRONG = (None, 1, True, "", "甲", [], {}, [None], [1], [[]], {"a": "b"}, {"kind": 1}, [{"a": 1}], {"甲": 2})


@pytest.mark.parametrize("path", sorted(GOOD))
def test_no_value_of_whatever_shape_brings_out_words_of_a_library(tmp_path, path):
    """Every field of the good files, replaced by each of WRONG in turn, is told by a code that has a sentence of its own."""
    content = parse_yaml(GOOD[path].encode(), path).value
    codes = set()
    for section, entries in content.items():
        for entry in entries[:1] if isinstance(entries, list) else [entries]:
            for place in _places(entry, ()):
                for wrong in WRONG:
                    codes |= _form_mistakes(section, _replaced(entry, place, wrong))
    assert codes <= set(MISTAKES) - {"bad_value"}


def _form_mistakes(section, entry):
    items, found, broken = [], [], set()
    document = YamlDocument("f", {section: [entry]}, {})
    _read_section(document, section, entry if section in SINGLE else [entry], items, found, broken)
    return {each.code for each in found}


def _places(value, path):
    if path:
        yield path
    for key, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _places(each, (*path, key))


def _replaced(value, path, wrong):
    if not path:
        return wrong
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _replaced(copy[path[0]], path[1:], wrong)
    return copy


@pytest.mark.parametrize(
    ("metric", "code"),
    [("minute", "unknown_reference"), ("7", "needs_quotes"), ("Minutes", "bad_form"), ("insured", "metric_type")],
)
def test_a_metric_must_be_known_and_fit(tmp_path, metric, code):
    assert rule_mistakes(tmp_path, "kind: number", f"metric: {metric}", 'op: ">="', 'bound: "60"') == [
        (1, "metric", code)
    ]


def test_an_unknown_kind_is_refused(tmp_path):
    assert rule_mistakes(tmp_path, "kind: numbr", "metric: minutes") == [(0, "kind", "kind_unknown")]


def test_a_check_without_a_kind_is_refused(tmp_path):
    assert rule_mistakes(tmp_path, *GOOD_RULE[1:]) == [(CHECK_LINE - RULE_LINE, "", "field_missing")]


def test_an_unknown_field_is_refused_where_it_stands(tmp_path):
    assert rule_mistakes(tmp_path, *GOOD_RULE, 'tolerance: "1"') == [(4, "tolerance", "field_unknown")]


def test_a_field_of_another_kind_is_unknown(tmp_path):
    assert rule_mistakes(tmp_path, *GOOD_RULE, "in: [甲]") == [(4, "in", "field_unknown")]


@pytest.mark.parametrize(
    "rule",
    [
        ("kind: number", "metric: minutes", 'op: ">="'),
        ("kind: document",),
        ("kind: cases", "type: bullying"),
        ("kind: ratio", "part: pupils", 'op: ">="', 'bound: "1"'),
    ],
)
def test_a_lacking_field_is_reported_at_the_check(tmp_path, rule):
    assert rule_mistakes(tmp_path, *rule) == [(CHECK_LINE - RULE_LINE, "", "field_missing")]


def test_the_message_for_a_lacking_field_names_it(tmp_path):
    found = all_mistakes(tmp_path, {N01: indicator("kind: number", "metric: minutes", 'op: ">="')})
    assert found == [(N01, CHECK_LINE, CHECK, "field_missing", {"field": "bound"})]


def test_a_kind_named_like_a_field_does_not_confuse_the_place(tmp_path):
    rule = ("kind: cases", "type: bullying", "total: pupils", "totals: pupils")
    assert rule_mistakes(tmp_path, *rule) == [(3, "totals", "field_unknown")]


def test_a_mistake_inside_a_sum_is_reported_where_it_stands(tmp_path):
    rule = ("kind: compare", "left: pupils", 'op: ">="', "right:", "  sum: [{metric: minutes}]", "  plux: '1'")
    assert rule_mistakes(tmp_path, *rule) == [(5, "right.plux", "field_unknown")]


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (("kind: interval", "metric: minutes", 'low: "60"', 'high: "59"'), [(2, "low", "low_above_high")]),
        (("kind: interval", "metric: grade", 'low: "1"', 'high: "2"'), [(1, "metric", "metric_type")]),
        (("kind: ratio", "part: pupil", "whole: pupils", 'op: ">="', 'bound: "1"'), [(1, "part", "unknown_reference")]),
        (("kind: ratio", "part: pupils", "whole: insured", 'op: ">="', 'bound: "1"'), [(2, "whole", "metric_type")]),
        (("kind: ratio", "part: pupils", "whole: pupils", 'op: ">="', 'bound: "1"', "if_zero: pass"), [(5, "if_zero", "not_one_of")]),
        (("kind: ratio", "part: {sum: []}", "whole: pupils", 'op: ">="', 'bound: "1"'), [(1, "part", "empty_sum")]),
        (("kind: ratio", "part: 5", "whole: pupils", 'op: ">="', 'bound: "1"'), [(1, "part", "wrong_shape")]),
        (("kind: compare", "left: pupils", 'op: "=="', "right: pupils"), [(3, "right", "compares_with_itself")]),
        (
            ("kind: compare", "left: pupils", 'op: "=="', 'right: {sum: [{metric: minutes, divided_by: "0"}]}'),
            [(3, "right", "divides_by_zero")],
        ),
        (
            ("kind: compare", "left: pupils", 'op: "=="', "right: {sum: [{metric: minutes}], round: nearest}"),
            [(3, "right.round", "not_one_of")],
        ),
        (
            ("kind: compare", "left: pupils", 'op: "=="', "right: {sum: [{metric: minutes}, {metric: minute}]}"),
            [(3, "right.sum[1].metric", "unknown_reference")],
        ),
        (
            ("kind: compare", "left: pupils", 'op: "=="', "right: {sum: [{metric: minutes, times: 25}]}"),
            [(3, "right.sum[0].times", "needs_quotes")],
        ),
        (("kind: choice", "metric: grade", "in: [甲, 丁]"), [(2, "in", "not_an_option")]),
        (("kind: choice", "metric: grade", "in: []"), [(2, "in", "empty_list")]),
        (("kind: choice", "metric: grade", "in: [甲, 乙, 丙]"), [(2, "in", "choice_always_met")]),
        (("kind: choice", "metric: grade", "in: 甲"), [(2, "in", "wrong_shape")]),
        (("kind: choice", "metric: grad", "in: [甲]"), [(1, "metric", "unknown_reference")]),
        (("kind: choice", "metric: pupils", "in: [甲]"), [(1, "metric", "metric_type")]),
        (("kind: covers", "metric: themes", "items: [甲, 丁]"), [(2, "items", "not_an_option")]),
        (("kind: covers", "metric: themes", "items: []"), [(2, "items", "empty_list")]),
        (("kind: covers", "metric: grade", "items: [甲]"), [(1, "metric", "metric_type")]),
        (("kind: date", "metric: approved", 'from: "2021-02-30"'), [(2, "from", "no_such_date")]),
        (("kind: date", "metric: approved", 'from: "2021-2-3"'), [(2, "from", "bad_form")]),
        (("kind: date", "metric: approved", 'from: "2021-02-02"', 'until: "2021-02-01"'), [(2, "from", "low_above_high")]),
        (("kind: date", "metric: approved"), [(CHECK_LINE - RULE_LINE, "from", "no_bound")]),
        (("kind: date", "metric: approved", 'within_months: "1.5"'), [(2, "within_months", "bad_form")]),
        (("kind: date", "metric: approved", 'within_months: "-6"'), [(2, "within_months", "bad_form")]),
        (("kind: date", "metric: minutes", 'within_months: "6"'), [(1, "metric", "metric_type")]),
        (("kind: statement", "metric: minutes"), [(1, "metric", "metric_type")]),
        (("kind: statement", "metric: insured", "backed_by: [charter, charte]"), [(2, "backed_by[1]", "unknown_reference")]),
        (("kind: document", "type: charte"), [(1, "type", "unknown_reference")]),
        (("kind: document", "type: drill"), [(1, "type", "unknown_reference")]),
        (("kind: document", "type: charter", 'at_least: "0"'), [(2, "at_least", "at_least_below_one")]),
        (("kind: document", "type: charter", 'at_least: "-1"'), [(2, "at_least", "at_least_below_one")]),
        (("kind: document", "type: charter", 'at_least: "1.5"'), [(2, "at_least", "bad_form")]),
        (("kind: document", "type: charter", "at_least: 2"), [(2, "at_least", "needs_quotes")]),
        (("kind: events", "type: charter", "per: term", 'at_least: "1"'), [(1, "type", "unknown_reference")]),
        (("kind: events", "type: drill", "per: week", 'at_least: "1"'), [(2, "per", "not_one_of")]),
        (("kind: events", "type: drill", "per: term", 'at_least: "0"'), [(3, "at_least", "at_least_below_one")]),
        (("kind: events", "type: drill", "per: term", 'at_least: "0.5"'), [(3, "at_least", "bad_form")]),
        (("kind: cases", "type: drill", "total: pupils"), [(1, "type", "unknown_reference")]),
        (("kind: cases", "type: bullying", "total: rate"), [(2, "total", "metric_type")]),
        (
            ("kind: table", "rows: classes", "column: periods", "of: each", 'op: "<="', 'bound: "45"'),
            [(2, "column", "unknown_column")],
        ),
        (
            ("kind: table", "rows: lessons", "column: periods", "of: each", 'op: ">="', 'bound: "4"', "where: {stage: 小学}"),
            [(6, "where", "unknown_column")],
        ),
        (("kind: table", "rows: pupils", "column: students", "of: each", 'op: "<="', 'bound: "45"'), [(1, "rows", "not_one_of")]),
        (("kind: table", "rows: classes", "column: students", "of: all", 'op: "<="', 'bound: "45"'), [(3, "of", "not_one_of")]),
        (("kind: subjects", "parameter: by_stage"), [(1, "parameter", "parameter_not_list")]),
        (("kind: subjects", "parameter: limit"), [(1, "parameter", "parameter_not_list")]),
        (("kind: subjects", "parameter: subjects_due"), [(1, "parameter", "unknown_reference")]),
        (("kind: all", "checks: []"), [(1, "checks", "empty_list")]),
        (("kind: any", "checks: []"), [(1, "checks", "empty_list")]),
        (("kind: all", "checks:", "  - {kind: documnt, type: charter}"), [(2, "checks[0].kind", "kind_unknown")]),
        (("kind: all", "checks:", "  - {kind: document, type: charte}"), [(2, "checks[0].type", "unknown_reference")]),
        (("kind: all", "checks:", "  - {kind: document, type: charter, id: x}"), [(2, "checks[0].id", "field_unknown")]),
        (
            ("kind: if_then", "if: {kind: document, type: charter}", "then: {kind: document, type: charter, at_least: one}"),
            [(2, "then.at_least", "bad_form")],
        ),
        (("kind: if_then", "if: {kind: document, type: charter}"), [(CHECK_LINE - RULE_LINE, "", "field_missing")]),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_right_is_refused_where_it_is_wrong(tmp_path, rule, found):
    assert rule_mistakes(tmp_path, *rule) == found


ITSELF = '{kind: refer, check: "N01.first"}'


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (("kind: refer", 'check: "N01.first"'), (1, "check", "circle")),
        (("kind: all", f"checks: [{ITSELF}]"), (CHECK_LINE - RULE_LINE, "", "circle")),
        (("kind: any", f"checks: [{{kind: all, checks: [{ITSELF}]}}]"), (CHECK_LINE - RULE_LINE, "", "circle")),
        (
            ("kind: if_then", "if: {kind: document, type: charter}", f"then: {ITSELF}"),
            (CHECK_LINE - RULE_LINE, "", "circle"),
        ),
    ],
)
def test_a_check_that_refers_to_itself_is_refused_also_in_a_part(tmp_path, rule, found):
    assert found in rule_mistakes(tmp_path, *rule)


def test_checks_that_refer_to_each_other_are_refused_and_one_that_leads_there_is_not(tmp_path):
    text = indicator("kind: any", 'checks: [{kind: refer, check: "N02.first"}, {kind: document, type: charter}]')
    files = {
        N01: text,
        "duty-1/N02.yaml": text.replace("N02", "N01").replace('id: "N01"', 'id: "N02"'),
        "duty-1/N03.yaml": text.replace("N02", "N01").replace('id: "N01"', 'id: "N03"'),
    }
    found = [(file, field, code) for file, _, field, code in mistakes(tmp_path, files) if code == "circle"]
    assert found == [(N01, CHECK, "circle"), ("duty-1/N02.yaml", CHECK, "circle")]


def chained(count):
    """An indicator with so many checks, each of which refers to the next, and at the end a document."""
    head, check = indicator("kind: document", "type: charter").split("      - id: first\n")
    ids = ["first", *(f"c{number}" for number in range(count))]
    refers = [
        check.replace("kind: document", "kind: refer").replace("type: charter", f'check: "N01.{id_}"')
        for id_ in ids[1:]
    ]
    return head + "".join(f"      - id: {id_}\n{text}" for id_, text in zip(ids, [*refers, check], strict=True))


def test_references_to_references_may_take_some_steps(tmp_path):
    assert load_catalog(write(tmp_path, {N01: chained(MAX_STEPS)})).catalog.check("N01.c0")


@pytest.mark.parametrize("further", [1, 400])
def test_a_check_that_is_further_from_what_it_refers_to_is_refused(tmp_path, further):
    told = mistakes(tmp_path, {N01: chained(MAX_STEPS + further)})
    assert [(field, code) for _, _, field, code in told] == [
        (f"indicators[0].checks[{number}].check", "refer_far") for number in range(further)
    ]


@pytest.mark.parametrize("kind", ["number", "interval"])
def test_a_figure_that_depends_on_the_row_is_for_tables_only(tmp_path, kind):
    bounds = ('op: "<="', "bound: by_stage") if kind == "number" else ('low: "0"', "high: by_stage")
    assert rule_mistakes(tmp_path, f"kind: {kind}", "metric: minutes", *bounds) == [
        (CHECK_LINE - RULE_LINE, "", "bound_needs_row")
    ]


def test_also_when_it_is_part_of_another_check(tmp_path):
    rule = ("kind: all", "checks:", '  - {kind: number, metric: minutes, op: "<=", bound: by_stage}')
    assert rule_mistakes(tmp_path, *rule) == [(CHECK_LINE - RULE_LINE, "", "bound_needs_row")]


@pytest.mark.parametrize(
    "rule",
    [
        ("kind: table", "rows: classes", "column: students", "of: each", 'op: "<="', "bound: by_stage"),
        (
            "kind: all",
            "checks:",
            '  - {kind: table, rows: classes, column: students, of: each, op: "<=", bound: by_stage}',
        ),
    ],
)
def test_a_table_may_use_it_even_as_a_part(tmp_path, rule):
    assert load_catalog(write(tmp_path, {N01: indicator(*rule)}))


@pytest.mark.parametrize(
    ("metric", "op", "bound", "code"),
    [
        ("minutes", ">=", "601", "bound_outside_range"),
        ("minutes", "<=", "-1", "bound_outside_range"),
        ("minutes", "==", "601", "bound_outside_range"),
        ("minutes", ">", "600", "bound_outside_range"),
        ("minutes", "<", "0", "bound_outside_range"),
        ("pupils", "<", "0", "bound_outside_range"),
        ("pupils", ">=", "-1", "bound_outside_range"),
        ("rate", ">=", "95", "bound_outside_range"),
        ("rate", ">", "1", "bound_outside_range"),
        ("minutes", ">=", "0", "bound_always_met"),
        ("minutes", "<=", "600", "bound_always_met"),
        ("pupils", ">=", "0", "bound_always_met"),
        ("rate", "<=", "1", "bound_always_met"),
    ],
)
def test_a_bound_that_is_never_or_always_met_checks_nothing(tmp_path, metric, op, bound, code):
    assert rule_mistakes(tmp_path, "kind: number", f"metric: {metric}", f'op: "{op}"', f'bound: "{bound}"') == [
        (3, "bound", code)
    ]


@pytest.mark.parametrize(
    ("metric", "op", "bound"),
    [
        ("minutes", ">=", "600"), ("minutes", "<=", "0"), ("minutes", ">", "0"), ("minutes", "<", "600"),
        ("minutes", "==", "0"), ("minutes", "==", "600"), ("pupils", "<=", "0"), ("pupils", ">", "0"),
        ("pupils", ">=", "100000"), ("rate", ">=", "1"), ("rate", "<=", "0"), ("minutes", "<=", "limit"),
    ],
)  # fmt: skip
def test_a_bound_at_the_end_of_the_range_is_fine(tmp_path, metric, op, bound):
    rule = ("kind: number", f"metric: {metric}", f'op: "{op}"', f'bound: "{bound}"')
    assert load_catalog(write(tmp_path, {N01: indicator(*rule)}))


@pytest.mark.parametrize(
    "rule",
    [
        ("kind: ratio", "part: pupils", "whole: minutes", 'op: ">="', 'bound: "1"'),
        ("kind: compare", "left: pupils", 'op: "=="', "right: minutes"),
        ("kind: covers", "metric: themes", "items: [甲]"),
        ("kind: table", "rows: classes", "column: students", "of: each", 'op: "<="', 'bound: "45"'),
        ("kind: subjects", "parameter: lists"),
        ("kind: all", "checks: [{kind: document, type: charter}]"),
        ("kind: any", "checks: [{kind: document, type: charter}]"),
        ("kind: if_then", "if: {kind: document, type: charter}", "then: {kind: document, type: charter}"),
    ],
)
@pytest.mark.parametrize("left_out", ["        title: 检查项\n", "        title_en: Check\n"])
def test_a_kind_with_no_obvious_name_needs_a_title_in_both_languages(tmp_path, rule, left_out):
    text = indicator(*rule).replace(left_out, "")
    assert mistakes(tmp_path, {N01: text}) == [(N01, CHECK_LINE, CHECK, "title_needed")]


# ── the rest of a check and of an indicator ──


@pytest.mark.parametrize(
    ("old", "new", "field", "code"),
    [
        ("        source: law", "        source: lew", f"{CHECK}.source", "unknown_reference"),
        ("        source: law", "        source: Law 1", f"{CHECK}.source", "bad_form"),
        ("        locus: 第1条", '        locus: ""', f"{CHECK}.locus", "empty_value"),
        ("      - id: first", "      - id: 1", f"{CHECK}.id", "needs_quotes"),
        ("      - id: first", "      - id: First", f"{CHECK}.id", "bad_form"),
        ("outcome: missing", "outcome: passed", f"{CHECK}.cases[0].outcome", "not_one_of"),
        ("given: {}", "given: []", f"{CHECK}.cases[0].given", "wrong_shape"),
        ("[{given: {}, outcome: missing}]", "[]", f"{CHECK}.cases", "empty_value"),
        ("[{given: {}, outcome: missing}]", "[{given: {}, outcome: missing, why: x}]", f"{CHECK}.cases[0].why", "field_unknown"),
        ('  - id: "N01"', "  - id: 101", "indicators[0].id", "needs_quotes"),
        ('  - id: "N01"', "  - id: n01", "indicators[0].id", "bad_form"),
        ('    task: "T01"', '    task: "T99"', "indicators[0].task", "unknown_reference"),
        ("    title: 题", "    title:", "indicators[0].title", "empty_value"),
        ("    title: 题", "    title: [题]", "indicators[0].title", "wrong_shape"),
        ("    clause: 第1条", "    clause: 1", "indicators[0].clause", "needs_quotes"),
        ("    severity: mandatory", "    severity: must", "indicators[0].severity", "not_one_of"),
        ("    severity: mandatory", "    severity: mandatory\n    weight: '1'", "indicators[0].weight", "field_unknown"),
        ("    severity: mandatory", "    severity: mandatory\n    withdrawn: true", "indicators[0].withdrawn", "needs_quotes"),
    ],
)  # fmt: skip
def test_a_field_of_an_indicator_is_refused_where_it_stands(tmp_path, old, new, field, code):
    text = indicator(*GOOD_RULE).replace(old, new, 1)
    line = text[: text.index(new)].count("\n") + 1 + new.count("\n")
    assert mistakes(tmp_path, {N01: text}) == [(N01, line, field, code)]


@pytest.mark.parametrize(
    ("line", "field", "code"),
    [
        ("level: optional", "level", "not_one_of"),
        ("decisive: yes", "decisive", "not_one_of"),
        ('decisive: "true"', "decisive", "not_one_of"),
        ("review: C", "review", "not_one_of"),
        ('effective: {from: "2021-02-30"}', "effective.from", "no_such_date"),
        ('effective: {from: "2021-13-01"}', "effective.from", "no_such_date"),
        ('effective: {from: "2021/04/08"}', "effective.from", "bad_form"),
        ("effective: {from: 20210408}", "effective.from", "needs_quotes"),
        ('effective: {since: "2021-04-08"}', "effective.since", "field_unknown"),
        ('effective: "2021-04-08"', "effective", "wrong_shape"),
        ('effective: {from: "2021-04-09", until: "2021-04-08"}', "effective", "low_above_high"),
        ("when: [{profile: stages, in: [小学]}]", "when[0].profile", "unknown_reference"),
        ("when: [{profile: stage, in: [高中]}]", "when[0].in", "not_an_option"),
        ("when: [{profile: boarding, in: [有]}]", "when[0].in", "not_an_option"),
        ("when: [{profile: stage}]", "when[0]", "condition_in"),
        ("when: [{profile: stage, in: [小学], op: '>'}]", "when[0]", "condition_in"),
        ("when: [{metric: pupils, op: '>'}]", "when[0]", "condition_op"),
        ("when: [{metric: pupils, op: '>', bound: '0', in: [小学]}]", "when[0]", "condition_op"),
        ("when: [{metric: pupil, op: '>', bound: '0'}]", "when[0].metric", "unknown_reference"),
        ("when: [{metric: pupils, op: '>', bound: limits}]", "when[0].bound", "unknown_reference"),
        ("when: [{metric: pupils, op: '>', bound: by_stage}]", "when[0]", "bound_needs_row"),
        ("when: [{profile: stage, metric: pupils, in: [小学]}]", "when[0]", "condition_subject"),
        ("when: [{}]", "when[0]", "condition_subject"),
        ("when: {profile: stage, in: [小学]}", "when", "wrong_shape"),
    ],
)
def test_conditions_and_dates_of_a_check_are_refused_where_they_stand(tmp_path, line, field, code):
    assert rule_mistakes(tmp_path, *GOOD_RULE, line) == [(4, field, code)]


@pytest.mark.parametrize(
    "line",
    ["  locus: 第1条\n", "  cases: [{given: {}, outcome: missing}]\n", "  id: first\n"],
)
def test_source_locus_cases_and_id_of_a_check_cannot_be_left_out(tmp_path, line):
    text = (
        indicator(*GOOD_RULE)
        .replace("      - id: first\n", "      -\n        id: first\n")
        .replace(f"      {line}", "", 1)
    )
    assert mistakes(tmp_path, {N01: text}) == [(N01, CHECK_LINE + 1, CHECK, "field_missing")]


def test_an_indicator_without_a_check_is_refused(tmp_path):
    text = INDICATOR[: INDICATOR.index("    checks:")] + "    checks: []\n"
    assert mistakes(tmp_path, {N01: text}) == [(N01, CHECK_LINE - 1, "indicators[0].checks", "empty_value")]


# ── ids ──


def test_the_same_check_id_twice_in_an_indicator_is_refused_at_the_second(tmp_path):
    check = indicator(*GOOD_RULE)[INDICATOR.index("      - id: first") :]
    assert mistakes(tmp_path, {N01: indicator(*GOOD_RULE) + check}) == [
        (N01, RULE_LINE + len(GOOD_RULE), "indicators[0].checks[1].id", "repeated_id")
    ]


def test_the_same_id_twice_in_a_file_is_refused_at_the_second(tmp_path):
    text = VOCABULARY.replace("units:", "  - {id: stage, title: 学段, title_en: Stage, type: text}\nunits:")
    assert mistakes(tmp_path, {"vocabulary/all.yaml": text}) == [
        ("vocabulary/all.yaml", 4, "profile[2].id", "repeated_id")
    ]


def test_the_same_id_in_two_files_is_refused_in_the_second(tmp_path):
    text = "# more\nmetrics:\n  - {id: rate, title: 率, title_en: Rate, type: share}\n"
    assert mistakes(tmp_path, {"zz.yaml": text}) == [("zz.yaml", 3, "metrics[0].id", "repeated_id")]


def test_a_document_type_and_an_event_type_may_share_an_id(tmp_path):
    assert load_catalog(write(tmp_path, {"zz.yaml": "event_types: [{id: charter, title: 章, title_en: C}]\n"}))


# ── vocabulary, parameters, calendar ──


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("metrics:\n  - {id: a, title: 甲, title_en: A, type: numbr}\n", [(2, "metrics[0].type", "not_one_of")]),
        ("metrics:\n  - {id: 5, title: 甲, title_en: A, type: count}\n", [(2, "metrics[0].id", "needs_quotes")]),
        ("metrics:\n  - {id: 甲, title: 甲, title_en: A, type: count}\n", [(2, "metrics[0].id", "bad_form")]),
        ("metrics:\n  - {id: a, title_en: A, type: count}\n", [(2, "metrics[0]", "field_missing")]),
        ("metrics:\n  - id: a\n    title: 甲\n    title_en: A\n    type: count\n    max: 600\n", [(6, "metrics[0].max", "needs_quotes")]),
        ("metrics:\n  - {id: a, title: 甲, title_en: A, type: count, unit: 秒}\n", [(2, "metrics[0].unit", "unknown_reference")]),
        ("metrics:\n  - {id: a, title: 甲, title_en: A, type: choice}\n", [(2, "metrics[0].options", "options_missing")]),
        ("metrics:\n  - {id: a, title: 甲, title_en: A, type: choices}\n", [(2, "metrics[0].options", "options_missing")]),
        ("metrics:\n  - {id: a, title: 甲, title_en: A, type: count, options: [甲]}\n", [(2, "metrics[0].options", "options_unused")]),
        (
            "metrics:\n  - {id: a, title: 甲, title_en: A, type: choice, options: [甲, 乙], options_en: [a]}\n",
            [(2, "metrics[0].options_en", "options_en_differ")],
        ),
        ("metrics:\n  - {id: a, title: 甲, title_en: A, type: count, min: '2', max: '1'}\n", [(2, "metrics[0].min", "low_above_high")]),
        ("metrics:\n  - {id: a, title: 甲, title_en: A, type: count, whole: pupil}\n", [(2, "metrics[0].whole", "unknown_reference")]),
        ("metrics:\n  - {id: a, title: 甲, title_en: A, type: count, whole: a}\n", [(2, "metrics[0].whole", "circle")]),
        (
            "metrics:\n"
            "  - {id: a, title: 甲, title_en: A, type: count, whole: c}\n"
            "  - {id: b, title: 乙, title_en: B, type: count, whole: a}\n"
            "  - {id: c, title: 丙, title_en: C, type: count, whole: b}\n",
            [(2, "metrics[0].whole", "circle"), (3, "metrics[1].whole", "circle"), (4, "metrics[2].whole", "circle")],
        ),
        (
            "metrics:\n  - {id: a, title: 甲, title_en: A, type: count, same_as: {cases: theft}}\n",
            [(2, "metrics[0].same_as.cases", "unknown_reference")],
        ),
        (
            "metrics:\n  - {id: a, title: 甲, title_en: A, type: count, same_as: {classes: teachers}}\n",
            [(2, "metrics[0].same_as.classes", "not_an_option")],
        ),
        (
            "metrics:\n  - {id: a, title: 甲, title_en: A, type: count, same_as: {lessons: rows}}\n",
            [(2, "metrics[0].same_as", "not_an_option")],
        ),
        (
            "metrics:\n  - {id: a, title: 甲, title_en: A, type: count, when: [{profile: stage}]}\n",
            [(2, "metrics[0].when[0]", "condition_in")],
        ),
        (
            "document_types:\n  - {id: a, title: 甲, title_en: A, when: [{profile: stages, in: [小学]}]}\n",
            [(2, "document_types[0].when[0].profile", "unknown_reference")],
        ),
        ("document_types:\n  - {id: a, title: 甲, title_en: A, expires: 是}\n", [(2, "document_types[0].expires", "not_one_of")]),
        ("profile:\n  - {id: a, title: 甲, title_en: A, type: choice}\n", [(2, "profile[0].options", "options_missing")]),
        ("profile:\n  - {id: a, title: 甲, title_en: A, type: text, unit: 人}\n", [(2, "profile[0].unit", "field_unknown")]),
        ("duties:\n  - {id: 2, title: 甲, title_en: A}\n", [(2, "duties[0].id", "needs_quotes")]),
        ("tasks:\n  - {id: T02, duty: D2, title: 甲, title_en: A}\n", [(2, "tasks[0].duty", "unknown_reference")]),
        (
            'sources:\n  - {id: a, title: 甲, title_en: A, number: 1号, issuer: 部, date: "2021-02-30"}\n',
            [(2, "sources[0].date", "no_such_date")],
        ),
        (
            "parameters:\n  - {id: a, title: 甲, title_en: A, values: [{from: '2012-01-01', figure: '5'}]}\n",
            [(2, "parameters[0]", "parameter_unsourced")],
        ),
        ("parameters:\n  - {id: a, title: 甲, title_en: A, source: law, values: []}\n", [(2, "parameters[0].values", "empty_list")]),
        (
            "parameters:\n  - {id: a, title: 甲, title_en: A, source: law, values: [{from: '2012-02-30', figure: '5'}]}\n",
            [(2, "parameters[0].values[0].from", "no_such_date")],
        ),
        (
            "parameters:\n  - {id: a, title: 甲, title_en: A, source: law, values: [{from: '2012-01-01', figure: 5}]}\n",
            [(2, "parameters[0].values[0].figure", "needs_quotes")],
        ),
        (
            "parameters:\n  - id: a\n    title: 甲\n    title_en: A\n    source: law\n    values:\n"
            "      - {from: '2013-01-01', figure: '5'}\n      - {from: '2012-01-01', figure: '6'}\n",
            [(6, "parameters[0].values", "values_unordered")],
        ),
        (
            "parameters:\n  - id: a\n    title: 甲\n    title_en: A\n    source: law\n    values:\n"
            "      - {from: '2012-01-01', figure: '5'}\n      - {from: '2012-01-01', figure: '6'}\n",
            [(6, "parameters[0].values", "values_unordered")],
        ),
        (
            "parameters:\n  - {id: a, title: 甲, title_en: A, source: law, values: [{from: '2012-01-01'}]}\n",
            [(2, "parameters[0].values[0]", "figure_or_figures")],
        ),
        (
            "parameters:\n  - {id: a, title: 甲, title_en: A, source: law, by: stage, values: [{from: '2012-01-01', figure: '5'}]}\n",
            [(2, "parameters[0].values[0]", "figure_or_figures")],
        ),
        (
            "parameters:\n  - {id: a, title: 甲, title_en: A, source: law, values: [{from: '2012-01-01', figures: {小学: '5'}}]}\n",
            [(2, "parameters[0].values[0]", "figure_or_figures")],
        ),
        (
            "parameters:\n  - {id: a, title: 甲, title_en: A, source: law, by: stage,"
            " values: [{from: '2012-01-01', figures: {高中: '5'}}]}\n",
            [(2, "parameters[0].values[0].figures.高中", "not_a_stage")],
        ),
        (
            "parameters:\n  - {id: a, title: 甲, title_en: A, source: law, by: grade,"
            " values: [{from: '2012-01-01', figures: {一年级: 五}}]}\n",
            [(2, "parameters[0].values[0].figures.一年级", "bad_form")],
        ),
        (
            "parameters:\n  - {id: a, title: 甲, title_en: A, source: law, by: school, values: [{from: '2012-01-01', figure: '5'}]}\n",
            [(2, "parameters[0].by", "not_one_of")],
        ),
        ("indikators:\n  - {}\n", [(1, "indikators", "field_unknown")]),
        ("metrics: {id: a}\n", [(1, "metrics", "wrong_shape")]),
        ("metrics:\n", [(1, "metrics", "wrong_shape")]),
        ("metrics:\n  - text\n", [(2, "metrics[0]", "wrong_shape")]),
        ("- {id: a}\n", [(1, "", "not_sections")]),
        ("just text\n", [(1, "", "not_sections")]),
        ("# nothing\n", [(1, "", "empty_file")]),
        ("metrics: [\n", [(1, "", "slip_bracket_open")]),
        ("metrics: &m []\n", [(1, "metrics", "anchor")]),
        ("metrics: []\nmetrics: []\n", [(2, "", "repeated_key")]),
    ],
)  # fmt: skip
def test_a_mistake_in_another_section_is_refused_where_it_stands(tmp_path, text, found):
    assert mistakes(tmp_path, {"more.yaml": text}) == [("more.yaml", *each) for each in found]


@pytest.mark.parametrize(
    ("old", "new", "field", "code"),
    [
        ('school_year_from: "09-01"', 'school_year_from: "02-30"', "calendar.school_year_from", "no_such_date"),
        ('school_year_from: "09-01"', 'school_year_from: "9-1"', "calendar.school_year_from", "bad_form"),
        ('until: "01-20"', 'until: "02-29"', "calendar.terms[0].until", "no_such_date"),  # not in every year
        ('until: "01-20"', 'until: "13-01"', "calendar.terms[0].until", "no_such_date"),
        ('["09", "10", "11", "12", "03", "04", "05", "06"]', '["09", "13"]', "calendar.teaching_months[1]", "bad_form"),
        ('["09", "10", "11", "12", "03", "04", "05", "06"]', "[9]", "calendar.teaching_months[0]", "needs_quotes"),
        ('["09", "10", "11", "12", "03", "04", "05", "06"]', "[]", "calendar.teaching_months", "empty_list"),
    ],
)
def test_a_calendar_has_days_that_every_year_has(tmp_path, old, new, field, code):
    text = CALENDAR.replace(old, new, 1)
    line = text[: text.index(new)].count("\n") + 1
    assert mistakes(tmp_path, {"calendar.yaml": text}) == [("calendar.yaml", line, field, code)]


def test_a_calendar_without_terms_is_refused(tmp_path):
    text = 'calendar:\n  school_year_from: "09-01"\n  terms: []\n  teaching_months: ["09"]\n'
    assert mistakes(tmp_path, {"calendar.yaml": text}) == [("calendar.yaml", 3, "calendar.terms", "empty_list")]


@pytest.mark.parametrize(
    ("new", "field", "code"),
    [
        ("  clauses: 88", "catalog.clauses", "needs_quotes"),
        ("  entity: class", "catalog.entity", "not_one_of"),
        ("  status: old", "catalog.status", "not_one_of"),
        ('  effective: {from: "2018-01-01", until: "2017-01-01"}', "catalog.effective", "low_above_high"),
        ('  changelog: [{version: "1", date: "2021-02-30", note: x}]', "catalog.changelog[0].date", "no_such_date"),
        ("  colour: red", "catalog.colour", "field_unknown"),
    ],
)
def test_the_head_of_a_catalog_is_checked_too(tmp_path, new, field, code):
    text = CATALOG.replace("duties:", f"{new}\nduties:")
    assert mistakes(tmp_path, {"catalog.yaml": text}) == [("catalog.yaml", 8, field, code)]


def test_an_unknown_main_source_is_refused(tmp_path):
    text = CATALOG.replace("  source: law", "  source: lex")
    assert mistakes(tmp_path, {"catalog.yaml": text}) == [("catalog.yaml", 6, "catalog.source", "unknown_reference")]


# ── the folder as a whole ──


@pytest.mark.parametrize(("file", "section"), [("catalog.yaml", "catalog"), ("calendar.yaml", "calendar")])
def test_a_missing_section_is_reported_for_the_folder(tmp_path, file, section):
    rest = {"catalog.yaml": CATALOG[CATALOG.index("duties:") :]} if section == "catalog" else {file: ""}
    assert mistakes(tmp_path, rest) == [(".", 1, section, "section_missing")]


def test_a_second_head_is_refused_where_it_stands(tmp_path):
    assert mistakes(tmp_path, {"zz.yaml": "\n" + CATALOG[: CATALOG.index("duties:")]}) == [
        ("zz.yaml", 2, "catalog", "repeated_section")
    ]


def test_a_folder_without_yaml_is_refused(tmp_path):
    assert mistakes(tmp_path, dict.fromkeys(GOOD, "")) == [(".", 1, "", "no_yaml_files")]


def test_a_file_that_is_no_utf_8_is_refused(tmp_path):
    write(tmp_path)
    (tmp_path / "gbk.yaml").write_bytes("# 一行\n".encode("gbk"))
    assert mistakes(tmp_path, {}) == [("gbk.yaml", 1, "", "not_utf8")]


def test_mistakes_in_several_files_are_reported_at_once_in_the_order_of_the_files(tmp_path):
    files = {
        N01: indicator("kind: number", "metric: minutes", "op: '='", "bound: 60"),
        "calendar.yaml": CALENDAR.replace('"01-20"', '"02-30"'),
        "more.yaml": "metrics: &m []\n",
        "other.yaml": "metrics:\n  - {id: a}\n",
    }
    assert mistakes(tmp_path, files) == [
        ("calendar.yaml", 4, "calendar.terms[0].until", "no_such_date"),
        (N01, RULE_LINE + 2, f"{CHECK}.op", "not_one_of"),
        (N01, RULE_LINE + 3, f"{CHECK}.bound", "needs_quotes"),
        ("more.yaml", 1, "metrics", "anchor"),
        ("other.yaml", 2, "metrics[0]", "field_missing"),
        ("other.yaml", 2, "metrics[0]", "field_missing"),
        ("other.yaml", 2, "metrics[0]", "field_missing"),
    ]


def test_references_that_lead_nowhere_are_reported_at_once(tmp_path):
    rule = ("kind: statement", "metric: insure", "backed_by: [charte, drill]", "when: [{profile: x, in: [是]}]")
    assert rule_mistakes(tmp_path, *rule) == [
        (1, "metric", "unknown_reference"),
        (2, "backed_by[0]", "unknown_reference"),
        (2, "backed_by[1]", "unknown_reference"),
        (3, "when[0].profile", "unknown_reference"),
    ]


@pytest.mark.parametrize(("id_", "near"), [("minute", "minutes"), ("mintues", "minutes"), ("zzz", "")])
def test_a_reference_that_leads_nowhere_names_the_nearest_that_would(tmp_path, id_, near):
    text = indicator("kind: number", f"metric: {id_}", 'op: ">="', 'bound: "60"')
    assert all_mistakes(tmp_path, {N01: text}) == [
        (N01, RULE_LINE + 1, f"{CHECK}.metric", "unknown_reference", {"kind": "metric", "id": id_, "near": near})
    ]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("bound: 60", {"found": "60"}),
        ('bound: "六十"', {"found": "六十", "form": "bound"}),
        ('bound: "601"', {"bound": "601", "low": "0", "high": "600"}),
    ],
)
def test_a_mistake_shows_what_was_found(tmp_path, line, values):
    text = indicator("kind: number", "metric: minutes", 'op: ">="', line)
    assert [found[4] for found in all_mistakes(tmp_path, {N01: text})] == [values]
