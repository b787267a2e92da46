"""The command line: parse, call the pipeline, show. One module a command, COMMANDS joins them.

Everything heavy loads inside a command.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from wenfeng import __version__
from wenfeng.cli import check, compare, duplicates, explain, index, limits, profile, rules, sample
from wenfeng.cli.complaints import complain, explain_usage
from wenfeng.cli.help import Command, Group
from wenfeng.cli.screen import note, prepare_streams
from wenfeng.errors import WenfengError

INTERRUPTED = 130

COMMANDS: dict[str, Callable[..., Any]] = {
    "check": check.run,
    "compare": compare.run,
    "duplicates": duplicates.run,
    "sample": sample.run,
    "rules": rules.run,
    "explain": explain.run,
    "limits": limits.run,
}

app = typer.Typer(
    cls=Group,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
)
app.add_typer(index.app, name="index")
app.add_typer(profile.app, name="profile")
for _name, _run in COMMANDS.items():
    app.command(_name, cls=Command, options_metavar="[选项]")(_run)


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    prepare_streams()
    try:
        code = app(args=argv, prog_name="wenfeng", standalone_mode=False)
    except WenfengError as error:
        return complain(error.message, error.hint)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except Exception as error:
        # Usage errors have no common public class, but all of them can word themselves.
        if not hasattr(error, "format_message"):
            raise
        return complain(*explain_usage(error))
    # Typer turns an interruption inside a command into this code, without a word.
    if code == INTERRUPTED:
        note("已中断。")
    return int(code or 0)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"wenfeng {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="显示版本号")
    ] = False,
) -> None:
    """文风：读整改方案，逐条列出问题、措施、责任主体、时限，指出缺什么。"""
