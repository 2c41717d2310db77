"""What kind of mistake a grave problem is, without its values: (Chinese, English)."""

from __future__ import annotations

PROBLEM_TITLES: dict[str, tuple[str, str]] = {
    # what stands in a cell
    "bad_number": ("填的不是数字", "no number"),
    "bad_count": ("填的不是整数", "no whole number"),
    "bad_share": ("填的不是比例", "no share"),
    "ambiguous_share": ("分不清是百分数还是比例", "unclear whether a percentage or a share"),
    "bad_date": ("填的不是日期", "no date"),
    "ambiguous_date": ("不能确定是哪一天", "unclear which day"),
    "bad_yes_no": ("填的不是“是”或“否”", "neither yes nor no"),
    "bad_choice": ("填的不在可选范围内", "none of the choices"),
    "out_of_range": ("超出合理范围", "out of the reasonable range"),
    "formula_without_value": ("公式没有算出结果", "formula without a result"),
    "error_cell": ("公式显示错误", "error in a formula"),
    # rows and ids
    "unknown_metric": ("数据编号不在指标体系中", "unknown id of a data item"),
    "duplicate_metric": ("数据编号重复", "id of a data item twice"),
    "unknown_field": ("字段编号不认识", "unknown id of a field"),
    "duplicate_field": ("字段编号重复", "id of a field twice"),
    "unknown_indicator": ("指标编号不存在", "unknown indicator"),
    "duplicate_indicator": ("指标编号重复", "indicator twice"),
    "bad_claim": ("自评结论不认识", "unknown claim"),
    "unknown_type": ("类型不认识", "unknown type"),
    "type_missing": ("没有选类型", "no type"),
    "date_missing": ("没有填日期", "no date given"),
    "unknown_grade": ("年级不认识", "unknown grade"),
    "unknown_stage": ("学段不认识", "unknown stage"),
    "cell_missing": ("必填的一格空着", "a required cell is blank"),
    "row_without_id": ("填了内容的行没有编号", "row without an id"),
    # sheets
    "sheet_missing": ("缺少工作表", "missing sheet"),
    "sheet_duplicate": ("工作表重复", "sheet twice"),
    "header_missing": ("找不到表头", "no header"),
    "column_missing": ("缺少列", "missing column"),
    "column_duplicate": ("列重复", "column twice"),
    "content_dropped": ("有内容没有读到", "content that was not read"),
    "score_column": ("有成绩或排名一类的内容", "scores or rankings"),
    "problems_more": ("问题太多，没有列全", "too many problems to list"),
    # consistency between answers
    "sum_differs": ("填的数与班级表之和不一致", "differs from the sum over the classes"),
    "count_differs": ("填的数与登记的行数不一致", "differs from the rows registered"),
    "part_exceeds_whole": ("部分大于总数", "part larger than the whole"),
    "contradicts_profile": ("与学校信息矛盾", "contradicts the school's profile"),
    "date_in_future": ("日期晚于填报日期", "date in the future"),
    "closed_before_opened": ("办结早于发生", "closed before it was opened"),
    "expires_before_date": ("有效期早于日期", "expires before its date"),
    "cites_unknown_indicator": ("对应的指标不存在", "cites an unknown indicator"),
    "rollup_differs": ("与汇总的数不一致", "differs from the sum"),
}
