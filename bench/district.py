"""The district run beside a bare loop that only reads the same workbooks with calamine: ratios, memory, re-run, growth.

    python bench/district.py [--schools 1300] [--rounds 3] [--growth]

The workbooks are made anew in a temporary folder (`examples/many.py`). Every command is a whole process, in turn (A B A B …);
ratios are medians of the ratios of each round. Memory is that of the largest process. Prints Markdown.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

from bench import BIN, ROOT, Run, run

sys.path.insert(0, str(ROOT))

from examples.many import write_schools

JOBS = 2
LOOP = """
import sys, glob
from concurrent.futures import ProcessPoolExecutor
import python_calamine as c
def read(path):
    w = c.CalamineWorkbook.from_path(path)
    return sum(len(w.get_sheet_by_name(n).to_python(skip_empty_area=False)) for n in w.sheet_names)
files = sorted(glob.glob(sys.argv[1] + "/**/*.xlsx", recursive=True))
if sys.argv[2] == "1":
    print(sum(map(read, files)))
else:
    with ProcessPoolExecutor(int(sys.argv[2])) as pool:
        print(sum(pool.map(read, files, chunksize=16)))
"""


def main() -> None:
    """Make workbooks, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--schools", type=int, default=1_300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--growth", action="store_true", help="also 100 and 10,000 schools, one round each")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), options.schools, options.rounds)
        if options.growth:
            grow(Path(folder))


def measure(folder: Path, schools: int, rounds: int) -> None:
    """The table and the ratios for one number of schools."""
    commands = prepared(folder, schools)
    results: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(rounds):
        use_cache(folder / f"cache{number}")
        for name, command in commands.items():
            results[name].append(run(command))
    print(f"| {schools} workbooks, {JOBS} processes | seconds | of processor time | largest process, MiB |")
    print("| --- | --- | --- | --- |")
    for name, runs in results.items():
        seconds, memory, processor = (statistics.median(each) for each in zip(*runs, strict=True))
        print(f"| {name} | {seconds:.2f} | {processor:.2f} | {memory:.0f} |")
    print()
    print(f"| ratio ({rounds} rounds) | median | min–max | of processor time | must | stretch |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, other, must, stretch in (
        ("district", "calamine, 2 processes", 2, 1.5),
        ("district", "calamine, one process", "", ""),
        ("district again, unchanged", "district", 0.15, ""),
    ):
        ratios = [a.seconds / b.seconds for a, b in zip(results[name], results[other], strict=True)]
        busy = statistics.median(a.processor / b.processor for a, b in zip(results[name], results[other], strict=True))
        spread = f"{statistics.median(ratios):.2f} | {min(ratios):.2f}–{max(ratios):.2f}"
        print(f"| {name} / {other} | {spread} | {busy:.2f} | {must} | {stretch} |")


def use_cache(folder: Path) -> None:
    """A cache with nothing in it but the compiled catalogs, as an installed wheel has them."""
    os.environ["XDG_CACHE_HOME"] = str(folder)
    for catalog in ("national", "beijing", "district", "city"):
        run([str(BIN / "schoolstd"), "indicators", "list", "--catalog", catalog])


def prepared(folder: Path, schools: int) -> dict[str, list[str]]:
    """The commands over freshly made workbooks, in the order they are run in."""
    below = folder / str(schools)
    write_schools(below, schools, districts=max(1, schools // 100))
    summary = str(folder / "summary.xlsx")
    command = [str(BIN / "schoolstd"), "district", str(below), "-q", "-o", summary, "--jobs", str(JOBS)]
    return {
        "calamine, one process": [sys.executable, "-c", LOOP, str(below), "1"],
        "calamine, 2 processes": [sys.executable, "-c", LOOP, str(below), str(JOBS)],
        "district": command,
        "district again, unchanged": command,
    }


def grow(folder: Path) -> None:
    """Time and memory of a run by the number of schools."""
    print("\n| schools | district, seconds | per school, ms | largest process, MiB |")
    print("| --- | --- | --- | --- |")
    for schools in (100, 1_300, 10_000):
        commands = prepared(folder, schools)
        use_cache(folder / f"growth{schools}")
        found = run(commands["district"])
        print(f"| {schools} | {found.seconds:.1f} | {found.seconds / schools * 1000:.1f} | {found.mebibytes:.0f} |")


if __name__ == "__main__":
    main()
