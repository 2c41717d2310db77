"""Where the indicator files are: `indicators/` in a checkout, inside the package in a wheel, or a folder that was named."""

from __future__ import annotations

import os

from schoolstd.errors import UsageError

HEAD = "catalog.yaml"


def indicators_root() -> str:
    """The folder of the catalogs that came with the program."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "indicators")
    if os.path.isdir(inside):
        return inside
    return os.path.join(os.path.dirname(os.path.dirname(package)), "indicators")


def catalog_folder(name: str = "", root: str = "") -> str:
    """The folder of a catalog: `root` itself when it holds a catalog, else its sub-folder `name`.

    With neither, the national catalog. Raises UsageError when there is none, naming those that there are.
    """
    root = root or indicators_root()
    if not os.path.isdir(root):
        raise UsageError("no_such_folder", {"folder": root})
    if os.path.isfile(os.path.join(root, HEAD)):
        if name:
            from schoolstd.catalog.store import stored_catalog

            own = stored_catalog(root).head.id
            if name != own:
                raise UsageError("no_such_catalog", {"catalog": name, "folder": root, "known": own})
        return root
    found = catalog_ids(root)
    if not name:
        name = "national" if "national" in found else found[0] if len(found) == 1 else ""
    if name in found:
        return os.path.join(root, name)
    if not found and any(yaml_files(root)):
        return root
    if not found:
        raise UsageError("no_catalogs", {"folder": root})
    if not name:
        raise UsageError("which_catalog", {"folder": root, "known": "、".join(found)})
    raise UsageError("no_such_catalog", {"catalog": name, "folder": root, "known": "、".join(found)})


def catalog_ids(root: str) -> list[str]:
    """The ids of the catalogs in the sub-folders of a folder, by name; none for a folder that is itself one."""
    if os.path.isfile(os.path.join(root, HEAD)):
        return []
    return sorted(entry for entry in os.listdir(root) if os.path.isfile(os.path.join(root, entry, HEAD)))


def named_folder(name: str) -> str:
    """The folder of a catalog that is given by the id of a shipped one or by a folder. Raises UsageError."""
    if os.path.isfile(os.path.join(indicators_root(), name, HEAD)) and os.path.basename(name) == name:
        return catalog_folder(name)
    return catalog_folder("", name) if os.path.isdir(name) else catalog_folder(name)


def is_ambiguous(name: str) -> bool:
    """Whether a name is the id of a shipped catalog and a catalog's folder in the working directory, too."""
    return name in catalog_ids(indicators_root()) and os.path.isdir(name)


def base_folder(folder: str, name: str) -> str | None:
    """The folder of the catalog that the one in `folder` extends: beside it, or among those that came with the program."""
    for root in (os.path.dirname(os.path.abspath(folder)), indicators_root()):
        found = os.path.join(root, name)
        if os.path.isfile(os.path.join(found, HEAD)):
            return found
    return None


def known_bases(folder: str) -> list[str]:
    """The ids of the catalogs that the one in `folder` may extend, by name."""
    here = os.path.abspath(folder)
    roots = (os.path.dirname(here), indicators_root())
    found = {entry for root in roots for entry in os.listdir(root) if os.path.isfile(os.path.join(root, entry, HEAD))}
    return sorted(found - ({os.path.basename(here)} if os.path.isfile(os.path.join(here, HEAD)) else set()))


def yaml_files(folder: str) -> list[str]:
    """The YAML files below a folder, as sorted relative paths with `/`; hidden ones and links to elsewhere left out."""
    found: list[str] = []
    pending = [""]
    while pending:
        below = pending.pop()
        with os.scandir(os.path.join(folder, below)) as entries:
            for entry in entries:
                path = f"{below}/{entry.name}" if below else entry.name
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    pending.append(path)
                elif entry.name.endswith((".yaml", ".yml")):
                    found.append(path)
    return sorted(found)
