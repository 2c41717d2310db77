"""A programme as values: phases, batches, honours, review, and the questions its documents leave open as parameters."""

from __future__ import annotations

from typing import NamedTuple


class Window(NamedTuple):
    """A stretch of days, both ends included, as ISO dates."""

    start: str
    end: str

    def __contains__(self, day: object) -> bool:
        return isinstance(day, str) and self.start <= day <= self.end


class Phase(NamedTuple):
    """A stage of the programme with what is due by its end."""

    id: str
    title: str
    title_en: str
    window: Window
    refs: tuple[str, ...] = ()
    due: tuple[str, ...] = ()


class Batch(NamedTuple):
    """A batch of schools to be recognised: its share of all schools in percent, and its window."""

    id: str
    title: str
    title_en: str
    share: str
    window: Window
    refs: tuple[str, ...] = ()


class Honour(NamedTuple):
    """A round of model schools: open to schools of the given standing, judged by a catalog of its own."""

    id: str
    title: str
    title_en: str
    catalog: str
    window: Window
    needs: str
    quota: str = ""
    reference: str = ""
    refs: tuple[str, ...] = ()


class Review(NamedTuple):
    """Re-review: months until the next one, what calls for one at once, and days to put things right."""

    interval_months: str
    triggers: tuple[str, ...]
    rectify_days: dict[str, str]
    states: tuple[str, ...]
    mechanism_due: str = ""
    refs: tuple[str, ...] = ()


class Question(NamedTuple):
    """A question that the documents leave open: the answer taken, where it may be changed, and why it was taken.

    `default` is what the program uses (a word or a figure), `answer` says it in a sentence.
    """

    id: str
    parameter: str
    question: str
    answer: str
    reason: str
    default: str = ""


class Programme(NamedTuple):
    """A whole programme. `base` is the catalog that standing rests on."""

    id: str
    version: str
    title: str
    title_en: str
    source: str
    base: str
    window: Window
    phases: tuple[Phase, ...]
    batches: tuple[Batch, ...]
    honours: tuple[Honour, ...]
    review: Review
    questions: tuple[Question, ...]
    disclaimer: str = ""

    def parameter(self, name: str) -> str:
        """The value in force of an open question. Raises KeyError when the programme has no such question."""
        return {question.parameter: question.default for question in self.questions}[name]

    def batch_on(self, day: str) -> Batch | None:
        """The batch whose window holds an ISO date, or None between and after them."""
        return next((batch for batch in self.batches if day in batch.window), None)

    def phase_on(self, day: str) -> Phase | None:
        """The narrowest phase whose window holds an ISO date, or None outside the programme."""
        held = [phase for phase in self.phases if day in phase.window]
        return min(held, key=lambda phase: (phase.window.end, phase.id), default=None)
