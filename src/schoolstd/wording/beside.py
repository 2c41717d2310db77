"""The sentences of what was not looked at in a folder, by kind: (Chinese, English). Values go into the braces."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SENTENCES: dict[str, tuple[str, str]] = {
    "archives": (
        "没有看 {count} 个压缩包：{names}。里面如有学校的工作簿，请先解压到文件夹里再运行",
        "not looked at, archives ({count}): {names}. If there are workbooks in them, unpack them into the folder and run again",
    ),
    "tables": (
        "没有看 {count} 个别的格式的表格：{names}。如是学校交的自评，请用 Excel 或 WPS 另存为 .xlsx 再运行",
        "not looked at, tables in other formats ({count}): {names}. If a school sent them as its form, save them as .xlsx and run"
        " again",
    ),
    "documents": (
        "没有看 {count} 个文档或图片：{names}。自评只从工作簿里读；学校如果只交了这些，请它交 .xlsx 工作簿",
        "not looked at, documents or pictures ({count}): {names}. Only workbooks are read; ask a school that sent nothing else for"
        " its .xlsx",
    ),
    "more": ("{names} 等", "{names} and more"),
    "comma": ("、", ", "),
}
NAMED = 5
"""How many files are named before the rest is only counted."""


def beside_line(kind: str, names: Sequence[str], lang: str) -> str:
    """What was not looked at of one kind, and what to do about it."""
    said = {key: texts[lang == "en"] for key, texts in SENTENCES.items()}
    listed = said["comma"].join(names[:NAMED])
    if len(names) > NAMED:
        listed = said["more"].format(names=listed)
    return said[kind].format(count=len(names), names=listed)
