"""Several workbooks of one school: which one counts, and what people have to look at. Pure; any order gives the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from schoolstd.evidence.values import plain
from schoolstd.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")


class Sent(NamedTuple):
    """Whose a workbook is, as its form says, and when it was filled in: an ISO date, or an empty text."""

    file: str
    code: str
    filled_on: str
    name: str
    district: str

    @property
    def called(self) -> tuple[str, str]:
        """Name and district, without odd spaces and widths."""
        return plain(self.name), plain(self.district)


class Doubled(NamedTuple):
    """Workbooks of one school: the one that counts, and the others. `same_day` are those of the others that were filled in on
    the same day, or none of them on any: then the name of the file has decided. `called` holds (name, district) as the forms
    have them, where they do not agree: there may be two schools under one code."""

    code: str
    used: str
    others: tuple[str, ...]
    same_day: tuple[str, ...] = ()
    called: tuple[tuple[str, str], ...] = ()


def rank(filled_on: str, file: str) -> tuple[str, str, str]:
    """What decides between several workbooks, the last one counting: the day, then the name of the file, and between two of
    one name the folders that they lie in."""
    return filled_on, file.replace("\\", "/").rpartition("/")[2], file


def one_each(items: Iterable[T], sent: Callable[[T], Sent]) -> tuple[dict[str, T], list[T], list[Doubled]]:
    """One workbook of every school by its code, those without a code, and the schools that sent several: of these the one with
    the latest 填报日期 counts, of those the last by file name."""
    by_code: dict[str, list[tuple[Sent, T]]] = {}
    for item in items:
        of = sent(item)
        by_code.setdefault(of.code, []).append((of, item))
    nameless = [item for _, item in by_code.pop("", ())]
    found, doubled = {}, []
    for code, same in sorted(by_code.items()):
        same.sort(key=lambda each: rank(each[0].filled_on, each[0].file))
        found[code] = same[-1][1]
        if len(same) > 1:
            doubled.append(_doubled([of for of, _ in same]))
    return found, nameless, doubled


def _doubled(same: list[Sent]) -> Doubled:
    *others, used = same
    return Doubled(
        used.code,
        used.file,
        tuple(sorted(each.file for each in others)),
        tuple(sorted(each.file for each in others if each.filled_on == used.filled_on)),
        differing(each.called for each in same),
    )


def differing(called: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """What forms of one code call their school, each once; nothing when they agree."""
    found = tuple(sorted(set(called)))
    return found if len(found) > 1 else ()


def differences(doubled: Iterable[Doubled]) -> list[Problem]:
    """A problem for every code under which there may be two schools."""
    return [
        Problem("same_code_differs", None, {"file": each.used, "code": each.code[:40], "schools": schools_text(each)})
        for each in doubled
        if each.called
    ]


def schools_text(doubled: Doubled) -> str:
    """The names and districts in one text."""
    return "、".join(f"{name[:60] or '—'}（{district[:40] or '—'}）" for name, district in doubled.called[:6])
