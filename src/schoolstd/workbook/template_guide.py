"""The first sheet of the template: what the workbook is, in which order to fill it in, and what has to be recorded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break

from schoolstd.schoolyear import assessment_period
from schoolstd.workbook import look, typeset
from schoolstd.workbook.layout import (
    CASES,
    CLAIMS,
    CLASSES,
    DOCUMENTS,
    EVENTS,
    GUIDE,
    LESSONS,
    METRICS,
    PROFILE,
    VERSION,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from schoolstd.workbook.draft import Draft
    from schoolstd.workbook.needs import EventNeed

WIDTHS = (24, 32, 14, 50)
TITLE_SIZE = 1.8
"""The size of the title, as a multiple of the text's."""
ORDER = (PROFILE, CLASSES, LESSONS, METRICS, DOCUMENTS, EVENTS, CASES, CLAIMS, VERSION)
"""In the order of filling in: what decides what applies comes first, one's own verdict last."""


def write_guide(draft: Draft) -> None:
    """Add the sheet 填报说明."""
    sheet = draft.sheet(GUIDE)
    look.set_widths(sheet, WIDTHS)
    sheet.sheet_view.showGridLines = False
    guide = _Guide(draft, sheet)
    guide.opening()
    guide.order()
    guide.evidence()
    guide.values()
    guide.colours()
    guide.command()
    guide.events()
    guide.cases()
    printed = look.area(1, 1, guide.row - 1, len(WIDTHS))
    look.finish(sheet, printed, typeset.NAVY, draft.title, draft.say("page"), landscape=False, header_row=0)


class _Guide:
    """The sheet while it is written from top to bottom; `row` is the next free one."""

    def __init__(self, draft: Draft, sheet: Worksheet) -> None:
        self.draft = draft
        self.sheet = sheet
        self.say = draft.say
        self.row = 1

    def opening(self) -> None:
        """What this is and for which catalog."""
        head, needs = self.draft.catalog.head, self.draft.needs
        counts = self.say(
            "counts",
            id=head.id,
            version=head.version,
            indicators=len(needs.indicators),
            metrics=len(needs.metrics),
            documents=len(needs.documents()),
        )
        title = self.draft.title
        self.across(title, "title", least=18 + 27 * typeset.lines(title, sum(WIDTHS) / TITLE_SIZE))
        self.across(counts, "subtitle", least=24)
        self.across(self.say("about"), "plain", least=30)

    def order(self) -> None:
        """Each sheet with a link to it, in the order of filling in."""
        self.section("order")
        for number, role in enumerate((role for role in ORDER if role.role in self.draft.roles), start=1):
            title = self.draft.name(role)
            self.point(f"{number}  {title}", self.say(f"order_{role.role}"))
            cell = self.sheet.cell(self.row - 1, 1)
            cell.style = "link"
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{title}'!A1", display=title)

    def evidence(self) -> None:
        """What counts as evidence, and over which period."""
        self.section("evidence")
        for role in (DOCUMENTS, EVENTS, CASES, METRICS, CLAIMS):
            self.point(self.draft.name(role), self.say(f"evidence_{role.role}"))
        self.point(self.say("period"), self.period())

    def period(self) -> str:
        """The assessment period, or its rule while the date of the form is unknown."""
        calendar = self.draft.catalog.calendar
        if self.draft.needs.day:
            period = assessment_period(calendar, date.fromisoformat(self.draft.needs.day))
            return self.say("period_known", start=period.start.isoformat(), end=period.end.isoformat())
        return self.say("period_rule", start=calendar.school_year_from)

    def values(self) -> None:
        """How values are written, and what does not belong here."""
        say = self.say
        self.section("values")
        self.point(say("unit_yes_no"), say("values_yes_no"))
        self.point(say("unit_choices"), say("values_several"))
        for key in ("number", "share", "date", "layout"):
            self.point(say(f"label_{key}"), say(f"values_{key}"))
        self.section("privacy")
        for key in ("names", "scores"):
            self.point(say(f"label_{key}"), say(f"privacy_{key}"))

    def colours(self) -> None:
        """The legend."""
        self.section("colours")
        styles = {"blank": "blank", "filled": "filled", "bad": "bad", "open": "open", "fixed": "centre"}
        for key, style in styles.items():
            self.point(self.say(f"colour_{key}"), self.say(f"colour_{key}_text"))
            self.sheet.cell(self.row - 1, 1).style = style

    def command(self) -> None:
        """How to check the workbook."""
        self.section("checking")
        self.point(self.say("label_command"), self.say("command"), "code")
        self.across(self.say("command_text"), "plain")

    def events(self) -> None:
        """The table of activities that have to be recorded."""
        needs = self.draft.needs.events()
        if not needs:
            return
        self.sheet.row_breaks.append(Break(id=self.row - 1))
        self.section("events")
        self.heads("events_type", "events_often", "indicators", "how")
        for need in needs:
            type_ = self.draft.catalog.event_types[need.type]
            indicators, help_ = self.draft.join(need.indicators), self.draft.text(type_, "help")
            self.cells(self.draft.name(type_), self.often(need), indicators, help_)

    def often(self, need: EventNeed) -> str:
        """How often an activity is wanted."""
        months = self.draft.join(_month_runs(self.draft.catalog.calendar.teaching_months))
        text = self.say(f"per_{need.per}", count=need.at_least, months=months)
        return text + (self.say("recommended") if need.advised else "")

    def cases(self) -> None:
        """The table of cases that have to be closed or counted."""
        needs = self.draft.needs.cases()
        if not needs:
            return
        self.section("cases")
        self.heads("cases_type", "cases_rule", "indicators", "how")
        for need in needs:
            type_ = self.draft.catalog.case_types[need.type]
            metric = self.draft.name(self.draft.catalog.metrics[need.metric])
            rule = self.say("cases_closed" if need.closed else "cases_counted", metric=metric)
            self.cells(
                self.draft.name(type_),
                rule + (self.say("recommended") if need.advised else ""),
                self.draft.join(need.indicators),
                self.draft.text(type_, "help"),
            )

    def section(self, key: str) -> None:
        """A heading, with a little room above it."""
        self.sheet.row_dimensions[self.row].height = 9
        self.row += 1
        self.across(self.say(key), "section", least=24)

    def across(self, text: str, style: str, least: float = 21) -> None:
        """A text over the whole width."""
        self.merge(1, text, style)
        look.fit_row(self.sheet, self.row, [(text, sum(WIDTHS))], least)
        self.row += 1

    def point(self, label: str, text: str, style: str = "plain") -> None:
        """A label with its text beside it."""
        look.put(self.sheet, self.row, 1, label, "label")
        self.merge(2, text, style)
        look.fit_row(self.sheet, self.row, [(label, WIDTHS[0]), (text, sum(WIDTHS[1:]))], 23)
        self.row += 1

    def merge(self, column: int, text: str, style: str) -> None:
        """One cell from a column to the right edge."""
        for each in range(column, len(WIDTHS) + 1):
            look.put(self.sheet, self.row, each, text if each == column else None, style)
        self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=column, end_column=len(WIDTHS))

    def heads(self, *keys: str) -> None:
        """The header of a table."""
        for column, key in enumerate(keys, start=1):
            look.put(self.sheet, self.row, column, self.say(key), "header")
        self.sheet.row_dimensions[self.row].height = 23
        self.row += 1

    def cells(self, *texts: str) -> None:
        """A row of a table."""
        for column, text in enumerate(texts, start=1):
            look.put(self.sheet, self.row, column, text, "label" if column == 1 else "fixed" if column < 4 else "help")
        look.fit_row(self.sheet, self.row, zip(texts, (*WIDTHS[:3], WIDTHS[3] / look.HELP_SIZE), strict=True))
        self.row += 1


def _month_runs(months: tuple[str, ...]) -> list[str]:
    """Months in a row as one stretch: 09, 10, 11, 03, 04 gives 9–11 and 3–4."""
    runs: list[list[int]] = []
    for month in map(int, months):
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
