"""Workbooks of many made-up schools, as they lie in a district's folder: filled forms as a spreadsheet program saves them,
each school with its own name, code, texts and a few other figures. The same number of schools gives the same bytes.

    python examples/many.py FOLDER [--schools 60]

writes the workbooks of a district of the first batch (2018) into `FOLDER/收齐`, with a register beside them; among them
are broken files, a school that sent two, one that copied from another, two that sent nothing, and the workbook of the
district itself. The benchmarks use `write_schools` alone.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import random
import re
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from examples.district.make import register_of, workbook_of
from examples.make import load
from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.store import stored_catalog
from schoolstd.workbook.reader import read_content

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).parent
LIKE = ("exemplary-primary", "junior-gaps", "exemplary-primary", "nine-year-boarding")
"""The examples that schools are made like, in turn."""
PLACES = ("东", "南", "西", "北", "中", "新", "明", "和", "安", "清")
KINDS = {"exemplary-primary": "小学", "junior-gaps": "中学", "nine-year-boarding": "学校"}
OFFICES = ("教务处", "德育处", "总务处", "校长室", "年级组", "教研组", "工会", "少先队")
HABITS = (
    "每月教师例会通报一次进展", "结果在校门口公示栏张贴", "家长委员会每学期听一次汇报", "发现问题当周整改并复查",
    "台账由专人保管、期末归档", "新教师到岗先学这项制度", "班主任每周在班会上讲一次", "校领导每月随机抽查两个班",
    "学期初修订、学期末小结", "请社区代表到校看过两次", "用问卷听取学生和家长意见", "与兄弟学校交流过一次做法",
    "列入本学年工作要点", "在校务会上专题研究过", "安排了一名副校长分管", "经教职工代表大会讨论通过",
)  # fmt: skip
CUT_OFF, COPIED, TWICE, SILENT, STEPS = 20, 30, 25, 2, "2018-09"
"""Every so many-th school sends a broken file; copies from the one before it; sends two; and how many send nothing."""
BLANK_STAMP = (1980, 1, 1, 0, 0, 0)
_INLINE = re.compile(r'(<c r="[A-Z]+\d+"(?: s="\d+")?) t="inlineStr"><is>(.*?)</is></c>', re.DOTALL)
_REFERENCE = re.compile(r"&#(\d+);")
_FIGURE = re.compile(r'(<c r="D\d+"(?: s="\d+")?(?: t="n")?><v>)(\d{2,4})(</v></c>)')
_DAY = re.compile(r'(<c r="F\d+"(?: s="\d+")?(?: t="n")?><v>)(4\d{4})(</v></c>)')
_SERIAL = re.compile(r'(<c r="[ABF]\d+"(?: s="\d+")?(?: t="n")?><v>)(4\d{4})(</v></c>)')
_ENDS = re.compile("([，；])")
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PART = "/xl/sharedStrings.xml"
CONTENT = f'<Override PartName="{PART}" ContentType="{OFFICE}.sharedStrings+xml"/></Types>'
RELATION = f'<Relationship Id="rIdS" Type="{KIND}/sharedStrings" Target="{PART}"/></Relationships>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class Form:
    """One filled form with its texts in a table of their own, as Excel and WPS save it."""

    def __init__(self, content: bytes, as_of: date) -> None:
        latest = (as_of - date(1899, 12, 30)).days
        self.texts: dict[str, int] = {}
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        for name, part in self.parts.items():
            if name.startswith("xl/worksheets/sheet"):
                text = _REFERENCE.sub(_letter, part.decode())
                text = _SERIAL.sub(lambda found: _before(found, latest), text)
                self.parts[name] = _INLINE.sub(self._shared, text).encode()
        types, relations = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
        if "xl/sharedStrings.xml" not in self.parts:
            self.parts[types] = self.parts[types].decode().replace("</Types>", CONTENT).encode()
            self.parts[relations] = self.parts[relations].decode().replace("</Relationships>", RELATION).encode()
        profile = read_content(content, stored_catalog(catalog_folder()), "form.xlsx").profile
        self.facts = {key: str(profile[key].value) for key in ("code", "name", "district")}

    def school(self, code: str, name: str, district: str, seed: int) -> bytes:
        """The workbook of a school of this form; its texts and figures go by the seed."""
        chance = random.Random(seed)
        own = dict(zip(self.facts.values(), (code, name, district), strict=True))
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in self.parts.items():
                if part.startswith("xl/worksheets/sheet"):
                    text = _FIGURE.sub(lambda found: _changed(found, chance), content.decode())
                    content = _DAY.sub(lambda found: _older(found, chance), text).encode()
                archive.writestr(zipfile.ZipInfo(part, BLANK_STAMP), content, zipfile.ZIP_DEFLATED)
            strings = self._strings(own, chance)
            archive.writestr(zipfile.ZipInfo("xl/sharedStrings.xml", BLANK_STAMP), strings, zipfile.ZIP_DEFLATED)
        return target.getvalue()

    def _shared(self, found: re.Match[str]) -> str:
        number = self.texts.setdefault(found[2], len(self.texts))
        return f'{found[1]} t="s"><v>{number}</v></c>'

    def _strings(self, own: dict[str, str], chance: random.Random) -> str:
        items = []
        for text in self.texts:
            bare = re.sub("<[^>]*>", "", text)
            if bare in own:
                text = f"<t>{own[bare]}</t>"
            elif len(bare) > 20 and text.startswith("<t>") and bare.endswith("。") and "&" not in bare:
                text = f"<t>{_told(bare, chance)}</t>"
            items.append(f"<si>{text}</si>")
        return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{MAIN}">{"".join(items)}</sst>'


def forms_of(as_of: str) -> dict[str, Form]:
    """The forms that schools are made like, filled for a day."""
    catalog = stored_catalog(catalog_folder())
    found = {}
    for name in dict.fromkeys(LIKE):
        source = {"like": name, "district": "样例区", "form_date": date.fromisoformat(as_of)}
        school = {"register": {"code": "2100000000", "name": "样例学校"}, "school": {"abbr": "样校"}}
        found[name] = Form(workbook_of(school, source, catalog), date.fromisoformat(as_of))
    return found


def write_schools(folder: Path, schools: int, districts: int = 1, as_of: str = "2026-06-30") -> None:
    """The workbooks of some schools, by district in folders of their own when there are several."""
    forms = forms_of(as_of)
    for number in range(1, schools + 1):
        district = f"样例{number % districts + 1}区"
        below = folder / district if districts > 1 else folder
        below.mkdir(parents=True, exist_ok=True)
        form, name = forms[LIKE[number % len(LIKE)]], f"样例第{number}学校"
        (below / f"{name}.xlsx").write_bytes(form.school(f"21{number:08d}", name, district, number))


def write_district(folder: Path, schools: int) -> None:
    """A district's folder as it is on the day that workbooks were due: workbooks in 收齐, and the register."""
    received = folder / "收齐"
    received.mkdir(parents=True, exist_ok=True)
    forms, rows = forms_of("2018-09-10"), []
    for number, name in enumerate(_names(schools), start=1):
        like, code = LIKE[number % len(LIKE)], f"21{number:08d}"
        rows.append({"code": code, "name": name, **_steps(number)})
        if number > schools - SILENT:
            continue
        seed = number - 1 if number % COPIED == 0 else number
        form = forms[LIKE[seed % len(LIKE)]] if seed != number else forms[like]
        content = form.school(code, name, "样例区", seed)
        (received / f"{name}.xlsx").write_bytes(content[: len(content) // 2] if number % CUT_OFF == 0 else content)
        if number % TWICE == 0:
            (received / f"{name}（补报）.xlsx").write_bytes(content)
    (received / "样例区教委.xlsx").write_bytes(_office(schools))
    columns = ["code", "name", "district", "applied", "recommended", "order"]
    source = {"district": "样例区", "columns": columns, "schools": [{"register": row} for row in rows]}
    (folder / "名册.xlsx").write_bytes(register_of(source))


def _office(schools: int) -> bytes:
    """The workbook of the example of a district's own, for a district with so many schools."""
    folder = HERE / "district-office"
    place = importlib.util.spec_from_file_location("district_office", folder / "make.py")
    make = importlib.util.module_from_spec(place)
    place.loader.exec_module(make)
    source = load(folder / "office.yaml")
    whole = dict.fromkeys(("district_schools", "public_schools", "principals"), schools + schools // 4)
    own = dict.fromkeys(("compulsory_schools", "schools_in_programme", "schools_not_there"), schools)
    source["metrics"] |= {**whole, **own, "schools_monitored": schools - SILENT}
    return make.workbook_of(source, stored_catalog(catalog_folder("district")))


def _names(count: int) -> Iterator[str]:
    for number in range(count):
        first, second = PLACES[number % 10], PLACES[number // 10 % 10]
        yield f"{second}{first}{KINDS[LIKE[(number + 1) % len(LIKE)]]}{'' if number < 100 else number // 100}"


def _steps(number: int) -> dict[str, object]:
    """How far a school has come: some have not applied, some are not recommended."""
    if number % 9 == 0:
        return {}
    applied = date.fromisoformat(f"{STEPS}-01") + timedelta(days=number % 14)
    if number % 7 == 0:
        return {"applied": applied.isoformat()}
    return {"applied": applied.isoformat(), "recommended": f"{STEPS}-20", "order": number}


def _told(text: str, chance: random.Random) -> str:
    """A text as another school would put it: its parts in another order, who sees to it, and something of its own."""
    parts = _ENDS.split(text[:-1])[::2]
    chance.shuffle(parts)
    own = "，".join(chance.sample(HABITS, 3))
    return f"{'，'.join(parts)}，由{chance.choice(OFFICES)}负责，每学期检查{chance.randint(1, 6)}次，{own}。"


def _letter(found: re.Match[str]) -> str:
    code = int(found[1])
    return chr(code) if code > 127 else found[0]


def _before(found: re.Match[str], latest: int) -> str:
    """A day of an example's own that would lie in the future, as many years earlier as it takes."""
    day = int(found[2])
    while day > latest:
        day -= 1461  # four years
    return f"{found[1]}{day}{found[3]}"


def _changed(found: re.Match[str], chance: random.Random) -> str:
    if chance.random() > 0.003:
        return found[0]
    return f"{found[1]}{max(0, int(found[2]) + chance.choice((-5, -1, 1, 5)))}{found[3]}"


def _older(found: re.Match[str], chance: random.Random) -> str:
    """The day of a document, now and then some years too early, so that it no longer counts."""
    return found[0] if chance.random() > 0.01 else f"{found[1]}{int(found[2]) - 1500}{found[3]}"


def main(words: Sequence[str]) -> None:
    """Write a district into a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--schools", type=int, default=60)
    options = parser.parse_args(words)
    write_district(options.folder, options.schools)


if __name__ == "__main__":
    main(sys.argv[1:])
