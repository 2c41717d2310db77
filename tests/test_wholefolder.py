"""A folder appears whole or not at all, and nothing that is somebody else's is written over."""

from __future__ import annotations

import pytest

from schoolstd.wholefolder import is_ours, whole_folder, write_below


def write(path, name, content=b"x"):
    with whole_folder(str(path), "kind") as folder:
        write_below(folder, name, content)


def write_and_stop(path):
    with whole_folder(str(path), "kind") as folder:
        write_below(folder, "new.txt", b"x")
        raise KeyboardInterrupt


def names(path):
    return sorted(each.relative_to(path).as_posix() for each in path.rglob("*"))


def test_a_folder_is_there_with_its_mark_and_nothing_beside_it(tmp_path):
    write(tmp_path / "out", "below/a.txt")
    assert names(tmp_path) == ["out", "out/_schoolstd", "out/below", "out/below/a.txt"]


def test_a_folder_written_again_has_nothing_of_the_old_one(tmp_path):
    write(tmp_path / "out", "old.txt")
    write(tmp_path / "out", "new.txt")
    assert names(tmp_path) == ["out", "out/_schoolstd", "out/new.txt"]


def test_what_goes_wrong_leaves_the_old_folder_as_it_was(tmp_path):
    write(tmp_path / "out", "old.txt")
    with pytest.raises(KeyboardInterrupt):
        write_and_stop(tmp_path / "out")
    assert names(tmp_path) == ["out", "out/_schoolstd", "out/old.txt"]


def test_nothing_an_empty_folder_and_one_of_ours_may_be_written(tmp_path):
    (tmp_path / "empty").mkdir()
    write(tmp_path / "ours", "a")
    assert all(is_ours(str(tmp_path / name), "kind") for name in ("none", "empty", "ours"))


def test_files_links_other_folders_and_other_kinds_may_not(tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("x")
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    write(tmp_path / "ours", "a")
    assert not any(is_ours(str(tmp_path / name), "kind") for name in ("full", "file", "link"))
    assert not is_ours(str(tmp_path / "ours"), "other")
