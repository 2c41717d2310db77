"""Slips in the stages of a catalog, each refused where it stands."""

import pytest

from schoolstd.catalog.loader import load_catalog
from schoolstd.errors import CatalogError
from schoolstd.wording import Words
from tests.catalog.files import VOCABULARY, write

HEAD = """\
profile:
  - {id: stage, title: 学段, title_en: Stage, type: choice, options: [小学, 初中]}
  - {id: grades, title: 年级, title_en: Grades, type: choices, options: [一年级, 二年级, 七年级]}
  - {id: system, title: 学制, title_en: System, type: choice, options: [二一, 一二]}
  - {id: boarding, title: 寄宿, title_en: Boarding, type: yes_no}
stages:
"""
PRIMARY = "  - {id: 小学, title_en: primary, grades: [一年级, 二年级], schools: [小学]}\n"
JUNIOR = "  - {id: 初中, title_en: junior, grades: [七年级], schools: [初中]}\n"
OTHERWISE = "[{}], otherwise: [{{profile: system, in: [一二], grades: [{}]}}]}}\n"
SHORTER = PRIMARY.replace("[小学]}\n", OTHERWISE.format("小学", "一年级"))
LONGER = JUNIOR.replace("[初中]}\n", OTHERWISE.format("初中", "二年级, 七年级"))
REST = (
    VOCABULARY[VOCABULARY.index("units:") : VOCABULARY.index("stages:")]
    + VOCABULARY[VOCABULARY.index("document_types:") :]
)


def refused(folder, stages):
    with pytest.raises(CatalogError) as caught:
        load_catalog(write(folder, {"vocabulary/all.yaml": HEAD + stages + REST}))
    return caught.value.mistakes


def test_stages_may_differ_by_an_answer_of_the_school(tmp_path):
    catalog = load_catalog(write(tmp_path, {"vocabulary/all.yaml": HEAD + SHORTER + LONGER + REST})).catalog
    assert [each.otherwise[0].grades for each in catalog.stages.values()] == [("一年级",), ("二年级", "七年级")]


@pytest.mark.parametrize(
    ("stages", "found"),
    [
        (PRIMARY + JUNIOR.replace("七年级]", "九年级]"), [("profile[1].options", "not_in_stages"), ("stages[1].grades", "not_an_option")]),
        (PRIMARY + JUNIOR.replace("[初中]", "[中学]"), [("profile[0].options", "not_in_stages"), ("stages[1].schools", "not_an_option")]),
        (PRIMARY + JUNIOR.replace("[初中]", "[]"), [("profile[0].options", "not_in_stages"), ("stages[1].schools", "empty_list")]),
        (PRIMARY + JUNIOR.replace("[七年级]", "[二年级, 七年级]"), [("stages[1].grades", "grade_twice")]),
        (PRIMARY + LONGER, [("stages[1].otherwise[0].grades", "grade_twice")]),
        (SHORTER + JUNIOR, [("stages[0].otherwise[0].grades", "grade_lost")]),
        (SHORTER + LONGER.replace("[一二]", "[一三]"), [
            ("stages[0].otherwise[0].grades", "grade_lost"),
            ("stages[1].otherwise[0].grades", "grade_twice"),
            ("stages[1].otherwise[0].in", "not_an_option"),
        ]),
        (PRIMARY + LONGER.replace("profile: system", "profile: sistem"), [
            ("stages[1].otherwise[0].grades", "grade_twice"), ("stages[1].otherwise[0].profile", "unknown_reference"),
        ]),
        (PRIMARY + JUNIOR + JUNIOR, [("stages[2].id", "repeated_id")]),
        (PRIMARY + JUNIOR.replace("grades:", "grade:"), [("stages[1]", "field_missing"), ("stages[1].grade", "field_unknown")]),
    ],
)  # fmt: skip
def test_a_slip_in_the_stages_is_refused_where_it_stands(tmp_path, stages, found):
    mistakes = refused(tmp_path, stages)
    assert sorted((each.field, each.code) for each in mistakes) == found
    assert all(Words(lang).mistake(each) for lang in ("zh", "en") for each in mistakes)


def test_a_catalog_without_stages_is_told_what_lacks_them(tmp_path):
    text = HEAD.replace("stages:\n", "") + REST
    with pytest.raises(CatalogError) as caught:
        load_catalog(write(tmp_path, {"vocabulary/all.yaml": text}))
    assert sorted({(each.field, each.code) for each in caught.value.mistakes}) == [
        ("parameters[1].by", "stages_missing"),
        ("parameters[2].by", "stages_missing"),
        ("profile[0].options", "not_in_stages"),
        ("profile[1].options", "not_in_stages"),
    ]


def test_a_grade_that_no_stage_takes_over_is_told_with_the_answer_that_loses_it(tmp_path):
    (mistake,) = refused(tmp_path, SHORTER + JUNIOR)
    assert Words("zh").mistake(mistake) == "学校为“一二”时，二年级不属于任何学段：这里没有写它，别的学段也没有"


def test_a_system_may_do_without_the_highest_grades(tmp_path):
    primary = PRIMARY.replace("[一年级, 二年级]", "[一年级]")
    junior = JUNIOR.replace("[七年级]", "[二年级, 七年级]").replace("[初中]}\n", OTHERWISE.format("初中", "二年级"))
    catalog = load_catalog(write(tmp_path, {"vocabulary/all.yaml": HEAD + primary + junior + REST})).catalog
    assert catalog.stages["初中"].otherwise[0].grades == ("二年级",)
