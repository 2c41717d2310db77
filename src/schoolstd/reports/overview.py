"""An overview of many districts from their totals alone: a page, a CSV, and a workbook with a sheet for each table."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from schoolstd.assessment.model import COUNTED
from schoolstd.district.totals import all_of, shared_gaps
from schoolstd.reports.counts import counts_row, rate, share
from schoolstd.reports.csv_text import safe
from schoolstd.reports.page import Line, Page, Section, Table, Tone
from schoolstd.wording.overview import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from schoolstd.district.summary import Counts
    from schoolstd.district.totals import Totals
    from schoolstd.wording.district import DistrictWords


def overview_page(
    parts: Mapping[str, Totals],
    words: DistrictWords,
    as_of: str,
    latest: str,
    failed: int,
    gaps: int = 0,
    more: Iterable[Section] = (),
    others: int = 0,
) -> Page:
    """The overview: what came in, the districts, then all of them together by duty, stage and location, and shared
    gaps: the first so many, or all. `more` follows. `others` are files that are of no district."""
    lang, total = words.lang, all_of(parts.values())
    sections = [
        Section(words.say("overview"), tuple(map(Line, _lines(total, words, failed, others)))),
        Section(words.say("by_district"), (Table(*_districts(parts, total, words)),)),
        *_tables(total, words),
        *_gaps(total, words, gaps),
        *more,
    ]
    day = words.say("day", date=as_of) if as_of else words.say("day_own" if latest else "day_none", date=latest)
    foot = f"{words.say('no_order')} {said('within', lang)}"
    return Page(said("title", lang, count=len(parts)), day, tuple(sections), foot)


def overview_csv(parts: Mapping[str, Totals], words: DistrictWords) -> bytes:
    """A row for every district, and one for all of them."""
    columns, rows = _districts(parts, all_of(parts.values()), words)
    return csv_head(columns) + csv_rows(rows)


def csv_head(columns: Sequence[str]) -> bytes:
    """The first row of a CSV, after the mark by which spreadsheet programs know UTF-8."""
    return "\ufeff".encode() + csv_rows([columns])


def csv_rows(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of a CSV; a text shows as it is and is never worked out."""
    target = io.StringIO(newline="")
    csv.writer(target).writerows([safe(text) for text in row] for row in rows)
    return target.getvalue().encode("utf-8", "replace")


def _lines(total: Totals, words: DistrictWords, failed: int, others: int) -> Iterator[str]:
    head = words.catalog.head
    yield words.say("judged_by", catalog=words.words.name(head), id=head.id, version=head.version)
    failures = total.failures + failed
    yield words.say(
        "came_in",
        files=total.schools + failures + total.others + others,
        used=total.schools,
        failed=failures,
        doubled=total.doubled,
        unreported=total.unreported,
    )
    of = share(total.clean, total.schools)
    yield words.say("standing_counts", clean=total.clean, share=of, short=total.schools - total.clean)
    figures = {key: getattr(total.total, key) for key in COUNTED}
    yield words.say("met_counts", rate=rate(total.total), **figures)


def _districts(
    parts: Mapping[str, Totals], total: Totals, words: DistrictWords
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    lang = words.lang
    own = tuple(said(f"col_{key}", lang) for key in ("clean", "grave", "unreported"))
    columns = (words.say("col_district"), words.say("col_schools"), *own, *_figures(words))
    named = [(words.fact(name), parts[name]) for name in sorted(parts)]
    rows = [
        (name, *(str(each[at]) for at in (0, 1, 2, 5)), *counts_row("", each.total)[1:])
        for name, each in (*named, (said("all", lang), total))
    ]
    return columns, tuple(rows)


def _tables(total: Totals, words: DistrictWords) -> Iterator[Section]:
    duties = {words.words.name(words.catalog.duties[id_]): total.duties[id_] for id_ in total.duties}
    yield _table("duty", duties, words)
    for key in ("stage", "location"):
        groups = total.groups.get(key, {})
        yield _table(key, {words.fact(name): groups[name] for name in sorted(groups)}, words)


def _table(key: str, counts: Mapping[str, Counts], words: DistrictWords) -> Section:
    rows = tuple((name, str(each.schools), *counts_row("", each)[1:]) for name, each in counts.items())
    columns = (words.say(f"col_{key}"), words.say("col_schools"), *_figures(words))
    return Section(words.say(f"by_{key}"), (Table(columns, rows),))


def _gaps(total: Totals, words: DistrictWords, most: int) -> Iterator[Section]:
    catalog, lang = words.catalog, words.lang
    mandatory = [id_ for id_, indicator in catalog.indicators.items() if indicator.severity == "mandatory"]
    found = shared_gaps(total, mandatory)
    rows = tuple(
        (
            f"{id_} {words.title(id_)}",
            str(each.short),
            str(each.counts.applicable),
            share(each.short, each.counts.applicable),
            str(each.overclaims),
        )
        for id_, each in found[: most or len(found)]
    )
    if rows:
        columns = tuple(said(f"col_{key}", lang) for key in ("gap", "short", "of", "share", "overclaims"))
        tones = tuple(Tone.PLAIN for _ in rows)
        yield Section(words.say("common", count=len(found), shown=len(rows)), (Table(columns, rows, tones),))


def _figures(words: DistrictWords) -> tuple[str, ...]:
    return (*(words.say(f"col_{key}") for key in COUNTED), words.say("col_rate"))
