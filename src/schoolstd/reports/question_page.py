"""An open question of a programme, explained: what is asked, the answer in force, what else may stand there, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolstd.reports.page import Line, Section, Tone
from schoolstd.wording.programme import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schoolstd.programme.model import Programme, Question


def question_sections(id_: str, programmes: Iterable[tuple[str, Programme]], lang: str) -> Iterator[Section]:
    """The questions with this id (Q01) or parameter (pass_rule); each programme comes with the name of its file."""
    for file, programme in programmes:
        for question in programme.questions:
            if id_.lower() in (question.id.lower(), question.parameter):
                values = {"parameter": question.parameter, "id": question.id, "programme": programme.id}
                title = sentence("explain_question", lang, **values)
                yield Section(title, tuple(_lines(file, programme, question, lang)))


def question_ids(programmes: Iterable[tuple[str, Programme]]) -> Iterator[str]:
    """Everything that `question_sections` finds."""
    for _, programme in programmes:
        for question in programme.questions:
            yield from (question.id, question.parameter)


def _lines(file: str, programme: Programme, question: Question, lang: str) -> Iterator[Line]:
    yield Line(_text(question, "question", lang), Tone.STRONG)
    value = question.default
    known = {option.value: _text(option, "title", lang) for option in question.options}
    if not value:
        yield Line(sentence("explain_answer", lang, answer=_text(question, "answer", lang)))
        yield Line(sentence("explain_where", lang, where=_text(question, "where", lang)))
    else:
        yield Line(sentence("explain_in_force", lang, value=value, meaning=known.get(value, "")).rstrip("： :"))
        yield Line(sentence("explain_answer_taken", lang, answer=_text(question, "answer", lang)), Tone.MUTED)
    if known:
        yield Line(sentence("explain_options", lang))
        for each, title in known.items():
            yield Line(sentence("explain_option", lang, value=each, title=title), Tone.PLAIN, 1, "·")
    if value:
        if sentence_key := _FORMS.get(question.parameter):
            yield Line(sentence(sentence_key, lang))
        if question.parameter == "interval_months" and programme.review.self_check_months:
            yield Line(sentence("explain_self_check", lang, months=programme.review.self_check_months))
        yield Line(sentence("explain_change", lang, file=file), Tone.MUTED)
    yield Line(sentence("explain_reason", lang, reason=_text(question, "reason", lang)), Tone.WARN)


_FORMS = {
    "pass_rule": "form_pass_rule",
    "base_date": "form_date",
    "interval_months": "form_months",
    "rectify_days": "form_days",
}
"""The questions that are answered by a figure, and how to write it."""


def _text(item: object, field: str, lang: str) -> str:
    return str(getattr(item, f"{field}_en" if lang == "en" else field))
