"""What one expects of a command in a shell: help with codes and examples, stdout by `-`, quiet, completion, colours."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import subprocess
import sys
from functools import cache
from zipfile import ZipFile, is_zipfile

import pytest
import typer

from schoolstd.cli import app
from schoolstd.cli.targets import parted
from schoolstd.errors import UsageError
from schoolstd.reports.text import columns_of
from schoolstd.wording.usage import USAGE
from tests.cli.run import EXAMPLES, GAPS, GOOD, clean, command, failed_in_one_sentence, schoolstd
from tests.wording.test_wording import CHINESE

MATERIAL = EXAMPLES / "district" / "材料"


def names(group=None, prefix=""):
    """Every command that does something, as it is typed."""
    for name, each in (group or typer.main.get_command(app.app)).commands.items():
        if getattr(each, "commands", None):
            yield from names(each, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}"


ALL = list(names())


def typed(line):
    """The command of a line, understood as the library would but not carried out; raises for what cannot be understood."""
    words = shlex.split(line.partition(" > ")[0])[1:]
    found, rest, name = typer.main.get_command(app.app), words, []
    with found.make_context("schoolstd", words) as context:
        while getattr(found, "commands", None):
            word, found, rest = found.resolve_command(context, rest)
            name.append(word)
        found.make_context(f"schoolstd {' '.join(name)}", rest, parent=context)
    return " ".join(name)


PRINT_ALL = """
import sys
sys.argv = ["schoolstd", "--lang", {lang!r}, "template"]
from schoolstd.cli import app
for line in {lines!r}:
    app.run_app([*line.split(), "--help"])
    print("\\0", end="")
"""


@cache
def helps(lang, width):
    """The help of every command, by its name; the root's under nothing."""
    lines = ["", "indicators", *ALL]
    code = PRINT_ALL.format(lang=lang, lines=lines)
    done = subprocess.run(
        [sys.executable, "-c", code], env=clean(COLUMNS=width), capture_output=True, check=True, text=True, timeout=60
    )
    return dict(zip(lines, done.stdout.split("\0"), strict=False))


# ── help ──


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_every_help_fits_the_terminal(lang, width):
    wide = [line for text in helps(lang, width).values() for line in text.splitlines() if columns_of(line) > width]
    assert [line for line in wide if "--" not in line] == []  # an example or a name of options is not torn
    assert wide == [] or width < 80


@pytest.mark.parametrize("name", ALL)
def test_every_command_tells_its_exit_codes_and_examples(name):
    for lang, codes, examples in (("zh", "退出码：", "例："), ("en", "Exit codes:", "Examples:")):
        text = helps(lang, 80)[name]
        assert f"\n  {codes}\n  0  " in text
        assert "\n  2  " in text
        assert f"\n  {examples}\n  schoolstd {name}" in text


@pytest.mark.parametrize("name", ["", "indicators", *ALL])
def test_english_help_has_no_chinese_but_for_signs_that_are_typed(name):
    text = helps("en", 80)[name].replace("１，２３４", "")
    assert CHINESE.findall(text.replace("“", "").replace("”", "")) == []


@pytest.mark.parametrize("name", ["", *ALL])
def test_every_command_has_the_common_options(name):
    text = helps("zh", 80)[name]
    assert {"--lang", "--color", "--isolated", "--help"} <= set(text.replace(",", " ").split())


@pytest.mark.parametrize("lang", [0, 1], ids=["zh", "en"])
def test_the_examples_of_help_can_be_typed(lang):
    for name, usage in USAGE.items():
        for example in usage.examples:
            assert typed(example[lang]) in (name, "check")  # what is then done with a baseline is a check


def test_a_command_that_there_is_not_is_told_with_the_nearest():
    assert failed_in_one_sentence(schoolstd("chekc", GAPS), "没有命令 chekc", "是不是 check")


# ── stdout by `-` ──


@pytest.mark.parametrize(
    ("outputs", "screen", "found"),
    [
        (["a.json"], "text", (("a.json",), ())),
        (["-"], "text", ((), (".txt",))),
        (["-"], "json", ((), (".json",))),
        (["a.xlsx", "xlsx=-"], "text", (("a.xlsx",), (".xlsx",))),
        (["a=b.json"], "text", (("a=b.json",), ())),
    ],
)
def test_a_dash_means_stdout_and_all_else_is_a_file(outputs, screen, found):
    assert parted(outputs, screen, (".txt", ".json", ".xlsx")) == found


def test_a_format_that_there_is_not_is_refused():
    with pytest.raises(UsageError, match="bad_suffix"):
        parted(["pdf=-"], "text", (".txt",))


def test_what_a_screen_cannot_show_is_refused_on_one(monkeypatch):
    monkeypatch.setattr("sys.stdout", type("Screen", (io.StringIO,), {"isatty": lambda self: True})())
    with pytest.raises(UsageError, match="binary_terminal"):
        parted(["xlsx=-"], "text", (".xlsx",))


@pytest.mark.parametrize(
    ("line", "same"),
    [
        (["check", GAPS, "-o", "-"], ["check", GAPS]),
        (["check", GAPS, "--format", "json", "-o", "-"], ["check", GAPS, "--format", "json"]),
        (["plan", GAPS, "-o", "-"], ["plan", GAPS]),
        (["plan", GAPS, "-o", "markdown=-"], ["plan", GAPS, "--format", "markdown"]),
        (["district", MATERIAL, "-o", "json=-"], ["district", MATERIAL, "--format", "json"]),
        (["batch", GOOD, "--as-of", "2018-12-15", "-o", "-"], ["batch", GOOD, "--as-of", "2018-12-15"]),
    ],
    ids=lambda line: " ".join(map(str, line[:1])),
)
def test_an_output_on_stdout_takes_the_place_of_what_is_printed(line, same):
    first, second = schoolstd(*line), schoolstd(*same)
    assert first.out == second.out != ""
    assert first.code == second.code


@pytest.mark.parametrize(
    "line", [["template", "-o", "-"], ["plan", GAPS, "-o", "xlsx=-"], ["check", GAPS, "-o", "docx=-"]]
)
def test_a_workbook_or_document_can_go_into_a_pipe(line):
    done = subprocess.run(command(*line), env=clean(), capture_output=True, check=False, timeout=60)
    assert is_zipfile(io.BytesIO(done.stdout))
    assert ZipFile(io.BytesIO(done.stdout)).testzip() is None


# ── quiet ──


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["check", GAPS], 1),
        (["plan", GAPS], 1),
        (["diff", GOOD, GAPS, "--fail-on", "regression"], 1),
        (["indicators", "lint"], 0),
        (["indicators", "coverage", "--catalog", "national"], 0),
    ],
    ids=lambda line: " ".join(map(str, line[:2])) if isinstance(line, list) else str(line),
)
def test_a_quiet_command_prints_nothing_and_its_code_is_the_same(line, code):
    loud, quiet = schoolstd(*line), schoolstd(*line, "-q")
    assert (quiet.out, quiet.code) == ("", code)
    assert loud.code == code
    assert loud.out != ""


def test_a_quiet_template_is_written_without_a_word(tmp_path):
    run = schoolstd("template", "-q", "-o", tmp_path / "a.xlsx")
    assert (run.code, run.out, run.err) == (0, "", "")
    assert is_zipfile(tmp_path / "a.xlsx")


# ── colour ──


@pytest.mark.parametrize("line", [["--color", "always", "explain", "N25"], ["explain", "N25", "--color", "always"]])
def test_colour_can_be_asked_for_before_and_after_the_command(line):
    assert "\033[" in schoolstd(*line, NO_COLOR="1").out
    assert "\033[" not in schoolstd("explain", "N25").out


def test_a_colour_that_there_is_not_is_refused():
    assert failed_in_one_sentence(schoolstd("explain", "N25", "--color", "red"), "red", "auto")


# ── completion ──

TRY = """
try() { COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); _schoolstd_completion schoolstd; echo "${COMPREPLY[*]}" | tr '\\n' ' '; echo; }
"""


@pytest.fixture
def shell(tmp_path):
    """Runs a bash script in which the program is called by its name, at home in an empty folder."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "schoolstd"
    program.write_text(f'#!/bin/sh\nexec {shlex.join(command())} "$@"\n')
    program.chmod(0o755)
    environment = clean(HOME=tmp_path, PATH=f"{program.parent}:{os.environ['PATH']}")

    def run(script):
        done = subprocess.run(
            [bash, "--norc", "-c", script], env=environment, capture_output=True, text=True, timeout=60
        )
        return [line.strip() for line in done.stdout.splitlines()]

    return run


def test_bash_completes_commands_and_options(shell):
    found = shell(
        'eval "$(schoolstd --show-completion)"'
        + TRY
        + "try schoolstd ch; try schoolstd indicators s; try schoolstd check --fo"
    )
    assert found == ["check", "show schema", "--format"]


def test_bash_completes_the_values_of_an_option_that_takes_one_of_few(shell):
    found = shell(
        'eval "$(schoolstd --show-completion)"'
        + TRY
        + "try schoolstd check a.xlsx --fail-on n; try schoolstd diff --fail-on r; try schoolstd explain N25 --lang ''; "
        + "try schoolstd check --format j; try schoolstd --color a"
    )
    assert found == ["not_met never", "regression", "zh en", "json junit", "auto always"]


@pytest.mark.parametrize(
    "words", ["check a.xlsx -o re", "check a.xlsx b", "check nonsense --", "chekc a", "explain N25 N26 N27 x"]
)
def test_completion_says_nothing_where_it_knows_nothing(words, tmp_path):
    (tmp_path / "schoolstd.toml").write_text("nonsense = 1\n")
    line = f"schoolstd {words}"
    run = schoolstd(
        cwd=tmp_path,
        _SCHOOLSTD_COMPLETE="complete_bash",
        COMP_WORDS=line.replace(" ", "\n"),
        COMP_CWORD=str(line.count(" ")),
    )
    assert run.err == ""


def test_completion_can_be_installed(shell, tmp_path):
    shell("schoolstd --install-completion; true")
    script = tmp_path / ".bash_completions" / "schoolstd.sh"
    assert str(script) in (tmp_path / ".bashrc").read_text()
    assert shell(f"source {script}" + TRY + "try schoolstd expl") == ["explain"]


@pytest.mark.parametrize("shell_name", ["zsh", "fish", "powershell", "pwsh"])
def test_other_shells_are_answered(shell_name):
    run = schoolstd(
        _SCHOOLSTD_COMPLETE=f"complete_{shell_name}",
        _TYPER_COMPLETE_ARGS="schoolstd indic",
        _TYPER_COMPLETE_FISH_ACTION="get-args",
        _TYPER_COMPLETE_WORD_TO_COMPLETE="indic",
    )
    assert "indicators" in run.out
    assert run.code == 0


SIGNS = {"bash": "complete -o", "zsh": "compdef", "fish": "complete --command", "pwsh": "Register-Arg"}


@pytest.mark.parametrize(("name", "sign"), SIGNS.items())
def test_every_shell_has_a_script(name, sign, monkeypatch):
    from schoolstd.cli import completion

    monkeypatch.setattr(completion, "_shell", lambda: name)
    assert sign in completion.show_completion()


def test_a_shell_whose_policy_is_its_owners_is_set_up_by_hand(monkeypatch):
    from schoolstd.cli import completion

    monkeypatch.setattr(completion, "_shell", lambda: "pwsh")
    with pytest.raises(UsageError, match="completion_by_hand"):
        completion.install_completion()


def test_starting_loads_nothing_that_only_completion_needs():
    code = "import sys; sys.argv = ['schoolstd']; from schoolstd.cli import app; app.run_app(['--version']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=clean(), capture_output=True, check=True, text=True, timeout=60
    )
    assert "rich" not in done.stdout.split()


@pytest.mark.parametrize("line", ["schoolstd check a.xlsx --nonsense", "schoolstd chekc a.xlsx", "schoolstd explain"])
def test_what_cannot_be_typed_is_found_out(line):
    with pytest.raises((UsageError, typer.TyperException)):
        typed(line)
