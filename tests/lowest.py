"""The lowest versions of the packages that the program needs, as constraints for pip: `make lowest` runs the tests with them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def main() -> None:
    """Print a line for each package."""
    for each in tomllib.loads(PROJECT.read_text("utf-8"))["project"]["dependencies"]:
        name, lowest = re.match(r"([\w.-]+)>=([\w.]+)", each).groups()
        print(f"{name}=={lowest}")


if __name__ == "__main__":
    main()
