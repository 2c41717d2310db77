"""A progress bar on stderr, for long runs that a person is looking at. It is drawn by the thread that does the work: a process
that is forked while another thread draws may wait for ever for what that thread held."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")
MANY = 20
"""From this many on, a bar is shown on a terminal."""
EVERY = 0.1
"""Seconds between two drawings: one takes as long as a result from the cache."""


def followed(results: Iterable[T], count: int, label: str) -> Iterator[T]:
    """The results as they come, with a bar of `count` when there are many and stderr is a terminal."""
    if count < MANY or not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), auto_refresh=False, transient=True) as progress:
        task, drawn = progress.add_task(label, total=count), 0.0
        for result in results:
            yield result
            progress.advance(task)
            if (now := time.monotonic()) - drawn >= EVERY:
                progress.refresh()
                drawn = now
