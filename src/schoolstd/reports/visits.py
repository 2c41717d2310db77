"""A plan of visits: a section of a page, the rows of a sheet to take along, and JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schoolstd.catalog.rules import referred
from schoolstd.reports.page import Line, Section, Tone
from schoolstd.reports.visit_places import places_of
from schoolstd.wording.problem_titles import PROBLEM_TITLES
from schoolstd.wording.visits import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from schoolstd.catalog.model import Check
    from schoolstd.district.likeness import Group
    from schoolstd.district.visits import Clause, Plan, Visit
    from schoolstd.wording.district import DistrictWords

COLUMNS = (
    "day",
    "code",
    "name",
    "district",
    "stage",
    "location",
    "reason",
    "id",
    "title",
    "why",
    "what",
    "found",
    "agreed",
)
"""The columns of the sheet; the last two are left blank, to be written in on the spot."""


class VisitWords:
    """The sentences of a plan of visits in the language of a summary, with the names of its catalog."""

    def __init__(self, words: DistrictWords) -> None:
        self.district = words

    def say(self, key: str, **values: object) -> str:
        """A sentence with its values. Raises KeyError for an unknown key."""
        return SENTENCES[key][self.district.lang == "en"].format(**values)

    def reason(self, visit: Visit) -> str:
        """Why a school was chosen: how much of what."""
        counts = {
            "shared": sum(bool(clause.shared) for clause in visit.clauses),
            "overclaims": sum(clause.overclaimed for clause in visit.clauses),
            "weak": sum(bool(clause.weak) for clause in visit.clauses),
            "grave": len(visit.grave),
            "alike": sum(len(group.likenesses) for group in visit.alike),
        }
        return self._listed(self.say(f"count_{key}", count=count) for key, count in counts.items() if count)

    def why(self, clause: Clause) -> str:
        """Why a clause is looked at."""
        parts = [self.say("why_shared", count=clause.shared)] if clause.shared else []
        parts += [self.say("why_overclaim")] if clause.overclaimed else []
        parts += [self.say("why_weak")] if clause.weak else []
        return self.say("sentences").join(parts)

    def what(self, clause: Clause) -> str:
        """The checks to look at: those that claim without evidence, else those that do not pass, else the clause's all; with
        the sheets and types of document where the school says so."""
        wanted = clause.weak if clause.weak and not clause.shared and not clause.overclaimed else clause.open
        catalog = self.district.catalog
        own = catalog.indicators[clause.id].checks
        known = [check for id_ in wanted if (check := catalog.check(id_))]
        return self.say("sentences").join(
            self._check(check) for check in known or [each for each in own if each.level == "required"]
        )

    def about(self, visit: Visit) -> str:
        """What kind of school it is."""
        facts = visit.record.facts
        known = [facts.district, *self.district.words.options(each for each in (facts.stage, facts.location) if each)]
        return self._listed(each for each in known if each) or self.district.say("not_given")

    def place(self, visit: Visit) -> list[str]:
        """Its district, stage and location, blank where it does not say."""
        facts = visit.record.facts
        return self.district.words.options((facts.district, facts.stage, facts.location))

    def alike(self, visit: Visit, group: Group) -> tuple[str, str, str, str]:
        """A row for a group of schools with like texts: what is alike, with whom, and in which cells here."""
        own = visit.record.facts.code
        others = [name or code for code, name in group.schools if code != own]
        cells: dict[str, list[str]] = {}
        for each in group.likenesses:
            holder = next(holder for holder in each.holders if holder.code == own)
            cells.setdefault(holder.sheet, []).append(holder.cell)
        subjects = [self.district.subject(each.subject) for each in group.likenesses]
        why = self.say("why_alike", others=self.district.joined(others, 4))
        places = [self.say("at", sheet=sheet, cell=self.district.joined(here)) for sheet, here in cells.items()]
        return "", self.district.joined(subjects, 6), why, self.say("sentences").join(places).strip()

    def rows(self, visit: Visit) -> Iterator[tuple[str, str, str, str]]:
        """(id, title, why, what) of everything to look at in a school: clauses, then its data, then its texts."""
        for clause in visit.clauses:
            yield clause.id, self.district.title(clause.id), self.why(clause), self.what(clause)
        for each in visit.grave:
            place = self.say("at", sheet=each.sheet, cell=each.cell).strip()
            titles = PROBLEM_TITLES.get(each.code)
            problem = titles[self.district.lang == "en"] if titles else each.code
            yield "", self.say("problem_title"), self.say("why_grave", problem=problem), place
        for group in visit.alike:
            yield self.alike(visit, group)

    def _check(self, check: Check) -> str:
        _, check = referred(check, self.district.catalog)
        title = self.district.words.check_title(check)
        places = [
            self.say("paper", sheet=sheet, types=self.district.joined(types, 4)) if types else sheet
            for sheet, types in places_of(check.rule, self.district.words).items()
        ]
        return self.say("check", title=title, where=self.say("sentences").join(places)) if places else title

    def _listed(self, items: Iterable[str]) -> str:
        return self.say("list").join(items)


def visit_section(plan: Plan, words: DistrictWords) -> Section:
    """The plan for a page: each school with why, and its clauses with what to look at."""
    own = VisitWords(words)
    lines = [Line(text, Tone.MUTED if at else Tone.STRONG) for at, text in enumerate(_head(plan, own))]
    for visit in plan.visits:
        facts = visit.record.facts
        values = {"day": visit.day, "code": facts.code, "name": facts.name, "about": own.about(visit)}
        lines.append(Line(own.say("school", reason=own.reason(visit), **values), Tone.PLAIN, 1))
        for id_, title, why, what in own.rows(visit):
            lines.append(Line(own.say("clause", id=id_, title=title, why=why).strip(), Tone.PLAIN, 2))
            if what:
                lines.append(Line(own.say("look", what=what), Tone.MUTED, 3))
    return Section(own.say("heading", days=plan.days, per_day=plan.per_day), tuple(lines))


def visit_rows(plan: Plan, words: DistrictWords) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """(header, rows) of the sheet 视导: a row for everything to look at, the school repeated, so that it can be filtered."""
    own = VisitWords(words)
    rows: list[tuple[str, ...]] = []
    for visit in plan.visits:
        facts = visit.record.facts
        school = (facts.code, facts.name, *own.place(visit), own.reason(visit))
        rows += [(str(visit.day), *school, *row, "", "") for row in own.rows(visit)]
    return tuple(own.say(f"col_{key}") for key in COLUMNS), rows


def visit_notes(plan: Plan, words: DistrictWords) -> tuple[str, Sequence[str]]:
    """(title, sentences) to stand above the sheet."""
    own = VisitWords(words)
    return own.say("heading", days=plan.days, per_day=plan.per_day), _head(plan, own)


def visit_values(plan: Plan) -> dict[str, Any]:
    """The plan as JSON values: codes only."""
    return {
        "days": plan.days,
        "per_day": plan.per_day,
        "covered": {
            key: {"looked_at": pair[0], "of": pair[1]}
            for key, pair in (("shared_gaps", plan.gaps), ("alike", plan.alike), ("schools_of_their_own", plan.own))
        },
        "visits": [
            {
                "day": visit.day,
                "code": visit.record.facts.code,
                "name": visit.record.facts.name,
                "clauses": [
                    {
                        "id": clause.id,
                        "shared_by": clause.shared,
                        "overclaim": clause.overclaimed,
                        "weak": list(clause.weak),
                        "open": list(clause.open),
                    }
                    for clause in visit.clauses
                ],
                "problems": [{"code": each.code, "sheet": each.sheet, "cell": each.cell} for each in visit.grave],
                "alike": [
                    {"schools": [code for code, _ in group.schools], "subjects": [e.subject for e in group.likenesses]}
                    for group in visit.alike
                ],
            }
            for visit in plan.visits
        ],
    }


def _head(plan: Plan, words: VisitWords) -> list[str]:
    if not plan.visits:
        return [words.say("none")]
    pairs = {"gaps": plan.gaps, "alike": plan.alike, "own": plan.own}
    values = {key: pair[0] for key, pair in pairs.items()} | {f"all_{key}": pair[1] for key, pair in pairs.items()}
    spare = plan.days - plan.visits[-1].day
    return [
        words.say("covered", schools=len(plan.visits), **values),
        words.say("how_chosen"),
        *([words.say("spare", days=spare)] if spare else []),
    ]
