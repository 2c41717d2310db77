"""The help texts of the command line, in both languages. The language is `SCHOOLSTD_LANG`, or a `--lang` on the line."""

from __future__ import annotations

import os
import sys

HELPS: dict[str, tuple[str, str]] = {
    "app": (
        "对照《义务教育学校管理标准》检查学校的自评工作簿，列出差距。",
        "Checks a school's self-assessment workbook against the standard for managing schools and lists the gaps.",
    ),
    "check": ("检查一个或多个工作簿，列出差距和数据问题。", "Check workbooks: gaps, and problems with the data."),
    "check_epilog": (
        "退出码：0 没有差距；1 有差距（由 --fail-on 决定）；2 文件或命令不能用；3 程序故障。"
        " 例：schoolstd check 学校.xlsx -o 结果.json",
        "Exit codes: 0 no gap; 1 gaps (see --fail-on); 2 a file or the command line cannot be used; 3 a fault of the"
        " program. Example: schoolstd check school.xlsx -o result.json",
    ),
    "files": ("自评工作簿（.xlsx、.xlsm、.ods）", "Workbooks (.xlsx, .xlsm, .ods)"),
    "catalog": ("指标体系的编号，缺省为 national", "Id of the catalog; national by default"),
    "folder": ("改用另一个指标文件夹", "Use another folder of indicator files"),
    "as_of": (
        "按这一天有效的规定评定，例如 2026-06-30；缺省用工作簿的填报日期",
        "Judge by the rules in force on this day, e.g. 2026-06-30; by default the workbook's own date",
    ),
    "format": ("屏幕输出的格式", "Format of what is printed"),
    "output": (
        "另存一份，后缀决定格式（.txt、.json），可重复",
        "Also write a file, format by suffix (.txt, .json); repeatable",
    ),
    "fail_on": (
        "什么情况退出码为 1：gap 有差距，not_met 明确未达标，overclaim 自评偏高，warning 有任何数据问题，never 从不",
        "When to exit with 1: gap, not_met, overclaim, warning or never",
    ),
    "lang": ("语言", "Language"),
    "verbose": ("也列出按习惯写法识别的值", "Also list values that were read generously"),
    "quiet": ("不在屏幕上打印报告", "Print no report"),
    "color": ("颜色", "Colours"),
    "version": ("显示版本", "Show the version"),
    "explain": (
        "解释一个编号：指标、检查项、数据项、材料类型、参数、依据或数据问题。",
        "Explain an id: indicator, check, metric, type, parameter, source or problem code.",
    ),
    "explain_id": (
        "例如 N25、N25.sleep_primary、students_total、bad_date",
        "For example N25, students_total or bad_date",
    ),
    "indicators": ("查看和检查指标文件。", "Read and check the indicator files."),
    "list": ("列出全部指标。", "List every indicator."),
    "show": ("显示一条指标的全部内容。", "Show one indicator whole."),
    "show_id": ("指标编号，例如 N25", "An indicator's id, for example N25"),
    "lint": (
        "严格检查指标文件：写法、引用、每个用例、每条条款。",
        "Check the indicator files strictly: form, references, every case, every clause.",
    ),
    "pending": ("只列出待核对原文的和本项目缺省的限值", "Only list figures that await confirmation or are defaults"),
    "schema": ("打印指标文件的 JSON Schema。", "Print the JSON Schema of the indicator files."),
    "template": ("生成一份空白的自评工作簿。", "Write a blank workbook to fill in."),
    "template_output": ("写到哪里（.xlsx）", "Where to write it (.xlsx)"),
    "template_from": ("把旧工作簿里已填的内容带过来", "Carry answers over from an old workbook"),
    "template_guide": ("逐项提问，按回答生成", "Ask about the school, one question at a time"),
    "template_force": ("文件已存在时覆盖", "Overwrite an existing file"),
    "template_epilog": (
        "学校信息可以先填好，只列出适用的条款，例如：schoolstd template -o 学校.xlsx --stage 小学 --no-boarding --canteen。"
        "可用的字段：",
        "Answers about the school can be given, so that only what applies is listed: schoolstd template -o school.xlsx"
        " --stage 小学 --no-boarding --canteen. Fields: ",
    ),
    "did_you_mean": ("，是不是 ", "; did you mean "),
    "no_such_option": ("没有选项 ", "no such option: "),
    "missing_parameter": ("缺少 ", "missing: "),
    "see_help": ("；用法见 {command} --help", "; see {command} --help"),
}


def language(arguments: list[str]) -> str:
    """The language that a command line asks for, before it has been understood: `--lang`, else `SCHOOLSTD_LANG`, else zh."""
    words = [part for argument in arguments for part in argument.split("=", 1)]
    asked = [words[number + 1] for number, word in enumerate(words[:-1]) if word == "--lang"]
    return asked[-1] if asked else os.environ.get("SCHOOLSTD_LANG", "zh")


def helps() -> dict[str, str]:
    """The help texts in the language of this process."""
    second = language(sys.argv[1:]) == "en"
    return {key: texts[second] for key, texts in HELPS.items()}
