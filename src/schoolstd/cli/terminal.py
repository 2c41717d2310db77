"""What a command prints to, and how: the width, the colours, the bytes."""

from __future__ import annotations

import os
import sys

from schoolstd.errors import InputError


def terminal_width() -> int:
    """The columns to print in: the terminal's up to 120, `COLUMNS` when it is set, 80 in a pipe."""
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isascii() and wanted.isdigit():
        return min(int(wanted), 120)
    try:
        return min(os.get_terminal_size(sys.stdout.fileno()).columns, 120)
    except (OSError, ValueError):
        return 80


_chosen = "auto"


def choose_color(choice: str) -> None:
    """Take `auto`, where a command asks for it, to mean this: what the line or the settings say for the whole process."""
    global _chosen
    _chosen = choice


def wants_color(choice: str) -> bool:
    """Whether to colour: as told, else only on a terminal that can, and never when NO_COLOR is set."""
    choice = _chosen if choice == "auto" else choice
    if choice in ("always", "never"):
        return choice == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty() and (sys.platform != "win32" or bool(os.environ.get("WT_SESSION")))


def write_stdout(content: bytes, text: bool = True) -> None:
    """Print what a person reads in the console's own encoding, and what a machine reads as the bytes it is.

    A reader that has seen enough (`| head`) is no error. Raises InputError when the bytes cannot be put anywhere.
    """
    try:
        if text or sys.stdout.isatty():
            sys.stdout.write(content.decode())
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        silence(sys.stdout.fileno())
    except OSError as error:
        silence(sys.stdout.fileno())
        raise InputError("stdout", "cannot_write", {"reason": error.strerror or str(error)}) from None


def silence(descriptor: int) -> None:
    """Send what is still to be printed nowhere, so that ending the process does not fail on it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
