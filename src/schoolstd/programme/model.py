"""A programme as values: phases, batches, honours, review, and the questions its documents leave open as parameters.

These classes are also the YAML format, as those of a catalog are: `loader` derives the strict file model from them.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from schoolstd.checks.base import Figure, Form, IsoDate

CodeId = Annotated[str, Form("code_id")]


class Window(NamedTuple):
    """A stretch of days, both ends included, as ISO dates."""

    start: IsoDate
    end: IsoDate

    def holds(self, day: str) -> bool:
        """Whether an ISO date lies inside, the ends included."""
        return self.start <= day <= self.end


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

    id: CodeId
    title: str
    title_en: str
    share: Figure
    window: Window
    refs: tuple[str, ...] = ()


class Honour(NamedTuple):
    """A round of model schools on top of standing: the catalog that decides, the most there may be (blank: no limit),
    and the list that is shown beside it."""

    id: CodeId
    title: str
    title_en: str
    catalog: CodeId
    window: Window
    quota: Figure = ""
    reference: str = ""
    reference_en: str = ""
    refs: tuple[str, ...] = ()


class Named(NamedTuple):
    """A trigger or a state of re-review: the program goes by the id, people by the title."""

    id: str
    title: str
    title_en: str


class Answer(NamedTuple):
    """What a register may say of a re-review: the program goes by the id, people write the title, in either language, or a
    word of `also`."""

    id: str
    title: str
    title_en: str
    also: tuple[str, ...] = ()


class Review(NamedTuple):
    """Re-review: what calls for one at once, the states a school may be in, how one may end (`results`), the kinds of
    rectification (`grades`), by when districts must be ready, and after how many months a school checks itself in between
    (blank: never)."""

    triggers: tuple[Named, ...]
    states: tuple[Named, ...]
    results: tuple[Answer, ...]
    grades: tuple[Answer, ...]
    mechanism_due: IsoDate = ""
    self_check_months: Figure = ""
    refs: tuple[str, ...] = ()


class Choice(NamedTuple):
    """One of the answers that an open question may have."""

    value: str
    title: str
    title_en: str


class Question(NamedTuple):
    """A question that the documents leave open: the answer taken, and why.

    `default` is the word or figure that the program uses for it, one of `options` where these are listed; `where` says
    instead where the answer is carried out when it is not here. Either stands, never both.
    """

    id: str
    parameter: Annotated[str, Form("key")]
    question: str
    question_en: str
    answer: str
    answer_en: str
    reason: str
    reason_en: str
    default: str = ""
    where: str = ""
    where_en: str = ""
    options: tuple[Choice, ...] = ()


class Programme(NamedTuple):
    """A whole programme. `base` is the catalog that standing rests on; `window` the time in which it is in force;
    `preconditions` what recognition asks beside the verdicts."""

    id: CodeId
    version: str
    title: str
    title_en: str
    source: str
    base: CodeId
    window: Window
    phases: tuple[Phase, ...]
    batches: tuple[Batch, ...]
    honours: tuple[Honour, ...]
    preconditions: tuple[Annotated[str, Form("precondition")], ...]
    review: Review
    questions: tuple[Question, ...]
    disclaimer: str = ""
    disclaimer_en: str = ""

    def parameter(self, name: str) -> str:
        """The value in force of an open question. Raises KeyError when the programme has no such question."""
        return {question.parameter: question.default for question in self.questions}[name]

    def batch_on(self, day: str) -> Batch | None:
        """The batch whose window holds an ISO date, or None between and after them."""
        return next((batch for batch in self.batches if batch.window.holds(day)), None)

    def batch_by(self, day: str) -> Batch | None:
        """The first batch that is not over on an ISO date, or None after the last."""
        return next((batch for batch in self.batches if day <= batch.window.end), None)

    def phase_on(self, day: str) -> Phase | None:
        """The innermost phase whose window holds an ISO date, or None outside the programme."""
        held = [phase for phase in self.phases if phase.window.holds(day)]
        latest = max((phase.window.start for phase in held), default="")
        return min((p for p in held if p.window.start == latest), key=lambda phase: phase.window.end, default=None)
