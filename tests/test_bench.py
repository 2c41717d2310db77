"""The benchmarks that the README names still run. How long they take is no test."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.run import ROOT, clean


def test_a_country_of_made_up_results_is_summed_up_and_measured(tmp_path):
    pytest.importorskip("resource")
    folder = tmp_path / "country"
    words = [sys.executable, str(ROOT / "bench/country.py"), "--schools", "30", "--jobs", "1", "--into", str(folder)]
    run = subprocess.run(words, env=clean(), capture_output=True, text=True, timeout=120, check=False)
    assert (run.returncode, run.stderr) == (0, f"已写入 {folder}：1 个区，30 所学校\n")
    assert len([float(figure) for figure in run.stdout.split()]) == 2
    assert len((folder / "学校.csv").read_text("utf-8-sig").splitlines()) == 31
