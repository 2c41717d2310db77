"""Codes and values to sentences. `zh.py` and `en.py` hold the sentences, this package puts values into them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from schoolstd.catalog.model import Privacy
from schoolstd.checks import KIND_NAMES
from schoolstd.evidence.refusal import personal_data
from schoolstd.wording.figures import SHORT, Decimals, decimals_of, exact_text, number_text, percent_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import ModuleType

    from schoolstd.assessment.cases import Finding
    from schoolstd.catalog.model import Catalog, Check, Condition, Source
    from schoolstd.checks.base import CheckResult, Phrase
    from schoolstd.errors import InputError, UsageError
    from schoolstd.problem import Problem
    from schoolstd.yamlfile import YamlMistake

__all__ = ("LANGUAGES", "LISTS", "SHOWN", "Words", "exact_text", "number_text", "percent_text")
LANGUAGES = ("zh", "en")
_CLAUSE = re.compile(r"第(\d+)条")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
LISTS = ("columns", "expected", "files", "known", "options", "tied", "wanted")
"""Values of errors that are lists joined by 、 where they were made."""
LAYOUT_NAMES = {
    ("sheet_missing", "sheet"),
    ("header_missing", "wanted"),
    ("column_missing", "columns"),
    ("register_columns_absent", "columns"),
}
"""Values of problems that are names of the workbook's form."""
TYPED = {"found", "title", "titles"}
"""Values of phrases and problems that a school has typed, where they are no SUMS."""
SUMS = {"sum_differs", "count_differs", "rollup_differs", "rollup_number_differs"}
TO_TYPE = {("unknown_stage", "stages"), ("unknown_grade", "first"), ("unknown_grade", "last")}
"""Values of problems that have to be typed as they stand, in Chinese."""
SHOWN = 6
"""How many names of a list are printed before the rest is only counted."""
_UNKNOWN = Privacy()


class Words:
    """Sentences in one language; with a catalog also the names of its metrics, types and units."""

    def __init__(self, lang: str = "zh", catalog: Catalog | None = None) -> None:
        self.lang = lang
        self.table = _table(lang)
        self.catalog = catalog

    def of(self, catalog: Catalog) -> Words:
        """The same language with the names of a catalog."""
        return self if self.catalog is catalog else Words(self.lang, catalog)

    def name(self, item: Any) -> str:
        """The title of anything in a catalog that has one in both languages."""
        return str(item.title_en if self.lang == "en" else item.title)

    def text(self, item: Any, field: str) -> str:
        """A catalog entry's `summary`, `remedy`, `help`, `default` or reason in this language, else in Chinese."""
        chosen = getattr(item, f"{field}_en") if self.lang == "en" else getattr(item, field)
        return str(chosen or getattr(item, field))

    def label(self, key: str, **values: Any) -> str:
        """A fixed text of the reports, with values."""
        return self._said(self.table.LABELS, key).format(**values)

    def _said(self, sentences: Mapping[str, str], key: str) -> str:
        """A sentence before its values go in, as it is said of the kind of entity that the catalog is for."""
        office = self.catalog is not None and self.catalog.head.entity != "school"
        return str(self.table.OF_OFFICES[key] if office and key in self.table.OF_OFFICES else sentences[key])

    def verdict(self, verdict: str) -> str:
        """A verdict's name."""
        return str(self.table.VERDICTS[verdict])

    def unit(self, unit: str, count: Decimal | None = None) -> str:
        """A unit as it stands after a number, with the space before it."""
        known = self.catalog.units.get(unit) if self.catalog and self.lang == "en" else None
        name = known.title_en if known else unit
        name = self.table.ONE.get(name, name) if count == 1 else name
        return f" {name}" if name else ""

    def check_title(self, check: Check) -> str:
        """A check's own title, or the name of what its rule looks at."""
        own = check.title_en if self.lang == "en" else check.title
        return own or check.title or self.subject(check.rule)

    def subject(self, rule: Any) -> str:
        """The name of the metric or row type that a rule looks at, or of its kind."""
        catalog = self.catalog
        kind = KIND_NAMES[type(rule)]
        known: Mapping[str, Any] = {}
        if catalog:
            by_type = {"document": catalog.document_types, "events": catalog.event_types, "cases": catalog.case_types}
            known = by_type.get(kind, catalog.metrics)
        id_ = getattr(rule, "type", getattr(rule, "metric", ""))
        return self.name(known[id_]) if id_ in known else str(self.table.KINDS[kind])

    def problem(self, problem: Problem) -> str:
        """A problem's sentence, without its place."""
        values = {key: self._named(problem.code, key, value) for key, value in problem.values.items()}
        if problem.code == "catalog_unnamed" and self.catalog:
            values["used"] = self.name(self.catalog.head)
        if problem.code == "unknown_grade":
            values["help"] = self._stage_help()
        return self._said(self.table.PROBLEMS, problem.code).format(**values)

    def problem_pattern(self, code: str) -> str:
        """A problem's sentence with dots where its values would stand, for explaining a code."""
        return str(self.table.PROBLEMS[code]).format_map(_Dots())

    def input_error(self, error: InputError) -> str:
        """Why a file cannot be used, without its name."""
        return str(self.table.INPUT_ERRORS[error.code]).format(**self._own_commas(error.values))

    def usage_error(self, error: UsageError) -> str:
        """Why a command line cannot be carried out."""
        values = self._own_commas(error.values)
        if self.lang == "en" and "known_en" in values:
            values["known"] = values["known_en"]
        if "near" in values:
            values["near"] = self._near(values["near"])
        if "form" in values:
            values["form"] = self.table.FORMS[values["form"]]
        return str(self.table.USAGE_ERRORS[error.code]).format(**values)

    def mistake(self, mistake: YamlMistake) -> str:
        """What is wrong at a line of an indicator file, without the place."""
        values = self._own_commas(mistake.values)
        if "near" in values:
            values["near"] = self._near(values["near"])
        if mistake.code == "unknown_reference":
            values["kind"] = self.table.REFERENCES.get(values["kind"], values["kind"])
        if mistake.code in ("grade_twice", "grade_lost") and values["choice"]:
            values["choice"] = self.label("in_schools_of", choice=values["choice"])
        if mistake.code == "kind_unknown":
            values["kinds"] = str(self.table.JOINERS["list"]).join(KIND_NAMES.values())
        if "form" in values:
            values["form"] = self.table.FORMS.get(values["form"], values["form"])
        if mistake.code == "wrong_shape":
            values["wanted"] = self.table.SHAPES[values["wanted"]]
        if mistake.code.startswith("slip_"):
            from schoolstd.wording.slips import SLIPS

            return SLIPS[mistake.code][self.lang == "en"].format(**values)
        dated = mistake.code == "low_above_high" and _DAY.fullmatch(mistake.values["low"])
        return str(self.table.MISTAKES["from_after_until" if dated else mistake.code]).format(**values)

    def lint_finding(self, finding: Finding) -> str:
        """What lint has against a catalog, with the place in the file."""
        values = dict(finding.values)
        for key in ("expected", "found", "outcome"):
            if values.get(key) in self.table.OUTCOMES:
                values[key] = self.table.OUTCOMES[values[key]]
        if finding.error:
            values["sentence"] = str(self.table.MISTAKES[finding.error.code]).format(**finding.error.values)
        return self.label(finding.code, file=finding.file, line=finding.line, **values)

    def phrase(self, phrase: Phrase, decimals: Decimals = SHORT) -> str:
        """An expectation or observation of a check."""
        return self._said(self.table.PHRASES, phrase.code).format(
            **self._phrase_values(phrase.code, dict(phrase.values), decimals)
        )

    def wanted(self, result: CheckResult) -> str:
        """What a check expects, its figures told apart from those that were found."""
        return self.phrase(result.expected, decimals_of(result))

    def discreet(self, text: str) -> str:
        """A text that a school has typed; where it seems to hold personal data, only that it does."""
        kind = personal_data(text, self.catalog.privacy if self.catalog else _UNKNOWN)
        return self.label(f"withheld_{kind}") if kind else text

    def found(self, result: CheckResult) -> str:
        """What a check found, its figures told apart from those that are wanted."""
        return self.phrase(result.observed, decimals_of(result))

    def condition(self, condition: Condition) -> str:
        """When something applies, in words."""
        catalog = self.catalog
        if condition.profile:
            field = catalog.profile.get(condition.profile) if catalog else None
            name = self.name(field) if field else condition.profile
            items = self.listed(self.options(condition.in_), "either")
            return str(self.table.CONDITION_IN).format(name=name, items=items)
        metric = catalog.metrics.get(condition.metric) if catalog else None
        name = self.name(metric) if metric else condition.metric
        return str(self.table.CONDITION_OP).format(name=name, op=self.table.OPS[condition.op], bound=condition.bound)

    def options(self, items: Iterable[str]) -> list[str]:
        """Answers offered by the catalog, and grades, in this language; others stay as they are."""
        return [self._answers.get(item, item) for item in items]

    def offered(self, items: Iterable[str]) -> str:
        """The answers to choose from, as they must be typed and, where that differs, what they mean."""
        brackets = str(self.table.JOINERS["bracketed"])
        shown = [(item, self._answers.get(item, item)) for item in items]
        return self.listed(item if item == name else f"{item}{brackets.format(text=name)}" for item, name in shown)

    def listed(self, items: Iterable[Any], joiner: str = "list") -> str:
        """Names joined as this language joins them; a long list is cut and counted."""
        names = [str(item) for item in items]
        joiners = self.table.JOINERS
        text = str(joiners[joiner]).join(names[:SHOWN])
        return text + str(joiners["more"]).format(count=len(names)) if len(names) > SHOWN else text

    def range(self, first: str, last: str) -> str:
        """A stretch of days, open where an end is empty."""
        key = "between" if first and last else "from" if first else "until" if last else "any"
        return str(self.table.RANGES[key]).format(first=first, last=last)

    def source_short(self, source: Source, locus: str) -> str:
        """A regulation and the place in it: by its number in Chinese, by its title in English.

        The headings of Chinese regulations have no English: there the number stands, by which the text is found.
        """
        name, place = source.number, self._locus(locus)
        if self.lang == "en":
            brackets = str(self.table.JOINERS["bracketed"])
            name = source.title_en if place else f"{source.title_en}{brackets.format(text=source.number)}"
        return self.label("source_short", source=name, locus=place).rstrip(", ")

    def source_long(self, source: Source, locus: str) -> str:
        """A regulation by title and number, and the place in it as the regulation calls it."""
        values = {"title": self.name(source), "number": source.number, "locus": self._locus(locus) or locus}
        return self.label("source_long", **values).rstrip(", ")

    def body(self, names: str) -> str:
        """The bodies that issue a regulation or answer for something, joined by 、 where they are named."""
        if self.lang != "en" or not self.catalog:
            return names
        known = self.catalog.bodies
        found = (known[name].title_en if name in known else name for name in names.split("、"))
        return str(self.table.JOINERS["list"]).join(found)

    def clause(self, number: str) -> str:
        """The number of a clause as this language writes it."""
        return str(self.table.LOCUS).format(number=number)

    def _locus(self, locus: str) -> str:
        clause = _CLAUSE.fullmatch(locus)
        if clause:
            return str(self.table.LOCUS).format(number=clause[1])
        return "" if self.lang == "en" and not locus.isascii() else locus

    @cached_property
    def _answers(self) -> dict[str, str]:
        """Chinese answers to this language's, where they differ."""
        known = dict(self.table.ANSWERS)
        if self.lang == "en" and self.catalog:
            fields: Iterable[Any] = (*self.catalog.profile.values(), *self.catalog.metrics.values())
            for field in fields:
                known.update(zip(field.options, field.options_en, strict=False))
        return known

    def _own_commas(self, values: Mapping[str, str]) -> dict[str, str]:
        """Values whose lists, joined by 、 where they were made, are joined as this language joins them."""
        comma = str(self.table.JOINERS["list"])
        if "reason" in values:
            from schoolstd.wording.system import refusal

            values = {**values, "reason": refusal(values["reason"], self.lang)}
        return {key: text.replace("、", comma) if key in LISTS else text for key, text in values.items()}

    def _near(self, near: str) -> str:
        return str(self.table.NEAR).format(near=near) if near else ""

    def _named(self, code: str, key: str, value: str) -> str:
        """A value of a problem: ids of metrics and profile fields become their names, as do sheets and columns."""
        catalog, joiners = self.catalog, self.table.JOINERS
        if self.lang == "en" and (code, key) in LAYOUT_NAMES:
            return str(joiners["list"]).join(map(_layout_name, value.split("、")))
        if key in LISTS or (code, key) == ("column_missing", "found"):
            return value.replace("、", joiners["list"])
        if catalog and key in ("metric", "other", "part_metric") and value in catalog.metrics:
            return str(joiners["quoted"]).format(name=self.name(catalog.metrics[value]))
        if catalog and key == "field" and value in catalog.profile:
            return self.name(catalog.profile[value])
        if (code, key) in TO_TYPE:
            return str(joiners["typed"]).join(map(self._typed, value.split("、")))
        if key == "sheet" and value in ("cases", "events", "documents", "classes"):
            from schoolstd.workbook.layout import SHEETS

            return self.name(next(sheet for sheet in SHEETS if sheet.role == value))
        return self.discreet(value) if key in TYPED and code not in SUMS else value

    def _typed(self, answer: str) -> str:
        """What has to be typed in Chinese, in English with its meaning."""
        stage = self.catalog.stages.get(answer) if self.catalog else None
        meaning = stage.title_en if stage and self.lang == "en" else self._answers.get(answer, "")
        return answer + (str(self.table.JOINERS["bracketed"]).format(text=meaning) if meaning else "")

    def _stage_help(self) -> str:
        """What the stages say to whom names a grade that is none, in brackets."""
        found = [
            help_
            for each in (self.catalog.stages.values() if self.catalog else ())
            if (help_ := self.text(each, "help"))
        ]
        return str(self.table.JOINERS["bracketed"]).format(text=self.table.JOINERS["and"].join(found)) if found else ""

    def _phrase_values(self, code: str, values: dict[str, Any], decimals: Decimals) -> dict[str, str]:
        shown: dict[str, str] = {}
        count, share = values.get("value", values.get("bound")), values.get("unit") == "share"
        texts = {
            key: percent_text(value, decimals.shares) if share else number_text(value, decimals.numbers)
            for key, value in values.items()
            if isinstance(value, Decimal)
        }
        for key, value in values.items():
            if key == "unit":
                shown[key] = "" if share else self.unit(value, count)
            else:
                shown[key] = texts.get(key) or self._phrase_value(code, key, value, decimals)
        if "bound" in values and code == "share_bound":
            shown["bound_percent"] = percent_text(values["bound"], decimals.shares)
        if code == "table_rule":
            shown["bounds"] = "/".join(number_text(bound) for bound in values["bound"]) or "—"
        if code == "share":
            whole = values["whole"]
            shown["percent"] = f" = {percent_text(values['part'] / whole, decimals.shares)}" if whole else ""
        if code in ("date_range", "effective"):
            first, last = values.get("first", values.get("from")), values.get("last", values.get("until"))
            shown["range"] = self.range(str(first or ""), str(last or ""))
        if code == "current_documents":
            shown["count_documents"] = "" if values["count"] == 1 else f" × {values['count']}"
        return shown

    def _phrase_value(self, code: str, key: str, value: Any, decimals: Decimals) -> str:
        table = self.table
        if key == "op":
            return str(table.OPS[value])
        if key == "per":
            return str(table.PER[value])
        if key == "of":
            return str(table.OF[value])
        if key == "limits":
            named = zip(self.options(value), value.values(), strict=True)
            return self.listed(f"{name} {number_text(bound)}" for name, bound in named)
        if key == "type":
            return self._type_name(code, value)
        if key == "types":
            names = self.table.JOINERS["either"].join(self._type_name("document", each) for each in value)
            return str(table.JOINERS["bracketed"]).format(text=names) if names else ""
        if key == "parts":
            joiner = table.JOINERS["or" if code == "any_of" else "and"]
            return str(joiner).join(dict.fromkeys(self.phrase(part, decimals) for part in value))
        if key == "metrics":
            known = self.catalog.metrics if self.catalog else {}
            return self.listed(self.name(known[each]) if each in known else each for each in value)
        if key == "short":
            pair = str(table.JOINERS["pair"])
            named = zip(map(self._span, value), value.values(), strict=True)
            return self.listed(pair.format(name=name, count=number).strip() for name, number in named)
        if key == "reasons":
            return self.listed(table.REASONS[reason] for reason in value)
        if key == "condition":
            return self.condition(value)
        if isinstance(value, date):
            return value.isoformat()
        if key in TYPED:
            return self.listed(map(self.discreet, (value,) if isinstance(value, str) else value))
        if isinstance(value, (tuple, list)):
            return self.listed(self.options(value) if key in ("items", "lacking") else value)
        return self.options([value])[0] if code == "text" else str(value)

    def _span(self, name: str) -> str:
        """A month (`2021-09`), term (`2021-2022-1`), grade, or grade of a term (`2021-2022-1/七年级`) as people call it."""
        term_name, slash, grade = name.partition("/")
        if slash:
            return str(self.table.GRADE_TERM).format(term=self._span(term_name), grade=self._span(grade))
        parts = name.split("-")
        if len(parts) == 2:
            return str(self.table.MONTH).format(year=parts[0], month=int(parts[1]))
        if len(parts) == 3:
            terms = self.catalog.calendar.terms if self.catalog else ()
            term = next((self.name(term) for term in terms if term.id == parts[2]), parts[2])
            return str(self.table.TERM).format(start=parts[0], end=parts[1], term=term)
        return self.options([name])[0]

    def _type_name(self, code: str, id_: str) -> str:
        catalog = self.catalog
        if catalog is None:
            return id_
        events, cases = catalog.event_types, catalog.case_types
        types = events if "event" in code else cases if "case" in code else catalog.document_types
        return self.name(types[id_]) if id_ in types else id_


def _layout_name(title: str) -> str:
    """A sheet's or column's English name with the Chinese one, for a report in English."""
    from schoolstd.workbook.layout import SHEETS

    known = {sheet.title: sheet.title_en for sheet in SHEETS}
    known |= {column.title: column.title_en for sheet in SHEETS for column in sheet.columns}
    return f"{known[title]} ({title})" if title in known else title


class _Dots(dict[str, str]):
    """Any value at all, as dots."""

    def __missing__(self, key: str) -> str:
        return "…"


def _table(lang: str) -> ModuleType:
    if lang == "en":
        from schoolstd.wording import en

        return en
    from schoolstd.wording import zh

    return zh
