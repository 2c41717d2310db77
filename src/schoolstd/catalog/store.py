"""A catalog by the fastest way that cannot be stale: its compiled form when there is one, else its YAML.

Compiled forms are named by a digest over the YAML files and the shape of the catalog classes. Those of the shipped
catalogs lie in the package; others in the user's cache folder, where they may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys

from schoolstd import __version__
from schoolstd.boundedfile import read_bounded
from schoolstd.catalog.compiled import decode, encode, shape
from schoolstd.catalog.extended import extended
from schoolstd.catalog.find import base_folder, yaml_files
from schoolstd.catalog.model import Catalog

MAX_DEPTH = 8
MAX_BYTES = 2_000_000
"""Of a YAML file: what is longer, its loader refuses, so that there is nothing compiled to be found."""


def digest_of(folder: str, depth: int = 0) -> str:
    """The SHA-256 of a folder's YAML files, names included, and of the catalog that they extend; line ends count as one."""
    total = hashlib.sha256()
    bases: dict[str, None] = {}
    for name in yaml_files(folder):
        content = read_bounded(os.path.join(folder, name), MAX_BYTES).replace(b"\r\n", b"\n")
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
        bases |= dict.fromkeys(extended(content))
    for base in bases if depth < MAX_DEPTH else ():
        if below := base_folder(folder, base):
            total.update(digest_of(below, depth + 1).encode())
    return total.hexdigest()


def digest_with(folder: str, base: str, base_digest: str) -> str:
    """The digest of a catalog whose base is known to be `base` with a digest of its own: that of `digest_of`, unless the
    text does not show this base. Then it is one that nobody looks for, so that what was compiled cannot be stale."""
    digest = digest_of(folder)
    below = base_folder(folder, base)
    texts = (read_bounded(os.path.join(folder, name), MAX_BYTES) for name in yaml_files(folder))
    if below and any(base in extended(text) for text in texts) and digest_of(below) == base_digest:
        return digest
    return hashlib.sha256(f"{digest} {base_digest}".encode()).hexdigest()


def stored_catalog(folder: str) -> Catalog:
    """The catalog in a folder, compiled on first use. Raises CatalogError when its YAML has mistakes."""
    digest = digest_of(folder)
    if found := compiled_catalog(digest):
        return found
    from schoolstd.catalog.loader import load_catalog

    catalog = slim(load_catalog(folder).catalog)
    if catalog.digest == digest:  # else its base is named in a way that only the loader understands
        _write(os.path.join(cache_folder(), compiled_name(digest)), catalog)
    return catalog


def compiled_catalog(digest: str) -> Catalog | None:
    """The catalog of a digest as it was compiled before, or None when it was not."""
    name = compiled_name(digest)
    for place in (packaged_folder(), cache_folder()):
        if found := _read(os.path.join(place, name), digest):
            return found
    return None


def slim(catalog: Catalog) -> Catalog:
    """The catalog without what no assessment needs: the statements of its regulations."""
    return catalog._replace(statements={})


def compiled_name(digest: str) -> str:
    """The file name of a catalog's compiled form."""
    return hashlib.sha256(f"{digest} {__version__} {shape()}".encode()).hexdigest()[:40] + ".json"


def packaged_folder() -> str:
    """Where the build puts the compiled forms of the shipped catalogs."""
    return os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "compiled")


def cache_folder() -> str:
    """The user's cache folder for compiled catalogs, by the habits of the platform; it need not exist. Who has no home has a
    place where nothing can be written, so that no cache comes into the working directory."""
    base = os.environ.get("XDG_CACHE_HOME")
    if not base and sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif not base and os.environ.get("HOME") != "":
        base = os.path.expanduser("~/.cache")
    return os.path.join(base if base and os.path.isabs(base) else os.devnull, "schoolstd")


def write_compiled(folder: str, target: str) -> str:
    """Compile the catalog in a folder into the folder `target`; the path of the file. For the build."""
    from schoolstd.catalog.loader import load_catalog

    catalog = slim(load_catalog(folder).catalog)
    path = os.path.join(target, compiled_name(catalog.digest))
    os.makedirs(target, exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(encode(catalog), file, ensure_ascii=False, separators=(",", ":"))
    return path


def _read(path: str, digest: str) -> Catalog | None:
    """A compiled catalog, or None when there is none that can be read, or not the one of this digest."""
    try:
        with open(path, "rb") as file:
            found = decode(json.loads(file.read()))
    except OSError:
        return None
    except (ValueError, TypeError, IndexError, AttributeError, RecursionError):
        return None
    return found if isinstance(found, Catalog) and found.digest == digest else None


def _write(path: str, catalog: Catalog) -> None:
    """Put a compiled catalog into the cache whole or not at all; a cache that cannot be written is no fault."""
    from schoolstd.wholefile import write_whole

    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        text = json.dumps(encode(catalog), ensure_ascii=False, separators=(",", ":"))
        write_whole(path, text.encode())
    except OSError:
        return
