"""Starts the program: a plain `check` line directly, everything else by way of the command-line library."""

from __future__ import annotations

import gc
import sys

FEW = 20
"""Up to this many files a run ends before collecting garbage would pay."""


def main() -> None:
    """Run the command line of this process and exit with its code."""
    from schoolstd.cli.direct import check_options
    from schoolstd.cli.finish import finish

    arguments = sys.argv[1:]
    options = check_options(arguments)
    if options is None:
        from schoolstd.cli.config import spoken

        finish(lambda: run_app(arguments), spoken(arguments))
    else:
        if len(options.files) <= FEW:
            gc.disable()  # nothing circular is made that would be worth looking for in so short a life
        from schoolstd.cli.check import check

        finish(lambda: check(options), options.lang)


def run_app(arguments: list[str]) -> int:
    """Run a command line by way of the command-line library; whatever stops that from loading is told like the rest."""
    from schoolstd.cli import app

    return app.run_app(arguments)


if __name__ == "__main__":
    main()
