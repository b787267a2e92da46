"""The use cases (用例): the only place where readers, extraction, rules and reports meet."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wenfeng.domain import Batch, Failure, Report
from wenfeng.errors import WenfengError
from wenfeng.pipeline.inputs import display_name, find_inputs
from wenfeng.pipeline.outputs import save, verify_target
from wenfeng.pipeline.selection import narrow, pick_rules
from wenfeng.pipeline.workers import map_in_order

if TYPE_CHECKING:
    from wenfeng.rules import Rule

__all__ = [
    "RAISE_VARIABLE",
    "check",
    "check_many",
    "list_rules",
    "narrow",
    "output_formats",
    "pick_rules",
    "render",
    "save",
    "verify_target",
]

RAISE_VARIABLE = "WENFENG_RAISE"
"""Set in the environment, faults of our own are raised instead of becoming a failure row."""


def check(
    path: str | os.PathLike[str], *, name: str | None = None, profile: str | None = None
) -> Report:
    """Read one plan and judge it. Raises WenfengError when the file cannot be read."""
    from wenfeng import profiles, readers, rules
    from wenfeng.extract import extract

    document = readers.read_file(Path(path), display_name(path) if name is None else name)
    reading = extract(document)
    chosen = profiles.load(profile) if profile else profiles.choose(reading.header)
    return Report(document, reading, chosen, rules.judge(document, reading, chosen))


def check_many(
    paths: Iterable[str | os.PathLike[str]],
    *,
    jobs: int = 1,
    profile: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Batch:
    """Check files and folders; a bad file becomes a failure and the rest goes on.

    ``jobs`` is the number of processes, 0 for one a core; the answer does not depend on it.
    ``progress`` is called with how many files are done, and of how many. A script that asks
    for more than one process needs the usual ``if __name__ == "__main__":``.
    """
    if profile:
        from wenfeng import profiles

        profiles.load(profile)  # a wrong name is the caller's mistake, not a fault of every file
    files, failures = find_inputs(paths)
    outcomes = map_in_order(
        partial(_attempt, profile=profile),
        files,
        jobs=jobs,
        bury=_bury,
        progress=progress,
    )
    return Batch(
        reports=tuple(o for o in outcomes if isinstance(o, Report)),
        failures=(*failures, *(o for o in outcomes if isinstance(o, Failure))),
    )


def render(batch: Batch, form: str, *, width: int = 120, colour: bool = False) -> bytes:
    """The batch in one of the output formats; ``width`` and ``colour`` matter to the table."""
    from wenfeng.reports import WRITERS, Page

    titles = tuple((rule.id, rule.title) for rule in list_rules())
    return WRITERS[form](batch, Page(width, colour, titles))


def output_formats() -> tuple[str, ...]:
    """The names ``render`` knows."""
    from wenfeng.reports import WRITERS

    return tuple(WRITERS)


def list_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the documentation."""
    from wenfeng.rules import RULES

    return RULES


def _attempt(path: Path, *, profile: str | None) -> Report | Failure:
    try:
        return check(path, profile=profile)
    except WenfengError as error:
        return Failure(display_name(path), error.message, error.hint)
    except Exception as error:
        if os.environ.get(RAISE_VARIABLE):
            raise
        return Failure(display_name(path), _describe_fault(error), _FAULT_HINT)


_FAULT_HINT = (
    "这是文风自身的缺陷，不是文件的问题。请把出错信息报告给维护者；"
    f"设置环境变量 {RAISE_VARIABLE}=1 再运行可以得到完整的出错位置。"
)


def _describe_fault(error: Exception) -> str:
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"内部错误：{type(error).__name__}（{Path(place.filename).name} 第{place.lineno}行）"


def _bury(path: Path) -> Failure:
    return Failure(
        display_name(path),
        "处理这份文件的进程意外终止（可能内存不足）",
        "请单独检查这份文件；文件很大时请先拆分，或用 --jobs 1 重试。",
    )
