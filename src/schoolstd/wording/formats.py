"""The sentences of the formats for people and for other programs, by key: (Chinese, English). Values go into the braces."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schoolstd.reports.findings import Row

SENTENCES: dict[str, tuple[str, str]] = {
    "mandatory": ("必达", "mandatory"),
    "recommended": ("鼓励", "encouraged"),
    "level_required": ("必查", "required"),
    "level_recommended": ("建议", "recommended"),
    "level_record": ("登记", "record"),
    "waived": ("已豁免：{range}，{approver}批准：{reason}", "waived {range} by {approver}: {reason}"),
    "change_new": ("比基线新增", "new since the baseline"),
    "change_worse": ("比基线变差", "worse than the baseline"),
    "change_changed": ("与基线不同", "not as in the baseline"),
    "change_known": ("已在基线里", "in the baseline already"),
    "check": ("检查项", "Check"),
    "found": ("实际", "Found"),
    "wanted": ("要求", "Wanted"),
    "cell": ("单元格", "Cell"),
    "source": ("依据", "Source"),
    "remedy": ("建议", "What to do"),
    "claim": ("自评", "Claim"),
    "verdict": ("结论", "Verdict"),
    "school": ("学校", "School"),
    "gaps": ("差距", "Gaps"),
    "overclaims": ("自评偏高", "Overclaims"),
    "pair": ("{name}：{value}", "{name}: {value}"),
    "finding": ("{title}：{found}；要求：{wanted}", "{title}: {found}; wanted: {wanted}"),
    "more_checks": ("（另有 {count} 项）", " (and {count} more)"),
    "claimed": ("自评{claim}，结论{verdict}（{agreement}）", "claims {claim}, verdict {verdict} ({agreement})"),
    "overclaim_rule": ("自评高于证据所支持的结论", "The school claims more than the evidence shows"),
    "readable": ("文件可以评定", "the file can be judged"),
    "data_sound": ("数据没有严重问题", "no grave problem with the data"),
    "grave": ("严重的数据问题 {count} 个", "{count} grave problems with the data"),
    "annotation": ("{id} {title}〔{verdict}〕{place}", "{id} {title} [{verdict}] {place}"),
    "totals": (
        "{schools} 份工作簿：差距 {gaps} 条，自评偏高 {overclaims} 条，严重数据问题 {faults} 个；不能用的文件 {failed} 个。每个步骤最多显示 10 条，其余见日志或任务摘要。",
        "{schools} workbooks: {gaps} gaps, {overclaims} overclaims, {faults} grave problems with the data; {failed} files unusable."
        " A step shows ten at most; the log and the job summary have the rest.",
    ),
    "schools_title": ("学校管理标准差距报告（{count} 份）", "Gaps against the management standard ({count} workbooks)"),
    "unusable": ("{file} 未评定：{reason}", "{file} was not judged: {reason}"),
    # ── what a report leaves out ──
    "scope_only": ("只列出 {ids}。", "Only {ids} are listed."),
    "scope_without": ("没有列出 {ids}。", "{ids} are not listed."),
    "scope_left": (
        "因此有 {count} 条指标没有列出，其中差距 {gaps} 条；上面的数是全部指标的。",
        "So {count} indicators are not listed, {gaps} of them gaps; the counts above are of all.",
    ),
    "baseline_counts": (
        "与基线 {file} 比：已在基线里的 {known} 条指标、{problems} 个数据问题没有列出；新增、变差或不同的 {open} 条都列出。",
        "Against the baseline {file}: {known} indicators and {problems} problems that it has are not listed; {open} that are"
        " new, worse or different are.",
    ),
    "baseline_no_school": (
        "基线里没有这所学校，全部按新增列出。",
        "The baseline does not have this school: everything is new.",
    ),
    "baseline_no_code": (
        "没有填学校代码，不能与基线对应，全部按新增列出。",
        "There is no school code to find in the baseline: everything is new.",
    ),
    "baseline_other_catalog": (
        "基线按 {was} 评定，现按 {now}，不是一套指标，全部按新增列出。",
        "The baseline was judged by {was}, this by {now}, another catalog: everything is new.",
    ),
    "baseline_other_version": (
        "基线按 {was} 评定，现按 {now}，版本不同：变化可能来自规定；要以现行版本为准，请重写基线。",
        "The baseline was judged by {was}, this by {now}, another version: changes may come from the rules. Write the baseline"
        " anew to go by this version.",
    ),
    "baseline_written": (
        "基线 {path}：{schools} 所学校，差距 {gaps} 条。",
        "Baseline {path}: {schools} schools, {gaps} gaps.",
    ),
    # ── html ──
    "skip": ("跳到差距", "Skip to the gaps"),
    "overview": ("概览", "Overview"),
    "bars": ("色条按右边的条数画", "Each bar is drawn from the figures to its right"),
    "first": ("先改这些", "Fix these first"),
    "first_order": (
        "先改数据里的严重问题，再改未达标的，然后是证据不足的和部分达标的；点编号看全部内容。",
        "Grave problems with the data, then what is not met, then what has no evidence or is partly met. Each link leads to the whole.",
    ),
    "first_more": ("另有 {count} 条差距，见下", "{count} more gaps below"),
    "responsible": ("责任人", "Responsible"),
    "due": ("完成时限", "Due"),
    "both": ("；", "; "),
    "nobody": ("自评表里还没有写责任人", "The school has not said who is responsible"),
    "picture": ("分布", "Verdicts"),
    "filters": ("筛选", "Filters"),
    "only_gaps": ("只看差距", "Gaps only"),
    "filter_overclaim": ("自评偏高", "Overclaims"),
    "filter_document": ("缺材料", "Document missing"),
    "button_open": ("全部展开", "Expand all"),
    "button_close": ("全部收起", "Collapse all"),
    "button_reset": ("恢复", "Reset"),
    "shown": ("显示 {{shown}} 条，共 {{all}} 条", "{{shown}} of {{all}} shown"),
    "all": ("全部", "All"),
    "indicators": ("各条指标", "Indicators"),
    "advice": ("建议项（不影响结论）：", "Recommended, without effect on the verdict:"),
    # ── csv ──
    "csv_record": ("类型", "record"),
    "csv_file": ("文件", "file"),
    "csv_code": ("学校代码", "school_code"),
    "csv_school": ("学校", "school"),
    "csv_district": ("区", "district"),
    "csv_catalog": ("指标体系", "catalog"),
    "csv_as_of": ("评定日期", "as_of"),
    "csv_duty": ("管理职责", "duty"),
    "csv_task": ("管理任务", "task"),
    "csv_indicator": ("指标编号", "indicator"),
    "csv_title": ("指标", "title"),
    "csv_severity": ("类别", "severity"),
    "csv_verdict": ("结论", "verdict"),
    "csv_claim": ("自评", "claim"),
    "csv_agreement": ("自评对照", "agreement"),
    "csv_waiver": ("豁免", "waiver"),
    "csv_change": ("与基线比", "against_baseline"),
    "csv_check": ("检查项编号", "check"),
    "csv_check_title": ("检查项", "check_title"),
    "csv_level": ("级别", "level"),
    "csv_outcome": ("结果", "outcome"),
    "csv_wanted": ("要求", "wanted"),
    "csv_found": ("实际", "found"),
    "csv_sheet": ("工作表", "sheet"),
    "csv_cell": ("单元格", "cell"),
    "csv_source": ("依据", "source"),
    "csv_remedy": ("建议", "remedy"),
    "csv_check_row": ("检查项", "check"),
    "csv_indicator_row": ("指标", "indicator"),
    "csv_problem": ("数据问题", "problem"),
    "csv_failure": ("不能用的文件", "unusable file"),
    # ── workbooks ──
    "list_file": ("文件", "File"),
    "list_school": ("学校", "School"),
    "list_duty": ("管理职责", "Duty"),
    "list_task": ("管理任务", "Task"),
    "list_indicator": ("指标编号", "Indicator"),
    "list_title": ("指标", "Title"),
    "list_severity": ("类别", "Kind"),
    "list_verdict": ("结论", "Verdict"),
    "list_claim": ("自评", "Claim"),
    "list_agreement": ("自评对照", "Against claim"),
    "list_change": ("与基线比", "Against baseline"),
    "list_check": ("检查项编号", "Check"),
    "list_check_title": ("检查项", "What is checked"),
    "list_level": ("级别", "Level"),
    "list_outcome": ("结果", "Outcome"),
    "sheet_overview": ("概览", "Overview"),
    "sheet_gaps": ("差距", "Gaps"),
    "sheet_more": ("认定、豁免与汇总", "Recognition and waivers"),
    "section": ("事项", "About"),
    "line": ("内容", "What is said"),
    "sheet_indicators": ("全部指标", "Indicators"),
    "sheet_checks": ("检查项", "Checks"),
    "sheet_problems": ("数据问题", "Problems"),
    "page": ("第 &P 页，共 &N 页", "Page &P of &N"),
    "none": ("没有", "none"),
    "waived_label": ("豁免或不判的原因", "Waiver, or why not judged"),
    "severity": ("严重程度", "Severity"),
    "sentence": ("说明", "What is wrong"),
    "code": ("代码", "Code"),
    "file": ("文件", "File"),
    # ── the school's own workbook ──
    "note_gap": (
        "【{id} {title}】{check}\n实际：{found}\n要求：{wanted}\n依据：{source}\n建议：{remedy}",
        "[{id} {title}] {check}\nFound: {found}\nWanted: {wanted}\nSource: {source}\nWhat to do: {remedy}",
    ),
    "note_fault": ("【{severity}】{sentence}", "[{severity}] {sentence}"),
    "note_claim": ("【{id} {title}】{claim}", "[{id} {title}] {claim}"),
    "note_more": ("……另有 {count} 项，见“{sheet}”表", "… and {count} more: see the sheet {sheet}"),
    "annotated_lost": (
        "原工作簿里的{parts}没有带到这份附注里，请以原件为准。",
        "The workbook's {parts} are not in this copy; the original stands.",
    ),
    "lost_charts": ("图表", "charts"),
    "lost_pictures": ("图片和图形", "pictures and shapes"),
    "lost_controls": ("控件", "form controls"),
    "lost_threads": ("会话式批注", "threaded comments"),
    "lost_extensions": (
        "新版格式的下拉列表、条件格式或迷你图",
        "drop-downs, conditional formats or sparklines of a newer form",
    ),
    "kind": ("类别", "Kind"),
    "where": ("位置", "Place"),
    "kind_gap": ("差距", "gap"),
    "kind_advice": ("鼓励类", "encouraged"),
    "kind_problem": ("数据问题", "problem"),
    "kind_claim": ("自评偏高", "overclaim"),
    "what": ("内容", "What"),
    "annotated_key": (
        "红色：不符合要求；黄色：缺少或要核对；蓝色：自评偏高。点“位置”到那一格，那里有批注。",
        "Red: not as wanted. Yellow: missing, or to be looked at. Blue: claimed too high. Place leads to the cell and its note.",
    ),
    "annotated_more": ("另有 {count} 处，没有标出", "{count} more cells are not marked"),
    "annotated_rest": (
        "还有更多，没有列出；先改列出的，再查一次",
        "there is more; mend what is listed, then check again",
    ),
    "annotated_renamed": (
        "附注写在 {name}（原来的名字里有别处不能用的字符、太长，或与别的文件重名）",
        "its annotated copy is called {name} (the name has characters that not every system can have, is too long, or is taken)",
    ),
    "annotated_suffix": ("差距", "gaps"),
    # ── statistics ──
    "statistics_scope": ("范围", "Scope"),
    "statistics_left": (
        "没有列出的差距共 {gaps} 条；基线已有、仍未解决的指标共 {known} 条。",
        "Gaps not listed: {gaps}; open indicators that the baseline has already: {known}.",
    ),
    "statistics_title": ("各条指标在 {count} 份工作簿里的情况", "Every indicator over {count} workbooks"),
    "statistics_gaps": ("没有达标的指标", "Indicators that are not met"),
    "statistics_problems": ("数据问题", "Problems with the data"),
    "statistics_sum": ("合计", "All"),
    "statistics_none": ("没有差距。", "There are no gaps."),
    "indicator": ("指标", "Indicator"),
    "problem": ("数据问题", "Problem"),
    "count": ("个数", "Count"),
    "workbooks": ("份数", "Workbooks"),
}


class FormatWords:
    """The sentences in one language."""

    def __init__(self, lang: str = "zh") -> None:
        self.lang = lang

    def say(self, key: str, **values: object) -> str:
        """A sentence with its values. Raises KeyError for an unknown key."""
        return SENTENCES[key][self.lang == "en"].format(**values)

    def pair(self, key: str, value: str) -> str:
        """A value with its name before it."""
        return self.say("pair", name=self.say(key), value=value)

    def claim(self, row: Row) -> str:
        """What the school says of an indicator, beside the verdict."""
        return self.say("claimed", claim=row.claim_text, verdict=row.verdict_text, agreement=row.agreement_text)

    def problem(self, code: str) -> str:
        """What a code of a problem means, with dots where its values stand."""
        from schoolstd.wording import Words

        return Words(self.lang).problem_pattern(code)

    def listed(self, names: Iterable[str]) -> str:
        """Names as this language joins them."""
        return (", " if self.lang == "en" else "、").join(names)
