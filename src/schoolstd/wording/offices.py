"""The sentences about the levels above the schools in a summary, by key: (Chinese, English)."""

from __future__ import annotations

OFFICES: dict[str, tuple[str, str]] = {
    "sheet_offices": ("区级指标", "District indicators"),
    "about_offices": (
        "区（市）自己的职责：结论、数据和来源、还缺什么；各校汇总的数",
        "The duties of districts and the city: verdicts, figures and their sources, what is missing; sums over the schools",
    ),
    "offices": (
        "区级指标（{count} 份区、市工作簿）",
        "District indicators (workbooks of districts or the city: {count})",
    ),
    "offices_none": ("区级指标（没有区级工作簿）", "District indicators (no district's own workbook)"),
    "offices_came": (
        "另收到区（市）自己的工作簿 {count} 份，不算学校。",
        "Workbooks of districts or the city itself, no schools: {count}.",
    ),
    "note_offices": (
        "政府的职责，不计入任何学校。填报的数写明来源；各校汇总的数缺一份工作簿、缺一个数就不采用。逐格的说明用 schoolstd check 区.xlsx --schools"
        " 文件夹。",
        "Duties of governments, charged to no school. Every figure says where it comes from; a sum that lacks a workbook or a figure is not"
        " used. For each cell run schoolstd check DISTRICT.xlsx --schools FOLDER.",
    ),
    "office_missing": (
        "{names}：区教委自己的工作簿不在文件夹里，下面只列出能从各校汇总的数。用 schoolstd template --entity district -o 区.xlsx"
        " 生成，填好后放进来再汇总一次。",
        "{names}: the district's own workbook is not in the folder; below are only the figures that its schools give. Make one with"
        " schoolstd template --entity district -o DISTRICT.xlsx, fill it in, put it there and run again.",
    ),
    "no_levels": (
        "这套指标没有区级指标体系，没有可列的内容。",
        "There is no catalog of districts among these indicators, so there is nothing to list.",
    ),
    "office_unjudged": ("没有工作簿", "no workbook"),
    "office_file": ("{name}：{file}，{catalog}，评定日期 {day}", "{name}: {file}, {catalog}, judged on {day}"),
    "office_others": ("，没有用 {others}", "; not used: {others}"),
    "office_day_none": ("（没有填）", "(not given)"),
    "office_gap": ("{office} {id} {title}〔{verdict}〕：{lacking}", "{office} {id} {title} [{verdict}]: {lacking}"),
    "col_below": ("汇总份数", "Summed from"),
    "col_open_sums": ("待核汇总数", "Sums to see to"),
    "office_fail": ("没有达到：{checks}", "not reached: {checks}"),
    "office_lack": ("缺：{checks}", "missing: {checks}"),
    "office_error": ("数据有误：{checks}", "in error: {checks}"),
    "office_sums": (
        "由各校（市里由各区）汇总的数（{count} 项）",
        "Figures summed over schools, or for the city over districts ({count})",
    ),
    "col_office": ("区（市）", "District"),
    "col_owner": ("责任单位", "Answerable"),
    "col_figures": ("数据和来源", "Figures and their sources"),
    "col_lacking": ("还缺什么", "What is missing"),
    "col_metric": ("数据项", "Figure"),
    "col_for": ("用于指标", "Used by"),
    "col_sum": ("汇总", "Sum"),
    "col_from": ("来源", "From"),
    "col_state": ("采用", "Used"),
    "figure_own": ("{title} {value}（本级填报）", "{title} {value} (own)"),
    "figure_sum": ("{title} {value}（{sum}）", "{title} {value} ({sum})"),
    "figure_blank": ("{title}：没有填", "{title}: blank"),
    "figure_incomplete": ("{title}：没有填，汇总不全", "{title}: blank, sum incomplete"),
    "sum_school": ("{count} 所学校汇总", "summed from {count} schools"),
    "sum_district": ("{count} 个区汇总", "summed from {count} districts"),
    "none_school": ("没有学校填报", "no school gives it"),
    "none_district": ("没有区填报", "no district gives it"),
    "sum_plus": ("{sum}，加本级 {own}", "{sum}, plus {own} of its own"),
    "sum_lacking": ("{count} 份：{names}", "{count}: {names}"),
    "state_": ("区级工作簿不在", "no district workbook"),
    "state_filled": ("空着，用汇总数", "blank, sum used"),
    "state_agrees": ("与填写的一致", "agrees"),
    "state_differs": ("填写的是 {typed}，不一致", "typed {typed}: differs"),
    "state_incomplete": ("汇总不全，没有采用", "incomplete, not used"),
    "state_number": ("份数与填写的校数不一致，没有采用", "number of workbooks differs, not used"),
    "state_own_blank": ("本级应加的没有填，没有采用", "own part blank, not used"),
    "sum_line": ("{title}：{figure}（{sum}）", "{title}: {figure} ({sum})"),
    "sum_line_lacking": ("{title}：{figure}（{sum}，还缺 {count} 份）", "{title}: {figure} ({sum}, {count} lacking)"),
}
