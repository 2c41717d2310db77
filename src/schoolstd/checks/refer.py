"""Kind `refer`: another check's result, cited once more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from schoolstd.checks.base import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.checks.base import CheckResult, Facts, Mistake, Vocabulary

CheckId = Annotated[str, Form("check")]


class Refer(NamedTuple):
    """What another check, usually of the catalog that this one extends, already asks: collected once and judged once.

    Passes: `{kind: refer, check: "<indicator>.<check>"}` whenever that check does; every outcome is that check's own.
    """

    check: CheckId

    def evaluate(self, facts: Facts) -> CheckResult:
        return facts.result_of(self.check)

    def mistakes(self, vocabulary: Vocabulary) -> Iterator[Mistake]:
        return iter(())
