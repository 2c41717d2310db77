"""Whole-process times and peak memory of the commands, as ratios to other tools on the same workbook.

Every figure is the median over rounds in which the commands run in turn (A B C, A B C …), so that a machine whose speed
drifts does not favour one of them; ratios are medians of the ratios of each round. Prints Markdown.

    python bench/bench.py [--rounds 15] [--workbook examples/junior-gaps/school.xlsx]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


class Run(NamedTuple):
    """One finished process: seconds from start to exit, the most memory it held, in MiB, and its seconds of processor time,
    with those of the processes it started."""

    seconds: float
    mebibytes: float
    processor: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--workbook", type=Path, default=ROOT / "examples" / "junior-gaps" / "school.xlsx")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            "check": [str(BIN / "schoolstd"), "check", str(options.workbook), "--fail-on", "never"],
            "openpyxl": [sys.executable, "-c", f"import openpyxl; openpyxl.load_workbook({str(options.workbook)!r})"],
            "frictionless": [str(BIN / "frictionless"), "validate", str(package(options.workbook, Path(folder)))],
            "calamine": [sys.executable, "-c", CALAMINE.format(path=str(options.workbook))],
            "help": [str(BIN / "schoolstd"), "--help"],
            "list": [str(BIN / "schoolstd"), "indicators", "list"],
            "python": [sys.executable, "-c", "pass"],
        }
        if not (BIN / "frictionless").exists():
            del commands["frictionless"]
            print("frictionless is not installed here; `make bench` installs it", file=sys.stderr)
        for command in commands.values():
            run(command)
        rounds = [{name: run(command) for name, command in commands.items()} for _ in range(options.rounds)]
    report(rounds)


CALAMINE = (
    "import python_calamine as c; w = c.CalamineWorkbook.from_path({path!r}); "
    "[w.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in w.sheet_names]"
)


def run(command: list[str]) -> Run:
    """Run a command to its end with its output thrown away."""
    started = time.perf_counter()
    process = os.fork()
    if process == 0:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        os.execv(command[0], command)
    _, _, usage = os.wait4(process, 0)
    return Run(time.perf_counter() - started, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)


def report(rounds: list[dict[str, Run]]) -> None:
    """The table and the ratios, with the goals they are held to."""
    print(f"| command | median ms | peak MiB |  ({len(rounds)} rounds)")
    print("| --- | --- | --- |")
    for name in rounds[0]:
        seconds = statistics.median(each[name].seconds for each in rounds)
        memory = statistics.median(each[name].mebibytes for each in rounds)
        print(f"| {name} | {seconds * 1000:.0f} | {memory:.1f} |")
    print()
    print("| ratio | median | min–max | must | stretch |")
    print("| --- | --- | --- | --- | --- |")
    goals = {
        ("check", "openpyxl"): (0.60, 0.25),
        ("check", "frictionless"): (0.15, 0.06),
        ("check", "calamine"): (5, 2),
    }
    for (name, other), (must, stretch) in goals.items():
        if other in rounds[0]:
            ratios = [each[name].seconds / each[other].seconds for each in rounds]
            low, high = min(ratios), max(ratios)
            print(f"| {name} / {other} | {statistics.median(ratios):.2f} | {low:.2f}–{high:.2f} | {must} | {stretch} |")
    memory = statistics.median(each["check"].mebibytes for each in rounds)
    print(f"| check, peak MiB | {memory:.1f} | | 40 | 20 |")


def package(workbook: Path, folder: Path) -> Path:
    """A frictionless package with the rules that its command can apply to such a workbook: columns, required cells,
    closed lists of types. It knows no bounds by row, no dates of effect and no counts, so it does less than `check`."""
    from schoolstd.catalog.find import catalog_folder
    from schoolstd.catalog.store import stored_catalog
    from schoolstd.workbook.layout import SHEETS

    catalog = stored_catalog(catalog_folder("national"))
    lists = {
        "documents": [each.title for each in catalog.document_types.values()],
        "events": [each.title for each in catalog.event_types.values()],
        "cases": [each.title for each in catalog.case_types.values()],
    }
    resources = []
    for sheet in (each for each in SHEETS if each.core):
        fields = []
        for column in sheet.columns:
            constraints: dict[str, object] = {"required": True} if column.key == "id" else {}
            if column.key == "type" and sheet.role in lists:
                constraints = {"enum": lists[sheet.role]}
            fields.append({"name": column.title, "type": "any", "constraints": constraints})
        (folder / workbook.name).write_bytes(workbook.read_bytes())
        resources.append(
            {
                "name": sheet.role,
                "path": workbook.name,
                "format": "xlsx",
                "dialect": {"excel": {"sheet": sheet.title}},
                "schema": {"fields": fields},
            }
        )
    target = folder / "datapackage.json"
    target.write_text(json.dumps({"name": "school", "resources": resources}, ensure_ascii=False), encoding="utf-8")
    return target


if __name__ == "__main__":
    main()
