"""The sentences of an improvement plan (一校一案), by key: (Chinese, English). Values go into the braces.

Apart from the gap report's, because a translator should find a document that is handed in whole in one place.
"""

from __future__ import annotations

from schoolstd.wording.paper import SHARED, PaperWords

SENTENCES: dict[str, tuple[str, str]] = {
    # ── the workbook ──
    "sheet": ("一校一案", "Plan"),
    "about": ("说明", "About"),
    "record": ("记录", "Record"),
    "page": ("第 &P 页，共 &N 页", "Page &P of &N"),
    "id": ("指标编号", "Indicator"),
    "task": ("管理任务", "Task"),
    "title": ("指标内容", "What is asked"),
    "severity": ("类别", "Kind"),
    "verdict": ("结论", "Verdict"),
    "lacking": ("差距", "What is lacking"),
    "measure": ("整改措施", "Measures"),
    "owner": ("责任人", "Owner"),
    "due": ("完成时限", "Due"),
    "needed": ("应形成的证据", "Evidence to produce"),
    "source": ("依据", "Source"),
    "state": ("状态", "State"),
    "closed_on": ("销号日期", "Closed on"),
    "note": ("备注", "Remarks"),
    "about_item": ("项目", "Item"),
    "about_value": ("内容", "Value"),
    "about_plan": ("方案", "Plan"),
    "about_catalog": ("指标体系", "Standard"),
    "about_digest": ("指标体系校验码", "Digest of the standard"),
    "about_as_of": ("评定日期", "Judged on"),
    "about_phase": ("所在阶段", "Phase"),
    "phase_until": ("{title}，至 {date} 止", "{title}, until {date}"),
    "about_rows": ("各项情况", "Rows"),
    "about_waivers": ("豁免", "Waivers"),
    "about_how": ("怎样填", "How to fill it in"),
    "how": (
        "黄色的格子要填：整改措施可以改写，责任人写到人，完成时限写到日（例如 2018-08-31）。可以增加列、增加行，也可以另加工作表。\n"
        "再次运行 schoolstd plan 时，所填的内容都保留；差距、依据、证据和状态按新的评定改写，在这些列里自己写的话移到备注。\n"
        "已经达标的行标为“已销号”，不会删去。完成与否以自评工作簿里的证据为准，不以本表为准。",
        "Fill in the yellow cells: rewrite the measures as you like, name a person as owner, give a full date as due"
        " (such as 2018-08-31). Columns, rows and sheets may be added.\n"
        "When schoolstd plan is run again all of this is kept; gap, source, evidence and state are written anew, and"
        " what you wrote in those columns moves to the remarks.\n"
        "Rows that are met are marked as closed, never deleted. What counts is the evidence in the school's workbook,"
        " not this table.",
    ),
    # ── texts in cells ──
    "mandatory": ("必达", "mandatory"),
    "recommended": ("鼓励", "encouraged"),
    "state_open": ("待整改", "open"),
    "state_overdue": ("已逾期", "overdue"),
    "state_closed": ("已销号", "closed"),
    "state_waived": ("已豁免", "waived"),
    "state_lapsed": ("不再适用", "no longer applies"),
    "wrote": ("原在“{column}”栏写：{text}", "Written before under “{column}”: {text}"),
    "was_closed": ("原记销号日期：{date}", "Closing date noted before: {date}"),
    "formula_kept": (
        "原来的公式：{formula}\n所指的格子已没有对应的位置，所以只留下原文，请重新写。",
        "The formula was: {formula}\nThe cells it named have no place any more, so only its text is kept; please write it again.",
    ),
    "lacks": ("{title}：{found}", "{title}: {found}"),
    "unregistered": ("没有登记", "not registered"),
    "needs": ("{title}：{expected}{where}", "{title}: {expected}{where}"),
    "where": ("（填在 {cells}）", " (in {cells})"),
    "as_check": ("（同 {check}）", " (as {check})"),
    "waived": (
        "豁免至 {until}（含当日），{approver}批准：{reason}",
        "waived up to and including {until}, approved by {approver}: {reason}",
    ),
    # ── what is printed ──
    "report_title": ("{school}　一校一案（{id} {version}）", "{school}: improvement plan ({id} {version})"),
    "as_of": ("评定日期 {date}", "Judged on {date}"),
    "as_of_none": ("评定日期未定", "No date given"),
    "progress": ("进展", "Progress"),
    "counts": (
        "共 {rows} 项：已销号 {closed}，待整改 {open}（其中逾期 {overdue}），已豁免 {waived}，不再适用 {lapsed}，学校自列 {own}。",
        "{rows} rows: {closed} closed, {open} open ({overdue} overdue), {waived} waived, {lapsed} no longer apply,"
        " {own} of the school's own.",
    ),
    "counts_mandatory": ("必达指标还有 {open} 项待整改。", "Mandatory indicators still open: {open}."),
    "counts_new": (
        "其中 {new} 项还没有列入方案，请用 schoolstd plan -o 更新方案。",
        "Not in the plan yet: {new}; update it with schoolstd plan -o.",
    ),
    "overdue_rows": ("已逾期（{count} 项）", "Overdue ({count})"),
    "open_rows": ("待整改（{count} 项）", "Open ({count})"),
    "closed_rows": ("已销号（{count} 项）", "Closed ({count})"),
    "lapsed_rows": ("不再适用（{count} 项）", "No longer apply ({count})"),
    "own_rows": ("学校自列（{count} 项）", "The school's own ({count})"),
    "row_head": ("{id} {title}〔{verdict}，{severity}〕{new}", "{id} {title} [{verdict}, {severity}]{new}"),
    "new": ("　未列入方案", "  not in the plan"),
    "row_closed": ("{id} {title}　销号日期 {date}", "{id} {title}: closed on {date}"),
    "row_bare": ("{id} {title}", "{id} {title}"),
    "row_measure": ("整改措施：{text}", "Measures: {text}"),
    "row_who": ("责任人：{owner}　完成时限：{due}", "Owner: {owner}  Due: {due}"),
    "row_needed": ("应形成的证据：{text}", "Evidence to produce: {text}"),
    "row_note": ("备注：{text}", "Remarks: {text}"),
    "unset": ("（未定）", "(not set)"),
    "problems": ("方案中的问题（{count} 个）", "Problems in the plan ({count})"),
    # ── the document ──
    "doc_title": (
        "{school}\n义务教育学校管理标准化建设整改方案\n（一校一案）",
        "{school}\nImprovement plan\nunder the management standard",
    ),
    "doc_basis": ("一、基本情况", "1. Where the school stands"),
    "doc_intro": (
        "我校对照《{catalog}》（{id} {version}）逐条自查，{day}。适用指标 {applicable} 条，达标 {met} 条，部分达标 {partial} 条，"
        "未达标 {not_met} 条，证据不足 {no_evidence} 条。",
        "The school checked itself against “{catalog}” ({id} {version}), {day}. Indicators that apply: {applicable};"
        " met: {met}, partly met: {partial}, not met: {not_met}, without evidence: {no_evidence}.",
    ),
    "doc_day": ("评定日期为{date}", "judged on {date}"),
    "doc_no_day": ("评定日期未定", "without a date"),
    "doc_plan": (
        "本方案列整改任务 {rows} 项，其中必达 {mandatory} 项、鼓励 {recommended} 项；已销号 {closed} 项，待整改 {open} 项。",
        " This plan lists {rows} tasks, {mandatory} mandatory and {recommended} encouraged; closed: {closed}, open: {open}.",
    ),
    "doc_plan_waived": ("另有豁免 {count} 项。", " Waived besides: {count}."),
    "doc_phase": (
        "目前处于“{title}”阶段，各项整改一般应在{date}前完成。",
        "The present phase is “{title}”: tasks should be done by {date}.",
    ),
    "doc_tasks": ("{number}、整改任务", "{number}. Tasks"),
    "doc_recommended": ("{number}、鼓励类事项", "{number}. Encouraged"),
    "doc_own": ("{number}、学校自列事项", "{number}. The school's own tasks"),
    "doc_waived": ("{number}、豁免事项", "{number}. Waivers"),
    "doc_closed": ("{number}、已销号事项", "{number}. Closed"),
    "doc_duty": ("（{number}）{title}", "({number}) {title}"),
    "doc_item": ("{number}. {id} {title}（{verdict}）。", "{number}. {id} {title} ({verdict}). "),
    "doc_plain_item": ("{number}. {id} {title}。", "{number}. {id} {title}. "),
    "doc_lacking": ("差距：{text}", "What is lacking: {text}"),
    "doc_measure": ("整改措施：{text}", "Measures: {text}"),
    "doc_who": ("责任人：{owner}；完成时限：{due}。", "Owner: {owner}; due: {due}."),
    "doc_needed": ("应形成的证据：{text}", "Evidence to produce: {text}"),
    "doc_source": ("依据：{text}", "Source: {text}"),
    "doc_note": ("备注：{text}", "Remarks: {text}"),
    "doc_own_column": ("{column}：{text}", "{column}: {text}"),
    "doc_own_text": ("{text}", "{text}"),
    "doc_closed_item": ("{number}. {id} {title}，销号日期{date}。", "{number}. {id} {title}, closed on {date}."),
    "doc_closed_bare": ("{number}. {id} {title}。", "{number}. {id} {title}."),
    "doc_nothing": ("没有需要整改的事项。", "There is nothing to put right."),
    "doc_notice": (
        "（本方案由学校自查形成，是否达标由教育行政部门认定。）",
        "(This plan comes from the school's own check; recognition belongs to the education authorities.)",
    ),
    "doc_annex": ("附件", "Annex"),
    "doc_annex_named": ("附件：{title}", "Annex: {title}"),
    "doc_annex_title": ("整改任务一览表", "Tasks at a glance"),
    "doc_number": ("序号", "No."),
}

SUMS = r".{0,6}(?:合计|小计|总计|共计|累计|总和|平均值?)|(?:grand|sub)?-?totals?|sum|average"
"""How a row is called that only sums others up, as a pattern, spaces aside."""
STATES = ("open", "overdue", "closed", "waived", "lapsed")


class PlanWords(PaperWords):
    """The sentences of a plan in one language."""

    sentences = {**SHARED, **SENTENCES}

    def state(self, state: str) -> str:
        """How a row stands."""
        return self.say(f"state_{state}")

    def states(self) -> frozenset[str]:
        """Everything that `state` may say, in both languages."""
        return frozenset(text for state in STATES for text in SENTENCES[f"state_{state}"])

    def wrote(self, column: str, text: str) -> str:
        """What the school had written into a column that is written anew."""
        return self.say("wrote", column=self.say(column), text=text)

    def was_closed(self, date: str) -> str:
        """That a row which is open had a closing date."""
        return self.say("was_closed", date=date)
