"""Records of schools for tests, in one line each, over a catalog of a few indicators; and any such records, for properties."""

from __future__ import annotations

from hypothesis import strategies as st

from schoolstd.checks.answer import Statement
from schoolstd.checks.document import DocumentCheck
from schoolstd.district.record import Facts, Noted, Record
from tests.make import catalog, indicator, metric, row_type

IDS = ("N01", "N02", "N03", "N04")
CATALOG = catalog(
    indicators=[
        indicator(
            DocumentCheck("plan"),
            Statement("said", ("plan",)),
            id=id_,
            severity="recommended" if id_ == "N04" else "mandatory",
        )
        for id_ in IDS
    ],
    metrics=[metric("said", "yes_no")],
    documents=[row_type("plan")],
)


def record(code: str, verdicts: str = "mmmm", claims: str = "====", **fields: object) -> Record:
    """A school of the catalog above; facts are given by their names. What does not apply cannot be claimed too high."""
    facts = {key: fields.pop(key) for key in Facts._fields if key in fields}
    claims = "".join(
        "<" if verdict in "af" and claim == ">" else claim for verdict, claim in zip(verdicts, claims, strict=True)
    )
    known = {"name": f"学校{code}", "district": "甲区", "stage": "小学", "location": "城区", **facts}
    return Record(f"{code}.xlsx", Facts(code, **known), "2022-06-30", "2022-06-30", verdicts, claims, **fields)


def records(most: int = 12) -> st.SearchStrategy[list[Record]]:
    """Any schools, no two with one code."""
    one = st.builds(
        record,
        st.text("0123456789", min_size=4, max_size=4),
        st.text("mpneaf", min_size=4, max_size=4),
        st.text("=><-", min_size=4, max_size=4),
        district=st.sampled_from(["甲区", "乙区", ""]),
        stage=st.sampled_from(["小学", "初中"]),
        location=st.sampled_from(["城区", "乡村"]),
        weak=st.lists(st.sampled_from([f"{id_}.check_2" for id_ in IDS]), unique=True).map(tuple),
        waived=st.lists(st.sampled_from(IDS), max_size=1).map(tuple),
        problems=st.lists(st.sampled_from([Noted("bad_date", "数据", "D2"), Noted("field_blank")])).map(tuple),
    )
    return st.lists(one, max_size=most, unique_by=lambda each: each.facts.code)
