"""The levels above the schools in a summary: what is said of their own workbooks, and of what schools report to them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.assessment.model import COUNTED, Verdict
from schoolstd.catalog.model import LEVEL_BELOW
from schoolstd.district.offices import metrics_of, sums_without_office
from schoolstd.district.record import APPLICABLE, VERDICTS
from schoolstd.district.summary import Counts
from schoolstd.reports.counts import counts_row
from schoolstd.reports.page import Line, Section, Table, Tone
from schoolstd.wording import number_text, percent_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schoolstd.catalog.model import Catalog, Indicator
    from schoolstd.district.offices import Office, Sum
    from schoolstd.district.summary import Gathered
    from schoolstd.wording.district import DistrictWords

LISTED, NAMED = 20, 3
"""How many lines a page shows of each kind, and how many lacking workbooks a cell names."""
GAP = APPLICABLE.replace("m", "")
SHORT = ("incomplete", "number", "own_blank", "differs")
"""States of a sum that somebody has to see to."""


class OfficeRow(NamedTuple):
    """An indicator of an office; texts in words. `verdict` is empty where there is no workbook to judge."""

    office: str
    id: str
    title: str
    owner: str
    verdict: str
    figures: tuple[str, ...]
    lacking: tuple[str, ...]
    remedy: str


class SumRow(NamedTuple):
    """A figure that is summed for an office."""

    office: str
    users: tuple[str, ...]
    title: str
    state: str
    figure: Decimal
    source: str
    lacking: str


class OfficeWords:
    """Rows and sentences about the levels above the schools of a summary."""

    def __init__(self, found: Gathered, levels: Sequence[Catalog], words: DistrictWords) -> None:
        self.say, self._words, self._joined = words.say, words.words, words.joined
        self._levels = {level.head.id: level for level in levels}
        self._said = {level.head.id: words.words.of(level) for level in levels}
        self._used = {level.head.id: metrics_of(level) for level in levels}
        self.nearest = levels[0] if levels else None
        self.offices = sorted(
            (each for each in found.offices if each.catalog in self._levels),
            key=lambda each: (-list(self._levels).index(each.catalog), each.record.facts.code),
        )
        self.alone = sums_without_office(found, self.nearest) if self.nearest else {}

    def named(self, district: str) -> str:
        """A district's name, or that none was given."""
        return district or self.say("not_given")

    def missing(self) -> str:
        """That the workbooks of districts are not there, with their names; empty when all are."""
        names = [self.named(each) for each in self.alone]
        return self.say("office_missing", names=self._joined(names)) if names else ""

    def files(self) -> Iterator[str]:
        """Which workbook each office is judged by."""
        for each in self.offices:
            head = self._levels[each.catalog].head
            catalog = f"{head.id} {head.version}"
            day = each.record.as_of or self.say("office_day_none")
            text = self.say("office_file", name=self._name(each), file=each.record.file, catalog=catalog, day=day)
            yield text + (self.say("office_others", others=self._joined(list(each.others))) if each.others else "")

    def rows(self) -> Iterator[OfficeRow]:
        """Every indicator of every office, the highest first; of a district without a workbook those that sums go into."""
        for office in self.offices:
            for indicator in self._levels[office.catalog].indicators.values():
                yield self._row(office, indicator)
        if self.nearest is None:
            return
        used = self._used[self.nearest.head.id]
        for name, sums in self.alone.items():
            by_metric = {each.metric: each for each in sums}
            for id_, indicator in self.nearest.indicators.items():
                own = [by_metric[metric] for metric in used[id_] if metric in by_metric]
                if own:
                    texts = tuple(self.sum_text(each, self.nearest.head.id) for each in own)
                    yield self._plain(self.named(name), self.nearest.head.id, indicator, "", texts, ())

    def sums(self) -> Iterator[SumRow]:
        """Every figure that is summed, office by office."""
        for office in self.offices:
            for each in office.sums:
                yield self._sum_row(self._name(office), each, office.catalog)
        for name, sums in self.alone.items():
            for each in sums:
                if self.nearest:
                    yield self._sum_row(self.named(name), each, self.nearest.head.id)

    def table(self) -> Table:
        """The offices with their counts, a row each, and how many of their sums somebody has to see to."""
        rows = []
        for office in self.offices:
            met, *others = map(office.record.verdicts.count, APPLICABLE)
            applicable = met + sum(others)
            counts = Counts(office.below, applicable, met, *others)
            open_ = sum(each.state in SHORT for each in office.sums)
            rows.append((self._name(office), str(office.below), *counts_row("", counts)[1:], str(open_)))
        heads = (*(f"col_{key}" for key in COUNTED), "col_rate", "col_open_sums")
        return Table((self.say("col_office"), self.say("col_below"), *map(self.say, heads)), tuple(rows))

    def gaps(self, office: Office) -> Iterator[str]:
        """The mandatory indicators that an office does not meet, a line each."""
        catalog = self._levels[office.catalog]
        for indicator, letter in zip(catalog.indicators.values(), office.record.verdicts, strict=True):
            if letter in GAP and indicator.severity == "mandatory":
                row = self._row(office, indicator)
                values = {"id": row.id, "title": row.title, "verdict": row.verdict, "office": row.office}
                yield self.say("office_gap", lacking=self._words.table.JOINERS["and"].join(row.lacking), **values)

    def sum_text(self, each: Sum, catalog: str) -> str:
        """A figure that is summed, where there is no workbook of the office itself."""
        title = self._said[catalog].name(self._levels[catalog].metrics[each.metric])
        key = "sum_line_lacking" if each.lacking else "sum_line"
        figure = number_text(Decimal(each.figure)) if each.given else "—"  # nobody's figure is no figure, not none
        return self.say(key, title=title, figure=figure, sum=self._source(each, catalog), count=len(each.lacking))

    def _name(self, office: Office) -> str:
        facts = office.record.facts
        return facts.name or facts.code or office.record.file

    def _row(self, office: Office, indicator: Indicator) -> OfficeRow:
        place = list(self._levels[office.catalog].indicators).index(indicator.id)
        verdict = VERDICTS[office.record.verdicts[place]]
        sums = {each.metric: each for each in office.sums}
        metrics = self._used[office.catalog][indicator.id] if office.record.verdicts[place] in APPLICABLE else ()
        if verdict is Verdict.MET:  # what is blank was not needed
            metrics = tuple(metric for metric in metrics if metric in office.figures)
        figures = tuple(self._figure(metric, office, sums.get(metric)) for metric in metrics)
        lacking = tuple(self._open(indicator, office)) if office.record.verdicts[place] in GAP else ()
        return self._plain(
            self._name(office), office.catalog, indicator, self._words.verdict(verdict), figures, lacking
        )

    def _plain(
        self,
        office: str,
        catalog: str,
        indicator: Indicator,
        verdict: str,
        figures: tuple[str, ...],
        lacking: tuple[str, ...],
    ) -> OfficeRow:
        said = self._said[catalog]
        remedy = said.text(indicator, "remedy") if lacking else ""
        owner = said.body(indicator.owner) if indicator.owner else ""
        return OfficeRow(office, indicator.id, said.name(indicator), owner, verdict, figures, lacking, remedy)

    def _figure(self, metric: str, office: Office, summed: Sum | None) -> str:
        known = self._levels[office.catalog].metrics[metric]
        title = self._said[office.catalog].name(known)
        value = office.figures.get(metric)
        if value is None:
            return self.say("figure_incomplete" if summed else "figure_blank", title=title)
        number = Decimal(value)
        text = percent_text(number) if known.type == "share" else number_text(number)
        if summed and summed.state == "filled":
            return self.say("figure_sum", title=title, value=text, sum=self._source(summed, office.catalog))
        return self.say("figure_own", title=title, value=text)

    def _open(self, indicator: Indicator, office: Office) -> Iterator[str]:
        said = self._said[office.catalog]
        for key, outcome in (("office_fail", "f"), ("office_lack", "m"), ("office_error", "x")):
            checks = [
                said.check_title(check)
                for check in indicator.checks
                if office.record.open.get(f"{indicator.id}.{check.id}") == outcome
            ]
            if checks:
                yield self.say(key, checks=self.say("list").join(dict.fromkeys(checks)))

    def _source(self, each: Sum, catalog: str) -> str:
        key = f"{'sum' if each.given else 'none'}_{LEVEL_BELOW[self._levels[catalog].head.entity]}"
        text = self.say(key, count=each.given)
        return self.say("sum_plus", sum=text, own=number_text(Decimal(each.own))) if each.own else text

    def _sum_row(self, office: str, each: Sum, catalog: str) -> SumRow:
        known = self._levels[catalog]
        users = tuple(id_ for id_, metrics in self._used[catalog].items() if each.metric in metrics)
        lacking = ""
        if each.lacking:
            names = self._joined(list(each.lacking), NAMED)
            lacking = self.say("sum_lacking", count=len(each.lacking), names=names)
        typed = number_text(Decimal(each.typed)) if each.typed else ""
        return SumRow(
            office,
            users,
            self._said[catalog].name(known.metrics[each.metric]),
            self.say(f"state_{each.state}", typed=typed),
            Decimal(each.figure) + Decimal(each.own or 0),
            self._source(each, catalog),
            lacking,
        )


def office_table(words: OfficeWords) -> tuple[Section, ...]:
    """The offices with their counts, when there are any."""
    if not words.offices:
        return ()
    return (Section(words.say("offices", count=len(words.offices)), (words.table(),)),)


def office_section(words: OfficeWords) -> Section | None:
    """The offices in short for a page: a sentence each with its gaps; of districts without a workbook what can be summed."""
    if words.nearest is None:
        return None
    lines = [Line(text, Tone.MUTED, 1) for text in words.files()]
    gaps = [text for office in words.offices for text in words.gaps(office)]
    lines += [Line(text, Tone.WARN, 1, "△") for text in gaps[:LISTED]]
    if len(gaps) > LISTED:
        lines.append(Line(words.say("more", count=len(gaps)), Tone.MUTED, 1))
    if missing := words.missing():
        lines.append(Line(missing, Tone.MUTED, 1))
    if len(words.alone) == 1:
        (sums,) = words.alone.values()
        lines += [Line(words.sum_text(each, words.nearest.head.id), indent=2) for each in sums[:LISTED]]
        if len(sums) > LISTED:
            lines.append(Line(words.say("more", count=len(sums)), Tone.MUTED, 2))
    if not words.offices:
        return Section(words.say("offices_none"), tuple(lines)) if lines else None
    return Section(words.say("offices", count=len(words.offices)), (words.table(), *lines))
