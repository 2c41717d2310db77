"""How every run ends: whole output or none, a sentence for every error, and the exit code."""

from __future__ import annotations

import errno
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

from schoolstd.cli.terminal import silence
from schoolstd.errors import CatalogError, InputError, SettingsError, UsageError, traced

if TYPE_CHECKING:
    from collections.abc import Callable

    from schoolstd.wording import Words

OK, GAPS, UNUSABLE, FAULT = 0, 1, 2, 3
MOST = 200
"""Mistakes of indicator files that are told: who has made more starts with these."""
WRITE_ERRORS = {
    errno.ENOENT: "folder_missing",
    errno.ENOTDIR: "folder_missing",
    errno.EISDIR: "target_is_folder",
    errno.EACCES: "write_forbidden",
    errno.EPERM: "write_forbidden",
    errno.EROFS: "write_forbidden",
    errno.ENODEV: "target_not_file",
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
}
"""What stops a file from being written, as codes of `wording`; the rest is told in the system's own words."""


def finish(run: Callable[[], int], lang: str = "zh") -> NoReturn:
    """Run a command and leave with its code: 0 or 1 as it says, 2 for input that cannot be used, 3 for a fault of ours."""
    prepare_streams()
    asked_to_end = _ended_like_interrupted()
    try:
        code = run()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough
        silence(sys.stdout.fileno())
        code = OK
    except KeyboardInterrupt:
        say(_words(lang).table.USAGE_ERRORS["interrupted"])
        code = 128 + (signal.SIGTERM if asked_to_end else signal.SIGINT)
    except (UsageError, InputError, CatalogError, OSError) as error:
        code = explain_error(error, _words(lang))
    except Exception as error:  # a traceback helps nobody who fills in forms
        if os.environ.get("SCHOOLSTD_DEBUG"):
            raise
        code = explain_error(UsageError("fault", {"detail": traced(error)}), _words(lang))
        code = FAULT
    leave(code)


def _ended_like_interrupted() -> list[int]:
    """Take a request to end (`kill`) as Ctrl-C is taken, so that what was begun is cleared away; what comes back holds the
    signal as soon as there was one."""
    came: list[int] = []

    def end(number: int, _: object) -> None:
        came.append(number)
        raise KeyboardInterrupt

    with suppress(ValueError):  # not in the main thread
        if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
            signal.signal(signal.SIGTERM, end)
    return came


def explain_error(error: Exception, words: Words) -> int:
    """Say on stderr why a run cannot go on; the code for it."""
    if isinstance(error, CatalogError):
        for mistake in error.mistakes[:MOST]:
            field = f"{mistake.field}: " if mistake.field else ""
            sentence = words.mistake(mistake)
            say(words.label("catalog_error", file=mistake.file, line=mistake.line, field=field, sentence=sentence))
        if len(error.mistakes) > MOST:
            say(words.label("catalog_errors_more", count=len(error.mistakes) - MOST))
        say(words.label(f"{error.what}_errors", count=len(error.mistakes)))
        _say_where_it_was_named(error.mistakes[0].file, words)
    elif isinstance(error, InputError):
        file = words.label("stdout") if error.file == "stdout" else error.file
        say(words.label("error", file=file, sentence=words.input_error(error)))
        _say_where_it_was_named(error.file, words)
    elif isinstance(error, SettingsError):
        for each in error.mistakes:
            say(words.label("usage_error", sentence=words.usage_error(each)))
    elif isinstance(error, UsageError):
        say(words.label("usage_error", sentence=words.usage_error(error)))
    else:
        explain_error(_failure(error), words)
    return UNUSABLE


def _say_where_it_was_named(file: str, words: Words) -> None:
    """Who names no file on the line is told what did: a file of settings, or a variable."""
    from schoolstd.cli.config import configured

    with suppress(SettingsError, OSError):
        settings = configured(sys.argv[1:])
        for key in ("waivers", "programme", "registry", "baseline"):
            named = settings.get(key)
            if named and file == str(named.value) and file not in sys.argv:
                say(words.label("named_by", file=file, where=named.where, setting=key))


def _failure(error: Exception) -> InputError:
    """What the system refused, when it was no output; a disk that is full without a name is that of temporary files."""
    file = str(getattr(error, "filename", None) or "")
    if not file and _cannot_print():
        silence(sys.stdout.fileno())
        return InputError("stdout", "cannot_write", {"reason": reason(error)})
    if WRITE_ERRORS.get(getattr(error, "errno", None) or 0) != "disk_full":
        return InputError(file, "unreadable", {"reason": reason(error)})
    if not file:
        from tempfile import gettempdir

        file = gettempdir()
    return InputError(file, "temporary_full")


def _cannot_print() -> bool:
    """Whether it was stdout that failed: then a line more fails too."""
    try:
        sys.stdout.write("\n")
        sys.stdout.flush()
    except OSError:
        return True
    return False


def reason(error: Exception) -> str:
    """Why the system refused, in its own words."""
    return getattr(error, "strerror", None) or str(error)


def write_file(path: str, content: bytes) -> None:
    """Write an output whole or not at all. Raises InputError naming it when it cannot be written."""
    from schoolstd.wholefile import write_whole

    try:
        write_whole(path, content)
    except OSError as error:
        known = WRITE_ERRORS.get(error.errno or 0)
        raise InputError(path, known or "cannot_write", {} if known else {"reason": reason(error)}) from None


def say(text: str) -> None:
    """A message for the person: one line on stderr, whatever a file is called; what cannot be told is let go."""
    if not text.isprintable():
        text = "".join(letter if letter.isprintable() or letter == "\u3000" else "?" for letter in text)
    with suppress(OSError):
        print(text, file=sys.stderr, flush=True)


def prepare_streams() -> None:
    """Make the streams print what a console's encoding lacks as `?` instead of failing, and have some if closed."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for as long as the process
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def leave(code: int) -> NoReturn:
    """End the process at once: everything is written, and tearing down the interpreter takes longer than a check."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _words(lang: str) -> Words:
    from schoolstd.wording import LANGUAGES, Words

    return Words(lang if lang in LANGUAGES else "zh")
