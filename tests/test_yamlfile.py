"""YAML as the catalog allows it: plain values with their lines, and every refusal."""

import os
from itertools import pairwise

import pytest

from schoolstd.yamlfile import MAX_BYTES, MAX_DEPTH, YamlDocument, YamlMistake, dotted, load_yaml, parse_yaml, plainly


def mistake(line: int, place: str, code: str, **values: str) -> YamlMistake:
    return YamlMistake("f.yaml", line, place, code, values)


def read(text: str | bytes) -> YamlDocument:
    return parse_yaml(text.encode() if isinstance(text, str) else text, "f.yaml")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("60", 60),
        ("0", 0),
        ("-5", -5),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
    ],
)
def test_whole_numbers_true_false_and_null_are_not_text(text, value):
    assert read(f"a: {text}\n").value == {"a": value}


@pytest.mark.parametrize(
    "text",
    [
        "no", "yes", "on", "off", "No", "True", "TRUE", "NULL", "y", "n",
        "010", "00", "0x1F", "0o17", "0b1", "1_000", "+5",
        "12:30", "1:30:00", "1e3", "1.0", "60.5", ".5", ".inf", ".nan",
        "2021-04-08", "2021-04-08T00:00:00Z", "=", "12345678901234567890",
    ],
)  # fmt: skip
def test_what_yaml_1_1_would_convert_stays_the_text_it_looks_like(text):
    assert read(f"a: {text}\n").value == {"a": text}


@pytest.mark.parametrize("text", ["no", "010", "12:30", "1e3", "2021-04-08"])
def test_not_even_a_yaml_1_1_directive_changes_that(text):
    assert read(f"%YAML 1.1\n---\na: {text}\n").value == {"a": text}


@pytest.mark.parametrize("text", ["60", "true", "null", "~", ""])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_what_is_quoted_is_text(text, quote):
    assert read(f"a: {quote}{text}{quote}\n").value == {"a": text}


@pytest.mark.parametrize(
    ("key", "text"), [("1", "1"), ("no", "no"), ("'2'", "2"), ("null", "null"), ("一年级", "一年级")]
)
def test_a_key_is_always_text(key, text):
    assert read(f"{key}: x\n").value == {text: "x"}


def test_every_value_has_the_line_on_which_it_starts():
    text = "catalog:\n  id: tiny\nmetrics:\n  - id: a\n    help: >\n      two\n      lines\n  - {id: b,\n     type: count}\n"
    assert read(text).lines == {
        (): 1,
        ("catalog",): 1,
        ("catalog", "id"): 2,
        ("metrics",): 3,
        ("metrics", 0): 4,
        ("metrics", 0, "id"): 4,
        ("metrics", 0, "help"): 5,
        ("metrics", 1): 8,
        ("metrics", 1, "id"): 8,
        ("metrics", 1, "type"): 9,
    }


def test_a_line_is_that_of_the_nearest_thing_above_that_is_there():
    document = read("# head\nmetrics:\n  - id: a\n")
    assert [document.line(p) for p in [("metrics", 0, "unit"), ("metrics", 7), ("sources", 0), ()]] == [3, 2, 2, 2]


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm():
    document = read(b"\xef\xbb\xbf# head\r\na: 1\r\nb:\r\n  - x\r\n")
    assert (document.value, document.lines[("b", 0)], document.mistakes) == ({"a": 1, "b": ["x"]}, 4, ())


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "\n\n"])
def test_a_file_without_content_is_no_mistake_of_form(text):
    assert (read(text).value, read(text).mistakes) == (None, ())


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ("a: &x 1\n", [mistake(1, "a", "anchor", name="x")]),
        ("a: 1\nb: &list\n  - 1\n", [mistake(2, "b", "anchor", name="list")]),
        ("a: 1\nb: *x\n", [mistake(2, "b", "alias", name="x")]),
        ("a:\n  - 1\n  - *x\n", [mistake(3, "a[1]", "alias", name="x")]),
        ("*x : {b: c}\nd: e\n", [mistake(1, "", "alias", name="x")]),
        ("&x a: 1\n", [mistake(1, "", "anchor", name="x")]),
        ("a: !!str 1\n", [mistake(1, "a", "tag", tag="tag:yaml.org,2002:str")]),
        ("a: !local 1\n", [mistake(1, "a", "tag", tag="!local")]),
        ("a: ! 1\n", [mistake(1, "a", "tag", tag="!")]),
        (
            "a: !!python/object/apply:os.system [id]\n",
            [mistake(1, "a", "tag", tag="tag:yaml.org,2002:python/object/apply:os.system")],
        ),
        ("a: 1\nb: 2\na: 3\n", [mistake(3, "", "repeated_key", key="a")]),
        ('a:\n  b: 1\n  "b": 2\n', [mistake(3, "a", "repeated_key", key="b")]),
        ("- {x: 1, x: 2}\n", [mistake(1, "[0]", "repeated_key", key="x")]),
        ("a: 1\n---\nb: 2\n", [mistake(2, "", "second_document")]),
        ("---\na: 1\n...\n---\nb: 2\n", [mistake(4, "", "second_document")]),
        ("? [a]\n: {b: c}\nd: {e: f}\n", [mistake(1, "", "key_not_text")]),
        ("a:\n  {x: 1}: b\n", [mistake(2, "a", "key_not_text")]),
    ],
)
def test_what_can_expand_run_or_hide_is_refused(text, mistakes):
    assert list(read(text).mistakes) == mistakes


def test_a_merge_key_is_a_key_like_any_other():
    assert read("a:\n  <<: {b: 1}\n").value == {"a": {"<<": {"b": 1}}}


def test_an_alias_bomb_does_not_grow():
    names = "abcdefghij"
    lines = ["a: &a [x, x]", *(f"{b}: &{b} [*{a}, *{a}]" for a, b in pairwise(names))]
    value = read("\n".join(lines)).value
    assert value == {"a": ["x", "x"]} | {name: [None, None] for name in names[1:]}


def test_several_mistakes_of_one_file_are_all_reported():
    assert list(read("a: &x 1\nb: *x\nb: !t 2\n").mistakes) == [
        mistake(1, "a", "anchor", name="x"),
        mistake(2, "b", "alias", name="x"),
        mistake(3, "", "repeated_key", key="b"),
        mistake(3, "b", "tag", tag="!t"),
    ]


def test_nesting_as_deep_as_the_limit_is_read():
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH).mistakes == ()


@pytest.mark.parametrize(("opening", "step"), [("[", "[0]"), ("{a: ", ".a")])
def test_nesting_below_the_limit_is_refused_at_once(opening, step):
    field = (step * MAX_DEPTH).removeprefix(".")
    assert read(opening * 20_000).mistakes == (mistake(1, field, "too_deep", limit=str(MAX_DEPTH)),)


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("a: 1\nb: 你好\n".encode("gbk"), 2),
        ("a: 你好\n".encode("gb18030"), 1),
        ("a: 1\n".encode("utf-16"), 1),
        ("a: 1\nb: é\n".encode("latin-1"), 2),
        (b"a: 1\nb: 2\nc: \xed\xa0\x80\n", 3),
    ],
)
def test_only_utf_8_is_read(raw, line):
    assert read(raw).mistakes == (mistake(line, "", "not_utf8"),)


@pytest.mark.parametrize(
    ("raw", "line", "code"),
    [
        (b"\ta: 1\n", 1, "slip_tab"),
        (b"a:\n\tb: 1\n", 2, "slip_tab"),
        (b"a: [1, 2\nb: 3\n", 1, "slip_bracket_open"),
        (b"a: 'open\nb: 1\n", 1, "slip_quote_open"),
        (b"a: 1\n  b: 2\n", 2, "slip_indent"),
        (b"a: b: c\n", 1, "slip_colon_inside"),
        (b"a: 1\nb\n", 2, "slip_no_colon"),
        (b"a: @x\n", 1, "slip_sign"),
        (b"a: %x\n", 1, "slip_sign"),
        ("a: 1\n".encode("utf-16-le"), 1, "slip_control"),  # without a byte order mark: letters and zeros
        (b"a: \x00\n", 1, "slip_control"),
        (b"a: \x1b[31m\n", 1, "slip_control"),
        (b"a: 1\n- b\n", 2, "not_yaml"),
    ],
)
def test_what_is_no_yaml_names_its_line(raw, line, code):
    document = read(raw)
    assert (document.value, [m[:4] for m in document.mistakes]) == (None, [("f.yaml", line, "", code)])


def test_mistakes_before_the_yaml_breaks_off_are_kept():
    assert [m.code for m in read("a: &x 1\nb: [\n").mistakes] == ["anchor", "slip_bracket_open"]


def test_a_full_width_colon_is_told_instead_of_the_unknown_field_and_the_missing_one():
    missing = mistake(2, "metrics[0]", "field_missing", field="title")
    other = mistake(2, "metrics[0]", "field_missing", field="type")
    unknown = mistake(2, "metrics[0].title：伞", "field_unknown", field="title：伞")
    assert plainly([missing, other, unknown]) == [other, mistake(2, "metrics[0].title：伞", "slip_colon", key="title")]


def test_a_value_in_full_width_quotes_is_told_as_that():
    found = mistake(2, "a", "bad_form", found="“20”", form="figure")
    assert plainly([found]) == [mistake(2, "a", "slip_quotes", found="“20”", write="20")]


def test_a_value_that_is_odd_for_no_sign_in_it_is_told_as_it_was():
    found = [mistake(2, "a", "bad_form", found="二十", form="figure"), mistake(3, "b", "field_missing", field="c")]
    assert plainly(found) == found


def test_a_file_of_two_megabytes_is_read(tmp_path):
    path = tmp_path / "f.yaml"
    path.write_bytes(b"a: '" + b"x" * (MAX_BYTES - 5) + b"'")
    assert load_yaml(path, "f.yaml").mistakes == ()


def test_a_larger_file_is_refused_unread(tmp_path):
    path = tmp_path / "f.yaml"
    path.write_bytes(b"[" * (MAX_BYTES + 1))
    assert load_yaml(path, "f.yaml") == YamlDocument(
        "f.yaml", None, {}, (mistake(1, "", "file_too_large", limit="2000000"),)
    )


def test_a_file_that_cannot_be_opened_is_a_mistake(tmp_path):
    assert [m.code for m in load_yaml(tmp_path / "none.yaml", "none.yaml").mistakes] == ["file_not_found"]


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")
def test_a_pipe_or_a_folder_is_told_in_our_own_words(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    found = [load_yaml(tmp_path / name, "f.yaml").mistakes for name in ("pipe.yaml", "")]
    assert found == [(mistake(1, "", "file_not_a_file"),), (mistake(1, "", "file_is_folder"),)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("indicators", 3, "checks", 0, "bound"), "indicators[3].checks[0].bound"),
        ((0, "a"), "[0].a"),
        (("a", 0, 1), "a[0][1]"),
    ],
)
def test_a_field_is_printed_as_a_dotted_path(path, text):
    assert dotted(path) == text
