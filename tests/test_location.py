"""A1 names, both ways."""

import pytest

from schoolstd.location import Location, column_letters, parse_cell


@pytest.mark.parametrize(
    ("column", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")],
)
def test_columns_count_from_a(column, letters):
    assert column_letters(column) == letters


@pytest.mark.parametrize("column", [0, -1])
def test_there_is_no_column_below_1(column):
    with pytest.raises(ValueError, match="columns count from 1"):
        column_letters(column)


@pytest.mark.parametrize(
    ("location", "cell", "printed"),
    [
        (Location("数据", 12, 4), "D12", "数据!D12"),
        (Location("佐证材料", 1, 1), "A1", "佐证材料!A1"),
        (Location("数据"), "", "数据"),
    ],
)
def test_a_location_prints_as_sheet_and_cell_and_a_whole_sheet_as_its_name(location, cell, printed):
    assert (location.cell, str(location)) == (cell, printed)


@pytest.mark.parametrize(
    ("name", "row_and_column"),
    [("A1", (1, 1)), ("C5", (5, 3)), ("c5", (5, 3)), ("AA10", (10, 27)), ("XFD1048576", (1_048_576, 16_384))],
)
def test_a_cell_name_is_a_row_and_a_column(name, row_and_column):
    assert parse_cell(name) == row_and_column


@pytest.mark.parametrize(
    "name", ["", "A", "5", "A0", "A01", "5A", "A-1", "$A$1", "A1:B2", "Ａ1", "Д1", "A１", "A 1", "R1C1"]
)
def test_anything_else_is_no_cell_name(name):
    with pytest.raises(ValueError, match="not a cell"):
        parse_cell(name)


@pytest.mark.parametrize("column", [1, 26, 27, 702, 703, 16_384])
def test_a_location_and_its_cell_name_mean_the_same(column):
    assert parse_cell(Location("数据", 7, column).cell) == (7, column)
