"""`schoolstd district --dataset`: the schools as a Parquet data set, whole or not at all."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from schoolstd.cli.finish import WRITE_ERRORS, reason
from schoolstd.errors import InputError, UsageError
from schoolstd.wholefolder import is_ours, whole_folder, write_below

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schoolstd.catalog.model import Catalog
    from schoolstd.district.record import Record

KIND = "dataset"


def check_dataset(path: str) -> None:
    """Raises UsageError when a data set cannot be written, or not there."""
    if find_spec("pyarrow") is None:
        raise UsageError("cluster_missing", {"what": "pyarrow"})
    if not is_ours(path, KIND):
        raise UsageError("dataset_exists", {"path": path})


def write_dataset(path: str, records: Sequence[Record], catalog: Catalog) -> None:
    """Write the data set of some schools. Raises InputError when the place cannot be written."""
    from schoolstd.reports.parquet_set import files_of

    try:
        with whole_folder(path, KIND) as folder:
            for name, content in files_of(records, catalog):
                write_below(folder, name, content)
    except OSError as error:
        known = WRITE_ERRORS.get(error.errno or 0)
        raise InputError(path, known or "cannot_write", {} if known else {"reason": reason(error)}) from None
