"""The flat table of a summary as Parquet, for data teams: the same rows with keys and codes instead of words, in no language.

`verdict` is `met`, `partial`, …, `agreement` `agrees`, `overclaim`, …; `checks` holds the ids of required checks that do not
pass, parted by blanks; titles are in the report's language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schoolstd.district.record import VERDICTS
from schoolstd.reports.district_flat import CLAIMS, COLUMNS, Said, flat_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.reports.district_report import DistrictReport

GROUP = 50_000
"""Rows that are put together at a time."""


def render(report: DistrictReport) -> bytes:
    """A row for every school and indicator."""
    import pyarrow as pa
    from pyarrow import parquet

    schema = pa.schema([(key, pa.dictionary(pa.int32(), pa.string())) for key in COLUMNS])
    target = pa.BufferOutputStream()
    with parquet.ParquetWriter(target, schema, compression="zstd") as writer:
        for rows in _groups(report):
            arrays = [pa.array(column, pa.string()).dictionary_encode() for column in zip(*rows, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
    return bytes(target.getvalue())


def _groups(report: DistrictReport) -> Iterator[list[tuple[str, ...]]]:
    said = Said(report.summary, report.words)
    severities = {id_: each.severity for id_, each in report.summary.catalog.indicators.items()}
    held: list[tuple[str, ...]] = []
    for row in flat_rows(report.summary):
        codes: dict[str, Any] = {
            "kind": severities[row.id],
            "verdict": str(VERDICTS[row.verdict]),
            "agreement": str(CLAIMS[row.claim]),
            "waived": "yes" if row.id in row.record.waived else "",
            "checks": " ".join(row.checks),
        }
        texts = zip(COLUMNS, said.row(row), strict=True)
        held.append(tuple(codes.get(key, text).encode("utf-8", "replace").decode() for key, text in texts))
        if len(held) == GROUP:
            yield held
            held = []
    if held:
        yield held
