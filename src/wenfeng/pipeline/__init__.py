"""The use cases (用例): the only place where readers, extraction, rules and reports meet."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wenfeng.copies import Duplicates
from wenfeng.domain import Batch, Feedback, Report
from wenfeng.draws import Draw
from wenfeng.errors import ConfigError, InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits, describe, parse_limits
from wenfeng.pipeline.attempts import RAISE_VARIABLE
from wenfeng.pipeline.checking import check_all
from wenfeng.pipeline.comparing import RESULTS as COMPARISONS
from wenfeng.pipeline.comparing import compare_sides, worse
from wenfeng.pipeline.days import day_of
from wenfeng.pipeline.duplicates import RESULTS as DUPLICATES
from wenfeng.pipeline.duplicates import find_duplicates, threshold_of, verify_index
from wenfeng.pipeline.index import (
    add_to_index,
    figures_as_json,
    index_figures,
    remove_from_index,
)
from wenfeng.pipeline.inputs import Source, display_name, find_inputs
from wenfeng.pipeline.judging import Wanted
from wenfeng.pipeline.outputs import (
    Target,
    file_name,
    make_folder,
    marks_of,
    read_baseline,
    save,
    save_several,
    target_of,
    verify_target,
)
from wenfeng.pipeline.own_profiles import copy_profile, find_profile, list_profiles
from wenfeng.pipeline.sampling import RESULTS as SAMPLES
from wenfeng.pipeline.sampling import Lot, copy_drawn, draw, quota_of
from wenfeng.pipeline.selection import pick_rules
from wenfeng.pipeline.settings import Choice, Folders
from wenfeng.pipeline.watching import changes
from wenfeng.versions import Versions

if TYPE_CHECKING:
    from wenfeng.reports import Page
    from wenfeng.rules import Rule

__all__ = [
    "COMPARISONS",
    "DUPLICATES",
    "LIMITS",
    "RAISE_VARIABLE",
    "SAMPLES",
    "Choice",
    "Lot",
    "Order",
    "Target",
    "add_to_index",
    "carry_out",
    "changes",
    "check",
    "check_many",
    "compare_many",
    "copy_drawn",
    "copy_profile",
    "day_of",
    "deliver",
    "draw",
    "figures_as_json",
    "find_duplicates",
    "find_profile",
    "index_figures",
    "level_names",
    "list_profiles",
    "list_rules",
    "output_formats",
    "parse_limits",
    "pick_rules",
    "quota_of",
    "remove_from_index",
    "render",
    "render_comparison",
    "render_draw",
    "render_duplicates",
    "save",
    "skipped_line",
    "target_of",
    "threshold_of",
    "verify_target",
    "worse",
]

LIMITS = describe()
"""Name, default and meaning of every limit on reading."""


def check(
    path: str | os.PathLike[str],
    *,
    name: str | None = None,
    profile: str | None = None,
    received: date | str | None = None,
    feedback: Iterable[str | os.PathLike[str]] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> Report:
    """Read one plan and judge it, against the feedback in files where there are any.

    Raises WenfengError when a file cannot be read.
    """
    order = Order(Choice(profile), day_of(received), tuple(map(Path, feedback)))
    sources = _sources([Path(path)], order, Folders(dict(_titles())))
    if name is not None:
        sources = [replace(one, name=name) for one in sources]
    wanted = Wanted(order.received, _opinions(order, limits))
    reports, failures = check_all(sources, wanted, limits)
    if (count := len(reports) + len(failures)) != 1:
        raise InputError(
            f"里面有 {count} 份文件，不是一份", "请用 check_many 或命令 wenfeng check 检查。"
        )
    if failures:
        raise InputError(failures[0].error, failures[0].hint)
    return reports[0]


@dataclass(frozen=True, slots=True)
class Order:
    """What to check by, beside what ``wenfeng.toml`` says (检查要求).

    ``received`` is the day on which the feedback came: 收到反馈后15个工作日内 counts from it.
    ``feedback`` are the files that hold it: every plan is to answer all of them.
    ``against`` is an index of papers that plans may have been copied from. ``baseline`` is a file
    of findings known before. ``target``: where formats are to go.
    """

    choice: Choice = field(default_factory=Choice)
    received: date | None = None
    feedback: tuple[Path, ...] = ()
    against: Path | None = None
    baseline: Path | None = None
    target: Target = field(default_factory=lambda: Target(()))


def check_many(
    paths: Iterable[str | os.PathLike[str]],
    *,
    jobs: int = 1,
    profile: str | None = None,
    received: date | str | None = None,
    feedback: Iterable[str | os.PathLike[str]] = (),
    against: str | os.PathLike[str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
    progress: Callable[[int, int], None] | None = None,
) -> Batch:
    """Check files, folders, and what is in archives and mails; a bad file becomes a failure.

    ``received`` is the day on which the feedback came, as a date or written like 2025-03-10:
    收到反馈后15个工作日内 counts from it. ``feedback`` are files of opinions (意见清单) that every
    plan is to answer; ``Report.responses`` says how. ``against`` is an index of papers in which
    copies are looked for as well; ``Report.copies`` names them.
    ``jobs`` is the number of processes, 0 for one a core; the answer does not depend on it.
    ``progress`` is called with how many files are done, and of how many.
    """
    order = Order(
        Choice(profile),
        day_of(received),
        tuple(map(Path, feedback)),
        Path(against) if against is not None else None,
    )
    return carry_out(order, paths, jobs=jobs, limits=limits, progress=progress)


def carry_out(
    order: Order,
    paths: Iterable[str | os.PathLike[str]],
    *,
    jobs: int = 1,
    limits: Limits = DEFAULT_LIMITS,
    progress: Callable[[int, int], None] | None = None,
) -> Batch:
    """Check as ordered. Files with comments are written here, other formats by deliver."""
    if order.against:
        verify_index(order.against)
    inputs = find_inputs(paths, order.target.files())
    folders = Folders(dict(_titles()))
    sources = _sources(inputs.files, order, folders)
    wanted = Wanted(
        order.received,
        _opinions(order, limits),
        order.against,
        baseline=read_baseline(order.baseline) if order.baseline else None,
        waive=order.choice.waive,
        marks=marks_of(order.target, [source.name for source in sources]),
    )
    reports, failures = check_all(sources, wanted, limits, jobs, progress)
    return Batch(
        reports=reports,
        failures=(*inputs.failures, *failures),
        skipped=inputs.skipped,
        notes=folders.notes(),
    )


def compare_many(
    old: str | os.PathLike[str],
    new: str | os.PathLike[str],
    order: Order | None = None,
    *,
    jobs: int = 1,
    limits: Limits = DEFAULT_LIMITS,
    progress: Callable[[int, int], None] | None = None,
) -> Versions:
    """Compare two versions of a plan, or of the plans in two folders or archives."""
    order = order or Order()
    sides = (
        carry_out(order, [path], jobs=jobs, limits=limits, progress=progress) for path in (old, new)
    )
    return compare_sides(*sides)


def render_comparison(
    versions: Versions, form: str, *, width: int = 120, colour: bool = False
) -> bytes:
    """A comparison in one of the formats of ``COMPARISONS``."""
    from wenfeng.reports.comparison import WRITERS

    return WRITERS[form](versions, _page(width, colour))


def render_draw(found: Draw, form: str, *, width: int = 120, colour: bool = False) -> bytes:
    """A draw in one of the formats of ``SAMPLES``."""
    from wenfeng.reports.protocol import WRITERS

    return WRITERS[form](found, _page(width, colour))


def render_duplicates(
    found: Duplicates, form: str, *, width: int = 120, colour: bool = False
) -> bytes:
    """What repeats in one of the formats of ``DUPLICATES``."""
    from wenfeng.reports.copies import WRITERS

    return WRITERS[form](found, _page(width, colour))


def render(batch: Batch, form: str, *, width: int = 120, colour: bool = False) -> bytes:
    """The batch in one of the formats that make one file; ``width`` and ``colour``: the table's.

    Raises ConfigError for a format that makes several.
    """
    from wenfeng.reports import WRITERS

    write = WRITERS[form].write
    if write is None:
        raise ConfigError(f"{form} 要写成几个文件", "请用 -o 写明放在哪个文件夹。")
    return write(batch, _page(width, colour))


def deliver(batch: Batch, target: Target) -> tuple[Path, ...]:
    """Write the batch in every format wanted; the files and folders that hold the results."""
    from wenfeng.reports import WRITERS

    assert target.path
    done: list[Path] = []
    for form in target.forms:
        writer = WRITERS[form]
        path = target.path / file_name(writer) if target.folder else target.path
        if target.folder:
            make_folder(target.path)
        if writer.write:
            save(writer.write(batch, _page()), path)
        elif writer.several:
            files = list(writer.several(batch, _page()))
            save_several(files, path, folder=target.folder)
        done.append(path)
    return tuple(done)


def _page(width: int = 120, colour: bool = False) -> Page:
    from wenfeng.reports import Page

    return Page(width, colour, _titles(), date.today(), list_rules())


def output_formats() -> dict[str, str]:
    """The formats there are, and what they are called."""
    from wenfeng.reports import WRITERS

    return {form: writer.title for form, writer in WRITERS.items()}


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


def _opinions(order: Order, limits: Limits) -> tuple[Feedback, ...] | None:
    from wenfeng.pipeline.feedback import read_feedback

    return read_feedback(order.feedback, limits) if order.feedback else None


def _titles() -> tuple[tuple[str, str], ...]:
    return tuple((rule.id, rule.title) for rule in list_rules())


def _sources(files: Iterable[Path], order: Order, folders: Folders) -> list[Source]:
    """Files with the settings of their folders. A wrong name in them is nobody's file's fault."""
    choice, titles = order.choice, folders.titles
    sources = [
        Source(file, display_name(file), settings=choice.over(folders.of(file), titles))
        for file in files
    ]
    for profile in {one.settings.profile: None for one in sources if one.settings.profile}:
        find_profile(profile)
    return sources
