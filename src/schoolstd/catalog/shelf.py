"""The catalogs that the workbooks of one run were made for, each loaded when a workbook first asks for it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from schoolstd.catalog.find import base_folder, catalog_folder, indicators_root
from schoolstd.catalog.store import stored_catalog
from schoolstd.errors import InputError, UsageError

if TYPE_CHECKING:
    from schoolstd.catalog.model import Catalog


class Shelf:
    """Which catalog a workbook is judged by: the one named on the command line, else the one that the workbook names, else
    the national one. A folder that is itself a catalog is the only one there is.

    Raises UsageError when the command line names none that there is.
    """

    def __init__(self, named: str, root: str) -> None:
        self.root = root
        self._loaded: dict[str, Catalog] = {}
        self._folders: dict[str, str] = {}
        self._default = ""
        try:
            self._default = catalog_folder(named, root)
        except UsageError as error:
            if named or error.code != "which_catalog":
                raise
        self.fixed = bool(named) or (bool(root) and self._default == root)

    def choose(self, file: str, id_: str) -> Catalog:
        """The catalog for a workbook that names `id_`, an empty text for none. Raises InputError when there is none such,
        naming those that there are."""
        if self.fixed or (not id_ and self._default):
            return self._catalog(self._default)
        try:
            folder = catalog_folder(id_, self.root)
        except UsageError as error:
            if error.code != "no_such_catalog":
                raise
            values = {"id": id_[:40], "folder": self.root or indicators_root(), "known": error.values["known"]}
            raise InputError(file, "unknown_catalog", values) from None
        return self._catalog(folder)

    def schools_of(self, catalog: Catalog) -> Catalog | None:
        """The catalog of the schools that a catalog of this shelf sums over; None for one that sums over none."""
        wanted = catalog.head.schools.id
        folder = base_folder(self._folders[catalog.digest], wanted) if wanted else None
        return self._catalog(folder) if folder else None

    def _catalog(self, folder: str) -> Catalog:
        key = os.path.realpath(folder)
        if key not in self._loaded:
            self._loaded[key] = stored_catalog(folder)
            self._folders[self._loaded[key].digest] = folder
        return self._loaded[key]
