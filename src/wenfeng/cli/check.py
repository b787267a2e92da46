"""``wenfeng check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from wenfeng.cli.complaints import UNABLE
from wenfeng.cli.options import argument, filled, listed, named, one_of, option, whole_number
from wenfeng.cli.screen import PIPED_WIDTH, emit, note, progress, shape
from wenfeng.errors import ConfigError

if TYPE_CHECKING:
    from wenfeng.domain import Batch

FOUND = 1
NEVER = "never"


def run(
    paths: Annotated[list[str], argument("路径 …", "文件或文件夹（含子文件夹），可以写多个")],
    form: Annotated[
        str | None,
        option(
            "--format", "格式", "table、html、csv 或 json；默认照 -o 的扩展名，没有 -o 时是 table"
        ),
    ] = None,
    output: Annotated[
        str | None,
        option("-o --output", "文件", "写入文件（.html、.csv、.json、.txt），不在屏幕上显示"),
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
        str | None, option("--profile", "名称", "检查口径，目前只有 general（通用），不用写")
    ] = None,
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

    output = filled("-o", output)
    target = Path(output) if output else None
    if target:
        pipeline.verify_target(target, paths)
    form = _form(form, target)
    failing = _failing(fail_level)
    kept = _kept_rules(select, ignore)
    batch = pipeline.check_many(
        paths,
        jobs=whole_number("--jobs", jobs),
        profile=filled("--profile", profile),
        received=filled("--received", received),
        limits=pipeline.parse_limits(listed("--limit", limit)),
        progress=progress(),
    )
    batch = pipeline.narrow(batch, kept) if kept is not None else batch
    _deliver(batch, form, target)
    return _exit_code(batch, failing)


def _form(form: str | None, target: Path | None) -> str:
    """The format asked for; else the one that the name of the result file tells."""
    from wenfeng import pipeline

    if form is not None:
        return one_of("--format", form, pipeline.output_formats())
    return pipeline.format_of(target) if target else "table"


def _failing(fail_level: str) -> frozenset[str]:
    """The levels at which a finding makes the command fail."""
    from wenfeng import pipeline

    names = pipeline.level_names()
    least = named("--fail-level", fail_level, {**names, NEVER: "从不"})
    levels = [*names, NEVER]
    return frozenset(levels[: levels.index(least) + 1]) if least != NEVER else frozenset()


def _kept_rules(select: list[str] | None, ignore: list[str] | None) -> frozenset[str] | None:
    """The rules left after --select and --ignore; None where neither is given."""
    from wenfeng import pipeline

    if not (select or ignore):
        return None
    titles = {rule.id: rule.title for rule in pipeline.list_rules()}
    wanted = pipeline.pick_rules(listed("--select", select), titles) if select else {*titles}
    kept = frozenset(wanted - pipeline.pick_rules(listed("--ignore", ignore), titles))
    if not kept:
        raise ConfigError(
            "照 --select 和 --ignore 的写法，一条规则也不剩，等于没有检查",
            "请少去掉几条，或者多选几条；运行 wenfeng rules 可以看到全部规则。",
        )
    return kept


def _exit_code(batch: Batch, failing: frozenset[str]) -> int:
    if batch.failures:
        return UNABLE
    found = any(f.level in failing for report in batch.reports for f in report.findings)
    return FOUND if found else 0


def _deliver(batch: Batch, form: str, target: Path | None) -> None:
    from wenfeng import pipeline

    if target:
        pipeline.save(pipeline.render(batch, form, width=PIPED_WIDTH), target)
        failed = f"；{len(batch.failures)} 份未能检查" if batch.failures else ""
        note(f"已写入 {target}：检查了 {len(batch.reports)} 份文件{failed}。")
    else:
        width, colour = shape()
        emit(pipeline.render(batch, form, width=width, colour=colour))
    if batch.skipped and (target or form not in ("table", "html")):
        note(pipeline.skipped_line(batch))
