"""What the program is installed with: few packages, pinned by their hashes, each of them looked at, under licences that bind nobody."""

from __future__ import annotations

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.locked import as_locked

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-bench.lock")
LICENCES = {"MIT", "BSD-2-Clause", "BSD-3-Clause", "ISC", "PSF-2.0"}
COMPILED = (".so", ".pyd", ".dylib")


def table():
    """The rows of the table of packages in SECURITY.md: name to licence and whether it is compiled."""
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    rows = re.findall(r"^\| ([\w.-]+) \| ([\w.-]+) \| ([\w+]*) ?\| ", text[text.index("| package |") :], re.M)
    return {canonicalize_name(name): (licence, bool(compiled)) for name, licence, compiled in rows if name != "package"}


def installed_with(name, found=()):
    """All that a package takes to be installed here, without extras."""
    known = dict.fromkeys(found)
    for line in distribution(name).requires or []:
        each = Requirement(line)
        if each.marker is None or each.marker.evaluate({"extra": ""}):
            other = canonicalize_name(each.name)
            if other not in known:
                known[other] = None
                known |= dict.fromkeys(installed_with(other, known))
    return list(known)


@as_locked("lxml", "pydantic", "ruamel-yaml", "typer")
def test_the_table_names_all_that_the_program_is_installed_with():
    assert set(table()) == set(installed_with("schoolstd"))
    assert len(table()) < 20


@as_locked("lxml", "pydantic", "ruamel-yaml", "typer")
def test_the_table_says_truly_what_is_compiled():
    for name, (_, compiled) in table().items():
        files = distribution(name).files or []
        assert any(str(each).endswith(COMPILED) for each in files) == compiled, name


@as_locked("lxml", "pydantic", "ruamel-yaml", "typer")
def test_the_licences_are_free_and_as_the_packages_say():
    for name, (licence, _) in table().items():
        data = distribution(name).metadata
        said = data.get("License-Expression") or data.get("License") or " ".join(data.get_all("Classifier") or [])
        assert licence in LICENCES
        assert licence.partition("-")[0] in said, (name, said)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_is_pinned_with_hashes(lock):
    entries = re.split(r"^(?=[a-z])", (ROOT / lock).read_text("utf-8"), flags=re.M)[1:]
    assert len(entries) > 40
    assert [each for each in entries if not re.match(r"[\w.-]+==\S+ \\\n {4}--hash=sha256:[0-9a-f]{64}", each)] == []
