"""The files of a run over a Dask cluster: chunks are futures, and what a worker takes with it when it dies is done again.

The job travels once, as a task that any worker can make again. A chunk during which workers died again and again is put off;
at the end its files are done one at a time and alone, so that only the one that is to blame is told as a failure. The
results are those of one machine: nothing here looks into them.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import zlib
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from schoolstd import __version__
from schoolstd.district.summary import Failure
from schoolstd.errors import UsageError, traced
from schoolstd.pipeline.cache import program_mark
from schoolstd.pipeline.pool import CHUNK
from schoolstd.pipeline.remote import is_url
from schoolstd.pipeline.schools import Named, judged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from schoolstd.pipeline.schools import Job, Result

REACHED = 10
"""Seconds in which a scheduler must answer."""
LOOK = 2
"""Seconds after which a wait looks whether there is still somebody to wait for."""
LONELY = 60
"""Seconds for which a cluster may be without any worker."""
AHEAD = 256
"""Tasks that are handed out before the first of them has come back: what is kept in memory at once."""


class WorkerDied(NamedTuple):
    """Instead of a result: workers died during its task, again and again."""


class Version(NamedTuple):
    """Instead of a result: the version of a worker that is not this one's."""

    found: str


class Cluster:
    """A cluster that has been reached."""

    def __init__(self, client: Any, address: str) -> None:
        self._client = client
        self._address = address

    def judged(self, job: Job, files: Sequence[Named]) -> Iterator[Result]:
        """The result of every file; in their order but for those of chunks that were put off, which come last."""
        files = [each if is_url(each.path) else Named(os.path.abspath(each.path), each.name) for each in files]
        packed = self._packed(job)
        chunks = [files[at : at + CHUNK] for at in range(0, len(files), CHUNK)]
        put_off: list[Sequence[Named]] = []
        for chunk, found in zip(chunks, self._each(_work, ((packed, chunk) for chunk in chunks)), strict=True):
            if isinstance(found, WorkerDied):
                put_off.append(chunk)
            else:
                yield from found
        for file in (file for chunk in put_off for file in chunk):
            (alone,) = self._each(_work, [(packed, [file])])
            if isinstance(alone, WorkerDied):
                yield Failure(file.name, "process_died")
            else:
                yield from alone

    def each(self, function: Callable[..., Any], shared: Any, tasks: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """What a function gives for what all tasks share and for each tuple of arguments, in order."""
        packed = self._packed(shared)
        for found in self._each(_call, ((function, packed, *task) for task in tasks)):
            if isinstance(found, WorkerDied):
                raise UsageError("cluster_failed", {"reason": "KilledWorker"})
            yield found

    def _packed(self, shared: Any) -> Any:
        """A value for all tasks, sent once, as a task that any worker can make again."""
        content = zlib.compress(pickle.dumps((__version__, program_mark(), shared)), 1)
        return self._client.submit(_unpacked, content, pure=False)

    def _each(self, function: Callable[..., Any], tasks: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """What a function gives for each tuple of arguments, in order; a WorkerDied in the place of what has none. Raises
        UsageError when the cluster is lost, has no workers, or cannot run the function at all."""
        waiting: deque[Any] = deque()
        for task in tasks:
            waiting.append(self._client.submit(function, *task, pure=False))
            if len(waiting) >= AHEAD:
                yield self._result(waiting.popleft())
        while waiting:
            yield self._result(waiting.popleft())

    def _result(self, future: Any) -> Any:
        from distributed import KilledWorker

        lonely = 0
        while True:
            try:
                found = future.result(timeout=LOOK)
                break
            except KilledWorker:
                return WorkerDied()
            except TimeoutError:
                lonely = 0 if self._workers() else lonely + LOOK
                if lonely >= LONELY:
                    raise UsageError("cluster_no_workers", {"address": self._address}) from None
            except Exception as error:
                if future.status in ("cancelled", "lost"):
                    raise UsageError("cluster_lost", {"address": self._address}) from None
                raise UsageError("cluster_failed", {"reason": traced(error)}) from None
        if isinstance(found, Version):
            raise UsageError("cluster_version", {"found": found.found, "wanted": __version__})
        return found

    def _workers(self) -> int:
        try:
            return len(self._client.sync(self._client.scheduler.ncores, workers=None, callback_timeout=REACHED))
        except (OSError, TimeoutError):
            raise UsageError("cluster_lost", {"address": self._address}) from None


@contextmanager
def cluster(address: str, jobs: int) -> Iterator[Cluster]:
    """The cluster at an address, or one of this machine's own with so many workers when there is none. Raises UsageError when
    the package is not there or nobody answers."""
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError:
        raise UsageError("cluster_missing", {"what": "dask[distributed]"}) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)  # what is to be said, is said in our own words
    with dask.config.set({"distributed.comm.timeouts.connect": f"{REACHED}s", "distributed.admin.tick.limit": "1h"}):
        if address:
            own = None
            client = _client(Client, address, address)
        else:
            with _deaf():
                own = LocalCluster(  # type: ignore[no-untyped-call]
                    n_workers=jobs,
                    threads_per_worker=1,
                    processes=True,
                    host="127.0.0.1",
                    dashboard_address=None,
                    memory_limit=0,
                    silence_logs=logging.CRITICAL + 1,
                )
            client = _client(Client, own, "127.0.0.1")
        try:
            yield Cluster(client, address or "127.0.0.1")
        finally:
            client.close(timeout=REACHED)
            if own:
                own.close(timeout=REACHED)


@contextmanager
def _deaf() -> Iterator[None]:
    """Start processes that do not hear Ctrl-C: it reaches all of them, and the first one says what there is to say."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _client(maker: Any, target: Any, address: str) -> Any:
    try:
        return maker(target, timeout=REACHED, set_as_default=False)
    except (OSError, TimeoutError, ValueError, ImportError):
        raise UsageError("cluster_unreachable", {"address": address}) from None


def _unpacked(packed: bytes) -> Any:
    """What all tasks share; a job with the mark of the program as it is on the worker, by which the cache goes. A worker's
    version when that is another."""
    version, mark, shared = pickle.loads(zlib.decompress(packed))
    if version != __version__:
        return Version(__version__)
    return (
        shared._replace(context=shared.context.replace(mark, program_mark(), 1))
        if hasattr(shared, "context")
        else shared
    )


def _work(job: Any, files: Sequence[Named]) -> Any:
    return job if isinstance(job, Version) else judged(job, files)


def _call(function: Callable[..., Any], shared: Any, *task: Any) -> Any:
    return shared if isinstance(shared, Version) else function(shared, *task)
