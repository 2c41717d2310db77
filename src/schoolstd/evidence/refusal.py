"""What does not belong in a workbook: examination scores and rankings, and personal data. Pure; the words are in the catalog."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from schoolstd.evidence.values import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from schoolstd.catalog.model import Privacy, Refusal

_ID_CARD = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2][1-9]|[123]0|31)\d{3}[\dXx](?!\d)")
_NO_NAME = "(?![某×xX*年级校班])"
_GAPS = re.compile(r"(?<=\d)[ \-–—.](?=[\dXx])")
_FIGURES = re.compile(r"\d[\d \-–—.]{9}")
"""What a number of eleven digits or more begins with; most texts have none."""
_PHONE = re.compile(r"(?<!\d)(?:(?:\+|00)86[ \-]?)?1[3-9]\d[ \-–—.]?\d{4}[ \-–—.]?\d{4}(?!\d)")


def refused(text: str, refusals: Iterable[Refusal]) -> Refusal | None:
    """The refusal that a heading falls under: it holds one of the words, and none of those that make it harmless."""
    bare = plain(text).lower().replace(" ", "").replace("_", "")
    for refusal in refusals:
        if any(word in bare for word in refusal.words) and not any(word in bare for word in refusal.unless):
            return refusal
    return None


def personal_data(text: str, privacy: Privacy) -> str:
    """What a text seems to hold of a person: `id`, an identity card's number; `phone`, a mobile number; `name`; or nothing.

    A name is a surname and one or two characters right after or before a calling such as 学生 or 同学, and before a stop,
    or before what tells on a person. Names that are already masked (张某, 李××) and words that only begin like a name
    (张贴, 高度) are none. It is a hint to look, so it errs towards silence.
    """
    return personal_finder(privacy)(text)


@lru_cache(maxsize=8)
def personal_finder(privacy: Privacy) -> Callable[[str], str]:
    """As `personal_data`, for many texts."""
    callings = (*privacy.callings, "同学") if privacy.surnames and privacy.callings else ()

    def kind(text: str) -> str:
        if not text:
            return ""
        bare = plain(text)
        if _FIGURES.search(bare):
            if _ID_CARD.search(_GAPS.sub("", bare)):
                return "id"
            if _PHONE.search(bare):
                return "phone"
        for calling in callings:  # few texts have one, and only for them the names are looked at
            if calling in bare:
                return "name" if _names(privacy).search(bare) else ""
        return ""

    return kind


def has_personal_data(text: str, privacy: Privacy) -> bool:
    """Whether a text seems to hold a person's name, an identity card's number or a mobile number."""
    return bool(personal_data(text, privacy))


@lru_cache(maxsize=8)
def _names(privacy: Privacy) -> re.Pattern[str]:
    called, words, deeds, matters = (
        "|".join(map(re.escape, each)) for each in (privacy.callings, privacy.words, privacy.deeds, privacy.matters)
    )
    surname = (f"(?!{words})" if words else "") + f"[{re.escape(privacy.surnames)}]"
    given = f"{_NO_NAME}[\u4e00-\u9fff]"
    ends = r"$|[\s，。、；：（()）》”,.;:]|与|和|被|在|因|对|向|把|等"
    ends += (f"|{deeds}" if deeds else "") + (f"|的(?:{matters})" if matters else "")
    return re.compile(rf"(?:{called})[:： ]?{surname}{given}(?:{given})?(?={ends})|{surname}{given}(?:{given})?同学")
