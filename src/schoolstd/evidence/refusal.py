"""What does not belong in a workbook: examination scores and rankings, and personal data. Pure; the words are in the catalog."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from schoolstd.evidence.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schoolstd.catalog.model import Refusal

_ID_CARD = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2][1-9]|[123]0|31)\d{3}[\dXx](?!\d)")
_NO_NAME = "(?![某×xX*年级校班])"
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def refused(text: str, refusals: Iterable[Refusal]) -> Refusal | None:
    """The refusal that a heading falls under: it holds one of the words, and none of those that make it harmless."""
    bare = plain(text).lower().replace(" ", "").replace("_", "")
    for refusal in refusals:
        if any(word in bare for word in refusal.words) and not any(word in bare for word in refusal.unless):
            return refusal
    return None


def has_personal_data(text: str, surnames: str, callings: tuple[str, ...]) -> bool:
    """Whether a text seems to hold a person's name, an identity card's number or a telephone number.

    A name is a surname and one or two characters right after or before a calling such as 学生 or 同学. Names that are
    already masked (张某, 李××) are none. It is a hint to look, so it errs towards silence.
    """
    if not text:
        return False
    if _ID_CARD.search(text) or _PHONE.search(text):
        return True
    return bool(surnames and callings) and _names(surnames, callings).search(text) is not None


@lru_cache(maxsize=8)
def _names(surnames: str, callings: tuple[str, ...]) -> re.Pattern[str]:
    called = "|".join(map(re.escape, callings))
    name = rf"[{re.escape(surnames)}]{_NO_NAME}[\u4e00-\u9fff]{_NO_NAME}[\u4e00-\u9fff]?"
    ends = r"(?=$|[\s，。、；：（(,.;:]|与|和|被|在|因|对|向|把|等)"
    short = rf"[{re.escape(surnames)}]{_NO_NAME}[\u4e00-\u9fff]{{1,2}}"
    return re.compile(rf"(?:{called})[:： ]?(?:{name}{ends}|{short}{ends})|{short}同学")
