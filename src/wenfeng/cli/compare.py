"""``wenfeng compare``."""

from __future__ import annotations

from typing import Annotated

from wenfeng.cli.complaints import UNABLE
from wenfeng.cli.judging import chosen_rules, failing_levels
from wenfeng.cli.options import argument, filled, listed, option, whole_number
from wenfeng.cli.results import form_of, hand_over, where_to
from wenfeng.cli.screen import progress, shape

WORSE = 1


def run(
    old: Annotated[str, argument("旧版", "原来的方案，或放旧版的文件夹、压缩包")],
    new: Annotated[str, argument("新版", "改后的方案，或放新版的文件夹、压缩包；格式可以不同")],
    form: Annotated[
        str | None,
        option(
            "--format",
            "格式",
            "table、html、json；默认照 -o 的扩展名，没有 -o 时是 table",
        ),
    ] = None,
    output: Annotated[
        str | None, option("-o --output", "文件", "写入文件（.html、.json、.txt）")
    ] = None,
    select: Annotated[
        list[str] | None, option("--select", "规则", "只用这些规则或类别，可用逗号隔开")
    ] = None,
    ignore: Annotated[
        list[str] | None, option("--ignore", "规则", "不用这些规则或类别，可用逗号隔开")
    ] = None,
    fail_level: Annotated[
        str,
        option(
            "--fail-level",
            "级别",
            "新出现哪一级意见就算变差：错误、警告、提示 或 从不，默认 错误；从不：时限推迟也不算",
        ),
    ] = "error",
    profile: Annotated[
        str | None,
        option("--profile", "名称", "检查口径，见 wenfeng profile list；默认按文件自动选"),
    ] = None,
    received: Annotated[
        str | None,
        option("--received", "日期", "收到反馈意见的日期，如 2025-03-10，用来推算“收到后几日内”"),
    ] = None,
    jobs: Annotated[
        str, option("--jobs", "个数", "同时用几个处理器核，0 为全部用上，默认 1")
    ] = "1",
    limit: Annotated[
        list[str] | None, option("--limit", "名称=数字", "放宽或收紧读取上限，见 wenfeng limits")
    ] = None,
) -> int:
    """对照两版方案：增删改了哪些条目，时限推迟了几天，责任换了谁，意见改了没有。

    两个文件夹对照时，按文件名找同一份，文件名不同的按标题找。

    退出码：0 没有变差；1 有时限推迟、取消或变松，或者新出现了错误（用 --fail-level 改标准）；
    2 有文件未能读取，或参数有误。
    """
    from wenfeng import pipeline

    path = where_to(output)
    form = form_of(form, path, pipeline.COMPARISONS)
    pipeline.verify_target(pipeline.Target((form,), path), [old, new])
    failing = failing_levels(fail_level)
    titles = {rule.id: rule.title for rule in pipeline.list_rules()}
    choice = pipeline.Choice(
        filled("--profile", profile),
        chosen_rules("--select", select, titles),
        chosen_rules("--ignore", ignore, titles),
    )
    choice.kept(titles)
    versions = pipeline.compare_many(
        old,
        new,
        pipeline.Order(choice, pipeline.day_of(filled("--received", received))),
        jobs=whole_number("--jobs", jobs),
        limits=pipeline.parse_limits(listed("--limit", limit)),
        progress=progress(),
    )
    width, colour = shape() if path is None else (120, False)
    data = pipeline.render_comparison(versions, form, width=width, colour=colour)
    hand_over(data, path, f"对照了 {len(versions.comparisons)} 份文件")
    if versions.failures or not versions.comparisons:
        return UNABLE
    return WORSE if pipeline.worse(versions, failing) else 0
