"""What holds for any input at all."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schoolstd.assessment.assess import assess, verdict
from schoolstd.assessment.model import RANK, JudgedCheck, Verdict
from schoolstd.checks.base import CheckResult, Outcome, Phrase
from schoolstd.evidence.values import read_value
from schoolstd.location import column_letters, parse_cell
from schoolstd.problem import CODES
from schoolstd.schoolyear import assessment_period
from schoolstd.yamlfile import parse_yaml
from tests import make
from tests.checks.parts import PARTS

settings.register_profile(
    "suite",
    database=None,
    deadline=None,
    derandomize=True,  # a failure is the same for everybody
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("suite")
few = settings(max_examples=15)

CATALOG = make.national().catalog
OPTIONS = ("小学", "初中", "A / B", "C（优）")
TYPES = ("number", "count", "share", "yes_no", "choice", "choices", "date", "text")

digits = "0123456789０１２３４５６７８９〇一二三四五六七八九十"
marks = "年月日号.-/,，%％+－ 　\u00a0\u200b\ufeff、:是否√×eExX小学初中AB（优）"
cell_texts = st.one_of(
    st.text(max_size=30),
    st.text(digits + marks, max_size=16),
    st.from_regex(r"[0-9０-９]{1,4}[-./年][0-9]{1,2}[-./月][0-9]{1,2}日?", fullmatch=True),
    st.from_regex(r"[〇一二三四五六七八九]{4}年[一二三十]{1,2}月[一二三十]{1,3}日", fullmatch=True),
    st.from_regex(r"-?[0-9]{1,30}(\.[0-9]{1,30})?%?", fullmatch=True),
)
cells = st.one_of(
    cell_texts,
    st.floats(),
    st.integers(),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.decimals(),
)
types = st.sampled_from(TYPES)


# ── values ──


@settings(max_examples=200)
@given(cells, types, st.sampled_from(["", "分钟", "%"]), st.booleans())
def test_any_cell_is_a_value_or_a_known_problem_and_never_an_exception(raw, type_, unit, epoch_1904):
    reading = read_value(raw, type_, OPTIONS, unit, epoch_1904)
    assert reading.problem is None or (reading.value is None and reading.problem[0] in CODES)


@settings(max_examples=150)
@given(cells, types, st.booleans())
def test_a_value_is_of_its_type_and_in_its_range(raw, type_, epoch_1904):
    value = read_value(raw, type_, OPTIONS, "", epoch_1904).value
    fits = {
        "number": lambda: isinstance(value, Decimal) and value.is_finite(),
        "count": lambda: isinstance(value, Decimal) and value >= 0 and value == int(value),
        "share": lambda: isinstance(value, Decimal) and 0 <= value <= 1,
        "yes_no": lambda: isinstance(value, bool),
        "choice": lambda: value in OPTIONS,
        "choices": lambda: isinstance(value, tuple) and bool(value) and set(value) <= set(OPTIONS),
        "date": lambda: type(value) is date and 1900 <= value.year <= 2199,
        "text": lambda: isinstance(value, str),
    }
    assert value is None or fits[type_]()


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_back_from_every_usual_way_of_writing_it(day):
    y, m, d = day.year, day.month, day.day
    written = [
        day, datetime.combine(day, time(12)), day.isoformat(), f"{y}-{m}-{d}", f"{y}.{m}.{d}", f"{y}/{m}/{d}",
        f"{y}年{m}月{d}日", f"　{y}年{m:02}月{d:02}日\u00a0",
    ]  # fmt: skip
    assert {read_value(each, "date").value for each in written} == {day}


@given(st.dates(date(1970, 1, 1), date(2099, 12, 31)), st.booleans())
def test_every_day_from_1970_to_2099_is_read_back_from_its_serial_number(day, epoch_1904):
    serial = (day - (date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30))).days
    assert read_value(float(serial), "date", epoch_1904=epoch_1904).value == day


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3))
def test_every_number_is_read_back_with_thousands_and_in_full_width(number):
    full_width = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
    written = [f"{number}", f"{number:,}", f"{number:,}".translate(full_width), f" {number}分钟"]
    assert {read_value(each, "number", unit="分钟").value for each in written} == {number}


# ── places and calendars ──


@given(st.integers(1, 10**9), st.integers(1, 10**6))
def test_a_cell_name_is_read_back(column, row):
    assert parse_cell(f"{column_letters(column)}{row}") == (row, column)


@settings(max_examples=200)
@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_every_assessment_period_has_a_finished_term_and_ends_on_its_day(day):
    period = assessment_period(make.CALENDAR, day)
    spans = (*period.terms, *period.months)
    assert period.terms
    assert period.start <= period.end == day < period.start + timedelta(days=2 * 366)
    assert all(period.start <= span.start <= span.end <= day for span in spans)


@given(st.dates(date(2000, 1, 1), date(2100, 12, 30)))
def test_the_period_never_moves_back(day):
    first, second = (assessment_period(make.CALENDAR, each) for each in (day, day + timedelta(days=1)))
    assert first.start <= second.start


# ── verdicts ──

outcomes = st.lists(st.tuples(st.sampled_from(Outcome), st.booleans()), min_size=1, max_size=6)


def judged(parts) -> list[JudgedCheck]:
    return [
        JudgedCheck(
            make.check(PARTS[outcome], f"c{n}", decisive=decisive), CheckResult(outcome, Phrase("w"), Phrase("f"))
        )
        for n, (outcome, decisive) in enumerate(parts)
    ]


@settings(max_examples=150)
@given(outcomes, st.data())
def test_turning_a_failure_or_a_gap_into_a_pass_never_lowers_the_verdict(parts, data):
    open_ = [n for n, (outcome, _) in enumerate(parts) if outcome in ("fail", "missing", "error")]
    better = list(parts)
    for n in data.draw(st.sets(st.sampled_from(open_))) if open_ else ():
        better[n] = (Outcome.PASS, parts[n][1])
    before, after = verdict(judged(parts)), verdict(judged(better))
    assert RANK.get(after, 0) >= RANK.get(before, 0)


@given(outcomes, st.data())
def test_the_order_of_the_checks_does_not_matter(parts, data):
    assert verdict(judged(data.draw(st.permutations(parts)))) == verdict(judged(parts))


@given(st.lists(st.sampled_from(["pass", "skipped"]), min_size=1, max_size=6))
def test_met_means_that_nothing_failed_and_nothing_is_missing(parts):
    found = verdict(judged([(Outcome(each), False) for each in parts]))
    assert found is (Verdict.MET if "pass" in parts else Verdict.NOT_APPLICABLE)


# ── whole workbooks ──

days = st.dates(date(2020, 1, 1), date(2023, 12, 31)) | st.none() | st.just(make.BAD)
documents = st.lists(st.tuples(st.sampled_from(list(CATALOG.document_types)[:12]), days, days), max_size=12)
events = st.lists(
    st.tuples(st.sampled_from(list(CATALOG.event_types)[:6]), days, st.sampled_from(["", "全校", "一年级", "二年级"])),
    max_size=12,
)
ledger = st.lists(
    st.tuples(st.sampled_from(list(CATALOG.case_types)), days, days, st.sampled_from(["", "谈话"])), max_size=8
)
classes = st.lists(
    st.tuples(
        st.sampled_from(["一年级", "二年级", "七年级", ""]), st.just("1班"),
        st.integers(0, 60) | st.none() | st.just(make.BAD), st.sampled_from(["小学", "初中", ""]),
    ),
    max_size=6,
)  # fmt: skip
lessons = st.lists(
    st.tuples(
        st.sampled_from(["一年级", "二年级", "七年级", ""]), st.sampled_from(["语文", "数学", "体育与健康", ""]),
        st.integers(0, 9) | st.none() | st.just(make.BAD),
    ),
    max_size=6,
)  # fmt: skip
figures = st.decimals(allow_nan=False, allow_infinity=False)
ANSWERS = {
    "number": figures,
    "count": st.integers(0, 10**40).map(Decimal),
    "share": st.decimals(0, 1, allow_nan=False),
    "yes_no": st.booleans(),
    "date": st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    "text": st.text(max_size=5),
}


def answers(fields):
    """Any subset of some fields, each with a value of its type, a blank or an unreadable cell."""
    by_id = {}
    for field in fields:
        options = st.sampled_from(field.options or ("",))
        several = st.sets(options).map(tuple)
        value = {**ANSWERS, "choice": options, "choices": several}[field.type]
        by_id[field.id] = value | st.none() | st.just(make.BAD)
    return st.fixed_dictionaries({}, optional=by_id)


workbooks = st.fixed_dictionaries(
    {"documents": documents, "events": events, "cases": ledger, "classes": classes, "lessons": lessons},
    optional={
        "profile": answers(list(CATALOG.profile.values())),
        "metrics": answers(list(CATALOG.metrics.values())[:60]) | answers(list(CATALOG.metrics.values())[60:]),
        "claims": st.dictionaries(
            st.sampled_from(list(CATALOG.indicators)), st.sampled_from(Verdict) | st.just(""), max_size=9
        ),
    },
)


@few
@given(workbooks, st.dates(date(2018, 1, 20), date(2100, 12, 31)) | st.none())
def test_any_workbook_is_assessed_whole(rows, as_of):
    found = assess(make.evidence(**rows), CATALOG, as_of)
    assert [each.indicator.id for each in found.indicators] == list(CATALOG.indicators)


@few
@given(workbooks, st.data())
def test_the_order_of_the_rows_never_changes_a_verdict(rows, data):
    shuffled = {**rows}
    for name in ("documents", "events", "cases", "classes", "lessons"):
        shuffled[name] = data.draw(st.permutations(rows[name]))
    one, two = (assess(make.evidence(**each), CATALOG, make.AS_OF) for each in (rows, shuffled))
    assert [each.verdict for each in one.indicators] == [each.verdict for each in two.indicators]


@few
@given(workbooks, st.data())
def test_nor_do_the_kinds_of_problems_depend_on_it(rows, data):
    shuffled = {
        **rows,
        "documents": data.draw(st.permutations(rows["documents"])),
        "cases": data.draw(st.permutations(rows["cases"])),
    }
    one, two = (assess(make.evidence(**each), CATALOG, make.AS_OF) for each in (rows, shuffled))
    assert Counter(problem.code for problem in one.problems) == Counter(problem.code for problem in two.problems)


@few
@given(workbooks, st.sampled_from(list(CATALOG.document_types)[:12]))
def test_one_more_current_document_never_lowers_a_verdict(rows, type_):
    more = {**rows, "documents": [*rows["documents"], (type_, make.AS_OF, make.AS_OF)]}
    before, after = (assess(make.evidence(**each), CATALOG, make.AS_OF) for each in (rows, more))
    pairs = zip(before.indicators, after.indicators, strict=True)
    assert [a.indicator.id for a, b in pairs if RANK.get(b.verdict, 0) < RANK.get(a.verdict, 0)] == []


# ── YAML ──

yaml_texts = st.text(max_size=40) | st.text("ab01:-?,[]{}#&*!|>'\"%@`~ \n\t.\\<=", max_size=40)


@settings(max_examples=150)
@given(yaml_texts)
def test_any_text_is_a_document_or_a_mistake_with_a_line(text):
    document = parse_yaml(text.encode("utf-8", "surrogatepass"), "f.yaml")
    lines = text.count("\n") + text.count("\r") + 2
    assert all(1 <= mistake.line <= lines for mistake in document.mistakes)


@given(st.binary(max_size=40))
def test_so_are_any_bytes(raw):
    assert all(mistake.line >= 1 for mistake in parse_yaml(raw, "f.yaml").mistakes)
