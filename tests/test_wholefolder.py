"""A folder appears whole or not at all, and nothing that is somebody else's is written over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from schoolstd import wholefolder
from schoolstd.wholefolder import is_ours, whole_folder, write_below
from tests.killing import WATCH


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


def test_without_a_way_to_exchange_folders_a_folder_is_written_again_too(tmp_path, monkeypatch):
    monkeypatch.setattr(wholefolder, "_exchanged", lambda one, other: False)
    write(tmp_path / "out", "old.txt")
    write(tmp_path / "out", "new.txt")
    assert names(tmp_path) == ["out", "out/_schoolstd", "out/new.txt"]


@pytest.mark.skipif(os.name != "posix", reason="no pipes on this system")
def test_a_mark_that_is_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "_schoolstd")
    assert not is_ours(str(tmp_path), "kind")


KILLED = f"""
from schoolstd.wholefolder import whole_folder, write_below
{WATCH}
sys.settrace(watch)
with whole_folder(sys.argv[1], "kind") as folder:
    write_below(folder, "new.txt", b"x")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is an instant without a folder")
def test_a_run_killed_at_any_line_leaves_the_old_folder_or_the_new_one(tmp_path):
    old, new = ["_schoolstd", "old.txt"], ["_schoolstd", "new.txt"]
    codes, seen = [], []
    for line in range(1, 80):
        path = tmp_path / str(line) / "out"
        path.parent.mkdir()
        write(path, "old.txt")
        words = [sys.executable, "-c", KILLED, str(line), "wholefolder.py", path]
        codes.append(subprocess.run(words, check=False, timeout=30).returncode)
        seen.append(names(path))
        if codes[-1] != -signal.SIGKILL:
            break
    assert (codes[-1], len(codes) > 20) == (0, True)
    assert [each for each in seen if each not in (old, new)] == []
    assert seen == sorted(seen, key=lambda found: found == new)
    for number in range(1, len(codes)):
        write(tmp_path / str(number) / "out", "again.txt")
    left = {each.name for each in tmp_path.glob("*/.schoolstd-*/*")}
    assert left <= {"starting"}  # killed before it could say that it lived


def test_what_another_run_is_writing_stays_and_so_does_what_is_not_known(tmp_path):
    (tmp_path / ".schoolstd-unknown" / "new").mkdir(parents=True)
    with whole_folder(str(tmp_path / "one"), "kind") as folder:
        write_below(folder, "a.txt", b"x")
        write(tmp_path / "two", "b.txt")
    assert sorted(each.name for each in tmp_path.iterdir()) == [".schoolstd-unknown", "one", "two"]
    assert (tmp_path / "one" / "a.txt").exists()


@pytest.mark.skipif(os.name != "posix", reason="no locks and pipes as here on this system")
@pytest.mark.parametrize(
    ("held", "stays"), [("nothing", False), ("a pipe", False), ("a link", True), ("the only copy", True)]
)
def test_a_folder_that_a_killed_run_has_left_is_thrown_away(held, stays, tmp_path):
    left = tmp_path / ".schoolstd-left"
    left.mkdir()
    if held == "a pipe":
        os.mkfifo(left / "alive")
    elif held == "a link":
        (left / "alive").symlink_to(tmp_path / "file")
    else:
        (left / "alive").touch()
    if held == "the only copy":
        (left / "old").mkdir()
    (tmp_path / "file").touch()
    write(tmp_path / "out", "a.txt")
    assert (left.exists(), (tmp_path / "file").exists()) == (stays, True)
