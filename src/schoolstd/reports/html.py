"""Gap reports as one HTML file for people: no network, printable, light on a phone, usable by keyboard and screen reader."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from schoolstd.reports.findings import plain, schools
from schoolstd.reports.html_first import anchor, brief, first_section, problems_anchor, who
from schoolstd.reports.html_parts import SCRIPT, STYLE, policy
from schoolstd.wording.formats import FormatWords

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from schoolstd.assessment.model import Tally
    from schoolstd.reports import Report
    from schoolstd.reports.findings import Finding, Row, School
    from schoolstd.reports.page import Line

BARS = ("met", "partial", "not_met", "no_evidence")
COUNTS = ("applicable", *BARS)


def render(report: Report) -> str:
    """The page. With several schools each has a section of its own below one set of filters."""
    return "\n".join(_Page(report).lines()) + "\n"


class _Page:
    """A page while it is written."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.words = report.words
        self.says = FormatWords(report.words.lang)
        self.schools = schools(report)
        self.level = 2 if report.several or not self.schools else 1

    def lines(self) -> Iterator[str]:
        """Every line of the page."""
        say = self.say
        title = self.schools[0].title if self.level == 1 else self.says.say("schools_title", count=len(self.schools))
        yield "<!DOCTYPE html>"
        yield f'<html lang="{"en" if self.words.lang == "en" else "zh-CN"}">'
        yield '<head>\n<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{policy()}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{escape(title)}</title>"
        yield f"<style>{STYLE}</style>\n</head>\n<body>"
        yield f'<a class="skip" href="#gaps">{say("skip")}</a>'
        yield f"<header><h1>{escape(title)}</h1>"
        if self.level == 1:
            yield f'<p class="soft">{escape(self.schools[0].day)} · {escape(self.schools[0].file)}</p>'
        yield "</header>\n<main>"
        if self.level == 2:
            yield from self._overview()
            yield from self._filters()
        for number, school in enumerate(self.schools):
            yield from self._school(number, school)
        yield f"</main>\n<footer><p>{escape(self.words.label('footer'))}</p></footer>"
        yield f"<script>{SCRIPT}</script>\n</body>\n</html>"

    def say(self, key: str, **values: object) -> str:
        """A sentence, escaped."""
        return escape(self.says.say(key, **values))

    def _heading(self, depth: int, text: str) -> str:
        level = min(self.level + depth, 6)
        return f"<h{level}>{escape(text)}</h{level}>"

    # ── what stands above the gaps ──

    def _overview(self) -> Iterator[str]:
        """All schools in the order of the files, and the files that could not be used."""
        rows = [(school.name or school.file, school.counts, school.rate) for school in self.schools]
        yield f"<section><h2>{self.say('overview')}</h2>"
        yield from self._bars(self.says.say("school"), rows)
        if self.report.failures:
            yield '<ul class="plain">'
            for error in self.report.failures:
                values = {"file": plain(error.file), "reason": plain(self.words.input_error(error))}
                yield f'<li class="bad">{self.say("unusable", **values)}</li>'
            yield "</ul>"
        yield "</section>"

    def _bars(self, first: str, rows: Sequence[tuple[str, Tally, str]]) -> Iterator[str]:
        """A table whose rows have a stacked bar of verdicts beside the figures that say the same."""
        label = self.words.label
        yield f'<ul class="key" aria-hidden="true">{"".join(self._key(key) for key in BARS)}</ul>'
        yield f'<div class="scroll"><table><caption>{self.say("bars")}</caption><thead><tr>'
        yield f'<th scope="col">{escape(first)}</th><th scope="col">{self.say("picture")}</th>'
        for key in COUNTS:
            yield f'<th scope="col"{_wide(key)}>{escape(label(key))}</th>'
        yield f'<th scope="col">{escape(label("rate"))}</th></tr></thead><tbody>'
        for name, counts, rate in rows:
            yield f'<tr><th scope="row">{escape(name)}</th><td class="picture">{self._bar(name, counts)}</td>'
            yield "".join(f"<td{_wide(key)}>{getattr(counts, key)}</td>" for key in COUNTS)
            yield f"<td>{escape(rate)}</td></tr>"
        yield "</tbody></table></div>"

    def _key(self, key: str) -> str:
        return f'<li><span class="{key}"></span>{escape(self.words.verdict(key))}</li>'

    def _bar(self, name: str, counts: Tally) -> str:
        said = "，" if self.words.lang != "en" else ", "
        told = said.join(f"{self.words.verdict(key)} {getattr(counts, key)}" for key in BARS if getattr(counts, key))
        whole = max(counts.applicable, 1)
        rects, start = [], 0
        for key in BARS:
            if width := getattr(counts, key):
                rects.append(f'<rect class="{key}" x="{start}" y="0" width="{width}" height="1"/>')
                start += width
        box = f'viewBox="0 0 {whole} 1" preserveAspectRatio="none"'
        return f'<svg class="bar" role="img" aria-label="{escape(f"{name}: {told}")}" {box}>{"".join(rects)}</svg>'

    def _filters(self) -> Iterator[str]:
        """The filters, hidden until the script can work them."""
        duties = {each.id: each.title for school in self.schools for each in school.duties}
        verdicts = {
            "gap": self.says.say("only_gaps"),
            **{key: self.words.verdict(key) for key in (*BARS[1:], "met", "not_applicable", "not_in_force")},
        }
        if self.level == 1:
            yield f'<h2 id="gaps" tabindex="-1">{self.say("indicators")}</h2>'
        else:
            yield f'<h2 id="gaps" class="screen" tabindex="-1">{self.say("filters")}</h2>'
        yield f'<form id="filters" hidden aria-label="{self.say("filters")}">'
        if self.level == 2:
            names = {str(number): school.name or school.file for number, school in enumerate(self.schools)}
            yield self._choice("school", names, self.says.say("school"))
        yield self._choice("duty", duties, self.words.label("duty"))
        yield self._choice("verdict", verdicts, self.says.say("verdict"), "gap")
        for key in ("overclaim", "document"):
            text = self.say(f"filter_{key}")
            yield f'<label class="box" for="f-{key}"><input type="checkbox" id="f-{key}" name="{key}">{text}</label>'
        for key, kind in (("open", "button"), ("close", "button"), ("reset", "reset")):
            yield f'<button type="{kind}" id="{key}">{self.say(f"button_{key}")}</button>'
        yield "</form>"
        yield f'<p id="count" class="screen" role="status" aria-live="polite" data-text="{self.say("shown")}"></p>'

    def _choice(self, name: str, options: dict[str, str], text: str, chosen: str = "") -> str:
        every = f'<option value="">{self.say("all")}</option>'
        rest = "".join(
            f'<option value="{escape(key)}"{" selected" if key == chosen else ""}>{escape(title)}</option>'
            for key, title in options.items()
        )
        label = f'<label for="f-{name}">{escape(text)}</label>'
        return f'<div>{label}<select id="f-{name}" name="{name}">{every}{rest}</select></div>'

    # ── a school ──

    def _school(self, number: int, school: School) -> Iterator[str]:
        label = self.words.label
        yield f'<section class="school" data-section="{number}">'
        if self.level == 2:
            yield self._heading(0, school.title)
            yield f'<p class="soft">{escape(school.day)} · {escape(school.file)}</p>'
        yield self._heading(1, label("conclusion"))
        yield from _list(school.summary)
        if self.level == 1 and (first := list(first_section(number, school, self.says))):
            yield self._heading(1, self.says.say("first"))
            yield from first
        for heading, lines in school.more:
            yield self._heading(1, heading)
            yield from _list(lines)
        yield self._heading(1, label("by_duty"))
        rows = [(each.title, each.counts, each.rate) for each in school.duties]
        yield from self._bars(label("duty"), [*rows, (label("total"), school.counts, school.rate)])
        if self.level == 1:
            yield from self._filters()
        else:
            yield self._heading(1, self.says.say("indicators"))
        for duty, found in groupby(school.shown, key=lambda row: (row.duty, row.duty_title)):
            yield "<div data-group>"
            yield self._heading(2, duty[1])
            for row in found:
                yield from self._row(number, row)
            yield "</div>"
        if school.waivers:
            yield self._heading(1, label("waivers", count=len(school.waivers)))
            yield f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in school.waivers)}</ul>"
        yield from self._faults(number, school)
        yield "</section>"

    def _row(self, number: int, row: Row) -> Iterator[str]:
        """An indicator: expandable when there is something to do."""
        data = f'id="{anchor(number, row)}" data-school="{number}" data-duty="{escape(row.duty)}" data-verdict="{row.verdict}"'
        data += f' data-gap="{row.gap:d}" data-over="{row.overclaim:d}" data-document="{row.document:d}" class="is-{row.verdict}'
        tags = [row.verdict_text, *([self.says.claim(row)] if row.overclaim else ()), row.change_text]
        tags += [row.severity_text] if row.severity != "mandatory" else []
        named = f"<strong>{escape(row.id)} {escape(row.title)}</strong>"
        named += "".join(f'<span class="tag">{escape(tag)}</span>' for tag in tags if tag)
        if not row.open:
            reason = f' <span class="soft">{escape(row.skipped)}</span>' if row.skipped else ""
            yield f'<div {data} row">{named}{reason}</div>'
            return
        yield f'<details {data}"><summary>{named}{brief(row, self.says)}</summary><div class="body">'
        for text in (row.waiver, row.owner, who(row, self.says)):
            if text:
                yield f"<p>{escape(text)}</p>"
        for each in row.to_do:
            yield from self._check(each)
        advice = [each for each in row.findings if each.open and each.level == "recommended"]
        if advice:
            yield f"<p>{self.say('advice')}</p>"
            for each in advice:
                yield from self._check(each)
        yield "</div></details>"

    def _check(self, each: Finding) -> Iterator[str]:
        yield f'<div class="check"><p><b>{escape(each.title)}</b> <span class="soft">{escape(each.outcome_text)}</span></p><dl>'
        pairs = (
            ("found", each.found),
            ("wanted", each.wanted),
            ("cell", each.places),
            ("source", each.source),
            ("remedy", each.remedy),
        )
        yield "".join(f"<dt>{self.say(key)}</dt><dd>{escape(text)}</dd>" for key, text in pairs if text)
        yield "</dl></div>"

    def _faults(self, number: int, school: School) -> Iterator[str]:
        if not school.faults:
            return
        yield self._heading(1, self.words.label("problems", count=len(school.faults)))
        yield f'<ul id="{problems_anchor(number)}">'
        for each in school.faults:
            tone = ' class="bad"' if each.severity == "error" else ""
            place = f"<b>{escape(plain(each.location))}</b> " if each.location else ""
            yield f"<li{tone}>[{escape(each.severity_text)}] {place}{escape(each.sentence)}</li>"
        yield "</ul>"


def _list(lines: Iterable[Line]) -> Iterator[str]:
    yield '<ul class="plain">'
    for line in lines:
        mark = f"{line.mark} " if line.mark else ""
        yield f'<li class="{line.tone}">{escape(mark + line.text)}</li>'
    yield "</ul>"


def _wide(key: str) -> str:
    return "" if key == "applicable" else ' class="wide"'
