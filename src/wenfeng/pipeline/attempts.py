"""One file, whatever comes of it (尝试一份文件): an answer, a failure, further files inside it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from wenfeng.domain import Failure
from wenfeng.errors import NoTextError, WenfengError
from wenfeng.limits import Limits
from wenfeng.pipeline.inputs import Source, is_aside

if TYPE_CHECKING:
    from wenfeng.pipeline.workers import Death
    from wenfeng.readers import File

Answer = TypeVar("Answer")
Work = Callable[["File", Source, Limits], Iterator[Answer | Failure]]
"""What is done with a file that is open, and with those found inside it; may raise WenfengError."""

RAISE_VARIABLE = "WENFENG_RAISE"
"""Set in the environment, faults of our own are raised instead of becoming a failure row, and
everything happens in one process without limits."""

FAULT_HINT = (
    "这是文风自身的缺陷，不是文件的问题。请把出错信息报告给维护者；"
    f"设置环境变量 {RAISE_VARIABLE}=1 再运行可以得到完整的出错位置。"
)
_DOUBTFUL_HINT = "文件可能已损坏或有意做坏，请核实来源；确属正常文件的，"


def attempt(
    source: Source, limits: Limits, *, work: Work[Answer], store: Path
) -> tuple[Source | Answer | Failure, ...]:
    """Work on one file. Files found inside it are put into ``store`` and come back as sources."""
    try:
        with _temporary_files_in(store):
            return tuple(_attempt(source, limits, work, store))
    except WenfengError as error:
        # Readers take whatever their libraries raise for damage; this is not.
        if isinstance(error.__cause__ or error.__context__, MemoryError):
            raise MemoryError from error
        return (Failure(source.name, error.message, error.hint),)
    except MemoryError:
        raise  # whoever set the bound answers for this
    except Exception as error:
        return (Failure(source.name, describe_fault(error), FAULT_HINT),)
    finally:
        if source.depth:
            source.path.unlink(missing_ok=True)


@contextmanager
def _temporary_files_in(store: Path) -> Iterator[None]:
    """What a process leaves behind that is killed goes when the store goes."""
    before, tempfile.tempdir = tempfile.tempdir, str(store)
    try:
        yield
    finally:
        tempfile.tempdir = before


def bury(source: Source, death: Death, code: int) -> Failure:
    """What to say of a file whose process had to be ended, or ended itself with ``code``."""
    error, hint = _DEATHS[death]
    return Failure(source.name, error.format(code=code), hint)


_DEATHS = {
    "time": (
        "处理时间超过上限，已停止",
        f"{_DOUBTFUL_HINT}用 --limit seconds=秒数 放宽后再试。",
    ),
    "memory": (
        "处理所占内存超过上限，已停止",
        f"{_DOUBTFUL_HINT}请拆分文件，或用 --limit memory=兆数 放宽后再试。",
    ),
    "crash": (
        "处理这份文件的进程意外终止（退出码 {code}）",
        f"{_DOUBTFUL_HINT}请用 Word 或 WPS 打开，另存一份再试。",
    ),
}


def _attempt(
    source: Source, limits: Limits, work: Work[Answer], store: Path
) -> Iterator[Source | Answer | Failure]:
    from wenfeng import readers

    file = readers.open_file(source.path, limits)
    inside = tuple(_unpack(file, source, limits, store))
    try:
        yield from work(file, source, limits)
    except WenfengError as error:
        if not inside:
            raise
        if not isinstance(error, NoTextError):
            # A mail whose own text cannot be read still brings its attachments.
            yield Failure(source.name, error.message, error.hint)
    yield from inside


def _unpack(file: File, source: Source, limits: Limits, store: Path) -> Iterator[Source | Failure]:
    """The files in an archive or a mail, each under its own name behind that of the whole."""
    from wenfeng import readers

    for member in readers.members(file, source.depth, limits):
        if any(map(is_aside, member.name.split("/"))):
            continue
        name = f"{source.name}/{member.name}"
        if isinstance(member.content, WenfengError):
            yield Failure(name, member.content.message, member.content.hint)
        else:
            # Never a name from the archive: it may lead anywhere.
            with tempfile.NamedTemporaryFile(
                dir=store, suffix=member.suffix, delete=False
            ) as target:
                target.write(member.content)
            yield replace(
                source, path=Path(target.name), name=name, depth=source.depth + 1, reports=()
            )


def describe_fault(error: Exception) -> str:
    """Where a fault of our own happened. Raises it again for those who want to see it whole."""
    import traceback

    if os.environ.get(RAISE_VARIABLE):
        raise error
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"内部错误：{type(error).__name__}（{Path(place.filename).name} 第{place.lineno}行）"
