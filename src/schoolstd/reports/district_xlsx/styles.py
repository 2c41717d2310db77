"""How the cells of the summary workbook look, by name; font and colours are those of the other workbooks."""

from __future__ import annotations

from schoolstd.workbook.typeset import FONT, GREEN, INK, LINE_COLOUR, MIST, NAVY, PAPER, RED, SIZE, STEEL, YELLOW


def colour(argb: str) -> str:
    """A colour as XlsxWriter wants it."""
    return f"#{argb[-6:]}"


BARS = {"met": "#5B9E6F", "partial": "#E3B341", "not_met": "#C8553D", "no_evidence": "#A3ADB9"}
"""The colours of verdicts in charts, in the order of their columns."""
CELLS = {"√": (GREEN, "FF2E6B34"), "△": (YELLOW, "FF7A5B00"), "×": (RED, "FFA11212"), "○": ("FFE3E7EC", "FF45505C")}
"""Ground and ink of the signs of verdicts; the others stay pale."""
PALE = "FF9AA5B1"
BAR = "#9DB8D6"
"""The bars behind figures: one colour, so that they show size and judge nothing."""

_FONT = {"font_name": FONT, "font_size": SIZE, "font_color": colour(INK), "valign": "vcenter"}
_BOX = {**_FONT, "border": 1, "border_color": colour(LINE_COLOUR)}
_TEXT = {**_BOX, "align": "left", "indent": 1, "text_wrap": True}
_MIDDLE = {**_BOX, "align": "center"}
_WHITE = {"font_color": colour(PAPER), "bg_color": colour(NAVY)}

STYLES: dict[str, dict[str, object]] = {
    "blank": _FONT,
    "dxf": {},
    "title": {**_FONT, **_WHITE, "font_size": 18, "bold": True, "align": "left", "indent": 1},
    "note": {**_FONT, **_WHITE, "align": "left", "indent": 1, "text_wrap": True},
    "section": {**_FONT, "font_size": 12, "bold": True, "font_color": colour(NAVY), "bottom": 2, "bottom_color": colour(NAVY)},
    "plain": {**_FONT, "align": "left", "text_wrap": True},
    "header": {**_BOX, **_WHITE, "bold": True, "align": "center", "text_wrap": True},
    "label": {**_TEXT, "bold": True, "bg_color": colour(MIST)},
    "text": {**_TEXT, "num_format": "@"},
    "centre": {**_MIDDLE, "num_format": "@", "text_wrap": True},
    "line": {**_BOX, "num_format": "@", "align": "left", "indent": 1},
    "count": {**_MIDDLE, "num_format": "0"},
    "number": {**_MIDDLE, "num_format": "#,##0.##"},
    "share": {**_MIDDLE, "num_format": "0.0%"},
    "percent": {**_MIDDLE, "num_format": '0"%"'},
    "total": {**_MIDDLE, "bold": True, "bg_color": colour(MIST), "num_format": "0"},
    "total_share": {**_MIDDLE, "bold": True, "bg_color": colour(MIST), "num_format": "0.0%"},
    "link": {**_TEXT, "font_color": colour(NAVY), "underline": 1, "text_wrap": False},
    "card": {**_FONT, "font_size": 9, "font_color": colour(STEEL), "bg_color": colour(MIST), "align": "center", "bottom": 0},
    "figure": {**_FONT, "font_size": 20, "bold": True, "font_color": colour(NAVY), "bg_color": colour(MIST), "align": "center"},
    "figure_share": {
        **_FONT, "font_size": 20, "bold": True, "font_color": colour(NAVY), "bg_color": colour(MIST), "align": "center",
        "num_format": "0.0%",
    },
    "band": {**_BOX, "font_size": 9, "bold": True, "font_color": colour(NAVY), "bg_color": colour(MIST), "align": "center"},
    "upright": {**_BOX, "font_size": 9, "align": "center", "valign": "bottom", "bg_color": colour(MIST), "rotation": 90, "text_wrap": True},
    "sign": {**_MIDDLE, "font_color": colour(PALE)},
    "waived": {**_BOX, "align": "center", "font_color": colour(PALE), "border": 2, "border_color": colour(NAVY)},
    "small": {**_MIDDLE, "font_size": 8, "num_format": "0"},
    "small_share": {**_MIDDLE, "font_size": 7, "num_format": "0%"},
    "id": {**_BOX, **_WHITE, "font_size": 7, "bold": True, "align": "center"},
    "foot": {**_FONT, "font_color": colour(STEEL), "text_wrap": True},
}  # fmt: skip
