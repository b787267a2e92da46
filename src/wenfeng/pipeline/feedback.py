"""The opinions that plans are checked against (意见清单), read once for a whole run."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from wenfeng.domain import Failure, Feedback
from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.pipeline.inputs import Source, display_name
from wenfeng.pipeline.running import run_all

if TYPE_CHECKING:
    from wenfeng.readers import File


def read_feedback(
    paths: Iterable[str | os.PathLike[str]], limits: Limits = DEFAULT_LIMITS
) -> tuple[Feedback, ...]:
    """Every opinion in these files, in order. Raises InputError where one cannot be read.

    A plan must not be called complete because a list was not read: one bad file ends the command.
    """
    sources = [_source(Path(path)) for path in paths]
    found: list[Feedback] = []
    for answer in run_all(sources, _listed, limits):
        if isinstance(answer, Failure):
            raise InputError(f"意见清单 {answer.path} 没有读成：{answer.error}", answer.hint)
        found += answer
    return tuple(found)


def _source(path: Path) -> Source:
    if not path.is_file():
        raise InputError(f"没有这份意见清单：{path}", "请核对 --feedback 后面的文件名。")
    return Source(path, display_name(path))


def _listed(file: File, source: Source, limits: Limits) -> Iterator[tuple[Feedback, ...]]:
    from wenfeng import feedback, readers

    found = feedback.items(readers.read(file, source.name, limits))
    if not found:
        raise InputError(
            "里面没有找到意见",
            "请一条意见写一段并编上号，或者列成表，表头写“意见建议”“存在问题”一类。",
        )
    yield found
