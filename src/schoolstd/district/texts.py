"""The free text of a workbook that two schools would hardly write alike: accounts of their self-assessment, and the titles
and numbers of their documents. Only compared, never printed."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from schoolstd.evidence.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schoolstd.evidence.model import Evidence

SHORTEST = 20
"""Letters from which on a text says something of its own: “已制定并公布。” does not."""
LONGEST = 500
"""Letters of a text that are compared."""
COMPARED = ("account", "weakness", "measure")
"""The columns of 自评 that hold sentences of the school's own."""
_BLANKS = re.compile(r"\s+")


class Text(NamedTuple):
    """A text with what it is about (an indicator and a column of 自评, or the register of documents) and its cell."""

    subject: str
    sheet: str
    cell: str
    text: str


REGISTER = "documents"
"""The subject of the text that the register of documents makes."""


def school_texts(evidence: Evidence) -> Iterator[Text]:
    """The texts of a workbook that are long enough, its own name taken out, so that names make no difference."""
    own = [plain(evidence.text(key)) for key in ("name", "code")]
    for id_, claim in evidence.claims.items():
        for column in COMPARED:
            text = _bare(claim.texts.get(column, ""), own)
            if len(text) >= SHORTEST:
                yield Text(f"{id_}.{column}", claim.location.sheet, claim.location.cell, text)
    if papers := _papers(evidence, own):
        first = evidence.documents[0].at.get("title") or evidence.documents[0].at.get("type")
        marks = sorted({blake2b(paper.encode("utf-8", "replace"), digest_size=4).hexdigest() for paper in papers})
        yield Text(REGISTER, first.sheet if first else "", first.cell if first else "", " ".join(marks))


def _papers(evidence: Evidence, own: list[str]) -> list[str]:
    """The documents of a register, a text each; the school's own name is taken out of all of them at once."""
    papers = [
        f"{paper.type}:{paper.title[:LONGEST]}:{paper.number[:LONGEST]}:{paper.date.value or ''}".replace("\n", "")
        for paper in evidence.documents
        if paper.number or paper.title
    ]
    return _without("\n".join(papers), own).split("\n") if papers else []


def _bare(text: str, own: list[str]) -> str:
    return _BLANKS.sub("", _without(plain(text[: 2 * LONGEST]), own))[:LONGEST] if text else ""


def _without(text: str, own: list[str]) -> str:
    for name in own:
        text = text.replace(name, "") if name else text
    return text
