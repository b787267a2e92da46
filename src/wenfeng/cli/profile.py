"""``wenfeng profile list``, ``show`` and ``new``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from wenfeng.cli.help import Command, Group
from wenfeng.cli.options import argument, option
from wenfeng.cli.screen import emit, shape

app = typer.Typer(
    cls=Group,
    rich_markup_mode=None,
    no_args_is_help=True,
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
    help="检查口径：列出、查看、另存一份来改。",
)


@app.command("list", cls=Command, options_metavar="[选项]")
def show_all() -> None:
    """列出全部检查口径和依据的文件。"""
    from wenfeng import pipeline
    from wenfeng.columns import listing

    rows = ((p.name, p.title, p.source) for p in pipeline.list_profiles())
    _say(listing(rows))


@app.command("show", cls=Command, options_metavar="[选项]")
def show(
    name: Annotated[str, argument("口径", "口径的名称，或自己写的口径文件，如 我县.toml")],
) -> None:
    """说明一个口径要求什么：要有的部分和内容、起止日期、规则的级别。"""
    from wenfeng import pipeline
    from wenfeng.cli.profile_words import described, folded

    profile = pipeline.find_profile(name)
    lines = described(profile, pipeline.list_rules(), pipeline.level_names())
    _say(folded(lines, shape()[0]))


@app.command("new", cls=Command, options_metavar="[选项]")
def new(
    target: Annotated[str, argument("文件", "新口径的文件名，如 我县.toml；已有的文件不会覆盖")],
    like: Annotated[str, option("--like", "口径", "照哪个口径写，默认 general")] = "general",
) -> None:
    """照一个口径另存一份，带说明，改了就能用。"""
    from wenfeng import pipeline

    path = pipeline.copy_profile(target, like)
    _say([f"已写成 {path}", f"改好后这样用：wenfeng check 方案.docx --profile {path}"])


def _say(lines: Iterable[str]) -> None:
    emit("".join(f"{line}\n" for line in lines).encode())
