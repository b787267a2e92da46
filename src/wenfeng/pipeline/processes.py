"""Several processes for one computation (并行): a ``map`` that keeps all cores busy."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from wenfeng.pipeline.workers import without_main

if TYPE_CHECKING:
    from wenfeng.duplicates.fingerprints import Run

Item = TypeVar("Item")
Answer = TypeVar("Answer")

_AHEAD = 2
"""Items handed to a process before it has answered for the first."""


_WORTH = 10_000_000
"""Characters from which on further processes, which take a second to start, are worth it."""


class Processes:
    """A ``map`` over processes of their own; items are made only as they are handed out."""

    def __init__(self, jobs: int) -> None:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        self._jobs = jobs
        self._pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))

    def __call__(
        self, call: Callable[[Item], Answer], items: Iterable[Item], /
    ) -> Iterator[Answer]:
        """The answers, in order."""
        waiting: deque[object] = deque()
        for item in items:
            with without_main():
                waiting.append(self._pool.submit(call, item))
            if len(waiting) > _AHEAD * self._jobs:
                yield waiting.popleft().result()  # type: ignore[attr-defined]
        while waiting:
            yield waiting.popleft().result()  # type: ignore[attr-defined]

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(cancel_futures=True)


@contextmanager
def sharing(jobs: int, characters: int) -> Iterator[Run]:
    """``map`` over so many processes, 0 for one a core; this one alone for what is soon done.

    ``characters`` is how much text there is to work on.
    """
    from wenfeng.duplicates.fingerprints import in_turn

    jobs = jobs or os.cpu_count() or 1
    if jobs == 1 or characters < _WORTH:
        yield in_turn
        return
    pool = Processes(jobs)
    try:
        yield pool
    finally:
        pool.close()
