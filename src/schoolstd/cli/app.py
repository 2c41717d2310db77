"""The command line: every command with its options, by typer. What a command does stands in a module of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import typer
from typer.core import TyperCommand

from schoolstd.cli.completion import ASKED, prepare_answer
from schoolstd.cli.config import spoken
from schoolstd.cli.help_page import Command, Group, said
from schoolstd.cli.options import CheckOptions
from schoolstd.errors import UsageError

say = said()
INTERRUPTED = 130
"""What the command-line library makes of Ctrl-C."""


Function = TypeVar("Function", bound=Callable[..., Any])


class App(typer.Typer):
    """Commands whose help is in one language and fits the terminal."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(cls=Group, no_args_is_help=True, rich_markup_mode=None, **settings)

    def command(
        self, name: str | None = None, *, cls: type[TyperCommand] | None = Command, **settings: Any
    ) -> Callable[[Function], Function]:
        """A decorator that makes a command of a function."""
        decorator: Callable[[Function], Function] = super().command(name, cls=cls, **settings)
        return decorator


app = App(
    help=say["app"],
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
indicators = App(help=say["indicators"])
app.add_typer(indicators, name="indicators")


def _template_epilog() -> str:
    """How to describe a school, with the fields of the shipped catalog; only read when `template` is on the line."""
    if "template" not in sys.argv:
        return ""
    from schoolstd.catalog.find import catalog_folder
    from schoolstd.catalog.store import stored_catalog
    from schoolstd.cli.template import profile_help

    fields = profile_help(stored_catalog(catalog_folder()), LANG)
    return "\n".join([say["template_epilog"], *fields])


CatalogOption = Annotated[str, typer.Option("--catalog", help=say["catalog"], metavar="ID", show_default=False)]
EntityOption = Annotated[
    str, typer.Option("--entity", help=say["entity"], metavar="school|district|city", show_default=False)
]
IndicatorsOption = Annotated[str, typer.Option("--indicators", help=say["folder"], metavar="DIR", show_default=False)]
LangOption = Annotated[str, typer.Option("--lang", help=say["lang"], metavar="zh|en", show_default=False)]
LANG = spoken(sys.argv[1:])
"""What `--lang` is by default: also a `--lang` that stands before the command, and what is set."""
RegistryOption = Annotated[
    str, typer.Option("--registry", help=say["registry"], metavar=say["register_file"], show_default=False)
]
VisitsOption = Annotated[
    int, typer.Option("--visits", help=say["visits"], min=0, max=366, metavar="DAYS", show_default=False)
]
PerDayOption = Annotated[int, typer.Option("--per-day", help=say["per_day"], min=1, max=50, metavar="N")]
WaiversOption = Annotated[str, typer.Option("--waivers", help=say["waivers"], metavar="YAML", show_default=False)]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help=say["quiet_plain"], show_default=False)]
FormatOption = Annotated[str, typer.Option("--format", help=say["format"], metavar="text|json")]
ReportOption = Annotated[str, typer.Option("--format", help=say["report_format"], metavar="FORMAT")]


def run_app(arguments: list[str]) -> int:
    """Run a command line; its exit code. A line that cannot be understood raises UsageError."""
    command = typer.main.get_command(app)
    completing = ASKED in os.environ and prepare_answer(os.environ)
    try:
        result = command.main(arguments, prog_name="schoolstd", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except UsageError:
        if completing:  # whoever is still typing is not to be told
            return 0
        raise
    except SystemExit as end:  # its way of saying that nobody reads what is printed
        if completing:
            return end.code if isinstance(end.code, int) else 0
        raise BrokenPipeError from None
    except typer.TyperException as error:
        if completing:
            return 0
        if type(error).__name__ == "NoArgsIsHelpError":
            typer.echo(error.format_message(), err=True)
            return 2
        raise UsageError("bad_option", {"message": plain_message(error)}) from None
    if result == INTERRUPTED:
        raise KeyboardInterrupt
    return result if isinstance(result, int) else 0


def plain_message(error: typer.TyperException) -> str:
    """What is wrong with a command line, in the words of this project where it has some, and where to read more."""
    context = getattr(error, "ctx", None)
    hint = say["see_help"].format(command=context.command_path) if context else ""
    if type(error).__name__ == "BadOptionUsage":
        name = getattr(error, "option_name", "")
        known = context.command.get_params(context) if context else []
        switch = any(name in each.opts and getattr(each, "is_flag", False) for each in known)
        return f"{say['takes_no_value' if switch else 'needs_value']}{name}{hint}"
    if name := getattr(error, "option_name", ""):
        near = "".join(f"{say['did_you_mean']}{each}" for each in (getattr(error, "possibilities", None) or ())[:1])
        return f"{say['no_such_option']}{name}{near}{hint}"
    parameter = getattr(error, "param", None)
    if parameter is not None and type(error).__name__ == "MissingParameter":
        return f"{say['missing_parameter']}{parameter.metavar or parameter.human_readable_name}{hint}"
    kind = getattr(parameter, "type", None)
    if parameter is not None and type(kind).__name__ in ("IntRange", "IntParamType"):
        low, high = getattr(kind, "min", None), getattr(kind, "max", None)
        key = "whole_number" if high is None and low is None else "whole_from" if high is None else "whole_between"
        return f"{say[key].format(option=max(parameter.opts, key=len), low=low, high=high)}{hint}"
    return f"{error.format_message()}{hint}"


def _version(wanted: bool) -> None:
    if wanted:
        from schoolstd import __version__

        typer.echo(f"schoolstd {__version__}")
        raise typer.Exit


def _show_completion(wanted: bool) -> None:
    if wanted:
        from schoolstd.cli.completion import show_completion

        typer.echo(show_completion())
        raise typer.Exit


def _install_completion(wanted: bool) -> None:
    if wanted:
        from schoolstd.cli.completion import install_completion

        typer.echo(say["completion_installed"].format(path=install_completion()), err=True)
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help=say["version"], callback=_version, is_eager=True, show_default=False)
    ] = False,
    install: Annotated[
        bool,
        typer.Option(
            "--install-completion",
            help=say["install_completion"],
            callback=_install_completion,
            is_eager=True,
            show_default=False,
        ),
    ] = False,
    show: Annotated[
        bool,
        typer.Option(
            "--show-completion",
            help=say["show_completion"],
            callback=_show_completion,
            is_eager=True,
            show_default=False,
        ),
    ] = False,
    lang: LangOption = LANG,
) -> None:
    """Nothing by itself: the commands do the work."""


@app.command("check", help=say["check"], epilog=say["check_epilog"])
def check_command(
    files: Annotated[list[str], typer.Argument(help=say["files"], metavar="FILE...", show_default=False)],
    catalog: CatalogOption = "",
    entity: EntityOption = "",
    folder: IndicatorsOption = "",
    as_of: Annotated[str, typer.Option("--as-of", help=say["as_of"], metavar="DATE", show_default=False)] = "",
    format_: ReportOption = "text",
    output: Annotated[
        list[str] | None, typer.Option("--output", "-o", help=say["output"], metavar="PATH", show_default=False)
    ] = None,
    fail_on: Annotated[str, typer.Option("--fail-on", help=say["fail_on"], metavar="LEVEL")] = "gap",
    lang: LangOption = LANG,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help=say["verbose"], show_default=False)] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=say["quiet"], show_default=False)] = False,
    color: Annotated[str, typer.Option("--color", help=say["color"], metavar="auto|always|never")] = "auto",
    waivers: WaiversOption = "",
    programme: Annotated[
        str, typer.Option("--programme", help=say["programme"], metavar="ID", show_default=False)
    ] = "",
    registry: RegistryOption = "",
    schools: Annotated[str, typer.Option("--schools", help=say["schools"], metavar="DIR", show_default=False)] = "",
    select: Annotated[
        list[str] | None, typer.Option("--select", help=say["select"], metavar="ID", show_default=False)
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", help=say["ignore"], metavar="ID", show_default=False)
    ] = None,
    baseline: Annotated[
        str, typer.Option("--baseline", help=say["baseline_option"], metavar="JSON", show_default=False)
    ] = "",
    statistics: Annotated[bool, typer.Option("--statistics", help=say["statistics"], show_default=False)] = False,
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
            waivers=waivers,
            programme=programme,
            registry=registry,
            entity=entity,
            schools=schools,
            select=tuple(select or ()),
            ignore=tuple(ignore or ()),
            baseline=baseline,
            statistics=statistics,
        )
    )


@app.command("baseline", help=say["baseline"])
def baseline_command(
    files: Annotated[list[str], typer.Argument(help=say["files"], metavar="FILE...", show_default=False)],
    output: Annotated[
        str, typer.Option("--output", "-o", help=say["baseline_output"], metavar="JSON")
    ] = "baseline.json",
    catalog: CatalogOption = "",
    entity: EntityOption = "",
    folder: IndicatorsOption = "",
    as_of: Annotated[str, typer.Option("--as-of", help=say["as_of"], metavar="DATE", show_default=False)] = "",
    waivers: Annotated[str, typer.Option("--waivers", help=say["waivers"], metavar="YAML", show_default=False)] = "",
    force: Annotated[bool, typer.Option("--force", help=say["baseline_force"], show_default=False)] = False,
    lang: LangOption = LANG,
) -> int:
    from schoolstd.cli.baseline import baseline

    given = CheckOptions(
        files=tuple(files), catalog=catalog, entity=entity, indicators=folder, as_of=as_of, waivers=waivers, lang=lang
    )
    return baseline(given, output=output, force=force)


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
    entity: EntityOption = "",
    folder: IndicatorsOption = "",
    lang: LangOption = LANG,
    quiet: QuietOption = False,
) -> int:
    from schoolstd.cli.options import catalog_named
    from schoolstd.cli.template import template

    return template(
        output=output,
        previous=previous,
        guide=guide,
        force=force,
        catalog=catalog_named(catalog, entity),
        folder=folder,
        lang=lang,
        extra=context.args,
        quiet=quiet,
    )


@app.command("plan", help=say["plan"])
def plan_command(
    file: Annotated[str, typer.Argument(help=say["plan_file"], metavar="FILE", show_default=False)],
    output: Annotated[
        list[str] | None, typer.Option("--output", "-o", help=say["plan_output"], metavar="PATH", show_default=False)
    ] = None,
    status: Annotated[
        str, typer.Option("--status", help=say["plan_status"], metavar="PLAN.xlsx", show_default=False)
    ] = "",
    previous: Annotated[
        str, typer.Option("--from", help=say["plan_from"], metavar="PLAN.xlsx", show_default=False)
    ] = "",
    programme: Annotated[
        str, typer.Option("--programme", help=say["plan_programme"], metavar="ID", show_default=False)
    ] = "",
    catalog: CatalogOption = "",
    folder: IndicatorsOption = "",
    as_of: Annotated[str, typer.Option("--as-of", help=say["as_of"], metavar="DATE", show_default=False)] = "",
    format_: Annotated[str, typer.Option("--format", help=say["format"], metavar="text|json|markdown")] = "text",
    fail_on: Annotated[str, typer.Option("--fail-on", help=say["plan_fail_on"], metavar="LEVEL")] = "problem",
    force: Annotated[bool, typer.Option("--force", help=say["plan_force"], show_default=False)] = False,
    lang: LangOption = LANG,
    waivers: Annotated[str, typer.Option("--waivers", help=say["waivers"], metavar="YAML", show_default=False)] = "",
    quiet: QuietOption = False,
) -> int:
    from schoolstd.cli.plan import PlanOptions, plan

    return plan(
        PlanOptions(
            file=file,
            output=tuple(output or ()),
            status=status,
            previous=previous,
            programme=programme,
            catalog=catalog,
            indicators=folder,
            as_of=as_of,
            format=format_,
            fail_on=fail_on,
            force=force,
            lang=lang,
            waivers=waivers,
            quiet=quiet,
        )
    )


@app.command("batch", help=say["batch"])
def batch_command(
    paths: Annotated[
        list[str] | None, typer.Argument(help=say["batch_paths"], metavar="[PATH...]", show_default=False)
    ] = None,
    registry: RegistryOption = "",
    programme: Annotated[str, typer.Option("--programme", help=say["programme"], metavar="ID")] = "beijing-2018",
    as_of: Annotated[str, typer.Option("--as-of", help=say["batch_as_of"], metavar="DATE", show_default=False)] = "",
    folder: IndicatorsOption = "",
    format_: FormatOption = "text",
    output: Annotated[
        list[str] | None, typer.Option("--output", "-o", help=say["batch_output"], metavar="PATH", show_default=False)
    ] = None,
    lang: LangOption = LANG,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=say["quiet"], show_default=False)] = False,
    waivers: WaiversOption = "",
) -> int:
    from schoolstd.cli.batch import BatchOptions, batch

    return batch(
        BatchOptions(
            paths=tuple(paths or ()),
            registry=registry,
            programme=programme,
            indicators=folder,
            as_of=as_of,
            format=format_,
            output=tuple(output or ()),
            waivers=waivers,
            lang=lang,
            quiet=quiet,
        )
    )


@app.command("district", help=say["district"])
def district_command(
    paths: Annotated[list[str], typer.Argument(help=say["district_paths"], metavar="DIR...", show_default=False)],
    output: Annotated[
        list[str] | None,
        typer.Option("--output", "-o", help=say["district_output"], metavar="PATH", show_default=False),
    ] = None,
    registry: RegistryOption = "",
    programme: Annotated[
        str,
        typer.Option("--programme", help=say["district_programme"], metavar="ID", show_default="beijing-2018"),
    ] = "",
    catalog: CatalogOption = "",
    folder: IndicatorsOption = "",
    as_of: Annotated[str, typer.Option("--as-of", help=say["as_of"], metavar="DATE", show_default=False)] = "",
    waivers: Annotated[str, typer.Option("--waivers", help=say["waivers"], metavar="YAML", show_default=False)] = "",
    jobs: Annotated[int, typer.Option("--jobs", "-j", help=say["jobs"], min=0, metavar="N", show_default=False)] = 0,
    cache: Annotated[bool, typer.Option("--cache/--no-cache", help=say["cache"], show_default=False)] = True,
    format_: FormatOption = "text",
    fail_on: Annotated[str, typer.Option("--fail-on", help=say["district_fail_on"], metavar="LEVEL")] = "gap",
    lang: LangOption = LANG,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=say["quiet"], show_default=False)] = False,
    visits: VisitsOption = 0,
    per_day: PerDayOption = 2,
    engine: Annotated[str, typer.Option("--engine", help=say["engine"], metavar="local|dask[=URL]")] = "local",
    dataset: Annotated[str, typer.Option("--dataset", help=say["dataset"], metavar="DIR", show_default=False)] = "",
    split: Annotated[str, typer.Option("--split", help=say["split"], metavar="district", show_default=False)] = "",
) -> int:
    from schoolstd.cli.district import DistrictOptions, district

    return district(
        DistrictOptions(
            paths=tuple(paths),
            output=tuple(output or ()),
            registry=registry,
            programme=programme,
            catalog=catalog,
            indicators=folder,
            as_of=as_of,
            waivers=waivers,
            jobs=jobs,
            cache=cache,
            format=format_,
            fail_on=fail_on,
            lang=lang,
            quiet=quiet,
            visits=visits,
            per_day=per_day,
            engine=engine,
            dataset=dataset,
            split=split,
        )
    )


@app.command("merge", help=say["merge"], epilog=say["merge_epilog"])
def merge_command(
    files: Annotated[list[str], typer.Argument(help=say["merge_files"], metavar="JSON...", show_default=False)],
    output: Annotated[
        list[str] | None,
        typer.Option("--output", "-o", help=say["district_output"], metavar="PATH", show_default=False),
    ] = None,
    folder: IndicatorsOption = "",
    format_: FormatOption = "text",
    fail_on: Annotated[str, typer.Option("--fail-on", help=say["district_fail_on"], metavar="LEVEL")] = "gap",
    lang: LangOption = LANG,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=say["quiet"], show_default=False)] = False,
    visits: VisitsOption = 0,
    per_day: PerDayOption = 2,
) -> int:
    from schoolstd.cli.merge import MergeOptions, merge
    from schoolstd.cli.summary import Shown

    shown = Shown(
        output=tuple(output or ()),
        format=format_,
        fail_on=fail_on,
        lang=lang,
        quiet=quiet,
        visits=visits,
        per_day=per_day,
    )
    return merge(MergeOptions(files=tuple(files), shown=shown, indicators=folder))


@app.command("explain", help=say["explain"])
def explain_command(
    id_: Annotated[str, typer.Argument(help=say["explain_id"], metavar="ID", show_default=False)],
    catalog: CatalogOption = "",
    folder: IndicatorsOption = "",
    lang: LangOption = LANG,
) -> int:
    from schoolstd.cli.catalogs import explain

    return explain(id_, catalog=catalog, folder=folder, lang=lang)


@app.command("diff", help=say["diff"])
def diff_command(
    old: Annotated[str, typer.Argument(help=say["diff_old"], metavar="OLD", show_default=False)],
    new: Annotated[str, typer.Argument(help=say["diff_new"], metavar="NEW", show_default=False)],
    catalog: CatalogOption = "",
    folder: IndicatorsOption = "",
    format_: FormatOption = "text",
    fail_on: Annotated[str, typer.Option("--fail-on", help=say["diff_fail_on"], metavar="LEVEL")] = "never",
    lang: LangOption = LANG,
    waivers: WaiversOption = "",
    quiet: QuietOption = False,
) -> int:
    from schoolstd.cli.diff import diff

    return diff(
        old,
        new,
        catalog=catalog,
        folder=folder,
        format_=format_,
        fail_on=fail_on,
        lang=lang,
        waivers=waivers,
        quiet=quiet,
    )


@indicators.command("list", help=say["list"])
def list_command(
    catalog: CatalogOption = "", folder: IndicatorsOption = "", format_: FormatOption = "text", lang: LangOption = LANG
) -> int:
    from schoolstd.cli.catalogs import list_indicators

    return list_indicators(catalog=catalog, folder=folder, format_=format_, lang=lang)


@indicators.command("show", help=say["show"])
def show_command(
    id_: Annotated[str, typer.Argument(help=say["show_id"], metavar="ID", show_default=False)] = "",
    resolved: Annotated[bool, typer.Option("--resolved", help=say["resolved"], show_default=False)] = False,
    catalog: CatalogOption = "",
    folder: IndicatorsOption = "",
    format_: FormatOption = "text",
    lang: LangOption = LANG,
) -> int:
    from schoolstd.cli.catalogs import show_indicator, show_resolved

    if resolved and not id_:
        return show_resolved(catalog=catalog, folder=folder, format_=format_, lang=lang)
    if not id_:
        raise UsageError("show_nothing")
    return show_indicator(id_, catalog=catalog, folder=folder, format_=format_, lang=lang)


@indicators.command("diff", help=say["catalog_diff"])
def catalog_diff_command(
    old: Annotated[str, typer.Argument(help=say["catalog_diff_a"], metavar="A", show_default=False)],
    new: Annotated[str, typer.Argument(help=say["catalog_diff_b"], metavar="B", show_default=False)],
    on: Annotated[str, typer.Option("--on", help=say["catalog_diff_on"], metavar="DIR", show_default=False)] = "",
    format_: FormatOption = "text",
    lang: LangOption = LANG,
) -> int:
    from schoolstd.cli.catalog_diff import diff_catalogs

    return diff_catalogs(old, new, on=on, format_=format_, lang=lang)


@indicators.command("lint", help=say["lint"])
def lint_command(
    catalog: CatalogOption = "",
    folder: IndicatorsOption = "",
    pending: Annotated[bool, typer.Option("--pending", help=say["pending"], show_default=False)] = False,
    lang: LangOption = LANG,
    quiet: QuietOption = False,
) -> int:
    from schoolstd.cli.catalogs import lint

    return lint(catalog=catalog, folder=folder, pending=pending, lang=lang, quiet=quiet)


@indicators.command("coverage", help=say["coverage"])
def coverage_command(
    catalog: CatalogOption = "",
    folder: IndicatorsOption = "",
    format_: FormatOption = "text",
    lang: LangOption = LANG,
    quiet: QuietOption = False,
) -> int:
    from schoolstd.cli.coverage import show_coverage

    return show_coverage(catalog=catalog, folder=folder, format_=format_, lang=lang, quiet=quiet)


@indicators.command("schema", help=say["schema"])
def schema_command() -> int:
    from schoolstd.cli.catalogs import schema

    return schema()


@app.command("config", help=say["config"], epilog=say["config_epilog"])
def config_command(
    schema: Annotated[bool, typer.Option("--schema", help=say["config_schema"], show_default=False)] = False,
    format_: FormatOption = "text",
    lang: LangOption = LANG,
) -> int:
    from schoolstd.cli.config_show import show_config, show_schema

    return show_schema() if schema else show_config(format_=format_, lang=lang, arguments=sys.argv[1:])
