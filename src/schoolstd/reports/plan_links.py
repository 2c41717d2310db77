"""What names cells of a plan's sheet, after it was written anew: formulas of the plan itself, of other sheets, of names,
rules, charts, pivot tables and links. What cannot follow is kept as its text and told; it never names another cell."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from schoolstd.location import Location, parse_cell
from schoolstd.plan import KEYS, Held
from schoolstd.problem import Problem
from schoolstd.reports.plan_formulas import rewritten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from schoolstd.plan import Plan, PlanRow
    from schoolstd.reports.plan_moves import Moves
    from schoolstd.wording.plan import PlanWords

NOWHERE = "#REF!"
"""What a spreadsheet program writes for a cell that is no more."""


class Followed(NamedTuple):
    """A plan whose formulas name the cells they named, and a problem for each that cannot."""

    plan: Plan
    problems: tuple[Problem, ...]


def follow_plan(plan: Plan, moves: Moves, words: PlanWords) -> Followed:
    """The plan with its own formulas rewritten for the places where its rows come to stand."""
    lost: list[Problem] = []

    def followed(held: Held, row: int, column: int) -> tuple[Held, str]:
        """A cell for its new place, and the note on it when its formula is only text from now on."""
        if not held.formula_at or not isinstance(held.value, str):
            return held, ""
        formula, array = rewritten(held.value, moves, inside=True), _array(held.array, moves)
        if formula is not None and array is not None:
            return held._replace(value=formula, array=array), ""
        lost.append(_problem(held.value, Location(moves.title, row, column)))
        return Held(held.value), words.say("formula_kept", formula=held.value)

    def in_row(number: int, row: PlanRow) -> PlanRow:
        comments = dict(row.comments)
        extra = list(row.extra)
        figures = dict(row.figures)
        for at, held in enumerate(row.extra):
            extra[at], note = followed(held, number, len(KEYS) + 1 + at)
            _noted(comments, len(KEYS) + 1 + at, note)
        for at, key in enumerate(KEYS, 1):
            if key in figures:
                figures[key], note = followed(figures[key], number, at)
                _noted(comments, at, note)
        return row._replace(extra=tuple(extra), figures=figures, comments=comments)

    def above(row: int, column: int, held: Held) -> Held:
        found, note = followed(held, row, column)
        return found._replace(comment="\n".join(filter(None, (held.comment, note))))

    titles = tuple(
        tuple(above(number, column, held) for column, held in enumerate(row, 1))
        for number, row in enumerate(plan.above, 1)
    )
    rows = tuple(in_row(number, row) for number, row in enumerate(plan.rows, len(plan.above) + 2))
    return Followed(plan._replace(above=titles, rows=rows), tuple(lost))


def follow_book(book: Workbook, moves: Moves, words: PlanWords) -> tuple[Problem, ...]:
    """Let everything in a workbook but the plan's own cells name the cells it named; a problem for each that cannot."""
    if moves.is_still:
        return ()
    lost: list[Problem] = []

    def follow(formula: str, place: Location, inside: bool = False) -> str | None:
        """The formula, with or without its `=`, for the new places; None, and a problem, when there are none."""
        bare = formula.removeprefix("=")
        found = rewritten(f"={bare}", moves, inside)
        if found is None:
            lost.append(_problem(f"={bare}", place))
            return None
        return found if formula.startswith("=") else found[1:]

    _names(book.defined_names, Location(moves.title), follow)
    sources: dict[int, tuple[Any, str]] = {}
    for sheet in book.worksheets:
        _names(sheet.defined_names, Location(sheet.title), follow)
        if sheet.title != moves.title:
            _cells(sheet, follow, words)
            _rules(sheet, follow)
        for reference in _chart_references(sheet):
            reference.f = follow(reference.f, Location(sheet.title)) or NOWHERE
        for source in _pivot_sources(sheet, moves):
            sources[id(source)] = (source, sheet.title)
    for source, title in sources.values():  # each once, however many tables are made of it
        source.ref = follow(source.ref, Location(title), inside=True) or source.ref
    return tuple(lost)


def scoped_names(sheet: Worksheet) -> dict[str, Any]:
    """The names that are known on a sheet only, to be given to the one that takes its place."""
    return {name: found for name, found in sheet.defined_names.items() if not name.startswith("_xlnm.")}


def _names(names: Any, place: Location, follow: Callable[..., str | None]) -> None:
    for name, defined in list(names.items()):
        if defined.attr_text and not name.startswith("_xlnm."):
            found = follow(defined.attr_text, place)
            if found is None:
                names[name] = DefinedName(name, attr_text=NOWHERE, comment=f"={defined.attr_text}"[:255])
            else:
                defined.attr_text = found


def _cells(sheet: Worksheet, follow: Callable[..., str | None], words: PlanWords) -> None:
    for cell in list(vars(sheet)["_cells"].values()):
        if cell.hyperlink and cell.hyperlink.location:
            cell.hyperlink.location = follow(cell.hyperlink.location, _at(cell, sheet)) or NOWHERE
        if cell.data_type != "f":
            continue
        formula = getattr(cell.value, "text", cell.value)
        if not isinstance(formula, str):
            continue
        found = follow(formula, _at(cell, sheet))
        if found is None:
            _keep_as_text(cell, formula, words)
        elif isinstance(cell.value, str):
            cell.value = found
        else:
            cell.value.text = found


def _keep_as_text(cell: Any, formula: str, words: PlanWords) -> None:
    cell.value = formula
    cell.data_type = "s"
    cell.quotePrefix = True
    there = [cell.comment.text] if cell.comment else []
    # of its usual size: openpyxl forgets another when it reads the file again, and the next run is to write the same
    cell.comment = Comment("\n".join((*there, words.say("formula_kept", formula=formula))), "schoolstd")


def _rules(sheet: Worksheet, follow: Callable[..., str | None]) -> None:
    """Rules for colours and for what may be typed; one that cannot follow applies no more."""
    for area in sheet.conditional_formatting:
        place = _first(str(area.sqref), sheet)
        for rule in area.rules:
            found = [follow(str(formula), place) for formula in rule.formula]
            rule.formula = [NOWHERE if formula is None else formula for formula in found]
    for check in sheet.data_validations.dataValidation:
        place = _first(str(check.sqref), sheet)
        for key in ("formula1", "formula2"):
            if (formula := getattr(check, key)) and not str(formula).startswith('"'):
                setattr(check, key, _or_nowhere(follow(str(formula), place)))


def _or_nowhere(formula: str | None) -> str:
    return NOWHERE if formula is None else formula


def _chart_references(sheet: Worksheet) -> Iterator[Any]:
    """What holds the references of the charts on a sheet."""
    for chart in vars(sheet)["_charts"]:
        for part in getattr(chart, "_charts", [chart]):
            for series in part.ser:
                for key in ("tx", "cat", "val", "xVal", "yVal", "zVal", "bubbleSize"):
                    data = getattr(series, key, None)
                    for kind in ("numRef", "strRef", "multiLvlStrRef"):
                        if (reference := getattr(data, kind, None)) is not None and reference.f:
                            yield reference


def _pivot_sources(sheet: Worksheet, moves: Moves) -> Iterator[Any]:
    """What says of which area of the plan's sheet the pivot tables on a sheet are made."""
    for pivot in vars(sheet)["_pivots"]:
        source = getattr(pivot.cache.cacheSource, "worksheetSource", None)
        if source is not None and source.ref and source.sheet == moves.title:
            yield source


def _array(area: str, moves: Moves) -> str | None:
    """The area of an array formula; None when it no longer is one of that size."""
    found = rewritten(f"={area}", moves, inside=True) if area else "="
    if found is None or (area and _size(found[1:]) != _size(area)):
        return None
    return found[1:]


def _size(area: str) -> tuple[int, int]:
    (top, left), (bottom, right) = (parse_cell(cell) for cell in (area.split(":")[0], area.split(":")[-1]))
    return bottom - top, right - left


def _noted(comments: dict[int, str], column: int, note: str) -> None:
    if note:
        comments[column] = "\n".join(filter(None, (comments.get(column), note)))


def _at(cell: Any, sheet: Worksheet) -> Location:
    return Location(sheet.title, cell.row, cell.column)


def _first(areas: str, sheet: Worksheet) -> Location:
    """The first cell of some areas; the sheet when they are whole rows or columns."""
    with suppress(ValueError):
        return Location(sheet.title, *parse_cell(areas.split(":")[0].split()[0]))
    return Location(sheet.title)


def _problem(formula: str, place: Location) -> Problem:
    return Problem("plan_formula_kept", place, {"found": formula if len(formula) <= 60 else f"{formula[:60]}…"})
