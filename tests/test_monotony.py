"""More evidence never makes a verdict worse, taking it away never better; and what is compared or shared out adds up."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from schoolstd.assessment.assess import assess, is_gap
from schoolstd.assessment.model import RANK, Verdict
from schoolstd.assessment.snapshot import ResultProblem
from schoolstd.checks.base import Outcome
from schoolstd.diff import compare
from schoolstd.programme.eligibility import eligibility
from schoolstd.programme.shares import ROUNDINGS, reference_seats
from tests import make
from tests.programme import parts
from tests.test_diff import result, standing
from tests.test_properties import ANSWERS, CATALOG, documents, events, few, workbooks

DECISIVE = {id_ for id_, each in CATALOG.indicators.items() if any(check.decisive for check in each.checks)}
"""Here a failure weighs more than a blank: to answer badly is worse than not to answer."""


def verdicts(rows):
    return {each.indicator.id: each.verdict for each in assess(make.evidence(**rows), CATALOG, make.AS_OF).indicators}


def lower(before, after):
    """The indicators whose verdict is worse after than before."""
    return [id_ for id_ in before if RANK.get(after[id_], 0) < RANK.get(before[id_], 0)]


# ── evidence ──


@few
@given(workbooks, st.data())
def test_taking_documents_and_events_away_never_raises_a_verdict(rows, data):
    fewer = dict(rows)
    for name in ("documents", "events"):
        kept = data.draw(st.sets(st.integers(0, max(len(rows[name]) - 1, 0))))
        fewer[name] = [row for at, row in enumerate(rows[name]) if at in kept]
    assert lower(verdicts(fewer), verdicts(rows)) == []


@few
@given(workbooks, documents, events)
def test_more_documents_and_events_never_lower_a_verdict(rows, more_documents, more_events):
    more = {**rows, "documents": [*rows["documents"], *more_documents], "events": [*rows["events"], *more_events]}
    assert lower(verdicts(rows), verdicts(more)) == []


@few
@given(workbooks, st.data())
def test_leaving_an_answer_blank_never_raises_a_verdict(rows, data):
    given = rows.get("metrics", {})
    blank = data.draw(st.sets(st.sampled_from(sorted(given)))) if given else set()
    fewer = {**rows, "metrics": {id_: each for id_, each in given.items() if id_ not in blank}}
    raised = lower(verdicts(fewer), verdicts(rows))
    assert [id_ for id_ in raised if id_ not in DECISIVE] == []


@few
@given(workbooks)
def test_the_claim_of_a_school_changes_no_verdict(rows):
    claimed = {**rows, "claims": dict.fromkeys(CATALOG.indicators, Verdict.MET)}
    assert verdicts(claimed) == verdicts({**rows, "claims": {}})


# ── eligibility ──

KNOWN = parts.catalog(4, 3, 5)
UNMET = st.sets(st.sampled_from(sorted(KNOWN.indicators)))
RULES = st.sampled_from(["all_met", "duty_85", "duty_60"])
STEPS = st.sampled_from([parts.TOLD, None, parts.Step("2018-09-03", "", 0)])


@given(UNMET, UNMET, RULES, STEPS)
def test_meeting_more_never_costs_a_school_its_eligibility(unmet, more, rule, step):
    programme = parts.programme(pass_rule=rule)
    worse, better = (
        eligibility(parts.assessed(KNOWN, each), programme, step, "2018-09-28") for each in (unmet | more, unmet)
    )
    assert better.eligible or not worse.eligible
    assert len(better.route) <= len(worse.route)


@given(UNMET, RULES, STEPS)
def test_closing_the_gaps_of_the_route_leaves_no_gap_in_the_way(unmet, rule, step):
    programme = parts.programme(pass_rule=rule)
    found = eligibility(parts.assessed(KNOWN, unmet), programme, step, "2018-09-28")
    route = {each.subject for each in found.route if each.code == "gap"}
    after = eligibility(parts.assessed(KNOWN, unmet - route), programme, step, "2018-09-28")
    assert route <= unmet
    assert [each for each in after.obstacles if each.code in ("gap", "duty_below")] == []
    if not [each for each in found.route if each.code != "gap"]:
        assert after.eligible


@given(UNMET)
def test_a_school_without_a_gap_has_no_gap_in_its_way(unmet):
    assessment = parts.assessed(KNOWN, unmet)
    found = eligibility(assessment, parts.programme(pass_rule="all_met"), parts.TOLD, "2018-09-28")
    gaps = {each.subject for each in found.obstacles if each.code == "gap"}
    assert gaps == {each.indicator.id for each in assessment.indicators if is_gap(each)}


# ── shares ──

shares = st.lists(st.integers(1, 50), min_size=1, max_size=6).map(
    lambda weights: [*(each * 100 // (2 * sum(weights)) for each in weights[:-1])]
).map(lambda found: [*found, 100 - sum(found)])  # fmt: skip
counts = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 200), max_size=8)


@given(st.integers(0, 10**6), shares)
def test_seats_add_up_and_none_is_off_by_a_whole_one(total, given):
    for rounded in ROUNDINGS.values():
        seats = rounded(total, given)
        assert (sum(seats), min(seats) >= 0) == (total, True)
        assert all(abs(100 * each - share * total) <= 100 for each, share in zip(seats, given, strict=True))


@given(counts, st.data())
def test_reference_seats_add_up_whatever_the_order_of_the_districts(schools, data):
    seats = data.draw(st.integers(0, sum(schools.values())))
    found = reference_seats(seats, schools)
    total = max(sum(schools.values()), 1)
    assert sum(found.values()) == seats
    assert all(abs(found[name] * total - seats * count) < total for name, count in schools.items())
    assert reference_seats(seats, dict(data.draw(st.permutations(list(schools.items()))))) == found


# ── differences ──

standings = st.dictionaries(
    st.sampled_from([f"N{n:02}" for n in range(1, 9)]),
    st.builds(
        lambda verdict, claim, outcome: standing(verdict, claim=claim, first=outcome),
        st.sampled_from([str(each) for each in Verdict]),
        st.sampled_from(["", "met", "partial"]),
        st.sampled_from([str(each) for each in Outcome]),
    ),
)
problems = st.lists(
    st.builds(
        ResultProblem,
        st.sampled_from(["bad_date", "bad_number"]),
        st.just("error"),
        st.sampled_from(["甲", "乙"]),
        st.sampled_from(["数据", "自评"]),
        st.sampled_from(["D2", "D3"]),
    ),
    max_size=5,
)
results = st.builds(lambda each, found: result(problems=found, **each), standings, problems)
MIRRORED = {
    "improved": "fallen",
    "applicable": "inapplicable",
    "shifted": "shifted",
    "only_old": "only_new",
}


@given(results, results)
def test_a_difference_read_backwards_is_its_mirror(old, new):
    there, back = compare(old, new), compare(new, old)
    for one, other in (*MIRRORED.items(), *((b, a) for a, b in MIRRORED.items())):
        assert {each.id for each in getattr(there, one)} == {each.id for each in getattr(back, other)}
    assert sorted(there.problems_new) == sorted(back.problems_gone)
    assert (there.unchanged, len(there.claims)) == (back.unchanged, len(back.claims))


@given(results, results)
def test_every_indicator_stands_in_one_place_of_a_difference(old, new):
    found = compare(old, new)
    listed = [each.id for name in {*MIRRORED, *MIRRORED.values()} for each in getattr(found, name)]
    assert len(listed) == len(set(listed))
    assert len(listed) + found.unchanged == len({*old.standings, *new.standings})


@given(results)
def test_a_result_does_not_differ_from_itself(same):
    found = compare(same, same)
    lists = {*MIRRORED, *MIRRORED.values(), "claims", "problems_new", "problems_gone", "expired"}
    assert {name for name in lists if getattr(found, name)} == set()
    assert found.unchanged == len(same.standings)


@settings(max_examples=150)
@given(results, results, st.randoms())
def test_the_order_of_indicators_and_problems_never_matters_to_a_difference(old, new, chance):
    def shuffled(each):
        ids, found = list(each.standings), list(each.problems)
        chance.shuffle(ids)
        chance.shuffle(found)
        return each._replace(standings={id_: each.standings[id_] for id_ in ids}, problems=tuple(found))

    one, two = compare(old, new), compare(shuffled(old), shuffled(new))
    for name in {*MIRRORED, *MIRRORED.values()}:
        assert sorted(getattr(one, name)) == sorted(getattr(two, name))
    assert sorted(each[:3] for each in one.problems_new) == sorted(each[:3] for each in two.problems_new)


def test_the_properties_speak_of_something():
    assert {"number", "count"} <= ANSWERS.keys()
    assert set(CATALOG.indicators) > DECISIVE
    assert Decimal(len(KNOWN.indicators)) == 12
