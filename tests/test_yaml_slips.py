"""The slips of a keeper who writes YAML by hand, each named with its line, the sign found and what to write instead."""

import pytest

from schoolstd.yaml_slips import Slip, odd_key, odd_value
from schoolstd.yamlfile import parse_yaml

HEAD = "catalog:\n  - id: a\n"
"""Two good lines, so that what is wrong stands from line 3 on."""


def told(text: str) -> list[tuple[int, str, dict[str, str]]]:
    """(line, code, values) of everything that reading two good lines and a text finds."""
    return [(each.line, each.code, dict(each.values)) for each in parse_yaml((HEAD + text).encode(), "f.yaml").mistakes]


@pytest.mark.parametrize(
    ("text", "line", "code", "values"),
    [
        # full-width signs
        ("    title：伞\n    b: c\n", 3, "slip_colon", {"key": "title"}),
        ("  - title：伞\n    b: c\n", 3, "slip_colon", {"key": "title"}),
        ("  - {id: a, title：伞, b: {c}: d}\n", 3, "slip_colon", {"key": "title"}),
        ("  - {op: cite， check: b}\n", 3, "slip_comma", {"found": "，", "key": "check"}),
        ("  - {op: cite； check: b}\n", 3, "slip_comma", {"found": "；", "key": "check"}),
        ("  - {op: cite、check: b}\n", 3, "slip_comma", {"found": "、", "key": "check"}),
        ("  - ｛id: a, b: c}\n", 3, "slip_bracket", {"found": "｛", "write": "{"}),
        ("  - {id: a, b: c｝\n  - {id: b}\n", 3, "slip_bracket", {"found": "｝", "write": "}"}),
        ("    in: [a, b］\n    c: d\n", 3, "slip_bracket", {"found": "］", "write": "]"}),
        ("    bound: “a: b”\n", 3, "slip_quotes", {"found": "“a: b”", "write": "a: b"}),
        ("    bound: ＂a: b＂\n", 3, "slip_quotes", {"found": "＂a: b＂", "write": "a: b"}),
        # blanks
        ("\tclause: a\n", 3, "slip_tab", {}),
        ("    a: b\n\t\tclause: a\n", 4, "slip_tab", {}),
        ("\u3000\u3000clause: a\n    b: c\n", 3, "slip_blank", {"found": "U+3000"}),
        ("\u00a0\u00a0clause: a\n    b: c\n", 3, "slip_blank", {"found": "U+00A0"}),
        ("    task:\u00a0\"a\"\n    b: c\n", 3, "slip_blank", {"found": "U+00A0"}),
        # quotes
        ('    bound: "20\n    from: {a: "b", c: "d"}\n', 3, "slip_quote_open", {"found": '"'}),
        ('    bound: "20\n    b: c\n    c: d\n', 3, "slip_quote_open", {"found": '"'}),
        ("    bound: '20\n    b: 'c'\n", 3, "slip_quote_open", {"found": "'"}),
        ('    a: "b" 把\n    b: c\n', 3, "slip_after_quote", {"found": "把"}),
        ('    a: "甲"乙"\n    b: c\n', 3, "slip_after_quote", {"found": '乙"'}),
        ('    bound: 20"\n    b: "c\n', 4, "slip_quote_open", {"found": '"'}),
        # colons and dashes
        ("    clause:第九条\n    b: c\n", 3, "slip_colon_space", {"key": "clause", "value": "第九条"}),
        ("  -id: a\n    b: c\n", 3, "slip_dash_space", {"found": "-id"}),
        ("    a: 学校: 有伞。\n", 3, "slip_colon_inside", {"value": "学校: 有伞。"}),
        ("    title\n    b: c\n", 3, "slip_no_colon", {"found": "title"}),
        # values that begin with a sign
        ("    op: >=\n    b: c\n", 3, "slip_sign", {"found": ">", "value": ">="}),
        ("    op: >\n    b: c\n", 3, "slip_sign", {"found": ">", "value": ">"}),
        ("    op: |a\n    b: c\n", 3, "slip_sign", {"found": "|", "value": "|a"}),
        ("    a: %5\n", 3, "slip_sign", {"found": "%", "value": "%5"}),
        ("    a: @b\n", 3, "slip_sign", {"found": "@", "value": "@b"}),
        ("    a: `b`\n", 3, "slip_sign", {"found": "`", "value": "`b`"}),
        ("    a: * b\n", 3, "slip_sign", {"found": "*", "value": "* b"}),
        ("    a: & b\n", 3, "slip_sign", {"found": "&", "value": "& b"}),
        ("  - {op: >=, b: c}\n", 3, "slip_sign", {"found": ">", "value": ">="}),
        # brackets
        ("  - {op: cite, locus: 第五条\n  - {op: b}\n", 3, "slip_bracket_open", {"found": "{", "write": "}"}),
        ("    in: [a, b\n    c: d\n", 3, "slip_bracket_open", {"found": "[", "write": "]"}),
        ("    in: [a, b\n", 3, "slip_bracket_open", {"found": "[", "write": "]"}),
        ("  - {op: cite, locus: 第五条}}\n  - {op: b}\n", 3, "slip_bracket_extra", {"found": "}"}),
        ("    in: [a, b}\n    c: d\n", 3, "slip_bracket_extra", {"found": "}"}),
        # indentation
        ("   b: c\n", 3, "slip_indent", {"found": "3", "wanted": "4"}),
        ("      b: c\n", 3, "slip_indent", {"found": "6", "wanted": "4"}),
        ("    b: c\n    d:\n      e: f\n     g: h\n", 6, "slip_indent", {"found": "5", "wanted": "6"}),
        (" - id: b\n", 3, "slip_indent", {"found": "1", "wanted": "2"}),
        # signs nobody sees
        ("    a: b\n    c: d\x00e\n", 4, "slip_control", {"found": "U+0000"}),
        ("    a: \x1b[31m\n", 3, "slip_control", {"found": "U+001B"}),
    ],
)  # fmt: skip
def test_a_slip_is_named_at_its_own_line(text, line, code, values):
    assert told(text) == [(line, code, values)]


def test_full_width_colons_of_a_broken_file_are_all_told():
    assert [each[:2] for each in told("    a：b\n    c: d\n    e：f\n    g: h\n")] == [
        (3, "slip_colon"),
        (5, "slip_colon"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "    a: 题：一，二；“三”（四）\n",
        "    a: |\n      title：伞\n      clause:第九条\n      \"open\n",
        "    a: >-\n      b: %5\n",
        "    # title：伞，\"open\n",
        '    a: "b # c"  # {open\n',
        "    a: http://b\n",
        "    a: 12:30\n",
        "    a: b'c\n",
        "    a: 'it''s'\n",
        '    a: "b \\" c"\n',
        '    a: "b\n      c"\n',
        "  - {a: b,\n     c: [d,\n       e]}\n",
        "  - {a: “b”, c: 一，二}\n",
    ],
)  # fmt: skip
def test_what_is_good_yaml_is_never_blamed_for_a_slip_below_it(text):
    assert told(text) == []
    last = HEAD.count("\n") + text.count("\n") + 1
    assert told(text + "    z: @b\n") == [(last, "slip_sign", {"found": "@", "value": "@b"})]


def test_what_no_diagnosis_fits_is_told_by_its_line_alone():
    assert told("    a: [b] c\n") == [(3, "not_yaml", {})]


@pytest.mark.parametrize("text", ["    a: [" + "b, " * 2_000 + "\n", "    a: @b\n" + "    c: d\n" * 60_000])
def test_a_file_that_nobody_has_typed_is_not_looked_through(text):
    assert [code for _, code, _ in told(text)] == ["not_yaml"]


@pytest.mark.parametrize(
    ("key", "slip"),
    [
        ("title：伞", Slip(0, "slip_colon", {"key": "title"})),
        ("title:伞", Slip(0, "slip_colon_space", {"key": "title", "value": "伞"})),
        ("\u3000title", Slip(0, "slip_blank", {"found": "U+3000"})),
        ("\ufefftitle", Slip(0, "slip_blank", {"found": "U+FEFF"})),
        ("｛title", Slip(0, "slip_bracket", {"found": "｛", "write": "{"})),
        ("“title”", Slip(0, "slip_quotes", {"found": "“title”", "write": "title"})),
        ("titel", None),
    ],
)
def test_a_field_that_is_unknown_for_a_sign_in_it_is_told_so(key, slip):
    assert odd_key(key) == slip


@pytest.mark.parametrize(
    ("value", "slip"),
    [
        ("“20”", Slip(0, "slip_quotes", {"found": "“20”", "write": "20"})),
        ("「20」", Slip(0, "slip_quotes", {"found": "「20」", "write": "20"})),
        ("‘20’", Slip(0, "slip_quotes", {"found": "‘20’", "write": "20"})),
        ("“２０”", Slip(0, "slip_quotes", {"found": "“２０”", "write": "20"})),
        ("２０", Slip(0, "slip_width", {"found": "２０", "write": "20"})),
        ("−5", Slip(0, "slip_width", {"found": "−5", "write": "-5"})),
        ("0。5", Slip(0, "slip_width", {"found": "0。5", "write": "0.5"})),
        ("≥", Slip(0, "slip_width", {"found": "≥", "write": ">="})),
        ("≤", Slip(0, "slip_width", {"found": "≤", "write": "<="})),
        ("＞＝", Slip(0, "slip_width", {"found": "＞＝", "write": ">="})),
        ("=>", Slip(0, "slip_width", {"found": "=>", "write": ">="})),
        ("number\u00a0", Slip(0, "slip_blank", {"found": "U+00A0"})),
        ("［城区］", Slip(0, "slip_bracket", {"found": "［", "write": "["})),
        ("20把", None),
        ("二十", None),
        ("", None),
    ],
)
def test_a_value_that_is_odd_for_a_sign_in_it_is_told_so(value, slip):
    assert odd_value(value) == slip
