"""Gap reports as JUnit XML: a suite a school, a case an indicator, named alike from run to run whatever is found.

A gap is a failure; what does not apply, is not in force, is waived or stands in the baseline is skipped, with the reason.
What the workbook itself has wrong is one more case of each suite, and a file that cannot be used is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from schoolstd.reports.findings import plain, schools
from schoolstd.wording.formats import FormatWords

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

    from schoolstd.reports import Report
    from schoolstd.reports.findings import Fault, Row, School

KINDS = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(report: Report) -> bytes:
    """All suites in the order of the files, those of unusable files last."""
    says = FormatWords(report.words.lang)
    root = ElementTree.Element("testsuites", name="schoolstd")
    taken: set[str] = set()
    for school in schools(report):
        _suite(root, _named(school, taken), school, says)
    for error in report.failures:
        file = plain(error.file)
        suite = ElementTree.SubElement(root, "testsuite", name=_free(file, file, taken))
        case = ElementTree.SubElement(
            suite, "testcase", classname="schoolstd.file", name=says.say("readable"), time="0"
        )
        ElementTree.SubElement(case, "error", type=error.code, message=plain(report.words.input_error(error)))
        _count(suite)
    _count(root)
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _suite(root: Element, name: str, school: School, says: FormatWords) -> None:
    suite = ElementTree.SubElement(root, "testsuite", name=name)
    properties = ElementTree.SubElement(suite, "properties")
    for key, value in (
        ("file", school.file),
        ("catalog", f"{school.catalog} {school.version}"),
        ("as_of", school.date),
        ("met_rate", school.rate),
        ("gaps", school.gaps),
        ("overclaims", school.overclaims),
    ):
        ElementTree.SubElement(properties, "property", name=key, value=str(value))
    for row in school.rows:
        _indicator(suite, row, says)
    _data(suite, school.faults, says)
    ElementTree.SubElement(suite, "system-out").text = "\n".join(
        [*(line.text for line in school.summary), *school.waivers]
    )
    _count(suite)


def _indicator(suite: Element, row: Row, says: FormatWords) -> None:
    duty, task = (title.replace(".", "．") for title in (row.duty_title, row.task_title))
    name = f"{row.id} {row.title}"
    case = ElementTree.SubElement(
        suite, "testcase", classname=f"{row.duty} {duty}.{row.task} {task}", name=name, time="0"
    )
    reason = row.skipped or (row.change_text if row.change == "known" else "")
    if reason:
        ElementTree.SubElement(case, "skipped", message=reason)
    elif row.gap:
        failure = ElementTree.SubElement(case, "failure", type=row.verdict, message=_message(row, says))
        failure.text = "\n".join(_details(row, says))
    notes = [says.claim(row)] if row.overclaim else []
    notes += [
        says.say("pair", name=each.title, value=each.found)
        for each in row.findings
        if each.open and each.level == "recommended"
    ]
    if row.open and not row.gap and not reason:
        notes.append(row.verdict_text)
    if notes:
        ElementTree.SubElement(case, "system-out").text = "\n".join(notes)


def _message(row: Row, says: FormatWords) -> str:
    """The first check that is open: cell, found, wanted; and how many more there are."""
    if not row.to_do:
        return row.verdict_text
    first, more = row.to_do[0], len(row.to_do) - 1
    text = says.say("finding", title=first.title, found=first.found, wanted=first.wanted)
    text = f"{first.places} {text}" if first.places else text
    return text + (says.say("more_checks", count=more) if more else "")


def _details(row: Row, says: FormatWords) -> Iterable[str]:
    yield f"{row.verdict_text} {row.change_text}".rstrip()
    for each in row.to_do:
        yield f"- {each.title}"
        for key, value in (
            ("cell", each.places),
            ("found", each.found),
            ("wanted", each.wanted),
            ("source", each.source),
            ("remedy", each.remedy),
        ):
            if value:
                yield "  " + says.pair(key, value)


def _data(suite: Element, faults: tuple[Fault, ...], says: FormatWords) -> None:
    """One case for the workbook's data, so that a problem more or less changes no name."""
    case = ElementTree.SubElement(suite, "testcase", classname="schoolstd.data", name=says.say("data_sound"), time="0")
    grave = [each for each in faults if each.severity == "error"]
    if grave:
        failure = ElementTree.SubElement(case, "failure", type="data", message=says.say("grave", count=len(grave)))
        failure.text = "\n".join(map(_fault, grave))
    if rest := [each for each in faults if each.severity != "error"]:
        ElementTree.SubElement(case, "system-out").text = "\n".join(map(_fault, rest))


def _fault(each: Fault) -> str:
    return (
        f"{plain(each.location)} {each.sentence} [{each.code}]" if each.location else f"{each.sentence} [{each.code}]"
    )


def _named(school: School, taken: set[str]) -> str:
    return _free(f"{school.code} {school.name}".strip() or school.file, school.file, taken)


def _free(name: str, file: str, taken: set[str]) -> str:
    """A suite's name: the file is added, and then a number, only where two would be called alike."""
    tries = [name, f"{name} ({file})"]
    number = 1
    while (found := tries.pop(0) if tries else f"{name} ({file}) {number}") in taken:
        number += 1
    taken.add(found)
    return found


def _count(element: Element) -> None:
    element.set("tests", str(len(list(element.iter("testcase")))))
    for key, kind in KINDS.items():
        if element.tag != "testsuites" or key != "skipped":  # a root has no count of those that are skipped
            element.set(key, str(len(list(element.iter(kind)))))
    element.set("time", "0")
