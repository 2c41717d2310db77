"""The form of the evidence workbook: its sheets and columns by name. Shared by the reader and the template.

Nothing is found by position. A name counts when it equals the title or an alias in either language, once spaces, line
breaks, marks of required columns (`*`) and whatever stands in brackets are taken away.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from schoolstd.evidence.values import MAX_KEPT, plain

TEMPLATE_VERSION = "1"


class Column(NamedTuple):
    """A column by its key, its header in both languages, and other headers it is known by."""

    key: str
    title: str
    title_en: str
    aliases: tuple[str, ...] = ()
    needed: bool = False


class Sheet(NamedTuple):
    """A sheet by its role, its names, and its columns in the order of the template.

    `needed` columns must be there for the sheet to be read; a sheet that is `core` makes a workbook a school's form.
    """

    role: str
    title: str
    title_en: str
    columns: tuple[Column, ...] = ()
    aliases: tuple[str, ...] = ()
    core: bool = False


PROFILE = Sheet(
    "profile",
    "学校信息",
    "School",
    (
        Column("id", "字段编号", "Field", ("编号", "字段代码"), needed=True),
        Column("title", "字段", "Name", ("字段名称", "项目")),
        Column("value", "填写值", "Answer", ("填写内容", "值", "内容"), needed=True),
        Column("help", "说明", "Notes", ("填写说明",)),
    ),
    ("学校基本信息", "基本信息", "区信息", "市信息"),
    core=True,
)
CLAIMS = Sheet(
    "claims",
    "自评",
    "Self-assessment",
    (
        Column("id", "指标编号", "Indicator", ("编号", "指标代码"), needed=True),
        Column("task", "管理任务", "Task", ("任务",)),
        Column("title", "指标内容", "What is asked", ("内容", "指标")),
        Column("verdict", "自评结论", "Own verdict", ("自评", "结论"), needed=True),
        Column("account", "情况说明", "Account", ("说明",)),
        Column("weakness", "存在问题", "Weaknesses", ("问题",)),
        Column("measure", "整改措施", "Measures", ("措施",)),
        Column("owner", "责任人", "Owner", ("负责人",)),
        Column("due", "完成时限", "Due", ("期限", "完成时间")),
    ),
    ("自评表",),
    core=True,
)
METRICS = Sheet(
    "metrics",
    "数据",
    "Data",
    (
        Column("id", "数据编号", "Metric", ("编号", "数据代码"), needed=True),
        Column("title", "数据项", "Name", ("名称", "项目")),
        Column("unit", "单位", "Unit"),
        Column("value", "填写值", "Answer", ("数值", "值", "填写内容"), needed=True),
        Column("note", "备注", "Remarks", ("说明",)),
    ),
    ("数据表", "基础数据"),
    core=True,
)
DOCUMENTS = Sheet(
    "documents",
    "佐证材料",
    "Documents",
    (
        Column("id", "材料编号", "No.", ("编号", "序号")),
        Column("indicators", "对应指标", "Indicators", ("指标编号", "指标")),
        Column("type", "材料类型", "Type", ("类型",), needed=True),
        Column("title", "材料名称", "Title", ("名称", "标题")),
        Column("number", "文号", "Document number", ("发文字号",)),
        Column("date", "日期", "Date", ("印发日期", "材料日期"), needed=True),
        Column("valid_until", "有效期至", "Valid until", ("有效期", "到期日期")),
        Column("place", "位置", "Where kept", ("存放位置", "存放处")),
        Column("note", "备注", "Remarks"),
    ),
    ("佐证材料登记", "材料登记"),
    core=True,
)
EVENTS = Sheet(
    "events",
    "活动记录",
    "Activities",
    (
        Column("date", "日期", "Date", ("活动日期", "时间"), needed=True),
        Column("type", "活动类型", "Type", ("类型",), needed=True),
        Column("theme", "主题", "Theme", ("活动主题", "内容")),
        Column("grade", "年级或对象", "Grade or group", ("年级", "对象")),
        Column("expected", "应到", "Expected", ("应到人数",)),
        Column("attended", "实到", "Came", ("实到人数",)),
        Column("note", "备注", "Remarks"),
    ),
    ("活动台账",),
    core=True,
)
CASES = Sheet(
    "cases",
    "事项台账",
    "Cases",
    (
        Column("id", "事项编号", "No.", ("编号", "序号")),
        Column("date", "日期", "Date", ("发生日期", "受理日期"), needed=True),
        Column("type", "事项类型", "Type", ("类型",), needed=True),
        Column("matter", "事项（不写姓名）", "Matter (no names)", ("事项", "事由")),
        Column("handled", "处理措施", "What was done", ("措施", "处理")),
        Column("closed", "办结日期", "Closed on", ("结案日期", "销号日期"), needed=True),
        Column("conclusion", "结论", "Conclusion", ("处理结果",)),
    ),
    ("台账",),
    core=True,
)
CLASSES = Sheet(
    "classes",
    "班级",
    "Classes",
    (
        Column("stage", "学段", "Stage"),
        Column("grade", "年级", "Grade", needed=True),
        Column("name", "班级", "Class", ("班级名称", "班别")),
        Column("students", "学生数", "Pupils", ("人数", "班额"), needed=True),
        Column("note", "备注", "Remarks"),
    ),
    ("班级表",),
    core=True,
)
LESSONS = Sheet(
    "lessons",
    "课程",
    "Timetable",
    (
        Column("grade", "年级", "Grade", needed=True),
        Column("subject", "科目", "Subject", ("学科", "课程"), needed=True),
        Column("periods", "周课时", "Periods a week", ("周课时数", "课时"), needed=True),
        Column("note", "备注", "Remarks"),
    ),
    ("课程表", "课程设置"),
    core=True,
)
VERSION = Sheet(
    "version",
    "版本",
    "Version",
    (
        Column("id", "项目", "Item", ("字段",), needed=True),
        Column("value", "内容", "Value", ("值", "填写值"), needed=True),
    ),
)
GUIDE = Sheet("guide", "填报说明", "How to fill in")

REGISTER = Sheet(
    "register",
    "名册",
    "Register",
    (
        Column("code", "学校代码", "School code", ("学校标识码", "学校机构标识码", "代码"), needed=True),
        Column("name", "学校名称", "School name", ("学校", "校名", "名称"), needed=True),
        Column("district", "区", "District", ("所在区", "区县", "所属区"), needed=True),
        Column("joined", "建校日期", "Founded on", ("成立日期", "建校时间")),
        Column("closed", "撤并日期", "Closed on", ("撤销日期", "撤并时间")),
        Column("applied", "申报日期", "Applied on", ("申报时间", "申报")),
        Column("recommended", "推荐日期", "Recommended on", ("区推荐日期", "推荐时间")),
        Column("order", "推荐次序", "Order of recommendation", ("区推荐次序", "推荐序号", "推荐顺序", "推荐序")),
        Column("batch", "认定批次", "Batch", ("批次",)),
        Column("recognised", "认定日期", "Recognised on", ("认定时间",)),
        Column("failed", "未通过日期", "Refused on", ("评估未通过日期",)),
        Column("rectified", "整改闭环日期", "Rectification closed on", ("整改完成日期", "闭环日期")),
        Column("veto", "查实否决", "Veto verified on", ("否决查实日期", "查实否决日期", "一票否决")),
        Column("veto_closed", "否决结案日期", "Veto settled on", ("否决销号日期",)),
        Column("listed", "依法治校示范校", "On the rule-of-law list", ("示范校",)),
        Column("honour", "先进校轮次", "Model school round", ("先进校", "先进校批次")),
        Column("honoured", "先进校日期", "Model school since", ("先进校认定日期",)),
        Column("trigger", "复审触发事项", "Trigger", ("触发事项",)),
        Column("triggered", "触发日期", "Triggered on", ("复审触发日期",)),
        Column("reviewed", "复审日期", "Reviewed on", ("复审时间",)),
        Column("result", "复审结论", "Review result", ("复审结果",)),
        Column("grade", "整改类别", "Kind of rectification", ("整改级别",)),
        Column("accepted", "整改验收日期", "Rectification accepted on", ("验收日期",)),
        Column("self_checked", "自查日期", "Self-check on", ("最近自查日期", "年度自查日期")),
        Column("note", "备注", "Remarks", ("说明",)),
    ),
    ("学校名册", "学校名单", "名单"),
)
"""A bureau's register of schools: a workbook of its own, not a sheet of the school's form."""

SHEETS = (GUIDE, PROFILE, CLAIMS, METRICS, DOCUMENTS, EVENTS, CASES, CLASSES, LESSONS, VERSION)
"""In the order of the template."""

VERSION_ROWS = ("catalog", "catalog_version", "digest", "template_version")
"""The ids in 版本: which standard a workbook was made for."""

VERDICT_NAMES = {
    "达标": "met",
    "部分达标": "partial",
    "未达标": "not_met",
    "不达标": "not_met",
    "证据不足": "no_evidence",
    "不适用": "not_applicable",
    "met": "met",
    "partly met": "partial",
    "partial": "partial",
    "not met": "not_met",
    "no evidence": "no_evidence",
    "not applicable": "not_applicable",
}
"""What a school may write as its own verdict, and the verdict it means."""

CLAIMABLE = ("达标", "部分达标", "未达标", "不适用")
"""The choices the template offers."""

_BRACKETS = re.compile(r"[(\[【].*?[)\]】]")


def bare_name(text: str) -> str:
    """A sheet's or header's text without spaces, brackets and required marks, in lower case."""
    return _kept_bare(text) if len(text) <= MAX_KEPT else _bare(text)


def _bare(text: str) -> str:
    text = plain(text)
    if "(" in text or "[" in text or "【" in text:
        text = _BRACKETS.sub("", text)
    return text.replace(" ", "").replace("*", "").rstrip(":").lower()


_kept_bare = lru_cache(maxsize=1024)(_bare)


def sheet_role(name: str) -> Sheet | None:
    """The sheet that a tab's name stands for, or None for one of the school's own."""
    return _SHEET_NAMES.get(bare_name(name))


def column_key(sheet: Sheet, header: str) -> str:
    """The key of the column that a header text stands for on a sheet, or an empty string."""
    return _COLUMN_NAMES[sheet.role].get(bare_name(header), "")


def _names(title: str, title_en: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(bare_name(name) for name in (title, title_en, *aliases))


_SHEET_NAMES = {
    name: sheet for sheet in (*SHEETS, REGISTER) for name in _names(sheet.title, sheet.title_en, sheet.aliases)
}
_COLUMN_NAMES = {
    sheet.role: {
        name: column.key
        for column in reversed(sheet.columns)
        for name in reversed(_names(column.title, column.title_en, column.aliases))
    }
    for sheet in (*SHEETS, REGISTER)
}
