"""A result as far as two are compared: of an assessment, or of a JSON result read back. What is no result is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schoolstd.assessment.model import Agreement, Verdict
from schoolstd.assessment.snapshot import DatedDocument, Excuse, ResultProblem, Snapshot, Standing
from schoolstd.assessment.waivers import WaiverState
from schoolstd.boundedfile import read_bounded, unread
from schoolstd.checks import KIND_NAMES
from schoolstd.checks.base import Outcome
from schoolstd.errors import InputError
from schoolstd.evidence.values import plain
from schoolstd.jsonfile import parse_json

if TYPE_CHECKING:
    from schoolstd.assessment.model import Assessment, IndicatorResult
    from schoolstd.wording import Words

MAX_BYTES = 50_000_000


def snapshot(assessment: Assessment, words: Words) -> Snapshot:
    """The part of an assessment that can be compared. Sentences come from `words`."""
    evidence, catalog = assessment.evidence, assessment.catalog
    profile = {key: str(entry.value) for key, entry in evidence.profile.items() if entry.value is not None}
    papers = [
        DatedDocument(
            row.type,
            words.name(catalog.document_types[row.type]) if row.type in catalog.document_types else row.type,
            row.title or row.number or row.id,
            row.number,
            row.valid_until.value.isoformat(),
            str(row.at.get("valid_until") or ""),
        )
        for row in evidence.documents
        if isinstance(row.valid_until.value, date)
    ]
    problems = [
        ResultProblem(
            each.code,
            str(each.severity),
            words.problem(each),
            each.location.sheet if each.location else "",
            each.location.cell if each.location else "",
        )
        for each in assessment.problems
    ]
    return Snapshot(
        evidence.file,
        profile.get("code", ""),
        profile.get("name", ""),
        catalog.head.id,
        catalog.head.version,
        assessment.as_of.isoformat() if assessment.as_of else "",
        {result.indicator.id: _judged(result, words) for result in assessment.indicators},
        tuple(problems),
        tuple(papers),
        tuple(
            Excuse(each.indicator, str(state), each.from_, each.until, each.approver, each.reason)
            for each, state, _ in assessment.waivers
        ),
    )


def _judged(result: IndicatorResult, words: Words) -> Standing:
    checks = {
        f"{result.indicator.id}.{judged.check.id}": (
            words.check_title(judged.check),
            KIND_NAMES[type(judged.check.rule)],
            judged.check.level,
            str(judged.result.outcome),
        )
        for judged in result.checks
    }
    claim = result.claim.verdict if result.claim else ""
    indicator = result.indicator
    return Standing(
        words.name(indicator), indicator.severity, str(result.verdict), claim, str(result.agreement), checks
    )


def is_result(path: str) -> bool:
    """Whether a file begins as JSON does, whatever it is called. False for what is no file or cannot be read: the reader of
    workbooks says why."""
    if not Path(path).is_file():
        return False
    try:
        with Path(path).open("rb") as file:
            return file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")
    except OSError:
        return False


def read_result(path: str, name: str) -> Snapshot:
    """The result in a file; `name` is how messages call it. Raises InputError when it is not one school's result."""
    value = read_json(path, name)
    if isinstance(value, dict) and "results" in value:
        raise InputError(name, "several_results")
    try:
        return _snapshot(value, name)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError(name, "not_result") from None


def read_json(path: str, name: str) -> Any:
    """Whatever JSON is in a file. Raises InputError when it is none, or too large to be a result."""
    try:
        raw = read_bounded(path, MAX_BYTES)
    except OSError as error:
        raise InputError(name, *unread(error)) from None
    if len(raw) > MAX_BYTES:
        raise InputError(name, "result_too_large", {"limit": str(MAX_BYTES // 1_000_000)})
    try:
        return parse_json(raw)
    except ValueError:
        raise InputError(name, "not_json") from None


def _snapshot(value: Any, name: str) -> Snapshot:
    """Raises KeyError, TypeError, ValueError or AttributeError for what is no result."""
    if not _text(value["schema_version"]).startswith("1."):
        raise ValueError(value["schema_version"])
    standings = {_text(each["id"]): _standing(each) for each in value["indicators"]}
    return Snapshot(
        name,
        plain(_optional(value["school"]["code"])),
        _optional(value["school"]["name"]),
        _text(value["catalog"]["id"]),
        _text(value["catalog"]["version"]),
        _optional(value["as_of"]),
        standings,
        tuple(_problem(each) for each in value["problems"]),
        None,
        tuple(_excuse(each) for each in value.get("waivers") or ()),
    )


def _excuse(value: Any) -> Excuse:
    keys = ("indicator", "state", "from", "until", "approver", "reason")
    indicator, state, start, until, approver, reason = (_text(value[key]) for key in keys)
    return Excuse(indicator, str(WaiverState(state)), start, until, approver, reason)


def _standing(value: Any) -> Standing:
    claim = _optional(value["claim"]["verdict"])
    checks = {
        _text(each["id"]): (
            _text(each["title"]),
            _text(each["kind"]),
            _text(each["level"]),
            str(Outcome(each["outcome"])),
        )
        for each in value["checks"]
    }
    return Standing(
        _text(value["title"]),
        _text(value["severity"]),
        str(Verdict(value["verdict"])),
        str(Verdict(claim)) if claim else "",
        str(Agreement(value["claim"]["agreement"])),
        checks,
    )


def _problem(value: Any) -> ResultProblem:
    place = value["location"] or {"sheet": "", "cell": ""}
    return ResultProblem(
        _text(value["code"]),
        _text(value["severity"]),
        _text(value["message"]),
        _text(place["sheet"]),
        _text(place["cell"]),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _optional(value: Any) -> str:
    return "" if value is None else _text(value)
