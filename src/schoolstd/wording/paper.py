"""What all documents that are handed in have in common: how they count, date, end and sign, as (Chinese, English)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from schoolstd.evidence.values import parse_date

SHARED: dict[str, tuple[str, str]] = {
    "unnamed": ("（未填学校名称）", "(school without a name)"),
    "doc_blank": ("＿＿＿＿＿＿", "____________"),
    "doc_seal": ("（公章）", "(seal)"),
    "doc_head": ("校长（签字）：", "Head teacher (signature): "),
    "doc_leader": ("负责人（签字）：", "Person in charge (signature): "),
    "doc_waiver": ("{number}. {id} {title}（{state}）。", "{number}. {id} {title} ({state}). "),
    "doc_waiver_for": (
        "豁免：{since}至{until}，{approver}批准：{reason}",
        "Waiver: from {since} to {until}, approved by {approver}: {reason}",
    ),
    "full_stop": ("。", "."),
    "semicolon": ("；", "; "),
    "date": ("{year}年{month}月{day}日", "{year}-{month:02d}-{day:02d}"),
}
DIGITS = "〇一二三四五六七八九"


DOCUMENT = ("doc_", "recommends", "account")
"""How the keys of sentences begin that a document says in the name of the one that hands it in."""
PLACES = {"district": "区", "city": "市"}
OFFICE = (
    ("我校", "我{place}"),
    ("（一校一案）", "（一{place}一案）"),
    ("由学校自查", "由本{place}自查"),
    ("学校自列", "自列"),
    ("学校说明", "本{place}说明"),
    ("学校所填", "本{place}所填"),
    ("学校对所填", "本{place}对所填"),
    ("The school", "The office"),
    ("the school", "the office"),
)
"""What a district's or the city's office says instead."""


class PaperWords:
    """The sentences of a document in one language."""

    sentences: ClassVar[dict[str, tuple[str, str]]] = SHARED

    def __init__(self, lang: str = "zh", entity: str = "school") -> None:
        self.lang, self.entity = lang, entity

    def say(self, key: str, **values: object) -> str:
        """A sentence with its values; of a document for whoever hands it in. Raises KeyError for an unknown key."""
        text = self.sentences[key][self.lang == "en"]
        if self.entity != "school" and key.startswith(DOCUMENT):
            for words, others in OFFICE:
                text = text.replace(words, others.format(place=PLACES[self.entity]))
        return text.format(**values)

    def ordinal(self, number: int) -> str:
        """A number from 1 to 99 as headings count: 一, 十二; plain figures in English."""
        if self.lang == "en" or not 0 < number < 100:
            return str(number)
        tens, ones = divmod(number, 10)
        return f"{'' if tens < 2 else DIGITS[tens]}{'十' if tens else ''}{DIGITS[ones] if ones else ''}"

    def joined(self, text: str) -> str:
        """The lines of a text as one line."""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        ends = [*(line.rstrip("。.；;") for line in lines[:-1]), *lines[-1:]]
        return self.say("semicolon").join(ends)

    def ended(self, text: str) -> str:
        """A text that ends with a full stop, whatever it ended with."""
        bare = text.rstrip()
        return bare if bare.endswith(("。", "！", "？", ".", "!", "?", "。）", ".)")) else bare + self.say("full_stop")

    def day(self, text: str) -> str:
        """A date as a document writes it; what is no date as it stands."""
        found = parse_date(text).value
        return self.say("date", year=found.year, month=found.month, day=found.day) if isinstance(found, date) else text
