"""The nearest route, verified by doing it: applying exactly its fixes to the evidence makes a school eligible, and no proper
subset of them does."""

from __future__ import annotations

from copy import deepcopy
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples.district.make import HERE, WORKBOOKS, workbook_of
from examples.make import load
from schoolstd.assessment.assess import assess
from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.model import Duty, Task
from schoolstd.catalog.store import stored_catalog
from schoolstd.checks.number import Number
from schoolstd.checks.refer import Refer
from schoolstd.evidence.model import Claim
from schoolstd.location import Location
from schoolstd.problem import Problem
from schoolstd.programme.eligibility import eligibility
from schoolstd.programme.register import Register
from schoolstd.programme.route import open_checks
from schoolstd.programme.standing import standing
from schoolstd.workbook.reader import read_workbook
from tests import make
from tests.programme.parts import TOLD, beijing, programme, school

DAY = "2018-10-01"
METRICS = [f"m{number}" for number in range(6)]
CELLS = {metric: Location("数据", row, 4) for row, metric in enumerate(METRICS, start=2)}


def small_catalog(duties, cited):
    """Duties of indicators of checks, each given as the number of its metric; the indicators in `cited` refer to the check
    of another that has the same metric where there is one."""
    indicators, tasks, first = [], {}, {}
    for duty, sizes in enumerate(duties, start=1):
        tasks[f"T{duty}"] = Task(f"T{duty}", f"D{duty}", "任务", "Task")
        for metrics in sizes:
            id_ = f"N{len(indicators) + 1:02}"
            rules = [
                Refer(first[each]) if len(indicators) in cited and each in first else Number(METRICS[each], ">=", "1")
                for each in metrics
            ]
            made = make.indicator(*rules, id=id_)._replace(task=f"T{duty}")
            for each, check in zip(metrics, made.checks, strict=True):
                first.setdefault(each, f"{id_}.{check.id}")
            indicators.append(made)
    found = make.catalog(indicators=indicators, metrics=METRICS)
    return found._replace(
        duties={f"D{n}": Duty(f"D{n}", "职责", "Duty") for n in range(1, len(duties) + 1)}, tasks=tasks
    )


def judged(catalog, values, claims):
    """The assessment of a school with these values; a cell that cannot be read is a grave problem too."""
    bad = [metric for metric, value in values.items() if value is make.BAD]
    problems = tuple(Problem("bad_number", CELLS[metric]) for metric in bad)
    evidence = make.evidence(metrics=values, problems=problems)
    metrics = {metric: entry._replace(location=CELLS[metric]) for metric, entry in evidence.metrics.items()}
    told = {id_: Claim("met", Location("自评", 2, 4)) for id_ in catalog.indicators} if claims else {}
    return assess(evidence._replace(metrics=metrics, claims=told), catalog, make.AS_OF)


def mended(catalog, values, steps):
    """The values after some steps of a route: a gap by a good value in every cell its open checks look at, the problems by
    a good value in every cell that cannot be read and that no gap of the whole route is about."""
    route, done = steps
    found = dict(values)
    before = {each.indicator.id: each for each in judged(catalog, values, True).indicators}
    cells = {
        each.subject: {
            metric
            for check in open_checks(before[each.subject])
            for metric in METRICS
            if CELLS[metric] in check.result.locations
        }
        for each in route
        if each.code == "gap"
    }
    covered = set().union(*cells.values()) if cells else set()
    for each in done:
        wanted = cells[each.subject] if each.code == "gap" else set()
        if each.code == "open_problems":
            wanted = {metric for metric, value in values.items() if value is make.BAD} - covered
        found |= dict.fromkeys(wanted, 1)
    return found


indicator_lists = st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=3, unique=True), min_size=1, max_size=4)


@settings(max_examples=120, deadline=None)
@given(
    duties=st.lists(indicator_lists, min_size=1, max_size=3),
    values=st.fixed_dictionaries({metric: st.sampled_from([1, 1, 0, None, make.BAD]) for metric in METRICS}),
    cited=st.sets(st.integers(0, 11), max_size=4),
    rule=st.sampled_from(["all_met", "duty_85", "duty_60", "duty_50", "duty_100"]),
    claims=st.booleans(),
)
def test_a_route_is_enough_and_no_part_of_it_is(duties, values, cited, rule, claims):
    catalog, rules = small_catalog(duties, cited), programme(pass_rule=rule)

    def after(route, done):
        told = claims or any(each.code == "self_assessment_incomplete" for each in done)
        return eligibility(judged(catalog, mended(catalog, values, (route, done)), told), rules, TOLD, DAY)

    first = after((), ())
    assert first.eligible == (first.route == ())
    assert after(first.route, first.route).eligible
    for left_out in first.route:
        part = tuple(each for each in first.route if each != left_out)
        assert not after(first.route, part).eligible, left_out


# ── a school of the example district, by changing its workbook ──

SOURCE = load(HERE / "schools.yaml")
GAPS = next(each for each in SOURCE["schools"] if each["register"]["name"] == "云杉小学")
FIXES = {"N22": "sports_activity_schedule", "N67": "food_licence"}
"""The document whose entry in the source makes each gap: without it the school has what every other one has."""


@pytest.fixture(scope="module")
def rules():
    from schoolstd.cli.programme import rules_of

    return rules_of("beijing-2018", "")


def standing_after(done, rules, folder):
    path = WORKBOOKS / "云杉小学.xlsx" if not done else made(done, folder)
    evidence = read_workbook(str(path), rules.reading)
    register = Register("r", {"2198000004": school("2198000004", applied="2018-09-05", recommended="2018-09-21")})
    return standing(evidence, rules, register, make.date(2018, 9, 28)).eligibility


def made(done, folder):
    changed = deepcopy(GAPS)
    for id_ in done:
        del changed["school"]["documents"][FIXES[id_]]
    path = folder / f"{'-'.join(done)}.xlsx"
    path.write_bytes(workbook_of(changed, SOURCE, make.national().catalog))
    return path


def test_the_route_of_an_example_school_by_changing_its_workbook(rules, tmp_path):
    route = [each.subject for each in standing_after((), rules, tmp_path).route]
    assert route == list(FIXES)
    assert standing_after(route, rules, tmp_path).eligible
    for size in range(len(route)):
        for part in combinations(route, size):
            assert not standing_after(part, rules, tmp_path).eligible


# ── the dates ──


@pytest.mark.parametrize("batch", beijing().batches, ids=lambda batch: batch.id)
def test_a_school_is_eligible_for_a_batch_on_both_edges_of_its_window_and_not_beyond(batch):
    known = make.catalog(indicators=[make.indicator(Number("m0", ">=", "1"), id="N01")], metrics=["m0"])
    before, after = (
        make.date.fromordinal(make.date.fromisoformat(day).toordinal() + step).isoformat()
        for day, step in ((batch.window.start, -1), (batch.window.end, 1))
    )
    assessment = judged(known, {"m0": 1}, True)
    step = TOLD._replace(applied="2018-02-02", recommended="2018-02-02")
    targets = [
        eligibility(assessment, beijing(), step, day).batch
        for day in (before, batch.window.start, batch.window.end, after)
    ]
    assert targets[1:3] == [batch.id, batch.id]
    assert targets[3] != batch.id
    assert targets[0] != batch.id or batch is beijing().batches[0]


# ── evidence of the government ──


def named(id_):
    return stored_catalog(catalog_folder(id_))


@pytest.mark.parametrize("id_", ["district", "city"])
def test_what_the_government_owes_is_asked_in_catalogs_of_its_own(id_):
    assert named(id_).head.entity == id_
    for schools in ("national", "beijing"):
        assert named(schools).head.entity == "school"
        assert not set(named(id_).indicators) & set(named(schools).indicators)
        assert not [each.id for each in named(schools).indicators.values() if each.owner]


@pytest.mark.parametrize("id_", ["national", "beijing"])
def test_no_school_check_looks_at_anything_that_only_a_government_reports(id_):
    """All metrics that the school catalogs' checks can look at are asked in the school's own form: an empty district
    workbook cannot change a verdict."""
    schools = named(id_)
    own = {*schools.metrics, *schools.document_types, *schools.event_types, *schools.case_types}
    for other in ("district", "city"):
        beyond = {*named(other).metrics, *named(other).document_types} - own
        asked = repr([(check.rule, check.when) for _, check in schools.checks()])
        assert not [each for each in beyond if f"'{each}'" in asked]
