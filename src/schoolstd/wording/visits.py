"""The sentences of a plan of visits, by key: (Chinese, English). Values go into the braces."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "heading": (
        "视导安排（{days} 天，每天至多 {per_day} 所）",
        "Visits ({days} days, at most {per_day} schools a day)",
    ),
    "covered": (
        "安排 {schools} 所学校：看到共性问题 {gaps}/{all_gaps} 条，疑似雷同 {alike}/{all_alike} 组，"
        "有自评偏高、佐证不足或严重数据问题的学校 {own}/{all_own} 所。",
        "{schools} schools: {gaps} of {all_gaps} shared gaps, {alike} of {all_alike} groups of like texts, and {own} of"
        " {all_own} schools with claims above the verdict, weak evidence or grave problems with the data.",
    ),
    "how_chosen": (
        "按“还没有看到的事项涉及多少所学校”选校，相差不大的取看得少的学段、所在地和区；每天之内及各天之间按区和学校代码排列，"
        "不分先后优劣。没有事项要看的学校不安排。",
        "Schools are chosen by how many schools the matters not yet looked at concern; of nearly equal ones the stage, location"
        " and district seen least. They are set out by district and school code: the order says nothing about them. A school"
        " with nothing to look at is not visited.",
    ),
    "spare": ("余下 {days} 天没有要专门去看的。", "Nothing is left to look at on the other {days} days."),
    "none": ("没有要专门去看的学校。", "There is no school that needs a visit."),
    "school": ("第 {day} 天　{code} {name}（{about}）：{reason}", "Day {day}, {code} {name} ({about}): {reason}"),
    "clause": ("{id} {title}：{why}", "{id} {title}: {why}"),
    "look": ("看：{what}", "Look at: {what}"),
    "count_shared": ("共性问题 {count} 条", "shared gaps: {count}"),
    "count_overclaims": ("自评偏高 {count} 条", "claims above the verdict: {count}"),
    "count_weak": ("佐证不足 {count} 条", "weak evidence: {count}"),
    "count_grave": ("严重数据问题 {count} 个", "grave problems with the data: {count}"),
    "count_alike": ("疑似雷同 {count} 处", "texts alike: {count}"),
    "why_shared": ("{count} 所学校没有达标", "not met by {count} schools"),
    "why_overclaim": ("自评高于结论", "claimed above the verdict"),
    "why_weak": ("说有而没有有效佐证", "claimed without valid evidence"),
    "why_grave": ("严重数据问题：{problem}", "grave problem with the data: {problem}"),
    "why_alike": ("与 {others} 的文字相同或相近", "same or nearly the same text as {others}"),
    "check": ("{title}（{where}）", "{title} ({where})"),
    "paper": ("{sheet}：{types}", "{sheet}: {types}"),
    "at": ("{sheet} {cell}", "{sheet} {cell}"),
    "problem_title": ("工作簿里的数据", "Data of the workbook"),
    "list": ("、", ", "),
    "sentences": ("；", "; "),
    "col_day": ("第几天", "Day"),
    "col_code": ("学校代码", "School code"),
    "col_name": ("学校", "School"),
    "col_district": ("区", "District"),
    "col_stage": ("学段", "Stage"),
    "col_location": ("所在地", "Location"),
    "col_reason": ("为什么去", "Why this school"),
    "col_id": ("指标", "Indicator"),
    "col_title": ("内容", "What is asked"),
    "col_why": ("为什么看", "Why look"),
    "col_what": ("看什么、在哪里看", "What to look at, and where"),
    "col_found": ("现场情况", "What was found"),
    "col_agreed": ("核实结论", "Conclusion"),
}
