"""Starts the program: a plain `check` line directly, everything else by way of the command-line library."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line of this process and exit with its code."""
    from schoolstd.cli.direct import check_options
    from schoolstd.cli.finish import finish

    arguments = sys.argv[1:]
    options = check_options(arguments)
    if options is None:
        from schoolstd.cli.app import run_app
        from schoolstd.wording.help import language

        finish(lambda: run_app(arguments), language(arguments))
    else:
        from schoolstd.cli.check import check

        finish(lambda: check(options), options.lang)


if __name__ == "__main__":
    main()
