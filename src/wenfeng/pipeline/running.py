"""One kind of work on many files (逐份处理): in processes of their own, in one temporary store."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from wenfeng.domain import Failure
from wenfeng.limits import Limits
from wenfeng.pipeline import workers
from wenfeng.pipeline.attempts import RAISE_VARIABLE, Answer, Work, attempt, bury
from wenfeng.pipeline.inputs import Source


def run_all(
    sources: Sequence[Source],
    work: Work[Answer],
    limits: Limits,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
    *,
    enclose: Callable[[Source], Source] | None = None,
) -> list[Answer | Failure]:
    """What the work gives for every file and the files inside, in order; ``jobs`` 0: all cores.

    ``enclose`` adds to a file, when its turn comes, what the work needs for it alone.
    """
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="wenfeng-", ignore_cleanup_errors=True) as store:
        plan: workers.Plan[Answer | Failure] = workers.Plan(
            work=partial(attempt, work=work, store=Path(store)),
            bury=bury,
            limits=limits,
            jobs=min(jobs or os.cpu_count() or 1, max(1, len(sources))),
            progress=progress,
            isolated=not os.environ.get(RAISE_VARIABLE),
            enclose=enclose,
        )
        return workers.run(plan, sources)
