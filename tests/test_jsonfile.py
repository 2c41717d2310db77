"""JSON is read when its values take no more memory than those of a result."""

from __future__ import annotations

import json

import pytest

from schoolstd.jsonfile import FREE, parse_json
from tests.cli.run import EXAMPLES

LONG = 2 * FREE


@pytest.mark.parametrize("text", ["{}", '\ufeff{"a": [1, null]}', '{"a": 1, "a": 2}', '"校"'])
def test_json_is_read_as_it_is_everywhere(text):
    assert parse_json(text.encode()) == json.loads(text.lstrip("\ufeff"))


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"\xff", b"[" * 100_000, b'{"a":' * 100_000, b"9" * 5_000, "{}".encode("utf-16")]
)
def test_what_is_no_json_is_a_value_error(raw):
    with pytest.raises(ValueError, match=r"Expecting|deep|decode|limit"):
        parse_json(raw)


@pytest.mark.parametrize("piece", ["[],", "{},", "0,", '{"a":0},', '{"a":[]},', "[[]],"])
def test_a_file_whose_values_would_take_many_times_its_bytes_is_not_read(piece):
    raw = f"[{piece * (LONG // len(piece))}0]".encode()
    with pytest.raises(ValueError, match="dense"):
        parse_json(raw)


def test_results_are_read_whatever_their_size():
    paths = list(EXAMPLES.rglob("result.json"))
    assert len(paths) > 5
    for path in paths:
        value = json.loads(path.read_bytes())
        many = [value] * (LONG // path.stat().st_size + 1)
        assert parse_json(json.dumps(many, ensure_ascii=False).encode()) == many
