"""``wenfeng sample``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from wenfeng.cli.complaints import UNABLE
from wenfeng.cli.options import argument, filled, listed, option, whole_number
from wenfeng.cli.results import form_of, hand_over, where_to
from wenfeng.cli.screen import note, progress, shape
from wenfeng.errors import ConfigError


def run(
    paths: Annotated[list[str], argument("路径 …", "放方案的文件夹（含子文件夹）、压缩包或文件")],
    share: Annotated[
        str, option("--share", "比例", "每类抽多少：20%、0.2，或份数如 3；默认 20%")
    ] = "20%",
    seed: Annotated[
        str | None,
        option(
            "--seed",
            "种子",
            "数字或文字，同样的文件、同样的种子抽出同样的结果；"
            "默认用抽查日期，如 20250310；最好当众定",
        ),
    ] = None,
    least: Annotated[str, option("--least", "份数", "每类至少抽几份，默认 1")] = "1",
    day: Annotated[
        str | None, option("--date", "日期", "记录上的抽查日期，如 2025-03-10，默认今天")
    ] = None,
    form: Annotated[
        str | None,
        option(
            "--format",
            "格式",
            "table、word（抽查记录）、excel、json；默认照 -o 的扩展名，没有 -o 时是 table",
        ),
    ] = None,
    output: Annotated[
        str | None, option("-o --output", "文件", "写入文件（.docx、.xlsx、.json、.txt）")
    ] = None,
    copy_to: Annotated[
        str | None,
        option("--copy-to", "文件夹", "把抽中的文件按类别复制到这里，已有的文件不会覆盖"),
    ] = None,
    jobs: Annotated[
        str, option("--jobs", "个数", "同时用几个处理器核，0 为全部用上，默认 1")
    ] = "1",
    limit: Annotated[
        list[str] | None, option("--limit", "名称=数字", "放宽或收紧读取上限，见 wenfeng limits")
    ] = None,
) -> int:
    """抽查：按单位类别分层抽取方案，谁都能用同一个种子重做一遍。

    类别照湘群办发〔2014〕31号第六条：乡镇街道、村社区、市县直机关、企事业单位等，从落款、标题、文件名里认；
    认不出的单列一类。每份文件的排序值由种子和文件内容算出，与文件名、存放位置、电脑无关。

    退出码：0 抽好了；2 有文件未能读取（其余照抽），或参数有误。
    """
    from wenfeng import pipeline

    path = where_to(output)
    form = form_of(form, path, pipeline.SAMPLES)
    if form in ("word", "excel") and path is None:
        raise ConfigError(f"{form} 要写成文件", "请用 -o 写明文件名，如 -o 抽查.docx。")
    pipeline.verify_target(pipeline.Target((form,), path), paths)
    folder = filled("--copy-to", copy_to)
    drawn_on = pipeline.day_of(filled("--date", day), "抽查日期") or date.today()
    lot = pipeline.Lot(
        (filled("--seed", seed) or f"{drawn_on:%Y%m%d}").strip(),
        pipeline.quota_of(share, whole_number("--least", least)),
        drawn_on,
        tuple(Path(one) for one in (path, folder) if one),
    )
    limits = pipeline.parse_limits(listed("--limit", limit))
    found = pipeline.draw(
        paths, lot, jobs=whole_number("--jobs", jobs), limits=limits, progress=progress()
    )
    width, colour = shape() if path is None else (120, False)
    data = pipeline.render_draw(found, form, width=width, colour=colour)
    if folder:
        copied = pipeline.copy_drawn(found, paths, Path(folder), limits)
        note(f"已把抽中的 {copied} 份复制到 {folder}。")
    count = sum(len(stratum.drawn) for stratum in found.strata)
    hand_over(data, path, f"抽中 {count} 份")
    return UNABLE if found.failures or not found.strata else 0
