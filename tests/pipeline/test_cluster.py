"""A run over a cluster gives what one machine gives, byte for byte, whatever happens to the workers."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress

import pytest

from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.store import stored_catalog
from schoolstd.district.record import Record
from schoolstd.district.summary import Failure
from schoolstd.errors import UsageError
from schoolstd.pipeline import pool
from schoolstd.pipeline.engine import checked_engine
from schoolstd.pipeline.schools import Job, Named, judged
from tests.cli.run import EXAMPLES, ROOT, clean, failed_in_one_sentence, schoolstd

WAIT = 60
"""Seconds that a process is waited for; none takes nearly as long."""
CLOSED = "tcp://127.0.0.1:1"
"""An address at which nobody answers."""

pytestmark = pytest.mark.filterwarnings("ignore")  # those of the libraries for clusters


@pytest.mark.parametrize("name", ["local", "dask", "dask=tcp://127.0.0.1:8786", "dask=tls://host:1"])
def test_an_engine_is_this_machine_or_dask_with_or_without_an_address(name):
    assert checked_engine(name) == name


@pytest.mark.parametrize("name", ["", "spark", "dask=", "dask=host", "local=tcp://a"])
def test_any_other_engine_is_refused(name):
    with pytest.raises(UsageError) as error:
        checked_engine(name)
    assert error.value.code == "bad_engine"


def test_a_package_that_is_missing_is_named_with_how_to_get_it(tmp_path):
    (tmp_path / "dask.py").write_text("raise ImportError")
    path = os.pathsep.join([str(tmp_path), str(ROOT / "src")])
    run = schoolstd("district", EXAMPLES / "junior-gaps", "--engine", "dask", PYTHONPATH=path)
    assert failed_in_one_sentence(run, "pip install schoolstd[cluster]")


class TestDask:
    """With the library, and a cluster of processes on this machine."""

    @pytest.fixture(autouse=True)
    def library(self):
        pytest.importorskip("distributed", reason="dask is not installed")

    @pytest.fixture
    def folder(self, tmp_path):
        """Workbooks, one of them damaged, in a folder with one below."""
        for number in range(5):
            place = tmp_path / "in" / ("below" if number % 2 else "") / f"{number}.xlsx"
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(EXAMPLES / "junior-gaps" / "school.xlsx", place)
        (tmp_path / "in" / "broken.xlsx").write_bytes(b"PK")
        return tmp_path / "in"

    def test_a_run_over_urls_and_a_cluster_gives_the_bytes_of_one_machine(self, folder, tmp_path):
        own = schoolstd("district", folder, "--no-cache", "-o", tmp_path / "a.json", "--visits", "2")
        with running(tmp_path) as (address, _):
            far = schoolstd(
                "district", f"file://{folder}", "--no-cache", "-o", tmp_path / "b.json", "--visits", "2",
                "--engine", f"dask={address}",
            )  # fmt: skip
        assert (far.code, far.err, far.bytes) == (own.code, own.err, own.bytes)
        assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()

    def test_a_worker_that_is_killed_in_the_middle_loses_nothing(self, folder, tmp_path, monkeypatch):
        from schoolstd.pipeline import cluster as module

        monkeypatch.setattr(module, "CHUNK", 2)
        job, files = job_over(folder, copies=6)
        with running(tmp_path) as (address, workers), module.cluster(address, 1) as found:
            results = found.judged(job, files)
            came = [next(results)]
            os.kill(workers[0].pid, signal.SIGKILL)
            workers[0].wait(WAIT)
            came += results
        assert came == judged(job, files)

    def test_a_file_that_kills_workers_is_one_failure_and_the_others_are_done(self, folder, tmp_path, monkeypatch):
        from schoolstd.pipeline import cluster as module

        monkeypatch.setattr(module, "CHUNK", 2)
        job, files = job_over(folder, copies=1)
        files.insert(3, Named("memory://kill", "kill.xlsx"))
        fewer = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1", "PYTHONPATH": killer(tmp_path)}
        with (
            running(tmp_path, nanny=True, **fewer) as (address, _),
            module.cluster(address, 1) as found,
        ):
            came = sorted(found.judged(job, files), key=lambda each: each.file)
        assert Failure("kill.xlsx", "process_died") in came
        assert len(came) == len(files)
        assert sum(isinstance(each, Record) for each in came) == 5

    def test_nobody_at_the_address_is_one_sentence(self):
        run = schoolstd("district", EXAMPLES / "junior-gaps", "--engine", f"dask={CLOSED}")
        assert failed_in_one_sentence(run, CLOSED)

    def test_a_cluster_without_workers_is_one_reason(self, folder, tmp_path, monkeypatch):
        from schoolstd.pipeline import cluster as module

        monkeypatch.setattr(module, "LONELY", 2)
        job, files = job_over(folder, copies=1)
        with (
            running(tmp_path, count=0) as (address, _),
            module.cluster(address, 1) as found,
            pytest.raises(UsageError) as error,
        ):
            list(found.judged(job, files))
        assert error.value.code == "cluster_no_workers"

    def test_a_scheduler_that_goes_away_is_one_reason(self, folder, tmp_path, monkeypatch):
        from schoolstd.pipeline import cluster as module

        monkeypatch.setattr(module, "REACHED", 2)
        job, files = job_over(folder, copies=1)
        with running(tmp_path, count=0) as (address, processes), module.cluster(address, 1) as found:
            processes[-1].kill()
            processes[-1].wait(WAIT)
            with pytest.raises(UsageError) as error:
                list(found.judged(job, files))
        assert error.value.code == "cluster_lost"

    def test_workers_of_another_version_are_refused(self, folder, tmp_path, monkeypatch):
        from schoolstd.pipeline import cluster as module

        job, files = job_over(folder, copies=1)
        with running(tmp_path, count=1) as (address, _), module.cluster(address, 1) as found:
            monkeypatch.setattr(module, "__version__", "0.0.0")
            with pytest.raises(UsageError) as error:
                list(found.judged(job, files))
        assert error.value.code == "cluster_version"


def test_any_number_of_processes_gives_what_one_gives():
    tasks = [(number,) for number in range(7)]
    assert list(pool.called_by_all(divmod, 100, ((n + 1,) for (n,) in tasks), 2)) == [
        divmod(100, n + 1) for (n,) in tasks
    ]


def job_over(folder, copies):
    """A job, and the workbooks of a folder so many times under different names."""
    paths = sorted(folder.rglob("*.xlsx"))
    files = [Named(str(path), f"{copy}-{path.name}") for copy in range(copies) for path in paths]
    catalog = stored_catalog(catalog_folder("national"))
    return Job(catalog, catalog), files


def killer(tmp_path):
    """A path with a module that every Python of a worker starts with: reading from `memory://kill` ends it at once."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(
        "import os\nimport schoolstd.pipeline.schools as m\nold = m.bytes_at\n"
        "m.bytes_at = lambda url, *more: os._exit(9) if url.endswith('//kill') else old(url, *more)\n"
    )
    return os.pathsep.join([str(tmp_path / "site"), str(ROOT / "src")])


@contextmanager
def running(tmp_path, count=2, nanny=False, **environment):
    """A scheduler with so many workers, as processes that talk on 127.0.0.1 only: (address, workers and last the scheduler)."""
    place = tmp_path / "scheduler.json"
    environment = clean(PYTHONPATH=str(ROOT / "src")) | environment
    common = {"env": environment, "cwd": tmp_path, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    start = [sys.executable, "-m"]
    scheduler = subprocess.Popen(
        [*start, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
         "--dashboard-address", "127.0.0.1:0", "--scheduler-file", str(place)], **common,
    )  # fmt: skip
    processes = []
    try:
        until = time.monotonic() + WAIT
        while not place.exists():
            assert scheduler.poll() is None
            assert time.monotonic() < until
            time.sleep(0.05)
        options = ["--host", "127.0.0.1", "--nthreads", "1", "--memory-limit", "0", "--no-dashboard"]
        options.append("--nanny" if nanny else "--no-nanny")
        for number in range(count):
            below = ["--local-directory", str(tmp_path / f"worker{number}")]
            command = [*start, "distributed.cli.dask_worker", "--scheduler-file", str(place), *options, *below]
            processes += [subprocess.Popen(command, **common)]
        yield address_of(place, count), [*processes, scheduler]
    finally:
        for process in (*processes, scheduler):
            with suppress(OSError):
                process.terminate()
        for process in (*processes, scheduler):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(WAIT)


def address_of(place, count):
    """The address in a scheduler's file, once it has so many workers."""
    from distributed import Client

    with Client(scheduler_file=str(place), set_as_default=False, timeout=WAIT) as client:
        if count:
            client.wait_for_workers(count, timeout=WAIT)
        return client.scheduler.address
