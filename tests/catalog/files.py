"""A small valid catalog as YAML files, to be broken in one place."""

from pathlib import Path

CATALOG = """\
catalog:
  id: tiny
  version: "1"
  title: 小指标体系
  title_en: Tiny catalog
  source: law
  cases_as_of: "2022-06-30"
duties:
  - {id: "D1", title: 职责, title_en: Duty}
tasks:
  - {id: "T01", duty: "D1", title: 任务, title_en: Task}
sources:
  - {id: law, title: 法, title_en: Law, number: 教〔2017〕1号, issuer: 教育部, date: "2017-12-04"}
"""
BODIES = "bodies: [{id: 教育部, title_en: Ministry of Education}]\n"
CALENDAR = """\
calendar:
  school_year_from: "09-01"
  terms:
    - {id: "1", title: 第一学期, title_en: First term, from: "09-01", until: "01-20"}
    - {id: "2", title: 第二学期, title_en: Second term, from: "02-20", until: "07-10"}
  teaching_months: ["09", "10", "11", "12", "03", "04", "05", "06"]
"""
VOCABULARY = """\
profile:
  - {id: stage, title: 学段, title_en: Stage, type: choice, options: [小学, 初中]}
  - {id: boarding, title: 寄宿, title_en: Boarding, type: yes_no}
units:
  - {id: 分钟, title_en: min}
metrics:
  - {id: minutes, title: 分钟数, title_en: Minutes, type: number, unit: 分钟, min: "0", max: "600"}
  - {id: pupils, title: 学生数, title_en: Pupils, type: count}
  - {id: rate, title: 比例, title_en: Rate, type: share}
  - {id: insured, title: 已投保, title_en: Insured, type: yes_no}
  - {id: grade, title: 等级, title_en: Grade, type: choice, options: [甲, 乙, 丙]}
  - {id: themes, title: 主题, title_en: Themes, type: choices, options: [甲, 乙, 丙]}
  - {id: approved, title: 核准日期, title_en: Approved, type: date}
stages:
  - {id: 小学, title_en: primary, grades: [一年级, 二年级], schools: [小学]}
  - {id: 初中, title_en: junior middle, grades: [七年级, 八年级], schools: [初中]}
document_types:
  - {id: charter, title: 章程, title_en: Charter}
event_types:
  - {id: drill, title: 演练, title_en: Drill}
case_types:
  - {id: bullying, title: 欺凌, title_en: Bullying}
parameters:
  - {id: limit, title: 上限, title_en: Limit, source: law, values: [{from: "2012-01-01", figure: "60"}]}
  - {id: by_stage, title: 班额, title_en: Size, source: law, by: stage, values: [{from: "2012-01-01", figures: {小学: "45"}}]}
  - {id: lists, title: 科目, title_en: Subjects, source: law, by: grade, values: [{from: "2012-01-01", figures: {一年级: [语文]}}]}
"""
INDICATOR = """\
indicators:
  - id: "N01"
    task: "T01"
    title: 题
    title_en: Title
    summary: 要点
    summary_en: Summary
    clause: 第1条
    severity: mandatory
    remedy: 改进
    remedy_en: Improve
    checks:
      - id: first
        source: law
        locus: 第1条
        title: 检查项
        title_en: Check
        cases: [{given: {}, outcome: missing}]
"""
RULE_LINE = INDICATOR.count("\n") + 1
"""The line of the first field of the rule in `indicator`."""


def indicator(*rule: str) -> str:
    """The one indicator, with the lines of its one check's rule at the end, from RULE_LINE on."""
    return INDICATOR + "".join(f"        {line}\n" for line in rule)


GOOD_RULE = ("kind: number", "metric: minutes", 'op: ">="', 'bound: "60"')
GOOD = {
    "catalog.yaml": CATALOG,
    "bodies.yaml": BODIES,
    "calendar.yaml": CALENDAR,
    "vocabulary/all.yaml": VOCABULARY,
    "duty-1/N01.yaml": indicator(*GOOD_RULE),
}


def write(folder: Path, files: dict[str, str] | None = None) -> str:
    """A folder with the good files, some of them replaced, left out (empty text) or added."""
    for name, text in {**GOOD, **(files or {})}.items():
        if text:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
    return str(folder)
