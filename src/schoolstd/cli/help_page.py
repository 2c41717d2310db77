"""The help of the commands as text: in one language throughout, and no wider than the terminal.

The command-line library writes English headings, and counts a Chinese character as one column.
"""

from __future__ import annotations

import sys
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from schoolstd.cli.common import common_options
from schoolstd.cli.completion import offer_values
from schoolstd.cli.config import configured, for_command, obey_limits, spoken
from schoolstd.cli.terminal import terminal_width
from schoolstd.errors import UsageError
from schoolstd.reports.text import columns_of, wrapped
from schoolstd.wording.help import helps
from schoolstd.wording.usage import ending

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_WIDTH = 100
NAME_WIDTH = 30
"""The widest first column; the text of a longer name begins on the next line."""


@cache
def said() -> dict[str, str]:
    """The help texts in the language of this process."""
    return helps(spoken(sys.argv[1:]))


class Command(TyperCommand):
    """A command whose help is `help_text`, and whose spare words are refused in our own words."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params += common_options(self.params, said())
        offer_values(self.name or "", self.params)

    def get_help(self, ctx: Any) -> str:
        """The help as text, without a line break at the end."""
        return help_text(self, ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The words that are left when options and arguments are taken; only a command that wants some may have any."""
        if ctx.resilient_parsing:  # a line that is still being typed may be wrong yet
            return super().parse_args(ctx, args)
        if not set(ctx.help_option_names) & set(args):
            ctx.default_map = self._set_outside(ctx, args)
        welcome, ctx.allow_extra_args = ctx.allow_extra_args, True
        rest = super().parse_args(ctx, args)
        if rest and not welcome:
            say = said()
            hint = say["see_help"].format(command=ctx.command_path)
            raise UsageError("bad_option", {"message": f"{say['extra_words']}{' '.join(rest)}{hint}"})
        return rest

    def _set_outside(self, ctx: Any, args: list[str]) -> dict[str, Any]:
        """What is set by the file and the environment, by the names of parameters. Raises SettingsError."""
        settings = configured(sys.argv[1:])
        obey_limits(settings)
        found = for_command(settings, ctx.command_path.split()[1], args)
        named = {f"--{key.replace('_', '-')}": value for key, value in found.items()}
        return {each.name or "": named[option] for each in self.params for option in each.opts if option in named}


class Group(TyperGroup):
    """A group of commands whose help is `help_text`, and which names the nearest command when there is none."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params += common_options(self.params, said())
        offer_values(self.name or "", self.params)

    def get_help(self, ctx: Any) -> str:
        """The help as text, without a line break at the end."""
        return help_text(self, ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that the first word names, and the words after it. Raises UsageError when there is none."""
        command = self.get_command(ctx, args[0])
        if command is None:
            from difflib import get_close_matches

            say = said()
            near = "".join(f"{say['did_you_mean']}{each}" for each in get_close_matches(args[0], self.commands, 1))
            hint = say["see_help"].format(command=ctx.command_path)
            raise UsageError("bad_option", {"message": f"{say['no_such_command']}{args[0]}{near}{hint}"})
        return command.name, command, args[1:]


def help_text(command: Any, context: Any) -> str:
    """What a command does, its arguments, options and sub-commands, and a last word."""
    say = said()
    width = min(terminal_width(), MAX_WIDTH)
    parameters = [each for each in command.get_params(context) if not getattr(each, "hidden", False)]
    arguments = [each for each in parameters if each.param_type_name == "argument"]
    options = [each for each in parameters if each.param_type_name == "option"]
    commands = getattr(command, "commands", {})
    words = [context.command_path, say["usage_options"]]
    words += [each.metavar for each in arguments]
    words += [say["usage_command"]] if commands else []
    lines = [*wrapped(f"{say['usage']}{' '.join(words)}", width, 2), ""]
    lines += _indented(command.help or "", width)
    lines += _section(say["arguments"], [(each.metavar, each.help) for each in arguments], width)
    lines += _section(say["options"], [(_names(each), _option_help(each, say)) for each in options], width)
    lines += _section(say["commands"], [(name, each.help or "") for name, each in commands.items()], width)
    name = context.command_path.partition(" ")[2]
    for text in (command.epilog, ending(name, spoken(sys.argv[1:]))):
        if text:
            lines += ["", *_indented(text, width)]
    return "\n".join(lines)


def rows(items: Sequence[tuple[str, str]], width: int) -> list[str]:
    """Names and what they mean, in two columns."""
    longest = max(columns_of(name) for name, _ in items)
    start = 2 + min(longest, NAME_WIDTH) + 2
    lines = []
    for name, text in items:
        first, *others = wrapped(text, width - start) or [""]
        head = f"  {name}"
        if columns_of(head) + 2 > start:
            lines += [head, " " * start + first]
        else:
            lines.append(head + " " * (start - columns_of(head)) + first)
        lines += [" " * start + other for other in others]
    return [line.rstrip() for line in lines]


def _section(title: str, items: Sequence[tuple[str, str]], width: int) -> list[str]:
    return ["", title, *rows(items, width)] if items else []


def _indented(text: str, width: int) -> list[str]:
    """Paragraphs, one a line; lines with a tab are the rows of a table."""
    lines: list[str] = []
    for tabbed, group in groupby(text.split("\n"), lambda line: "\t" in line):
        if tabbed:
            lines += rows([(name, meaning) for name, _, meaning in (line.partition("\t") for line in group)], width)
        else:
            lines += [f"  {line}".rstrip() for part in group for line in wrapped(part, width - 2)]
    return lines


def _names(option: Any) -> str:
    names = ", ".join(sorted(option.opts, key=len))
    return names if option.is_flag else f"{names} {option.metavar}"


def _option_help(option: Any, say: dict[str, str]) -> str:
    if "--help" in option.opts:
        return say["help"]
    default = option.default if option.show_default and not option.is_flag else ""
    return (option.help or "") + (say["default"].format(value=default) if default else "")
