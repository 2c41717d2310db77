"""A progress bar is for whoever looks at a terminal, and starts no thread: processes are forked while it stands."""

from __future__ import annotations

import io
import sys
import threading

from schoolstd.cli.progress import MANY, followed


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def terminal(monkeypatch) -> Terminal:
    """A terminal as stderr; set in the test itself, as pytest sets its own before each phase."""
    monkeypatch.setattr(sys, "stderr", stream := Terminal())
    monkeypatch.setenv("TERM", "xterm")
    return stream


def test_a_bar_is_drawn_without_any_other_thread(monkeypatch):
    stream = terminal(monkeypatch)
    before = threading.active_count()
    seen = [threading.active_count() for _ in followed(range(MANY), MANY, "读取")]
    assert seen == [before] * MANY
    assert "读取" in stream.getvalue()


def test_a_few_files_or_a_pipe_have_no_bar(monkeypatch):
    stream = terminal(monkeypatch)
    assert list(followed(range(MANY - 1), MANY - 1, "读取")) == list(range(MANY - 1))
    assert stream.getvalue() == ""
    monkeypatch.setattr(sys, "stderr", pipe := io.StringIO())
    assert list(followed(range(MANY), MANY, "读取")) == list(range(MANY))
    assert pipe.getvalue() == ""
