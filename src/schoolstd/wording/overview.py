"""The sentences of an overview of many districts, by key: (Chinese, English). Values go into the braces."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "title": ("学校管理标准情况总览（{count} 个区）", "Standard school management, overview of {count} districts"),
    "file": ("总览", "overview"),
    "districts": ("各区", "districts"),
    "schools": ("学校", "schools"),
    "data": ("数据集", "data"),
    "unusable": ("不能用的文件", "unusable files"),
    "col_file": ("文件", "File"),
    "col_problem": ("原因", "Why"),
    "nowhere": ("未填区名", "no district"),
    "all": ("合计", "Total"),
    "col_clean": ("全部达标学校", "Without gaps"),
    "col_grave": ("有严重数据问题", "Grave problems"),
    "col_unreported": ("未报送", "Not reported"),
    "col_gap": ("指标", "Indicator"),
    "col_short": ("没有达标的学校", "Schools short"),
    "col_of": ("适用学校", "Of schools"),
    "col_share": ("占比", "Share"),
    "col_overclaims": ("自评偏高", "Overclaims"),
    "col_code": ("学校代码", "School code"),
    "col_name": ("学校", "School"),
    "col_workbook": ("工作簿", "Workbook"),
    "col_as_of": ("评定日期", "Judged on"),
    "col_gaps": ("差距", "Gaps"),
    "within": (
        "同一学校的几个文件、文字雷同只在各区之内核对。",
        "Several workbooks of one school, and texts alike, are looked for within a district only.",
    ),
    "renamed": ("文件名与区名不同的区（{count} 个）", "Districts whose files have another name ({count})"),
    "renamed_line": (
        "{district}：文件叫 {name}（区名里有文件名不能用的字符、太长，或与别的区重名）",
        "{district}: the files are called {name} (the name has characters that no file can have, is too long, or is taken)",
    ),
    "written": (
        "已写入 {path}：{districts} 个区，{schools} 所学校",
        "{path}: {districts} districts, {schools} schools",
    ),
}


def said(key: str, lang: str, **values: object) -> str:
    """A sentence in a language with its values. Raises KeyError for an unknown key."""
    return SENTENCES[key][lang == "en"].format(**values)
