"""Completion in the shell: the script for it, printed or put where the shell looks. Imported only when asked for."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from schoolstd.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, MutableMapping

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


def offer_values(command: str, parameters: Iterable[Any]) -> None:
    """Let the options of a command that take one of few values complete them."""
    for each in parameters:
        if each.metavar and ("|" in each.metavar or each.metavar in ("FORMAT", "LEVEL")):
            each.shell_complete = _Values(command, each.metavar)


class _Values(NamedTuple):
    """Completes the value of one option."""

    command: str
    metavar: str

    def __call__(self, context: Any, incomplete: str) -> list[Any]:
        """The values that begin with what has been typed."""
        item = import_module("typer._click.shell_completion").CompletionItem
        return [item(each) for each in self._all() if each.startswith(incomplete)]

    def _all(self) -> Iterable[str]:
        if self.metavar == "FORMAT":
            return import_module("schoolstd.reports").PRINTED  # type: ignore[no-any-return]
        if self.metavar == "LEVEL":
            where = {"check": "options", "district": "summary", "merge": "summary"}.get(self.command, self.command)
            levels: tuple[str, ...] = import_module(f"schoolstd.cli.{where}").FAIL_ON
            return levels
        return self.metavar.split("|")


def _shell() -> str:
    name = _library()._get_shell_name() or os.path.basename(os.environ.get("SHELL", ""))
    if name not in SHELLS:
        raise UsageError("no_shell", {"found": name, "known": "、".join(SHELLS)})
    return str(name)


def _library() -> Any:
    """The module of the command-line library that knows the shells; it has no types of its own."""
    return import_module("typer.completion")
