"""A progress bar is for whoever looks at a terminal, and starts no thread: processes are forked while it stands."""

from __future__ import annotations

import io
import sys
import threading

import pytest

from schoolstd.cli.progress import MANY, followed


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch):
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    return stream


def test_a_bar_is_drawn_without_any_other_thread(terminal):
    before = threading.active_count()
    seen = [threading.active_count() for _ in followed(range(MANY), MANY, "读取")]
    assert seen == [before] * MANY
    assert "读取" in terminal.getvalue()


def test_a_few_files_or_a_pipe_have_no_bar(terminal, monkeypatch):
    assert list(followed(range(MANY - 1), MANY - 1, "读取")) == list(range(MANY - 1))
    assert terminal.getvalue() == ""
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert list(followed(range(MANY), MANY, "读取")) == list(range(MANY))
    assert sys.stderr.getvalue() == ""
