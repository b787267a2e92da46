"""``wenfeng duplicates``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from wenfeng.cli.complaints import UNABLE
from wenfeng.cli.options import argument, filled, listed, option, whole_number
from wenfeng.cli.results import form_of, hand_over, where_to
from wenfeng.cli.screen import shape, stages
from wenfeng.errors import ConfigError

REPEATED = 1


def run(
    paths: Annotated[
        list[str] | None,
        argument(
            "路径 …",
            "放文件的文件夹（含子文件夹）、压缩包或文件；有 --against 可以不写，列出索引里的重复",
        ),
    ] = None,
    against: Annotated[
        str | None,
        option("--against", "索引", "连同索引里的往年文件一起比（用 wenfeng index add 建）"),
    ] = None,
    threshold: Annotated[
        str,
        option(
            "--threshold",
            "相似度",
            "多相似才算重复：0 到 1 的数，或 40% 这样写，默认 0.4；套话不计入",
        ),
    ] = "0.4",
    form: Annotated[
        str | None,
        option(
            "--format",
            "格式",
            "table、html（两份对照）、excel、json；默认照 -o 的扩展名，没有 -o 时是 table",
        ),
    ] = None,
    output: Annotated[
        str | None, option("-o --output", "文件", "写入文件（.html、.xlsx、.json、.txt）")
    ] = None,
    jobs: Annotated[
        str, option("--jobs", "个数", "同时用几个处理器核，0 为全部用上，默认 1")
    ] = "1",
    limit: Annotated[
        list[str] | None, option("--limit", "名称=数字", "放宽或收紧读取上限，见 wenfeng limits")
    ] = None,
) -> int:
    """查重：哪些文件互相照搬、内容重复，哪几份可以合成一份。

    单位、地名、人名、日期换了也认得出来；人人都写的套话不算。
    格式不同的文件（Word、PDF 等）可以放在一起查，也可以和索引里的往年文件比（--against）。

    退出码：0 没有达到相似度的；1 有重复；2 有文件未能读取（其余照查），或参数有误。
    """
    from wenfeng import pipeline

    path = where_to(output)
    form = form_of(form, path, pipeline.DUPLICATES)
    if form == "excel" and path is None:
        raise ConfigError("excel 要写成文件", "请用 -o 写明文件名，如 -o 查重.xlsx。")
    index = filled("--against", against)
    if not paths and not index:
        raise ConfigError("没有写要查的文件", "请写上文件或文件夹，或者用 --against 写明索引。")
    pipeline.verify_target(pipeline.Target((form,), path), [*(paths or ()), *filter(None, [index])])
    found = pipeline.find_duplicates(
        paths or (),
        against=Path(index) if index else None,
        threshold=pipeline.threshold_of(threshold),
        jobs=whole_number("--jobs", jobs),
        limits=pipeline.parse_limits(listed("--limit", limit)),
        progress=stages(),
        aside=[path] if path else (),
    )
    width, colour = shape() if path is None else (120, False)
    data = pipeline.render_duplicates(found, form, width=width, colour=colour)
    hand_over(data, path, f"重复的有 {len(found.pairs)} 对")
    if found.failures or not (found.papers or index):
        return UNABLE
    return REPEATED if found.pairs else 0
