"""``wenfeng index add``, ``remove`` and ``stat``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from wenfeng.cli.complaints import UNABLE
from wenfeng.cli.help import Command, Group
from wenfeng.cli.options import argument, listed, one_of, option, whole_number
from wenfeng.cli.screen import emit, note, stages

if TYPE_CHECKING:
    from wenfeng.duplicates.index import Figures

_INDEX = "索引的文件名，如 往年.wfi"
_MOST = 12
"""Kinds of papers that are listed."""

app = typer.Typer(
    cls=Group,
    rich_markup_mode=None,
    no_args_is_help=True,
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
    help="往年文件的索引：新文件和它一比就知道抄没抄。",
)


@app.command("add", cls=Command, options_metavar="[选项]")
def add(
    index: Annotated[str, argument("索引", f"{_INDEX}；没有这个文件就新建")],
    paths: Annotated[list[str], argument("路径 …", "往年文件：文件夹（含子文件夹）、压缩包或文件")],
    jobs: Annotated[
        str, option("--jobs", "个数", "同时用几个处理器核读文件，0 为全部用上，默认 1")
    ] = "1",
    limit: Annotated[
        list[str] | None, option("--limit", "名称=数字", "放宽或收紧读取上限，见 wenfeng limits")
    ] = None,
) -> int:
    """把往年文件放进索引。已经在里面的不重复放，路径相同、内容改了的换成新的。

    中途断了（断电、关窗口）也不要紧：放进去的不会丢，再运行一遍接着放。
    索引是一个文件，复制走就是备份；里面存有文件的全文，请按文件本身的要求保管。

    退出码：0 都放进去了；2 有文件未能读取（其余照放），或参数有误。
    """
    from wenfeng import pipeline

    done = pipeline.add_to_index(
        index,
        paths,
        jobs=whole_number("--jobs", jobs),
        limits=pipeline.parse_limits(listed("--limit", limit)),
        progress=stages(),
    )
    told = [f"新放入 {done.stored} 份"]
    told += [f"换成新内容的 {done.replaced} 份"] if done.replaced else []
    told += [f"原来就有的 {done.there} 份"] if done.there else []
    told += [f"未能读取的 {len(done.failures)} 份"] if done.failures else []
    _say([f"{index}：{'，'.join(told)}。"])
    for failure in done.failures:
        note(f"未能读取 {failure.path}：{failure.error}\n  {failure.hint}")
    if done.skipped:
        note(f"不是文稿、没有放入的文件 {len(done.skipped)} 个。")
    return UNABLE if done.failures else 0


@app.command("remove", cls=Command, options_metavar="[选项]")
def remove(
    index: Annotated[str, argument("索引", _INDEX)],
    keys: Annotated[
        list[str], argument("路径 …", "要去掉的文件或文件夹（照放入时的路径），或文件的 SHA-256")
    ],
) -> int:
    """从索引里去掉文件。电脑上的文件本身不动。

    退出码：0 都去掉了；2 有没找到的（其余照去），或参数有误。
    """
    from wenfeng import pipeline

    done = pipeline.remove_from_index(index, keys)
    _say([f"{index}：去掉 {len(done.names)} 份。"])
    for key in done.unknown:
        note(f"索引里没有：{key}")
    if done.unknown:
        note("提示：放入时写的是文件的完整路径；文件夹搬过家的，按原来的路径写。")
    return UNABLE if done.unknown else 0


@app.command("stat", cls=Command, options_metavar="[选项]")
def stat(
    index: Annotated[str, argument("索引", _INDEX)],
    form: Annotated[str, option("--format", "格式", "table、json，默认 table")] = "table",
) -> int:
    """索引里有多少份文件，各是哪年的、什么文种，多大，何时放的。"""
    from wenfeng import pipeline

    one_of("--format", form, ("table", "json"))
    found = pipeline.index_figures(index)
    if form == "json":
        emit(pipeline.figures_as_json(index, found))
    else:
        _say(_lines(found))
    return 0


def _lines(found: Figures) -> Iterable[str]:
    from wenfeng.columns import listing

    rows = [
        ("文件", f"{found.papers} 份，{found.characters} 字"),
        ("互不相抄的", f"{found.families} 份（一份文件和它的各个抄本算一份）"),
        ("重复的", f"{found.pairs} 对，用 wenfeng duplicates --against 索引 列出"),
        ("大小", _size(found.size)),
        ("最近改动", found.changed or "无"),
    ]
    yield from listing(rows)
    for title, counts in (("年份", found.years), ("文种", found.kinds)):
        if counts:
            shown = [(name or "不详", f"{count} 份") for name, count in counts[:_MOST]]
            rest = sum(count for _, count in counts[_MOST:])
            shown += [("其他", f"{rest} 份")] if rest else []
            yield from ("", f"{title}：", *(f"  {line}" for line in listing(shown)))


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size < 1e9 else f"{size / 1e9:.2f} GB"


def _say(lines: Iterable[str]) -> None:
    emit("".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))
