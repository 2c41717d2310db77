"""Coloured cells, notes and a list of them in a workbook that stays what it was otherwise. Run again, they are replaced.

A note of ours begins with a line that marks it; what stands above that line in a cell's note is the school's own. A cell is
coloured by its fill and by a rule of conditional formatting, as such a rule of the form would hide the fill; the fills that
were there before stand in a hidden column of the list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.styles.fills import Fill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.xml.functions import fromstring, tostring

from schoolstd.location import Location, column_letters, parse_cell
from schoolstd.workbook import look, typeset
from schoolstd.workbook.keeping import cells_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MARK = "── schoolstd ──"
RULE = '"schoolstd"="schoolstd"'
"""A formula that always holds, by which our rules are known again."""
HIDDEN = "schoolstd:fill"
COLOURS = {"bad": "FFF4B6B0", "missing": "FFFFD966", "claim": "FFBDD7EE"}
MOST_NOTES = 5
"""Notes in one cell; the list has the rest."""
MAX_FILL = 2_000
"""Letters of a fill in the hidden column; one of ours has a tenth."""


class Remark(NamedTuple):
    """A finding: how its cells are coloured, its cells, the note for them, and its line of the list without the cells."""

    tone: str
    locations: tuple[Location, ...]
    note: str
    line: tuple[str, ...]


class Listing(NamedTuple):
    """How the list is called and headed: one heading a column, the last for the cell; widths likewise. `more` is what a
    note says of those it leaves out, with `{count}`."""

    sheet: str
    title: str
    lines: tuple[str, ...]
    columns: tuple[str, ...]
    widths: tuple[float, ...]
    more: str


def annotate(book: Workbook, remarks: Sequence[Remark], listing: Listing, titles: Iterable[str]) -> None:
    """Put the remarks into a workbook, after those of an earlier run are gone. `titles` are what the list may be called."""
    _cleared(book, titles)
    sheets: dict[str, Any] = {sheet.title: sheet for sheet in book.worksheets}
    cells: dict[Location, list[Remark]] = {}
    for remark in remarks:
        for place in remark.locations:
            if place.sheet in sheets and place.row:
                cells.setdefault(_anchor(sheets[place.sheet], place), []).append(remark)
    fills = []
    for place, found in cells.items():
        cell = sheets[place.sheet].cell(place.row, place.column)
        _add_note(cell, found, listing)
        fills.append((str(place.sheet), place.cell, tostring(cell.fill.to_tree("fill")).decode()))
        cell.fill = _fill(_tone(found))
    _colour(sheets, cells)
    _list(book, remarks, listing, fills)


# ── an earlier run ──


def _cleared(book: Workbook, titles: Iterable[str]) -> None:
    """Take away our list, notes, rules and fills; what the school added to a note of ours above the mark stays."""
    for sheet in [each for each in book.worksheets if each.title.startswith(tuple(titles))]:
        at = next((cell.column for cell in cells_of(sheet) if cell.value == HIDDEN), 0)
        if at > 1:
            values = {(cell.row, cell.column): cell.value for cell in cells_of(sheet)}
            for (row, column), before in values.items():
                if column == at:
                    _restore(book, values.get((row, at - 1)), before)
            book.remove(sheet)
    for sheet in book.worksheets:
        for cell in cells_of(sheet):
            if cell.comment and MARK in cell.comment.text:
                own = cell.comment.text.partition(MARK)[0].rstrip("\n")
                cell.comment = _note(own, cell.comment.author) if own else None
        _rules_first(sheet, [])


def _restore(book: Workbook, where: object, before: object) -> None:
    """Give a cell the fill that it had. Whatever cannot be a line of ours is passed over: anybody may have written it."""
    if not (isinstance(where, str) and isinstance(before, str)) or len(before) > MAX_FILL or "<!" in before:
        return
    title, _, name = where.rpartition("!")
    sheet = next((each for each in book.worksheets if each.title == title), None)
    from_tree: Any = Fill.from_tree
    try:
        cell = vars(sheet)["_cells"].get(parse_cell(name)) if sheet else None
        if cell is not None:
            cell.fill = from_tree(fromstring(before))
    except Exception:  # what the library says of XML that is no fill has many names
        return


# ── notes and colours ──


def _anchor(sheet: Worksheet, place: Location) -> Location:
    """The cell that shows for a place: in a merged area its first."""
    held: Any = vars(sheet)["_cells"].get((place.row, place.column))
    for area in sheet.merged_cells.ranges if isinstance(held, MergedCell) else ():
        if area.min_row <= place.row <= area.max_row and area.min_col <= place.column <= area.max_col:
            return Location(place.sheet, area.min_row, area.min_col)
    return place


def _add_note(cell: Any, remarks: Sequence[Remark], listing: Listing) -> None:
    own = f"{cell.comment.text}\n\n" if cell.comment else ""
    notes = list(dict.fromkeys(each.note for each in remarks))
    parts = [MARK, *notes[:MOST_NOTES]]
    if len(notes) > MOST_NOTES:
        parts.append(listing.more.format(count=len(notes) - MOST_NOTES))
    author = cell.comment.author if cell.comment else "schoolstd"
    cell.comment = _note(own + "\n".join(parts), author)


def _note(text: str, author: str) -> Comment:
    note = Comment(typeset.clean(text), author)
    note.width = 340
    note.height = min(600, 24 + 19 * typeset.lines(text, 44))
    return note


def _colour(sheets: dict[str, Any], cells: dict[Location, list[Remark]]) -> None:
    """A rule for each colour and sheet, before all other rules."""
    by: dict[str, dict[str, list[str]]] = {}
    for place, found in cells.items():
        by.setdefault(place.sheet, {}).setdefault(_tone(found), []).append(place.cell)
    for title, tones in by.items():
        ours = [(" ".join(tones[tone]), tone) for tone in COLOURS if tone in tones]
        _rules_first(sheets[title], ours)


def _rules_first(sheet: Any, ours: Sequence[tuple[str, str]]) -> None:
    """Rules of ours, (cells, tone), in place of earlier ones and before the sheet's own, whose order stays.

    Some programs go by the priority of rules that meet in a cell, others by their order in the file.
    """
    kept = [(str(area.sqref), rule) for area in sheet.conditional_formatting for rule in area.rules]
    kept = sorted((pair for pair in kept if pair[1].formula != [RULE]), key=lambda pair: pair[1].priority)
    rule_of: Any = FormulaRule
    rules = [(where, rule_of(formula=[RULE], fill=_fill(tone), stopIfTrue=True)) for where, tone in ours]
    sheet.conditional_formatting = type(sheet.conditional_formatting)()
    for number, (where, rule) in enumerate([*rules, *kept], start=1):
        rule.priority = number
        sheet.conditional_formatting.add(where, rule)


def _tone(remarks: Iterable[Remark]) -> str:
    """The gravest of the tones in a cell."""
    return min((each.tone for each in remarks), key=list(COLOURS).index)


def _fill(tone: str) -> PatternFill:
    return PatternFill("solid", fgColor=COLOURS[tone], bgColor=COLOURS[tone])


# ── the list ──


def _list(book: Workbook, remarks: Sequence[Remark], listing: Listing, fills: Sequence[tuple[str, str, str]]) -> None:
    """A sheet with a line for each remark and a link to each of its cells, at the end, and shown first."""
    if "title" not in book.named_styles:  # the form has them already
        for style in look.styles():
            if style.name not in book.named_styles:
                book.add_named_style(style)
    title, number = listing.sheet, 1
    while title in book.sheetnames:
        number += 1
        title = f"{listing.sheet}{number}"
    sheet: Any = book.create_sheet(title)
    look.set_widths(sheet, listing.widths)
    last = len(listing.columns)
    row = 0
    for row, text in enumerate((listing.title, *listing.lines), start=1):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
        look.put(sheet, row, 1, text, "title" if row == 1 else "plain")
        look.fit_row(sheet, row, [(text, sum(listing.widths))], 36 if row == 1 else 21)
    header = row = row + 1
    for column, text in enumerate(listing.columns, start=1):
        look.put(sheet, row, column, text, "header")
    look.put(sheet, row, last + 2, HIDDEN, "id")
    for remark in remarks:
        for place in remark.locations or (None,):
            row += 1
            _line(sheet, row, remark, place, listing, place is not None and place.sheet in book.sheetnames)
    for number, (where, cell, before) in enumerate(fills, start=header + 1):
        look.put(sheet, number, last + 1, f"{where}!{cell}", "id")
        look.put(sheet, number, last + 2, before, "id")
    for column in (last + 1, last + 2):
        sheet.column_dimensions[column_letters(column)].hidden = True
    sheet.auto_filter.ref = look.area(header, 1, max(row, header + 1), last).where
    printed = look.area(1, 1, max(row, header + 1), last)
    look.finish(sheet, printed, "FFC62828", listing.title, "&P / &N", True, f"A{header + 1}", header, f"A{header + 1}")
    for each in book.worksheets:
        each.sheet_view.tabSelected = each.title == title
    book.active = book.worksheets.index(sheet)


def _line(sheet: Worksheet, row: int, remark: Remark, place: Location | None, listing: Listing, known: bool) -> None:
    values = (*remark.line, str(place) if place else "")
    for column, value in enumerate(values, start=1):
        look.put(sheet, row, column, value, "in_text")
    look.fit_row(sheet, row, zip(values, listing.widths, strict=True))
    first: Any = sheet.cell(row, 1)
    first.fill = _fill(remark.tone)
    if place and known:
        cell: Any = sheet.cell(row, len(values))
        quoted = place.sheet.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{place.cell or 'A1'}")
        cell.style = "link"
