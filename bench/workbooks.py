"""Workbooks of many schools for the benchmarks: filled forms as a spreadsheet program saves them, each school with its own
name, code, texts and a few other figures. The same number of schools gives the same bytes."""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIKE = ("exemplary-primary", "junior-gaps", "exemplary-primary", "nine-year-boarding")
"""The examples that schools are made like, in turn."""
BLANK_STAMP = (1980, 1, 1, 0, 0, 0)
_INLINE = re.compile(r'(<c r="[A-Z]+\d+"(?: s="\d+")?) t="inlineStr"><is>(.*?)</is></c>', re.DOTALL)
_REFERENCE = re.compile(r"&#(\d+);")
_FIGURE = re.compile(r'(<c r="D\d+"(?: s="\d+")?(?: t="n")?><v>)(\d{2,4})(</v></c>)')
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PART = "/xl/sharedStrings.xml"
CONTENT = f'<Override PartName="{PART}" ContentType="{OFFICE}.sharedStrings+xml"/></Types>'
RELATION = f'<Relationship Id="rIdS" Type="{KIND}/sharedStrings" Target="{PART}"/></Relationships>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class Form:
    """One filled form with its texts in a table of their own, as Excel and WPS save it."""

    def __init__(self, path: Path) -> None:
        self.texts: dict[str, int] = {}
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        for name, part in self.parts.items():
            if name.startswith("xl/worksheets/sheet"):
                text = _REFERENCE.sub(_letter, part.decode())
                self.parts[name] = _INLINE.sub(self._shared, text).encode()
        types, relations = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
        if "xl/sharedStrings.xml" not in self.parts:
            self.parts[types] = self.parts[types].decode().replace("</Types>", CONTENT).encode()
            self.parts[relations] = self.parts[relations].decode().replace("</Relationships>", RELATION).encode()
        self.facts = {key: self._fact(key) for key in ("code", "name", "district")}

    def school(self, number: int, district: str) -> bytes:
        """The workbook of a school of this form."""
        chance = random.Random(number)
        name = f"样例第{number}学校"
        own = {self.facts["code"]: f"21{number:08d}", self.facts["name"]: name, self.facts["district"]: district}
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in self.parts.items():
                if part.startswith("xl/worksheets/sheet"):
                    content = _FIGURE.sub(lambda found: _changed(found, chance), content.decode()).encode()
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
            elif len(bare) > 20 and text.startswith("<t>") and bare.endswith("。"):
                text = f"<t>{''.join(chance.sample(bare, len(bare)))}</t>"  # no two schools write alike
            items.append(f"<si>{text}</si>")
        return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{MAIN}">{"".join(items)}</sst>'

    def _fact(self, key: str) -> str:
        from schoolstd.catalog.find import catalog_folder
        from schoolstd.catalog.store import stored_catalog
        from schoolstd.workbook.reader import read_content

        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for part, content in self.parts.items():
                archive.writestr(part, content)
            archive.writestr("xl/sharedStrings.xml", self._strings({}, random.Random(0)))
        found = read_content(target.getvalue(), stored_catalog(catalog_folder()), "form.xlsx").profile[key].value
        return str(found)


def write_district(folder: Path, schools: int, districts: int = 1) -> None:
    """The workbooks of some schools, by district in folders of their own when there are several."""
    forms = [Form(ROOT / "examples" / name / "school.xlsx") for name in dict.fromkeys(LIKE)]
    by_name = dict(zip(dict.fromkeys(LIKE), forms, strict=True))
    for number in range(1, schools + 1):
        district = f"样例{number % districts + 1}区"
        below = folder / district if districts > 1 else folder
        below.mkdir(parents=True, exist_ok=True)
        form = by_name[LIKE[number % len(LIKE)]]
        (below / f"样例第{number}学校.xlsx").write_bytes(form.school(number, district))


def _letter(found: re.Match[str]) -> str:
    code = int(found[1])
    return chr(code) if code > 127 else found[0]


def _changed(found: re.Match[str], chance: random.Random) -> str:
    if chance.random() > 0.02:
        return found[0]
    return f"{found[1]}{max(0, int(found[2]) + chance.choice((-5, -1, 1, 5)))}{found[3]}"
