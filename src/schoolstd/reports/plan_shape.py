"""How a school has shaped the sheet of its plan: widths, hidden columns, and the title above the header. Kept when the
sheet is written anew, columns by their headers because they may come to stand elsewhere."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from schoolstd.location import column_letters

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


class Shape(NamedTuple):
    """Widths and whether hidden by header text; merged areas, row heights and cell styles of the rows above the header."""

    columns: dict[str, tuple[float, bool]] = {}
    merged: tuple[str, ...] = ()
    heights: dict[int, float] = {}
    styles: dict[tuple[int, int], Any] = {}


def shape_of(sheet: Worksheet, header: int) -> Shape:
    """The shape of a sheet; `header` is the row with the headers."""
    columns: dict[str, tuple[float, bool]] = {}
    for dimension in sheet.column_dimensions.values():
        for column in range(dimension.min or 0, min(dimension.max or 0, sheet.max_column) + 1):
            name = sheet.cell(header, column).value if column else None
            if isinstance(name, str) and (dimension.customWidth or dimension.hidden):
                columns.setdefault(name, (float(dimension.width), bool(dimension.hidden)))
    merged = tuple(sorted(str(area) for area in sheet.merged_cells.ranges if area.max_row < header))
    heights = {row: height for row in range(1, header) if (height := sheet.row_dimensions[row].height)}
    above = sheet.iter_rows(max_row=header - 1) if header > 1 else ()
    cells = ((cast("Any", cell), cell.row or 0, cell.column or 0) for row in above for cell in row)
    styles = {(row, column): copy(cell._style) for cell, row, column in cells}
    return Shape(columns, merged, heights, styles)


def give_shape(sheet: Worksheet, header: int, shape: Shape) -> None:
    """Give a sheet of the same workbook, written anew, the shape that the old one had."""
    for column in range(1, sheet.max_column + 1):
        width, hidden = shape.columns.get(str(sheet.cell(header, column).value), (0.0, False))
        dimension = sheet.column_dimensions[column_letters(column)]
        dimension.width = width or dimension.width
        dimension.hidden = hidden
    for (row, column), style in shape.styles.items():
        cast("Any", sheet.cell(row, column))._style = copy(style)
    for row, height in shape.heights.items():
        sheet.row_dimensions[row].height = height
    for area in shape.merged:
        sheet.merge_cells(area)
