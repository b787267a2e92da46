"""One function over many files in several processes, answers in order, deaths contained."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Answer = TypeVar("Answer")

# Files handed out ahead of each process: enough to keep it busy, few to repeat after a death.
AHEAD = 2


def map_in_order(
    work: Callable[[Path], Answer],
    files: Sequence[Path],
    *,
    jobs: int,
    bury: Callable[[Path], Answer],
    progress: Callable[[int, int], None] | None,
) -> list[Answer]:
    """``work`` for every file, in order; ``bury`` answers for a file that killed its process."""
    answers: dict[int, Answer] = {}

    def keep(index: int, answer: Answer) -> None:
        answers[index] = answer
        if progress:
            progress(len(answers), len(files))

    jobs = min(jobs or os.cpu_count() or 1, len(files))
    if jobs > 1:
        _share_out(work, files, jobs, bury, keep)
    else:
        for index, file in enumerate(files):
            keep(index, work(file))
    return [answers[index] for index in range(len(files))]


def _share_out(
    work: Callable[[Path], Answer],
    files: Sequence[Path],
    jobs: int,
    bury: Callable[[Path], Answer],
    keep: Callable[[int, Answer], None],
) -> None:
    waiting = deque(range(len(files)))
    while waiting:
        # A dead process takes its whole pool along and does not say over which file it died:
        # those in flight are tried again one by one, then a new pool takes the rest.
        for index in _run_pool(work, files, jobs, waiting, keep):
            keep(index, _try_alone(work, files[index], bury))


def _run_pool(
    work: Callable[[Path], Answer],
    files: Sequence[Path],
    jobs: int,
    waiting: deque[int],
    keep: Callable[[int, Answer], None],
) -> list[int]:
    """Work until nothing waits; when the pool breaks, the numbers of the files in flight."""
    from concurrent.futures import FIRST_COMPLETED, wait
    from concurrent.futures.process import BrokenProcessPool

    flying: dict[Future[Answer], int] = {}
    with _pool(jobs) as pool:
        while waiting or flying:
            try:
                while waiting and len(flying) < jobs * AHEAD:
                    flying[pool.submit(work, files[waiting[0]])] = waiting[0]
                    waiting.popleft()
                for future in wait(flying, return_when=FIRST_COMPLETED).done:
                    keep(flying[future], future.result())
                    del flying[future]
            except BrokenProcessPool:
                return sorted(flying.values())
    return []


def _try_alone(
    work: Callable[[Path], Answer], file: Path, bury: Callable[[Path], Answer]
) -> Answer:
    from concurrent.futures.process import BrokenProcessPool

    with _pool(1) as pool:
        try:
            return pool.submit(work, file).result()
        except BrokenProcessPool:
            return bury(file)


def _pool(jobs: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # spawn behaves the same on every system and is safe in a process that holds threads.
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
