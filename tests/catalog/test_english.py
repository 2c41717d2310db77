"""What the catalogs and programmes say in Chinese they say in English too: no report mixes languages."""

from __future__ import annotations

from typing import Any

import pytest

from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.store import stored_catalog
from tests.programme.parts import beijing


def untranslated(value: Any, path: str = "") -> list[str]:
    """The places below a value where a text has no English beside it although its class has a field for that."""
    if isinstance(value, dict):
        return [place for key, each in value.items() for place in untranslated(each, f"{path}.{key}")]
    if not isinstance(value, tuple):
        return []
    names = getattr(value, "_fields", ())
    found = [
        f"{path}.{name}"
        for name in names
        if f"{name}_en" in names and getattr(value, name) and not getattr(value, f"{name}_en")
    ]
    parts = zip(names, value, strict=True) if names else enumerate(value)
    return found + [place for key, each in parts for place in untranslated(each, f"{path}.{key}")]


@pytest.mark.parametrize("id_", ["national", "beijing", "district", "city"])
def test_every_text_of_a_catalog_has_its_english(id_):
    assert untranslated(stored_catalog(catalog_folder(id_))) == []


def test_every_text_of_the_programme_has_its_english():
    assert untranslated(beijing()) == []
