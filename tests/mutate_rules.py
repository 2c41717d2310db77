"""Break every rule of the catalogs in every small way and count who notices: `python tests/mutate_rules.py [CATALOG…]`.

Bounds moved by a unit, operators turned, types and metrics exchanged, dates shifted by a day, listed items dropped, counts
and spans changed, levels lowered. Prints the share that is noticed, by kind; ends with 1 when a change of a required check is
not, unless `mutation/equivalents.py` gives the reason why it is no change.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.loader import load_catalog
from tests.mutation.equivalents import EQUIVALENT
from tests.mutation.survivors import Fate, fates


def main(names: list[str]) -> int:
    """Print the shares of the catalogs named, or of all; 1 when something required goes unnoticed."""
    lost = 0
    for name in names or list(EQUIVALENT):
        found = list(fates(load_catalog(catalog_folder(name))))
        print(name, report(found, equivalents(name)), sep="\n")
        lost += len(unseen(found, equivalents(name)))
    return 1 if lost else 0


def equivalents(catalog: str) -> set[str]:
    """The names of a catalog's mutants that are no change."""
    return {name for names in EQUIVALENT[catalog].values() for name in names}


def unseen(found: list[Fate], equal: set[str]) -> list[Fate]:
    """The changes of required checks that nobody notices."""
    return [fate for fate in found if fate.required and not fate.noticed and fate.name not in equal]


def report(found: list[Fate], equal: set[str]) -> str:
    """A line for each kind of change and one for all: noticed of how many, of required checks, of all; then what is not."""
    counted = [fate for fate in found if fate.name not in equal]
    lines = []
    for kind in [*sorted({fate.kind for fate in counted}), "all"]:
        some = [fate for fate in counted if kind in (fate.kind, "all")]
        required = [fate for fate in some if fate.required]
        lines.append(f"  {kind:<7}required {_share(required)}  any {_share(some)}")
    lines.append(f"  {len(found) - len(counted)} changes are none; see mutation/equivalents.py")
    lines += [f"  unnoticed: {fate.name}" for fate in counted if not fate.noticed]
    return "\n".join(lines)


def _share(some: list[Fate]) -> str:
    noticed = Counter(fate.noticed for fate in some)[True]
    return f"{noticed}/{len(some)} {noticed / len(some) if some else 1:.1%}".rjust(18)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
