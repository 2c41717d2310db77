"""Reports of real and hostile schools for the tests of the formats."""

from __future__ import annotations

from functools import cache

from schoolstd.assessment.assess import assess
from schoolstd.assessment.waivers import waived
from schoolstd.catalog.model import Waiver
from schoolstd.errors import InputError
from schoolstd.evidence.model import Entry
from schoolstd.location import Location
from schoolstd.problem import Problem
from schoolstd.reports import FORMATS, Report, outputs
from schoolstd.wording import Words
from schoolstd.workbook.reader import read_workbook
from tests.cli.run import EXAMPLES
from tests.make import national

HOSTILE = (
    "=cmd|' /C calc'!A0 <script>alert(1)</script> ]]> --> \x1b[31m ::error::x ##[error]y\n::warning::z\r\n+1 \u202e\u200f"
    " |@team #1 https://evil.example www.evil.example `x` [a](javascript:1) ![b](x) **c** &lt; \" ' %0A {0} </details> \ufffe"
)
"""What must never be more than text, whatever it is printed in."""
STARTS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "::error::x", "# x", "<b>", "]]>")


@cache
def assessed(name="junior-gaps"):
    """An example school judged by the national catalog."""
    catalog = national().catalog
    return assess(read_workbook(str(EXAMPLES / name / "school.xlsx"), catalog), catalog)


def report_of(*assessments, failures=(), lang="zh", **more):
    """A report of some schools; the workbooks are where the examples have them."""
    found = assessments or (assessed(),)
    paths = {each.evidence.file: str(EXAMPLES / "junior-gaps" / "school.xlsx") for each in found}
    return Report(list(found), list(failures), Words(lang), paths={**paths, **more.pop("paths", {})}, **more)


@cache
def hostile(text=HOSTILE):
    """A school that has typed the same into every free text there is."""
    assessment = assessed()
    evidence = assessment.evidence
    profile = {**evidence.profile}
    for key in ("name", "code", "district"):
        profile[key] = Entry(text, Location("学校信息", 2, 3))
    documents = tuple(row._replace(title=text, number=text, place=text, id=text) for row in evidence.documents)
    classes = tuple(row._replace(name=text) for row in evidence.classes)
    found = assess(evidence._replace(profile=profile, documents=documents, classes=classes), assessment.catalog)
    problems = (Problem("bad_number", Location("数据", 5, 4), {"found": text}), *found.problems)
    waiver = Waiver("N25", text, text, text, "2020-01-01", "2030-01-01")
    return waived(found._replace(problems=problems), [waiver])


def failure(file="坏.xlsx"):
    """A file that could not be used."""
    return InputError(file, "broken_zip")


def rendered(format_, report, path="x.xlsx"):
    """The bytes of the first file that a format makes of a report."""
    return next(iter(outputs(format_, path, report))).content


ONE_BY_ONE = [name for name, each in FORMATS.items() if each.per_file]
TOGETHER = tuple(name for name, each in FORMATS.items() if not (each.per_file or each.one_school))
