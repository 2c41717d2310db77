"""Workbooks named by URLs: found as in a folder, read within the same limits, and no library for them before there is a URL."""

from __future__ import annotations

import subprocess
import sys

import pytest

from schoolstd.errors import InputError, UsageError
from schoolstd.pipeline import is_workbook
from schoolstd.pipeline.remote import bytes_at, is_url, shown, workbooks_at
from schoolstd.workbook.limits import DEFAULT
from tests.cli.run import EXAMPLES, clean


@pytest.mark.parametrize("path", ["s3://bucket/a", "file:///a b", "simplecache::s3://bucket/a", "MEMORY://a"])
def test_a_url_begins_with_the_name_of_a_storage(path):
    assert is_url(path)


@pytest.mark.parametrize("path", ["收齐/", "/a/b", "C:\\收齐", "a:b", "//server/share", "区://a", "a/b://c"])
def test_a_plain_path_is_none(path):
    assert not is_url(path)


def test_a_password_in_a_url_is_not_shown():
    assert shown("sftp://user:secret@host/a") == "sftp://host/a"


def test_plain_paths_never_import_the_library_for_urls():
    code = (
        "import sys; from schoolstd.cli.app import run_app; "
        f"run_app(['district', {str(EXAMPLES / 'junior-gaps')!r}, '-q', '--no-cache']); "
        "print(sorted({'fsspec', 'dask', 'distributed', 'pyarrow'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=clean(), capture_output=True, timeout=120, check=True)
    assert done.stdout.decode().strip() == "[]"


class TestStorage:
    """With the library."""

    @pytest.fixture(autouse=True)
    def memory(self):
        fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed")
        system = fsspec.filesystem("memory")
        system.store.clear()
        system.pseudo_dirs[:] = [""]
        return system

    def put(self, memory, *names, content=b"PK"):
        for name in names:
            memory.pipe(f"/in/{name}", content)

    def test_folders_below_are_looked_into_and_names_are_the_paths_below(self, memory):
        self.put(memory, "b.xlsx", "甲区/a.xlsx", "甲区/深/c.ods")
        found = workbooks_at("memory://in", is_workbook)
        assert [name for _, name in found] == ["b.xlsx", "甲区/a.xlsx", "甲区/深/c.ods"]
        assert [bytes_at(url, name, DEFAULT) for url, name in found] == [b"PK"] * 3

    def test_what_is_no_workbook_or_hidden_or_our_own_is_passed_over(self, memory):
        self.put(memory, "a.xlsx", "~$a.xlsx", "a.txt", ".x/a.xlsx", "汇总/_schoolstd", "汇总/各区/甲区.xlsx")
        assert [name for _, name in workbooks_at("memory://in", is_workbook)] == ["a.xlsx"]

    def test_a_file_is_named_by_its_bare_name(self, memory):
        self.put(memory, "a.xlsx")
        assert workbooks_at("memory://in/a.xlsx", is_workbook) == [("memory://in/a.xlsx", "a.xlsx")]

    def test_a_file_over_the_limit_is_not_opened(self, memory, monkeypatch):
        self.put(memory, "a.xlsx", content=b"P" * (DEFAULT.file_bytes + 1))
        monkeypatch.setattr(type(memory), "open", lambda *_, **__: pytest.fail("opened"))
        with pytest.raises(InputError) as error:
            bytes_at("memory://in/a.xlsx", "a.xlsx", DEFAULT)
        assert error.value.code == "too_large"

    def test_a_file_that_says_too_little_of_its_size_is_not_read_further(self, memory, monkeypatch):
        self.put(memory, "a.xlsx", content=b"P" * (DEFAULT.file_bytes + 1))
        monkeypatch.setattr(type(memory), "info", lambda *_, **__: {"type": "file", "size": None})
        with pytest.raises(InputError) as error:
            bytes_at("memory://in/a.xlsx", "a.xlsx", DEFAULT)
        assert error.value.code == "too_large"

    @pytest.mark.parametrize(("name", "code"), [("no.xlsx", "not_found"), ("below", "is_folder")])
    def test_a_bad_file_is_one_reason(self, memory, name, code):
        self.put(memory, "below/a.xlsx")
        with pytest.raises(InputError) as error:
            bytes_at(f"memory://in/{name}", name, DEFAULT)
        assert error.value.code == code

    def test_a_storage_that_there_is_not_is_one_sentence(self):
        with pytest.raises(UsageError) as error:
            workbooks_at("nosuch://user:secret@in", is_workbook)
        assert (error.value.code, error.value.values["url"]) == ("storage_unusable", "nosuch://in")
