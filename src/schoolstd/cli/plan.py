"""`schoolstd plan`: a school's workbook to its improvement plan (一校一案), and how far an existing plan has come."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.catalog.shelf import Shelf
from schoolstd.cli.finish import GAPS, OK, say, write_file
from schoolstd.cli.options import LANGS, CheckOptions, one_of
from schoolstd.cli.targets import parted, write_printed
from schoolstd.cli.terminal import terminal_width, wants_color, write_stdout
from schoolstd.cli.waivers import WaiverFile
from schoolstd.errors import InputError, UsageError
from schoolstd.location import Location
from schoolstd.pipeline import assess_named
from schoolstd.plan import KEYS, OWNER, Plan, Terms, belongs, is_overdue, merge, plan_problems, signed
from schoolstd.problem import Severity
from schoolstd.reports.plan_items import plan_items
from schoolstd.wording import Words
from schoolstd.wording.plan import PlanWords

if TYPE_CHECKING:
    from schoolstd.assessment.model import Assessment
    from schoolstd.plan import Place, PlanRow
    from schoolstd.problem import Problem
    from schoolstd.programme.model import Phase
    from schoolstd.reports.plan_xlsx import About
    from schoolstd.workbook.plan_sheet import PlanSheet

FORMATS = ("text", "json", "markdown")
SUFFIXES = (".xlsx", ".docx", ".md", ".json", ".txt")
FAIL_ON = ("problem", "open", "never")


class PlanOptions(NamedTuple):
    """What `plan` was asked to do, as typed."""

    file: str
    output: tuple[str, ...] = ()
    status: str = ""
    previous: str = ""
    programme: str = ""
    catalog: str = ""
    indicators: str = ""
    as_of: str = ""
    format: str = "text"
    fail_on: str = "problem"
    force: bool = False
    lang: str = "zh"
    waivers: str = ""
    quiet: bool = False


class Drawn(NamedTuple):
    """A plan with all that its reports are made of. `status`: it is only looked at. `book` is the workbook when that is
    written."""

    plan: Plan
    problems: list[Problem]
    assessment: Assessment
    words: Words
    says: PlanWords
    phase: Phase | None
    status: bool = False
    book: bytes = b""


def plan(options: PlanOptions) -> int:
    """Draw up the plan, or look at one; print or write it; the exit code."""
    written, printed = parted(options.output, options.format, SUFFIXES)
    options = options._replace(output=written)
    _refuse(options)
    day = CheckOptions((), as_of=options.as_of).day()
    shelf = Shelf(options.catalog, options.indicators)
    found = next(assess_named([options.file], shelf.choose, day))
    if isinstance(found, InputError):
        raise found
    assessment = WaiverFile(options.waivers).applied([found])[0]
    words, says = Words(options.lang, assessment.catalog), PlanWords(options.lang, assessment.catalog.head.entity)
    phase = _phase(options, assessment.as_of)
    deadline = date.fromisoformat(phase.window.end) if phase else None
    before, sheet, base = _existing(options)
    school = _school(assessment)
    if not belongs(before, *school):
        raise InputError(
            os.path.basename(options.file), "plan_other_school", {"code": "", "name": "", **before.record[OWNER]}
        )
    items = plan_items(assessment, words, says)
    merged = signed(merge(items, before, says, Terms(assessment.as_of, deadline)), *school)
    in_sheet = any(path.lower().endswith(".xlsx") for path in options.output)
    problems = plan_problems(merged, deadline, _place(merged, sheet, says, in_sheet))
    drawn = Drawn(merged, problems, assessment, words, says, phase, bool(options.status))
    if in_sheet or ".xlsx" in printed:
        from schoolstd.reports import plan_xlsx

        book = plan_xlsx.written(merged, _about(drawn), says, base)
        problems += book.problems
        drawn = drawn._replace(book=book.content)
    for path in options.output:
        write_file(path, rendered(os.path.splitext(path)[1].lower(), drawn))
        if not options.quiet:
            say(words.label("written", path=path))
    for suffix in printed:
        write_printed(rendered(suffix, drawn), suffix)
    if not options.output and not printed and not options.quiet:
        suffix = {"text": ".txt", "json": ".json", "markdown": ".md"}[options.format]
        write_stdout(rendered(suffix, drawn, terminal_width(), wants_color("auto")), options.format == "text")
    elif problems and (options.output or set(printed) - {".txt"}):  # the text tells them itself
        tell(drawn)
    return GAPS if fails(drawn, options.fail_on) else OK


def rendered(suffix: str, drawn: Drawn, width: int = 80, color: bool = False) -> bytes:
    """A plan in the format of a suffix."""
    if suffix == ".json":
        from schoolstd.reports import plan_json

        return plan_json.render(drawn.plan, drawn.problems, drawn.assessment, drawn.words)
    if suffix == ".xlsx":
        return drawn.book
    if suffix == ".txt":
        from schoolstd.reports import text
        from schoolstd.reports.plan_page import plan_page

        page = plan_page(drawn.plan, drawn.problems, drawn.assessment, drawn.words, drawn.says, drawn.status)
        return text.render(page, width, color).encode()
    from schoolstd.reports.plan_paper import plan_paper

    paper = plan_paper(drawn.plan, drawn.assessment, drawn.words, drawn.says, drawn.phase)
    if suffix == ".docx":
        from schoolstd.reports import paper_docx

        return paper_docx.render(paper)
    from schoolstd.reports import plan_markdown

    return plan_markdown.render(paper)


def tell(drawn: Drawn) -> None:
    """Say on stderr what is wrong with the plan that was written."""
    for problem in drawn.problems:
        severity = drawn.words.table.SEVERITIES[problem.severity]
        place = f"{problem.location}  " if problem.location else ""
        sentence = drawn.words.problem(problem)
        say(drawn.words.label("problem_line", severity=severity, place=place, sentence=sentence))


def fails(drawn: Drawn, fail_on: str) -> bool:
    """Whether the run is to end with code 1, at a level of `--fail-on`."""
    if fail_on == "never":
        return False
    grave = any(problem.severity is Severity.ERROR for problem in drawn.problems)
    late = any(is_overdue(row, drawn.assessment.as_of) for row in drawn.plan.rows)
    still = any(row.state == "open" and row.mandatory for row in drawn.plan.rows)
    return grave or late or (fail_on == "open" and still)


def _refuse(options: PlanOptions) -> None:
    """Raise UsageError for what cannot be carried out, before anything is read or written."""
    one_of(options.lang, LANGS, "bad_lang")
    one_of(options.format, FORMATS, "bad_format")
    one_of(options.fail_on, FAIL_ON, "bad_fail_on")
    if options.status and (options.output or options.previous):
        raise UsageError("plan_status_alone")
    for path in options.output:
        suffix = os.path.splitext(path)[1].lower()
        if suffix not in SUFFIXES:
            raise UsageError("bad_suffix", {"path": path, "known": "、".join(SUFFIXES)})
        if os.path.exists(path) and os.path.exists(options.file) and os.path.samefile(path, options.file):
            raise UsageError("target_is_input", {"path": path})
        if lock := opened_lock(path):
            raise UsageError("file_opened", {"path": path, "lock": lock})
        if os.path.exists(path) and suffix in (".docx", ".md") and not options.force:
            raise UsageError("exists", {"path": path})


def opened_lock(path: str) -> str:
    """The lock file beside a document that an office program has open, or nothing: what is typed there would be lost."""
    folder, name = os.path.split(path)
    names = (f"~${name}", f"~${name[2:]}", f".~lock.{name}#") if os.path.exists(path) else ()
    return next((lock for lock in names if os.path.exists(os.path.join(folder, lock))), "")


def _existing(options: PlanOptions) -> tuple[Plan, PlanSheet | None, bytes]:
    """The plan to go on with: `--status`, `--from`, else what stands where the workbook is to be written."""
    there = [path for path in options.output if path.lower().endswith(".xlsx") and os.path.exists(path)]
    path = options.status or options.previous or (there[0] if there else "")
    if not path:
        return Plan(), None, b""
    from schoolstd.reports.plan_read import plan_of
    from schoolstd.workbook.plan_sheet import read_plan_sheet

    sheet, content = read_plan_sheet(path, os.path.basename(path), KEYS)
    return plan_of(sheet), sheet, content


def _school(assessment: Assessment) -> tuple[str, str]:
    """The code and the name of the school, as it gave them."""
    found = (assessment.evidence.profile.get(key) for key in ("code", "name"))
    code, name = (str(entry.value) if entry and entry.value else "" for entry in found)
    return code, name


def _place(plan: Plan, sheet: PlanSheet | None, says: PlanWords, written: bool) -> Place:
    """Where a problem is: in the workbook that is written, else in the one that was read, else nowhere."""

    def place(number: int, row: PlanRow, key: str) -> Location | None:
        if written:
            return Location(plan.sheet or says.say("sheet"), len(plan.above) + 2 + number, KEYS.index(key) + 1)
        if sheet and row.was and key in sheet.columns:
            return Location(sheet.title, row.was, sheet.columns[key])
        return None

    return place


def _phase(options: PlanOptions, day: date | None) -> Phase | None:
    """The phase of the programme on the as-of date, when a programme is given."""
    if not options.programme:
        return None
    from schoolstd.programme.loader import load_programme, programme_path

    programme = load_programme(programme_path(options.programme, options.indicators))
    return programme.phase_on(day.isoformat()) if day else None


def _about(drawn: Drawn) -> About:
    from schoolstd.reports.gap_page import waiver_lines
    from schoolstd.reports.paper import school_name
    from schoolstd.reports.plan_page import counts_of
    from schoolstd.reports.plan_xlsx import About

    assessment, says, words = drawn.assessment, drawn.says, drawn.words
    head = assessment.catalog.head
    facts = [
        ("about_catalog", words.label("catalog_name", title=words.name(head), id=head.id, version=head.version)),
        ("about_digest", assessment.catalog.digest),
        ("about_as_of", assessment.as_of.isoformat() if assessment.as_of else says.say("as_of_none")),
        ("about_rows", says.say("counts", **counts_of(drawn.plan, assessment))),
    ]
    if drawn.phase:
        date_ = drawn.phase.window.end
        facts.insert(3, ("about_phase", says.say("phase_until", title=words.name(drawn.phase), date=date_)))
    if assessment.waivers:
        facts.append(("about_waivers", "\n".join(waiver_lines(assessment, words))))
    school = school_name(assessment, says)
    title = says.say("report_title", school=school, id=head.id, version=head.version)
    return About(title, tuple((says.say(key), value) for key, value in facts))
