"""Rules with a fixed outcome, for the kinds that are made of others."""

from typing import Any, NamedTuple

from schoolstd.checks.base import CheckResult, Outcome, Phrase


class Fixed(NamedTuple):
    """A rule that always comes out the same."""

    outcome: Outcome

    def evaluate(self, facts: Any) -> CheckResult:
        return CheckResult(self.outcome, Phrase(f"wanted_{self.outcome}"), Phrase(f"found_{self.outcome}"))


PARTS = {str(outcome): Fixed(outcome) for outcome in Outcome}


def part(outcome: str) -> Fixed:
    """The rule that comes out as the outcome of this name."""
    return PARTS[outcome]
