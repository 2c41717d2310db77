"""Who issues and who answers: named in Chinese, and in English as the catalog says."""

import pytest

from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.loader import load_catalog
from schoolstd.errors import CatalogError
from schoolstd.wording import Words
from tests.catalog.files import BODIES, CATALOG, write

TWO = {"catalog.yaml": CATALOG.replace("issuer: 教育部", "issuer: 教育部、财政部")}


def test_several_bodies_are_each_named_in_english(tmp_path):
    more = BODIES.replace("}]", "}, {id: 财政部, title_en: Ministry of Finance}]")
    catalog = load_catalog(write(tmp_path, {**TWO, "bodies.yaml": more})).catalog
    issuer = catalog.sources["law"].issuer
    assert [Words(lang, catalog).body(issuer) for lang in ("zh", "en")] == [
        "教育部、财政部",
        "Ministry of Education, Ministry of Finance",
    ]


@pytest.mark.parametrize(
    ("issuer", "said"),
    [
        ("教育部、财政部", "没有编号为“财政部”的发文机关或责任单位"),
        ("教育步", "没有编号为“教育步”的发文机关或责任单位（是不是“教育部”？）"),
    ],
)
def test_a_body_that_is_not_listed_is_refused_where_it_stands(tmp_path, issuer, said):
    with pytest.raises(CatalogError) as caught:
        load_catalog(write(tmp_path, {"catalog.yaml": CATALOG.replace("issuer: 教育部", f"issuer: {issuer}")}))
    (mistake,) = caught.value.mistakes
    assert (mistake.line, mistake.field, Words("zh").mistake(mistake)) == (13, "sources[0].issuer", said)


def test_a_body_whose_entry_cannot_be_read_is_not_missed_as_well(tmp_path):
    with pytest.raises(CatalogError) as caught:
        load_catalog(write(tmp_path, {"bodies.yaml": "bodies: [{id: 教育部, title: Ministry}]\n"}))
    assert {each.field for each in caught.value.mistakes} == {"bodies[0]", "bodies[0].title"}


@pytest.mark.parametrize("name", ["national", "beijing", "district", "city"])
def test_every_body_is_named_by_a_source_or_an_indicator(name):
    catalog = load_catalog(catalog_folder(name)).catalog
    named = [*(each.issuer for each in catalog.sources.values()), *(each.owner for each in catalog.indicators.values())]
    assert set(catalog.bodies) - {name for names in named for name in names.split("、")} == set()
