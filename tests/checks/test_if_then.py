"""Kind `if_then`: when the condition passes, the consequence decides."""

import pytest

from schoolstd.checks.base import CheckResult, Outcome
from schoolstd.checks.combine import IfThen
from tests import make
from tests.checks.parts import part

ANY = ["pass", "fail", "missing", "error", "skipped"]


@pytest.mark.parametrize("consequence", ANY)
def test_when_the_condition_passes_the_result_is_the_consequences(consequence):
    rule = IfThen(part("pass"), part(consequence))
    assert rule.evaluate(make.facts()) == part(consequence).evaluate(make.facts())


@pytest.mark.parametrize("consequence", ANY)
@pytest.mark.parametrize(
    ("condition", "outcome"), [("fail", "skipped"), ("missing", "missing"), ("error", "error"), ("skipped", "skipped")]
)
def test_otherwise_the_consequence_does_not_matter_and_the_condition_is_shown(condition, consequence, outcome):
    shown = part(condition).evaluate(make.facts())
    assert IfThen(part(condition), part(consequence)).evaluate(make.facts()) == CheckResult(
        Outcome(outcome), shown.expected, shown.observed
    )
