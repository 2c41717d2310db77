"""From results to the folder of a country: `district --split district` over made-up results, by the number of schools.

    python bench/country.py [--schools 5000 20000] [--jobs 2]

The results are made one by one from a seed, as if workbooks had been read (which `district.py` measures); what is timed is all
that comes after reading: each district's summary, the tables of the whole, the data set and the overview. Each number of
schools is a process of its own. Memory is that of the largest process. Prints Markdown.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.store import stored_catalog
from schoolstd.cli.district import DistrictOptions
from schoolstd.cli.split import split
from schoolstd.cli.summary import Ground
from schoolstd.district.record import Facts, Noted, Record
from schoolstd.district.texts import Text
from schoolstd.pipeline.engine import Local
from schoolstd.pipeline.schools import Job

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.catalog.model import Catalog

DISTRICT = 100
"""Schools of a district."""
FOR = 200_000
"""Schools that the figures are carried on to."""
LETTERS = "学校管理标准教育教学安全卫生课程活动教师学生家长社区资源制度落实检查记录整改反馈"


def main() -> None:
    """Measure each number of schools, and print; with one number and a folder, be the process that is measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--schools", type=int, nargs="+", default=[5_000, 20_000])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--into", default="")
    options = parser.parse_args()
    if options.into:
        work(options.schools[0], options.jobs, options.into)
        return
    print(f"| schools | seconds, {options.jobs} processes | per school, ms | largest process, MiB | written, MB |")
    print("| --- | --- | --- | --- | --- |")
    seconds = size = 0.0
    for schools in options.schools:
        with tempfile.TemporaryDirectory() as folder:
            into = Path(folder) / "country"
            command = [sys.executable, __file__, "--schools", str(schools), "--jobs", str(options.jobs), "--into", into]
            done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
            seconds, memory = map(float, done.stdout.split())
            size = sum(each.stat().st_size for each in into.rglob("*") if each.is_file()) / 1e6
        print(f"| {schools} | {seconds:.1f} | {seconds / schools * 1000:.2f} | {memory:.0f} | {size:.0f} |")
    times = FOR / options.schools[-1]
    print(f"\nCarried on to {FOR}: {seconds * times / 60:.0f} minutes, {size * times / 1000:.1f} GB written.")


def work(schools: int, jobs: int, into: str) -> None:
    """Write the folder, and print seconds and MiB."""
    catalog = stored_catalog(catalog_folder())
    ground = Ground(Job(catalog, catalog), None, None)
    start = time.perf_counter()
    options = DistrictOptions((), output=(into,), split="district", quiet=True, as_of="2018-12-31")
    split(options, records(schools, catalog), ground, Local(jobs), {})
    used = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(time.perf_counter() - start, max(used) / 1024)


def records(schools: int, catalog: Catalog) -> Iterator[Record]:
    """So many results, in no order of districts; the same number gives the same ones."""
    chance = random.Random(schools)
    ids = list(catalog.indicators)
    checks = [f"{own.id}.{check.id}" for own, check in catalog.checks()]
    districts = max(1, schools // DISTRICT)
    for number in range(schools):
        texts = tuple(
            Text(f"{id_}.account", "自评", "E2", "".join(chance.choices(LETTERS, k=60)))
            for id_ in chance.sample(ids, 30)
        )
        open_ = sorted(chance.sample(checks, 12))
        facts = Facts(
            f"21{number:08d}",
            f"样例第{number}学校",
            f"样例{number % districts}区",
            chance.choice(("小学", "初中", "九年一贯制")),
            chance.choice(("城区", "镇区", "乡村")),
        )
        yield Record(
            f"{facts.district}/{facts.name}.xlsx",
            facts,
            "2018-12-31",
            "2018-12-01",
            "".join(chance.choices("mpnea", (80, 8, 4, 6, 2), k=len(ids))),
            "".join(chance.choices("=>-", (85, 5, 10), k=len(ids))),
            dict.fromkeys(open_, "m"),
            tuple(open_[:4]),
            problems=tuple(Noted("bad_date", "数据", f"D{row}") for row in range(chance.randrange(4))),
            texts=texts,
        )


if __name__ == "__main__":
    main()
