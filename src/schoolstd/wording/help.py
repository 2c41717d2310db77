"""The help texts of the command line, in both languages."""

from __future__ import annotations

HELPS: dict[str, tuple[str, str]] = {
    "app": (
        "对照《义务教育学校管理标准》检查学校的自评工作簿，列出差距。",
        "Checks a school's self-assessment workbook against the standard for managing schools and lists the gaps.",
    ),
    "check": ("检查一个或多个工作簿，列出差距和数据问题。", "Check workbooks: gaps, and problems with the data."),
    "check_epilog": (
        "--fail-on 可以是：\n"
        "gap\t有必达指标没有达标（不论未达标、部分达标还是证据不足），或有严重的数据问题\n"
        "not_met\t有必达指标明确未达标\n"
        "overclaim\t有自评偏高的指标\n"
        "warning\t有差距，或有任何数据问题\n"
        "regression\t比 --baseline 有必达指标新增差距、变差或不同\n"
        "never\t从不\n"
        "\n"
        "退出码：\n"
        "0\t没有发现 --fail-on 所说的情况\n"
        "1\t有发现\n"
        "2\t有文件或命令不能用（其余文件照样评定）\n"
        "3\t程序故障\n"
        "\n"
        "例：\n"
        "schoolstd check 学校.xlsx\n"
        "schoolstd check 学校.xlsx -o 报告.html -o 结果.json\n"
        "schoolstd check 学校.xlsx -o annotated=学校.差距.xlsx\n"
        "schoolstd check 收齐/*.xlsx --as-of 2026-06-30 -q -o json=全部.json",
        "--fail-on is one of:\n"
        "gap\ta mandatory indicator is not met, for whatever reason, or there is a grave problem with the data\n"
        "not_met\ta mandatory indicator definitely fails\n"
        "overclaim\tthe school claims more than the evidence shows\n"
        "warning\ta gap, or any problem with the data\n"
        "regression\ta mandatory gap that --baseline does not have as it is now\n"
        "never\tnothing\n"
        "\n"
        "Exit codes:\n"
        "0\tnothing found at the --fail-on level\n"
        "1\tsomething found\n"
        "2\ta file or the command line cannot be used (the other files are still done)\n"
        "3\ta fault of the program\n"
        "\n"
        "Examples:\n"
        "schoolstd check school.xlsx\n"
        "schoolstd check school.xlsx -o report.html -o result.json\n"
        "schoolstd check school.xlsx -o annotated=school.gaps.xlsx\n"
        "schoolstd check received/*.xlsx --as-of 2026-06-30 -q -o json=all.json",
    ),
    "files": ("填好的自评工作簿（.xlsx、.xlsm、.ods），可以一次给多个", "Filled workbooks (.xlsx, .xlsm, .ods)"),
    "catalog": (
        "用哪套指标体系，缺省为 national（国家标准）",
        "Which catalog to use; by default national, the national standard",
    ),
    "entity": (
        "填报的是学校、区还是市：district 同 --catalog district，city 同 --catalog city",
        "Who reports: district is the same as --catalog district, city as --catalog city",
    ),
    "schools": (
        "区里各校（市里各区，可连同各校）工作簿所在的文件夹：汇总成本级数据，空着的填上，不一致的指出来",
        "Folder with the workbooks of a district's schools, or of a city's districts (and of their schools): their figures fill"
        " its blanks and are compared with the rest",
    ),
    "folder": (
        "不用自带的指标，改用这个文件夹里的",
        "Use the indicator files in this folder instead of those that came along",
    ),
    "as_of": (
        "按这一天有效的规定评定，例如 2026-06-30；缺省用工作簿的填报日期",
        "Judge by the rules in force on this day, e.g. 2026-06-30; by default the workbook's own date",
    ),
    "format": ("屏幕输出的格式", "Format of what is printed"),
    "report_format": (
        "屏幕输出的格式：text、json、junit、sarif、github、markdown、csv、html",
        "Format of what is printed: text, json, junit, sarif, github, markdown, csv, html",
    ),
    "select": (
        "只列出这些指标：指标、任务或职责的编号，可以用逗号分开，可以给多次；结论和计数不变",
        "List only these indicators, by their own id, a task's or a duty's, with commas or repeated; counts stay",
    ),
    "ignore": ("不列出这些指标，写法同上；结论和计数不变", "List all but these indicators; counts stay"),
    "baseline_option": (
        "以前的 JSON 结果：只列出比它新增、变差或不同的，退出码也只看这些",
        "An earlier JSON result: list only what is new, worse or different since, and exit by that",
    ),
    "statistics": (
        "屏幕上不列各校差距，只列每条指标有几份工作簿没有达标",
        "Print no gaps by school, but in how many workbooks each indicator is not met",
    ),
    "baseline": (
        "把现在的结果存为基线，以后用 check --baseline 只看新增和变差的。",
        "Keep the present results as a baseline, for check --baseline to tell only what is new or worse.",
    ),
    "baseline_output": ("写到哪里（.json）", "Where to write it (.json)"),
    "baseline_force": ("覆盖已有的基线", "Overwrite a baseline that is there"),
    "output": (
        "另存为文件，按后缀定格式（.txt、.json、.xml、.sarif、.md、.csv、.html、.xlsx、.docx），或写成 格式=文件；可以给多次",
        "Also write a file, format by suffix (.txt .json .xml .sarif .md .csv .html .xlsx .docx) or as FORMAT=PATH; repeatable",
    ),
    "fail_on": ("什么情况下退出码为 1，见下", "When to exit with 1; see below"),
    "lang": (
        "语言：zh 中文（缺省），en 英文；也可以用环境变量 SCHOOLSTD_LANG 设定",
        "Language: zh Chinese (default), en English; or set SCHOOLSTD_LANG",
    ),
    "verbose": (
        "也列出按习惯写法识别的值，例如“９５％”识别为 95%",
        "Also list values that were read generously, such as １，２３４ as 1234",
    ),
    "quiet": ("不在屏幕上打印报告（用 -o 另存，或只看退出码）", "Print no report (use -o, or the exit code)"),
    "quiet_plain": (
        "不在屏幕上打印，只看退出码或写出的文件",
        "Print nothing: the exit code and the files written tell",
    ),
    "programme": (
        "按这个达标方案说明能否认定：方案的编号，或 .yaml 文件",
        "Also say what a programme makes of the school: its id, or a .yaml file",
    ),
    "district_programme": (
        "按这个达标方案说明能否认定：方案的编号，或 .yaml 文件；none 表示不用方案",
        "Also say what a programme makes of the schools: its id, a .yaml file, or none",
    ),
    "registry": ("学校名册（.xlsx）：申报、推荐、认定、复审", "Register of schools (.xlsx): applications and so on"),
    "register_file": ("名册.xlsx", "REGISTER"),
    "batch": (
        "按达标方案和名册排批次：谁拟认定、谁候下批、谁不符合及原因、谁没有报送。",
        "Allocate schools to the batches of a programme: who is in, who waits, who is not eligible and why.",
    ),
    "batch_paths": (
        "工作簿，或放工作簿的文件夹；给了名册，一份也没有时全列为未报送",
        "Workbooks, or folders of them; with a register and none at all, every school is listed as not reported",
    ),
    "batch_as_of": ("按哪一天排，例如 2018-12-31（必填）", "The day to allocate on, e.g. 2018-12-31 (required)"),
    "batch_output": ("另存一份，后缀决定格式（.xlsx、.json、.txt），可重复", "Also write a file (.xlsx, .json, .txt)"),
    "district": (
        "汇总一个文件夹里各校的工作簿：谁达标、共性问题、批次建议、数据问题，存成可以直接转发的工作簿。",
        "Summarise a folder of schools' workbooks: who meets the standard, shared gaps, batches, data problems.",
    ),
    "merge": (
        "把各区 schoolstd district 存的结果（.json）合成全市的汇总，不需要各校的工作簿。",
        "Merge the results (.json) that districts saved with schoolstd district; no workbooks are needed.",
    ),
    "merge_epilog": (
        "各区要用同样的指标、方案和 --as-of。文字雷同只在各区之内核对过：结果里没有各校的原文，区与区之间没有比较。区级工作簿按各区汇总时的结论列出。",
        "All must have been judged by the same indicators, programme and --as-of. Texts alike were looked for within each district"
        " only: results hold no text, so that districts are not compared. A district's own workbook stands as it was judged there.",
    ),
    "merge_files": (
        "各区的结果文件（.json）；可以加上市级工作簿（.xlsx），按各区的数据评定",
        "Results of districts (.json); with the city's own workbook (.xlsx), which is judged with what the districts give",
    ),
    "district_paths": (
        "放工作簿的文件夹（含下级文件夹），可以给多个；一所学校有几份的，取填报日期最晚的；区、市自己的工作簿也放在里面",
        "Folders of workbooks, with those below them; of several of one school the one with the latest date of the form counts;"
        " those of the district or the city itself go there too",
    ),
    "district_output": (
        "另存一份，后缀决定格式（.xlsx、.json、.csv、.parquet、.html、.md、.txt），可重复",
        "Also write a file (.xlsx, .json, .csv, .parquet, .html, .md, .txt); may be repeated",
    ),
    "visits": ("安排几天视导：去哪些学校、看哪些条款", "Plan visits for so many days: which schools, which clauses"),
    "per_day": ("视导每天至多看几所学校", "Schools that a team visits in a day, at most"),
    "engine": (
        "在哪里运行：local 本机，dask 本机的 Dask，dask=tcp://地址:端口 已有的 Dask 集群",
        "Where to run: local, dask (a cluster on this machine), dask=tcp://ADDRESS:PORT (a cluster that is there)",
    ),
    "dataset": (
        "另存 Parquet 数据集：学校表、学校×指标表，按区分文件",
        "Also write a Parquet data set: schools, and schools by indicators, in files by district",
    ),
    "split": (
        "district：每区一份汇总，另有总览、各校 CSV 和数据集，都写进 -o 给出的文件夹",
        "district: one summary for each district, an overview, a CSV of the schools and a data set, into the folder after -o",
    ),
    "district_fail_on": ("gap 有差距时退出码为 1，never 从不", "gap: exit with 1 when there are gaps; never"),
    "jobs": ("用几个进程；缺省为处理器的个数", "How many processes; by default one for each processor"),
    "cache": (
        "没有变的工作簿不重读（缺省）；--no-cache 全部重读",
        "Do not read unchanged workbooks again (default), or do",
    ),
    "waivers": (
        "豁免文件：经批准、有期限的例外，报告里都会列出",
        "File of waivers: approved, dated exceptions, always shown in the report",
    ),
    "color": (
        "颜色：auto 只在终端里用，always 总是，never 从不",
        "Colours: auto on a terminal only, always, never",
    ),
    "isolated": (
        "不看设置文件（schoolstd.toml、pyproject.toml）和 SCHOOLSTD_ 开头的环境变量",
        "Look at no file of settings (schoolstd.toml, pyproject.toml) and no SCHOOLSTD_ variables",
    ),
    "config": (
        "列出正在起作用的设置，以及每一项来自哪里；打印的就是一个设置文件。",
        "Print every setting in force and where it comes from, as a file of settings.",
    ),
    "config_schema": ("打印设置文件的 JSON Schema", "Print the JSON Schema of the file of settings"),
    "config_epilog": (
        "先后次序：命令行选项、环境变量（SCHOOLSTD_CATALOG、SCHOOLSTD_LANG 等）、设置文件、缺省。设置文件是从当前文件夹向上找到的第一个"
        " schoolstd.toml，或有 [tool.schoolstd] 的 pyproject.toml；其中的相对路径从设置文件所在的文件夹算起。",
        "Order: options, environment variables (SCHOOLSTD_CATALOG, SCHOOLSTD_LANG …), the file, defaults. The file is the"
        " first upward from the working directory: schoolstd.toml, or a pyproject.toml with [tool.schoolstd]; relative"
        " paths in it count from its own folder.",
    ),
    "install_completion": (
        "让现在用的 shell 能用 Tab 键补全（bash、zsh、fish）",
        "Set up completion by the Tab key in the shell in use (bash, zsh, fish)",
    ),
    "show_completion": (
        "打印补全用的脚本，供自己安装（也支持 PowerShell）",
        "Print the script for completion, to be set up by hand (PowerShell too)",
    ),
    "completion_installed": (
        "已写入 {path}；重新打开终端后生效",
        "Written to {path}; open a new terminal to use it",
    ),
    "version": ("显示版本号", "Show the version"),
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
    "usage": ("用法：", "Usage: "),
    "usage_options": ("[选项]", "[OPTIONS]"),
    "usage_command": ("命令 …", "COMMAND ..."),
    "arguments": ("参数：", "Arguments:"),
    "options": ("选项：", "Options:"),
    "commands": ("命令（加 --help 看每个命令的用法）：", "Commands (each has a --help of its own):"),
    "default": ("（缺省：{value}）", " (default: {value})"),
    "help": ("显示这段说明", "Show this help"),
    "lint": (
        "严格检查指标文件：写法、引用、每个用例、每条条款。",
        "Check the indicator files strictly: form, references, every case, every clause.",
    ),
    "pending": ("只列出待核对原文的和本项目缺省的限值", "Only list figures that await confirmation or are defaults"),
    "resolved": (
        "打印改动之后的全部内容，以及每一处来自哪里",
        "Print the whole catalog after all amendments, and where each comes from",
    ),
    "diff": (
        "比较同一所学校前后两份工作簿或 JSON 结果：进步、退步、过期材料、自评变化、数据问题。",
        "Compare two workbooks or JSON results of a school: improved, fallen back, expired, claims, problems.",
    ),
    "diff_old": ("前一份：工作簿或 check 的 JSON 结果", "The old one: a workbook, or a JSON result of check"),
    "diff_new": ("后一份", "The new one"),
    "diff_fail_on": (
        "什么情况退出码为 1：regression 有必达指标退步，never 从不",
        "When to exit with 1: regression (a mandatory indicator fell back) or never",
    ),
    "catalog_diff": (
        "比较两套指标体系：增加、改动（旧 → 新）、停用、删去。",
        "Compare two catalogs: added, changed (old → new), withdrawn, removed.",
    ),
    "catalog_diff_a": ("旧的：指标体系编号或文件夹", "The old one: a catalog's id or a folder"),
    "catalog_diff_b": ("新的：指标体系编号或文件夹", "The new one: a catalog's id or a folder"),
    "catalog_diff_on": (
        "再用两套分别评定这个文件夹里的工作簿，列出结论会变的学校",
        "Also judge the workbooks in this folder by both, and list the schools whose verdicts change",
    ),
    "coverage": (
        "列出每份依据的每一条（句）由哪些指标或方案步骤承担，没有承担的写明原因；有没着落的或对不上的，退出码为 1。",
        "Every clause or sentence of every source with what carries it, or why nothing does; exit code 1 when one is"
        " neither, or names differ.",
    ),
    "schema": ("打印指标文件的 JSON Schema。", "Print the JSON Schema of the indicator files."),
    "template": (
        "生成一份空白的自评工作簿，用 WPS 或 Excel 填写，再用 schoolstd check 检查。",
        "Write a blank workbook, to be filled in with any spreadsheet program and then checked with schoolstd check.",
    ),
    "template_output": ("生成的文件（.xlsx）", "The file to write (.xlsx)"),
    "template_from": ("把旧工作簿里已填的内容带过来", "Carry answers over from an old workbook"),
    "template_guide": (
        "在终端里逐项询问学校情况，按回答生成",
        "Ask about the school on the terminal, one question at a time",
    ),
    "template_force": ("文件已存在时覆盖它", "Overwrite the file when it exists"),
    "template_epilog": (
        "学校情况可以用下面的选项说明，生成时就填好，只列出适用的条款；没有说明的，按适用处理：",
        "The options below say what the school is like, so that only what applies is listed; what is left open counts"
        " as applying:",
    ),
    "no_such_command": ("没有命令 ", "no such command: "),
    "extra_words": ("多出来的词：", "words too many: "),
    "needs_value": ("后面要写内容：", "a value is missing after "),
    "whole_number": ("{option} 后面要写整数", "{option} takes a whole number"),
    "whole_from": ("{option} 后面要写不小于 {low} 的整数", "{option} takes a whole number from {low} on"),
    "whole_between": ("{option} 后面要写 {low} 到 {high} 的整数", "{option} takes a whole number from {low} to {high}"),
    "takes_no_value": ("后面不能写内容：", "no value may follow "),
    "plan": (
        "生成一校一案：每个差距一行，写明措施、责任人、时限和应形成的证据；再次运行时，学校已写的内容都保留。",
        "Draw up the improvement plan, one row per gap; when run again, all that the school wrote is kept.",
    ),
    "plan_file": ("填好的自评工作簿", "The school's filled workbook"),
    "plan_output": (
        "写到哪里（.xlsx、.docx、.md、.json、.txt），可以给多次；已有的 .xlsx 会读出来接着写",
        "Where to write it (.xlsx, .docx, .md, .json, .txt); may be repeated; an existing .xlsx is read and gone on with",
    ),
    "plan_status": ("只看这份方案的进展：已销号、待整改、已逾期", "Only show how far this plan has come"),
    "plan_from": ("接着这份方案写（写 .docx 时用）", "Go on from this plan workbook, for instance to write a .docx"),
    "plan_programme": (
        "按这个达标方案的阶段定完成时限，例如 beijing-2018",
        "Take due dates from the phases of this programme, such as beijing-2018",
    ),
    "plan_fail_on": (
        "什么情况下退出码为 1：problem 缺责任人或时限、已逾期，open 还有必达指标待整改，never 从不",
        "When to exit with 1: problem (no owner or date, or overdue), open (a mandatory row is open) or never",
    ),
    "plan_force": ("覆盖已有的 .docx 或 .md", "Overwrite an existing .docx or .md"),
    "did_you_mean": ("，是不是 ", "; did you mean "),
    "no_such_option": ("没有选项 ", "no such option: "),
    "missing_parameter": ("缺少 ", "missing: "),
    "see_help": ("；用法见 {command} --help", "; see {command} --help"),
}


def asked(arguments: list[str]) -> str:
    """The language that a command line asks for by `--lang`, before it has been understood; nothing when it asks for none."""
    words = [part for argument in arguments for part in argument.split("=", 1)]
    found = [words[number + 1] for number, word in enumerate(words[:-1]) if word == "--lang"]
    return found[-1] if found else ""


def helps(lang: str) -> dict[str, str]:
    """The help texts in one language."""
    return {key: texts[lang == "en"] for key, texts in HELPS.items()}
