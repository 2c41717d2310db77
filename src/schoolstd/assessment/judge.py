"""One check on one school's evidence: whether it binds, whether it applies, and what it finds. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.assessment.model import JudgedCheck
from schoolstd.catalog.applies import applies
from schoolstd.catalog.model import Effective
from schoolstd.checks.base import CheckResult, Outcome, Phrase

if TYPE_CHECKING:
    from schoolstd.assessment.facts import EvidenceFacts
    from schoolstd.catalog.model import Check

ALWAYS = Effective()


def judge_check(check: Check, facts: EvidenceFacts) -> JudgedCheck:
    """One check's result; skipped when it is not in force on the day or does not apply to the school."""
    if check.effective != ALWAYS and not check.effective.covers(facts.day):
        expected = Phrase("effective", {"from": check.effective.from_, "until": check.effective.until})
        return JudgedCheck(check, CheckResult(Outcome.SKIPPED, expected, expected), in_force=False)
    barred = check.when and applies(
        check.when, facts.evidence.profile, facts.evidence.metrics, facts.catalog, facts.day
    )
    if barred:
        why = Phrase("condition", {"condition": barred})
        return JudgedCheck(check, CheckResult(Outcome.SKIPPED, why, why), skipped_by=barred)
    return JudgedCheck(check, check.rule.evaluate(facts))
