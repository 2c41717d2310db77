"""Work shared out over processes, its results in the order of the work; a process that dies takes one file with it, no more."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from schoolstd.district.summary import Failure
from schoolstd.pipeline.schools import judged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schoolstd.pipeline.schools import Job, Named, Result

CHUNK = 16
"""Files that a process is given at once: enough that handing them over costs nothing, few enough that all end together."""
FEW = 8
"""Up to this many files no process is worth starting."""

_job: Job | None = None


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


def _mapped(job: Job, chunks: Sequence[Sequence[Named]], jobs: int) -> Iterator[list[Result]]:
    # Processes are forked before any thread is started here, and then share the catalogs; elsewhere they are sent along.
    context = get_context("fork" if sys.platform == "linux" else None)
    pool = ProcessPoolExecutor(min(jobs, len(chunks)), context, initializer=_start, initargs=(job,))
    try:
        yield from pool.map(_work, chunks)
    except KeyboardInterrupt:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _one_by_one(job: Job, files: Sequence[Named]) -> Iterator[Result]:
    """The files of a chunk during which a process died, each in a process of its own: the one that kills it is told."""
    for file in files:
        try:
            for results in _mapped(job, [[file]], 1):
                yield from results
        except BrokenProcessPool:
            yield Failure(file.name, "process_died")


def _start(job: Job) -> None:
    global _job
    _job = job
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C reaches all processes, and the first one says what there is to say
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
    assert _job is not None
    return judged(_job, files)
