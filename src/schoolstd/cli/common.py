"""Options that every command has: added to those that do not list them, so that no command can lack one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typer.core import TyperOption

from schoolstd.cli import terminal
from schoolstd.cli.options import COLORS, LANGS, one_of

if TYPE_CHECKING:
    from collections.abc import Sequence


def common_options(there: Sequence[Any], say: dict[str, str]) -> list[TyperOption]:
    """`--lang`, `--color` and `--isolated`, as far as a command has none of its own."""
    known = {name for each in there for name in each.opts}
    made = [
        TyperOption(
            param_decls=["--lang"],
            help=say["lang"],
            metavar="zh|en",
            expose_value=False,
            is_eager=True,
            callback=_lang,
        ),
        TyperOption(
            param_decls=["--color"],
            help=say["color"],
            metavar="auto|always|never",
            expose_value=False,
            callback=_color,
        ),
        TyperOption(
            param_decls=["--isolated"],
            help=say["isolated"],
            is_flag=True,
            default=False,
            expose_value=False,
        ),
    ]
    return [each for each in made if not known & set(each.opts)]


def _lang(context: Any, parameter: Any, value: str | None) -> str | None:
    """The language was read from the line when the program started; only a wrong one is left to be told."""
    if value:
        one_of(value, LANGS, "bad_lang")
    return value


def _color(context: Any, parameter: Any, value: str | None) -> str | None:
    if value:
        terminal.choose_color(one_of(value, COLORS, "bad_color"))
    return value
