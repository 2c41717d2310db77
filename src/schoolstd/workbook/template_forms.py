"""The sheets of the template with a prepared row for every answer: 学校信息, 自评, 数据, and 版本."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schoolstd.evidence.values import parse_date
from schoolstd.wording import Words
from schoolstd.workbook import look, rules
from schoolstd.workbook.layout import (
    CLAIMABLE,
    CLAIMS,
    METRICS,
    PROFILE,
    TEMPLATE_VERSION,
    VERDICT_NAMES,
    VERSION,
    VERSION_ROWS,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from schoolstd.catalog.model import Metric, ProfileField
    from schoolstd.workbook.draft import Draft
    from schoolstd.workbook.look import Cells

INPUT_STYLES = {
    "count": "in_count",
    "number": "in_number",
    "share": "in_share",
    "date": "in_date",
    "yes_no": "in_short",
}
"""The style of the cell for an answer of a type; text for the others."""

TABS = {PROFILE.role: "FF2E75B6", CLAIMS.role: "FF7F6BB3", METRICS.role: "FF3A8F5C", VERSION.role: "FFA6A6A6"}


# ── 学校信息 ──

PROFILE_WIDTHS = (20, 26, 34, 62)


def write_profile(draft: Draft) -> None:
    """Add the sheet 学校信息: one row per field, with what is known already."""
    sheet = draft.sheet(PROFILE)
    draft.write_header(sheet, [draft.header(column) for column in PROFILE.columns], PROFILE_WIDTHS)
    for row, field in enumerate(draft.catalog.profile.values(), start=2):
        help_ = _field_help(draft, field)
        name = draft.name(field) + (" *" if field.required else "")
        look.put(sheet, row, 1, field.id, "id")
        look.put(sheet, row, 2, name, "label")
        value = draft.answer(draft.profile.get(field.id), field.type)
        look.put(sheet, row, 3, value, "in_date" if field.type == "date" else "in_short")
        look.put(sheet, row, 4, help_, "help")
        look.fit_row(sheet, row, [(name, 26), (value, 34), (help_, 62 / look.HELP_SIZE)], 26)
        _guard(draft, sheet, look.in_column(3, [row]), field, wanted=field.required)
    printed = look.area(1, 1, len(draft.catalog.profile) + 1, 4)
    draft.finish(sheet, printed, TABS[PROFILE.role], "A2", "C2", landscape=False)


def _field_help(draft: Draft, field: ProfileField) -> str:
    help_ = draft.text(field, "help")
    if field.type == "choices":
        return draft.sentences(help_, draft.say("several", options=draft.options(field)))
    if field.type == "choice" and draft.lang == "en":
        return draft.sentences(help_, draft.say("options", options=draft.options(field)))
    return help_


# ── 自评 ──

CLAIM_WIDTHS = (11, 16, 46, 13, 30, 26, 30, 11, 13)


def write_claims(draft: Draft) -> None:
    """Add the sheet 自评: one row per indicator that applies, in catalog order and so task by task."""
    sheet = draft.sheet(CLAIMS)
    draft.write_header(sheet, [draft.header(column) for column in CLAIMS.columns], CLAIM_WIDTHS)
    task_before = ""
    for row, indicator in enumerate(draft.needs.indicators, start=2):
        task = draft.catalog.tasks[indicator.task]
        head = draft.name(indicator) + (draft.say("encouraged") if indicator.severity == "recommended" else "")
        summary = draft.text(indicator, "summary")
        if indicator.owner:
            summary = f"{summary}\n{draft.say('owner', owner=Words(draft.lang, draft.catalog).body(indicator.owner))}"
        look.put(sheet, row, 1, indicator.id, "centre")
        look.put(sheet, row, 2, draft.name(task), "fixed")
        look.put(sheet, row, 3, look.headed(head, summary), "fixed")
        typed = _claim_values(draft, indicator.id)
        for column, value in enumerate(typed, start=4):
            style = {4: "in_short", 8: "in_short", 9: "in_date"}.get(column, "in_text")
            look.put(sheet, row, column, value, style)
        texts = [draft.name(task), f"{head}\n{summary}", *typed]
        look.fit_row(sheet, row, zip(texts, CLAIM_WIDTHS[1:], strict=True), 40)
        if indicator.task != task_before:
            look.start_group(sheet, row, len(CLAIM_WIDTHS))
        task_before = indicator.task
    last = len(draft.needs.indicators) + 1
    if last > 1:
        _claim_rules(draft, sheet, last)
    draft.finish(sheet, look.area(1, 1, last, 9), TABS[CLAIMS.role], "D2", "D2", filtered=True)


def _claim_values(draft: Draft, indicator: str) -> tuple[object, ...]:
    """Last year's verdict, account, weakness, measure, owner and date."""
    claim = draft.previous.claims.get(indicator)
    if claim is None:
        return (None,) * 6
    texts = {column.key: claim.texts.get(column.key, "") for column in CLAIMS.columns}
    due = parse_date(texts["due"]).value if texts["due"] else None
    verdict = claim_name(claim.verdict, draft.lang) if claim.verdict else None
    written = (texts["account"], texts["weakness"], texts["measure"], texts["owner"])
    return (verdict, *written, due if isinstance(due, date) else texts["due"])


def claim_name(verdict: str, lang: str) -> str:
    """What a school writes for a verdict, in one language."""
    return next(name for name, meant in VERDICT_NAMES.items() if meant == verdict and name.isascii() == (lang == "en"))


def _claim_rules(draft: Draft, sheet: Worksheet, last: int) -> None:
    names = [claim_name(VERDICT_NAMES[name], draft.lang) for name in CLAIMABLE]
    listed = draft.list_of("claims", names)
    rows = range(2, last + 1)
    verdicts, due = look.in_column(4, rows), look.in_column(9, rows)
    rules.allow(sheet, verdicts, "list", (draft.say("wrong"), draft.say("bad_list")), (listed,))
    rules.allow(sheet, due, "date", (draft.say("wrong"), draft.say("odd_date")), rules.DATES, strict=False)
    rules.colour_answers(sheet, verdicts, rules.not_listed(verdicts.first, listed))
    # where the school says that something is lacking, it says what, and what it will do about it
    lacking = ",".join(f'$D2="{claim_name(verdict, draft.lang)}"' for verdict in ("partial", "not_met"))
    for column in (6, 7, 8):
        rules.colour_answers(sheet, look.in_column(column, rows), blank=f"OR({lacking})")
    rules.colour_answers(sheet, due, rules.bad_date(due.first), blank=f"OR({lacking})")


# ── 数据 ──

METRIC_WIDTHS = (18, 30, 8, 18, 18, 48, 17, 15)


def write_metrics(draft: Draft) -> None:
    """Add the sheet 数据: one row per metric that applies, in catalog order.

    Columns beyond the layout's say how to fill it in, whose duty it is and which indicators use it.
    """
    sheet = draft.sheet(METRICS)
    titles = [draft.header(column) for column in METRICS.columns]
    draft.write_header(sheet, [*titles, *map(draft.say, ("guidance", "duty", "used_by"))], METRIC_WIDTHS, helps=3)
    users, backing = draft.needs.users(), draft.needs.backing()
    rows = {metric.id: row for row, metric in enumerate(draft.needs.metrics, start=2)}
    duty_before = ""
    for metric in draft.needs.metrics:
        help_ = _metric_help(draft, metric, users.get(metric.id, ()), backing.get(metric.id))
        duty = _metric_row(draft, sheet, rows[metric.id], metric, users.get(metric.id, ()), help_)
        if duty != duty_before:
            look.start_group(sheet, rows[metric.id], len(METRIC_WIDTHS))
        duty_before = duty
    last = len(rows) + 1
    _metric_rules(draft, sheet, rows)
    draft.finish(sheet, look.area(1, 1, last, 8), TABS[METRICS.role], "C2", "D2", filtered=True)


def _metric_row(draft: Draft, sheet: Worksheet, row: int, metric: Metric, users: tuple[str, ...], help_: str) -> str:
    """Write a metric's row; the duty that it serves first."""
    catalog = draft.catalog
    value = draft.answer(draft.previous.metrics.get(metric.id), metric.type)
    duty = draft.name(catalog.duty_of(catalog.indicators[users[0]])) if users else ""
    cited = " ".join(users)
    texts = (metric.id, draft.name(metric), _unit(draft, metric), value, None, help_, duty, cited)
    styles = ("id", "label", "centre", INPUT_STYLES.get(metric.type, "in_text"), "in_text", "help", "help", "help")
    for column, (text, style) in enumerate(zip(texts, styles, strict=True), start=1):
        look.put(sheet, row, column, text, style)
    widths = (*METRIC_WIDTHS[:5], *(width / look.HELP_SIZE for width in METRIC_WIDTHS[5:]))
    look.fit_row(sheet, row, list(zip(texts, widths, strict=True))[1:], 24)
    return duty


def _unit(draft: Draft, metric: Metric) -> str:
    if metric.unit:
        return draft.catalog.units[metric.unit].title_en if draft.lang == "en" else metric.unit
    return "" if metric.type in ("count", "number") else draft.say(f"unit_{metric.type}")


def _metric_help(draft: Draft, metric: Metric, users: tuple[str, ...], backing: tuple[str, ...] | None) -> str:
    """What the cell wants, the options of a choice, and what has to stand behind a yes or a count."""
    parts = [draft.text(metric, "help")]
    if metric.type == "choices":
        parts.append(draft.say("several", options=draft.options(metric)))
    elif metric.type == "choice":
        parts.append(draft.say("options", options=draft.options(metric)))
    if backing is not None:
        types = [draft.name(draft.catalog.document_types[id_]) for id_ in backing]
        key = "backed" if len(types) == 1 else "backed_any" if types else "backed_cited"
        parts.append(draft.say(key, types=draft.join(types), indicators=draft.join(users)))
    return draft.sentences(*parts)


def _metric_rules(draft: Draft, sheet: Worksheet, rows: dict[str, int]) -> None:
    """What the answer column takes, and when it turns red; rows with the same rule share it."""
    groups: dict[tuple[object, ...], list[tuple[int, Metric]]] = {}
    for metric in draft.needs.metrics:
        key = (metric.type, metric.options, metric.min, metric.max, rows.get(metric.whole, 0))
        groups.setdefault(key, []).append((rows[metric.id], metric))
    for (*_, whole), members in groups.items():
        cells = look.in_column(4, [row for row, _ in members])
        _guard(draft, sheet, cells, members[0][1], limit=f"$D${whole}" if whole else "")


def _guard(
    draft: Draft, sheet: Worksheet, cells: Cells, item: Metric | ProfileField, wanted: bool = True, limit: str = ""
) -> None:
    """Validation and colours of answers of one type and range; `limit` is the cell of the total they are part of."""
    title, bad = draft.say("wrong"), ""
    if item.type in ("yes_no", "choice"):
        items = draft.yes_no if item.type == "yes_no" else item.options
        listed = draft.list_of("yes_no" if item.type == "yes_no" else f"{type(item).__name__}_{item.id}", items)
        rules.allow(sheet, cells, "list", (title, draft.say("bad_list")), (listed,))
        bad = rules.not_listed(cells.first, listed)
    elif item.type == "date":
        rules.allow(sheet, cells, "date", (title, draft.say("bad_date")), rules.DATES)
        bad = rules.bad_date(cells.first)
    elif item.type in ("count", "number", "share"):
        low, high = bounds(item)
        bad = rules.bad_number(cells.first, low, high, item.type == "count", limit)
        message = draft.say(f"bad_{item.type}", range=draft.range_text(low, high))
        ends = (low or "-1E+15", high or "1E+15")
        rules.allow(sheet, cells, "whole" if item.type == "count" else "decimal", (title, message), ends)
    rules.colour_answers(sheet, cells, bad, "TRUE" if wanted else "")


def bounds(item: Metric | ProfileField) -> tuple[str, str]:
    """The least and greatest value that an answer may have; empty where there is none."""
    low, high = getattr(item, "min", ""), getattr(item, "max", "")
    return low or ("0" if item.type in ("count", "share") else ""), high or ("1" if item.type == "share" else "")


# ── 版本 ──

VERSION_WIDTHS = (24, 76)


def write_version(draft: Draft) -> None:
    """Add the sheet 版本: which standard the workbook was made for."""
    sheet = draft.sheet(VERSION)
    draft.write_header(sheet, [draft.header(column) for column in VERSION.columns], VERSION_WIDTHS)
    head = draft.catalog.head
    values = (head.id, head.version, draft.catalog.digest, TEMPLATE_VERSION)
    for row, (id_, value) in enumerate(zip(VERSION_ROWS, values, strict=True), start=2):
        look.put(sheet, row, 1, id_, "label")
        look.put(sheet, row, 2, value, "fixed")
        look.fit_row(sheet, row, [(value, VERSION_WIDTHS[1])], 24)
    draft.finish(sheet, look.area(1, 1, len(VERSION_ROWS) + 1, 2), TABS[VERSION.role], "A2", "A1", landscape=False)
