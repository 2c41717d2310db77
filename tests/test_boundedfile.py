"""A file of somebody else's is read when it is one, and no further than it may be long."""

from __future__ import annotations

import os

import pytest

from schoolstd.boundedfile import read_bounded, unread

posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")


def test_a_file_is_read_to_one_byte_more_than_it_may_have(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b"0123456789")
    assert [read_bounded(path, most) for most in (20, 10, 5)] == [b"0123456789", b"0123456789", b"012345"]


@posix
@pytest.mark.parametrize(
    ("kind", "code"),
    [("pipe", "not_a_file"), ("device", "not_a_file"), ("folder", "is_folder"), ("nothing", "not_found"), ("below a file", "not_found")],
)  # fmt: skip
def test_what_is_no_file_is_told_and_not_waited_for(kind, code, tmp_path):
    path = tmp_path / "a.json"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "folder":
        path.mkdir()
    elif kind == "below a file":
        path.write_bytes(b"")
        path = path / "b.json"
    error = None
    try:
        read_bounded(path, 9)
    except OSError as caught:
        error = caught
    assert error
    assert unread(error) == (code, {})


def test_what_is_told_of_other_errors():
    assert unread(PermissionError(13, "Permission denied")) == ("no_permission", {})
    assert unread(OSError(5, "Input/output error")) == ("unreadable", {"reason": "Input/output error"})
