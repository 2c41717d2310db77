"""A workbook while the template is being written: its catalog, its language, its lists, and last year's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from schoolstd.catalog.applies import YES_NO
from schoolstd.location import column_letters
from schoolstd.wording.form import sentence
from schoolstd.workbook import look
from schoolstd.workbook.sheets import sheets_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from schoolstd.catalog.model import Catalog, Metric, ProfileField
    from schoolstd.evidence.model import Entry, Evidence
    from schoolstd.workbook.layout import Column, Sheet
    from schoolstd.workbook.needs import Needs


class Draft:
    """What every sheet of the template needs: names and sentences in one language, lists for drop-downs, answers."""

    def __init__(
        self, catalog: Catalog, profile: dict[str, Entry], previous: Evidence, needs: Needs, lang: str = "zh"
    ) -> None:
        self.catalog = catalog
        self.profile = profile
        self.previous = previous
        self.needs = needs
        self.lang = lang
        self.book = Workbook()
        self.book.remove(self.book.worksheets[0])
        look.add_styles(self.book)
        self.roles = sheets_of(catalog)
        self._lists: dict[str, tuple[str, ...]] = {}

    # ── words ──

    @property
    def title(self) -> str:
        """What the workbook is called."""
        return self.say("workbook", title=self.name(self.catalog.head))

    def say(self, key: str, **values: object) -> str:
        """A fixed sentence."""
        return sentence(key, self.lang, self.catalog.head.entity, **values)

    def name(self, item: Any) -> str:
        """The title of anything that has one in both languages."""
        return str(item.title_en if self.lang == "en" else item.title)

    def text(self, item: Any, field: str) -> str:
        """A text of a catalog entry, such as `help`; the Chinese one where there is no other."""
        return str((getattr(item, f"{field}_en") if self.lang == "en" else "") or getattr(item, field))

    def join(self, items: Iterable[str]) -> str:
        """Names joined as the language joins them."""
        return self.say("join").join(items)

    def sentences(self, *parts: str) -> str:
        """Some sentences one after another, each with its full stop."""
        full_stop = "." if self.lang == "en" else "。"
        ended = [part if part.endswith(("。", ".")) else part + full_stop for part in parts if part]
        return (" " if self.lang == "en" else "").join(ended)

    def header(self, column: Column, marked: bool = False) -> str:
        """A column's header, with a star when it has to be filled in."""
        return f"{self.name(column)} *" if marked else self.name(column)

    def options(self, item: Metric | ProfileField) -> str:
        """The options of a choice: typed as they stand, in Chinese; in English each has its meaning behind it."""
        if self.lang == "en" and item.options_en:
            pairs = zip(item.options, item.options_en, strict=True)
            return self.join(self.say("part", title=option, gloss=gloss) for option, gloss in pairs)
        return self.join(item.options)

    def range_text(self, low: str, high: str) -> str:
        """A range in words; an empty end is open."""
        key = "between" if low and high else "from" if low else "until" if high else "any"
        return self.say(f"range_{key}", low=low, high=high)

    def answer(self, entry: Entry | None, type_: str) -> object:
        """An answer as it is written into a cell of a type; None when there is none."""
        value = entry.value if entry and not entry.bad else None
        if isinstance(value, bool):
            return self.say("yes" if value else "no") if type_ == "yes_no" else YES_NO[value]
        return "、".join(value) if isinstance(value, tuple) else value

    @property
    def yes_no(self) -> tuple[str, ...]:
        """The two answers to a question."""
        return (self.say("yes"), self.say("no"))

    # ── sheets ──

    def sheet(self, role: Sheet) -> Worksheet:
        """A new sheet at the end."""
        sheet: Worksheet = self.book.create_sheet(self.name(role))
        return sheet

    def write_header(self, sheet: Worksheet, titles: Sequence[str], widths: Sequence[float], helps: int = 0) -> None:
        """Write the header row; the last `helps` columns are not the layout's and look it."""
        look.set_widths(sheet, widths)
        for column, title in enumerate(titles, start=1):
            look.put(sheet, 1, column, title, "header_help" if column > len(titles) - helps else "header")
        look.fit_row(sheet, 1, zip(titles, widths, strict=True), 27)

    def finish(
        self,
        sheet: Worksheet,
        printed: look.Cells,
        tab: str,
        freeze: str,
        start: str,
        landscape: bool = True,
        filtered: bool = False,
    ) -> None:
        """Give a table its filter, frozen header, print set-up and protection; the cursor stands at `start`."""
        if filtered:
            sheet.auto_filter.ref = printed.where
        look.finish(sheet, printed, tab, self.title, self.say("page"), landscape, freeze, start=start)

    def list_of(self, name: str, items: Iterable[str]) -> str:
        """The defined name of a list for drop-downs and rules; the same name gives the same list."""
        self._lists[f"list_{name}"] = tuple(items)
        return f"list_{name}"

    def write_lists(self) -> None:
        """Write all lists on a hidden sheet at the end, a column each, and define their names.

        Lists stand there rather than inside the rules, which hold only 255 characters.
        """
        sheet = self.book.create_sheet(self.say("lists"))
        for column, (name, items) in enumerate(self._lists.items(), start=1):
            look.put(sheet, 1, column, name, "header_help")
            for row, item in enumerate(items, start=2):
                look.put(sheet, row, column, item, "fixed")
            letter = column_letters(column)
            sheet.column_dimensions[letter].width = 24
            area = f"'{sheet.title}'!${letter}$2:${letter}${max(2, len(items) + 1)}"
            self.book.defined_names[name] = DefinedName(name, attr_text=area)
        sheet.sheet_state = "hidden"
        look.protect(sheet)
