"""The use cases (用例): the only place where readers, extraction, rules and reports meet."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wenfeng.domain import Batch, Failure, Report
from wenfeng.errors import ConfigError, InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits, describe, parse_limits
from wenfeng.pipeline import workers
from wenfeng.pipeline.attempts import RAISE_VARIABLE, Wanted, attempt, bury
from wenfeng.pipeline.days import day_of
from wenfeng.pipeline.inputs import Source, display_name, find_inputs
from wenfeng.pipeline.outputs import format_of, save, verify_target
from wenfeng.pipeline.selection import narrow, pick_rules

if TYPE_CHECKING:
    from wenfeng.rules import Rule

__all__ = [
    "LIMITS",
    "RAISE_VARIABLE",
    "check",
    "check_many",
    "day_of",
    "format_of",
    "level_names",
    "list_rules",
    "narrow",
    "output_formats",
    "parse_limits",
    "pick_rules",
    "render",
    "save",
    "skipped_line",
    "verify_target",
]

LIMITS = describe()
"""Name, default and meaning of every limit on reading."""


def check(
    path: str | os.PathLike[str],
    *,
    name: str | None = None,
    profile: str | None = None,
    received: date | str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Report:
    """Read one plan and judge it. Raises WenfengError when the file cannot be read."""
    source = Source(Path(path), display_name(path) if name is None else name)
    answers = _run([source], wanted=Wanted(profile, day_of(received)), limits=limits)
    if len(answers) != 1:
        raise InputError(
            f"里面有 {len(answers)} 份文件，不是一份", "请用 check_many 或命令 wenfeng check 检查。"
        )
    if isinstance(answers[0], Failure):
        raise InputError(answers[0].error, answers[0].hint)
    return answers[0]


def check_many(
    paths: Iterable[str | os.PathLike[str]],
    *,
    jobs: int = 1,
    profile: str | None = None,
    received: date | str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    progress: Callable[[int, int], None] | None = None,
) -> Batch:
    """Check files, folders, and what is in archives and mails; a bad file becomes a failure.

    ``received`` is the day on which the feedback came, as a date or written like 2025-03-10:
    收到反馈后15个工作日内 counts from it.
    ``jobs`` is the number of processes, 0 for one a core; the answer does not depend on it.
    ``progress`` is called with how many files are done, and of how many.
    """
    wanted = Wanted(profile, day_of(received))
    inputs = find_inputs(paths)
    answers = _run(
        [Source(file, display_name(file)) for file in inputs.files],
        wanted=wanted,
        limits=limits,
        jobs=jobs,
        progress=progress,
    )
    return Batch(
        reports=tuple(o for o in answers if isinstance(o, Report)),
        failures=(*inputs.failures, *(o for o in answers if isinstance(o, Failure))),
        skipped=inputs.skipped,
    )


def render(batch: Batch, form: str, *, width: int = 120, colour: bool = False) -> bytes:
    """The batch in one of the output formats; ``width`` and ``colour`` matter to the table."""
    from wenfeng.reports import WRITERS, Page

    titles = tuple((rule.id, rule.title) for rule in list_rules())
    write = WRITERS[form].write
    if write is None:
        raise ConfigError(f"{form} 要写成几个文件", "请用 -o 写明放在哪个文件夹。")
    return write(batch, Page(width, colour, titles))


def output_formats() -> tuple[str, ...]:
    """The names ``render`` knows."""
    from wenfeng.reports import WRITERS

    return tuple(WRITERS)


def level_names() -> dict[str, str]:
    """The Chinese names of the levels of findings, the most serious first."""
    from wenfeng.reports.wording import LEVEL_NAMES

    return {level: name for level, name in LEVEL_NAMES.items()}


def skipped_line(batch: Batch) -> str:
    """The files of folders that were not checked, in a line; empty where there are none."""
    from wenfeng.reports import wording

    return wording.skipped_line(batch)


def list_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the documentation."""
    from wenfeng.rules import RULES

    return RULES


def _run(
    sources: Sequence[Source],
    *,
    wanted: Wanted,
    limits: Limits,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> list[Report | Failure]:
    from tempfile import TemporaryDirectory

    if wanted.profile:
        from wenfeng import profiles

        profiles.load(
            wanted.profile
        )  # a wrong name is the caller's mistake, not a fault of every file
    with TemporaryDirectory(prefix="wenfeng-", ignore_cleanup_errors=True) as store:
        plan: workers.Plan[Report | Failure] = workers.Plan(
            work=partial(attempt, wanted=wanted, store=Path(store)),
            bury=bury,
            limits=limits,
            jobs=min(jobs or os.cpu_count() or 1, max(1, len(sources))),
            progress=progress,
            isolated=not os.environ.get(RAISE_VARIABLE),
        )
        return workers.run(plan, sources)
