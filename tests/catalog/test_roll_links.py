"""A metric that is summed over the level below refers to what the catalog of that level has."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.loader import load_catalog
from schoolstd.errors import CatalogError

SUM = "sum_of: staff_total"
HEAD = 'schools: {id: beijing, version: "2021.1", total: compulsory_schools}'
LESS = "less: external_tasks_listed"
TASKS = f"sum_of: external_tasks\n    {LESS}"
PUBLIC = """sum_of: budget_projects
    sum_where: [{profile: ownership, in: [公办]}]"""
COUNT = 'count_of: {check: "B0-03.clauses_assessed", outcome: pass}'


@pytest.fixture
def district(tmp_path):
    """A copy of the district catalog, which finds the schools' catalog among those that came with the program."""
    return Path(shutil.copytree(catalog_folder("district"), tmp_path / "district"))


def mistakes(folder, old, new, file="vocabulary.yaml"):
    path = folder / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(CatalogError) as caught:
        load_catalog(str(folder))
    return {(mistake.field.partition(".")[2], mistake.code) for mistake in caught.value.mistakes}


@pytest.mark.parametrize(
    ("old", "new", "field", "code"),
    [
        (SUM, "sum_of: staff_totle", "sum_of", "unknown_reference"),
        (SUM, "sum_of: self_assessment_date", "sum_of", "metric_type"),
        (SUM, f"{SUM}\n    {COUNT}", "count_of", "sum_and_count"),
        (COUNT, 'count_of: {check: "B0-03.clauses", outcome: pass}', "count_of.check", "unknown_reference"),
        (COUNT, 'count_of: {indicator: "B9-99", verdict: met}', "count_of.indicator", "unknown_reference"),
        (COUNT, 'count_of: {indicator: "B0-03", outcome: pass}', "count_of", "count_pair"),
        (COUNT, 'count_of: {indicator: "B0-03"}', "count_of", "count_pair"),
        (COUNT, 'count_of: {indicator: "B0-03", verdict: good}', "count_of.verdict", "not_one_of"),
        (COUNT, "count_of: {metric: staff_totle}", "count_of.metric", "unknown_reference"),
        (COUNT, 'count_of: {metric: staff_total, op: ">"}', "count_of", "count_pair"),
        (COUNT, 'count_of: {metric: charter_last_revised, op: ">", bound: "0"}', "count_of.metric", "metric_type"),
        (COUNT, f"{COUNT[:-1]}, metric: staff_total}}", "count_of", "count_pair"),
        (COUNT, f'{COUNT[:-1]}, also: ["B0-03.nothing"]}}', "count_of.also[0]", "unknown_reference"),
        (LESS, "less: external_tasks_listet", "less", "unknown_reference"),
        (LESS, "less: charter_last_revised", "less", "metric_type"),
        (TASKS, LESS, "less", "sum_missing"),
        (PUBLIC, PUBLIC.replace("ownership", "owner"), "sum_where[0].profile", "unknown_reference"),
        (PUBLIC, PUBLIC.replace("公办", "国营"), "sum_where[0].in", "not_an_option"),
        (PUBLIC, PUBLIC.partition("\n    ")[2], "sum_where", "sum_missing"),
        ("plus: district_students_other", "plus: district_students_others", "plus", "unknown_reference"),
    ],
)
def test_a_reference_that_makes_no_sum_is_refused_where_it_stands(district, old, new, field, code):
    assert any(at.endswith(field) and what == code for at, what in mistakes(district, old, new))


def test_a_sum_needs_the_catalog_of_the_schools_to_be_named(district):
    found = mistakes(district, f"  {HEAD}\n", "", "catalog.yaml")
    assert {what for _, what in found} == {"no_schools"}


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ('schools: {id: paris, version: "2021.1"}', "no_base"),
        ('schools: {id: beijing, version: "1999"}', "base_version"),
        ('schools: {id: city, version: "2021.1"}', "schools_entity"),
        (HEAD.replace("compulsory_schools", "all_schools"), "unknown_reference"),
    ],
)
def test_the_catalog_of_the_schools_is_one_that_there_is_and_of_schools(district, new, code):
    found = mistakes(district, HEAD, new, "catalog.yaml")
    assert code in {what for _, what in found}


def test_a_city_sums_over_districts_and_never_past_them(tmp_path):
    city = Path(shutil.copytree(catalog_folder("city"), tmp_path / "city"))
    found = mistakes(city, "schools: {id: district,", "schools: {id: beijing,", "catalog.yaml")
    assert "schools_entity" in {what for _, what in found}
