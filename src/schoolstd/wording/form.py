"""Every fixed sentence of the workbook that a school fills in, by key: (Chinese, English). Values go into the braces.

Apart from the reports' sentences, because the template alone uses them and a translator should find them in one place.
"""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # ── names of things ──
    "workbook": ("{title}　自评工作簿", "{title}: self-assessment workbook"),
    "lists": ("词表", "Lists"),
    "guidance": ("填写说明", "Guidance"),
    "duty": ("管理职责", "Duty"),
    "used_by": ("用于指标", "Used by"),
    "owner": ("责任单位：{owner}", "Owner: {owner}"),
    "encouraged": ("（鼓励）", " (encouraged)"),
    "join": ("、", ", "),
    "part": ("{title}（{gloss}）", "{title} ({gloss})"),
    "page": ("第 &P 页，共 &N 页", "Page &P of &N"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    # ── what stands in the unit column of an answer without a unit ──
    "unit_yes_no": ("是/否", "yes/no"),
    "unit_choice": ("单选", "one of"),
    "unit_choices": ("多选", "several of"),
    "unit_date": ("日期", "date"),
    "unit_text": ("文字", "text"),
    "unit_share": ("%", "%"),
    # ── beside a cell ──
    "options": ("从下拉列表中选一项：{options}。", "Pick one: {options}."),
    "several": ("可多选，用顿号隔开：{options}。", "Several may be given, separated by 、 or commas: {options}."),
    "backed": (
        "答“是”的，须在“佐证材料”登记：{types}。",
        "A yes needs a row under Documents: {types}.",
    ),
    "backed_any": (
        "答“是”的，须在“佐证材料”登记其中一类：{types}。",
        "A yes needs a row under Documents of one of these types: {types}.",
    ),
    "backed_cited": (
        "答“是”的，须在“佐证材料”登记一份“对应指标”写有 {indicators} 的材料。",
        "A yes needs a row under Documents that cites {indicators}.",
    ),
    "must_expire": ("必须填有效期至。", "“Valid until” is needed."),
    "at_least_documents": ("至少 {count} 份。", "At least {count}."),
    "one_of_types": ("与{types}任登一类即可。", "This or {types} will do."),
    "if_it_applies": ("有这种情况时登记。", "Only where it applies."),
    "advised": ("建议有，不影响结论。", "Advised; it does not change the verdict."),
    "subject_of": ("列入“{titles}”，没有开就空着。", "From “{titles}”; leave blank if not taught."),
    # ── what a cell refuses ──
    "wrong": ("请核对", "Please check"),
    "bad_list": ("请从下拉列表中选一项。", "Please pick an item of the list."),
    "odd_list": (
        "列表里没有这一项。年级请按列表写，全校活动写“全校”。确定要这样写吗？",
        "This is not in the list. Keep it all the same?",
    ),
    "bad_date": ("请填一个日期，年月日写全，例如 2026-06-30。", "Please give a full date such as 2026-06-30."),
    "odd_date": ("这不是日期，例如 2026-06-30。确定要这样写吗？", "This is no date such as 2026-06-30. Keep it?"),
    "bad_count": ("请填整数（{range}），只填数字，不写单位。", "Please give a whole number ({range}) without a unit."),
    "bad_number": ("请填数字（{range}），只填数字，不写单位。", "Please give a number ({range}) without a unit."),
    "bad_share": ("请填 0% 到 100% 之间的比例，例如 95%。", "Please give a share from 0% to 100%, such as 95%."),
    "range_between": ("{low} 到 {high}", "{low} to {high}"),
    "range_from": ("不小于 {low}", "at least {low}"),
    "range_until": ("不大于 {high}", "at most {high}"),
    "range_any": ("不限", "any"),
    # ── the first sheet ──
    "counts": (
        "指标体系 {id}　版本 {version}　·　适用指标 {indicators} 条，数据 {metrics} 项，佐证材料 {documents} 类",
        "Catalog {id}, version {version} · {indicators} indicators, {metrics} figures, {documents} kinds of document",
    ),
    "about": (
        "这份工作簿由本单位如实填写，对照标准逐条检查，找出还缺什么、该怎么补。检查只看证据，给出的是建议；是否达标由教育行政部门认定。",
        "Fill this in truthfully; the check compares it with the standard clause by clause and says what is missing "
        "and how to mend it. It looks at evidence alone and only recommends: recognition belongs to the authorities.",
    ),
    "order": ("一、按这个顺序填", "1. In this order"),
    "order_profile": (
        "最先填。带 * 的必填。这里的回答决定哪些指标适用；填报日期决定按哪一天有效的规定检查。"
        "改了学段等回答以后，请重新生成工作簿。",
        "First of all. Those marked * are needed. The answers decide what applies, the date which rules are in force. "
        "After changing one, have the workbook made again.",
    ),
    "order_classes": (
        "每班一行。各班学生数之和要等于“数据”中的学生总数。",
        "One row per class. The pupils add up to the total under Data.",
    ),
    "order_lessons": (
        "年级和科目已经列好，只填周课时。没有开的科目空着，另有科目写在后面的空行。",
        "Grades and subjects are listed: give the weekly periods. Leave blank what is not taught; add others below.",
    ),
    "order_metrics": (
        "每项全校只填一次，填在“填写值”。没有发生的填 0（填写说明另有要求的除外）；空着按没有证据处理。"
        "可按“管理职责”筛选，分给各部门填。",
        "Each figure is given once. Put 0 for what did not happen, unless told otherwise: a blank is no evidence. "
        "Filter by duty to share the work among departments.",
    ),
    "order_documents": (
        "需要的材料每类已列一行，补上名称、文号、日期、有效期至和存放位置。一类有几份的、另有材料的，登记在后面的空行。",
        "One row stands ready for each type that is needed: add title, number, dates and where it is kept. "
        "Use the blank rows for more.",
    ),
    "order_events": (
        "每开展一次登记一行，写明日期、类型、年级或对象。要登记哪些、多少次，见第七部分。",
        "One row each time, with date, type and grade. Part 7 says which and how often.",
    ),
    "order_cases": (
        "每件登记一行，写明处理措施和办结日期，不写姓名。要登记哪些，见第八部分。",
        "One row each, with what was done and when it was closed, and no names. Part 8 says which.",
    ),
    "order_claims": (
        "最后填。对照每条指标选自评结论；没有达标的，写明问题、措施、责任人和时限。",
        "Last. Choose a verdict for every indicator; where it is not met, say what is weak, what will be done, by whom "
        "and when.",
    ),
    "order_version": (
        "不用填，请勿改动：记着这份工作簿是按哪一版标准做的。",
        "Leave alone: it says which standard this workbook was made for.",
    ),
    "evidence": ("二、什么算证据", "2. What counts as evidence"),
    "evidence_documents": (
        "日期在评估期内的材料；或评估期以前印发、“有效期至”不早于填报日期的材料。写了“有效期至”的，过期就不算。没有日期的不算。",
        "Documents dated in the assessment period, or older ones still valid on the date of the form. "
        "Expired or undated ones do not count.",
    ),
    "evidence_events": (
        "评估期内开展、写明日期和类型的活动，按次数算。评估期以外的不算。",
        "Activities in the assessment period with date and type, counted one by one.",
    ),
    "evidence_cases": (
        "写明处理措施和办结日期的事项，件数要和“数据”一致。第八部分要求“每件都办结”的，如实登记、件件办结就通过。",
        "Cases with what was done and the day they were closed, as many as under Data. Where part 8 wants every one "
        "closed, honest records of closed cases pass.",
    ),
    "evidence_metrics": (
        "有据可查的数字。答“是”的还要有佐证材料，登记哪一类写在该行的填写说明里。",
        "Figures that can be traced. A yes also needs a document; the guidance beside it says which.",
    ),
    "evidence_claims": (
        "自评结论和情况说明都不是证据。自评用来和检查结果对照：自评偏高会单独列出。",
        "Your own verdict and account are never evidence. They are compared with what the check finds.",
    ),
    "period": ("评估期", "Assessment period"),
    "period_known": ("{start} 至 {end}。", "{start} to {end}."),
    "period_rule": (
        "到填报日期为止，从最近一个至少有一个学期已经结束的学年的 {start} 算起。",
        "Up to the date of the form, from {start} of the latest school year with a finished term.",
    ),
    "values": ("三、怎么写", "3. How to write values"),
    "values_yes_no": ("选“是”或“否”。", "Choose yes or no."),
    "values_share": ("写 95% 或 0.95。", "Write 95% or 0.95."),
    "values_date": ("写 2026-06-30，年月日要全。", "Write 2026-06-30, with year, month and day."),
    "values_number": ("只写数字，单位已在旁边；不写“约”“左右”。", "Digits only, the unit stands beside; no “about”."),
    "values_several": ("用顿号隔开，例如 甲、乙、丙。", "Separate them: A、B、C or A, B, C."),
    "label_share": ("比例", "Share"),
    "label_date": ("日期", "Date"),
    "label_number": ("数字", "Number"),
    "values_layout": (
        "灰底的格子已经写好并锁定（没有密码）。可以调行高列宽、筛选、在登记表里插入行；请不要改工作表名和表头。",
        "Grey cells are written and locked (no password). Resize, filter and insert rows in the registers as you like; "
        "please keep the names of sheets and headers.",
    ),
    "label_layout": ("格式", "Layout"),
    "privacy": ("四、不要写进来", "4. What does not belong here"),
    "privacy_names": (
        "学生姓名、身份证号、家庭情况。需要提到时写“某班一名学生”。",
        "Names, identity numbers or family matters of pupils. Write “a pupil of class …”.",
    ),
    "label_names": ("个人信息", "Personal data"),
    "privacy_scores": (
        "考试成绩、分数、排名。有这类列的工作簿不予接受。",
        "Examination scores and rankings. A workbook with such columns is refused.",
    ),
    "label_scores": ("成绩排名", "Scores"),
    "colours": ("五、颜色", "5. Colours"),
    "colour_blank": ("待填", "to fill in"),
    "colour_blank_text": ("还没有填。", "Still blank."),
    "colour_filled": ("已填", "filled in"),
    "colour_filled_text": (
        "填了，写法没有问题；是否符合标准要运行检查。",
        "Filled in and readable; whether it meets the standard is for the check.",
    ),
    "colour_bad": ("请核对", "please check"),
    "colour_bad_text": (
        "要数字的不是数字、要日期的不是日期、不在列表里，或超出合理范围、大于总数。",
        "No number where one is wanted, no date, not in the list, out of range, or above its total.",
    ),
    "colour_fixed": ("不用填", "leave alone"),
    "colour_fixed_text": ("已经写好的内容和说明。", "Written already."),
    "colour_open": ("按需要填", "as needed"),
    "colour_open_text": ("有就填，没有就空着。", "Fill in what there is."),
    "checking": ("六、填好后检查", "6. Check it"),
    "command": ("schoolstd check 文件名.xlsx", "schoolstd check FILE.xlsx"),
    "command_text": (
        "保存并关闭后运行。它会列出还缺什么、在哪一格、依据哪一条、怎么补。改好再检查，直到没有缺项。",
        "Save, close and run this. It lists what is missing, in which cell, by which clause and how to mend it.",
    ),
    "label_command": ("检查命令", "Command"),
    "events": ("七、需要逐次登记的活动", "7. Activities to be recorded one by one"),
    "events_type": ("活动类型", "Type"),
    "events_often": ("频次", "How often"),
    "indicators": ("对应指标", "Indicators"),
    "how": ("怎么登记", "How to record it"),
    "per_month": ("每个教学月（{months}月）至少 {count} 次", "at least {count} in each teaching month ({months})"),
    "per_term": ("每学期至少 {count} 次", "at least {count} a term"),
    "per_year": ("评估期内至少 {count} 次", "at least {count} in the period"),
    "per_grade": ("评估期内每个年级至少 {count} 次", "at least {count} for each grade"),
    "per_grade_term": ("每个年级每学期至少 {count} 次", "at least {count} a term for each grade"),
    "recommended": ("（建议）", " (advised)"),
    "cases": ("八、需要办结的事项", "8. Cases to be closed"),
    "cases_type": ("事项类型", "Type"),
    "cases_rule": ("要求", "Rule"),
    "cases_closed": ("每件都办结；件数同“{metric}”", "every one closed; as many as “{metric}”"),
    "cases_counted": ("有就逐件登记；件数同“{metric}”", "one row each; as many as “{metric}”"),
}


OFFICES = {"district": ("全区", "the whole district"), "city": ("全市", "the whole city")}
"""Who fills in a workbook that is no school's, as it is called in the sentences below."""

OF_OFFICES: dict[str, tuple[str, str]] = {
    "order_profile": (
        "最先填。带 * 的必填。这里的回答决定哪些指标适用；填报日期决定按哪一天有效的规定检查。改了“是否”一类的回答以后，请重新生成工作簿。"
        "工作表名和学校的工作簿相同，这里填的是{all}的信息。",
        "First of all. Those marked * are needed. The answers decide what applies, the date which rules are in force. "
        "After changing one, have the workbook made again. The sheet is named as in a school's workbook; give {all} here.",
    ),
    "order_metrics": (
        "每项{all}只填一次，填在“填写值”。没有发生的填 0（填写说明另有要求的除外）；空着按没有证据处理。"
        "可按“管理职责”筛选，分给各责任单位填。说明里写着“由各校数据汇总”的，可以用 check --schools 按各校工作簿汇总和核对。",
        "Each figure is given once for {all}. Put 0 for what did not happen, unless told otherwise: a blank is no "
        "evidence. Filter by duty to share the work among offices. What is summed over schools or districts says so; "
        "check --schools sums the schools' workbooks.",
    ),
    "odd_list": (
        "列表里没有这一项。确定要这样写吗？",
        "This is not in the list. Keep it all the same?",
    ),
    "privacy_names": (
        "学生和教职工的姓名、身份证号、家庭情况。需要提到时写“某校一名学生”。",
        "Names, identity numbers or family matters of pupils and staff. Write “a pupil of a school”.",
    ),
    "privacy_scores": (
        "各校的考试成绩、平均分、排名。有这类列的工作簿不予接受；学校一律按学校代码排列。",
        "Examination scores, averages and rankings of schools. A workbook with such columns is refused.",
    ),
    "order_events": (
        "每开展一次登记一行，写明日期、类型和对象。要登记哪些、多少次，见第七部分。",
        "One row each time, with date, type and audience. Part 7 says which and how often.",
    ),
}
"""Sentences that say otherwise in the workbook of a district or the city. `{all}` is the whole of it."""


def sentence(key: str, lang: str = "zh", entity: str = "school", **values: object) -> str:
    """The sentence under a key with its values; Chinese unless `lang` is `en`, and as an entity of its kind would read it.
    Raises KeyError for an unknown key."""
    english = lang == "en"
    if entity in OFFICES and key in OF_OFFICES:
        return OF_OFFICES[key][english].format(all=OFFICES[entity][english], **values)
    return SENTENCES[key][english].format(**values)
