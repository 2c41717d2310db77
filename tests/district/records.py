"""Records for tests: schools of a catalog of six indicators, each told by one line."""

from __future__ import annotations

from typing import Any

from schoolstd.district.record import Facts, Noted, Record
from schoolstd.district.texts import Text
from tests import make


def catalog() -> Any:
    """Six indicators N01 to N06, the last one encouraged."""
    ids = [f"N0{number}" for number in range(1, 7)]
    return make.catalog(
        indicators=[make.indicator(id=id_, severity="recommended" if id_ == "N06" else "mandatory") for id_ in ids]
    )


def record(code: str, verdicts: str = "mmmmmm", **fields: Any) -> Record:
    """A school with a letter for each indicator; `texts` as (subject, text) pairs, `problems` as codes."""
    facts = Facts(
        code, fields.pop("name", f"第{code}学校"), fields.pop("district", "样例区"), fields.pop("stage", "小学"), "城区"
    )
    texts = tuple(Text(subject, "自评", "D2", text) for subject, text in fields.pop("texts", ()))
    problems = tuple(Noted(each, "数据", "D2") for each in fields.pop("problems", ()))
    file = fields.pop("file", f"{code}.xlsx")
    agreements = fields.pop("agreements", "=" * len(verdicts))
    filled_on = fields.pop("filled_on", "2022-06-30")
    return Record(file, facts, filled_on, filled_on, verdicts, agreements, texts=texts, problems=problems, **fields)
