"""The charts of the overview: the share of every verdict, and rates. They draw what the tables beside them say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schoolstd.reports.district_xlsx.places import VERDICTS
from schoolstd.reports.district_xlsx.styles import BARS, colour
from schoolstd.workbook.typeset import FONT, INK, LINE_COLOUR, NAVY

if TYPE_CHECKING:
    from schoolstd.reports.district_xlsx.book import Book

PIXELS = 4 / 3
"""Pixels of a point."""
COLUMN = 7.45
"""Pixels of a unit of column width, with its share of the edges."""
_TEXT = {"name": FONT, "size": 9, "color": colour(INK)}
_GRID = {"visible": True, "line": {"color": colour(LINE_COLOUR), "width": 0.75}}
_NO_LINE = {"none": True}


def verdicts(
    book: Book, sheet: Any, where: tuple[int, int], rows: tuple[int, int], key: str, size: dict[str, float]
) -> None:
    """Stacked columns of the verdicts of a table's rows, each as a share of what applies."""
    chart = book.book.add_chart({"type": "column", "subtype": "percent_stacked"})
    name = book.say("sheet_overview")
    for column, verdict in enumerate(VERDICTS, start=2):
        chart.add_series(
            {
                "name": book.report.words.words.verdict(verdict),
                "categories": [name, rows[0], 0, rows[1], 0],
                "values": [name, rows[0], column, rows[1], column],
                "fill": {"color": BARS[verdict]},
                "border": _NO_LINE,
                "gap": 55,
            }
        )
    chart.set_legend({"position": "bottom", "font": _TEXT})
    _finish(book, sheet, chart, where, book.say(f"chart_verdicts_{key}"), size)


def rates(book: Book, sheet: Any, row: int, rows: tuple[int, int], size: dict[str, float]) -> None:
    """A column for the met rate of every duty."""
    chart = book.book.add_chart({"type": "column"})
    name = book.say("sheet_overview")
    chart.add_series(
        {
            "name": book.say("col_rate"),
            "categories": [name, rows[0], 0, rows[1], 0],
            "values": [name, rows[0], 6, rows[1], 6],
            "fill": {"color": colour(NAVY)},
            "border": _NO_LINE,
            "gap": 80,
            "data_labels": {"value": True, "num_format": "0.0%", "font": _TEXT},
        }
    )
    chart.set_legend({"none": True})
    _finish(book, sheet, chart, (row, 0), book.say("chart_rate"), size)


def _finish(book: Book, sheet: Any, chart: Any, where: tuple[int, int], title: str, size: dict[str, float]) -> None:
    chart.set_title({"name": title, "name_font": {**_TEXT, "size": 11, "bold": True}, "overlay": False})
    axis = {"min": 0, "max": 1, "major_unit": 0.2, "num_format": "0%", "num_font": _TEXT, "major_gridlines": _GRID}
    chart.set_y_axis({**axis, "line": _NO_LINE})
    chart.set_x_axis({"num_font": _TEXT, "line": {"color": colour(LINE_COLOUR)}})
    chart.set_chartarea({"border": {"color": colour(LINE_COLOUR)}})
    chart.set_size({"width": int(size["width"] * COLUMN), "height": int(size["height"] * PIXELS)})
    sheet.insert_chart(*where, chart, {"object_position": 1, "description": title})
