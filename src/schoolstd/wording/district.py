"""The sentences of a district's or the city's summary, by key: (Chinese, English). Values go into the braces.

Apart from the gap report's, because a summary is forwarded as it is and has to stand for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.wording.district_book import BOOK
from schoolstd.wording.offices import OFFICES

if TYPE_CHECKING:
    from schoolstd.catalog.model import Catalog
    from schoolstd.wording import Words

SENTENCES: dict[str, tuple[str, str]] = {
    # ── the page ──
    "title": ("{where}学校管理标准情况汇总", "Standard school management, summary: {where}"),
    "several": ("各区", "districts"),
    "unnamed": ("（未填区名）", "(district not given)"),
    "day": ("评定日期 {date}", "Judged on {date}"),
    "day_own": (
        "各校按自己的填报日期评定，最晚 {date}",
        "Every school is judged on the date of its own form, the latest being {date}",
    ),
    "day_none": ("工作簿都没有填报日期", "No workbook says its date"),
    "judged_by": ("评定依据：{catalog}（{id} {version}）", "Judged by: {catalog} ({id} {version})"),
    "overview": ("概览", "Overview"),
    "came_in": (
        "收到 {files} 个文件，能用的 {used} 所学校；不能用的文件 {failed} 个；同校重复 {doubled} 所；未报送 {unreported} 所。",
        "{files} files came in, of {used} schools that could be used; unusable files: {failed}; schools with several files: {doubled};"
        " not reported: {unreported}.",
    ),
    "standing_counts": (
        "必达指标全部达标的学校 {clean} 所，占 {share}；还有差距的 {short} 所。",
        "Schools that meet every mandatory indicator: {clean} ({share}); with gaps: {short}.",
    ),
    "met_counts": (
        "各校适用的必达指标共 {applicable} 项次：达标 {met}（{rate}），部分达标 {partial}，未达标 {not_met}，证据不足 {no_evidence}。",
        "Mandatory indicators that apply, over all schools: {applicable}; met {met} ({rate}), partly {partial}, not met {not_met},"
        " no evidence {no_evidence}.",
    ),
    "grave_counts": (
        "有严重数据问题的学校 {schools} 所，共 {problems} 个问题。",
        "Schools with grave data problems: {schools}, with {problems} problems.",
    ),
    "no_order": (
        "学校按代码排列，不排名次；不收考试成绩。汇总只作建议，是否达标由教育行政部门认定。",
        "Schools stand in the order of their codes, never ranked; examination results are not taken in. The summary recommends;"
        " recognition belongs to the education authorities.",
    ),
    "by_duty": ("各职责情况", "By duty"),
    "by_stage": ("各学段情况", "By stage"),
    "by_location": ("城乡情况", "By location"),
    "by_district": ("各区情况", "By district"),
    "col_duty": ("管理职责", "Duty"),
    "col_stage": ("学段", "Stage"),
    "col_location": ("所在地", "Location"),
    "col_district": ("区", "District"),
    "col_schools": ("学校数", "Schools"),
    "col_applicable": ("适用项次", "Applicable"),
    "col_met": ("达标", "Met"),
    "col_partial": ("部分达标", "Partly"),
    "col_not_met": ("未达标", "Not met"),
    "col_no_evidence": ("证据不足", "No evidence"),
    "col_rate": ("达标率", "Met rate"),
    "not_given": ("（未填）", "(not given)"),
    "common": (
        "共性问题（{count} 条指标有学校没有达到，前 {shown} 条）",
        "Shared gaps ({count} indicators; the first {shown})",
    ),
    "common_line": (
        "{id} {title}：{short}/{applicable} 所没有达标（{share}）",
        "{id} {title}: not met by {short} of {applicable} schools ({share})",
    ),
    "remedy": ("建议：{remedy}", "Advice: {remedy}"),
    "strengths": ("各校都达标的指标（{count} 条）", "Met by every school ({count})"),
    "batches": ("批次建议（{programme}）", "Batches ({programme})"),
    "batch_line": (
        "{batch}：计划 {planned} 所，符合条件列入 {placed} 所",
        "{batch}: {planned} seats planned, {placed} schools proposed",
    ),
    "waiting_line": ("候下批 {count} 所；不符合 {ineligible} 所", "waiting: {count}; not eligible: {ineligible}"),
    "round_line": ("{round}：可选 {chosen} 所", "{round}: {chosen} schools may be chosen"),
    "failures": ("不能用的文件（{count} 个）", "Files that could not be used ({count})"),
    "failure_line": ("{file}：{sentence}", "{file}: {sentence}"),
    "doubled": (
        "同一学校的几个文件（{count} 所，取填报日期最晚的）",
        "Several files of one school ({count}; the latest date of the form counts)",
    ),
    "doubled_line": ("{code}：用 {used}，没有用 {others}", "{code}: used {used}, not used {others}"),
    "doubled_same_day": (
        "；{files} 与它填报日期相同（或都没有填），是按文件名取后一个的，请核对",
        "; {files} has the same date (or neither has one): the last by file name was taken, please check",
    ),
    "register_problems": (
        "名册、学校代码的问题（{count} 个）",
        "Problems of the register and of school codes ({count})",
    ),
    "alike": ("疑似雷同（{count} 组，须人工核对）", "Texts alike ({count} groups, for people to look at)"),
    "alike_line": ("{schools}（{count} 所）：{what}", "{schools} ({count}): {what}"),
    "unreported": ("未报送（{count} 所）", "Not reported ({count})"),
    "waivers": ("豁免（{count} 条）", "Waivers ({count})"),
    "more": ("……共 {count} 项，详见汇总工作簿", "… {count} in all, see the summary workbook"),
    "list": ("、", ", "),
    "documents": ("佐证材料登记", "register of documents"),
    "account": ("情况说明", "account"),
    "weakness": ("存在问题", "weaknesses"),
    "measure": ("整改措施", "measures"),
    # ── progress ──
    "reading": ("读取工作簿", "Reading workbooks"),
    **BOOK,
    **OFFICES,
}


class DistrictWords:
    """The sentences of a summary in one language, with the names that the catalog gives."""

    def __init__(self, words: Words, catalog: Catalog) -> None:
        self.words = words.of(catalog)
        self.catalog = catalog
        self.lang = words.lang

    def say(self, key: str, **values: object) -> str:
        """A sentence with its values. Raises KeyError for an unknown key."""
        return SENTENCES[key][self.lang == "en"].format(**values)

    def title(self, id_: str) -> str:
        """An indicator's title."""
        return self.words.name(self.catalog.indicators[id_])

    def joined(self, items: list[str], most: int = 12) -> str:
        """Names in a list, the last ones only counted when there are too many for a line."""
        text = self.say("list").join(items[:most])
        return (
            text
            if len(items) <= most
            else f"{text}…（{len(items)}）"
            if self.lang != "en"
            else f"{text} … ({len(items)})"
        )

    def subject(self, subject: str) -> str:
        """What a text is about: an indicator with a column of 自评, or the register of documents."""
        id_, dot, column = subject.rpartition(".")
        return f"{id_} {self.say(column)}" if dot else self.say(subject)
