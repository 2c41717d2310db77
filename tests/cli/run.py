"""The program as a process, the way a person starts it: what it printed, what it said, and its exit code."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from schoolstd.catalog.find import catalog_folder, catalog_ids, indicators_root
from schoolstd.catalog.store import cache_folder, compiled_name, stored_catalog

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
GOOD = EXAMPLES / "exemplary-primary" / "school.xlsx"
"""A school without a gap."""
GAPS = EXAMPLES / "junior-gaps" / "school.xlsx"
"""A school with gaps and overclaims, and no grave problem with the data."""
CLEARED = {"COLUMNS", "NO_COLOR", "TERM", "PYTHONIOENCODING", "PYTHONUTF8", "LC_ALL", "LANG", "SCHOOLSTD_LANG"}
CLEARED |= {"SCHOOLSTD_DEBUG", "PYTHONDONTWRITEBYTECODE"}
"""What changes the output; and the last, without which each process compiles the sources anew."""


class Run(NamedTuple):
    """A process that has ended."""

    code: int
    out: str
    err: str
    bytes: bytes


def schoolstd(
    *arguments: object, cwd: object = None, encoding: str = "utf-8", timeout: int = 60, **environment: object
) -> Run:
    """Run the program; `environment` is added to a clean one in UTF-8."""
    done = subprocess.run(
        command(*arguments), cwd=str(cwd or ROOT), env=clean(**environment), stdin=subprocess.DEVNULL,
        capture_output=True, timeout=timeout, check=False,
    )  # fmt: skip
    return Run(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding), done.stdout)


def own_cache(folder: Path) -> Path:
    """A cache below a folder, for one test alone, that holds nothing but the compiled catalogs, as an installed program has
    them: compiling them takes seconds. To be called before the environment names it."""
    cache = folder / "cache"
    for compiled in _compiled():
        target = cache / "schoolstd" / compiled.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(compiled, target)
    return cache


@functools.cache
def _compiled() -> tuple[Path, ...]:
    """The compiled catalogs that came with the program, made when they were not there yet."""
    names = catalog_ids(indicators_root())
    files = [compiled_name(stored_catalog(catalog_folder(name)).digest) for name in names]
    return tuple(path for name in files if (path := Path(cache_folder()) / name).is_file())


def command(*arguments: object) -> list[str]:
    """The words that start the program."""
    return [sys.executable, "-m", "schoolstd", *map(str, arguments)]


def clean(**environment: object) -> dict[str, str]:
    """The environment without what changes the output, and with what is given."""
    kept = {key: value for key, value in os.environ.items() if key not in CLEARED}
    return {**kept, "LANG": "C.UTF-8", **{key: str(value) for key, value in environment.items()}}


def failed_in_one_sentence(run: Run, *words: str) -> bool:
    """Whether a run ended with code 2, nothing on stdout and one line on stderr that has these words."""
    lines = run.err.splitlines()
    assert run.code == 2, run
    assert run.out == ""
    assert len(lines) == 1, run.err
    assert "Traceback" not in run.err
    for word in words:
        assert word in lines[0]
    return lines[0].startswith(("错误：", "error: "))
