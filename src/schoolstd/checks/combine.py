"""Kinds `all`, `any` and `if_then`: checks made of checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from schoolstd.checks.base import CheckResult, Form, Mistake, Outcome, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.checks.base import Facts, Vocabulary

Part = Annotated[Any, Form("rule")]


class All(NamedTuple):
    """Every part passes. One failing part fails it; otherwise an unreadable one is an error and a missing one missing.

    Passes: `{kind: all, checks: [{kind: number, …}, {kind: document, …}]}` when both do.
    """

    checks: tuple[Part, ...]

    def evaluate(self, facts: Facts) -> CheckResult:
        results = [part.evaluate(facts) for part in self.checks]
        for outcome in (Outcome.FAIL, Outcome.ERROR, Outcome.MISSING, Outcome.PASS):
            if any(result.outcome is outcome for result in results):
                return _joined("all_of", outcome, results, [r for r in results if r.outcome is outcome])
        return _joined("all_of", Outcome.SKIPPED, results, results)

    def mistakes(self, vocabulary: Vocabulary) -> Iterator[Mistake]:
        yield from part_mistakes("checks", self.checks, vocabulary)


class Any_(NamedTuple):
    """At least one part passes. When none does: an error if a part is unreadable, missing if all are, else failed.

    Passes: `{kind: any, checks: [{kind: number, …}, {kind: document, …}]}` when either does.
    """

    checks: tuple[Part, ...]

    def evaluate(self, facts: Facts) -> CheckResult:
        results = [part.evaluate(facts) for part in self.checks]
        judged = [result for result in results if result.outcome is not Outcome.SKIPPED]
        for outcome in (Outcome.PASS, Outcome.ERROR):
            if any(result.outcome is outcome for result in results):
                return _joined("any_of", outcome, results, [r for r in results if r.outcome is outcome])
        if not judged:
            return _joined("any_of", Outcome.SKIPPED, results, results)
        missing = all(result.outcome is Outcome.MISSING for result in judged)
        return _joined("any_of", Outcome.MISSING if missing else Outcome.FAIL, results, judged)

    def mistakes(self, vocabulary: Vocabulary) -> Iterator[Mistake]:
        yield from part_mistakes("checks", self.checks, vocabulary)


class IfThen(NamedTuple):
    """When the condition passes, the consequence decides; when it fails, the check is skipped.

    Passes: `{kind: if_then, if: {kind: number, metric: hired, op: ">", bound: "0"}, then: {kind: document, type: plan}}`
    with 3 hired and a current plan. A condition without evidence leaves the check missing.
    """

    if_: Part
    then: Part

    def evaluate(self, facts: Facts) -> CheckResult:
        condition = self.if_.evaluate(facts)
        if condition.outcome is Outcome.PASS:
            consequence: CheckResult = self.then.evaluate(facts)
            return consequence
        outcome = Outcome.SKIPPED if condition.outcome is Outcome.FAIL else condition.outcome
        return CheckResult(outcome, condition.expected, condition.observed, condition.locations)

    def mistakes(self, vocabulary: Vocabulary) -> Iterator[Mistake]:
        yield from part_mistakes("if", (self.if_,), vocabulary)
        yield from part_mistakes("then", (self.then,), vocabulary)


def _joined(code: str, outcome: Outcome, results: list[CheckResult], shown: list[CheckResult]) -> CheckResult:
    """One result for several: everything that was wanted, and what the parts that decided it found."""
    return CheckResult(
        outcome,
        Phrase(code, {"parts": tuple(result.expected for result in results)}),
        Phrase("joined", {"parts": tuple(result.observed for result in shown)}),
        tuple(dict.fromkeys(place for result in shown for place in result.locations)),
    )


def part_mistakes(field: str, parts: tuple[Any, ...], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """The mistakes of the parts, under the field that holds them; an empty list of parts is one."""
    if not parts:
        yield Mistake(field, "empty_list")
    for part in parts:
        for mistake in part.mistakes(vocabulary):
            yield Mistake(f"{field}.{mistake.field}", mistake.code, mistake.values)
