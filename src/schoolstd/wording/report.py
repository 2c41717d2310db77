"""The sentences of a school's self-assessment report (自评报告), by key: (Chinese, English). Values go into the braces."""

from __future__ import annotations

from schoolstd.wording.paper import SHARED, PaperWords

SENTENCES: dict[str, tuple[str, str]] = {
    "title": ("{school}\n{catalog}\n自评报告", "{school}\n{catalog}\nReport of the self-assessment"),
    "heading": ("{number}、{title}", "{number}. {title}"),
    "basics": ("基本情况", "Basic facts"),
    "conclusion": ("结论", "Conclusion"),
    "duties": ("逐职责情况", "Duty by duty"),
    "problems": ("数据问题", "Problems with the data"),
    "claims": ("自评与评定不一致", "Own ratings that differ"),
    "waivers": ("豁免", "Waivers"),
    "statement": ("声明", "Statement"),
    # ── basic facts ──
    "judged": (
        "本报告对照《{catalog}》（{id} {version}）逐条评定，{day}，依据是自评工作簿“{file}”。",
        "This report judges clause by clause against “{catalog}” ({id} {version}), {day}, by the workbook “{file}”.",
    ),
    "day": ("评定日期为{date}", "as of {date}"),
    "no_day": ("评定日期未定", "without a date"),
    "filled": ("工作簿应填 {wanted} 项，已填 {filled} 项。", " Answers asked for: {wanted}; given: {filled}."),
    "field": ("项目", "Item"),
    "value": ("内容", "Answer"),
    "blank": ("（未填）", "(blank)"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    # ── conclusion ──
    "counts": (
        "指标共 {total} 条，适用 {applicable} 条，其中达标 {met} 条，部分达标 {partial} 条，未达标 {not_met} 条，证据不足 {no_evidence} 条；"
        "达标率 {rate}。",
        "Indicators: {total}, of which apply: {applicable}; met: {met}, partly met: {partial}, not met: {not_met}, without"
        " evidence: {no_evidence}; share met: {rate}.",
    ),
    "outside": (
        "不适用 {not_applicable} 条，未生效或已到期 {not_in_force} 条。",
        " Not applicable: {not_applicable}; not in force: {not_in_force}.",
    ),
    "gaps": ("必达指标中还有 {count} 条没有达标。", " Mandatory indicators that are not met: {count}."),
    "no_gaps": ("必达指标全部达标。", " Every mandatory indicator is met."),
    "none_judged": ("这一天没有生效并适用的指标。", " No indicator applies and is in force on this day."),
    "waived_count": ("已豁免 {count} 条。", " Waived: {count}."),
    "problem_count": (
        "数据问题 {count} 个，其中严重 {errors} 个。",
        " Problems with the data: {count}; grave: {errors}.",
    ),
    "claim_count": ("自评偏高 {over} 条，偏低 {under} 条。", " Rated too high: {over}; too low: {under}."),
    "gap_list": (
        "没有达标的必达指标如下，先未达标，再证据不足和部分达标；差距和整改措施逐条写在后面。",
        "The mandatory indicators that are not met follow: what is not met, then what has no evidence or is partly met; what is"
        " lacking and the measures stand further on.",
    ),
    "responsible": ("责任人：{text}", "Responsible: {text}"),
    "responsible_head": ("责任人", "Responsible"),
    "due": ("完成时限：{text}", "Due: {text}"),
    "due_head": ("完成时限", "Due"),
    "both": ("；", "; "),
    # ── duty by duty ──
    "duty": ("（{number}）{title}", "({number}) {title}"),
    "duty_counts": (
        "适用 {applicable} 条，达标 {met} 条，部分达标 {partial} 条，未达标 {not_met} 条，证据不足 {no_evidence} 条。",
        "Apply: {applicable}; met: {met}, partly met: {partial}, not met: {not_met}, without evidence: {no_evidence}.",
    ),
    "duty_none": ("没有适用的指标。", "No indicator applies."),
    "met": ("达标：{items}。", "Met: {items}."),
    "outside_list": ("不适用或不在有效期内：{items}。", "Not applicable or not in force: {items}."),
    "item": ("{number}. {id} {title}（{verdict}{more}）。", "{number}. {id} {title} ({verdict}{more})."),
    "encouraged": ("，鼓励类", ", encouraged"),
    "waived": ("，已豁免", ", waived"),
    "lacking": ("差距：{text}", "What is lacking: {text}"),
    "account": ("学校说明：{text}", "The school says: {text}"),
    "source": ("依据：{text}", "Source: {text}"),
    "measure": ("整改措施：{text}", "Measures: {text}"),
    "finding": ("（{number}）{text}", "({number}) {text}"),
    "in_cell": ("{text}（{cells}）", "{text} ({cells})"),
    # ── the rest ──
    "problem": ("{number}. 〔{severity}〕{place}：{sentence}", "{number}. [{severity}] {place}: {sentence}"),
    "whole": ("整个工作簿", "the whole workbook"),
    "over": (
        "自评偏高 {count} 条，自评结论没有证据支持，以评定为准：",
        "Rated too high: {count}; the evidence does not bear the claims out, and the verdicts stand:",
    ),
    "under": ("自评偏低 {count} 条：", "Rated too low: {count}:"),
    "claim_head": ("指标", "Indicator"),
    "claimed": ("自评", "Own rating"),
    "judged_as": ("评定", "Verdict"),
    "named": ("{id} {title}", "{id} {title}"),
    "recommends": (
        "本报告由程序根据学校所填的自评工作簿生成，只作自查、改进和申报的参考，不是认定结论；学校对所填内容的真实性负责，"
        "是否达标由教育行政部门认定。指标以自己的话概括有关规定，以正式文本为准。",
        "This report was made by a program from the workbook that the school filled in. It serves self-assessment,"
        " improvement and application; it is no recognition. The school answers for what it filled in, and recognition"
        " belongs to the education authorities. Indicators sum regulations up in our own words; the official texts govern.",
    ),
}


class ReportWords(PaperWords):
    """The sentences of a report in one language."""

    sentences = {**SHARED, **SENTENCES}
