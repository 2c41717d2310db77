"""How every run ends: whole output or none, a sentence for every error, and the exit code."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

from schoolstd.errors import CatalogError, InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from schoolstd.wording import Words

OK, GAPS, UNUSABLE, FAULT = 0, 1, 2, 3


def finish(run: Callable[[], int], lang: str = "zh") -> NoReturn:
    """Run a command and leave with its code: 0 or 1 as it says, 2 for input that cannot be used, 3 for a fault of ours."""
    prepare_streams()
    try:
        code = run()
        sys.stdout.flush()
    except BrokenPipeError:
        code = OK
    except KeyboardInterrupt:
        say(_words(lang).table.USAGE_ERRORS["interrupted"])
        code = 130
    except (UsageError, InputError, CatalogError, OSError) as error:
        code = explain_error(error, _words(lang))
    except Exception as error:  # a traceback helps nobody who fills in forms
        if os.environ.get("SCHOOLSTD_DEBUG"):
            raise
        detail = {"kind": type(error).__name__, "detail": str(error)[:200]}
        code = explain_error(UsageError("fault", detail), _words(lang))
        code = FAULT
    leave(code)


def explain_error(error: Exception, words: Words) -> int:
    """Say on stderr why a run cannot go on; the code for it."""
    if isinstance(error, CatalogError):
        for mistake in error.mistakes:
            field = f"{mistake.field}: " if mistake.field else ""
            sentence = words.mistake(mistake)
            say(words.label("catalog_error", file=mistake.file, line=mistake.line, field=field, sentence=sentence))
        say(words.label("catalog_errors", count=len(error.mistakes)))
    elif isinstance(error, InputError):
        say(words.label("error", file=error.file, sentence=words.input_error(error)))
    elif isinstance(error, UsageError):
        say(words.label("usage_error", sentence=words.usage_error(error)))
    else:
        reason = getattr(error, "strerror", None) or str(error)
        file = getattr(error, "filename", None) or ""
        failure = InputError(str(file), "cannot_write", {"reason": reason})
        say(words.label("error", file=failure.file, sentence=words.input_error(failure)))
    return UNUSABLE


def say(text: str) -> None:
    """A message for the person, on stderr."""
    print(text, file=sys.stderr)


def prepare_streams() -> None:
    """Make the streams print what a console's encoding lacks as `?` instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def leave(code: int) -> NoReturn:
    """End the process at once: everything is written, and tearing down the interpreter takes longer than a check."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (BrokenPipeError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    os._exit(code)


def _words(lang: str) -> Words:
    from schoolstd.wording import LANGUAGES, Words

    return Words(lang if lang in LANGUAGES else "zh")
