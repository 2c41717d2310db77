"""A compiled catalog is never stale, and a broken one is never used."""

import json
import os
import sys
from pathlib import Path

import pytest

from schoolstd.catalog.compiled import encode
from schoolstd.catalog.extended import extended
from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.loader import load_catalog
from schoolstd.catalog.store import cache_folder, compiled_name, digest_of, stored_catalog, write_compiled
from schoolstd.errors import CatalogError
from tests import make
from tests.catalog.files import CALENDAR, GOOD, write
from tests.catalog.test_extension import HEAD, extension


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A small catalog, and an empty cache folder beside it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return write(tmp_path / "catalog")


def cache_file(folder) -> Path:
    return Path(cache_folder()) / compiled_name(digest_of(folder))


def test_a_catalog_is_compiled_on_first_use_and_the_same_on_the_second(folder):
    first = stored_catalog(folder)
    assert (cache_file(folder).is_file(), stored_catalog(folder), first) == (True, load_catalog(folder).catalog, first)


def test_the_compiled_form_is_used_when_there_is_one(folder):
    catalog = stored_catalog(folder)
    marked = catalog._replace(head=catalog.head._replace(title="来自缓存"))
    cache_file(folder).write_text(json.dumps(encode(marked)), encoding="utf-8")
    assert stored_catalog(folder).head.title == "来自缓存"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"null", b"5", b'"text"', b"[]", b"{}", b'{"head": 1}', b"[0]", b"[0, 1]", b"[1]", b"[999]", b"[1, 2, 3]",
        b"\xff\xfe", b"\x00" * 100, b"[" * 100_000, b"[2,\"tiny\",\"1\",\"a\",\"b\",\"law\"]",
    ],
)  # fmt: skip
def test_a_corrupt_compiled_form_is_ignored(folder, content):
    good = stored_catalog(folder)
    cache_file(folder).write_bytes(content)
    assert stored_catalog(folder) == good


def test_a_truncated_compiled_form_is_ignored_and_put_right(folder):
    good = stored_catalog(folder)
    whole = cache_file(folder).read_bytes()
    cache_file(folder).write_bytes(whole[: len(whole) // 2])
    assert (stored_catalog(folder), cache_file(folder).read_bytes()) == (good, whole)


def test_the_compiled_form_of_another_catalog_under_this_name_is_ignored(folder):
    good = stored_catalog(folder)
    cache_file(folder).write_text(json.dumps(encode(good._replace(digest="0" * 64))), encoding="utf-8")
    assert stored_catalog(folder) == good


def test_a_cache_that_cannot_be_written_is_no_fault(folder, tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert stored_catalog(folder).head.id == "tiny"


def test_a_catalog_with_mistakes_is_not_compiled(folder):
    write(Path(folder), {"more.yaml": "metrics: [{}]\n"})
    with pytest.raises(CatalogError):
        stored_catalog(folder)
    assert not cache_file(folder).exists()


def test_the_build_writes_what_check_would_read(folder, tmp_path):
    path = write_compiled(folder, str(tmp_path / "out"))
    expected = json.dumps(encode(load_catalog(folder).catalog), ensure_ascii=False, separators=(",", ":"))
    assert (Path(path).name, Path(path).read_text(encoding="utf-8")) == (compiled_name(digest_of(folder)), expected)


@pytest.mark.parametrize("file", GOOD)
def test_one_byte_of_any_file_changes_the_name(folder, file):
    before = compiled_name(digest_of(folder))
    path = Path(folder) / file
    path.write_bytes(path.read_bytes() + b" ")
    assert compiled_name(digest_of(folder)) != before


def test_one_figure_changes_the_digest(tmp_path):
    before = digest_of(write(tmp_path, {"calendar.yaml": CALENDAR}))
    assert digest_of(write(tmp_path, {"calendar.yaml": CALENDAR.replace("01-20", "01-21")})) != before


@pytest.mark.parametrize(
    ("old", "new"),
    [("calendar.yaml", "calender.yaml"), ("calendar.yaml", "sub/calendar.yaml"), ("calendar.yaml", "z.yml")],
)
def test_a_renamed_or_moved_file_changes_the_digest(tmp_path, old, new):
    assert digest_of(write(tmp_path / "a")) != digest_of(write(tmp_path / "b", {old: "", new: GOOD[old]}))


def test_line_ends_do_not_change_the_digest(tmp_path):
    windows = {name: text.replace("\n", "\r\n") for name, text in GOOD.items()}
    assert digest_of(write(tmp_path / "a")) == digest_of(write(tmp_path / "b", windows))


def test_where_the_folder_lies_does_not_change_the_digest(tmp_path):
    assert digest_of(write(tmp_path / "a")) == digest_of(write(tmp_path / "b"))


@pytest.mark.parametrize("file", [".hidden.yaml", "notes.txt", "README.md", ".git/x.yaml"])
def test_other_files_do_not_change_the_digest(tmp_path, file):
    assert digest_of(write(tmp_path / "a")) == digest_of(write(tmp_path / "b", {file: "x"}))


def test_a_byte_moved_from_one_file_to_the_next_changes_the_digest(tmp_path):
    first = write(tmp_path / "a", {"a.yaml": "x: 1\n", "b.yaml": "y: 1\n"})
    second = write(tmp_path / "b", {"a.yaml": "x: 1\ny", "b.yaml": ": 1\n"})
    assert digest_of(first) != digest_of(second)


def test_the_catalog_carries_the_digest_of_its_files(tmp_path):
    folder = write(tmp_path)
    assert load_catalog(folder).catalog.digest == digest_of(folder)


def test_a_new_version_of_the_program_or_of_the_classes_does_not_read_old_forms(monkeypatch):
    before = compiled_name("0" * 64)
    monkeypatch.setattr("schoolstd.catalog.store.shape", lambda: "another shape")
    after_shape = compiled_name("0" * 64)
    monkeypatch.setattr("schoolstd.catalog.store.__version__", "999")
    assert len({before, after_shape, compiled_name("0" * 64)}) == 3


def test_the_national_catalog_loads_from_its_compiled_form(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    catalog = make.national().catalog
    path = tmp_path / "schoolstd" / compiled_name(catalog.digest)
    path.parent.mkdir()
    path.write_text(json.dumps(encode(catalog), ensure_ascii=False), encoding="utf-8")
    assert stored_catalog(catalog_folder("national")) == catalog


@pytest.mark.parametrize("home", ["", "relative"])
def test_who_has_no_home_has_no_cache_and_none_in_the_working_directory(home, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", home)
    assert cache_folder().startswith(os.devnull)
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_folder().startswith(os.devnull)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_among_the_files_is_told_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.yaml")
    with pytest.raises(OSError, match="regular"):
        digest_of(str(tmp_path))


def test_what_no_loader_would_read_is_not_read_for_the_digest_either(tmp_path):
    path = tmp_path / "a.yaml"
    path.touch()
    os.truncate(path, 10**10)
    assert len(digest_of(str(tmp_path))) == 64


SPELLINGS = {
    "as it is shipped": '  extends: {id: tiny, version: "1"}',
    "another order": '  extends: {version: "1", id: tiny}',
    "single quotes": "  extends: {version: '1', id: 'tiny'}",
    "double quotes": '  extends: {"version": "1", "id": "tiny"}',
    "a quoted key": '  "extends": {id: tiny, version: "1"}',
    "over lines": '  extends: {\n    version: "1",\n    id: tiny,\n  }',
    "a block": '  extends:\n    version: "1"\n    id: tiny',
    "a block with comments": '  extends:  # the nation\n\n    # which one\n    version: "1"  # the first\n    id: tiny  # here',
    "a comment before": '  # extends: {id: nothing}\n  extends: {id: tiny, version: "1"}',
    "a comment between": '  extends: # below\n    {version: "1", id: tiny}',
    "a space before the colon": '  extends : {version: "1", id : tiny}',
    "an escape": '  extends: {id: "t\\x69ny", version: "1"}',
    "an explicit key": '  ? extends\n  : {id: tiny, version: "1"}',
    "a brace in a comment": '  extends: {  # } here\n    id: tiny, version: "1"}',
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_an_edited_base_changes_the_extension_however_it_is_named(spelling, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    base = Path(write(tmp_path / "tiny"))
    folder = tmp_path / "more"
    folder.mkdir()
    head = HEAD.replace('  extends: {id: tiny, version: "1"}', spelling)
    (folder / "catalog.yaml").write_text(head, encoding="utf-8")
    before = stored_catalog(str(folder))
    assert stored_catalog(str(folder)) == before
    file = next(path for path in base.rglob("*.yaml") if "分钟数" in path.read_text("utf-8"))
    file.write_text(file.read_text("utf-8").replace("分钟数", "新的名称"), encoding="utf-8")
    after = stored_catalog(str(folder))
    assert after.metrics["minutes"].title == "新的名称"
    assert after.digest != before.digest


@pytest.mark.parametrize("spelling", [*SPELLINGS][:11])
def test_the_usual_ways_to_name_a_base_are_seen_in_the_text(spelling):
    assert "tiny" in extended(SPELLINGS[spelling].encode())


def test_an_extension_of_a_base_that_only_the_loader_sees_is_not_stored(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = extension(tmp_path, head=HEAD.replace("id: tiny", 'id: "t\\x69ny"'))
    stored_catalog(folder)
    assert not cache_file(folder).exists()
