"""Work shared out over processes: in order, whatever happens to one of them."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import weakref

import pytest

from schoolstd.district.summary import Failure
from schoolstd.pipeline import pool
from schoolstd.pipeline.schools import Job, Named
from tests.make import catalog

JOB = Job(catalog(), catalog())
FILES = [Named(f"{number}.xlsx", f"{number}.xlsx") for number in range(60)]

linux = pytest.mark.skipif(
    sys.platform != "linux", reason="processes are not forked elsewhere, and know nothing of a fake"
)


def told(job, files):
    """Instead of a record: that the file was looked at. Some files end the process that looks at them."""
    for file in files:
        if file.name in ("7.xlsx", "33.xlsx"):
            os.kill(os.getpid(), signal.SIGKILL)
    return [Failure(file.name, "empty") for file in files]


def test_one_process_goes_through_the_files_in_their_order(monkeypatch):
    monkeypatch.setattr(pool, "judged", lambda job, files: [Failure(file.name, "empty") for file in files])
    assert [each.file for each in pool.judged_by_all(JOB, FILES, 1)] == [file.name for file in FILES]


@linux
@pytest.mark.parametrize("jobs", [2, 3])
def test_several_processes_give_their_results_in_the_order_of_the_files(monkeypatch, jobs):
    monkeypatch.setattr(pool, "judged", lambda job, files: [Failure(file.name, "empty") for file in files])
    assert [each.file for each in pool.judged_by_all(JOB, FILES, jobs)] == [file.name for file in FILES]


@linux
def test_files_that_kill_their_process_are_told_and_all_others_are_done(monkeypatch):
    monkeypatch.setattr(pool, "judged", told)
    found = list(pool.judged_by_all(JOB, FILES, 2))
    assert [each.file for each in found] == [file.name for file in FILES]
    assert [each.file for each in found if each.code == "process_died"] == ["7.xlsx", "33.xlsx"]


class Circle:
    """Refers to itself, as a workbook and its sheets refer to each other."""

    left: list[weakref.ref[Circle]] = []

    def __init__(self) -> None:
        self.itself = self
        self.left.append(weakref.ref(self))


def circles_left(shared):
    """How many circles of earlier tasks this process still holds; leaves another one."""
    held = sum(each() is not None for each in Circle.left)
    Circle()
    return held


@linux
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_task_made_in_circles_is_gone_when_the_next_begins(jobs):
    gc.disable()  # as it is while a district is judged
    try:
        assert list(pool.called_by_all(circles_left, None, [()] * 6, jobs)) == [0] * 6
    finally:
        gc.enable()


@linux
def test_tasks_are_called_in_their_order_and_share_what_they_need():
    assert list(pool.called_by_all(pow, 2, [(3,), (5,), (8,)], 2)) == [8, 32, 256]
    assert list(pool.called_by_all(pow, 2, [(3,)], 1)) == [8]


@linux
def test_whoever_stops_listening_leaves_no_process_behind(monkeypatch):
    monkeypatch.setattr(pool, "judged", lambda job, files: [Failure(file.name, "empty") for file in files])
    results = pool.judged_by_all(JOB, FILES, 2)
    next(results)
    assert multiprocessing.active_children()
    results.close()
    assert not multiprocessing.active_children()
