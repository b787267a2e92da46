"""``wenfeng check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from wenfeng.cli.complaints import UNABLE
from wenfeng.cli.judging import chosen_rules, failing_levels
from wenfeng.cli.options import (
    argument,
    filled,
    flag,
    listed,
    one_of,
    option,
    whole_number,
)
from wenfeng.cli.screen import emit, note, on_screen, progress, shape
from wenfeng.errors import ConfigError

if TYPE_CHECKING:
    from wenfeng.domain import Batch
    from wenfeng.pipeline import Order, Target

FOUND = 1
STATISTICS = "statistics"


def run(
    paths: Annotated[list[str], argument("路径 …", "文件或文件夹（含子文件夹），可以写多个")],
    form: Annotated[
        list[str] | None,
        option(
            "--format",
            "格式",
            "table、html、excel、word、notice、csv、json、sarif、baseline、statistics，"
            "可用逗号隔开；默认照 -o 的扩展名，没有 -o 时是 table",
        ),
    ] = None,
    output: Annotated[
        str | None,
        option(
            "-o --output", "文件", "写入文件（.html、.xlsx、.docx …）；几种格式的，写一个文件夹"
        ),
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
            "--fail-level", "级别", "有哪一级意见就算不通过：错误、警告、提示 或 从不，默认 错误"
        ),
    ] = "error",
    jobs: Annotated[
        str, option("--jobs", "个数", "同时用几个处理器核，0 为全部用上，默认 1")
    ] = "1",
    profile: Annotated[
        str | None,
        option("--profile", "名称", "检查口径，见 wenfeng profile list；默认按文件自动选"),
    ] = None,
    feedback: Annotated[
        list[str] | None,
        option(
            "--feedback",
            "文件",
            "意见清单（docx、xlsx、txt），看每条意见方案回应了没有；几份的写几次",
        ),
    ] = None,
    baseline: Annotated[
        str | None,
        option("--baseline", "文件", "只报基线里没有的意见（用 --format baseline 生成）"),
    ] = None,
    against: Annotated[
        str | None,
        option("--against", "索引", "连同索引里的往年文件一起查雷同（用 wenfeng index add 建）"),
    ] = None,
    everything: Annotated[
        bool, flag("--no-waivers", "批注和 wenfeng.toml 里写了不再提示的，也照样报出")
    ] = False,
    statistics: Annotated[
        bool, flag("--statistics", "只报统计：各条规则、各个单位各有多少")
    ] = False,
    watch: Annotated[
        bool, flag("--watch", "一直看着，文件一有改动就再查一遍，按 Ctrl+C 停止")
    ] = False,
    received: Annotated[
        str | None,
        option("--received", "日期", "收到反馈意见的日期，如 2025-03-10，用来推算“收到后几日内”"),
    ] = None,
    limit: Annotated[
        list[str] | None, option("--limit", "名称=数字", "放宽或收紧读取上限，见 wenfeng limits")
    ] = None,
) -> int:
    """检查方案：逐条列出问题、措施、责任主体、时限和意见。

    退出码：0 没有错误；1 有错误（用 --fail-level 改标准）；2 有文件未能检查，或参数有误。
    """
    from wenfeng import pipeline

    titles = {rule.id: rule.title for rule in pipeline.list_rules()}
    choice = pipeline.Choice(
        filled("--profile", profile),
        chosen_rules("--select", select, titles),
        chosen_rules("--ignore", ignore, titles),
        waive=not everything,
    )
    choice.kept(titles)
    target = _target(form, output, statistics)
    pipeline.verify_target(target, paths)
    failing = failing_levels(fail_level)
    baseline, against = filled("--baseline", baseline), filled("--against", against)
    order = pipeline.Order(
        choice,
        received=pipeline.day_of(filled("--received", received)),
        feedback=tuple(Path(one) for one in feedback or () if filled("--feedback", one)),
        against=Path(against) if against else None,
        baseline=Path(baseline) if baseline else None,
        target=target,
    )
    settings = {
        "jobs": whole_number("--jobs", jobs),
        "limits": pipeline.parse_limits(listed("--limit", limit)),
    }
    if watch:
        return _watch(paths, order, settings)
    return _exit_code(_check(paths, order, settings), failing)


def _check(paths: list[str], order: Order, settings: dict[str, Any]) -> Batch:
    from wenfeng import pipeline

    batch = pipeline.carry_out(order, paths, progress=progress(), **settings)
    _deliver(batch, order.target)
    return batch


def _watch(paths: list[str], order: Order, settings: dict[str, Any]) -> int:
    """Check again whenever something changes, until interrupted."""
    import signal

    from wenfeng import pipeline
    from wenfeng.cli.screen import clear

    _check(paths, order, settings)
    # Started in the background, a shell has told it to be deaf to interruption.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    note("正在看着这些文件，按 Ctrl+C 停止。")
    for _ in pipeline.changes(paths, order.target):
        clear()
        try:
            _check(paths, order, settings)
        except ConfigError as error:
            note(f"错误：{error.message}\n提示：{error.hint}")
    return 0


def _target(form: list[str] | None, output: str | None, statistics: bool) -> Target:
    """The formats asked for; else the one that the name of the result file tells."""
    from wenfeng import pipeline

    known = pipeline.output_formats()
    forms = [one_of("--format", name, known) for name in listed("--format", form)]
    output = filled("-o", output)
    if statistics:
        forms.append(STATISTICS)
    return pipeline.target_of(tuple(dict.fromkeys(forms)), Path(output) if output else None)


def _exit_code(batch: Batch, failing: frozenset[str]) -> int:
    if batch.failures:
        return UNABLE
    found = any(f.level in failing for report in batch.reports for f in report.findings)
    return FOUND if found else 0


def _deliver(batch: Batch, target: Target) -> None:
    from wenfeng import pipeline

    (form, *_) = target.forms
    if target.path:
        written = "、".join(str(path) for path in pipeline.deliver(batch, target))
        failed = f"；{len(batch.failures)} 处未能完成，见结果" if batch.failures else ""
        note(f"已写入 {written}：检查了 {len(batch.reports)} 份文件{failed}。")
    else:
        width, colour = shape()
        data = pipeline.render(batch, form, width=width, colour=colour)
        if b"\0" in data[:1024] and on_screen():
            raise ConfigError(f"{form} 不能显示在屏幕上", "请用 -o 写明文件名，如 -o 结果.xlsx。")
        emit(data)
    if target.path or form not in ("table", "html"):
        if batch.skipped:
            note(pipeline.skipped_line(batch))
        for line in batch.notes:
            note(line)
