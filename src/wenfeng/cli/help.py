"""Help texts: all Chinese, and columns aligned by what the terminal shows.

The framework counts characters, of which a Chinese one takes two columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup

WIDEST = 100
_INDENT = "  "
_HELP = "显示这份说明"


class Group(TyperGroup):
    """The program itself."""

    def get_help(self, ctx: Any) -> str:
        """What --help prints."""
        return "\n".join(_lines(self, ctx))


class Command(TyperCommand):
    """One command. A complaint about its options knows to which command it belongs."""

    def get_help(self, ctx: Any) -> str:
        """What --help prints."""
        return "\n".join(_lines(self, ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As the framework does, which forgets the command in some of its complaints."""
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            if hasattr(error, "ctx") and error.ctx is None:
                error.ctx = ctx
            raise


def _lines(command: Any, ctx: Any) -> Iterator[str]:
    from shutil import get_terminal_size

    from wenfeng.columns import wrap

    params = command.get_params(ctx)
    arguments = [one for one in params if one.param_type_name == "argument"]
    options = [one for one in params if one.param_type_name == "option"]
    pieces = [command.options_metavar, *(one.metavar for one in arguments)]
    subcommands = getattr(command, "commands", {})
    if subcommands:
        pieces.append(command.subcommand_metavar)
    yield f"用法：{' '.join((ctx.command_path, *pieces))}"
    room = max(40, min(WIDEST, get_terminal_size().columns)) - len(_INDENT)
    for paragraph in (command.help or "").split("\n\n"):
        yield ""
        yield from (f"{_INDENT}{line}" for line in wrap(paragraph.strip(), room))
    for title, rows in (
        ("参数", [(one.metavar, _required(one)) for one in arguments]),
        ("选项", [(_spelling(one), _meaning(one)) for one in options]),
        ("命令", [(name, one.help.partition("\n")[0]) for name, one in subcommands.items()]),
    ):
        if rows:
            yield from ("", f"{title}：")
            yield from (f"{_INDENT}{line}" for line in _columns(rows, room))


def _columns(rows: Sequence[tuple[str, str]], room: int) -> Iterator[str]:
    from wenfeng.columns import GAP, Words, lay_out, width

    first = max(width(term) for term, _ in rows)
    for row in rows:
        yield from lay_out(
            [Words(cell) for cell in row], [first, max(20, room - first - len(GAP))], False
        )


def _spelling(option: Any) -> str:
    names = sorted(option.opts, key=len)  # the framework keeps the names of --help in a set
    return " ".join(part for part in (", ".join(names), option.metavar) if part)


def _required(one: Any) -> str:
    return f"{one.help}（必填）" if one.required else str(one.help)


def _meaning(option: Any) -> str:
    return _HELP if "--help" in option.opts else str(option.help or "")
