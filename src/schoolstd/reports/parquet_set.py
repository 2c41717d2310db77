"""The schools of a summary as a Parquet data set: two tables, each in files by district, for programs that go through more
schools than a spreadsheet holds.

    schools/district=…/part-0.parquet      one row a school: who it is, its counts, its standing
    indicators/district=…/part-0.parquet   one row a school and indicator: verdict, claim, what is open

`district` is the name of the folder, written as in a URL and cut to its first letters; `district_name` has it whole. The
columns are those of SCHOOLS and INDICATORS. Both tables are in order of school code; the same schools give the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq

from schoolstd.district.record import AGREEMENTS, APPLICABLE, VERDICTS
from schoolstd.district.summary import gaps_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from schoolstd.catalog.model import Catalog
    from schoolstd.district.record import Record

LETTERS = 20
"""Letters of a district that name its folder: each may take twelve in a URL, and a name has at most 255."""
NOWHERE = "__HIVE_DEFAULT_PARTITION__"
"""The folder of schools that name no district, as programs that read such data sets know it."""
CLAIMS = {letter: claim for claim, letter in AGREEMENTS.items()}

SCHOOLS = pa.schema(
    [
        ("code", pa.string()),
        ("name", pa.string()),
        ("district_name", pa.string()),
        ("stage", pa.string()),
        ("location", pa.string()),
        ("file", pa.string()),
        ("as_of", pa.date32()),
        ("filled_on", pa.date32()),
        ("applicable", pa.int32()),
        ("met", pa.int32()),
        ("partial", pa.int32()),
        ("not_met", pa.int32()),
        ("no_evidence", pa.int32()),
        ("gaps", pa.int32()),
        ("grave_problems", pa.int32()),
        ("problems", pa.int32()),
        ("batch", pa.string()),
        ("eligible", pa.bool_()),
    ]
)
INDICATORS = pa.schema(
    [
        ("code", pa.string()),
        ("indicator", pa.string()),
        ("duty", pa.string()),
        ("task", pa.string()),
        ("mandatory", pa.bool_()),
        ("verdict", pa.string()),
        ("claim", pa.string()),
        ("waived", pa.bool_()),
        ("open_checks", pa.list_(pa.string())),
        ("weak_checks", pa.list_(pa.string())),
    ]
)


def files_of(records: Sequence[Record], catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """(path below the data set, content) of the files for some schools, one district after another."""
    by_folder: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_folder[folder_of(record.facts.district)].append(record)
    for folder in sorted(by_folder):
        here = sorted(by_folder[folder], key=lambda each: each.facts.code)
        yield f"schools/{folder}/part-0.parquet", _file(SCHOOLS, (_school(each, catalog) for each in here))
        rows = (row for each in here for row in _indicators(each, catalog))
        yield f"indicators/{folder}/part-0.parquet", _file(INDICATORS, rows)


def folder_of(district: str) -> str:
    """The name of a district's folder: no text of a school makes any other path."""
    named = quote(district[:LETTERS].encode("utf-8", "replace"), safe="")
    return f"district={named or NOWHERE}"


def _file(schema: Any, rows: Iterable[dict[str, Any]]) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _school(record: Record, catalog: Catalog) -> dict[str, Any]:
    met, partial, not_met, no_evidence = map(record.verdicts.count, APPLICABLE)
    eligibility = record.programme.eligibility if record.programme else None
    return {
        **{key: _clean(getattr(record.facts, key)) for key in ("code", "name", "stage", "location")},
        "district_name": _clean(record.facts.district),
        "file": _clean(record.file),
        "as_of": date.fromisoformat(record.as_of) if record.as_of else None,
        "filled_on": _day(record.filled_on),
        "applicable": met + partial + not_met + no_evidence,
        "met": met,
        "partial": partial,
        "not_met": not_met,
        "no_evidence": no_evidence,
        "gaps": len(gaps_of(record, catalog)),
        "grave_problems": record.grave,
        "problems": len(record.problems),
        "batch": eligibility.batch if eligibility else None,
        "eligible": eligibility.eligible if eligibility else None,
    }


def _indicators(record: Record, catalog: Catalog) -> Iterator[dict[str, Any]]:
    open_, weak = _by_indicator(record.open), _by_indicator(record.weak)
    rows = zip(catalog.indicators.items(), record.verdicts, record.agreements, strict=True)
    for (id_, indicator), verdict, claim in rows:
        yield {
            "code": _clean(record.facts.code),
            "indicator": id_,
            "duty": catalog.tasks[indicator.task].duty,
            "task": indicator.task,
            "mandatory": indicator.severity == "mandatory",
            "verdict": VERDICTS[verdict].value,
            "claim": CLAIMS[claim].value,
            "waived": id_ in record.waived,
            "open_checks": open_.get(id_, []),
            "weak_checks": weak.get(id_, []),
        }


def _by_indicator(checks: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for check in checks:
        found[check.rpartition(".")[0]].append(check)
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
