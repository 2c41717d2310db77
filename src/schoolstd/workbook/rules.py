"""What the cells of the evidence workbook take, and the colours that follow what is typed into them.

Formulas hold only names of cells and lists, and bounds from the catalog: no text of a school.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation

from schoolstd.workbook.typeset import GREEN, RED, YELLOW

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from schoolstd.workbook.look import Cells

DATES = ("25569", "73050")
"""The serial numbers of the dates that are taken: 1970 to 2099."""


def _fill(colour: str) -> DifferentialStyle:
    return DifferentialStyle(fill=PatternFill("solid", fgColor=colour, bgColor=colour))


def colour(sheet: Worksheet, cells: Cells, formula: str, tint: str) -> None:
    """Tint the cells for which a formula holds; it is written for the first of them. Earlier rules win."""
    rule = Rule(type="expression", dxf=_fill(tint), formula=[formula], stopIfTrue=True)
    sheet.conditional_formatting.add(cells.where, rule)


def colour_answers(sheet: Worksheet, cells: Cells, bad: str = "", blank: str = "TRUE") -> None:
    """Yellow for a blank cell while `blank` holds, red for an answer for which `bad` holds, green for any other."""
    empty, filled = f"LEN(TRIM({cells.first}))=0", f"LEN(TRIM({cells.first}))>0"
    if blank:
        colour(sheet, cells, empty if blank == "TRUE" else f"AND({empty},{blank})", YELLOW)
    if bad:
        colour(sheet, cells, f"AND({filled},{bad})", RED)
    colour(sheet, cells, filled, GREEN)


def bad_number(cell: str, low: str = "", high: str = "", whole: bool = False, limit: str = "") -> str:
    """A condition: the cell holds no number, or one out of range, or above the cell `limit`."""
    number = f"VALUE({cell})"
    faults = [f"{number}<{low}"] if low else []
    faults += [f"{number}>{high}"] if high else []
    faults += [f"{number}<>INT({number})"] if whole else []
    faults += [f"AND(ISNUMBER({limit}),{number}>{limit})"] if limit else []
    return f"IF(ISERROR({number}),TRUE,OR({','.join(faults) or 'FALSE'}))"


def bad_date(cell: str) -> str:
    """A condition: the cell holds no date between 1970 and 2099, nor text that reads as one."""
    text = cell
    for mark, plain in (("年", "-"), ("月", "-"), ("日", ""), (".", "-")):
        text = f'SUBSTITUTE({text},"{mark}","{plain}")'
    return f"IF(ISNUMBER({cell}),OR({cell}<{DATES[0]},{cell}>{DATES[1]}),ISERROR(DATEVALUE({text})))"


def not_listed(cell: str, items: str) -> str:
    """A condition: the cell's text is not in a list, given by its defined name."""
    return f"ISNA(MATCH(TRIM({cell}),{items},0))"


def allow(
    sheet: Worksheet,
    cells: Cells,
    kind: Literal["list", "whole", "decimal", "date"],
    message: tuple[str, str],
    formulas: tuple[str, ...],
    strict: bool = True,
) -> None:
    """Let cells take only a list's items (`kind` list), numbers or dates; `message` is (title, sentence).

    Two formulas are bounds; one is a list or, with a number, the least. When not `strict` the user may insist.
    """
    rule = DataValidation(
        type=kind,
        operator=None if kind == "list" else "between" if len(formulas) == 2 else "greaterThanOrEqual",
        formula1=formulas[0],
        formula2=formulas[1] if len(formulas) == 2 else None,
        allowBlank=True,
        showErrorMessage=True,
        errorStyle="stop" if strict else "warning",
        errorTitle=message[0][:32],
        error=message[1][:220],
        sqref=cells.where,
    )
    sheet.add_data_validation(rule)
