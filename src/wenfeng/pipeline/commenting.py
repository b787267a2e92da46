"""Findings written into copies of the files (写批注), when all that is to be said is known."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from wenfeng.domain import Failure, Report
from wenfeng.errors import WenfengError
from wenfeng.limits import Limits
from wenfeng.pipeline.attempts import FAULT_HINT, describe_fault
from wenfeng.pipeline.inputs import Source
from wenfeng.pipeline.outputs import Marks, save
from wenfeng.pipeline.running import run_all

if TYPE_CHECKING:
    from wenfeng.readers import File


@dataclass(frozen=True, slots=True)
class Written:
    """A document that was found again and dealt with; ``failure``: why it has no comments."""

    name: str
    sha256: str
    failure: Failure | None = None


def write_comments(
    reports: Sequence[Report],
    sources: Iterable[Source],
    marks: Marks,
    limits: Limits,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Failure]:
    """Open the files once more and write into copies of them; yields what hindered that."""
    by_name: dict[str, list[Report]] = {}
    for report in reports:
        by_name.setdefault(report.document.name, []).append(report)
    held = {above for name in by_name for above in _above(name)}
    answers = run_all(
        [source for source in sources if source.name in held],
        partial(_written, marks=marks),
        limits,
        jobs,
        progress,
        enclose=_enclosing(by_name),
    )
    done = {(one.name, one.sha256): one for one in answers if isinstance(one, Written)}
    failed = {one.path: one for one in answers if isinstance(one, Failure)}
    for report in reports:
        written = done.get((report.document.name, report.document.sha256))
        failure = written.failure if written else _lost(report, failed)
        if failure:
            yield failure


def _above(name: str) -> Iterator[str]:
    """A name, and the names of the archives it may lie in."""
    while name:
        yield name
        name = name.rpartition("/")[0]


def _enclosing(by_name: Mapping[str, Sequence[Report]]) -> Callable[[Source], Source]:
    return lambda source: replace(source, reports=tuple(by_name.get(source.name, ())))


def _written(file: File, source: Source, limits: Limits, *, marks: Marks) -> Iterator[Written]:
    digest = hashlib.sha256(file.data).hexdigest()
    for report in source.reports:
        if report.document.sha256 == digest:
            yield Written(source.name, digest, _write(report, file, marks, limits))
            return


def _write(report: Report, file: File, marks: Marks, limits: Limits) -> Failure | None:
    from wenfeng import marking

    try:
        data = file.data if report.document.format == "docx" else None
        save(marking.marked(report, data, date=marks.now, limits=limits), marks.path_for(report))
    except WenfengError as error:
        return _unmarked(report, error.message, error.hint)
    except MemoryError:
        raise
    except Exception as error:
        return _unmarked(report, describe_fault(error), FAULT_HINT)
    return None


def _lost(report: Report, failed: Mapping[str, Failure]) -> Failure:
    """What to say of a document that was there when it was checked, and is not any more."""
    found = (failed[name] for name in _above(report.document.name) if name in failed)
    if why := next(found, None):
        return _unmarked(report, why.error, why.hint)
    return _unmarked(report, "检查以后文件有改动", "请确认没有人在改这份文件，再检查一次。")


def _unmarked(report: Report, error: str, hint: str) -> Failure:
    return Failure(f"{report.document.name}（批注）", f"检查了，但批注没有写成：{error}", hint)
