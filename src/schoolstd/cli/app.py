"""The command line: every command with its options, by typer. What a command does stands in a module of its own."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from schoolstd.cli.options import CheckOptions
from schoolstd.errors import UsageError
from schoolstd.wording.help import helps

say = helps()
app = typer.Typer(
    help=say["app"],
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
indicators = typer.Typer(help=say["indicators"], no_args_is_help=True, rich_markup_mode=None)
app.add_typer(indicators, name="indicators")


def _template_epilog() -> str:
    """How to describe a school, with the fields of the shipped catalog; only read when `template` is on the line."""
    if "template" not in sys.argv:
        return ""
    from schoolstd.catalog.find import catalog_folder
    from schoolstd.catalog.store import stored_catalog
    from schoolstd.cli.template import profile_help

    return say["template_epilog"] + profile_help(stored_catalog(catalog_folder()))


CatalogOption = Annotated[str, typer.Option("--catalog", help=say["catalog"], metavar="ID", show_default=False)]
IndicatorsOption = Annotated[str, typer.Option("--indicators", help=say["folder"], metavar="DIR", show_default=False)]
LangOption = Annotated[str, typer.Option("--lang", help=say["lang"], metavar="zh|en")]
FormatOption = Annotated[str, typer.Option("--format", help=say["format"], metavar="text|json")]


def run_app(arguments: list[str]) -> int:
    """Run a command line; its exit code. A line that cannot be understood raises UsageError."""
    command = typer.main.get_command(app)
    try:
        result = command.main(arguments, prog_name="schoolstd", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            typer.echo(error.format_message())
            return 2
        raise UsageError("bad_option", {"message": plain_message(error)}) from None
    return result if isinstance(result, int) else 0


def plain_message(error: typer.TyperException) -> str:
    """What is wrong with a command line, in the words of this project where it has some, and where to read more."""
    context = getattr(error, "ctx", None)
    hint = say["see_help"].format(command=context.command_path) if context else ""
    if name := getattr(error, "option_name", ""):
        near = "".join(f"{say['did_you_mean']}{each}" for each in (getattr(error, "possibilities", None) or ())[:1])
        return f"{say['no_such_option']}{name}{near}{hint}"
    parameter = getattr(error, "param", None)
    if parameter is not None and type(error).__name__ == "MissingParameter":
        return f"{say['missing_parameter']}{parameter.metavar or parameter.human_readable_name}{hint}"
    return f"{error.format_message()}{hint}"


def _version(wanted: bool) -> None:
    if wanted:
        from schoolstd import __version__

        typer.echo(f"schoolstd {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help=say["version"], callback=_version, is_eager=True, show_default=False)
    ] = False,
) -> None:
    """Nothing by itself: the commands do the work."""


@app.command("check", help=say["check"], epilog=say["check_epilog"])
def check_command(
    files: Annotated[list[str], typer.Argument(help=say["files"], metavar="FILE...", show_default=False)],
    catalog: CatalogOption = "",
    folder: IndicatorsOption = "",
    as_of: Annotated[str, typer.Option("--as-of", help=say["as_of"], metavar="DATE", show_default=False)] = "",
    format_: FormatOption = "text",
    output: Annotated[
        list[str] | None, typer.Option("--output", "-o", help=say["output"], metavar="PATH", show_default=False)
    ] = None,
    fail_on: Annotated[str, typer.Option("--fail-on", help=say["fail_on"], metavar="LEVEL")] = "gap",
    lang: LangOption = "zh",
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help=say["verbose"], show_default=False)] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=say["quiet"], show_default=False)] = False,
    color: Annotated[str, typer.Option("--color", help=say["color"], metavar="auto|always|never")] = "auto",
) -> int:
    from schoolstd.cli.check import check

    return check(
        CheckOptions(
            files=tuple(files),
            catalog=catalog,
            indicators=folder,
            as_of=as_of,
            format=format_,
            output=tuple(output or ()),
            fail_on=fail_on,
            lang=lang,
            verbose=verbose,
            quiet=quiet,
            color=color,
        )
    )


@app.command(
    "template",
    help=say["template"],
    epilog=_template_epilog(),
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def template_command(
    context: typer.Context,
    output: Annotated[str, typer.Option("--output", "-o", help=say["template_output"], metavar="PATH")] = "school.xlsx",
    previous: Annotated[
        str, typer.Option("--from", help=say["template_from"], metavar="OLD.xlsx", show_default=False)
    ] = "",
    guide: Annotated[bool, typer.Option("--guide", help=say["template_guide"], show_default=False)] = False,
    force: Annotated[bool, typer.Option("--force", help=say["template_force"], show_default=False)] = False,
    catalog: CatalogOption = "",
    folder: IndicatorsOption = "",
    lang: LangOption = "zh",
) -> int:
    from schoolstd.cli.template import template

    return template(output, previous, guide, force, catalog, folder, lang, context.args)


@app.command("explain", help=say["explain"])
def explain_command(
    id_: Annotated[str, typer.Argument(help=say["explain_id"], metavar="ID", show_default=False)],
    catalog: CatalogOption = "",
    folder: IndicatorsOption = "",
    lang: LangOption = "zh",
) -> int:
    from schoolstd.cli.catalogs import explain

    return explain(id_, catalog, folder, lang)


@indicators.command("list", help=say["list"])
def list_command(
    catalog: CatalogOption = "", folder: IndicatorsOption = "", format_: FormatOption = "text", lang: LangOption = "zh"
) -> int:
    from schoolstd.cli.catalogs import list_indicators

    return list_indicators(catalog, folder, format_, lang)


@indicators.command("show", help=say["show"])
def show_command(
    id_: Annotated[str, typer.Argument(help=say["show_id"], metavar="ID", show_default=False)],
    catalog: CatalogOption = "",
    folder: IndicatorsOption = "",
    format_: FormatOption = "text",
    lang: LangOption = "zh",
) -> int:
    from schoolstd.cli.catalogs import show_indicator

    return show_indicator(id_, catalog, folder, format_, lang)


@indicators.command("lint", help=say["lint"])
def lint_command(
    catalog: CatalogOption = "",
    folder: IndicatorsOption = "",
    pending: Annotated[bool, typer.Option("--pending", help=say["pending"], show_default=False)] = False,
    lang: LangOption = "zh",
) -> int:
    from schoolstd.cli.catalogs import lint

    return lint(catalog, folder, pending, lang)


@indicators.command("schema", help=say["schema"])
def schema_command() -> int:
    from schoolstd.cli.catalogs import schema

    return schema()
