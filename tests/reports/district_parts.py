"""Schools for the tests of summaries: a small folder of real workbooks, and any number of random records."""

from __future__ import annotations

import io
import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from schoolstd.district.likeness import Holder, Likeness
from schoolstd.district.record import Facts, Noted, Record
from schoolstd.district.summary import Failure, Gathered, gathered
from schoolstd.programme.register import School

if TYPE_CHECKING:
    from schoolstd.catalog.model import Catalog

EXAMPLES = Path(__file__).parents[2] / "examples"
LONG = "很长的学校名" * 33 + "完小"
SCHOOLS = (
    ("正常.xlsx", "exemplary-primary", "2198000001", "青禾小学", "样例区"),
    ("有差距.xlsx", "junior-gaps", "2198000002", "=cmd|'/c calc'!A1", "=1+1"),
    ("下级/半填 & <b>“引号”.xlsx", "half-filled", "2198000003", "“引号”与 <b>&amp;学校</b>\U0001f600", "东*区"),
    ("下级/数据#1%20.xlsx", "entry-mistakes", "2198000004", LONG, "东区"),
    ("寄宿.xlsx", "nine-year-boarding", "2198000005", "@SUM(1) 九年一贯制", "样例区"),
    ("改过的表.xlsx", "altered-form", "2198000006", "+1 [link](http://x.example) `code` | 表", "样例区"),
    ("重复.xlsx", "junior-gaps", "2198000002", "=cmd|'/c calc'!A1", "=1+1"),
)
"""File, example it is a copy of, code, name, district."""


def workbooks(folder: Path) -> Path:
    """Fill a folder with workbooks of schools with awkward names, some broken, one of a school that sent two."""
    for file, like, *identity in SCHOOLS:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(renamed(EXAMPLES / like / "school.xlsx", *identity))
    whole = (folder / "正常.xlsx").read_bytes()
    (folder / "断了.xlsx").write_bytes(whole[: len(whole) // 2])
    (folder / "不是表.xlsx").write_text("这不是工作簿", "utf-8")
    shutil.copy(EXAMPLES / "district" / "名册.xlsx", folder / "别的表.xlsx")
    return folder


def renamed(path: Path, code: str, name: str, district: str) -> bytes:
    """A school's workbook as another school's."""
    book = load_workbook(path)
    sheet = next(sheet for sheet in book.worksheets if "学校信息" in sheet.title)
    for row in sheet.iter_rows():
        for key, value in (("code", code), ("name", name), ("district", district)):
            at = next((number for number, cell in enumerate(row) if cell.value == key), None)
            if at is not None:
                row[at + 2].value = value
                row[at + 2].data_type = "s"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def random_gathered(catalog: Catalog, count: int, seed: int = 7) -> Gathered:
    """What a city of so many schools might send: records, files that failed, likenesses, schools that sent nothing."""
    dice = random.Random(seed)
    ids = list(catalog.indicators)
    districts = [f"第{number}区" for number in range(1, 18)]
    records = [_record(dice, catalog, ids, number, districts) for number in range(count)]
    failures = [Failure(f"坏/{number}.xlsx", "empty") for number in range(count // 50)]
    absent = [
        School(f"3198{number:06}", f"未报送小学{number}", dice.choice(districts)) for number in range(count // 40)
    ]
    found = gathered(records, failures, absent)
    groups = []
    for number in range(count // 30):
        held = dice.sample(found.records, 2 + number % 3)
        holders = tuple(
            Holder(each.file, each.facts.code, each.facts.name, "自评", f"E{4 + number % 80}")
            for each in sorted(held, key=lambda each: each.facts.code)
        )
        groups.append(Likeness(f"{dice.choice(ids)}.account", dice.choice((90, 96, 100)), holders))
    return found._replace(likenesses=tuple(groups), registers=("名册.xlsx",))


def _record(dice: random.Random, catalog: Catalog, ids: list[str], number: int, districts: list[str]) -> Record:
    good = dice.choice((0.99, 0.95, 0.9, 0.8))
    verdicts = "".join("m" if dice.random() < good else dice.choice("ppnea") for _ in ids)
    claims = "".join("=" if letter == "m" else dice.choice("=>>-<") for letter in verdicts)
    open_ = {
        f"{id_}.{check.id}": dice.choice("fm")
        for id_, letter in zip(ids, verdicts, strict=True)
        if letter in "pne"
        for check in catalog.indicators[id_].checks[: dice.randint(1, 2)]
    }
    problems = tuple(
        Noted("bad_date", "佐证材料", f"F{dice.randint(5, 90)}", {"found": "2018.13.1"})
        for _ in range(dice.choice((0, 0, 0, 2)))
    )
    stage = dice.choice(("小学", "小学", "初中", "九年一贯制"))
    place = dice.choice(("城区", "镇区", "乡村"))
    facts = Facts(
        f"2198{number:06}",
        f"样例第{number}{'小学' if stage == '小学' else '学校'}",
        dice.choice(districts),
        stage,
        place,
    )
    file = f"{facts.district}/{facts.code}.xlsx"
    return Record(
        file, facts, "2018-09-28", "2018-09-20", verdicts, claims, open_, problems=problems, progress=(240, 251)
    )
