"""Work shared out over processes, its results in the order of the work; a process that dies takes one file with it, no more."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from schoolstd.district.summary import Failure
from schoolstd.pipeline.schools import judged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext

    from schoolstd.pipeline.schools import Job, Named, Result

CHUNK = 16
"""Files that a process is given at once: enough that handing them over costs nothing, few enough that all end together."""
FEW = 8
"""Up to this many files no process is worth starting."""

_shared: Any = None
"""What all tasks of a process need: sent to it once."""


def judged_by_all(job: Job, files: Sequence[Named], jobs: int) -> Iterator[Result]:
    """The result of every file, in their order, as they come. Two jobs give what one gives, byte for byte."""
    if jobs < 2 or len(files) <= FEW:
        for file in files:
            yield from judged(job, [file])
        return
    chunks = [files[at : at + CHUNK] for at in range(0, len(files), CHUNK)]
    done = 0
    while done < len(chunks):
        try:
            for results in _mapped(job, chunks[done:], jobs):
                yield from results
                done += 1
        except BrokenProcessPool:
            yield from _one_by_one(job, chunks[done])
            done += 1


def called_by_all(
    function: Callable[..., Any], shared: Any, tasks: Iterable[tuple[Any, ...]], jobs: int
) -> Iterator[Any]:
    """What a function gives for what all tasks share and for each tuple of arguments, in order, few at a time; by other
    processes when jobs are more than one."""
    if jobs < 2:
        for task in tasks:
            yield _done(function, shared, task)
        return
    waiting: deque[Future[Any]] = deque()
    with ProcessPoolExecutor(jobs, _processes(), initializer=_start, initargs=(shared,)) as pool:
        for task in tasks:
            waiting.append(pool.submit(_call, function, task))
            if len(waiting) > jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _mapped(job: Job, chunks: Sequence[Sequence[Named]], jobs: int) -> Iterator[list[Result]]:
    pool = ProcessPoolExecutor(min(jobs, len(chunks)), _processes(), initializer=_start, initargs=(job,))
    patient = True
    try:
        yield from pool.map(_work, chunks)
    except KeyboardInterrupt:
        patient = False
        raise
    finally:
        pool.shutdown(wait=patient, cancel_futures=True)


def _one_by_one(job: Job, files: Sequence[Named]) -> Iterator[Result]:
    """The files of a chunk during which a process died, each in a process of its own: the one that kills it is told."""
    for file in files:
        try:
            for results in _mapped(job, [[file]], 1):
                yield from results
        except BrokenProcessPool:
            yield Failure(file.name, "process_died")


def _processes() -> BaseContext:
    # Processes are forked before any thread is started here, and then share the catalogs; elsewhere they are sent along.
    return get_context("fork" if sys.platform == "linux" else None)


def _start(shared: Any) -> None:
    global _shared
    _shared = shared
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C reaches all processes, and the first one says what there is to say
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    gc.freeze()
    gc.disable()  # nothing circular is made while files are judged, and looking for it takes a tenth of the time


def _leave_with_parent() -> None:
    """End this process when the one that started it is gone, however that ended."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _work(files: Sequence[Named]) -> list[Result]:
    return judged(_shared, files)


def _call(function: Callable[..., Any], task: tuple[Any, ...]) -> Any:
    return _done(function, _shared, task)


def _done(function: Callable[..., Any], shared: Any, task: tuple[Any, ...]) -> Any:
    """What a task gives. What it made in circles, as a workbook's sheets are, is thrown away after it: nobody looks for that
    while files are judged, and a country has thousands of such workbooks."""
    found = function(shared, *task)
    gc.collect()
    return found
