"""What `check --schools` adds: the workbooks below a district or a city, read and summed into its figures.

A district's folder holds its schools. A city's holds its districts and may hold the schools of these, in any sub-folders:
a workbook is told by the catalog that it names, and a school's district by the name that stands in its own workbook.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.assessment.assess import assess
from schoolstd.assessment.model import Assessment
from schoolstd.assessment.rollup import roll_up, with_schools
from schoolstd.cli.beside import tell_beside
from schoolstd.errors import InputError, UsageError
from schoolstd.pipeline import assess_named, workbooks_in
from schoolstd.problem import Problem
from schoolstd.programme.doubled import Sent, differences, one_each

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from schoolstd.catalog.model import Catalog
    from schoolstd.catalog.shelf import Shelf
    from schoolstd.evidence.model import Evidence
    from schoolstd.programme.doubled import Doubled


class _Below(NamedTuple):
    """The workbooks below that could be read, why the others could not, and of which there were several."""

    done: list[Assessment]
    failed: list[InputError]
    doubled: tuple[Doubled, ...] = ()


class Schools:
    """The workbooks in a folder, to be summed for every district or city that is checked with them.

    `failed` gathers those that could not be used: they are no part of any sum, and a sum then is incomplete, unless the
    workbook above says how many there are and all of these could be read.
    """

    def __init__(self, folder: str, apart: Sequence[str], shelf: Shelf, as_of: date | None, lang: str) -> None:
        self._told = ((folder,), apart, lang)
        try:
            self.files = workbooks_in((folder,), apart)
        except UsageError:
            self.tell_beside()
            raise
        self.shelf = shelf
        self.as_of = as_of
        self.failed: list[InputError] = []

    def tell_beside(self) -> None:
        """Say what lies beside the workbooks and is no part of any sum."""
        tell_beside(*self._told)

    def added(self, evidence: Evidence, catalog: Catalog) -> Evidence:
        """The evidence of a district or a city with the figures from below, as of the day that it is judged by.

        Raises InputError when the workbook is that of a school, which has no schools of its own.
        """
        below = self.shelf.schools_of(catalog)
        if below is None:
            raise InputError(evidence.file, "no_schools_of_its_own", {"title": catalog.head.title})
        day = self.as_of or evidence.filled_on
        schools = self.shelf.schools_of(below)
        if schools is None:
            found = _schools(self._read(catalog, below, below, day))
            self.failed = found.failed
        else:
            found, strays = _districts(self._read(catalog, below, schools, day), below, day)
            self.failed = [*found.failed, *strays]
        told = (*_told(found.doubled), *differences(found.doubled))
        return _summed(evidence._replace(problems=(*evidence.problems, *told)), catalog, found, day)

    def _read(self, above: Catalog, below: Catalog, schools: Catalog, day: date | None) -> _Below:
        """Every workbook in the folder, those that name `below` by it and the others by the catalog of the schools; one that
        names the catalog above them has no place here."""

        def choose(file: str, id_: str) -> Catalog:
            if id_ == above.head.id:
                raise InputError(file, "not_below", {"title": above.head.title})
            return below if id_ == below.head.id else schools

        return _parted(assess_named(self.files, choose, day))


def _districts(read: _Below, catalog: Catalog, day: date | None) -> tuple[_Below, list[InputError]]:
    """The districts among the workbooks, each with the figures of its own schools in what it left blank; and the schools
    that belong to none of them, which are no part of the city's sums."""
    districts = _once(_Below([each for each in read.done if each.catalog is catalog], read.failed))
    schools = _schools(_Below([each for each in read.done if each.catalog is not catalog], []))
    names = [each.evidence.text("name") for each in districts.done]
    own: dict[str, list[Assessment]] = {name: [] for name in names if name and names.count(name) == 1}
    strays = schools.failed
    for school in schools.done:
        name = school.evidence.text("district")
        if name in own:
            own[name].append(school)
        else:
            strays.append(InputError(school.evidence.file, "no_such_district", {"name": name}))
    unread = [*read.failed, *strays]
    done = []
    for each in districts.done:
        if below := own.get(each.evidence.text("name")):
            each = assess(_summed(each.evidence, catalog, _Below(below, unread), day), catalog, day)
        done.append(each)
    return _Below(done, districts.failed, (*districts.doubled, *schools.doubled)), strays


def _summed(evidence: Evidence, catalog: Catalog, below: _Below, day: date | None) -> Evidence:
    """The evidence with the sums over what could be read. What could not is no part of it when all are there without."""
    total = evidence.metrics.get(catalog.head.schools.total)
    complete = total is not None and total.value == Decimal(len(below.done))
    unread = () if complete else tuple(error.file for error in below.failed)
    return with_schools(evidence, catalog, roll_up(catalog, below.done, unread), len(below.done), day)


def _parted(results: Iterable[Assessment | InputError]) -> _Below:
    found = _Below([], [])
    for result in results:
        if isinstance(result, InputError):
            found.failed.append(result)
        else:
            found.done.append(result)
    return found


def _schools(read: _Below) -> _Below:
    """The same with one workbook of every school. One without a school code cannot be told from others."""
    nameless = [each.evidence.file for each in read.done if not each.evidence.text("code")]
    known = [each for each in read.done if each.evidence.text("code")]
    return _once(_Below(known, [*read.failed, *(InputError(file, "no_school_code") for file in nameless)]))


def _once(read: _Below) -> _Below:
    """The same with the workbook of every code that counts, by the rule of `district` and `batch`."""
    used, _, doubled = one_each(read.done, _sent)
    kept = [each for each in read.done if each is used.get(each.evidence.text("code"), each)]
    return _Below(kept, read.failed, tuple(doubled))


def _sent(each: Assessment) -> Sent:
    of = each.evidence
    day = of.filled_on.isoformat() if of.filled_on else ""
    return Sent(of.file, of.text("code"), day, of.text("name"), of.text("district"))


def _told(doubled: Iterable[Doubled]) -> Iterator[Problem]:
    """Which of several workbooks counts, and by what that was decided."""
    for each in doubled:
        values = {"code": each.code[:40], "used": each.used, "files": "、".join(each.others)}
        if each.same_day:
            yield Problem("rollup_doubled_tied", None, {**values, "tied": "、".join(each.same_day)})
        else:
            yield Problem("rollup_doubled", None, values)
