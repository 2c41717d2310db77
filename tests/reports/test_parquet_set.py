"""The data set of a summary: two tables in folders by district, that hold what the records hold."""

from __future__ import annotations

import io

import pytest

from tests.district.schools import CATALOG, IDS, record

pytest.importorskip("pyarrow", reason="pyarrow is not installed")

import pyarrow.dataset as ds
import pyarrow.parquet as pq

from schoolstd.reports.parquet_set import INDICATORS, SCHOOLS, files_of, folder_of
from schoolstd.wholefolder import whole_folder, write_below

SCHOOL = record("1", "mnae", "=>-=", open={"N02.check_1": "f"}, weak=("N02.check_2",), waived=("N04",))


def table(schools, name):
    """The rows of the only file of a table."""
    (content,) = (content for path, content in files_of(schools, CATALOG) if path.startswith(name))
    return pq.read_table(io.BytesIO(content)).to_pylist()


def test_a_school_is_a_row_with_its_counts():
    (row,) = table([SCHOOL], "schools")
    wanted = {
        "code": "1",
        "district_name": "甲区",
        "applicable": 3,
        "met": 1,
        "not_met": 1,
        "no_evidence": 1,
        "gaps": 1,
    }
    assert {key: row[key] for key in wanted} == wanted
    assert list(row) == SCHOOLS.names


def test_a_school_has_a_row_for_every_indicator():
    rows = table([SCHOOL], "indicators")
    assert [row["indicator"] for row in rows] == list(IDS)
    assert [row["verdict"] for row in rows] == ["met", "not_met", "not_applicable", "no_evidence"]
    assert [row["claim"] for row in rows] == ["agrees", "overclaim", "unrated", "agrees"]
    assert (rows[1]["open_checks"], rows[1]["weak_checks"]) == (["N02.check_1"], ["N02.check_2"])
    assert list(rows[0]) == INDICATORS.names


def test_the_order_of_the_schools_makes_no_other_bytes():
    schools = [record("1"), record("2", district="乙区"), record("3")]
    assert list(files_of(schools, CATALOG)) == list(files_of(schools[::-1], CATALOG))


def test_the_whole_is_read_as_one_data_set_by_district(tmp_path):
    schools = [record("1", district="甲/区 =.."), record("2", district=""), record("3", district="乙区")]
    with whole_folder(str(tmp_path / "out"), "dataset") as folder:
        for name, content in files_of(schools, CATALOG):
            write_below(folder, name, content)
    found = ds.dataset(tmp_path / "out" / "schools", partitioning="hive").to_table().to_pylist()
    assert {row["code"]: row["district"] for row in found} == {"1": "甲/区 =..", "2": None, "3": "乙区"}


@pytest.mark.parametrize("district", ["../../etc", "😀" * 400, "a\x00b", "\ud800", "/", "C:\\x"])
def test_no_name_of_a_district_makes_another_path_or_one_too_long(district):
    folder = folder_of(district)
    assert "/" not in folder
    assert "\\" not in folder
    assert "\x00" not in folder
    assert len(folder.encode()) < 255
