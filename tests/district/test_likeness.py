"""Texts alike in different schools: the same, nearly the same, and what is no likeness."""

from __future__ import annotations

import random

from schoolstd.district.likeness import groups_of, likenesses
from schoolstd.district.texts import REGISTER, school_texts
from tests import make
from tests.district.records import record

LONG = "学校成立平安校园领导小组，每月排查一次隐患，建立台账并限期整改，由分管副校长签字确认后归档。"
OTHER = "德育处牵头制定家访计划，班主任每学期走访不少于十户家庭，家访记录由年级组长审阅并存入学生成长档案。"


def found(*texts):
    """(subject, percent, codes) of the likenesses between schools with one text each on N01."""
    records = [record(str(number), texts=[("N01.account", text)]) for number, text in enumerate(texts, 1)]
    return [(each.subject, each.percent, [holder.code for holder in each.holders]) for each in likenesses(records)]


def test_the_same_text_in_two_schools_is_a_likeness():
    assert found(LONG, LONG, OTHER) == [("N01.account", 100, ["1", "2"])]


def test_a_text_with_a_word_changed_is_nearly_the_same():
    assert found(LONG, LONG.replace("副校长", "教务主任")) == [("N01.account", 92, ["1", "2"])]


def test_texts_of_their_own_are_no_likeness():
    assert found(LONG, OTHER) == []


def test_a_shared_clause_alone_is_no_likeness():
    clause = "建立台账并限期整改到位，"
    assert found(clause + OTHER, clause + LONG.replace("建立台账并限期整改，", "")) == []


def test_texts_on_different_subjects_are_not_compared():
    schools = [record("1", texts=[("N01.account", LONG)]), record("2", texts=[("N02.account", LONG)])]
    assert likenesses(schools) == ()


def test_three_schools_that_copied_one_after_the_other_are_one_group():
    second = LONG.replace("副校长", "教务主任")
    assert found(LONG, second, second.replace("每月", "每周"))[0][2] == ["1", "2", "3"]


def test_the_order_of_schools_makes_no_difference():
    records = [record(str(n), texts=[("N01.account", LONG if n % 2 else OTHER + str(n % 3))]) for n in range(12)]
    shuffled = list(records)
    random.Random(1).shuffle(shuffled)
    assert likenesses(records) == likenesses(shuffled)


def test_groups_gather_what_the_same_schools_have_alike():
    records = [record(code, texts=[("N01.account", LONG), ("N02.account", OTHER)]) for code in "12"]
    [group] = groups_of(likenesses(records))
    assert ([code for code, _ in group.schools], len(group.likenesses)) == (["1", "2"], 2)


def test_registers_with_most_documents_in_common_are_alike():
    papers = [f"mark{number}" for number in range(10)]
    schools = [
        record("1", texts=[(REGISTER, " ".join(papers))]),
        record("2", texts=[(REGISTER, " ".join([*papers[:9], "own"]))]),
        record("3", texts=[(REGISTER, " ".join(papers[:4]))]),
    ]
    assert [(each.percent, [h.code for h in each.holders]) for each in likenesses(schools)] == [(90, ["1", "2"])]


def test_the_schools_own_name_makes_no_difference():
    def texts(name):
        evidence = make.evidence(profile={"name": name})
        claim = make.evidence(claims={"N01": "met"}).claims["N01"]._replace(texts={"account": f"{name}：{LONG}"})
        return [text.text for text in school_texts(evidence._replace(claims={"N01": claim}))]

    assert texts("青禾小学") == texts("白鹭小学")
    assert texts("青禾小学")[0].endswith("归档。")


def test_short_texts_are_not_compared():
    claim = make.evidence(claims={"N01": "met"}).claims["N01"]._replace(texts={"account": "已制定并公布。"})
    assert list(school_texts(make.evidence()._replace(claims={"N01": claim}))) == []


def test_names_of_papers_are_kept_as_marks_only():
    evidence = make.evidence(documents=[{"type": "plan", "date": "2022-01-01", "title": "张三的计划", "number": "1号"}])
    [text] = school_texts(evidence)
    assert "张三" not in text.text
