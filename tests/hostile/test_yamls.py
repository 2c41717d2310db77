"""Whatever a YAML file holds, it is told in bounded memory and time: as a catalog, as waivers, as a programme."""

from __future__ import annotations

import shutil

import pytest

from tests.cli.run import EXAMPLES, GOOD
from tests.hostile.measure import measured
from tests.hostile.test_hostile import linux
from tests.hostile.yamls import YAMLS

LARGE = ("many-aliases", "deep-brackets", "a-scalar", "many-keys", "many-items", "many-waivers", "half-a-surrogate")
"""Those that take most time or memory where they get furthest: waivers and programmes are loaded by the same module."""


@linux
@pytest.mark.parametrize("name", list(YAMLS))
def test_a_dangerous_catalog_is_told_in_bounds(name, tmp_path):
    shutil.copytree(EXAMPLES / "other-city", tmp_path / "city")
    (tmp_path / "city" / "more.yaml").write_bytes(YAMLS[name]())
    run = measured("indicators", "lint", "--indicators", tmp_path / "city")
    assert run.bounded(), run[3:]
    assert "Traceback" not in run.err + run.out
    assert "\x1b" not in run.err + run.out
    assert run.code == 2, run.err[:300]
    assert len(run.err.splitlines()) < 250


@linux
@pytest.mark.parametrize("name", LARGE)
def test_dangerous_waivers_are_told_in_bounds(name, tmp_path):
    (tmp_path / "waivers.yaml").write_bytes(YAMLS[name]())
    run = measured("check", GOOD, "-q", "--waivers", tmp_path / "waivers.yaml")
    assert run.bounded(), run[3:]
    assert "Traceback" not in run.err
    assert run.code == 2, run.err[:300]


@linux
@pytest.mark.parametrize("name", LARGE)
def test_a_dangerous_programme_is_told_in_bounds(name, tmp_path):
    (tmp_path / "plan.yaml").write_bytes(YAMLS[name]())
    run = measured("check", GOOD, "-q", "--programme", tmp_path / "plan.yaml")
    assert run.bounded(), run[3:]
    assert run.code == 2
    assert "Traceback" not in run.err
