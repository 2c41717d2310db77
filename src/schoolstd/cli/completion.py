"""Completion in the shell: the script for it, printed or put where the shell looks. Imported only when asked for."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

from schoolstd.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import MutableMapping

PROGRAM = "schoolstd"
ASKED = "_SCHOOLSTD_COMPLETE"
"""The variable by which the script in the shell asks for completions."""
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
BY_HAND = ("powershell", "pwsh")
"""Shells whose start-up file runs only after a change of the machine's policy, which is for its owner to make."""


def show_completion() -> str:
    """The completion script for the shell that the program was started from. Raises UsageError when that cannot be told."""
    return str(_library().get_completion_script(prog_name=PROGRAM, complete_var=ASKED, shell=_shell()))


def install_completion() -> str:
    """Put the script where the shell reads it; its path. Raises UsageError for a shell that is to be set up by hand."""
    shell = _shell()
    if shell in BY_HAND:
        raise UsageError(
            "completion_by_hand", {"line": f"{PROGRAM} --show-completion | Out-String | Invoke-Expression"}
        )
    _, path = _library().install(shell, PROGRAM, ASKED)
    return str(path)


def prepare_answer(environment: MutableMapping[str, str]) -> bool:
    """Whether a shell asks for completions; then they are made ready."""
    if ASKED not in environment:
        return False
    _library().completion_init()
    return True


def _shell() -> str:
    name = _library()._get_shell_name() or os.path.basename(os.environ.get("SHELL", ""))
    if name not in SHELLS:
        raise UsageError("no_shell", {"found": name, "known": "、".join(SHELLS)})
    return str(name)


def _library() -> Any:
    """The module of the command-line library that knows the shells; it has no types of its own."""
    return import_module("typer.completion")
