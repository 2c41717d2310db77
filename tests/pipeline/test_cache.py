"""Results that are kept: found again only for what made them, never half, never stale."""

from __future__ import annotations

import os
import time

import pytest

from schoolstd.pipeline.cache import UNUSED_DAYS, Cache, program_mark

DIGEST = "ab" * 32


@pytest.fixture
def cache(tmp_path):
    return Cache("context", str(tmp_path))


def test_what_was_put_is_found_again(cache, tmp_path):
    cache.put(DIGEST, {"a": ["文", 1]})
    assert Cache("context", str(tmp_path)).get(DIGEST) == {"a": ["文", 1]}


def test_another_context_finds_nothing(cache, tmp_path):
    cache.put(DIGEST, 1)
    assert Cache("other", str(tmp_path)).get(DIGEST) is None


def test_what_was_never_put_is_not_found(cache):
    assert cache.get(DIGEST) is None


@pytest.mark.parametrize("change", [lambda c: c[:-1], lambda c: b"", lambda c: c.replace(b"1", b"2"), lambda c: b"\n{"])
def test_a_damaged_result_is_none(cache, tmp_path, change):
    cache.put(DIGEST, {"a": 1})
    [path] = [path for path in tmp_path.rglob("*") if path.is_file()]
    path.write_bytes(change(path.read_bytes()))
    assert cache.get(DIGEST) is None


def test_a_folder_that_cannot_be_made_keeps_nothing_and_does_no_harm(tmp_path):
    (tmp_path / "results").write_text("a file where the folder should be")
    cache = Cache("context", str(tmp_path))
    cache.put(DIGEST, 1)
    cache.tidy()
    assert cache.get(DIGEST) is None


def test_nothing_but_results_is_left_behind(cache, tmp_path):
    for number in range(3):
        cache.put(DIGEST, number)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [DIGEST[2:]]
    assert cache.get(DIGEST) == 2


def test_results_that_nobody_used_for_long_are_thrown_away(cache, tmp_path):
    cache.put(DIGEST, 1)
    [old] = (tmp_path / "results").iterdir()
    then = time.time() - (UNUSED_DAYS + 1) * 86_400
    os.utime(old, (then, then))
    fresh = Cache("fresh", str(tmp_path))
    fresh.put(DIGEST, 2)
    fresh.tidy()
    assert (cache.get(DIGEST), fresh.get(DIGEST)) == (None, 2)


def test_only_the_owner_may_read_the_results(cache, tmp_path):
    cache.put(DIGEST, 1)
    assert (tmp_path / "results").stat().st_mode & 0o077 == 0


def test_the_program_has_one_mark_as_long_as_it_stays_as_it_is():
    assert program_mark() == program_mark()
