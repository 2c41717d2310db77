"""What stands at the end of a command's help: its exit codes and examples, as (Chinese, English). `check` has its own."""

from __future__ import annotations

from typing import NamedTuple

Pair = tuple[str, str]


class Usage(NamedTuple):
    """The codes 0 and 1 of a command, as far as it has them, and examples; 2 and 3 mean the same everywhere."""

    fine: Pair
    found: Pair | None
    examples: tuple[Pair, ...]


HEADS: dict[str, Pair] = {
    "codes": ("退出码：", "Exit codes:"),
    "examples": ("例：", "Examples:"),
    "unusable": ("有文件或命令不能用", "a file or the command line cannot be used"),
    "fault": ("程序故障", "a fault of the program"),
}
DONE = ("完成", "done")
USAGE: dict[str, Usage] = {
    "template": Usage(
        DONE,
        None,
        (
            (
                "schoolstd template -o 学校.xlsx --stage 小学 --no-boarding --canteen",
                "schoolstd template -o school.xlsx --stage primary --no-boarding --canteen",
            ),
            (
                "schoolstd template --from 去年.xlsx -o 今年.xlsx",
                "schoolstd template --from last-year.xlsx -o this-year.xlsx",
            ),
        ),
    ),
    "baseline": Usage(
        DONE,
        None,
        (
            (
                "schoolstd baseline 收齐/*.xlsx -o baseline.json",
                "schoolstd baseline received/*.xlsx -o baseline.json",
            ),
            (
                "schoolstd check 收齐/*.xlsx --baseline baseline.json --fail-on regression",
                "schoolstd check received/*.xlsx --baseline baseline.json --fail-on regression",
            ),
        ),
    ),
    "plan": Usage(
        ("没有 --fail-on 所说的情况", "nothing that --fail-on speaks of"),
        ("有 --fail-on 所说的情况", "something that it speaks of"),
        (
            (
                "schoolstd plan 学校.xlsx -o 方案.xlsx --programme beijing-2018",
                "schoolstd plan school.xlsx -o plan.xlsx --programme beijing-2018",
            ),
            (
                "schoolstd plan 学校.xlsx --from 方案.xlsx -o 方案.docx",
                "schoolstd plan school.xlsx --from plan.xlsx -o plan.docx",
            ),
            ("schoolstd plan --status 方案.xlsx 学校.xlsx", "schoolstd plan --status plan.xlsx school.xlsx"),
        ),
    ),
    "batch": Usage(
        ("都符合", "all are eligible"),
        (
            "有学校不符合或没有报送，或名册有严重问题",
            "some are not, or have not reported, or the register has grave problems",
        ),
        (
            (
                "schoolstd batch 材料/ --registry 名册.xlsx --as-of 2018-12-31 -o 批次.xlsx",
                "schoolstd batch folder/ --registry register.xlsx --as-of 2018-12-31 -o lists.xlsx",
            ),
        ),
    ),
    "district": Usage(
        ("各校都没有差距", "no school has gaps"),
        (
            "有学校有差距或没有报送，或名册有严重问题",
            "some have, or have not reported, or the register has grave problems",
        ),
        (
            (
                "schoolstd district 收齐/ -o 汇总.xlsx --registry 名册.xlsx --as-of 2018-12-15",
                "schoolstd district received/ -o summary.xlsx --registry register.xlsx --as-of 2018-12-15",
            ),
            ("schoolstd district 收齐/ -q -o 东区.json", "schoolstd district received/ -q -o east.json"),
        ),
    ),
    "merge": Usage(
        ("各校都没有差距", "no school has gaps"),
        (
            "有学校有差距或没有报送，或名册有严重问题",
            "some have, or have not reported, or the register has grave problems",
        ),
        (("schoolstd merge 东区.json 西区.json -o 全市.xlsx", "schoolstd merge east.json west.json -o city.xlsx"),),
    ),
    "explain": Usage(
        DONE,
        None,
        (("schoolstd explain N25",) * 2, ("schoolstd explain bad_date",) * 2),
    ),
    "diff": Usage(
        ("没有 --fail-on 所说的情况", "nothing that --fail-on speaks of"),
        ("有必达指标退步", "a mandatory indicator fell back"),
        (
            ("schoolstd diff 去年.xlsx 今年.xlsx", "schoolstd diff last-year.xlsx this-year.xlsx"),
            (
                "schoolstd diff 旧.json 新.xlsx --fail-on regression",
                "schoolstd diff old.json new.xlsx --fail-on regression",
            ),
        ),
    ),
    "config": Usage(
        DONE,
        None,
        (("schoolstd config",) * 2, ("schoolstd config --isolated > schoolstd.toml",) * 2),
    ),
    "indicators list": Usage(
        DONE,
        None,
        (("schoolstd indicators list",) * 2, ("schoolstd indicators list --catalog beijing --format json",) * 2),
    ),
    "indicators show": Usage(
        DONE,
        None,
        (("schoolstd indicators show N25",) * 2, ("schoolstd indicators show --resolved --catalog beijing",) * 2),
    ),
    "indicators diff": Usage(
        DONE,
        None,
        (
            ("schoolstd indicators diff national beijing",) * 2,
            (
                "schoolstd indicators diff 旧指标/ 新指标/ --on 收齐/",
                "schoolstd indicators diff old/ new/ --on received/",
            ),
        ),
    ),
    "indicators lint": Usage(
        ("没有问题", "all is well"),
        ("有用例不成立，或有条款没有指标", "a case does not hold, or a clause has no indicator"),
        (("schoolstd indicators lint",) * 2, ("schoolstd indicators lint --catalog beijing --pending",) * 2),
    ),
    "indicators coverage": Usage(
        ("每一句都有着落", "every sentence is carried or explained"),
        ("有的没有", "one is neither, or names differ"),
        (("schoolstd indicators coverage",) * 2, ("schoolstd indicators coverage --catalog beijing",) * 2),
    ),
    "indicators schema": Usage(DONE, None, (("schoolstd indicators schema > schema.json",) * 2,)),
}


def ending(command: str, lang: str) -> str:
    """The end of the help of a command: a table of exit codes and examples; nothing for a command that has its own."""
    usage = USAGE.get(command)
    if usage is None:
        return ""
    second = lang == "en"
    rows = [(0, usage.fine), (1, usage.found), (2, HEADS["unusable"]), (3, HEADS["fault"])]
    lines = [HEADS["codes"][second], *(f"{code}\t{text[second]}" for code, text in rows if text)]
    return "\n".join([*lines, "", HEADS["examples"][second], *(each[second] for each in usage.examples)])
