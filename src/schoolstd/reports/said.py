"""What a school wrote of an indicator, for reports that hand it on: a text that seems to name a pupil stays where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.evidence.refusal import has_personal_data

if TYPE_CHECKING:
    from schoolstd.assessment.model import Assessment, IndicatorResult
    from schoolstd.wording import Words


def said_of(result: IndicatorResult, assessment: Assessment) -> dict[str, str]:
    """The texts of a claim by their columns, without those that seem to hold personal data; the problems name their cells."""
    privacy = assessment.catalog.privacy
    texts = result.claim.texts if result.claim else {}
    return {key: text for key, text in texts.items() if not has_personal_data(text, privacy)}


def answerable(result: IndicatorResult, assessment: Assessment, words: Words) -> tuple[str, str]:
    """Who answers for an indicator and by when, as the school has written; of a text that holds personal data, that it does."""
    texts = result.claim.texts if result.claim else {}
    known = words.of(assessment.catalog)
    return known.discreet(texts.get("owner", "")), known.discreet(texts.get("due", ""))
