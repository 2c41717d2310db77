"""`waivers.yaml` to waivers, as strictly as any indicator file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from schoolstd.catalog import file_model
from schoolstd.catalog.model import Waiver
from schoolstd.catalog.sections import translated
from schoolstd.errors import CatalogError
from schoolstd.evidence.values import plain
from schoolstd.yamlfile import load_yaml, plainly

if TYPE_CHECKING:
    from schoolstd.catalog.model import Catalog
    from schoolstd.yamlfile import YamlMistake


def load_waivers(path: str, *catalogs: Catalog) -> tuple[Waiver, ...]:
    """The waivers in a file, in its order. Raises CatalogError with every mistake: a form that is wrong, an indicator that
    none of the catalogs has, an end before the beginning, two that overlap, a waiver without reason or approver."""
    document = load_yaml(Path(path), path)
    mistakes: list[YamlMistake] = list(document.mistakes)
    found: list[tuple[int, Waiver]] = []
    content = document.value if isinstance(document.value, dict) else {}
    rows = content.get("waivers")
    if not mistakes:
        mistakes += [document.mistake((key,), "field_unknown", {"field": key}) for key in content if key != "waivers"]
        if "waivers" not in content:
            mistakes.append(document.mistake((), "section_missing", {"section": "waivers"}))
        elif not isinstance(rows, list) and rows is not None:
            mistakes.append(document.mistake(("waivers",), "wrong_shape", {"wanted": "list", "found": str(rows)[:40]}))
    adapter = TypeAdapter(file_model.file_model(Waiver))
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        place = ("waivers", number)
        try:
            read: Waiver = file_model.to_value(Waiver, adapter.validate_python(row))
        except ValidationError as error:
            mistakes += [translated(document, place, dict(detail)) for detail in error.errors(include_url=False)]
            continue
        waiver = read._replace(school=plain(read.school))
        blank = [key for key in ("school", "reason", "approver") if not plain(getattr(waiver, key))]
        mistakes += [document.mistake((*place, key), "empty_value") for key in blank]
        if not any(waiver.indicator in catalog.indicators for catalog in catalogs):
            values = {"kind": "indicator", "id": waiver.indicator, "near": ""}
            mistakes.append(document.mistake((*place, "indicator"), "unknown_reference", values))
        if waiver.until < waiver.from_:
            values = {"low": waiver.from_, "high": waiver.until}
            mistakes.append(document.mistake((*place, "from"), "low_above_high", values))
        for earlier, other in found:
            if _overlap(waiver, other):
                line = str(document.line(("waivers", earlier)))
                values = {"indicator": waiver.indicator, "school": waiver.school, "line": line}
                mistakes.append(document.mistake(place, "waiver_overlaps", values))
                break
        found.append((number, waiver))
    if mistakes:
        raise CatalogError(plainly(mistakes), "waivers")
    return tuple(waiver for _, waiver in found)


def _overlap(one: Waiver, other: Waiver) -> bool:
    """Whether two waivers waive the same for the same school on some day: then it would be open which one holds."""
    same = (one.indicator, one.school) == (other.indicator, other.school)
    return same and one.from_ <= other.until and other.from_ <= one.until
