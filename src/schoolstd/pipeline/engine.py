"""Where the work of a run is done: on this machine, or on a cluster. The results are the same, byte for byte."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from schoolstd.errors import UsageError
from schoolstd.pipeline.pool import called_by_all, judged_by_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from schoolstd.pipeline.schools import Job, Named, Result

LOCAL, DASK = "local", "dask"


class Engine(Protocol):
    """Something that does work."""

    def judged(self, job: Job, files: Sequence[Named]) -> Iterator[Result]:
        """The result of every file."""

    def each(self, function: Callable[..., Any], shared: Any, tasks: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """What a function gives for what all tasks share and for each tuple of arguments, in order."""


class Local:
    """So many processes of this machine."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def judged(self, job: Job, files: Sequence[Named]) -> Iterator[Result]:
        return judged_by_all(job, files, self._jobs)

    def each(self, function: Callable[..., Any], shared: Any, tasks: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        return called_by_all(function, shared, tasks, self._jobs)


def checked_engine(name: str) -> str:
    """A name as typed: `local`, `dask`, or `dask=` with an address. Raises UsageError for another."""
    kind, equals, address = name.partition("=")
    if name == LOCAL or (kind == DASK and (not equals or "://" in address)):
        return name
    raise UsageError("bad_engine", {"found": name})


@contextmanager
def engine(name: str, jobs: int) -> Iterator[Engine]:
    """The engine of a name, for as long as it is wanted."""
    if checked_engine(name) == LOCAL:
        yield Local(jobs)
        return
    from schoolstd.pipeline.cluster import cluster

    with cluster(name.partition("=")[2], jobs) as found:
        yield found
