"""Outputs appear whole or not at all, where they were asked for and nowhere else, whatever ends the run."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from schoolstd.wholefile import write_whole
from tests.cli.run import GAPS, GOOD, clean, command, failed_in_one_sentence, own_cache, schoolstd
from tests.killing import WATCH

posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")
root = os.name == "posix" and os.geteuid() == 0

KILLER = f"{WATCH}sys.settrace(watch)\nfrom schoolstd.__main__ import main\nmain()\n"


def names(folder):
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def killed_at(line, module, *arguments, **environment):
    """The exit code of a run that is killed before a line of a module; it is done when there are fewer lines."""
    words = [sys.executable, "-c", KILLER, str(line), module, *map(str, arguments)]
    return subprocess.run(words, env=clean(**environment), capture_output=True, timeout=60, check=False).returncode


# ── killed ──


@posix
@pytest.mark.parametrize(
    "arguments", [("check", GAPS, "-q", "-o"), ("plan", GAPS, "--force", "-o")], ids=["check", "plan"]
)
def test_a_run_killed_at_any_line_of_writing_leaves_the_old_file_or_the_new_one(arguments, tmp_path):
    target = tmp_path / ("plan.docx" if arguments[0] == "plan" else "result.json")
    schoolstd(*arguments, target)
    new = target.read_bytes()
    old = b"the old one"
    seen, codes = [], []
    for line in range(1, 60):
        target.write_bytes(old)
        codes.append(killed_at(line, "wholefile.py", *arguments, target))
        seen.append(target.read_bytes())
        if codes[-1] != -signal.SIGKILL:
            break
    assert set(seen) == {old, new}
    assert seen == sorted(seen, key=lambda found: found == new)  # once it is new it stays new
    assert len(codes) > 10
    assert codes[-1] in (0, 1)


@posix
def test_a_run_killed_at_any_time_leaves_the_old_file_or_the_new_one(tmp_path):
    target = tmp_path / "result.json"
    schoolstd("check", GAPS, "-q", "-o", target)
    new, old = target.read_bytes(), b"the old one"
    chance = random.Random(6)  # the same for everybody
    for _ in range(15):
        target.write_bytes(old)
        process = subprocess.Popen(command("check", GAPS, "-q", "-o", target), env=clean(), stderr=subprocess.DEVNULL)
        time.sleep(chance.random() * 0.4)
        process.kill()
        process.wait()
        assert target.read_bytes() in (old, new)


@posix
def test_what_a_killed_run_left_in_the_cache_does_no_harm(tmp_path):
    folder = tmp_path / "schools"
    folder.mkdir()
    shutil.copy(GAPS, folder / "a.xlsx")
    arguments = ("district", folder, "--format", "json", "--as-of", "2026-06-30", "--programme", "none")
    expected = schoolstd(*arguments, "--no-cache").bytes
    cache = own_cache(tmp_path)
    for line in range(20, 60, 2):
        killed_at(line, str(Path("pipeline") / "cache.py"), *arguments, XDG_CACHE_HOME=cache)
    assert schoolstd(*arguments, XDG_CACHE_HOME=cache).bytes == expected
    assert schoolstd(*arguments, XDG_CACHE_HOME=cache).bytes == expected


# ── several at once ──


def test_runs_at_once_on_one_cache_and_one_output_give_what_one_gives(tmp_path):
    folder = tmp_path / "schools"
    folder.mkdir()
    for name, school in (("a", GAPS), ("b", GOOD)):
        shutil.copy(school, folder / f"{name}.xlsx")
    indicators = tmp_path / "indicators"  # not compiled yet: every run would like to be the first
    shutil.copytree(GAPS.parents[2] / "indicators" / "national", indicators / "national")
    head = indicators / "national" / "catalog.yaml"
    head.write_bytes(head.read_bytes() + b"# mine\n")
    options = ("--indicators", indicators, "--as-of", "2026-06-30", "--programme", "none")
    environment = {"XDG_CACHE_HOME": tmp_path / "cache"}
    once = tmp_path / "once.json"
    schoolstd("district", folder, *options, "-o", once, "--no-cache", XDG_CACHE_HOME=tmp_path / "other")
    target = tmp_path / "district.json"
    words = command("district", folder, *options, "--quiet", "-o", target)
    running = [subprocess.Popen(words, env=clean(**environment), stderr=subprocess.PIPE) for _ in range(5)]
    said = [process.communicate(timeout=120)[1] for process in running]
    assert [process.returncode for process in running] == [1] * 5, said
    assert target.read_bytes() == once.read_bytes()
    assert sorted(path.name for path in tmp_path.glob(".schoolstd-*")) == []


# ── targets that cannot be written ──


def limited(megabytes):
    """Keeps a process from writing files that are larger."""
    import resource

    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (megabytes, megabytes))


@posix
@pytest.mark.parametrize("suffix", ["json", "txt"])
def test_a_file_that_may_not_grow_is_told_and_the_old_one_stays(suffix, tmp_path):
    target = tmp_path / f"result.{suffix}"
    target.write_bytes(b"old")
    done = subprocess.run(
        command("check", GAPS, "-q", "-o", target), env=clean(), capture_output=True, preexec_fn=limited(4_096), check=False, timeout=60
    )  # fmt: skip
    assert (done.returncode, done.stderr.decode()) == (2, f"错误：{target}: 磁盘已满，没有写入这个文件\n")
    assert (target.read_bytes(), names(tmp_path)) == (b"old", [target.name])


@pytest.fixture
def disk(tmp_path):
    """A disk of 64 KiB, for those who may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    if not root or not shutil.which("mount"):
        pytest.skip("only root may mount a disk")
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place], capture_output=True, check=False
    ).returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_full_disk_is_told_and_the_old_file_stays(disk):
    (disk / "result.json").write_bytes(b"old")
    run = schoolstd("check", GAPS, "-q", "-o", disk / "result.json")
    assert failed_in_one_sentence(run, "磁盘已满")
    assert ((disk / "result.json").read_bytes(), names(disk)) == (b"old", ["result.json"])


def test_a_disk_that_is_read_only_is_told(disk):
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    assert failed_in_one_sentence(schoolstd("check", GAPS, "-q", "-o", disk / "result.json"), "没有权限写入")
    assert failed_in_one_sentence(schoolstd("plan", GAPS, "-o", disk / "plan.docx"), "没有权限写入")


@pytest.mark.skipif(os.name != "posix" or root, reason="root may write everywhere")
def test_a_folder_that_is_read_only_is_told(tmp_path):
    tmp_path.chmod(0o500)
    assert failed_in_one_sentence(schoolstd("check", GAPS, "-q", "-o", tmp_path / "result.json"), "没有权限写入")


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("none/result.json", "所在的文件夹不存在"),
        ("a.json/result.json", "所在的文件夹不存在"),
        ("folder.json", "这是一个文件夹"),
    ],
)
def test_a_target_that_is_not_there_is_told(target, words, tmp_path):
    (tmp_path / "a.json").write_bytes(b"")
    (tmp_path / "folder.json").mkdir()
    assert failed_in_one_sentence(schoolstd("check", GAPS, "-q", "-o", tmp_path / target), words)


def test_a_folder_that_vanishes_while_a_file_is_written_is_an_error_of_the_system(tmp_path, monkeypatch):
    folder = tmp_path / "folder"
    folder.mkdir()
    monkeypatch.setattr(os, "fsync", lambda _: shutil.rmtree(folder))
    with pytest.raises(OSError, match="No such file"):
        write_whole(str(folder / "result.json"), b"new")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_a_screen_that_takes_nothing_is_told():
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command("check", GAPS), env=clean(), stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1


# ── links and devices ──


@posix
def test_a_link_out_of_the_folder_is_replaced_and_not_followed(tmp_path):
    outside = tmp_path / "outside.json"
    outside.write_bytes(b"mine")
    link = tmp_path / "result.json"
    link.symlink_to(outside)
    assert schoolstd("check", GAPS, "-q", "-o", link).code == 1
    assert outside.read_bytes() == b"mine"
    assert (link.is_symlink(), link.read_bytes()[:1]) == (False, b"{")


@posix
def test_a_link_to_nothing_makes_no_file_elsewhere(tmp_path):
    link = tmp_path / "result.json"
    link.symlink_to(tmp_path / "elsewhere.json")
    schoolstd("check", GAPS, "-q", "-o", link)
    assert names(tmp_path) == ["result.json"]


@posix
@pytest.mark.parametrize("kind", ["pipe", "link to a device"])
def test_a_device_is_never_replaced_by_a_file(kind, tmp_path):
    target = tmp_path / "result.json"
    if kind == "pipe":
        os.mkfifo(target)
    else:
        target.symlink_to("/dev/null")
    assert failed_in_one_sentence(schoolstd("check", GAPS, "-q", "-o", target), "设备或管道")
    assert (target.is_file(), names(tmp_path)) == (False, ["result.json"])


@posix
def test_a_new_file_has_the_rights_of_the_old_one(tmp_path):
    target = tmp_path / "result.json"
    target.write_bytes(b"old")
    target.chmod(0o600)
    write_whole(str(target), b"new")
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"new", 0o600)
