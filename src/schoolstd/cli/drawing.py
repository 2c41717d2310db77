"""The outputs of a summary, drawn when they are asked for. The cache keeps what was last drawn for each target, with a digest
of what it was drawn from: of the same results it need not be drawn again."""

from __future__ import annotations

import json
import os
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from schoolstd.district.office_values import office_value
from schoolstd.district.record_values import record_value, school_value
from schoolstd.reports.district_report import DistrictReport, render

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from schoolstd.district.summary import Gathered
    from schoolstd.pipeline.cache import Cache


class Drawing:
    """What can be drawn of what was gathered. `make` gives the report, which takes longest; `options` is all else that decides
    how it looks, as text."""

    def __init__(
        self,
        make: Callable[[], DistrictReport],
        found: Gathered,
        options: str,
        paths: Mapping[str, str],
        cache: Cache | None,
    ) -> None:
        self._make, self._found, self._options, self._paths, self._cache = make, found, options, paths, cache

    def content(self, format_: str, target: str = "", width: int = 80, color: bool = False) -> bytes:
        """The bytes of a format; `target` is the file that they are for, whose folder decides what can be linked to."""
        folder = os.path.dirname(os.path.abspath(target)) if target else ""
        if self._cache is None:
            return self._drawn(format_, folder, width, color)
        place = "\n".join((self._options, format_, os.path.abspath(target) if target else "", str(width), str(color)))
        slot = sha256(place.encode("utf-8", "surrogatepass")).hexdigest()
        came = self._came_in + (self._linked if folder else b"")
        kept = self._cache.get_bytes(slot) or b""
        if kept.startswith(came):
            return kept[len(came) :]
        content = self._drawn(format_, folder, width, color)
        self._cache.put_bytes(slot, came + content)
        return content

    def _drawn(self, format_: str, folder: str, width: int, color: bool) -> bytes:
        return render(format_, self._report._replace(folder=folder), width, color)

    @cached_property
    def _report(self) -> DistrictReport:
        return self._make()

    @cached_property
    def _linked(self) -> bytes:
        """A digest of where the workbooks are, which links lead to."""
        return _digest(self._paths)

    @cached_property
    def _came_in(self) -> bytes:
        """A digest of everything that came in. What texts are alike follows from the records."""
        found = self._found
        return _digest(
            [
                *(record_value(record, True) for record in found.records),
                *found.failures,
                *found.doubled,
                *map(school_value, found.unreported),
                *found.registers,
                *found.problems,
                *((office_value(each), record_value(each.record, True)) for each in found.offices),
            ]
        )


def _digest(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).digest()
